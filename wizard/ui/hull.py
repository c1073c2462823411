"""A reading in points in; the hull out, painted, spoken and moved: water past the mark is too deep.

`paint_hull` paints into any painter (tables do); `HullBar` is the widget, `HullAxis` the words above a column of
hulls, `HullLegend` the key to them. `overall_values` reads the whole system's score; a scenario's is core's to read.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QPolygonF,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from wizard.core.hull import (
    SMALL,
    Axis,
    Body,
    Hatch,
    Hull,
    Line,
    Outline,
    Polygon,
    Reading,
    Ring,
    Span,
    hull,
    reading_of,
    screen_pen,
)
from wizard.core.sentences import number
from wizard.ui.theme import Theme, font, of
from wizard.ui.words import tip

if TYPE_CHECKING:
    from wizard.core.scoring import Score
    from wizard.ui.sliding import Slide

Colour = Callable[[str], QColor]
SLIDE = 120
AIR, CLOSEST = 4, -0.5
"""What stands free at either side of a word of the axis, and how close its letters come for that at most."""
TOKENS = frozenset(("ink", "ink3", "surface", "water", "line"))


def overall_values(score: Score) -> Reading | None:
    """Read the whole system: the range of the headline, over the scenario that stands first."""
    if not score.scenarios:
        return None
    top = reading_of(score.scenarios[0], score.method)
    deck = max(item.inherent.worst for item in score.scenarios) * 10
    return replace(
        top,
        best=score.overall.best * 10,
        worst=score.overall.worst * 10,
        inherent=deck,
        inherent_best=None,
        level=score.worst_level,
        gate=None,
    )


def say_hull(name: str, values: Reading) -> str:
    """Say what a hull shows: its name, level and number, best case, appetite, inherent."""
    parts = [f"{name}: {values.level} {number(values.worst / 10)}", f"best case {number(values.best / 10)}"]
    if values.appetite is not None:
        parts.append(f"appetite {number(values.appetite / 10)}")
    if values.other is not None:
        parts.append(f"another appetite, passed by more, {number(values.other / 10)}")
    parts.append(f"inherent {number(values.inherent / 10)}")
    if values.inherent_best is not None:
        parts.append(f"inherent at best {number(values.inherent_best / 10)}")
    return ", ".join(parts)


def paint_hull(
    painter: QPainter, rect: QRect | QRectF, values: Reading, theme: Theme, axis: Axis | None = None, row: float = 0
) -> None:
    """Paint one hull over the width of `rect`, in the middle of its height; `row` is its height class (24, 36, 96)."""
    box = QRectF(rect)
    pen = screen_pen(row or box.height())
    drawn = hull(values, box.width(), pen, axis)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(box.left(), box.center().y())

    def colour(token: str) -> QColor:
        return theme.colour(token if token in TOKENS else values.level)

    _paint(painter, drawn, colour)
    painter.restore()


def _paint(painter: QPainter, drawn: Hull, colour: Colour) -> None:
    body = _body_path(drawn.body)
    for shape in drawn.shapes:
        if isinstance(shape, Span):
            _paint_span(painter, shape, body, drawn.body, colour)
        elif isinstance(shape, Hatch):
            _paint_hatch(painter, shape, body, drawn.body, colour)
        elif isinstance(shape, Outline):
            painter.strokePath(body, QPen(colour(shape.colour), shape.width))
        elif isinstance(shape, Line):
            _paint_line(painter, shape, colour)
        elif isinstance(shape, Ring):
            painter.setPen(QPen(colour(shape.colour), shape.width))
            painter.setBrush(colour(shape.fill))
            painter.drawEllipse(QPointF(_crisp(shape.x, 1), shape.y), shape.radius, shape.radius)
        elif isinstance(shape, Polygon):
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour(shape.colour))
            painter.drawPolygon(QPolygonF([QPointF(x, y) for x, y in shape.corners]))


def _body_path(body: Body) -> QPainterPath:
    path = QPainterPath()
    path.moveTo(body.right, -body.half)
    path.lineTo(body.left + body.radius, -body.half)
    path.arcTo(body.left, -body.half, 2 * body.radius, 2 * body.half, 90, 180)
    path.lineTo(body.right, body.half)
    path.closeSubpath()
    return path


def _paint_span(painter: QPainter, span: Span, body: QPainterPath, shape: Body, colour: Colour) -> None:
    if span.right <= span.left:
        return
    box = QPainterPath()
    box.addRect(QRectF(span.left, -shape.half, span.right - span.left, 2 * shape.half))
    painter.fillPath(body.intersected(box), colour(span.colour))


def _paint_hatch(painter: QPainter, hatch: Hatch, body: QPainterPath, shape: Body, colour: Colour) -> None:
    painter.save()
    painter.setClipPath(body)
    painter.setClipRect(
        QRectF(hatch.left, -shape.half, hatch.right - hatch.left, 2 * shape.half), Qt.ClipOperation.IntersectClip
    )
    painter.setPen(QPen(colour(hatch.colour), hatch.width))
    for x1, y1, x2, y2 in hatch.lines:
        painter.drawLine(QPointF(x1, y1), QPointF(x2, y2))
    painter.restore()


def _crisp(x: float, width: float) -> float:
    """Move an upright stroke so that its left edge lies on a pixel."""
    return round(x - width / 2) + width / 2


def _paint_line(painter: QPainter, line: Line, colour: Colour) -> None:
    caps = Qt.PenCapStyle.RoundCap if line.round_ends else Qt.PenCapStyle.FlatCap
    pen = QPen(colour(line.colour), line.width, Qt.PenStyle.SolidLine, caps)
    if line.dash:
        pen.setDashPattern([length / line.width for length in line.dash])
    painter.setPen(pen)
    upright = line.x1 == line.x2
    x1, x2 = (_crisp(line.x1, line.width),) * 2 if upright else (line.x1, line.x2)
    painter.drawLine(QPointF(x1, line.y1), QPointF(x2, line.y2))


class HullBar(QWidget):
    """One hull. `show_values` slides the waterline and leaves a dotted line where it was."""

    def __init__(self, height: int = 24, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.values: Reading | None = None
        self.axis: Axis | None = None
        self.name = ""
        self.slide = SLIDE
        self.setFixedHeight(height)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._shown = 0.0
        self._sliding: Slide | None = None

    def show_values(self, name: str, values: Reading | None, axis: Axis | None = None) -> None:
        """Show a reading; where its waterline moved, slide it there."""
        before, same = self.values, name == self.name
        if values == before and same and axis == self.axis:
            return
        self.values, self.axis, self.name = values, axis, name
        self.setAccessibleName(say_hull(name, values) if values else name)
        tip(self, self.accessibleName())
        if self._sliding is not None:
            self._sliding.stop()
        if values is None:
            self.update()
            return
        moved = before is not None and same and before.worst != values.worst
        if moved and before is not None and self.slide and self.isVisible():
            self._start(before.worst, values.worst)
        if not self._slides:
            self._shown = values.worst
        self.update()

    def _start(self, before: float, now: float) -> None:
        from wizard.ui.sliding import Slide

        self._sliding = self._sliding or Slide(self, self._slid)
        self._sliding.between(before, now, self.slide)

    @property
    def _slides(self) -> bool:
        return self._sliding is not None and self._sliding.runs

    def _slid(self, value: float) -> None:
        self._shown = value
        self.update()

    def sizeHint(self) -> QSize:
        """Give a width that shows something; the layout decides."""
        return QSize(316, self.height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the hull as it stands in its slide."""
        if self.values is None:
            return
        values = replace(self.values, worst=max(self._shown, self.values.best)) if self._slides else self.values
        painter = QPainter(self)
        paint_hull(painter, self.rect().adjusted(0, 0, -4, 0), values, of(self), self.axis, self.height())
        painter.end()


