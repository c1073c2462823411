"""A plain PDF and its tags in; the archival, accessible file with its record and its signature field out."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from wizard.report.attachments import attach
from wizard.report.paint import Painted, order
from wizard.report.paper import Paper
from wizard.report.pictures import Picture
from wizard.report.save import save
from wizard.report.sheet import Drawing, Flow
from wizard.report.tagging import Annotation, Mark, Node
from wizard.report.watch import Watch, nobody
from wizard.report.xmp import packet, readable

LANGUAGE = "en-GB"
PRODUCER = "Plimsoll"
_BFCHAR = re.compile(rb"<([0-9A-F]{2})> <([0-9A-F]{4,6})>")


@dataclass(frozen=True, slots=True)
class Facts:
    """What the file says of itself; `result` is the line that programs read."""

    title: str
    author: str
    subject: str
    result: str
    date: datetime
    program: str
    record: bytes


def finish(painted: Painted, flow: Flow, paper: Paper, facts: Facts, watch: Watch = nobody) -> bytes:
    """Add to a plain PDF all that reportlab cannot write, and save it so that equal input gives equal bytes."""
    pdf = pikepdf.open(BytesIO(painted.pdf))
    _pictures(pdf, flow)
    _links(pdf, painted, flow, paper)
    _fields(pdf, flow, paper)
    _outline(pdf, flow, paper)
    for page in pdf.pages:
        page.obj.Tabs = Name.S
        if "/Trans" in page.obj:
            del page.obj["/Trans"]
    order(flow.root)
    _structure(pdf, flow.root)
    _metadata(pdf, facts)
    attach(pdf, facts.record, facts.date)
    _clean_character_maps(pdf, painted.meanings)
    return save(pdf, watch)


def _pictures(pdf: pikepdf.Pdf, flow: Flow) -> None:
    """Give each page the pictures that it shows."""
    made = {name: pdf.make_indirect(_picture(pdf, picture)) for name, picture in flow.pictures.items()}
    for page, sheet in zip(pdf.pages, flow.pages, strict=True):
        shown = {
            "/" + item.picture: made[item.picture] for item in sheet.items if isinstance(item, Drawing) and item.picture
        }
        if shown:
            page.obj.Resources.XObject = Dictionary(shown)


def _picture(pdf: pikepdf.Pdf, picture: Picture) -> pikepdf.Stream:
    made = pdf.make_stream(b"")
    made.write(picture.data, filter=Name("/" + picture.packing))
    made.Type, made.Subtype, made.ColorSpace = Name.XObject, Name.Image, Name.DeviceRGB
    made.Width, made.Height, made.BitsPerComponent = picture.columns, picture.rows, 8
    return made


def _destination(pdf: pikepdf.Pdf, flow: Flow, paper: Paper, target: str) -> Array:
    page, y = flow.places[target]
    top = paper.height - paper.top - y + 14
    return Array([pdf.pages[page].obj, Name.XYZ, round(paper.left - 10, 2), round(top, 2), 0])


def _links(pdf: pikepdf.Pdf, painted: Painted, flow: Flow, paper: Paper) -> None:
    for number, links in enumerate(painted.links):
        page = pdf.pages[number].obj
        page.Annots = Array([])
        for node, box, target, says in links:
            link = Dictionary(
                Type=Name.Annot,
                Subtype=Name.Link,
                Rect=Array([round(value, 2) for value in box]),
                Border=Array([0, 0, 0]),
                F=4,
                Contents=String(says or "Link"),
                Dest=_destination(pdf, flow, paper, target),
            )
            node.children.append(Annotation(number, len(page.Annots)))
            page.Annots.append(pdf.make_indirect(link))


def _fields(pdf: pikepdf.Pdf, flow: Flow, paper: Paper) -> None:
    found = []
    for name, tip, number, x, y, width, height, node in flow.fields:
        page = pdf.pages[number].obj
        left, low = paper.left + x, paper.height - paper.top - y - height
        box = [round(value, 2) for value in (left, low, left + width, low + height)]
        field = pdf.make_indirect(
            Dictionary(
                Type=Name.Annot,
                Subtype=Name.Widget,
                FT=Name.Sig,
                T=String(name),
                TU=String(tip),
                Contents=String(tip),
                F=132,
                Rect=Array(box),
                P=page,
                AP=Dictionary(N=_appearance(pdf, width, height)),
                Lock=pdf.make_indirect(_lock(name)),
            )
        )
        node.children.append(Annotation(number, len(page.Annots)))
        page.Annots.append(field)
        found.append(field)
    pdf.Root.AcroForm = pdf.make_indirect(Dictionary(Fields=Array(found), SigFlags=0))


def _lock(name: str) -> Dictionary:
    """Lock the field itself, so that fields prepared for later signers stay open to them."""
    return Dictionary(Type=Name.SigFieldLock, Action=Name.Include, Fields=Array([String(name)]))


def _appearance(pdf: pikepdf.Pdf, width: float, height: float) -> pikepdf.Stream:
    """Make a field's look while it is empty: nothing, since the page itself draws the place to sign."""
    look = pdf.make_stream(b"q Q")
    look.Type = Name.XObject
    look.Subtype = Name.Form
    look.BBox = Array([0, 0, round(width, 2), round(height, 2)])
    look.Resources = Dictionary()
    return look


