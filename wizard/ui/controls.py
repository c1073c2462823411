"""What to show in; the product's controls out, painted from the tokens, spoken by name.

What there is: `Button(text, kind, icon=, key=, small=)` kinds plain, primary, quiet, foot; `forbid(reason)`.
`IconButton(icon, name)`. `Badge()` `.show_level(level, risk)`. `LevelLine()` level, number, best case, movement.
`Chips(references)`. `Progress()` ring. `Banner()` `.show_banner(...)`. `Toast(parent)`. `Field(label)` label, input,
error. `LineInput`, `NoteInput` (grows, `settled` half a second after the last key). `Card` a framed area.
From other files: `Words`, `Hairline`, `Ground`, `tip` (words.py), `Segmented`, `Checks` (segmented.py).
"""

from collections.abc import Callable

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFocusEvent, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QSizePolicy, QWidget

from wizard.ui.chips import Chips, short_reference
from wizard.ui.focus import focus_came, focus_left
from wizard.ui.hull import number
from wizard.ui.icons import draw_icon
from wizard.ui.inputs import Field, LineInput, NoteInput
from wizard.ui.segmented import Checks, Segmented
from wizard.ui.shapes import paint_level, paint_progress
from wizard.ui.theme import Theme, font, of
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
    "NoteInput",
    "Progress",
    "Segmented",
    "Toast",
    "Words",
    "short_reference",
    "tip",
]

ROLES = {"plain": "control", "primary": "chosen", "quiet": "control", "foot": "small"}
PADDING = {"plain": 14, "primary": 14, "quiet": 8, "foot": 0}
GAP = 7


class Button(QPushButton):
    """A button of a kind: plain, primary (one per screen), quiet (no border), foot (a word with an icon)."""

    def __init__(
        self, text: str, kind: str = "plain", *, icon: str = "", key: str = "", small: bool = False, trail: str = ""
    ) -> None:
        super().__init__()
        self.kind, self.sign, self.key, self.trail, self.small = kind, icon, key, trail, small
        self.label = ""
        self.colour = "accent" if kind == "quiet" else "ink2" if kind == "foot" else "ink"
        self.key_shown = True
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.ArrowCursor)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setAutoDefault(False)
        self.say(text)

    def say(self, text: str) -> None:
        """Show another word; the button keeps its place."""
        if text != self.label:
            self.label = text
            self.setText(text.replace("&", "&&"))
            self.setAccessibleName(text)
            self.updateGeometry()
            self.update()

    def forbid(self, reason: str) -> None:
        """Disable and say why in the tooltip; an empty reason enables."""
        self.setEnabled(not reason)
        tip(self, reason)

    def show_sign(self, icon: str) -> None:
        """Show another icon."""
        if icon != self.sign:
            self.sign = icon
            self.update()

    def sizeHint(self) -> QSize:
        """Give the width of icon, word and key, and the kind's height."""
        wide = QFontMetrics(font(ROLES[self.kind])).horizontalAdvance(self.label) + 1
        wide += (16 + GAP if self.label else 16) if self.sign else 0
        wide += 16 + GAP if self.trail else 0
        wide += self._key_width() + 9 if self.key else 0
        return QSize(wide + 2 * PADDING[self.kind], 24 if self.kind == "foot" else 28 if self.small else 36)

    def minimumSizeHint(self) -> QSize:
        """Never cut the word."""
        return self.sizeHint()

    def _key_width(self) -> int:
        return max(17, QFontMetrics(font("axis")).horizontalAdvance(self.key) + 10)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring."""
        super().focusInEvent(event)
        focus_came(self, event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Hide the ring."""
        super().focusOutEvent(event)
        focus_left(self)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint ground, icon, word, key."""
        painter, theme = QPainter(self), of(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter, theme)
        colour = theme.colour(self._ink())
        content = self.sizeHint().width() - 2 * PADDING[self.kind]
        left = PADDING[self.kind] if self.kind in ("foot", "quiet") else (self.width() - content) // 2
        middle = self.height() / 2
        if self.sign:
            draw_icon(painter, self.sign, left, middle - 8, 16, colour)
            left += 16 + GAP
        painter.setFont(font(ROLES[self.kind]))
        painter.setPen(colour)
        wide = painter.fontMetrics().horizontalAdvance(self.label) + 1
        painter.drawText(QRect(left, 0, wide + 2, self.height()), Qt.AlignmentFlag.AlignVCenter, self.label)
        left += wide
        if self.trail:
            draw_icon(painter, self.trail, left + GAP, middle - 8, 16, colour)
        if self.key and self.key_shown:
            paint_key(painter, QRectF(left + 8, middle - 9, self._key_width(), 18), self.key, theme, self._ink())
        painter.end()

    def _ink(self) -> str:
        if not self.isEnabled():
            return "ink3"
        return "on-accent" if self.kind == "primary" else self.colour

    def _paint_ground(self, painter: QPainter, theme: Theme) -> None:
        box = self.rect().toRectF().adjusted(0.5, 0.5, -0.5, -0.5)
        live, over = self.isEnabled(), self.underMouse() and self.isEnabled()
        if self.kind == "foot":
            return
        painter.setPen(Qt.PenStyle.NoPen)
        if self.kind == "primary" and live:
            painter.setBrush(theme.colour("accent-down" if over or self.isDown() else "accent"))
            painter.drawRoundedRect(self.rect(), 6, 6)
            return
        ground = "line" if self.isDown() else "sunken" if over else "surface" if self.kind != "quiet" else ""
        painter.setBrush(theme.colour(ground) if ground else Qt.BrushStyle.NoBrush)
        if self.kind != "quiet":
            painter.setPen(QPen(theme.colour("edge" if live else "line"), 1))
        painter.drawRoundedRect(box, 6, 6)


def paint_key(painter: QPainter, box: QRectF, key: str, theme: Theme, ink: str = "ink3") -> None:
    """Paint the hint that a key does the same."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(theme.colour("on-accent" if ink == "on-accent" else "line"), 1))
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
    painter.setFont(font("axis"))
    painter.setPen(theme.colour("on-accent" if ink == "on-accent" else "ink2"))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, key)


