"""Report: checks, pages true to the file, an identity made on the spot, and a seal that verifies."""

import hashlib
import threading

import pytest
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, pkcs12
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage, QPageSize
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication

from tests import locked_samples
from tests.locked_samples import PASSPHRASE
from tests.small_samples import answered
from tests.ui.rooms import NOON, keys, room, settle, until
from wizard import dossier
from wizard.core.assessment import Answer
from wizard.pages import page_count, page_image
from wizard.signing import certificates
from wizard.ui.controls import Button
from wizard.ui.seal_dialog import CancelledError, Cancelling
from wizard.ui.trusting import known

drawn = {}


def preview(*parts, really=dossier.preview):
    """Draw the pages; the same record is drawn once for all tests here."""
    session, sealing, shelf, paper = parts
    key = (dossier.write_record(session, sealing, shelf), sealing, session.assessment.sealed, paper)
    if key not in drawn:
        drawn[key] = really(*parts)
    return drawn[key]


@pytest.fixture
def report(tmp_path, monkeypatch):
    monkeypatch.setattr(dossier, "preview", preview)
    with room(tmp_path, answered=answered) as window:
        window.go("Report")
        yield window.place


def make_identity(report):
    panel = report.panel
    panel.name.input.setText("Katrin Aalto")
    panel.passphrase.input.setText(PASSPHRASE)
    panel.again.input.setText(PASSPHRASE)
    panel.button.click()
    until(lambda: panel.identity.value not in ("new", "file"))


def bring_identity(report):
    report.panel.show_identities(locked_samples.bring_identity("Katrin Aalto", NOON))


def test_the_preview_shows_every_page_and_turns(report):
    until(lambda: not report.preview.page.picture.isNull())
    assert report.preview.count == report.preview.thumbs.count() > 10
    assert "Price teller" in report.preview.page.accessibleDescription()
    report.preview.turn(1)
    until(lambda: report.preview.page.accessibleName().startswith("Page 2 of"))
    until(lambda: len(report.preview.thumbs.pictures) == report.preview.count)
    shown = [picture.toImage() for _, picture in sorted(report.preview.thumbs.pictures.items())]
    assert shown[0].width() == 76
    assert shown[0] != shown[1]


def test_checks_that_are_cleared_stay_with_a_check_mark(report):
    session = report.window_.session
    session.answer("system-version", Answer(""))
    assert not report._seen["required"].good
    session.answer("system-version", Answer("2.3"))
    rows = [report.list.itemAt(at).widget() for at in range(report.list.count())]
    assert "Cleared" in [word.text() for row in rows for word in row.findChildren(type(report.sum))]


@pytest.mark.parametrize(("on", "place"), [({}, "Questions"), ({"what": ("system-version",)}, "System")])
def test_a_character_that_cannot_be_printed_leads_to_where_it_was_typed(report, monkeypatch, on, place):
    window, led = report.window_, []
    monkeypatch.setattr("wizard.ui.report.pages", lambda _questionnaire: on)
    monkeypatch.setattr(window, "go", lambda name, **where: led.append((name, where)))
    window.session.answer("system-version", Answer("2.3 \U00012000"))
    (shown,) = [button for button in report.findChildren(Button) if "cannot be printed" in button.accessibleName()]
    assert shown.accessibleName() == "Show: 1 character cannot be printed"
    shown.click()
    assert led == [(place, {"question": "system-version"})]


def test_answers_that_are_needed_are_said_to_stop_the_seal(report):
    report.window_.session.answer("system-version", Answer(""))
    assert report.sum.text().endswith("Nothing is sealed without what is needed.")


def test_an_identity_needs_the_same_passphrase_twice(report):
    panel = report.panel
    panel.name.input.setText("Katrin Aalto")
    panel.passphrase.input.setText("one")
    panel.again.input.setText("two")
    panel.button.click()
    assert panel.again.error.text() == "The two passphrases differ. No identity was made."


