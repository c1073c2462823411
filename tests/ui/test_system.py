"""System: three pages, what they ask is saved, and the last says what will be asked and why."""

from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.ui.rooms import NOON, room, until
from wizard.core.assessment import Answer
from wizard.ui import loading
from wizard.ui.reach import amount, counts, duration, mark_in_words, modules


@pytest.fixture
def system(tmp_path):
    with room(tmp_path) as window:
        window.go("System", page="far")
        yield window.place


def test_typed_text_is_saved_on_leaving_the_field(system):
    system.show_page("what")
    field = system.replies["system-name"].first_stop()
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, "Hail")
    system.flush()
    assert system.window_.session.assessment.text("system-name") == "Hail"


def test_typed_text_is_saved_half_a_second_after_the_last_key(system):
    system.show_page("what")
    field = system.replies["organisation"].first_stop()
    QTest.keyClicks(field, " Ltd")
    until(lambda: system.window_.session.assessment.text("organisation").endswith(" Ltd"), 3)


def test_a_mark_is_the_answer_and_the_example_follows_it(system):
    system.appetite.rows["money"].segments[4].click()
    assert system.window_.session.assessment.answer("appetite-money").value == Decimal(20)
    assert system.appetite.reads.text() == "Money at 20 reads like this"
    assert system.appetite.example.values.appetite == 20


def test_depth_shows_its_count_and_changing_it_loses_nothing(system):
    session = system.window_.session
    before = dict(session.assessment.answers)
    system.far.cards["deep"].click()
    assert session.assessment.answer("depth").value == "deep"
    assert all(session.assessment.answers[key] == answer for key, answer in before.items() if key != "depth")
    assert "Nothing you answered is lost." in system.far.changed.text() or not system.far.changed.text()
    assert counts(session)["quick"] <= counts(session)["standard"] <= counts(session)["deep"]


def test_a_module_that_waits_for_an_answer_leads_to_its_field(tmp_path):
    with room(tmp_path, example=False) as window:
        window.take(loading.new(window.workspace, lambda: NOON, ""))
        window.go("System", page="far")
        waiting = [item for item in modules(window.session) if item.depends_on]
        assert waiting
        row = window.place.far.rows[waiting[0].module.id]
        row.link.click()
        assert window.place.tabs.value == "shape"


def test_ctrl_enter_starts_the_questions(system):
    QTest.keyClick(system, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert system.window_.current == "Questions"


def test_a_sealed_assessment_shows_the_same_page_without_controls(system):
    session = system.window_.session
    session.seal("2026-11-23T12:00:00Z", "0" * 64)
    assert not system.appetite.rows["people"].isEnabled()
    assert not system.far.cards["deep"].isEnabled()


def test_the_sentence_under_the_mark_is_the_anchors_own_wording(system):
    method = system.window_.session.questionnaire.method
    assert mark_in_words(method, "rights", 15).startswith(method.anchors["rights"][1])
    assert "three times a year" in mark_in_words(method, "rights", 15)
    assert mark_in_words(method, "rights", 500).startswith(method.anchors["rights"][-1])


@pytest.mark.parametrize(
    ("count", "words"),
    [
        (1, "about 5 minutes"),
        (28, "about 20 minutes"),
        (92, "about 1 hour"),
        (135, "about an hour and a half"),
        (270, "about 3 hours"),
    ],
)
def test_minutes_are_said_roundly(count, words):
    assert duration(count) == words
    assert amount(1).startswith("1 question,")


def test_unnamed_answers_are_marked_as_not_done(system):
    assert system.steps[0].done
    system.window_.answer("system-name", Answer(""))
    assert not system.steps[0].done
