"""A file of answers: each by the id of its question, refused by line where it does not fit."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.test_library import SHIPPED, readable
from wizard import library
from wizard.core.assessment import Answer, Evidence

QUESTIONS = readable("whole", "typed-answers")
ALL = """answers:
  readers: public
  channels: [web, phone]
  answers-a-day: 1200.50
  in-a-line: "014"
  in-a-page: no
  on-a-day: 2026-11-23
  appetite-people: {standing: dont-know}
  price-looked-up:
    value: partial
    assurance: tested
    note: Only goods in stock
    flagged: true
    evidence: [{name: Run 14, link: "https://wiki.example.org/14", date: 2026-11-01}]
  answers-read-again: {value: full, assurance: claimed, standing: met-otherwise, reason: The till refuses them}
"""


@pytest.mark.parametrize("standing", ["not-applicable", "met-otherwise"])
def test_a_way_round_a_question_needs_its_reason(standing):
    _, problems = library.read_answers(f"answers:\n  price-looked-up: {{standing: {standing}}}\n", QUESTIONS)
    assert [(item.line, item.message) for item in problems] == [
        (2, f"{standing.capitalize()} needs a reason; without one the question counts as open")
    ]


def test_every_kind_of_answer_arrives_as_its_value():
    answers, problems = library.read_answers(ALL, QUESTIONS)
    assert problems == ()
    assert answers["readers"] == Answer("public")
    assert answers["channels"].value == ("web", "phone")
    assert answers["answers-a-day"].value == Decimal("1200.50")
    assert (answers["in-a-line"].value, answers["in-a-page"].value) == ("014", "no")
    assert answers["on-a-day"].value == "2026-11-23"
    assert answers["appetite-people"] == Answer(standing="dont-know")
    control = answers["price-looked-up"]
    assert (control.value, control.assurance, control.note, control.flagged) == (
        "partial",
        "tested",
        "Only goods in stock",
        True,
    )
    assert control.evidence == (Evidence("Run 14", "link", link="https://wiki.example.org/14", date="2026-11-01"),)
    assert answers["answers-read-again"].reason == "The till refuses them"


@pytest.mark.parametrize(
    ("there", "instead", "message"),
    [
        ("readers: public", "reeders: public", "there is no question 'reeders'; did you mean readers?"),
        ("readers: public", "readers: [public]", "readers takes one value, not a list"),
        ("readers: public", "readers: publik", "'publik' is not a choice; use one of nobody, staff, public"),
        ("[web, phone]", "web", "channels takes a list of choices"),
        ("[web, phone]", "[web, web]", "the choice 'web' is there twice"),
        ("[web, phone]", "[web, [phone]]", "a choice has to be a text"),
        ("[web, phone]", "[web, fax]", "'fax' is not a choice"),
        ("1200.50", "1.2e3", "answers-a-day takes a number like 2 or 0.35, not '1.2e3'"),
        ("1200.50", "-1", "-1 is less than 0, the least that can be"),
        ("1200.50", "{value: a lot}", "takes a number"),
        ("1200.50", "{valu: 3}", "did you mean value?"),
        ("day: 2026-11-23", "day: 23.11.2026", "is not a date; write it like 2026-11-23"),
        ("standing: dont-know", "standing: unknown", "standing cannot be 'unknown'"),
        ("date: 2026-11-01", "date: 2026-11-31", "'2026-11-31' is not a date"),
        ("assurance: tested", "assurance: testd", "did you mean tested?"),
        ("flagged: true", "flagged: yes", "flagged has to be true or false"),
        ("answers:\n", "answer:\n", "did you mean answers?"),
    ],
)
def test_an_answer_that_does_not_fit_is_refused_on_its_line(there, instead, message):
    assert there in ALL
    text = ALL.replace(there, instead, 1)
    answers, problems = library.read_answers(text, QUESTIONS)
    line = text[: text.index(instead)].count("\n") + 1
    assert any(item.line == line and message in item.message for item in problems), problems
    assert len(answers) in (0, 8)


@pytest.mark.parametrize("text", ["", "- a", "a", "answers:", "answers: [a]", "answers: {a: *b}", "\0", "[" * 9999])
def test_what_is_no_file_of_answers_is_refused(text):
    answers, problems = library.read_answers(text, QUESTIONS)
    assert answers == {}
    assert problems


def test_a_very_long_text_is_refused_and_a_long_one_is_kept():
    kept, problems = library.read_answers("answers:\n  in-a-page: " + 100_000 * "x", QUESTIONS)
    assert (len(kept["in-a-page"].value), problems) == (100_000, ())
    kept, problems = library.read_answers("answers:\n  in-a-page: " + 300_000 * "x", QUESTIONS)
    assert kept == {}
    assert "at most 200,000" in problems[0].message


@settings(max_examples=60, deadline=None)
@given(st.integers(0, len(ALL) - 1), st.integers(0, 30), st.text(st.characters(codec=None), max_size=10))
def test_any_change_to_good_answers_is_read_or_refused(place, length, text):
    library.read_answers(ALL[:place] + text + ALL[place + length :], QUESTIONS)


def test_the_shipped_example_fits_the_shipped_questions():
    shelf = library.read_catalogues(library.texts_in(SHIPPED / "catalogues"))[0]
    found, _ = library.read(library.shipped_texts(SHIPPED), shelf)
    assert found
    for path in SHIPPED.glob("examples/*.yaml"):
        _, problems = library.read_answers(library.text_of(path), found)
        assert [f"{path.name}:{item.line}: {item.message}" for item in problems] == []
