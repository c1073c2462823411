"""Rows and painted columns -> a table with one chosen row, spoken cell by cell; Home, Risks, Trace and Coverage use it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QPointF, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent, QTextLayout
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from wizard.ui import theme as theming
from wizard.ui.focus import by_keyboard
from wizard.ui.scrolling import make_slim
from wizard.ui.shapes import paint_level
from wizard.ui.theme import Theme
from wizard.ui.words import as_tip, one_line

Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()
ROW = TypeVar("ROW")


@dataclass(frozen=True, slots=True)
class Spot:
    """Where one cell is painted, and with which colours."""

    painter: QPainter
    rect: QRect
    theme: Theme
    chosen: bool = False

    def at(self, rect: QRect) -> "Spot":
        """Give the same place cut to a part of it."""
        return replace(self, rect=rect)


@dataclass(frozen=True, slots=True)
class Column(Generic[ROW]):
    """One column: its head, what a cell says aloud, how it is painted. Width 0 takes what is left."""

    title: str
    say: Callable[[ROW], str]
    paint: Callable[[Spot, ROW], None]
    width: int = 0
    right: bool = False
    head: Callable[[Spot], None] | None = None


class Rows(QAbstractTableModel, Generic[ROW]):
    """The rows that a table shows, in their order."""

    def __init__(self, columns: Sequence[Column[ROW]], parent: QWidget) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self.rows: tuple[ROW, ...] = ()

    def show_rows(self, rows: Sequence[ROW]) -> None:
        """Replace all rows."""
        self.beginResetModel()
        self.rows = tuple(rows)
        self.endResetModel()

    def show_columns(self, columns: Sequence[Column[ROW]]) -> None:
        """Replace all columns."""
        self.beginResetModel()
        self.columns = tuple(columns)
        self.endResetModel()

    def rowCount(self, parent: Index = NOWHERE) -> int:
        """Count the rows."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = NOWHERE) -> int:
        """Count the columns."""
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 - Qt's own type
        """Give what a cell says; the delegate paints it."""
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self.columns[index.column()].say(self.rows[index.row()])
        if role == Qt.ItemDataRole.ToolTipRole:
            return as_tip(self.columns[index.column()].say(self.rows[index.row()]))
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 - Qt's own type
        """Give the head of a column."""
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self.columns[section].title
        return None


