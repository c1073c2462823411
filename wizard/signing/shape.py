"""A read PDF in, a refusal out if it holds anything that no report of this program holds.

Whoever signs with a key of their own can sign any PDF: one that runs a script, hides a layer, lays a note over a page.
So this is a list of what is allowed, key by key; what it does not name is refused, whatever it may do.
"""

import re
from collections.abc import Iterator
from typing import Any, Final

from pyhanko.pdf_utils.generic import ArrayObject, DictionaryObject, IndirectObject, NameObject, StreamObject

from wizard.signing import places
from wizard.signing.document import RESULT, Document, value
from wizard.signing.outside import RefusedError, foreign

ATTACHED = ("assessment.json", "score.py")
_ANY, _PLAIN = "any", "plain"  # any: not looked into, nothing in it is shown or run; plain: a number, a name, a text
_PACKED = {"/Length": _PLAIN, "/Filter": _PLAIN, "/DecodeParms": _ANY}
_LIST = "list of "

SHAPES: Final[dict[str, dict[str, str]]] = {
    "catalogue": {
        "/Type": "/Catalog",
        "/Pages": "pages",
        "/AcroForm": "form",
        "/Outlines": "outline",
        "/PageMode": "/UseOutlines /UseNone",
        "/StructTreeRoot": _ANY,
        "/MarkInfo": _ANY,
        "/Lang": _PLAIN,
        "/ViewerPreferences": "preferences",
        "/OutputIntents": _LIST + "intent",
        "/Metadata": "properties",
        "/Names": "names",
        "/AF": _LIST + "attachment",
        "/PieceInfo": "marks",
        "/Perms": "permissions",
    },
    "pages": {"/Type": "/Pages", "/Kids": _LIST + "page or pages", "/Count": _PLAIN, "/Parent": _ANY},
    "page": {
        "/Type": "/Page",
        "/Parent": _ANY,
        "/MediaBox": _LIST + _PLAIN,
        "/Rotate": "0",
        "/Contents": "content",
        "/Resources": "resources",
        "/Annots": _LIST + "link or field",
        "/StructParents": _PLAIN,
        "/Tabs": _PLAIN,
    },
    "resources": {"/Font": "fonts", "/ProcSet": _ANY, "/XObject": "pictures"},
    "picture": {
        **_PACKED,
        "/Type": "/XObject",
        "/Subtype": "/Image",
        "/ColorSpace": "/DeviceRGB",
        "/Width": _PLAIN,
        "/Height": _PLAIN,
        "/BitsPerComponent": "8",
    },
    "font": {
        "/Type": "/Font",
        "/Subtype": "/TrueType",
        "/Name": _PLAIN,
        "/BaseFont": _PLAIN,
        "/FirstChar": _PLAIN,
        "/LastChar": _PLAIN,
        "/Widths": _LIST + _PLAIN,
        "/ToUnicode": "packed",
        "/FontDescriptor": _ANY,
    },
    "link": {
        "/Type": "/Annot",
        "/Subtype": "/Link",
        "/Rect": _LIST + _PLAIN,
        "/Border": _LIST + _PLAIN,
        "/F": "4",
        "/Contents": _PLAIN,
        "/Dest": "place",
        "/StructParent": _PLAIN,
    },
    "field": {
        "/Type": "/Annot",
        "/Subtype": "/Widget",
        "/FT": "/Sig",
        "/T": _PLAIN,
        "/TU": _PLAIN,
        "/Contents": _PLAIN,
        "/F": "132",
        "/Rect": _LIST + _PLAIN,
        "/P": _ANY,
        "/AP": "appearance",
        "/Lock": "lock",
        "/StructParent": _PLAIN,
        "/V": "signature",
    },
    "appearance": {"/N": "blank"},
    "lock": {"/Type": "/SigFieldLock", "/Action": _PLAIN, "/Fields": _LIST + _PLAIN, "/P": _PLAIN},
    "signature": {
        "/Type": "/Sig",
        "/Filter": "/Adobe.PPKLite",
        "/SubFilter": "/ETSI.CAdES.detached",
        "/ByteRange": _LIST + _PLAIN,
        "/Contents": _PLAIN,
        "/M": _PLAIN,
        "/Name": _PLAIN,
        "/Reason": _PLAIN,
        "/Prop_Build": _ANY,
        "/Reference": _ANY,
    },
    "form": {"/Fields": _LIST + "field", "/SigFlags": _PLAIN},
    "permissions": {"/DocMDP": "signature"},
    "preferences": {"/DisplayDocTitle": _PLAIN},
    "outline": {"/Type": "/Outlines", "/First": "heading", "/Last": "heading", "/Count": _PLAIN},
    "heading": {
        "/Title": _PLAIN,
        "/Parent": _ANY,
        "/Prev": "heading",
        "/Next": "heading",
        "/First": "heading",
        "/Last": "heading",
        "/Count": _PLAIN,
        "/Dest": "place",
    },
    "intent": {
        "/Type": "/OutputIntent",
        "/S": _PLAIN,
        "/OutputConditionIdentifier": _PLAIN,
        "/Info": _PLAIN,
        "/DestOutputProfile": "profile",
    },
    "profile": {**_PACKED, "/N": "3"},
    "packed": _PACKED,
    "content": _PACKED,
    "blank": {
        **_PACKED,
        "/Type": "/XObject",
        "/Subtype": "/Form",
        "/BBox": _LIST + _PLAIN,
        "/Resources": "nothing",
    },
    "nothing": {},
    "properties": {**_PACKED, "/Type": "/Metadata", "/Subtype": "/XML"},
    "names": {"/EmbeddedFiles": "attachments"},
    "attachments": {"/Names": "attached"},
    "attachment": {
        "/Type": "/Filespec",
        "/F": _PLAIN,
        "/UF": _PLAIN,
        "/Desc": _PLAIN,
        "/AFRelationship": _PLAIN,
        "/EF": "file",
    },
    "file": {"/F": "embedded", "/UF": "embedded"},
    "embedded": {
        **_PACKED,
        "/Type": "/EmbeddedFile",
        "/Subtype": "/application/json /text/x-python",
        "/Params": _ANY,
    },
    "marks": {"/Plimsoll": _ANY},
    "info": dict.fromkeys(
        (
            "/Title",
            "/Author",
            "/Subject",
            "/Creator",
            "/Producer",
            "/Keywords",
            "/CreationDate",
            "/ModDate",
            "/Trapped",
            RESULT,
        ),
        _PLAIN,
    ),
}
_MANY = {"fonts": "font", "pictures": "picture"}
"""Dictionaries whose keys are names of the writer's own."""
_TRAILER = {"/Size", "/Root", "/Info", "/ID", "/Prev", "/Type", "/W", "/Index", "/Length", "/Filter", "/DecodeParms"}
_SAID = {
    "/OpenAction": "something that runs when it is opened",
    "/AA": "something that runs while it is read",
    "/A": "a link that leads out of it or runs something",
    "/JavaScript": "a script",
    "/JS": "a script",
    "/XFA": "a form that draws itself",
    "/OCProperties": "layers that can be hidden",
    "/OC": "layers that can be hidden",
}
_OPERATORS = frozenset(
    b"q Q cm BDC BMC EMC MP DP BT ET Td TD Tm T* Tc Tw TL Tf Tj TJ ' \" rg RG g G w d J j M i ri "
    b"m l c v y re h S s f F f* B B* b b* n W W* Do [ ] true false null".split()
)
_OPERANDS = re.compile(rb"\((?:[^()\\]|\\.)*\)|<<|>>|<[0-9A-Fa-f\s]*>|/[^\x00\s()<>\[\]{}/%]+|[\[\]]", re.DOTALL)
_NUMBER = re.compile(rb"[+-]?(?:\d+\.?\d*|\.\d+)\Z")
_MOST = 200_000  # parts of the largest report that can be sealed
_XMP_RESULT = re.compile(rb"<plimsoll:PlimsollResult>([^<]{0,1000})</")


