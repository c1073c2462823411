"""Pages of real PDFs, drawn and read."""

import io
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from wizard.errors import UserError
from wizard.pages import page_count, page_image, page_images, page_text


@pytest.fixture(scope="module")
def pdf() -> bytes:
    """Two pages: a red one with words, and a white one."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4)
    canvas.setFillColorRGB(1, 0, 0)
    canvas.rect(0, 0, *A4, stroke=0, fill=1)
    canvas.setFillColorRGB(0, 0, 0)
    canvas.drawString(72, 700, "How deep it sits")
    canvas.showPage()
    canvas.showPage()
    canvas.save()
    return out.getvalue()


def test_pages_are_counted(pdf: bytes) -> None:
    assert page_count(pdf) == 2


def test_a_page_is_as_wide_as_asked_and_keeps_its_shape(pdf: bytes) -> None:
    width, height, rows = page_image(pdf, 0, 301)
    assert width in (301, 302)
    assert height == pytest.approx(301 * A4[1] / A4[0], abs=2)
    assert len(rows) == width * height * 4


def test_colours_come_as_red_green_blue_and_opaque(pdf: bytes) -> None:
    assert page_image(pdf, 0, 100)[2][:4] == b"\xff\x00\x00\xff"
    assert page_image(pdf, 1, 100)[2][:4] == b"\xff\xff\xff\xff"


def test_all_pages_at_once_are_the_pages_one_by_one(pdf: bytes) -> None:
    each = [page_image(pdf, number, 90) for number in range(2)]
    assert list(page_images(pdf, 90)) == each
    assert list(page_images(pdf, 90, (1, 0))) == each[::-1]
    with pytest.raises(UserError, match="pages cannot be read"):
        next(page_images(b"", 90))


def test_between_two_pages_others_get_their_turn(pdf: bytes) -> None:
    with closing(page_images(pdf, 90)) as pictures, ThreadPoolExecutor(1) as other:
        first = next(pictures)
        assert other.submit(page_image, pdf, 0, 90).result(timeout=20) == first
        assert next(pictures) == page_image(pdf, 1, 90)


def test_words_are_read(pdf: bytes) -> None:
    assert page_text(pdf, 0).strip() == "How deep it sits"
    assert page_text(pdf, 1).strip() == ""


@pytest.mark.parametrize("junk", [b"", b"\xff\xd8\xff\xe0 a photograph", b"%PDF-1.7\nand nothing else"])
def test_what_is_no_pdf_is_refused_in_a_sentence(junk: bytes) -> None:
    with pytest.raises(UserError, match="pages cannot be read"):
        page_count(junk)


@pytest.mark.parametrize("number", [2, 3, -1])
def test_a_page_that_is_not_there_is_refused(pdf: bytes, number: int) -> None:
    with pytest.raises(UserError, match=f"no page {number + 1}"):
        page_image(pdf, number, 100)


def test_several_threads_may_ask_at_once(pdf: bytes) -> None:
    with ThreadPoolExecutor(4) as crew:
        widths = list(crew.map(lambda side: page_image(pdf, 0, side)[0], range(50, 70)))
    assert all(abs(width - side) <= 1 for width, side in zip(widths, range(50, 70), strict=True))
