"""Two assessments with their scores in; what moved between them out: questions, answers, and every risk at both ends."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

from wizard.core.assessment import NOTHING, Answer
from wizard.core.questionnaire import Question, Questionnaire, Texts
from wizard.core.scoring import ScenarioScore, Score

DUST = 1e-9
"""Decades below which two figures are the same: the record has nine places."""

Change = Literal["changed", "new", "gone"]
Direction = Literal["better", "worse", "same", "new", "gone", "not comparable"]
DIRECTIONS: tuple[Direction, ...] = ("worse", "better", "new", "gone", "same", "not comparable")
PARTS = ("value", "assurance", "standing", "reason", "note", "evidence", "flagged")


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two: the texts that were answered, as they were read, the answers, and their score."""

    texts: Texts
    questionnaire: Questionnaire
    answers: Mapping[str, Answer]
    score: Score


@dataclass(frozen=True, slots=True)
class AnswerChange:
    """One question that is answered otherwise, only in one, or backed otherwise; `parts` names what is not the same."""

    question: str
    text: str
    change: Change
    before: str
    after: str
    parts: tuple[str, ...]
    who: str
    at: str


@dataclass(frozen=True, slots=True)
class State:
    """One end of a comparison: both cases in decades with their levels, and whether it is past the appetite."""

    best: float
    worst: float
    best_level: str
    worst_level: str
    over: bool


@dataclass(frozen=True, slots=True)
class ScenarioChange:
    """One risk before and after; None where it does not stand on that side."""

    id: str
    title: str
    direction: Direction
    before: State | None
    after: State | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """All that moved. `files` are the texts of questions that are not the same; figures of two methods do not compare."""

    files: tuple[str, ...]
    same_method: bool
    overall: ScenarioChange
    scenarios: tuple[ScenarioChange, ...]
    answers: tuple[AnswerChange, ...]
    same_system: bool

    def count(self, direction: Direction) -> int:
        """Count the risks that went one way."""
        return sum(item.direction == direction for item in self.scenarios)


def compare(before: Side, after: Side) -> Comparison:
    """Compare two assessments. The worst case decides which way a risk went; nothing is averaged."""
    method = after.questionnaire.method
    same_method = before.questionnaire.method == method
    levels = tuple(band.name for band in method.bands) if same_method else ()
    was, now = _overall(before.score), _overall(after.score)
    name = "system-name"
    return Comparison(
        files=_files(dict(before.texts), dict(after.texts)),
        same_method=same_method,
        overall=ScenarioChange("overall", "All risks", _direction(was, now, levels), was, now),
        scenarios=tuple(_scenarios(before.score, after.score, levels)),
        answers=tuple(_answers(before, after)),
        same_system=before.answers.get(name, NOTHING).value == after.answers.get(name, NOTHING).value,
    )


def _files(before: Mapping[str, str], after: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(name for name in dict.fromkeys([*before, *after]) if before.get(name) != after.get(name))


def _scenarios(before: Score, after: Score, levels: tuple[str, ...]) -> Iterator[ScenarioChange]:
    """Give all risks, those that stand now worst first, then those that are gone."""
    for item in after.scenarios:
        was = before.scenario(item.scenario.id)
        yield _moved(item, _state(was) if was else None, _state(item), levels)
    for item in before.scenarios:
        if after.scenario(item.scenario.id) is None:
            yield _moved(item, _state(item), None, levels)


def _moved(item: ScenarioScore, was: State | None, now: State | None, levels: tuple[str, ...]) -> ScenarioChange:
    return ScenarioChange(item.scenario.id, item.scenario.title, _direction(was, now, levels), was, now)


def _state(item: ScenarioScore) -> State:
    return State(item.residual.best, item.residual.worst, item.best_level, item.worst_level, item.over)


def _overall(score: Score) -> State:
    over = any(item.over for item in score.scenarios)
    return State(score.overall.best, score.overall.worst, score.best_level, score.worst_level, over)


def _direction(was: State | None, now: State | None, levels: tuple[str, ...]) -> Direction:
    """Say which way it went: by the worst case, then by its level, which a gate may hold, and only then by the best."""
    if was is None or now is None:
        return "new" if was is None else "gone"
    if not levels:
        return "not comparable"
    ranks = levels.index(was.worst_level), levels.index(now.worst_level)
    for one, other in ((was.worst, now.worst), ranks, (was.best, now.best)):
        if abs(one - other) > DUST:
            return "better" if other < one else "worse"
    return "same"


def _answers(before: Side, after: Side) -> Iterator[AnswerChange]:
    """Give the answers that are not the same, in the order of the questions as they are now."""
    known = {**before.questionnaire.questions, **after.questionnaire.questions}
    order = [*after.questionnaire.questions, *(key for key in known if key not in after.questionnaire.questions)]
    for key in order:
        was, now = before.answers.get(key, NOTHING), after.answers.get(key, NOTHING)
        asked = before.questionnaire.questions.get(key, known[key])
        parts = tuple(name for name in PARTS if getattr(was, name) != getattr(now, name))
        if parts:
            change: Change = "new" if _is_empty(was) else "gone" if _is_empty(now) else "changed"
            said = now if change != "gone" else was
            told = (answer_in_words(asked, was), answer_in_words(known[key], now))
            yield AnswerChange(key, known[key].text, change, *told, parts, said.who, said.at)


def _is_empty(answer: Answer) -> bool:
    return replace(answer, who="", at="", flagged=False) == NOTHING


def answer_in_words(question: Question, answer: Answer) -> str:
    """Write an answer as its question words it: "Some, tested", "12 runs", "does not apply: we keep none"; empty for none."""
    if answer.standing == "dont-know":
        return "don\N{RIGHT SINGLE QUOTATION MARK}t know"
    if answer.standing == "not-applicable":
        return f"does not apply: {answer.reason}" if answer.reason else "does not apply, no reason given"
    said = [_value_in_words(question, answer)]
    said += [answer.assurance] if answer.assurance else []
    said += [f"met otherwise: {answer.reason}"] if answer.standing == "met-otherwise" else []
    return ", ".join(part for part in said if part)


def _value_in_words(question: Question, answer: Answer) -> str:
    value = answer.value
    if isinstance(value, Decimal):
        return f"{value:f} {question.unit}".strip()
    ids = value if isinstance(value, tuple) else (value,) if value else ()
    named = [found.text if (found := question.choice(key)) else key for key in ids]
    return "; ".join(named)
