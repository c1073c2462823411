"""What is spoken about and what is left out: everything asked is counted once, and nothing is left out without a reason."""

from decimal import Decimal

import pytest

from tests.ten_systems import ALL, DESCRIBED, answers_of
from tests.test_library import SHELF
from wizard.core.assessment import Answer
from wizard.core.coverage import coverage, lines_of
from wizard.core.questionnaire import GAPS, Presence, find_path


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
    assert "Not asked at this depth." in {place.why_not for place in covered(shallow).places}


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
    assert found.found == ("7.3 Dialects", "Carers who write for others")
    path = find_path(ALL, answers)
    for keys in found.unnamed.values():
        for key in keys:
            references = ALL.questions[key].references
            assert path.questions[key] is Presence.YES
            assert not any(entry.startswith("finos@") for entry in references) or not any(
                entry.startswith("owasp-") for entry in references
            )
    assert covered(answers).found == ()


def test_only_text_is_read_as_gaps():
    assert lines_of(Answer(Decimal(3))) == lines_of(Answer()) == ()
