"""One risk in; the panel in which it is decided what to do about it out: the decision, its steps, where they lead."""

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from wizard.core.hull import axis_of
from wizard.core.sentences import number
from wizard.core.treatment import DECISIONS, Decision, Step, Treatment, lacking, problem_with_treatment
from wizard.session import Session
from wizard.ui.controls import Badge, Button, Words
from wizard.ui.hull import HullAxis, HullBar
from wizard.ui.inputs import Field
from wizard.ui.plan_step import DAY, StepForm
from wizard.ui.plan_words import LOWERS_NOTHING, Planned, StepRow, lateness, step_columns, step_rows, where_it_leads
from wizard.ui.rows import in_row
from wizard.ui.segmented import Segmented
from wizard.ui.table import Table
from wizard.ui.words import Hairline

if TYPE_CHECKING:
    from wizard.ui.window import Window

STEP, HEAD = 52, 33
SAYS = {"by": ("Who accepts it", ""), "role": ("In which role", ""), "why": ("Why", ""), "until": ("Until when", DAY)}


class Side(QWidget):
    """The panel. `wanted_next` asks for the next risk, `opened` tells that the fields of a step are there to be seen."""

    wanted_next, opened = Signal(), Signal()

    def __init__(self, window: "Window") -> None:
        super().__init__()
        self.window_ = window
        self.row: Planned | None = None
        self._editing: int | None = None
        self.title, self.about = Words("", "title", wrap=True), Words("", "small", "ink2", wrap=True)
        self.trace = Button("Show the trace", "foot")
        self.trace.colour = "accent"
        self.trace.clicked.connect(self._show_trace)
        self.decision = Segmented([(each, each.capitalize()) for each in DECISIONS], "What is done about this risk")
        self.decision.chosen.connect(self._decided)
        self.axis, self.hull = HullAxis(), HullBar(40)
        self.today, self.then = Badge(), Badge()
        self.arrow, self.leads = Words("Once all is done", "small", "ink2"), Words("", "small", "ink2", wrap=True)
        self.fields = {name: Field(label, hint) for name, (label, hint) in SAYS.items()}
        for name, field in self.fields.items():
            field.input.settled.connect(lambda _text, name=name: self._said(name))
        self.lacks, self.late = Words("", "small", "High", wrap=True), Words("", "small", "High", wrap=True)
        self.steps: Table[StepRow] = Table((), "Steps", lambda _row: STEP, HEAD)
        self.steps.opened.connect(self._open_step)
        self.add, self.form = Button("Add a control", icon="plus", small=True), StepForm()
        self.add.clicked.connect(self.add_step)
        self.form.kept.connect(self._keep)
        self.form.removed.connect(self._remove)
        self.form.left.connect(self._leave_step)
        self.back, self.next = Button("Take the decision back", "foot"), Button("Next risk", icon="arrow-down")
        self.back.clicked.connect(lambda: self._give(None))
        self.next.clicked.connect(self.wanted_next)
        self._lay_out()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(32, 24, 32, 20)
        column.setSpacing(10)
        column.addWidget(self.title)
        about = in_row(self.about, self.trace, gap=12)
        about.setStretch(0, 1)
        column.addLayout(about)
        column.addWidget(self.decision)
        column.addWidget(self.axis)
        column.addWidget(self.hull)
        leads = in_row(Words("Today", "small", "ink2"), self.today, self.arrow, self.then, self.leads, gap=10)
        leads.setStretch(4, 1)
        column.addLayout(leads)
        self.accepts = QWidget()
        accepts = QVBoxLayout(self.accepts)
        accepts.setContentsMargins(0, 4, 0, 4)
        accepts.setSpacing(10)
        for pair in (("by", "role"), ("why",), ("until",)):
            accepts.addLayout(in_row(*(self.fields[name] for name in pair), gap=12))
        column.addWidget(self.accepts)
        head = in_row(Words("Planned controls", "question"), gap=8)
        head.addStretch(1)
        head.addWidget(self.add)
        column.addLayout(head)
        for part in (self.steps, self.form, self.lacks, self.late):
            column.addWidget(part)
        column.addStretch(1)
        column.addWidget(Hairline())
        foot = in_row(Words(LOWERS_NOTHING, "small", "ink2", wrap=True), self.back, self.next, gap=16)
        foot.setStretch(0, 1)
        column.addLayout(foot)

    # -- showing ---------------------------------------------------------------------------------------------------

    @property
    def _session(self) -> Session:
        session = self.window_.session
        if session is None:
            raise RuntimeError("a plan is shown for an open assessment only")
        return session

    def show_risk(self, row: Planned) -> None:
        """Show a risk with what is decided about it."""
        if self.row is None or row.key != self.row.key:
            self.form.hide()
            self._editing = None
        self.row = row
        item, session = row.score, self._session
        harm, method = item.followed, session.questionnaire.method
        self.title.say(item.scenario.title)
        self.about.say(
            f"Worst for {harm.name}. Appetite {number(harm.appetite)}, worst case {number(harm.residual.worst)}."
        )
        self.axis.show_axis(tuple(band.name for band in method.bands), axis_of(method))
        self.hull.show_values(item.scenario.title, row.reading, axis_of(method))
        self.today.show_level(item.worst_level, item.residual.worst)
        then = row.outlook.target(row.key)
        for part in (self.arrow, self.then):
            part.setVisible(then is not None)
        if then is not None:
            self.then.show_level(then.worst_level, then.residual.worst)
        self.leads.say(where_it_leads(row))
        self._show_decision(row, step_rows(session, row))

    def _show_decision(self, row: Planned, steps: tuple[StepRow, ...]) -> None:
        treatment, closed = row.treatment, self.window_.closed
        decision = treatment.decision if treatment else ""
        self.decision.choose(decision)
        self.decision.forbid(closed)
        for name, field in self.fields.items():
            field.setVisible(decision == "accept" or (name == "why" and decision in ("avoid", "transfer")))
            field.input.show_text(getattr(treatment, name) if treatment else "")
            field.input.forbid(closed)
        self.accepts.setVisible(decision in ("accept", "avoid", "transfer"))
        self.steps.show_columns(step_columns(self.width()))
        self.steps.show_rows(steps, self.steps.currentIndex().row())
        self.steps.setFixedHeight(self.steps.whole_height() + 2)
        self.steps.setVisible(bool(steps))
        self.add.forbid(closed or ("" if treatment else "Decide first what is done about this risk."))
        self.form.save.forbid(closed)
        self.form.remove.forbid(closed)
        self.back.setVisible(treatment is not None and not closed)
        lacks = lacking(treatment) if treatment else ""
        self.lacks.say(f"This does not count as a plan yet: {lacks}." if lacks else "")
        self.lacks.setVisible(bool(lacks))
        self.late.say(lateness(self._session, treatment))
        self.late.setVisible(bool(self.late.text()))

    # -- deciding --------------------------------------------------------------------------------------------------

    @property
    def _treatment(self) -> Treatment:
        return (self.row.treatment if self.row else None) or Treatment("mitigate")

    def _decided(self, decision: str) -> None:
        chosen: Decision = next(each for each in DECISIONS if each == decision)
        self._give(replace(self._treatment, decision=chosen))

    def _said(self, name: str) -> None:
        words: dict[str, Any] = {name: self.fields[name].input.text().strip()}
        new = replace(self._treatment, **words)
        wrong = self._problem(new)
        self.fields[name].complain(wrong)
        if not wrong and self.row is not None and self.row.treatment is not None:
            self._give(new)

    def _problem(self, treatment: Treatment) -> str:
        key = self.row.key if self.row else ""
        wrong = problem_with_treatment(self._session.questionnaire, key, treatment)
        return wrong[:1].upper() + wrong[1:]

    def _give(self, treatment: Treatment | None) -> bool:
        """Save a decision; where the world refuses, the banner says why."""
        from wizard.errors import UserError

        if self.row is None:
            return False
        try:
            self._session.decide(self.row.key, treatment)
        except UserError as error:
            self.window_.fail(error)
            return False
        return True

    def flush(self) -> None:
        """Save what is still being typed."""
        for field in self.fields.values():
            field.input.flush()

    # -- steps -----------------------------------------------------------------------------------------------------

    def add_step(self) -> None:
        """Open empty fields for a new step."""
        if self.add.isEnabled() and self.row is not None:
            self._show_form(None)

    def _open_step(self, at: int) -> None:
        if 0 <= at < len(self._treatment.steps):
            self._show_form(at)

    def _show_form(self, at: int | None) -> None:
        if self.row is None:
            return
        self._editing = at
        self.form.show_step(self._session, self.row.key, None if at is None else self._treatment.steps[at])
        self.form.show()
        self.form.what.input.setFocus()
        self.opened.emit()

    def _keep(self, step: Step) -> None:
        steps = list(self._treatment.steps)
        if self._editing is None:
            steps.append(step)
        else:
            steps[self._editing] = step
        new = replace(self._treatment, steps=tuple(steps))
        wrong = self._problem(new)
        if wrong:
            self.form.complain(wrong)
        elif self._give(new):
            self._leave_step()

    def _remove(self) -> None:
        steps = tuple(step for at, step in enumerate(self._treatment.steps) if at != self._editing)
        if self._give(replace(self._treatment, steps=steps)):
            self._leave_step()

    def _leave_step(self) -> None:
        self.form.hide()
        self._editing = None
        (self.steps if self.steps.isVisible() else self.add).setFocus()

    def _show_trace(self) -> None:
        if self.row is not None:
            self.window_.go("Risks", scenario=self.row.key)
