"""Approving in the window: offered where somebody is waited for, signed into a new file, which is then shown."""

import pytest

from tests import sealed_samples
from tests.approval_samples import IN_ORDER, NEXT_DAY, THREE, eve, examined, jonas, judged_here, sealed, signed
from tests.hostile_pdfs import _annotated, _revised
from tests.locked_samples import PASSPHRASE, bring_identity
from tests.ui.rooms import room, settle, until
from wizard import dossier, places, signing
from wizard.dossier import approving
from wizard.ui.approving import NO_IDENTITY, ApproveDialog, can_be_approved


@pytest.fixture
def verify(tmp_path):
    sealer = sealed_samples.signer()
    signing.add_known(places.trusted(), sealer.certificate_pem, sealer.fingerprint)
    with room(tmp_path, example=False) as window:
        window.now = lambda: NEXT_DAY
        window.go("Verify")
        yield window.place


def show(verify, path, data=None):
    if data is not None:
        path.write_bytes(data)
    verify.check(path)
    until(lambda: verify.checked is not None and verify.checked.path == path)
    settle()


def opened(verify):
    verify.result.approve.click()
    (dialog,) = verify.window_.findChildren(ApproveDialog)
    return dialog


@pytest.fixture
def judged_in_this_process(monkeypatch):
    """Start no process for a file."""
    for place in (dossier, approving):
        monkeypatch.setattr(place, "open_report", judged_here)


def test_only_what_waits_and_is_sealed_by_somebody_known_can_be_approved():
    assert can_be_approved(examined(sealed()))
    assert not can_be_approved(examined(sealed(THREE.__class__())))
    assert not can_be_approved(examined(_revised(sealed(), _annotated)))
    done = signed(signed(sealed(), 1, jonas()), 2, eve())
    assert can_be_approved(examined(done))
    assert not can_be_approved(examined(signed(done, 3, sealed_samples.signer("Ada"))))


def test_a_report_is_approved_and_the_new_file_is_shown(verify, tmp_path):
    bring_identity("Eve Wong", NEXT_DAY)
    show(verify, tmp_path / "r.pdf", sealed())
    assert verify.result.approve.isVisible()
    dialog, target = opened(verify), tmp_path / "approved.pdf"
    dialog.ask_target = lambda _name: str(target)
    assert list(dialog.number.choices.values()) == ["1  Head of Claims", "2  Model Risk", "3  Data Protection"]
    dialog.number.pick("2")
    dialog.kind.pick("conditions")
    assert dialog.until.isVisible()
    dialog.sign.click()
    assert dialog.said.text() == "Conditions must be said."
    dialog.because.input.setText(" Rerun  the red team. ")
    dialog.sign.click()
    assert "until a day" in dialog.said.text()
    dialog.until.input.setText("2027-03-01")
    dialog.sign.click()
    assert dialog.said.text() == "Type the passphrase of this identity."
    dialog.passphrase.input.setText(PASSPHRASE)
    dialog.sign.click()
    until(lambda: verify.checked.path == target, 60)
    assert (tmp_path / "r.pdf").read_bytes() == sealed()
    assert verify.rows[4].fact.text().startswith("Approvals: 1 of 2 needed, 3 asked, waiting for 1 of")
    assert (
        "with conditions until 2027-03-01: Rerun the red team. Signed by Eve Wong, 24 Nov 2026"
        in verify.rows[4].detail.text()
    )
    settle()


@pytest.mark.usefixtures("judged_in_this_process")
def test_why_it_was_not_signed_is_said_in_the_dialog(verify, tmp_path):
    bring_identity("Eve Wong", NEXT_DAY)
    show(verify, tmp_path / "r.pdf", sealed(IN_ORDER))
    dialog, target = opened(verify), tmp_path / "approved.pdf"
    dialog.ask_target = lambda _name: str(target)
    dialog.passphrase.input.setText("wrong passphrase")
    dialog.sign.click()
    until(lambda: "not the passphrase" in dialog.said.text())
    dialog.passphrase.input.setText(PASSPHRASE)
    dialog.sign.click()
    until(lambda: "Jonas Ek was expected" in dialog.said.text(), 60)
    assert dialog.sign.isEnabled()
    assert not target.exists()
    dialog.cancel.click()
    settle()


@pytest.mark.usefixtures("judged_in_this_process")
def test_without_an_identity_it_says_how_to_get_one(verify, tmp_path):
    show(verify, tmp_path / "r.pdf", sealed())
    dialog = opened(verify)
    assert dialog.said.text() == NO_IDENTITY
    assert not dialog.sign.isEnabled()
    dialog.cancel.click()
    settle()
