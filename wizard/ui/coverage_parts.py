"""A session's coverage -> three more tables of it: causes before and after deployment, OWASP's entries, and gaps."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect
from PySide6.QtWidgets import QVBoxLayout, QWidget

from wizard.core.assessment import Answer
from wizard.core.coverage import Coverage, Tally, lines_of
from wizard.core.questionnaire import GAPS
from wizard.session import Session
from wizard.ui.controls import Button, Words
from wizard.ui.framed import Framed
from wizard.ui.inputs import LineInput
from wizard.ui.rows import in_row
from wizard.ui.steps import answer_in_words
from wizard.ui.table import Column, Spot, Table, write
from wizard.ui.words import explain

if TYPE_CHECKING:
    from wizard.ui.window import Window

LINE, PAD, HEAD = 20, 8, 36
CAUSE, COUNT, CODE, FROM = 260, 250, 84, 190
SIDE = 16
MOST = 8
"""So many answers are told in a row; the rest is counted."""
NOTHING = "Not asked"
WHO = (("human", "A person"), ("ai", "The AI"), ("other", "Something else"))
MEANT = (("intentional", "on purpose"), ("unintentional", "not on purpose"), ("other", "otherwise"))
WHEN = (("pre-deployment", "Before deployment"), ("post-deployment", "After deployment"))


def tally_words(tally: Tally) -> str:
    """Say how many of what is asked is answered, open or not applicable."""
    if not tally.asked:
        return NOTHING
    apart = f", {len(tally.not_applicable)} not applicable" if tally.not_applicable else ""
    waiting = f", {len(tally.open)} open" if tally.open else ""
    return f"{len(tally.answered)} of {tally.asked} answered{waiting}{apart}"


@dataclass(frozen=True, slots=True)
class Line:
    """One row: what stands first, its lines, and the question that Enter leads to (empty for none)."""

    code: str
    title: str
    lines: tuple[str, ...]
    question: str = ""
    gap: int = -1
    """Which of the user's own gaps it is; -1 for none."""


def _height(row: Line) -> int:
    return 2 * PAD + LINE * max(1, len(row.lines))


class Listing(QWidget):
    """A table of such rows in a card; Enter goes to a question."""

    def __init__(self, window: "Window", name: str, columns: tuple[Column[Line], ...], *, flat: bool = False) -> None:
        super().__init__()
        self.window_ = window
        self.table: Table[Line] = Table(columns, name, (lambda _row: LINE + 2 * PAD) if flat else _height, HEAD)
        self.table.opened.connect(self._open)
        self.frame = Framed(self.table)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(10)
        self.column.addWidget(self.frame, 1)
        self.column.addStretch(0)

    def show_rows(self, rows: tuple[Line, ...]) -> None:
        """Show rows; the chosen one stays chosen."""
        self.table.show_rows(rows, max(0, self.table.currentIndex().row()))
        self.frame.fit()

    def _open(self, at: int) -> None:
        question = self.table.rows[at].question
        if question:
            self.window_.go("Questions", question=question)


def causes_columns() -> tuple[Column[Line], ...]:
    """Give a column for the cause and one each for before and after deployment."""
    times = [Column(words, _sayer(at), _painter(at), COUNT) for at, (_, words) in enumerate(WHEN)]
    return (Column("Cause", _say_title, _paint_title, head=_head("Cause")), *times)


def entries_columns() -> tuple[Column[Line], ...]:
    """Give columns for the number, the title and the answers of an entry."""
    code = Column("Entry", lambda row: row.code, _paint_code, CODE, head=_head("Entry"))
    return (code, Column("Title", _say_title, _paint_bare_title, CAUSE), Column("Answers", _say_lines, _paint_lines))


def gaps_columns() -> tuple[Column[Line], ...]:
    """Give columns for where a gap comes from and for the gap."""
    return (
        Column("From", _say_title, _paint_title, FROM, head=_head("From")),
        Column("Gap", _say_lines, _paint_lines),
    )


def _say_title(row: Line) -> str:
    return row.title


def _say_lines(row: Line) -> str:
    return "; ".join(row.lines)


def _sayer(at: int) -> Callable[[Line], str]:
    return lambda row: f"{WHEN[at][1]}: {row.lines[at]}"


def _painter(at: int) -> Callable[[Spot, Line], None]:
    def paint(spot: Spot, row: Line) -> None:
        write(spot.at(_first_line(spot, 0)), row.lines[at], "small", "ink3" if row.lines[at] == NOTHING else "ink")

    return paint


def _head(words: str) -> Callable[[Spot], None]:
    return lambda spot: write(spot.at(spot.rect.adjusted(SIDE, 0, 0, 0)), words, "caption", "ink3")


def _paint_code(spot: Spot, row: Line) -> None:
    write(spot.at(_first_line(spot, SIDE)), row.code, "small", "ink2")


def _paint_title(spot: Spot, row: Line) -> None:
    write(spot.at(_first_line(spot, SIDE)), row.title, "control", "ink")


def _paint_bare_title(spot: Spot, row: Line) -> None:
    write(spot.at(_first_line(spot, 0)), row.title, "control", "ink")


