"""Home: every assessment as a row that is found, sorted, copied and put away."""

from datetime import UTC, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QFontMetrics
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from tests.ui.rooms import example_session, keys, room, settle, until
from wizard.core.assessment import Answer
from wizard.session import new_version
from wizard.ui.home_rows import when
from wizard.ui.loading import next_version
from wizard.ui.theme import font


def two(workspace):
    """Answer the example, and name a new version of it otherwise."""
    session = example_session(workspace)
    new_version(session).answer("system-name", Answer("Hail damage <b>R&D</b>"))
    return session


@pytest.fixture
def home(tmp_path):
    with room(tmp_path, answered=two) as window:
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
    home.sorting.pick("name")
    assert names(home) == ["Claims triage agent", "Hail damage <b>R&D</b>"]
    assert home.table.row.id == chosen


def test_enter_opens_the_chosen_assessment(home):
    window = home.window_
    home.sorting.pick("name")
    home.table.choose(1)
    QTest.keyClick(home.table, Qt.Key.Key_Return)
    until(lambda: window.session.assessment.text("system-name").startswith("Hail"))


def test_a_duplicate_is_a_draft_with_the_next_version(home):
    home._duplicate()
    until(lambda: len(home.all) == 3)
    copies = [row for row in home.all if row.version == "2.4"]
    assert [row.status for row in copies] == ["draft"]


def test_undo_takes_a_duplicate_out_of_sight_and_leaves_none_in_the_archive(home):
    window, source = home.window_, home.table.row.id
    home.table.setFocus()
    keys(window, "Ctrl+D")
    until(lambda: len(home.table.rows) == 3)
    assert home.table.row.id != source
    keys(window, "Ctrl+Z")
    until(lambda: len(home.all) == 2)
    assert home.table.row.id == source
    assert home.shelf.isHidden()
    assert not window.toasts.isVisible()
    window.drop_places()
    window.go("Home")
    until(lambda: len(window.place.all) == 2)


def test_undo_of_a_duplicate_that_is_open_comes_home(home):
    window = home.window_
    keys(window, "Ctrl+D")
    until(lambda: len(home.table.rows) == 3)
    copy = home.table.row.id
    window.open(copy)
    until(lambda: window.current == "Questions")
    window.undo()
    until(lambda: len(home.all) == 2)
    assert window.session is None
    assert window.current == "Home"


def test_a_duplicate_that_was_worked_in_stays_and_the_toast_says_so(home):
    window = home.window_
    keys(window, "Ctrl+D")
    until(lambda: len(home.table.rows) == 3)
    copy = home.table.row.id
    window.open(copy)
    until(lambda: window.current == "Questions")
    window.answer("system-owner", Answer("Katrin"))
    window.undo()
    settle()
    assert window.toasts.words == "The copy was changed since, so it stays."
    assert window.session.assessment.id == copy
    assert window.session.assessment.text("system-owner") == "Katrin"


def test_delete_archives_and_undo_brings_it_back(home):
    home.table.setFocus()
    QTest.keyClick(home.table, Qt.Key.Key_Delete)
    until(lambda: len(home.table.rows) == 1)
    assert home.window_.toasts.words == "Archived."
    home.window_.toasts.button.click()
    until(lambda: len(home.table.rows) == 2)


def test_ctrl_z_on_home_takes_back_what_was_done_there_and_never_an_answer(home):
    window = home.window_
    rows = len(window.workspace.log(window.session.assessment.id))
    home.table.setFocus()
    QTest.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    settle()
    assert window.current == "Home"
    QTest.keyClick(home.table, Qt.Key.Key_Delete)
    until(lambda: len(home.table.rows) == 1)
    QTest.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    until(lambda: len(home.table.rows) == 2)
    assert window.current == "Home"
    key = next(row.id for row in home.all if row.name == "Claims triage agent")
    assert len(window.workspace.log(key)) == rows


def test_an_open_assessment_that_is_archived_is_closed(home):
    window = home.window_
    home._mark(window.session.assessment.id, archived=True)
    assert window.session is None
    assert not window.rail.buttons["Questions"].isEnabled()


