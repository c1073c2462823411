"""Whatever happens to a workspace: it is named, nothing saved is lost, and what is refused stays byte for byte."""

import os
import random
import sqlite3
import stat
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from tests import storm, storm_store
from tests.storm_store import AT, TEXTS
from wizard import store
from wizard.core.assessment import Answer
from wizard.errors import UserError
from wizard.store.files import LONGEST_PATH
from wizard.store.schema import APPLICATION_ID, CURRENT

ROOT = Path(__file__).parents[1]


def make(path, count=20):
    """Make a workspace with so many answers."""
    workspace = store.open_workspace(path)
    workspace.create("a", TEXTS, AT)
    workspace.set_setting("name", "value")
    workspace.cache_score("key", "text")
    for number in range(count):
        workspace.record("a", f"q{number}", Answer(f"answer {number}", note="why", who="Ada", at=AT))
    workspace.close()
    return path


@pytest.fixture
def path(tmp_path):
    return make(tmp_path / "work.plimsoll")


@pytest.fixture(scope="module")
def honest(tmp_path_factory):
    return make(tmp_path_factory.mktemp("honest") / "work.plimsoll").read_bytes()


def content(path):
    """Give everything that a workspace says, cached scores apart."""
    workspace = store.open_workspace(path)
    try:
        return workspace.assessments(), workspace.log("a"), workspace.texts("a"), workspace.setting("name")
    finally:
        workspace.close()


def everything_in(folder):
    return {item.name: item.read_bytes() for item in folder.iterdir()}


def python(program, *arguments, **more):
    """Run a program in a process of its own."""
    command = [sys.executable, "-c", program, *map(str, arguments)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False, **more)


def test_kills_lose_no_answer_that_was_reported_as_saved():
    assert storm_store.run(5, seed=1) == []


def test_storms_name_count_and_seed_and_end_with_1_when_one_finds_something(capsys, monkeypatch):
    assert storm.main(["--count", "2", "--seed", "5"]) == 0
    assert capsys.readouterr().out.count("count 2, seed 5, 0 failed") == 3
    monkeypatch.setitem(storm.STORMS, "a storm", lambda _count, _seed: ["a finding"])
    assert storm.main(["--count", "0"]) == 1


def test_flipped_bits_are_named_or_change_nothing(tmp_path, honest):
    path = tmp_path / "work.plimsoll"
    path.write_bytes(honest)
    right, named, chance = content(path), 0, random.Random(7)
    places = [*range(100), *chance.sample(range(100, len(honest)), 300)]
    for place in places:
        changed = bytearray(honest)
        changed[place] ^= 1 << chance.randrange(8)
        path.write_bytes(changed)
        try:
            assert content(path) == right, f"byte {place} changed the content silently"
        except UserError:
            named += 1
            assert path.read_bytes() == changed, f"byte {place}: the refused file was changed"
    assert named > 50


@pytest.mark.parametrize("share", [0.001, 0.01, 0.3, 0.5, 0.9, 0.999])
def test_a_truncated_file_is_refused_and_left(tmp_path, honest, share):
    path = tmp_path / "work.plimsoll"
    path.write_bytes(honest[: int(len(honest) * share)])
    before = everything_in(tmp_path)
    with pytest.raises(UserError, match=r"work\.plimsoll"):
        store.open_workspace(path)
    assert everything_in(tmp_path) == before


def foreign(path):
    db = sqlite3.connect(path)
    db.execute("CREATE TABLE log (seq)")
    db.execute("PRAGMA application_id=7")
    db.close()


def newer(path):
    make(path)
    db = sqlite3.connect(path)
    db.execute(f"PRAGMA user_version={CURRENT.version + 1}")
    db.close()


STRANGERS = {
    "a JPEG": (lambda path: path.write_bytes(b"\xff\xd8\xff\xe0" + bytes(range(256))), "not a SQLite file"),
    "a text": (lambda path: path.write_text("hello"), "not a SQLite file"),
    "another program's file": (foreign, "another program made it"),
    "a newer file": (newer, "newer Plimsoll"),
}


@pytest.mark.parametrize(("strange", "reason"), STRANGERS.values(), ids=STRANGERS)
@pytest.mark.parametrize("check", [True, False])
def test_strangers_are_refused_by_name_and_left_byte_for_byte(tmp_path, strange, reason, check):
    path = tmp_path / "work.plimsoll"
    strange(path)
    before = everything_in(tmp_path)
    with pytest.raises(UserError, match=reason) as refusal:
        store.open_workspace(path, check=check)
    assert "work.plimsoll" in refusal.value.sentence
    assert everything_in(tmp_path) == before


