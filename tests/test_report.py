"""The report's bytes: archival, accessible, the same twice, and everything in them as typed."""

import io
import json
import shutil
import subprocess
import sys
from dataclasses import replace
from decimal import Decimal
from functools import cache

import page
import pikepdf
import pypdfium2
import pytest

from tests.report_samples import ROOT, content_of, example, plain_content, plain_questionnaire
from wizard import library
from wizard.core.assessment import Answer, Evidence, plain
from wizard.core.questionnaire import Question
from wizard.core.scoring import score
from wizard.report import render, save
from wizard.report.book import SECTIONS, lay_out
from wizard.report.paper import HEIGHT, PAPERS, WIDTH
from wizard.report.sheet import LinkArea, PageNumber, Words

TYPED = "R&D <b>bold</b> \"q\" 'x' café Ελληνικά Русский Tiếng Việt 山本彩 日本語 한국어 🙂 ∑ ≤ ☂ ไทย"
RIGHT_TO_LEFT = "שלום עולם זה טקסט\nمرحبا بالعالم مرحبا"


def typed(note=TYPED, **more):
    answer = Answer(value="partial", assurance="tested", note=note, who="Rūta Žemaitė 山")
    return plain_content({"system-name": "R&D <b> 山本", "control-0": answer}, **more)


SAMPLES = {
    "example": example,
    "typed": lambda: typed(TYPED + "\n" + RIGHT_TO_LEFT + "\n\x00 \u202e \ud800 नमस्ते"),
    "nothing answered": lambda: plain_content(scenarios=3),
    "sixty scenarios": lambda: plain_content(scenarios=60),
    "all proven": lambda: plain_content(
        {"control-0": Answer(value="full", assurance="verified")}, base=-3.0, efficacy=0.99
    ),
    "highest": lambda: plain_content(base=6.0),
    "draft on Letter": lambda: plain_content(draft=True, paper="Letter"),
    "long names": lambda: plain_content({"system-name": "A name of a system " * 16}, organisation="Org " * 75),
    "off the scale": lambda: plain_content(
        {"control-0": Answer(value="full", assurance="claimed")}, base=2.0, severity={"people": 5.0}
    ),
    "one letter and a long word": lambda: plain_content(
        {"system-name": "X", "control-0": Answer(value="full", assurance="claimed", note="ab" * 1500)}, organisation="Y"
    ),
    "name without a space": lambda: plain_content({"system-name": "ab" * 150}, organisation="c" * 300),
    "no scenario": lambda: plain_content(scenarios=0),
}


@cache
def rendered(name):
    """Draw a sample once for all tests."""
    return render(SAMPLES[name]())


def text_of(pdf):
    document = pypdfium2.PdfDocument(pdf)
    try:
        return "\n".join(item.get_textpage().get_text_bounded() for item in document)
    finally:
        document.close()


def squeezed(text):
    return "".join(text.split())


@pytest.mark.parametrize("name", SAMPLES)
def test_every_report_is_archival_and_accessible_and_draws_only_embedded_glyphs(name):
    pdf = rendered(name)
    for profile in ("3a", "ua1"):
        found = page.validate_pdf_bytes(pdf, profile=profile)
        assert found.is_compliant, [(item.rule_id, item.message) for item in found.failures[:5]]
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        fonts = [
            item for item in opened.objects if isinstance(item, pikepdf.Dictionary) and item.get("/Type") == "/Font"
        ]
        assert fonts
        assert all("/FontFile2" in font.FontDescriptor for font in fonts)
        for sheet in opened.pages:
            shown = [
                part
                for operands, operator in pikepdf.parse_content_stream(sheet)
                if str(operator) == "Tj"
                for part in operands
            ]
            assert not any(b"\0" in bytes(part) for part in shown), "glyph 0 is drawn"


def boxes_on(sheet):
    """Give left, top, right, bottom and text of every level line of a page."""
    for item in sheet.items:
        if isinstance(item, Words) and item.line.pieces and not item.turn:
            first, last = item.line.pieces[0], item.line.pieces[-1]
            text = "".join(piece.text for piece in item.line.pieces)
            right = item.x + last.x + last.width
            yield item.x + first.x, item.y - first.size * 0.5, right, item.y + first.size * 0.05, text


@pytest.mark.parametrize("name", SAMPLES)
def test_all_text_stands_inside_the_type_area_and_nothing_overlaps(name):
    content = SAMPLES[name]()
    flow = lay_out(content, PAPERS[content.paper])
    for number, sheet in enumerate(flow.pages, 1):
        boxes = sorted(boxes_on(sheet), key=lambda box: box[1])
        for left, _, right, y, text in boxes:
            assert left > -3, (number, text)
            assert right < WIDTH + 3, (number, text)
            assert number == 1 or -4 < y < HEIGHT + 3, (number, text)
        for index, one in enumerate(boxes):
            for other in boxes[index + 1 :]:
                if other[1] >= one[3]:
                    break
                assert one[2] - 0.6 <= other[0] or other[2] - 0.6 <= one[0], (number, one[4], other[4])


