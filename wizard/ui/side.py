"""A score and the current question in; the hull panel at the right out: the whole system, what is touched, what next."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from wizard.core.assessment import NOTHING, Answer
from wizard.core.hull import axis_of, reading_of
from wizard.core.questionnaire import Question, Scenario
from wizard.core.scoring import NextBest, ScenarioScore, Score, points
from wizard.core.sentences import best_figure, causes, number, several
from wizard.session import Session
from wizard.ui.controls import Badge, Button, Ground, Hairline, LevelLine, Words
from wizard.ui.hull import HullAxis, HullBar, HullLegend, overall_values
from wizard.ui.scrolling import BAR, scrolling

MOST, LEAST = 4, 1
"""Touched scenarios that are shown at first, where there is room and where there is little."""
NO_SCENARIO = "This one describes the system. It moves no risk by itself."
NOTHING_LEFT = "No open question moves the result. You are done here."
WHOLE, TOUCHED, NEXT = "The whole system", "Touched by this question", "Next best question"
NO_RISK = "No risk is asked about yet. Answer what the system is first."


def best_words(item: ScenarioScore) -> str:
    """Say the best case, or that nothing is open and everything proven."""
    worst, best = points(item.residual.worst), points(item.residual.best)
    return "proven" if worst == best else f"best case {number(item.residual.best)}"


def moved_words(before: float | None, now: float) -> tuple[str, bool]:
    """Say how far the last answer moved a worst case, and whether it got worse."""
    by = points(now) - points(before) if before is not None else 0
    if not by:
        return "not moved", False
    return several(abs(by), "point"), by > 0


def range_sentence(score: Score) -> str:
    """Say where the range of the headline comes from."""
    if points(score.overall.best) == points(score.overall.worst):
        return "Best and worst case are the same: proven."
    why = causes(score)
    return f"At best {best_figure(score)}" + (f": {why}." if why else ".")


def gone_words(titles: Sequence[tuple[str, float | None]]) -> str:
    """Say which scenarios of a question do not apply as things stand, and where they stood before the last answer."""
    named = [f"“{title}”" + (f", at {number(was)} before" if was is not None else "") for title, was in titles]
    these = "This risk does" if len(named) == 1 else "These risks do"
    return f"{these} not apply as things stand: {'; '.join(named)}."


def counts_alike(one: Answer, other: Answer) -> bool:
    """Tell whether two answers move no risk against each other: only notes, evidence or words of a reason differ."""

    def counting(answer: Answer) -> tuple[object, ...]:
        return answer.value, answer.assurance, answer.standing, bool(answer.reason.strip())

    return counting(one) == counting(other)


class Movement:
    """Where each worst case stood before the last answer, in decades."""

    def __init__(self) -> None:
        self.was: dict[str, float] = {}
        self._stands: dict[str, float] = {}
        self._answers: Mapping[str, Answer] = {}

    def note(self, session: Session) -> None:
        """Look at what stands; answers that count the same as before, with another note say, move nothing."""
        answers, before = session.assessment.answers, self._answers
        self._answers = answers
        keys = () if answers is before else answers.keys() | before.keys()
        if not self._stands or any(
            not counts_alike(answers.get(key, NOTHING), before.get(key, NOTHING))
            for key in keys
            if answers.get(key) is not before.get(key)
        ):
            stands = {item.scenario.id: item.residual.worst for item in session.score.scenarios}
            self.was = self._stands or stands
            self._stands = stands


class TouchedRow(QWidget):
    """One scenario: its name, its hull, its level and what the last answer moved."""

    def __init__(self) -> None:
        super().__init__()
        self.name = Words("", "touched", wrap=True)
        self.hull, self.line = HullBar(24), LevelLine()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 11, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.name)
        column.addSpacing(4)
        column.addWidget(self.hull)
        column.addSpacing(4)
        column.addWidget(self.line)
        column.addSpacing(10)
        column.addWidget(Hairline())

    def show_scenario(self, item: ScenarioScore, score: Score, was: float | None) -> None:
        """Show a scenario as it stands, with where it stood before the last answer."""
        self.name.say(item.scenario.title)
        values = reading_of(item, score.method)
        moved, worse = moved_words(was, item.residual.worst)
        if moved != "not moved" and was is not None:
            values = replace(values, was=was * 10)
        self.hull.show_values(item.scenario.title, values, axis_of(score.method))
        self.line.show_line(item.worst_level, item.residual.worst, best_words(item), moved, worse=worse)


class HullPanel(Ground):
    """The panel. `next_wanted` asks for the next best question."""

    next_wanted = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__("surface", edge="left")
        self.setParent(parent)
        self.setAccessibleName("Where the risk sits")
        self.badge, self.axis, self.hull = Badge(), HullAxis(), HullBar(36)
        self.sentence = Words("", "small", "ink2", wrap=True)
        self.head = Words(TOUCHED, "caption", "ink3")
        self.none, self.alone = Words(NO_SCENARIO, "small", "ink2", wrap=True), QWidget()
        lower = QVBoxLayout(self.alone)
        lower.setContentsMargins(0, 10, 0, 0)
        lower.addWidget(self.none)
        self.rows = [TouchedRow() for _number in range(MOST)]
        self.items: list[ScenarioScore] = []
        self._question = ""
        self._fitted: tuple[object, ...] = ()
        self.more = Button("", "foot")
        self.legend = HullLegend()
        self.promise = Words("", "small", "ink2", wrap=True)
        self.next = Button(NEXT, "primary", icon="corner-down-right", key="B")
        self.next.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.all_shown_for = ""
        self._build()

    def _build(self) -> None:
        top = QHBoxLayout()
        top.addWidget(Words(WHOLE, "name"), 1)
        top.addWidget(self.badge)
        inner = QWidget()
        self.column = QVBoxLayout(inner)
        self.column.setContentsMargins(20, 19, 20, 12)
        self.column.setSpacing(0)
        self.column.addLayout(top)
        self.column.addSpacing(10)
        self.column.addWidget(self.axis)
        self.column.addWidget(self.hull)
        self.column.addSpacing(7)
        self.column.addWidget(self.sentence)
        self.column.addSpacing(19)
        self.column.addWidget(self.head)
        self.column.addSpacing(6)
        self.column.addWidget(Hairline())
        for row in self.rows:
            self.column.addWidget(row)
        self.column.addWidget(self.more)
        self.column.addWidget(self.alone)
        self.column.addSpacing(11)
        self.column.addWidget(self.legend)
        self.column.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(1, 0, 0, 0)
        whole.setSpacing(0)
        scroll = _scrolling(inner)
        scroll.verticalScrollBar().rangeChanged.connect(self._make_room)
        self.bottom = self._bottom()
        whole.addWidget(scroll, 1)
        whole.addWidget(self.bottom)
        self.more.clicked.connect(self._show_all)
        self.next.clicked.connect(self.next_wanted)

    def _make_room(self, _least: int, most: int) -> None:
        """Let the scroll bar take its room from the margin, so that no hull changes its scale."""
        self.column.setContentsMargins(20, 19, 20 - BAR if most else 20, 12)

    def _bottom(self) -> QWidget:
        part = QWidget()
        column = QVBoxLayout(part)
        column.setContentsMargins(20, 0, 20, 16)
        column.setSpacing(0)
        self.next_head = Words(NEXT, "caption", "ink3")
        column.addWidget(Hairline())
        column.addSpacing(12)
        column.addWidget(self.next_head)
        column.addSpacing(2)
        column.addWidget(self.promise)
        column.addSpacing(10)
        column.addWidget(self.next)
        return part

    def show_score(
        self, score: Score, question: Question | None, was: Mapping[str, float], known: Mapping[str, Scenario]
    ) -> None:
        """Show the whole system and what the current question touches; `known` has every scenario, also off the path."""
        values = overall_values(score)
        self.badge.setVisible(values is not None)
        axis = axis_of(score.method)
        self.axis.show_axis(tuple(band.name for band in score.method.bands), axis)
        self.hull.show_values(WHOLE, values, axis)
        if values is None:
            self.sentence.say(NO_RISK)
        else:
            self.badge.show_level(score.worst_level, score.overall.worst)
            self.sentence.say(range_sentence(score))
        wanted = question.scenarios if question else ()
        self._question = question.id if question else ""
        self.items = [item for item in (score.scenario(name) for name in wanted) if item is not None]
        gone = [(known[name].title, was.get(name)) for name in wanted if score.scenario(name) is None]
        if self.items:
            gone = [item for item in gone if item[1] is not None]  # what the last answer took away
        self.none.say(gone_words(gone) if gone else NO_SCENARIO)
        self.alone.setVisible(bool(gone) or not self.items)
        self._fill_rows(score, was)
        self._show_fitting()

    def _fill_rows(self, score: Score, was: Mapping[str, float]) -> None:
        while len(self.rows) < len(self.items):
            row = TouchedRow()
            row.hide()  # a layout shows what nobody has hidden
            self.column.insertWidget(self.column.indexOf(self.more), row)
            self.rows.append(row)
        for row, item in zip(self.rows, self.items, strict=False):
            row.show_scenario(item, score, was.get(item.scenario.id))
        shown = [row.hull.values for row in self.rows[: len(self.items)]]
        self.legend.setVisible(bool(self.items))
        self.legend.show_extra(
            best_deck=any(values is not None and values.inherent_best is not None for values in shown),
            other=any(values is not None and values.other is not None for values in shown),
        )

    def _show_fitting(self) -> None:
        """Show as many touched scenarios as there is room for, at most four, until somebody wants all."""
        everything, wide = bool(self._question) and self.all_shown_for == self._question, self.width() - 41
        tall = [part.heightForWidth(wide) for part in (self.sentence, self.none, self.promise)]
        names = [item.scenario.id for item in self.items]
        before, self._fitted = (
            self._fitted,
            (everything, names, tall, self.size(), self.alone.isHidden(), self.bottom.isHidden()),
        )
        if before == self._fitted:
            return  # an answer moves hulls and no row
        count = len(self.items) if everything else min(len(self.items), MOST)
        self._show_rows(count)
        while not everything and count > LEAST and self._is_too_tall():
            count -= 1
            self._show_rows(count)

    def _show_rows(self, count: int) -> None:
        for at, row in enumerate(self.rows):
            if row.isHidden() == (at < count):
                row.setVisible(at < count)
        self.more.setVisible(count < len(self.items))
        self.more.say(f"{len(self.items) - count} more")

    def _is_too_tall(self) -> bool:
        below = self.bottom.layout()
        taken = below.totalHeightForWidth(self.width() - 1) if below and not self.bottom.isHidden() else 0
        return self.column.totalHeightForWidth(self.width() - 1) > self.height() - taken

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show more or fewer of the touched scenarios."""
        super().resizeEvent(event)
        self._show_fitting()

    def _show_all(self) -> None:
        self.all_shown_for = self._question
        self._show_fitting()

    def show_next(self, best: NextBest | None, questions: Mapping[str, Question], titles: Mapping[str, str]) -> None:
        """Show which open question to ask next, and how far the worst case can fall."""
        self.next.setVisible(best is not None)
        self.next_head.setVisible(best is not None)
        if best is None:
            self.promise.say(NOTHING_LEFT)
            return
        by = points(best.gain)
        gain = several(by, "point") if by else "less than a point"
        what = f"the worst case of “{titles[best.scenario]}”" if best.scenario else "the worst case"
        self.promise.say(f"{questions[best.question].text} It can lower {what} by up to {gain}.", strong=(gain,))
        self._show_fitting()

    def sizeHint(self) -> QSize:
        """Give the usual width."""
        return QSize(360, 600)


def _scrolling(inner: QWidget) -> QScrollArea:
    scroll = scrolling(inner)
    inner.setAutoFillBackground(False)
    return scroll
