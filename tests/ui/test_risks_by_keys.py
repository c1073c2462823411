"""Risks and Trace by real keys: an empty filter keeps the page, every kind of harm past its mark is named, Esc goes back."""

import pytest
from PySide6.QtGui import QGuiApplication

from tests.ui.rooms import keys, room, settle
from wizard.core.assessment import Answer
from wizard.core.hull import Axis
from wizard.core.scoring import TraceStep, points
from wizard.core.scoring.arithmetic import shapley
from wizard.ui.steps import Row, beside_the_worst, decided_by, reading_for
from wizard.ui.trace import bar_of


@pytest.fixture(scope="module", params=[(1280, 800), (1024, 640)], ids=str)
def opened(request, tmp_path_factory):
    with room(tmp_path_factory.mktemp("risks"), size=request.param) as window:
        yield window


@pytest.fixture
def risks(opened):
    opened.go("Questions")
    opened.go("Risks")
    place = opened.place
    place.back()
    place._show_all()
    settle()
    return place


def other_than_the_largest(risks):
    """Give a risk that another kind of harm than the largest takes furthest past its mark."""
    found = risks.window_.session.score.scenarios
    return next(item for item in found if item.exceeded is not None and item.exceeded is not item.decisive)


def test_a_level_without_rows_says_so_keeps_the_layout_and_shows_all_again(risks):
    names = [risk.score.worst_level for risk in risks.table.rows]
    empty = next(key for key, level in enumerate(risks.switches, 1) if level not in names)
    level = list(risks.switches)[empty - 1]
    top, picture = risks.frame.geometry().topLeft(), risks.matrix.size()
    keys(risks.window_, str(empty))
    settle()
    assert risks.table.rows == ()
    assert risks.no_row.isVisible()
    assert risks.no_row.words.text() == f"No {level} risk."
    assert (risks.frame.geometry().topLeft(), risks.matrix.size()) == (top, picture)
    assert risks.no_row.show_all.height() == risks.no_row.show_all.sizeHint().height()
    assert risks.no_row.rect().contains(risks.no_row.show_all.geometry())
    keys(risks.window_, "o")
    assert risks.no_row.words.text() == f"No {level} risk past its appetite."
    risks.no_row.show_all.setFocus()
    keys(risks.window_, "Return")
    settle()
    assert len(risks.table.rows) == len(names)
    assert risks.table.hasFocus()
    assert not risks.no_row.isVisible()


def test_few_rows_stand_at_the_top(risks):
    top = risks.frame.geometry().topLeft()
    few = min(
        (risk.score.worst_level for risk in risks.table.rows), key=[r.score.worst_level for r in risks.table.rows].count
    )
    risks.switches[few].setChecked(True)
    settle()
    assert risks.frame.geometry().topLeft() == top


def test_tab_to_the_table_shows_that_it_has_the_focus(risks):
    risks.tabs.tabs[0].setFocus()
    for _ in range(20):
        keys(risks.window_, "Tab")
        if risks.table.hasFocus():
            break
    assert risks.table.hasFocus()
    assert risks.table.shows_focus


def test_the_card_names_the_kind_furthest_past_its_mark_and_the_trace_follows_the_one_on_paper(risks):
    item = other_than_the_largest(risks)
    sentence = beside_the_worst(item)
    deep = points(item.exceeded.residual.worst) - points(item.exceeded.appetite)
    assert sentence.startswith(f"Worst for {item.decisive.name}: {points(item.residual.worst)}, ")
    assert sentence.endswith(f"{deep} points past its appetite of {points(item.exceeded.appetite)}.")
    risks.choose(item.scenario.id)
    assert risks.chosen.why.text().startswith(sentence)
    risks.table.setFocus()
    keys(risks.window_, "Return")
    page = risks.page
    assert page.harms.value == item.followed.name
    assert f"Appetite for {item.followed.name} is" in page.why.text()
    assert page.why.text().endswith(f" {beside_the_worst(item, item.followed)}")
    assert beside_the_worst(item, item.followed) in sentence
    assert sentence.startswith(beside_the_worst(item, item.exceeded))
    assert page.table.reading.appetite == item.followed.appetite * 10
    assert page.table.rows[-1].step.worst == item.followed.residual.worst


