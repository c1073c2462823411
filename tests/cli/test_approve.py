"""`plimsoll assess --approver` and `plimsoll approve`, as they are typed."""

import json

import pytest

from tests import sealed_samples
from tests.approval_samples import IN_ORDER, judged_here, sealed
from wizard import cli, dossier, places, signing
from wizard.clock import utc_now
from wizard.dossier import approving, worker

PASSPHRASE = "a long passphrase"


@pytest.fixture
def passphrase(tmp_path):
    file = tmp_path / "passphrase"
    file.write_text(PASSPHRASE)
    return file


@pytest.fixture
def judged_in_this_process(monkeypatch):
    """Start no process for a file, until this is called with False."""
    in_a_process_of_its_own = worker.open_report

    def judged(here):
        for room in (worker, approving):
            monkeypatch.setattr(room, "open_report", judged_here if here else in_a_process_of_its_own)

    judged(True)
    return judged


def test_a_report_is_sealed_for_those_who_are_named(tmp_path, passphrase, few_questions):
    report = tmp_path / "r.pdf"
    asking = ["--approver", f"Head of Claims:Jonas Ek:{'AB ' * 32}", "--approver", "Model Risk"]
    seal = ["--seal", str(report), "--name", "Katrin Aalto", "--passphrase-file", str(passphrase)]
    asking += ["--approvals-needed", "1", "--approvals-in-order"]
    assert cli.main(["assess", str(few_questions), *seal, *asking]) == 0
    verdict = dossier.examine(report.read_bytes(), signing.known(places.trusted()), utc_now())
    assert verdict.outcome == "sealed-trusted"
    assert verdict.record.parts["approvals"] == {
        "expected": [
            {"role": "Head of Claims", "name": "Jonas Ek", "fingerprint": "ab" * 32},
            {"role": "Model Risk", "name": "", "fingerprint": ""},
        ],
        "needed": 1,
        "order": "given",
    }


def test_a_report_is_approved_as_it_is_typed_and_verified_as_it_is_told(
    tmp_path, passphrase, capsys, judged_in_this_process
):
    report, approved, certificate = tmp_path / "r.pdf", tmp_path / "a.pdf", tmp_path / "katrin.pem"
    report.write_bytes(sealed(IN_ORDER))
    certificate.write_text(sealed_samples.signer().certificate_pem)
    trust = ["--trust", str(certificate)]
    sign = ["--out", str(approved), "--passphrase-file", str(passphrase), "--name", "Jonas Ek", *trust]
    conditions = ["--decision", "conditions", "--until", "2999-03-01", "--because", "  Rerun  the red team. "]
    assert cli.main(["approve", str(report), "--field", "2", *conditions, *sign]) == 1
    assert "order that was given" in capsys.readouterr().err
    judged_in_this_process(False)
    assert cli.main(["approve", str(report), "--field", "1", *conditions, *sign]) == 0
    told = capsys.readouterr().out.splitlines()
    sentence = "Approved as Head of Claims, with conditions until 2999-03-01: Rerun the red team."
    assert told[0] == sentence
    assert told[1].startswith("Approvals: 1 of 3, waiting for Model Risk, then Data Protection;")
    assert report.read_bytes() == sealed(IN_ORDER)
    assert cli.main(["verify", str(approved), *trust]) == 0
    told = capsys.readouterr().out
    assert "Approvals: 1 of 3, waiting for Model Risk, then Data Protection; with conditions: Head of Claims" in told
    assert f"Approver 1, signed by Jonas Ek, {utc_now():%Y-%m-%d}" in told
    assert sentence in told
    judged_in_this_process(True)
    assert cli.main(["verify", "--json", str(approved), *trust]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["approvals"]["status"] == "incomplete"
    assert [place["decision"] for place in found["approvals"]["places"]] == ["conditions", "", ""]
    assert [signer["field"] for signer in found["signers"]] == ["Assessor", "Approver 1"]


@pytest.mark.parametrize(
    ("given", "says"),
    [
        (["--approver", "Model Risk"], "needs --seal"),
        (["--approvals-in-order"], "name each with --approver"),
        (["--seal", "r.pdf", "--approvals-needed", "1"], "name each with --approver"),
        (["--seal", "r.pdf", "--approver", ":Jonas"], "needs a role"),
        (["--seal", "r.pdf", "--approver", "A", "--approvals-needed", "2"], "cannot be needed"),
        (["--seal", "r.pdf", "--approver", "A:B:C"], "64 digits"),
        (["--seal", "r.pdf", *(["--approver", "A"] * 13)], "12 approvers"),
    ],
)
def test_who_cannot_be_asked_is_said_before_anything_is_sealed(
    tmp_path, few_questions, monkeypatch, capsys, given, says
):
    folder = tmp_path / "empty"
    folder.mkdir()
    monkeypatch.chdir(folder)
    before = sorted(tmp_path.rglob("*"))
    assert cli.main(["assess", str(few_questions), *given]) == 2
    assert says in capsys.readouterr().err
    assert sorted(tmp_path.rglob("*")) == before


@pytest.mark.parametrize(
    ("given", "says"),
    [
        (["--decision", "reject"], "must say why"),
        (["--decision", "conditions", "--because", "Soon"], "until a day"),
        (["--decision", "approve", "--until", "2999-01-01"], "Only conditions"),
    ],
)
def test_a_decision_that_is_none_is_wrong_usage(tmp_path, capsys, given, says):
    target = tmp_path / "a.pdf"
    assert cli.main(["approve", "r.pdf", "--field", "1", "--out", str(target), *given]) == 2
    assert says in capsys.readouterr().err
    assert not target.exists()


@pytest.mark.usefixtures("judged_in_this_process")
def test_nobody_is_asked_for_a_passphrase_before_the_report_was_judged(tmp_path, passphrase, capsys):
    report = tmp_path / "r.pdf"
    report.write_bytes(b"%PDF-1.7")
    given = ["--field", "1", "--decision", "approve", "--out", str(tmp_path / "a.pdf"), "--name", "Eve"]
    assert cli.main(["approve", str(report), *given, "--passphrase-file", str(passphrase)]) == 1
    assert "Not approved" in capsys.readouterr().err
    assert signing.identities(places.identities()) == ()
