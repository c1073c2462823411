"""What the verdict says of approvals: how many, who is waited for, and which files are refused because of them."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from tests import approval_samples as samples
from tests import hostile_approvals, hostile_crafted, hostile_pdfs, sealed_samples, small_samples
from tests.approval_samples import IN_ORDER, NEXT_DAY, NOON, THREE, eve, examined, jonas, known, sealed, signed
from wizard import dossier, signing
from wizard.core.approval import Approvals, Decision
from wizard.dossier.record import canonical, read_record
from wizard.signing import judging, outside, revisions

TWO = Decision("conditions", "2027-03-01", "Rerun the red team.")
NO = Decision("reject", "", "No rollback.")


def told(pdf, now=NEXT_DAY):
    verdict = examined(pdf, now)
    assert verdict.outcome == "sealed-trusted", verdict.reason
    return verdict.approvals.status, verdict.approvals.sentence


def test_a_report_that_expects_nobody_says_so_and_its_record_is_as_it_always_was():
    verdict = examined(small_samples.sealed())
    assert verdict.approvals.status == "none"
    assert b'"approvals":[],' in verdict.judgement.record


def test_a_sealed_report_waits_for_its_approvers():
    status, sentence = told(sealed())
    assert status == "incomplete"
    assert sentence == (
        "Approvals: 0 of 2 needed, 3 asked, waiting for 2 of Head of Claims, Model Risk and Data Protection."
    )
    assert told(sealed(IN_ORDER))[1] == (
        "Approvals: 0 of 3, waiting for Head of Claims, then Model Risk, then Data Protection."
    )


def test_each_approval_is_counted_and_the_one_who_is_missing_is_named():
    one = signed(sealed(IN_ORDER), 1, jonas())
    assert told(one) == ("incomplete", "Approvals: 1 of 3, waiting for Model Risk, then Data Protection.")
    two = signed(one, 2, eve(), decision=TWO)
    sentence = "Approvals: 2 of 3, waiting for Data Protection; with conditions: Model Risk until 2027-03-01."
    assert told(two) == ("incomplete", sentence)
    verdict = examined(two)
    place = verdict.approvals.places[1]
    assert (place.decision, place.until, place.because) == ("conditions", "2027-03-01", "Rerun the red team.")
    assert (place.signer, place.signer_fingerprint, place.known) == ("Eve Wong", eve().fingerprint, True)
    assert verdict.as_json()["approvals"]["places"][1]["decision"] == "conditions"


def test_enough_approvals_are_complete_in_whatever_order_they_came():
    both = signed(signed(sealed(), 3, eve()), 1, jonas())
    assert told(both) == ("complete", "Approvals: 2 of 2 needed, 3 asked.")


def test_a_rejection_is_counted_as_one_and_approves_nothing():
    rejected = signed(sealed(), 2, eve(), decision=NO)
    assert told(rejected)[0] == "incomplete"
    assert told(rejected)[1].endswith("waiting for Head of Claims and Data Protection; rejected: Model Risk.")
    assert told(signed(sealed(IN_ORDER), 1, jonas(), "Rejected as Head of Claims: No rollback.")) == (
        "rejected",
        "Approvals: 0 of 3, more cannot be reached; rejected: Head of Claims.",
    )


def test_conditions_count_until_their_day_and_no_longer():
    held = signed(signed(sealed(), 2, eve(), decision=TWO), 1, jonas())
    assert told(held, datetime.fromisoformat("2027-03-01T23:00:00+00:00"))[0] == "complete"
    status, sentence = told(held, datetime.fromisoformat("2027-03-02T00:00:00+00:00"))
    assert status == "incomplete"
    assert "the time of its conditions ended: Model Risk on 2027-03-01" in sentence


def test_a_stranger_who_approves_is_a_stranger():
    verdict = dossier.examine(signed(sealed(), 2, eve()), (sealed_samples.signer().certificate,), NEXT_DAY)
    assert verdict.outcome == "sealed-unknown-signer"
    assert "signed by somebody not known here: Model Risk" in verdict.approvals.sentence


def test_a_report_rolled_back_to_fewer_approvals_is_honest_about_them():
    approved = signed(sealed(), 2, eve())
    assert approved.startswith(sealed())
    assert told(approved[: len(sealed())]) == told(sealed())
    for length in (len(sealed()) + 1, len(approved) - 2000, len(approved) - 7):
        assert examined(approved[:length]).outcome in ("changed-after-sealing", "unreadable")


def test_the_worker_tells_the_same():
    pdf = signed(sealed(), 2, eve(), decision=TWO)
    verdict = dossier.open_report(pdf, known(), NEXT_DAY)
    assert verdict.as_json() == examined(pdf).as_json() | {
        part: verdict.as_json()[part] for part in ("questions", "method")
    }
    assert verdict.judgement.fields == examined(pdf).judgement.fields


@pytest.mark.filterwarnings("ignore:This document has 1 form widget")  # that is what the hostile file is about
@pytest.mark.parametrize("family", ["words", "places", "people", "revisions"])
def test_no_hostile_approval_is_accepted(family):
    files = list(getattr(hostile_approvals, family)())
    assert len({hostile.name for hostile in files}) == len(files)
    for hostile in files:
        verdict = examined(hostile.data)
        assert verdict.outcome in hostile.outcomes, f"{hostile.name}: {verdict.reason}"
        assert hostile.says in verdict.reason, f"{hostile.name}: {verdict.reason}"


def test_the_same_files_without_the_fault_are_accepted():
    assert told(sealed(change=_nothing))[0] == "incomplete"
    named = replace(THREE, expected=(replace(THREE.expected[0], fingerprint=jonas().fingerprint), *THREE.expected[1:]))
    assert told(signed(sealed(named), 1, jonas()))[0] == "incomplete"


def _nothing(pdf):
    del pdf


def test_a_record_with_another_list_of_approvers_is_not_read():
    parts = dict(read_record(examined(sealed()).judgement.record).parts)
    for value in ({}, None, [1], {**parts["approvals"], "needed": 9}):
        record = canonical({**parts, "approvals": value})
        assert _with_record(record).outcome == "changed-after-sealing"
    assert _with_record(canonical(parts)).outcome == "sealed-trusted"


def _with_record(record):
    """Let a hostile assessor seal this record under the pages of another; only the list differs, and with it the hash."""
    judgement = signing.judge(sealed(), known(), NEXT_DAY)
    return examined_as(replace(judgement, record=record))


def examined_as(judgement):
    from wizard.dossier import verdict

    honest, verdict.signing.judge = verdict.signing.judge, lambda *_: judgement
    try:
        return dossier.examine(sealed(), known(), NEXT_DAY)
    finally:
        verdict.signing.judge = honest


def test_our_review_of_later_signatures_accepts_nothing_that_the_library_refuses(monkeypatch):
    from pyhanko.sign.diff_analysis import DEFAULT_DIFF_POLICY

    files = [sealed_samples.approved(), *(hostile.data for hostile in _later())]
    ours = [signing.judge(pdf, sealed_known(), sealed_samples.NOW).outcome for pdf in files]
    monkeypatch.setattr(revisions, "Reviewed", lambda _found: DEFAULT_DIFF_POLICY)
    theirs = [signing.judge(pdf, sealed_known(), sealed_samples.NOW).outcome for pdf in files]
    assert ours == theirs
    assert ours[0] == "sealed-trusted"


def sealed_known():
    return (*sealed_samples.signer().chain, *jonas().chain)


def _later():
    yield from hostile_pdfs.approvals()
    yield from hostile_crafted.revisions()
    yield from hostile_crafted.people()


def test_the_review_of_later_signatures_rests_on_what_was_checked_before(monkeypatch):
    monkeypatch.setattr(judging.revisions, "check", lambda *_: None)
    pdf = hostile_approvals._instead_of("/StructTreeRoot")
    assert signing.judge(pdf, known(), NEXT_DAY).outcome == "sealed-trusted"


def test_many_approvals_take_no_longer_to_judge_than_any_file_may():
    twelve = Approvals(tuple(replace(THREE.expected[1], role=f"Role {number}") for number in range(1, 13)), 12)
    pdf = sealed(twelve)
    people = (jonas(), eve(), sealed_samples.signer("Approver 3"), sealed_samples.signer("Approver 4"))
    for number, who in enumerate(people, 1):
        pdf = samples.signed(pdf, number, who, f"Approved as Role {number}.")
    assert len(outside.sealed_lengths(pdf)) == 5
    verdict = dossier.open_report(pdf, (sealed_samples.signer().certificate,), NOON + timedelta(days=1))
    assert verdict.approvals.sentence.startswith("Approvals: 4 of 12, waiting for Role 5, Role 6")
