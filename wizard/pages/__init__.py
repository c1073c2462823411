"""Bytes of a PDF in; the number of its pages, pictures of them, their text, or whether words on one can be seen out.

The library underneath is not made for several threads, so one lock lets them in one at a time.
"""

from collections.abc import Generator, Iterable, Iterator
from contextlib import closing, contextmanager
from threading import Lock

import pypdfium2

from wizard.errors import UserError
from wizard.pages.seeing import Sight, sight

__all__ = ["Sight", "page_count", "page_image", "page_images", "page_text", "word_sight"]

LARGEST_SIDE = 6000
_one_at_a_time = Lock()


def page_count(pdf: bytes) -> int:
    """Count the pages. Raises UserError when the bytes are not a readable PDF."""
    with _opened(pdf) as document:
        return len(document)


def page_image(pdf: bytes, number: int, width: int) -> tuple[int, int, bytes]:
    """Draw page `number` (the first is 0), `width` pixels wide: width, height and RGBA rows without padding."""
    with closing(page_images(pdf, width, (number,))) as pictures:
        return next(pictures)


def page_images(pdf: bytes, width: int, numbers: Iterable[int] | None = None) -> Generator[tuple[int, int, bytes]]:
    """Draw these pages one after the other, or all of them, as `page_image` does; the file is read only once for them.

    Other threads get their turn between two pages. Close it where it is not followed to its end.
    """
    with _one_at_a_time:
        document = _read(pdf)
    try:
        for number in range(len(document)) if numbers is None else numbers:
            with _one_at_a_time:
                drawn = _drawn(document, number, width)
            yield drawn
    finally:
        with _one_at_a_time:
            document.close()


def _drawn(document: pypdfium2.PdfDocument, number: int, width: int) -> tuple[int, int, bytes]:
    page = _page(document, number)
    across, down = page.get_size()
    scale = min(width / across, LARGEST_SIDE / across, LARGEST_SIDE / down)
    bitmap = page.render(scale=scale, rev_byteorder=True, prefer_bgrx=True, may_draw_forms=True)
    try:
        return bitmap.width, bitmap.height, _opaque(bitmap)
    finally:
        bitmap.close()
        page.close()


def page_text(pdf: bytes, number: int) -> str:
    """Read the text of page `number` (the first is 0) in the order of the page."""
    with _opened(pdf) as document:
        page = _page(document, number)
        text = page.get_textpage()
        try:
            return str(text.get_text_bounded()).replace("\r\n", "\n")
        finally:
            text.close()
            page.close()


def word_sight(pdf: bytes, number: int, words: str, least: float) -> Sight:
    """Say whether words on page `number` (the first is 0) are seen, hidden, or absent; `least` is their height in points."""
    with _opened(pdf) as document:
        _page(document, number).close()
        return sight(document, number, words, least)


def _opaque(bitmap: pypdfium2.PdfBitmap) -> bytes:
    across = bitmap.width * 4
    raw = bytes(bitmap.buffer)
    rows = (
        raw
        if bitmap.stride == across
        else b"".join(raw[start : start + across] for start in range(0, bitmap.stride * bitmap.height, bitmap.stride))
    )
    painted = bytearray(rows)
    painted[3::4] = b"\xff" * (len(painted) // 4)  # the fourth byte of a page without transparency is undefined
    return bytes(painted)


def _page(document: pypdfium2.PdfDocument, number: int) -> pypdfium2.PdfPage:
    if not 0 <= number < len(document):
        raise UserError(f"There is no page {number + 1}.", f"The file has {len(document)} pages.")
    return document[number]


@contextmanager
def _opened(pdf: bytes) -> Iterator[pypdfium2.PdfDocument]:
    with _one_at_a_time:
        document = _read(pdf)
        try:
            yield document
        finally:
            document.close()


def _read(pdf: bytes) -> pypdfium2.PdfDocument:
    try:
        document = pypdfium2.PdfDocument(pdf)
    except pypdfium2.PdfiumError as error:
        raise UserError("The pages cannot be read.", "Is the file a PDF without a password?") from error
    document.init_forms()
    return document
