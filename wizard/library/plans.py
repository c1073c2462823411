"""The plan in a file of answers goes in; what is decided about each risk and what is recommended comes out."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from wizard.core.assessment import Value
from wizard.core.questionnaire import Question, Questionnaire
from wizard.core.treatment import (
    Plan,
    Recommendation,
    Step,
    Treatment,
    conflict,
    lacking,
    problem_with_recommendation,
    problem_with_treatment,
)
from wizard.library.fields import RECOMMENDATION, TREATMENT
from wizard.library.nodes import Node, Page, shown
from wizard.library.rules import records
from wizard.library.shapes import Record, meant, table

PARTS = ("answers", "plan", "recommendation")
_TREATMENT = table("a decision about a risk", TREATMENT)
_RECOMMENDATION = table("the recommendation", RECOMMENDATION)
ReadValue = Callable[[Page, Node, Question], Value]


def read_plan(
    page: Page, parts: Mapping[str, Node], questionnaire: Questionnaire, read_value: ReadValue
) -> Plan | None:
    """Read the plan and the recommendation of a file; None where there is neither, and what has a problem is left out."""
    treatments = _treatments(page, parts["plan"], questionnaire, read_value) if "plan" in parts else {}
    recommended = _recommendation(page, parts["recommendation"]) if "recommendation" in parts else None
    plan = Plan(treatments, recommended)
    return plan or None


def _treatments(page: Page, node: Node, questionnaire: Questionnaire, read_value: ReadValue) -> dict[str, Treatment]:
    if not isinstance(node.value, dict):
        page.say(node.line, "plan: gives each decision by the id of its scenario")
        return {}
    found: dict[str, Treatment] = {}
    for name, child in node.value.items():
        if name not in questionnaire.scenarios:
            suggestion = meant(page, name, questionnaire.scenarios)
            page.say(node.names[name], f"there is no scenario {shown(name)}{suggestion}")
            continue
        treatment = _treatment(page, name, child, questionnaire, read_value)
        if treatment is None:
            continue
        wrong = conflict(found, name, treatment)
        if wrong:
            page.say(node.names[name], _sentence(wrong))
        else:
            found[name] = treatment
    return found


def _treatment(  # the page, and how the values on it are read
    page: Page, name: str, node: Node, questionnaire: Questionnaire, read_value: ReadValue
) -> Treatment | None:
    before = len(page.problems)
    record = _TREATMENT.read(page, node, name)
    if len(page.problems) > before:
        return None
    whole = Treatment(**{**record.values, "steps": ()})
    if wrong := problem_with_treatment(questionnaire, name, whole):
        page.say(record.line("until"), _sentence(wrong))
    steps = tuple(_step(item, name, whole, questionnaire, read_value) for item in records(record, "steps"))
    found = replace(whole, steps=steps)
    if len(page.problems) == before and (wrong := problem_with_treatment(questionnaire, name, found)):
        page.say(record.line("steps"), _sentence(wrong))
    if wrong := lacking(found):
        page.say(node.line, f"this is no plan yet: {wrong}")
    return found if len(page.problems) == before else None


def _step(record: Record, scenario: str, whole: Treatment, questionnaire: Questionnaire, read_value: ReadValue) -> Step:
    parts: dict[str, Any] = dict(record.values)
    question = questionnaire.questions.get(parts.get("question", ""))
    written = parts.pop("value", None)
    before = len(record.page.problems)
    if written is not None and question is not None:
        parts["value"] = read_value(record.page, written, question)
    elif written is not None:
        parts["value"] = "" if question is None and "question" in parts else str(written.value)
    step = Step(**parts)
    wrong = problem_with_treatment(questionnaire, scenario, replace(whole, steps=(step,)))
    if wrong and len(record.page.problems) == before:
        near = "" if question or not step.question else meant(record.page, step.question, questionnaire.questions)
        record.say(_field(wrong, record), _sentence(wrong) + near)
    return step


def _field(wrong: str, record: Record) -> str:
    """Name the field that a sentence is about, so that the problem stands on its line."""
    first = wrong.partition(":")[0]
    return first if first in record.values else "value" if "choice" in wrong else "question"


def _recommendation(page: Page, node: Node) -> Recommendation | None:
    before = len(page.problems)
    record = _RECOMMENDATION.read(page, node, "recommendation")
    if len(page.problems) > before:
        return None
    found = Recommendation(**record.values)
    wrong = problem_with_recommendation(found)
    if wrong:
        page.say(node.line, _sentence(wrong))
    return None if wrong else found


def _sentence(text: str) -> str:
    return (text[:1].upper() + text[1:]).rstrip(".")
