"""The world around a workspace: any path, other windows, other programs, sync clients, other users, a disk that is full."""

import json
import os
import signal
import sqlite3
import stat
import sys
import tempfile
from pathlib import Path

import pytest

from tests.store_samples import AT, TEXTS, content, copied, everything_in, made, python, said
from wizard import store
from wizard.errors import UserError
from wizard.store import InUseError, open_workspace
from wizard.store.files import LONGEST_PATH

posix = pytest.mark.skipif(sys.platform == "win32", reason="Windows knows no such modes and limits")


@pytest.fixture
def path(tmp_path):
    return copied(tmp_path / "work.plimsoll")


# -- paths ---------------------------------------------------------------------------------------------------------

NAMES = [
    "a#b?c%20d%.plimsoll",
    "a?mode=ro.plimsoll",
    "?mode=memory",
    "50 %41.plimsoll",
    'it\'s "quoted".plimsoll',
    "é 漢 🚢.plimsoll",
    "no suffix",
    ".hidden",
    "-.db",
    "a;b&c=d.plimsoll",
    " spaces .plimsoll",
    "back\\slash",
    "line\nend",
    os.fsdecode(b"latin-\xe9.plimsoll"),
    f"{'x' * 220}.plimsoll",
    f"{'漢' * 70}.plimsoll",
]


@pytest.mark.parametrize("name", NAMES, ids=ascii)
def test_any_path_leads_to_that_very_file(tmp_path, name):
    path = tmp_path / name[:20] / name
    workspace = open_workspace(path)
    workspace.create("one", TEXTS, AT)
    workspace.record("one", "q", said("x"))
    copy = workspace.backup("unclean exit")
    name_of_evidence, _ = workspace.keep(b"proof")
    assert workspace.blob(name_of_evidence) == b"proof"
    workspace.close()
    path.write_bytes(b"damaged")
    with pytest.raises(store.DamagedError) as damage:
        open_workspace(path)
    assert damage.value.backup == copy
    store.restore(path)
    again = open_workspace(path)
    assert again.answers("one")["q"].value == "x"
    again.close()
    found = sorted(item.name for item in path.parent.iterdir())
    kept = f"{path.stem} (damaged 1){path.suffix}"
    assert found == sorted([path.name, f"{path.name}.backups", f"{path.name}.evidence", kept])


def test_a_path_of_the_longest_length_works_and_a_longer_one_is_named(tmp_path):
    room = LONGEST_PATH - len(os.fsencode(tmp_path)) - len("/w.plimsoll")
    parts = [min(200, room - start) - 1 for start in range(0, room, 200)]
    folder = tmp_path.joinpath(*("d" * part for part in parts))
    path = folder / ("w" * (LONGEST_PATH - len(os.fsencode(folder)) - len("/.plimsoll")) + ".plimsoll")
    assert len(os.fsencode(path)) == LONGEST_PATH
    workspace = open_workspace(made(path))
    workspace.backup("unclean exit" + 40 * "x")
    workspace.close()
    for long in (path.with_name("x" + path.name), tmp_path / (231 * "x"), tmp_path / (80 * "漢")):
        with pytest.raises(UserError, match="too long"):
            open_workspace(long)
        assert not os.path.lexists(f"{long}.lock"[:250])


def test_a_link_leads_to_the_same_file_and_the_same_lock(path, tmp_path):
    link = tmp_path / "link.plimsoll"
    link.symlink_to(path)
    held = open_workspace(link, "Ada")
    assert held.path == path
    with pytest.raises(InUseError, match="Ada"):
        open_workspace(path)
    held.record("one", "q", said("through the link"))
    held.close()
    assert link.is_symlink()
    assert content(link) == content(path)


def test_a_clean_exit_leaves_nothing_beside_the_file_and_changes_no_byte(path):
    before = path.read_bytes()
    open_workspace(path).close()
    assert everything_in(path.parent) == {"work.plimsoll": before}


# -- other windows and programs --------------------------------------------------------------------------------------

OPENER = """
import sys
from pathlib import Path
from wizard import store
try:
    workspace = store.open_workspace(Path(sys.argv[1]), "Ben")
    print(len(workspace.log("one")))
    workspace.close()
except store.InUseError as error:
    print(error.sentence)
"""


