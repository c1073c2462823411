"""Another workspace in the same window, and a damaged one whose backup is offered."""

from contextlib import closing
from threading import Event

import pytest

from tests.ui.rooms import application, noon, room, settle, until
from wizard import store
from wizard.errors import UserError
from wizard.store import DamagedError, InUseError
from wizard.ui import workspaces
from wizard.ui.window import Window


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
    assert window.closed
    window.go("Settings")
    assert window.banner.action.label == "Open the backup"
    window.close()
    window.workspace.close()
    window.deleteLater()


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
