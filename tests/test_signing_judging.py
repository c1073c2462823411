"""What a judgement says of honest files and of hostile ones: one outcome, a reason, never an exception."""

import hashlib
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests import fuzz_verdict, hostile_crafted, hostile_pdfs, hostile_signers
from tests import sealed_samples as samples
from wizard import signing
from wizard.signing import seal

FAMILIES = ("forged", "added", "shadowed", "cut", "padded", "strangers", "weak", "approvals", "foreign", "bombs")


def known():
    return (*samples.signer().chain, *samples.signer("Jonas Ek").chain)


def test_a_seal_of_somebody_known_is_trusted():
    judgement = signing.judge(samples.sealed(), known(), samples.NOW)
    assert judgement.outcome == "sealed-trusted"
    assert judgement.reason == "This is the file that Katrin Aalto sealed, and nothing in it has changed since."
    (signer,) = judgement.signers
    assert (signer.name, signer.known, signer.field) == ("Katrin Aalto", True, "Assessor")
    assert (signer.time, signer.time_proof) == ("2026-11-22T14:31:05+00:00", "stated by the signer's computer")
    assert judgement.record == samples.RECORD
    assert judgement.record_sha256 == hashlib.sha256(samples.RECORD).hexdigest()
    assert judgement.result == samples.RESULT
    assert judgement.signed_bytes == judgement.total_bytes == len(samples.sealed())
    assert (judgement.pages, judgement.appended, judgement.sealed) == (2, False, True)


@pytest.mark.parametrize("moment", [samples.AT, samples.NOW, samples.AT + timedelta(days=3000)])
def test_a_seal_holds_as_long_as_its_certificate(moment):
    assert signing.judge(samples.sealed(), known(), moment).outcome == "sealed-trusted"


def test_the_signer_is_known_by_the_certificate_or_by_its_issuer():
    signer = samples.signer()
    for trusted in ((signer.certificate,), signer.chain, (b"rubbish", *signer.chain)):
        assert signing.judge(samples.sealed(), trusted, samples.NOW).outcome == "sealed-trusted"


def test_a_stranger_is_shown_with_the_fingerprint():
    judgement = signing.judge(samples.sealed(), (), samples.NOW)
    assert judgement.outcome == "sealed-unknown-signer"
    assert signing.grouped(samples.signer().fingerprint) in judgement.reason
    assert judgement.record == samples.RECORD


def test_an_approved_report_names_both():
    judgement = signing.judge(samples.approved(), known(), samples.NOW)
    assert judgement.outcome == "sealed-trusted"
    assert [(each.name, each.field) for each in judgement.signers] == [
        ("Katrin Aalto", "Assessor"),
        ("Jonas Ek", "Approver 1"),
    ]


def test_a_report_with_packed_objects_is_judged_the_same():
    certified = signing.sign(
        samples.unsigned(fields=("Assessor", "Approver 1"), packed=True), samples.signer(), samples.AT
    )
    approved = seal.sign(certified, samples.signer("Jonas Ek"), samples.AT, field="Approver 1")
    for honest in (certified, approved):
        judgement = signing.judge(honest, known(), samples.NOW)
        assert (judgement.outcome, judgement.record, judgement.result) == (
            "sealed-trusted",
            samples.RECORD,
            samples.RESULT,
        )
        wrong, outcomes = fuzz_verdict.accepted(15, 5, honest, known())
        assert (wrong, set(outcomes) - {"changed-after-sealing", "unreadable"}) == ([], set())
    for change in (hostile_pdfs._annotated, hostile_pdfs._other_record, hostile_pdfs._shown_twice):
        assert signing.judge(hostile_pdfs._revised(approved, change), known(), samples.NOW).appended
    assert signing.judge(samples.unsigned(packed=True), known(), samples.NOW).outcome == "not-sealed"


def test_what_was_added_does_not_hide_what_was_sealed():
    changed = hostile_pdfs._revised(samples.sealed(), hostile_pdfs._other_record)
    judgement = signing.judge(changed, known(), samples.NOW)
    assert (judgement.outcome, judgement.appended) == ("changed-after-sealing", True)
    assert judgement.record == samples.RECORD
    assert judgement.signers[0].name == "Katrin Aalto"
    assert (judgement.signed_bytes, judgement.total_bytes) == (len(samples.sealed()), len(changed))