def test_a_short_passphrase_makes_no_identity_but_may_be_tried_on_one(report):
    panel = report.panel
    panel.name.input.setText("Katrin Aalto")
    for field in (panel.passphrase, panel.again):
        field.input.setText("seven77")
    panel.button.click()
    assert panel.passphrase.error.text() == "A passphrase needs 8 characters or more."
    assert not panel.busy
    bring_identity(report)
    panel.passphrase.input.setText("short")
    panel.button.click()
    until(lambda: "not the passphrase" in panel.passphrase.error.text())


def test_a_report_is_sealed_and_a_wrong_passphrase_signs_nothing(report, tmp_path):
    make_identity(report)
    panel, target = report.panel, tmp_path / "claims.pdf"
    asked = []
    panel.ask_target = lambda name: asked.append(name) or str(target)
    panel.passphrase.input.setText("wrong")
    panel.button.click()
    until(lambda: "not the passphrase" in panel.passphrase.error.text())
    assert asked == []  # nobody looks for a folder before the key is open
    assert not target.exists()
    panel.passphrase.input.setText(PASSPHRASE)
    panel.button.click()
    until(lambda: panel.dialog is not None and panel.dialog.path == target)
    verdict = dossier.open_report(target.read_bytes(), known(), NOON)
    assert (verdict.outcome, verdict.recomputed.status) == ("sealed-trusted", "same")
    assert not panel.button.isEnabled()
    assert not panel.role.isVisible()
    assert panel.note.isVisible()
    assert panel.note.name.text() == "claims.pdf"
    assert panel.note.when.text().startswith("On 23 Nov 2026, ")
    assert panel.note.sha256.text().replace(" ", "") == hashlib.sha256(target.read_bytes()).hexdigest()
    assert report.head.text() == "When it was sealed"
    assert panel.dialog.cancel.height() == panel.dialog.closing.height() == 36
    assert panel.passphrase.input.text() == ""
    panel.dialog.accept()
    settle()


def test_a_name_is_made_for_the_file_from_the_system(report):
    from wizard.ui.sealing import _file_name

    assert _file_name(report.window_.session) == "price-teller-2-3.pdf"


def test_ctrl_enter_goes_to_the_seal_and_never_seals(report, tmp_path):
    bring_identity(report)
    report.panel.passphrase.input.setText(PASSPHRASE)
    report.panel.ask_target = lambda _name: str(tmp_path / "never.pdf")
    report.preview.thumbs.setFocus()
    for _ in range(3):
        keys(report.window_, "Ctrl+Return")
        assert report.panel.button.hasFocus()
    settle()
    assert not list(tmp_path.glob("*.pdf"))


def test_page_down_and_up_turn_from_wherever_the_focus_is(report):
    until(lambda: report.preview.count > 0)
    for place in (report.preview.thumbs, report.paper, report.panel.passphrase.input):
        place.setFocus()
        keys(report.window_, "PgDown", "PgDown", "PgUp")
        assert report.preview.caption.text() == f"Page 2 of {report.preview.count}"
        report.preview.show_page(0)


def test_tab_walks_over_checks_settings_pages_and_seal_in_this_order(report):
    settle()
    links = report.left_side.findChildren(Button)
    links[0].setFocus()
    walked = [links[0]]
    while report.panel.button not in walked and len(walked) < 40:
        keys(report.window_, "Tab")
        walked.append(QApplication.focusWidget())
    regions = [next(at for at, part in enumerate(report.regions()) if part.isAncestorOf(stop)) for stop in walked]
    assert regions == sorted(regions)
    assert set(regions) == {0, 1, 2}


def sealing(report, target):
    bring_identity(report)
    report.panel.ask_target = lambda _name: str(target)
    report.panel.passphrase.input.setText(PASSPHRASE)


