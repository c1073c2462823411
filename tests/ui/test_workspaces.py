"""Another workspace in the same window, and a damaged one whose backup is offered."""

from contextlib import closing
from threading import Event

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.ui.rooms import application, keys, noon, room, settle, until
from wizard import store
from wizard.errors import UserError
from wizard.session import new_version
from wizard.store import DamagedError, InUseError
from wizard.ui import workspaces
from wizard.ui.banners import TRY_AGAIN, UNSAVED
from wizard.ui.home import UNREAD
from wizard.ui.window import Window
from wizard.ui.workspaces import WAITS


def test_another_workspace_opens_in_the_same_window_and_the_first_is_free(tmp_path):
    with room(tmp_path) as window:
        workspaces.switch(window, tmp_path / "client # 2.plimsoll")
        assert window.session is None
        until(lambda: window.place.pages.currentWidget() is window.place.first)
        with closing(store.open_workspace(tmp_path / "w.plimsoll")) as first:
            assert len(first.assessments()) == 1
        workspaces.switch(window, tmp_path / "w.plimsoll")
        until(lambda: len(window.place.all) == 1)


def test_the_workspace_is_named_at_home_and_in_the_title(tmp_path):
    with room(tmp_path) as window:
        window.go("Home")
        assert window.header.detail.text() == "w"
        assert window.windowTitle() == "w · Plimsoll"
        window.go("Risks")
        assert window.header.detail.text() == "Claims triage agent 2.3 · Draft"
        assert window.windowTitle() == "Claims triage agent 2.3 · w · Plimsoll"
        workspaces.switch(window, tmp_path / "Halden <b>Mutual.plimsoll")
        assert window.header.detail.text() == "Halden <b>Mutual"
        window.go("Settings")
        assert window.header.detail.text() == ""
        assert window.windowTitle() == "Halden <b>Mutual · Plimsoll"


def test_the_workspace_that_everybody_has_is_not_named(tmp_path, monkeypatch):
    with room(tmp_path) as window:
        monkeypatch.setattr("wizard.places.user_data", lambda: tmp_path)
        workspaces.switch(window, tmp_path / "assessments.plimsoll")
        assert window.header.detail.text() == ""
        assert window.windowTitle() == "Plimsoll"


def test_a_workspace_that_is_refused_leaves_the_one_before_open(tmp_path):
    (tmp_path / "other.plimsoll").write_bytes(b"no workspace at all")
    with room(tmp_path) as window:
        window.go("Home")
        before = window.workspace
        workspaces.switch(window, tmp_path / "other.plimsoll")
        assert window.workspace is before
        assert window.session is not None
        assert "is not a Plimsoll workspace" in window.banner.words.text()
        workspaces.switch(window, tmp_path / "w.plimsoll")
        assert window.workspace is before


def make_damaged(path):
    """Make a workspace with a good backup, and damage it afterwards."""
    with closing(store.open_workspace(path)) as workspace:
        workspace.set_setting("who", "Katrin Aalto")
        workspace.backup("test")
        workspace.set_setting("letters", "off")
    with path.open("r+b") as file:
        data = file.read()
        at = data.index(b"off")
        file.seek(at)
        file.write(b"oft")


def broken(path):
    """Give the damage of a file, as opening it with its check says it."""
    with pytest.raises(DamagedError) as caught:
        store.open_workspace(path)
    return caught.value


def test_another_files_damage_closes_nothing_here_and_its_own_backup_is_opened(tmp_path):
    other = tmp_path / "other.plimsoll"
    make_damaged(other)
    damage = broken(other)
    with room(tmp_path) as window:
        window.workspace.backup("before")
        window.workspace.set_setting("who", "Somebody since")
        window.go("Home")
        window.fail(damage)
        assert window.damage is None
        assert window.closed == ""
        assert "other.plimsoll" in window.banner.words.text()
        assert window.banner.action.label == "Open the backup"
        window.banner.action.click()
        settle()
        assert window.workspace.path == other
        assert window.workspace.setting("who") == "Katrin Aalto"
    with closing(store.open_workspace(tmp_path / "w.plimsoll")) as workspace:
        assert workspace.setting("who") == "Somebody since"


