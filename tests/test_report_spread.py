"""The section on deployment time shows what was asked about it, and everything that ends the report's validity."""

from functools import cache

from tests.report_samples import content_of, example
from tests.test_report_layout import boxes_on
from wizard.core.assessment import Answer
from wizard.core.triggers import triggers_of
from wizard.report.book import lay_out
from wizard.report.paper import PAPERS

GIVEN = {
    "depth": Answer("deep"),
    "spread-red-teamed": Answer("full", "tested"),
    "barriers-as-tested": Answer("same"),
    "channel-inventory": Answer("partial", "documented"),
    "carry-over-channels": Answer(("context", "code", "packages")),
    "context-emptied": Answer("full", "tested"),
    "run-files-read": Answer("partial", "claimed"),
    "spread-holds-for": Answer("The pilot in Lisbon until March"),
    "spread-plan": Answer("A second monitor by June"),
}


def section(answers):
    base = example()
    flow = lay_out(content_of(base.questionnaire, {**base.assessment.answers, **answers}), PAPERS["A4"])
    pages = [page for page in flow.pages if page.section.startswith("After launch")]
    return " ".join(" ".join(box[4] for page in pages for box in boxes_on(page)).split())


@cache
def as_shipped():
    return section({})


def test_every_answer_that_bears_on_spread_is_shown():
    shown = section(GIVEN)
    questions = example().questionnaire.questions
    for key in ("spread-red-teamed", "barriers-as-tested", "channel-inventory", "context-emptied", "run-files-read"):
        assert questions[key].text in shown, key
    assert shown.count(questions["run-files-read"].text) == 2
    assert "The pilot in Lisbon until March" in shown
    assert "A second monitor by June" in shown


def test_what_was_not_written_down_is_said():
    questions = example().questionnaire.questions
    shown = section({"spread-plan": Answer(), "depth": Answer("deep")})
    assert f"Not asked at this depth: {questions['spread-plan'].text}" in as_shipped()
    assert f"Nothing is written down: {questions['spread-plan'].text}" in shown


def test_everything_that_ends_the_validity_is_listed_a_new_model_first():
    shown = as_shipped()
    assert all(text in shown for _, text in triggers_of(example().questionnaire))
    assert "A new model, prompt or tool these answers are for version 2.3" in shown
    assert "A new model, prompt or tool no version is named" in section({"system-version": Answer()})
