"""The places in; the rail at the left edge out, one button each, icon over word. It never changes its width."""

from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QButtonGroup, QPushButton, QVBoxLayout, QWidget

from wizard.ui.focus import Ringed
from wizard.ui.icons import draw_icon
from wizard.ui.shapes import paint_sign
from wizard.ui.theme import font, of
from wizard.ui.words import Ground, Hairline, tip

WIDTH = 80
ROOM = 60
SMALLEST = 10
NEEDS_SESSION = "Open an assessment first"


@dataclass(frozen=True, slots=True)
class Stop:
    """One place of the rail; `line` draws a hairline above it."""

    name: str
    icon: str
    needs_session: bool = False
    line: bool = False


STOPS = (
    Stop("Home", "house"),
    Stop("System", "box", needs_session=True, line=True),
    Stop("Questions", "list-checks", needs_session=True),
    Stop("Risks", "ship", needs_session=True),
    Stop("Plan", "route", needs_session=True),
    Stop("Report", "file-text", needs_session=True),
    Stop("Library", "library", line=True),
    Stop("Verify", "badge-check"),
    Stop("Settings", "settings"),
)


class RailButton(Ringed, QPushButton):
    """One place: icon over word; the current one on a soft ground."""

    def __init__(self, stop: Stop, number: int) -> None:
        super().__init__(stop.name)
        self.stop = stop
        self.setCheckable(True)
        self.setFixedSize(68, 50)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setAccessibleName(stop.name)
        self.key = f"Ctrl+{number}"
        tip(self, self.key)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk with the arrows."""
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            if event.key() == Qt.Key.Key_Down:
                self.focusNextChild()
            else:
                self.focusPreviousChild()
            return
        super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint ground, icon, word."""
        painter, theme = QPainter(self), of(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        current, live = self.isChecked(), self.isEnabled()
        if current or (self.underMouse() and live):
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("soft" if current else "sunken"))
            painter.drawRoundedRect(self.rect(), 6, 6)
        colour = theme.colour("accent" if current else "ink2" if live else "ink3")
        draw_icon(painter, self.stop.icon, 24, 7, 20, colour)
        painter.setFont(_fitting(self.stop.name, font("caption" if current else "rail")))
        painter.setPen(colour)
        painter.drawText(QRectF(0, 28, 68, 16), Qt.AlignmentFlag.AlignCenter, self.stop.name)
        painter.end()


def _fitting(word: str, wanted: QFont) -> QFont:
    """Draw a word smaller where a wide system font would let it touch the edges: the rail never grows.

    The font's own condensed face would be another file to load, for one word.
    """
    wide = QFontMetrics(wanted).horizontalAdvance(word)
    if wide <= ROOM:
        return wanted
    small = QFont(wanted)
    small.setPixelSize(max(SMALLEST, wanted.pixelSize() * ROOM // wide))
    return small


class _Sign(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.setFixedSize(68, 55)
        self.setAccessibleName("Plimsoll")

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the sign of the product."""
        painter = QPainter(self)
        paint_sign(painter, QRectF(20, 13, 28, 28), of(self).colour("accent"))
        painter.end()


class Rail(Ground):
    """All places in order. `asked` names the one that was clicked."""

    asked = Signal(str)

    def __init__(self) -> None:
        super().__init__("bg", edge="right")
        self.setFixedWidth(WIDTH)
        self.setAccessibleName("Places")
        self.buttons: dict[str, RailButton] = {}
        self._group = QButtonGroup(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(6, 0, 6, 6)
        column.setSpacing(0)
        column.addWidget(_Sign())
        for number, stop in enumerate(STOPS, 1):
            if stop.line:
                column.addSpacing(7)
                column.addLayout(_inset(Hairline()))
                column.addSpacing(6)
            column.addWidget(self._button(stop, number))
        column.addStretch(1)

    def _button(self, stop: Stop, number: int) -> RailButton:
        button = RailButton(stop, number)
        self.buttons[stop.name] = button
        self._group.addButton(button)
        button.clicked.connect(lambda: self.asked.emit(stop.name))
        return button

    def show_current(self, name: str) -> None:
        """Show where we are."""
        if name in self.buttons:
            self.buttons[name].setChecked(True)

    def allow(self, *, session: bool) -> None:
        """Let the places of an assessment be reached only while one is open."""
        for button in self.buttons.values():
            closed = button.stop.needs_session and not session
            button.setEnabled(not closed)
            tip(button, NEEDS_SESSION if closed else button.key)

    def sizeHint(self) -> QSize:
        """Give the fixed width."""
        return QSize(WIDTH, 400)


def _inset(line: QWidget) -> QVBoxLayout:
    box = QVBoxLayout()
    box.setContentsMargins(12, 0, 12, 0)
    box.addWidget(line)
    return box
