"""A sealed report in; the same with something added to it out, as other programs add."""

import io

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter


def redrawn(pdf: bytes, number: int) -> bytes:
    """Append a revision, as other programs do: a white field with another figure over one page; the seal stays."""
    out, writer = io.BytesIO(), IncrementalPdfFileWriter(io.BytesIO(pdf))
    page = writer.find_page_for_modification(number)[0].get_object()
    drawn = generic.StreamObject(stream_data=b"q 1 1 1 rg 100 500 200 60 re f 0 0 0 rg 120 510 20 30 re f Q")
    standing = page["/Contents"]
    parts = list(standing) if isinstance(standing, generic.ArrayObject) else [page.raw_get("/Contents")]
    page[generic.pdf_name("/Contents")] = generic.ArrayObject([*parts, writer.add_object(drawn)])
    writer.update_container(page)
    writer.write(out)
    return out.getvalue()
