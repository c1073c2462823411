"""Risks as markers -> a picture on log axes: how often across, how bad up, whiskers to the best case."""

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QKeyEvent, QMouseEvent, QPainter, QPainterPath, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from wizard.core.questionnaire import Method
from wizard.core.range import Range
from wizard.ui import theme as theming
from wizard.ui.shapes import paint_level
from wizard.ui.theme import Theme

NEAR = 15.0
STEP_ASIDE = 10.0
MARKER = 18.0
RING = MARKER / 2 + 5
ASIDE = RING + 2
"""How far words at an axis stand from it: beyond the ring around a marker at value 0."""
OFTEN = {-3: "1 in 1,000 y", -2: "1 in 100 y", -1: "in 10 y", 0: "yearly", 1: "10 a year", 2: "100"}


@dataclass(frozen=True, slots=True)
class Marker:
    """One risk on the matrix: its row's number, its level, and where it lies, in decades."""

    number: int
    level: str
    often: Range
    bad: Range
    name: str


def place_of(often: float, bad: float, method: Method, plot: QRectF) -> QPointF:
    """Give the point of a frequency and a severity inside the plot; values outside the scale stand at its edge."""
    across = _share(often, *method.frequency)
    up = _share(bad, *method.severity)
    return QPointF(plot.left() + across * plot.width(), plot.bottom() - up * plot.height())


def _share(value: float, low: float, high: float) -> float:
    return min(1.0, max(0.0, (value - low) / (high - low)))


def fan_out(places: Sequence[QPointF], plot: QRectF) -> tuple[QPointF, ...]:
    """Move markers that would cover each other aside, the first of them keeping its place."""
    taken: list[QPointF] = []
    for place in places:
        taken.append(next((spot for spot in _spots(place, plot) if _is_free(spot, taken)), place))
    return tuple(taken)


def _spots(place: QPointF, plot: QRectF) -> list[QPointF]:
    around = [place]
    for ring in range(1, 7):
        for turn in range(8):
            angle = turn * math.pi / 4
            reach = STEP_ASIDE * ring
            spot = QPointF(place.x() + reach * math.cos(angle), place.y() - reach * math.sin(angle))
            if plot.contains(spot):
                around.append(spot)
    return around


def _is_free(spot: QPointF, taken: Sequence[QPointF]) -> bool:
    return all(math.hypot(spot.x() - other.x(), spot.y() - other.y()) >= NEAR for other in taken)


def band_polygon(start: float, end: float, method: Method) -> tuple[tuple[float, float], ...]:
    """Cut the diagonal band `start <= often + bad < end` out of the scale: its corners in decades."""
    low, high = method.frequency
    floor, top = method.severity
    corners = [(low, floor), (high, floor), (high, top), (low, top)]
    above = _clipped(corners, lambda point: point[0] + point[1] - start)
    return tuple(_clipped(above, lambda point: end - point[0] - point[1]))


def _clipped(
    corners: list[tuple[float, float]], side: Callable[[tuple[float, float]], float]
) -> list[tuple[float, float]]:
    kept: list[tuple[float, float]] = []
    for here, there in zip(corners, [*corners[1:], *corners[:1]], strict=True):
        inside, beyond = side(here), side(there)
        if inside >= 0:
            kept.append(here)
        if (inside >= 0) != (beyond >= 0):
            share = inside / (inside - beyond)
            kept.append((here[0] + share * (there[0] - here[0]), here[1] + share * (there[1] - here[1])))
    return kept