def test_a_file_that_turns_out_damaged_while_it_is_opened_closes_nothing_here(tmp_path, monkeypatch):
    def damaged(_path, **_how):
        raise DamagedError('"other.plimsoll" is damaged: malformed.', "Nothing was changed in it.")

    with room(tmp_path) as window:
        window.go("Home")
        monkeypatch.setattr(store, "open_workspace", damaged)
        workspaces.switch(window, tmp_path / "other.plimsoll")
        assert window.damage is None
        assert window.closed == ""
        assert window.banner.words.text().startswith('"other.plimsoll" is damaged')
        assert window.banner.action.label == "Close"


@pytest.mark.parametrize("path", [None, "w.plimsoll", "other.plimsoll"])
def test_damage_found_in_a_file_that_was_left_meanwhile_closes_nothing_here(tmp_path, path):
    gate = Event()

    def check():
        gate.wait()
        raise DamagedError("It is damaged.", "", None, path and tmp_path / path)

    with room(tmp_path) as window:
        taken, failures = [], []
        window.go("Home")
        window.work(check, taken.append, lambda error: (failures.append(error), window.fail(error)))
        window.work(gate.wait, taken.append)
        gate.set()
        workspaces.switch(window, tmp_path / "other.plimsoll")
        until(lambda: window.place.pages.currentWidget() is window.place.first)
        settle()
        assert (taken, failures) == ([], [])
        assert window.damage is None
        assert not window.banner.isVisible()


def test_what_the_world_refused_is_said_although_another_workspace_is_open_by_then(tmp_path):
    def full():
        raise UserError("There is no room left.", "Free some space.")

    with room(tmp_path) as window:
        window.go("Home")
        window.work(full, lambda _result: None)
        workspaces.switch(window, tmp_path / "other.plimsoll")
        until(window.banner.isVisible)
        assert window.banner.words.text() == "There is no room left. Free some space."


def test_a_backup_that_cannot_be_opened_leaves_the_damaged_file_open_to_be_read_and_says_why(tmp_path, monkeypatch):
    application()
    path = tmp_path / "w.plimsoll"
    make_damaged(path)
    damage = broken(path)
    window = Window(store.open_workspace(path, check=False), noon)
    window.show()
    window.go("Home")
    window.fail(damage)
    assert window.closed

    def full(_path):
        raise UserError("The disk is full.", "Make room and try again.")

    monkeypatch.setattr(store, "restore", full)
    window.banner.action.click()
    settle()
    assert "The disk is full." in window.banner.words.text()
    assert "cannot be trusted" in window.banner.words.text()
    assert window.closed
    window.go("Settings")
    assert "The disk is full." in window.banner.words.text()
    assert window.banner.action.label == "Open the backup"
    window.close()
    window.workspace.close()
    window.deleteLater()


def test_where_not_even_the_damaged_file_opens_again_everything_is_shut_and_nothing_breaks(tmp_path, monkeypatch):
    def gone(_path, **_how):
        raise UserError("The drive is gone.", "Connect it.")

    with room(tmp_path) as window:
        window.workspace.backup("before")
        window.go("Questions")
        window.fail(DamagedError("It cannot be trusted.", "Restore it.", tmp_path / "b"))
        monkeypatch.setattr(store, "restore", gone)
        monkeypatch.setattr(store, "open_workspace", gone)
        window.banner.action.click()
        until(lambda: window.place.opening.text() == UNREAD)
        for place in ("Settings", "Home"):
            window.go(place)
            settle()
            keys(window, "N")
            assert "It cannot be trusted. The drive is gone. Connect it." in window.banner.words.text()
            assert window.closed
        window.go("Settings")
        assert not window.place.letters.isEnabled()
        monkeypatch.undo()
        window.banner.action.click()
        assert not window.banner.isVisible()
        assert len(window.workspace.assessments()) == 1
        window.workspace.close()


