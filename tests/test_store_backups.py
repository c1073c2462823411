"""Backups are verified copies: five are kept, the newest good one is offered, and a damaged file is never thrown away."""

import sqlite3
from dataclasses import replace
from types import MappingProxyType

import pytest

from tests.storm_store import AT, TEXTS
from wizard import store
from wizard.core.assessment import Answer
from wizard.errors import UserError
from wizard.store.schema import CURRENT


@pytest.fixture
def path(tmp_path):
    return tmp_path / "work.plimsoll"


@pytest.fixture
def workspace(path):
    found = store.open_workspace(path)
    found.create("a", TEXTS, AT)
    found.record("a", "q", Answer("one", at=AT))
    yield found
    found.close()


def test_five_are_kept_newest_first_by_number(workspace):
    made = [workspace.backup(f"reason {number}") for number in range(7)]
    assert workspace.backups() == tuple(reversed(made[2:]))
    assert [item.name[:6] for item in workspace.backups()] == ["000007", "000006", "000005", "000004", "000003"]


def test_a_backup_is_a_whole_workspace(tmp_path, workspace):
    copy = workspace.backup("../../a reason")
    assert copy.parent == tmp_path / "work.plimsoll.backups"
    opened = store.open_workspace(copy)
    assert opened.log("a") == workspace.log("a")
    opened.close()


def test_one_is_made_before_sealing(workspace):
    workspace.mark_sealed("a", AT, "0" * 64)
    assert [item.name.split("-", 4)[-1] for item in workspace.backups()] == ["sealing.plimsoll"]


def test_a_workspace_that_cannot_be_trusted_is_not_backed_up_over_good_ones(path, workspace):
    good = [workspace.backup("good") for _ in range(5)]
    workspace.close()
    db = sqlite3.connect(path)
    with db:
        db.execute("UPDATE log SET note = '\"better\"'")
    db.close()
    changed = store.open_workspace(path, check=False)
    with pytest.raises(store.DamagedError):
        changed.backup("sealing")
    assert changed.backups() == tuple(reversed(good))
    assert not [item for item in good[0].parent.iterdir() if item not in good]
    changed.close()


def test_the_newest_good_one_is_offered_and_the_damaged_file_kept(path, workspace):
    good = workspace.backup("good")
    workspace.record("a", "q", Answer("two", at=AT))
    bad = workspace.backup("bad")
    workspace.close()
    bad.write_bytes(bad.read_bytes()[:-5000])
    damaged = path.read_bytes()[:5000]
    path.write_bytes(damaged)
    with pytest.raises(store.DamagedError) as refusal:
        store.open_workspace(path)
    assert refusal.value.backup == good
    assert good.name in refusal.value.hint
    assert path.read_bytes() == damaged
    assert store.restore(path) == path
    assert path.with_name("work (damaged 1).plimsoll").read_bytes() == damaged
    again = store.open_workspace(path)
    assert again.answers("a")["q"].value == "one"
    again.close()


@pytest.mark.parametrize("happen", ["missing", "empty"])
def test_a_lost_workspace_is_not_begun_anew_while_backups_of_it_lie_there(path, workspace, happen):
    workspace.backup("good")
    workspace.close()
    path.unlink()
    if happen == "empty":
        path.touch()
    with pytest.raises(store.DamagedError, match=happen):
        store.open_workspace(path)
    store.restore(path)
    again = store.open_workspace(path)
    assert again.answers("a")["q"].value == "one"
    again.close()


def test_nothing_is_restored_without_a_good_backup_or_while_it_is_open(path, workspace):
    workspace.backup("good")
    with pytest.raises(store.InUseError):
        store.restore(path)
    workspace.close()
    for copy in (path.parent / "work.plimsoll.backups").iterdir():
        copy.write_bytes(b"bad")
    before = path.read_bytes()
    with pytest.raises(UserError, match="no good backup"):
        store.restore(path)
    assert path.read_bytes() == before


NEXT = replace(
    CURRENT,
    version=CURRENT.version + 1,
    ddl=(*CURRENT.ddl, "CREATE TABLE more (x TEXT)"),
    steps=MappingProxyType({CURRENT.version: lambda database: database.execute("CREATE TABLE more (x TEXT)")}),
)


def test_a_migration_backs_up_first_and_loses_nothing(path, workspace):
    rows = workspace.log("a")
    workspace.close()
    later = store.open_workspace(path, check=False, shape=NEXT)
    assert later.is_current
    assert later.log("a") == rows
    assert "migration" in later.backups()[0].name
    later.close()
    old = store.open_workspace(later.backups()[0])
    assert old.log("a") == rows
    old.close()
    with pytest.raises(UserError, match="newer Plimsoll"):
        store.open_workspace(path)


def test_a_migration_that_fails_changes_nothing(path, workspace):
    workspace.close()
    before = path.read_bytes()
    with pytest.raises(store.DamagedError, match="more"):
        store.open_workspace(
            path, shape=replace(NEXT, steps=MappingProxyType({CURRENT.version: lambda _database: None}))
        )
    db = sqlite3.connect(path)
    assert db.execute("PRAGMA user_version").fetchone() == (CURRENT.version,)
    db.close()
    assert len(path.read_bytes()) == len(before)
    again = store.open_workspace(path)
    assert again.answers("a")["q"].value == "one"
    again.close()
