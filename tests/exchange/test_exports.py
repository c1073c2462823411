"""Exports: what is written reads back the same, by our reader and by others', whatever was typed."""

import io
import json
import re
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import docx
import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from oscal_bindings.v1 import parse_assessment_results
from oscal_bindings.v1.parser import OscalParseError

from tests.report_samples import example
from tests.small_samples import NOON, answered, shelf
from wizard import store
from wizard.core.assessment import Answer, Evidence
from wizard.core.findings import Column, Table, literal
from wizard.dossier import findings as making
from wizard.dossier.exporting import FORMS, ONE
from wizard.exchange import oscal, separated, sheets
from wizard.report.view import View

HOSTILE = (
    "=1+1", "+1+1", "-2+3+cmd|' /C calc'!A0", "@SUM(A1:A9)", '=HYPERLINK("http://x.example/?"&A1)', "\t=1+1", "\r=1+1",
    "\n=1+1", " =1+1", "x;=1+1", "x\t=1+1", "x\n=1+1", "'=1+1", "''=1", "\uff1d1+1", "\uff0b1", "#N/A", "TRUE", "1e5",
    "2026-01-01", "00012", "-5", "_x0041_", "_x005F_x0041_ and _x000D_", "a" * 40_000, "\U0001f642" * 40_000,
    "_x0041_" * 9_000, "= " * 20_000, "\x00\x07\x1b[31mred", "\x7f\x85\x9b", "\ud800", "pair \ud83d and \ude42",
    "\u202eabc\u2066def", "\u200fabc", "\ufeffabc", "\ufffe\uffff", "<b>&amp;</b>]]>", "![x](http://x.example/y)",
    "<img src='file:///etc/passwd'>", "{{ insert: param, x }}", "`code` *b* _i_ [l](u) a\\b", "# head", "- list",
    "12. list", "  two spaces  ", "\n\n", " ", '"quoted", "and" more', "\u05e9\u05dc\u05d5\u05dd", "\u65e5\u672c\u8a9e",
    "\u200c\u200djoin", "a\r\nb\rc", "http://x.example/y", "[goes on in the sheet Continued, row 2]",
)  # fmt: skip
NAMED = list(FORMS.values())


@pytest.fixture(scope="module")
def found(tmp_path_factory):
    folder = tmp_path_factory.mktemp("exports")
    with closing(store.open_workspace(folder / "w.plimsoll")) as workspace:
        session = answered(workspace)
        backed = (Evidence("Test of \N{EURO SIGN} prices", "link", "", 0, "https://shop.example/tests", "2026-11-01"),)
        session.answer("looked-up", replace(session.assessment.answer("looked-up"), evidence=backed))
        yield making.of_session(session, shelf())


def full_of(found, *texts):
    """Let texts stand wherever somebody types, or an author writes: a row more in each table for each."""
    each, said = [literal(text) for text in texts], literal(texts[-1])

    def changed(table, keys):
        places = [at for at, column in enumerate(table.columns) if column.key in keys]
        row = table.rows[-1]
        full = tuple(tuple(said if at in places else cell for at, cell in enumerate(row)) for said in each)
        return replace(table, rows=(*table.rows, *full))

    return replace(
        found,
        system=" ".join(said.split()) or "x",
        state=said,
        about=changed(found.about, ("words",)),
        findings=changed(found.findings, ("title", "text", "module", "worst_level", "over_for", "held_by")),
        answers=changed(found.answers, ("question", "answer", "value", "assurance", "reason", "note", "who", "at")),
        evidence=changed(found.evidence, ("name", "date", "link", "sha256")),
    )


@pytest.mark.parametrize("form", NAMED, ids=lambda form: form.id)
def test_every_form_reads_back_what_was_written_and_is_the_same_twice(found, form):
    files = form.write(found)
    assert form.read(files) == form.expected(found)
    assert form.write(found) == files


@pytest.mark.parametrize("form", NAMED, ids=lambda form: form.id)
def test_every_form_takes_any_text_whole(found, form):
    hostile = full_of(found, *HOSTILE)
    for (name, rows), (_, others) in zip(form.read(form.write(hostile)), form.expected(hostile), strict=True):
        assert len(rows) == len(others)
        for row, other in zip(rows, others, strict=True):
            assert row == other, name


