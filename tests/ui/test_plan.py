"""Plan: what is decided is saved and undone, a step says where it leads, and what is late or has ended is told."""

from datetime import UTC, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.ui.rooms import room, settle
from wizard.core.scoring import points
from wizard.core.treatment import Step, Treatment
from wizard.ui.plan_words import lateness

FREE = "no-say-left"
"""A risk over appetite about which the example decides nothing."""


@pytest.fixture
def plan(tmp_path):
    with room(tmp_path) as window:
        window.go("Plan", scenario=FREE)
        settle()
        yield window.place


def treatment(plan, key=FREE):
    found = plan.window_.session.assessment.plan
    return found.treatments.get(key) if found else None


def test_the_list_holds_what_is_over_appetite_worst_first_and_counts_it(plan):
    over = [item.scenario.id for item in plan.window_.session.score.scenarios if item.over]
    assert plan.order == over
    assert plan.count.text() == f"{len(over)} over appetite"
    assert plan.without.text() == f"{len(over) - 5} without a plan"
    assert plan.table.row.key == FREE


def test_a_decision_is_saved_at_once_and_undo_comes_back_to_it(plan):
    window = plan.window_
    plan.side.decision.segments[0].click()
    assert treatment(plan) == Treatment("mitigate", at=treatment(plan).at)
    assert "no step" in plan.side.lacks.text()
    window.go("Risks")
    window.undo()
    assert window.current == "Plan"
    assert treatment(plan) is None
    assert plan.side.decision.value == ""


def test_an_acceptance_needs_all_four_and_a_true_date(plan):
    side = plan.side
    plan._decide("accept")
    for name, text in (("by", "Ines Marti"), ("role", "Head of Claims"), ("why", "No other way")):
        side.fields[name].input.setText(text)
        side._said(name)
    assert "until when" in side.lacks.text()
    side.fields["until"].input.setText("summer")
    side._said("until")
    assert "not a date" in side.fields["until"].error.text()
    assert treatment(plan).until == ""
    side.fields["until"].input.setText("2027-06-30")
    side._said("until")
    assert treatment(plan).until == "2027-06-30"
    assert not side.lacks.text()
    assert plan.table.row.state == "Accepted"


def test_what_is_typed_is_saved_when_the_place_is_left(plan):
    plan._decide("avoid")
    why = plan.side.fields["why"]
    assert why.isVisible()
    why.input.setFocus()
    QTest.keyClicks(why.input, "We do without")
    plan.window_.go("Risks")
    assert treatment(plan).why == "We do without"


def test_a_step_moves_the_ghost_and_says_by_how_much(plan):
    side, session = plan.side, plan.window_.session
    before = session.score
    plan._decide("mitigate")
    side.add_step()
    form = side.form
    form.what.input.setText("Stop it while somebody contests it")
    form.picker.pick("effect-while-contested")
    form.target.choose("full")
    form.sure.choose("verified")
    form.due.input.setText("2027-01-15")
    form.save.click()
    assert not form.isVisible()
    step = treatment(plan).steps[0]
    assert (step.question, step.value, step.assurance) == ("effect-while-contested", "full", "verified")
    row = plan.table.row
    assert row.reading.target < row.reading.worst
    assert side.steps.rows[0].moved == f"−{points(row.score.residual.worst) - points(row.reading.target / 10)}"
    assert "Still" in side.leads.text()
    assert session.score == before


@pytest.mark.parametrize("question", ["decisions-nobody-reads", "people-part"])
def test_a_step_takes_numbers_and_several_choices(plan, question):
    plan._decide("mitigate")
    plan.side.add_step()
    form = plan.side.form
    form.what.input.setText("Change it")
    form.picker.pick(question)
    if question == "people-part":
        form.target.choose(("talk", "comfort"))
        form.save.click()
        assert treatment(plan).steps[0].value == ("talk", "comfort")
        return
    form.target.input.setText("many")
    form.save.click()
    assert "not a number" in form.error.text()
    form.target.input.setText("12")
    form.save.click()
    assert treatment(plan).steps[0].value == 12


