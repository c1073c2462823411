"""Answers from the screen in; saved at once, or kept here until saving is possible again."""

from typing import TYPE_CHECKING

from wizard.core.assessment import NOTHING, Answer
from wizard.errors import UserError

if TYPE_CHECKING:
    from wizard.session import Session
    from wizard.ui.window import Window

LOST = "What was not saved belongs to an assessment that this workspace does not hold: {texts}."


class Unsaved:
    """Answers that could not be saved yet, newest for each question; empty is the normal case."""

    def __init__(self, window: "Window") -> None:
        self.window = window
        self.waiting: dict[str, Answer] = {}
        self.aside: dict[str, dict[str, Answer]] = {}
        self.error: UserError | None = None

    def __bool__(self) -> bool:
        """Tell whether anything on screen is not on disk."""
        return bool(self.waiting or self.aside)

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
        if not self:
            self.error = None
        self.window._show_assessment()  # noqa: SLF001 - the window's own part
        return True

    def are_saved(self) -> bool:
        """Try to save what waits; tell whether nothing waits any more, in another assessment neither."""
        self.try_again()
        return not self

    def turn(self, before: "Session | None", now: "Session | None") -> None:
        """Put aside what waits for the assessment that was open, and take up what waits for the one that is."""
        if before is not None and self.waiting:
            self.aside[before.assessment.id] = self.waiting
        self.waiting = self.aside.pop(now.assessment.id, {}) if now is not None else {}

    def save(self) -> None:
        """Save what waits here, then what waits elsewhere."""
        if self.try_again() or self.window.session is None:
            self.put_back()

    def put_back(self) -> None:
        """Open the assessments that something was put aside for, and save it there."""
        lost: list[str] = []
        for key in tuple(self.aside):
            try:
                session = self._opened(key)
            except UserError as error:
                self.window.fail(error)
                break
            if session is None:
                lost += [text for answer in self.aside.pop(key).values() for text in _texts(answer)]
                continue
            self.window.take(session)
            self.window.go("Questions")
            if not self.try_again():
                break
        if lost:
            self.window.fail(UserError(LOST.format(texts=", ".join(lost))))

    def _opened(self, key: str) -> "Session | None":
        """Open an assessment; None where the workspace holds no such one."""
        from wizard.ui import loading

        if all(row.id != key for row in self.window.workspace.assessments()):
            return None
        return loading.opened(self.window.workspace, key, self.window.now, self.window.who)

    def standing(self, question: str) -> Answer:
        """Give what is shown for a question."""
        if question in self.waiting:
            return self.waiting[question]
        session = self.window.session
        return session.assessment.answer(question) if session else NOTHING

    def forget(self) -> None:
        """Let go of all that waits."""
        self.waiting.clear()
        self.aside.clear()
        self.error = None


def _texts(answer: Answer) -> list[str]:
    texts = (answer.value, answer.reason, answer.note)
    return [text for text in texts if isinstance(text, str) and text]
