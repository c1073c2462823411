"""Rows in; a page out that all tables of the Library share: a title, notes, buttons perhaps, and a table in a frame."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Generic, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from wizard.ui import theme as theming
from wizard.ui.controls import Words
from wizard.ui.framed import Framed
from wizard.ui.library_places import Page
from wizard.ui.scrolling import BAR
from wizard.ui.table import Column, Spot, Table, line_count, write, write_lines
from wizard.ui.words import one_line

if TYPE_CHECKING:
    from wizard.ui.library import Library

ROW = TypeVar("ROW")
HEIGHT, HEAD, AIR = 40, 33, 20
SIDE = 16


class TablePage(Page, Generic[ROW]):
    """Subclasses say what stands in it, its columns, and what Enter does."""

    head = HEAD

    def __init__(self, library: "Library", buttons: Sequence[QPushButton] = ()) -> None:
        super().__init__(library)
        self.title, self.notes = Words("", "title", wrap=True), Words("", "small", "ink2", wrap=True)
        self.buttons = tuple(buttons)
        self.table: Table[ROW] = Table((), "", self.row_height, self.head)
        self.frame = Framed(self.table, ground="surface")
        self.table.opened.connect(self._opened)
        self.bar = QWidget()
        row = QHBoxLayout(self.bar)
        row.setContentsMargins(0, 12, 0, 0)
        row.setSpacing(8)
        for button in self.buttons:
            row.addWidget(button)
        row.addStretch(1)
        self.column = QVBoxLayout(self)
        self.column.setSpacing(0)
        for part in (self.title, 4, self.notes, self.bar, 12):
            if isinstance(part, int):
                self.column.addSpacing(part)
            else:
                self.column.addWidget(part)
        self.column.addWidget(self.frame, 1)
        self.column.addStretch(0)

    def show_table(self, title: str, notes: Sequence[str], rows: Sequence[ROW], chosen: int = 0) -> None:
        """Show a title, notes one below the other, and rows."""
        self.title.say(title)
        self.notes.say("\n".join(notes))
        self.notes.setVisible(bool(notes))
        self.bar.setVisible(any(not button.isHidden() for button in self.buttons))
        self.table.setAccessibleName(title)
        self.table.model_rows.show_rows(rows)
        self.table.show_columns(self.columns())
        if rows:
            self.table.choose(min(max(chosen, 0), len(rows) - 1))
        self.frame.setVisible(bool(rows))
        self.column.setStretch(self.column.count() - 1, 0 if rows else 1)
        self.frame.fit()

    def columns(self) -> tuple[Column[ROW], ...]:
        """Give the columns for the width there is."""
        return ()

    def row_height(self, _row: ROW) -> int:
        """Give the height of a row."""
        return HEIGHT

    def open_row(self, row: ROW) -> None:
        """Do what Enter means on a row."""

    def _opened(self, at: int) -> None:
        if 0 <= at < len(self.table.rows):
            self.open_row(self.table.rows[at])

    def mark(self) -> int:
        """Give the chosen row."""
        return self.table.currentIndex().row()

    def come_back(self, mark: int) -> None:
        """Choose the row from which one went away."""
        if 0 <= mark < len(self.table.rows):
            self.table.choose(mark)

    def first_stop(self) -> QWidget:
        """Give the table, or the first button that can be pressed."""
        live = (button for button in self.buttons if button.isVisibleTo(self) and button.isEnabled())
        return self.table if self.table.rows else next(live, self.table)

    def fit(self, margin: int) -> None:
        """Take this much air; the frame is as tall as its rows."""
        self.column.setContentsMargins(margin, 24, margin, 24)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width out anew."""
        super().resizeEvent(event)
        self.table.show_columns(self.columns())
        self.frame.fit()

    def room(self) -> int:
        """Give the width that the columns share."""
        margins = self.column.contentsMargins()
        return self.width() - margins.left() - margins.right() - 2 - BAR

    def tall(self, text: str, width: int, role: str = "small") -> int:
        """Give the height of a row whose longest cell has this text in this width."""
        theme = theming.of(self)
        return max(HEIGHT, line_count(text, role, max(width, 40), theme) * theme.line_height(role) + AIR)


def write_whole(spot: Spot, text: str, role: str = "small", colour: str = "ink") -> None:
    """Write all lines of a cell from the top, as far as they fit."""
    room = spot.rect.adjusted(0, 11 if spot.theme.line_height(role) < SIDE + 4 else 10, -SIDE, 0)
    lines = max(1, (spot.rect.height() - AIR + 4) // spot.theme.line_height(role))
    write_lines(spot.at(room), text, role, lines, colour)


def write_first(spot: Spot, text: str) -> None:
    """Write a place quietly at the height of a row's first line; what is cut is the middle, for its end has the line."""
    spot.painter.setFont(spot.theme.font("small"))
    spot.painter.setPen(spot.theme.colour("ink2"))
    room = spot.rect.adjusted(SIDE, 11, -8, 0)
    cut = spot.painter.fontMetrics().elidedText(one_line(text), Qt.TextElideMode.ElideMiddle, room.width())
    spot.painter.drawText(room, Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextSingleLine, cut)


def head_in(words: str) -> Callable[[Spot], None]:
    """Give what paints the head of a first column."""

    def paint(spot: Spot) -> None:
        write(spot.at(spot.rect.adjusted(SIDE, 0, 0, 0)), words, "caption", "ink3")

    return paint