def test_each_risk_of_the_example_has_its_own_page_and_ends_on_it():
    content = example()
    flow = lay_out(content, PAPERS["A4"])
    begun = [flow.places[f"risk-{item.scenario.id}"][0] for item in content.score.scenarios if item.over]
    assert len(set(begun)) == len(begun)
    for number in begun:
        shown = " ".join(box[4] for box in boxes_on(flow.pages[number]))
        assert "Residual, worst case" in shown
        assert "What would change it" in shown


def test_no_page_of_the_example_is_nearly_empty():
    flow = lay_out(example(), PAPERS["A4"])
    for number, sheet in enumerate(flow.pages, 1):
        assert max(box[3] for box in boxes_on(sheet)) > HEIGHT / 4, (number, sheet.section)


def test_the_contents_name_the_page_on_which_each_section_begins():
    flow = lay_out(example(), PAPERS["A4"])
    listed = {item.target for item in flow.pages[2].items if isinstance(item, PageNumber)}
    assert listed == {place for _, _, place, _ in SECTIONS}
    for _, title, place, _ in SECTIONS:
        assert flow.pages[flow.places[place][0]].section.partition(":")[0] in title


def test_another_class_that_is_further_past_its_mark_has_a_mark_of_its_own():
    made = plain_questionnaire(severity={"people": 1.0, "rights": 0.9})
    (module,) = made.modules
    asked = (Question("appetite-people", "How deep?", "number"), *module.questions)
    made = replace(made, modules=(replace(module, questions=asked),))
    answers = {"appetite-people": Answer(value=Decimal(12)), "control-0": Answer(value="full", assurance="tested")}
    flow = lay_out(content_of(made, answers), PAPERS["A4"])
    shown = {box[4] for box in boxes_on(flow.pages[0])}
    assert {"12 appetite, people", "0 appetite, rights"} <= shown


def test_equal_content_gives_equal_bytes_whatever_was_drawn_before():
    first = render(typed())
    render(typed(RIGHT_TO_LEFT))
    assert render(typed()) == first


def test_what_was_typed_can_be_read_out_again():
    text = squeezed(text_of(render(typed())))
    assert squeezed(TYPED) in text
    assert squeezed("Rūta Žemaitė 山") in text


@pytest.mark.skipif(not shutil.which("pdftotext"), reason="poppler is not installed")
def test_text_from_right_to_left_can_be_read_out_again(tmp_path):
    target = tmp_path / "report.pdf"
    target.write_bytes(render(typed(RIGHT_TO_LEFT)))
    shown = subprocess.run(["pdftotext", target, "-"], capture_output=True, check=True).stdout.decode()
    for line in RIGHT_TO_LEFT.splitlines():
        assert line in shown


def test_a_character_that_no_font_covers_is_spelled_out():
    text = squeezed(text_of(render(typed("\x00 a \u202e b \U00012000"))))
    assert "[U+0000CONTROL]a[U+202ERIGHT-TO-LEFTOVERRIDE]b[U+12000CUNEIFORMSIGNA]" in text


def test_a_note_of_two_hundred_thousand_characters_stands_there_whole():
    note = "".join(f"word{number} " for number in range(20_000))
    assert len(note) > 200_000 - 20_000
    text = squeezed(text_of(render(typed(note))))
    assert all(f"word{number}" in text for number in range(0, 20_000, 997))
    assert text.count("word") >= 20_000


def test_a_word_longer_than_its_line_breaks_without_losing_a_letter():
    word = "".join(f"{number:04d}x" for number in range(600))
    text = text_of(render(typed(word)))
    assert "0000x0001x" in text
    assert "0598x0599x" in squeezed(text)


@pytest.mark.parametrize("name", ["example", "typed", "long names", "sixty scenarios"])
def test_page_numbers_are_the_same_on_both_papers(name):
    content = SAMPLES[name]()
    places = [lay_out(content, PAPERS[paper]).places for paper in ("A4", "Letter")]
    assert {key: value[0] for key, value in places[0].items()} == {key: value[0] for key, value in places[1].items()}


def test_every_link_and_page_number_leads_somewhere():
    flow = lay_out(example(), PAPERS["A4"])
    targets = {item.target for sheet in flow.pages for item in sheet.items if isinstance(item, LinkArea | PageNumber)}
    assert targets <= set(flow.places)
    assert len(targets) > 100


