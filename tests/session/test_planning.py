"""Decisions about risks: kept in the chain like answers, undone like them, never taken for one."""

import json
from contextlib import closing
from dataclasses import replace

import pytest

from tests.session.test_answering import FOUND, NOON
from wizard.core.assessment import Answer
from wizard.core.treatment import Plan, Recommendation, Step, Treatment
from wizard.errors import UserError
from wizard.session import new_assessment, new_version, open_assessment
from wizard.store import open_workspace

STOP = Step("Make it stop", "stop", "full", "verified", "Ines", "2026-12-15", "€ 6,000", "Report of the drill")
PLANNED = Treatment("mitigate", (STOP,))
ACCEPTED = Treatment("accept", by="Tomasz", role="Head of Claims", why="No other way", until="2027-06-30")


@pytest.fixture
def workspace(tmp_path):
    with closing(open_workspace(tmp_path / "w.plimsoll")) as found:
        yield found


@pytest.fixture
def session(workspace):
    return new_assessment(workspace, (("m.yaml", "module: m"),), FOUND, lambda: NOON, "Ada")


def again(session):
    return open_assessment(session.workspace, session.assessment.id, lambda: NOON, known=FOUND).assessment


def test_a_decision_is_in_the_chain_with_name_and_time_and_comes_back(session, workspace):
    session.answer("reach", Answer("bad"))
    session.decide("leak", PLANNED)
    session.recommend(Recommendation("not-yet"))
    rows = workspace.log(session.assessment.id)
    assert [row.question for row in rows] == ["reach", "plan/leak", "plan/"]
    assert json.loads(rows[1].answer.value)["decision"] == "mitigate"
    assert workspace.broken_chain() == ""
    kept = again(session)
    assert kept.plan == session.assessment.plan
    assert kept.plan.treatments == {"leak": replace(PLANNED, who="Ada", at="2026-11-23T12:00:00Z")}
    assert kept.plan.recommendation.choice == "not-yet"
    assert list(kept.answers) == ["reach"]


def test_a_decision_moves_no_score(session):
    before = session.score
    session.decide("leak", PLANNED)
    assert session.score == before


def test_a_decision_is_undone_and_done_again_as_new_rows(session, workspace):
    session.decide("leak", PLANNED)
    session.decide("leak", ACCEPTED)
    assert session.undo() == "plan/leak"
    assert session.assessment.plan.treatments["leak"].steps == (STOP,)
    session.undo()
    assert session.assessment.plan is None
    assert again(session).plan is None
    session.redo()
    assert session.redo() == "plan/leak"
    assert again(session).plan.treatments["leak"].decision == "accept"
    assert len(workspace.log(session.assessment.id)) == 6


def test_what_is_decided_already_writes_no_row(session, workspace):
    session.decide("leak", None)
    session.decide("leak", PLANNED)
    session.decide("leak", PLANNED)
    assert len(workspace.log(session.assessment.id)) == 1


def test_what_does_not_fit_is_not_kept(session, workspace):
    with pytest.raises(UserError, match="leek: there is no scenario"):
        session.decide("leek", PLANNED)
    with pytest.raises(UserError, match="recommendation: may-stay-if needs a condition"):
        session.recommend(Recommendation("may-stay-if"))
    with pytest.raises(UserError, match="There is no question"):
        session.answer("leak", Answer("bad"))
    assert workspace.log(session.assessment.id) == ()


def test_a_question_has_one_target_in_all_plans(workspace):
    from tests.core.samples import control, questionnaire, scenario
    from wizard.core.questionnaire import Barrier

    both = (Barrier("leak", "g", 0.9, ""), Barrier("spill", "g", 0.9, ""))
    found = questionnaire([control("stop", *both)], [scenario("leak"), scenario("spill")])
    session = new_assessment(workspace, (("m.yaml", "module: m"),), found, lambda: NOON)
    session.decide("leak", PLANNED)
    session.decide("spill", Treatment("mitigate", (replace(STOP, what="In other words"),)))
    with pytest.raises(UserError, match="spill: the plan for leak has another target for stop"):
        session.decide("spill", Treatment("mitigate", (replace(STOP, assurance="tested"),)))


def test_a_copy_carries_the_plan_and_a_seal_closes_it(session):
    session.decide("leak", PLANNED)
    session.seal("2026-11-23T12:00:00Z", "0" * 64)
    with pytest.raises(UserError, match="Sealed on"):
        session.decide("leak", None)
    from wizard.session import copies

    copies.keep(session.workspace, session.workspace.assessment(session.assessment.id).questionnaire, FOUND)
    assert new_version(session).assessment.plan == session.assessment.plan


def test_a_script_plays_its_plan_and_it_is_not_for_undoing(session):
    session.play({"reach": Answer("bad")}, Plan({"leak": PLANNED}, Recommendation("not-yet")))
    assert session.assessment.plan.treatments["leak"].who == "Ada"
    assert not session.can_undo


@pytest.mark.parametrize("value", ["x", "[]", "3", '{"decision":"accept","new":"x"}', '{"decision":3}'])
def test_a_decision_that_cannot_be_read_is_told(session, workspace, value):
    workspace.record(session.assessment.id, "plan/leak", Answer(value, at="2026-11-23T12:00:00Z"))
    with pytest.raises(UserError, match="A decision of this assessment cannot be read"):
        again(session)
