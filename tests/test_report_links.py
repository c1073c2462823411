"""Every link of a report leads to what it names; one that would lead nowhere is plain text."""

import io

import page as validator
import pikepdf
import pytest

from tests.report_samples import SAMPLES, laid_out, plain_content, rendered
from wizard.report import book, render
from wizard.report.book import lay_out
from wizard.report.paper import PAPERS
from wizard.report.sheet import LinkArea, PageNumber, Words


def targets(flow):
    return {item.target for page in flow.pages for item in page.items if isinstance(item, LinkArea | PageNumber)}


def promised(flow):
    """Give what the words of a report are meant to lead to."""
    words = (item for page in flow.pages for item in page.items if isinstance(item, Words))
    return {piece.link for item in words for piece in item.line.pieces if piece.link}


@pytest.mark.parametrize("name", SAMPLES)
def test_in_a_whole_report_no_link_has_to_become_plain_text(name, monkeypatch):
    monkeypatch.setattr(book, "settle", lambda _flow: None)
    content = SAMPLES[name]()
    flow = lay_out(content, PAPERS[content.paper])
    assert targets(flow) | promised(flow)
    assert (targets(flow) | promised(flow)) - set(flow.places) == set()


@pytest.mark.parametrize("left_out", ["risks", "answers", "register", "hull"])
def test_links_into_a_section_that_is_left_out_are_plain_text_and_the_report_stays_accessible(left_out, monkeypatch):
    sections = tuple(section for section in book.SECTIONS if section[2] != left_out)
    assert len(sections) == len(book.SECTIONS) - 1
    whole = laid_out("nothing answered")
    monkeypatch.setattr(book, "SECTIONS", sections)
    content = SAMPLES["nothing answered"]()
    flow = lay_out(content, PAPERS[content.paper])
    assert targets(whole) - set(flow.places), "nothing led there"
    assert (targets(flow) | promised(flow)) - set(flow.places) == set()
    pdf = render(content)
    assert validator.validate_pdf_bytes(pdf, profile="ua1").is_compliant
    assert validator.validate_pdf_bytes(pdf, profile="3a").is_compliant
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        tags = [item for item in opened.objects if isinstance(item, pikepdf.Dictionary) and item.get("/S") == "/Link"]
        links = [link for page in opened.pages for link in page.obj.Annots if link.Subtype == "/Link"]
    assert len(links) == len(tags)


def shown(flow):
    """Give the runs of words by where they stand."""
    return {
        (number, item.x, item.y, piece.x): piece
        for number, page in enumerate(flow.pages)
        for item in page.items
        if isinstance(item, Words)
        for piece in item.line.pieces
    }


def test_a_page_number_of_what_is_not_there_is_a_dash_and_its_words_are_not_coloured(monkeypatch):
    whole = lay_out(plain_content(), PAPERS["A4"])
    numbers = [item for page in whole.pages for item in page.items if isinstance(item, PageNumber)]
    monkeypatch.setattr(book, "SECTIONS", tuple(section for section in book.SECTIONS if section[2] != "risks"))
    cut = lay_out(plain_content(), PAPERS["A4"])
    lost = {place: piece for place, piece in shown(whole).items() if piece.link.startswith("risk-")}
    kept = {place: piece for place, piece in shown(cut).items() if place in lost and piece.text == lost[place].text}
    assert any(piece.colour == "accent" for piece in lost.values())
    assert kept
    assert {piece.link for piece in kept.values()} == {""}
    assert "accent" not in {piece.colour for piece in kept.values()}
    dashes = [piece for place, piece in shown(cut).items() if piece.text == "–" and place not in shown(whole)]
    assert len(dashes) == sum(item.target.startswith("risk-") for item in numbers) > 0
    assert {piece.colour for piece in dashes} == {"ink2"}


def test_a_link_leads_to_the_page_that_it_names():
    flow = laid_out("example")
    with pikepdf.open(io.BytesIO(rendered("example"))) as pdf:
        numbers = {page.objgen: number for number, page in enumerate(pdf.pages)}
        for number, sheet in enumerate(flow.pages):
            meant = [flow.places[item.target][0] for item in sheet.items if isinstance(item, LinkArea)]
            links = [link for link in pdf.pages[number].obj.Annots if link.Subtype == "/Link"]
            assert [numbers[link.Dest[0].objgen] for link in links] == meant
