"""Home: every assessment as a row that is found, sorted, copied and put away."""

from datetime import UTC, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest

from tests.ui.rooms import example_session, room, settle, until
from wizard.core.assessment import Answer
from wizard.ui.home import next_version, when


@pytest.fixture
def home(tmp_path):
    with room(tmp_path) as window:
        second = example_session(window.workspace)
        second.answer("system-name", Answer("Hail damage <b>R&D</b>"))
        window.go("Home")
        until(lambda: len(window.place.table.rows) == 2)
        yield window.place


def names(home):
    return [row.name for row in home.table.rows]


def test_the_first_run_offers_start_the_example_and_verify(tmp_path):
    with room(tmp_path, example=False) as window:
        window.go("Home")
        until(lambda: window.place.pages.currentWidget() is window.place.first)
        window.place.first.verify.click()
        assert window.current == "Verify"


def test_the_example_opens_from_the_first_run(tmp_path):
    with room(tmp_path, example=False) as window:
        window.go("Home")
        until(lambda: window.place.pages.currentWidget() is window.place.first)
        window.place.first.example.click()
        until(lambda: window.session is not None)
        assert window.session.assessment.text("system-name") == "Claims triage agent"


def test_search_finds_by_any_part_and_says_when_nothing_is_called_so(home):
    home.search.setText("hail")
    assert names(home) == ["Hail damage <b>R&D</b>"]
    home.search.setText("frade")
    assert names(home) == []
    assert home.nothing.text() == "Nothing is called ‘frade’."
    home.clear.click()
    assert len(names(home)) == 2


def test_sorting_keeps_the_chosen_row_chosen(home):
    home.table.choose(1)
    chosen = home.table.row.id
    home.sorting._pick("name")
    assert names(home) == ["Claims triage agent", "Hail damage <b>R&D</b>"]
    assert home.table.row.id == chosen


def test_enter_opens_the_chosen_assessment(home):
    window = home.window_
    home.sorting._pick("name")
    home.table.choose(1)
    QTest.keyClick(home.table, Qt.Key.Key_Return)
    until(lambda: window.session.assessment.text("system-name").startswith("Hail"))


def test_a_duplicate_is_a_draft_with_the_next_version(home):
    home._duplicate()
    until(lambda: len(home.all) == 3)
    copies = [row for row in home.all if row.version == "2.4"]
    assert [row.status for row in copies] == ["draft"]


def test_delete_archives_and_undo_brings_it_back(home):
    home.table.setFocus()
    QTest.keyClick(home.table, Qt.Key.Key_Delete)
    until(lambda: len(home.table.rows) == 1)
    assert home.window_.toasts.words == "Archived."
    home.window_.toasts.button.click()
    until(lambda: len(home.table.rows) == 2)


def test_every_cell_is_spoken_and_no_markup_is_read_as_markup(home):
    table = QAccessible.queryAccessibleInterface(home.table)
    said = {table.child(at).text(QAccessible.Text.Name) for at in range(table.childCount())}
    assert "Hail damage <b>R&D</b>, version 2.3" in said
    assert any("best case" in text and "appetite" in text for text in said)
    settle()


@pytest.mark.parametrize(
    ("given", "next_one"), [("2.3", "2.4"), ("2.9", "2.10"), ("v9", "v10"), ("", "2"), ("May", "May 2")]
)
def test_a_version_counts_up(given, next_one):
    assert next_version(given) == next_one


def test_a_moment_of_today_shows_its_time_and_an_older_one_its_day():
    now = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
    assert when("2026-11-23T12:00:00Z", now).startswith("Today, ")
    assert when("2026-11-12T12:00:00Z", now) == "12 Nov 2026"
    assert when("", now) == "Not yet"
