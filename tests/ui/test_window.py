"""The window: places, keys, undo, what saving failed for, and what a screen reader is told."""

import os
import subprocess
import sys
from contextlib import closing
from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QAccessible, QFontMetrics
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QMessageBox, QWidget

from tests.ui.rooms import application, room, settle, until
from wizard import store
from wizard.core.assessment import Answer
from wizard.ui import beginning
from wizard.ui.card_parts import ANSWER_INSTEAD
from wizard.ui.focus import ring_of
from wizard.ui.rail import STOPS
from wizard.ui.theme import font

ROOT = Path(__file__).parents[2]
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def press(window, key, modifiers=Qt.KeyboardModifier.NoModifier):
    QTest.keyClick(QApplication.focusWidget() or window, key, modifiers)


def said(window, question):
    return window.workspace.answers(window.session.assessment.id).get(question, Answer())


def show(window, question):
    window.go("Questions", question=question)
    settle()
    return window.place.card


def block(window):
    """Let the disk refuse every row from now on, and give what ends that."""
    connection = window.workspace._db
    connection.execute("PRAGMA query_only=ON")
    return lambda: connection.execute("PRAGMA query_only=OFF")


# -- keys ------------------------------------------------------------------------------------------------------------


def test_ctrl_and_a_digit_open_every_place(window):
    for number, stop in enumerate(STOPS, 1):
        press(window, Qt.Key(Qt.Key.Key_0 + number), CTRL)
        assert window.current == stop.name
        assert window.rail.buttons[stop.name].isChecked()


def test_places_of_an_assessment_are_closed_until_one_is_open(tmp_path):
    with room(tmp_path, example=False) as window:
        window.go("Home")
        press(window, Qt.Key.Key_3, CTRL)
        assert window.current == "Home"
        assert "Open an assessment first" in window.rail.buttons["Questions"].toolTip()


def test_ctrl_k_finds_a_question_by_its_words_and_enter_goes_there(window):
    press(window, Qt.Key.Key_K, CTRL)
    assert window.targets.isVisible()
    QTest.keyClicks(window.targets.search, "who owns")
    assert [target.words for target in window.targets.shown] == ["Who owns it?"]
    QTest.keyClick(window.targets.search, Qt.Key.Key_Return)
    assert not window.targets.isVisible()
    assert window.place.current == "owner"


def test_g_opens_the_same_list_and_esc_closes_it(window):
    show(window, "memory")
    press(window, Qt.Key.Key_G)
    assert window.targets.isVisible()
    QTest.keyClick(window.targets.search, Qt.Key.Key_Escape)
    assert not window.targets.isVisible()


def test_a_list_in_which_nothing_fits_says_so_and_what_to_do(window):
    window.show_targets()
    targets = window.targets
    assert targets.nothing.isHidden()
    QTest.keyClicks(targets.search, "frade")
    assert targets.nothing.isVisible()
    assert targets.nothing.words.text() == "Nothing here is called ‘frade’."
    assert not targets.list.isVisible()
    assert targets.search.accessibleDescription().endswith("Esc goes back.")
    QTest.keyClick(targets.search, Qt.Key.Key_Return)
    assert targets.isVisible()
    targets.search.clear()
    assert targets.list.isVisible()
    assert targets.nothing.isHidden()
    assert targets.search.accessibleDescription() == ""
    targets.hide()
    assert window.current == "Questions"


def test_esc_closes_the_toast_first(window):
    show(window, "memory")
    press(window, Qt.Key.Key_H)
    window.toast("Archived.", lambda: None)
    press(window, Qt.Key.Key_Escape)
    assert not window.toasts.isVisible()
    assert window.place.card.help.isVisible()


def test_f6_walks_over_the_rail_the_list_the_cards_and_the_hulls_and_back(window, place):
    show(window, "memory")
    regions = [place.middle, place.side, window.rail, place.list, place.middle]
    for region in regions[1:]:
        press(window, Qt.Key.Key_F6)
        assert region.isAncestorOf(QApplication.focusWidget())
    for region in reversed(regions[:-1]):
        press(window, Qt.Key.Key_F6, SHIFT)
        assert region.isAncestorOf(QApplication.focusWidget())


def test_f8_hides_and_shows_the_hulls(window, place):
    assert place.side.isVisible()
    press(window, Qt.Key.Key_F8)
    assert not place.side.isVisible()
    press(window, Qt.Key.Key_F8)
    assert place.side.isVisible()