class Table(QTableView, Generic[ROW]):
    """A table whose cells are painted by their columns. One row is chosen; Enter or a double click opens it."""

    opened = Signal(int)
    chose = Signal(int)
    by_cell = False
    """Whether one cell is chosen and not its whole row."""

    def __init__(
        self,
        columns: Sequence[Column[ROW]],
        name: str,
        height: Callable[[ROW], int],
        head: int,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        make_slim(self)
        self.row_height = height
        self.shows_focus = False
        self._uneven = False
        self.model_rows: Rows[ROW] = Rows(columns, self)
        self.setModel(self.model_rows)
        self.setAccessibleName(name)
        self._make_quiet()
        self._put_head(head)
        self.setItemDelegate(_CellPainter(self))
        self.selectionModel().currentRowChanged.connect(self._row_changed)
        self.doubleClicked.connect(lambda index: self.opened.emit(index.row()))

    def _make_quiet(self) -> None:
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.verticalHeader().hide()
        self.verticalHeader().setMinimumSectionSize(1)

    def _put_head(self, height: int) -> None:
        head = _Head(self)
        self.setHorizontalHeader(head)
        head.setFixedHeight(height)
        head.setMinimumSectionSize(1)
        head.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        head.setSectionsClickable(False)
        head.setHighlightSections(False)
        head.setVisible(height > 0)

    @property
    def rows(self) -> tuple[ROW, ...]:
        """Give the rows in the order shown."""
        return self.model_rows.rows

    @property
    def row(self) -> ROW | None:
        """Give the chosen row, None when there is none."""
        at = self.currentIndex().row()
        return self.rows[at] if 0 <= at < len(self.rows) else None

    def show_rows(self, rows: Sequence[ROW], chosen: int = 0) -> None:
        """Show these rows and choose one of them, in view."""
        self.model_rows.show_rows(rows)
        self.give_heights()
        self.lay_out()
        if self.rows:
            self.choose(min(max(chosen, 0), len(self.rows) - 1))

    def give_heights(self) -> None:
        """Give every row its height."""
        heights = [self.row_height(row) for row in self.rows]
        usual = heights[0] if heights else 46
        self.verticalHeader().setDefaultSectionSize(usual)
        before, self._uneven = self._uneven, any(height != usual for height in heights)
        if not (before or self._uneven):
            return
        for at, height in enumerate(heights):
            if self.rowHeight(at) != height:
                self.setRowHeight(at, height)

    def show_columns(self, columns: Sequence[Column[ROW]]) -> None:
        """Show the same rows in other columns."""
        if tuple(columns) != self.model_rows.columns:
            at = self.currentIndex().row()
            self.model_rows.show_columns(columns)
            self.show_rows(self.rows, at)

    def choose(self, row: int) -> None:
        """Choose a row and bring it into view."""
        self.setCurrentIndex(self.model_rows.index(row, 0))
        self.scrollTo(self.model_rows.index(row, 0))

    def whole_height(self) -> int:
        """Give the height at which nothing needs to scroll."""
        head = self.horizontalHeader()
        return sum(self.row_height(row) for row in self.rows) + (0 if head.isHidden() else head.minimumHeight())

    def lay_out(self) -> None:
        """Give every column its width; the ones without a width share what is left."""
        columns = self.model_rows.columns
        free = self.viewport().width() - sum(column.width for column in columns)
        loose = max(1, sum(1 for column in columns if not column.width))
        for at, column in enumerate(columns):
            self.setColumnWidth(at, column.width or max(60, free // loose))

    def _row_changed(self, now: Index, _before: Index) -> None:
        self.viewport().update()
        if now.isValid():
            self.chose.emit(now.row())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the new width."""
        super().resizeEvent(event)
        self.lay_out()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open with Enter; show the focus once a key moved it; give letters to the place."""
        self.shows_focus = True
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.opened.emit(self.currentIndex().row())
        elif event.text().strip() and event.key() != Qt.Key.Key_Delete:
            event.ignore()
        else:
            super().keyPressEvent(event)
        self.viewport().update()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the focus when a key brought it."""
        self.shows_focus = by_keyboard(event)
        super().focusInEvent(event)
        self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the cells, then the focus around the chosen row."""
        super().paintEvent(event)
        index = self.currentIndex()
        if not (self.hasFocus() and self.shows_focus and index.isValid()):
            return
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theming.of(self).colour("accent"), 2))
        top = self.rowViewportPosition(index.row())
        row = QRect(0, top, self.viewport().width(), self.rowHeight(index.row()))
        box = (self.visualRect(index) if self.by_cell else row).adjusted(3, 3, -3, -4)
        painter.drawRoundedRect(box, 6, 6)
        painter.end()


class _CellPainter(QStyledItemDelegate):
    def __init__(self, table: Table[Any]) -> None:
        super().__init__(table)
        self.table = table

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint ground, hairline and cell."""
        table = self.table
        theme = theming.of(table)
        rect: QRect = option.rect
        current = table.currentIndex()
        chosen = index.row() == current.row() and (not table.by_cell or index.column() == current.column())
        painter.save()
        painter.fillRect(rect, theme.colour("soft" if chosen else "surface"))
        painter.setPen(QPen(theme.colour("line"), 1))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        column = table.model_rows.columns[index.column()]
        column.paint(Spot(painter, rect, theme, chosen), table.rows[index.row()])
        painter.restore()

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        """Give the measures that the table has set."""
        return QSize(self.table.columnWidth(index.column()), self.table.rowHeight(index.row()))


class _Head(QHeaderView):
    def __init__(self, table: Table[Any]) -> None:
        super().__init__(Qt.Orientation.Horizontal, table)
        make_slim(self)
        self.table = table

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        """Paint one head in caption, or what the column paints itself."""
        theme, column = theming.of(self.table), self.table.model_rows.columns[section]
        painter.save()
        painter.fillRect(rect, theme.colour("surface"))
        painter.setPen(QPen(theme.colour("line"), 1))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if column.head:
            column.head(Spot(painter, rect, theme))
        else:
            side = Qt.AlignmentFlag.AlignRight if column.right else Qt.AlignmentFlag.AlignLeft
            write(
                Spot(painter, rect.adjusted(0, 0, -16 if column.right else 0, 0), theme),
                column.title,
                "caption",
                "ink3",
                side,
            )
        painter.restore()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Fill the ground, so that the end of the head looks like the rest."""
        painter = QPainter(self.viewport())
        painter.fillRect(self.viewport().rect(), theming.of(self.table).colour("surface"))
        painter.end()
        super().paintEvent(event)


def write(spot: Spot, text: str, role: str, colour: str, side: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft) -> None:
    """Write one line, cut with an ellipsis where it does not fit."""
    spot.painter.setFont(spot.theme.font(role))
    spot.painter.setPen(spot.theme.colour(colour))
    cut = spot.painter.fontMetrics().elidedText(one_line(text), Qt.TextElideMode.ElideRight, spot.rect.width())
    spot.painter.drawText(spot.rect, side | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, cut)


def write_level(spot: Spot, level: str, text: str, role: str = "level") -> None:
    """Write a level: its shape, and its word with the number in its colour."""
    paint_level(spot.painter, QPointF(spot.rect.left() + 5.5, spot.rect.center().y() + 0.5), 11, level, spot.theme)
    write(spot.at(spot.rect.adjusted(17, 0, 0, 0)), text, role, level)


def write_lines(spot: Spot, text: str, role: str, lines: int, colour: str = "ink") -> None:
    """Write at most so many lines from the top of the place; the last is cut with an ellipsis."""
    layout = QTextLayout(one_line(text), spot.theme.font(role), spot.painter.device())
    layout.beginLayout()
    height, top, left = spot.theme.line_height(role), spot.rect.top(), spot.rect.left()
    for number in range(lines):
        line = layout.createLine()
        if not line.isValid():
            break
        line.setLineWidth(spot.rect.width())
        last = number == lines - 1
        part = one_line(text)[line.textStart() :] if last else one_line(text)[line.textStart() :][: line.textLength()]
        write(spot.at(QRect(left, top + number * height, spot.rect.width(), height)), part, role, colour)
    layout.endLayout()


def line_count(text: str, role: str, width: int, theme: Theme) -> int:
    """Count the lines that a text takes in a width."""
    box = QFontMetrics(theme.font(role)).boundingRect(
        0, 0, width, 10_000, int(Qt.TextFlag.TextWordWrap), one_line(text)
    )
    return max(1, round(box.height() / QFontMetrics(theme.font(role)).height()))
