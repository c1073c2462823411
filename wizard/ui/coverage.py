"""A session -> what the assessment speaks about: 24 subdomains as rows, entity, intent and timing as cells."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QRect, QRectF
from PySide6.QtGui import QPen, QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from wizard import places
from wizard.core.catalogue import Entry, Shelf
from wizard.core.coverage import Place, coverage
from wizard.session import Session
from wizard.ui import theme as theming
from wizard.ui.controls import Words
from wizard.ui.coverage_asked import tall, tally_words, write_all
from wizard.ui.coverage_gaps import Gaps
from wizard.ui.coverage_parts import Causes, Entries
from wizard.ui.framed import Framed
from wizard.ui.pickers import Tab, Tabs
from wizard.ui.table import Column, Spot, Table, write

if TYPE_CHECKING:
    from wizard.ui.window import Window

PARTS = (("places", "Subdomains"), ("causes", "Causes"), ("entries", "OWASP"), ("gaps", "Gaps"))
ENTITIES = (("human", "Human"), ("ai", "AI"), ("other", "Other"))
INTENTS = (("intentional", "on purpose"), ("unintentional", "not on purpose"), ("other", "other"))
TIMINGS = (("pre-deployment", "Before deployment"), ("post-deployment", "After deployment"))
ROW, HEAD = 34, 52
NARROW, WIDE = 1000, 1060
BAR, AIR = 14, 14
CODE, AFTER_NAME, AFTER_WORDS = 50, 12, 16
State = Literal["spoken", "open", "none"]


@dataclass(frozen=True, slots=True)
class Grid:
    """How large the boxes are: their side, the gap between them and between the groups of three."""

    box: int
    gap: int
    group: int

    @property
    def step(self) -> int:
        """Give what one group takes."""
        return 3 * (self.box + self.gap) + self.group


ROOMY, TIGHT = Grid(16, 3, 10), Grid(10, 2, 8)


@dataclass(frozen=True, slots=True)
class Covered:
    """One subdomain: what was said about each causal cell, in words what there is or why there is nothing, and where to go."""

    entry: Entry
    cells: Mapping[str, State]
    words: str
    question: str = ""


@cache
def shelf() -> Shelf:
    """Read the shipped catalogues once."""
    from wizard import library

    return library.read_catalogues(library.texts_in(places.questionnaires() / "catalogues"))[0]


def covered(places: tuple[Place, ...]) -> tuple[Covered, ...]:
    """Tell for each subdomain which causal cells the asked questions speak about."""
    return tuple(_covered(place) for place in places)


def _covered(place: Place) -> Covered:
    cells: dict[str, State] = {
        cell: "open" if tally.open and not (tally.answered or tally.not_applicable) else "spoken"
        for cell, tally in place.cells.items()
    }
    if not place.tally.asked:
        return Covered(place.entry, {}, _why_not(place.why_not))
    reasons = "; ".join(dict.fromkeys(reason for _, reason in place.tally.not_applicable))
    words = tally_words(place.tally) + (f": {reasons}" if reasons else "")
    return Covered(place.entry, cells, words, (*place.tally.open, *place.tally.questions)[0])


def _why_not(reason: str) -> str:
    if reason.startswith("Not asked"):
        return reason
    return f"Not asked: {reason[:1].lower()}{reason[1:]}"


class Coverage(QWidget):
    """Four tables: subdomains, causes, OWASP's entries, gaps. Before and after deployment are never one figure."""

    def __init__(self, window: "Window") -> None:
        super().__init__()
        self.window_ = window
        self._session: Session | None = None
        self.tabs = Tabs("Coverage by", [Tab(key, words) for key, words in PARTS])
        self.tabs.chosen.connect(lambda _part: self._show_part())
        self.table: Table[Covered] = Table(
            _columns(WIDE, ROOMY), "What the assessment speaks about", self._height, HEAD
        )
        self.table.opened.connect(self._open)
        self.frame = Framed(self.table)
        key = "Filled: spoken about. Hatched: asked, still open. Empty: not asked. In each group the three boxes are: on purpose, not on purpose, other."
        self.key = Words(key, "small", "ink2", wrap=True)
        self.causes, self.entries, self.gaps = Causes(window), Entries(window), Gaps(window)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(self.tabs)
        column.addWidget(self.frame, 1)
        column.addWidget(self.key)
        for part in (self.causes, self.entries, self.gaps):
            column.addWidget(part, 1)
        column.addStretch(0)
        self._show_part()

    def _show_part(self) -> None:
        part = self.tabs.value
        self.frame.setVisible(part == "places")
        self.key.setVisible(part == "places")
        self.causes.setVisible(part == "causes")
        self.entries.setVisible(part == "entries")
        self.gaps.setVisible(part == "gaps")

    def regions(self) -> tuple[QWidget, ...]:
        """Give what F6 walks through: the tabs, then what stands in each part from left to right."""
        beside = (self.causes.table, self.causes.asked, self.entries.table, self.entries.asked)
        return (self.tabs, self.table, *beside, self.gaps.line, self.gaps.table)

    def _open(self, at: int) -> None:
        if self.table.rows[at].question:
            self.window_.go("Questions", question=self.table.rows[at].question)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the names what the reasons can spare."""
        super().resizeEvent(event)
        self.table.show_columns(self._columns())
        self.frame.fit()

    def _columns(self) -> "tuple[Column[Covered], ...]":
        wide = self.width()
        return _columns(wide - 2 - BAR, TIGHT if wide < NARROW else ROOMY)

    def _height(self, row: Covered) -> int:
        """Give the height at which the name is not cut, nor a reason that is not very long."""
        theme, columns = theming.of(self), self._columns()
        name = self.width() - 2 - BAR - sum(column.width for column in columns) - CODE - AFTER_NAME
        high = tall(row.entry.title, "control", name, theme)
        return max(ROW, AIR + max(high, tall(row.words, "small", columns[-1].width - AFTER_WORDS, theme)))

    def show_session(self, session: Session) -> None:
        """Show what is spoken about now."""
        self._session = session
        if self.isVisible():
            self.window_.work(shelf, self._show)

    def _show(self, catalogues: Shelf) -> None:
        session = self._session
        if session is None:
            return
        found = coverage(session.questionnaire, session.assessment.answers, session.path, catalogues)
        self.table.show_rows(covered(found.places), max(0, self.table.currentIndex().row()))
        self.frame.fit()
        for part in (self.causes, self.entries, self.gaps):
            part.show_found(session, found)


def _columns(wide: int, grid: Grid) -> tuple[Column[Covered], ...]:
    cells = [
        Column(words, _sayer(timing, words), _cells_painter(timing, grid), 3 * grid.step + 8, head=_head(words, grid))
        for timing, words in TIMINGS
    ]
    left = wide - sum(column.width for column in cells)
    first = Column("Subdomain", _say_name, _paint_name, head=_paint_name_head)
    return (first, *cells, Column("Asked", _say_words, _paint_words, min(300, left * 43 // 100)))


def _say_words(row: Covered) -> str:
    return row.words


def _say_name(row: Covered) -> str:
    return f"{row.entry.code} {row.entry.title}"


def _sayer(timing: str, words: str) -> Callable[[Covered], str]:
    def say(row: Covered) -> str:
        found = [
            f"{entity_words} {intent_words}: {'spoken about' if state == 'spoken' else 'asked, open'}"
            for entity, entity_words in ENTITIES
            for intent, intent_words in INTENTS
            if (state := row.cells.get(f"{entity}/{intent}/{timing}", "none")) != "none"
        ]
        return f"{words}: {'; '.join(found) or 'not asked'}"

    return say


def _cells_painter(timing: str, grid: Grid) -> Callable[[Spot, Covered], None]:
    def paint(spot: Spot, row: Covered) -> None:
        for group, (entity, _) in enumerate(ENTITIES):
            for place, (intent, _) in enumerate(INTENTS):
                left = spot.rect.left() + group * grid.step + place * (grid.box + grid.gap)
                box = QRectF(left + 0.5, spot.rect.center().y() - grid.box / 2 + 0.5, grid.box - 1, grid.box - 1)
                _paint_cell(spot, box, row.cells.get(f"{entity}/{intent}/{timing}", "none"))

    return paint


def _paint_cell(spot: Spot, box: QRectF, state: State) -> None:
    painter, theme = spot.painter, spot.theme
    painter.setPen(QPen(theme.colour("line" if state == "none" else "accent"), 1))
    painter.setBrush(theme.colour("accent") if state == "spoken" else theme.colour("surface"))
    painter.drawRoundedRect(box, 2, 2)
    if state == "open":
        painter.save()
        painter.setClipRect(box)
        painter.setPen(QPen(theme.colour("accent"), 1.5))
        for step in range(-3, 4):
            left = box.left() + step * 5
            painter.drawLine(round(left), round(box.bottom()), round(left + box.height()), round(box.top()))
        painter.restore()


def _head(words: str, grid: Grid) -> Callable[[Spot], None]:
    def paint(spot: Spot) -> None:
        rect = spot.rect
        write(spot.at(rect.adjusted(0, 8, 0, -rect.height() // 2 + 2)), words, "caption", "ink3")
        for group, (_, name) in enumerate(ENTITIES):
            box = rect.adjusted(group * grid.step, rect.height() // 2, 0, -4)
            write(spot.at(box), name, "axis", "ink3")

    return paint


def _paint_name_head(spot: Spot) -> None:
    write(spot.at(spot.rect.adjusted(16, 0, 0, 0)), "MIT subdomain", "caption", "ink3")


def _paint_name(spot: Spot, row: Covered) -> None:
    write(spot.at(spot.rect.adjusted(16, 0, 0, 0)), row.entry.code, "small", "ink2")
    _write_whole(spot.at(spot.rect.adjusted(CODE, 0, -AFTER_NAME, 0)), row.entry.title, "control", "ink")


def _paint_words(spot: Spot, row: Covered) -> None:
    colour = "ink" if row.cells else "ink3"
    _write_whole(spot.at(spot.rect.adjusted(0, 0, -AFTER_WORDS, 0)), row.words, "small", colour)


def _write_whole(spot: Spot, text: str, role: str, colour: str) -> None:
    """Write the lines that the text takes in the middle of the row's height."""
    high = tall(text, role, spot.rect.width(), spot.theme)
    top = spot.rect.top() + (spot.rect.height() - high) // 2
    write_all(spot.at(QRect(spot.rect.left(), top, spot.rect.width(), high)), text, role, colour)
