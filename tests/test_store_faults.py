"""The store's promises when the world fails: killed, locked, full, read-only, replaced."""

import json
import os
import signal
import sqlite3

import pytest

from tests.store_samples import ROOT, made, python, said
from tests.storm_store import run
from wizard.errors import UserError
from wizard.store import InUseError, open_workspace


@pytest.fixture
def path(tmp_path):
    return made(tmp_path / "work.plimsoll")


def test_nothing_reported_as_saved_is_lost_by_kills():
    assert run(count=5, seed=7) == []


def test_an_unclean_exit_is_followed_by_a_backup_and_a_taken_over_lock(path):
    code = """
import os, signal, sys
from pathlib import Path
from wizard.core.assessment import Answer
from wizard.store import open_workspace
workspace = open_workspace(Path(sys.argv[1]), "Dead")
workspace.record("one", "last", Answer(value="word", at="now"))
os.kill(os.getpid(), signal.SIGKILL)
"""
    assert python(code, path).returncode == -signal.SIGKILL
    assert path.with_name(path.name + ".lock").exists()
    workspace = open_workspace(path, "Ada")
    assert workspace.answers("one")["last"].value == "word"
    assert [backup.name[18:] for backup in workspace.backups()] == ["unclean-exit.plimsoll"]
    workspace.close()
    assert not path.with_name(path.name + ".lock").exists()


def test_a_transaction_that_is_stopped_anywhere_leaves_nothing_half_written(path):
    workspace = open_workspace(path)
    before = workspace.log("one")
    stopped = 0
    for steps in range(1, 400, 7):
        workspace._db.set_progress_handler(lambda: 1, steps)
        try:
            workspace.record("one", "new", said("x"))
        except sqlite3.OperationalError:
            stopped += 1
        workspace._db.set_progress_handler(None, 0)
        assert len(workspace.log("one")) - len(before) in (0, 1)
        assert workspace.broken_chain() == ""
        before = workspace.log("one")
    assert stopped
    workspace.close()


@pytest.mark.parametrize(
    ("who", "shown"), [("Ada Lovelace", "Ada Lovelace has"), ("", "Another window of Plimsoll has")]
)
def test_a_second_window_is_refused_with_the_holders_name(path, who, shown):
    holder = open_workspace(path, who)
    with pytest.raises(InUseError, match=shown):
        open_workspace(path, "Bob")
    code = "import sys; from pathlib import Path; from wizard.store import open_workspace; open_workspace(Path(sys.argv[1]))"
    assert shown in python(code, path).stderr
    assert set(json.loads(path.with_name(path.name + ".lock").read_text())) == {"who", "pid", "opened"}
    holder.record("one", "a", said("still mine"))
    holder.close()
    open_workspace(path, "Bob").close()


def test_a_file_held_by_another_program_is_refused_and_opens_later(path):
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    with pytest.raises(InUseError, match="Another program"):
        open_workspace(path)
    other.close()
    open_workspace(path).close()


@pytest.mark.parametrize("how", ["replaced", "moved", "deleted"])
def test_a_file_that_went_away_is_noticed_before_the_next_write_and_both_versions_are_kept(path, tmp_path, how):
    older = tmp_path / "older.plimsoll"
    older.write_bytes(path.read_bytes())
    old_bytes = older.read_bytes()
    workspace = open_workspace(path)
    workspace.record("one", "mine", said("kept"))
    if how == "replaced":
        older.replace(path)
    elif how == "moved":
        path.rename(tmp_path / "elsewhere.plimsoll")
    else:
        path.unlink()
    for _ in range(2):
        with pytest.raises(UserError, match=r"work \(kept 1\).plimsoll"):
            workspace.record("one", "lost", said("x"))
    workspace.close()
    if how == "replaced":
        assert path.read_bytes() == old_bytes
    kept = open_workspace(tmp_path / "work (kept 1).plimsoll")
    assert kept.answers("one")["mine"].value == "kept"
    assert "lost" not in kept.answers("one")
    kept.close()
    assert not (tmp_path / "work (kept 2).plimsoll").exists()


