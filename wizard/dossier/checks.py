"""An assessment -> what to look at before it is sealed. Only answers that are required stop the seal."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from wizard.core.days import day
from wizard.core.scoring import ScenarioScore
from wizard.core.treatment import Plan, Treatment, days_late, has_ended, is_plan
from wizard.report import unprinted
from wizard.report.type import spelled
from wizard.session import Session


@dataclass(frozen=True, slots=True)
class Check:
    """One doubt or one good finding: `kind` names it, `questions` and `scenarios` say where to look."""

    kind: str
    fact: str
    detail: str
    good: bool = False
    questions: tuple[str, ...] = ()
    scenarios: tuple[str, ...] = ()


def checks(session: Session) -> tuple[Check, ...]:
    """List what a careful reader would ask about, the gravest first."""
    return (
        *_lacking(session),
        *_over(session),
        *_planless(session),
        *_ended(session),
        *_late(session),
        *_open(session),
        *_unbacked(session),
        *_unprinted(session),
        *_flagged(session),
    )


def missing(session: Session) -> tuple[str, ...]:
    """Name the questions without whose answer nothing is sealed."""
    questions, answers = session.questionnaire.questions, session.assessment
    return tuple(
        key
        for key in session.path.asked
        if questions[key].required and not answers.answer(key).is_complete(questions[key])
    )


def _over(session: Session) -> Iterator[Check]:
    over = [item for item in session.score.scenarios if item.over]
    names = _and_more([item.scenario.title for item in over])
    ids = tuple(item.scenario.id for item in over)
    if over:
        yield Check("over-appetite", f"{_count(len(over), 'risk')} over appetite", names, scenarios=ids)
    else:
        yield Check("over-appetite", "Every risk is within its appetite", "Worst case included", good=True)


def _planless(session: Session) -> Iterator[Check]:
    treatments, today = _treatments(session), session.now().date()
    over = [item for item in session.score.scenarios if item.over]
    without = [item for item in over if not is_plan(treatments.get(item.scenario.id), today)]
    if without:
        fact = f"{_count(len(without), 'risk')} over appetite without a plan"
        yield Check("no-plan", fact, _titles(without), scenarios=tuple(item.scenario.id for item in without))
    elif over:
        fact = "The risk over appetite has a plan" if len(over) == 1 else "Every risk over appetite has a plan"
        yield Check("no-plan", fact, "A plan lowers nothing yet", good=True)


def _ended(session: Session) -> Iterator[Check]:
    treatments, today = _treatments(session), session.now().date()
    found = [
        item
        for item in session.score.scenarios
        if item.scenario.id in treatments and has_ended(treatments[item.scenario.id], today)
    ]
    if found:
        last = date.fromisoformat(treatments[found[0].scenario.id].until)
        one = len(found) == 1
        fact = f"The acceptance ended on {day(last)}" if one else f"{len(found)} acceptances have ended"
        yield Check("accepted-until", fact, _titles(found), scenarios=tuple(item.scenario.id for item in found))


def _late(session: Session) -> Iterator[Check]:
    treatments, today = _treatments(session), session.now().date()
    late = [
        (step.what, item.scenario.id)
        for item in session.score.scenarios
        if item.scenario.id in treatments
        for step in treatments[item.scenario.id].steps
        if days_late(step, session.questionnaire, session.assessment.answers, today)
    ]
    if late:
        fact = f"{_count(len(late), 'step')} of the plan late"
        where = tuple(dict.fromkeys(scenario for _, scenario in late))
        yield Check("late", fact, _and_more([what for what, _ in late]), scenarios=where)


def _treatments(session: Session) -> Mapping[str, Treatment]:
    return (session.assessment.plan or Plan()).treatments


def _titles(items: list[ScenarioScore]) -> str:
    return _and_more([item.scenario.title for item in items])


def _open(session: Session) -> Iterator[Check]:
    score = session.score
    deciding = [question for question in score.open if _decides(session, question)]
    texts = [session.questionnaire.questions[question].text for question in deciding]
    if deciding:
        verb = "decides" if len(deciding) == 1 else "decide"
        fact = f"{_count(len(deciding), 'open answer')} {verb} a level"
        yield Check("open", fact, _and_more(texts), questions=tuple(deciding))
    elif score.open:
        yield Check("open", f"{_count(len(score.open), 'answer')} open", "None decides a level", questions=score.open)
    else:
        yield Check("open", "Every question is answered", "Nothing asked is open", good=True)


def _decides(session: Session, question: str) -> bool:
    touched = session.questionnaire.questions[question].scenarios
    found = [session.score.scenario(scenario) for scenario in touched]
    return any(item is not None and item.best_level != item.worst_level for item in found)


def _unbacked(session: Session) -> Iterator[Check]:
    answers = session.assessment.answers
    found = tuple(
        key
        for key in session.path.asked
        if key in answers and answers[key].assurance in ("tested", "verified") and not answers[key].evidence
    )
    if found:
        texts = [session.questionnaire.questions[key].text for key in found]
        fact = f"{_count(len(found), 'tested answer')} without evidence"
        yield Check("no-evidence", fact, _and_more(texts), questions=found)


def _flagged(session: Session) -> Iterator[Check]:
    answers = session.assessment.answers
    found = tuple(key for key in session.path.asked if key in answers and answers[key].flagged)
    if found:
        texts = [session.questionnaire.questions[key].text for key in found]
        yield Check("flagged", f"{_count(len(found), 'answer')} flagged for review", _and_more(texts), questions=found)


def _unprinted(session: Session) -> Iterator[Check]:
    """Name what the report spells out, since no font of it has a picture for it or it would steer the text."""
    answers = session.assessment.answers
    found = unprinted({key: answer for key, answer in answers.items() if session.path.has(key)})
    if found:
        names = [spelled(character) for character in found]
        fact = f"{_count(len(found), 'character')} cannot be printed"
        told = f"Printed by name: {_and_more(names)}"
        yield Check(
            "unprinted", fact, told, questions=tuple(dict.fromkeys(key for keys in found.values() for key in keys))
        )


def _lacking(session: Session) -> Iterator[Check]:
    lacking = missing(session)
    if lacking:
        texts = [session.questionnaire.questions[key].text for key in lacking]
        yield Check("required", f"{_count(len(lacking), 'answer')} needed to seal", _and_more(texts), questions=lacking)


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _and_more(names: list[str]) -> str:
    return names[0] + (f", and {len(names) - 1} more" if len(names) > 1 else "") if names else ""
