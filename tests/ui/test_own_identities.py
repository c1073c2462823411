"""Settings: an identity's passphrase, its backup, its return and its retirement, by keys and by mouse."""

from dataclasses import replace
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from PySide6.QtWidgets import QApplication, QMenu

from tests.ui.rooms import NOON, keys, room, until
from wizard import places, signing
from wizard.errors import UserError
from wizard.signing.private import write_privately
from wizard.ui.passphrase_dialog import DIFFERENT

OLD, NEW = "the old passphrase", "the new passphrase"
pytestmark = pytest.mark.usefixtures("kept_secrets")


@pytest.fixture
def jo():
    one, data = made_once()
    path = places.identities() / one.path.name
    write_privately(path, data, "not written")
    signing.add_known(places.trusted(), one.certificate_pem, one.fingerprint)
    return replace(one, path=path)


@cache
def made_once():
    """Make an identity, which is dear, once for all tests here."""
    with TemporaryDirectory() as folder:
        one = signing.make_identity(Path(folder), "Jo <b>Doe", OLD, NOON)
        return one, one.path.read_bytes()


@pytest.fixture
def own(tmp_path):
    with room(tmp_path, example=False) as window:
        window.go("Settings")
        yield window.place.identities


def choose(own, words):
    """Open the menu of the first identity and take one of its rows."""
    own.rows[0].more.click()
    (menu,) = (each for each in own.findChildren(QMenu) if each.isVisible())
    (action,) = (each for each in menu.actions() if each.text() == words)
    menu.close()
    action.trigger()


def fill(own, *typed):
    for field, words in zip(own.dialog.fields, typed, strict=True):
        field.input.setText(words)
    own.dialog.button.click()


def opens(identity, words):
    try:
        return bool(signing.unlock(identity, words))
    except UserError:
        return False


def closed(own, said):
    until(lambda: own.window_.toasts.words == said)
    assert QApplication.activeModalWidget() is None


def test_the_passphrase_is_changed_and_each_mistake_is_told_at_its_field(jo, own):
    choose(own, "Change the passphrase")
    now, new, again = own.dialog.fields
    until(now.input.hasFocus)
    for typed, field, sentence in (
        (("", NEW, NEW), now, "Type it."),
        ((OLD, "seven77", "seven77"), new, "A passphrase needs 8 characters or more."),
        ((OLD, NEW, OLD), again, DIFFERENT),
    ):
        fill(own, *typed)
        until(field.input.hasFocus)
        assert (field.error.text(), own.dialog.busy) == (sentence, False)
    fill(own, NEW, NEW, NEW)
    assert own.dialog.busy
    own.dialog.reject()
    assert own.dialog.isVisible(), "what has begun cannot be cancelled"
    until(lambda: "The passphrase was not changed." in now.error.text())
    assert opens(jo, OLD)
    now.input.setText(OLD)
    assert now.error.text() == ""
    keys(own.window_, "Return")
    closed(own, "The passphrase of Jo <b>Doe was changed")
    assert [opens(jo, OLD), opens(jo, NEW)] == [False, True]


def test_a_backup_is_made_and_brings_the_identity_back(jo, own, tmp_path):
    target = tmp_path / "jo.identity"
    own.ask_backup = lambda name: str(target) if name == "jo-b-doe.identity" else ""
    choose(own, "Make a backup")
    fill(own, NEW)
    until(lambda: "No backup was made." in own.dialog.fields[0].error.text())
    assert not target.exists()
    fill(own, OLD)
    closed(own, "Saved jo.identity, read back, and it opens")
    jo.path.unlink()
    own.refresh()
    assert own.rows == []
    own.ask_source = lambda: str(target)
    own.restoring.click()
    fill(own, OLD)
    closed(own, "The identity is back")
    assert own.found == (jo,)
    assert opens(jo, OLD)


def test_whoever_chooses_no_file_is_asked_nothing(jo, own):
    own.ask_source = lambda: ""
    own.ask_backup = lambda _name: ""
    own.restoring.click()
    choose(own, "Make a backup")
    assert own.dialog is None
    assert own.found == (jo,)


def test_an_identity_is_retired_and_brought_back(jo, own):
    choose(own, "Retire")
    assert own.rows == []
    assert own.none.isVisible()
    assert signing.known_since(places.trusted(), jo.fingerprint), "what it sealed stays known"
    own.window_.toasts.button.click()
    assert own.found == (jo,)
    assert signing.retired(places.identities()) == ()
    jo.path.unlink()
    choose(own, "Retire")
    assert "was not retired" in own.window_.banner.words.text()
    assert own.rows == []


def test_an_identity_that_soon_ends_or_ended_says_so(jo, own, monkeypatch):
    end = datetime.fromisoformat(jo.expires)
    for now, words in ((end - timedelta(days=9), "expires in 9 days, on "), (end + timedelta(days=1), "expired on ")):
        monkeypatch.setattr(own.window_, "now", lambda now=now: now)
        own.refresh()
        assert own.rows[0].name.text().endswith(f", {words}{end:%Y-%m-%d}")
    assert replace(jo, expires=NOON.isoformat()).ended(end)
