"""Answers -> the score with its bounds: every figure at its best and its worst over all that is still open."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import fsum, log10, prod

from wizard.core.assessment import NOTHING, Answer
from wizard.core.path import Path, find_path
from wizard.core.questionnaire import (
    CLASSES,
    Barrier,
    Gate,
    Group,
    Method,
    Presence,
    Question,
    Questionnaire,
    Scenario,
    Weight,
)
from wizard.core.range import Range
from wizard.core.scoring.arithmetic import group_failure
from wizard.core.scoring.values import Harm, ScenarioScore, Score

Answers = Mapping[str, Answer]
Weights = Mapping[str, list[tuple[Question, Weight, Range]]]
"""What each exposure answer on the path adds, in decades: by what it adds to, in order of asking."""

Members = Sequence[tuple[Question, Barrier, Range]]
Failures = Sequence[tuple[Group, Members]]
"""The failure q of each control on the path, group by group: 1 is no control at all."""

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
    appetites: Mapping[str, float]
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
    appetites = {name: appetite(questionnaire.method, answers, name) for name in CLASSES}
    return Situation(questionnaire, answers, find_path(questionnaire, answers), complete, appetites, proven)


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
    harms = _harms(situation, scenario, weights, failures)
    decisive = max(harms, key=lambda harm: (harm.residual.worst, harm.residual.worst - harm.appetite))
    residual = Range(max([harm.residual.best for harm in harms]), decisive.residual.worst)
    holds = [(gate, _gate_holds(situation, gate)) for gate in scenario.gates]
    plain_level = level(method, residual.worst)
    worst_level = _held(method, plain_level, [gate.level for gate, held in holds if held.worst])
    best_level = _held(method, level(method, residual.best), [gate.level for gate, held in holds if held.best])
    return ScenarioScore(
        scenario=scenario,
        presence=situation.path.scenarios[scenario.id],
        harms=harms,
        decisive=decisive,
        residual=residual,
        best_level=best_level,
        worst_level=worst_level,
        gates=tuple([gate for gate, held in holds if held.worst]),
        gates_at_best=tuple([gate for gate, held in holds if held.best]),
        held=worst_level != plain_level,
        open=_open(situation, scenario),
        unproven=_unproven(situation, scenario, failures),
    )


def weight_ranges(situation: Situation, scenario: Scenario) -> Weights:
    """Give what each exposure answer on the path adds to the scenario."""
    present, complete = situation.path.questions, situation.complete
    found: dict[str, list[tuple[Question, Weight, Range]]] = {}
    for side, items in situation.questionnaire.open_weights[scenario.id].items():
        found[side] = kept = []
        for item in items:
            question, weight, span = item
            presence = present[question.id]
            if question.id not in complete and (presence is Presence.YES or (presence and not span.best)):
                kept.append(item)
            elif presence is not Presence.NO:
                kept.append((question, weight, _weight(situation, question, weight, span)))
    return found


def failure_ranges(situation: Situation, scenario: Scenario) -> Failures:
    """Give the failure of each control on the path."""
    present, answers, proven = situation.path.questions, situation.answers, situation.proven
    found = []
    for group, items in situation.questionnaire.open_barriers[scenario.id]:
        kept = []
        for item in items:
            question, barrier, _ = item
            if present[question.id] is Presence.NO:
                continue
            untold = question.id not in answers and question.id != proven
            kept.append(item if untold else (question, barrier, _failure(situation, question, barrier)))
        found.append((group, kept))
    return found


def _clipped(base: float, added: Sequence[tuple[Question, Weight, Range]], ends: tuple[float, float]) -> Range:
    """Give a base with all that is added to it, held to the ends of the scale."""
    least, most = ends
    best = fsum([base, *[item.best for _, _, item in added]])
    worst = fsum([base, *[item.worst for _, _, item in added]])
    return Range(
        least if best < least else min(best, most),
        least if worst < least else min(worst, most),
    )


def appetite(method: Method, answers: Answers, name: str) -> float:
    """Give the mark of a class in decades; nobody having set one counts as 0, never as room."""
    answer = answers.get(method.appetite.get(name, ""), NOTHING)
    return float(answer.value) / 10 if isinstance(answer.value, Decimal) else 0.0


def _harms(situation: Situation, scenario: Scenario, weights: Weights, failures: Failures) -> tuple[Harm, ...]:
    """Give every class of the scenario, before and after the controls; the frequency is the same for all of them."""
    method = situation.method
    factors = [(group, _together(group.beta, members)) for group, members in failures]
    frequency = _clipped(scenario.frequency, weights.get("frequency", ()), method.frequency)
    prevention = _product([factor for group, factor in factors if group.on == "frequency"])
    prevented = Range(
        frequency.best + _lift(prevention.best, method.floor), frequency.worst + _lift(prevention.worst, method.floor)
    )
    mitigating = [(group, factor) for group, factor in factors if group.on == "severity"]
    harms = []
    for name in CLASSES:
        if name not in scenario.severity:
            continue
        severity = _clipped(scenario.severity[name], weights.get(name, ()), method.severity)
        mitigation = _product([factor for group, factor in mitigating if group.acts_on(name)])
        best = frequency.best + severity.best + _lift(prevention.best * mitigation.best, method.floor)
        worst = frequency.worst + severity.worst + _lift(prevention.worst * mitigation.worst, method.floor)
        harms.append(Harm(name, frequency, severity, prevented, Range(best, worst), situation.appetites[name]))
    return tuple(harms)


def _lift(factor: float, floor: float) -> float:
    """Give what controls take off, in decades <= 0; no set of them takes more than the floor."""
    return log10(max(floor, factor))


def _together(beta: float, members: Members) -> Range:
    """Give Q of one group at both ends."""
    best = group_failure(beta, [failure.best for _, _, failure in members])
    return Range(best, group_failure(beta, [failure.worst for _, _, failure in members]))


def _product(factors: list[Range]) -> Range:
    if len(factors) < 2:
        return factors[0] if factors else NO_CONTROL
    best = prod(sorted([factor.best for factor in factors]))
    return Range(best, prod(sorted([factor.worst for factor in factors])))


def _weight(situation: Situation, question: Question, weight: Weight, span: Range) -> Range:
    if question.id in situation.complete:
        answer = situation.answers[question.id]
        exact = 0.0 if answer.standing == "not-applicable" else _weight_of(question, weight, answer)
        found = Range(exact, exact)
    else:
        found = span
    certain = situation.path.questions[question.id] is Presence.YES
    return found if certain else Range(0.0, found.worst)


def _weight_of(question: Question, weight: Weight, answer: Answer) -> float:
    if question.kind == "number" and isinstance(answer.value, Decimal):
        return next((step.weight for step in reversed(weight.steps) if answer.value >= step.start), 0.0)
    return fsum(weight.choices.get(choice, 0.0) for choice in answer.chosen)


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


def _held(method: Method, plain: str, gates: list[str]) -> str:
    return _highest(method, [plain, *gates]) if gates else plain


def _highest(method: Method, names: Iterable[str]) -> str:
    order = [band.name for band in method.bands]
    return order[max((order.index(name) for name in names), default=0)]


def _open(situation: Situation, scenario: Scenario) -> tuple[str, ...]:
    present, complete = situation.path.questions, situation.complete
    touching = situation.questionnaire.touching[scenario.id]
    return tuple([key for key in touching if present[key] is not Presence.NO and key not in complete])


def _unproven(situation: Situation, scenario: Scenario, failures: Failures) -> tuple[str, ...]:
    wide = {
        question.id
        for _, members in failures
        for question, _, failure in members
        if failure.best < failure.worst and question.id in situation.complete and situation.path.has(question.id)
    }
    return tuple([key for key in situation.questionnaire.touching[scenario.id] if key in wide]) if wide else ()


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
