"""The panel beside the questions: what an answer touches, what it moved, whole at every size; F8 moves no card away."""

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QApplication

from tests.ui.rooms import application, keys, room, settle
from wizard.core.assessment import Answer
from wizard.core.hull import Reading
from wizard.ui.controls import LevelLine
from wizard.ui.hull import HullLegend, say_hull
from wizard.ui.side import NO_SCENARIO
from wizard.ui.theme import font


@pytest.fixture(params=[(1280, 800), (1024, 640)], ids=str)
def questions(request, tmp_path):
    with room(tmp_path, size=request.param) as window:
        window.go("Questions")
        settle()
        yield window.place


def test_a_question_that_takes_its_risks_away_names_them(questions):
    window = questions.window_
    window.go("Questions", question="output-read-back")
    title = window.session.questionnaire.scenarios["output-comes-back-as-input"].title
    assert window.session.score.scenario("output-comes-back-as-input") is not None
    window.answer("output-read-back", Answer(standing="not-applicable", reason="It reads nothing back"))
    said = questions.side.none.text()
    assert questions.side.none.isVisible()
    assert said.startswith(f"This risk does not apply as things stand: “{title}”, ")
    assert said.endswith(" before.")
    window.go("Questions", question="system-name")
    assert questions.side.none.text() == NO_SCENARIO


def test_a_note_leaves_what_the_last_answer_moved(window, place):
    window.go("Questions", question="marked")
    keys(window, "3", "7")
    moved, was = place.side.rows[0].line.moved, place.side.rows[0].hull.values.was
    assert moved.endswith("points")
    keys(window, "c", "'Seen.")
    window.flush()
    keys(window, "Escape", "f")
    assert (place.side.rows[0].line.moved, place.side.rows[0].hull.values.was) == (moved, was)
    keys(window, "1")
    assert place.side.rows[0].line.worse


def test_no_touched_scenario_is_cut_and_the_rest_is_one_press_away(questions):
    window, side = questions.window_, questions.side
    many = next(
        key for key in window.session.path.asked if len(window.session.questionnaire.questions[key].scenarios) > 3
    )
    window.go("Questions", question=many)
    settle()
    shown = [row for row in side.rows if row.isVisible()]
    left = len(side.items) - len(shown)
    assert side.more.text() == f"{left} more"
    assert side.column.parentWidget().height() <= side.height() - side.bottom.height()
    side.more.click()
    settle()
    assert len([row for row in side.rows if row.isVisible()]) == len(side.items)


def test_what_only_some_hulls_show_has_words():
    legend = HullLegend()
    assert legend.words == HullLegend.WORDS
    legend.show_extra(best_deck=True, other=True)
    assert legend.words[4:] == (HullLegend.BEST_DECK, HullLegend.OTHER)
    assert "inherent risk at best" in legend.accessibleName()
    said = say_hull("Leak", Reading(0, 9, 20, "Moderate", appetite=5, other=2, inherent_best=12))
    assert said.endswith("another appetite, passed by more, 2, inherent 20, inherent at best 12")


def test_f8_leaves_the_card_where_it_stands(questions):
    window = questions.window_
    window.answer("depth", Answer("deep"))
    settle()
    window.go("Questions", question=questions.page.section.questions[14])
    settle()
    for _ in range(2):
        focus = QApplication.focusWidget()
        before = focus.mapTo(questions.page.viewport(), QPoint(0, 0)).y()
        keys(window, "F8")
        settle()
        assert abs(focus.mapTo(questions.page.viewport(), QPoint(0, 0)).y() - before) <= 1


def test_no_section_name_is_cut(questions):
    window = questions.window_
    window.answer("depth", Answer("deep"))
    window.resize(1280, 800)
    settle()
    for row in questions.list.rows.values():
        lines = 2 if row.height() > 36 else 1
        wide = QFontMetrics(font("control")).horizontalAdvance(row.section.title)
        assert wide <= lines * row._room()


def test_the_best_case_under_a_hull_never_runs_into_what_the_answer_moved():
    application()
    line = LevelLine()
    line.show_line("Moderate", 1.2, "best case \N{MINUS SIGN}6", "not moved")
    assert line.best_in(200) == "best case \N{MINUS SIGN}6"
    assert line.best_in(130) == "best \N{MINUS SIGN}6"
    assert line.best_in(60) == ""
    assert "best case \N{MINUS SIGN}6" in line.accessibleName()
    line.show_line("Moderate", 1.2, "proven", "not moved")
    assert line.best_in(60) == ""
    line.deleteLater()
