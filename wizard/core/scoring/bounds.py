"""Answers -> the score with its bounds: every figure at its best and its worst over all that is still open."""

import math
from collections.abc import Iterable, Mapping
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
NO_WEIGHT = Range(0.0, 0.0)
NO_CONTROL = Range(1.0, 1.0)
ANY_GRADE = Range(1.0, 0.0)
"""Best case: fully there. Worst case: not there."""
GATE_GRADE = 0.5
GATE_ASSURANCE = ("tested", "verified")


def score(questionnaire: Questionnaire, answers: Answers) -> Score:
    """Score every scenario on the path; the overall figure is the maximum at both ends, never an average."""
    path = find_path(questionnaire, answers)
    scored = [
        score_scenario(questionnaire, path, answers, scenario)
        for scenario in questionnaire.scenarios.values()
        if path.scenarios[scenario.id] is not Presence.NO
    ]
    scored.sort(key=lambda item: -item.residual.worst)
    method = questionnaire.method
    lowest = method.frequency[0] + method.severity[0]
    certain = [item for item in scored if item.presence is Presence.YES]
    complete = {question for question in path.asked if _complete(questionnaire, answers, question)}
    moving = _moving(questionnaire, path)
    return Score(
        method=method,
        path=path,
        scenarios=tuple(scored),
        overall=Range(
            max((item.residual.best for item in certain), default=lowest),
            max((item.residual.worst for item in scored), default=lowest),
        ),
        best_level=_highest(method, (item.best_level for item in certain)),
        worst_level=_highest(method, (item.worst_level for item in scored)),
        asked=sum(counts(questionnaire.questions[question]) for question in path.asked),
        answered=sum(counts(questionnaire.questions[question]) for question in complete),
        open=tuple(question for question in path.asked if question in moving and question not in complete),
        deeper=_deeper(questionnaire, path, answers, moving),
        unproven=tuple(dict.fromkeys(question for item in scored for question in item.unproven)),
    )


def level(method: Method, risk: float) -> str:
    """Name the band of an unrounded risk in decades."""
    name = method.bands[0].name
    for band in method.bands[1:]:
        if risk >= band.start:
            name = band.name
    return name


def points(risk: float) -> int:
    """Round decades to points, half up, for showing only. A hair of float dust does not count as below the half."""
    return math.floor(round(risk * 10, 9) + 0.5)


def counts(question: Question) -> bool:
    """Tell whether an unanswered question leaves the assessment unfinished; free text and dates may stay empty."""
    return question.required or question.kind in ("one", "many", "number", "control")


def score_scenario(
    questionnaire: Questionnaire, path: Path, answers: Answers, scenario: Scenario, proven: str = ""
) -> ScenarioScore:
    """Score one scenario; `proven` names a control question that is taken as fully and certainly there."""
    method = questionnaire.method
    weights = weight_ranges(questionnaire, path, answers, scenario)
    failures = failure_ranges(questionnaire, path, answers, scenario, proven)
    harms = tuple(
        _harm(method, scenario, name, weights, failures, answers) for name in CLASSES if name in scenario.severity
    )
    decisive = max(harms, key=lambda harm: (harm.residual.worst, harm.residual.worst - harm.appetite))
    residual = Range(max(h.residual.best for h in harms), max(h.residual.worst for h in harms))
    at_best = [gate for gate in scenario.gates if _gate_holds(questionnaire, path, answers, gate).best]
    at_worst = [gate for gate in scenario.gates if _gate_holds(questionnaire, path, answers, gate).worst]
    plain_level = level(method, residual.worst)
    worst_level = _highest(method, (plain_level, *(gate.level for gate in at_worst)))
    return ScenarioScore(
        scenario=scenario,
        presence=path.scenarios[scenario.id],
        harms=harms,
        decisive=decisive,
        residual=residual,
        inherent=Range(max(h.inherent.best for h in harms), max(h.inherent.worst for h in harms)),
        best_level=_highest(method, (level(method, residual.best), *(gate.level for gate in at_best))),
        worst_level=worst_level,
        gates=tuple(at_worst),
        held=worst_level != plain_level,
        open=_open(questionnaire, path, answers, scenario),
        unproven=_unproven(questionnaire, path, answers, scenario),
    )


def weight_ranges(
    questionnaire: Questionnaire, path: Path, answers: Answers, scenario: Scenario
) -> tuple[tuple[Question, Weight, Range], ...]:
    """Give what each exposure answer on the path adds to the scenario, in decades."""
    return tuple(
        (question, weight, _weight(question, weight, answers.get(question.id, NOTHING), path.questions[question.id]))
        for question, weight in questionnaire.weights[scenario.id]
        if path.questions[question.id] is not Presence.NO
    )


