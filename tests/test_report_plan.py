"""The plan on paper: who does what until when, where that leads, what is late, what is accepted and what has ended."""

from dataclasses import replace
from datetime import UTC, datetime

import pypdfium2
import pytest

from tests.report_samples import example, plain_content
from tests.test_report_layout import boxes_on
from wizard import report
from wizard.core.assessment import Answer
from wizard.core.treatment import Plan, Recommendation, Step, Treatment
from wizard.report import words
from wizard.report.book import lay_out
from wizard.report.paper import HEIGHT, PAPERS
from wizard.report.sections import decisions
from wizard.report.sections.plan import finding
from wizard.report.view import View

BLOCK = Step(
    "Build the block", "control-0", "full", "tested", "Ines Marti", "2026-12-15", "€ 6,000", "Report of the test"
)
TALK = Step("Ask the works council", owner="Tomas Berg", due="2026-11-09")
ACCEPTED = Treatment("accept", by="Tomasz Wierzba", role="Head of Claims", why="No other way", until="2026-12-31")


def content(scenarios=1, recommended=None, answers=None, **treatments):
    plan = Plan({key.replace("_", "-"): item for key, item in treatments.items()}, recommended)
    shape = {"base": 2.5, "severity": {"people": 2.5}}
    return plain_content(answers, scenarios, plan=plan or None, **shape)


def on(found, year, month, day):
    return replace(found, date=datetime(year, month, day, 12, tzinfo=UTC))


def text_of(found, section="Plan"):
    """Give the words of a section."""
    flow = lay_out(found, PAPERS["A4"])
    wanted = [number for number, sheet in enumerate(flow.pages) if sheet.section == section]
    pdf = pypdfium2.PdfDocument(report.render(found))
    return " ".join(" ".join(pdf[number].get_textpage().get_text_range() for number in wanted).split())


def test_where_nothing_is_over_and_nothing_planned_one_sentence_says_so():
    found = plain_content({"appetite-people": Answer(50)}, base=-2.0, severity={"people": 0.5})
    assert not found.score.scenarios[0].over
    assert "No risk is over appetite; there is nothing to plan." in text_of(found)


def test_risks_over_appetite_without_any_plan_are_told():
    assert "There is no plan for any of the three risks over appetite." in text_of(content(3))
    assert finding(View(content(1))) == "There is no plan for the one risk over appetite."


def test_a_step_says_what_who_until_when_at_what_cost_where_it_leads_and_what_proves_it():
    found = content(risk_0=Treatment("mitigate", (BLOCK,)))
    told = text_of(found)
    for part in ("Build the block", "Ines Marti", "15 Dec 2026", "€ 6,000", "Report of the test", "question"):
        assert part in told
    today, then = found.score.scenarios[0], View(found).outlook.target("risk-0")
    assert f"{round(today.residual.worst * 10)} → {round(then.residual.worst * 10)}" in told
    assert "A plan lowers nothing yet" in told


def test_what_is_late_is_said_in_words_until_it_is_done():
    found = content(risk_0=Treatment("avoid", (TALK,)))
    assert "Overdue by thirteen days 9 Nov 2026" in text_of(found)
    assert "Overdue" not in text_of(on(found, 2026, 11, 9))
    done = content(risk_0=Treatment("avoid", (replace(TALK, done="2026-11-20"),)))
    assert "Done 20 Nov 2026" in text_of(done)
    planned = content(answers={"control-0": Answer("full", "tested")}, risk_0=Treatment("mitigate", (BLOCK,)))
    assert "Done, as answered" in text_of(planned)


def test_an_acceptance_stands_with_name_role_reason_and_end():
    told = text_of(content(risk_0=ACCEPTED))
    for part in ("Tomasz Wierzba, Head of Claims", "No other way", "31 Dec 2026"):
        assert part in told
    ended = text_of(on(content(risk_0=ACCEPTED), 2027, 1, 1))
    assert "Ended 31 Dec 2026; it counts as no plan" in ended
    assert "There is no plan for the one risk over appetite." in ended


def test_the_verdict_names_who_accepted_the_excess_until_it_ends():
    found = content(risk_0=ACCEPTED)
    assert words.verdict(found)[1].endswith("Tomasz Wierzba accepted the excess until 31 December 2026.")
    assert words.verdict(on(found, 2027, 1, 1))[1].endswith("The acceptance ended on 31 December 2026.")
    assert "accepted" not in words.verdict(content(2, risk_0=ACCEPTED))[1]
    assert "accepted" not in words.verdict(content(risk_0=replace(ACCEPTED, role="")))[1]


