"""Questions of a tally in; a list of them with what was answered, each a way to its card, out."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from wizard.core.coverage import Tally
from wizard.session import Session
from wizard.ui import theme as theming
from wizard.ui.framed import Framed
from wizard.ui.steps import answer_in_words
from wizard.ui.table import Column, Spot, Table, line_count, write, write_lines
from wizard.ui.theme import Theme

if TYPE_CHECKING:
    from wizard.ui.window import Window

HEAD, PAD, SIDE, BAR = 36, 8, 16, 14
MOST_LINES, MOST_LETTERS = 6, 1000
"""What was typed takes at most so much of a row; its tip has all of it."""


@dataclass(frozen=True, slots=True)
class Told:
    """A question in its words and what stands for it; without an id it is a sentence that says why there is none."""

    question: str
    text: str
    said: str = ""
    waits: bool = False


def told(session: Session, tally: Tally, none: str) -> tuple[Told, ...]:
    """Tell all questions of a tally, the open ones first; `none` where there is none."""
    waiting = set(tally.open)
    questions = session.questionnaire.questions
    keys = (*tally.open, *(key for key in tally.questions if key not in waiting))
    rows = tuple(Told(key, questions[key].text, said(session, key), key in waiting) for key in keys)
    return rows or (Told("", none),)


def said(session: Session, key: str) -> str:
    """Say what stands for a question."""
    question, answer = session.questionnaire.questions[key], session.assessment.answer(key)
    if not answer.is_complete(question):
        return "Open: not known yet" if answer.standing == "dont-know" else "Open"
    if answer.standing == "not-applicable":
        return f"Not applicable: {answer.reason}"
    return answer_in_words(question, answer).removeprefix("You answered ")


def tally_words(tally: Tally) -> str:
    """Say how many of what is asked is answered, open or not applicable."""
    if not tally.asked:
        return "Not asked"
    apart = f", {len(tally.not_applicable)} not applicable" if tally.not_applicable else ""
    waiting = f", {len(tally.open)} open" if tally.open else ""
    return f"{len(tally.answered)} of {tally.asked} answered{waiting}{apart}"


def tall(text: str, role: str, wide: int, theme: Theme) -> int:
    """Give the height of a text in a width, of at most so many lines as a row shows."""
    return min(MOST_LINES, line_count(text[:MOST_LETTERS], role, max(wide, 40), theme)) * theme.line_height(role)


def write_all(spot: Spot, text: str, role: str, colour: str) -> int:
    """Write a text from the top of its place and give the height that it took."""
    high = tall(text, role, spot.rect.width(), spot.theme)
    write_lines(spot, text[:MOST_LETTERS], role, high // spot.theme.line_height(role), colour)
    return high


class Asked(QWidget):
    """The list under a title. Enter or a double click goes to the question."""

    def __init__(self, window: "Window") -> None:
        super().__init__()
        self.window_, self.title = window, ""
        column = Column("Questions", _say, _paint, head=self._paint_head)
        self.table: Table[Told] = Table((column,), "Questions and answers", self._height, HEAD)
        self.table.opened.connect(self._open)
        self.frame = Framed(self.table)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.frame, 1)
        whole.addStretch(0)

    def show_rows(self, title: str, rows: tuple[Told, ...]) -> None:
        """Show what is asked about the thing of this title; the chosen row stays where it is the same list."""
        at = self.table.currentIndex().row() if title == self.title else 0
        self.title = title
        self.table.setAccessibleName(f"Questions and answers: {title}")
        self.table.show_rows(rows, max(0, at))
        self.table.horizontalHeader().viewport().update()
        self.frame.fit()

    def enter(self) -> None:
        """Take the focus, where there is a question to choose."""
        if self.table.rows and self.table.rows[0].question:
            self.table.setFocus()
            self.table.shows_focus = True

    def _open(self, at: int) -> None:
        question = self.table.rows[at].question
        if question:
            self.window_.go("Questions", question=question)

    def _height(self, row: Told) -> int:
        theme, wide = theming.of(self), self.width() - 2 - SIDE - SIDE - BAR
        below = tall(row.said, "small", wide, theme) if row.said else 0
        return 2 * PAD + tall(row.text, "control", wide, theme) + below

    def _paint_head(self, spot: Spot) -> None:
        write(spot.at(spot.rect.adjusted(SIDE, 0, -SIDE, 0)), self.title, "caption", "ink3")

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give every row the height that its words take now."""
        super().resizeEvent(event)
        self.table.give_heights()
        self.frame.fit()


def _say(row: Told) -> str:
    return f"{row.text} {row.said}".strip()


def _paint(spot: Spot, row: Told) -> None:
    place: QRect = spot.rect.adjusted(SIDE, PAD, -SIDE, 0)
    high = write_all(spot.at(place), row.text, "control", "ink" if row.question else "ink3")
    if row.said:
        colour = "Moderate" if row.waits else "ink2"
        write_all(spot.at(place.adjusted(0, high, 0, 0)), row.said, "small", colour)