def test_the_other_kinds_of_harm_are_one_key_away(risks):
    item = other_than_the_largest(risks)
    risks.choose(item.scenario.id)
    risks.show_trace()
    page = risks.page
    button = next(button for button in page.harms.buttons if button.isChecked())
    button.setFocus()
    keys(risks.window_, "Right")
    names = [harm.name for harm in item.harms]
    shown = item.harms[(names.index(item.followed.name) + 1) % len(names)]
    assert page.harms.value == shown.name
    end = next(row for row in page.table.rows if row.step.kind == "residual")
    assert end.step.worst == shown.residual.worst
    assert f"Appetite for {shown.name} is" in page.why.text()
    assert page.table.reading == reading_for(item, shown, risks.window_.session.questionnaire.method)


def test_furthest_past_its_mark_goes_by_the_kind_of_harm_that_is_past_it(risks):
    risks._sort("over")
    deep = [max(harm.residual.worst - harm.appetite for harm in risk.score.harms) for risk in risks.table.rows]
    assert deep == sorted(deep, reverse=True)
    risks._sort("worst")


def test_esc_goes_back_from_the_trace_to_its_row(risks):
    risks.table.setFocus()
    risks.table.choose(2)
    keys(risks.window_, "Return", "Down", "Escape")
    assert risks.pages.currentWidget() is risks.register
    assert risks.table.currentIndex().row() == 2
    assert risks.table.hasFocus()


def test_the_order_is_right_again_after_answers_given_while_a_trace_was_open(risks):
    window = risks.window_
    risks.show_trace()
    asked = next(row.step.question for row in risks.page.table.rows if row.link and row.step.kind == "control")
    before = window.session.assessment.answer(asked)
    window.go("Questions", question=asked)
    window.answer(asked, Answer("absent"))
    for key in [key for key in window.session.path.asked if key != asked][-30:]:
        question = window.session.questionnaire.questions[key]
        if question.kind == "control":
            window.answer(key, Answer("absent"))
    window.go("Risks")
    keys(window, "Escape")
    worst = [risk.score.residual.worst for risk in risks.table.rows]
    assert worst == sorted(worst, reverse=True)
    while window.session.assessment.answer(asked) != before and window.session.can_undo:
        window.session.undo()


def test_a_step_names_the_section_in_which_its_question_is_found(risks):
    risks.show_trace()
    homes = {part.title for part in risks.window_.go("Questions") or risks.window_.place.sections}
    risks.window_.go("Risks")
    links = [row.link for row in risks.page.table.rows if row.link]
    assert links
    assert all(any(link.endswith(f"n “{home}”") for home in homes) for link in links)


def test_the_copied_trace_keeps_question_answer_and_points_apart(risks):
    risks.show_trace()
    risks.page.table.setFocus()
    keys(risks.window_, "c")
    lines = QGuiApplication.clipboard().text().splitlines()[1:]
    assert [line.split("\t") for line in lines] == [[row.title, row.said, row.points] for row in risks.page.table.rows]


def test_what_this_depth_does_not_ask_is_not_called_unanswered(risks):
    session = risks.window_.session
    for item in session.score.scenarios:
        said = decided_by(session, item)
        for key, question in session.questionnaire.questions.items():
            if f"“{question.text.rstrip('.')}”, not answered" in said:
                assert key in session.path.asked


def test_a_share_that_is_smaller_at_best_has_no_hatch_and_ends_where_the_worst_case_does():
    ((at_worst, *_), (at_best, *_)) = shapley(0.1, (0.2, 0.9)), shapley(0.1, (0.2, 0.2))
    assert at_worst < at_best < 0
    row = Row(TraceStep("control", "", at_worst, at_best), 2.0, "", "")
    start, sure, hope = bar_of(row, Axis())
    assert (start, sure, hope) == (20.0, 20.0 + at_worst * 10, 20.0 + at_worst * 10)


def test_a_bar_always_ends_at_the_running_worst_case(risks):
    session = risks.window_.session
    for item in session.score.scenarios:
        for harm in item.harms:
            for row in _rows(session, item, harm):
                start, sure, hope = bar_of(row, risks.page.table.axis)
                end = row.step.total * 10
                assert any(abs(at - end) < 1e-6 for at in (sure, hope))
                if row.step.kind == "control":
                    assert hope <= sure <= start + 1e-9


def _rows(session, item, harm):
    from wizard.ui.steps import rows_of

    return [row for row in rows_of(session, item, harm) if row.step.kind in ("exposure", "control", "floor")]


def test_a_trace_opens_at_the_kind_of_harm_that_the_report_follows(risks):
    session = risks.window_.session
    for item in session.score.scenarios:
        risks.page.show_risk(session, item.scenario.id)
        assert risks.page.table.rows[-1].step.total == item.followed.residual.worst
        assert (beside_the_worst(item) == "") == (item.exceeded in (None, item.decisive))
