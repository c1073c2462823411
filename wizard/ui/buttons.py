"""A word or an icon in; the buttons of the product out: plain, primary, quiet, foot, and an icon alone."""

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QPushButton, QSizePolicy

from wizard.ui.focus import Ringed
from wizard.ui.icons import draw_icon
from wizard.ui.keycaps import is_shown
from wizard.ui.theme import Theme, font, of
from wizard.ui.words import explain, tip

ROLES = {"plain": "control", "primary": "chosen", "quiet": "control", "foot": "small"}
PADDING = {"plain": 14, "primary": 14, "quiet": 8, "foot": 0}
GAP = 7


class Button(Ringed, QPushButton):
    """A button of a kind: plain, primary (one per screen), quiet (no border), foot (a word with an icon)."""

    def __init__(
        self, text: str, kind: str = "plain", *, icon: str = "", key: str = "", small: bool = False, trail: str = ""
    ) -> None:
        super().__init__()
        self.kind, self.sign, self.key, self.trail, self.small = kind, icon, key, trail, small
        self.label = ""
        self.colour = "accent" if kind == "quiet" else "ink2" if kind == "foot" else "ink"
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
        explain(self, reason)

    def show_key(self) -> None:
        """Make room for the hint of the key, or take it back: single letters became keys, or are no longer."""
        self.updateGeometry()
        self.update()

    def show_sign(self, icon: str) -> None:
        """Show another icon."""
        if icon != self.sign:
            self.sign = icon
            self.update()

    def show_colour(self, token: str) -> None:
        """Show the word in another colour."""
        if token != self.colour:
            self.colour = token
            self.update()

    def sizeHint(self) -> QSize:
        """Give the width of icon, word and key, and the kind's height."""
        wide = QFontMetrics(font(ROLES[self.kind])).horizontalAdvance(self.label) + 1
        wide += (16 + GAP if self.label else 16) if self.sign else 0
        wide += 16 + GAP if self.trail else 0
        wide += self._key_width() + 9 if is_shown(self.key) else 0
        return QSize(wide + 2 * PADDING[self.kind], 24 if self.kind == "foot" else 28 if self.small else 36)

    def minimumSizeHint(self) -> QSize:
        """Never cut the word."""
        return self.sizeHint()

    def _key_width(self) -> int:
        return max(17, QFontMetrics(font("axis")).horizontalAdvance(self.key) + 10)

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
        if is_shown(self.key):
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


class IconButton(Ringed, QPushButton):
    """An icon that stands without a word: it has a name and a tooltip. `colour` is its token."""

    def __init__(self, icon: str, name: str, *, side: int = 32, size: int = 18) -> None:
        super().__init__()
        self.sign, self.size_, self.colour = icon, size, "ink2"
        self.setFixedSize(side, side)
        self.setAutoDefault(False)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setAccessibleName(name)
        tip(self, name)

    def forbid(self, reason: str) -> None:
        """Disable and say why; an empty reason enables and tells the name again."""
        self.setEnabled(not reason)
        explain(self, reason)
        if not reason:
            tip(self, self.accessibleName())

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
