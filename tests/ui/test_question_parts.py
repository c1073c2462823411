"""What unfolds, opens over the cards or comes later: nothing is cut, nothing is lost from sight, Esc closes it."""

from decimal import Decimal

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.ui.rooms import room, settle
from wizard.core.assessment import Answer
from wizard.ui.note import MOST_LINES

TEXTS = ("Seen.", "Seen on 4 March, and\n\nseen again.", "word " * 60, "x" * 400, "many words " * 200)


def sight(place):
    """Give where the current card begins and ends in the window of its page."""
    top = place.card.mapTo(place.page.viewport(), QPoint(0, 0)).y()
    return top, top + place.card.height()


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("width", [760, 1280])
def test_a_note_has_the_height_of_its_field_before_somebody_writes_in_it(window, place, text, width):
    window.resize(width, 800)
    window.go("Questions", question="memory")
    window.answer("memory", Answer("none", note=text))
    settle()
    note = place.card.note
    before = note.height()
    assert note.field is None
    QTest.mouseClick(note.face, Qt.MouseButton.LeftButton)
    settle()
    assert note.input.hasFocus()
    assert note.input.toPlainText() == text
    assert abs(note.height() - before) <= 1


def test_tab_comes_to_a_note_and_typing_there_goes_on(window, place):
    window.answer("memory", Answer("none", note="Seen"))
    window.go("Questions", question="memory")
    settle()
    place.card.foot.button("more").setFocus()
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    assert place.card.note.input.hasFocus()
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(QApplication.focusWidget(), " 3nb0")
    window.flush()
    assert window.standing("memory").note == "Seen 3nb0"


@pytest.mark.parametrize("width", [760, 1280])
def test_a_long_reason_is_shown_whole(window, place, width):
    window.resize(width, 800)
    window.answer("marked", Answer(standing="not-applicable", reason="There is no store of any kind. " * 9))
    window.go("Questions", question="marked")
    settle()
    field = place.card.reason.input
    lines = round(field.document().size().height())
    assert 2 < lines <= MOST_LINES
    assert field.viewport().height() >= lines * field.fontMetrics().lineSpacing()


def test_a_question_far_down_in_a_section_that_nobody_opened_yet_is_in_sight(tmp_path):
    with room(tmp_path) as window:
        window.answer("depth", Answer("deep"))
        window.go("Questions")
        place = window.place
        for section in place.sections:
            for at in (min(9, len(section.questions) - 1), -1):
                for name in [name for name in place.middle.pages if name != place.section]:
                    place.middle.forget(name)
                window.go("Questions", question=section.questions[at])
                settle()
                top, bottom = sight(place)
                assert top >= 0
                assert bottom <= place.page.viewport().height() or top < 40


def test_esc_closes_the_hulls_where_they_lie_over_the_cards(window, place):
    window.resize(900, 640)
    settle()
    assert not place.side.isVisible()
    QTest.keyClick(window, Qt.Key.Key_F8)
    assert place.side.isVisible()
    QTest.keyClick(window, Qt.Key.Key_Escape)
    assert not place.side.isVisible()


def test_a_section_is_chosen_by_keyboard_where_the_list_opens_over_the_cards(window, place):
    window.resize(1024, 640)
    settle()
    place.page.sections_button.setFocus()
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert place.list.rows["base"].hasFocus()
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Down)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert (place.section, place.list_open) == ("more", False)
    assert place.card.isAncestorOf(QApplication.focusWidget())


def test_esc_closes_the_list_and_the_focus_is_back_at_the_card(window, place):
    window.resize(1024, 640)
    settle()
    place.toggle_list()
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    assert not place.list.isVisible()
    assert place.card.isAncestorOf(QApplication.focusWidget())


def test_n_on_the_last_card_says_so_and_goes_to_the_first_open_question(window, place):
    window.answer("memory", Answer("none"))
    window.go("Questions", question="spread")
    QTest.keyClick(QApplication.focusWidget(), "n")
    assert place.current == "tools"
    assert window.toasts.words == "That was the last question. 7 others are open, from here on."


def test_n_on_the_last_card_of_all_says_that_nothing_is_open(window, place):
    answers = {
        "memory": Answer("none"),
        "tools": Answer(("read",)),
        "instances": Answer(Decimal(3)),
        "tested": Answer("2026-06-21"),
        "owner": Answer("Jo"),
        "grounds": Answer("Because"),
        "marked": Answer("absent"),
        "watched": Answer("absent"),
    }
    for question, answer in answers.items():
        window.answer(question, answer)
    window.go("Questions", question="spread")
    QTest.keyClick(QApplication.focusWidget(), "n")
    assert place.current == "spread"
    assert window.toasts.words == "That was the last question. No other is open."