def test_cancelling_among_the_pages_ends_the_writing_and_leaves_no_file_and_a_draft(report, tmp_path, monkeypatch):
    held, told_after = threading.Event(), []
    before = dossier.seal

    def slow(*parts):
        *others, tell = parts

        def told(step, done):
            if done > 0.5:
                told_after.append((step, done))
                held.wait(20)
            tell(step, done)

        return before(*others, told)

    monkeypatch.setattr(dossier, "seal", slow)
    sealing(report, tmp_path / "half.pdf")
    before_files = set(tmp_path.iterdir())
    keys(report.window_, "Ctrl+Return", "Space")
    until(lambda: told_after and report.panel.dialog.bar.value() > 25)
    assert report.panel.dialog.sentence.text() == "Writing, signing, reading back"
    assert report.panel.dialog.sentence.strong == ("Writing",)
    keys(report.window_, "Esc")
    assert report.panel.dialog.sentence.text() == "Cancelling"
    held.set()
    until(report.panel.said.isVisible)
    assert report.panel.said.text() == "Cancelled. Nothing was signed and no file was written."
    assert len(told_after) == 1, "it was drawn on, although nobody wants it"
    assert set(tmp_path.iterdir()) == before_files
    assert not report.window_.session.read_only
    assert report.panel.button.isEnabled()


def test_a_key_of_the_users_own_seals_and_is_known_here(report, tmp_path):
    made, lock = certificates.issue("Ada L.", NOON), BestAvailableEncryption(PASSPHRASE.encode())
    own, target = tmp_path / "own.p12", tmp_path / "own.pdf"
    own.write_bytes(pkcs12.serialize_key_and_certificates(b"own", made.key, made.certificate, None, lock))
    panel = report.panel
    panel.ask_file, panel.ask_target = lambda: str(own), lambda _name: str(target)
    panel.identity.pick(next(iter(panel.identity.choices)))
    panel.passphrase.input.setText(PASSPHRASE)
    panel.button.click()
    until(lambda: panel.dialog is not None and panel.dialog.path == target)
    verdict = dossier.examine(target.read_bytes(), known(), NOON)
    assert (verdict.outcome, verdict.judgement.signers[0].name) == ("sealed-trusted", "Ada L.")
    panel.dialog.accept()
    settle()


def test_once_signing_began_it_is_too_late_to_cancel():
    cancelling = Cancelling()
    cancelling.go_on()
    cancelling.go_on(back=False)
    assert not cancelling.cancel()
    other = Cancelling()
    assert other.cancel()
    with pytest.raises(CancelledError, match="Nothing was signed"):
        other.go_on()


def test_a_folder_that_cannot_be_written_is_said_beside_the_button(report, tmp_path):
    sealing(report, tmp_path / "no folder" / "r.pdf")
    keys(report.window_, "Ctrl+Return", "Space")
    until(report.panel.said.isVisible)
    assert report.panel.said.text().startswith("Not sealed.")
    assert "No half file was left." in report.panel.said.text()
    assert report.panel.passphrase.error.text() == ""
    assert not report.window_.session.read_only


def test_the_done_dialog_says_how_many_pages_and_shows_the_file(report, tmp_path, monkeypatch):
    opened = []
    monkeypatch.setattr("wizard.ui.seal_dialog.QDesktopServices.openUrl", opened.append)
    sealing(report, tmp_path / "r.pdf")
    keys(report.window_, "Ctrl+Return", "Space")
    until(lambda: report.panel.dialog is not None and report.panel.dialog.path is not None)
    dialog = report.panel.dialog
    pages = page_count((tmp_path / "r.pdf").read_bytes())
    assert dialog.sentence.text() == f"Sealed. {pages} pages, read back and unchanged."
    assert dialog.closing.hasFocus()
    keys(report.window_, "Shift+Tab", "Space")
    assert [url.toLocalFile() for url in opened] == [str(tmp_path)]
    keys(report.window_, "Esc")
    assert not dialog.isVisible()
    assert report.window_.banner.action.label == "New version"


