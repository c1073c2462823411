"""The window around the places: rail, keys, go-to, banners, faults, and the last letter."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QPlainTextEdit

from tests.ui.rooms import noon, room, settle, until
from wizard.errors import UserError
from wizard.ui.rail import STOPS
from wizard.ui.regions import next_region


@pytest.fixture
def window(tmp_path):
    with room(tmp_path) as window:
        window.go("Questions")
        yield window


def test_without_an_assessment_its_places_are_closed_and_say_why(tmp_path):
    with room(tmp_path, example=False) as window:
        window.go("Home")
        closed = [stop.name for stop in STOPS if not window.rail.buttons[stop.name].isEnabled()]
        assert closed == ["System", "Questions", "Risks", "Report"]
        assert "Open an assessment first" in window.rail.buttons["Risks"].toolTip()
        window.go("Risks")
        assert window.current == "Home"


@pytest.mark.parametrize("number", range(1, 8))
def test_every_place_is_reached_by_its_key(window, number):
    QTest.keyClick(window, Qt.Key(Qt.Key.Key_0.value + number), Qt.KeyboardModifier.ControlModifier)
    assert window.current == STOPS[number - 1].name


def test_f6_walks_from_the_rail_to_the_hulls_and_round(window):
    window.rail.buttons["Questions"].setFocus()
    seen = []
    for _step in range(3):
        next_region(window, 1)
        focus = QApplication.focusWidget()
        seen.append(next(at for at, part in enumerate(window.place.regions()) if part.isAncestorOf(focus)))
    assert seen == [0, 1, 2]
    next_region(window, 1)
    assert window.rail.isAncestorOf(QApplication.focusWidget())


def test_go_to_finds_a_question_by_its_words(window):
    question = window.session.path.asked[-1]
    window.show_targets()
    window.targets.search.setText(window.session.questionnaire.questions[question].text)
    window.targets.go()
    assert window.place.current == question


def test_single_letters_can_be_switched_off(window):
    window.place.go_to(window.place.sections[1].questions[0])
    start = window.place.current
    window.workspace.set_setting("letters", "off")
    QTest.keyClick(QApplication.focusWidget(), "n")
    assert window.place.current == start


def test_a_refusal_is_a_banner_and_can_be_closed(window):
    window.fail(UserError("The folder cannot be written.", "Choose another."))
    assert window.banner.words.text() == "The folder cannot be written. Choose another."
    window.banner.action.click()
    assert window.banner.isHidden()


def test_a_sealed_assessment_says_so_and_takes_no_answers(window):
    window.session.seal("2026-11-23T12:00:00Z", "0" * 64)
    card = window.place.card
    assert "Sealed on 2026-11-23" in window.banner.words.text() or "Sealed on 23" in window.banner.words.text()
    assert window.banner.action.label == "New version"
    assert not card.more.isEnabled()
    assert not window.header.undo.isEnabled()


def test_closing_saves_the_last_letter(window):
    question = next(iter(window.place.page.cards))
    card = window.place.page.cards[question]
    window.place.make_current(question)
    card.open_note()
    card.note.input.setPlainText("half a wor")
    window.close()
    assert window.workspace.answers(window.session.assessment.id)[question].note == "half a wor"


def test_dark_and_light_change_the_window_at_once(window):
    window.set_mode("dark")
    settle()
    assert window.theme.dark
    window.set_mode("light")
    settle()
    assert not window.theme.dark


def test_work_on_another_thread_comes_back_to_the_window(window):
    came: list[object] = []
    window.work(lambda: 42, came.append)
    until(lambda: bool(came))
    assert came == [42]


def test_a_refusal_on_another_thread_is_a_banner(window):
    def refuse():
        raise UserError("It is locked.", "Close the other window.")

    window.work(refuse, lambda _result: None)
    settle()
    assert "It is locked." in window.banner.words.text()


@pytest.mark.parametrize("name", ["Questions", "Settings"])
def test_everything_that_can_be_operated_has_a_name(window, name):
    window.go(name)
    settle()
    kinds = (QAbstractButton, QLineEdit, QPlainTextEdit)
    shown = [widget for kind in kinds for widget in window.findChildren(kind) if widget.isVisible()]
    nameless = [
        widget
        for widget in shown
        if not QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name).strip()
    ]
    assert shown
    assert nameless == []


def test_the_clock_of_a_test_stands_still(window):
    assert window.now() == noon()
