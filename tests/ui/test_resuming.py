"""A draft opens at the question where its user left, or at the next that is open."""

from decimal import Decimal

import pytest
from PySide6.QtCore import QPoint, QRect

from tests.ui.conftest import small
from tests.ui.rooms import noon, room, settle, until
from wizard.core.assessment import NOTHING, Answer
from wizard.session import new_assessment, open_assessment
from wizard.store import open_workspace
from wizard.ui.resuming import question_to_resume


@pytest.fixture
def session(tmp_path):
    workspace = open_workspace(tmp_path / "w.plimsoll")
    yield new_assessment(workspace, (("small.yaml", "module: small"),), small(), noon)
    workspace.close()


def again(session):
    """Open the same assessment anew, as after a power cut."""
    return open_assessment(session.workspace, session.assessment.id, noon, known=session.questionnaire)


def test_nothing_answered_begins_at_the_first_question(session):
    assert question_to_resume(session) == "memory"


def test_the_next_open_question_follows_the_one_that_was_answered_last(session):
    session.answer("owner", Answer("Katrin"))
    session.answer("tools", Answer(("read",)))
    assert question_to_resume(again(session)) == "instances"
    session.answer("owner", Answer("Katrin Aalto"))
    assert question_to_resume(again(session)) == "grounds"


def test_a_question_that_was_left_half_answered_is_the_place(session):
    session.answer("memory", Answer("none"))
    session.answer("marked", Answer("full"))
    assert question_to_resume(again(session)) == "marked"
    session.answer("grounds", Answer(note="Ask Katrin."))
    assert question_to_resume(again(session)) == "grounds"


def test_what_was_taken_back_and_what_is_not_asked_is_no_place(session):
    session.answer("tools", Answer(("read",)))
    session.answer("watched", Answer("full", "tested"))
    session.answer("watched", NOTHING)
    assert question_to_resume(again(session)) == "instances"
    session.answer("memory", Answer("shared"))
    session.answer("readers", Answer("all"))
    session.answer("memory", Answer("none"))
    assert question_to_resume(again(session)) == "instances"


def test_behind_the_last_question_it_goes_on_at_the_first_open_one_and_a_whole_draft_at_the_last_answer(session):
    session.answer("spread", Answer("mild"))
    assert question_to_resume(again(session)) == "memory"
    given = {
        "memory": "none",
        "tools": ("read",),
        "instances": Decimal(3),
        "tested": "2026-11-20",
        "owner": "K",
        "grounds": "G",
    }
    for key, value in given.items():
        session.answer(key, Answer(value))
    for key in ("watched", "marked"):
        session.answer(key, Answer("full", "tested"))
    assert question_to_resume(again(session)) == "marked"


def test_what_is_sealed_has_no_place_to_go_on(session):
    session.answer("tools", Answer(("read",)))
    session.seal("2026-11-23T12:00:00Z", "0" * 64)
    assert question_to_resume(session) == ""


@pytest.mark.parametrize("size", [(1024, 640), (1600, 1000)], ids=str)
def test_an_example_opens_in_sight_of_its_next_open_question_and_never_at_the_intake(tmp_path, size):
    with room(tmp_path, size=size) as window:
        wanted = question_to_resume(window.session)
        window.go("Home")
        until(lambda: bool(window.place.table.rows))
        before = window.session
        window.open(before.assessment.id)
        until(lambda: window.session is not before)
        settle()
        place = window.place
        assert place.current == wanted in window.session.score.open
        assert not window.session.questionnaire.questions[place.current].page
        assert place.card.current
        port = place.page.viewport()
        seen = QRect(place.card.mapTo(port, QPoint(0, 0)), place.card.size()).intersected(port.rect())
        assert seen.height() == min(place.card.height(), port.height())
        assert place.card.isAncestorOf(window.focusWidget())


def test_a_draft_whose_system_is_not_described_yet_begins_there(tmp_path):
    with room(tmp_path, example=False) as window:
        window.new()
        until(lambda: window.session is not None)
        assert question_to_resume(window.session) == ""
        window.session.answer("system-name", Answer("Claims triage"))
        assert question_to_resume(window.session) == ""