def failure_ranges(
    questionnaire: Questionnaire, path: Path, answers: Answers, scenario: Scenario, proven: str = ""
) -> tuple[tuple[Question, Barrier, Range], ...]:
    """Give the failure q of each control on the path: 1 is no control at all."""
    found = []
    for question, barrier in questionnaire.barriers[scenario.id]:
        presence = path.questions[question.id]
        if presence is Presence.NO:
            continue
        answer = answers.get(question.id, NOTHING)
        grade = Range(1.0, 1.0) if question.id == proven else _grade(questionnaire.method, question, answer)
        failure = NO_CONTROL
        if grade is not None:
            hidden = presence is Presence.MAYBE
            failure = Range(1 - barrier.efficacy * grade.best, 1 if hidden else 1 - barrier.efficacy * grade.worst)
        found.append((question, barrier, failure))
    return tuple(found)


def inherent_ranges(
    method: Method, scenario: Scenario, name: str, weights: Iterable[tuple[Question, Weight, Range]]
) -> tuple[Range, Range]:
    """Give frequency and severity of one class before any control, clipped to the method's ranges."""
    weights = tuple(weights)
    frequency = [added for _, weight, added in weights if weight.on == "frequency"]
    severity = [added for _, weight, added in weights if weight.on == name]
    return (
        _clipped(scenario.frequency, frequency, method.frequency),
        _clipped(scenario.severity[name], severity, method.severity),
    )


def groups_for(scenario: Scenario, name: str) -> tuple[Group, ...]:
    """Give the groups of controls that act on this class: all preventive ones, and mitigating ones that name it."""
    return tuple(
        group for group in scenario.groups if group.on == "frequency" or not group.classes or name in group.classes
    )


def _harm(
    method: Method,
    scenario: Scenario,
    name: str,
    weights: tuple[tuple[Question, Weight, Range], ...],
    failures: tuple[tuple[Question, Barrier, Range], ...],
    answers: Answers,
) -> Harm:
    frequency, severity = inherent_ranges(method, scenario, name, weights)
    sides = {"frequency": Range(1.0, 1.0), "severity": Range(1.0, 1.0)}
    for side in sides:
        groups = [group for group in groups_for(scenario, name) if group.on == side]
        sides[side] = _product(groups, failures)
    total = Range(
        max(method.floor, sides["frequency"].best * sides["severity"].best),
        max(method.floor, sides["frequency"].worst * sides["severity"].worst),
    )
    inherent = Range(frequency.best + severity.best, frequency.worst + severity.worst)
    prevented = Range(
        frequency.best + decades(max(method.floor, sides["frequency"].best)),
        frequency.worst + decades(max(method.floor, sides["frequency"].worst)),
    )
    residual = Range(inherent.best + decades(total.best), inherent.worst + decades(total.worst))
    return Harm(
        name=name,
        inherent_frequency=frequency,
        inherent_severity=severity,
        frequency=prevented,
        severity=Range(residual.best - prevented.best, residual.worst - prevented.worst),
        inherent=inherent,
        residual=residual,
        appetite=appetite(method, answers, name),
    )


def appetite(method: Method, answers: Answers, name: str) -> float:
    """Give the mark of a class in decades; nobody having set one counts as 0, never as room."""
    answer = answers.get(method.appetite.get(name, ""), NOTHING)
    return float(answer.value) / 10 if isinstance(answer.value, Decimal) else 0.0


def _product(groups: list[Group], failures: tuple[tuple[Question, Barrier, Range], ...]) -> Range:
    best, worst = [], []
    for group in groups:
        ranges = [failure for _, barrier, failure in failures if barrier.group == group.id]
        best.append(group_failure(group.beta, [item.best for item in ranges]))
        worst.append(group_failure(group.beta, [item.worst for item in ranges]))
    return Range(math.prod(sorted(best)), math.prod(sorted(worst)))


def _clipped(base: float, added: list[Range], limits: tuple[float, float]) -> Range:
    least, most = limits
    return Range(
        min(most, max(least, math.fsum((base, *(item.best for item in added))))),
        min(most, max(least, math.fsum((base, *(item.worst for item in added))))),
    )


def _weight(question: Question, weight: Weight, answer: Answer, presence: Presence) -> Range:
    if answer.standing == "not-applicable" and answer.is_complete(question):
        return NO_WEIGHT
    if answer.is_complete(question):
        exact = _weight_of(question, weight, answer)
        found = Range(exact, exact)
    else:
        found = _any_weight(question, weight)
    return Range(0.0, found.worst) if presence is Presence.MAYBE else found