def axis_font(bands: tuple[tuple[float, float, str], ...]) -> QFont:
    """Set all words of an axis a little closer where one would touch the lines beside it; a narrow face is not loaded."""
    face = QFont(font("axis"))
    metrics = QFontMetrics(face)
    lacking = ((right - left - 2 * AIR - metrics.horizontalAdvance(name)) / len(name) for left, right, name in bands)
    face.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, max(CLOSEST, min(0.0, *lacking)))
    return face


def paint_axis(
    painter: QPainter, rect: QRect | QRectF, theme: Theme, names: tuple[str, ...], axis: Axis | None = None
) -> None:
    """Paint the words of the bands above a column of hulls, with the beginnings of the band lines."""
    axis, box = axis or Axis(), QRectF(rect)
    edges = [0.0, *(axis.at(band, box.width()) for band in axis.bands), box.width()]
    painter.setFont(axis_font(tuple(zip(edges, edges[1:], names, strict=False))))
    for left, right, name in zip(edges, edges[1:], names, strict=False):
        painter.setPen(theme.colour("ink3"))
        part = QRectF(box.left() + left - 6, box.top(), right - left + 12, box.height())
        cut = painter.fontMetrics().elidedText(name, Qt.TextElideMode.ElideRight, round(part.width()))
        painter.drawText(part, Qt.AlignmentFlag.AlignCenter, cut)
    painter.setPen(QPen(theme.colour("line"), 1))
    for edge in edges[1:-1]:
        x = box.left() + _crisp(edge, 1)
        painter.drawLine(QPointF(x, box.top()), QPointF(x, box.bottom()))


