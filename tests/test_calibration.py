"""Described systems, each run carelessly, averagely and well: do levels spread, and is the worst what an expert would name?"""

from decimal import Decimal

import pytest
import yaml

from tests.test_library import SHELF, SHIPPED
from tests.test_questions_move_scores import mild
from wizard import library
from wizard.core import scoring
from wizard.core.assessment import Answer
from wizard.core.questionnaire import ASKED_ANYWAY, Question
from wizard.core.scoring import Score

ALL, _ = library.read(library.shipped_texts(SHIPPED), SHELF)
assert ALL
SYSTEMS = yaml.safe_load((SHIPPED.parent / "tests" / "described_systems.yaml").read_text("utf-8"))
OPERATORS = ("careless", "average", "well-run")
LEVELS = {
    "chatbot": ("High", "High", "Moderate"),
    "coding": ("Critical", "High", "Moderate"),
    "medical": ("Critical", "High", "Moderate"),
    "backoffice": ("Critical", "High", "Moderate"),
    "search": ("High", "Moderate", "Moderate"),
}
EXPECTED = {
    "chatbot": {"wrong-on-rare-case", "steering-changed-for-all", "target-met-purpose-missed"},
    "coding": {"limit-worked-around", "run-nobody-started", "ability-found-after-launch"},
    "medical": {"wrong-on-rare-case", "behaves-under-test-only", "decision-not-rebuilt", "target-met-purpose-missed"},
    "backoffice": {
        "limit-worked-around",
        "goal-spreads-between-runs",
        "error-runs-through-agents",
        "run-nobody-started",
    },
    "search": {"wrong-on-rare-case", "target-met-purpose-missed", "quality-falls-unseen", "behaves-under-test-only"},
}
"""The three worst under a careless operator are among these."""


def given(question: Question, value: object) -> Answer:
    if isinstance(value, list):
        return Answer(value=tuple(value))
    return Answer(value=Decimal(str(value)) if question.kind == "number" else str(value))


STRONG = 0.75
"""The least efficacy of a control that somebody who runs a system thinks of first, at whatever depth it is asked for."""


def control(question: Question, operator: str) -> Answer:
    """Careless: none. Average: the strong ones, on paper. Well-run: those tested, the others on paper."""
    absent, _, full = (choice.id for choice in question.choices)
    strong = any(barrier.efficacy >= STRONG for barrier in question.barriers)
    if operator == "careless" or (operator == "average" and not strong):
        return Answer(value=absent)
    return Answer(value=full, assurance="tested" if strong and operator == "well-run" else "documented")


def usual(question: Question, operator: str) -> Answer:
    """Answer what the description leaves open by how the operator works: at its gravest, between, at its mildest."""
    if question.kind == "control":
        return control(question, operator)
    place = {"careless": -1, "average": 1, "well-run": 0}[operator]
    if question.kind == "number" and place and question.weights:
        return Answer(value=sorted(step.start for weight in question.weights for step in weight.steps)[min(place, 0)])
    if question.kind == "one":
        return Answer(value=question.choices[place].id)
    if question.kind == "many" and place:
        chosen = question.choices[1:] if place < 0 else question.choices[1:2]
        return Answer(value=tuple(choice.id for choice in chosen))
    return mild(question)


def run(system: str, operator: str) -> Score:
    facts = {**SYSTEMS[system]["always"], **SYSTEMS[system].get(operator, {}), "depth": "deep"}
    answers = {
        question.id: given(question, facts[question.id]) if question.id in facts else usual(question, operator)
        for question in ALL.questions.values()
        if question.id != ASKED_ANYWAY
    }
    return scoring.score(ALL, answers)


@pytest.mark.parametrize("system", SYSTEMS)
def test_a_system_reads_by_how_it_is_run(system):
    assert tuple(run(system, operator).worst_level for operator in OPERATORS) == LEVELS[system]
    figures = [run(system, operator).overall.worst for operator in OPERATORS]
    assert figures == sorted(figures, reverse=True)
    assert figures[0] - figures[2] > 1, "ten points lie between careless and well-run"


@pytest.mark.parametrize("system", SYSTEMS)
def test_the_worst_scenarios_are_those_that_an_expert_would_name(system):
    worst = [item.scenario.id for item in run(system, "careless").scenarios[:3]]
    assert [name for name in worst if name not in EXPECTED[system]] == []


def test_harm_to_people_leads_where_lives_hang_on_it_and_only_there():
    leading = {system: run(system, "average").scenarios[0].decisive.name for system in SYSTEMS}
    assert {system for system, name in leading.items() if name == "people"} == {"medical"}


def test_the_description_names_only_what_is_asked():
    asked = {name for item in SYSTEMS.values() for part in ("always", *OPERATORS) for name in item.get(part, {})}
    assert asked <= set(ALL.questions)