def write(window, text):
    """Type a note to the question that is shown, and leave the caret there."""
    window.go("Questions", question="memory")
    settle()
    keys(window, "C")
    QTest.keyClicks(QApplication.focusWidget(), text)


def cannot_save(window):
    window.workspace._db.execute("PRAGMA query_only=ON")
    return DamagedError("It cannot be trusted.", "", window.workspace.backups()[0], window.workspace.path)


def test_what_is_being_typed_when_damage_is_found_goes_into_the_backup(tmp_path):
    with room(tmp_path) as window:
        key = window.session.assessment.id
        window.workspace.backup("before")
        write(window, "Seen in May")
        window.fail(cannot_save(window))
        assert window.standing("memory").note.endswith("Seen in May")
        assert UNSAVED in window.banner.words.text()
        workspaces.switch(window, tmp_path / "other.plimsoll")
        assert window.toasts.words == WAITS
        window.banner.action.click()
        settle()
        assert window.workspace.answers(key)["memory"].note.endswith("Seen in May")
        assert not window.unsaved
        assert not window.banner.isVisible()
        window.workspace.close()


def test_what_was_not_saved_outlives_a_backup_that_cannot_be_opened(tmp_path, monkeypatch):
    def full(_path):
        raise UserError("The disk is full.", "Make room and try again.")

    with room(tmp_path) as window:
        key = window.session.assessment.id
        window.workspace.backup("before")
        write(window, "Seen in May")
        window.fail(cannot_save(window))
        monkeypatch.setattr(store, "restore", full)
        window.banner.action.click()
        settle()
        assert UNSAVED in window.banner.words.text()
        monkeypatch.undo()
        window.banner.action.click()
        settle()
        assert window.workspace.answers(key)["memory"].note.endswith("Seen in May")
        window.workspace.close()


def test_what_was_written_in_an_assessment_that_the_backup_does_not_hold_is_shown(tmp_path, monkeypatch):
    with room(tmp_path) as window:
        window.workspace.backup("before")
        write(window, "Seen in May")
        window.fail(cannot_save(window))
        monkeypatch.setattr(type(window.workspace), "assessments", lambda _workspace: ())
        window.banner.action.click()
        assert "Seen in May" in window.banner.words.text()
        monkeypatch.undo()
        window.workspace.close()


def test_what_was_not_saved_in_one_assessment_is_saved_from_another(tmp_path):
    with room(tmp_path) as window:
        first = window.session
        second = new_version(first)
        write(window, "Seen in May")
        first.workspace._db.execute("PRAGMA query_only=ON")
        window.take(second)
        window.go("Questions")
        assert window.banner.action.label == TRY_AGAIN
        first.workspace._db.execute("PRAGMA query_only=OFF")
        window.banner.action.click()
        assert window.workspace.answers(first.assessment.id)["memory"].note.endswith("Seen in May")
        assert not window.unsaved


def test_damage_that_is_found_later_offers_the_backup_and_opens_it(tmp_path):
    application()
    path = tmp_path / "w.plimsoll"
    make_damaged(path)
    window = Window(store.open_workspace(path, check=False), noon)
    window.show()
    window.go("Home")
    window.work(window.workspace.check, lambda _result: None)
    until(window.banner.isVisible)
    for place in ("Settings", "Home"):
        window.go(place)
        assert window.banner.isVisible()
        assert window.banner.action.label == "Open the backup"
        assert window.header.saved.words == "Not saved"
    window.banner.action.click()
    settle()
    assert window.workspace.setting("who") == "Katrin Aalto"
    assert "backup is open" in window.toasts.words
    assert not window.banner.isVisible()
    assert [item.name for item in tmp_path.glob("*damaged*")] == ["w (damaged 1).plimsoll"]
    window.close()
    window.workspace.close()
    window.deleteLater()


def test_a_second_window_names_who_has_the_file_open(tmp_path):
    path = tmp_path / "w.plimsoll"
    with closing(store.open_workspace(path)) as workspace:
        workspace.set_setting("who", "Katrin Aalto")
    with closing(store.open_workspace(path)), pytest.raises(InUseError, match="Katrin Aalto has"):
        store.open_workspace(path)
