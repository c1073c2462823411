"""Verify: one verdict, four findings in one order, and the way on from there."""

import hashlib
import json
import threading
import unicodedata
from contextlib import closing
from dataclasses import replace
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QMimeData, QPoint, QPointF, QRect, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtWidgets import QApplication

from tests import sealed_samples, shipped
from tests.changed_samples import redrawn, renumbered
from tests.small_samples import answered, sealed, shelf
from tests.ui.rooms import NOON, keys, room, settle, until
from wizard import dossier, signing, store
from wizard.dossier import comparing
from wizard.ui.both import word_sentence
from wizard.ui.controls import Button, Words
from wizard.ui.findings import Finding, band, findings
from wizard.ui.literal import literal
from wizard.ui.trusting import known


@cache
def unsigned() -> bytes:
    """Draw the small report without a seal."""
    with TemporaryDirectory() as name, closing(store.open_workspace(Path(name) / "w.plimsoll")) as workspace:
        return dossier.preview(answered(workspace), dossier.Sealing("Katrin Aalto", "", NOON), shelf())


OURS = shipped.texts()
WORKERS = dossier.open_report, comparing.compare
compared = cache(comparing.first_difference)


@cache
def judged(data, trusted, now):
    """Judge as the worker does, which says the same, without a process of its own."""
    return dossier.examine(data, trusted, now, OURS)


@pytest.fixture
def verify(tmp_path, monkeypatch):
    """Show Verify; the same bytes are judged once for all tests here."""
    monkeypatch.setattr(dossier, "open_report", judged)
    monkeypatch.setattr(comparing, "compare", compared)
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
    assert facts[1] == "The part that was signed is intact"
    assert "whom you don’t know" in verify.rows[1].detail.text()


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


@cache
def changed(number=2):
    return redrawn(sealed(), number)


def test_a_redrawn_page_is_named_and_shown_beside_the_signed_one_by_the_real_workers(verify, tmp_path, monkeypatch):
    monkeypatch.setattr(dossier, "open_report", WORKERS[0])
    monkeypatch.setattr(comparing, "compare", WORKERS[1])
    facts = check(verify, tmp_path / "c.pdf", changed())
    assert facts[:2] == ["Changed after it was sealed", "The part that was signed is intact"]
    until(lambda: verify.difference is not None)
    assert verify.band.sentence.text() == "Page 3 is not the page that was signed. Ask the sender for the sealed file."
    assert verify.rows[0].link.label == "Show both"
    verify.rows[0].link.setFocus()
    keys(verify.window_, "Space")
    assert verify.both.isVisible()
    assert [head.text() for head in verify.both.heads] == ["Page 3 as it was signed", "Page 3 as this file shows it"]
    assert verify.both.signed.picture.toImage() != verify.both.now.picture.toImage()
    left, top, right, bottom = verify.difference.box
    assert 0 < left < right < 500
    assert 0 < top < bottom < 700
    keys(verify.window_, "Esc")
    assert verify.middle.isVisible()
    assert verify.rows[0].link.hasFocus()


@pytest.mark.parametrize("data", [sealed, changed], ids=["sealed", "changed"])
@pytest.mark.parametrize("size", [(1024, 640), (1600, 1000)], ids=str)
def test_verdict_level_and_actions_are_seen_without_scrolling(verify, tmp_path, data, size):
    verify.window_.resize(*size)
    check(verify, tmp_path / "r.pdf", data())
    settle()
    port = verify.area.viewport()
    result = verify.result
    parts = (verify.band, *verify.rows, verify.word, result.badge, result.hull, *result.order, verify.drop)
    seen = [QRect(part.mapTo(port, QPoint(0, 0)), part.size()) for part in parts]
    assert all(port.rect().contains(place) for place in seen)
    assert verify.area.verticalScrollBar().maximum() == 0
    assert not any(one.intersects(other) for at, one in enumerate(seen) for other in seen[at + 1 :])


def test_words_that_differ_are_read_off_both_pages(verify, tmp_path):
    check(verify, tmp_path / "c.pdf", renumbered(sealed(), 2, "Moderate 9"))
    until(lambda: verify.difference is not None)
    verify.rows[0].link.click()
    assert verify.both.words.isVisible()
    assert verify.both.words.text() == "Not on the signed page: “Moderate 9”"
    check(verify, tmp_path / "d.pdf", changed())
    until(lambda: verify.difference is not None)
    verify.rows[0].link.click()
    assert not verify.both.words.isVisible()