PLANTED = {
    "a trigger": "CREATE TRIGGER t AFTER INSERT ON log BEGIN UPDATE log SET value = '{}' WHERE seq = new.seq; END",
    "a view": "CREATE VIEW v AS SELECT * FROM log",
    "a view over a table": "ALTER TABLE log RENAME TO hidden; CREATE VIEW log AS SELECT * FROM hidden",
    "an extra column": "ALTER TABLE log ADD COLUMN more TEXT",
    "an extra table": "CREATE TABLE more (x)",
    "an extra index": "CREATE INDEX more ON log(who)",
    "a lost table": "DROP TABLE scores",
}


@pytest.mark.parametrize("statement", PLANTED.values(), ids=PLANTED)
@pytest.mark.parametrize("check", [True, False])
def test_a_planted_schema_is_refused_before_anything_is_read(path, statement, check):
    db = sqlite3.connect(path)
    db.executescript(statement)
    db.close()
    before = everything_in(path.parent)
    with pytest.raises(store.DamagedError, match=r"Plimsoll did not make|changed|missing"):
        store.open_workspace(path, check=check)
    assert everything_in(path.parent) == before


OPENER = """
import sys
from pathlib import Path
from wizard import store
try:
    workspace = store.open_workspace(Path(sys.argv[1]), "Ben")
    print(len(workspace.log("a")))
    workspace.close()
except store.InUseError as error:
    print(error.sentence)
"""


def test_a_second_instance_is_told_who_has_the_file_open(path, tmp_path):
    link = tmp_path / "link.plimsoll"
    link.symlink_to(path)
    held = store.open_workspace(path, "Ada Novak")
    for way in (path, link):
        assert python(OPENER, way).stdout.strip() == 'Ada Novak has "work.plimsoll" open.'
    with pytest.raises(store.InUseError, match="Ada Novak"):
        store.open_workspace(path)
    held.record("a", "q", Answer("still ours", at=AT))
    held.close()
    assert python(OPENER, path).stdout.strip() == "21"


def test_the_lock_of_a_dead_process_is_taken_over_and_a_backup_made(path):
    died = python(OPENER.replace("workspace.close()", "import os; os._exit(9)"), path)
    assert died.returncode == 9
    assert Path(f"{path}.lock").read_text("ascii").startswith('{"who": "Ben"')
    workspace = store.open_workspace(path)
    assert [item.name[:6] for item in workspace.backups()] == ["000001"]
    assert "unclean-exit" in workspace.backups()[0].name
    workspace.close()
    assert not Path(f"{path}.lock").exists()


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
def test_a_file_taken_from_under_us_is_noticed_before_the_next_write_and_both_are_kept(tmp_path, path, happen):
    other = make(tmp_path / "other" / "work.plimsoll", 50)
    theirs = other.read_bytes()
    workspace = store.open_workspace(path)
    workspace.record("a", "mine", Answer("saved before", at=AT))
    mine = workspace.log("a")
    happen(path, other)
    with pytest.raises(UserError, match="replaced or moved"):
        workspace.record("a", "mine", Answer("never", at=AT))
    with pytest.raises(UserError, match="replaced or moved"):
        workspace.backup("too late")
    workspace.close()
    kept = store.open_workspace(tmp_path / "work (kept 1).plimsoll")
    assert kept.log("a") == mine
    kept.close()
    assert stat.S_IMODE(kept.path.stat().st_mode) == 0o600
    if happen in (replaced, written_over):
        assert path.read_bytes() == theirs


def test_a_loss_is_noticed_on_closing_too(path):
    workspace = store.open_workspace(path)
    path.unlink()
    with pytest.raises(UserError, match="kept 1"):
        workspace.close()
    workspace.close()


