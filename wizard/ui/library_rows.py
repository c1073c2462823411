"""A place that shows entries in; its heading and a table that scrolls any number of them out. Enter opens an entry."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect
from PySide6.QtGui import QFontMetrics

from wizard.ui.controls import Button
from wizard.ui.library_buttons import chip_of, chip_width, paint_chip
from wizard.ui.library_lists import Found, Listing, has_editions, listing
from wizard.ui.library_places import At
from wizard.ui.library_table import SIDE, TablePage, head_in
from wizard.ui.table import Column, Spot, write
from wizard.ui.theme import font

if TYPE_CHECKING:
    from wizard.ui.library import Library

LEAST, MOST, MEASURED = 64, 196, 200
LAST = 150
SHARE = 46
"""How much of the width, in percent, what is said at the right may take."""


class RowsPage(TablePage[Found]):
    """A list, what was found, what lies below an entry, or the risks that were coded with it."""

    def __init__(self, library: "Library") -> None:
        self.shown: Listing | None = None
        self.clear = Button("Clear")
        super().__init__(library, (self.clear,))
        self.clear.clicked.connect(library.clear_search)

    def show_at(self, at: At) -> None:
        """Show the rows of a place."""
        super().show_at(at)
        shown = self.shown = listing(self.library.shelves, at)
        self.clear.setVisible(at.kind == "search" and not shown.rows)
        self.show_table(shown.title, shown.notes, shown.rows)

    def open_row(self, row: Found) -> None:
        """Open an entry."""
        self.library.go_to(At("entry", row.id))

    def columns(self) -> tuple[Column[Found], ...]:
        """Give number, title, and what is said at the right."""
        rows = self.shown.rows if self.shown else ()
        chips = [chip_width(*self._chip(row)) for row in rows[:MEASURED]]
        first = min(max([LEAST, *chips]), MOST) + SIDE + 12
        short = self.shown is not None and bool(self.shown.whole)
        metrics = QFontMetrics(font("control"))
        titles = max((metrics.horizontalAdvance(row.title) for row in rows[:MEASURED]), default=0) + 2 * SIDE
        most = self.room() * (SHARE // 2 if short else SHARE) // 100
        last = max(min(most, self.room() - first - titles), LAST)
        return (
            Column(
                "Number", lambda row: " ".join(self._chip(row)).strip(), self._paint_chip, first, head=head_in("Number")
            ),
            Column("Title", lambda row: row.title, _paint_title),
            Column("", lambda row: row.detail, _paint_detail, last),
        )

    def _chip(self, row: Found) -> tuple[str, str]:
        if self.shown is not None and self.shown.whole:
            return "", row.id.partition(":")[2]
        return chip_of(row.id, with_edition=has_editions(self.library.shelves, row.id))

    def _paint_chip(self, spot: Spot, row: Found) -> None:
        rect = spot.rect
        room = QRect(rect.left() + SIDE, rect.top() + (rect.height() - 22) // 2, rect.width() - SIDE - 8, 22)
        paint_chip(spot.painter, spot.theme, room, *self._chip(row), "edge" if spot.chosen else "line")


def _paint_title(spot: Spot, row: Found) -> None:
    write(spot.at(spot.rect.adjusted(0, 0, -SIDE, 0)), row.title, "control", "ink")


def _paint_detail(spot: Spot, row: Found) -> None:
    write(spot.at(spot.rect.adjusted(0, 0, -SIDE, 0)), row.detail, "small", "ink2" if spot.chosen else "ink3")