class HullAxis(QWidget):
    """The words Low, Moderate, High, Critical, once above a column of hulls."""

    def __init__(self, names: tuple[str, ...] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.names = names or ("Low", "Moderate", "High", "Critical")
        self.axis: Axis | None = None
        self.setFixedHeight(16)

    def show_axis(self, names: tuple[str, ...], axis: Axis) -> None:
        """Show the bands of a method."""
        self.names, self.axis = names, axis
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the words over their bands."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.TextAntialiasing)
        paint_axis(painter, self.rect().adjusted(0, 0, -4, 0), of(self), self.names, self.axis)
        painter.end()


class HullLegend(QWidget):
    """The key to a hull: stays, not proven, held off, appetite, and what only some hulls show."""

    WORDS = ("stays", "not proven", "held off", "appetite")
    BEST_DECK, OTHER = "inherent at best", "another appetite"

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._metrics = QFontMetrics(font("rail"))
        self.words: tuple[str, ...] = ()
        self.setFixedHeight(20)
        self.show_extra(best_deck=False, other=False)

    def show_extra(self, *, best_deck: bool, other: bool) -> None:
        """Explain the dashed deck and the smaller ring too, where a hull shows them."""
        words = self.WORDS + ((self.BEST_DECK,) if best_deck else ()) + ((self.OTHER,) if other else ())
        if words == self.words:
            return
        self.words = words
        said = "Key: water stays, hatched is not proven, empty is held off, the ring is the appetite"
        said += ", the dashed line is the inherent risk at best" if best_deck else ""
        said += ", the smaller ring is the appetite of another kind of harm that is passed by more" if other else ""
        self.setAccessibleName(said)
        self._fit()
        self.update()

    def _fit(self) -> None:
        self.setFixedHeight(round(self._places()[-1].y()) + 20)

    def _places(self) -> list[QPointF]:
        """Give where each sign begins; what has no room beside stands below."""
        wide = [self._metrics.horizontalAdvance(word) + 20 for word in self.words]
        gap = min(11.0, max(4.0, (self.width() - sum(wide[:4])) / 3))
        found, x, y = [], 0.0, 0.0
        for each in wide:
            if x and x + each > self.width():
                x, y = 0.0, y + 20
            found.append(QPointF(x, y))
            x += each + gap
        return found

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Take a second line where it is narrow."""
        super().resizeEvent(event)
        self._fit()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint each sign with its word."""
        painter, theme = QPainter(self), of(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(font("rail"))
        for word, at in zip(self.words, self._places(), strict=True):
            sign = (*self.WORDS, self.BEST_DECK, self.OTHER).index(word)
            last = sign >= len(self.WORDS) - 1
            self._paint_sign(painter, theme, sign, at.x(), at.y() + 10)
            painter.setPen(theme.colour("ink2"))
            room = QRectF(at.x() + (14 if last else 19), at.y(), self._metrics.horizontalAdvance(word) + 2, 20)
            painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, word)
        painter.end()

    @staticmethod
    def _paint_sign(painter: QPainter, theme: Theme, sign: int, x: float, middle: float) -> None:
        box = QRectF(x + 0.5, middle - 4.5, 13, 9)
        painter.setBrush(theme.colour("water") if sign == 0 else theme.colour("surface"))
        painter.setPen(QPen(theme.colour("water" if sign == 0 else "ink3"), 1))
        if sign < 3:
            painter.drawRect(box)
        if sign == 1:
            painter.save()
            painter.setClipRect(box)
            painter.setPen(QPen(theme.colour("water"), 1.7))
            for step in range(-1, 3):
                painter.drawLine(
                    QPointF(box.left() + step * 6, box.bottom() + 1), QPointF(box.left() + step * 6 + 11, box.top() - 1)
                )
            painter.restore()
        if sign in (3, 5):
            size = 1.0 if sign == 3 else SMALL
            painter.setPen(QPen(theme.colour("ink"), 1.6))
            painter.drawLine(QPointF(x + 4.5, middle - 7 * size), QPointF(x + 4.5, middle + 7 * size))
            painter.drawEllipse(QPointF(x + 4.5, middle), 3.6 * size, 3.6 * size)
        if sign == 4:
            pen = QPen(theme.colour("ink3"), 1.5)
            pen.setDashPattern([2 / 1.5, 1.6 / 1.5])
            painter.setPen(pen)
            painter.drawLine(QPointF(x + 4.5, middle - 8), QPointF(x + 4.5, middle + 8))