def test_a_narrow_window_opens_the_sections_and_the_hulls_over_the_cards(window, place):
    window.resize(900, 640)
    settle()
    assert not place.list.isVisible()
    assert not place.side.isVisible()
    place.page.sections_button.click()
    assert place.list.isVisible()
    press(window, Qt.Key.Key_Escape)
    assert not place.list.isVisible()
    press(window, Qt.Key.Key_F8)
    assert place.side.isVisible()


# -- undo ------------------------------------------------------------------------------------------------------------


def test_undo_shows_its_question_and_redo_puts_the_answer_again(window, place):
    show(window, "memory")
    press(window, Qt.Key.Key_2)
    show(window, "watched")
    press(window, Qt.Key.Key_Z, CTRL)
    settle()
    assert (place.section, place.current) == ("base", "memory")
    assert said(window, "memory").value is None
    press(window, Qt.Key.Key_Z, CTRL | SHIFT)
    assert said(window, "memory").value == "shared"
    assert len(window.workspace.log(window.session.assessment.id)) == 3


def test_undo_from_another_place_shows_what_it_took_back(window):
    show(window, "memory")
    press(window, Qt.Key.Key_2)
    window.go("Risks")
    window.header.undo.click()
    assert (window.current, window.place.current) == ("Questions", "memory")
    assert not window.header.undo.isEnabled()


# -- saving ----------------------------------------------------------------------------------------------------------


def test_what_cannot_be_saved_stays_on_screen_and_is_saved_when_it_can_be(window):
    shown = show(window, "memory")
    assert window.header.saved.words == "Saved"
    unblock = block(window)
    press(window, Qt.Key.Key_2)
    assert said(window, "memory") == Answer()
    assert shown.reply.segments.value == "shared"
    assert window.banner.isVisible()
    assert window.banner.state == "error"
    assert window.banner.words.text().startswith("Not saved. ")
    assert "Your answer is kept in this window" in window.banner.words.text()
    assert window.header.saved.words == "Not saved"
    show(window, "owner")
    assert window.header.saved.words == "Not saved"
    window.banner.action.click()
    assert window.banner.isVisible()
    unblock()
    window.banner.action.click()
    assert said(window, "memory").value == "shared"
    assert not window.banner.isVisible()
    assert window.header.saved.words == "Saved"


def test_a_note_typed_while_nothing_can_be_saved_is_kept_with_the_answer(window):
    shown = show(window, "memory")
    unblock = block(window)
    press(window, Qt.Key.Key_2)
    press(window, Qt.Key.Key_C)
    QTest.keyClicks(QApplication.focusWidget(), "Seen")
    shown.flush()
    show(window, "owner")
    unblock()
    window.banner.action.click()
    assert (said(window, "memory").value, said(window, "memory").note) == ("shared", "Seen")


def test_a_file_that_another_program_replaced_is_named_and_the_answer_kept(window, tmp_path):
    path = window.workspace.path
    shown = show(window, "memory")
    path.rename(tmp_path / "moved")
    path.write_bytes(b"another")
    press(window, Qt.Key.Key_2)
    assert "replaced or moved" in window.banner.words.text()
    assert shown.reply.segments.value == "shared"
    path.unlink()
    (tmp_path / "moved").rename(path)
    window.unsaved.forget()


def test_the_window_does_not_close_over_an_answer_that_is_not_saved_without_saying_so(window):
    show(window, "memory")
    block(window)
    press(window, Qt.Key.Key_2)
    assert not window.close()
    assert window.banner.words.text().endswith("Close the window once more to leave without it.")
    assert window.close()


def test_saved_is_not_said_while_something_is_typed(window):
    field = show(window, "owner").reply.input
    QTest.keyClicks(field, "Kat")
    assert window.header.saved.words == ""
    until(lambda: window.header.saved.words == "Saving", 3)
    until(lambda: window.header.saved.words == "Saved", 3)
    assert said(window, "owner").value == "Kat"


def test_a_new_version_of_what_is_sealed_is_a_draft_with_its_answers(tmp_path):
    with room(tmp_path) as window:
        before = window.session
        before.seal("2026-11-23T12:00:00Z", "0" * 64)
        window.go("Questions")
        window.banner.action.click()
        until(lambda: window.session is not before)
        assert not window.session.read_only
        assert window.session.assessment.answers.keys() == before.assessment.answers.keys()
        assert not window.banner.isVisible()