def test_the_action_of_a_place_never_becomes_a_window_of_its_own(home):
    window = home.window_
    for name in ("Settings", "Verify", "Home", "Questions"):
        window.go(name)
        settle()
        home._show_rows()
        tops = [widget for widget in QApplication.topLevelWidgets() if widget.isVisible()]
        assert tops == [window]
        assert home.new_button.isVisible() is (name == "Home")


def seal(home, name):
    """Seal one of the assessments and show Home anew."""
    key = next(row.id for row in home.all if row.name == name)
    home.window_.workspace.mark_sealed(key, "2026-11-12T10:00:00Z", "0" * 64)
    home.refresh(None)
    until(lambda: any(row.status == "sealed" for row in home.all))
    home.table.choose(next(at for at, row in enumerate(home.table.rows) if row.id == key))
    return key


def test_a_trigger_makes_the_chosen_one_out_of_date_and_undo_takes_it_back(home):
    seal(home, "Claims triage agent")
    notes = home.notes
    assert notes.ended.isHidden()
    assert notes.chosen.words.text() == (
        "Claims triage agent was sealed on 12 Nov 2026 and holds until something named in it happens."
    )
    notes.chosen.links[0].click()
    until(lambda: home.findChild(QMenu) is not None)
    actions = {action.text(): action for action in home.findChild(QMenu).actions()}
    assert next(iter(actions)) == "A new model, prompt or tool"
    actions["Learning during work was switched on"].trigger()
    until(lambda: home.table.row.status == "out-of-date")
    assert notes.ended.words.text() == (
        "Claims triage agent has been out of date since 23 Nov 2026: learning during work was switched on."
    )
    assert notes.chosen.isHidden()
    spoken = QAccessible.queryAccessibleInterface(home.table)
    assert "Out of date" in {spoken.child(at).text(QAccessible.Text.Name) for at in range(spoken.childCount())}
    home.window_.toasts.button.click()
    until(lambda: home.table.row.status == "sealed")
    assert notes.ended.isHidden()


def test_the_line_speaks_of_the_first_one_out_of_date_whichever_row_is_chosen(home):
    key = seal(home, "Claims triage agent")
    home._say_trigger(key, ("new-channel", "A new channel between instances"))
    until(lambda: home.table.row.status == "out-of-date")
    home.table.choose(next(at for at, row in enumerate(home.table.rows) if row.id != key))
    assert home.notes.ended.words.text().startswith("Claims triage agent has been out of date since ")
    assert home.notes.chosen.isHidden()
    home.search.setText("out of date")
    assert names(home) == ["Claims triage agent"]
    home.notes.ended.links[1].click()
    until(home.notes.ended.isHidden)


def test_a_new_version_begins_at_the_question_that_asks_what_happened(home):
    window, key = home.window_, seal(home, "Claims triage agent")
    home._say_trigger(key, ("learning-on", "Learning during work was switched on"))
    until(lambda: not home.notes.ended.isHidden())
    home.notes.ended.links[0].click()
    until(lambda: window.session is not None and window.session.assessment.text("system-version") == "2.4")
    assert not window.session.read_only
    assert (window.current, window.place.current) == ("Questions", "deployment-triggers")


def test_the_open_assessment_says_in_its_banner_that_it_is_out_of_date(home):
    window = home.window_
    key = seal(home, "Claims triage agent")
    window.open(key, "Home")
    until(lambda: window.session is not None and bool(window.session.read_only))
    home._say_trigger(key, ("learning-on", "Learning during work was switched on"))
    window.go("Risks")
    assert "Out of date since 23 Nov 2026" in window.banner.words.text()


def test_the_archive_is_a_list_of_its_own_from_which_rows_come_back(home):
    home.table.setFocus()
    QTest.keyClick(home.table, Qt.Key.Key_Delete)
    until(lambda: len(home.table.rows) == 1)
    assert home.shelf.label == "1 archived"
    home.shelf.click()
    assert len(home.table.rows) == 1
    assert home.notes.away.words.text().endswith(" is archived.")
    home.notes.away.links[0].click()
    until(home.shelf.isHidden)
    assert len(names(home)) == 2


