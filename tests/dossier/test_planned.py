"""A plan in the record: whole, recomputed by whoever opens it, absent where nothing is decided; and the doubts about it."""

import hashlib
import json
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from tests import sealed_samples, small_samples
from wizard import dossier, report, signing, store
from wizard.core.assessment import Answer
from wizard.core.treatment import Recommendation, Step, Treatment
from wizard.dossier import sealing as sealing_room
from wizard.dossier.record import canonical, read_record

NOON = small_samples.NOON
READ = Step("Read them all", "read-again", "full", "verified", "Ines", "2026-12-15", "Half a post", "The log")
LIST = Step("Take each price from the list", "looked-up", "full", "verified", "Tomas", "2026-11-09")
PLANNED = Treatment("mitigate", (READ, LIST))
ACCEPTED = Treatment("accept", by="Tomasz Wierzba", role="Head of Sales", why="Prices are low", until="2026-12-31")


@pytest.fixture
def session(tmp_path):
    with closing(store.open_workspace(tmp_path / "w.plimsoll")) as workspace:
        yield small_samples.answered(workspace)


def sealing():
    who = sealed_samples.signer()
    return dossier.Sealing(who.name, "Product owner", NOON, who.fingerprint)


def record_of(session):
    return dossier.write_record(session, sealing(), small_samples.shelf())


def at(session, year, month, day):
    session.now = lambda: datetime(year, month, day, tzinfo=UTC)
    return {check.kind: check for check in dossier.checks(session)}


def test_a_record_without_a_plan_has_no_word_of_it(session):
    before = record_of(session)
    assert "plan" not in json.loads(before)
    session.decide("wrong-price", PLANNED)
    session.undo()
    assert "plan" not in json.loads(record_of(session))
    assert read_record(before).assessment.plan is None


def test_a_plan_stands_in_the_record_with_what_it_is_worth_and_comes_back(session):
    session.decide("wrong-price", PLANNED)
    session.recommend(Recommendation("may-stay-if", "prices are read again"))
    data = record_of(session)
    plan = json.loads(data)["plan"]
    assert sorted(plan) == ["recommendation", "result", "targets", "treatments"]
    assert plan["treatments"]["wrong-price"]["steps"][0]["cost"] == "Half a post"
    then = {**session.assessment.answers, "read-again": READ.target, "looked-up": LIST.target}
    session.answer("read-again", then["read-again"])
    session.answer("looked-up", then["looked-up"])
    assert plan["result"] == json.loads(record_of(session))["result"]
    assert plan["targets"]["wrong-price"] == plan["result"]["scenarios"][0]
    assert read_record(data).assessment.plan == session.assessment.plan


def test_a_report_with_a_plan_is_sealed_and_recomputed(session, tmp_path):
    session.decide("wrong-price", PLANNED)
    who = sealed_samples.signer()
    dossier.seal(session, who, sealing(), tmp_path / "r.pdf", small_samples.shelf())
    verdict = dossier.examine((tmp_path / "r.pdf").read_bytes(), (who.certificate,), NOON)
    assert (verdict.outcome, verdict.recomputed.status) == ("sealed-trusted", "same")
    assert verdict.record.assessment.plan.treatments["wrong-price"].steps == (READ, LIST)


def lie(parts, *path):
    *way, key, value = path
    for name in way:
        parts = parts[name]
    parts[key] = value


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (
            lambda plan: lie(plan, "targets", "wrong-price", "worst", "-1.000000000"),
            "other figures for when it is done",
        ),
        (lambda plan: lie(plan, "result", "worst_level", "Low"), "other figures for when it is done"),
        (lambda plan: plan["targets"].clear(), "other figures for when it is done"),
        (lambda plan: lie(plan, "note", "all is well"), "other figures for when it is done"),
        (lambda plan: lie(plan, "treatments", "no-risk", {"decision": "avoid"}), "no scenario 'no-risk'"),
        (lambda plan: lie(plan, "treatments", "wrong-price", "decision", "ignore"), "no decision"),
        (lambda plan: lie(plan, "treatments", "wrong-price", "steps", 0, "value", "fully"), "'fully' is not a choice"),
        (lambda plan: lie(plan, "treatments", "wrong-price", "steps", 0, "due", "soon"), "not a date"),
        (lambda plan: lie(plan, "treatments", "wrong-price", "steps", 0, "more", "x"), "The record cannot be read"),
        (lambda plan: lie(plan, "treatments", "wrong-price", "by", ""), "The record cannot be read"),
        (lambda plan: lie(plan, "treatments", []), "The record cannot be read"),
        (lambda plan: lie(plan, "recommendation", {"choice": "safe"}), "no recommendation"),
        (lambda plan: lie(plan, "recommendation", []), "The record cannot be read"),
        (lambda plan: plan.clear(), "The record cannot be read"),
    ],
)
def test_a_plan_that_lies_is_found_out(session, change, says):
    session.decide("wrong-price", PLANNED)
    who = sealed_samples.signer()
    content = sealing_room._content(session, sealing(), small_samples.shelf(), "A4", draft=False)
    parts = json.loads(content.record)
    change(parts["plan"])
    record = canonical(parts)
    changed = replace(content, record=record, record_sha256=hashlib.sha256(record).hexdigest())
    verdict = dossier.examine(signing.sign(report.render(changed), who, NOON), (who.certificate,), NOON)
    assert verdict.outcome == "changed-after-sealing"
    assert says in verdict.reason


@pytest.mark.parametrize("plan", [None, "x", [], 3])
def test_a_plan_that_is_none_is_found_out(session, plan):
    who = sealed_samples.signer()
    content = sealing_room._content(session, sealing(), small_samples.shelf(), "A4", draft=False)
    record = canonical({**json.loads(content.record), "plan": plan})
    changed = replace(content, record=record, record_sha256=hashlib.sha256(record).hexdigest())
    verdict = dossier.examine(signing.sign(report.render(changed), who, NOON), (who.certificate,), NOON)
    assert verdict.outcome == "changed-after-sealing"


def test_a_risk_over_appetite_without_a_plan_is_asked_about(session):
    assert at(session, 2026, 11, 23)["no-plan"].fact == "1 risk over appetite without a plan"
    assert at(session, 2026, 11, 23)["no-plan"].scenarios == ("wrong-price",)
    session.decide("wrong-price", Treatment("mitigate"))
    assert not at(session, 2026, 11, 23)["no-plan"].good
    session.decide("wrong-price", PLANNED)
    assert at(session, 2026, 11, 23)["no-plan"].good


def test_where_nothing_is_over_appetite_nobody_asks_for_a_plan(session):
    session.answer("appetite-money", Answer(small_samples.ANSWERS["appetite-money"].value * 5))
    assert "no-plan" not in at(session, 2026, 11, 23)


def test_an_acceptance_that_has_ended_is_asked_about_and_counts_as_no_plan(session):
    session.decide("wrong-price", ACCEPTED)
    assert "accepted-until" not in at(session, 2026, 12, 31)
    found = at(session, 2027, 1, 1)
    assert found["accepted-until"].fact == "The acceptance ended on 31 Dec 2026"
    assert not found["no-plan"].good


def test_a_late_step_is_asked_about_until_it_is_done(session):
    session.decide("wrong-price", PLANNED)
    assert "late" not in at(session, 2026, 11, 9)
    late = at(session, 2026, 11, 23)["late"]
    assert (late.fact, late.detail) == ("1 step of the plan late", "Take each price from the list")
    session.answer("looked-up", LIST.target)
    assert "late" not in at(session, 2026, 11, 23)