@pytest.mark.parametrize("form", NAMED, ids=lambda form: form.id)
@settings(max_examples=15, deadline=None)
@given(text=st.text(alphabet=st.characters() | st.sampled_from("=+-@\t\n\r_x;'\"\\<&\x00")))
def test_every_form_takes_what_nobody_thought_of(found, form, text):
    hostile = full_of(found, text)
    assert form.read(form.write(hostile)) == form.expected(hostile)


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: ascii(text[:12]))
def test_nothing_that_no_file_may_hold_or_that_turns_words_is_left(text):
    said = literal(text)
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]", said)
    assert literal(said) == said
    if not re.search(r"[^\n -~]", text):
        assert said == text


@pytest.mark.parametrize("form", NAMED, ids=lambda form: form.id)
def test_nothing_that_was_typed_lies_in_a_file_on_the_way(found, form, tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "none"))
    assert form.write(found)


@pytest.mark.parametrize("form", NAMED, ids=lambda form: form.id)
def test_a_reader_notices_one_other_letter(found, form):
    other = replace(found, findings=changed_title(found.findings))
    assert form.read(form.write(other)) != form.expected(found)


def changed_title(table):
    at = [column.key for column in table.columns].index("title")
    return replace(table, rows=tuple((*row[:at], f"{row[at]}.", *row[at + 1 :]) for row in table.rows))


@pytest.mark.parametrize("form", NAMED, ids=lambda form: form.id)
def test_a_plan_has_a_place_and_none_is_made_of_nothing(found, form):
    columns = (Column("step", "Step", 30), Column("points", "Points"))
    planned = replace(found, plan=Table("plan", "Plan", columns, (("Test it", Decimal(3)),)))
    if form.id != "oscal":  # there a plan will be the remediations of a risk
        assert len(form.expected(planned)) == len(form.expected(found)) + 1
    assert form.read(form.write(planned)) == form.expected(planned)


def test_the_rows_have_the_numbers_of_the_report():
    content = example()
    view = View(content)
    rows = making._Rows(_Like(content.assessment), content.questionnaire, content.score)
    assert rows.numbers == view.question_number
    assert [row[:2] for row in rows.findings()] == [(number, item.scenario.id) for number, item in view.scenarios]
    assert [row[:3] for row in rows.evidence()] == [
        (item.name, view.question_number[item.question], item.question) for item in view.exhibits
    ]


class _Like:
    """Stands for a record of which only the assessment is looked at."""

    def __init__(self, assessment):
        self.assessment = assessment


# -- CSV -------------------------------------------------------------------------------------------------------------


@given(st.text(alphabet=st.sampled_from("'=+-@;\t\n ab\uff1d\",")) | st.text())
def test_marks_are_taken_away_again(text):
    assert separated.unmarked(separated.marked(text)) == text


@given(st.text(alphabet=st.sampled_from("=+-@; \t\na1")))
def test_a_marked_text_begins_no_formula_wherever_a_spreadsheet_splits_it(text):
    marked = separated.marked(text)
    if re.fullmatch(r"-?\d+(\.\d+)?", text):
        assert marked == text
        return
    assert not marked.startswith(("\t", "\n"))
    for part in re.split("[;\t\n]", marked):
        assert not part.lstrip(" ").startswith(("=", "+", "-", "@"))


def test_csv_begins_with_its_encoding_and_ends_lines_as_the_standard_says(found):
    files = separated.write(found)
    assert list(files) == ["findings.csv", "answers.csv", "evidence.csv"]
    assert files["evidence.csv"].startswith(b'\xef\xbb\xbf"number","question_number","question_id",')
    assert files["evidence.csv"].count(b"\r\n") == 2


# -- XLSX ------------------------------------------------------------------------------------------------------------


