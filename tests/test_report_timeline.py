"""The figure that tells when answers were changed: by the log, in days or in weeks, and what its evidence says."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.report_samples import AT, plain_content
from wizard.core.assessment import Answer, Evidence
from wizard.report.book import lay_out
from wizard.report.paper import PAPERS, WIDTH
from wizard.report.sections.timeline import MOST_DAYS, _mondays, _span
from wizard.report.sheet import Drawing, Words


def told(content):
    flow = lay_out(content, PAPERS["A4"])
    start, end = flow.places["coverage"][0], flow.places["risks"][0]
    items = [item for sheet in flow.pages[start:end] for item in sheet.items]
    words = ["".join(piece.text for piece in item.line.pieces) for item in items if isinstance(item, Words)]
    figures = [
        item for item in items if isinstance(item, Drawing) and item.node.alt.startswith(("Changes", "Answers "))
    ]
    return " ".join(words), figures


def over(days, count=3):
    return tuple((((AT - timedelta(days=day)).date()).isoformat(), count + day % 5) for day in range(days, -1, -9))


def test_each_change_in_the_log_counts_on_its_own_day():
    shown, (figure,) = told(plain_content(history=(("2026-11-09", 7), ("2026-11-16", 31), ("2026-11-22", 2))))
    assert figure.node.alt == (
        "Changes of answers from 9 November 2026 to 22 November 2026; most on 16 November 2026, 31; "
        "sealed on 22 November 2026."
    )
    assert all(f" {count} " in shown for count in (7, 31, 2))
    assert "Changes per day, by the log; ticks at Mondays." in " ".join(shown.split())
    assert "9 Nov" in shown
    assert "16 Nov" in shown


@pytest.mark.parametrize(("days", "each"), [(9, "day"), (36, "day"), (45, "week"), (400, "week"), (3000, "week")])
def test_a_long_time_is_counted_by_weeks_and_never_leaves_its_column(days, each):
    shown, (figure,) = told(plain_content(history=over(days)))
    assert f"Changes per {each}," in shown
    assert figure.operators
    counts = {datetime.fromisoformat(day).replace(tzinfo=UTC).date(): count for day, count in over(days)}
    span = _span(counts, AT.date())
    assert sum(span.counts.values()) == sum(counts.values())
    assert (span.days == 7) == (days >= MOST_DAYS)
    assert all(0 <= span.at(day) <= WIDTH for day in span.counts)
    assert all(day.weekday() == 0 and 0 <= span.at(day) < 214.01 for day in _mondays(span))


def test_answers_changed_after_their_evidence_was_dated_are_counted():
    def backed(at, dated):
        return Answer("full", "tested", at=at, evidence=(Evidence("a", "file", "ab" * 32, 1, "", dated),))

    answers = {
        "control-0": backed("2026-11-20T09:00:00Z", "2026-11-12"),
        "control-1": backed("2026-11-10T09:00:00Z", "2026-11-12"),
        "control-2": backed("2026-11-10T09:00:00Z", "someday"),
    }
    shown, _ = told(plain_content(answers, scenarios=3, history=(("2026-11-20", 3),)))
    assert "Changed after the date of their evidence: 1 of 2." in " ".join(shown.split())


def test_without_a_log_the_last_change_of_each_answer_counts():
    shown, (figure,) = told(plain_content({"control-0": Answer("full", "tested", at="2026-11-18T09:12:00Z")}))
    assert "A changed answer counts on the day of its last change" in " ".join(shown.split())
    assert figure.node.alt.startswith("Answers from 18 November 2026")
