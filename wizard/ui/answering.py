"""Answers from the screen in; saved at once, or kept here until saving is possible again."""

from typing import TYPE_CHECKING

from wizard.core.assessment import NOTHING, Answer
from wizard.errors import UserError

if TYPE_CHECKING:
    from wizard.ui.window import Window


class Unsaved:
    """Answers that could not be saved yet, newest for each question; empty is the normal case."""

    def __init__(self, window: "Window") -> None:
        self.window = window
        self.waiting: dict[str, Answer] = {}
        self.error: UserError | None = None

    def __bool__(self) -> bool:
        """Tell whether anything on screen is not on disk."""
        return bool(self.waiting)

    def give(self, question: str, answer: Answer) -> bool:
        """Save an answer and what waited before it; True when all of it is on disk."""
        self.waiting[question] = answer
        return self.try_again()

    def try_again(self) -> bool:
        """Save what waits, oldest first."""
        session = self.window.session
        if session is None:
            return False
        for question, answer in tuple(self.waiting.items()):
            del self.waiting[question]
            try:
                session.answer(question, answer)
            except UserError as error:
                self.waiting = {question: answer, **self.waiting}
                self.error = error
                self.window._show_banner()  # noqa: SLF001 - the window's own part
                return False
        self.error = None
        self.window._show_assessment()  # noqa: SLF001 - the window's own part
        return True

    def standing(self, question: str) -> Answer:
        """Give what is shown for a question."""
        if question in self.waiting:
            return self.waiting[question]
        session = self.window.session
        return session.assessment.answer(question) if session else NOTHING

    def forget(self) -> None:
        """Start empty, for another assessment."""
        self.waiting.clear()
        self.error = None
