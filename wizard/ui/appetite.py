"""A session -> the panel that sets how deep each kind of harm may sit, with a hull that shows what the mark means."""

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication, QBoxLayout, QGridLayout, QSizePolicy, QVBoxLayout, QWidget

from wizard.core.assessment import Answer
from wizard.core.hull import Reading, axis_of
from wizard.core.questionnaire import Method
from wizard.core.scoring import level
from wizard.session import Session
from wizard.ui.controls import Button, Ground, Segmented, Sign, Words
from wizard.ui.hull import SLIDE, HullAxis, HullBar
from wizard.ui.reach import mark_in_words
from wizard.ui.rows import in_row
from wizard.ui.sliding import Slide

if TYPE_CHECKING:
    from wizard.ui.window import Window

MARKS = ("0", "5", "10", "15", "20")
EXAMPLE = Reading(best=8, worst=31, inherent=41, level="Critical")
INTRO = "How deep may it sit? One mark for each kind of harm, in points. 10 points more is ten times the risk."


class Marks(Segmented):
    """The marks of one kind of harm, always in one row."""

    def __init__(self, harm: str) -> None:
        super().__init__([(mark, mark) for mark in MARKS], f"Appetite for {harm}, in points", height=28)

    def is_column(self, _width: int) -> bool:
        """Stand in a row always."""
        return False


class Appetite(QWidget):
    """One row of marks for each kind of harm; the example follows the row that has the focus."""

    def __init__(self, window: "Window", session: Session) -> None:
        super().__init__()
        self.window_ = window
        self.harm = "rights" if "rights" in session.questionnaire.method.appetite else ""
        self.rows: dict[str, Marks] = {}
        self.example, self.axis = HullBar(36), HullAxis()
        self.reads, self.words = Words("", "caption", "ink3"), Words("", "small", "ink2", wrap=True)
        self._slide = Slide(self, self._slid)
        self._build(session)
        QApplication.instance().focusChanged.connect(self._focus_moved)  # type: ignore[union-attr]

    def _build(self, session: Session) -> None:
        self.column = QVBoxLayout(self)
        self.column.setSpacing(4)
        self.column.addWidget(Words("Appetite", "question"))
        self.column.addWidget(Words(INTRO, "small", "ink2", wrap=True))
        self.column.addSpacing(8)
        self.column.addLayout(self._grid(session))
        self.column.addSpacing(12)
        for part in (self.reads, self.axis, self.example, self.words):
            self.column.addWidget(part)
        self.column.addStretch(1)

    def show_beside(self, beside: bool) -> None:  # noqa: FBT001 - a state, not a switch
        """Stand in a panel of its own with room around, or in the page."""
        self.column.setContentsMargins(*((23, 20, 24, 4) if beside else (0, 8, 0, 16)))

    def _grid(self, session: Session) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(10)
        grid.setColumnMinimumWidth(0, 72)
        grid.setColumnStretch(1, 1)
        for place, (harm, question) in enumerate(session.questionnaire.method.appetite.items()):
            marks = self.rows[harm] = Marks(harm)
            marks.chosen.connect(lambda mark, harm=harm, question=question: self._chose(harm, question, mark))
            grid.addWidget(Words(harm.capitalize(), "small"), place, 0)
            grid.addWidget(marks, place, 1)
        return grid

    def _chose(self, harm: str, question: str, mark: str) -> None:
        self.harm = harm
        self.window_.answer(question, Answer(Decimal(mark)))

    def _focus_moved(self, _old: QWidget | None, now: QWidget | None) -> None:
        harm = next((harm for harm, marks in self.rows.items() if now is not None and marks.isAncestorOf(now)), "")
        session = self.window_.session
        if harm and harm != self.harm and session is not None:
            self.harm = harm
            self._show_example(session)

    def show_session(self, session: Session) -> None:
        """Show the marks that stand."""
        for harm, question in session.questionnaire.method.appetite.items():
            value = session.assessment.answer(question).value
            self.rows[harm].choose(format(value.normalize(), "f") if isinstance(value, Decimal) else "")
            self.rows[harm].forbid(self.window_.closed)
        self._show_example(session)

    def _show_example(self, session: Session) -> None:
        method = session.questionnaire.method
        value = session.assessment.answer(method.appetite.get(self.harm, "")).value
        mark = int(value) if isinstance(value, Decimal) else None
        name = self.harm.capitalize()
        self.reads.say(f"{name} at {mark} reads like this" if mark is not None else f"{name} has no mark yet")
        self.axis.show_axis(tuple(band.name for band in method.bands), axis_of(method))
        unset = "Without a mark it counts as 0. Choose how deep this kind of harm may sit."
        self.words.say(unset if mark is None else mark_in_words(method, self.harm, mark))
        self._show_mark(method, mark)

    def _show_mark(self, method: Method, mark: int | None) -> None:
        """Let the mark slide from where it stands; without one there, or where nobody looks, show it at once."""
        shown = self.example.values
        before = shown.appetite if shown is not None else None
        self._slide.stop()
        reading = replace(EXAMPLE, level=level(method, EXAMPLE.worst / 10))
        self._axis, self._reading = axis_of(method), reading
        if before is None or mark is None or before == mark or not self.isVisible():
            self.example.show_values("Example", replace(reading, appetite=mark), self._axis)
            return
        self._slide.between(before, mark, SLIDE)

    def _slid(self, mark: float) -> None:
        self.example.show_values("Example", replace(self._reading, appetite=mark), self._axis)


class Foot(Ground):
    """How many questions and how long, and the one primary button."""

    def __init__(self) -> None:
        super().__init__("surface")
        self.sum = Words("", "small", "ink2", wrap=True)
        self.start = Button("Start the questions", "primary", key="Ctrl \N{DOWNWARDS ARROW WITH TIP LEFTWARDS}")
        self.start.setMinimumHeight(40)
        self.start.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.column = QBoxLayout(QBoxLayout.Direction.TopToBottom, self)
        self.column.addLayout(in_row(Sign("clock"), self.sum, gap=8))
        self.column.addWidget(self.start)

    def show_beside(self, beside: bool) -> None:  # noqa: FBT001 - a state, not a switch
        """Stand at the end of the panel, or as one row over the whole width."""
        down = QBoxLayout.Direction.TopToBottom
        self.column.setDirection(down if beside else QBoxLayout.Direction.LeftToRight)
        self.column.setContentsMargins(*((23, 12, 24, 20) if beside else (32, 8, 32, 8)))
        self.column.setSpacing(8 if beside else 24)
        self.edge = "" if beside else "top"
