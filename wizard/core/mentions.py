"""A questionnaire and an id go in; the questions that ask about that entry come out, in the order of asking."""

from wizard.core.catalogue import AXES, Entry
from wizard.core.questionnaire import Question, Questionnaire


def asking(questionnaire: Questionnaire, entry: Entry) -> tuple[Question, ...]:
    """Give the questions that name an entry, or ask about a causal value."""
    return tuple(question for question in questionnaire.questions.values() if _names(question, entry))


def _names(question: Question, entry: Entry) -> bool:
    if entry.id in question.references:
        return True
    if entry.kind not in AXES:
        return False
    at = AXES.index(entry.kind)
    return any(f"{entry.kind}-{cause.split('/')[at]}" == entry.code for cause in question.causal)
