"""The report's pages as they are laid out: everything in its place, in every sample."""

import re
from dataclasses import replace
from decimal import Decimal

import pytest

from tests.report_samples import SAMPLES, content_of, example, laid_out, plain_content, plain_questionnaire
from wizard.core.assessment import Answer
from wizard.core.questionnaire import Question
from wizard.report.book import SECTIONS, lay_out
from wizard.report.paper import HEIGHT, PAPERS, WIDTH
from wizard.report.sections.register import _second_line
from wizard.report.sheet import LinkArea, PageNumber, Words
from wizard.report.view import View


def boxes_on(sheet):
    """Give left, top, right, bottom and text of every level line of a page."""
    for item in sheet.items:
        if isinstance(item, Words) and item.line.pieces and not item.turn:
            first, last = item.line.pieces[0], item.line.pieces[-1]
            text = "".join(piece.text for piece in item.line.pieces)
            right = item.x + last.x + last.width
            yield item.x + first.x, item.y - first.size * 0.5, right, item.y + first.size * 0.05, text


@pytest.mark.parametrize("name", SAMPLES)
def test_all_text_stands_inside_the_type_area_and_nothing_overlaps(name):
    flow = laid_out(name)
    for number, sheet in enumerate(flow.pages, 1):
        boxes = sorted(boxes_on(sheet), key=lambda box: box[1])
        for left, _, right, y, text in boxes:
            assert left > -3, (number, text)
            assert right < WIDTH + 3, (number, text)
            assert number == 1 or -4 < y < HEIGHT + 3, (number, text)
        for index, one in enumerate(boxes):
            for other in boxes[index + 1 :]:
                if other[1] >= one[3]:
                    break
                assert one[2] - 0.6 <= other[0] or other[2] - 0.6 <= one[0], (number, one[4], other[4])


def test_each_risk_of_the_example_has_its_own_page_and_ends_on_it():
    content, flow = example(), laid_out("example")
    begun = [flow.places[f"risk-{item.scenario.id}"][0] for item in content.score.scenarios if item.over]
    assert len(set(begun)) == len(begun)
    for number in begun:
        shown = " ".join(box[4] for box in boxes_on(flow.pages[number]))
        assert "Residual, worst case" in shown
        assert "What would change it" in shown


def test_the_register_names_what_decides_by_its_number_and_never_by_an_id():
    view = View(example())
    said = [_second_line(view, item) for _, item in view.scenarios]
    assert any(re.search(r"decided by question \d+", line) for line in said)
    assert not [line for line in said if re.search(r"\w-\w+", line)]


def test_no_page_of_the_example_is_nearly_empty():
    flow = laid_out("example")
    for number, sheet in enumerate(flow.pages, 1):
        assert max(box[3] for box in boxes_on(sheet)) > HEIGHT / 4, (number, sheet.section)


@pytest.mark.parametrize("name", SAMPLES)
def test_the_board_has_one_page_and_no_heading_stands_last_on_any(name):
    flow = laid_out(name)
    assert [sheet.section for sheet in flow.pages].count("Summary for the board") == 1
    for number, sheet in enumerate(flow.pages, 1):
        lines = [item for item in sheet.items if isinstance(item, Words) and not item.turn]
        headings = [item.y for item in lines if item.node.tag in ("H1", "H2", "H3")]
        assert max((item.y for item in lines if item.node.tag not in ("H1", "H2", "H3")), default=0) > max(
            headings, default=-1
        ), (number, sheet.section)


def figures_in(node):
    if node.tag == "Figure":
        yield node
    for child in node.children:
        if hasattr(child, "children"):
            yield from figures_in(child)


@pytest.mark.parametrize("name", SAMPLES)
def test_every_figure_is_told_in_words_and_briefly(name):
    found = list(figures_in(laid_out(name).root))
    assert found
    assert all(20 < len(figure.alt) <= 620 for figure in found), [figure.alt for figure in found]


def test_a_long_name_never_pushes_out_the_finding():
    for name in ("long names and over", "name without a space"):
        shown = " ".join(box[4] for box in boxes_on(laid_out(name).pages[1]))
        verb = "is not yet shown to be within appetite." if "over" in name else "is not assessed yet."
        assert verb in " ".join(shown.split())


