"""The controls: nothing shifts by choosing, what is forbidden says why, text is shown as typed."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QStyle, QStyleOptionSlider, QVBoxLayout, QWidget

from tests.ui.rooms import application, settle, until
from wizard.ui.chips import Chips, short_reference
from wizard.ui.controls import (
    Badge,
    Banner,
    Button,
    Checks,
    IconButton,
    LevelLine,
    LineInput,
    Segmented,
    Words,
)
from wizard.ui.note_input import NoteInput
from wizard.ui.scrolling import SlimBar
from wizard.ui.theme import LIGHT

CHOICES = (("none", "No entry"), ("some", "Some stores"), ("all", "Every entry"))


@pytest.fixture
def shelf():
    """Give a shown widget that lays out what is put on it."""
    application()
    shelf = QWidget()
    shelf.column = QVBoxLayout(shelf)
    shelf.resize(500, 300)
    shelf.show()
    shelf.activateWindow()
    until(shelf.isActiveWindow)
    yield shelf
    shelf.close()
    shelf.deleteLater()
    settle()


def put(shelf, widget):
    shelf.column.addWidget(widget)
    settle()
    return widget


def test_choosing_shifts_no_segment(shelf):
    row = put(shelf, Segmented(CHOICES, "How much"))
    before = [segment.geometry() for segment in row.segments]
    for segment in row.segments:
        segment.click()
        settle()
        assert [each.geometry() for each in row.segments] == before


def test_a_row_becomes_a_column_where_its_words_have_no_air(shelf):
    row = put(shelf, Segmented(CHOICES, "How much"))
    shelf.column.addStretch(1)
    settle()
    assert row.height() == 36
    shelf.resize(180, 300)
    settle()
    assert row.in_column
    assert [segment.geometry().left() for segment in row.segments] == [0, 0, 0]
    assert row.height() == 3 * 36


def test_arrows_choose_and_tab_stops_once(shelf):
    row, after = put(shelf, Segmented(CHOICES, "How much")), put(shelf, Button("Next"))
    told = []
    row.chosen.connect(told.append)
    row.segments[0].setFocus()
    QTest.keyClick(row.segments[0], Qt.Key.Key_Right)
    QTest.keyClick(row.segments[1], Qt.Key.Key_Right)
    QTest.keyClick(row.segments[2], Qt.Key.Key_Right)
    assert told == ["some", "all", "none"]
    QTest.keyClick(row.segments[0], Qt.Key.Key_Tab)
    assert after.hasFocus()


def test_showing_a_choice_tells_nobody(shelf):
    row, boxes = put(shelf, Segmented(CHOICES, "How much")), put(shelf, Checks(CHOICES, "Which"))
    told = []
    row.chosen.connect(told.append)
    boxes.chosen.connect(told.append)
    row.choose("some")
    boxes.choose(("none", "all"))
    assert (row.value, boxes.value) == ("some", ("none", "all"))
    row.choose("")
    assert row.value == ""
    assert told == []


def test_what_is_forbidden_says_why_and_takes_no_click(shelf):
    button, row = put(shelf, Button("Seal", "primary")), put(shelf, Segmented(CHOICES, "How much"))
    told = []
    button.clicked.connect(told.append)
    row.chosen.connect(told.append)
    for each in (button, row):
        each.forbid("Two <b> marks are missing")
        assert "Two &lt;b&gt; marks are missing" in each.toolTip()
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    QTest.mouseClick(row.segments[1], Qt.MouseButton.LeftButton)
    assert told == []


@pytest.mark.parametrize("text", ["<b>R&D</b>", "<img src=x>", "a & b", "&File", "\u202egnp.exe", "x" * 5000])
def test_text_is_shown_as_typed(shelf, text):
    words, button = put(shelf, Words(text, wrap=True)), put(shelf, Button(text[:50]))
    assert words.textFormat() == Qt.TextFormat.PlainText
    assert words.text() == text
    assert button.accessibleName() == text[:50]
    assert not words.grab().isNull()


@pytest.mark.parametrize("make", [LineInput, NoteInput])
def test_typed_text_is_told_after_half_a_second_or_on_leaving_and_only_once(shelf, make):
    field, other = put(shelf, make("Name")), put(shelf, Button("Next"))
    told = []
    field.settled.connect(told.append)
    field.setFocus()
    QTest.keyClicks(field, "Kat")
    assert told == []
    other.setFocus()
    assert told == ["Kat"]
    field.setFocus()
    QTest.keyClicks(field, "e")
    assert field.is_waiting
    until(lambda: bool(told[1:]), 3)
    other.setFocus()
    assert len(told) == 2


@pytest.mark.parametrize("make", [LineInput, NoteInput])
def test_who_types_without_a_pause_is_saved_in_between(shelf, make):
    field, told = put(shelf, make("A field")), []
    field.settled.connect(told.append)
    field.settling.pause.setInterval(60_000)
    field.settling.latest.setInterval(30)
    QTest.keyClicks(field, "typing on")
    until(lambda: told == ["typing on"])
    QTest.keyClicks(field, " and on")
    until(lambda: told == ["typing on", "typing on and on"])


def test_what_is_shown_from_elsewhere_does_not_overwrite_typing(shelf):
    field = put(shelf, NoteInput("Note"))
    field.setFocus()
    QTest.keyClicks(field, "mine")
    field.show_text("theirs")
    assert field.toPlainText() == "mine"
    field.flush()
    field.show_text("theirs")
    assert field.toPlainText() == "theirs"


def test_a_note_grows_with_its_lines(shelf):
    field = put(shelf, NoteInput("Note"))
    before = field.height()
    field.setPlainText("\n".join("abcdef"))
    assert field.height() > before
    field.setPlainText("\n" * 500)
    assert field.height() < 400


def test_a_level_is_spoken_with_its_number_and_a_real_minus(shelf):
    badge, line = put(shelf, Badge()), put(shelf, LevelLine())
    badge.show_level("Low", -1.24)
    line.show_line("High", 1.6, "best case 3", "2 points", worse=True)
    assert badge.accessibleName() == "Low \N{MINUS SIGN}12"
    assert line.accessibleName() == "High 16, best case 3, 2 points"


def test_a_banner_says_its_sentence_and_runs_its_action(shelf):
    banner, told = put(shelf, Banner()), []
    banner.show_banner("error", "Not saved.", "Try again", lambda: told.append(1))
    assert banner.accessibleName() == "Not saved."
    banner.action.click()
    assert told == [1]
    banner.show_banner("grey", "Read-only.")
    assert not banner.action.isVisible()


def test_an_icon_alone_has_a_name(shelf):
    flag = put(shelf, IconButton("flag", "Flag for review, F"))
    assert (flag.accessibleName(), "Flag for review" in flag.toolTip()) == ("Flag for review, F", True)


def test_chips_are_short_and_those_without_room_are_counted(shelf):
    assert short_reference("owasp-asi@2026:ASI06") == ("OWASP", "ASI06")
    chips = put(shelf, Chips([f"mit@v3:7.{number}" for number in range(1, 7)], right=True))
    chips.resize(150, 22)
    shown, places = chips._fitting()
    assert shown[-1][1].endswith(" more")
    assert places[-1].right() <= 150
    assert chips.accessibleName().startswith("MIT 7.1, MIT 7.2")


@pytest.mark.parametrize("most", [1, 90, 1000, 40_000])
@pytest.mark.parametrize("part", [0, 0.3, 1])
def test_a_bar_is_painted_where_the_mouse_takes_it(shelf, most, part):
    bar = put(shelf, SlimBar())
    bar.setFixedSize(12, 400)
    bar.setRange(0, most)
    bar.setPageStep(400)
    bar.setValue(round(most * part))
    option = QStyleOptionSlider()
    bar.initStyleOption(option)
    handle = QStyle.SubControl.SC_ScrollBarSlider
    taken = bar.style().subControlRect(QStyle.ComplexControl.CC_ScrollBar, option, handle, bar)
    assert abs(bar.handle().top() - taken.top()) <= 1
    assert bar.handle().height() == taken.height()
    ground = bar.grab().toImage().pixelColor(6, taken.center().y())
    assert ground == LIGHT.colour("track")
