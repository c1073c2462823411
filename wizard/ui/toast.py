"""A sentence in; a dark strip at the bottom of the window out, with Undo, for six seconds. Never for errors."""

from collections.abc import Callable

from PySide6.QtCore import QRect, Qt, QTimer
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QWidget

from wizard.ui.theme import font, of

STAYS = 6000
UNDO = "Undo"


class Toast(QWidget):
    """At most one at a time; it goes by itself or with Esc."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.words = ""
        self._undo: Callable[[], None] | None = None
        self.button = _Word(self)
        self.button.clicked.connect(self.take_back)
        self._timer = QTimer(self, singleShot=True, interval=STAYS)
        self._timer.timeout.connect(self.hide)
        self.hide()

    def show_toast(self, words: str, undo: Callable[[], None] | None) -> None:
        """Show what was done, and how to take it back."""
        self.words, self._undo = words, undo
        self.setAccessibleName(words)
        self.button.setVisible(undo is not None)
        self.place()
        self.show()
        self.raise_()
        self._timer.start()

    def place(self) -> None:
        """Stand at the bottom centre of the parent."""
        parent = self.parentWidget()
        if parent is None:
            return
        wide = QFontMetrics(font("control")).horizontalAdvance(self.words) + 32
        wide += self.button.sizeHint().width() + 16 if self._undo else 0
        wide = min(wide, parent.width() - 32)
        self.setGeometry((parent.width() - wide) // 2, parent.height() - 64, wide, 40)
        self.button.setGeometry(
            QRect(wide - self.button.sizeHint().width() - 12, 6, self.button.sizeHint().width(), 28)
        )

    def take_back(self) -> bool:
        """Undo what is offered here; False when nothing is."""
        undo = self._undo if self.isVisible() else None
        self.hide()
        if undo is not None:
            undo()
        return undo is not None

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the strip."""
        painter, theme = QPainter(self), of(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("ink"))
        painter.drawRoundedRect(self.rect(), 6, 6)
        painter.setFont(font("control"))
        painter.setPen(theme.colour("surface"))
        room = self.rect().adjusted(16, 0, -16, 0)
        cut = painter.fontMetrics().elidedText(self.words, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, cut)
        painter.end()


class _Word(QPushButton):
    def __init__(self, toast: Toast) -> None:
        super().__init__(UNDO, toast)
        self.setFont(font("chosen"))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the word, underlined while it has the focus."""
        painter, theme = QPainter(self), of(self)
        painter.setFont(font("chosen"))
        painter.setPen(theme.colour("surface"))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.text())
        if self.hasFocus() or self.underMouse():
            painter.fillRect(self.rect().adjusted(8, self.height() - 5, -8, -4), theme.colour("surface"))
        painter.end()