def test_a_file_replaced_without_another_write_is_kept_on_closing(path, tmp_path):
    workspace = open_workspace(path)
    workspace.record("one", "mine", said("kept"))
    older = tmp_path / "older"
    older.write_bytes(b"other")
    older.replace(path)
    with pytest.raises(UserError, match="kept as"):
        workspace.close()
    assert (tmp_path / "work (kept 1).plimsoll").exists()
    assert not path.with_name(path.name + ".lock").exists()


def test_a_full_database_says_so_and_a_retry_works(path):
    workspace = open_workspace(path)
    pages = workspace._db.execute("PRAGMA page_count").fetchone()[0]
    workspace._db.execute(f"PRAGMA max_page_count={pages}")
    before = workspace.log("one")
    with pytest.raises(UserError, match="no room left") as caught:
        workspace.record("one", "a", said("x" * 100_000))
    assert isinstance(caught.value.__cause__, sqlite3.Error)
    assert workspace.log("one") == before
    workspace._db.execute("PRAGMA max_page_count=1000000")
    workspace.record("one", "a", said("x" * 100_000))
    workspace.close()


def test_a_write_that_fails_is_told_and_a_retry_works(path):
    code = """
import resource, sys
from pathlib import Path
from wizard.core.assessment import Answer
from wizard.errors import UserError
from wizard.store import open_workspace
path = Path(sys.argv[1])
workspace = open_workspace(path)
limits = resource.getrlimit(resource.RLIMIT_FSIZE)
size = path.stat().st_size
told = []
for room in (0, 4096, size - 1, size + 4096):
    resource.setrlimit(resource.RLIMIT_FSIZE, (room, limits[1]))
    for write in (
        lambda: workspace.record("one", "big", Answer(value="x" * 90_000, at="now")),
        lambda: workspace.keep(b"x" * 900_000),
        lambda: workspace.backup("full"),
    ):
        try:
            write()
        except UserError as error:
            told.append(error.sentence)
    resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert workspace.broken_chain() == "" and "big" not in workspace.answers("one")
assert len(told) >= 11, told
workspace.record("one", "big", Answer(value="x" * 90_000, at="now"))
workspace.keep(b"x" * 900_000)
workspace.close()
print(len(list(path.parent.rglob("*.part"))), sorted(set(told)))
"""
    done = python(code, path)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("0 [")
    workspace = open_workspace(path)
    assert len(str(workspace.answers("one")["big"].value)) == 90_000
    workspace.close()


@pytest.mark.skipif(os.name == "nt", reason="Windows knows no such modes")
@pytest.mark.parametrize("what", ["folder", "file"])
def test_a_read_only_place_is_refused_with_what_to_do(path, tmp_path, what):
    folder = tmp_path / "shared"
    folder.mkdir()
    copy = folder / "work.plimsoll"
    copy.write_bytes(path.read_bytes())
    folder.chmod(0o555 if what == "folder" else 0o777)
    copy.chmod(0o644 if what == "folder" else 0o444)
    # Root may write everywhere, so an ordinary user tries: from inside the folder, where the way to it does not matter.
    code = f"""
import os, sys
sys.path.insert(0, {str(ROOT)!r})
from pathlib import Path
from wizard.store import open_workspace
os.chdir({str(folder)!r})
if os.getuid() == 0:
    os.setgroups([])
    os.setgid(65534)
    os.setuid(65534)
try:
    open_workspace(Path("work.plimsoll"))
except Exception as error:
    print(type(error).__name__, error)
"""
    for parent in folder.parents:
        if parent.stat().st_uid == os.getuid() and parent != parent.parent and "pytest" in str(parent):
            parent.chmod(parent.stat().st_mode | 0o011)
    done = python(code)
    folder.chmod(0o755)
    assert "UserError" in done.stdout, done.stdout + done.stderr
    assert "read-only" in done.stdout
    assert copy.read_bytes() == path.read_bytes()
    assert [entry.name for entry in folder.iterdir()] == ["work.plimsoll"]