def test_a_step_that_is_not_whole_says_why_and_keeps_what_was_typed(plan):
    plan._decide("mitigate")
    plan.side.add_step()
    plan.side.form.save.click()
    assert "what is done" in plan.side.form.error.text()
    plan.side.form.what.input.setText("Talk")
    plan.side.form.due.input.setText("soon")
    plan.side.form.save.click()
    assert "not a date" in plan.side.form.error.text()
    assert treatment(plan).steps == ()
    assert plan.side.form.what.input.text() == "Talk"


def test_a_step_is_changed_and_removed(plan):
    plan.table.choose(plan.order.index("limit-worked-around"))
    side = plan.side
    side.steps.opened.emit(1)
    assert side.form.what.input.text() == "Take the right to make keys from the agents"
    assert side.form.target.value == ("nothing",)
    side.form.owner.input.setText("Somebody else")
    side.form.save.click()
    assert treatment(plan, "limit-worked-around").steps[1].owner == "Somebody else"
    side.steps.opened.emit(1)
    side.form.remove.click()
    assert len(treatment(plan, "limit-worked-around").steps) == 2


def test_what_is_late_is_told_with_its_days_and_what_ran_out_counts_for_nothing(plan):
    plan.table.choose(plan.order.index("limit-worked-around"))
    assert plan.side.late.text().startswith("14 days late.")
    session = plan.window_.session
    session.now = lambda: datetime(2027, 7, 1, tzinfo=UTC)
    plan.refresh(session)
    plan.table.choose(plan.order.index("input-made-to-fool"))
    assert plan.side.late.text() == "Ran out on 30 Jun 2027. It counts as no plan."
    assert plan.table.row.state == "Acceptance ended"
    assert lateness(session, Treatment("avoid", (Step("Later", due="2027-07-02"),))) == ""


def test_keys_decide_and_go_on(plan):
    window, before = plan.window_, plan.table.currentIndex().row()
    QTest.keyClick(window, Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)
    assert treatment(plan).decision == "accept"
    QTest.keyClick(window, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert plan.side.form.isVisible()
    assert plan.letter("Esc")
    assert not plan.side.form.isVisible()
    QTest.keyClick(window, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert plan.table.currentIndex().row() == before + 1


def test_p_on_a_risk_opens_its_plan(plan):
    window = plan.window_
    window.go("Risks")
    window.place.choose("agents-act-together")
    assert window.place.letter("p")
    assert (window.current, plan.table.row.key) == ("Plan", "agents-act-together")


def test_a_recommendation_on_a_condition_waits_for_the_condition(plan):
    session = plan.window_.session
    plan.advice.pick("not-yet")
    assert session.assessment.plan.recommendation.choice == "not-yet"
    plan.advice.pick("may-stay-if")
    plan.condition.input.setText("")
    plan._advise()
    assert session.assessment.plan.recommendation.choice == "not-yet"
    assert plan.condition.error.text() == "Say on which condition."
    plan.condition.input.setText("a person reads each")
    plan._advise()
    assert session.assessment.plan.recommendation.condition == "a person reads each"
    plan.advice.pick("")
    assert session.assessment.plan.recommendation is None


def test_a_sealed_plan_can_be_read_and_not_changed(plan):
    window = plan.window_
    window.session.seal("2026-11-23T12:00:00Z", "0" * 64)
    plan.table.choose(plan.order.index("limit-worked-around"))
    settle()
    assert not plan.side.add.isEnabled()
    assert not plan.side.back.isVisible()
    plan._decide("accept")
    assert treatment(plan, "limit-worked-around").decision == "mitigate"


def test_where_every_risk_is_within_its_appetite_nothing_is_asked_for(plan):
    session = plan.window_.session
    from decimal import Decimal

    from wizard.core.assessment import Answer

    for name in ("people", "rights", "money", "operations", "society"):
        session.answer(f"appetite-{name}", Answer(Decimal(50)))
    for key in list(session.assessment.plan.treatments):
        session.decide(key, None)
    assert plan.nothing.isVisible()
    assert not plan.page.isVisible()


def test_the_check_before_sealing_leads_to_the_risk_without_a_plan(plan):
    from wizard import dossier
    from wizard.ui.report import _follow

    check = next(each for each in dossier.checks(plan.window_.session) if each.kind == "no-plan")
    plan.window_.go("Report")
    _follow(check, plan.window_)
    assert (plan.window_.current, plan.table.row.key) == ("Plan", check.scenarios[0])
