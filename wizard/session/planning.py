"""Decisions about risks, and the rows of the answer log that hold them: written as JSON, read back, told apart from answers.

A decision is a row like an answer, under `plan/` and the id of its scenario; the recommendation stands under `plan/`
alone. So the same chain, undo, history and copy serve both, and an older program sees answers to questions it has not.
"""

import json
from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any

from wizard.core.assessment import NOTHING, Answer, Assessment
from wizard.core.questionnaire import Questionnaire
from wizard.core.treatment import (
    Plan,
    Recommendation,
    Treatment,
    conflict,
    plain_recommendation,
    plain_treatment,
    problem_with_recommendation,
    problem_with_treatment,
    recommendation_from,
    treatment_from,
)
from wizard.errors import UserError

PLACE = "plan/"
"""No question's id has a slash."""


def is_place(key: str) -> bool:
    """Tell whether a row of the log holds a decision and no answer."""
    return key.startswith(PLACE)


def scenario_of(key: str) -> str:
    """Give the scenario that a row is about; empty for the recommendation."""
    return key.removeprefix(PLACE)


def row_of(decision: Treatment | Recommendation | None) -> Answer:
    """Write a decision as a row; one that was taken back is an empty row."""
    if decision is None:
        return NOTHING
    parts = plain_treatment(decision) if isinstance(decision, Treatment) else plain_recommendation(decision)
    who, at = parts.pop("who", ""), parts.pop("at", "")
    return Answer(json.dumps(parts, sort_keys=True, separators=(",", ":")), who=who, at=at)


def standing(assessment: Assessment, key: str) -> Answer:
    """Give the row that stands at a place."""
    plan = assessment.plan or Plan()
    return row_of(plan.treatments.get(scenario_of(key)) if scenario_of(key) else plan.recommendation)


def problem(questionnaire: Questionnaire, assessment: Assessment, key: str, row: Answer) -> str:
    """Say why a decision does not fit, in a sentence; empty when it fits."""
    if row.value is None:
        return ""
    found = _read(key, row)
    if isinstance(found, Recommendation):
        return problem_with_recommendation(found)
    scenario = scenario_of(key)
    wrong = problem_with_treatment(questionnaire, scenario, found)
    return wrong or conflict((assessment.plan or Plan()).treatments, scenario, found)


def with_row(assessment: Assessment, key: str, row: Answer) -> Assessment:
    """Let a decision stand, or take it away where the row is empty."""
    plan = _with(assessment.plan or Plan(), key, row)
    return replace(assessment, plan=plan or None)


def parted(rows: Mapping[str, Answer]) -> tuple[dict[str, Answer], Plan | None]:
    """Part the rows that stand into answers and a plan. Raises UserError where a decision cannot be read."""
    plan = Plan()
    for key in filter(is_place, rows):
        plan = _with(plan, key, rows[key])
    return {key: row for key, row in rows.items() if not is_place(key)}, plan or None


def _with(plan: Plan, key: str, row: Answer) -> Plan:
    scenario = scenario_of(key)
    found = None if row.value is None else _read(key, row)
    if not scenario:
        return replace(plan, recommendation=found)
    others = {name: item for name, item in plan.treatments.items() if name != scenario}
    return replace(plan, treatments=MappingProxyType({**others, **({scenario: found} if found else {})}))


def _read(key: str, row: Answer) -> Any:  # noqa: ANN401 - a treatment, or the recommendation where the key names no scenario
    said = {name: part for name, part in (("who", row.who), ("at", row.at)) if part}
    try:
        parts = {**json.loads(str(row.value)), **said}
        return treatment_from(parts) if scenario_of(key) else recommendation_from(parts)
    except (ValueError, TypeError, RecursionError) as error:
        raise UserError(f"A decision of this assessment cannot be read: {error}.", "Its answers are safe.") from error
