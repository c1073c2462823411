"""Who is to approve, as it is typed before sealing; and what Verify says of them afterwards."""

import pytest

from tests import approval_samples as samples
from tests.approval_samples import IN_ORDER, eve, examined, jonas, sealed, signed
from tests.locked_samples import PASSPHRASE
from tests.small_samples import answered
from tests.ui.rooms import keys, room, settle, until
from tests.ui.test_report_place import bring_identity, preview
from wizard import dossier
from wizard.core.approval import NOBODY, Approvals, Approver, Decision
from wizard.ui.asking import Asking
from wizard.ui.findings import findings


@pytest.fixture
def report(tmp_path, monkeypatch):
    monkeypatch.setattr(dossier, "preview", preview)
    with room(tmp_path, answered=answered) as window:
        window.go("Report")
        yield window.place


def type_in(asking: Asking, words: str) -> None:
    asking.who.input.setText(words)
    asking.who.input.settled.emit(words)


def test_nobody_is_asked_until_somebody_is_typed(report):
    assert report.asking.typed == NOBODY
    assert not report.asking.more.isVisible()
    type_in(report.asking, " ; ")
    assert report.asking.typed == NOBODY
    assert report.asking.who.error.text() == ""


def test_how_many_and_in_which_order_is_asked_once_there_are_two(report):
    asking = report.asking
    type_in(asking, "Head of Claims: Jonas Ek")
    assert not asking.more.isVisible()
    type_in(asking, "Head of Claims: Jonas Ek; Model Risk; Board")
    assert asking.more.isVisible()
    assert list(asking.needed.choices) == ["all", "1", "2"]
    asking.needed.pick("2")
    asking.order.pick("given")
    people = (Approver("Head of Claims", "Jonas Ek"), Approver("Model Risk"), Approver("Board"))
    assert asking.typed == asking.shown == Approvals(people, 2, "given")
    type_in(asking, "Head of Claims; Board")
    assert (asking.needed.value, asking.typed.needed) == ("all", 2)


def test_who_cannot_be_asked_is_said_and_stops_the_seal(report, tmp_path):
    bring_identity(report)
    type_in(report.asking, ": Jonas Ek")
    assert report.asking.who.error.text() == "An approver needs a role."
    assert report.asking.shown == NOBODY
    report.panel.ask_target = lambda _name: str(tmp_path / "never.pdf")
    report.panel.passphrase.input.setFocus()
    keys(report.window_, "'" + PASSPHRASE, "Return")
    until(lambda: "needs a role" in report.panel.said.text())
    assert report.panel.dialog is None


def test_the_report_is_sealed_for_those_who_were_typed(report, tmp_path):
    bring_identity(report)
    panel, target = report.panel, tmp_path / "claims.pdf"
    type_in(report.asking, "Head of Claims: Jonas Ek; Model Risk")
    panel.ask_target = lambda _name: str(target)
    panel.passphrase.input.setFocus()
    keys(report.window_, "'" + PASSPHRASE, "Return")
    until(lambda: panel.dialog is not None and panel.dialog.path == target)
    panel.dialog.accept()
    settle()
    assert report.asking.isHidden()
    verdict = dossier.examine(target.read_bytes(), (), report.window_.now())
    assert verdict.approvals.sentence == "Approvals: 0 of 2, waiting for Head of Claims and Model Risk."


def test_the_fifth_finding_is_there_only_where_somebody_is_asked():
    assert len(findings(examined(sealed(NOBODY)))) == 4
    waiting = findings(examined(sealed(IN_ORDER)))[4]
    assert waiting.fact == "Approvals: 0 of 3, waiting for Head of Claims, then Model Risk, then Data Protection"
    assert (waiting.sign, waiting.detail) == ("clock", "Nobody has signed yet")


def test_the_fifth_finding_says_what_each_decided():
    no = Decision("reject", "", "No rollback.")
    found = findings(examined(signed(signed(sealed(), 1, jonas()), 2, eve(), decision=no)))[4]
    assert found.sign == "clock"
    assert found.detail == (
        "Rejected: Model Risk. Approved as Head of Claims. Signed by Jonas Ek, 23 Nov 2026. "
        "Rejected as Model Risk: No rollback. Signed by Eve Wong, 23 Nov 2026"
    )
    assert findings(examined(signed(sealed(), 1, jonas())))[1].detail == (
        "Katrin Aalto, Product owner; Jonas Ek. Name and role as stated by the signer"
    )
    assert findings(examined(signed(sealed(), 1, jonas())))[3] == findings(examined(sealed()))[3]
    complete = findings(examined(signed(signed(sealed(), 1, jonas()), 3, eve())))[4]
    assert complete.sign == "check"


def test_an_approval_that_does_not_hold_is_bad():
    verdict = samples.examined(signed(sealed(IN_ORDER), 2, eve()))
    found = findings(verdict)[4]
    assert (found.sign, found.fact) == ("x", "An approval does not hold")
    assert found.detail == "The approvers did not sign in the order that was given."
