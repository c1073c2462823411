"""What to show in; the product's controls out, painted from the tokens, spoken by name.

What there is: `Button(text, kind, icon=, key=, small=)` kinds plain, primary, quiet, foot; `forbid(reason)`.
`IconButton(icon, name)`. `Sign(icon)` an icon that says nothing. `Badge()` `.show_level(level, risk)`. `LevelLine()` level, number,
best case, movement. `Chips(references)`. `Banner()` `.show_banner(...)`. `Toast(parent)`. `Field(label)` label, input, error. `LineInput`. `Card` a framed area.
From other files: `Words`, `Hairline`, `Ground`, `tip` (words.py), `Segmented`, `Checks` (segmented.py).
"""

from collections.abc import Callable

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QWidget

from wizard.core.sentences import number
from wizard.ui.buttons import Button, IconButton
from wizard.ui.chips import Chips, short_reference
from wizard.ui.icons import draw_icon, pixmap
from wizard.ui.inputs import Field, LineInput
from wizard.ui.segmented import Checks, Segmented
from wizard.ui.shapes import paint_level
from wizard.ui.theme import font, of
from wizard.ui.toast import Toast
from wizard.ui.words import Ground, Hairline, Words, tip

__all__ = [
    "Badge",
    "Banner",
    "Button",
    "Card",
    "Checks",
    "Chips",
    "Field",
    "Ground",
    "Hairline",
    "IconButton",
    "LevelLine",
    "LineInput",
    "Segmented",
    "Sign",
    "Toast",
    "Words",
    "short_reference",
    "tip",
]