@pytest.mark.parametrize(
    ("treatments", "says"),
    [
        ({"risk_0": Treatment("mitigate", (TALK,))}, "The one risk over appetite has a plan; once done, it is still over."),
        ({"risk_0": Treatment("mitigate"), "risk_1": ACCEPTED}, "One of the three risks over appetite has a plan;"),
        ({f"risk_{n}": Treatment("avoid", (TALK,)) for n in range(3)}, "All three risks over appetite have a plan; once done, they bring none"),
    ],
)  # fmt: skip
def test_the_finding_counts_plans_and_what_they_bring_within(treatments, says):
    assert finding(View(content(max(1, 3 * (len(treatments) > 1)), **treatments))).startswith(says)


@pytest.mark.parametrize("choice", words.ADVICE)
def test_the_board_page_is_headed_with_what_its_owner_recommends(choice):
    condition = "a person releases each payment" if choice == "may-stay-if" else ""
    found = content(recommended=Recommendation(choice, condition), answers={"control-0": Answer("partial", "tested")})
    told = text_of(found, "Summary for the board")
    assert f"Tiny {words.ADVICE[choice]}. It is not yet shown to be within appetite." in told
    assert condition in told


def test_the_board_is_asked_for_what_comes_first_and_told_what_has_no_plan():
    late = Step("Read them all", due="2026-11-09", cost="Half a post")
    found = content(3, Recommendation("not-yet"), risk_0=Treatment("mitigate", (BLOCK, late)), risk_1=ACCEPTED)
    asked = decisions.all_asked(View(found))
    assert [item.what for item in asked] == [
        "Risk 1: Read them all", "Risk 1: Build the block", "Risk 2: know that Tomasz Wierzba accepts it"
    ]  # fmt: skip
    assert [item.day for item in asked] == ["9 Nov 2026, overdue", "15 Dec 2026", "31 Dec 2026"]
    told = text_of(found, "Summary for the board")
    assert "Half a post" in told
    assert "One risk over appetite has no plan." in told


def test_a_hull_shows_where_its_plan_leads_and_only_then():
    planned, bare = View(content(risk_0=Treatment("mitigate", (BLOCK,)))), View(content())
    item = planned.scenarios[0][1]
    assert planned.reading(item).target < planned.reading(item).worst
    assert bare.reading(bare.scenarios[0][1]).target is None
    words_only = View(content(risk_0=Treatment("avoid", (TALK,))))
    assert words_only.reading(words_only.scenarios[0][1]).target is None
    assert "where the plan leads" in text_of(planned.content, "The hull")
    assert "where the plan leads" not in text_of(bare.content, "The hull")


def test_the_register_says_what_is_decided():
    assert "mitigate by 15 Dec 2026" in text_of(content(risk_0=Treatment("mitigate", (BLOCK,))), "Register")
    assert "accepted until 31 Dec 2026" in text_of(content(risk_0=ACCEPTED), "Register")


LONG = "A very long text that somebody pasted. " * 51


@pytest.mark.parametrize("scenarios", [1, 60])
def test_whatever_is_planned_stays_on_its_page_and_the_board_has_one(scenarios):
    step = replace(BLOCK, question="", value=None, assurance=None, what=LONG, owner=LONG, cost="x" * 2000, proof=LONG)
    planned = Treatment("mitigate", (step, BLOCK, TALK), why=LONG)
    accepted = replace(ACCEPTED, by=LONG, role=LONG, why="w" * 2000)
    treatments = {f"risk_{n}": accepted if n % 2 else planned for n in range(scenarios)}
    if scenarios > 1:
        treatments = {
            key: item if item is accepted else replace(item, steps=(TALK, TALK)) for key, item in treatments.items()
        }
    found = content(scenarios, Recommendation("may-stay-if", LONG[:2000]), {"system-name": "Name " * 60}, **treatments)
    flow = lay_out(found, PAPERS["A4"])
    assert sum(sheet.section == "Summary for the board" for sheet in flow.pages) == 1
    for number, sheet in enumerate(flow.pages):
        if sheet.section in ("Plan", "Summary for the board", "Register", "The hull"):
            assert max(box[3] for box in boxes_on(sheet)) <= HEIGHT + 0.5, (number, sheet.section)


def test_what_is_too_long_for_a_table_stands_whole_after_it():
    told = text_of(content(risk_0=Treatment("mitigate", (replace(TALK, what=f"{LONG[:1900]} The end."),))))
    assert "…" in told
    assert "Risk 1, step 1, what" in told
    assert told.count("The end.") == 1


def test_the_plan_of_the_example_is_two_pages_and_names_what_is_late():
    told = text_of(example())
    assert "Five of the 34 risks over appetite have a plan" in told
    assert "Overdue by thirteen days" in told
    assert "Twenty-nine risks have none" in told
