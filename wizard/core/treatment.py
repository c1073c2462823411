"""What is decided about risks goes in; what it is worth once it is done, what is late and what has ended come out.

A plan lowers nothing yet: the risk moves when the question is answered. Days are handed in, since core has no clock.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Literal

from wizard.core.assessment import ASSURANCE, NOTHING, Answer, Value, from_plain, plain, problem_with

if TYPE_CHECKING:
    from wizard.core.questionnaire import Questionnaire

Decision = Literal["mitigate", "accept", "avoid", "transfer"]
DECISIONS: tuple[Decision, ...] = ("mitigate", "accept", "avoid", "transfer")
RECOMMENDATIONS = ("may-start", "may-stay", "may-stay-if", "not-yet", "take-out")
"""What its owner may advise the board: the third needs a condition, the others have none."""
MOST_STEPS = 50
LONGEST = 2000
_WORDS = ("what", "question", "owner", "due", "cost", "proof", "done")
_SAID = ("by", "role", "why", "until")


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to do: in words, or as the answer that a question is to have; days are ISO dates, cost is text.

    `done` is the day on which a step in words was done; one that names a question is done when its answer says so.
    """

    what: str
    question: str = ""
    value: Value = None
    assurance: str | None = None
    owner: str = ""
    due: str = ""
    cost: str = ""
    proof: str = ""
    done: str = ""

    @property
    def target(self) -> Answer:
        """Give the answer that is planned; NOTHING for a step in words."""
        return Answer(self.value, self.assurance) if self.question else NOTHING


@dataclass(frozen=True, slots=True)
class Treatment:
    """What is decided about one risk. `by`, in a `role`, accepts it `until` a day; `who` and `at` say who wrote it down."""

    decision: Decision
    steps: tuple[Step, ...] = ()
    by: str = ""
    role: str = ""
    why: str = ""
    until: str = ""
    who: str = ""
    at: str = ""


@dataclass(frozen=True, slots=True)
class Recommendation:
    """What the owner advises the board, one of RECOMMENDATIONS, and on which condition."""

    choice: str
    condition: str = ""
    who: str = ""
    at: str = ""


@dataclass(frozen=True, slots=True)
class Plan:
    """All that is decided, by scenario, and what is recommended."""

    treatments: Mapping[str, Treatment] = field(default_factory=lambda: MappingProxyType({}))
    recommendation: Recommendation | None = None

    def __bool__(self) -> bool:
        """Tell whether anything is decided."""
        return bool(self.treatments) or self.recommendation is not None


def laid_over(answers: Mapping[str, Answer], *treatments: Treatment) -> Mapping[str, Answer]:
    """Give the answers as they would stand if every step of these treatments were done."""
    steps = (step for treatment in treatments for step in treatment.steps if step.question)
    return MappingProxyType({**answers, **{step.question: step.target for step in steps}})


def lacking(treatment: Treatment) -> str:
    """Say what keeps a decision from counting as a plan, in a few words; empty when nothing does."""
    if treatment.decision == "accept":
        missing = [name for name in _SAID if not getattr(treatment, name).strip()]
        names = {"by": "who accepts it", "role": "in which role", "why": "why", "until": "until when"}
        return f"it does not say {', '.join(names[name] for name in missing)}" if missing else ""
    if treatment.decision == "mitigate":
        return "" if treatment.steps else "it has no step"
    return "" if treatment.steps or treatment.why.strip() else "it has no step and no reason"


def has_ended(treatment: Treatment, today: date) -> bool:
    """Tell whether this was accepted until a day that has passed."""
    return treatment.decision == "accept" and bool(treatment.until) and date.fromisoformat(treatment.until) < today


def is_plan(treatment: Treatment | None, today: date) -> bool:
    """Tell whether a risk has a plan: one that says what it must, and no acceptance that has ended."""
    return treatment is not None and not lacking(treatment) and not has_ended(treatment, today)


def is_done(step: Step, questionnaire: Questionnaire, answers: Mapping[str, Answer]) -> bool:
    """Tell whether a step is done: somebody said so, or the answer that stands is as good as the one planned."""
    if not step.question:
        return bool(step.done)
    question, answer = questionnaire.questions.get(step.question), answers.get(step.question, NOTHING)
    if question is None or answer.standing not in ("given", "met-otherwise") or not answer.is_complete(question):
        return False
    if question.kind != "control":
        return answer.value == step.value
    now, then = question.choice(str(answer.value)), question.choice(str(step.value))
    graded = now is not None and then is not None and (now.grade or 0.0) >= (then.grade or 0.0)
    return graded and _sureness(answer.assurance) >= _sureness(step.assurance)


def days_late(step: Step, questionnaire: Questionnaire, answers: Mapping[str, Answer], today: date) -> int:
    """Tell by how many days a step that is not done is late; nought where it is not."""
    if not step.due or is_done(step, questionnaire, answers):
        return 0
    return max((today - date.fromisoformat(step.due)).days, 0)


def _sureness(assurance: str | None) -> int:
    return ASSURANCE.index(assurance) + 1 if assurance in ASSURANCE else 0


# -- what fits ----------------------------------------------------------------------------------------------------


