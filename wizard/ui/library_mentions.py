"""An entry in; the questions that ask about it out: of the open assessment, which open there, and of what ships."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from wizard.core.catalogue import Entry
from wizard.core.mentions import asking
from wizard.core.questionnaire import Question
from wizard.core.sentences import UNNAMED
from wizard.ui.controls import Button, Words
from wizard.ui.library_buttons import TextRow, let_go
from wizard.ui.library_places import At, said_count

if TYPE_CHECKING:
    from wizard.ui.library import Library

NOBODY = "No question names it."


class Mentions(QWidget):
    """A heading and one row for each question; Enter opens it where it is asked, else its module's preview."""

    def __init__(self, library: "Library", entry: Entry) -> None:
        super().__init__()
        self.library, self.entry = library, entry
        self.rows: list[TextRow] = []
        self.said = Words("", "small", "ink2")
        self.link = Button("", "foot", trail="chevron-down")
        self.link.setParent(self)  # shown without a parent it would be a window of its own
        self.link.show_colour("accent")
        self._shown: tuple[object, ...] = ()
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(Words("Questions", "question"))
        head.addWidget(self.said, 1)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 20, 0, 0)
        self.column.setSpacing(0)
        self.column.addLayout(head)
        self.column.addSpacing(4)
        self.refresh()

    def refresh(self) -> None:
        """Find the questions anew; what is asked in the open assessment comes first."""
        asked, shipped = self._asked(), self._shipped()
        ids = {question.id for question in asked}
        rest = tuple(question for question in shipped if question.id not in ids)
        shown = (tuple(ids), tuple(question.id for question in rest), self._sentence(asked, rest))
        if shown == self._shown:
            return
        self._shown = shown
        said = self._sentence(asked, rest)
        self.said.say(said)
        self.link.say(said.partition(",")[0])
        self.link.setVisible(bool(asked or rest))
        for row in self.rows:
            self.column.removeWidget(row)
            let_go(row)
        self.rows = [self._row(question, here=True) for question in asked]
        self.rows += [self._row(question, here=False) for question in rest]
        for row in self.rows:
            self.column.addWidget(row)

    def _asked(self) -> tuple[Question, ...]:
        session = self.library.session
        if session is None:
            return ()
        asked = frozenset(session.path.asked)
        return tuple(one for one in asking(session.questionnaire, self.entry) if one.id in asked)

    def _shipped(self) -> tuple[Question, ...]:
        modules = self.library.modules
        if modules is None or modules.questionnaire is None:
            return ()
        return asking(modules.questionnaire, self.entry)

    def _sentence(self, asked: tuple[Question, ...], rest: tuple[Question, ...]) -> str:
        session = self.library.session
        if not asked and not rest:
            return NOBODY if self.library.modules is not None else ""
        if session is None:
            return f"Named by {said_count(len(rest), 'question')} that ship with Plimsoll"
        name = session.assessment.text("system-name") or UNNAMED
        if not asked:
            return f"Named by {said_count(len(rest), 'question')}, none of them asked of {name}"
        more = f", and by {len(rest):,} more that it is not asked" if rest else ""
        return f"Named by {said_count(len(asked), 'question')} of {name}{more}"

    def _row(self, question: Question, *, here: bool) -> TextRow:
        if here:
            return TextRow(question.text, "asked here", lambda: self.library.ask(question.id))
        modules = self.library.modules
        module = modules.questionnaire.module_of[question.id] if modules and modules.questionnaire else None
        at = At("module", module.id if module else "", question.id)
        return TextRow(question.text, module.title if module else "", lambda: self.library.go_to(at))
