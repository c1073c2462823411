"""What is spoken about and what is left out: everything asked is counted once, and nothing is left out without a reason."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.ten_systems import ALL, DESCRIBED, answers_of
from tests.test_library import SHELF
from wizard.core.assessment import Answer
from wizard.core.catalogue import CELLS
from wizard.core.coverage import Gap, coverage, lines_of
from wizard.core.path import find_path
from wizard.core.questionnaire import DEPTHS, GAPS, Module, Presence, Question, Questionnaire


def covered(answers):
    return coverage(ALL, answers, find_path(ALL, answers), SHELF)


@pytest.mark.parametrize("system", DESCRIBED)
def test_what_is_asked_is_answered_open_or_not_applicable_and_never_two_of_them(system):
    answers = answers_of(system)
    dropped = [key for key, answer in answers.items() if ALL.questions[key].kind == "control"][::3]
    answers = {key: answer for key, answer in answers.items() if key not in dropped}
    found = covered(answers)
    path = find_path(ALL, answers)
    for tally in (
        *(place.tally for place in found.places),
        *found.cells.values(),
        *(item for _, item in found.entries),
    ):
        assert len(tally.questions) == len(set(tally.questions)) == tally.asked
        assert set(tally.questions) <= set(path.asked)
        assert not set(tally.open) & set(answers)
    assert len(found.places) == 24
    assert all(bool(place.tally.asked) != bool(place.why_not) for place in found.places)


def test_a_fully_answered_system_leaves_nothing_open():
    found = covered(answers_of("backoffice"))
    assert [place.entry.code for place in found.places if place.tally.open] == []


def test_not_applicable_counts_apart_with_its_reason():
    answers = {**answers_of("coding"), "stop-without-model": Answer(standing="not-applicable", reason="It has no stop")}
    (place,) = [place for place in covered(answers).places if place.entry.code == "7.1"]
    assert ("stop-without-model", "It has no stop") in place.tally.not_applicable
    assert "stop-without-model" not in (*place.tally.answered, *place.tally.open)


def test_what_is_not_asked_has_the_reason_that_fits():
    why = {place.entry.code: place.why_not for place in covered(answers_of("fraud")).places}
    assert why["1.2"] == "By the answers given, its scenarios do not apply."
    assert why["1.1"] == ""
    shallow = {**answers_of("medical"), "depth": Answer("quick")}
    assert "Not asked at this depth; it is at depth standard." in {place.why_not for place in covered(shallow).places}
    assert "Open answers decide whether it is asked." in {place.why_not for place in covered({}).places}


def test_before_and_after_deployment_are_counted_apart():
    cells = covered(answers_of("tutor")).cells
    assert cells["human/unintentional/pre-deployment"].asked > 0
    assert cells["human/unintentional/post-deployment"].asked > 0
    assert set(cells["human/unintentional/pre-deployment"].questions) != set(
        cells["human/unintentional/post-deployment"].questions
    )


def test_each_entry_of_owasp_has_the_questions_that_name_it():
    found = {entry.id: tally for entry, tally in covered(answers_of("backoffice")).entries}
    assert len(found) == 20
    for entry, tally in found.items():
        assert all(entry in ALL.questions[key].references for key in tally.questions)
    assert found["owasp-asi@2026:ASI07"].asked > 0


def test_the_register_of_gaps_holds_what_no_list_names_and_what_the_user_wrote():
    answers = answers_of("chatbot")
    found = covered({**answers, GAPS: Answer("7.3 Dialects\n\n  Carers who write for others ")})
    assert found.found == (Gap("mit@v3:7.3", "Dialects"), Gap("", "Carers who write for others"))
    path = find_path(ALL, answers)
    unnamed = {item.question: item.by for item in found.unnamed}
    assert len(unnamed) == len(found.unnamed) > 10
    for key, by in unnamed.items():
        references = ALL.questions[key].references
        assert path.questions[key] is Presence.YES
        assert ("FINOS" in by) == (not any(entry.startswith("finos@") for entry in references))
        assert ("OWASP" in by) == (not any(entry.startswith("owasp-") for entry in references))
    order = [place.entry.id for place in found.places]
    places = [order.index(item.subdomain) for item in found.unnamed]
    assert places == sorted(places)
    assert covered(answers).found == ()


@pytest.mark.parametrize(
    ("line", "gap"),
    [
        ("7.3: Dialects", ("mit@v3:7.3", "Dialects")),
        ("7.3 Dialects", ("mit@v3:7.3", "Dialects")),
        ("9.9: Dialects", ("", "9.9: Dialects")),
        ("7.3", ("", "7.3")),
        ("7.35 euros", ("", "7.35 euros")),
        ("24 hours late", ("", "24 hours late")),
    ],
)
def test_a_gap_may_begin_with_its_subdomain(line, gap):
    assert covered({**answers_of("chatbot"), GAPS: Answer(line)}).found == (Gap(*gap),)


def test_a_question_without_subdomain_or_reference_is_named_by_nobody_and_not_lost():
    bare = Question("bare", "Is it so?", "number", minimum=Decimal(0))
    module = Module("own", "Our own", "1", questions=(bare,))
    alone = Questionnaire((module,), ALL.method)
    found = coverage(alone, {}, find_path(alone, {}), SHELF)
    assert [(item.subdomain, item.question, item.by) for item in found.unnamed] == [("", "bare", ("OWASP", "FINOS"))]
    assert found.uncoded.open == ("bare",)
    assert {place.why_not for place in found.places} == {"No module of these questions covers it."}


SCORED = [
    key for key, item in ALL.questions.items() if not item.page and item.kind in ("one", "many", "number", "control")
]


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from(sorted(DESCRIBED)),
    st.sampled_from(DEPTHS),
    st.sets(st.sampled_from(SCORED)),
    st.dictionaries(st.sampled_from(SCORED), st.sampled_from(["", " ", "It has none", "<b>\n"])),
)
def test_whatever_is_answered_each_question_is_counted_once_and_nothing_is_both_asked_and_not(
    system, depth, left, apart
):
    answers = {key: answer for key, answer in answers_of(system).items() if key not in left}
    answers |= {"depth": Answer(depth)}
    answers |= {key: Answer(standing="not-applicable", reason=reason) for key, reason in apart.items()}
    found, path = covered(answers), find_path(ALL, answers)
    asked = set(path.asked) & set(SCORED)
    for timing, tally in found.timings.items():
        cells = [found.cells[cell] for cell in CELLS if cell.endswith("/" + timing)]
        for part in ("answered", "open", "not_applicable"):
            assert set(getattr(tally, part)) == {item for cell in cells for item in getattr(cell, part)}
    tallies = [
        *found.timings.values(),
        *(place.tally for place in found.places),
        *(tally for _, tally in found.entries),
    ]
    for tally in (*tallies, *found.cells.values(), found.uncoded):
        assert (
            tally.asked
            == len(tally.answered) + len(tally.open) + len(tally.not_applicable)
            == len(set(tally.questions))
        )
        assert set(tally.questions) <= asked
        assert all(reason.strip() for _, reason in tally.not_applicable)
    assert {key for tally in (*found.timings.values(), found.uncoded) for key in tally.questions} == asked
    assert all(bool(place.tally.asked) != bool(place.why_not) for place in found.places)
    assert all(
        place.cells.keys() == {c for key in place.tally.questions for c in ALL.questions[key].causal}
        for place in found.places
    )


def test_only_text_is_read_as_gaps():
    assert lines_of(Answer(Decimal(3))) == lines_of(Answer()) == ()
