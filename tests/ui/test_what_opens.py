"""Help, note, evidence and reason by real keys: what opens and its caret are in sight, and Esc, undo and redo go on."""

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QColor, QGuiApplication, QImage
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit

from tests.ui.rooms import keys, settle, until
from wizard.core.assessment import Answer
from wizard.ui.cards import NOT_APPLICABLE

SIZES = [(1280, 800), (1024, 640)]


@pytest.fixture(params=SIZES, ids=str)
def low(request, window, place):
    """Come to a question whose card ends at the lower edge of the window."""
    window.resize(*request.param)
    settle()
    window.go("Questions", question="marked")
    settle()
    place.page.verticalScrollBar().setValue(0)
    bar, card = place.page.verticalScrollBar(), place.card
    bar.setValue(card.mapTo(place.page.widget(), QPoint(0, card.height())).y() - place.page.viewport().height())
    settle()
    return place


def seen(place, part):
    """Give the part of the page's window that a widget covers, cut where it is out of sight."""
    port = place.page.viewport()
    return QRect(part.mapTo(port, QPoint(0, 0)), part.size()).intersected(port.rect())


def whole(place, part):
    return seen(place, part).size() == part.size()


def standing(window, question="marked"):
    return window.workspace.answers(window.session.assessment.id).get(question, Answer())


def caret(place):
    """Tell whether the caret of the field that has the focus is in sight."""
    field, port = QApplication.focusWidget(), place.page.viewport()
    inside = field.viewport() if isinstance(field, QPlainTextEdit) else field
    line = field.cursorRect()
    top, bottom = (inside.mapTo(port, point).y() for point in (line.topLeft(), line.bottomLeft()))
    return top >= 0 and bottom < port.height()


def test_help_opens_in_sight_and_what_has_the_focus_stays_in_sight(low):
    focus = QApplication.focusWidget()
    keys(low.window_, "h")
    settle()
    assert whole(low, low.card.help)
    assert whole(low, focus)
    before = low.page.verticalScrollBar().value()
    keys(low.window_, "h", "h")
    settle()
    assert low.page.verticalScrollBar().value() == before


def test_a_note_opens_in_sight_and_its_caret_stays_there_while_it_grows(low):
    keys(low.window_, "c")
    settle()
    assert whole(low, low.card.note)
    for _ in range(9):
        keys(low.window_, "'seen on the fourth", "Return")
        settle()
        assert caret(low)


def test_c_writes_on_behind_what_stands(low):
    low.window_.answer("marked", Answer(note="Seen."))
    keys(low.window_, "c", "' Twice.")
    low.flush()
    assert standing(low.window_).note == "Seen. Twice."


def test_evidence_opens_in_sight_with_the_caret_in_the_link_and_letters_there_are_no_keys(low):
    keys(low.window_, "e")
    settle()
    assert QApplication.focusWidget() is low.card.evidence.link
    assert whole(low, low.card.evidence)
    keys(low.window_, "'n0b3 https://x.example/1")
    until(lambda: bool(standing(low.window_).evidence), 3)
    assert low.current == "marked"
    assert [item.link for item in standing(low.window_).evidence] == ["n0b3 https://x.example/1"]
    assert standing(low.window_).value is None


def test_a_link_is_one_link_however_often_typing_pauses(low):
    window, field = low.window_, None
    keys(window, "e", "'https://x")
    field = low.card.evidence.link
    field.flush()
    keys(window, "'.example/1")
    field.flush()
    assert [item.link for item in standing(window).evidence] == ["https://x.example/1"]
    keys(window, "Return", "'https://y.example", "Tab")
    assert [item.link for item in standing(window).evidence] == ["https://x.example/1", "https://y.example"]
    assert field.text() == ""
    assert [low.card.evidence.rows.itemAt(at).widget().isVisible() for at in range(2)] == [True, True]


def test_a_link_that_is_typed_away_is_no_evidence(low):
    keys(low.window_, "e", "'abc")
    low.flush()
    keys(low.window_, "Backspace", "Backspace", "Backspace")
    low.flush()
    assert standing(low.window_).evidence == ()


def test_a_picture_is_pasted_where_the_caret_stands_in_the_link(low):
    picture = QImage(3, 3, QImage.Format.Format_RGB32)
    picture.fill(QColor("white"))
    QGuiApplication.clipboard().setImage(picture)
    keys(low.window_, "e", "Ctrl+V")
    until(lambda: bool(standing(low.window_).evidence))
    assert standing(low.window_).evidence[0].kind == "image"


@pytest.mark.parametrize("open_it", ["c", "e"])
def test_esc_leaves_a_field_for_the_choices(window, place, open_it):
    window.go("Questions", question="marked")
    keys(window, open_it, "'text", "Escape")
    assert QApplication.focusWidget() is place.card.reply.first_stop()
    keys(window, "3")
    assert standing(window).value == "full"


def not_applicable(window, place):
    """Say by keys that a question does not apply, and why."""
    window.go("Questions", question="marked")
    keys(window, "3", "6")
    menu = place.card.menu()
    next(action for action in menu.actions() if action.text() == NOT_APPLICABLE).trigger()
    menu.deleteLater()
    keys(window, "'no store")
    window.flush()


def test_esc_leaves_the_reason_for_what_stands_beside_it(window, place):
    not_applicable(window, place)
    assert QApplication.focusWidget() is place.card.reason.input
    keys(window, "Escape")
    assert place.card.isAncestorOf(QApplication.focusWidget())
    assert not isinstance(QApplication.focusWidget(), QLineEdit | QPlainTextEdit)
    keys(window, "n")
    assert place.current == "watched"


def test_undo_and_redo_walk_through_a_reason_and_never_end_in_its_field(window, place):
    not_applicable(window, place)
    keys(window, "Escape", "Ctrl+Z", "Ctrl+Z")
    assert (standing(window).standing, standing(window).value) == ("given", "full")
    keys(window, "Ctrl+Z")
    assert (standing(window).value, standing(window).assurance) == ("full", None)
    keys(window, "Ctrl+Z")
    assert standing(window).value is None
    keys(window, *["Ctrl+Shift+Z"] * 4)
    assert (standing(window).standing, standing(window).reason) == ("not-applicable", "no store")


def test_undo_in_a_field_takes_back_what_was_typed_there_and_then_answers(window, place):
    window.go("Questions", question="marked")
    keys(window, "3", "c", "'abc", "Ctrl+Z")
    assert place.card.note.input.toPlainText() == ""
    assert standing(window).value == "full"
    keys(window, "Ctrl+Z")
    assert standing(window).value is None


def test_the_reason_of_not_applicable_grows_while_it_is_typed_and_its_caret_stays_in_sight(low):
    not_applicable(low.window_, low)
    field = low.card.reason.input
    before = field.height()
    for _ in range(4):
        keys(low.window_, "' The three agents are steps of one process under one service account.")
        settle()
        assert caret(low)
    assert field.height() >= before + 2 * field.fontMetrics().lineSpacing()
    assert not field.verticalScrollBar().isVisible()


def test_zero_says_in_sight_what_dont_know_counts_as(low):
    keys(low.window_, "0")
    settle()
    assert whole(low, low.card.caption)
    assert whole(low, QApplication.focusWidget())


def test_a_reason_opens_in_sight(low):
    not_applicable(low.window_, low)
    settle()
    assert whole(low, low.card.reason.input)
    assert caret(low)
