"""A second implementation, written from the method's description, comes to the same figures for any answers."""

import json
from contextlib import closing
from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests import shipped
from tests.core.samples import blank_answer, complete_answer
from tests.recompute import recompute
from wizard import dossier, places, store
from wizard.cli import scripted
from wizard.core.assessment import Answer, plain
from wizard.core.scoring import score

NOON = datetime(2026, 11, 23, 12, 0, 0, tzinfo=UTC)
TEXTS, QUESTIONNAIRE = shipped.texts(), shipped.whole()[0]
FILES = [{"name": name, "text": text} for name, text in TEXTS]


def agrees(record, result):
    each, overall = recompute(record)
    assert each.keys() == {item.scenario.id for item in result.scenarios}
    for item in result.scenarios:
        assert each[item.scenario.id] == pytest.approx((item.residual.best, item.residual.worst), abs=1e-9)
    assert overall == pytest.approx((result.overall.best, result.overall.worst), abs=1e-9)


def test_the_bundled_example_recomputes(tmp_path):
    with closing(store.open_workspace(tmp_path / "w.plimsoll")) as workspace:
        session = scripted.answered(workspace, places.example(), lambda: NOON)
        record = json.loads(dossier.write_record(session, dossier.Sealing("A", "B", NOON), scripted.shelf()))
        agrees(record, session.score)


@settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_any_answers_to_the_shipped_questions_recompute(data):
    answers = {}
    for key, question in QUESTIONNAIRE.questions.items():
        if question.kind in ("short", "long", "date") or key.startswith("appetite-"):
            continue
        answer = complete_answer(data.draw, question) if data.draw(st.integers(0, 3)) else blank_answer(data.draw)
        if answer is not None:
            answers[key] = answer
    record = {"questionnaire": FILES, "answers": {key: plain(answer) for key, answer in answers.items()}}
    agrees(record, score(QUESTIONNAIRE, answers))


def test_a_module_that_is_asked_anyway_recomputes_with_all_its_scenarios():
    answers = {"carry-over": Answer("nothing"), "agents": Answer("several")}
    for wish in (Answer(("none",)), Answer(("deployment-spread",))):
        given_now = {**answers, "asked-anyway": wish}
        record = {"questionnaire": FILES, "answers": {key: plain(answer) for key, answer in given_now.items()}}
        result = score(QUESTIONNAIRE, given_now)
        agrees(record, result)
        spread = {"goal-spreads-between-runs"} & {item.scenario.id for item in result.scenarios}
        assert bool(spread) == (wish.value != ("none",))
