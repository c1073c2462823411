"""The fields of the seal: Return does what the button does, and a complaint stands no longer than what it is about."""

from datetime import datetime, timedelta

import pytest

from tests.locked_samples import PASSPHRASE
from tests.small_samples import answered
from tests.ui.rooms import keys, room, settle, until
from tests.ui.test_report_place import bring_identity, preview
from wizard import dossier


@pytest.fixture
def report(tmp_path, monkeypatch):
    monkeypatch.setattr(dossier, "preview", preview)
    with room(tmp_path, answered=answered) as window:
        window.go("Report")
        yield window.place


def test_a_complaint_goes_as_soon_as_what_was_typed_is_right(report):
    panel = report.panel
    panel.name.input.setText("")
    panel.passphrase.input.setText("seven77")
    panel.again.input.setText("other")
    panel.button.click()
    fields = (panel.name, panel.passphrase, panel.again)
    assert all(field.error.isVisible() for field in fields)
    assert panel.name.input.hasFocus()
    keys(report.window_, "'K")
    assert not panel.name.error.isVisible()
    panel.passphrase.input.setFocus()
    keys(report.window_, "End", "'8")
    assert [field.error.isVisible() for field in fields] == [False, False, True]
    panel.again.input.setText("seven77")
    assert panel.again.error.isVisible()
    panel.again.input.setFocus()
    keys(report.window_, "End", "'8")
    assert not any(field.error.text() for field in fields)
    assert not panel.again.input.accessibleDescription()


def test_return_makes_the_identity_or_complains_at_once(report):
    panel = report.panel
    panel.name.input.setText("Katrin Aalto")
    panel.passphrase.input.setFocus()
    keys(report.window_, "'" + PASSPHRASE, "Return")
    assert panel.again.error.text() == "The two passphrases differ. No identity was made."
    assert panel.again.input.hasFocus()
    keys(report.window_, "'" + PASSPHRASE, "Return")
    until(lambda: panel.identity.value not in ("new", "file"))


def test_return_seals_or_complains_at_once(report, tmp_path):
    bring_identity(report)
    panel, target = report.panel, tmp_path / "claims.pdf"
    panel.ask_target = lambda _name: str(target)
    panel.passphrase.input.setFocus()
    keys(report.window_, "Return")
    assert panel.passphrase.error.text() == "Type the passphrase of this identity."
    assert not panel.busy
    keys(report.window_, "'wrong", "Return")
    until(lambda: "not the passphrase" in panel.passphrase.error.text())
    keys(report.window_, "'" + PASSPHRASE)
    assert panel.passphrase.error.text() == ""
    keys(report.window_, "Return", "Return")
    until(lambda: panel.dialog is not None and panel.dialog.path == target)
    panel.dialog.accept()
    settle()


def test_an_identity_that_soon_ends_says_so_and_one_that_ended_is_not_offered_first_and_seals_nothing(
    report, monkeypatch
):
    bring_identity(report)
    panel = report.panel
    (one,) = panel.identities
    end = datetime.fromisoformat(one.expires)
    assert not panel.said.isVisible()
    monkeypatch.setattr(report.window_, "now", lambda: end - timedelta(days=9))
    panel.show_identities()
    assert panel.identity.value == one.fingerprint
    assert panel.said.text().startswith(f"This identity expires in 9 days, on {end:%Y-%m-%d}. Make a new one")
    monkeypatch.setattr(report.window_, "now", lambda: end + timedelta(days=1))
    panel.show_identities()
    assert panel.identity.value == "new"
    panel.identity.pick(one.fingerprint)
    panel.passphrase.input.setText(PASSPHRASE)
    panel.button.click()
    assert panel.said.text().startswith(f"This identity expired on {end:%Y-%m-%d}.")
    assert not panel.busy
    assert panel.identity.label == f"Katrin Aalto, expired {end:%Y}"
