"""Coverage by real keys: causes, OWASP's entries and gaps; what is asked about each stands beside it and leads to its card."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.ui.rooms import keys, room, settle, until
from wizard.core.assessment import Answer
from wizard.core.coverage import coverage
from wizard.ui.coverage import shelf

PARTS = {"places": 0, "causes": 1, "entries": 2, "gaps": 3}


@pytest.fixture
def window(tmp_path):
    with room(tmp_path, size=(1024, 640)) as window:
        window.go("Risks")
        yield window


def shown(window, part):
    """Show a part of Coverage once it is filled."""
    place = window.place
    place.tabs.tabs[2].click()
    until(lambda: bool(place.coverage.gaps.table.rows))
    place.coverage.tabs.tabs[PARTS[part]].click()
    settle()
    return getattr(place.coverage, part, place.coverage.table)


def found(window):
    session = window.session
    return coverage(session.questionnaire, session.assessment.answers, session.path, shelf())


def test_the_cells_count_as_the_core_does_and_arrows_choose_one(window):
    causes = shown(window, "causes")
    causes.cells.setFocus()
    assert causes.cells.cell[0] == "A person, on purpose, before deployment"
    keys(window, "Right", "Right", "Right", "Down", "Right")
    words, tally = causes.cells.cell
    assert words == "The AI, not on purpose, after deployment"
    assert tally == found(window).cells["ai/unintentional/post-deployment"]
    assert causes.asked.title == words
    assert [row.question for row in causes.asked.table.rows][: len(tally.open)] == list(tally.open)
    assert len(causes.asked.table.rows) == tally.asked
    keys(window, *["Left"] * 7)
    assert causes.cells.cell[0] == "The AI, on purpose, before deployment"
    assert causes.asked.table.rows[0].text == "Nothing that is asked speaks about it."
    keys(window, "Return")
    assert QApplication.focusWidget() is causes.cells


def test_before_and_after_deployment_stay_two_figures(window):
    causes, timings = shown(window, "causes"), found(window).timings
    before, after = timings["pre-deployment"], timings["post-deployment"]
    assert f"Before deployment: {len(before.answered)} of {before.asked} answered" in causes.sums.text()
    assert f"After deployment: {len(after.answered)} of {after.asked} answered" in causes.sums.text()


@pytest.mark.parametrize("part", ["causes", "entries", "gaps"])
def test_every_cell_has_a_name_that_is_spoken(window, part):
    table = shown(window, part).table
    spoken = QAccessible.queryAccessibleInterface(table)
    cells = [spoken.child(at) for at in range(spoken.childCount())]
    names = [cell.text(QAccessible.Text.Name) for cell in cells if cell.role() == QAccessible.Role.Cell]
    assert table.accessibleName()
    assert len(names) == len(table.rows) * table.model_rows.columnCount()
    assert all(names)


def test_enter_opens_the_questions_of_an_entry_and_then_the_card(window):
    entries = shown(window, "entries")
    assert [row.entry.code for row in entries.table.rows[:11:10]] == ["LLM01", "ASI01"]
    at = next(at for at, row in enumerate(entries.table.rows) if row.entry.code == "ASI07")
    entries.table.choose(at)
    entries.table.setFocus()
    keys(window, "Return")
    assert QApplication.focusWidget() is entries.asked.table
    tally = entries.table.rows[at].tally
    rows = entries.asked.table.rows
    assert {row.question for row in rows} == set(tally.questions)
    assert [row.waits for row in rows] == [True] * len(tally.open) + [False] * (len(rows) - len(tally.open))
    assert all(row.said for row in rows)
    keys(window, "Down", "Return")
    assert window.place.title == "Questions"
    assert window.place.card.question.id == rows[1].question


def test_the_list_beside_an_entry_says_what_is_answered_now(window):
    entries = shown(window, "entries")
    key = entries.asked.table.rows[-1].question
    window.answer(key, Answer(standing="not-applicable", reason="It has <b>none</b>"))
    until(lambda: any(row.said == "Not applicable: It has <b>none</b>" for row in entries.asked.table.rows))
    window.answer(key, Answer(standing="dont-know"))
    until(lambda: any(row.question == key and row.said == "Open: not known yet" for row in entries.asked.table.rows))
    window.answer(key, Answer())
    until(lambda: any(row.question == key and row.said == "Open" for row in entries.asked.table.rows))


@pytest.mark.parametrize("size", [(760, 480), (1024, 640), (1600, 1000)], ids=str)
@pytest.mark.parametrize("part", ["causes", "entries"])
def test_table_and_questions_stand_inside_the_place_and_do_not_overlap(tmp_path, size, part):
    with room(tmp_path, size=size) as window:
        window.go("Risks")
        window.place.letter("m")
        beside = shown(window, part)
        left, right = beside.left.geometry(), beside.asked.geometry()
        assert not left.intersects(right)
        assert beside.rect().contains(left)
        assert beside.rect().contains(right)
        columns = range(beside.table.model_rows.columnCount())
        assert sum(map(beside.table.columnWidth, columns)) <= beside.table.viewport().width() + 1
        assert beside.table.verticalScrollBar().maximum() == 0 or part == "entries" or size == (760, 480)


def type_gap(gaps, text):
    gaps.line.setFocus()
    gaps.line.setText(text)
    QTest.keyClick(gaps.line, Qt.Key.Key_Return)
    until(lambda: not gaps.line.text())
    settle()


def test_a_gap_is_added_and_taken_out_as_an_answer_that_can_be_undone(window):
    gaps = shown(window, "gaps")
    named = len(gaps.table.rows)
    for text in ("7.3:  Nobody knows the dialect", "Garages that agree"):
        type_gap(gaps, text)
    assert window.session.assessment.answer("gaps").value == "7.3: Nobody knows the dialect\nGarages that agree"
    assert [(row.code, row.text, row.origin) for row in gaps.table.rows[:2]] == [
        ("7.3", "Nobody knows the dialect", "You"),
        ("\N{EN DASH}", "Garages that agree", "You"),
    ]
    assert len(gaps.table.rows) == named + 2
    gaps.table.choose(0)
    gaps.remove.click()
    until(lambda: len(gaps.table.rows) == named + 1)
    assert window.standing("gaps").value == "Garages that agree"
    gaps.table.choose(1)
    assert not gaps.remove.isEnabled()
    assert not gaps.edit.isEnabled()
    window.undo()
    until(lambda: len(gaps.table.rows) == named + 2)


def test_enter_on_a_gap_of_ones_own_changes_it_and_cancel_leaves_it(window):
    gaps = shown(window, "gaps")
    for text in ("First", "Second"):
        type_gap(gaps, text)
    gaps.table.choose(1)
    gaps.table.setFocus()
    keys(window, "Return")
    assert (gaps.line.text(), gaps.add.label, gaps.edit.label) == ("Second", "Change", "Cancel")
    assert QApplication.focusWidget() is gaps.line
    gaps.edit.click()
    assert (gaps.line.text(), gaps.add.label, gaps.edit.label) == ("", "Add", "Edit")
    gaps.edit.click()
    type_gap(gaps, "6.2 Second, better said")
    assert window.standing("gaps").value == "First\n6.2 Second, better said"
    assert gaps.table.rows[1].code == "6.2"
    assert gaps.add.label == "Add"


def test_a_line_that_undo_took_away_while_it_is_changed_is_added_anew(window):
    gaps = shown(window, "gaps")
    type_gap(gaps, "First")
    gaps.table.choose(0)
    gaps.edit.click()
    window.undo()
    until(lambda: gaps.add.label == "Add")
    gaps.line.setFocus()
    QTest.keyClick(gaps.line, Qt.Key.Key_Return)
    until(lambda: window.standing("gaps").value == "First")


def test_enter_on_what_no_list_names_goes_to_its_question(window):
    gaps = shown(window, "gaps")
    assert {row.origin for row in gaps.table.rows} <= {"No list", "FINOS only", "OWASP only"}
    gaps.table.setFocus()
    wanted = gaps.table.rows[0].question
    keys(window, "Return")
    assert window.place.card.question.id == wanted


def test_a_sealed_register_can_be_read_and_not_changed(window):
    window.answer("gaps", Answer("First"))
    settle()
    window.session.seal("2026-11-23T12:00:00Z", "0" * 64)
    window.take(window.session)
    window.go("Risks")
    gaps = shown(window, "gaps")
    gaps.table.choose(0)
    assert gaps.table.rows[0].text == "First"
    assert gaps.line.isReadOnly()
    assert [button.isEnabled() for button in (gaps.add, gaps.edit, gaps.remove)] == [False] * 3
    assert gaps.add.accessibleDescription()
    gaps.table.setFocus()
    keys(window, "Return")
    assert gaps.line.text() == ""


def test_a_gap_of_any_length_keeps_its_row_small(window):
    gaps = shown(window, "gaps")
    type_gap(gaps, "7.1: " + "R&D <b>" * 12_000)
    assert gaps.table.rows[0].text.startswith("R&D <b>R&D")
    assert gaps.table.rowHeight(0) < 150


def test_a_reason_of_any_length_keeps_the_row_of_its_subdomain_small(window):
    table = shown(window, "places")
    key = table.rows[0].question
    window.answer(key, Answer(standing="not-applicable", reason="It has none. " * 5_000))
    until(lambda: "1 not applicable: It has none. It has" in table.rows[0].words)
    assert table.rowHeight(0) < 150


def test_f6_walks_from_the_tabs_over_the_table_to_its_questions(window):
    entries = shown(window, "entries")
    window.place.tabs.tabs[2].setFocus()
    reached = []
    for _ in range(4):
        keys(window, "F6")
        reached.append(QApplication.focusWidget())
    assert entries.table in reached
    assert entries.asked.table in reached