def _paint_lines(spot: Spot, row: Line) -> None:
    place = _first_line(spot, 0)
    for number, line in enumerate(row.lines):
        write(
            spot.at(place.translated(0, number * LINE)),
            line,
            "small",
            "ink" if row.question or row.gap >= 0 else "ink2",
        )


def _first_line(spot: Spot, left: int) -> QRect:
    rect = spot.rect.adjusted(left, PAD, -SIDE, 0)
    rect.setHeight(LINE)
    return rect


def cause_rows(found: Coverage) -> tuple[Line, ...]:
    """Give a row for each of nine causes: what is asked about it before and after deployment, never as one figure."""
    rows = []
    for who, actor in WHO:
        for meant, manner in MEANT:
            tallies = [found.cells[f"{who}/{meant}/{when}"] for when, _ in WHEN]
            rows.append(Line("", f"{actor}, {manner}", tuple(map(tally_words, tallies)), _first(*tallies)))
    return tuple(rows)


def entry_rows(session: Session, found: Coverage) -> tuple[Line, ...]:
    """Give a row for each entry of OWASP's two lists with the answers that speak to it."""
    questions = session.questionnaire.questions
    rows = []
    for entry, tally in found.entries:
        told = [f"{questions[key].text} {_said(session, key)}" for key in (*tally.open, *tally.answered)[:MOST]]
        told += [f"{questions[key].text} Not applicable: {reason}" for key, reason in tally.not_applicable]
        more = len(tally.open) + len(tally.answered) - MOST
        told += [f"{more} more"] if more > 0 else []
        rows.append(Line(entry.code, entry.title, tuple(told) or (NOTHING,), _first(tally)))
    return tuple(rows)


def _said(session: Session, key: str) -> str:
    question, answer = session.questionnaire.questions[key], session.assessment.answer(key)
    return answer_in_words(question, answer).removeprefix("You answered ") if answer.is_complete(question) else "Open"


def _first(*tallies: Tally) -> str:
    """Give the question to go to: the first that is open, else the first."""
    waiting = [key for tally in tallies for key in tally.open]
    return next(iter([*waiting, *(key for tally in tallies for key in tally.questions)]), "")


def gap_rows(session: Session, found: Coverage) -> tuple[Line, ...]:
    """Give the user's own gaps, then what no entry of OWASP or of FINOS names."""
    own = tuple(Line("", "Yours", (line,), gap=at) for at, line in enumerate(found.found))
    questions = session.questionnaire.questions
    unnamed = tuple(
        Line("", f"{place.rpartition(':')[2]}, named by no list", tuple(questions[key].text for key in keys), keys[0])
        for place, keys in found.unnamed.items()
    )
    return (*own, *unnamed)


class Gaps(Listing):
    """The register of gaps, and a line to add one; the user's own can be taken out again."""

    def __init__(self, window: "Window") -> None:
        super().__init__(window, "Gaps that no list names", gaps_columns())
        self.line = LineInput("A gap that no question asks about", "7.3 Nobody knows the dialect of the valley")
        self.add = Button("Add", "quiet")
        self.remove = Button("Remove", "quiet")
        self.add.clicked.connect(self._add)
        self.line.returnPressed.connect(self._add)
        self.remove.clicked.connect(self._remove)
        self.table.chose.connect(lambda _row: self._show_state())
        self.column.insertLayout(0, in_row(self.line, self.add, self.remove, gap=8))
        self.column.addWidget(
            Words(
                "What you add stands in the report. Remove takes out the chosen one of yours.",
                "small",
                "ink2",
                wrap=True,
            )
        )

    def show_rows(self, rows: tuple[Line, ...]) -> None:
        """Show rows, and whether they can be changed."""
        super().show_rows(rows)
        self._show_state()

    def _show_state(self) -> None:
        session = self.window_.session
        closed = self.window_.closed or ("This assessment is sealed." if session and session.read_only else "")
        known = session is not None and GAPS in session.questionnaire.questions
        reason = closed or ("" if known else "These questions are older and have no place for it.")
        for control in (self.line, self.add):
            control.setEnabled(not reason)
            explain(control, reason)
        at = self.table.currentIndex().row()
        own = 0 <= at < len(self.table.rows) and self.table.rows[at].gap >= 0
        self.remove.setEnabled(own and not reason)
        explain(self.remove, reason or ("" if own else "Choose one of yours first."))

    def _lines(self) -> list[str]:
        return list(lines_of(self.window_.standing(GAPS)))

    def _add(self) -> None:
        text = " ".join(self.line.text().split())
        if text and self.add.isEnabled():
            self.line.clear()
            self._write([*self._lines(), text])

    def _remove(self) -> None:
        at = self.table.currentIndex().row()
        lines = self._lines()
        if self.remove.isEnabled():
            del lines[self.table.rows[at].gap]
            self._write(lines)

    def _write(self, lines: list[str]) -> None:
        standing: Answer = self.window_.standing(GAPS)
        self.window_.answer(GAPS, replace(standing, value="\n".join(lines) or None, standing="given"))
