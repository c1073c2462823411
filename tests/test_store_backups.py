"""Backups are verified copies: five are kept, the newest good one is offered, and a damaged file is never thrown away."""

from pathlib import Path

import pytest

from tests.store_samples import change, content, copied, refused, said
from wizard import store
from wizard.errors import UserError


@pytest.fixture
def path(tmp_path):
    return copied(tmp_path / "work.plimsoll")


@pytest.fixture
def workspace(path):
    found = store.open_workspace(path)
    yield found
    found.close()


def test_five_are_kept_newest_first_by_number_and_each_is_whole(tmp_path, workspace):
    made_in_order = []
    for number in range(7):
        workspace.record("one", "a", said(str(number)))
        made_in_order.append(workspace.backup(f"../../Round {number}"))
    assert workspace.backups() == tuple(reversed(made_in_order[2:]))
    assert [item.name[:6] for item in workspace.backups()] == ["000007", "000006", "000005", "000004", "000003"]
    assert made_in_order[-1].parent == tmp_path / "work.plimsoll.backups"
    assert made_in_order[-1].name.endswith("-round-6.plimsoll")
    copy = store.open_workspace(made_in_order[-1])
    assert copy.log("one") == workspace.log("one")
    copy.close()


def test_with_a_clock_a_year_back_the_newest_is_still_the_newest(path, workspace):
    old = workspace.backup("before")
    late = old.rename(old.with_name(old.name.replace("-202", "-209")))
    workspace.record("one", "a", said("after the clock was set back", at="2025-01-01T00:00:00Z"))
    newest = workspace.backup("after")
    workspace.close()
    assert newest.name[7:] < late.name[7:]
    path.write_bytes(b"damaged")
    with pytest.raises(store.DamagedError) as refusal:
        store.open_workspace(path)
    assert refusal.value.backup == newest


def test_one_is_made_at_sealing(workspace):
    workspace.mark_sealed("one", "2026-11-24T09:00:00Z", "0" * 64)
    assert [item.name.split("-", 4)[-1] for item in workspace.backups()] == ["sealing.plimsoll"]


def test_a_workspace_that_cannot_be_trusted_is_not_backed_up_over_good_ones(path, workspace):
    good = [workspace.backup("good") for _ in range(5)]
    workspace.close()
    change(path, "UPDATE log SET note = '\"better\"'")
    changed = store.open_workspace(path, check=False)
    with pytest.raises(store.DamagedError):
        changed.backup("sealing")
    assert changed.backups() == tuple(reversed(good))
    assert not [item for item in good[0].parent.iterdir() if item not in good]
    changed.close()


def test_the_newest_good_one_is_offered_and_the_damaged_file_kept(path, workspace):
    before = content_of(workspace)
    good = workspace.backup("good")
    workspace.record("one", "q", said("two"))
    bad = workspace.backup("bad")
    workspace.close()
    bad.write_bytes(bad.read_bytes()[:-4096])
    damaged = path.read_bytes()[:5000]
    path.write_bytes(damaged)
    trouble = refused(path, "work.plimsoll", store.DamagedError)
    assert trouble.backup == good
    assert good.name in trouble.hint
    path.with_name(path.name + "-journal").write_bytes(b"a journal of the damaged file")
    assert store.restore(path) == path
    assert content(path) == before
    assert path.with_name("work (damaged 1).plimsoll").read_bytes() == damaged
    assert path.with_name("work (damaged 1).plimsoll-journal").exists()


def content_of(workspace):
    """Give what a workspace says, through a copy of it."""
    copy = workspace.backup("to read")
    found = content(copy)
    Path(copy).unlink()
    return found


@pytest.mark.parametrize("happen", ["missing", "empty"])
def test_a_lost_workspace_is_not_begun_anew_while_backups_of_it_lie_there(path, workspace, happen):
    workspace.backup("good")
    workspace.close()
    expected = content(path)
    path.unlink()
    if happen == "empty":
        path.touch()
    with pytest.raises(store.DamagedError, match=happen) as refusal:
        store.open_workspace(path)
    assert ("begin anew" in refusal.value.hint) == (happen == "missing") == (not path.exists())
    store.restore(path)
    assert content(path) == expected


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