class IconButton(QPushButton):
    """An icon that stands without a word: it has a name and a tooltip. `colour` is its token."""

    def __init__(self, icon: str, name: str, *, side: int = 32, size: int = 18) -> None:
        super().__init__()
        self.sign, self.size_, self.colour = icon, size, "ink2"
        self.setFixedSize(side, side)
        self.setAutoDefault(False)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setAccessibleName(name)
        tip(self, name)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring."""
        super().focusInEvent(event)
        focus_came(self, event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Hide the ring."""
        super().focusOutEvent(event)
        focus_left(self)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the icon, on a ground while the mouse is over it."""
        painter, theme = QPainter(self), of(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.underMouse() and self.isEnabled():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("sunken"))
            painter.drawRoundedRect(self.rect(), 6, 6)
        colour = theme.colour(self.colour if self.isEnabled() else "track")
        at = (self.width() - self.size_) / 2
        draw_icon(painter, self.sign, at, at, self.size_, colour)
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
        painter.drawText(self.rect().adjusted(left, 0, 0, 0), flags, self.best)
        quiet = self.moved in ("", "not moved")
        painter.setFont(font("rail" if quiet else "caption"))
        painter.setPen(theme.colour("ink3" if quiet else self.level if self.worse else "ink"))
        painter.drawText(self.rect(), flags | Qt.AlignmentFlag.AlignRight, self.moved)
        if not quiet:
            wide = painter.fontMetrics().horizontalAdvance(self.moved)
            icon = "arrow-right" if self.worse else "arrow-left"
            draw_icon(painter, icon, self.width() - wide - 18, 1, 14, theme.colour(self.level if self.worse else "ink"))
        painter.end()


class Progress(QWidget):
    """How much is done, as a ring; its owner writes the numbers beside it."""

    def __init__(self) -> None:
        super().__init__()
        self.share = 0.0
        self.setFixedSize(16, 16)

    def show_share(self, share: float) -> None:
        """Show a share from 0 to 1."""
        if share != self.share:
            self.share = share
            self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the ring."""
        painter = QPainter(self)
        paint_progress(painter, self.rect().toRectF(), self.share, of(self))
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
