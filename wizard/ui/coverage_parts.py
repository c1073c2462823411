"""A session's coverage -> OWASP's entries, and causes before and after deployment; beside each, what is asked about the chosen one."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, Signal
from PySide6.QtGui import QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QBoxLayout, QVBoxLayout, QWidget

from wizard.core.catalogue import Entry
from wizard.core.coverage import Coverage, Tally
from wizard.session import Session
from wizard.ui import theme as theming
from wizard.ui.controls import Words
from wizard.ui.coverage_asked import BAR, HEAD, PAD, SIDE, Asked, tall, tally_words, told, write_all
from wizard.ui.framed import Framed
from wizard.ui.table import Column, Spot, Table, write, write_lines

if TYPE_CHECKING:
    from wizard.ui.window import Window

CODE, COUNT = 76, 84
NARROW, GAP = 800, 16
NAME, CELL, BETWEEN, CELLS_HEAD, CELLS_ROW = 82, 68, 10, 68, 74
SQUARE = 30
NO_QUESTION = "No question that is asked names it."
WHO = (("human", "A person", "Human"), ("ai", "The AI", "AI"), ("other", "Something else", "Other"))
MEANT = (
    ("intentional", "on purpose", "on purpose"),
    ("unintentional", "not on purpose", "not on purpose"),
    ("other", "otherwise", "other"),
)
WHEN = (("pre-deployment", "before deployment"), ("post-deployment", "after deployment"))
AS_MARKED = (
    "Filled: answered. Hatched: open. Blank: not applicable. A dash: not asked. "
    "A question counts in each cause that it speaks about."
)


class Beside(QWidget):
    """A table to choose from and, right of it or in a narrow window below, what is asked about the chosen row."""

    def __init__(self, window: "Window", table: Table) -> None:  # type: ignore[type-arg]
        super().__init__()
        self.table, self.frame, self.asked = table, Framed(table), Asked(window)
        self.table.opened.connect(lambda _row: self.asked.enter())
        self.left = QWidget()
        self.under = QVBoxLayout(self.left)
        self.under.setContentsMargins(0, 0, 0, 0)
        self.under.setSpacing(10)
        self.under.addWidget(self.frame, 1)
        self.line = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self.line.setContentsMargins(0, 0, 0, 0)
        self.line.setSpacing(GAP)
        self.line.addWidget(self.left)
        self.line.addWidget(self.asked, 1)

    def left_width(self) -> int:
        """Give what the table takes where both stand side by side."""
        return min(560, self.width() * 45 // 100)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Stand side by side where there is room."""
        narrow = self.width() < NARROW
        self.line.setDirection(QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight)
        self.line.setStretch(0, int(narrow))
        self.left.setMinimumWidth(0 if narrow else self.left_width())
        self.left.setMaximumWidth(self.width() if narrow else self.left_width())
        super().resizeEvent(event)


@dataclass(frozen=True, slots=True)
class Named:
    """One entry of a list and what is asked that names it."""

    entry: Entry
    tally: Tally


