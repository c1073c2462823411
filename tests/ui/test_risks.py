"""Risks and Trace: table and matrix go together, every step leads to its answer."""

import math
from itertools import pairwise

import pytest
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QAccessible, QFontMetrics, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.ui.rooms import room, settle, until
from wizard.core.assessment import Answer
from wizard.core.scoring import points
from wizard.ui import theme
from wizard.ui.matrix import NEAR, RING, axis_labels, band_polygon, fan_out, place_of
from wizard.ui.steps import best_step, plus, rounding_note, rows_of, why_it_counts
from wizard.ui.table import line_count
from wizard.ui.trace import bar_of

PLOT = QRectF(0, 0, 300, 300)


@pytest.fixture
def risks(tmp_path):
    with room(tmp_path) as window:
        window.go("Risks")
        yield window.place


def test_rows_stand_worst_first_with_their_numbers(risks):
    worst = [risk.score.residual.worst for risk in risks.table.rows]
    assert worst == sorted(worst, reverse=True)
    assert [risk.number for risk in risks.table.rows] == list(range(1, len(worst) + 1))


def test_arrows_move_row_and_marker_together(risks):
    risks.table.setFocus()
    QTest.keyClick(risks.table, Qt.Key.Key_Down)
    assert (risks.table.currentIndex().row(), risks.matrix.chosen) == (1, 1)
    QTest.keyClick(risks.matrix, Qt.Key.Key_Right)
    assert (risks.table.currentIndex().row(), risks.matrix.chosen) == (2, 2)
    assert risks.chosen.name.text() == risks.table.row.score.scenario.title


def test_the_filter_leaves_only_what_is_past_its_mark(risks):
    over = sum(risk.score.over for risk in risks.table.rows)
    assert risks.letter("o")
    assert len(risks.table.rows) == over == len(risks.matrix.markers)
    assert all(risk.score.over for risk in risks.table.rows)


def test_a_level_filter_leaves_only_that_level(risks):
    level = risks.table.rows[0].score.worst_level
    risks.switches[level].click()
    assert {risk.score.worst_level for risk in risks.table.rows} == {level}


