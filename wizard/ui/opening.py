"""A record that was read back -> a new draft with its answers, over the questions that were answered."""

from collections.abc import Callable, Mapping
from datetime import datetime

from wizard import library
from wizard.core.assessment import Answer
from wizard.core.questionnaire import Texts
from wizard.errors import UserError
from wizard.session import Session, new_assessment
from wizard.store import Workspace


def draft_of(
    workspace: Workspace, texts: Texts, answers: Mapping[str, Answer], now: Callable[[], datetime], who: str
) -> Session:
    """Make a draft from a record; it carries the answers and never the seal. Raises UserError when it cannot be read."""
    questionnaire, problems = library.read(texts)
    if questionnaire is None:
        raise UserError(f"The record cannot be read: {problems[0].message}", "Nothing was made.")
    session = new_assessment(workspace, texts, questionnaire, now, who)
    for question, answer in answers.items():
        if question in questionnaire.questions:
            session.answer(question, answer)
    return session