@pytest.mark.parametrize(("who", "shown"), [("Ada Novak", "Ada Novak"), ("", "Another window of Plimsoll")])
def test_a_second_instance_is_told_who_has_the_file_open(path, who, shown):
    held = open_workspace(path, who)
    assert python(OPENER, path).stdout.strip() == f'{shown} has "work.plimsoll" open.'
    with pytest.raises(InUseError, match=shown):
        open_workspace(path, "Bob")
    assert set(json.loads(Path(f"{path}.lock").read_text("ascii"))) == {"who", "pid", "opened"}
    held.record("one", "q", said("still ours"))
    held.close()
    assert python(OPENER, path).stdout.strip() == "11"


def test_the_lock_of_a_dead_process_is_taken_over_and_a_backup_made(path):
    died = python(OPENER.replace("workspace.close()", "import os; os.kill(os.getpid(), 9)"), path)
    assert died.returncode == -signal.SIGKILL
    assert Path(f"{path}.lock").read_text("ascii").startswith('{"who": "Ben"')
    workspace = open_workspace(path)
    assert [item.name[18:] for item in workspace.backups()] == ["unclean-exit.plimsoll"]
    workspace.close()
    assert not Path(f"{path}.lock").exists()


def test_a_file_held_by_another_program_is_refused_and_opens_later(path):
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    with pytest.raises(InUseError, match="Another program"):
        open_workspace(path)
    other.close()
    open_workspace(path).close()


def test_a_hot_journal_is_rolled_back_on_opening(path):
    program = """
import os, sqlite3, sys
db = sqlite3.connect(sys.argv[1], isolation_level=None)
db.execute("PRAGMA cache_size=1")
db.execute("BEGIN")
db.execute("UPDATE log SET note = '\\"changed\\"'")
db.execute("INSERT INTO settings VALUES ('big', hex(zeroblob(500000)), '')")
os._exit(9)
"""
    before, whole = content(path), path.read_bytes()
    assert python(program, path).returncode == 9
    assert path.read_bytes() != whole
    assert content(path) == before
    assert not Path(f"{path}-journal").exists()


# -- sync clients ------------------------------------------------------------------------------------------------------


def replaced(path, other):
    other.replace(path)


def moved(path, _other):
    path.rename(path.with_name("moved"))


def deleted(path, _other):
    path.unlink()


def written_over(path, other):
    with path.open("r+b") as file:
        file.write(other.read_bytes())
        file.truncate()


@pytest.mark.parametrize("happen", [replaced, moved, deleted, written_over])
@pytest.mark.parametrize("write", ["record", "backup", "keep", "close"])
def test_a_file_taken_from_under_us_is_noticed_before_the_next_write_and_both_are_kept(tmp_path, path, happen, write):
    other = made(tmp_path / "other" / "work.plimsoll")
    theirs = other.read_bytes()
    workspace = open_workspace(path)
    workspace.record("one", "mine", said("saved before"))
    mine = workspace.log("one")
    happen(path, other)
    writes = {
        "record": lambda: workspace.record("one", "mine", said("never")),
        "backup": lambda: workspace.backup("too late"),
        "keep": lambda: workspace.keep(b"too late"),
        "close": workspace.close,
    }
    for _ in range(1 if write == "close" else 2):
        with pytest.raises(UserError, match=r"replaced or moved .* kept as .work \(kept 1\)\.plimsoll"):
            writes[write]()
    workspace.close()
    kept = open_workspace(tmp_path / "work (kept 1).plimsoll")
    assert kept.log("one") == mine
    kept.close()
    assert stat.S_IMODE(kept.path.stat().st_mode) == 0o600
    assert not (tmp_path / "work (kept 2).plimsoll").exists()
    assert not Path(f"{path}.lock").exists()
    if happen in (replaced, written_over):
        assert path.read_bytes() == theirs


# -- a disk that is full, other users ----------------------------------------------------------------------------------

FULL = """
import resource, sys
from pathlib import Path
from wizard import store
from wizard.core.assessment import Answer
from wizard.errors import UserError
path = Path(sys.argv[1])
workspace = store.open_workspace(path)
before = workspace.log("one")
def limit(size):
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))
def refused(doing):
    try:
        doing()
    except UserError as error:
        assert error.hint and path.stem in error.sentence, error
        return
    raise SystemExit("nothing was refused")
long = Answer(100_000 * "x", at="2026-11-24T09:00:00Z")
for size in (0, 100, 600, 5000, path.stat().st_size, path.stat().st_size + 5000):
    limit(size)
    refused(lambda: workspace.record("one", "long", long))
    refused(lambda: workspace.keep(200_000 * b"x"))
    if size < 5001:
        refused(lambda: workspace.backup("full"))
    limit(resource.RLIM_INFINITY)
    assert workspace.log("one") == before and workspace.broken_chain() == ""
workspace.record("one", "long", long)
assert workspace.answers("one")["long"] == long
workspace.keep(200_000 * b"x")
workspace.close()
workspace = store.open_workspace(path)
assert len(workspace.log("one")) == len(before) + 1
workspace.close()
print(*sorted(item.name for item in path.parent.rglob("*") if item.name.startswith(".") or "part" in item.name))
"""


