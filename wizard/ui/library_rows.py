"""A place that shows rows in; its heading and a table that scrolls any number of them out. Enter opens an entry."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from wizard.ui.controls import Button, Words
from wizard.ui.framed import Framed
from wizard.ui.library_buttons import chip_of, chip_width, paint_chip
from wizard.ui.library_lists import Found, Listing, has_editions, listing
from wizard.ui.library_places import At, Page
from wizard.ui.rows import in_row
from wizard.ui.table import Column, Spot, Table, write

if TYPE_CHECKING:
    from wizard.ui.library import Library

ROW, HEAD = 40, 33
LEAST, MOST = 64, 188
SHARE = 34
"""How much of the width, in percent, what is said at the right may take."""


class RowsPage(Page):
    """A list, what was found, what lies below an entry, or the risks that were coded with it."""

    def __init__(self, library: "Library") -> None:
        super().__init__(library)
        self.shown: Listing | None = None
        self.title, self.notes = Words("", "title", wrap=True), Words("", "small", "ink2", wrap=True)
        self.table: Table[Found] = Table(self._columns(), "Entries", lambda _row: ROW, HEAD)
        self.frame = Framed(self.table, ground="surface")
        self.clear = Button("Clear")
        self.clear.clicked.connect(library.clear_search)
        self.table.opened.connect(self._open)
        self.column = QVBoxLayout(self)
        self.column.setSpacing(0)
        self.column.addWidget(self.title)
        self.column.addSpacing(4)
        self.column.addWidget(self.notes)
        self.column.addSpacing(12)
        self.column.addWidget(self.frame, 1)
        row = in_row(self.clear)
        row.addStretch(1)
        self.column.addLayout(row)
        self.column.addStretch(0)

    def show_at(self, at: At) -> None:
        """Show the rows of a place."""
        super().show_at(at)
        shown = self.shown = listing(self.library.shelves, at)
        self.title.say(shown.title)
        self.notes.say("\n".join(shown.notes))
        self.notes.setVisible(bool(shown.notes))
        self.table.setAccessibleName(shown.title)
        self.table.show_columns(self._columns())
        self.table.show_rows(shown.rows)
        self.frame.setVisible(bool(shown.rows))
        self.clear.setVisible(at.kind == "search" and not shown.rows)
        self.column.setStretch(self.column.count() - 1, 0 if shown.rows else 1)
        self.frame.fit()

    def mark(self) -> int:
        """Give the chosen row."""
        return self.table.currentIndex().row()

    def come_back(self, mark: int) -> None:
        """Choose the row from which one went away."""
        if 0 <= mark < len(self.table.rows):
            self.table.choose(mark)

    def first_stop(self) -> QWidget:
        """Give the table, or what takes the search back."""
        return self.table if self.table.rows else self.clear

    def fit(self, margin: int) -> None:
        """Take this much air; the frame is as tall as its rows."""
        self.column.setContentsMargins(margin, 24, margin, 24)
        self.frame.fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width out anew."""
        super().resizeEvent(event)
        self.table.show_columns(self._columns())

    def _open(self, row: int) -> None:
        if 0 <= row < len(self.table.rows):
            self.library.go_to(At("entry", self.table.rows[row].id))

    def _columns(self) -> tuple[Column[Found], ...]:
        rows = self.shown.rows if self.shown else ()
        chips = [self._chip(row) for row in rows[:200]]
        first = min(max([LEAST, *(chip_width(*chip) for chip in chips)]), MOST) + 28
        last = max(self.width() * SHARE // 100, 120)
        return (
            Column("Number", lambda row: " ".join(self._chip(row)).strip(), self._paint_chip, first, head=_head),
            Column("Title", lambda row: row.title, _paint_title),
            Column("", lambda row: row.detail, _paint_detail, last),
        )

    def _chip(self, row: Found) -> tuple[str, str]:
        if self.shown is not None and self.shown.whole:
            return "", row.id.partition(":")[2]
        return chip_of(row.id, with_edition=has_editions(self.library.shelves, row.id))

    def _paint_chip(self, spot: Spot, row: Found) -> None:
        rect = spot.rect
        room = QRect(rect.left() + 16, rect.top() + (rect.height() - 22) // 2, rect.width() - 24, 22)
        paint_chip(spot.painter, spot.theme, room, *self._chip(row))


def _head(spot: Spot) -> None:
    write(spot.at(spot.rect.adjusted(16, 0, 0, 0)), "Number", "caption", "ink3")


def _paint_title(spot: Spot, row: Found) -> None:
    write(spot.at(spot.rect.adjusted(0, 0, -16, 0)), row.title, "control", "ink")


def _paint_detail(spot: Spot, row: Found) -> None:
    write(spot.at(spot.rect.adjusted(0, 0, -16, 0)), row.detail, "small", "ink2" if spot.chosen else "ink3")
