"""The name of an icon, a colour and a size in; a painted icon out. assets/icons has the drawings (Lucide, ISC) and their outlines."""

from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPixmap

from wizard import places

if TYPE_CHECKING:
    from PySide6.QtGui import QIcon

NUMBERS = {"M": 2, "L": 2, "Q": 4, "C": 6}
SIDE, STROKE = 24, 1.75
"""The square that icons are drawn in, and how wide their lines are there."""


@cache
def _outlines() -> dict[str, str]:
    lines = (places.assets() / "icons" / "outlines.txt").read_text("utf-8").splitlines()
    return {name: outline for name, _, outline in (line.partition(" ") for line in lines)}


@cache
def outline(name: str) -> QPainterPath:
    """Give the lines of an icon, to be stroked in a square of `SIDE`."""
    path = QPainterPath()
    draw: dict[str, Callable[..., None]] = {"M": path.moveTo, "L": path.lineTo, "Q": path.quadTo, "C": path.cubicTo}
    words = iter(_outlines()[name].split())
    for step in words:
        if step == "Z":
            path.closeSubpath()
        else:
            draw[step](*(float(next(words)) for _ in range(NUMBERS[step])))
    return path


@cache
def _pixmap(name: str, colour: str, size: int, ratio: float) -> QPixmap:
    side = round(size * ratio)
    made = QPixmap(QSize(side, side))
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.scale(side / SIDE, side / SIDE)
    painter.strokePath(outline(name), _pen(colour))
    painter.end()
    made.setDevicePixelRatio(ratio)
    return made


def _pen(colour: str) -> QPen:
    pen = QPen(QColor(colour), STROKE)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    return pen


def pixmap(name: str, colour: QColor, size: int, ratio: float = 1.0) -> QPixmap:
    """Give an icon as a picture, kept for the next time."""
    return _pixmap(name, colour.name(), size, ratio)


def draw_icon(painter: QPainter, name: str, left: float, top: float, size: int, colour: QColor) -> None:
    """Draw an icon from its kept picture: quicker than painting it anew."""
    ratio = painter.device().devicePixelRatioF()
    painter.drawPixmap(round(left), round(top), pixmap(name, colour, size, ratio))


def icon(name: str, colour: QColor, size: int = 16) -> "QIcon":
    """Give an icon for Qt's own widgets."""
    from PySide6.QtGui import QIcon

    return QIcon(pixmap(name, colour, size, 2.0))
