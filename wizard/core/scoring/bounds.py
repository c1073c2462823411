"""Answers -> the score with its bounds: every figure at its best and its worst over all that is still open."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from wizard.core.assessment import NOTHING, Answer
from wizard.core.questionnaire import (
    CLASSES,
    Barrier,
    Gate,
    Group,
    Method,
    Path,
    Presence,
    Question,
    Questionnaire,
    Scenario,
    Weight,
    find_path,
)
from wizard.core.scoring.arithmetic import decades, group_failure
from wizard.core.scoring.values import Harm, Range, ScenarioScore, Score

Answers = Mapping[str, Answer]
Weights = tuple[tuple[Question, Weight, Range], ...]
Failures = tuple[tuple[Question, Barrier, Range], ...]
LIFTED = Range(0.0, 0.0)
NO_CONTROL = Range(1.0, 1.0)
ANY_GRADE = Range(1.0, 0.0)
"""Best case: fully there. Worst case: not there."""
GATE_GRADE = 0.5
GATE_ASSURANCE = ("tested", "verified")


@dataclass(frozen=True, slots=True)
class Situation:
    """What the answers make of a questionnaire: the path, and which questions leave nothing open."""

    questionnaire: Questionnaire
    answers: Answers
    path: Path
    complete: frozenset[str]
    proven: str = ""
    """A control question that is taken as fully and certainly there, whatever was answered."""

    @property
    def method(self) -> Method:
        """Give the method of the questionnaire."""
        return self.questionnaire.method


def read(questionnaire: Questionnaire, answers: Answers, proven: str = "") -> Situation:
    """Look at every answer once."""
    known = questionnaire.questions
    complete = frozenset(key for key, answer in answers.items() if key in known and answer.is_complete(known[key]))
    return Situation(questionnaire, answers, find_path(questionnaire, answers), complete, proven)


def score(questionnaire: Questionnaire, answers: Answers) -> Score:
    """Score every scenario on the path; the overall figure is the maximum at both ends, never an average."""
    situation = read(questionnaire, answers)
    path = situation.path
    scored = [
        score_scenario(situation, scenario)
        for scenario in questionnaire.scenarios.values()
        if path.scenarios[scenario.id] is not Presence.NO
    ]
    scored.sort(key=lambda item: -item.residual.worst)
    method = questionnaire.method
    lowest = method.frequency[0] + method.severity[0]
    certain = [item for item in scored if item.presence is Presence.YES]
    best = max((item.residual.best for item in certain), default=lowest)
    best_level = _highest(method, (item.best_level for item in certain))
    complete = situation.complete.intersection(path.asked)
    moving = _moving(questionnaire, path)
    return Score(
        method=method,
        path=path,
        scenarios=tuple(scored),
        overall=Range(best, max((item.residual.worst for item in scored), default=lowest)),
        best_level=best_level,
        best_is_held=best_level != level(method, best),
        worst_level=_highest(method, (item.worst_level for item in scored)),
        asked=sum(counts(questionnaire.questions[question]) for question in path.asked),
        answered=sum(counts(questionnaire.questions[question]) for question in complete),
        open=tuple(question for question in path.asked if question in moving and question not in complete),
        deeper=_deeper(situation, moving),
        unproven=tuple(dict.fromkeys(question for item in scored for question in item.unproven)),
    )


def level(method: Method, risk: float) -> str:
    """Name the band of an unrounded risk in decades."""
    name = method.bands[0].name
    for band in method.bands[1:]:
        if risk >= band.start:
            name = band.name
    return name


def counts(question: Question) -> bool:
    """Tell whether an unanswered question leaves the assessment unfinished; free text and dates may stay empty."""
    return question.required or question.kind in ("one", "many", "number", "control")


def score_scenario(situation: Situation, scenario: Scenario) -> ScenarioScore:
    """Score one scenario that is on the path."""
    method = situation.method
    weights = weight_ranges(situation, scenario)
    failures = failure_ranges(situation, scenario)
    factors = _factors(scenario, failures)
    frequency = inherent_range(method, scenario, "frequency", weights)
    prevention = _product([factors[group.id] for group in scenario.groups if group.on == "frequency"])
    harms = tuple(
        _harm(situation, scenario, name, frequency, prevention, weights, factors)
        for name in CLASSES
        if name in scenario.severity
    )
    residual = Range(max(h.residual.best for h in harms), max(h.residual.worst for h in harms))
    holds = [(gate, _gate_holds(situation, gate)) for gate in scenario.gates]
    plain_level = level(method, residual.worst)
    worst_level = _highest(method, (plain_level, *(gate.level for gate, held in holds if held.worst)))
    best_level = _highest(method, (level(method, residual.best), *(gate.level for gate, held in holds if held.best)))
    return ScenarioScore(
        scenario=scenario,
        presence=situation.path.scenarios[scenario.id],
        harms=harms,
        decisive=max(harms, key=lambda harm: (harm.residual.worst, harm.residual.worst - harm.appetite)),
        residual=residual,
        inherent=Range(max(h.inherent.best for h in harms), max(h.inherent.worst for h in harms)),
        best_level=best_level,
        worst_level=worst_level,
        gates=tuple(gate for gate, held in holds if held.worst),
        gates_at_best=tuple(gate for gate, held in holds if held.best),
        held=worst_level != plain_level,
        open=_open(situation, weights, failures),
        unproven=_unproven(situation, failures),
    )


def weight_ranges(situation: Situation, scenario: Scenario) -> Weights:
    """Give what each exposure answer on the path adds to the scenario, in decades."""
    present, asked = situation.path.questions, situation.questionnaire
    return tuple(
        (question, weight, _weight(situation, question, weight, span))
        for (question, weight), span in zip(asked.weights[scenario.id], asked.spans[scenario.id], strict=True)
        if present[question.id] is not Presence.NO
    )


def failure_ranges(situation: Situation, scenario: Scenario) -> Failures:
    """Give the failure q of each control on the path: 1 is no control at all."""
    present = situation.path.questions
    return tuple(
        (question, barrier, _failure(situation, question, barrier))
        for question, barrier in situation.questionnaire.barriers[scenario.id]
        if present[question.id] is not Presence.NO
    )


def inherent_range(method: Method, scenario: Scenario, side: str, weights: Weights) -> Range:
    """Give frequency, or the severity of one class, before any control, clipped to the method's range."""
    base = scenario.frequency if side == "frequency" else scenario.severity[side]
    least, most = method.frequency if side == "frequency" else method.severity
    added = [found for _, weight, found in weights if weight.on == side]
    best = math.fsum([base, *[item.best for item in added]])
    worst = math.fsum([base, *[item.worst for item in added]])
    return Range(_within(least, best, most), _within(least, worst, most))