@posix
def test_a_full_disk_is_named_nothing_is_half_written_and_trying_again_works(path):
    done = python(FULL, path)
    assert (done.returncode, done.stdout, done.stderr) == (0, "\n", "")


def test_a_database_that_is_full_is_named_with_its_cause(path):
    workspace = open_workspace(path)
    pages = workspace._db.execute("PRAGMA page_count").fetchone()[0]
    workspace._db.execute(f"PRAGMA max_page_count={pages}")
    with pytest.raises(UserError, match="no room left") as caught:
        workspace.record("one", "a", said("x" * 100_000))
    assert isinstance(caught.value.__cause__, sqlite3.Error)
    workspace._db.execute("PRAGMA max_page_count=1000000")
    workspace.record("one", "a", said("x" * 100_000))
    workspace.close()


AS_NOBODY = """
import os, sys
from pathlib import Path
from wizard import store
from wizard.errors import UserError
import sqlite3, sqlite_utils
if os.getuid() == 0:
    os.setgroups([])
    os.setgid(65534)
    os.setuid(65534)
for name in sys.argv[2:]:
    try:
        store.open_workspace(Path(sys.argv[1]) / name).close()
        print("opened")
    except UserError as error:
        print(error.sentence)
"""


@posix
@pytest.mark.parametrize(("folder_mode", "file_mode"), [(0o555, 0o644), (0o777, 0o444), (0o777, 0o600)])
def test_a_place_where_this_user_may_not_write_is_named(folder_mode, file_mode):
    if os.getuid() and file_mode == 0o600:
        pytest.skip("only root can make a file of somebody else")
    with tempfile.TemporaryDirectory() as name:  # not in pytest's folders: those are closed to other users
        folder = Path(name)
        made(folder / "work.plimsoll").chmod(file_mode)
        folder.chmod(folder_mode)
        before = everything_in(folder)
        told = python(AS_NOBODY, folder, "work.plimsoll", "new.plimsoll").stdout.splitlines()
        assert told[0] == '"work.plimsoll" cannot be written here: the file or its folder is read-only.'
        assert (told[1] == "opened") == (folder_mode == 0o777)
        assert before.items() <= everything_in(folder).items()
        folder.chmod(0o700)


@posix
def test_files_are_for_this_user_alone_also_where_they_were_open_to_others(tmp_path):
    old = os.umask(0)
    try:
        path = made(tmp_path / "mine" / "deep" / "work.plimsoll")
        path.chmod(0o644)
        workspace = open_workspace(path)
        workspace.keep(b"proof")
        workspace.backup("sealing")
        modes = {item: stat.S_IMODE(item.stat().st_mode) for item in (tmp_path / "mine").rglob("*")}
        workspace.close()
    finally:
        os.umask(old)
    assert len(modes) == 7
    assert all(mode == (0o700 if item.is_dir() else 0o600) for item, mode in modes.items()), modes
    assert stat.S_IMODE((tmp_path / "mine").stat().st_mode) == 0o700


def test_the_settings_that_keep_answers_are_on(path):
    workspace = open_workspace(path)
    wanted = {
        "journal_mode": "delete",
        "synchronous": 3,
        "locking_mode": "exclusive",
        "foreign_keys": 1,
        "trusted_schema": 0,
        "secure_delete": 1,
    }
    assert {name: workspace._db.execute(f"PRAGMA {name}").fetchone()[0] for name in wanted} == wanted
    workspace.close()


def test_another_zone_changes_nothing(path, monkeypatch):
    before = content(path)
    monkeypatch.setenv("TZ", "XYZ-9")
    code = """
import sys, time
from pathlib import Path
from tests.store_samples import content
assert time.localtime(0).tm_hour == 9
print(ascii(content(Path(sys.argv[1]))))
"""
    done = python(code, path)
    assert done.stdout.strip() == ascii(before), done.stderr
