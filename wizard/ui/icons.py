"""The name of an icon, a colour and a size in; a painted icon out. The files lie in assets/icons (Lucide, ISC)."""

from functools import cache

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from wizard import places

STROKE = "1.75"


@cache
def _source(name: str) -> str:
    text = (places.assets() / "icons" / f"{name}.svg").read_text("utf-8")
    return text.replace('stroke-width="2"', f'stroke-width="{STROKE}"')


@cache
def _renderer(name: str, colour: str) -> QSvgRenderer:
    return QSvgRenderer(QByteArray(_source(name).replace("currentColor", colour).encode()))


@cache
def _pixmap(name: str, colour: str, size: int, ratio: float) -> QPixmap:
    side = round(size * ratio)
    made = QPixmap(QSize(side, side))
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    _renderer(name, colour).render(painter, QRectF(0, 0, side, side))
    painter.end()
    made.setDevicePixelRatio(ratio)
    return made


def pixmap(name: str, colour: QColor, size: int, ratio: float = 1.0) -> QPixmap:
    """Give an icon as a picture, kept for the next time."""
    return _pixmap(name, colour.name(), size, ratio)


def draw_icon(painter: QPainter, name: str, left: float, top: float, size: int, colour: QColor) -> None:
    """Draw an icon from its kept picture: quicker than painting it anew."""
    ratio = painter.device().devicePixelRatioF()
    painter.drawPixmap(round(left), round(top), pixmap(name, colour, size, ratio))


def icon(name: str, colour: QColor, size: int = 16) -> QIcon:
    """Give an icon for Qt's own widgets."""
    return QIcon(pixmap(name, colour, size, 2.0))
