"""System: three pages, what they ask is saved, and the last says what will be asked and why."""

from decimal import Decimal

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.ui.rooms import NOON, keys, room, settle, until
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


def test_a_long_text_is_shown_whole_at_any_width(system):
    system.show_page("what")
    field = system.replies["system-purpose"].input
    for wide in (1280, 760):
        system.window_.resize(wide, 700)
        settle()
        assert field.verticalScrollBar().maximum() == 0


def test_typed_text_is_saved_half_a_second_after_the_last_key(system):
    system.show_page("what")
    field = system.replies["organisation"].first_stop()
    QTest.keyClicks(field, " Ltd")
    until(lambda: system.window_.session.assessment.text("organisation").endswith(" Ltd"), 3)


def test_a_mark_is_the_answer_and_the_example_follows_it(system):
    system.appetite.rows["money"].segments[4].click()
    assert system.window_.session.assessment.answer("appetite-money").value == Decimal(20)
    assert system.appetite.reads.text() == "Money at 20 reads like this"
    until(lambda: system.appetite.example.values.appetite == 20)


def test_the_example_follows_the_row_that_has_the_focus(system):
    system.appetite.rows["society"].segments[2].setFocus()
    assert system.appetite.reads.text() == "Society at 10 reads like this"
    method = system.window_.session.questionnaire.method
    assert system.appetite.words.text().startswith(method.anchors["society"][1].rstrip("."))


def test_depth_shows_its_count_and_changing_it_loses_nothing(system):
    session = system.window_.session
    before = dict(session.assessment.answers)
    added = counts(session)["deep"] - counts(session)["standard"]
    system.far.cards["deep"].click()
    assert session.assessment.answer("depth").value == "deep"
    assert all(session.assessment.answers[key] == answer for key, answer in before.items() if key != "depth")
    assert system.far.changed.text() == f"Adds {added} questions. Nothing you answered is lost."
    assert counts(session)["quick"] <= counts(session)["standard"] <= counts(session)["deep"]


def test_a_module_that_waits_for_an_answer_leads_to_its_field(tmp_path):
    with room(tmp_path, example=False) as window:
        window.take(loading.new(window.workspace, lambda: NOON, ""))
        window.go("System", page="far")
        waiting = [item for item in modules(window.session) if item.depends_on]
        assert waiting
        row = window.place.far.rows[waiting[0].module.id]
        assert row.depends.words.text().startswith("Depends on: ")
        row.depends.click()
        assert window.place.tabs.value == "shape"
        assert window.place.replies[waiting[0].depends_on].isAncestorOf(QApplication.focusWidget())


def test_a_module_that_is_not_asked_can_be_asked_anyway_and_left_out_again(system):
    session, row = system.window_.session, system.far.rows["deployment-spread"]
    system.window_.answer("carry-over", Answer("nothing"))
    before = session.score.overall.worst
    assert (row.reason.text(), row.wish.text()) == ("Nothing that a run produces reaches another run", "Ask it anyway")
    assert row.count.isHidden()
    row.wish.click()
    assert session.assessment.answer("asked-anyway").value == ("deployment-spread",)
    assert (row.reason.text(), row.wish.text()) == ("Asked because you want it", "Leave it out")
    added = int(row.count.text().split()[0])
    assert system.far.changed.text() == f"Adds {added} questions. Nothing you answered is lost."
    assert session.score.overall.worst >= before
    row.wish.click()
    assert session.assessment.answer("asked-anyway").value == ()
    assert row.wish.text() == "Ask it anyway"
    assert system.far.changed.text().startswith(f"Leaves {added} questions out.")


def test_a_wish_is_taken_back_like_any_answer_and_needs_no_link_where_the_answers_lead_there(system):
    window, row = system.window_, system.far.rows["deployment-spread"]
    window.answer("carry-over", Answer("nothing"))
    row.wish.click()
    window.undo()
    assert row.wish.text() == "Ask it anyway"
    assert system.far.changed.text() == ""
    window.redo()
    window.answer("carry-over", Answer("some"))
    assert row.wish.isHidden()
    assert row.reason.text() == window.session.questionnaire.module_of["deployment-triggers"].reason