@pytest.mark.parametrize(
    ("signed", "now", "sentence"),
    [
        ("26", "12", "Signed: “26”, now: “12”"),
        ("", "12", "Not on the signed page: “12”"),
        ("26", "", "Gone from the signed page: “26”"),
        ("26", "1\u202e2", "Signed: “26”, now: “1\\u202e2”"),
        ("26", "9" * 100, f"Signed: “26”, now: “{'9' * 59}…”"),
    ],
)
def test_what_differs_in_one_place_is_said_in_a_line_and_shown_literally(signed, now, sentence):
    assert word_sentence(signed, now) == sentence


def test_what_was_added_and_does_not_show_is_said_so(verify, tmp_path):
    check(verify, tmp_path / "c.pdf", sealed() + b"\n% one more thing")
    verify.rows[0].link.click()
    until(lambda: verify.both.sentence.text() == "Every page looks as it was signed. What was added does not show.")
    assert not verify.both.signed.isVisible()


def test_the_signed_part_is_saved_and_judged_before_it_is_said(verify, tmp_path):
    check(verify, tmp_path / "c.pdf", changed())
    verify.ask_target = lambda name, _kinds: str(tmp_path / "here" / Path(name).name)
    (tmp_path / "here").mkdir()
    verify.rows[0].setFocus()
    keys(verify.window_, "Return")
    until(lambda: verify.result.said.text().startswith("Saved"))
    assert "c-signed.pdf and checked it: sealed and unchanged" in verify.result.said.text()
    assert (tmp_path / "here" / "c-signed.pdf").read_bytes() == sealed()


def test_the_signed_part_never_takes_the_place_of_the_changed_file(verify, tmp_path):
    check(verify, tmp_path / "c.pdf", changed())
    verify.ask_target = lambda _name, _kinds: str(tmp_path / "c.pdf")
    verify.result.part.click()
    until(verify.window_.banner.isVisible)
    assert "Nothing was saved" in verify.window_.banner.words.text()
    assert (tmp_path / "c.pdf").read_bytes() == changed()


def test_nothing_signed_is_offered_where_the_signed_bytes_are_gone(verify, tmp_path):
    data = bytearray(sealed())
    data[len(data) // 2] ^= 1
    check(verify, tmp_path / "f.pdf", bytes(data))
    assert verify.band.title.text() == "Changed after sealing"
    assert not verify.result.part.isVisible()
    assert not verify.rows[0].link.isVisible()


def test_this_check_is_saved_as_the_same_json_that_the_command_line_gives(verify, tmp_path):
    check(verify, tmp_path / "r.pdf", sealed())
    verify.ask_target = lambda name, _kinds: name
    verify.result.keep.click()
    until(lambda: verify.result.said.text() == "Saved r-check.json.")
    kept = json.loads((tmp_path / "r-check.json").read_text())
    assert kept.pop("file") == {
        "name": "r.pdf",
        "bytes": len(sealed()),
        "sha256": hashlib.sha256(sealed()).hexdigest(),
    }
    assert kept.pop("checked_at") == "2026-11-23T12:00:00Z"
    assert kept == json.loads(json.dumps(dossier.open_report(sealed(), known(), NOON).as_json()))


def test_a_folder_that_takes_nothing_leaves_no_half_file(verify, tmp_path):
    check(verify, tmp_path / "r.pdf", sealed())
    verify.ask_target = lambda _name, _kinds: str(tmp_path / "no folder" / "check.json")
    verify.result.keep.click()
    until(verify.window_.banner.isVisible)
    assert "was not saved" in verify.window_.banner.words.text()
    assert verify.result.said.text() == ""
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


def test_the_identity_unfolds_and_trust_can_be_taken_back(verify, tmp_path):
    check(verify, tmp_path / "r.pdf", sealed())
    verify.rows[1].link.setFocus()
    keys(verify.window_, "Space")
    signer = verify.checked.verdict.judgement.signers[0]
    assert signing.grouped(signer.fingerprint) in verify.rows[1].detail.text()
    assert verify.identity.words.text() == (
        "Katrin Aalto, name as stated by the signer. You do not know this identity yet."
    )
    keys(verify.window_, "Tab", "Tab", "Space")
    until(lambda: verify.band.title.text() == "Sealed and unchanged")
    verify.rows[1].link.click()
    assert "You added this identity on" in verify.identity.words.text()
    assert signing.grouped(signer.fingerprint) in verify.identity.words.text()
    verify.identity.copy.click()
    assert QGuiApplication.clipboard().text() == signing.grouped(signer.fingerprint)
    verify.identity.forget.click()
    until(lambda: verify.band.title.text() == "Sealed by someone you don’t know")
    assert known() == ()


def test_a_file_dropped_anywhere_in_the_window_is_checked(verify, tmp_path):
    window = verify.window_
    (tmp_path / "r.pdf").write_bytes(sealed())
    window.go("Home")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(tmp_path / "r.pdf"))])
    where, copy = QPointF(20, 20), Qt.DropAction.CopyAction
    buttons, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(where.toPoint(), copy, data, buttons, none)
    QApplication.sendEvent(window, enter)
    assert enter.isAccepted()
    QApplication.sendEvent(window, QDropEvent(where, copy, data, buttons, none))
    assert window.current == "Verify"
    until(lambda: verify.checked is not None)
    assert verify.checked.name == "r.pdf"


