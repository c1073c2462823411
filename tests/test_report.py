"""The report's bytes: archival, accessible, the same twice, and everything in them as typed."""

import io
import json
import re
import shutil
import subprocess
import sys
import unicodedata
from dataclasses import replace

import page
import pikepdf
import pypdfium2
import pytest

from tests.report_samples import RIGHT_TO_LEFT, ROOT, SAMPLES, SCRIPTS, TYPED, example, plain_content, rendered, typed
from wizard import library
from wizard.core.assessment import Answer, Evidence, plain
from wizard.core.scoring import score
from wizard.report import render, unprinted
from wizard.report.lines import _start
from wizard.report.type import FALLBACKS, fallback, runs


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
            shown = [part for operands, _ in pikepdf.parse_content_stream(sheet, "Tj") for part in operands]
            assert shown
            assert not any(b"\0" in bytes(part) for part in shown), "glyph 0 is drawn"


def test_equal_content_gives_equal_bytes_whatever_was_drawn_before():
    first = render(typed())
    render(typed(RIGHT_TO_LEFT))
    assert render(typed()) == first
    assert render(example()) == rendered("example")


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


@pytest.mark.parametrize("script", SCRIPTS)
def test_every_script_is_drawn_in_a_font_of_its_own_and_nothing_of_it_is_spelled_out(script):
    text = SCRIPTS[script]
    fonts = {run.font.name for run in runs("serif", text.replace(" ", ""))}
    assert len(fonts) == 1
    assert fonts <= {entry.file for entry in FALLBACKS}
    assert not unprinted({"one": Answer(note=text)})


@pytest.mark.skipif(not shutil.which("pdftotext"), reason="poppler is not installed")
def test_every_script_can_be_read_out_again_as_it_was_typed(tmp_path):
    target = tmp_path / "report.pdf"
    target.write_bytes(rendered("scripts"))
    shown = subprocess.run(["pdftotext", "-raw", target, "-"], capture_output=True, check=True).stdout.decode()
    assert not [script for script, text in SCRIPTS.items() if text not in shown]


@pytest.mark.parametrize("text", ["ក្ខ្មែរ" * 30, "मन्त्री" * 30, "ශ්\u200dරී" * 30, "ที่นี่" * 30])
def test_a_long_word_is_never_cut_between_a_letter_and_its_marks(text):
    rest, lines = text, []
    while rest:
        lines.append(_start(rest, "serif", 9.0))
        rest = rest[len(lines[-1]) :]
    assert len(lines) > 3
    assert "".join(lines) == text
    assert not [line for line in lines if unicodedata.category(line[0])[0] in "MC"]
    assert not [line for line in lines[:-1] if unicodedata.combining(line[-1]) == 9 or line[-1] == "\u200d"]


def test_what_is_told_to_be_unprinted_is_what_the_pages_spell_out():
    spelled_out = []
    blocks = sorted({block for entry in FALLBACKS for block in entry.blocks} | {(0, 0x24F), (0x12000, 0x12010)})
    for code in sorted({code for first, last in blocks for code in range(first, last + 1, 3)} - {9, 10, 13}):
        (run, *_) = runs("serif", chr(code)) or (None,)
        sans = "".join(run.text for run in runs("sans", chr(code)))
        spelled_in = (run is not None and run.text.startswith("[U+")) or sans.startswith("[U+")
        assert spelled_in == bool(unprinted({"one": Answer(note=chr(code))})), hex(code)
        spelled_out.append(spelled_in)
    assert sum(spelled_out) > 100
    assert fallback(0).covered


def test_unprinted_looks_at_all_that_was_typed_and_says_where():
    odd = "\U00012000"
    proof = (Evidence("a", "link", "", 0, odd), Evidence(odd, "file", "ab" * 32))
    answers = {
        "note": Answer(note=odd),
        "reason": Answer(reason=odd),
        "who": Answer(who=odd),
        "value": Answer(value=odd),
        "evidence": Answer(evidence=proof),
        "fine": Answer(note="plain\r\n\twords"),
    }
    assert unprinted(answers, "Jo" + odd) == {odd: ("note", "reason", "who", "value", "evidence", "")}


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


@pytest.mark.parametrize(("answer", "count"), [(Answer("full", "tested"), 1), (Answer("full"), 0), (Answer(), 0)])
def test_evidence_is_counted_where_the_question_is_answered(answer, count):
    proof = (Evidence("a.pdf", "file", "ab" * 32, 2048, "", "2026-10-01"),)
    text = squeezed(text_of(render(plain_content({"control-0": replace(answer, evidence=proof)}))))
    told = re.search(r"ofthesewithevidence(\d+)openor", text)
    assert told is not None
    assert int(told[1]) == count


@pytest.mark.skipif(not shutil.which("qpdf"), reason="qpdf is not installed")
def test_an_independent_reader_finds_no_fault(tmp_path):
    target = tmp_path / "report.pdf"
    target.write_bytes(rendered("example"))
    assert subprocess.run(["qpdf", "--check", target], capture_output=True, check=False).returncode == 0
