"""Settings: who can sign here, and whom the user trusts; both as people know them, by name and fingerprint."""

import secrets
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from PySide6.QtWidgets import QApplication

from tests.ui.rooms import NOON, keys, room
from wizard import places, signing
from wizard.store import open_workspace
from wizard.ui.keycaps import Caps, heed
from wizard.ui.saving import documents, file_name


@cache
def made(name: str) -> tuple[str, bytes]:
    """Make an identity once for all tests here; give its file."""
    with TemporaryDirectory() as folder:
        path = signing.make_identity(Path(folder), name, secrets.token_hex(), NOON).path
        return path.name, path.read_bytes()


def identity(folder: Path, name: str) -> signing.Identity:
    """Put an identity into a folder, whose signer is known here."""
    file, data = made(name)
    folder.mkdir(parents=True)
    (folder / file).write_bytes(data)
    (found,) = signing.identities(folder)
    signing.add_known(places.trusted(), found.certificate_pem, found.fingerprint)
    return found


@pytest.fixture
def jo():
    return identity(places.identities(), "Jo Doe")


def stranger(folder: Path) -> signing.Identity:
    return identity(folder, "Ada <b>L.</b>")


def test_before_anybody_is_there_settings_say_how_they_come(tmp_path):
    with room(tmp_path, example=False) as window:
        window.go("Settings")
        assert [window.place.identities.none.isVisible(), window.place.trusted.none.isVisible()] == [True, True]
        assert window.place.identities.rows == window.place.trusted.rows == []


def test_an_identity_is_shown_by_name_year_and_fingerprint_and_its_certificate_is_saved(tmp_path, jo):
    with room(tmp_path, example=False) as window:
        window.go("Settings")
        (row,) = window.place.identities.rows
        assert row.name.text() == "Jo Doe, until 2036"
        assert row.fingerprint.text() == signing.grouped(jo.fingerprint)
        asked, target = [], tmp_path / "mine.pem"
        window.place.identities.ask_target = lambda name: asked.append(name) or str(target)
        row.button.setFocus()
        keys(window, "Space")
        assert asked == ["jo-doe.pem"]
        assert signing.read_certificates(target.read_bytes()) == signing.read_certificates(jo.certificate_pem.encode())
        assert window.toasts.words == "Saved mine.pem"
        window.place.identities.ask_target = lambda _name: str(tmp_path / "no folder" / "mine.pem")
        keys(window, "Space")
        assert "mine.pem was not saved" in window.banner.words.text()


@pytest.mark.usefixtures("jo")
def test_whom_the_user_trusts_is_shown_and_can_be_ended_and_taken_back(tmp_path):
    ada = stranger(tmp_path / "hers")
    with room(tmp_path, example=False) as window:
        window.go("Settings")
        rows = window.place.trusted.rows
        assert [row.name.text().split(", since")[0] for row in rows] == ["Ada <b>L.</b>", "Jo Doe, yourself"]
        rows[0].button.setFocus()
        keys(window, "Space")
        assert [row.name.text()[:6] for row in window.place.trusted.rows] == ["Jo Doe"]
        assert window.place.trusted.rows[0].button.hasFocus()
        assert signing.known_since(places.trusted(), ada.fingerprint) is None
        window.toasts.button.click()
        assert len(window.place.trusted.rows) == 2
        assert ada.certificate_pem.encode() in signing.known(places.trusted())
    assert QApplication.activeModalWidget() is None


def test_a_certificate_that_was_put_there_by_hand_is_forgotten_by_its_fingerprint(jo):
    own = places.trusted() / f"{jo.fingerprint[:16]}.pem"
    own.rename(own.with_name("jo at work.pem"))
    (places.trusted() / "broken.pem").write_bytes(b"-----BEGIN nothing")
    (places.trusted() / "folder.pem").mkdir()
    assert [one.name for one in signing.acquaintances(places.trusted())] == ["Jo Doe"]
    signing.forget_known(places.trusted(), jo.fingerprint)
    assert signing.acquaintances(places.trusted()) == ()
    assert signing.known(places.trusted()) == (b"-----BEGIN nothing",)


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("Claims triage agent 2.3", "claims-triage-agent-2-3"),
        ("../../R&D: <b>", "r-d-b"),
        ("Zoë Żak", "zoe-zak"),
        ("漢字", "report"),
        ("", "report"),
        ("AUX", "report-aux"),
        ("a" * 200, "a" * 80),
    ],
)
def test_a_proposed_name_is_one_that_every_system_takes(words, name):
    assert file_name(words, "report") == name


def test_new_files_are_proposed_among_the_documents(own_data_folder):
    assert documents() == own_data_folder
    (own_data_folder / "Documents").mkdir()
    assert documents() == own_data_folder / "Documents"


def test_a_workspace_that_cannot_be_read_changes_no_hints(tmp_path):
    workspace = open_workspace(tmp_path / "w.plimsoll")
    workspace.set_setting("letters", "off")
    assert heed(workspace)
    assert not Caps.shown
    workspace.set_setting("letters", "on")
    workspace.close()
    assert not heed(workspace)
    assert not Caps.shown
    Caps.shown = True
