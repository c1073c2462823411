"""The ten described systems, each run carelessly, averagely and well: do levels follow how a system is run?"""

import pytest

from tests.ten_systems import ALL, DESCRIBED, answers_of
from tests.test_questions_move_scores import mild
from wizard.core import scoring
from wizard.core.assessment import Answer
from wizard.core.questionnaire import Question
from wizard.core.scoring import Score

OPERATORS = ("careless", "average", "well-run")


STRONG = 0.75
"""The least efficacy of a control that somebody who runs a system thinks of first, at whatever depth it is asked for."""

LEVELS: dict[str, tuple[str, ...]] = {
    "chatbot": ("High", "High", "Moderate"),
    "hiring": ("High", "High", "Moderate"),
    "coding": ("Critical", "High", "Moderate"),
    "medical": ("High", "High", "Moderate"),
    "backoffice": ("High", "High", "Moderate"),
    "images": ("High", "High", "Moderate"),
    "fraud": ("High", "High", "Moderate"),
    "tutor": ("Critical", "High", "Moderate"),
    "benefits": ("Critical", "High", "Moderate"),
    "search": ("Moderate", "Moderate", "Moderate"),
}
"""Careless, average, well-run: the last reads Moderate or Low whatever the system is."""


def control(question: Question, operator: str) -> Answer:
    """Careless: none. Average: the strong ones, on paper. Well-run: all of them, tested."""
    absent, _, full = (choice.id for choice in question.choices)
    strong = any(barrier.efficacy >= STRONG for barrier in question.barriers)
    if operator == "careless" or (operator == "average" and not strong):
        return Answer(value=absent)
    return Answer(value=full, assurance="tested" if operator == "well-run" else "documented")


def run(system: str, operator: str) -> Score:
    """Leave what the system is and does as it is, and put controls there as this operator would.

    Whoever runs it well has also set up for the best whatever the intake does not fix.
    """
    answers = answers_of(system)
    for name in answers:
        question = ALL.questions[name]
        if question.kind == "control":
            answers[name] = control(question, operator)
        elif operator == "well-run" and question.weights and ALL.module_of[name].id != "intake":
            answers[name] = mild(question)
    return scoring.score(ALL, answers)


@pytest.mark.parametrize("system", DESCRIBED)
def test_a_system_reads_by_how_it_is_run(system):
    scores = [run(system, operator) for operator in OPERATORS]
    assert tuple(score.worst_level for score in scores) == LEVELS[system]
    careless, _, well_run = figures = [score.overall.worst for score in scores]
    assert figures == sorted(figures, reverse=True)
    assert careless - well_run > 1, "ten points lie between careless and well-run"


def test_harm_to_people_leads_where_lives_hang_on_it_and_only_there():
    leading = {system: run(system, "average").scenarios[0].decisive.name for system in DESCRIBED}
    assert {system for system, name in leading.items() if name == "people"} == {"medical", "tutor"}