def problem_with_treatment(questionnaire: Questionnaire, scenario: str, treatment: Treatment) -> str:
    """Say why a decision does not fit its risk, in a sentence; empty when it fits, whether or not it is complete."""
    if scenario not in questionnaire.scenarios:
        return f"there is no scenario {scenario!r} in this assessment."
    if treatment.decision not in DECISIONS:
        return f"{treatment.decision!r} is no decision; use one of {', '.join(DECISIONS)}."
    if len(treatment.steps) > MOST_STEPS:
        return f"a plan has at most {MOST_STEPS} steps."
    long = next((name for name in _SAID if len(getattr(treatment, name)) > LONGEST), "")
    if long:
        return f"{long} is longer than {LONGEST:,} characters."
    wrong = _problem_with_day("until", treatment.until)
    return wrong or next(filter(None, _problems_with_steps(questionnaire, treatment.steps)), "")


def problem_with_recommendation(recommendation: Recommendation) -> str:
    """Say why a recommendation cannot be taken, in a sentence; empty when it can."""
    if recommendation.choice not in RECOMMENDATIONS:
        return f"{recommendation.choice!r} is no recommendation; use one of {', '.join(RECOMMENDATIONS)}."
    if len(recommendation.condition) > LONGEST:
        return f"the condition is longer than {LONGEST:,} characters."
    if bool(recommendation.condition.strip()) != (recommendation.choice == "may-stay-if"):
        return "may-stay-if needs a condition, and no other recommendation has one."
    return ""


def conflict(treatments: Mapping[str, Treatment], scenario: str, new: Treatment) -> str:
    """Say whose plan has another target for a question; empty for none. A plan as a whole is one state of the system."""
    targets = {step.question: step.target for step in new.steps if step.question}
    for name, item in treatments.items():
        for step in item.steps:
            if name != scenario and targets.get(step.question, step.target) != step.target:
                return f"the plan for {name} has another target for {step.question}."
    return ""


def _problems_with_steps(questionnaire: Questionnaire, steps: tuple[Step, ...]) -> Iterator[str]:
    seen: set[str] = set()
    for step in steps:
        yield _problem_with_step(questionnaire, step)
        if step.question in seen:
            yield f"two steps are about {step.question}; a question can have one target."
        seen |= {step.question} - {""}


def _problem_with_step(questionnaire: Questionnaire, step: Step) -> str:
    long = next((name for name in _WORDS if len(getattr(step, name)) > LONGEST), "")
    if long:
        return f"{long} is longer than {LONGEST:,} characters."
    if not step.what.strip():
        return "a step has to say what is done."
    return (
        _problem_with_day("due", step.due)
        or _problem_with_day("done", step.done)
        or _problem_with_target(questionnaire, step)
    )


def _problem_with_target(questionnaire: Questionnaire, step: Step) -> str:
    if not step.question:
        given = step.value is not None or step.assurance is not None
        return "a step with a value names the question that it is the answer to." if given else ""
    question = questionnaire.questions.get(step.question)
    if question is None:
        return f"there is no question {step.question!r}."
    if not question.scenarios:
        return f"{step.question} moves no risk; say the step in words."
    if step.done:
        return f"{step.question} says itself when it is done; leave out done."
    wrong = problem_with(question, step.target)
    if wrong or step.target.is_complete(question):
        return wrong
    return f"the target for {step.question} is not a whole answer; give its value{' and assurance' * (question.kind == 'control')}."


def _problem_with_day(name: str, text: str) -> str:
    try:
        fits = not text or date.fromisoformat(text).isoformat() == text
    except ValueError:
        fits = False
    return "" if fits else f"{name}: {text!r} is not a date; write it like 2026-11-23."


# -- as JSON ------------------------------------------------------------------------------------------------------


def plain_treatment(treatment: Treatment) -> dict[str, Any]:
    """Turn a decision into JSON values; empty parts are left out."""
    parts: dict[str, Any] = {name: getattr(treatment, name) for name in ("decision", *_SAID, "who", "at")}
    parts["steps"] = [_plain_step(step) for step in treatment.steps]
    return {key: part for key, part in parts.items() if part}


def _plain_step(step: Step) -> dict[str, Any]:
    parts = {name: getattr(step, name) for name in _WORDS}
    return {**{key: part for key, part in parts.items() if part}, **plain(step.target)}


def treatment_from(parts: Mapping[str, Any]) -> Treatment:
    """Turn JSON values back into a decision. Raises ValueError where they are not what `plain_treatment` writes."""
    try:
        steps = tuple(_step_from(item) for item in parts.get("steps", ()))
        words: dict[str, Any] = {name: _text(part) for name, part in parts.items() if name != "steps"}
        found = Treatment(steps=steps, **words)
    except (TypeError, AttributeError) as error:
        raise ValueError(f"this is no decision about a risk: {error}") from error
    if plain_treatment(found) != dict(parts):
        raise ValueError("this decision about a risk is not written as this program writes it")
    return found


def _step_from(parts: Mapping[str, Any]) -> Step:
    target = from_plain({name: part for name, part in parts.items() if name in ("value", "assurance")})
    words = {name: _text(part) for name, part in parts.items() if name not in ("value", "assurance")}
    return Step(**words, value=target.value, assurance=target.assurance)


def plain_recommendation(recommendation: Recommendation) -> dict[str, Any]:
    """Turn a recommendation into JSON values; empty parts are left out."""
    names = ("choice", "condition", "who", "at")
    return {name: part for name in names if (part := getattr(recommendation, name))}


def recommendation_from(parts: Mapping[str, Any]) -> Recommendation:
    """Turn JSON values back into a recommendation. Raises ValueError where they are none."""
    try:
        return Recommendation(**{name: _text(part) for name, part in parts.items()})
    except (TypeError, AttributeError) as error:
        raise ValueError(f"this is no recommendation: {error}") from error


def _text(part: object) -> str:
    if not isinstance(part, str):
        raise TypeError(f"a part of a plan has to be text, not {type(part).__name__}")
    return part