def test_an_unsealed_report_still_gives_its_record():
    judgement = signing.judge(samples.unsigned(), known(), samples.NOW)
    assert (judgement.outcome, judgement.record, judgement.signers) == ("not-sealed", samples.RECORD, ())
    assert judgement.result == samples.RESULT


@pytest.mark.parametrize("family", FAMILIES)
def test_no_hostile_file_is_accepted(family):
    for hostile in getattr(hostile_pdfs, family)():
        trusted = known() if hostile.trusted is None else hostile.trusted
        judgement = signing.judge(hostile.data, trusted, hostile.now)
        assert judgement.outcome in hostile.outcomes, f"{hostile.name}: {judgement.reason}"
        assert hostile.says in judgement.reason, f"{hostile.name}: {judgement.reason}"
        assert judgement.reason.endswith("."), hostile.name
        assert judgement.total_bytes == len(hostile.data)


@pytest.mark.parametrize("family", ["ranges", "tables", "revisions", "containers", "people", "messages"])
def test_no_crafted_file_is_accepted(family):
    for hostile in getattr(hostile_crafted, family)():
        assert hostile.data not in (samples.sealed(), samples.approved()), hostile.name
        judgement = signing.judge(hostile.data, known(), hostile.now)
        assert judgement.outcome in hostile.outcomes, f"{hostile.name}: {judgement.reason}"
        assert hostile.says in judgement.reason, f"{hostile.name}: {judgement.reason}"
        assert judgement.reason.endswith("."), hostile.name


def test_a_seal_over_more_than_a_report_holds_is_refused_even_of_somebody_known():
    files = list(hostile_signers.dressed())
    assert len({hostile.name for hostile in files}) == len(files)
    for hostile in files:
        judgement = signing.judge(hostile.data, known(), hostile.now)
        assert judgement.outcome in hostile.outcomes, f"{hostile.name}: {judgement.reason}"
        assert hostile.says in judgement.reason, f"{hostile.name}: {judgement.reason}"


def test_saving_a_report_anew_and_sealing_it_is_no_fault_by_itself():
    judgement = signing.judge(hostile_signers.resealed(lambda _pdf: None), known(), samples.NOW)
    assert judgement.outcome == "sealed-trusted", judgement.reason


def test_every_family_is_tried():
    names = [hostile.name for family in FAMILIES[:-1] for hostile in getattr(hostile_pdfs, family)()]
    assert len(names) == len(set(names)) >= 80


def test_random_damage_is_never_accepted():
    wrong, outcomes = fuzz_verdict.accepted(60, 11, samples.sealed(), known())
    assert wrong == []
    assert sum(outcomes.values()) == 60


def test_no_bit_around_the_signature_is_free():
    sealed = samples.sealed()
    start, end, _ = hostile_pdfs._gap(sealed)
    places = (
        start - 1,
        start,
        start + 1,
        start + 9,
        (start + end) // 2,
        end - 200,
        end - 40,
        end - 1,
        end,
        len(sealed) - 1,
    )
    for place in places:
        for bit in (1, 32):
            flipped = sealed[:place] + bytes([sealed[place] ^ bit]) + sealed[place + 1 :]
            assert not signing.judge(flipped, known(), samples.NOW).sealed, f"bit {bit} at {place}"


@settings(max_examples=60, deadline=None)
@given(
    st.one_of(
        st.binary(max_size=300),
        st.binary(max_size=300).map(lambda data: b"%PDF-1.7\n" + data + b"\nstartxref\n9\n%%EOF\n"),
    )
)
def test_any_bytes_get_a_judgement(data):
    assert signing.judge(data, (data,), samples.NOW).outcome in {"unreadable", "not-ours"}


def test_what_is_not_even_bytes_gets_a_judgement():
    for nothing in (None, "text", 7):
        assert signing.judge(nothing, (), samples.NOW).outcome == "unreadable"
    assert signing.judge(samples.sealed(), None, None).outcome != "sealed-trusted"


def test_a_naive_clock_is_taken_for_universal_time():
    assert signing.judge(samples.sealed(), known(), samples.NOW.replace(tzinfo=None)).outcome == "sealed-trusted"


def test_judging_leaves_no_trace_in_the_log(caplog):
    signing.judge(samples.sealed(), (), samples.NOW)
    assert [each for each in caplog.records if each.name.startswith("pyhanko")] == []
