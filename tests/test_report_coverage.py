"""The report's pages on coverage: they count as the core does, lead to the answers, and keep what was typed."""

from dataclasses import replace

import pytest

from tests.report_samples import content_of, example, laid_out, plain_content
from wizard.core.assessment import Answer
from wizard.core.coverage import coverage
from wizard.report.book import lay_out
from wizard.report.paper import HEIGHT, PAPERS
from wizard.report.sections.matrix import LED, MANY, _Plot
from wizard.report.sheet import LinkArea, Words
from wizard.report.view import View


def found(content):
    return coverage(content.questionnaire, content.assessment.answers, content.score.path, content.shelf)


def with_answers(**answers):
    content = example()
    return content_of(content.questionnaire, {**content.assessment.answers, **answers}, content.shelf)


def pages(flow):
    start, end = flow.places["coverage"][0], flow.places["risks"][0]
    return flow.pages[start:end]


def text_of(sheets):
    words = (item.line.pieces for sheet in sheets for item in sheet.items if isinstance(item, Words))
    return " ".join("".join(piece.text for piece in pieces) for pieces in words)


@pytest.fixture(scope="module")
def flow():
    return laid_out("example")


def test_every_question_that_speaks_to_an_entry_or_a_gap_is_a_link_to_its_answer(flow):
    content = example()
    covered, known = found(content), View(content).question_number
    targets = {item.target for sheet in pages(flow) for item in sheet.items if isinstance(item, LinkArea)}
    wanted = {key for _, tally in covered.entries for key in tally.questions}
    wanted |= {item.question for item in covered.unnamed}
    assert len(wanted) > 40
    assert wanted <= set(known)
    assert {f"answer-{key}" for key in wanted} <= targets
    assert all(target in flow.places for target in targets)


def test_all_24_subdomains_20_entries_and_both_blocks_of_causes_are_there(flow):
    covered, shown = found(example()), text_of(pages(flow))
    for entry in (*(place.entry for place in covered.places), *(entry for entry, _ in covered.entries)):
        assert f"{entry.code} " in shown
    for place in covered.places:
        if place.tally.asked:
            assert f"{len(place.tally.answered)} of {place.tally.asked}" in shown
    before, after = covered.timings["pre-deployment"], covered.timings["post-deployment"]
    assert f"before deployment {len(before.answered)} of {before.asked}" in shown
    assert f"after deployment {len(after.answered)} of {after.asked}" in shown
    told = [f"{len(tally.answered)}/{tally.asked}" for tally in covered.cells.values() if tally.asked]
    assert all(share in shown for share in told)


@pytest.mark.parametrize("history", [(), (("2026-10-09", 7), ("2026-11-16", 331))])
@pytest.mark.parametrize("depth", ["quick", "standard", "deep"])
def test_subdomains_matrix_causes_and_days_share_one_page_and_end_on_it(depth, history):
    apart = Answer(standing="not-applicable", reason="It has no stop")
    content = with_answers(depth=Answer(depth), **{"stop-without-model": apart})
    flow = lay_out(replace(content, history=history), PAPERS["A4"])
    sheet = pages(flow)[0]
    shown = text_of([sheet])
    assert all(f"Figure {number}" in shown for number in (2, 3, 4, 5))
    assert max(item.y for item in sheet.items if isinstance(item, Words)) <= HEIGHT


def test_white_cells_have_a_reason_each_where_there_are_several():
    content = with_answers(depth=Answer("quick"))
    reasons = {place.why_not for place in found(content).places if not place.tally.asked}
    assert len(reasons) > 1
    shown = text_of(pages(lay_out(content, PAPERS["A4"])))
    assert "Left out, and why" in shown
    for reason in reasons:
        assert reason.partition(";")[0] in shown


def test_gaps_stand_with_their_subdomain_and_lead_to_what_was_typed():
    content = with_answers(gaps=Answer("7.3: Letters by a <b>carer</b>\nGarages & prices"))
    flow = lay_out(content, PAPERS["A4"])
    shown = text_of(pages(flow))
    assert "7.3 Letters by a <b>carer</b>" in shown
    assert "Garages & prices" in shown
    assert "Nobody wrote down" not in shown
    targets = [item.target for sheet in pages(flow) for item in sheet.items if isinstance(item, LinkArea)]
    assert targets.count("answer-gaps") == 2
    assert "answer-gaps" in flow.places
    assert "Nobody wrote down a gap" in text_of(pages(laid_out("example")))


def test_a_gap_too_long_for_its_row_stands_whole_with_the_answer():
    flow = laid_out("gaps of any kind")
    in_table = text_of(pages(flow)).replace(" ", "")
    whole = text_of(flow.pages).replace(" ", "")
    assert "ab" * 150 in in_table
    assert "ab" * 1500 not in in_table
    assert whole.count("ab") >= 1500


def test_not_applicable_has_its_reason_and_is_not_counted_as_answered():
    content = example()
    place = next(place for place in found(content).places if len(place.tally.answered) > 4)
    key = place.tally.answered[0]
    stood = content.assessment.answers[key]
    apart = replace(stood, value=None, assurance=None, standing="not-applicable", reason="It has none of these")
    changed = with_answers(**{key: apart})
    now = next(item for item in found(changed).places if item.entry == place.entry).tally
    assert (len(now.answered), len(now.not_applicable)) == (len(place.tally.answered) - 1, 1)
    shown = text_of(pages(lay_out(changed, PAPERS["A4"])))
    assert "It has none of these" in shown
    assert "Not applicable, and why" in shown


def test_the_matrix_numbers_what_is_over_appetite_and_the_worst_of_it_in_any_crowd():
    view = View(example())
    plot = _Plot(view)
    placed = [number for number, _, _ in plot.labels()]
    over = [number for number, item in view.scenarios if item.over]
    assert len(view.scenarios) > MANY
    assert set(placed) < set(over)
    assert placed[:LED] == over[:LED]
    assert plot.leaders
    assert plot.numbered(len(placed)).endswith("over appetite, where there is room.")


def test_the_whiskers_are_drawn_lighter_where_many_cross():
    few, many = (_Plot(View(plain_content(scenarios=number))).operators() for number in (MANY, MANY + 1))
    whiskers = [(text.count("0.6 w [] 0 d"), text.count("0.4 w [] 0 d")) for text in (few, many)]
    assert whiskers == [(MANY + 1, 0), (1, MANY + 1)]  # the frame is one of the heavier lines