class Matrix(QWidget):
    """The matrix. Arrows walk from marker to marker in their order, a click chooses one; `chose` names its position."""

    chose = Signal(int)
    opened = Signal(int)

    def __init__(self, method: Method, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.method = method
        self.markers: tuple[Marker, ...] = ()
        self.chosen = 0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumSize(280, 280)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName("How often and how bad, with the range to the best case")

    def sizeHint(self) -> QSize:
        """Be as large as the picture in the design."""
        return QSize(374, 410)

    def show_markers(self, markers: Sequence[Marker], chosen: int = 0) -> None:
        """Show these risks, one of them chosen."""
        self.markers = tuple(markers)
        self.choose(chosen)

    def choose(self, position: int) -> None:
        """Put the ring around one marker."""
        self.chosen = max(0, min(position, len(self.markers) - 1))
        if self.markers:
            marker = self.markers[self.chosen]
            self.setAccessibleDescription(f"{marker.number}. {marker.name}: {marker.level}")
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk with the arrows, open with Enter."""
        moves = {Qt.Key.Key_Down: 1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_Left: -1}
        step = moves.get(Qt.Key(event.key()))
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit(self.chosen)
        elif step is None:
            super().keyPressEvent(event)
        elif self.markers:
            self.choose(self.chosen + step)
            self.chose.emit(self.chosen)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose the marker under the pointer."""
        for position, place in reversed(list(enumerate(self._places()[1]))):
            if math.hypot(place.x() - event.position().x(), place.y() - event.position().y()) <= MARKER * 0.7:
                self.choose(position)
                self.chose.emit(position)
                return

    def plot(self) -> QRectF:
        """Give the rectangle between the axes."""
        return QRectF(54, 22, self.width() - 54 - 24, self.height() - 22 - 60)

    def _places(self) -> tuple[list[QPointF], tuple[QPointF, ...]]:
        plot = self.plot()
        true = [place_of(item.often.worst, item.bad.worst, self.method, plot) for item in self.markers]
        return true, fan_out(true, plot)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint bands, axes, whiskers and markers."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme, plot = theming.of(self), self.plot()
        painter.save()
        ground = QPainterPath()
        ground.addRoundedRect(plot, 6, 6)
        painter.setClipPath(ground)
        self._paint_bands(painter, theme, plot)
        self._paint_grid(painter, theme, plot)
        painter.restore()
        self._paint_words(painter, theme, plot)
        self._paint_axes(painter, theme, plot)
        true, places = self._places()
        last = [position for position in range(len(self.markers)) if position != self.chosen]
        for position in (*reversed(last), *([self.chosen] if self.markers else ())):
            self._paint_whiskers(painter, theme, plot, self.markers[position], true[position], places[position])
        for position in (*reversed(last), *([self.chosen] if self.markers else ())):
            self._paint_marker(painter, theme, places[position], position)
        painter.end()

    def _paint_bands(self, painter: QPainter, theme: Theme, plot: QRectF) -> None:
        for name, start, end in self._bands():
            corners = [place_of(often, bad, self.method, plot) for often, bad in band_polygon(start, end, self.method)]
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.tint(name))
            painter.drawPolygon(QPolygonF(corners))

    def _bands(self) -> list[tuple[str, float, float]]:
        bands = self.method.bands
        starts = [-99.0, *(band.start for band in bands[1:])]
        return [(band.name, start, end) for band, start, end in zip(bands, starts, [*starts[1:], 99.0], strict=True)]

    def _paint_grid(self, painter: QPainter, theme: Theme, plot: QRectF) -> None:
        painter.setPen(QPen(theme.colour("surface"), 1.5))
        for often in range(round(self.method.frequency[0]) + 1, round(self.method.frequency[1])):
            across = place_of(often, 0, self.method, plot).x()
            painter.drawLine(QPointF(across, plot.top()), QPointF(across, plot.bottom()))
        for bad in range(round(self.method.severity[0]) + 1, round(self.method.severity[1])):
            up = place_of(0, bad, self.method, plot).y()
            painter.drawLine(QPointF(plot.left(), up), QPointF(plot.right(), up))

    def _paint_words(self, painter: QPainter, theme: Theme, plot: QRectF) -> None:
        painter.setFont(theme.font("caption"))
        across, up = plot.width() / 5, plot.height() / 5
        spots = ((0.15, 0.18), (0.95, 2.2), (1.85, 2.85), (3.95, 4.6))
        for band, (right, above) in zip(self.method.bands, spots, strict=False):
            painter.setPen(theme.colour(band.name))
            painter.drawText(QPointF(plot.left() + right * across, plot.bottom() - above * up), band.name)

    def _paint_axes(self, painter: QPainter, theme: Theme, plot: QRectF) -> None:
        painter.setFont(theme.font("axis"))
        painter.setPen(theme.colour("ink3"))
        for label in axis_labels(self.method, plot):
            painter.drawText(*label)
        painter.setFont(theme.font("caption"))
        painter.setPen(theme.colour("ink2"))
        below = QRectF(plot.left(), plot.bottom() + ASIDE + 18, plot.width(), 18)
        painter.drawText(below, Qt.AlignmentFlag.AlignCenter, "How often")
        painter.save()
        painter.translate(12, plot.center().y())
        painter.rotate(-90)
        painter.drawText(QRectF(-80, -9, 160, 18), Qt.AlignmentFlag.AlignCenter, "How bad")
        painter.restore()

    def _paint_whiskers(
        self, painter: QPainter, theme: Theme, plot: QRectF, marker: Marker, true: QPointF, place: QPointF
    ) -> None:
        colour = QColor(theme.colour(marker.level))
        chosen = marker is self.markers[self.chosen]
        colour.setAlphaF(1.0 if chosen else 0.55)
        painter.setPen(QPen(colour, 1.5 if chosen else 1.25))
        if place != true:
            painter.drawLine(true, place)
        left = place_of(marker.often.best, marker.bad.worst, self.method, plot)
        down = place_of(marker.often.worst, marker.bad.best, self.method, plot)
        painter.drawLine(true, left)
        painter.drawLine(left + QPointF(0, -3), left + QPointF(0, 3))
        painter.drawLine(true, down)
        painter.drawLine(down + QPointF(-3, 0), down + QPointF(3, 0))

    def _paint_marker(self, painter: QPainter, theme: Theme, place: QPointF, position: int) -> None:
        marker = self.markers[position]
        box = QRectF(place.x() - MARKER / 2, place.y() - MARKER / 2, MARKER, MARKER)
        halo = replace(theme, colours={**theme.colours, marker.level: theme.colours["surface"]})
        paint_level(painter, place, MARKER + 4, marker.level, halo)
        paint_level(painter, place, MARKER, marker.level, theme)
        painter.setFont(_number_font(marker.number))
        painter.setPen(theme.colour("surface"))
        painter.drawText(
            box.adjusted(0, 2 if marker.level == "High" else 0, 0, 0), Qt.AlignmentFlag.AlignCenter, str(marker.number)
        )
        if position == self.chosen:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.colour("accent"), 2.5 if self.hasFocus() else 1.75))
            painter.drawEllipse(place, RING, RING)