def test_no_cell_of_the_workbook_is_anything_but_a_word_or_a_number(found):
    hostile = full_of(found, *HOSTILE)
    book = openpyxl.load_workbook(io.BytesIO(sheets.write(hostile)))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "n"}
    assert all(isinstance(cell.value, (str, int, float, type(None))) for cell in cells)
    assert max(len(str(cell.value).encode("utf-16-le")) // 2 for cell in cells) <= sheets.LONGEST
    assert all(not cell.hyperlink for cell in cells)
    assert all(cell.quotePrefix for cell in cells if cell.data_type == "s")


def test_a_workbook_opens_in_other_programs_with_the_words_and_the_numbers(found):
    book = openpyxl.load_workbook(io.BytesIO(sheets.write(found)))
    assert book.sheetnames == ["About", "Findings", "Answers", "Evidence"]
    first = dict(zip(*list(book["Findings"].values)[:2], strict=True))
    assert (first["Risk"], first["Worst, points"], first["Worst case"]) == (
        "A customer is told a wrong price",
        21,
        "High",
    )
    assert book["Findings"].freeze_panes == "A2"


def test_a_text_that_is_too_long_for_a_cell_says_where_it_goes_on(found):
    book = openpyxl.load_workbook(io.BytesIO(sheets.write(full_of(found, "a" * 40_000))))
    assert book.sheetnames[-1] == "Continued"
    place, part, rest = list(book["Continued"].values)[1]
    title, cell = place.split("!")
    said = book[title][cell].value
    assert said.endswith("[goes on in the sheet Continued, row 2]")
    assert (part, said.split(" [")[0] + rest) == (2, "a" * 40_000)


def test_a_formula_is_refused_when_it_is_read_back(found):
    book = openpyxl.load_workbook(io.BytesIO(sheets.write(found)))
    book["Findings"]["B2"] = "=1+1"
    out = io.BytesIO()
    book.save(out)
    with pytest.raises(ValueError, match="neither text nor a number"):
        sheets.read(out.getvalue())


# -- DOCX ------------------------------------------------------------------------------------------------------------


def test_the_document_says_on_its_first_page_that_it_is_not_sealed(found):
    document = docx.Document(io.BytesIO(FORMS["docx"].write(found)[ONE]))
    assert [paragraph.text for paragraph in document.paragraphs][:2] == [
        "Risk assessment: Price teller",
        "This document can be edited, so it proves nothing. Only the sealed report shows every later change.",
    ]
    assert [table.cell(1, 0).text for table in document.tables] == ["System", "1", "1", "E-1"]
    heads = document.element.xpath("//w:tblHeader")
    assert len(heads) == len(document.tables)


def test_a_document_without_evidence_has_no_empty_table(found):
    bare = replace(found, evidence=replace(found.evidence, rows=()))
    document = docx.Document(io.BytesIO(FORMS["docx"].write(bare)[ONE]))
    assert len(document.tables) == 3
    assert "Evidence" not in [paragraph.text for paragraph in document.paragraphs]


# -- OSCAL -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: ascii(text[:12]))
def test_the_schema_of_nist_takes_it_whatever_was_typed(found, text):
    parse_assessment_results(oscal.write(full_of(found, text)))


def test_the_schema_of_nist_takes_an_assessment_in_which_nothing_was_asked(found):
    empty = {key: replace(getattr(found, key), rows=()) for key in ("findings", "answers", "evidence")}
    parse_assessment_results(oscal.write(replace(found, **empty)))


def test_the_schema_of_nist_refuses_what_is_none(found):
    document = json.loads(oscal.write(found))
    del document["assessment-results"]["results"][0]["risks"][0]["status"]
    with pytest.raises(OscalParseError):
        parse_assessment_results(json.dumps(document))


def test_risks_carry_their_figures_and_the_answers_that_move_them(found):
    result = parse_assessment_results(oscal.write(found)).assessment_results.results[0]
    risk = result.risks[0]
    facets = {facet.name: facet.value for facet in risk.characterizations[0].facets}
    assert (facets["worst-level"], facets["worst-points"], facets["best-points"]) == ("High", "21", "10")
    linked = {item.observation_uuid for item in risk.related_observations}
    titles = [item.title for item in result.observations if item.uuid in linked]
    assert titles == ["Is each price taken from the price list?"]
    asked = [item.control_id for item in result.reviewed_controls.control_selections[0].include_controls]
    assert "read-again" in asked
    assert len(result.observations) == 8


@given(st.text(alphabet=st.sampled_from('\\`*_{}[]()<>#|~^$"&!+-=1.) \nab')) | st.text(), st.booleans())
def test_what_is_escaped_reads_as_it_was(text, once_more):
    escaped = oscal._markup(text)
    assert oscal._plain(escaped) == text
    if once_more:
        assert oscal._plain(oscal._plain(oscal._markup(escaped))) == text


def test_ids_hang_on_the_content_and_not_on_when_it_was_exported(tmp_path):
    moments = iter(NOON + timedelta(days=day) for day in range(1000))
    with closing(store.open_workspace(tmp_path / "w.plimsoll")) as workspace:
        session = answered(workspace, lambda: NOON)
        first = oscal.write(making.of_session(session, shelf()))
        session.now = lambda: next(moments)
        assert oscal.write(making.of_session(session, shelf())) == first
        session.answer("system-version", Answer("2.4"))
        ids = [
            set(re.findall(rb'"uuid": "([^"]+)"', data))
            for data in (first, oscal.write(making.of_session(session, shelf())))
        ]
        assert ids[0].isdisjoint(ids[1])
