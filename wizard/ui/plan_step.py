"""One step of a plan in, or none yet; its fields to fill out, and the step as it was filled out."""

from dataclasses import replace
from decimal import Decimal, InvalidOperation

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from wizard.core.assessment import ASSURANCE, Value
from wizard.core.questionnaire import Question
from wizard.core.treatment import Step
from wizard.session import Session
from wizard.ui.controls import Button, Hairline, Words
from wizard.ui.inputs import Field
from wizard.ui.pickers import MenuButton
from wizard.ui.rows import in_row
from wizard.ui.segmented import Checks, Segmented

WORDS = "In words, without a question"
DAY = "like 2026-12-15"


class StepForm(QWidget):
    """The fields of one step. `kept` gives the step, `removed` and `left` say what the user wants instead."""

    kept = Signal(object)
    removed = Signal()
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("A step of the plan")
        self.step = Step("")
        self.question: Question | None = None
        self.picker: MenuButton | None = None
        self.target: Segmented | Checks | Field | None = None
        self.sure = Segmented([(each, each.capitalize()) for each in ASSURANCE], "How sure it is to be")
        self.what, self.owner, self.due = Field("What is done"), Field("Owner"), Field("Due", DAY)
        self.cost, self.proof, self.done = Field("Cost"), Field("What will prove it"), Field("Done on", DAY)
        self.error = Words("", "small", "High", wrap=True)
        self.save, self.remove = Button("Keep the step", "primary"), Button("Remove the step")
        self.cancel = Button("Cancel")
        self.save.clicked.connect(self._keep)
        self.remove.clicked.connect(self.removed)
        self.cancel.clicked.connect(self.left)
        self._lay_out()

    def _lay_out(self) -> None:
        self.holder, self.inside = QWidget(), QVBoxLayout()
        self.inside.setContentsMargins(0, 0, 0, 0)
        self.inside.setSpacing(8)
        self.holder.setLayout(self.inside)
        buttons = in_row(self.save, self.cancel, self.remove)
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 12, 0, 12)
        column.setSpacing(10)
        column.addWidget(Hairline())
        column.addWidget(self.what)
        column.addWidget(self.holder)
        column.addLayout(in_row(self.owner, self.due, self.cost, gap=12))
        column.addLayout(in_row(self.proof, self.done, gap=12))
        column.addWidget(self.error)
        column.addLayout(buttons)

    def show_step(self, session: Session, scenario: str, step: Step | None) -> None:
        """Show a step, or empty fields for a new one."""
        self.step = step or Step("")
        self.remove.setVisible(step is not None)
        for name in ("what", "owner", "due", "cost", "proof", "done"):
            field: Field = getattr(self, name)
            field.input.setText(getattr(self.step, name))
            field.complain("")
        self.error.say("")
        questions = [session.questionnaire.questions[key] for key in session.questionnaire.touching[scenario]]
        self._show_picker(questions)
        self._show_question(next((each for each in questions if each.id == self.step.question), None))

    def _show_picker(self, questions: list[Question]) -> None:
        _empty(self.inside)
        pairs = [("", WORDS), *((each.id, each.text) for each in questions)]
        known = self.step.question if self.step.question in dict(pairs) else ""
        self.picker = MenuButton("The question that changes", pairs, known)
        by_id = {each.id: each for each in questions}
        self.picker.picked.connect(lambda key: self._show_question(by_id.get(key)))
        self.inside.addWidget(Words("The question whose answer changes", "caption", "ink3"))
        self.inside.addWidget(self.picker)

    def _show_question(self, question: Question | None) -> None:
        while self.inside.count() > 2:
            _drop(self.inside, 2)
        self.question, self.target = question, None
        self.done.setVisible(question is None)
        if question is None:
            return
        value = self.step.value if self.step.question == question.id else None
        self.inside.addWidget(Words("The answer it is to have", "caption", "ink3"))
        self.target = _target(question, value)
        self.inside.addWidget(self.target)
        if question.kind == "control":
            self.sure = Segmented([(each, each.capitalize()) for each in ASSURANCE], "How sure it is to be")
            self.sure.choose(self.step.assurance or "" if value is not None else "")
            self.inside.addWidget(self.sure)

    def filled(self) -> Step:
        """Give the step as it is filled out now. Raises ValueError where a number is none."""
        texts = {name: getattr(self, name).input.text().strip() for name in ("what", "owner", "due", "cost", "proof")}
        found = replace(self.step, **texts, question="", value=None, assurance=None, done="")
        if self.question is None:
            return replace(found, done=self.done.input.text().strip())
        sure = self.sure.value or None if self.question.kind == "control" else None
        return replace(found, question=self.question.id, value=self._value(), assurance=sure)

    def _value(self) -> Value:
        if isinstance(self.target, Field):
            text = self.target.input.text().strip()
            try:
                return Decimal(text) if text else None
            except InvalidOperation as error:
                raise ValueError(f"{text!r} is not a number.") from error
        return self.target.value or None if self.target is not None else None

    def _keep(self) -> None:
        try:
            self.kept.emit(self.filled())
        except ValueError as error:
            self.complain(str(error))

    def complain(self, sentence: str) -> None:
        """Say why the step was not kept."""
        self.error.say(sentence[:1].upper() + sentence[1:])


def _target(question: Question, value: Value) -> Segmented | Checks | Field:
    pairs = [(choice.id, choice.text) for choice in question.choices]
    if question.kind == "many":
        checks = Checks(pairs, question.text)
        checks.choose(value if isinstance(value, tuple) else ())
        return checks
    if question.kind == "number":
        field = Field(question.unit or "Number")
        field.input.setText("" if value is None else f"{value:f}" if isinstance(value, Decimal) else str(value))
        return field
    segments = Segmented(pairs, question.text)
    segments.choose(str(value or ""))
    return segments


def _empty(layout: QVBoxLayout) -> None:
    while layout.count():
        _drop(layout, 0)


def _drop(layout: QVBoxLayout, at: int) -> None:
    item = layout.takeAt(at)
    widget = item.widget() if item is not None else None
    if widget is not None:
        widget.hide()
        widget.deleteLater()
