"""A question in; the controls that answer it out: segments, boxes or a field, by the question's kind.

`make_reply(question)` gives a `Reply`. Its signal `given` says which parts of the answer the user changed.
"""

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from wizard.core.assessment import ASSURANCE, Answer, problem_with
from wizard.core.questionnaire import Question
from wizard.ui.inputs import LineInput
from wizard.ui.note import Written
from wizard.ui.segmented import Checks, Segmented
from wizard.ui.words import Words

HOW_MUCH = "How much"
HOW_SURE = "How sure"
NOTHING_TO_BE_SURE_OF = "Nothing to be sure of"
LABELS = 84


class Reply(QWidget):
    """What the kinds have in common."""

    given = Signal(dict)
    typed = Signal()
    refused = Signal()

    def __init__(self, question: Question) -> None:
        super().__init__()
        self.question = question

    def show_answer(self, answer: Answer, closed: str) -> None:
        """Show what stands; `closed` says why nothing may change, empty when it may."""

    def choose(self, digit: int) -> bool:
        """Choose by digit; tell whether there is such a choice."""
        return digit < 0

    def show_digits(self, shown: bool) -> None:  # noqa: FBT001 - reads well where it is called
        """Show the digits of the choices."""

    def first_stop(self) -> QWidget:
        """Give the control that takes the focus."""
        return self

    def flush(self) -> None:
        """Say what was typed and not said yet."""


class OneReply(Reply):
    """One choice."""

    def __init__(self, question: Question) -> None:
        super().__init__(question)
        self.segments = Segmented([(choice.id, choice.text) for choice in question.choices], question.text)
        _fill(self, self.segments)
        self.segments.chosen.connect(lambda choice: self.given.emit({"value": choice}))

    def show_answer(self, answer: Answer, closed: str) -> None:
        """Show the choice."""
        self.segments.choose(_text(answer))
        self.segments.forbid(closed)

    def choose(self, digit: int) -> bool:
        """Choose the segment with this digit."""
        return _click(self.segments, digit - 1)

    def show_digits(self, shown: bool) -> None:  # noqa: FBT001 - reads well where it is called
        """Show the digits."""
        self.segments.show_digits(shown)

    def first_stop(self) -> QWidget:
        """Give the chosen segment, or the first."""
        return _stop(self.segments)


class ManyReply(Reply):
    """Any of several choices."""

    def __init__(self, question: Question) -> None:
        super().__init__(question)
        self.checks = Checks([(choice.id, choice.text) for choice in question.choices], question.text)
        _fill(self, self.checks)
        self.checks.chosen.connect(self._chosen)
        self._before: tuple[str, ...] = ()

    def _chosen(self, value: tuple[str, ...]) -> None:
        """Let "none" stand alone: with another choice one of the two goes."""
        if "none" in value and len(value) > 1:
            value = ("none",) if "none" not in self._before else tuple(item for item in value if item != "none")
            self.checks.choose(value)
        self._before = value
        self.given.emit({"value": value})

    def show_answer(self, answer: Answer, closed: str) -> None:
        """Show the choices."""
        self._before = answer.value if isinstance(answer.value, tuple) else ()
        self.checks.choose(self._before)
        self.checks.forbid(closed)

    def choose(self, digit: int) -> bool:
        """Choose the box with this digit, or take it back."""
        return _click(self.checks, digit - 1)

    def show_digits(self, shown: bool) -> None:  # noqa: FBT001 - reads well where it is called
        """Show the digits."""
        self.checks.show_digits(shown)

    def first_stop(self) -> QWidget:
        """Give the first box."""
        return self.checks.buttons[0]


class ControlReply(Reply):
    """How much there is of a control, and how sure that is. Digits run on over both rows."""

    def __init__(self, question: Question) -> None:
        super().__init__(question)
        self.grades = [(choice.id, choice.text) for choice in question.choices]
        self.much = Segmented(self.grades, f"{question.text} {HOW_MUCH}")
        sure = [(step, step.capitalize()) for step in ASSURANCE]
        self.sure = Segmented(sure, f"{question.text} {HOW_SURE}", first=len(self.grades) + 1)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(8)
        grid.setHorizontalSpacing(0)
        grid.setColumnMinimumWidth(0, LABELS)
        grid.setColumnStretch(1, 1)
        for row, (words, segments) in enumerate(((HOW_MUCH, self.much), (HOW_SURE, self.sure))):
            grid.addWidget(Words(words, "small", "ink2"), row, 0)
            grid.addWidget(segments, row, 1)
        self.much.chosen.connect(self._much)
        self.sure.chosen.connect(lambda step: self.given.emit({"assurance": step}))

    def _much(self, grade: str) -> None:
        parts: dict[str, object] = {"value": grade}
        if self._is_absent(grade):
            parts["assurance"] = None
        self.given.emit(parts)

    def _is_absent(self, grade: str) -> bool:
        choice = self.question.choice(grade)
        return choice is not None and choice.grade == 0

    def show_answer(self, answer: Answer, closed: str) -> None:
        """Show both halves; nothing can be proven about what is absent."""
        absent = self._is_absent(_text(answer))
        self.much.choose(_text(answer))
        self.sure.choose("" if absent else answer.assurance or "")
        self.much.forbid(closed)
        self.sure.forbid(closed or (NOTHING_TO_BE_SURE_OF if absent else ""), grey=absent)

    def choose(self, digit: int) -> bool:
        """Choose by digit: first how much, then how sure."""
        count = len(self.grades)
        return _click(self.much, digit - 1) if digit <= count else _click(self.sure, digit - count - 1)

    def show_digits(self, shown: bool) -> None:  # noqa: FBT001 - reads well where it is called
        """Show the digits of both rows."""
        self.much.show_digits(shown)
        self.sure.show_digits(shown)

    def first_stop(self) -> QWidget:
        """Give the chosen grade, or the first."""
        return _stop(self.much)


