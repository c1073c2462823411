"""Verify: one verdict, four findings in one order, and the way on from there."""

import secrets
from contextlib import closing
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from tests.ui.rooms import NOON, example_session, room, until
from wizard import dossier, signing, store
from wizard.cli import scripted


@cache
def sealed() -> bytes:
    """Seal the example once for all tests here."""
    with TemporaryDirectory() as name:
        folder, passphrase = Path(name), secrets.token_hex()
        who = signing.unlock(signing.make_identity(folder / "i", "Katrin Aalto", passphrase, NOON), passphrase)
        with closing(store.open_workspace(folder / "w.plimsoll")) as workspace:
            sealing = dossier.Sealing(who.name, "Product owner", NOON, who.fingerprint)
            dossier.seal(example_session(workspace), who, sealing, folder / "r.pdf", scripted.shelf())
        return (folder / "r.pdf").read_bytes()


@pytest.fixture
def verify(tmp_path):
    with room(tmp_path, example=False) as window:
        window.go("Verify")
        yield window.place


def check(verify, path, data):
    path.write_bytes(data)
    verify.check(path)
    until(lambda: verify.checked is not None and verify.checked.name == path.name)
    return [row.fact.text() for row in verify.rows]


def test_before_a_file_there_is_only_the_invitation(verify):
    assert verify.drop.label == "Drop a PDF here, or choose a file. Nothing leaves this computer."
    assert not verify.band.isVisible()


def test_a_stranger_becomes_known_by_trusting(verify, tmp_path):
    facts = check(verify, tmp_path / "r.pdf", sealed())
    assert verify.band.title.text() == "Sealed by someone you don’t know"
    assert facts[0] == "Unchanged since it was sealed"
    assert facts[2] == "Recomputed: the same"
    verify.result.trust.click()
    until(lambda: verify.band.title.text() == "Sealed and unchanged")
    assert verify.rows[1].fact.text() == "Signed by someone you know"


def test_a_changed_file_says_so_first_and_vouches_for_nobody(verify, tmp_path):
    facts = check(verify, tmp_path / "c.pdf", sealed() + b"\n% one more thing")
    assert verify.band.title.text() == "Changed after sealing"
    assert facts[0] == "Changed after it was sealed"
    assert facts[1] == "A seal in it names Katrin Aalto"


@pytest.mark.parametrize("data", [b"", b"\xff\xd8\xff a photograph", b"%PDF-1.7\n"])
def test_what_is_no_report_is_named_without_a_crash(verify, tmp_path, data):
    check(verify, tmp_path / "x.pdf", data)
    assert verify.band.title.text() in ("Not one of ours", "Cannot be read")
    assert not verify.result.draft.isVisible()


def test_a_file_that_cannot_be_read_is_said_in_a_sentence(verify, tmp_path):
    verify.check(tmp_path / "gone.pdf")
    until(verify.window_.banner.isVisible)
    assert "gone.pdf cannot be read" in verify.window_.banner.words.text()


def test_the_record_opens_as_a_new_draft_with_the_same_numbers(verify, tmp_path):
    check(verify, tmp_path / "r.pdf", sealed())
    expected = verify.checked.verdict.recomputed.score
    window = verify.window_
    verify.result.draft.click()
    until(lambda: window.session is not None)
    assert window.session.score.overall == expected.overall
    assert not window.session.read_only