def _within(least: float, value: float, most: float) -> float:
    return least if value < least else min(value, most)


def groups_for(scenario: Scenario, name: str) -> tuple[Group, ...]:
    """Give the groups of controls that act on this class: all preventive ones, and mitigating ones that name it."""
    return tuple(
        group for group in scenario.groups if group.on == "frequency" or not group.classes or name in group.classes
    )


def appetite(method: Method, answers: Answers, name: str) -> float:
    """Give the mark of a class in decades; nobody having set one counts as 0, never as room."""
    answer = answers.get(method.appetite.get(name, ""), NOTHING)
    return float(answer.value) / 10 if isinstance(answer.value, Decimal) else 0.0


def _harm(
    situation: Situation,
    scenario: Scenario,
    name: str,
    frequency: Range,
    prevention: Range,
    weights: Weights,
    factors: Mapping[str, Range],
) -> Harm:
    floor = situation.method.floor
    severity = inherent_range(situation.method, scenario, name, weights)
    inherent = Range(frequency.best + severity.best, frequency.worst + severity.worst)
    mitigation = _product([factors[group.id] for group in groups_for(scenario, name) if group.on == "severity"])
    prevented = _lowered(frequency, prevention, floor)
    both = Range(prevention.best * mitigation.best, prevention.worst * mitigation.worst)
    residual = _lowered(inherent, both, floor)
    return Harm(
        name=name,
        inherent_frequency=frequency,
        inherent_severity=severity,
        frequency=prevented,
        severity=Range(residual.best - prevented.best, residual.worst - prevented.worst),
        inherent=inherent,
        residual=residual,
        appetite=appetite(situation.method, situation.answers, name),
    )


def _lowered(risk: Range, factor: Range, floor: float) -> Range:
    return Range(risk.best + decades(max(floor, factor.best)), risk.worst + decades(max(floor, factor.worst)))


