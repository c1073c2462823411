"""A session in; its sections, what each filter finds, and how much is done out. No widgets."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from wizard.core.assessment import Answer
from wizard.core.questionnaire import DEPTHS, Module, Presence, Question
from wizard.core.sentences import several
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
    """Divide what is asked into pages: one per module, long modules in parts.

    Parts are cut from all that the depth can ask: an answer hides questions and never moves one to another page.
    """
    asked, depths = frozenset(session.path.asked), _depths(session)
    return tuple(
        part
        for module in session.questionnaire.modules
        for part in _parts(module, [question.id for question in module.questions if question.depth in depths], asked)
    )


def _depths(session: Session) -> tuple[str, ...]:
    chosen = session.assessment.answer("depth").value
    return DEPTHS[: DEPTHS.index(chosen) + 1] if chosen in DEPTHS else DEPTHS[:2]


def _parts(module: Module, questions: list[str], asked: frozenset[str]) -> Iterator[Section]:
    count = -(-len(questions) // MOST)
    size = -(-len(questions) // max(count, 1))
    for number in range(count):
        found = tuple(question for question in questions[number * size : (number + 1) * size] if question in asked)
        if found:
            name, title = module.id, module.title
            yield (
                Section(name, title, found)
                if count == 1
                else Section(f"{name}/{number}", f"{title}, part {number + 1}", found)
            )


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
    return f"about {several(time, 'minute')} left"
