"""A painter and a place in; the small signs of the product out: levels, progress, the product's own sign."""

import math

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from wizard.ui.theme import Theme


def paint_level(painter: QPainter, centre: QPointF, size: float, level: str, theme: Theme) -> None:
    """Paint a level's shape; it grows corners as the level grows: ring, disc, diamond, triangle, octagon."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    colour, half = theme.colour(level), size / 2
    if level == "Very low":
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(colour, 1.8))
        painter.drawEllipse(centre, half - 1, half - 1)
    else:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        corners = _corners(level, centre, half)
        if corners:
            painter.drawPolygon(QPolygonF(corners))
        else:
            painter.drawEllipse(centre, half - 0.5, half - 0.5)
    painter.restore()


def _corners(level: str, centre: QPointF, half: float) -> list[QPointF]:
    if level == "Moderate":
        return [centre + QPointF(x * half, y * half) for x, y in ((0, -1), (1, 0), (0, 1), (-1, 0))]
    if level == "High":
        return [centre + QPointF(x * half, y * half) for x, y in ((0, -0.95), (1.05, 0.9), (-1.05, 0.9))]
    if level == "Critical":
        turns = [math.pi / 8 + number * math.pi / 4 for number in range(8)]
        return [centre + QPointF(math.cos(turn) * half * 1.05, math.sin(turn) * half * 1.05) for turn in turns]
    return []


def paint_progress(painter: QPainter, rect: QRectF, share: float, theme: Theme) -> None:
    """Paint how much is done as a ring; all of it as a filled disc with a check."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if share >= 1:
        _paint_done(painter, rect, theme)
    else:
        inner = rect.adjusted(1.5, 1.5, -1.5, -1.5)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(theme.colour("track"), 3))
        painter.drawEllipse(inner)
        painter.setPen(QPen(theme.colour("accent"), 3, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap))
        painter.drawArc(inner, 90 * 16, -round(360 * 16 * max(0.0, share)))
    painter.restore()


def _paint_done(painter: QPainter, rect: QRectF, theme: Theme) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour("accent"))
    painter.drawEllipse(rect)
    painter.setPen(
        QPen(theme.colour("on-accent"), 1.8, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
    )
    k, at = rect.width() / 16, rect.topLeft()
    points = [at + QPointF(x * k, y * k) for x, y in ((4.8, 8.3), (7.1, 10.6), (11.4, 5.8))]
    painter.drawPolyline(QPolygonF(points))


def paint_sign(painter: QPainter, rect: QRectF, colour: QColor) -> None:
    """Paint the sign of the product: a ring crossed by a line."""
    k, centre = rect.width() / 28, rect.center()
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(colour, 2.6 * k, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
    painter.drawEllipse(centre, 8.2 * k, 8.2 * k)
    painter.drawLine(centre - QPointF(12.5 * k, 0), centre + QPointF(12.5 * k, 0))
    painter.restore()