def test_nobody_is_asked_for_a_wish(system):
    window = system.window_
    assert system.steps[2].done
    assert "asked-anyway" not in window.session.path.asked
    window.answer("asked-anyway", Answer(("deployment-spread",)))
    assert "asked-anyway" in window.session.path.asked


def test_ctrl_enter_starts_the_questions(system):
    QTest.keyClick(system, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert system.window_.current == "Questions"


def test_a_sealed_assessment_shows_the_same_page_without_controls(system):
    session = system.window_.session
    session.seal("2026-11-23T12:00:00Z", "0" * 64)
    assert not system.appetite.rows["people"].isEnabled()
    assert not system.far.cards["deep"].isEnabled()
    assert system.foot.isHidden()
    for page in ("what", "shape", "far"):
        system.show_page(page)
        assert QApplication.focusWidget() is system.tabs.tabs[["what", "shape", "far"].index(page)]
    assert all(row.wish.isHidden() and row.depends.isHidden() for row in system.far.rows.values())


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


@pytest.mark.parametrize("size", [(1280, 800), (1024, 640)])
def test_digits_choose_in_the_question_that_has_the_keyboard_and_are_shown_there(system, size):
    window = system.window_
    window.resize(*size)
    system.show_page("shape")
    questions = window.session.questionnaire.questions
    one, many = (
        next(key for key in system.questions["shape"] if questions[key].kind == kind) for kind in ("one", "many")
    )
    for key, digit in ((one, 2), (many, 1)):
        system.replies[key].first_stop().setFocus(Qt.FocusReason.TabFocusReason)
        before = window.standing(key).chosen
        keys(window, str(digit))
        choice = questions[key].choices[digit - 1].id
        assert (choice in window.standing(key).chosen) != (choice in before) or key == one
        assert choice in window.standing(key).chosen or key == many
    assert system.replies[many].checks.digits
    assert not system.replies[one].segments.digits


def test_a_digit_typed_into_a_field_stays_there(system):
    system.show_page("what")
    field = system.replies["organisation"].first_stop()
    field.setFocus()
    keys(system.window_, "End", "'3")
    assert field.text().endswith("3")


@pytest.mark.parametrize("size", [(1280, 800), (1024, 640)])
@pytest.mark.parametrize("page", ["what", "shape"])
def test_tab_brings_the_whole_question_into_view(system, size, page):
    system.window_.resize(*size)
    system.show_page(page)
    settle()
    area, seen = system._scrolls[page], set()
    for _ in range(60):
        keys(system.window_, "Tab")
        focus = QApplication.focusWidget()
        key = next((key for key, field in system.fields.items() if field.isAncestorOf(focus)), "")
        if key and system.fields[key].height() <= area.viewport().height():
            top = system.fields[key].mapTo(area.viewport(), QPoint(0, 0)).y()
            assert top >= 0
            assert top + system.fields[key].height() <= area.viewport().height()
            seen.add(key)
    assert len(seen) > len(system.questions[page]) / 2


def test_the_start_leads_to_the_first_open_question_and_not_back_to_what_was_just_filled(system):
    window = system.window_
    keys(window, "Ctrl+Return")
    asked = window.place.current
    known = window.session.questionnaire.questions
    assert asked not in system.replies
    assert not window.standing(asked).is_complete(known[asked])
    before = [key for key in window.session.path.asked if key not in system.replies]
    assert all(window.standing(key).is_complete(known[key]) for key in before[: before.index(asked)])


@pytest.mark.parametrize("page", ["what", "shape"])
def test_a_line_under_the_steps_says_that_the_page_goes_on_above(system, page):
    system.window_.resize(1024, 640)
    system.show_page(page)
    settle()
    bar = system._scrolls[page].verticalScrollBar()
    bar.setValue(0)
    assert system.cut.isHidden()
    top = system.stack.y()
    bar.setValue(40)
    assert system.cut.isVisible()
    assert system.stack.y() == top
    system.show_page("far")
    settle()
    assert system.cut.isVisible() is (system._scrolls["far"].verticalScrollBar().value() > 0)
    bar.setValue(0)
