"""`compare`, and what `verify --workspace` adds: words for people, JSON for scripts, and no other verdict."""

import hashlib
import json
from contextlib import closing

import pytest

from tests import golden_files, sealed_samples, small_samples
from wizard import cli, dossier, store
from wizard.core.assessment import Answer
from wizard.dossier import worker


@pytest.fixture(scope="module")
def later(tmp_path_factory):
    """Seal the small assessment with one answer more certain, in a workspace that is kept."""
    folder, who = tmp_path_factory.mktemp("later"), sealed_samples.signer()
    with closing(store.open_workspace(folder / "w.plimsoll")) as workspace:
        session = small_samples.answered(workspace)
        note = "\u202eturned"
        session.answer("looked-up", Answer("full", assurance="verified", note=note))
        stated = dossier.Sealing(who.name, "Product owner", small_samples.NOON, who.fingerprint)
        dossier.seal(session, who, stated, folder / "later.pdf", small_samples.shelf())
    return folder / "later.pdf"


SMALL = golden_files.FOLDER / "0.1.0" / "small.pdf"


@pytest.fixture(autouse=True)
def judged_here(monkeypatch):
    """Judge in this process: the worker has tests of its own."""
    monkeypatch.setattr(
        worker, "open_report", lambda data, trusted, _now: dossier.examine(data, trusted, golden_files.LATER)
    )


def run(capsys, *arguments):
    code = cli.main([str(each) for each in arguments])
    said = capsys.readouterr()
    return code, said.out, said.err


def test_what_moved_is_said_risk_by_risk_and_answer_by_answer(later, capsys):
    code, out, err = run(capsys, "compare", SMALL, later)
    assert (code, err) == (0, "")
    lines = out.splitlines()
    assert lines[0] == "Before: small.pdf, sealed-unknown-signer, Price teller 2.3, 2026-11-23"
    assert lines[2] == "Questions: the same."
    assert lines[4] == "Risks: 1 better."
    assert lines[5].startswith(
        "  better: A customer is told a wrong price: High 21, at best Moderate 10, over appetite -> "
    )
    assert lines[6] == "Answers: 1 changed, 0 new, 0 gone."
    assert "For some goods, tested -> For all goods, verified (Katrin Aalto, 2026-11-23)" in lines[7]


def test_the_same_as_json_with_figures_as_the_record_writes_them(later, capsys):
    code, out, _ = run(capsys, "compare", later, SMALL, "--json")
    found = json.loads(out)
    assert code == 0
    assert found["counts"] == {"worse": 1, "better": 0, "new": 0, "gone": 0, "same": 0, "not comparable": 0}
    printed = json.loads(SMALL.with_suffix(".expected.json").read_text())["verdict"]["recomputed"]["printed"]
    assert {key: found["overall"]["after"][key] for key in printed} == printed
    assert found["answers"][0]["parts"] == ["value", "assurance", "note", "flagged"]
    assert found["before"]["outcome"] == "sealed-unknown-signer"
    assert found["questions"] == {"same": True, "names": []}


def test_a_changed_file_is_compared_and_called_changed(later, tmp_path, capsys):
    changed = tmp_path / "changed.pdf"
    changed.write_bytes(SMALL.read_bytes() + b"\n% more")
    code, _, err = run(capsys, "compare", changed, later)
    assert code == 0
    assert err.startswith("plimsoll: changed.pdf: changed-after-sealing: ")


@pytest.mark.parametrize("data", [None, b"no report"])
def test_a_file_without_a_record_is_named(data, later, tmp_path, capsys):
    other = tmp_path / "other.pdf"
    if data:
        other.write_bytes(data)
    code, out, err = run(capsys, "compare", later, other)
    assert (code, out) == (1, "")
    assert "other.pdf carries no record" in err


def test_verify_says_what_a_workspace_knows_and_its_verdict_stays(later, capsys):
    workspace, digest = later.parent / "w.plimsoll", hashlib.sha256(later.read_bytes()).hexdigest()
    alone = run(capsys, "verify", later)
    code, out, _ = run(capsys, "verify", later, "--workspace", workspace)
    assert (code, out) == (alone[0], f"{alone[1]}This is the file that this workspace sealed on 23 Nov 2026.\n")
    code, out, _ = run(capsys, "verify", SMALL, "--workspace", workspace, "--json")
    assert (code, json.loads(out)["workspace"]["status"]) == (1, "another")
    code, out, _ = run(capsys, "verify", later, "--workspace", workspace, "--json")
    assert json.loads(out)["workspace"]["status"] == "sealed-here"
    assert hashlib.sha256(later.read_bytes()).hexdigest() == digest


@pytest.mark.parametrize("there", [True, False])
def test_what_is_no_workspace_is_said_and_neither_made_nor_asked(there, later, tmp_path, capsys):
    other = tmp_path / "none.plimsoll"
    if there:
        other.write_bytes(b"something else")
    before = run(capsys, "verify", later)
    code, out, err = run(capsys, "verify", later, "--workspace", other)
    assert (code, out) == before[:2]
    assert "is not a workspace" in err
    assert other.exists() == there


def test_a_workspace_that_somebody_has_open_changes_nothing_either(later, capsys):
    before = run(capsys, "verify", later)
    with closing(store.open_workspace(later.parent / "w.plimsoll")):
        code, out, err = run(capsys, "verify", later, "--workspace", later.parent / "w.plimsoll")
    assert (code, out) == before[:2]
    assert err.startswith("plimsoll: the workspace was not asked. ")