def test_a_note_of_many_pages_takes_the_full_measure_and_says_on_each_whose_it_is():
    flow = laid_out("a note of thirty pages")
    told = [list(boxes_on(sheet)) for sheet in flow.pages if sheet.section.startswith("Answers")]
    assert len(told) > 20
    for boxes in told[2:-1]:
        assert boxes[0][4].startswith("5, continued: Partial, tested")
        assert max(box[2] for box in boxes) > WIDTH * 0.9
        assert min(box[0] for box in boxes) < 1


def test_a_short_answer_is_not_broken_over_two_pages():
    flow = laid_out("example")
    begun = [" ".join(box[4] for box in boxes_on(sheet)) for sheet in flow.pages if sheet.section.startswith("Answers")]
    assert len(begun) > 5
    assert not [words for words in begun if "continued" in words]


def test_no_scenario_means_no_level():
    told = ("Method and parameters", "Glossary", "Checking this report without us")  # these name all levels
    sheets = [sheet for sheet in laid_out("no scenario").pages if sheet.section not in told]
    shown = " ".join(box[4] for sheet in sheets for box in boxes_on(sheet))
    assert "No scenario is on the path of these answers." in " ".join(shown.split())
    assert "Low" not in shown


def test_the_contents_name_the_page_on_which_each_section_begins():
    flow = laid_out("example")
    listed = {item.target for item in flow.pages[2].items if isinstance(item, PageNumber)}
    assert listed == {place for _, _, place, _ in SECTIONS}
    for _, title, place, _ in SECTIONS:
        assert flow.pages[flow.places[place][0]].section.partition(":")[0] in title


@pytest.mark.parametrize("scenarios", [14, 18, 20, 37])
def test_the_caption_of_the_hull_stands_with_a_good_part_of_its_figure(scenarios):
    flow = lay_out(plain_content(scenarios=scenarios), PAPERS["A4"])
    texts = [[box[4] for box in boxes_on(page)] for page in flow.pages if page.section == "The hull"]
    rows = [sum(text.startswith("Something goes wrong") for text in page) for page in texts]
    assert any(text.startswith("Figure 1") for text in texts[-1])
    assert sum(rows) == scenarios
    assert max(rows) - min(rows) <= 1


def test_no_label_of_the_sea_runs_into_its_scale():
    answer = Answer("full", "verified")
    content = plain_content({"control-0": answer}, base=0.9, severity={"operations": 1.0})
    flow = lay_out(content, PAPERS["A4"])
    labels = [box for box in boxes_on(flow.pages[0]) if "appetite, operations" in box[4] or "residual" in box[4]]
    assert len(labels) == 3
    assert max(right for _, _, right, _, _ in labels) < 456


def test_another_class_that_is_further_past_its_mark_has_a_mark_of_its_own():
    made = plain_questionnaire(severity={"people": 1.0, "rights": 0.9})
    (module,) = made.modules
    asked = (Question("appetite-people", "How deep?", "number"), *module.questions)
    made = replace(made, modules=(replace(module, questions=asked),))
    answers = {"appetite-people": Answer(value=Decimal(12)), "control-0": Answer(value="full", assurance="tested")}
    flow = lay_out(content_of(made, answers), PAPERS["A4"])
    shown = {box[4] for box in boxes_on(flow.pages[0])}
    assert {"12 appetite, people", "0 appetite, rights"} <= shown


@pytest.mark.parametrize("name", ["example", "typed", "long names", "sixty scenarios"])
def test_page_numbers_are_the_same_on_both_papers(name):
    content = SAMPLES[name]()
    assert content.paper == "A4"
    places = [laid_out(name).places, lay_out(content, PAPERS["Letter"]).places]
    assert {key: value[0] for key, value in places[0].items()} == {key: value[0] for key, value in places[1].items()}


def test_every_link_and_page_number_leads_somewhere():
    flow = laid_out("example")
    targets = {item.target for sheet in flow.pages for item in sheet.items if isinstance(item, LinkArea | PageNumber)}
    assert targets <= set(flow.places)
    assert len(targets) > 80


def test_the_numbers_of_cover_coverage_and_answers_lead_to_their_risk():
    content = example()
    flow = laid_out("example")
    risks = {f"risk-{item.scenario.id}" for item in content.score.scenarios}

    def targets(place):
        return {item.target for item in flow.pages[flow.places[place][0]].items if isinstance(item, LinkArea)}

    assert f"risk-{content.score.scenarios[0].scenario.id}" in targets("cover")
    assert len(targets("coverage") & risks) >= 6
    assert targets("answer-shared-memory-provenance") & risks
