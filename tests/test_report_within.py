"""Risks within appetite stand on half pages, with every number that they have on a whole one."""

from collections import Counter

import pytest

from tests.report_samples import content_of, example, laid_out, plain_content, plain_questionnaire
from wizard.core.assessment import Answer
from wizard.core.questionnaire import Gate
from wizard.report import words
from wizard.report.book import lay_out
from wizard.report.paper import HEIGHT, PAPERS
from wizard.report.sections.scenario import facts_of
from wizard.report.sections.within import MOST, is_short, short_height
from wizard.report.sheet import Words
from wizard.report.view import View


def within(content):
    return [(number, item) for number, item in View(content).scenarios if not item.over]


def words_on(sheet):
    return [
        ("".join(piece.text for piece in item.line.pieces), item.y) for item in sheet.items if isinstance(item, Words)
    ]


def test_the_risks_within_appetite_share_pages_two_by_two():
    content, flow = example(), laid_out("example")
    view = View(content)
    short = [(number, item) for number, item in within(content) if is_short(view, number, item)]
    begun = Counter(flow.places[f"risk-{item.scenario.id}"][0] for _, item in short)
    assert len(short) == 10
    assert list(begun.values()) == [2] * 5


def test_a_risk_on_half_a_page_keeps_its_facts_its_trace_and_its_references():
    content, flow = example(), laid_out("example")
    for number, item in within(content):
        page, top = flow.places[f"risk-{item.scenario.id}"]
        said = [text for text, y in words_on(flow.pages[page]) if top - 1 < y < top + HEIGHT / 2]
        assert all(label in said and value in said for label, value in facts_of(item))
        assert "Residual, worst case" in said
        assert any(text.startswith("Control, and the answer") for text in said)
        assert any(text.startswith(f"Trace {number}") for text in said)
        assert any("MIT v3" in text for text in said)
        for step in content.traces[item.scenario.id]:
            assert step.kind != "control" or words.part(step.more) in said


def test_a_risk_is_as_high_as_was_reckoned_before_it_was_set():
    content, flow = example(), laid_out("example")
    view = View(content)
    for number, item in within(content):
        page, top = flow.places[f"risk-{item.scenario.id}"]
        end = max(y for text, y in words_on(flow.pages[page]) if text.startswith(f"Trace {number}"))
        assert 0 <= top + short_height(view, number, item) - end < 30


def test_the_pages_follow_the_groups_of_the_register():
    content, flow = example(), laid_out("example")
    places = [(flow.places[f"risk-{item.scenario.id}"], item.over) for item in content.score.scenarios]
    assert [over for _, over in sorted(places)] == sorted((over for _, over in places), reverse=True)


@pytest.mark.parametrize("controls", [1, 60])
def test_what_a_gate_holds_what_is_over_and_what_is_long_has_a_whole_page(controls):
    answers = {
        f"control-0{ending}": Answer("full", "verified") for ending in ("", *(f"-{n}" for n in range(1, controls)))
    }
    gate = Gate("High", "control-1", "nobody has tried it")
    plain = plain_questionnaire(3, base=-3.0, controls=controls)
    held = plain_questionnaire(3, base=-3.0, controls=controls, gates=(gate,))
    for made, low in ((plain, controls == 1), (held, False)):
        content = content_of(made, {"system-name": Answer("Tiny"), "appetite-people": Answer("9"), **answers})
        view = View(content)
        assert any(is_short(view, *pair) for pair in view.scenarios) == low
        for number, item in view.scenarios[1:]:
            expected = low and not item.over and not item.held
            assert is_short(view, number, item) == expected
            assert expected == (short_height(view, number, item) <= MOST and not item.over and not item.held)


def test_the_first_risk_has_a_whole_page_since_it_says_how_a_trace_is_read():
    content = plain_content({"control-0": Answer("full", "verified")}, base=-3.0, efficacy=0.99)
    flow = lay_out(content, PAPERS["A4"])
    said = " ".join(text for text, _ in words_on(flow.pages[flow.places["risks"][0]]))
    assert "Between groups the points add up" in said
