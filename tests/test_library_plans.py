"""A plan in a file of answers: read with its steps, or every problem with its line."""

import pytest

from tests.core.samples import METHOD, control, one, scenario
from wizard import library
from wizard.core.questionnaire import Barrier, Module, Question, Questionnaire, Weight
from wizard.core.treatment import Recommendation, Step, Treatment

FOUND = Questionnaire(
    (
        Module(
            "m", "m", "1",
            questions=(
                one("reach", Weight("leak", "frequency", "", {"bad": 0.5})),
                control("stop", Barrier("leak", "g", 0.9, ""), Barrier("spill", "g", 0.5, "")),
                Question("how-many", "how-many", "number", weights=(Weight("leak", "frequency", ""),)),
            ),
            scenarios=(scenario("leak"), scenario("spill")),
        ),
    ),
    METHOD,
)  # fmt: skip
WHOLE = """\
answers:
  reach: bad
plan:
  leak:
    decision: mitigate
    why: It pays by itself
    steps:
      - {what: Make it stop, question: stop, value: full, assurance: verified, owner: Ines, due: 2026-12-15, cost: "€ 6,000", proof: Report}
      - {what: Fewer, question: how-many, value: 12}
      - {what: Ask the works council, done: 2026-11-01}
  spill:
    decision: accept
    by: Tomasz
    role: Head of Claims
    why: No other way
    until: 2027-06-30
recommendation: {choice: may-stay-if, condition: a person releases each payment}
"""


def test_a_plan_is_read_beside_the_answers():
    answers, plan, problems = library.read_file(WHOLE, FOUND)
    assert problems == ()
    assert list(answers) == ["reach"]
    number = Step("Fewer", "how-many", plan.treatments["leak"].steps[1].value)
    stop = Step("Make it stop", "stop", "full", "verified", "Ines", "2026-12-15", "€ 6,000", "Report")
    words = Step("Ask the works council", done="2026-11-01")
    assert plan.treatments["leak"] == Treatment("mitigate", (stop, number, words), why="It pays by itself")
    assert number.value == 12
    assert plan.treatments["spill"].until == "2027-06-30"
    assert plan.recommendation == Recommendation("may-stay-if", "a person releases each payment")


def test_a_file_without_a_plan_has_none():
    assert library.read_file("answers:\n  reach: bad\n", FOUND)[1:] == (None, ())


@pytest.mark.parametrize(
    ("old", "new", "line", "words"),
    [
        ("  leak:", "  leek:", 4, "there is no scenario 'leek'; did you mean leak?"),
        ("decision: mitigate", "decision: mitigated", 5, "did you mean mitigate?"),
        ("question: stop", "question: stopp", 8, "There is no question 'stopp'; did you mean stop?"),
        ("value: full", "value: fully", 8, "'fully' is not a choice"),
        ("assurance: verified, ", "", 8, "value and assurance"),
        ("due: 2026-12-15", "due: 15.12.2026", 8, "'15.12.2026' is not a date"),
        ("value: 12", "value: twelve", 9, "takes a number"),
        ("done: 2026-11-01", "done: soon", 10, "'soon' is not a date"),
        ("done: 2026-11-01", "value: full", 10, "names the question"),
        ("what: Fewer, ", "", 9, "lacks the field what"),
        ("    until: 2027-06-30\n", "", 12, "this is no plan yet: it does not say until when"),
        ("until: 2027-06-30", "until: summer", 16, "'summer' is not a date"),
        ("question: how-many, value: 12", "question: stop, value: full, assurance: tested", 7, "one target"),
        (
            "    until: 2027-06-30\n",
            "    until: 2027-06-30\n    steps: [{what: Less, question: stop, value: partial, assurance: tested}]\n",
            11,
            "The plan for leak has another target for stop",
        ),
        ("choice: may-stay-if", "choice: may-stay", 17, "no other recommendation has one"),
        ("choice: may-stay-if", "choice: safe", 17, "cannot be 'safe'"),
        ("recommendation:", "recommended:", 17, "did you mean recommendation?"),
    ],
)
def test_what_is_wrong_is_said_with_its_line(old, new, line, words):
    assert old in WHOLE
    _, _, problems = library.read_file(WHOLE.replace(old, new, 1), FOUND)
    assert [(item.line, words in item.message) for item in problems] == [(line, True)], problems


@pytest.mark.parametrize(
    "plan",
    ["x", "[x]", "{leak: x}", "{leak: {decision: mitigate, steps: x}}", "{leak: {decision: mitigate, steps: [x]}}"],
)
def test_what_is_no_plan_is_said(plan):
    _, found, problems = library.read_file(f"answers: {{reach: bad}}\nplan: {plan}\nrecommendation: x\n", FOUND)
    assert len(problems) == 2
    assert found is None
