"""A session -> how far the questions will go: counts and minutes for each depth, and which modules are asked and why."""

from collections.abc import Sequence
from dataclasses import dataclass

from wizard.core.assessment import Answer
from wizard.core.path import find_path
from wizard.core.questionnaire import ASKED_ANYWAY, DEPTHS, Method, Module, Presence, Questionnaire
from wizard.session import Session

SECONDS = 40
"""What one question takes, by and large."""
OFTEN = ("once a year", "about three times a year")


@dataclass(frozen=True, slots=True)
class Reach:
    """One module: whether it is asked, why, how many questions, and which open field decides it.

    `wish` is what can be wished: "ask" it anyway, "leave" it out again, or nothing.
    """

    module: Module
    presence: Presence
    reason: str
    count: int
    depends_on: str = ""
    wish: str = ""


def counts(session: Session) -> dict[str, int]:
    """Count the questions of each depth, without the pages about the system."""
    return {depth: len(asked_at(session, depth)) for depth in DEPTHS}


def asked_at(session: Session, depth: str) -> tuple[str, ...]:
    """Give the questions that would be asked at a depth, without the pages about the system."""
    answers = {**session.assessment.answers, "depth": Answer(depth)}
    questions = session.questionnaire.questions
    return tuple(key for key in find_path(session.questionnaire, answers).asked if not questions[key].page)


def depth_of(session: Session) -> str:
    """Give the depth that stands."""
    value = session.assessment.answer("depth").value
    return value if isinstance(value, str) and value in DEPTHS else DEPTHS[1]


def amount(count: int) -> str:
    """Say how many questions and about how long."""
    return f"{count} question{'' if count == 1 else 's'}, {duration(count)}"


def duration(count: int) -> str:
    """Say about how long so many questions take."""
    minutes = count * SECONDS / 60
    if minutes < 50:
        return f"about {max(5, round(minutes / 5) * 5)} minutes"
    halves = max(2, round(minutes / 30))
    hours, half = divmod(halves, 2)
    if not half:
        return f"about {hours} hour{'' if hours == 1 else 's'}"
    return f"about {hours} and a half hours" if hours > 1 else "about an hour and a half"


def modules(session: Session) -> tuple[Reach, ...]:
    """Tell of each module behind the pages about the system whether it is asked, and why."""
    asked = session.path.asked
    owner = session.questionnaire.module_of
    found = []
    for module in session.questionnaire.modules:
        if any(question.page for question in module.questions):
            continue
        count = sum(owner[key] is module for key in asked)
        found.append(_reach(session, module, count))
    return tuple(found)


def _reach(session: Session, module: Module, count: int) -> Reach:
    presence = session.path.modules[module.id]
    if presence is Presence.YES and not _led_to(session, module):
        return Reach(module, presence, "Asked because you want it", count, wish="leave")
    if presence is Presence.YES:
        return Reach(module, presence, module.reason, count)
    if presence is Presence.NO:
        offered = session.questionnaire.questions.get(ASKED_ANYWAY)
        wish = "ask" if offered is not None and offered.choice(module.id) else ""
        return Reach(module, presence, module.skipped, 0, wish=wish)
    field = _deciding(session, module)
    return Reach(module, presence, f"Depends on: {session.questionnaire.questions[field].text}", 0, field)


def _led_to(session: Session, module: Module) -> bool:
    """Tell whether the answers alone put a module on the path, whatever else is wished."""
    answers = session.assessment.answers
    if module.id not in session.assessment.answer(ASKED_ANYWAY).chosen:
        return True
    others = {key: answer for key, answer in answers.items() if key != ASKED_ANYWAY}
    return find_path(session.questionnaire, others).modules[module.id] is Presence.YES


def with_wish(session: Session, module: str, *, asked: bool) -> tuple[str, ...]:
    """Give what is to be asked anyway once this module is wished for, or no longer."""
    wished = {*session.assessment.answer(ASKED_ANYWAY).chosen, module} - ({"none"} if asked else {module})
    return tuple(choice.id for choice in session.questionnaire.questions[ASKED_ANYWAY].choices if choice.id in wished)


def change_in_words(change: int) -> str:
    """Say what a change adds or leaves out; nothing where it does neither."""
    if not change:
        return ""
    counted = f"{abs(change)} question{'' if abs(change) == 1 else 's'}"
    words = f"Adds {counted}." if change > 0 else f"Leaves {counted} out."
    return f"{words} Nothing you answered is lost."


def _deciding(session: Session, module: Module) -> str:
    questions = session.questionnaire.questions
    keys = [key for key, _ in module.when]
    return next((key for key in keys if not session.assessment.answer(key).is_complete(questions[key])), keys[0])


def pages(questionnaire: Questionnaire) -> dict[str, tuple[str, ...]]:
    """Give the questions about the system by their page."""
    found: dict[str, tuple[str, ...]] = {}
    for question in questionnaire.questions.values():
        if question.page:
            found[question.page] = (*found.get(question.page, ()), question.id)
    return found


def is_done(session: Session, key: str) -> bool:
    """Tell whether a question about the system is answered, or need not be."""
    question = session.questionnaire.questions[key]
    must = question.required or (question.kind in ("one", "many", "number") and key != ASKED_ANYWAY)
    return not must or session.assessment.answer(key).is_complete(question)


def mark_in_words(method: Method, harm: str, mark: int) -> str:
    """Say what an appetite (points) lets happen, in the words of the method's anchors."""
    anchors: Sequence[str] = method.anchors.get(harm, ())
    if not anchors:
        return ""
    step, rest = divmod(max(0, mark), 10)
    anchor = anchors[min(step, len(anchors) - 1)].rstrip(".")
    return f"{anchor}, at most {OFTEN[rest >= 5]}. Deeper than that needs a plan or a named person who accepts it."
