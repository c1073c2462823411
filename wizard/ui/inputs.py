"""Text the user types in; a signal out half a second after the last key, on leaving, and while typing goes on and on."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QRect, Qt, QTimer, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QPalette,
    QPen,
)
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from wizard.ui.focus import focus_came, focus_left
from wizard.ui.theme import Theme, font, of
from wizard.ui.words import Words, explain

SETTLE = 500
AT_LATEST = 1500
"""Somebody who types without a pause loses no more than this when the power goes."""
LONGEST = 100_000


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


def see_through() -> QPalette:
    """Give the palette of a field that paints its own ground."""
    made = QPalette()
    made.setBrush(QPalette.ColorRole.Base, Qt.GlobalColor.transparent)
    return made


def paint_input(painter: QPainter, rect: QRect, theme: Theme, *, enabled: bool = True) -> None:
    """Paint the ground and the edge of a field."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(theme.colour("edge" if enabled else "line"), 1))
    painter.setBrush(theme.colour("surface" if enabled else "bg"))
    painter.drawRoundedRect(rect.toRectF().adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
    painter.restore()


def is_for_the_window(event: QEvent, *, can_undo: bool, can_redo: bool) -> bool:
    """Tell whether a key is undo or redo of answers: a field has these only for what was typed into it just now."""
    if event.type() != QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent):
        return False
    undo = event.matches(QKeySequence.StandardKey.Undo) and not can_undo
    redo = event.matches(QKeySequence.StandardKey.Redo) and not can_redo
    return undo or redo


def takes_text(widget: QWidget | None) -> bool:
    """Tell whether a widget takes what is typed."""
    return widget is not None and (widget.inherits("QLineEdit") or widget.inherits("QPlainTextEdit"))


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
        self.setFrame(False)
        self.setPalette(see_through())
        self.setTextMargins(10, 0, 10, 0)
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

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint ground and edge, then the text."""
        painter = QPainter(self)
        paint_input(painter, self.rect(), of(self), enabled=self.isEnabled() and not self.isReadOnly())
        painter.end()
        super().paintEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring."""
        super().focusInEvent(event)
        focus_came(self, event)

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
