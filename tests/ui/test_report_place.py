"""Report: checks, pages true to the file, an identity made on the spot, and a seal that verifies."""

import pytest

from tests.ui.rooms import NOON, room, settle, until
from wizard import dossier
from wizard.core.assessment import Answer
from wizard.ui.trusting import known

PASSPHRASE = "a long passphrase"


@pytest.fixture
def report(tmp_path):
    with room(tmp_path) as window:
        window.go("Report")
        yield window.place


def make_identity(report):
    panel = report.panel
    panel.name.input.setText("Katrin Aalto")
    panel.passphrase.input.setText(PASSPHRASE)
    panel.again.input.setText(PASSPHRASE)
    panel.button.click()
    until(lambda: panel.identity.value not in ("new", "file"))


def test_the_preview_shows_every_page_and_turns(report):
    until(lambda: not report.preview.page.picture.isNull())
    assert report.preview.count == report.preview.thumbs.count() > 10
    assert "Claims triage agent" in report.preview.page.accessibleDescription()
    report.preview.turn(1)
    until(lambda: report.preview.page.accessibleName().startswith("Page 2 of"))


def test_checks_that_are_cleared_stay_with_a_check_mark(report):
    session = report.window_.session
    session.answer("system-version", Answer(""))
    assert not report._seen["required"].good
    session.answer("system-version", Answer("2.3"))
    rows = [report.list.itemAt(at).widget() for at in range(report.list.count())]
    assert "Cleared" in [word.text() for row in rows for word in row.findChildren(type(report.sum))]


def test_an_identity_needs_the_same_passphrase_twice(report):
    panel = report.panel
    panel.name.input.setText("Katrin Aalto")
    panel.passphrase.input.setText("one")
    panel.again.input.setText("two")
    panel.button.click()
    assert panel.again.error.text() == "The two passphrases differ. No identity was made."


def test_a_report_is_sealed_and_a_wrong_passphrase_signs_nothing(report, tmp_path):
    make_identity(report)
    panel, target = report.panel, tmp_path / "claims.pdf"
    panel.ask_target = lambda _name: str(target)
    panel.passphrase.input.setText("wrong")
    panel.button.click()
    until(lambda: "not the passphrase" in panel.passphrase.error.text())
    assert not target.exists()
    panel.passphrase.input.setText(PASSPHRASE)
    panel.button.click()
    until(target.exists)
    until(lambda: hasattr(panel, "result"))
    verdict = dossier.open_report(target.read_bytes(), known(), NOON)
    assert (verdict.outcome, verdict.recomputed.status) == ("sealed-trusted", "same")
    assert not panel.button.isEnabled()
    assert panel.passphrase.input.text() == ""
    panel.result.accept()
    settle()


def test_a_name_is_made_for_the_file_from_the_system(report):
    from wizard.ui.sealing import _file_name

    assert _file_name(report.window_.session) == "claims-triage-agent-2.3.pdf"
    report.window_.session.answer("system-name", Answer("../../R&D: <b>"))
    assert "/" not in _file_name(report.window_.session)
