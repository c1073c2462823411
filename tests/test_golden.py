"""Golden files: what an earlier version sealed opens in this one, with the same verdict, the same numbers, as a draft."""

import hashlib
import io
import json
import subprocess
import sys
from contextlib import closing
from datetime import timedelta

import pikepdf
import pytest

from tests import golden_files
from tests.recompute import recompute
from wizard import dossier, library, store
from wizard.core.scoring import score
from wizard.dossier.record import read_record, result_of
from wizard.report.listing import SCORE
from wizard.ui.opening import draft_of

REPORTS, RECORDS = golden_files.reports(), golden_files.records()
report = pytest.mark.parametrize("golden", REPORTS, ids=lambda golden: f"{golden.path.parent.name} {golden.path.stem}")


def attached(data, name):
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return pdf.attachments[name].get_file().read_bytes()


def test_there_are_golden_files():
    assert len(REPORTS) >= 2
    assert RECORDS


@report
def test_a_golden_report_is_the_one_that_was_put_here(golden):
    assert hashlib.sha256(golden.data).hexdigest() == golden.expected["sha256"]


@report
def test_this_version_says_of_it_what_the_one_said_that_sealed_it(golden):
    verdict = dossier.examine(golden.data, golden.known, golden.now)
    assert golden_files.lasting(verdict) == golden.expected["verdict"]
    assert verdict.outcome == "sealed-trusted"
    assert verdict.record.parts["program"]["version"] == golden.path.parent.name.partition("-")[0]


@report
def test_who_does_not_know_the_signer_is_told_so_and_reads_the_same_numbers(golden):
    largest = max(REPORTS, key=lambda one: one.path.stat().st_size)
    opened = (
        dossier.open_report if golden is largest else dossier.examine
    )  # the one in a process of its own, as users do
    verdict = opened(golden.data, (), golden.now)
    expected = golden.expected["verdict"]
    assert verdict.outcome == "sealed-unknown-signer"
    assert verdict.as_json()["recomputed"]["found"] == expected["recomputed"]["found"]


@report
def test_a_changed_golden_report_is_still_noticed(golden):
    middle = len(golden.data) // 2
    flipped = golden.data[:middle] + bytes([golden.data[middle] ^ 1]) + golden.data[middle + 1 :]
    for data in (flipped, golden.data + b"\n", golden.data[:-1]):
        assert dossier.examine(data, golden.known, golden.now).outcome in ("changed-after-sealing", "unreadable")


@report
def test_after_its_certificate_ended_it_is_unchanged_by_somebody_who_does_not_count(golden):
    verdict = dossier.examine(golden.data, golden.known, golden.now + timedelta(days=365 * 12))
    assert verdict.outcome == "sealed-unknown-signer"
    assert "expired" in verdict.reason
    assert verdict.recomputed.status == "same"


@report
def test_three_programs_compute_the_same_score_from_it(golden, tmp_path):
    record = attached(golden.data, "assessment.json")
    assert hashlib.sha256(record).hexdigest() == golden.expected["verdict"]["record_sha256"]
    printed = golden.expected["verdict"]["recomputed"]["printed"]
    _, (best, worst) = recompute(json.loads(record))
    assert (f"{best:.9f}", f"{worst:.9f}") == (printed["best"], printed["worst"])
    (tmp_path / "assessment.json").write_bytes(record)
    points = [f"{10 * float(printed[key]):.1f}" for key in ("worst", "best")]
    for script in {attached(golden.data, "score.py"), SCORE.encode()}:  # the one inside, and the one of today
        (tmp_path / "score.py").write_bytes(script)
        command = [sys.executable, "score.py", "assessment.json"]
        done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True)
        assert done.stdout.strip() == f"{printed['worst_level']}; worst {points[0]}, best {points[1]} points"


def opens_as_a_draft(record, tmp_path):
    with closing(store.open_workspace(tmp_path / "w.plimsoll")) as workspace:
        session = draft_of(workspace, record.texts, record.assessment.answers, lambda: golden_files.LATER, "Jo")
        assert not session.read_only
        assert result_of(session.score) == record.result
        told = {key: answer.value for key, answer in session.assessment.answers.items()}
        assert told == {key: answer.value for key, answer in record.assessment.answers.items()}


@report
def test_it_opens_again_as_a_draft_with_its_answers_and_its_result(golden, tmp_path):
    opens_as_a_draft(read_record(attached(golden.data, "assessment.json")), tmp_path)


@pytest.mark.parametrize("path", RECORDS, ids=lambda path: f"{path.parent.name} {path.name}")
def test_a_golden_record_reads_recomputes_and_opens_as_a_draft(path, tmp_path):
    record = read_record(path.read_bytes())
    questionnaire, problems = library.read(record.texts)
    assert not problems
    assert result_of(score(questionnaire, record.assessment.answers)) == record.result
    _, (best, worst) = recompute(record.parts)
    assert (f"{best:.9f}", f"{worst:.9f}") == (record.result["best"], record.result["worst"])
    opens_as_a_draft(record, tmp_path)


def test_golden_files_are_made_by_a_command(tmp_path):
    golden_files.make(tmp_path / "new")
    assert {path.name for path in (tmp_path / "new").iterdir()} == {
        "certificate.pem", "draft.record.json", "small.pdf", "small.expected.json", "example.pdf", "example.expected.json",
        "approved.pdf", "approved.expected.json",
    }  # fmt: skip
    with pytest.raises(FileExistsError):
        golden_files.make(tmp_path / "new")
