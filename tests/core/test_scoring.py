"""Worked cases: the published vectors, the table of intervals, levels, gates, appetite and advice."""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
import yaml

from tests.core.samples import METHOD, control, one, questionnaire, scenario
from wizard.core.assessment import Answer
from wizard.core.hull import reading_of
from wizard.core.questionnaire import Barrier, Gate, Group, Weight
from wizard.core.scoring import level, next_best, points, score, trace
from wizard.core.scoring.arithmetic import decades, group_failure, shapley
from wizard.core.sentences import best_figure, causes

CASES = yaml.safe_load((Path(__file__).parent / "scoring_native.yaml").read_text())["cases"]


def scored_multiplier(groups, floor=0.001):
    """Give what `score` multiplies a risk by when controls with these failures stand in its way."""
    named = [(f"g{at}", beta, failures) for at, (beta, failures) in enumerate(groups)]
    questions = [
        control(f"{name}-{at}", Barrier("leak", name, 1 - failure, ""))
        for name, _, failures in named
        for at, failure in enumerate(failures)
    ]
    leak = scenario(groups=tuple(Group(name, "", beta, "frequency") for name, beta, _ in named))
    found = replace(questionnaire(questions, [leak]), method=replace(METHOD, floor=floor))
    harm = score(found, {question.id: Answer("full", "verified") for question in questions}).scenarios[0].harms[0]
    return 10 ** (harm.residual.best - harm.inherent.best)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_every_published_vector_is_reproduced(case):
    inputs, expected = case["inputs"], case["expected"]
    if "q" in inputs:
        parts = shapley(inputs["beta"], tuple(inputs["q"]))
        assert [-part for part in parts] == pytest.approx(expected["decades"], abs=1e-12)
        assert -sum(parts) == pytest.approx(expected["total"], abs=1e-12)
    elif "best" in expected:
        for end, name in enumerate(("best", "worst")):
            groups = [(beta, [q[end] for q in pairs]) for beta, pairs in inputs["groups"]]
            assert scored_multiplier(groups) == pytest.approx(expected[name], abs=1e-12)
    else:
        found = scored_multiplier(inputs["groups"], inputs.get("floor", 0.001))
        assert found == pytest.approx(expected["multiplier"], abs=1e-12)
        assert -decades(found) == pytest.approx(expected["decades"], abs=1e-12)


def test_there_are_ten_vectors():
    assert len(CASES) == 10


@pytest.mark.parametrize(
    ("answer", "lower", "upper"),
    [
        (None, 0, 1),
        (Answer(standing="dont-know"), 0, 1),
        (Answer("full"), 0, 1),
        (Answer("full", "claimed"), 0, 1),
        (Answer("full", "documented"), 0.25, 1),
        (Answer("full", "tested"), 0.6, 1),
        (Answer("full", "verified"), 0.85, 1),
        (Answer("partial", "tested"), 0.3, 0.5),
        (Answer("absent"), 0, 0),
        (Answer("full", "tested", "met-otherwise", "a person does it"), 0.6, 1),
        (Answer("full", "tested", "met-otherwise"), 0, 1),
        (Answer("partial", None, "met-otherwise", "a person does it"), 0, 0.5),
        (Answer(standing="not-applicable", reason="nothing to stop"), 0, 0),
        (Answer(standing="not-applicable"), 0, 1),
    ],
)
def test_a_pair_of_answers_gives_the_interval_of_the_table(answer, lower, upper):
    found = questionnaire([control("c", Barrier("leak", "g", 0.9, ""))], [scenario()])
    harm = score(found, {"c": answer} if answer else {}).scenarios[0].harms[0]
    assert harm.residual.worst == pytest.approx(1.5 + decades(1 - 0.9 * lower))
    assert harm.residual.best == pytest.approx(1.5 + decades(1 - 0.9 * upper))


def test_a_tested_control_of_efficacy_nine_tenths_takes_three_points_off_the_worst_case_and_ten_off_the_best():
    found = questionnaire([control("c", Barrier("leak", "g", 0.9, ""))], [scenario()])
    overall = score(found, {"c": Answer("full", "tested")}).overall
    assert (points(1.5 - overall.worst), points(1.5 - overall.best)) == (3, 10)


def test_five_independent_ones_take_seventeen():
    groups = tuple(Group(f"g{i}", "", 0.1, "frequency") for i in range(5))
    controls = [control(f"c{i}", Barrier("leak", f"g{i}", 0.9, "")) for i in range(5)]
    found = questionnaire(controls, [scenario(groups=groups)])
    overall = score(found, {q.id: Answer("full", "tested") for q in controls}).overall
    assert points(1.5 - overall.worst) == 17


def test_a_mitigating_group_acts_only_on_the_classes_it_names():
    groups = (Group("g", "g", 0.1, "severity", ("people",)),)
    found = questionnaire(
        [control("c", Barrier("leak", "g", 0.9, ""))],
        [scenario(groups=groups, severity={"people": 1.0, "money": 1.0})],
    )
    people, money = score(found, {"c": Answer("full", "verified")}).scenarios[0].harms
    assert people.residual.worst < people.inherent.worst
    assert money.residual.worst == money.inherent.worst


def test_levels_compare_unrounded_values_and_rounding_only_shows():
    assert level(METHOD, 1.4999) == "Moderate"
    assert points(1.4999) == 15
    assert level(METHOD, 1.5) == "High"
    assert level(METHOD, -0.0001) == "Low"
    assert [points(x) for x in (0.25, 0.15, -0.05, -0.15, 0.449)] == [3, 2, 0, -1, 4]