def _outline(pdf: pikepdf.Pdf, flow: Flow, paper: Paper) -> None:
    with pdf.open_outline() as outline:
        outline.root.clear()
        for mark in flow.bookmarks:
            item = pikepdf.OutlineItem(mark.title, _destination(pdf, flow, paper, mark.target))
            siblings = outline.root if mark.depth == 0 or not outline.root else outline.root[-1].children
            item.is_closed = True
            siblings.append(item)
    pdf.Root.PageMode = Name.UseOutlines


class _Tree:
    """Builds the structure tree and the way back from marked content to it."""

    def __init__(self, pdf: pikepdf.Pdf) -> None:
        self.pdf = pdf
        self.pages = [page.obj for page in pdf.pages]
        self.marks: dict[int, dict[int, Any]] = {}
        self.annotations: list[Any] = []

    def build(self, node: Node, parent: Any) -> Any:  # noqa: ANN401 - objects of a library without types
        element = self.pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name("/" + node.tag), P=parent))
        self._attributes(node, element)
        children = list(self._children(node, element))
        if children:
            element.K = Array(children) if len(children) > 1 else children[0]
        return element

    def _attributes(self, node: Node, element: Any) -> None:  # noqa: ANN401
        if node.alt:
            element.Alt = String(readable(node.alt))
        if node.actual:
            element.ActualText = String(node.actual)
        if node.language:
            element.Lang = String(node.language)
        table = {"/O": Name.Table}
        if node.scope:
            table["/Scope"] = Name("/" + node.scope)
        if node.span > 1:
            table["/ColSpan"] = node.span
        if len(table) > 1:
            element.A = Dictionary(table)
        if node.numbering:
            element.A = Dictionary(O=Name.List, ListNumbering=Name("/" + node.numbering))
        if node.box is not None:
            box = Array([round(value, 2) for value in node.box])
            element.A = Dictionary(O=Name.Layout, BBox=box, Placement=Name.Block)

    def _children(self, node: Node, element: Any) -> Iterator[Any]:  # noqa: ANN401
        home = next((child.page for child in node.children if isinstance(child, Mark)), None)
        if home is not None:
            element.Pg = self.pages[home]
        for child in node.children:
            if isinstance(child, Node):
                yield self.build(child, element)
            elif isinstance(child, Mark):
                self.marks.setdefault(child.page, {})[child.number] = element
                far = Dictionary(Type=Name.MCR, Pg=self.pages[child.page], MCID=child.number)
                yield child.number if child.page == home else far
            else:
                annotation = self.pages[child.page].Annots[child.index]
                annotation.StructParent = len(self.pages) + len(self.annotations)
                self.annotations.append(element)
                yield Dictionary(Type=Name.OBJR, Obj=annotation, Pg=self.pages[child.page])

    def parents(self) -> Any:  # noqa: ANN401
        numbers: list[Any] = []
        for index, page in enumerate(self.pages):
            page.StructParents = index
            found = self.marks.get(index, {})
            row = [found[number] for number in range(len(found))]
            numbers += [index, self.pdf.make_indirect(Array(row))]
        for index, element in enumerate(self.annotations):
            numbers += [len(self.pages) + index, element]
        return self.pdf.make_indirect(Dictionary(Nums=Array(numbers)))


