"""A YAML text of answers and its questionnaire go in, answers by question come out, with every problem beside them.

The same file may hold a plan: what is decided about risks, and what is recommended.
"""

from datetime import date
from decimal import Decimal
from typing import Any

from wizard.core.assessment import Answer, Evidence, Value, problem_with
from wizard.core.questionnaire import Question, Questionnaire
from wizard.core.treatment import Plan
from wizard.library.fields import ANSWER
from wizard.library.nodes import Node, Page, Problem, read_node, shown
from wizard.library.plans import PARTS, read_plan
from wizard.library.questionnaires import in_order
from wizard.library.rules import records
from wizard.library.shapes import NUMBER, Record, meant, table

LONGEST = 200_000
ANSWERED = table("an answer", ANSWER)


def read_answers(text: str, questionnaire: Questionnaire) -> tuple[dict[str, Answer], tuple[Problem, ...]]:
    """Read a file of answers; those with a problem are left out, and so is its plan."""
    answers, _plan, problems = read_file(text, questionnaire)
    return answers, problems


def read_file(text: str, questionnaire: Questionnaire) -> tuple[dict[str, Answer], Plan | None, tuple[Problem, ...]]:
    """Read a file of answers with the plan that it may hold; what has a problem is left out."""
    page = Page("answers")
    node = read_node(page, text)
    parts = node.value if node and isinstance(node.value, dict) else {}
    for name in parts:
        if name not in PARTS:
            page.say(
                node.names[name] if node else 1,
                f"a file of answers has no field {shown(name)}{meant(page, name, PARTS)}",
            )
    answers = _answers(page, node, parts.get("answers"), questionnaire) if node else {}
    plan = read_plan(page, parts, questionnaire, value_of)
    return answers, plan, in_order([page])


def _answers(page: Page, node: Node, given: Node | None, questionnaire: Questionnaire) -> dict[str, Answer]:
    answers: dict[str, Answer] = {}
    if given is None or not isinstance(given.value, dict):
        page.say(
            given.line if given else node.line,
            "a file of answers begins with answers: and gives each by its question's id",
        )
        return answers
    for name, child in given.value.items():
        question = questionnaire.questions.get(name)
        if question is None:
            suggestion = meant(page, name, questionnaire.questions)
            page.say(given.names[name], f"there is no question {shown(name)}{suggestion}")
            continue
        answer = _answer(page, child, question)
        if answer is not None:
            answers[name] = answer
    return answers


def _answer(page: Page, node: Node, question: Question) -> Answer | None:
    before = len(page.problems)
    parts: dict[str, Any] = {}
    line = node.line
    if isinstance(node.value, dict):
        record = ANSWERED.read(page, node, question.id)
        parts = {**record.values, "evidence": _evidence(record)}
        if "value" in parts:
            line = parts["value"].line
            parts["value"] = value_of(page, parts["value"], question)
    else:
        parts["value"] = value_of(page, node, question)
    if len(page.problems) > before:
        return None
    answer = Answer(**parts)
    wrong = problem_with(question, answer)
    if answer.standing in ("not-applicable", "met-otherwise") and not answer.reason.strip():
        wrong = wrong or f"{answer.standing} needs a reason; without one the question counts as open."
    if wrong:
        page.say(line, wrong[0].upper() + wrong[1:].rstrip("."))
        return None
    return answer


def _evidence(record: Record) -> tuple[Evidence, ...]:
    found = []
    for item in records(record, "evidence"):
        day = item.get("date", "")
        if day and not _is_day(day):
            item.say("date", f"{shown(day)} is not a date; write it like 2026-11-23")
        found.append(Evidence(item.get("name", ""), "link", link=item.get("link", ""), date=day))
    return tuple(found)


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def value_of(page: Page, node: Node, question: Question) -> Value:
    """Read the value of an answer, as its question takes it."""
    if question.kind == "many":
        return _choices(page, node, question)
    if not isinstance(node.value, str):
        page.say(node.line, f"{question.id} takes one value, not a list")
        return None
    text = node.value.strip()
    if question.kind != "number":
        if len(text) > LONGEST:
            page.say(node.line, f"the answer is {len(text):,} characters long; at most {LONGEST:,} are allowed")
        return text
    if text and not NUMBER.fullmatch(text):
        page.say(node.line, f"{question.id} takes a number like 2 or 0.35, not {shown(text)}")
        return None
    return Decimal(text) if text else None


def _choices(page: Page, node: Node, question: Question) -> Value:
    if not isinstance(node.value, tuple):
        page.say(node.line, f"{question.id} takes a list of choices, also when there is one: [like-this]")
        return None
    found = []
    for item in node.value:
        if not isinstance(item.value, str):
            page.say(item.line, "a choice has to be a text")
        elif item.value in found:
            page.say(item.line, f"the choice {shown(item.value)} is there twice")
        else:
            found.append(item.value)
    return tuple(found)