def gated(answer):
    gate = Gate("High", "c", "isolation is not tested")
    found = questionnaire([control("c", Barrier("leak", "g", 0.9, ""))], [scenario(frequency=-1.0, gates=(gate,))])
    return score(found, {"c": answer} if answer else {})


@pytest.mark.parametrize(
    ("answer", "best", "worst"),
    [
        (None, "Low", "High"),
        (Answer("full"), "Low", "High"),
        (Answer("full", "documented"), "High", "High"),
        (Answer("absent"), "High", "High"),
        (Answer("partial", "tested"), "Low", "Low"),
        (Answer("full", "verified"), "Low", "Low"),
        (Answer(standing="not-applicable", reason="nothing to isolate"), "High", "High"),
    ],
)
def test_a_gate_holds_the_level_until_the_control_is_tested(answer, best, worst):
    result = gated(answer)
    assert (result.best_level, result.worst_level) == (best, worst)


def test_a_gate_never_moves_a_figure_and_the_trace_names_it():
    result = gated(Answer("absent"))
    assert result.overall.worst == 0.0
    assert result.scenarios[0].held


def test_a_best_level_that_only_a_gate_gives_is_said_with_the_gate_and_never_beside_the_bare_number():
    held, free = gated(Answer("absent")), gated(Answer("full", "verified"))
    assert (held.best_is_held, best_figure(held)) == (True, "0, held at High")
    assert (free.best_is_held, best_figure(free)) == (False, "Low \N{MINUS SIGN}10")
    assert held.gate_at_best.unless == "c"
    assert free.gate_at_best is None
    assert gated(None).gate_at_best is None
    assert causes(gated(None)) == "1 open"


def test_the_class_that_is_furthest_past_its_own_appetite_is_named_though_another_is_worse():
    found = questionnaire([], [scenario(severity={"money": 1.1, "society": 0.7})])
    appetite = {"appetite-money": Answer(Decimal(20)), "appetite-society": Answer(Decimal(5))}
    item = score(found, appetite).scenarios[0]
    assert (item.decisive.name, item.decisive.over) == ("money", False)
    assert item.over
    assert item.exceeded.name == item.followed.name == "society"
    assert score(found, appetite).exceeded == item.exceeded
    within = score(found, {key: Answer(Decimal(20)) for key in appetite}).scenarios[0]
    assert within.exceeded is None
    assert within.followed is within.decisive
    assert reading_of(item, METHOD).other == pytest.approx(5)
    assert reading_of(within, METHOD).other is None


def test_appetite_nobody_set_is_no_room():
    found = questionnaire([], [scenario()])
    assert score(found, {}).scenarios[0].over
    assert not score(found, {"appetite-people": Answer(Decimal(20))}).scenarios[0].over
    assert not score(found, {"appetite-people": Answer(Decimal(15))}).scenarios[0].over


def test_overall_is_the_largest_of_each_end_and_not_the_worst_scenarios_own():
    wide = scenario("wide", frequency=1.0)
    narrow = scenario("narrow", frequency=0.6)
    found = questionnaire([control("c", Barrier("wide", "g", 0.9, ""))], [wide, narrow])
    overall = score(found, {}).overall
    assert (overall.worst, overall.best) == (pytest.approx(2.0), pytest.approx(1.6))


def test_the_next_best_question_promises_only_what_a_verified_answer_gives():
    strong, weak = control("strong", Barrier("leak", "g", 0.9, "")), control("weak", Barrier("leak", "g", 0.2, ""))
    advice = next_best(questionnaire([weak, strong], [scenario()]), {})
    assert advice is not None
    assert advice.question == "strong"
    assert advice.gain == pytest.approx(-decades(1 - 0.9 * 0.85))


def test_where_two_scenarios_stand_equally_high_the_first_ones_fall_is_promised():
    found = questionnaire([control("c", Barrier("a", "g", 0.5, ""))], [scenario("a"), scenario("b")])
    advice = next_best(found, {})
    assert advice is not None
    assert (advice.question, advice.scenario) == ("c", "a")


def test_no_open_question_gives_no_advice():
    found = questionnaire([control("c", Barrier("leak", "g", 0.5, ""))], [scenario()])
    assert next_best(found, {"c": Answer("full", "claimed")}) is None


def test_what_more_one_answer_could_take_away_is_what_it_takes_when_given():
    found = questionnaire(
        [control("c", Barrier("leak", "g", 0.9, "")), control("d", Barrier("leak", "g", 0.6, ""))], [scenario()]
    )
    before = {"c": Answer("partial", "claimed"), "d": Answer("full", "tested")}
    step = next(item for item in trace(found, before, "leak") if item.question == "c")
    after = score(found, {**before, "c": Answer("full", "verified")}).overall.worst
    assert step.more == pytest.approx(after - score(found, before).overall.worst)


def test_questions_deeper_than_the_chosen_depth_count_as_open_and_are_named():
    deep = one("deep", Weight("leak", "frequency", "", {"bad": 0.4}), depth="deep")
    result = score(questionnaire([deep], [scenario()]), {"depth": Answer("quick")})
    assert result.overall.worst == pytest.approx(1.9)
    assert (result.open, result.deeper) == ((), ("deep",))


def test_a_group_too_large_to_split_exactly_is_refused():
    with pytest.raises(ValueError, match="at most 8"):
        shapley(0.1, (0.5,) * 9)


def test_the_failure_of_no_controls_is_certain():
    assert group_failure(0.1, []) == 1.0