class Entries(Beside):
    """OWASP's entries, each with how much of what names it is answered."""

    def __init__(self, window: "Window") -> None:
        columns = (
            Column("Entry", lambda row: row.entry.code, _paint_code, CODE, head=_head("OWASP")),
            Column("Title", lambda row: row.entry.title, _paint_title),
            Column("Answered", lambda row: tally_words(row.tally), _paint_count, COUNT),
        )
        table: Table[Named] = Table(columns, "Entries of OWASP and how much speaks to them", self._height, HEAD)
        super().__init__(window, table)
        self.under.addStretch(0)
        self.session: Session | None = None
        self.table.chose.connect(lambda _row: self._show_asked())

    def show_found(self, session: Session, found: Coverage) -> None:
        """Show what speaks to each entry now."""
        self.session = session
        rows = tuple(Named(entry, tally) for entry, tally in found.entries)
        self.table.show_rows(rows, max(0, self.table.currentIndex().row()))
        self.frame.fit()
        self._show_asked()

    def _show_asked(self) -> None:
        row = self.table.row
        if row is not None and self.session is not None:
            rows = told(self.session, row.tally, NO_QUESTION)
            self.asked.show_rows(f"{row.entry.code} {row.entry.title}", rows)

    def _height(self, row: Named) -> int:
        wide = self.left.width() - 2 - BAR - CODE - COUNT - 12
        return 2 * PAD + tall(row.entry.title, "control", wide, theming.of(self))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the titles the lines that they take now."""
        super().resizeEvent(event)
        self.table.give_heights()
        self.frame.fit()


def _head(words: str) -> Callable[[Spot], None]:
    return lambda spot: write(spot.at(spot.rect.adjusted(SIDE, 0, 0, 0)), words, "caption", "ink3")


def _paint_code(spot: Spot, row: Named) -> None:
    write_all(spot.at(spot.rect.adjusted(SIDE, PAD + 1, 0, 0)), row.entry.code, "small", "ink2")


def _paint_title(spot: Spot, row: Named) -> None:
    write_all(spot.at(spot.rect.adjusted(0, PAD, -12, 0)), row.entry.title, "control", "ink")


def _paint_count(spot: Spot, row: Named) -> None:
    words = f"{len(row.tally.answered)} of {row.tally.asked}" if row.tally.asked else "Not asked"
    write_all(spot.at(spot.rect.adjusted(0, PAD + 1, 0, 0)), words, "small", "ink" if row.tally.asked else "ink3")


@dataclass(frozen=True, slots=True)
class Actor:
    """Who caused it, and the tallies of six cells: meant, not meant, other, before deployment and then after."""

    name: str
    short: str
    tallies: tuple[Tally, ...]


class Cells(Table[Actor]):
    """The causes as two blocks of cells, one of which is chosen; `picked` says that another one is."""

    picked = Signal()
    by_cell = True

    def __init__(self) -> None:
        super().__init__((), "Causes", lambda _row: CELLS_ROW, CELLS_HEAD)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.selectionModel().currentChanged.connect(self._cell_changed)
        self.show_columns(_cell_columns(self))

    @property
    def cell(self) -> tuple[str, Tally] | None:
        """Give the chosen cell in words, and what is asked about it."""
        at = self.currentIndex()
        if not at.isValid() or not at.column():
            return None
        row = self.rows[at.row()]
        return _cell_words(row, at.column() - 1), row.tallies[at.column() - 1]

    @property
    def most(self) -> int:
        """Give the count of the cell with most questions."""
        return max((tally.asked for row in self.rows for tally in row.tallies), default=1) or 1

    def choose(self, row: int) -> None:
        """Choose a row; the column stays."""
        self.setCurrentIndex(self.model_rows.index(row, max(1, self.currentIndex().column())))

    def _cell_changed(
        self, now: QModelIndex | QPersistentModelIndex, _before: QModelIndex | QPersistentModelIndex
    ) -> None:
        if now.isValid() and not now.column():
            self.setCurrentIndex(self.model_rows.index(now.row(), 1))
            return
        self.viewport().update()
        self.picked.emit()


def _cell_words(row: Actor, at: int) -> str:
    return f"{row.name}, {MEANT[at % 3][1]}, {WHEN[at // 3][1]}"


def _cell_columns(table: Cells) -> tuple[Column[Actor], ...]:
    cells = [
        Column(
            f"{WHEN[at // 3][1].capitalize()}, {MEANT[at % 3][1]}",
            _cell_sayer(at),
            _cell_painter(table, at),
            0 if at == 5 else CELL + (BETWEEN if at == 2 else 0),
            head=_cell_head(at),
        )
        for at in range(6)
    ]
    return (Column("Cause", lambda row: row.name, _paint_actor, NAME, head=lambda _spot: None), *cells)


def _cell_sayer(at: int) -> Callable[[Actor], str]:
    return lambda row: f"{_cell_words(row, at)}: {tally_words(row.tallies[at])}"


def _cell_head(at: int) -> Callable[[Spot], None]:
    def paint(spot: Spot) -> None:
        rect = spot.rect
        spot.painter.setClipRect(rect)  # each of three heads paints its part of the words that stand over all of them
        over = rect.adjusted(-(at % 3) * CELL, 10, (2 - at % 3) * CELL, 26 - rect.height())
        write(spot.at(over), WHEN[at // 3][1].capitalize(), "caption", "ink3")
        write_lines(spot.at(rect.adjusted(0, 32, 0, 0)), MEANT[at % 3][2], "axis", 2, "ink3")

    return paint


def _paint_actor(spot: Spot, row: Actor) -> None:
    write(spot.at(spot.rect.adjusted(SIDE, 0, 0, 0)), row.short, "control", "ink")


def _cell_painter(table: Cells, at: int) -> Callable[[Spot, Actor], None]:
    def paint(spot: Spot, row: Actor) -> None:
        tally = row.tallies[at]
        inside = spot.rect.adjusted(2, 0, 0, 0)
        if not tally.asked:
            write(spot.at(inside), "\N{EN DASH}", "small", "ink3")
            return
        side = max(6.0, SQUARE * (tally.asked / table.most) ** 0.5)
        _paint_square(spot, QRectF(inside.left(), inside.top() + 12 + SQUARE - side, side, side), tally)
        words = f"{len(tally.answered)} of {tally.asked}"
        write(spot.at(inside.adjusted(0, 46, 0, -8)), words, "small", "ink")

    return paint


def _paint_square(spot: Spot, box: QRectF, tally: Tally) -> None:
    """Fill from the bottom what is answered, as water does, hatch what is open, and leave blank what is not applicable."""
    painter, colour = spot.painter, spot.theme.colour("accent")
    painter.save()
    painter.setPen(QPen(colour, 1))
    painter.setBrush(spot.theme.colour("surface"))
    painter.drawRect(box.adjusted(0.5, 0.5, -0.5, -0.5))
    each = box.height() / tally.asked
    painter.setClipRect(box.adjusted(0, 0, 0, each * len(tally.open) - box.height()))
    for step in range(0, round(2 * box.height()) + 1, 5):
        painter.drawLine(round(box.left()), round(box.top() + step), round(box.left() + step), round(box.top()))
    painter.setClipRect(box)
    painter.fillRect(box.adjusted(0, box.height() - each * len(tally.answered), 0, 0), colour)
    painter.restore()


class Causes(Beside):
    """Who, whether meant and when, as two blocks of nine cells; before and after deployment are never one figure."""

    def __init__(self, window: "Window") -> None:
        self.cells = Cells()
        super().__init__(window, self.cells)
        self.session: Session | None = None
        self.sums = Words("", "small", "ink2", wrap=True)
        self.under.addWidget(self.sums)
        self.under.addWidget(Words(AS_MARKED, "small", "ink2", wrap=True))
        self.under.addStretch(0)
        self.cells.picked.connect(self._show_asked)

    def left_width(self) -> int:
        """Give what the cells take."""
        return 2 + NAME + 6 * CELL + 2 * BETWEEN

    def show_found(self, session: Session, found: Coverage) -> None:
        """Show what is asked about each cause now."""
        self.session = session
        rows = tuple(
            Actor(name, short, tuple(found.cells[f"{who}/{meant}/{when}"] for when, _ in WHEN for meant, *_ in MEANT))
            for who, name, short in WHO
        )
        self.cells.show_rows(rows, max(0, self.cells.currentIndex().row()))
        self.frame.fit()
        self.sums.say(_sums(found))
        self._show_asked()

    def _show_asked(self) -> None:
        cell = self.cells.cell
        if cell is not None and self.session is not None:
            self.asked.show_rows(cell[0], told(self.session, cell[1], "Nothing that is asked speaks about it."))


def _sums(found: Coverage) -> str:
    parts = [f"{words.capitalize()}: {tally_words(found.timings[when]).lower()}." for when, words in WHEN]
    if found.timings["other"].asked:
        parts.append(f"At another time: {tally_words(found.timings['other']).lower()}.")
    if found.uncoded.asked:
        parts.append(f"Without a cause: {tally_words(found.uncoded).lower()}.")
    return " ".join(parts)
