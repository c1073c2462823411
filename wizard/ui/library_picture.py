"""What a number meant in every edition in; the picture out: editions as columns, numbers as rows, boxes that open."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from wizard.core.history import Box, History
from wizard.ui.focus import Ringed
from wizard.ui.library_places import WIDEST
from wizard.ui.theme import font, of
from wizard.ui.words import laid_out, tip

HEAD, PITCH, TALL, AIR = 42, 58, 40, 9
BOX, GAP, RIGHT = 160, 48, 32
TIGHT_GAP, TIGHT_RIGHT = 24, 8
LINE = 16
EXTRA = 30
"""Room under a row whose dropped number has a neighbour below it, for the words."""
DROPPED = "dropped, no successor"


@dataclass(frozen=True, slots=True)
class Grid:
    """Where the columns and rows stand in a width."""

    left: int
    box: int
    step: int
    lines: int
    tops: tuple[int, ...]
    bottom: int

    def place(self, box: Box) -> QRect:
        """Give the place of a box."""
        return QRect(self.left + box.column * self.step, self.tops[box.row], self.box, self.tall)

    @property
    def tall(self) -> int:
        """Give the height of every box."""
        return TALL + LINE * (self.lines - 2)


class HistoryBox(Ringed, QPushButton):
    """One number of one edition: filled where it is the number that is looked at."""

    def __init__(self, box: Box, says: str, run: Callable[[], None], parent: QWidget) -> None:
        super().__init__(parent)
        self.box = box
        self.setAccessibleName(says)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        tip(self, says)
        self.clicked.connect(lambda _on=False: run())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint ground, edge and title, the last line cut where there is no room."""
        painter, theme, here = QPainter(self), of(self), self.box.here
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        over = "accent-down" if here else "sunken"
        painter.setBrush(theme.colour(over if self.underMouse() else "accent" if here else "surface"))
        painter.setPen(Qt.PenStyle.NoPen if here else QPen(theme.colour("edge"), 1))
        painter.drawRoundedRect(self.rect().toRectF().adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        role, pad = "small-strong" if here else "small", _pad(self.width())
        painter.setFont(font(role))
        painter.setPen(theme.colour("on-accent" if here else "ink"))
        layout, room = laid_out(self.box.title, font(role), self.width() - 2 * pad), self.width() - 2 * pad
        count = min(layout.lineCount(), max(1, (self.height() - 4) // LINE))
        top = (self.height() - count * LINE) // 2
        for number in range(count):
            line = layout.lineAt(number)
            rest = self.box.title[line.textStart() :]
            part = rest if number == count - 1 else rest[: line.textLength()]
            cut = painter.fontMetrics().elidedText(part.strip(), Qt.TextElideMode.ElideRight, room)
            painter.drawText(QRect(pad, top + number * LINE, room, LINE), Qt.AlignmentFlag.AlignVCenter, cut)
        painter.end()


class Picture(QWidget):
    """The whole picture; it is as tall as its rows."""

    def __init__(self, found: History, opener: Callable[[str], Callable[[], None]]) -> None:
        super().__init__()
        self.found = found
        self.boxes = {box.id: HistoryBox(box, spoken(found, box), opener(box.id), self) for box in _walk(found)}
        self.setMaximumWidth(WIDEST)
        self.setAccessibleName("What the number meant in each edition")
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def hasHeightForWidth(self) -> bool:
        """Tell layouts that narrow boxes are taller."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Give the height of all rows."""
        return self.grid(width).bottom

    def sizeHint(self) -> QSize:
        """Give the usual size."""
        return QSize(WIDEST, self.heightForWidth(WIDEST))

    def minimumSizeHint(self) -> QSize:
        """Let the window be narrow."""
        return QSize(400, 100)

    def grid(self, width: int) -> Grid:
        """Share a width out."""
        columns = len(self.found.editions)
        metrics = self.fontMetrics()
        left = max(40, max((metrics.horizontalAdvance(each) for each in self.found.numbers), default=0) + 16)
        step, box = BOX + GAP, BOX
        if left + columns * step - GAP + RIGHT > width:
            step = max(84, (width - left - TIGHT_RIGHT + TIGHT_GAP) // columns)
            box = min(BOX, step - TIGHT_GAP)
        lines = max((self._lines(each, box) for each in self.found.boxes), default=2)
        lines = min(max(lines, 2), 3)
        tops, top = [], HEAD
        for row in range(len(self.found.numbers)):
            tops.append(top)
            top += PITCH + LINE * (lines - 2) + (EXTRA if self._needs_room(row) else 0)
        return Grid(left, box, step, lines, tuple(tops), top)

    @staticmethod
    def _lines(box: Box, wide: int) -> int:
        return laid_out(box.title, font("small-strong" if box.here else "small"), wide - 2 * _pad(wide)).lineCount()

    def _needs_room(self, row: int) -> bool:
        taken = {(box.column, box.row) for box in self.found.boxes}
        last = len(self.found.numbers) - 1
        return any(
            box.dropped and box.row == row and (row == last or (box.column, row + 1) in taken)
            for box in self.found.boxes
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the boxes in their places."""
        super().resizeEvent(event)
        grid = self.grid(self.width())
        for box in self.found.boxes:
            self.boxes[box.id].setGeometry(grid.place(box))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint band, heads, numbers and lines; the boxes lie on top."""
        painter, grid = QPainter(self), self.grid(self.width())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_numbers(painter, grid)
        self._paint_heads(painter, grid)
        painter.setPen(QPen(of(self).colour("accent"), 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        by_id = {box.id: box for box in self.found.boxes}
        for old, new in self.found.lines:
            painter.drawPath(_curve(grid.place(by_id[old]), grid.place(by_id[new])))
        for box in self.found.boxes:
            if box.dropped:
                self._paint_end(painter, grid, box)
        painter.end()

    def _paint_numbers(self, painter: QPainter, grid: Grid) -> None:
        theme, bands = of(self), {box.row for box in self.found.boxes if box.here}
        for row, number in enumerate(self.found.numbers):
            top, here = grid.tops[row], row in bands
            if here:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(theme.colour("soft"))
                painter.drawRoundedRect(QRectF(0, top - 5, self.width(), grid.tall + 10), 6, 6)
            painter.setFont(font("small-strong" if here else "small"))
            painter.setPen(theme.colour("accent" if here else "ink2"))
            painter.drawText(QRect(10, top, grid.left - 10, grid.tall), Qt.AlignmentFlag.AlignVCenter, number)

    def _paint_heads(self, painter: QPainter, grid: Grid) -> None:
        theme = of(self)
        for column, edition in enumerate(self.found.editions):
            left = grid.left + column * grid.step
            painter.setFont(font("small-strong"))
            painter.setPen(theme.colour("ink"))
            painter.drawText(QRect(left, 10, grid.box, 20), Qt.AlignmentFlag.AlignVCenter, edition)
            if column == len(self.found.editions) - 1:
                moved = painter.fontMetrics().horizontalAdvance(edition) + 8
                painter.setFont(font("rail"))
                painter.setPen(theme.colour("ink2"))
                painter.drawText(QRect(left + moved, 10, grid.box, 20), Qt.AlignmentFlag.AlignVCenter, "current")

    def _paint_end(self, painter: QPainter, grid: Grid, box: Box) -> None:
        place, theme = grid.place(box), of(self)
        left, top = place.left() + 24, place.bottom() + 1
        painter.setPen(QPen(theme.colour("accent"), 2))
        painter.drawLine(left, top, left, top + 14)
        painter.drawLine(left - 7, top + 14, left + 7, top + 14)
        painter.setFont(font("rail"))
        painter.setPen(theme.colour("ink2"))
        fits = painter.fontMetrics().horizontalAdvance(DROPPED) <= grid.box
        for at, words in enumerate((DROPPED,) if fits else DROPPED.split(" ", 1)):
            line = QRect(place.left() + 12, top + 18 + 14 * at, grid.step, 14)
            painter.drawText(line, Qt.AlignmentFlag.AlignVCenter, words)


def _pad(wide: int) -> int:
    return 12 if wide >= BOX else 7


def _walk(found: History) -> list[Box]:
    """Give the boxes in the order in which they are read: edition by edition, from the top."""
    return sorted(found.boxes, key=lambda box: (box.column, box.row))


def _curve(old: QRect, new: QRect) -> QPainterPath:
    start = QPointF(old.right() + 1, old.top() + old.height() / 2)
    end = QPointF(new.left(), new.top() + new.height() / 2)
    bend = min((end.x() - start.x()) / 2, 24)
    path = QPainterPath(start)
    if start.y() == end.y():
        path.lineTo(end)
        return path
    turn = QPointF(end.x() - 2 * bend, start.y())
    path.lineTo(turn)
    path.cubicTo(QPointF(turn.x() + bend, start.y()), QPointF(end.x() - bend, end.y()), end)
    return path


def spoken(found: History, box: Box) -> str:
    """Say a box aloud: edition, number, what it meant, and where that went."""
    titles = {other.id: other for other in found.boxes}
    later = [titles[new] for old, new in found.lines if old == box.id]
    went = [f"{found.numbers[other.row]} {other.title} in {found.editions[other.column]}" for other in later]
    ends = DROPPED if box.dropped else f"then {' and '.join(went)}" if went else ""
    return f"{found.editions[box.column]}, {found.numbers[box.row]} {box.title}" + (f", {ends}" if ends else "")
