"""Method and parameters: every number that the score rests on, in few pages, in columns that hold together."""

import math
from dataclasses import replace

from tests.report_samples import example, plain_content
from wizard.report.book import lay_out
from wizard.report.columns import COLUMN, GUTTER
from wizard.report.paper import HEIGHT, PAPERS
from wizard.report.sheet import Words


def method_pages(content):
    flow = lay_out(content, PAPERS["A4"])
    return [page for page in flow.pages if page.section == "Method and parameters"]


def lines_of(page):
    return [
        (item.x, item.y, "".join(piece.text for piece in item.line.pieces))
        for item in page.items
        if isinstance(item, Words)
    ]


def said(pages):
    return " ".join(" ".join(line[2] for page in pages for line in lines_of(page)).replace("\xa0", " ").split())


def test_the_method_takes_two_pages_and_one_for_every_eight_scenarios_at_most():
    files = tuple((f"modules/some-name-{number}.yaml", "ab" * 32) for number in range(5))
    content = replace(example(), texts=files)
    assert len(method_pages(content)) <= 2 + math.ceil(len(content.score.scenarios) / 8)


def test_every_weight_efficacy_and_anchor_is_printed():
    content = example()
    told = said(method_pages(content))
    questionnaire = content.questionnaire
    for item in content.score.scenarios:
        for question, barrier in questionnaire.barriers[item.scenario.id]:
            assert f"{question.id} {barrier.efficacy:g}" in told
        for question, _ in questionnaire.weights[item.scenario.id]:
            assert f"{question.id} " in told
        for group in item.scenario.groups:
            assert f"{group.title}, on " in told
        for gate in item.scenario.gates:
            assert f"Gate at {gate.level}: unless {gate.unless} is tested." in told
    squeezed = told.replace(" ", "")
    for sentences in content.score.method.anchors.values():
        for sentence in sentences:
            assert all(word in squeezed for word in sentence.split())


def test_a_scenario_stands_whole_in_one_column_and_the_last_page_is_even():
    pages = method_pages(plain_content(scenarios=60))
    ends = {0.0: 0.0, COLUMN + GUTTER: 0.0}
    for page in pages:
        lines = lines_of(page)
        for x in ends:
            column = [(y, text) for at, y, text in lines if at == x]
            assert all(y < HEIGHT + 1 for y, _ in column)
            starts = [text for _, text in column if text.startswith("Base: f ")]
            stops = [text for _, text in column if text.startswith("Stopping it, ")]
            assert len(starts) == len(stops)
            if starts:
                ends[x] = max(y for y, text in column if text.startswith("Stopping it, "))
    left, right = ends.values()
    assert abs(left - right) < 45