def test_enter_opens_the_trace_and_alt_left_returns_to_the_row(risks):
    risks.table.setFocus()
    risks.table.choose(2)
    chosen = risks.table.row.score.scenario.id
    QTest.keyClick(risks.table, Qt.Key.Key_Return)
    assert risks.pages.currentWidget() is risks.page
    assert risks.page.scenario == chosen
    QTest.keyClick(risks.window_, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert risks.pages.currentWidget() is risks.register
    assert risks.table.row.score.scenario.id == chosen


def test_every_linked_step_of_a_trace_leads_to_its_question(risks, monkeypatch):
    went = []
    monkeypatch.setattr(risks.window_, "go", lambda name, **where: went.append((name, where["question"])))
    risks.show_trace()
    linked = [place for place, row in enumerate(risks.page.table.rows) if row.link]
    for place in linked:
        risks.page.table.choose(place)
        QTest.keyClick(risks.page.table, Qt.Key.Key_Return)
    expected = [("Questions", risks.page.table.rows[place].step.question) for place in linked]
    assert went == expected
    assert linked


def test_alt_left_comes_back_from_a_question_to_its_row_in_the_trace(risks):
    window = risks.window_
    risks.table.choose(1)
    risks.show_trace()
    scenario = risks.page.scenario
    at = [place for place, row in enumerate(risks.page.table.rows) if row.link][1]
    risks.page.table.choose(at)
    QTest.keyClick(risks.page.table, Qt.Key.Key_Return)
    assert window.place.current == risks.page.table.rows[at].step.question
    assert window.place.card.isAncestorOf(QApplication.focusWidget())
    risks.back()
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert window.place is risks
    assert (risks.page.scenario, risks.page.table.currentIndex().row()) == (scenario, at)
    assert risks.page.table.hasFocus()


def test_the_trace_is_found_again_when_a_filter_hides_its_risk(risks):
    hidden = risks.table.rows[-1].score.scenario.id
    risks.switches[risks.table.rows[0].score.worst_level].toggle()
    assert hidden not in [risk.score.scenario.id for risk in risks.table.rows]
    risks.window_.go("Risks", scenario=hidden)
    assert risks.page.scenario == hidden


@pytest.mark.parametrize(("key", "level"), [("1", "Critical"), ("2", "High"), ("3", "Moderate"), ("4", "Low")])
def test_a_digit_shows_one_level_in_the_order_in_which_they_stand(risks, key, level):
    QTest.keyClick(risks.table, key)
    assert {name for name, switch in risks.switches.items() if switch.isChecked()} == {level}
    assert {risk.score.worst_level for risk in risks.table.rows} <= {level}


def test_the_bars_of_a_trace_join_and_end_at_the_worst_case(risks):
    session = risks.window_.session
    for scored in session.score.scenarios:
        rows = rows_of(session, scored)
        for before, row in pairwise(rows):
            assert row.before == before.step.total
        end = next(row for row in rows if row.step.kind == "residual")
        assert math.isclose(end.step.worst, scored.decisive.residual.worst)
        for row in rows:
            start, sure, hope = bar_of(row, risks.page.table.axis)
            if row.step.kind == "control":
                assert hope <= sure <= start + 1e-9


def test_the_trace_is_copied_as_text(risks):
    risks.show_trace()
    assert risks.letter("c")
    text = QGuiApplication.clipboard().text()
    assert text.splitlines()[0] == risks.page.name.text()
    assert len(text.splitlines()) == len(risks.page.table.rows) + 1


def test_every_cell_of_register_and_trace_is_spoken(risks):
    risks.show_trace()
    for table in (risks.table, risks.page.table):
        spoken = QAccessible.queryAccessibleInterface(table)
        cells = [spoken.child(at) for at in range(spoken.childCount())]
        names = [cell.text(QAccessible.Text.Name) for cell in cells if cell.role() == QAccessible.Role.Cell]
        assert len(names) == len(table.rows) * table.model_rows.columnCount()
        assert sum(not name for name in names) == 0


def test_coverage_shows_all_subdomains_and_why_nothing_is_asked(risks):
    risks.tabs.tabs[2].click()
    until(lambda: len(risks.coverage.table.rows) == 24)
    rows = {row.entry.code: row for row in risks.coverage.table.rows}
    assert "spoken" in rows["7.1"].cells.values()
    assert not rows["6.2"].words.startswith("Not asked")
    risks.window_.answer("work-before", Answer(value="new-work"))
    risks.window_.answer("content-made", Answer(value=("none",)))
    until(lambda: {row.entry.code: row for row in risks.coverage.table.rows}["6.3"].words.startswith("Not asked"))


@pytest.mark.parametrize("size", [(760, 480), (1024, 640), (1600, 1000)])
def test_coverage_has_the_whole_width_and_cuts_no_name(tmp_path, size):
    with room(tmp_path, size=size) as window:
        window.go("Risks")
        place = window.place
        place.letter("m")
        place.tabs.tabs[2].click()
        until(lambda: len(place.coverage.table.rows) == 24)
        settle()
        margins = place.column.contentsMargins()
        assert place.coverage.x() == margins.left()
        assert place.coverage.width() == place.width() - margins.left() - margins.right()
        table, dress = place.coverage.table, theme.of(window)
        for at, row in enumerate(table.rows):
            for column, words, role, aside in ((0, row.entry.title, "control", 62), (3, row.words, "small", 16)):
                wide = table.columnWidth(column) - aside
                lines = line_count(words, role, wide, dress)
                assert max(map(QFontMetrics(dress.font(role)).horizontalAdvance, words.split())) <= wide
                assert lines * dress.line_height(role) <= table.rowHeight(at)
        place.tabs.tabs[0].click()
        settle()
        assert place.frame.x() == margins.left()
        assert place.frame.width() > 300


def test_the_matrix_is_a_tab_where_the_window_is_narrow(tmp_path):
    with room(tmp_path, size=(1024, 640)) as window:
        window.go("Risks")
        assert not window.place.matrix.isVisible()
        assert window.place.letter("m")
        assert window.place.matrix.isVisible()
        assert not window.place.table.isVisible()


def test_markers_that_would_cover_each_other_step_aside():
    places = [QPointF(100, 100)] * 5
    spots = fan_out(places, PLOT)
    assert spots[0] == places[0]
    for at, one in enumerate(spots):
        assert all(math.dist((one.x(), one.y()), (other.x(), other.y())) >= NEAR for other in spots[at + 1 :])


def test_no_marker_at_the_edge_covers_a_word_of_an_axis(risks):
    method, plot = risks.window_.session.questionnaire.method, risks.matrix.plot()
    at_zero = place_of(method.frequency[0], method.severity[0], method, plot)
    at_top = place_of(method.frequency[1], method.severity[1], method, plot)
    reach = RING + 1.25
    covered = QRectF(at_zero, at_top).normalized().adjusted(-reach, -reach, reach, reach)
    labels = list(axis_labels(method, plot))
    assert len(labels) == 6 + 5
    assert not any(box.intersects(covered) for box, _side, _words in labels)
    assert all(risks.matrix.rect().contains(box.toAlignedRect()) for box, _side, _words in labels)


def test_bands_of_the_matrix_cover_the_scale_without_overlap(risks):
    method = risks.window_.session.questionnaire.method
    starts = [-99.0, *(band.start for band in method.bands[1:]), 99.0]
    areas = [_area(band_polygon(low, high, method)) for low, high in pairwise(starts)]
    assert math.isclose(sum(areas), 25.0)
    assert place_of(-3, 0, method, PLOT) == PLOT.bottomLeft()
    assert place_of(99, 99, method, PLOT) == PLOT.topRight()


def _area(corners):
    pairs = zip(corners, [*corners[1:], *corners[:1]], strict=True)
    return abs(sum(ax * by - bx * ay for (ax, ay), (bx, by) in pairs)) / 2


def test_sentences_beside_the_trace(risks):
    session = risks.window_.session
    scored = session.score.scenarios[0]
    sentence = why_it_counts(scored.decisive)
    assert f"Appetite for {scored.decisive.name} is" in sentence
    assert ("too deep" in sentence) == scored.decisive.over
    step = best_step(session, scored)
    assert step is None or (step.question in scored.open and points(step.more) < 0)
    assert isinstance(rounding_note(rows_of(session, scored)), str)
    assert (plus(-3), plus(4), plus(0)) == ("\N{MINUS SIGN}3", "+4", "0")


@pytest.mark.parametrize("size", [(1024, 640), (1280, 800), (1280, 731), (1600, 1000)], ids=str)
def test_no_row_of_the_register_is_cut_by_its_lower_edge(risks, size):
    risks.window_.resize(*size)
    settle()
    table = risks.table
    shown = table.viewport().height() / 46
    assert shown == int(shown)
    assert 5 < shown <= len(table.rows)
    assert risks.frame.height() <= risks.height()
    room = risks.frame.height() - 2 - table.height() - risks.foot.parentWidget().sizeHint().height()
    assert shown == len(table.rows) or room < 46
