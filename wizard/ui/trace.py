"""A session and a risk -> its trace as a waterfall, each row naming the answer behind it; Enter jumps to the question."""

from PySide6.QtCore import QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QFontMetrics, QMouseEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QWidget

from wizard.core.hull import Axis, Reading
from wizard.ui import theme as theming
from wizard.ui.hull import paint_axis, paint_hull
from wizard.ui.icons import draw_icon
from wizard.ui.shapes import paint_level
from wizard.ui.steps import Row
from wizard.ui.table import Column, Spot, Table, line_count, write, write_lines
from wizard.ui.theme import Theme

STEP_ROW, SUM_ROW, LINE, SAID = 50, 58, 22, 18
SUMS = ("inherent", "residual")
BAR = 12
POINTS = 104
SIGN = 38


class TraceTable(Table[Row]):
    """The waterfall. `opened` tells which row is to be followed to its question."""

    reshaped = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__((), "Trace, step by step", self._height, 33, parent)
        self.reading = Reading(0, 0, 0, "Low")
        self.axis = Axis()
        self.names: tuple[str, ...] = ()
        self._links: dict[int, QRect] = {}
        self.viewport().setMouseTracking(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def show_trace(
        self, rows: tuple[Row, ...], reading: Reading, axis: Axis, names: tuple[str, ...], chosen: int
    ) -> None:
        """Show the steps of one risk on the axis of its method."""
        self.reading, self.axis, self.names = reading, axis, names
        self._links.clear()
        self.show_columns(self._columns())
        self.show_rows(rows, chosen)

    def _columns(self) -> tuple[Column[Row], ...]:
        wide = self.width()
        fall = max(220, min(430, wide - 320 - POINTS)) if wide < 1000 else 430 + (wide - 1000) // 2
        return (
            Column("Step", _say_step, self._paint_step, 0, head=_paint_step_head),
            Column("From and to, in points", _say_bar, self._paint_fall, fall, head=self._paint_fall_head),
            Column("Points", _say_points, self._paint_points, POINTS, right=True),
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give a wide table a wider waterfall."""
        super().resizeEvent(event)
        self.show_columns(self._columns())
        self.reshaped.emit()

    def _height(self, row: Row) -> int:
        room = max(120, self.columnWidth(0) - SIGN - 8)
        theme = theming.of(self)
        said, apart = said_lines(row, room, theme)
        if row.step.kind in SUMS:
            return SUM_ROW + SAID * (said - 1)
        lines = line_count(row.title, "name", room, theme)
        return STEP_ROW + LINE * (min(3, lines) - 1) + SAID * (said - 1 + apart)

    def _paint_step(self, spot: Spot, row: Row) -> None:
        _paint_sum_ground(spot, row)
        rect, theme = spot.rect, spot.theme
        name = {"exposure": "plus", "control": "minus", "inherent": "ship", "gate": "lock", "floor": "plus"}.get(
            row.step.kind
        )
        if name:
            draw_icon(spot.painter, name, rect.left() + 12, rect.center().y() - 8, 16, theme.colour("ink3"))
        text = rect.adjusted(SIGN, 5, -8, 0)
        if row.step.kind == "inherent":
            lines = min(2, line_count(row.title, "question", text.width(), theme))
            top = rect.top() + (rect.height() - 24 * lines) // 2
            write_lines(spot.at(QRect(text.left(), top, text.width(), 24 * lines)), row.title, "question", lines)
            return
        said, apart = said_lines(row, text.width(), theme)
        below = SAID * (said + apart)
        lines = max(1, (rect.height() - 8 - below) // LINE)
        role = "question" if row.step.kind == "residual" else "name"
        write_lines(spot.at(QRect(text.left(), text.top(), text.width(), LINE * lines)), row.title, role, lines)
        self._paint_said(spot, row, QRect(text.left(), rect.bottom() - 7 - below, text.width(), below), said)

    def _paint_said(self, spot: Spot, row: Row, rect: QRect, lines: int) -> None:
        role, colour = ("small-strong", "Moderate") if row.open else ("small", "ink2")
        wide = QFontMetrics(spot.theme.font(role)).horizontalAdvance(row.said) + 1
        write_lines(spot.at(QRect(rect.left(), rect.top(), rect.width(), SAID * lines)), row.said, role, lines, colour)
        if row.link:
            apart = rect.height() > SAID * lines
            left = rect.left() if apart else rect.left() + wide + 8
            place = QRect(left, rect.bottom() + 1 - SAID, _link_width(row, spot.theme), SAID)
            write(spot.at(place), row.link, "small-strong", "accent")
            self._links[self.rows.index(row)] = place

    def _paint_points(self, spot: Spot, row: Row) -> None:
        _paint_sum_ground(spot, row)
        rect = spot.rect.adjusted(0, 0, -16, 0)
        if row.step.kind not in SUMS:
            write(spot.at(rect), row.points, "control", "ink", Qt.AlignmentFlag.AlignRight)
            return
        top = rect if row.step.kind == "inherent" else QRect(rect.left() - 40, rect.top() + 10, rect.width() + 40, 20)
        spot.painter.setFont(spot.theme.font("level"))
        wide = spot.painter.fontMetrics().horizontalAdvance(row.level_text)
        paint_level(spot.painter, QPointF(top.right() - wide - 11, top.center().y() + 0.5), 11, row.level, spot.theme)
        write(spot.at(top), row.level_text, "level", row.level, Qt.AlignmentFlag.AlignRight)
        if row.step.kind == "residual":
            below = QRect(rect.left() - 40, rect.top() + 30, rect.width() + 40, 18)
            write(spot.at(below), row.beside, "small", "ink2", Qt.AlignmentFlag.AlignRight)

    def _paint_fall(self, spot: Spot, row: Row) -> None:
        _paint_sum_ground(spot, row)
        box = QRectF(spot.rect).adjusted(0, 0, -20, 0)
        self._paint_lines(spot, box)
        if row.step.kind == "residual":
            paint_hull(spot.painter, box, self.reading, spot.theme, self.axis, 36)
        elif row.step.kind == "inherent":
            spot.painter.setPen(QPen(spot.theme.colour("ink3"), 3))
            across = box.left() + self.axis.at(row.step.worst * 10, box.width())
            spot.painter.drawLine(QPointF(across, box.top()), QPointF(across, box.bottom()))
        else:
            self._paint_bar(spot, row, box)

    def _paint_lines(self, spot: Spot, box: QRectF) -> None:
        for band in self.axis.bands:
            across = round(box.left() + self.axis.at(band, box.width())) + 0.5
            spot.painter.setPen(QPen(spot.theme.colour("line"), 1))
            spot.painter.drawLine(QPointF(across, box.top()), QPointF(across, box.bottom() + 1))
        if self.reading.appetite is not None:
            across = round(box.left() + self.axis.at(self.reading.appetite, box.width())) + 0.5
            spot.painter.setPen(QPen(spot.theme.colour("ink"), 1.6))
            spot.painter.drawLine(QPointF(across, box.top()), QPointF(across, box.bottom() + 1))

    def _paint_bar(self, spot: Spot, row: Row, box: QRectF) -> None:
        colour = "water" if row.step.kind == "control" else "ink3"
        start, sure, hope = (box.left() + self.axis.at(value, box.width()) for value in bar_of(row, self.axis))
        top = box.center().y() - BAR / 2
        solid = "track" if row.step.kind == "base" else colour
        if start != sure:
            spot.painter.fillRect(QRectF(min(start, sure), top, abs(sure - start), BAR), spot.theme.colour(solid))
        if hope != sure:
            _paint_hatch(spot, QRectF(min(hope, sure), top, abs(sure - hope), BAR), colour)
        spot.painter.setPen(QPen(spot.theme.colour("ink3"), 1))
        end = round(box.left() + self.axis.at(row.step.total * 10, box.width())) + 0.5
        spot.painter.drawLine(QPointF(end, top + BAR), QPointF(end, box.bottom() + 1))
        if row.step.kind != "base":
            begin = round(start) + 0.5
            flat = abs(sure - start) < 1 and abs(hope - sure) < 1
            spot.painter.drawLine(QPointF(begin, box.top()), QPointF(begin, top + BAR if flat else top))

    def _paint_fall_head(self, spot: Spot) -> None:
        paint_axis(spot.painter, spot.rect.adjusted(0, 0, -20, -1), spot.theme, self.names, self.axis)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Follow a link under the pointer."""
        super().mouseReleaseEvent(event)
        row = self._row_under(event)
        if row >= 0 and event.button() == Qt.MouseButton.LeftButton:
            self.opened.emit(row)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show a hand over a link."""
        super().mouseMoveEvent(event)
        hand = Qt.CursorShape.PointingHandCursor if self._row_under(event) >= 0 else Qt.CursorShape.ArrowCursor
        self.viewport().setCursor(hand)

    def _row_under(self, event: QMouseEvent) -> int:
        at = event.position().toPoint()
        row = self.rowAt(at.y())
        return row if row in self._links and self._links[row].contains(at) else -1


def said_lines(row: Row, room: int, theme: Theme) -> tuple[int, int]:
    """Give how many lines an answer takes, at most two, and whether its link needs one of its own (1) or not (0)."""
    role = "small-strong" if row.open else "small"
    lines = min(2, line_count(row.said, role, room, theme)) if row.said else 1
    wide = QFontMetrics(theme.font(role)).horizontalAdvance(row.said) + 1
    apart = bool(row.link) and (lines > 1 or wide + 8 + _link_width(row, theme) > room)
    return lines, int(apart)


def _link_width(row: Row, theme: Theme) -> int:
    return QFontMetrics(theme.font("small-strong")).horizontalAdvance(row.link) + 2


def bar_of(row: Row, axis: Axis) -> tuple[float, float, float]:
    """Give a row's bar in points: where it starts, where its sure part ends, where its hatch ends.

    The running worst case follows the step's worst end. A share of a group can be smaller in the best case than in the
    worst, because the others there have more of it: then there is nothing more to hope for, and no hatch.
    """
    step, start = row.step, row.before * 10
    if step.kind == "base":
        return axis.start, step.worst * 10, step.worst * 10
    if step.kind == "control":
        return start, start + step.worst * 10, start + min(step.worst, step.best) * 10
    sure = step.best if step.best * step.worst <= 0 else min(step.best, step.worst, key=abs)
    return start, start + sure * 10, start + step.worst * 10


def _say_step(row: Row) -> str:
    return ". ".join(part for part in (row.title, row.said, row.link) if part)


def _say_bar(row: Row) -> str:
    return f"worst case {row.total} after this step"


def _say_points(row: Row) -> str:
    return ", ".join(part for part in (row.level_text or row.points, row.beside) if part)


def _paint_step_head(spot: Spot) -> None:
    write(spot.at(spot.rect.adjusted(SIGN, 0, 0, 0)), "Step", "caption", "ink3")


def _paint_sum_ground(spot: Spot, row: Row) -> None:
    if row.step.kind in SUMS and not spot.chosen:
        spot.painter.fillRect(spot.rect.adjusted(0, 0, 0, -1), spot.theme.colour("bg"))


def _paint_hatch(spot: Spot, box: QRectF, colour: str) -> None:
    spot.painter.save()
    spot.painter.setClipRect(box)
    spot.painter.setPen(QPen(spot.theme.colour(colour), 1.7))
    step = 7.0
    first = int((box.left() - BAR) // step)
    for number in range(first, int(box.right() // step) + 1):
        across = number * step
        spot.painter.drawLine(QPointF(across, box.bottom()), QPointF(across + BAR, box.top()))
    spot.painter.setPen(QPen(spot.theme.colour(colour), 1))
    spot.painter.drawRect(box.adjusted(0.5, 0.5, -0.5, -0.5))
    spot.painter.restore()