def check(document: Document) -> None:
    """Refuse what holds more than our reports do, or the same in another form."""
    try:
        _Walk(document.reader).whole()
    except RefusedError:
        raise
    except Exception as broken:
        raise foreign("a part that cannot be read") from broken


class _Walk:
    """Follows every way through the file once."""

    def __init__(self, reader: Any) -> None:  # noqa: ANN401  # PDF objects have no types
        self.reader = reader
        self.seen: set[tuple[Any, str]] = set()
        self.waiting: list[tuple[Any, str]] = []
        self.fields: set[Any] = set()

    def whole(self) -> None:
        """Look at all that can be reached from the trailer."""
        trailer = self.reader.trailer
        for key in trailer.keys() if hasattr(trailer, "keys") else trailer:
            if str(key) not in _TRAILER:
                raise foreign(str(key))
        self.waiting.append((self.reader.root, "catalogue"))
        if "/Info" in trailer:
            self.waiting.append((trailer["/Info"], "info"))
        while self.waiting:
            if len(self.seen) > _MOST:
                raise foreign("more parts than it can need")
            self.one(*self.waiting.pop())
        places.check(self.reader.root, self.fields)
        _check_cover(self.reader.root)
        _check_attached(self.reader.root)
        _check_properties(self.reader)

    def one(self, thing: Any, shape: str) -> None:  # noqa: ANN401
        """Look at one object that must have one of these shapes."""
        if isinstance(thing, IndirectObject):
            mark = (thing.reference, shape)
            if mark in self.seen:
                return
            self.seen.add(mark)
            thing = thing.get_object()
        if shape.startswith(_LIST):
            self.each(thing, shape.removeprefix(_LIST))
        elif shape == "place":
            _check_place(thing)
        elif shape in _MANY:
            self.waiting.extend((thing.raw_get(name), _MANY[shape]) for name in _keys(thing))
        elif shape == "attached":
            self.waiting.extend((thing.raw_get(index), "attachment") for index in range(1, len(thing), 2))
        elif " or " in shape:
            self.one(thing, _which(thing, shape.split(" or ")))
        elif shape in SHAPES:
            self.inside(thing, shape)
        else:
            _check_plain(thing, shape)

    def each(self, things: Any, shape: str) -> None:  # noqa: ANN401
        """Look at the members of a list."""
        if not isinstance(things, list):
            raise foreign(f"something else where {shape} belongs")
        for index in range(len(things)):
            thing = things.raw_get(index) if isinstance(things, ArrayObject) else things[index]
            self.waiting.append((thing, shape))

    def inside(self, thing: Any, shape: str) -> None:  # noqa: ANN401
        """Look at the entries of a dictionary; none may be there that the shape does not name."""
        rules = SHAPES[shape]
        if shape == "field":
            self.fields.add(thing.container_ref)
        for key in _keys(thing):
            if key not in rules:
                raise foreign(_SAID.get(key, f"the entry {key} of its {shape}"))
            if rules[key] != _ANY:
                self.waiting.append((thing.raw_get(key), rules[key]))
        kinds = {key: rule for key, rule in rules.items() if key in {"/Type", "/Subtype", "/FT"}}
        if shape != "lock" and any(key not in thing for key in kinds if key != "/Type" or shape in {"page", "pages"}):
            raise foreign(f"a part without its kind ({shape})")
        if shape == "content":
            _check_content(thing.data)
        elif shape == "blank" and set(thing.data.split()) - {b"q", b"Q"}:
            raise foreign("a signature that paints over its page")


