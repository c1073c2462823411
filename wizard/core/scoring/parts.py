"""One scenario -> its trace: base, exposures, inherent, each control's exact part, residual, gate."""

import math
from collections.abc import Iterator

from wizard.core.questionnaire import Barrier, Question, Questionnaire, Scenario
from wizard.core.range import Range
from wizard.core.scoring.arithmetic import decades, group_failure, shapley
from wizard.core.scoring.bounds import (
    Answers,
    Failures,
    Members,
    Situation,
    failure_ranges,
    read,
    score_scenario,
    weight_ranges,
)
from wizard.core.scoring.values import Harm, ScenarioScore, TraceStep

DUST = 1e-12


def trace(
    questionnaire: Questionnaire, answers: Answers, scenario_id: str, harm_name: str = ""
) -> tuple[TraceStep, ...]:
    """Follow one scenario from its base to its residual; the parts add up to the difference to 1e-9.

    `harm_name` is a consequence class; empty for the one that decides. Raises KeyError for an unknown scenario.
    """
    scenario = questionnaire.scenarios[scenario_id]
    situation = read(questionnaire, answers)
    scored = score_scenario(situation, scenario)
    harm = next((item for item in scored.harms if item.name == harm_name), scored.decisive)
    acting = [item for item in failure_ranges(situation, scenario) if item[0].acts_on(harm.name)]
    steps = [
        *_up(situation, scenario, harm),
        *_down(questionnaire, harm, acting),
        TraceStep("residual", "Residual", harm.residual.worst, harm.residual.best),
        *_gates(questionnaire, scored, harm),
    ]
    return tuple(_with_totals(steps))


def _up(situation: Situation, scenario: Scenario, harm: Harm) -> Iterator[TraceStep]:
    questionnaire = situation.questionnaire
    base = scenario.frequency + scenario.severity[harm.name]
    yield TraceStep("base", "System as described", base, base)
    parts: dict[str, list[Range]] = {}
    for side, weights in weight_ranges(situation, scenario).items():
        for question, _, added in weights if side in ("frequency", harm.name) else ():
            parts.setdefault(question.id, []).append(added)
    for question_id in (key for key in questionnaire.touching[scenario.id] if key in parts):
        ranges = parts[question_id]
        worst, best = math.fsum(r.worst for r in ranges), math.fsum(r.best for r in ranges)
        yield TraceStep("exposure", questionnaire.questions[question_id].text, worst, best, question_id)
    sums = Range(
        math.fsum((base, *(r.best for ranges in parts.values() for r in ranges))),
        math.fsum((base, *(r.worst for ranges in parts.values() for r in ranges))),
    )
    frequency, severity = harm.inherent_frequency, harm.inherent_severity
    cut = Range(frequency.best + severity.best - sums.best, frequency.worst + severity.worst - sums.worst)
    if max(abs(cut.best), abs(cut.worst)) > DUST:
        yield TraceStep("clipped", "Held to the ends of the scale", cut.worst, cut.best)
    yield TraceStep("inherent", "Inherent, without any control", harm.inherent.worst, harm.inherent.best)


def _down(questionnaire: Questionnaire, harm: Harm, acting: Failures) -> Iterator[TraceStep]:
    worst_sum, best_sum = [], []
    for group, members in acting:
        at_worst = shapley(group.beta, tuple(failure.worst for _, _, failure in members))
        at_best = shapley(group.beta, tuple(failure.best for _, _, failure in members))
        for (question, barrier, _), worst, best in zip(members, at_worst, at_best, strict=True):
            worst_sum.append(worst)
            best_sum.append(best)
            more = _more(questionnaire, acting, question, barrier)
            yield TraceStep("control", question.text, min(worst, 0.0), min(best, 0.0), question.id, group, more)
    lift = Range(
        harm.residual.best - harm.inherent.best - math.fsum(best_sum),
        harm.residual.worst - harm.inherent.worst - math.fsum(worst_sum),
    )
    if max(abs(lift.best), abs(lift.worst)) > DUST:
        yield TraceStep("floor", "No set of controls takes away more than this", lift.worst, lift.best)


def _more(questionnaire: Questionnaire, acting: Failures, question: Question, barrier: Barrier) -> float:
    """Give what this control alone could still take off the worst case, fully there and verified."""
    best_proof = 1 - barrier.efficacy * max(questionnaire.method.assurance.values())

    def total(changed: Question | None) -> float:
        product = 1.0
        for group, members in acting:
            product *= group_failure(group.beta, _worst_failures(members, changed, best_proof))
        return decades(max(questionnaire.method.floor, product))

    return min(0.0, total(question) - total(None))


def _worst_failures(members: Members, changed: Question | None, failure: float) -> list[float]:
    return [min(found.worst, failure) if question is changed else found.worst for question, _, found in members]


def _gates(questionnaire: Questionnaire, scored: ScenarioScore, harm: Harm) -> Iterator[TraceStep]:
    if not scored.held:
        return
    starts = {band.name: band.start for band in questionnaire.method.bands}
    gate = max(scored.gates, key=lambda item: starts[item.level])
    lift = starts[gate.level] - harm.residual.worst
    yield TraceStep("gate", f"Held at {gate.level}: {gate.reason}", lift, 0.0, gate.unless)


def _with_totals(steps: list[TraceStep]) -> Iterator[TraceStep]:
    running = 0.0
    for step in steps:
        running = step.worst if step.kind in ("base", "inherent", "residual") else running + step.worst
        yield TraceStep(step.kind, step.title, step.worst, step.best, step.question, step.group, step.more, running)
