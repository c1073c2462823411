"""The reader of packed streams gives what the library gives, object for object, and leaves every odd one to it."""

import io

import pikepdf
import pytest
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader

from tests import report_samples, sealed_samples
from wizard import signing
from wizard.report import render
from wizard.signing.reader import Reader


@pytest.fixture(scope="module")
def sealed():
    return signing.sign(render(report_samples.plain_content()), sealed_samples.signer(), sealed_samples.AT)


def every_object(reader):
    return [read_as_text(reader, number) for number in range(1, reader.trailer["/Size"])]


def read_as_text(reader, number):
    try:
        return repr(generic.Reference(number, 0, reader).get_object())
    except PdfError as error:
        return type(error).__name__


def test_every_object_is_what_the_library_reads(sealed):
    theirs, ours = (kind(io.BytesIO(sealed), strict=True) for kind in (PdfFileReader, Reader))
    assert every_object(ours) == every_object(theirs)


def test_a_head_is_looked_through_once(sealed, monkeypatch):
    asked = []
    plain = PdfFileReader._get_object_from_stream
    monkeypatch.setattr(PdfFileReader, "_get_object_from_stream", lambda *parts: asked.append(parts) or plain(*parts))
    every_object(Reader(io.BytesIO(sealed), strict=True))
    assert asked == [], "the library's own way was taken"


def packed(head, body=b"(one) (two)", count=2):
    """A file whose objects 5 and 6 lie in a packed stream with this head."""
    pdf = pikepdf.new()
    pdf.add_blank_page()
    stream = pdf.make_indirect(pdf.make_stream(head + body))
    stream.Type, stream.N, stream.First = pikepdf.Name.ObjStm, count, len(head)
    out = io.BytesIO()
    pdf.Root.Kept = stream
    pdf.save(out, object_stream_mode=pikepdf.ObjectStreamMode.disable, compress_streams=False)
    saved = PdfFileReader(io.BytesIO(out.getvalue()), strict=True)
    return out.getvalue(), saved.root.raw_get("/Kept").idnum


def read(kind, pdf, number, wanted, place):
    try:
        return kind(io.BytesIO(pdf), strict=True)._get_object_from_stream(wanted, number, place)
    except (PdfError, ValueError) as error:
        return type(error).__name__


@pytest.mark.parametrize(
    "head",
    [b"5 0 6 6 ", b"5 0 5 6 ", b"6 0 5 6 ", b"5 0 6 x ", b"5 0 6 ", b"5 0 6 -6 ", b"5 0 6 99 ", b"+5 0 6 6 ", b"%5\n5 0 6 6 ", b""],
)  # fmt: skip
@pytest.mark.parametrize(("wanted", "place"), [(5, 0), (6, 1), (6, 0), (5, 1), (7, 0), (5, 2)])
def test_an_odd_head_is_judged_by_the_library(head, wanted, place):
    pdf, number = packed(head)
    assert read(Reader, pdf, number, wanted, place) == read(PdfFileReader, pdf, number, wanted, place)


@pytest.mark.parametrize("body", [b"7 0 R (two)", b"<< /A (un", b"[1 2   (two)"])
def test_what_may_not_be_packed_is_refused_as_the_library_refuses_it(body):
    pdf, number = packed(b"5 0 6 6 ", body)
    assert read(Reader, pdf, number, 5, 0) == read(PdfFileReader, pdf, number, 5, 0)