def test_not_saved_is_shown_whole(window):
    saved = window.header.saved
    saved.is_not_saved()
    assert saved.width() >= QFontMetrics(font("small-strong")).horizontalAdvance("Not saved") + 9


def test_the_focus_shows_where_a_key_opened_the_page_and_not_where_a_click_did(window):
    handle = window.windowHandle()
    QTest.mouseClick(handle, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(600, 20))
    window.header.goto.clearFocus()
    window.header.goto.setFocus(Qt.FocusReason.OtherFocusReason)
    assert not ring_of(window.header.goto).surrounds(window.header.goto)
    window.header.goto.clearFocus()
    QTest.keyClick(handle, Qt.Key.Key_F9)
    window.header.goto.setFocus(Qt.FocusReason.OtherFocusReason)
    assert ring_of(window.header.goto).surrounds(window.header.goto)


def test_a_window_that_dies_with_the_list_open_takes_the_focused_button_with_it_and_nothing_else(tmp_path):
    code = f"""
from pathlib import Path
from tests.ui.rooms import room, settle
with room(Path({str(tmp_path)!r}), example=False) as window:
    window.go("Home")
    settle()
    window.place.first.start.setFocus()
    window.show_targets()
print("whole")
"""
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, timeout=60, check=False
    )
    assert (done.returncode, done.stdout) == (0, "whole\n"), done.stderr


def test_the_list_of_what_can_be_done_offers_the_first_steps(tmp_path):
    with room(tmp_path, example=False) as window:
        window.go("Home")
        window.show_targets()
        offered = [target.words for target in window.targets.shown]
        assert {"New assessment", "Look at the example", "Open another workspace"} <= set(offered)
        assert window.targets.height() >= len(offered) * 36


def test_home_verify_and_settings_say_nothing_of_the_open_assessment(tmp_path):
    with room(tmp_path) as window:
        window.session.seal("2026-11-23T12:00:00Z", "0" * 64)
        window.go("Questions")
        assert window.header.detail.text().endswith("· Sealed")
        for name in ("Home", "Library", "Verify", "Settings"):
            window.go(name)
            assert "Claims" not in window.header.detail.text()
            assert not window.banner.isVisible()
            assert window.windowTitle() == "w · Plimsoll"
        assert window.header.saved.words == "Saved"
        window.go("Verify")
        assert not window.header.saved.words


# -- what starting refuses -------------------------------------------------------------------------------------------


def test_a_second_window_on_the_same_file_is_refused_by_name(tmp_path):
    application()
    seen = []

    def close():
        dialog = QApplication.activeModalWidget()
        seen.append((dialog.text(), dialog.informativeText()))
        dialog.reject()

    with closing(store.open_workspace(tmp_path / "w.plimsoll", "Katrin Aalto")):
        QTimer.singleShot(0, close)
        assert beginning.opened(tmp_path / "w.plimsoll") is None
    assert seen == [('Katrin Aalto has "w.plimsoll" open.', seen[0][1])]
    assert "Close it there" in seen[0][1]


def test_a_damaged_file_offers_its_newest_backup_and_opens_it(tmp_path):
    application()
    path = tmp_path / "w.plimsoll"
    with closing(store.open_workspace(path)) as workspace:
        workspace.set_setting("who", "Katrin Aalto")
        workspace.backup("test")
    path.write_bytes(b"SQLite format 3\0" + b"\0" * 5000)

    def accept():
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, QMessageBox)
        dialog.defaultButton().click()

    QTimer.singleShot(0, accept)
    with closing(beginning.opened(path)) as workspace:
        assert workspace.setting("who") == "Katrin Aalto"


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="elsewhere there is always a screen")
def test_without_a_screen_it_says_so_and_names_the_commands():
    bare = {key: value for key, value in os.environ.items() if key not in ("DISPLAY", "WAYLAND_DISPLAY")}
    bare.pop("QT_QPA_PLATFORM", None)
    code = "import sys; from wizard.ui.start import start; sys.exit(start(None))"
    done = subprocess.run(
        [sys.executable, "-c", code], env=bare, capture_output=True, text=True, timeout=30, check=False
    )
    assert done.returncode == 1
    assert "there is no screen" in done.stderr
    assert "Traceback" not in done.stderr


