"""A sealed assessment ends when a trigger happens: that is said beside it, and nothing that was sealed changes."""

import json
from contextlib import closing
from datetime import UTC, datetime

import pytest

from tests import shipped
from tests.recompute import recompute
from wizard import dossier
from wizard.cli import scripted
from wizard.core.assessment import Answer
from wizard.core.triggers import triggers_of
from wizard.errors import UserError
from wizard.session import (
    copies,
    new_assessment,
    new_trigger,
    new_version,
    open_assessment,
    say_trigger,
    summaries,
    take_back_trigger,
)
from wizard.store import open_workspace

NOON = datetime(2026, 11, 23, 12, 0, 0, tzinfo=UTC)
LATER = datetime(2026, 12, 1, 9, 0, 0, tzinfo=UTC)
TEXTS, FOUND = shipped.texts(), shipped.whole()[0]
LEARNING = new_trigger(("learning-on", "Learning during work was switched on"), LATER, "Ada")


@pytest.fixture
def workspace(tmp_path):
    with closing(open_workspace(tmp_path / "w.plimsoll")) as found:
        yield found


@pytest.fixture
def sealed(workspace):
    session = new_assessment(workspace, TEXTS, FOUND, lambda: NOON, "Ada")
    copies.keep(workspace, workspace.assessment(session.assessment.id).questionnaire, FOUND)  # as after one opening
    session.answer("system-name", Answer("Claims triage"))
    session.answer("carry-over", Answer("some"))
    session.seal("2026-11-23T12:00:00Z", "0" * 64)
    return session


def line(workspace, session):
    return {item.id: item for item in summaries(workspace)}[session.assessment.id]


def test_the_triggers_are_those_that_the_report_prints_and_another_version():
    ids = [key for key, _ in triggers_of(FOUND)]
    printed = [choice.id for choice in FOUND.questions["deployment-triggers"].choices if choice.id != "none"]
    assert ids == ["other-version", *printed]
    assert (LEARNING.id, LEARNING.text) in triggers_of(FOUND)


def test_a_trigger_makes_it_out_of_date_by_name_and_day_until_it_is_taken_back(workspace, sealed):
    assert line(workspace, sealed).status == "sealed"
    say_trigger(workspace, sealed.assessment.id, LEARNING)
    found = line(workspace, sealed)
    assert (found.status, found.ended, found.since) == (
        "out-of-date",
        "Learning during work was switched on",
        "2026-12-01T09:00:00Z",
    )
    again = open_assessment(workspace, sealed.assessment.id)
    assert again.read_only == (
        "Sealed on 23 Nov 2026. Out of date since 1 Dec 2026: Learning during work was switched on. "
        "Answers cannot change."
    )
    take_back_trigger(workspace, sealed.assessment.id)
    assert (line(workspace, sealed).status, line(workspace, sealed).ended) == ("sealed", "")


def test_a_trigger_leaves_log_chain_and_record_as_they_were_sealed(workspace, sealed):
    def record():
        session = open_assessment(workspace, sealed.assessment.id)
        return dossier.write_record(session, dossier.Sealing("A", "B", NOON), scripted.shelf())

    before, head = record(), workspace.head(sealed.assessment.id)
    say_trigger(workspace, sealed.assessment.id, LEARNING)
    assert (record(), workspace.head(sealed.assessment.id), workspace.broken_chain()) == (before, head, "")
    assert recompute(json.loads(before))


def test_a_trigger_is_still_there_when_the_workspace_is_opened_again(tmp_path, sealed, workspace):
    say_trigger(workspace, sealed.assessment.id, LEARNING)
    workspace.close()
    with closing(open_workspace(tmp_path / "w.plimsoll")) as again:
        again.check()
        assert line(again, sealed).status == "out-of-date"


def test_a_draft_is_never_out_of_date_and_neither_is_the_next_version(workspace, sealed):
    say_trigger(workspace, sealed.assessment.id, LEARNING)
    draft = new_version(open_assessment(workspace, sealed.assessment.id))
    assert line(workspace, draft).status == "draft"
    assert draft.read_only == ""
    with pytest.raises(UserError):
        say_trigger(workspace, draft.assessment.id, LEARNING)


def test_an_open_assessment_says_what_ended_it_when_it_looks_again(workspace, sealed):
    heard = []
    sealed.listen(lambda: heard.append(sealed.ended))
    say_trigger(workspace, sealed.assessment.id, LEARNING)
    assert sealed.ended is None
    sealed.look_again()
    take_back_trigger(workspace, sealed.assessment.id)
    sealed.look_again()
    assert heard == [LEARNING, None]


def test_a_trigger_that_cannot_be_read_is_no_trigger(workspace, sealed):
    for text in ("", "{", "[]", '{"id": "x"}'):
        workspace.set_setting(f"out-of-date/{sealed.assessment.id}", text)
        assert line(workspace, sealed).status == "sealed"


def test_archiving_changes_the_line_without_reading_the_questions_again(workspace, sealed):
    workspace.check()
    line(workspace, sealed)
    workspace.mark_archived(sealed.assessment.id, True)
    rows = len(workspace.dump("scores"))
    assert line(workspace, sealed).archived
    assert len(workspace.dump("scores")) == rows == 2  # the line and the copy of its questionnaire