def test_where_it_is_narrow_the_seal_lies_over_the_pages_and_esc_closes_it(report):
    report.window_.resize(1024, 640)
    settle()
    assert report.opener.isVisible()
    assert not report.panel.isVisible()
    keys(report.window_, "F8")
    assert report.panel.isVisible()
    assert report.panel.geometry().right() == report.width() - 1
    assert report.panel.isAncestorOf(QApplication.focusWidget())
    keys(report.window_, "Esc")
    assert not report.panel.isVisible()
    assert report.opener.hasFocus()
    keys(report.window_, "Ctrl+Return")
    assert report.panel.name.input.hasFocus()


def test_ctrl_p_prints_the_pages_that_are_shown(report, tmp_path):
    until(lambda: report.preview.count > 0)
    report.ask_printer = lambda: to_file(tmp_path / "printed.pdf", 1, 3)
    keys(report.window_, "Ctrl+P")
    assert report.preview.caption.text() == "Printing page 1 of 3"
    until(lambda: report.preview.printing is None)
    printed = (tmp_path / "printed.pdf").read_bytes()
    assert page_count(printed) == 3
    shown, paper = (cover_of(pdf) for pdf in (report.preview.pdf, printed))
    assert sum(abs(one - other) for one, other in zip(shown, paper, strict=True)) / len(shown) < 8
    assert report.window_.toasts.words == "Printed 3 pages"


def to_file(path, first, last):
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    printer.setOutputFileName(str(path))
    printer.setFromTo(first, last)
    return printer


def cover_of(pdf):
    width, height, rows = page_image(pdf, 0, 600)
    image = QImage(rows, width, height, width * 4, QImage.Format.Format_RGBX8888)
    small = image.scaled(30, 40, mode=Qt.TransformationMode.SmoothTransformation)
    return [QColor(small.pixel(x, y)).lightness() for x in range(30) for y in range(40)]


def test_printing_stops_with_esc_and_a_silent_printer_is_said(report, tmp_path, complaints):
    until(lambda: report.preview.count > 0)
    report.ask_printer = lambda: to_file(tmp_path / "printed.pdf", 1, 40)
    keys(report.window_, "Ctrl+P")
    assert report.preview.stop.isVisible()
    keys(report.window_, "Esc")
    until(lambda: report.preview.printing is None)
    assert not report.window_.banner.isVisible()
    report.ask_printer = lambda: to_file(tmp_path / "no folder" / "printed.pdf", 1, 1)
    keys(report.window_, "Ctrl+P")
    until(report.window_.banner.isVisible)
    assert report.window_.banner.words.text().startswith("Not printed.")
    assert complaints == ["QPainter::begin(): Returned false"]
    complaints.clear()


def test_what_arrives_after_another_assessment_was_opened_is_dropped(report, complaints):
    report._build()
    report.window_.take(None)
    settle()
    assert complaints == []


def test_by_keyboard_alone_from_the_rail_to_a_sealed_file(tmp_path):
    with room(tmp_path, answered=answered) as window:
        window.rail.buttons["Home"].setFocus()
        keys(window, f"Ctrl+{list(window.rail.buttons).index('Report') + 1}")
        panel, target = window.place.panel, tmp_path / "by-key.pdf"
        panel.ask_target = lambda _name: str(target)
        keys(window, "F6")
        while QApplication.focusWidget() is not panel.name.input:
            keys(window, "Tab")
        keys(window, "'Katrin Aalto", "Tab", "'" + PASSPHRASE, "Tab", "'" + PASSPHRASE, "Ctrl+Return", "Space")
        until(lambda: panel.identity.value not in ("new", "file"))
        while QApplication.focusWidget() is not panel.passphrase.input:
            keys(window, "Shift+Tab")
        keys(window, "Ctrl+A", "'" + PASSPHRASE, "Ctrl+Return", "Return")
        until(lambda: panel.dialog is not None and panel.dialog.path is not None)
        keys(window, "Return")
        assert dossier.examine(target.read_bytes(), known(), NOON).outcome == "sealed-trusted"
