"""Sentences, numbers and dates that a report writes by itself."""

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import pytest

from tests.report_samples import content_of, example, plain_content, plain_questionnaire
from wizard.core.assessment import Answer
from wizard.core.questionnaire import Gate, Question
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
    assert words.moment(datetime(2026, 11, 20, 9, 5, tzinfo=UTC)) == "20 November 2026, 09:05 UTC"
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


def two_classes(**appetites):
    """Give a scenario that harms people and a smaller one that harms rights, with nothing open."""
    made = plain_questionnaire(2)
    (module,) = made.modules
    first, second = module.scenarios
    asked = tuple(Question(f"appetite-{name}", f"How much harm to {name}?", "number") for name in appetites)
    scenarios = (first, replace(second, severity={"rights": 0.5}))
    module = replace(module, scenarios=scenarios, questions=(*asked, *module.questions))
    answers = {f"appetite-{name}": Answer(value=Decimal(value)) for name, value in appetites.items()}
    answers |= {"control-0": CLAIMED, "control-1": CLAIMED, "organisation": Answer(value="Acme")}
    return content_of(replace(made, modules=(module,)), answers)


def test_over_with_open_answers_says_what_could_help():
    lead, rest = words.verdict(plain_content({"control-0": CLAIMED, "control-1": CLAIMED}, base=-0.6, scenarios=3))
    assert lead == "Moderate, and over appetite."
    assert rest == "Low at best, if the open answers are good and the controls in place are proven."


def test_the_worst_scenario_within_and_a_smaller_one_over_is_said():
    lead, rest = words.verdict(two_classes(people=30, rights=5))
    assert lead == "High, and over appetite elsewhere."
    assert rest == "Something goes wrong in way 1 stands at Moderate, above what Acme accepts for rights."


def test_within_with_a_range_names_the_best():
    lead, rest = words.verdict(plain_content({"control-0": CLAIMED}, base=-1.0))
    assert lead == "Moderate, and within appetite."
    assert rest == "Low at best; no open answer can take it over."


def test_a_gate_that_decides_is_added():
    gate = Gate("Critical", "control-0", "it is not tested")
    _, rest = words.verdict(plain_content({"control-0": CLAIMED}, gates=(gate,)))
    assert rest.endswith("It stays Critical until this is tested: Is way 0 blocked?")


def test_deployment_time_that_decides_is_added():
    made = plain_questionnaire()
    after = replace(made, modules=tuple(replace(module, deployment_time=True) for module in made.modules))
    _, rest = words.verdict(content_of(after, {"control-0": CLAIMED}))
    assert rest.endswith("What happens after launch decides it.")


def test_a_count_that_begins_a_sentence_is_a_word():
    assert words.count(40) == "40"
    assert words.count(40, capital=True) == "Forty"
    assert words.count(99, capital=True) == "Ninety-nine"
    assert words.count(100, capital=True) == "100"
    assert words.many(1, "question", capital=True) == "One question"


def test_a_number_that_was_answered_has_commas_at_thousands():
    asked = Question("reach", "How many people?", "number", unit="people")
    assert words.how_much(asked, Answer(value=Decimal("12000.50")))[0] == "12,000.5 people"


def test_within_is_said_plainly():
    lead, rest = words.verdict(plain_content({"control-0": FULL}, base=-2.5))
    assert lead == "Low, and within appetite."
    assert rest == "Every answer that could change this is given and proven."


def test_the_hull_page_counts_in_words():
    assert words.hull_finding(plain_content(scenarios=3).score).startswith("All three scenarios sit deeper")
    assert (
        words.hull_finding(plain_content({"control-0": FULL}, base=-2.5).score)
        == "The scenario stays within the appetite mark."
    )


def test_no_sentence_promises_safety():
    told = " ".join(
        (*words.verdict(example()), words.board_finding(example(), "It"), words.hull_finding(example().score))
    )
    assert not any(word in told.lower() for word in ("safe", "compliant", "certified", "guarantee", "forecast", "!"))


def test_an_alternative_text_is_cut_at_a_sentence():
    cut = words.short_alt("One bar. " * 100, "Table 2")
    assert len(cut) <= 600
    assert cut.endswith("… Table 2 has the numbers.")
