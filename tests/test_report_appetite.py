"""A class that is past its own appetite is shown as past it, also where another class decides the level."""

from dataclasses import replace
from decimal import Decimal
from functools import cache

from tests.report_samples import content_of, example, laid_out, plain_content, plain_questionnaire
from tests.test_report_layout import boxes_on
from wizard.core.assessment import Answer
from wizard.core.questionnaire import Gate, Question
from wizard.report import words
from wizard.report.book import lay_out
from wizard.report.paper import PAPERS
from wizard.report.sections.hulls import alt
from wizard.report.view import View


def shown(flow, place):
    return " ".join(" ".join(box[4] for box in boxes_on(flow.pages[flow.places[place][0]])).split())


@cache
def elsewhere(scenarios=1, **more):
    """Give a report whose money is 16 of 20 at worst and whose society is 12 of 5, and its pages."""
    made = plain_questionnaire(scenarios, base=0.5, severity={"money": 1.1, "society": 0.7}, **more)
    (module,) = made.modules
    asked = tuple(Question(f"appetite-{name}", f"How deep for {name}?", "number") for name in ("money", "society"))
    made = replace(made, modules=(replace(module, questions=(*asked, *module.questions)),))
    answers = {"appetite-money": Answer(value=Decimal(20)), "appetite-society": Answer(value=Decimal(5))}
    content = content_of(made, {**answers, "system-name": Answer("Tiny"), "system-version": Answer("1")})
    return content, lay_out(content, PAPERS["A4"])


def test_the_hull_names_the_class_of_the_smaller_mark_and_by_how_much_it_is_passed():
    content, flow = elsewhere(3)
    page = shown(flow, "hull")
    assert "All three scenarios sit deeper than an appetite mark" in page
    assert (
        "A smaller mark is that of another class, which lies further past its own: 1, society by 7: 12 against 5"
        in page
    )
    assert "appetite 20 for money, over for society by 7: 12 against 5." in alt(View(content))


def test_a_mark_that_the_deciding_class_passes_is_the_mark():
    page = shown(laid_out("sixty scenarios"), "hull")
    assert "deeper than the appetite mark" in page
    assert "smaller mark" not in page


def test_the_register_the_board_and_the_cover_say_which_class_is_passed():
    _, flow = elsewhere()
    assert "over for society by 7: 12 against 5" in shown(flow, "register")
    assert "above what the organisation accepts for society by 7: 12 against 5." in shown(flow, "summary")
    assert "A smaller mark is that of another class, which lies further past its own: 1, society by 7" in shown(
        flow, "summary"
    )
    cover = shown(flow, "cover")
    assert "20 appetite, money" in cover
    assert "5 appetite, society" in cover


def test_the_page_of_a_risk_follows_the_class_that_is_past_its_appetite():
    content, flow = elsewhere()
    page = shown(flow, "risk-risk-0")
    assert "Worst, money 16" in page
    assert "Appetite, society 5" in page
    assert "Excess, society 7" in page
    assert "It is over for society by 7: 12 against 5. The trace follows that class" in page
    assert "From 12 to 12 for society: what each answer adds and takes away" in page
    steps = content.traces["risk-0"]
    assert [step.worst for step in steps if step.kind == "residual"] == [
        content.score.scenarios[0].followed.residual.worst
    ]


def test_an_excess_that_rounds_to_nothing_is_still_an_excess():
    harm = elsewhere()[0].score.scenarios[0].followed
    assert words.excess(replace(harm, appetite=harm.residual.worst - 0.01)) == "less than 1"


def held(**more):
    gate = Gate("High", "control-0", "isolation is not tested")
    return plain_content({"control-0": Answer("full", "documented")}, base=-1.5, gates=(gate,), **more)


def test_a_gate_that_holds_the_best_level_is_named_on_cover_and_board():
    content = held()
    assert content.score.best_is_held
    assert content.score.gate_at_best.unless == "control-0"
    flow = lay_out(content, PAPERS["A4"])
    assert "given and proven" not in shown(flow, "cover")
    question = "stays High until this is tested: Is way 0 blocked?"
    assert question in shown(flow, "cover")
    assert question in shown(flow, "summary")


def test_the_sea_says_that_a_gate_and_not_the_number_gives_the_best_level():
    gate = Gate("High", "control-0", "isolation is not tested")
    answers = {"control-0": Answer("absent"), "control-1": Answer("full", "claimed")}
    content = plain_content(answers, scenarios=2, base=-0.4, efficacy=0.999, gates=(gate,), severity={"people": 1.0})
    content = replace(content, score=replace(content.score, best_is_held=True, best_level="High"))
    assert "residual, best case, held at High by a gate" in shown(lay_out(content, PAPERS["A4"]), "cover")


def test_cover_and_board_say_how_many_questions_this_depth_did_not_ask():
    content = plain_content()
    deeper = replace(content, score=replace(content.score, deeper=("organisation", "system-purpose", "control-0")))
    flow = lay_out(deeper, PAPERS["A4"])
    assert "3 more not asked at this depth" in shown(flow, "cover")
    assert "not asked at this depth 3" in shown(flow, "summary")
    assert "more not asked" not in shown(lay_out(content, PAPERS["A4"]), "cover")


def test_board_answers_and_open_questions_count_the_deeper_ones_alike():
    flow, deeper = laid_out("example"), len(example().score.deeper)
    pages = [shown(flow, place) for place in ("cover", "summary")]
    rest = " ".join(box[4] for page in flow.pages for box in boxes_on(page))
    assert deeper > 20
    assert f"{deeper} more not asked at this depth" in pages[0]
    assert f"not asked at this depth {deeper}" in pages[1]
    told = words.count(deeper, capital=True)
    assert f"{told} of them move a risk and count as open." in " ".join(rest.split())
    assert f"{told} questions stand deeper than the chosen depth" in " ".join(rest.split())


def test_a_trace_of_many_rows_says_on_each_page_whose_it_is():
    flow = laid_out("a trace of many rows")
    first = flow.places["risk-risk-0"][0]
    for page in flow.pages[first + 1 : first + 3]:
        begun = " ".join(box[4] for box in sorted(boxes_on(page), key=lambda box: box[1])[:3])
        assert "Trace 1, Something goes wrong in way 0" in begun
        assert "continued" in begun