def _number_font(number: int) -> QFont:
    font = QFont(theming.font("level"))
    font.setPixelSize(10 if number < 10 else 9)
    font.setWeight(QFont.Weight.Bold)
    return font


def axis_labels(method: Method, plot: QRectF) -> Iterator[tuple[QRectF, Qt.AlignmentFlag, str]]:
    """Give the words at both axes and their boxes, so far outside that no marker at the edge covers them."""
    for bad in range(round(method.severity[0]), round(method.severity[1]) + 1):
        at = place_of(0, bad, method, plot).y()
        yield QRectF(plot.left() - ASIDE - 22, at - 8, 22, 16), Qt.AlignmentFlag.AlignRight, str(bad)
    for often in (-3, -1, 0, 1, 2):
        at = place_of(often, 0, method, plot).x()
        yield *_under(plot, at, often), OFTEN[often]


def _under(plot: QRectF, at: float, often: int) -> tuple[QRectF, Qt.AlignmentFlag]:
    top = plot.bottom() + ASIDE
    if often == round(min(OFTEN)):
        return QRectF(plot.left(), top, 90, 16), Qt.AlignmentFlag.AlignLeft
    if often == round(max(OFTEN)):
        return QRectF(plot.right() - 60, top, 60, 16), Qt.AlignmentFlag.AlignRight
    return QRectF(at - 40, top, 80, 16), Qt.AlignmentFlag.AlignHCenter
