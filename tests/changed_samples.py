"""A sealed report in; the same with something added to it out, as other programs add."""

import io

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter


def redrawn(pdf: bytes, number: int) -> bytes:
    """Append a revision, as other programs do: a white field with another figure over one page; the seal stays."""
    return _drawn_over(pdf, number, b"0 0 0 rg 120 510 20 30 re f")


def renumbered(pdf: bytes, number: int, words: str) -> bytes:
    """Append a revision that writes other words into a white field over one page."""
    return _drawn_over(pdf, number, b"0 0 0 rg BT /Forged 20 Tf 120 510 Td (%s) Tj ET" % words.encode("ascii"))


def _drawn_over(pdf: bytes, number: int, figure: bytes) -> bytes:
    out, writer = io.BytesIO(), IncrementalPdfFileWriter(io.BytesIO(pdf))
    page = writer.find_page_for_modification(number)[0].get_object()
    drawn = generic.StreamObject(stream_data=b"q 1 1 1 rg 100 500 200 60 re f " + figure + b" Q")
    standing = page["/Contents"]
    parts = list(standing) if isinstance(standing, generic.ArrayObject) else [page.raw_get("/Contents")]
    page[generic.pdf_name("/Contents")] = generic.ArrayObject([*parts, writer.add_object(drawn)])
    parts_of_font = {"/Type": "/Font", "/Subtype": "/Type1", "/BaseFont": "/Helvetica"}
    font = {generic.pdf_name(key): generic.pdf_name(value) for key, value in parts_of_font.items()}
    resources = dict(page["/Resources"].items())
    standing_fonts = page["/Resources"]["/Font"] if "/Font" in resources else {}
    fonts = {**standing_fonts, generic.pdf_name("/Forged"): generic.DictionaryObject(font)}
    resources[generic.pdf_name("/Font")] = generic.DictionaryObject(fonts)
    page[generic.pdf_name("/Resources")] = generic.DictionaryObject(resources)
    writer.update_container(page)
    writer.write(out)
    return out.getvalue()