def test_the_record_travels_inside_as_the_source():
    content = example()
    with pikepdf.open(io.BytesIO(rendered("example"))) as opened:
        spec = opened.Root.AF[0]
        assert spec.AFRelationship == "/Source"
        assert opened.attachments["assessment.json"].get_file().read_bytes() == content.record
        told = str(opened.docinfo["/PlimsollResult"])
    assert told.endswith(f"record={content.record_sha256}")
    assert f"level={content.score.worst_level}" in told


def recomputed(folder, answers):
    """Run the attached lines on a record with these answers."""
    texts = (
        *library.texts_in(ROOT / "questionnaires" / "modules"),
        *library.texts_in(ROOT / "questionnaires" / "methods"),
    )
    record = {
        "questionnaire": [{"name": name, "text": text} for name, text in texts],
        "answers": {key: plain(answer) for key, answer in answers.items()},
    }
    (folder / "assessment.json").write_text(json.dumps(record), encoding="utf-8")
    with pikepdf.open(io.BytesIO(rendered("example"))) as opened:
        (folder / "score.py").write_bytes(opened.attachments["score.py"].get_file().read_bytes())
    command = [sys.executable, "-W", "ignore", "score.py", "assessment.json"]
    return subprocess.run(command, cwd=folder, capture_output=True, check=True).stdout.decode().strip()


def told(found):
    return f"{found.worst_level}; worst {found.overall.worst * 10:.1f}, best {found.overall.best * 10:.1f} points"


def test_the_attached_lines_compute_what_the_last_page_prints(tmp_path):
    content = example()
    printed = recomputed(tmp_path, content.assessment.answers)
    assert printed == told(content.score)
    assert squeezed(printed) in squeezed(text_of(rendered("example")))


def test_the_attached_lines_agree_when_half_is_unknown(tmp_path):
    answers = dict(content_answers())
    assert recomputed(tmp_path, answers) == told(score(example().questionnaire, answers))


def content_answers():
    """Give the example's answers with every other one not known and some not applicable."""
    for number, (key, answer) in enumerate(example().assessment.answers.items()):
        if number % 5 == 0:
            yield key, Answer(standing="not-applicable", reason="it cannot exist here")
        elif number % 2:
            yield key, answer


def test_one_field_waits_for_the_assessor_and_locks_itself_only():
    with pikepdf.open(io.BytesIO(render(typed()))) as opened:
        (field,) = opened.Root.AcroForm.Fields
        assert field.T == "Assessor"
        assert "Tomasz Wierzba" in str(field.TU)
        assert field.Lock.Action == "/Include"
        assert list(field.Lock.Fields) == ["Assessor"]
        assert "/StructParent" in field


def test_the_cover_prints_the_level_the_number_and_the_record():
    content = example()
    document = pypdfium2.PdfDocument(rendered("example"))
    cover = " ".join(document[0].get_textpage().get_text_bounded().split())
    document.close()
    digits = content.record_sha256
    assert f"Record {digits[:4]} {digits[4:8]} {digits[8:12]} {digits[12:16]}" in cover
    assert "residual, worst case" in cover
    assert content.score.worst_level in cover


def test_a_draft_prints_no_record_number():
    text = text_of(render(plain_content(draft=True)))
    assert "Draft" in text
    assert "Record " + plain_content().record_sha256[:4] not in text


def test_links_and_evidence_lead_to_their_answers():
    answer = Answer(
        value="full", assurance="tested", evidence=(Evidence("a.pdf", "file", "ab" * 32, 2048, "", "2026-10-01"),)
    )
    text = squeezed(text_of(render(plain_content({"control-0": answer}))))
    assert "ab" * 32 in text
    assert "E-1" in text


def test_a_stream_never_ends_in_a_carriage_return(monkeypatch):
    def ends_so(pdf, written=save._written):
        ends_so.calls += 1
        return written(pdf) if ends_so.calls > 1 else b"\r\nendstream"

    ends_so.calls = 0
    monkeypatch.setattr(save, "_written", ends_so)
    pdf = render(typed())
    assert ends_so.calls > 1
    assert b"\r\nendstream" not in pdf
    assert page.validate_pdf_bytes(pdf, profile="3a").is_compliant


@pytest.mark.skipif(not shutil.which("qpdf"), reason="qpdf is not installed")
def test_an_independent_reader_finds_no_fault(tmp_path):
    target = tmp_path / "report.pdf"
    target.write_bytes(rendered("example"))
    assert subprocess.run(["qpdf", "--check", target], capture_output=True, check=False).returncode == 0
