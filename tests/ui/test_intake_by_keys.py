"""From an empty workspace to the first question with nothing but keys, and nothing cut off on the way."""

from decimal import Decimal

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QPushButton, QRadioButton, QScrollArea

from tests.ui.rooms import room, settle, until
from wizard.ui.far import DepthCard
from wizard.ui.segmented import Segment

TYPED = {
    "system-name": "Claims <b>R&D</b>",
    "system-version": "2.3",
    "organisation": "Northmoor",
    "system-owner": "K. Aalto",
    "system-purpose": "Sorts claims.",
}


@pytest.fixture(params=[(1280, 800), (760, 480)], ids=["usual", "smallest"])
def window(request, tmp_path):
    with room(tmp_path, example=False, size=request.param) as found:
        found.go("Home")
        until(lambda: found.place.pages.currentWidget() is found.place.first)
        yield found


def press(key, modifier=Qt.KeyboardModifier.NoModifier):
    """Press a key where the keyboard is; fail where it is nowhere or out of sight."""
    focus = QApplication.focusWidget()
    assert focus is not None
    assert_seen(focus)
    QTest.keyClick(focus, key, modifier)
    settle()


def assert_seen(widget):
    """Fail unless the widget is whole inside what its scroll areas show; what is taller shows its top."""
    above = widget.parentWidget()
    while above is not None:
        if isinstance(above, QScrollArea) and above.isAncestorOf(widget):
            view = above.viewport()
            box = QRect(widget.mapTo(view, QPoint(0, 0)), widget.size())
            fits = QRect(0, 0, view.width(), view.height()).contains(box)
            assert fits or (box.height() > view.height() and view.rect().contains(box.topLeft())), (
                f"{widget.accessibleName()} at {box} is cut off by {view.size()}"
            )
        above = above.parentWidget()


def tab_until(reached, most=60):
    """Press Tab until the keyboard is where it is wanted."""
    for _ in range(most):
        if reached(QApplication.focusWidget()):
            return QApplication.focusWidget()
        press(Qt.Key.Key_Tab)
    raise AssertionError("Tab does not lead there")


def type_texts(window):
    for question, text in TYPED.items():
        reply = window.place.replies[question]
        tab_until(lambda focus, reply=reply: reply.isAncestorOf(focus))
        QTest.keyClicks(QApplication.focusWidget(), text)


def answer_all(window, page):
    """Answer every choice of a page: the second one with an arrow, boxes with the space bar."""
    place = window.place
    for question in place.questions[page]:
        reply = place.replies[question]
        if question in TYPED or not window.session.path.has(question):
            continue
        focus = tab_until(lambda focus, reply=reply: reply.isAncestorOf(focus))
        if isinstance(focus, QCheckBox):
            press(Qt.Key.Key_Tab)
            press(Qt.Key.Key_Space)
        else:
            assert isinstance(focus, QRadioButton)
            press(Qt.Key.Key_Down if reply.segments.is_column(reply.width()) else Qt.Key.Key_Right)


def go_on(words):
    tab_until(lambda focus: isinstance(focus, QPushButton) and focus.text() == words)
    press(Qt.Key.Key_Return)


def test_three_pages_are_filled_and_the_questions_started_by_keys_alone(window):
    tab_until(lambda focus: isinstance(focus, QPushButton) and focus.text() == "Start")
    press(Qt.Key.Key_Return)
    until(lambda: window.current == "System")
    settle()
    type_texts(window)
    answer_all(window, "what")
    go_on("Next: its shape")
    answer_all(window, "shape")
    go_on("Next: how far")
    place = window.place
    assert [step.done for step in place.steps] == [True, True, False]
    assert isinstance(QApplication.focusWidget(), DepthCard)
    press(Qt.Key.Key_Left)
    press(Qt.Key.Key_Space)
    for harm, marks in place.appetite.rows.items():
        tab_until(lambda focus, marks=marks: isinstance(focus, Segment) and marks.isAncestorOf(focus))
        assert place.appetite.reads.text().startswith(harm.capitalize())
        press(Qt.Key.Key_Right)
    assert [step.done for step in place.steps] == [True, True, True]
    answers = window.session.assessment
    assert {key: answers.text(key) for key in TYPED} == TYPED
    assert answers.answer("depth").value == "quick"
    assert answers.answer("appetite-rights").value == Decimal(5)
    press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert window.current == "Questions"


def test_tab_walks_from_depth_over_appetite_to_modules_and_the_start(window):
    tab_until(lambda focus: isinstance(focus, QPushButton) and focus.text() == "Start")
    press(Qt.Key.Key_Return)
    until(lambda: window.current == "System")
    window.go("System", page="far")
    settle()
    place, walked = window.place, []
    for _ in range(12):
        focus = QApplication.focusWidget()
        kind = (
            "depth"
            if isinstance(focus, DepthCard)
            else "appetite"
            if place.appetite.isAncestorOf(focus)
            else "module"
            if place.far.isAncestorOf(focus)
            else "start"
            if focus is place.foot.start
            else "elsewhere"
        )
        walked += [kind] if walked[-1:] != [kind] else []
        if kind == "start":
            break
        press(Qt.Key.Key_Tab)
    assert walked == ["depth", "appetite", "module", "start"]
