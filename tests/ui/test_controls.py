"""The controls on their own: names, keys, widths that never move, text that is never markup."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QSignalSpy, QTest
from PySide6.QtWidgets import QVBoxLayout, QWidget

from tests.ui.rooms import application, until
from wizard.ui.controls import Badge, Button, Checks, Chips, NoteInput, Segmented, Words, short_reference, tip
from wizard.ui.focus import ring_of

GRADES = (("absent", "No entry"), ("partial", "Some stores"), ("full", "Every entry"))
LONG = tuple((str(number), "A choice that takes so many words that no row holds it") for number in range(3))


@pytest.fixture(autouse=True)
def screen():
    return application()


@pytest.fixture
def ground():
    widget = QWidget()
    QVBoxLayout(widget)
    widget.resize(560, 300)
    yield widget
    widget.close()
    widget.deleteLater()


def put(ground, part):
    ground.layout().addWidget(part)
    ground.show()
    ground.activateWindow()
    until(ground.isActiveWindow)
    return part


def test_choosing_a_segment_says_its_id(ground):
    row = put(ground, Segmented(GRADES, "How much?"))
    spy = QSignalSpy(row.chosen)
    row.segments[2].click()
    assert spy.at(0) == ["full"]
    assert row.value == "full"


def test_choosing_never_shifts_a_segment(ground):
    row = put(ground, Segmented(GRADES, "How much?"))
    before = [segment.geometry() for segment in row.segments]
    for segment in row.segments:
        segment.click()
        assert [each.geometry() for each in row.segments] == before


def test_arrows_choose_and_tab_stops_once(ground):
    row = put(ground, Segmented(GRADES, "How much?"))
    row.segments[0].setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(row.segments[0], Qt.Key.Key_Right)
    assert row.value == "partial"
    stops = [segment for segment in row.segments if segment.focusPolicy() & Qt.FocusPolicy.TabFocus]
    assert stops == [row.segments[1]]


def test_an_answer_can_be_taken_back(ground):
    row = put(ground, Segmented(GRADES, "How much?"))
    row.choose("full")
    row.choose("")
    assert row.value == ""


def test_long_words_stand_in_a_column(ground):
    row = put(ground, Segmented(LONG, "Which?"))
    assert row.in_column
    assert row.segments[1].y() > row.segments[0].y()


def test_segments_are_radio_buttons_in_a_group_that_is_named(ground):
    row = put(ground, Segmented(GRADES, "Is it R&D?"))
    spoken = QAccessible.queryAccessibleInterface(row)
    first = QAccessible.queryAccessibleInterface(row.segments[0])
    assert spoken.role() == QAccessible.Role.Grouping
    assert spoken.text(QAccessible.Text.Name) == "Is it R&D?"
    assert first.role() == QAccessible.Role.RadioButton
    assert first.text(QAccessible.Text.Name) == "No entry"


def test_a_forbidden_group_says_why(ground):
    row = put(ground, Segmented(GRADES, "How much?"))
    row.forbid("Sealed on <b>12</b> Nov")
    assert not row.segments[0].isEnabled()
    assert "&lt;b&gt;" in row.toolTip()


def test_boxes_give_all_that_are_chosen_in_order(ground):
    boxes = put(ground, Checks(GRADES, "Which?"))
    boxes.buttons[2].click()
    boxes.buttons[0].click()
    assert boxes.value == ("absent", "full")


def test_the_ring_shows_for_the_keyboard_and_not_for_the_mouse(ground):
    button = put(ground, Button("Go"))
    button.setFocus(Qt.FocusReason.MouseFocusReason)
    assert not ring_of(button).surrounds(button)
    button.clearFocus()
    button.setFocus(Qt.FocusReason.TabFocusReason)
    assert ring_of(button).surrounds(button)


def test_an_ampersand_makes_no_shortcut():
    button = Button("R&D")
    assert button.shortcut().isEmpty()
    assert button.accessibleName() == "R&D"


def test_words_are_never_markup():
    words = Words("<b>R&D</b> <img src=x>")
    assert words.textFormat() == Qt.TextFormat.PlainText
    assert words.text() == "<b>R&D</b> <img src=x>"


def test_a_tooltip_is_read_as_typed():
    button = Button("Go")
    tip(button, "<img src=x>")
    assert "&lt;img" in button.toolTip()


def test_wrapped_words_take_whole_lines():
    words = Words("word " * 40, "small", wrap=True)
    assert words.heightForWidth(200) % 18 == 0
    assert words.heightForWidth(200) > words.heightForWidth(400)


def test_a_level_is_said_with_its_number():
    badge = Badge()
    badge.show_level("Critical", 3.1)
    assert badge.accessibleName() == "Critical 31"


@pytest.mark.parametrize(
    ("reference", "short"),
    [("mit@v3:7.1", ("MIT", "7.1")), ("owasp-asi@2026:ASI06", ("OWASP", "ASI06")), ("finos@v2:X", ("FINOS", "X"))],
)
def test_a_reference_is_shortened(reference, short):
    assert short_reference(reference) == short


def test_chips_at_the_right_never_ask_for_room():
    assert Chips(["mit@v3:7.1", "owasp-asi@2026:ASI06"], right=True).minimumSizeHint().width() == 0


def test_what_is_typed_is_said_on_leaving(ground):
    note = put(ground, NoteInput("Note"))
    spy = QSignalSpy(note.settled)
    note.setFocus()
    QTest.keyClicks(note, "npb")
    assert spy.count() == 0
    note.clearFocus()
    assert spy.at(0) == ["npb"]