class Sign(Words):
    """A small icon that says nothing aloud."""

    def __init__(self, name: str, height: int = 18) -> None:
        super().__init__("", "small", "ink2")
        self.sign = name
        self.setFixedSize(16, height)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the icon."""
        painter = QPainter(self)
        painter.drawPixmap(
            0, (self.height() - 16) // 2, pixmap(self.sign, of(self).colour(self.colour), 16, self.devicePixelRatioF())
        )
        painter.end()


class Badge(QWidget):
    """A level by shape, word and number on its tint: "Critical 31"."""

    def __init__(self) -> None:
        super().__init__()
        self.level, self.words = "", ""
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_level(self, level: str, risk: float | None = None) -> None:
        """Show a level, with its risk (decades) as points."""
        words = level if risk is None else f"{level} {number(risk)}"
        if words != self.words:
            self.level, self.words = level, words
            self.setAccessibleName(words)
            self.updateGeometry()
            self.update()

    def sizeHint(self) -> QSize:
        """Give room for shape and words."""
        return QSize(QFontMetrics(font("level")).horizontalAdvance(self.words) + 35, 24)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint tint, shape and words."""
        painter, theme = QPainter(self), of(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.tint(self.level))
        painter.drawRoundedRect(self.rect(), 4, 4)
        paint_level(painter, QPointF(13.5, self.height() / 2), 11, self.level, theme)
        painter.setFont(font("level"))
        painter.setPen(theme.colour(self.level))
        painter.drawText(self.rect().adjusted(25, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, self.words)
        painter.end()


class LevelLine(QWidget):
    """Under a hull: level with number, best case, and at the right what the last answer moved."""

    def __init__(self) -> None:
        super().__init__()
        self.level, self.words, self.best, self.moved, self.worse = "", "", "", "", False
        self.setFixedHeight(16)

    def show_line(self, level: str, risk: float, best: str, moved: str = "", *, worse: bool = False) -> None:
        """Show level and risk (decades), the words about the best case, and the movement."""
        words = f"{level} {number(risk)}"
        if (words, best, moved, worse) != (self.words, self.best, self.moved, self.worse):
            self.level, self.words, self.best, self.moved, self.worse = level, words, best, moved, worse
            self.setAccessibleName(", ".join(part for part in (words, best, moved) if part))
            self.update()

    def best_in(self, room: int) -> str:
        """Give the best case as it fits before the movement: whole, in short, or not; it is spoken and drawn anyway."""
        metrics = QFontMetrics(font("rail"))
        quiet = self.moved in ("", "not moved")
        taken = QFontMetrics(font("rail" if quiet else "caption")).horizontalAdvance(self.moved) + (8 if quiet else 26)
        shorter = self.best.removeprefix("best case ")
        fitting = (self.best, f"best {shorter}" if shorter != self.best else "")
        return next((words for words in fitting if metrics.horizontalAdvance(words) <= room - taken), "")

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the line."""
        painter, theme = QPainter(self), of(self)
        paint_level(painter, QPointF(5.5, self.height() / 2), 11, self.level, theme)
        left, flags = 17, Qt.AlignmentFlag.AlignVCenter
        painter.setFont(font("level"))
        painter.setPen(theme.colour(self.level))
        painter.drawText(self.rect().adjusted(left, 0, 0, 0), flags, self.words)
        left += painter.fontMetrics().horizontalAdvance(self.words) + 7
        painter.setFont(font("rail"))
        painter.setPen(theme.colour("ink2"))
        quiet = self.moved in ("", "not moved")
        painter.drawText(self.rect().adjusted(left, 0, 0, 0), flags, self.best_in(self.width() - left))
        painter.setFont(font("rail" if quiet else "caption"))
        painter.setPen(theme.colour("ink3" if quiet else self.level if self.worse else "ink"))
        painter.drawText(self.rect(), flags | Qt.AlignmentFlag.AlignRight, self.moved)
        if not quiet:
            wide = painter.fontMetrics().horizontalAdvance(self.moved)
            icon = "arrow-right" if self.worse else "arrow-left"
            draw_icon(painter, icon, self.width() - wide - 18, 1, 14, theme.colour(self.level if self.worse else "ink"))
        painter.end()


class Card(QFrame):
    """A framed area; the current one has a border of two pixels in the accent."""

    def __init__(self) -> None:
        super().__init__()
        self.current = False

    def show_current(self, *, current: bool) -> None:
        """Frame this card as the current one, or not."""
        if current != self.current:
            self.current = current
            self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint ground and frame."""
        painter, theme = QPainter(self), of(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(theme.colour("surface"))
        painter.setPen(QPen(theme.colour("accent" if self.current else "line"), 2 if self.current else 1))
        inset = 1.0 if self.current else 0.5
        painter.drawRoundedRect(self.rect().toRectF().adjusted(inset, inset, -inset, -inset), 10, 10)
        painter.end()


TINTS = {"grey": ("Very low", "lock"), "blue": ("", "lock"), "error": ("Critical", "circle-alert"),
         "warning": ("Moderate", "triangle-alert")}  # fmt: skip


class Banner(QWidget):
    """One sentence over the whole width, on the tint of its state, with one action at the right."""

    def __init__(self) -> None:
        super().__init__()
        self.state = "grey"
        self.setMinimumHeight(40)
        self.words = Words("", "control", wrap=True)
        self.action = Button("", "plain", small=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(52, 6, 24, 6)
        row.addWidget(self.words, 1, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.action)
        self._run: Callable[[], None] | None = None
        self.action.clicked.connect(self._act)
        self.hide()

    def show_banner(self, state: str, sentence: str, action: str = "", run: Callable[[], None] | None = None) -> None:
        """Show a sentence; `state` is grey, blue, error or warning."""
        self.state, self._run = state, run
        self.words.say(sentence)
        self.action.say(action)
        self.action.setVisible(bool(action))
        self.setAccessibleName(sentence)
        self.show()
        self.update()

    def _act(self) -> None:
        if self._run is not None:
            self._run()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint tint and icon."""
        painter, theme = QPainter(self), of(self)
        level, icon = TINTS[self.state]
        painter.fillRect(self.rect(), theme.tint(level) if level else theme.colour("soft"))
        draw_icon(painter, icon, 24, self.height() / 2 - 8, 16, theme.colour(level or "accent"))
        painter.end()
