"""A session in; its sections, what each filter finds, and how much is done out. No widgets."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from wizard.core.assessment import Answer
from wizard.core.questionnaire import Presence, Question
from wizard.session import Session

MOST = 30
MINUTES = 0.7
"""Minutes that an open question takes, on average."""

Finds = Callable[[Question, Answer], bool]
Standing = Callable[[str], Answer]


@dataclass(frozen=True, slots=True)
class Section:
    """Questions that are shown on one page; at most 30."""

    id: str
    title: str
    questions: tuple[str, ...]


def _open(question: Question, answer: Answer) -> bool:
    return not answer.is_complete(question)


def _no_evidence(question: Question, answer: Answer) -> bool:
    claims = question.kind == "control" and answer.assurance not in (None, "claimed")
    return claims and not answer.evidence


FILTERS: Mapping[str, tuple[str, Finds]] = {
    "all": ("All", lambda _question, _answer: True),
    "open": ("Open", _open),
    "flagged": ("Flagged", lambda _question, answer: answer.flagged),
    "noted": ("Noted", lambda _question, answer: bool(answer.note.strip())),
    "not-applicable": ("Not applicable", lambda _question, answer: answer.standing == "not-applicable"),
    "no-evidence": ("No evidence", _no_evidence),
}


def sections(session: Session) -> tuple[Section, ...]:
    """Divide what is asked into pages: one per module, long modules in equal parts."""
    asked: dict[str, list[str]] = {}
    modules = session.questionnaire.module_of
    for question in session.path.asked:
        asked.setdefault(modules[question].id, []).append(question)
    titles = {module.id: module.title for module in session.questionnaire.modules}
    return tuple(part for module, found in asked.items() for part in _parts(module, titles[module], found))


def _parts(module: str, title: str, questions: list[str]) -> list[Section]:
    count = -(-len(questions) // MOST)
    if count == 1:
        return [Section(module, title, tuple(questions))]
    size = -(-len(questions) // count)
    return [
        Section(f"{module}/{number}", f"{title}, part {number + 1}", tuple(questions[number * size : (number + 1) * size]))
        for number in range(count)
    ]


def done(session: Session, standing: Standing, questions: tuple[str, ...]) -> int:
    """Count the questions whose answers are complete."""
    known = session.questionnaire.questions
    return sum(standing(question).is_complete(known[question]) for question in questions)


def found(session: Session, standing: Standing, finds: Finds) -> tuple[str, ...]:
    """Give the asked questions that a filter finds."""
    known = session.questionnaire.questions
    return tuple(question for question in session.path.asked if finds(known[question], standing(question)))


def skipped(session: Session) -> tuple[str, ...]:
    """Give the modules that are certainly not asked, each with its reason."""
    path = session.path
    return tuple(
        f"{module.title}: {module.skipped}"
        for module in session.questionnaire.modules
        if path.modules[module.id] is Presence.NO
    )


def minutes(count: int) -> str:
    """Say how long so many open questions take."""
    time = max(1, round(count * MINUTES))
    return f"about {time} minute{'s' if time != 1 else ''} left"