@pytest.mark.parametrize("form", ["{}", '"{}"', " {}\n", "file://{}", "a copied file"])
def test_a_path_is_pasted_as_text_or_as_a_file(verify, tmp_path, form):
    path = tmp_path / "r and more.pdf"
    path.write_bytes(b"%PDF-1.7\n")
    data = QMimeData()
    if form == "a copied file":
        data.setUrls([QUrl.fromLocalFile(str(path))])
    else:
        data.setText(form.format(str(path).replace(" ", "%20") if "file:" in form else path))
    QGuiApplication.clipboard().setMimeData(data)
    keys(verify.window_, "Ctrl+V")
    until(lambda: verify.checked is not None)
    assert verify.checked.path == path


def test_what_is_pasted_and_is_no_file_is_said(verify, tmp_path):
    QGuiApplication.clipboard().setText(str(tmp_path))
    keys(verify.window_, "Ctrl+V")
    until(verify.window_.banner.isVisible)
    assert "is not a file" in verify.window_.banner.words.text()
    assert verify.drop.label.startswith("Drop a PDF here")


def test_a_slow_check_says_how_much_it_reads(verify, tmp_path, monkeypatch):
    held = threading.Event()
    before = dossier.open_report
    monkeypatch.setattr(dossier, "open_report", lambda *parts: (held.wait(20), before(*parts))[1])
    monkeypatch.setattr("wizard.ui.verify.SLOW", 1)
    (tmp_path / "r.pdf").write_bytes(sealed())
    verify.check(tmp_path / "r.pdf")
    until(lambda: verify.drop.label == f"Checking {round(len(sealed()) / 1000)} kB")
    held.set()
    until(lambda: verify.checked is not None)
    assert verify.drop.label.startswith("Drop a PDF anywhere")


def test_hidden_and_turning_characters_of_strangers_are_written_out(verify, tmp_path):
    name = "safe\u202efdp.exe\x07\u200b.pdf"
    check(verify, tmp_path / name, b"%PDF-1.7\n")
    assert verify.file.text() == "safe\\u202efdp.exe\\u0007\\u200b.pdf"


def test_every_state_has_its_words_and_the_findings_stand_in_one_order(verify, tmp_path):
    check(verify, tmp_path / "u.pdf", unsigned())
    assert verify.band.title.text() == "Not sealed"
    assert verify.band.sentence.text() == "Anyone could have written this."
    assert verify.rows[1].fact.text() == "Signed by nobody"
    assert verify.rows[2].detail.text().endswith("From the record inside, which no valid seal covers")
    check(verify, tmp_path / "d.pdf", sealed_samples.sealed())
    assert verify.rows[2].fact.text() == "The record cannot be read"
    assert verify.rows[2].detail.text().endswith("The pages may still be as signed.")


def test_numbers_that_differ_are_said_in_the_colour_of_an_error():
    verdict = judged(sealed(), (), NOON)
    sentence = "The page says 9, the record gives 29."
    wrong = replace(
        verdict,
        outcome="changed-after-sealing",
        reason=sentence,
        recomputed=replace(verdict.recomputed, status="different", sentence=sentence),
    )
    third = findings(wrong)[2]
    assert (third.sign, third.detail) == ("x", sentence)
    assert findings(wrong)[0].fact == "Unchanged since it was sealed"