def _keys(thing: Any) -> Iterator[str]:  # noqa: ANN401
    if not isinstance(thing, DictionaryObject):
        raise foreign("something else where a dictionary belongs")
    return (str(key) for key in thing)


def _which(thing: Any, shapes: list[str]) -> str:  # noqa: ANN401
    kind = str(value(thing, "/Subtype") or value(thing, "/Type")) if isinstance(thing, DictionaryObject) else ""
    for shape in shapes:
        if kind in {SHAPES[shape].get("/Subtype"), SHAPES[shape]["/Type"]}:
            return shape
    if "link" in shapes:
        raise foreign(f"a note of the kind {kind[:40]} on a page")
    raise foreign(f"something else where a {shapes[0]} belongs")


def _check_plain(thing: Any, allowed: str) -> None:  # noqa: ANN401
    if isinstance(thing, DictionaryObject | ArrayObject | StreamObject):
        raise foreign("a structure where a plain value belongs")
    if allowed == _PLAIN:
        return
    if str(thing) not in allowed.split(" ") or isinstance(thing, NameObject) is not allowed.startswith("/"):
        raise foreign(f"{str(thing)[:40]} where {allowed.replace(' ', ' or ')} belongs")


def _check_place(thing: Any) -> None:  # noqa: ANN401
    if not isinstance(thing, ArrayObject) or len(thing) != 5 or thing[1] != "/XYZ":
        raise foreign("a link that leads out of it or runs something")
    page = thing.raw_get(0)
    if not isinstance(page, IndirectObject) or value(page.get_object(), "/Type") != "/Page":
        raise foreign("a link that leads nowhere")


def _check_content(data: bytes) -> None:
    for word in set(_OPERANDS.sub(b" ", data).split()) - _OPERATORS:
        if not _NUMBER.match(word):
            raise foreign(f"a page drawn with {word[:12].decode('latin-1')!r}")


def _check_cover(root: Any) -> None:  # noqa: ANN401
    page = root["/Pages"]
    while "/Kids" in page:
        page = page["/Kids"][0]
    if "/XObject" in page["/Resources"]:
        raise foreign("a picture on its cover")


def _check_attached(root: Any) -> None:  # noqa: ANN401
    pairs = root["/Names"]["/EmbeddedFiles"]["/Names"]
    names = [str(pairs[index]) for index in range(0, len(pairs), 2)]
    if len(set(names)) != len(names) or set(names) - set(ATTACHED) or len(pairs) % 2:
        more = next((name for name in names if name not in ATTACHED), "one of its files twice")
        raise foreign(f"another attached file, {more[:60]}")
    specs = [pairs.raw_get(index) for index in range(1, len(pairs), 2)]
    for name, spec in zip(names, specs, strict=True):
        held = spec.get_object()
        both = held["/EF"].raw_get("/F") == held["/EF"].raw_get("/UF") and held["/F"] == held["/UF"] == name
        if not both:
            raise foreign(f"an attached file {name} that is not the same for every reader")
    linked = root["/AF"]
    if [linked.raw_get(index) for index in range(len(linked))] != specs:
        raise foreign("a list of attached files that names others than those that are attached")


def _check_properties(reader: Any) -> None:  # noqa: ANN401
    said = _XMP_RESULT.findall(reader.root["/Metadata"].data)
    info = str(value(reader.trailer["/Info"], RESULT) or "")
    if any(each.decode("utf-8", "replace") != info for each in said):
        raise RefusedError("changed-after-sealing", "Its two sets of properties state two different results.")