NAMES = [
    "a#b.plimsoll",
    "a?mode=ro.plimsoll",
    "50 %41.plimsoll",
    'it\'s "quoted".plimsoll',
    "é 漢 🚢.plimsoll",
    "no suffix",
    ".hidden",
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
    workspace = store.open_workspace(path)
    workspace.create("a", TEXTS, AT)
    workspace.record("a", "q", Answer("x", at=AT))
    copy = workspace.backup("unclean exit")
    name_of_evidence, _ = workspace.keep(b"proof")
    assert workspace.blob(name_of_evidence) == b"proof"
    workspace.close()
    path.write_bytes(b"damaged")
    with pytest.raises(store.DamagedError) as damage:
        store.open_workspace(path)
    assert damage.value.backup == copy
    store.restore(path)
    again = store.open_workspace(path)
    assert again.answers("a")["q"].value == "x"
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
    make(path, 1)
    workspace = store.open_workspace(path)
    workspace.backup("unclean exit" + 40 * "x")
    workspace.close()
    with pytest.raises(UserError, match="too long"):
        store.open_workspace(path.with_name("x" + path.name))
    with pytest.raises(UserError, match="too long"):
        store.open_workspace(tmp_path / (231 * "x"))


FULL = """
import resource, sys
from pathlib import Path
from wizard import store
from wizard.core.assessment import Answer
from wizard.errors import UserError
path = Path(sys.argv[1])
workspace = store.open_workspace(path)
before = workspace.log("a")
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
    refused(lambda: workspace.record("a", "long", long))
    refused(lambda: workspace.keep(200_000 * b"x"))
    if size < 5001:
        refused(lambda: workspace.backup("full"))
    limit(resource.RLIM_INFINITY)
    assert workspace.log("a") == before and workspace.broken_chain() == ""
workspace.record("a", "long", long)
assert workspace.answers("a")["long"] == long
workspace.keep(200_000 * b"x")
workspace.close()
workspace = store.open_workspace(path)
assert len(workspace.log("a")) == len(before) + 1
workspace.close()
print(*sorted(item.name for item in path.parent.rglob("*") if item.name.startswith(".") or "part" in item.name))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="no such limit there")
def test_a_full_disk_is_named_nothing_is_half_written_and_trying_again_works(path):
    done = python(FULL, path)
    assert (done.returncode, done.stdout, done.stderr) == (0, "\n", "")


READ_ONLY = """
import os, sys
from pathlib import Path
from wizard import store
from wizard.errors import UserError
import sqlite3, sqlite_utils
if os.getuid() == 0:
    os.setgroups([])
    os.setgid(65534)
    os.setuid(65534)
for name in ("work.plimsoll", "new.plimsoll"):
    try:
        store.open_workspace(Path(sys.argv[1]) / name)
    except UserError as error:
        print(error.sentence)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="no such modes there")
@pytest.mark.parametrize(("folder_mode", "file_mode"), [(0o555, 0o644), (0o777, 0o444)])
def test_a_read_only_folder_or_file_is_named(folder_mode, file_mode):
    with tempfile.TemporaryDirectory() as name:  # not in pytest's folders: those are closed to other users
        folder = Path(name)
        make(folder / "work.plimsoll").chmod(file_mode)
        folder.chmod(folder_mode)
        before = everything_in(folder)
        said = python(READ_ONLY, folder).stdout.splitlines()
        assert said[0] == '"work.plimsoll" cannot be written here: the file or its folder is read-only.'
        assert before.items() <= everything_in(folder).items()
        assert (len(said) == 2) == (folder_mode == 0o555)
        folder.chmod(0o700)


@pytest.mark.skipif(sys.platform == "win32", reason="no such modes there")
def test_files_are_for_this_user_alone(tmp_path):
    old = os.umask(0)
    try:
        path = make(tmp_path / "mine" / "deep" / "work.plimsoll", 2)
        path.chmod(0o644)
        workspace = store.open_workspace(path)
        workspace.keep(b"proof")
        workspace.backup("sealing")
        modes = {item: stat.S_IMODE(item.stat().st_mode) for item in (tmp_path / "mine").rglob("*")}
        workspace.close()
    finally:
        os.umask(old)
    assert len(modes) == 7
    assert all(mode == (0o700 if item.is_dir() else 0o600) for item, mode in modes.items()), modes
    assert stat.S_IMODE((tmp_path / "mine").stat().st_mode) == 0o700


def test_what_is_stamped_says_who_made_it(path):
    db = sqlite3.connect(path)
    assert db.execute("PRAGMA application_id").fetchone() == (APPLICATION_ID,)
    assert db.execute("PRAGMA journal_mode").fetchone() == ("delete",)
    db.close()


def test_the_settings_that_keep_answers_are_on(path):
    workspace = store.open_workspace(path)
    wanted = {"synchronous": 3, "foreign_keys": 1, "trusted_schema": 0, "secure_delete": 1, "locking_mode": "exclusive"}
    assert {name: workspace._db.execute(f"PRAGMA {name}").fetchone()[0] for name in wanted} == wanted
    workspace.close()


def test_a_folder_is_no_workspace(tmp_path):
    with pytest.raises(UserError, match="is not a file"):
        store.open_workspace(tmp_path)


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
    before = path.read_bytes()
    assert python(program, path).returncode == 9
    assert path.read_bytes() != before
    assert len(content(path)[1]) == 20
    assert not Path(f"{path}-journal").exists()
