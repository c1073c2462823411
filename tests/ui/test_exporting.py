"""Export, beside the report: a form, a place, and words that say it is done only when it was read back."""

import json

import openpyxl
import pytest
from PySide6.QtWidgets import QMenu

from tests.small_samples import answered
from tests.ui.rooms import room, settle, until
from wizard.dossier import exporting

FORMS = {"xlsx": "price-teller-2-3.xlsx", "csv": "price-teller-2-3-tables", "docx": "price-teller-2-3.docx",
         "oscal": "price-teller-2-3-oscal.json", "record": "price-teller-2-3-record.json"}  # fmt: skip


@pytest.fixture
def report(tmp_path):
    with room(tmp_path, answered=answered) as window:
        window.go("Report")
        yield window.place


def export(report, form, target):
    row, asked = report.exporting, []
    row.ask_target = lambda name, kinds: asked.append((name, kinds)) or str(target)
    dict(zip(FORMS, (run for _, run in row.rows()), strict=True))[form]()
    return asked


@pytest.mark.parametrize("form", FORMS)
def test_each_form_is_written_and_said_to_be_done_when_it_was_read_back(report, form, tmp_path):
    row, target = report.exporting, tmp_path / FORMS[form]
    asked = export(report, form, target)
    assert asked[0][0] == FORMS[form]
    assert row.said.text() == "Writing, reading back"
    assert not row.button.isEnabled()
    until(lambda: row.said.text().startswith("Exported. "))
    assert row.said.text().startswith(f"Exported. {FORMS[form]}, ")
    assert row.said.text().endswith(" kB, read back and the same.")
    assert row.showing.isVisibleTo(report)
    assert row.button.isEnabled()
    assert target.is_dir() if form == "csv" else target.stat().st_size > 1000


def test_the_steps_are_told_while_it_is_under_way(report, tmp_path):
    row, told = report.exporting, []
    really = row.said.say
    row.said.say = lambda *words, **more: told.append(more.get("strong", ())) or really(*words, **more)
    export(report, "docx", tmp_path / "f.docx")
    until(lambda: row.said.text().startswith("Exported. "))
    assert [step for step in told if step] == [("Writing",), ("reading back",)]


def test_what_is_answered_meanwhile_is_not_half_in_it(report, tmp_path):
    window, target = report.window_, tmp_path / "f.json"
    before = window.session.assessment
    export(report, "record", target)
    window.session.answer("system-version", type(before.answer("system-version"))("9.9"))
    until(lambda: report.exporting.said.text().startswith("Exported. "))
    assert json.loads(target.read_bytes())["answers"]["system-version"]["value"] == "2.3"


def test_a_place_that_takes_nothing_is_said_in_the_row(report, tmp_path):
    row = report.exporting
    export(report, "xlsx", tmp_path / "nowhere" / "f.xlsx")
    until(lambda: row.said.text().startswith("Not exported. "))
    assert row.said.colour == "High"
    assert row.button.isEnabled()
    assert not row.showing.isVisibleTo(report)
    assert list(tmp_path.glob("**/*plimpart")) == []


def test_a_name_without_its_ending_gets_it_and_replaces_nothing_that_nobody_was_asked_about(report, tmp_path):
    row = report.exporting
    (tmp_path / "f.xlsx").write_bytes(b"mine")
    export(report, "xlsx", tmp_path / "f")
    assert row.said.text() == "f.xlsx exists already. Nothing was written."
    assert (tmp_path / "f.xlsx").read_bytes() == b"mine"
    export(report, "xlsx", tmp_path / "g")
    until(lambda: row.said.text().startswith("Exported. g.xlsx, "))
    assert "Findings" in openpyxl.load_workbook(tmp_path / "g.xlsx").sheetnames


def test_what_came_of_it_is_seen_in_a_low_window_too(report, tmp_path):
    report.window_.resize(1024, 600)
    settle()
    export(report, "docx", tmp_path / "f.docx")
    until(lambda: report.exporting.said.text().startswith("Exported. "))
    settle()
    assert report.exporting.showing.visibleRegion().boundingRect().height() == report.exporting.showing.height()


def test_nothing_happens_when_no_place_is_chosen(report):
    export(report, "csv", "")
    assert report.exporting.button.isEnabled()
    assert report.exporting.said.isHidden()


def test_the_words_go_when_another_place_is_visited(report, tmp_path):
    row = report.exporting
    export(report, "docx", tmp_path / "f.docx")
    until(lambda: row.said.text().startswith("Exported. "))
    report.window_.go("Home")
    assert row.said.isHidden()


def test_a_sealed_assessment_is_exported_too(report, tmp_path):
    report.window_.session.seal("2026-11-23T12:00:00Z", "ab" * 32)
    settle()
    export(report, "xlsx", tmp_path / "f.xlsx")
    until(lambda: report.exporting.said.text().startswith("Exported. "))
    about = dict(openpyxl.load_workbook(tmp_path / "f.xlsx")["About"].values)
    assert about["Sealed report, SHA-256"] == "ab" * 32


def test_every_form_stands_in_the_menu_and_in_the_palette(report):
    words = [words for words, _ in report.exporting.rows()]
    assert words == [*(form.title for form in exporting.FORMS.values()), "Record (JSON)"]
    assert [f"Export: {word}" for word in words] == [word for word, _ in report.commands()][2:]
    report.exporting.button.click()
    menu = report.exporting.findChild(QMenu)
    assert [action.text() for action in menu.actions()] == words
    menu.close()
    settle()