def _weight_of(question: Question, weight: Weight, answer: Answer) -> float:
    if question.kind == "number" and isinstance(answer.value, Decimal):
        return next((step.weight for step in reversed(weight.steps) if answer.value >= step.start), 0.0)
    return math.fsum(weight.choices.get(choice, 0.0) for choice in answer.chosen)


def _any_weight(question: Question, weight: Weight) -> Range:
    if question.kind == "many":
        return Range(0.0, math.fsum(weight.choices.values()))
    if question.kind == "number":
        least = question.minimum
        below = least is None or not weight.steps or least < weight.steps[0].start
        reachable = [step.weight for step in weight.steps]
        return Range(min([0.0, *reachable] if below else reachable), max([0.0, *reachable]))
    each = [weight.choices.get(choice.id, 0.0) for choice in question.choices]
    return Range(min(each, default=0.0), max(each, default=0.0))


def _grade(method: Method, question: Question, answer: Answer) -> Range | None:
    """Give the effective grade; None when the control is removed."""
    if answer.standing == "not-applicable" and answer.is_complete(question):
        return None
    choice = question.choice(str(answer.value)) if answer.standing in ("given", "met-otherwise") else None
    if choice is None or (answer.standing == "met-otherwise" and not answer.reason.strip()):
        return ANY_GRADE
    return Range(choice.grade, choice.grade * method.assurance.get(answer.assurance or "", 0.0))


def _gate_holds(questionnaire: Questionnaire, path: Path, answers: Answers, gate: Gate) -> Range:
    """Give 1 for in force and 0 for lifted, at best and at worst."""
    presence = path.questions.get(gate.unless, Presence.NO)
    if presence is Presence.NO:
        return NO_WEIGHT
    question = questionnaire.questions[gate.unless]
    answer = answers.get(gate.unless, NOTHING)
    if not answer.is_complete(question):
        choice = question.choice(str(answer.value)) if answer.standing == "given" else None
        never = choice is not None and choice.grade < GATE_GRADE
        return Range(float(never and presence is Presence.YES), 1.0)
    choice = question.choice(str(answer.value)) if answer.standing != "not-applicable" else None
    lifted = choice is not None and choice.grade >= GATE_GRADE and answer.assurance in GATE_ASSURANCE
    return NO_WEIGHT if lifted else Range(float(presence is Presence.YES), 1.0)


def _highest(method: Method, names: Iterable[str]) -> str:
    order = [band.name for band in method.bands]
    return order[max((order.index(name) for name in names), default=0)]


def _complete(questionnaire: Questionnaire, answers: Answers, question: str) -> bool:
    return answers.get(question, NOTHING).is_complete(questionnaire.questions[question])


def _touching(questionnaire: Questionnaire, path: Path, scenario: Scenario) -> dict[str, Question]:
    pairs = (*questionnaire.weights[scenario.id], *questionnaire.barriers[scenario.id])
    return {question.id: question for question, _ in pairs if path.questions[question.id] is not Presence.NO}


def _open(questionnaire: Questionnaire, path: Path, answers: Answers, scenario: Scenario) -> tuple[str, ...]:
    touching = _touching(questionnaire, path, scenario)
    return tuple(key for key, question in touching.items() if not answers.get(key, NOTHING).is_complete(question))


def _unproven(questionnaire: Questionnaire, path: Path, answers: Answers, scenario: Scenario) -> tuple[str, ...]:
    found = []
    for question, _ in questionnaire.barriers[scenario.id]:
        answer = answers.get(question.id, NOTHING)
        if path.has(question.id) and answer.is_complete(question):
            grade = _grade(questionnaire.method, question, answer)
            if grade is not None and grade.worst < grade.best:
                found.append(question.id)
    return tuple(dict.fromkeys(found))


def _moving(questionnaire: Questionnaire, path: Path) -> frozenset[str]:
    live = {key for key, presence in path.scenarios.items() if presence is not Presence.NO}
    touching = {q.id for q in questionnaire.questions.values() if not live.isdisjoint(q.scenarios)}
    return frozenset(touching | questionnaire.deciding)


def _deeper(questionnaire: Questionnaire, path: Path, answers: Answers, moving: frozenset[str]) -> tuple[str, ...]:
    asked = set(path.asked)
    return tuple(
        key
        for key in questionnaire.questions
        if key in moving and key not in asked and path.has(key) and not _complete(questionnaire, answers, key)
    )
