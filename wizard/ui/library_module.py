"""A module in; its preview out: every question as it is asked, with choices, help, depth and references, to be read only.

Long modules are built in slices, so that no slice stops the window.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from wizard.core.questionnaire import Module, Question
from wizard.ui.card_parts import HelpPart
from wizard.ui.controls import Hairline, Words
from wizard.ui.library_buttons import ChipButton, chip_of
from wizard.ui.library_lists import catalogue_of, has_editions
from wizard.ui.library_paper import Reading, at_most, with_air
from wizard.ui.library_places import ROOMY, At, Page, said_count
from wizard.ui.library_title import Titled
from wizard.ui.library_wrapping import Wrapping
from wizard.ui.scrolling import reveal

if TYPE_CHECKING:
    from wizard.ui.library import Library

SLICE, WIDEST = 4, 720
GONE = "There is no such module among the questionnaires that ship."
KINDS = {
    "one": "one choice",
    "many": "any number of choices",
    "number": "a number",
    "date": "a date",
    "short": "a line of text",
    "long": "text",
    "control": "a control: how much, and how sure",
}


class ModulePage(Page):
    """One module, question after question."""

    detail = "Questionnaires"

    def __init__(self, library: "Library") -> None:
        super().__init__(library)
        self.inner = QWidget()
        self.area = Reading()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.area)
        self.head: Titled | None = None
        self.questions: dict[str, _Question] = {}
        self._left: Iterator[Question] = iter(())
        self._mark = 0
        self._timer = QTimer(self, singleShot=True, interval=0)
        self._timer.timeout.connect(self._go_on)

    def show_at(self, at: At) -> None:
        """Show a module; `more` names the question to come to."""
        super().show_at(at)
        self.inner, self.questions, self._mark = QWidget(), {}, 0
        margin = 44 if self.width() >= ROOMY else 24
        body = QWidget()
        self.column = QVBoxLayout(body)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(0)
        self.inner.setLayout(at_most(WIDEST, body))
        self.fit(margin)
        module = self._module()
        self._add_head(module)
        self._left = iter(module.questions if module else ())
        self.column.addStretch(1)
        self.area.show_page(self.inner, module.title if module else GONE)
        self._go_on()

    def _module(self) -> Module | None:
        read = self.library.modules
        modules = read.questionnaire.modules if read is not None and read.questionnaire is not None else ()
        return next((module for module in modules if module.id == self.at.key), None)

    def _add_head(self, module: Module | None) -> None:
        self.head = None
        if module is None:
            self.column.addWidget(Words(GONE, "title", wrap=True))
            return
        chip = ChipButton("", module.id, f"Copy {module.id}", lambda: self.library.copy(module.id))
        self.head = Titled(module.title, chip, "title")
        self.column.addWidget(self.head)
        said = f"Version {module.version}. {said_count(len(module.questions), 'question')}. To be read only."
        for text in (said, module.reason):
            if text:
                self.column.addWidget(Words(text, "small", "ink2", wrap=True))
        self.column.addSpacing(12)

    def _go_on(self) -> None:
        """Add a few more questions."""
        for _number in range(SLICE):
            question = next(self._left, None)
            if question is None:
                QTimer.singleShot(0, self.inner, self._arrive)
                return
            made = _Question(self, question, len(self.questions) + 1)
            self.questions[question.id] = made
            self.column.insertWidget(self.column.count() - 1, made)
        self._timer.start()

    def _arrive(self, before: int = -1) -> None:
        """Come to the question that was asked for, or to where one was, until nothing moves any more."""
        asked, high = self.questions.get(self.at.more), self.inner.height()
        if self._mark:
            self.area.verticalScrollBar().setValue(self._mark)
        elif asked is not None:
            reveal(self.area, asked)
        if high != before:
            QTimer.singleShot(0, self.inner, lambda: self._arrive(high))

    def mark(self) -> int:
        """Give how far it is scrolled."""
        return self.area.verticalScrollBar().value()

    def come_back(self, mark: int) -> None:
        """Scroll to where one was, once all questions stand."""
        self._mark = mark

    def first_stop(self) -> QWidget:
        """Give the chip with the module's id: from there Tab and Page down go on."""
        return self.head.chip if self.head is not None else self

    def refresh(self) -> None:
        """Show it once the questionnaires are read."""
        if self.at.kind and not self.questions and self._module() is not None:
            self.show_at(self.at)

    def fit(self, margin: int) -> None:
        """Take this much air."""
        with_air(self.inner, margin)


class _Question(QWidget):
    """One question, as an author wants to see it."""

    def __init__(self, page: ModulePage, question: Question, number: int) -> None:
        super().__init__()
        self.page = page
        self.setAccessibleName(f"{number}: {question.text}")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 16)
        column.setSpacing(4)
        column.addWidget(Hairline())
        column.addSpacing(12)
        head = QHBoxLayout()
        head.addWidget(Words(f"{number}  {question.id}", "caption", "ink3"), 1)
        head.addWidget(Words(_facts(question), "rail", "ink3"))
        column.addLayout(head)
        column.addWidget(Words(question.text, "question", wrap=True))
        for choice in question.choices:
            column.addWidget(Words(f"\N{BULLET} {choice.text}", "control", "ink", wrap=True))
        if any((question.help.why, question.help.how, question.help.evidence)):
            column.addWidget(HelpPart(_without_references(question)))
        self.chips = [self._chip(reference) for reference in question.references]
        if self.chips:
            column.addSpacing(4)
            column.addWidget(Wrapping(self.chips))

    def _chip(self, reference: str) -> ChipButton:
        library = self.page.library
        name, code = chip_of(reference, with_edition=has_editions(library.shelves, reference))
        one = catalogue_of(library.shelves, reference)
        says = f"Open {name} {code}" + (f" of {one.title}" if one else "")
        return ChipButton(name, code, says, self.page.opener(At("entry", reference)))


def _without_references(question: Question) -> Question:
    from dataclasses import replace

    return replace(question, references=())


def _facts(question: Question) -> str:
    unit = f", in {question.unit}" if question.unit else ""
    required = ", required" if question.required else ""
    return f"{KINDS[question.kind]}{unit}{required} \N{MIDDLE DOT} {question.depth}"
