"""Strangers' files are read in a process with limits; the process that asked reads neither their questions nor scores them."""

import json
import os
import threading
from contextlib import closing
from datetime import UTC, datetime

import pytest

from tests import hostile_pdfs, small_samples
from wizard import dossier, library, places, store
from wizard.cli import scripted
from wizard.core.scoring import Score
from wizard.core.telling import heard, told
from wizard.dossier import worker

NOON = datetime(2026, 11, 23, 12, 0, 0, tzinfo=UTC)
EXAMPLE = places.example()


@pytest.fixture(scope="module")
def score(tmp_path_factory):
    folder = tmp_path_factory.mktemp("worker")
    with closing(store.open_workspace(folder / "w.plimsoll")) as workspace:
        return scripted.answered(workspace, EXAMPLE, lambda: NOON, "Katrin Aalto").score


@pytest.fixture
def sealed(tmp_path):
    (tmp_path / "r.pdf").write_bytes(small_samples.sealed())
    return tmp_path / "r.pdf"


def test_a_score_that_was_told_is_the_score_that_was_found(score):
    assert heard(Score, json.loads(json.dumps(told(score)))) == score


@pytest.mark.parametrize("change", [{"asked": None}, {"scenarios": [1]}, {"path": {}}, {"overall": []}])
def test_what_is_no_score_is_not_heard_as_one(score, change):
    with pytest.raises((ValueError, TypeError, KeyError)):
        heard(Score, {**told(score), **change})


def test_the_asking_process_reads_no_questions_of_a_stranger(sealed, tmp_path, monkeypatch):
    with closing(store.open_workspace(tmp_path / "w.plimsoll")) as workspace:
        score = small_samples.answered(workspace).score

    def refuse(*_texts):
        raise AssertionError("read outside the limits")

    monkeypatch.setattr(library, "read", refuse)
    verdict = dossier.open_file(sealed, (), NOON)
    assert (verdict.outcome, verdict.recomputed.status) == ("sealed-unknown-signer", "same")
    assert verdict.recomputed.score == score
    assert verdict.record.parts["sealing"]["role"] == "Product owner"


@pytest.mark.parametrize("bomb", list(hostile_pdfs.bombs()), ids=lambda bomb: bomb.name)
def test_no_bomb_gets_past_the_limits(bomb):
    assert dossier.open_report(bomb.data, (), NOON).outcome in bomb.outcomes


def test_what_is_no_ordinary_file_is_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "pipe", 0o600)
    for path in (tmp_path / "pipe", tmp_path, "/dev/zero", "/dev/null"):
        verdict = dossier.open_file(path, (), NOON)
        assert (verdict.outcome, "folder, a pipe or a device" in verdict.reason) == ("unreadable", True)


def test_a_file_of_five_gigabytes_is_refused_by_its_size(tmp_path):
    path = tmp_path / "huge.pdf"
    with path.open("wb") as file:
        file.truncate(5 * 2**30)
    assert "larger than 50 MB" in dossier.open_file(path, (), NOON).reason
    assert isinstance(worker.read_bounded(path, 1000), str)


def test_a_file_that_is_not_there_is_unreadable_as_any_other_that_cannot_be_read(tmp_path):
    verdict = dossier.open_file(tmp_path / "nowhere.pdf", (), NOON)
    assert (verdict.outcome, verdict.reason) == ("unreadable", "There is no such file.")


def test_where_no_second_process_starts_nothing_is_accepted_and_the_reason_is_true(sealed, monkeypatch, tmp_path):
    monkeypatch.setattr("wizard.dossier.child._command", lambda _name: [str(tmp_path / "nowhere")])
    verdict = dossier.open_file(sealed, (), NOON)
    assert verdict.outcome == "unreadable"
    assert verdict.reason.startswith("The file was not judged: this computer starts no second process")


def test_an_answer_that_is_not_understood_is_called_a_fault_of_ours(sealed, monkeypatch):
    monkeypatch.setattr(worker, "heard", lambda _kind, value: value.nothing)
    verdict = worker.open_file(sealed, (), NOON)
    assert verdict.outcome == "unreadable"
    assert "a fault of Plimsoll, not of the file" in verdict.reason


def test_several_files_can_be_judged_at_once(sealed):
    found = []
    threads = [
        threading.Thread(target=lambda: found.append(dossier.open_file(sealed, (), NOON).outcome)) for _ in range(2)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == ["sealed-unknown-signer"] * 2