def _structure(pdf: pikepdf.Pdf, document: Node) -> None:
    root = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
    tree = _Tree(pdf)
    root.K = tree.build(document, root)
    root.ParentTree = tree.parents()
    root.ParentTreeNextKey = len(tree.pages) + len(tree.annotations)
    pdf.Root.StructTreeRoot = root
    pdf.Root.MarkInfo = Dictionary(Marked=True)
    pdf.Root.Lang = String(LANGUAGE)
    pdf.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)


@cache
def _srgb() -> bytes:
    return (Path(pikepdf.__file__).parent / "pdfa" / "data" / "sRGB.icc").read_bytes()


def _metadata(pdf: pikepdf.Pdf, facts: Facts) -> None:
    profile = pdf.make_stream(_srgb())
    profile.N = 3
    intent = Dictionary(
        Type=Name.OutputIntent,
        S=Name.GTS_PDFA1,
        OutputConditionIdentifier=String("sRGB"),
        Info=String("sRGB"),
        DestOutputProfile=profile,
    )
    pdf.Root.OutputIntents = Array([pdf.make_indirect(intent)])
    words = {
        "title": facts.title,
        "author": facts.author,
        "subject": facts.subject,
        "language": LANGUAGE,
        "date": facts.date.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "tool": facts.program,
        "producer": PRODUCER,
        "keywords": "AI risk assessment",
        "result": facts.result,
    }
    stream = pdf.make_stream(packet(words))
    stream.Type, stream.Subtype = Name.Metadata, Name.XML
    pdf.Root.Metadata = stream
    for key in list(pdf.docinfo.keys()):
        del pdf.docinfo[key]
    date = String(facts.date.strftime("D:%Y%m%d%H%M%SZ"))
    named = {"Title": "title", "Author": "author", "Subject": "subject", "Creator": "tool", "Producer": "producer",
             "Keywords": "keywords", "PlimsollResult": "result"}  # fmt: skip
    for key, word in named.items():
        pdf.docinfo[Name("/" + key)] = String(readable(words[word]))
    pdf.docinfo[Name.CreationDate] = date
    pdf.docinfo[Name.ModDate] = date


def _clean_character_maps(pdf: pikepdf.Pdf, meanings: dict[bytes, dict[int, str]]) -> None:
    """Mend what reportlab writes: entries for no character at all, and characters beyond U+FFFF."""
    for item in pdf.objects:
        if not isinstance(item, Dictionary) or item.get("/Type") != Name.Font or "/ToUnicode" not in item:
            continue
        written = item.ToUnicode.read_bytes()
        name = str(item.BaseFont).rpartition("+")[2].encode()
        known = meanings.get(name, {})
        rows = [row for row in (_mended(pair, known) for pair in _BFCHAR.findall(written)) if row]
        head = written[: written.index(b"endcodespacerange")] + b"endcodespacerange\n"
        blocks = [rows[start : start + 100] for start in range(0, len(rows), 100)]
        body = b"".join(b"%d beginbfchar\n%s\nendbfchar\n" % (len(block), b"\n".join(block)) for block in blocks)
        item.ToUnicode.write(head + body + b"endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend")


def _mended(pair: tuple[bytes, bytes], known: dict[int, str]) -> bytes:
    code = int(pair[1], 16)
    if code == 0:
        return b""
    return b"<%s> <%s>" % (pair[0], known.get(code, chr(code)).encode("utf-16-be").hex().upper().encode())
