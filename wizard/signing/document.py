"""Bytes in, a strictly read PDF out: its signature fields, its attached record, its printed result."""

import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pyhanko.pdf_utils.decode_limits import DecodeLimits, DocumentDecodeBudget, StreamDecodeLimits
from pyhanko.sign.fields import enumerate_sig_fields

from wizard.signing.outside import RefusedError, claims_seal
from wizard.signing.reader import Reader

RECORD = "assessment.json"
RESULT = "/PlimsollResult"
_DEEPEST = 8  # levels of a name tree
_MOST_NAMES = 1000
_LONGEST_RESULT = 1000
_MIB = 1024 * 1024
_LIMITS = DecodeLimits(
    per_stream=StreamDecodeLimits(max_output_size=64 * _MIB),
    document_budget=DocumentDecodeBudget(base_allowance=128 * _MIB, max_ratio=20),
)


@dataclass(frozen=True, slots=True)
class Document:
    """A PDF as its last revision shows it, and the reader that knows the earlier ones."""

    data: bytes
    reader: Any
    signed_fields: tuple[tuple[str, Any], ...]  # name, reference of the field
    result: Mapping[str, str]
    ours: bool

    def record(self, revision: int | None = None) -> bytes | None:
        """Return the one attached record of a revision; None if there is none or more than one."""
        root = self.reader.root if revision is None else self.reader.get_historical_resolver(revision).root
        try:
            return _record(root)
        except Exception:  # noqa: BLE001  # whatever a stranger's file does in there: it has no record
            return None

    @property
    def pages(self) -> int:
        """How many pages the file says it has."""
        count = self.reader.root["/Pages"]["/Count"]
        return int(count) if isinstance(count, int) and 0 < count < 100_000 else 0

    @property
    def fields(self) -> tuple[tuple[str, str], ...]:
        """The places for signatures in their order: name, and what a reader is told of them."""
        form = value(self.reader.root, "/AcroForm")
        listed = value(form, "/Fields") if form is not None else ()
        fields = [listed[index] for index in range(len(listed))]  # its iterator follows no reference
        return tuple((str(value(each, "/T")), str(value(each, "/TU") or "")) for each in fields)


def read(data: bytes) -> Document:
    """Read a PDF strictly; whatever the reader stumbles over is a refusal."""
    try:
        reader = Reader(io.BytesIO(data), strict=True, decode_limits=_LIMITS)
        _check_open(reader)
        fields = tuple((name, field) for name, _, field in enumerate_sig_fields(reader, filled_status=True))
        result = _result(reader)
        ours = bool(result) or _has_record(reader)
    except RefusedError:
        raise
    except Exception as broken:
        if claims_seal(data):
            sentence = "The file was sealed once and is damaged since: it cannot be read as it was."
            raise RefusedError("changed-after-sealing", sentence, vague=True) from broken
        raise RefusedError("unreadable", "The file is damaged: it cannot be read as a PDF.") from broken
    return Document(data=data, reader=reader, signed_fields=fields, result=result, ours=ours)


def _check_open(reader: Any) -> None:  # noqa: ANN401
    if "/Encrypt" in reader.trailer:
        raise RefusedError("unreadable", "The file is protected by a password, so nothing in it can be checked.")
    if reader.xrefs.hybrid_xrefs_present:
        sentence = "The file shows different pages to different readers, so nothing in it can be trusted."
        raise RefusedError("unreadable", sentence)


def value(dictionary: Any, key: str) -> Any:  # noqa: ANN401  # PDF objects have no types
    """Return an entry with its reference followed, or None."""
    return dictionary[key] if key in dictionary else None  # noqa: SIM401  # the library's get() follows no reference


def program(signature: Any) -> str:  # noqa: ANN401
    """Return the name of the program that a signature says made it."""
    properties = value(signature, "/Prop_Build")
    application = value(properties, "/App") if properties is not None else None
    return str(value(application, "/Name")) if application is not None else ""


def _result(reader: Any) -> Mapping[str, str]:  # noqa: ANN401
    """Return the printed result as the file's properties repeat it: `worst=29;best=14;level=High`."""
    if "/Info" not in reader.trailer:
        return {}
    text = str(value(reader.trailer["/Info"], RESULT) or "")[:_LONGEST_RESULT]
    pairs = (part.partition("=") for part in text.split(";") if part)
    return {key.strip(): said.strip() for key, _, said in pairs}


def _has_record(reader: Any) -> bool:  # noqa: ANN401
    return any(True for _ in _named_records(reader.root))


def _record(root: Any) -> bytes | None:  # noqa: ANN401
    specs = list(_named_records(root))
    if len(specs) != 1:
        return None
    return bytes(specs[0]["/EF"]["/F"].data)


def _named_records(root: Any) -> Iterator[Any]:  # noqa: ANN401
    names = value(root, "/Names")
    tree = value(names, "/EmbeddedFiles") if names is not None else None
    if tree is None:
        return
    for name, spec in _leaves(tree):
        if RECORD in {str(name), str(value(spec, "/F")), str(value(spec, "/UF"))}:
            yield spec


def _leaves(tree: Any) -> Iterator[tuple[Any, Any]]:  # noqa: ANN401
    waiting, found = [(tree, 0)], 0
    while waiting:
        node, depth = waiting.pop()
        pairs = value(node, "/Names") or ()
        for index in range(0, len(pairs) - 1, 2):
            found += 1
            yield pairs[index], pairs[index + 1]
        children = value(node, "/Kids") or ()
        if depth >= _DEEPEST or found + len(waiting) + len(children) > _MOST_NAMES:
            raise ValueError("a name tree that no report has")
        waiting.extend((child.get_object(), depth + 1) for child in children)