# -- for those who do not see or do not use a mouse ------------------------------------------------------------------


def focusable(window):
    """Give everything in the window that can take the focus and is shown."""
    return [
        widget
        for widget in window.findChildren(QWidget)
        if widget.isVisible() and widget.focusPolicy() != Qt.FocusPolicy.NoFocus
    ]


@pytest.mark.parametrize("name", ["Questions", "Settings", "Home", "System", "Verify", "Library"])
def test_everything_that_takes_the_focus_has_a_name_and_a_role(tmp_path, name):
    with room(tmp_path) as window:
        window.go(name)
        if name == "Questions":
            settle()
            for key in "hec":
                window.place.letter(key)
            window.place.card.stand("met-otherwise")
        settle()
        found = focusable(window)
        assert len(found) > 8
        for widget in found:
            spoken = QAccessible.queryAccessibleInterface(widget)
            who = f"{type(widget).__name__} in {type(widget.parentWidget()).__name__}"
            assert spoken.text(QAccessible.Text.Name).strip(), who
            assert spoken.role() not in (QAccessible.Role.NoRole, QAccessible.Role.Client), who


def test_radio_buttons_are_spoken_with_their_question(window):
    reply = show(window, "marked").reply
    for group, ending in ((reply.much, "How much"), (reply.sure, "How sure")):
        spoken = QAccessible.queryAccessibleInterface(group)
        assert spoken.text(QAccessible.Text.Name) == f"marked {ending}"
        assert spoken.role() == QAccessible.Role.Grouping
        button = QAccessible.queryAccessibleInterface(group.segments[1])
        assert button.role() == QAccessible.Role.RadioButton
        assert button.text(QAccessible.Text.Description) == f"marked {ending}"


def tabs(window, start, count):
    """Press Tab and give what gets the focus."""
    start.setFocus()
    found = []
    for _ in range(count):
        press(window, Qt.Key.Key_Tab)
        found.append(QApplication.focusWidget())
    return found


def test_tab_walks_a_card_from_top_to_bottom_also_over_what_unfolded(window):
    shown = show(window, "marked")
    for act in (shown.toggle_help, shown.open_note, shown.toggle_evidence):
        act()
    shown.stand("met-otherwise")
    settle()
    walked = tabs(window, shown.flag, 11)
    assert walked[:2] == [shown.reply.much.segments[0], shown.reply.sure.segments[0]]
    assert [getattr(each, "label", "") for each in walked[2:4]] == [ANSWER_INSTEAD, ""]
    assert all(shown.isAncestorOf(each) for each in walked)
    heights = [each.mapTo(shown, QPoint(0, 0)).y() + each.height() // 2 for each in walked]
    assert all(below >= above - 16 for above, below in pairwise(heights))


def test_tab_walks_over_cards_that_come_later_in_their_place(window, place):
    show(window, "memory")
    press(window, Qt.Key.Key_2)
    settle()
    place.order_tabs()
    show(window, "memory")
    for _ in range(12):
        press(window, Qt.Key.Key_Tab)
        if place.current != "memory":
            break
    assert place.current == "readers"


def test_a_focus_ring_shows_after_tab_and_not_after_a_click(window):
    segments = show(window, "memory").reply.segments.segments
    QTest.mouseClick(segments[1], Qt.MouseButton.LeftButton)
    assert not ring_of(segments[1]).isVisible() or not ring_of(segments[1]).surrounds(segments[1])
    press(window, Qt.Key.Key_Tab)
    focus = QApplication.focusWidget()
    assert isinstance(focus, QAbstractButton)
    assert ring_of(focus).surrounds(focus)


def test_a_whole_section_is_answered_by_keyboard_alone(window, place):
    show(window, "memory")
    answers = ("2", "1", "23", "12", "2026-06-21", "Katrin", "It was tried", "36")
    for keys in answers:
        settle()
        if QApplication.focusWidget() is place.card.foot.button("help"):
            press(window, Qt.Key.Key_Backtab, SHIFT)
        QTest.keyClicks(QApplication.focusWidget(), keys)
        press(window, Qt.Key.Key_Tab)
        press(window, Qt.Key.Key_N)
    settle()
    assert place.section == "more"
    done = {key: said(window, key).is_complete(question) for key, question in place.known().items()}
    assert [key for key, complete in done.items() if not complete] == ["watched", "spread"]
