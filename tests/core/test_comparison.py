"""What moved between two assessments: the worst case says which way, and nothing is averaged."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.core.samples import (
    METHOD,
    blank_answer,
    complete_answer,
    control,
    one,
    questionnaire,
    questionnaires,
    scenario,
)
from wizard.core.assessment import Answer, Evidence
from wizard.core.comparison import DIRECTIONS, Side, answer_in_words, compare
from wizard.core.questionnaire import Barrier, Choice, Gate, Question, Questionnaire, Weight
from wizard.core.scoring import score
from wizard.core.telling import heard, told

STOP = control("stop", Barrier("leak", "g", 0.9, ""))
REACH = one("reach", Weight("leak", "frequency", "", {"bad": 0.5}))
TEXTS = (("m.yaml", "module: m"), ("n.yaml", "method: n"))
FOUND = questionnaire([Question("system-name", "Name?", "short"), REACH, STOP], [scenario()])


def side(answers, found=FOUND, texts=TEXTS):
    return Side(texts, found, answers, score(found, answers))


def moved(before, after):
    return compare(side(before), side(after))


def graded(grade, assurance="tested"):
    return Answer(grade, assurance=assurance)


def test_two_of_the_same_moved_nowhere():
    answers = {"reach": Answer("bad"), "stop": graded("partial")}
    found = moved(answers, dict(answers))
    assert (found.files, found.answers, found.same_method, found.same_system) == ((), (), True, True)
    assert [item.direction for item in (found.overall, *found.scenarios)] == ["same", "same"]
    assert found.overall.before == found.overall.after


def test_a_control_that_is_now_tested_makes_it_better_and_names_both_answers():
    now = replace(graded("full"), who="Jo", at="2026-12-01T09:00:00Z")
    found = moved({"stop": graded("full", "claimed")}, {"stop": now})
    assert (found.overall.direction, found.count("better")) == ("better", 1)
    (change,) = found.answers
    assert (change.question, change.change, change.parts) == ("stop", "changed", ("assurance",))
    assert (change.before, change.after, change.who, change.at) == ("All, claimed", "All, tested", "Jo", now.at)


def test_the_worst_case_decides_although_the_best_case_went_the_other_way():
    open_, absent = {"reach": Answer("mild")}, {"reach": Answer("mild"), "stop": Answer("absent")}
    found = moved(open_, absent)
    before, after = found.scenarios[0].before, found.scenarios[0].after
    assert after.worst == pytest.approx(before.worst)
    assert after.best > before.best
    assert found.scenarios[0].direction == "worse"  # the worst case stands still, so the best one is asked
    certain, guessed = {"reach": Answer("mild"), "stop": graded("partial")}, {"stop": graded("full")}
    (item,) = moved(certain, guessed).scenarios
    assert (item.after.worst > item.before.worst, item.after.best < item.before.best) == (True, True)
    assert item.direction == "worse"


def test_a_level_that_a_gate_no_longer_holds_is_better_at_the_same_number():
    gated = replace(scenario(frequency=-2.0), gates=(Gate("Critical", "drill", "nobody tried"),))
    found = questionnaire([STOP, control("drill")], [gated])
    before, after = ({"stop": Answer("absent"), "drill": answer} for answer in (Answer("absent"), graded("full")))
    item = compare(side(before, found), side(after, found)).scenarios[0]
    assert item.before.worst == item.after.worst
    assert (item.before.worst_level, item.direction) == ("Critical", "better")


def test_risks_and_answers_that_only_one_side_has_are_new_or_gone():
    other = questionnaire([REACH, Question("gone", "Gone?", "short")], [scenario("leak"), scenario("flood")])
    before = side({"gone": Answer("x", who="Jo")}, other, (("m.yaml", "other"), TEXTS[1], ("old.yaml", "")))
    found = compare(before, side({"stop": graded("full")}))
    assert [(item.id, item.direction) for item in found.scenarios][1:] == [("flood", "gone")]
    assert [(item.question, item.change, item.after, item.who) for item in found.answers] == [
        ("stop", "new", "All, tested", ""),
        ("gone", "gone", "", "Jo"),
    ]
    assert found.files == ("m.yaml", "old.yaml")
    back = compare(side({}), before)
    assert [item.direction for item in back.scenarios if item.id == "flood"] == ["new"]


def test_figures_of_two_methods_are_not_compared():
    other = Questionnaire(FOUND.modules, replace(METHOD, floor=0.01))
    found = compare(side({}), side({"stop": graded("full")}, other))
    assert not found.same_method
    assert {item.direction for item in (found.overall, *found.scenarios)} == {"not comparable"}


def test_a_note_or_a_proof_alone_is_a_change_too():
    backed = replace(graded("full"), note="see the log", evidence=(Evidence("log.txt", "file", "ab" * 32, 3),))
    (change,) = moved({"stop": graded("full")}, {"stop": backed}).answers
    assert (change.parts, change.before) == (("note", "evidence"), change.after)
    again = replace(graded("full"), who="somebody else", at="2027-01-01T00:00:00Z")
    assert moved({"stop": graded("full")}, {"stop": again}).answers == ()


def test_two_systems_are_told_apart():
    assert not moved({"system-name": Answer("One")}, {"system-name": Answer("Other")}).same_system


@pytest.mark.parametrize(
    ("question", "answer", "words"),
    [
        (STOP, Answer(), ""),
        (STOP, Answer(standing="dont-know"), "don’t know"),
        (STOP, Answer(standing="not-applicable", reason="we keep none"), "does not apply: we keep none"),
        (STOP, Answer(standing="not-applicable"), "does not apply, no reason given"),
        (STOP, Answer("full", "tested", "met-otherwise", "by hand"), "All, tested, met otherwise: by hand"),
        (Question("n", "n", "number", unit="runs"), Answer(Decimal(12)), "12 runs"),
        (Question("m", "m", "many", (Choice("a", "Ay"), Choice("b", "Be"))), Answer(("b", "a", "c")), "Be; Ay; c"),
        (Question("t", "t", "long"), Answer("two\nlines"), "two\nlines"),
    ],
)
def test_answers_are_worded_as_their_question_words_them(question, answer, words):
    assert answer_in_words(question, answer) == words


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_any_two_compare_and_the_other_way_round_is_the_opposite(data):
    found = data.draw(questionnaires())
    sides = []
    for _ in range(2):
        drawn = {
            key: complete_answer(data.draw, question) if data.draw(st.booleans()) else blank_answer(data.draw)
            for key, question in found.questions.items()
        }
        sides.append(side({key: answer for key, answer in drawn.items() if answer is not None}, found))
    there, back = compare(*sides), compare(*reversed(sides))
    opposite = {"better": "worse", "worse": "better", "new": "gone", "gone": "new", "same": "same"}
    assert {item.id: opposite[item.direction] for item in there.scenarios} == {
        item.id: item.direction for item in back.scenarios
    }
    assert sum(there.count(word) for word in DIRECTIONS) == len(there.scenarios)
    assert {item.question for item in there.answers} == {item.question for item in back.answers}
    assert heard(type(there), told(there)) == there
