"""Sealing with a token in the window: its module is named, its PIN typed, and nothing is tried that was not asked for."""

import pytest

from tests import token_samples
from tests.small_samples import answered
from tests.token_samples import Item
from tests.ui.rooms import NOON, room, settle, until
from tests.ui.test_report_place import preview
from wizard import dossier
from wizard.signing import certificates


@pytest.fixture
def panel(tmp_path, monkeypatch):
    monkeypatch.setattr(dossier, "preview", preview)
    with room(tmp_path, answered=answered) as window:
        window.go("Report")
        yield window.place.panel


def test_a_file_that_is_no_module_is_told_and_no_file_changes_nothing(panel, tmp_path):
    panel.ask_module = lambda: ""
    panel.identity.pick("token")
    assert (panel.identity.value, panel.busy) == ("new", False)
    (tmp_path / "text.so").write_text("no module")
    panel.ask_module = lambda: str(tmp_path / "text.so")
    panel.identity.pick("token")
    until(lambda: panel.said.text().startswith("This file is no PKCS#11 module"))
    assert (panel.identity.value, panel.passphrase.label.text()) == ("new", "Passphrase")


@pytest.mark.skipif(bool(token_samples.MISSING), reason=token_samples.MISSING)
def test_a_token_is_found_its_pin_asked_for_and_the_report_is_sealed_with_it(panel, tmp_path, monkeypatch):
    made = certificates.issue("Katrin Aalto", NOON)
    token_samples.configure(tmp_path, monkeypatch)
    token_samples.make_token("work", Item(made.certificate, made.key))
    panel.passphrase.input.setText("a passphrase of something else")
    panel.ask_module = lambda: str(token_samples.MODULE)
    panel.identity.pick("token")
    until(lambda: panel.identity.value.startswith("token "))
    assert (panel.identity.label, panel.passphrase.label.text()) == ("work, token", "PIN of the token")
    assert panel.passphrase.input.text() == ""
    assert panel.window_.workspace.setting("token-module") == str(token_samples.MODULE)
    panel.button.click()
    assert panel.passphrase.error.text() == "Type the PIN."
    panel.passphrase.input.setText("4321")
    panel.button.click()
    until(lambda: "That is not the PIN of this token. Nothing was signed." in panel.passphrase.error.text())
    target = tmp_path / "report.pdf"
    panel.ask_target = lambda _name: str(target)
    panel.passphrase.input.setText(token_samples.PIN)
    panel.button.click()
    until(lambda: panel.dialog is not None and panel.dialog.path == target)
    panel.dialog.accept()
    settle()
    assert target.is_file()