def test_after_archiving_the_next_row_is_chosen(home):
    home._duplicate()
    until(lambda: len(home.table.rows) == 3)
    home.table.choose(1)
    following = home.table.rows[2].id
    home._archive()
    until(lambda: len(home.table.rows) == 2)
    assert home.table.row.id == following


def test_archiving_the_last_row_leaves_the_keyboard_on_home(home):
    for left in (1, 0):
        home.table.setFocus()
        QTest.keyClick(home.table, Qt.Key.Key_Delete)
        until(lambda left=left: len(home.table.rows) == left)
    assert home.nothing.text() == "Every assessment is archived."
    assert home.isAncestorOf(QApplication.focusWidget())


def test_the_search_is_found_and_left_by_keys(home):
    window = home.window_
    home.table.setFocus()
    QTest.keyClick(window, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert QApplication.focusWidget() is home.search
    QTest.keyClicks(home.search, "hail")
    QTest.keyClick(home.search, Qt.Key.Key_Down)
    assert QApplication.focusWidget() is home.table
    QTest.keyClick(home.table, Qt.Key.Key_Escape)
    assert home.search.text() == ""
    assert home.table.row.name.startswith("Hail")


def test_a_duplicate_by_key_says_what_it_is_and_is_chosen(home):
    home.table.setFocus()
    QTest.keyClick(home.table, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    until(lambda: len(home.table.rows) == 3)
    assert home.window_.toasts.words == "Duplicated as version 2.4. The copy is a draft and carries no seal."
    assert home.table.row.version == "2.4"


def test_what_can_be_done_with_the_chosen_row_is_in_the_palette(home):
    seal(home, "Claims triage agent")
    said = [words for words, _run in home.commands()]
    assert said == [
        "Duplicate Claims triage agent",
        "Archive Claims triage agent",
        "Something has happened: Claims triage agent",
    ]


@pytest.mark.parametrize("wide", [760, 1024, 1280, 1600])
def test_no_word_of_a_row_is_cut_off_at_any_width(home, wide):
    home.window_.resize(wide, 640)
    settle()
    table = home.table
    room = sum(table.columnWidth(at) for at in range(table.model_rows.columnCount()))
    assert room <= table.viewport().width()
    longest = max(QFontMetrics(font("name")).horizontalAdvance(row.name) for row in table.rows)
    assert table.columnWidth(0) >= longest + 32
    assert table.columnWidth(2) >= 168


@pytest.mark.parametrize("wide", [1024, 1180, 1240, 1280, 1480, 1600])
def test_the_name_has_more_room_than_the_hull(home, wide):
    home.window_.resize(wide, 640)
    settle()
    widths = [home.table.columnWidth(at) for at in range(home.table.model_rows.columnCount())]
    assert max(widths) == widths[0]
    assert sum(widths) <= home.table.viewport().width()


def test_a_long_name_stands_whole_where_the_window_is_wide(home):
    home.window_.resize(1600, 1000)
    settle()
    name = "Triage of motor and household claims after storms and floods"
    assert home.table.columnWidth(0) >= QFontMetrics(font("name")).horizontalAdvance(name) + 32


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


def test_what_was_read_for_a_list_that_is_gone_is_let_go(home, monkeypatch, complaints):
    window, found = home.window_, []
    monkeypatch.setattr(type(window), "work", lambda _window, _read, done, failed=None: found.append((done, failed)))
    home.refresh(None)
    window.drop_places()
    settle()
    done, _failed = found[0]
    done(())
    assert not complaints


@pytest.mark.parametrize("asked", ["_duplicate", "_ask"])
def test_what_was_asked_for_at_a_home_that_is_gone_is_let_go(home, monkeypatch, complaints, asked):
    window, found, key = home.window_, [], home.table.row.id
    monkeypatch.setattr(type(window), "work", lambda _window, read, done, _failed=None: found.append((read, done)))
    home._duplicate() if asked == "_duplicate" else home._ask_what_happened(key)
    window.drop_places()
    settle()
    read, done = found[0]
    done(read())
    assert not complaints
    assert window.places == {}
