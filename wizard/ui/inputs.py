"""Text the user types in; a signal out half a second after the last key, on leaving, and while typing goes on and on."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence, QResizeEvent, QTextCursor, QTextOption
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QSizePolicy, QVBoxLayout, QWidget

from wizard.ui.focus import focus_came, focus_left
from wizard.ui.scrolling import reveal_caret
from wizard.ui.theme import font
from wizard.ui.words import Words, explain

SETTLE = 500
AT_LATEST = 1500
"""Somebody who types without a pause loses no more than this when the power goes."""
LONGEST = 100_000
MOST_LINES = 12


class Settling(QObject):
    """Whether typed text waits to be told; it is told once no key came for a while, or keys came for long enough."""

    now = Signal()

    def __init__(self, owner: QObject) -> None:
        super().__init__(owner)
        self.waits = False
        self.pause = QTimer(self, singleShot=True, interval=SETTLE)
        self.latest = QTimer(self, singleShot=True, interval=AT_LATEST)
        self.pause.timeout.connect(self.flush)
        self.latest.timeout.connect(self.flush)

    def key_came(self) -> None:
        """Wait for the next key, but not for ever."""
        if not self.waits:
            self.latest.start()
        self.waits = True
        self.pause.start()

    def flush(self) -> None:
        """Tell now, if there is something to tell."""
        if self.waits:
            self.waits = False
            self.pause.stop()
            self.latest.stop()
            self.now.emit()


def is_for_the_window(event: QEvent, *, can_undo: bool, can_redo: bool) -> bool:
    """Tell whether a key is undo or redo of answers: a field has these only for what was typed into it just now."""
    if event.type() != QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent):
        return False
    undo = event.matches(QKeySequence.StandardKey.Undo) and not can_undo
    redo = event.matches(QKeySequence.StandardKey.Redo) and not can_redo
    return undo or redo


class Closable(QWidget if TYPE_CHECKING else object):  # type: ignore[misc]
    """Written before the Qt class of a field: it can be read and copied while nothing may be written into it."""

    closed = ""
    setReadOnly: Callable[[bool], None]  # noqa: N815 - Qt's own name

    def forbid(self, reason: str) -> None:
        """Let it be read only and say why; an empty reason opens it."""
        if reason != self.closed:
            self.closed = reason
            self.setReadOnly(bool(reason))
            explain(self, reason)
            self.update()


class LineInput(Closable, QLineEdit):
    """One line of text; `settled` says it when typing pauses, on leaving, and every second or so of typing on."""

    settled = Signal(str)

    def __init__(self, name: str, hint: str = "") -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setPlaceholderText(hint)
        self.setFont(font("body"))
        self.setFixedHeight(36)
        self.setTextMargins(8, 0, 8, 0)
        self.setMaxLength(LONGEST)
        self.settling = Settling(self)
        self.settling.now.connect(self._tell)
        self.textEdited.connect(self.settling.key_came)
        self.editingFinished.connect(self.flush)

    @property
    def is_waiting(self) -> bool:
        """Tell whether something was typed that nobody was told of."""
        return self.settling.waits

    def _tell(self) -> None:
        self.settled.emit(self.text())

    def flush(self) -> None:
        """Say what was typed now, if it was not said yet."""
        self.settling.flush()

    def show_text(self, text: str) -> None:
        """Show this text, unless the user is typing here."""
        if text != self.text() and not self.is_waiting:
            self.setText(text)

    def event(self, event: QEvent) -> bool:
        """Leave undo and redo to the window where nothing was typed here."""
        if is_for_the_window(event, can_undo=self.isUndoAvailable(), can_redo=self.isRedoAvailable()):
            event.ignore()
            return False
        return super().event(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring."""
        super().focusInEvent(event)
        focus_came(self, event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Hide the ring and say what was typed."""
        super().focusOutEvent(event)
        focus_left(self)
        self.flush()


class NoteInput(Closable, QPlainTextEdit):
    """Several lines of plain text; it grows downwards with what is written, its caret stays in sight."""

    settled = Signal(str)
    typed = Signal()

    def __init__(self, name: str, hint: str = "", *, lines: int = 2) -> None:
        super().__init__()
        self.lines = lines
        self.setAccessibleName(name)
        self.setPlaceholderText(hint)
        self.setFont(font("body"))
        self.setTabChangesFocus(True)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().setDocumentMargin(0)
        self.document().clearUndoRedoStacks()  # the margin is no step that somebody could take back
        self.setViewportMargins(10, 6, 8, 6)
        self.viewport().setAutoFillBackground(False)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.settling = Settling(self)
        self.settling.now.connect(self._tell)
        self._quiet = False
        self._later = QTimer(self, singleShot=True, interval=0)
        self._later.timeout.connect(self.show_caret)
        self.textChanged.connect(self._typed)
        self.cursorPositionChanged.connect(self._later.start)
        self.document().documentLayout().documentSizeChanged.connect(lambda _size: self._grow())
        self._grow()

    @property
    def is_waiting(self) -> bool:
        """Tell whether something was typed that nobody was told of."""
        return self.settling.waits

    def _typed(self) -> None:
        if not self._quiet:
            self.settling.key_came()
            self.typed.emit()

    def _grow(self) -> None:
        line = self.fontMetrics().lineSpacing()
        needed = max(self._count_lines(), self.lines)
        high = min(needed, MOST_LINES) * line + 14 + 2 * self.frameWidth()
        bar = Qt.ScrollBarPolicy.ScrollBarAsNeeded if needed > MOST_LINES else Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        if bar != self.verticalScrollBarPolicy():
            self.setVerticalScrollBarPolicy(bar)
        if high != self.height():
            self.setFixedHeight(high)

    def _count_lines(self) -> int:
        """Count lines as they wrap at this width, no further than they matter; Qt counts only what it has painted."""
        layout, block, lines = self.document().documentLayout(), self.document().firstBlock(), 0
        while block.isValid() and lines <= MOST_LINES:
            layout.blockBoundingRect(block)
            lines += block.layout().lineCount()
            block = block.next()
        return lines

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Grow where the words wrap at another place."""
        super().resizeEvent(event)
        self._grow()

    def _tell(self) -> None:
        self.settled.emit(self.toPlainText())

    def flush(self) -> None:
        """Say what was typed now, if it was not said yet."""
        self.settling.flush()

    def show_text(self, text: str) -> None:
        """Show this text, unless the user is typing here."""
        if text != self.toPlainText() and not self.is_waiting:
            self._quiet = True
            self.setPlainText(text)
            self._quiet = False

    def sizeHint(self) -> QSize:
        """Give a width that the layout stretches."""
        return QSize(240, self.height())

    def show_caret(self) -> None:
        """Scroll the page around it, if it lies below an edge, to the line that is written."""
        if self.hasFocus():
            reveal_caret(self.viewport(), self.cursorRect())

    def to_the_end(self) -> None:
        """Put the caret behind the last word."""
        cursor = self.textCursor()
        cursor.movePosition(QTextCursor.MoveOperation.End)
        self.setTextCursor(cursor)

    def event(self, event: QEvent) -> bool:
        """Leave undo and redo to the window where nothing was typed here."""
        steps = self.document()
        if is_for_the_window(event, can_undo=steps.isUndoAvailable(), can_redo=steps.isRedoAvailable()):
            event.ignore()
            return False
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keep letters here; Esc is the place's."""
        if event.key() == Qt.Key.Key_Escape:
            event.ignore()
            return
        super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring, and the line that is written."""
        super().focusInEvent(event)
        focus_came(self, event)
        self._later.start()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Hide the ring and say what was typed."""
        super().focusOutEvent(event)
        focus_left(self)
        self.flush()


class Field(QWidget):
    """A label, an input under it, and under that, when something is wrong, why."""

    def __init__(self, label: str, hint: str = "") -> None:
        super().__init__()
        self.input = LineInput(label, hint)
        self.label = Words(label, "caption", "ink3")
        self.error = Words("", "small", "High", wrap=True)
        self.error.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        for part in (self.label, self.input, self.error):
            column.addWidget(part)

    def complain(self, sentence: str) -> None:
        """Show what is wrong; an empty sentence takes it away."""
        self.error.say(sentence)
        self.error.setVisible(bool(sentence))
        self.input.setAccessibleDescription(sentence)
