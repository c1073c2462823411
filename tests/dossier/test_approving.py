"""From a sealed report and a decision to a new file; the one that was approved is never touched, and no half file stays."""

from dataclasses import replace

import pytest

from tests import sealed_samples
from tests.approval_samples import IN_ORDER, LATER, NEXT_DAY, THREE, eve, examined, jonas, judged_here, known, sealed
from tests.hostile_pdfs import _annotated, _revised
from wizard import dossier
from wizard.core.approval import Decision
from wizard.disk import partial_of
from wizard.dossier import approving
from wizard.errors import UserError

YES = Decision("approve", "", "As discussed.")
in_a_process_of_its_own = approving.open_report


@pytest.fixture(autouse=True)
def judged_in_this_process(monkeypatch):
    """Start no process for what is to be approved, but where a test asks for it: what it tells is told here too."""
    monkeypatch.setattr(approving, "open_report", judged_here)


@pytest.fixture
def report(tmp_path):
    path = tmp_path / "report.pdf"
    path.write_bytes(sealed())
    return path


def approve(report, number=2, decision=YES, who=None, target=None, trusted=None, at=LATER):
    target = target or report.with_name("approved.pdf")
    return dossier.approve(report, number, decision, who or eve(), at, target, known() if trusted is None else trusted)


def refused(report, says, **more):
    """Approve in vain: for this reason, leaving the file as it is and nothing beside it."""
    before, names = report.read_bytes(), sorted(report.parent.iterdir())
    with pytest.raises(UserError, match=says):
        approve(report, **more)
    assert report.read_bytes() == before
    assert sorted(report.parent.iterdir()) == names


def test_an_approval_is_a_new_file_that_begins_with_the_old_one(report, monkeypatch):
    monkeypatch.setattr(approving, "open_report", in_a_process_of_its_own)
    done = approve(report)
    written = done.path.read_bytes()
    assert report.read_bytes() == sealed()
    assert written.startswith(sealed())
    assert done.sentence == "Approved as Model Risk: As discussed."
    verdict = examined(written)
    assert (verdict.outcome, verdict.judgement.signers[1].reason) == ("sealed-trusted", done.sentence)
    assert verdict.approvals == done.approvals
    assert not partial_of(done.path).exists()


def test_an_approved_report_is_approved_again_until_it_is_complete(report, tmp_path):
    first = approve(report)
    second = approve(first.path, 1, Decision("conditions", "2027-03-01", "Rerun."), jonas(), tmp_path / "both.pdf")
    assert second.approvals.status == "complete"
    refused(second.path, "Jonas Ek has signed as Head of Claims already", number=1, target=tmp_path / "more.pdf")


@pytest.mark.parametrize(
    ("says", "more"),
    [
        ("no place 4", {"number": 4}),
        ("no place 0", {"number": 0}),
        ("no place -1", {"number": -1}),
        ("Jonas Ek was expected", {"number": 1}),
        ("One person signed", {"who": sealed_samples.signer()}),
        ("is not known here", {"trusted": ()}),
        ("2026-11-01 has passed", {"decision": Decision("conditions", "2026-11-01", "Rerun.")}),
        ("must say why", {"decision": Decision("reject")}),
        ("cannot be seen", {"decision": Decision("approve", "", "a\u202eb")}),
        ("is not valid before", {"at": sealed_samples.AT.replace(year=2020)}),
    ],
)
def test_what_may_not_be_approved_is_not_and_nothing_is_left(report, says, more):
    refused(report, says, **more)


def test_nobody_approves_before_their_turn(report):
    report.write_bytes(sealed(IN_ORDER))
    refused(report, "order that was given")
    assert approve(report, 1, who=jonas()).approvals.sentence.startswith("Approvals: 1 of 3")


def test_a_report_that_names_no_approver_or_was_changed_is_not_approved(report, monkeypatch):
    report.write_bytes(sealed(replace(THREE, expected=(), needed=0)))
    refused(report, "Approvers are named before")
    monkeypatch.setattr(approving, "open_report", in_a_process_of_its_own)
    report.write_bytes(_revised(sealed(), _annotated))
    refused(report, "Something was added after sealing")
    report.write_bytes(b"%PDF-1.7")
    refused(report, "incomplete")


def test_a_file_that_is_there_is_never_written_over(report, tmp_path):
    other = tmp_path / "other.pdf"
    other.write_bytes(b"mine")
    refused(report, "exists already", target=other)
    refused(report, "exists already", target=report)
    assert other.read_bytes() == b"mine"


def test_what_cannot_be_written_or_read_is_said(report, tmp_path):
    refused(report, "cannot be written", target=tmp_path / "nowhere" / "a.pdf")
    with pytest.raises(UserError, match="cannot be read"):
        approve(tmp_path / "missing.pdf")


def test_what_reads_back_otherwise_than_it_was_signed_is_not_kept(report, monkeypatch):
    honest = approving.write_private_file
    monkeypatch.setattr(approving, "write_private_file", lambda path, data: honest(path, data[:-40]))
    refused(report, "would not hold")


def test_conditions_may_end_on_the_day_on_which_they_are_set(report):
    done = approve(report, decision=Decision("conditions", LATER.date().isoformat(), "Today only."))
    assert examined(done.path.read_bytes(), LATER).approvals.places[1].counts
    assert not examined(done.path.read_bytes(), NEXT_DAY).approvals.places[1].counts
