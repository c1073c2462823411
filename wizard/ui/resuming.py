"""An assessment that is opened and its sections in; the section and the question where its user goes on out."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import chain

from wizard.core.assessment import NOTHING
from wizard.session import Session
from wizard.ui.outline import Section
from wizard.ui.reach import is_done


def place_to_resume(session: Session, sections: Sequence[Section]) -> tuple[str, str]:
    """Give the section and its question; the first section and no question where there is nothing to go on with."""
    question = question_to_resume(session)
    found = next((part for part in sections if question in part.questions), None)
    if found is not None:
        return found.id, question
    return (sections[0].id if sections else ""), ""


def question_to_resume(session: Session) -> str:
    """Give the question that was answered last if it is still open, else the next open one behind it, else that itself.

    The pages about the system are a place of their own: what is asked there does not count. Empty while they are not
    filled in and nothing else is answered, and for what is sealed.
    """
    if session.assessment.sealed:
        return ""
    known, asked = session.questionnaire.questions, session.path.asked
    begun = [
        key for key in session.assessment.answers if key in asked and not known[key].page and _stands(session, key)
    ]
    if not begun and not all(is_done(session, key) for key in asked if known[key].page):
        return ""
    others = [key for key in asked if not known[key].page]
    at = others.index(begun[-1]) if begun else 0
    round_trip = chain(others[at:], others[:at])
    is_open = (key for key in round_trip if not session.assessment.answer(key).is_complete(known[key]))
    return next(is_open, begun[-1] if begun else "")


def _stands(session: Session, question: str) -> bool:
    """Tell whether anything stands for a question: what was taken back is no place to go on from."""
    return replace(session.assessment.answer(question), who="", at="") != NOTHING
