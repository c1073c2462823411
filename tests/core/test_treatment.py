"""Decisions about risks: what they say, what they are worth, what is late, and the same back from JSON."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.core.samples import control, one, questionnaire, scenario
from wizard.core.assessment import ASSURANCE, Answer
from wizard.core.outlook import look_ahead, step_by_step
from wizard.core.questionnaire import Barrier, Question, Weight
from wizard.core.scoring import score
from wizard.core.treatment import (
    DECISIONS,
    Plan,
    Recommendation,
    Step,
    Treatment,
    days_late,
    has_ended,
    is_done,
    is_plan,
    lacking,
    laid_over,
    plain_treatment,
    problem_with_recommendation,
    problem_with_treatment,
    recommendation_from,
    treatment_from,
)

TODAY = date(2026, 11, 23)
FOUND = questionnaire(
    [
        one("reach", Weight("leak", "frequency", "", {"bad": 0.5})),
        one("uses"),
        control("stop", Barrier("leak", "g", 0.9, ""), Barrier("spill", "g", 0.5, "")),
        control("watch", Barrier("leak", "g", 0.5, "")),
        Question("name", "name", "short"),
    ],
    [scenario("leak"), scenario("spill"), scenario("gone", when=(("uses", frozenset({"bad"})),))],
)
STOP = Step("Make it stop", "stop", "full", "verified", "Ines", "2026-12-15", "€ 6,000", "Report of the drill")
NARROW = Step("Let it reach less", "reach", "mild", due="2026-11-01")
TALK = Step("Ask the works council", owner="Tomas")
ACCEPTED = Treatment("accept", by="Tomasz", role="Head of Claims", why="No other way", until="2027-06-30")


def plan(**treatments):
    return Plan(treatments)


def test_a_plan_lowers_nothing_until_its_question_is_answered():
    answers = {"reach": Answer("bad")}
    ahead = look_ahead(FOUND, answers, plan(leak=Treatment("mitigate", (STOP, NARROW))))
    assert answers == {"reach": Answer("bad")}
    done = score(FOUND, {"reach": Answer("mild"), "stop": Answer("full", "verified")})
    assert ahead.whole == done
    assert ahead.target("leak") == done.scenario("leak")


def test_each_step_is_worth_what_is_left_after_the_ones_before():
    steps = Treatment("mitigate", (TALK, STOP, NARROW, TALK))
    run = [item.residual.worst for item in step_by_step(FOUND, {}, "leak", steps)]
    assert run[-1] == look_ahead(FOUND, {}, plan(leak=steps)).target("leak").residual.worst == run[2]
    assert run[0] == score(FOUND, {}).scenario("leak").residual.worst  # words alone move nothing
    assert run[0] > run[1] > run[2]


def test_a_risk_counts_its_own_steps_and_the_whole_counts_all():
    ahead = look_ahead(FOUND, {}, plan(leak=Treatment("mitigate", (NARROW,)), spill=Treatment("mitigate", (STOP,))))
    assert ahead.target("leak").residual.worst > ahead.whole.scenario("leak").residual.worst
    assert ahead.target("spill").residual == ahead.whole.scenario("spill").residual
    assert ahead.target("gone") is None
    assert not ahead.ends("gone")


def test_a_risk_can_leave_the_path_and_what_is_planned_for_one_off_it_counts_for_nothing():
    asked = replace(FOUND.questions["uses"], weights=(Weight("gone", "frequency", "", {"bad": 0.5}),))
    found = questionnaire(
        [asked, FOUND.questions["stop"]], [scenario("gone", when=(("uses", frozenset({"bad"})),)), scenario("spill")]
    )
    away = Treatment("avoid", (Step("Do without", "uses", "mild"),))
    ahead = look_ahead(found, {"uses": Answer("bad")}, plan(gone=away))
    assert ahead.ends("gone")
    assert step_by_step(found, {"uses": Answer("bad")}, "gone", away) == (None,)
    off = look_ahead(found, {"uses": Answer("mild")}, plan(gone=Treatment("mitigate", (STOP,))))
    assert off.targets == {}
    assert off.whole == score(found, {"uses": Answer("mild")})


@given(st.sets(st.sampled_from([0, 1, 2])), st.sampled_from(["absent", "partial", "full"]), st.sampled_from(ASSURANCE))
def test_what_is_planned_as_good_as_can_be_never_raises_a_risk(which, grade, assurance):
    steps = (STOP, replace(STOP, question="watch"), NARROW)
    answers = {"stop": Answer(grade, assurance), "reach": Answer("bad")}
    ahead = look_ahead(FOUND, answers, plan(leak=Treatment("mitigate", tuple(steps[index] for index in which))))
    for item in score(FOUND, answers).scenarios:
        then = ahead.whole.scenario(item.scenario.id)
        assert then.residual.worst <= item.residual.worst + 1e-12


@pytest.mark.parametrize(
    ("treatment", "words"),
    [
        (ACCEPTED, ""),
        (replace(ACCEPTED, until=""), "until when"),
        (replace(ACCEPTED, by=" ", why=""), "who accepts it, why"),
        (Treatment("mitigate"), "no step"),
        (Treatment("transfer"), "no step and no reason"),
        (Treatment("avoid", why="Switched off in May"), ""),
        (Treatment("avoid", (TALK,)), ""),
    ],
)
def test_what_is_lacking_is_said(treatment, words):
    assert words in lacking(treatment)
    assert is_plan(treatment, TODAY) is (not words)


def test_an_acceptance_that_has_ended_counts_as_no_plan():
    assert not has_ended(ACCEPTED, date(2027, 6, 30))
    assert has_ended(ACCEPTED, date(2027, 7, 1))
    assert not is_plan(ACCEPTED, date(2027, 7, 1))
    assert not is_plan(None, TODAY)
    assert not has_ended(Treatment("mitigate", (STOP,), until="2020-01-01"), TODAY)


@pytest.mark.parametrize(
    ("answer", "done"),
    [
        (Answer("full", "verified"), True),
        (Answer("full", "tested"), False),
        (Answer("partial", "verified"), False),
        (Answer(standing="dont-know"), False),
        (Answer("full", "verified", "met-otherwise", "By hand"), True),
        (Answer("full", "verified", "met-otherwise"), False),
    ],
)
def test_a_step_is_done_when_the_answer_is_as_good_as_the_one_planned(answer, done):
    assert is_done(STOP, FOUND, {"stop": answer}) is done


def test_a_step_is_late_from_the_day_after_until_it_is_done():
    assert days_late(STOP, FOUND, {}, date(2026, 12, 15)) == 0
    assert days_late(STOP, FOUND, {}, date(2026, 12, 28)) == 13
    assert days_late(STOP, FOUND, {"stop": Answer("full", "verified")}, date(2026, 12, 28)) == 0
    assert days_late(replace(TALK, due="2026-11-20"), FOUND, {}, TODAY) == 3
    assert days_late(replace(TALK, due="2026-11-20", done="2026-11-19"), FOUND, {}, TODAY) == 0
    assert days_late(NARROW, FOUND, {"reach": Answer("mild")}, TODAY) == 0


@pytest.mark.parametrize(
    ("treatment", "words"),
    [
        (Treatment("ignore"), "no decision"),
        (Treatment("accept", until="tomorrow"), "'tomorrow' is not a date"),
        (Treatment("mitigate", (Step(" "),)), "what is done"),
        (Treatment("mitigate", (replace(STOP, question="stopp"),)), "no question 'stopp'"),
        (Treatment("mitigate", (replace(STOP, value="fully"),)), "'fully' is not a choice"),
        (Treatment("mitigate", (replace(STOP, assurance=None),)), "value and assurance"),
        (Treatment("mitigate", (Step("Rename it", "name", "x"),)), "moves no risk"),
        (Treatment("mitigate", (Step("Talk", value="full"),)), "names the question"),
        (Treatment("mitigate", (replace(STOP, done="2026-11-01"),)), "leave out done"),
        (Treatment("mitigate", (replace(STOP, due="20261215"),)), "not a date"),
        (Treatment("mitigate", (STOP, STOP)), "one target"),
        (Treatment("mitigate", 51 * (TALK,)), "at most 50"),
        (Treatment("accept", why=2001 * "x"), "longer than 2,000"),
        (Treatment("mitigate", (replace(STOP, cost=2001 * "x"),)), "longer than 2,000"),
    ],
)
def test_what_does_not_fit_is_said(treatment, words):
    assert words in problem_with_treatment(FOUND, "leak", treatment)


def test_what_fits_is_not_complained_about():
    assert problem_with_treatment(FOUND, "leak", Treatment("mitigate", (STOP, NARROW, TALK, TALK))) == ""
    assert problem_with_treatment(FOUND, "leak", ACCEPTED) == ""
    assert "no scenario 'leek'" in problem_with_treatment(FOUND, "leek", ACCEPTED)


def test_a_recommendation_is_one_of_five_and_one_has_a_condition():
    assert problem_with_recommendation(Recommendation("not-yet")) == ""
    assert problem_with_recommendation(Recommendation("may-stay-if", "a person releases each payment")) == ""
    assert problem_with_recommendation(Recommendation("may-stay-if"))
    assert problem_with_recommendation(Recommendation("may-stay", "a condition"))
    assert "no recommendation" in problem_with_recommendation(Recommendation("safe"))


TEXT = st.text(max_size=20)
STEPS = st.builds(
    Step, TEXT.filter(bool), st.just("stop"), st.one_of(st.just("full"), st.decimals(-9, 9, places=2), st.just(("a", "b"))),
    st.sampled_from(ASSURANCE), TEXT, TEXT, TEXT, TEXT, TEXT,
)  # fmt: skip


@given(st.builds(Treatment, st.sampled_from(DECISIONS), st.lists(STEPS).map(tuple), TEXT, TEXT, TEXT, TEXT, TEXT, TEXT))
def test_a_decision_comes_back_from_json(treatment):
    assert treatment_from(plain_treatment(treatment)) == treatment


@pytest.mark.parametrize(
    "parts",
    [
        {},
        {"decision": 1},
        {"decision": "accept", "more": "x"},
        {"decision": "accept", "steps": ["x"]},
        {"decision": "accept", "steps": 3},
        {"decision": "accept", "steps": []},
        {"decision": "accept", "by": ""},
        {"decision": "mitigate", "steps": [{"what": "x", "value": {"number": "NaN"}, "note": "x"}]},
        {"decision": "mitigate", "steps": [{"what": "x", "value": 1.5}]},
    ],
)
def test_what_is_no_decision_is_refused(parts):
    with pytest.raises(ValueError, match=r"this|part of a plan|value"):
        treatment_from(parts)


@pytest.mark.parametrize("parts", [{}, {"choice": 1}, {"choice": "not-yet", "more": ""}])
def test_what_is_no_recommendation_is_refused(parts):
    with pytest.raises(ValueError, match=r"recommendation|part of a plan"):
        recommendation_from(parts)


def test_laying_over_keeps_what_is_not_planned():
    answers = {"watch": Answer("partial", "tested"), "stop": Answer(Decimal(1))}
    over = laid_over(answers, Treatment("mitigate", (STOP, TALK)))
    assert dict(over) == {"watch": Answer("partial", "tested"), "stop": Answer("full", "verified")}
