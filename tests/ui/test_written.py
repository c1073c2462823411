"""A long text that nobody wrote in yet: the click or the Tab that comes to it moves nothing but the focus."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QVBoxLayout, QWidget

from tests.ui.rooms import application, keys, room, settle
from wizard.core.assessment import Answer
from wizard.ui.note import LEFT, Written
from wizard.ui.scrolling import BAR

LEFT_BUTTON, NO_KEY = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


@pytest.fixture
def column():
    """Give a shown window with three long texts between two buttons."""
    application()
    window = QWidget()
    column = QVBoxLayout(window)
    window.before, window.after = QPushButton("before"), QPushButton("after")
    window.texts = [Written(name) for name in ("one", "two", "three")]
    for part in (window.before, *window.texts, window.after):
        column.addWidget(part)
    column.addStretch(1)
    window.resize(500, 800)
    window.show()
    window.activateWindow()
    settle()
    yield window
    window.deleteLater()
    settle()


def press(part, at):
    """Press the left button as the system does: Qt itself finds who is told."""
    window = part.window()
    QTest.mousePress(window.windowHandle(), LEFT_BUTTON, NO_KEY, part.mapTo(window, at))
    settle()


def drag(part, at):
    """Move the mouse, the button pressed, and let go."""
    window = part.window()
    QTest.mouseMove(window.windowHandle(), part.mapTo(window, at))
    settle()
    QTest.mouseRelease(window.windowHandle(), LEFT_BUTTON, NO_KEY, part.mapTo(window, at))
    settle()


def click(part, at):
    """Press and let go at one place."""
    press(part, at)
    drag(part, at)


@pytest.mark.parametrize("size", [(1280, 800), (1024, 640)])
def test_a_click_into_a_long_text_scrolls_no_page(tmp_path, size):
    with room(tmp_path, size=size) as window:
        window.go("System", page="what")
        settle()
        place = window.place
        bar, reply = place._scrolls["what"].verticalScrollBar(), place.replies["system-purpose"]
        bar.setValue(max(0, reply.mapTo(window, QPoint(0, 40)).y() - size[1] + 120))
        settle()
        before, top = bar.value(), reply.mapTo(window, QPoint(0, 0)).y()
        click(reply, QPoint(40, 16))
        assert reply.input.hasFocus()
        assert (bar.value(), reply.mapTo(window, QPoint(0, 0)).y()) == (before, top)


def test_a_click_into_a_note_turns_to_no_other_card(window, place):
    window.answer("memory", Answer("none", note="Seen"))
    window.go("Questions", question="memory")
    settle()
    bar = place.page.verticalScrollBar()
    turned, before, app = [], bar.value(), QApplication.instance()
    heard = app.focusChanged.connect(lambda _old, _new: turned.append(place.current))
    click(place.card.note, place.card.note.face.geometry().center())
    app.disconnect(heard)
    assert place.card.note.input.hasFocus()
    assert set(turned) == {"memory"}
    assert bar.value() == before


def test_tab_opens_the_long_text_that_it_comes_to_and_no_other(column):
    column.before.setFocus()
    for number, text in enumerate(column.texts):
        keys(column, "Tab")
        assert text.input.hasFocus()
        assert [other.field is not None for other in column.texts] == [at <= number for at in range(3)]
    keys(column, "Tab")
    assert column.after.hasFocus()


def test_shift_tab_goes_back_through_long_texts_one_by_one(column):
    column.after.setFocus()
    for number in (2, 1, 0):
        keys(column, "Shift+Tab")
        assert column.texts[number].input.hasFocus()
        assert [other.field is not None for other in column.texts] == [at >= number for at in range(3)]
    keys(column, "Shift+Tab")
    assert column.before.hasFocus()
    for text in column.texts:
        keys(column, "Tab")
        assert text.input.hasFocus()


def test_the_first_click_puts_the_caret_where_it_was(column):
    text = column.texts[1]
    text.show_text("Seen on 4 March\nand again", "")
    settle()
    wide = text.face.fontMetrics().horizontalAdvance("Seen")
    click(text, QPoint(LEFT + wide, 14))
    assert text.input.textCursor().position() == 4
    click(text, QPoint(LEFT + wide, 14 + text.input.fontMetrics().lineSpacing()))
    assert text.input.textCursor().position() == len("Seen on 4 March\nand ")


def test_the_first_press_begins_a_selection(column):
    text = column.texts[1]
    text.show_text("Seen on 4 March", "")
    settle()
    wide = text.face.fontMetrics().horizontalAdvance
    press(text, QPoint(LEFT + wide("Seen "), 14))
    drag(text, QPoint(LEFT + wide("Seen on 4"), 14))
    assert text.input.textCursor().selectedText() == "on 4"
    assert len(text.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly)) == 1


MIXED = "Seen مرحبا بالعالم on 4 March 中文字符 and again "


@pytest.mark.parametrize("text", [MIXED, MIXED * 3, f"{MIXED}\n\nمرحبا\n中文", MIXED * 30, "中文字符\n" * 11 + "中"])
def test_the_face_is_as_high_as_the_field_and_looks_like_it_in_any_script(column, text):
    written = column.texts[1]
    written.show_text(text, "")
    settle()
    height, picture = written.face.height(), written.face.grab().toImage()
    field = written.input
    settle()
    assert field.height() == height
    without_bar = picture.rect().adjusted(0, 0, -BAR, 0)
    assert field.grab().toImage().copy(without_bar) == picture.copy(without_bar)


@pytest.mark.parametrize("letters", [MIXED * 3, "中文字符" * 30, "Seen 中\nمرحبا\n" * 4])
def test_a_field_shows_its_first_line_and_no_empty_one_while_it_grows_in_any_script(column, letters):
    written = column.texts[0]
    field = written.input
    field.setFocus()
    for letter in letters:
        field.insertPlainText(letter)
        settle()
        assert field.verticalScrollBar().value() == 0
        assert field.verticalScrollBar().maximum() == 0
        last = field.cursorRect()
        assert last.bottom() <= field.viewport().height()
    assert field.viewport().height() - last.bottom() < field.fontMetrics().lineSpacing() / 2


def test_a_long_text_that_was_left_shows_its_beginning_and_goes_on_where_it_was_left(column):
    written = column.texts[0]
    written.show_text("\n".join(str(number) for number in range(30)), "")
    settle()
    column.before.setFocus()
    keys(column, "Tab", "'!")
    bar = written.input.verticalScrollBar()
    assert bar.value() > 0
    keys(column, "Tab")
    settle()
    assert bar.value() == 0
    keys(column, "Shift+Tab")
    settle()
    assert bar.value() > 0
    assert written.input.textCursor().atEnd()


def test_a_long_text_is_heard_by_the_name_of_its_field_with_its_words_after_why_it_is_closed(column):
    written = column.texts[0]
    written.show_text("Seen on 4 March", "")
    heard = QAccessible.queryAccessibleInterface(written.face)
    assert heard.text(QAccessible.Text.Name) == "one" == written.name
    assert heard.text(QAccessible.Text.Description) == "Seen on 4 March"
    written.show_text("Seen again", "It is sealed.")
    assert heard.text(QAccessible.Text.Description) == "It is sealed.\nSeen again"
    written.show_text("", "")
    assert heard.text(QAccessible.Text.Description) == ""
    assert written.input.accessibleName() == "one"