class FieldReply(Reply):
    """A number with its unit, a date, or a line of text."""

    def __init__(self, question: Question) -> None:
        super().__init__(question)
        number, date = question.kind == "number", question.kind == "date"
        self.input = LineInput(question.text, "2026-11-23" if date else "")
        self.unit = Words(question.unit, "body", "ink2")
        self.error = Words("", "small", "High", wrap=True)
        self.error.hide()
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.input)
        if number or date:
            self.input.setFixedWidth(160)
            row.addWidget(self.unit, 1)
        column = _fill(self)
        column.setSpacing(4)
        column.addLayout(row)
        column.addWidget(self.error)
        self.input.settled.connect(self._settled)
        self.input.textEdited.connect(self.typed)

    def _settled(self, text: str) -> None:
        try:
            value = _value(self.question, text)
        except InvalidOperation:
            self._complain("This takes a number, like 12 or 0.5.")
            return
        wrong = problem_with(self.question, Answer(value=value))
        self._complain(wrong[:1].upper() + wrong[1:])
        if not wrong:
            self.given.emit({"value": value})

    def _complain(self, sentence: str) -> None:
        self.error.say(sentence)
        self.error.setVisible(bool(sentence))
        self.input.setAccessibleDescription(sentence)
        if sentence:
            self.refused.emit()

    def show_answer(self, answer: Answer, closed: str) -> None:
        """Show what stands, unless something that does not fit is still in the field."""
        if self.error.isHidden():
            value = answer.value
            text = format(value.normalize(), "f") if isinstance(value, Decimal) else value
            self.input.show_text(text if isinstance(text, str) else "")
        self.input.forbid(closed)

    def first_stop(self) -> QWidget:
        """Give the field."""
        return self.input

    def flush(self) -> None:
        """Say what was typed."""
        self.input.flush()


class LongReply(Reply):
    """Several lines of text."""

    def __init__(self, question: Question) -> None:
        super().__init__(question)
        self.written = Written(question.text, lines=3)
        _fill(self, self.written)
        self.written.settled.connect(lambda text: self.given.emit({"value": text or None}))
        self.written.typed.connect(self.typed)

    def show_answer(self, answer: Answer, closed: str) -> None:
        """Show what stands."""
        self.written.show_text(_text(answer), closed)

    @property
    def input(self) -> QWidget:
        """Give the field."""
        return self.written.input

    def first_stop(self) -> QWidget:
        """Give the field."""
        return self.written.stop

    def flush(self) -> None:
        """Say what was typed."""
        self.written.flush()


def _fill(reply: QWidget, *parts: QWidget) -> QVBoxLayout:
    column = QVBoxLayout(reply)
    column.setContentsMargins(0, 0, 0, 0)
    for part in parts:
        column.addWidget(part)
    return column


def _text(answer: Answer) -> str:
    return answer.value if isinstance(answer.value, str) else ""


def _value(question: Question, text: str) -> str | Decimal | None:
    if question.kind != "number":
        return text or None
    typed = text.strip().replace("\N{MINUS SIGN}", "-").replace("\N{NO-BREAK SPACE}", "").replace(" ", "")
    return Decimal(typed.replace(",", ".")) if typed else None


def _click(group: Segmented | Checks, at: int) -> bool:
    if not 0 <= at < len(group.buttons):
        return False
    button = group.buttons[at]
    if button.isEnabled():
        button.setFocus(Qt.FocusReason.OtherFocusReason)
        button.click()
    return True


def _stop(group: Segmented) -> QWidget:
    return next((button for button in group.buttons if button.isChecked()), group.buttons[0])


KINDS: Mapping[str, type[Reply]] = {
    "one": OneReply,
    "many": ManyReply,
    "control": ControlReply,
    "number": FieldReply,
    "date": FieldReply,
    "short": FieldReply,
    "long": LongReply,
}


def make_reply(question: Question) -> Reply:
    """Make the controls for a question's kind."""
    return KINDS[question.kind](question)
