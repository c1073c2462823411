"""Sentences, numbers and dates that a report writes by itself."""

from datetime import date

import pytest

from tests.report_samples import example, plain_content
from wizard.core.assessment import Answer
from wizard.report import words

FULL = Answer(value="full", assurance="verified")
CLAIMED = Answer(value="full", assurance="claimed")
MARK = 0.0


@pytest.mark.parametrize(
    ("best", "worst", "shown"),
    [(0.6, 2.7, "6–27"), (-0.2, 1.2, "−2 to 12"), (-1.5, -0.5, "−15 to −5"), (0.0, 1.44, "0–14")],
)
def test_a_range_has_a_dash_until_an_end_is_negative(best, worst, shown):
    assert words.reach(best, worst) == shown


def test_numbers_and_dates_are_written_out():
    assert words.whole(-1234) == "−1,234"
    assert words.part(-0.333) == "−3.3"
    assert words.part(-0.004) == "0.0"
    assert words.day(date(2026, 11, 20)) == "20 November 2026"
    assert words.day_of("2026-11-20T09:00:00Z") == "20 Nov 2026"
    assert words.day_of("some day") == "some day"


def test_nothing_answered_is_said_first():
    lead, rest = words.verdict(plain_content(scenarios=3))
    assert lead == "Not assessed yet."
    assert "the worst case is High" in rest


def test_too_little_is_known_below_half():
    assert words.verdict(plain_content({"control-0": FULL}, scenarios=5))[0] == "Too little is known to say."


def test_over_even_at_best_is_said_with_both_levels():
    lead, rest = words.verdict(plain_content({"control-0": CLAIMED}))
    assert lead == "High, and over appetite."
    assert rest.startswith("Moderate at best, which is still more than")


def test_over_whatever_the_answers_say_when_the_level_is_certain():
    lead, rest = words.verdict(plain_content({"control-0": Answer(value="absent")}))
    assert lead == "High, and over appetite whatever the open answers say."
    assert rest == "The scenario stays above what the organisation accepts."


def test_over_and_unproven_when_nothing_is_open():
    _, rest = words.verdict(plain_content({"control-0": CLAIMED}, base=-0.6))
    assert rest == "Low at best: nothing is unanswered, but what is in place is not proven."


def test_within_is_said_plainly():
    lead, rest = words.verdict(plain_content({"control-0": FULL}, base=-2.5))
    assert lead == "Low, and within appetite."
    assert rest == "Every answer that could change this is given and proven."


def test_the_hull_page_counts_in_words():
    assert words.hull_finding(plain_content(scenarios=3).score).startswith("Three of the three scenarios sit deeper")
    assert (
        words.hull_finding(plain_content({"control-0": FULL}, base=-2.5).score)
        == "The scenario stays within the appetite mark."
    )


def test_no_sentence_promises_safety():
    told = " ".join((*words.verdict(example()), words.board_finding(example()), words.hull_finding(example().score)))
    assert not any(word in told.lower() for word in ("safe", "compliant", "certified", "guarantee", "forecast", "!"))


def test_an_alternative_text_is_cut_at_a_sentence():
    cut = words.short_alt("One bar. " * 100, "Table 2")
    assert len(cut) <= 600
    assert cut.endswith("… Table 2 has the numbers.")