def _factors(scenario: Scenario, failures: Failures) -> dict[str, Range]:
    """Give Q of each group at both ends."""
    found = {}
    for group in scenario.groups:
        ranges = [failure for _, barrier, failure in failures if barrier.group == group.id]
        found[group.id] = Range(
            group_failure(group.beta, [item.best for item in ranges]),
            group_failure(group.beta, [item.worst for item in ranges]),
        )
    return found


def _product(factors: list[Range]) -> Range:
    return Range(
        math.prod(sorted([factor.best for factor in factors])), math.prod(sorted([factor.worst for factor in factors]))
    )


def _weight(situation: Situation, question: Question, weight: Weight, span: tuple[float, float]) -> Range:
    if question.id in situation.complete:
        answer = situation.answers[question.id]
        exact = 0.0 if answer.standing == "not-applicable" else _weight_of(question, weight, answer)
        found = Range(exact, exact)
    else:
        found = Range(*span)
    certain = situation.path.questions[question.id] is Presence.YES
    return found if certain else Range(0.0, found.worst)


def _weight_of(question: Question, weight: Weight, answer: Answer) -> float:
    if question.kind == "number" and isinstance(answer.value, Decimal):
        return next((step.weight for step in reversed(weight.steps) if answer.value >= step.start), 0.0)
    return math.fsum(weight.choices.get(choice, 0.0) for choice in answer.chosen)


def _failure(situation: Situation, question: Question, barrier: Barrier) -> Range:
    if question.id == situation.proven:
        return Range(1 - barrier.efficacy, 1 - barrier.efficacy)
    grade = _grade(situation, question)
    if grade is None:
        return NO_CONTROL
    certain = situation.path.questions[question.id] is Presence.YES
    return Range(1 - barrier.efficacy * grade.best, 1 - barrier.efficacy * grade.worst if certain else 1.0)


def _grade(situation: Situation, question: Question) -> Range | None:
    """Give the effective grade; None when the control is removed."""
    answer = situation.answers.get(question.id, NOTHING)
    complete = question.id in situation.complete
    if answer.standing == "not-applicable" and complete:
        return None
    said = answer.standing == "given" or (answer.standing == "met-otherwise" and bool(answer.reason.strip()))
    choice = question.choice(str(answer.value)) if complete or said else None
    if choice is None:
        return ANY_GRADE
    return Range(choice.grade, choice.grade * situation.method.assurance.get(answer.assurance or "", 0.0))


def _gate_holds(situation: Situation, gate: Gate) -> Range:
    """Give 1 for in force and 0 for lifted, at best and at worst."""
    presence = situation.path.questions.get(gate.unless, Presence.NO)
    if presence is Presence.NO or gate.unless == situation.proven:
        return LIFTED
    answer = situation.answers.get(gate.unless, NOTHING)
    chosen = answer.standing in ("given", "met-otherwise")
    choice = situation.questionnaire.questions[gate.unless].choice(str(answer.value)) if chosen else None
    there = choice is not None and choice.grade >= GATE_GRADE
    if gate.unless in situation.complete:
        lifted = there and answer.assurance in GATE_ASSURANCE
        return LIFTED if lifted else Range(float(presence is Presence.YES), 1.0)
    never = choice is not None and not there and answer.standing == "given"
    return Range(float(never and presence is Presence.YES), 1.0)


def _highest(method: Method, names: Iterable[str]) -> str:
    order = [band.name for band in method.bands]
    return order[max((order.index(name) for name in names), default=0)]


def _open(situation: Situation, weights: Weights, failures: Failures) -> tuple[str, ...]:
    touching = [question.id for question, _, _ in weights] + [question.id for question, _, _ in failures]
    return tuple(key for key in dict.fromkeys(touching) if key not in situation.complete)


def _unproven(situation: Situation, failures: Failures) -> tuple[str, ...]:
    wide = [
        question.id
        for question, _, failure in failures
        if question.id in situation.complete and situation.path.has(question.id) and failure.best < failure.worst
    ]
    return tuple(dict.fromkeys(wide))


def _moving(questionnaire: Questionnaire, path: Path) -> frozenset[str]:
    live = {key for key, presence in path.scenarios.items() if presence is not Presence.NO}
    touching = {key for key, touched in questionnaire.touched.items() if not live.isdisjoint(touched)}
    return frozenset(touching | questionnaire.deciding)


def _deeper(situation: Situation, moving: frozenset[str]) -> tuple[str, ...]:
    done = situation.complete.union(situation.path.asked)
    return tuple(
        key
        for key in situation.questionnaire.questions
        if key in moving and key not in done and situation.path.has(key)
    )