def test_a_record_that_names_another_signer_is_said_at_the_signer():
    verdict = judged(sealed(), (), NOON)
    reason = "The record inside names another signer than the one who signed."
    second = findings(replace(verdict, outcome="changed-after-sealing", reason=reason))[1]
    assert (second.sign, second.fact, second.detail) == ("x", "Signed by Katrin Aalto", reason)


def test_a_hostile_name_turns_no_words_of_ours_round():
    verdict = judged(sealed(), (), NOON)
    signer = replace(verdict.judgement.signers[0], name="Eve\u202e\n, whom you know", known=True)
    wrong = replace(verdict, outcome="sealed-trusted", judgement=replace(verdict.judgement, signers=(signer,)))
    assert "Eve\\u202e\\u000a, whom you know" in band(wrong).sentence
    assert "\u202e" not in "".join(finding.detail for finding in findings(wrong))
    method = replace(verdict.recomputed.score.method, version="1\u202e")
    scored = replace(
        wrong, recomputed=replace(verdict.recomputed, score=replace(verdict.recomputed.score, method=method))
    )
    assert "method native 1\\u202e" in findings(scored)[2].detail
    hebrew = replace(signer, name="\u05e9\u05dc\u05d5\u05dd")
    aloud = band(replace(wrong, judgement=replace(verdict.judgement, signers=(hebrew,)))).sentence
    assert "\N{FIRST STRONG ISOLATE}\u05e9\u05dc\u05d5\u05dd\N{POP DIRECTIONAL ISOLATE} signed" in aloud


@given(st.text())
def test_whatever_a_stranger_writes_nothing_hidden_is_left(text):
    shown = literal(text)
    assert not [sign for sign in shown if unicodedata.category(sign)[0] in "CZ" and sign not in " \u200c\u200d"]
    assert len(shown) <= 300 * 7
    plain = "".join(sign for sign in text if sign.isascii() and sign.isprintable())
    assert literal(plain, 10_000) == plain.strip()


def test_more_findings_than_four_find_their_place(verify, tmp_path, monkeypatch):
    fifth = Finding("check", "The questions are the ones that ship with the program", "All 4 files")
    monkeypatch.setattr("wizard.ui.verify.findings", lambda *parts: (*findings(*parts), fifth))
    facts = check(verify, tmp_path / "r.pdf", sealed())
    assert len(facts) == 5
    until(verify.rows[4].isVisible)
    verify.rows[3].setFocus()
    keys(verify.window_, "Down")
    assert verify.rows[4].hasFocus()
    monkeypatch.setattr("wizard.ui.verify.findings", findings)
    check(verify, tmp_path / "x.pdf", b"")
    assert not verify.rows[4].isVisible()
    assert not verify.lines[4].isVisible()


def test_by_keyboard_alone_to_each_action(verify, tmp_path):
    window = verify.window_
    check(verify, tmp_path / "c.pdf", changed())
    window.rail.buttons["Verify"].setFocus()
    reached = set()
    for _ in range(40):
        keys(window, "Tab")
        stop = QApplication.focusWidget()
        reached.add(getattr(stop, "label", "") or stop.accessibleName())
    assert {
        "Show both",
        "Identity",
        "Save the signed part",
        "Save this check",
        "Open as a new draft",
        "Check another file",
        "Drop a PDF anywhere in this window, or choose a file",
    } <= reached
    verify.rows[0].setFocus()
    keys(window, "Down", "Down", "Up")
    assert verify.rows[1].hasFocus()


@pytest.mark.parametrize("data", [sealed, changed])
def test_nothing_is_cut_off_at_the_sides(verify, tmp_path, data):
    check(verify, tmp_path / "r.pdf", data())
    verify.rows[1].link.click()
    inside = verify.middle.parentWidget()
    for size in ((760, 480), (1024, 640), (1280, 800)):
        verify.window_.resize(*size)
        settle()
        parts = [part for kind in (Words, Button) for part in verify.findChildren(kind) if part.isVisible()]
        assert len(parts) > 12
        for part in parts:
            left = part.mapTo(inside, QPoint(0, 0)).x() if inside.isAncestorOf(part) else 0
            assert left >= 0
            assert left + part.width() <= verify.width(), (size, part.text())
            assert part.width() >= part.sizeHint().width() or getattr(part, "wrap", False), (size, part.text())
