"""The ten described systems, each run carelessly, averagely and well: do levels follow how a system is run?"""

import pytest

from tests.ten_systems import ALL, DESCRIBED, answers_of
from wizard.core import scoring
from wizard.core.assessment import Answer
from wizard.core.questionnaire import Question
from wizard.core.scoring import Score

OPERATORS = ("careless", "average", "well-run")


STRONG = 0.75
"""The least efficacy of a control that somebody who runs a system thinks of first, at whatever depth it is asked for."""

LEVELS: dict[str, tuple[str, ...]] = {}
"""Careless, average, well-run. Well-run stays High where what the system is and does cannot be made up for by controls."""


def control(question: Question, operator: str) -> Answer:
    """Careless: none. Average: the strong ones, on paper. Well-run: all of them, tested."""
    absent, _, full = (choice.id for choice in question.choices)
    strong = any(barrier.efficacy >= STRONG for barrier in question.barriers)
    if operator == "careless" or (operator == "average" and not strong):
        return Answer(value=absent)
    return Answer(value=full, assurance="tested" if operator == "well-run" else "documented")


def run(system: str, operator: str) -> Score:
    """Leave what the system is and does as it is, and put controls there as this operator would."""
    answers = {
        name: control(ALL.questions[name], operator) if ALL.questions[name].kind == "control" else given
        for name, given in answers_of(system).items()
    }
    return scoring.score(ALL, answers)


@pytest.mark.parametrize("system", DESCRIBED)
def test_a_system_reads_by_how_it_is_run(system):
    scores = [run(system, operator) for operator in OPERATORS]
    assert tuple(score.worst_level for score in scores) == LEVELS[system]
    careless, _, well_run = figures = [score.overall.worst for score in scores]
    assert figures == sorted(figures, reverse=True)
    assert careless - well_run > 0.7, "seven points lie between careless and well-run in the worst case"
    assert scores[0].overall.best - scores[2].overall.best > 1, "and ten in the best"


def test_harm_to_people_leads_where_lives_hang_on_it_and_only_there():
    leading = {system: run(system, "average").scenarios[0].decisive.name for system in DESCRIBED}
    assert {system for system, name in leading.items() if name == "people"} == {"medical", "tutor"}
