"""Ten described systems: each answers all that it is asked, scores what it scored before, and is worst where an expert looks."""

import pytest
import yaml

from tests.ten_systems import ALL, DESCRIBED, EXPECTED, HEAD, TABLES, answers_of, file_of, found, path_of, score_of
from wizard import library
from wizard.core import census, scoring
from wizard.core.questionnaire import DEPTHS

KEPT = yaml.safe_load(EXPECTED.read_text("utf-8"))
LEAST_LEVELS = 3
BARS = {"quick": (12, 30), "standard": (40, 92), "deep": (120, 245)}
"""How many questions after the intake the middle one of the ten is asked, at least and at most, down to each depth."""


def test_every_table_is_of_a_module_and_names_only_its_questions_and_the_described_systems():
    modules = {module.id: module for module in ALL.modules}
    assert set(TABLES) <= set(modules)
    for name, table in TABLES.items():
        own = {question.id for question in modules[name].questions}
        assert [key for key in table if key not in own] == [], name
        assert [(key, system) for key, row in table.items() for system in row if system not in DESCRIBED] == [], name


def test_each_of_the_first_four_modules_has_its_table():
    assert {"intake", "deployment-spread", "mit-7-goals", "mit-7-limits"} <= set(TABLES)


@pytest.mark.parametrize("system", DESCRIBED)
def test_a_system_answers_all_that_is_on_its_path_and_nothing_else(system):
    path, given = path_of(system), answers_of(system)
    asked = [key for key in path.asked if ALL.module_of[key].id in TABLES]
    needed = [key for key in asked if scoring.counts(ALL.questions[key])]
    assert [key for key in needed if key not in given or not given[key].is_complete(ALL.questions[key])] == []
    assert [key for key in given if key not in asked] == []


@pytest.mark.parametrize("system", DESCRIBED)
def test_a_system_scores_what_it_scored_before(system):
    """A difference that is meant is kept with `python -m tests.ten_systems`."""
    assert found(system) == KEPT[system]


def test_what_is_kept_is_of_these_ten_and_says_how_it_is_made():
    assert list(KEPT) == list(DESCRIBED)
    assert EXPECTED.read_text("utf-8").startswith(HEAD)


@pytest.mark.parametrize("system", DESCRIBED)
def test_its_worst_scenarios_are_among_those_that_an_expert_would_name(system):
    named = DESCRIBED[system]["worst_among"]
    assert [name for name in named if name not in ALL.scenarios] == []
    assert [name for name in found(system)["scenarios"] if name not in named] == []


def test_the_ten_spread_over_three_levels_and_no_level_holds_them_all():
    levels = [score_of(system).worst_level for system in DESCRIBED]
    assert len(set(levels)) >= LEAST_LEVELS, levels


def test_an_agent_that_writes_code_and_a_picture_page_are_worst_in_different_ways():
    assert set(found("coding")["scenarios"]).isdisjoint(found("images")["scenarios"])


@pytest.mark.parametrize("system", DESCRIBED)
def test_its_file_of_answers_is_read_as_the_same_answers(system):
    answers, problems = library.read_answers(file_of(system), ALL)
    assert problems == ()
    assert answers == answers_of(system)


def test_the_middle_system_is_asked_about_as_many_questions_as_each_depth_means():
    paths = [census.path_length(ALL, system, answers_of(system)) for system in DESCRIBED]
    compared = {item.depth: item for item in census.compare(paths)}
    print(*compared.values(), sep="\n")
    for depth, (least, most) in BARS.items():
        assert least <= compared[depth].typical[1] <= most, compared[depth]
    assert tuple(BARS) == DEPTHS
