"""Text the user types in; a signal out half a second after the last key and on leaving, never in the middle."""

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QTextOption
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QSizePolicy, QVBoxLayout, QWidget

from wizard.ui.focus import focus_came, focus_left
from wizard.ui.theme import font
from wizard.ui.words import Words

SETTLE = 500
LONGEST = 100_000
MOST_LINES = 12


class LineInput(QLineEdit):
    """One line of text; `settled` says it half a second after the last key and on leaving."""

    settled = Signal(str)

    def __init__(self, name: str, hint: str = "") -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setPlaceholderText(hint)
        self.setFont(font("body"))
        self.setFixedHeight(36)
        self.setTextMargins(8, 0, 8, 0)
        self.setMaxLength(LONGEST)
        self._timer = QTimer(self, singleShot=True, interval=SETTLE)
        self._timer.timeout.connect(self.flush)
        self.textEdited.connect(lambda _text: self._timer.start())
        self.editingFinished.connect(self.flush)

    @property
    def is_waiting(self) -> bool:
        """Tell whether something was typed that nobody was told of."""
        return self._timer.isActive()

    def flush(self) -> None:
        """Say what was typed now, if it was not said yet."""
        if self._timer.isActive() or self.sender() is self._timer:
            self._timer.stop()
            self.settled.emit(self.text())

    def show_text(self, text: str) -> None:
        """Show this text, unless the user is typing here."""
        if text != self.text() and not self.is_waiting:
            self.setText(text)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring."""
        super().focusInEvent(event)
        focus_came(self, event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Hide the ring and say what was typed."""
        super().focusOutEvent(event)
        focus_left(self)
        self.flush()


class NoteInput(QPlainTextEdit):
    """Several lines of plain text; it grows downwards with what is written."""

    settled = Signal(str)
    typed = Signal()
    left = Signal()

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
        self.setViewportMargins(10, 6, 8, 6)
        self.viewport().setAutoFillBackground(False)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._timer = QTimer(self, singleShot=True, interval=SETTLE)
        self._timer.timeout.connect(self.flush)
        self._quiet = False
        self.textChanged.connect(self._typed)
        self.document().documentLayout().documentSizeChanged.connect(lambda _size: self._grow())
        self._grow()

    @property
    def is_waiting(self) -> bool:
        """Tell whether something was typed that nobody was told of."""
        return self._timer.isActive()

    def _typed(self) -> None:
        if not self._quiet:
            self._timer.start()
            self.typed.emit()

    def _grow(self) -> None:
        line = self.fontMetrics().lineSpacing()
        needed = max(round(self.document().size().height()), self.lines)
        high = min(needed, MOST_LINES) * line + 14 + 2 * self.frameWidth()
        bar = Qt.ScrollBarPolicy.ScrollBarAsNeeded if needed > MOST_LINES else Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        if bar != self.verticalScrollBarPolicy():
            self.setVerticalScrollBarPolicy(bar)
        if high != self.height():
            self.setFixedHeight(high)

    def flush(self) -> None:
        """Say what was typed now, if it was not said yet."""
        if self._timer.isActive() or self.sender() is self._timer:
            self._timer.stop()
            self.settled.emit(self.toPlainText())

    def show_text(self, text: str) -> None:
        """Show this text, unless the user is typing here."""
        if text != self.toPlainText() and not self.is_waiting:
            self._quiet = True
            self.setPlainText(text)
            self._quiet = False

    def sizeHint(self) -> QSize:
        """Give a width that the layout stretches."""
        return QSize(240, self.height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keep letters here; Esc goes back to the card."""
        if event.key() == Qt.Key.Key_Escape:
            event.ignore()
            self.left.emit()
            return
        super().keyPressEvent(event)

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
