"""One assessment being answered: saved before shown, undone by a new row, closed by a seal."""

import time
from contextlib import closing
from datetime import UTC, datetime
from decimal import Decimal

import pytest

from tests.core.samples import control, one, questionnaire, scenario
from wizard.core.assessment import Answer
from wizard.core.questionnaire import Barrier, Choice, Question, Weight
from wizard.errors import UserError
from wizard.session import Session, new_assessment
from wizard.store import open_workspace

NOON = datetime(2026, 11, 23, 12, 0, 0, tzinfo=UTC)
TOOLS = Question("tools", "tools", "many", tuple(Choice(key, key) for key in ("none", "read", "pay")))
FOUND = questionnaire(
    [
        one("reach", Weight("leak", "frequency", "", {"bad": 0.5})),
        control("stop", Barrier("leak", "g", 0.9, "")),
        TOOLS,
    ],
    [scenario()],
)


@pytest.fixture
def workspace(tmp_path):
    with closing(open_workspace(tmp_path / "w.plimsoll")) as found:
        yield found


@pytest.fixture
def session(workspace) -> Session:
    return new_assessment(workspace, (("m.yaml", "module: m"),), FOUND, lambda: NOON, "Ada")


def test_an_answer_is_in_the_file_before_the_window_hears_of_it(session, workspace):
    heard = []
    session.listen(lambda: heard.append(workspace.answers(session.assessment.id)["reach"].value))
    session.answer("reach", Answer("bad"))
    assert heard == ["bad"]


@pytest.mark.parametrize("name", ["assessment", "who", "ended", "changed", "score", "path"])
def test_nobody_sets_what_a_session_says_of_itself(session, name):
    with pytest.raises(AttributeError):
        setattr(session, name, None)


def test_the_next_answers_stand_under_the_name_that_was_said_last(session):
    session.answer("reach", Answer("bad"))
    session.sign_as("Bo")
    session.answer("stop", Answer("full", "tested"))
    assert [session.assessment.answer(key).who for key in ("reach", "stop")] == ["Ada", "Bo"]


def test_while_it_is_hushed_nobody_is_told_and_afterwards_once(session):
    heard = []
    session.listen(lambda: heard.append(session.assessment.answer("reach").value))
    session.hush()
    for value in ("mild", "bad"):
        session.answer("reach", Answer(value))
    assert heard == []
    session.speak()
    session.speak()
    assert heard == ["bad"]
    session.hush()
    session.speak()
    session.answer("reach", Answer("mild"))
    assert heard == ["bad", "mild"]


def test_an_answer_carries_who_and_when(session):
    session.answer("reach", Answer("bad"))
    stands = session.assessment.answer("reach")
    assert (stands.who, stands.at) == ("Ada", "2026-11-23T12:00:00Z")


def test_the_score_follows_the_answer(session):
    before = session.score.overall.worst
    session.answer("stop", Answer("full", "tested"))
    assert session.score.overall.worst < before


def test_saying_the_same_again_writes_nothing(session, workspace):
    session.answer("reach", Answer("bad"))
    session.answer("reach", Answer("bad"))
    assert workspace.head(session.assessment.id)[1] == 1


def test_undo_and_redo_are_new_rows_and_say_which_question(session, workspace):
    session.answer("reach", Answer("mild"))
    session.answer("reach", Answer("bad", note="seen on Monday"))
    assert session.undo() == "reach"
    assert session.assessment.answer("reach").value == "mild"
    assert session.redo() == "reach"
    assert session.assessment.answer("reach").note == "seen on Monday"
    assert workspace.head(session.assessment.id)[1] == 4
    assert session.redo() == ""


def test_a_new_answer_forgets_what_was_undone(session):
    session.answer("reach", Answer("mild"))
    session.undo()
    session.answer("reach", Answer("bad"))
    assert session.redo() == ""


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("reach", Answer("sideways")),
        ("reach", Answer(Decimal(3))),
        ("stop", Answer("full", "rumoured")),
        ("nothing-like-it", Answer("bad")),
        ("tools", Answer(("none", "pay"))),
    ],
)
def test_what_does_not_fit_is_refused_and_nothing_changes(session, workspace, question, answer):
    before = session.assessment
    with pytest.raises(UserError):
        session.answer(question, answer)
    assert session.assessment is before
    assert workspace.answers(session.assessment.id) == {}


def test_what_cannot_be_saved_does_not_stand(session, workspace):
    workspace.close()
    with pytest.raises(UserError):
        session.answer("reach", Answer("bad"))
    assert session.assessment.answer("reach").value is None


def test_what_the_disk_refuses_changes_nothing_and_is_saved_when_it_can_be(session, workspace):
    session.answer("reach", Answer("mild"))
    before, heard = session.assessment, []
    session.listen(lambda: heard.append(session.assessment))
    workspace._db.execute("PRAGMA query_only=ON")
    for change in (lambda: session.answer("reach", Answer("bad")), session.undo):
        with pytest.raises(UserError) as refusal:
            change()
        assert refusal.value.hint
    assert (session.assessment, heard, session.can_undo, session.redo()) == (before, [], True, "")
    workspace._db.execute("PRAGMA query_only=OFF")
    assert session.undo() == "reach"
    session.redo()
    session.answer("reach", Answer("bad"))
    assert [row.answer.value for row in workspace.log(session.assessment.id)] == ["mild", None, "mild", "bad"]
    assert workspace.broken_chain() == ""


def test_a_sealed_assessment_takes_no_answer_and_no_undo(session):
    session.answer("reach", Answer("bad"))
    session.seal("2026-11-23T12:00:00Z", "00" * 32)
    with pytest.raises(UserError):
        session.answer("reach", Answer("mild"))
    assert session.undo() == ""
    assert session.read_only


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="this system's zone cannot be set from within")
def test_a_sealed_assessment_names_the_day_that_it_was_here(session, monkeypatch):
    monkeypatch.setenv("TZ", "Pacific/Auckland")
    time.tzset()
    session.seal("2026-11-23T12:00:00Z", "00" * 32)
    said = session.read_only
    monkeypatch.undo()
    time.tzset()
    assert said.startswith("Sealed on 24 Nov 2026.")


def test_a_played_answer_leaves_what_a_person_leaves(session, workspace):
    session.play({"stop": Answer("full", "tested", note="drill of 2 November")})
    rows = workspace.log(session.assessment.id)
    assert [(row.answer.value, row.answer.assurance, row.answer.note) for row in rows] == [
        ("full", None, ""),
        ("full", "tested", ""),
        ("full", "tested", "drill of 2 November"),
    ]


def test_what_was_played_is_not_undone(session):
    session.play({"stop": Answer("full", "tested")})
    assert session.undo() == ""
    assert session.assessment.answer("stop").assurance == "tested"


def test_evidence_is_kept_by_its_content(session, workspace, tmp_path):
    file = tmp_path / "drill.txt"
    file.write_bytes(b"all stopped after 41 s")
    session.attach("stop", file, "drill.txt")
    item = session.assessment.answer("stop").evidence[0]
    file.write_bytes(b"changed later")
    assert workspace.blob(item.sha256) == b"all stopped after 41 s"
