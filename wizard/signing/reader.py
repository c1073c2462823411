"""Bytes in, a strict reader of PDF out that reads the head of each packed stream once."""

import io
import re
from typing import Any

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.decode_limits import DecodePurpose
from pyhanko.pdf_utils.reader import PdfFileReader

_NUMBERS = re.compile(rb"(?:[0-9]{1,10}[ \n]+)+")


class Reader(PdfFileReader):  # type: ignore[misc]
    """The library's reader; it looks through the head of a packed stream again for every object in it.

    A report has hundreds of links in a few dozen of these streams. Where a head is anything but plain pairs of numbers,
    or an object is not where the head says, the library reads it its own way and judges it.
    """

    def __init__(self, *arguments: Any, **options: Any) -> None:  # noqa: ANN401 - as the library takes them
        self._heads: dict[int, tuple[Any, tuple[int, ...], tuple[int, ...], io.BytesIO]] = {}
        super().__init__(*arguments, **options)

    def _get_object_from_stream(self, idnum: int, stmnum: int, idx: int) -> Any:  # noqa: ANN401 - PDF objects have no types
        numbers, places, packed = self._head(stmnum)
        if 0 <= idx < len(numbers) and numbers[idx] == idnum and numbers.index(idnum) == idx:
            packed.seek(places[idx])
            try:
                found = generic.read_object(packed, generic.Reference(idnum, 0, self))
            except Exception:  # noqa: BLE001 - the library says what is wrong with it
                found = None
            if found is not None and not isinstance(found, (generic.StreamObject, generic.IndirectObject)):
                return found
        return super()._get_object_from_stream(idnum, stmnum, idx)

    def _head(self, number: int) -> tuple[tuple[int, ...], tuple[int, ...], io.BytesIO]:
        stream = generic.Reference(number, 0, self).get_object()
        known = self._heads.get(number)
        if known is None or known[0] is not stream:
            known = self._heads[number] = (stream, *_read_head(stream))
        return known[1:]


def _read_head(stream: Any) -> tuple[tuple[int, ...], tuple[int, ...], io.BytesIO]:  # noqa: ANN401
    """Give the numbers of the objects in a packed stream, where each begins, and the stream; none where it is not plain."""
    nothing = (), (), io.BytesIO()
    if not isinstance(stream, generic.StreamObject) or stream.get("/Type") != "/ObjStm":
        return nothing
    count, first = stream.get("/N"), stream.get("/First")
    if not isinstance(count, int) or not isinstance(first, int):
        return nothing
    data = stream.read_data(DecodePurpose.OBJECT_STREAM)
    head = data[:first] if 0 < first <= len(data) else b""
    values = tuple(map(int, head.split())) if _NUMBERS.fullmatch(head + b" ") else ()
    if len(values) != 2 * count:
        return nothing
    return values[::2], tuple(first + place for place in values[1::2]), io.BytesIO(data)
