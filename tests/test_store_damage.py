"""A file that cannot be trusted is named, left byte for byte, and its newest good backup offered."""

import random

import pytest

from tests.store_samples import AT, change, content, copied, everything_in, refused
from wizard.errors import UserError
from wizard.store import DamagedError, checking, open_workspace, restore
from wizard.store.schema import APPLICATION_ID, CURRENT


@pytest.fixture
def path(tmp_path):
    return copied(tmp_path / "work.plimsoll")


def written(data):
    return lambda path: path.write_bytes(data)


def changed(statement):
    return lambda path: change(copied(path), statement)


STRANGERS = {
    "a text": (written(b"x"), "not a SQLite file"),
    "a JPEG": (written(b"\xff\xd8\xff\xe0JFIF" + bytes(range(256))), "not a SQLite file"),
    "a PDF": (written(b"%PDF-1.7\n" * 100), "not a SQLite file"),
    "sixteen good bytes": (written(b"SQLite format 3\0"), "not a SQLite file"),
    "another program's file": (changed("PRAGMA application_id=7"), "not a Plimsoll workspace: another program made it"),
    "a newer file": (changed(f"PRAGMA user_version={CURRENT.version + 1}"), "newer Plimsoll"),
}


@pytest.mark.parametrize(("strange", "reason"), STRANGERS.values(), ids=STRANGERS)
@pytest.mark.parametrize("check", [True, False])
def test_strangers_are_refused_by_name(tmp_path, strange, reason, check):
    path = tmp_path / "holiday.jpg"
    strange(path)
    refused(path, reason, check=check)


def test_a_folder_is_no_workspace(tmp_path):
    with pytest.raises(UserError, match="is not a file"):
        open_workspace(tmp_path)


PLANTED = {
    "a trigger": (
        "CREATE TRIGGER t AFTER INSERT ON log BEGIN UPDATE log SET value = '{}' WHERE seq = new.seq; END",
        "trigger named 't'",
    ),
    "a view": ("CREATE VIEW answers AS SELECT * FROM log", "view named 'answers'"),
    "a view over a table": (
        "ALTER TABLE log RENAME TO hidden; CREATE VIEW log AS SELECT * FROM hidden",
        "did not make|changed",
    ),
    "an extra table": ("CREATE TABLE more (x)", "table named 'more'"),
    "an extra index": ("CREATE INDEX quick ON log(who)", "index named 'quick'"),
    "an extra column": ("ALTER TABLE log ADD COLUMN extra TEXT", "table 'log' is changed"),
    "a renamed column": ("ALTER TABLE log RENAME COLUMN who TO whom", "table 'log' is changed"),
    "a lost table": ("DROP TABLE scores", "'scores' is missing|'sqlite_autoindex_scores_1' is missing"),
    "a lost index": ("DROP INDEX log_of_assessment", "index 'log_of_assessment' is missing"),
}


@pytest.mark.parametrize(("statement", "named"), PLANTED.values(), ids=PLANTED)
@pytest.mark.parametrize("check", [True, False])
def test_a_planted_schema_is_refused_before_anything_is_read(path, statement, named, check):
    change(path, statement)
    refused(path, named, DamagedError, check=check)


def test_a_workspace_in_another_journal_mode_is_brought_back(path):
    change(path, "PRAGMA journal_mode=WAL")
    workspace = open_workspace(path)
    assert workspace._db.execute("PRAGMA journal_mode").fetchone() == ("delete",)
    workspace.close()


@pytest.mark.parametrize(
    ("tampering", "named"),
    [
        ("UPDATE log SET value = replace(value, '3 long', '4 long') WHERE seq = 4", "breaks at entry 4"),
        ("UPDATE log SET note = CAST(note AS BLOB) WHERE seq = 6", "breaks at entry 6"),
        ("DELETE FROM log WHERE seq = 1", "breaks at entry 1"),
        ("DELETE FROM log WHERE seq = 7", "breaks at entry 7"),
        ("DELETE FROM log WHERE seq = 20", "does not end where assessment 'two' says"),
        ("UPDATE log SET seq = 99 WHERE seq = 20", "breaks at entry 20"),
        ("DELETE FROM assessments WHERE id = 'two'", "refers to a row that is not there"),
        ("UPDATE assessments SET sealed = '2026' WHERE id = 'one'", "entry of assessment 'one'"),
        ("UPDATE settings SET value = '\"Letter\"'", "setting 'paper'"),
        ("UPDATE questionnaires SET texts = '[]'", "questionnaire [0-9a-f]{12} in it is changed"),
    ],
)
def test_tampering_is_named_by_its_place(path, tampering, named):
    change(path, f"PRAGMA foreign_keys=OFF; {tampering}")
    refused(path, named, DamagedError)


def test_tampering_with_an_open_workspace_is_named_before_sealing(path):
    workspace = open_workspace(path)
    with workspace._writing() as db:
        db.execute("UPDATE log SET value = '{}' WHERE seq = 3")
    assert "breaks at entry 3" in workspace.broken_chain()
    with pytest.raises(DamagedError):
        workspace.mark_sealed("one", AT, "ab" * 32)
    assert workspace.backups() == ()
    assert workspace.assessment("one").sealed == ""
    workspace.close()


def test_flipped_bits_are_named_or_change_nothing(path, tmp_path):
    whole, expected = path.read_bytes(), content(path)
    chance = random.Random(11)
    used = [place for place, byte in enumerate(whole) if byte]
    places = [*range(100), *chance.choices(used, k=250), *chance.choices(range(len(whole)), k=50)]
    copy, named = tmp_path / "flipped.plimsoll", 0
    for place in places:
        data = bytearray(whole)
        data[place] ^= 1 << chance.randrange(8)
        copy.write_bytes(data)
        try:
            assert content(copy) == expected, f"byte {place} changed the content silently"
        except UserError:
            named += 1
            assert copy.read_bytes() == data, f"byte {place}: the refused file was changed"
    assert named > len(places) // 2


@pytest.mark.parametrize("share", [0.0, 0.001, 0.01, 0.3, 0.9, 0.999])
def test_a_cut_file_is_named_and_its_backup_restored(path, share):
    workspace = open_workspace(path)
    workspace.backup("test")
    workspace.close()
    expected, whole = content(path), path.read_bytes()
    path.write_bytes(whole[: int(len(whole) * share)])
    trouble = refused(path, "work.plimsoll", DamagedError)
    assert trouble.backup is not None
    assert trouble.backup.name in trouble.hint
    cut = path.read_bytes()
    assert restore(path) == path
    assert content(path) == expected
    assert path.with_name("work (damaged 1).plimsoll").read_bytes() == cut


def test_without_a_backup_a_cut_file_is_left_and_nothing_is_restored(path):
    path.write_bytes(path.read_bytes()[:9000])
    assert "no good backup" in refused(path, "work.plimsoll", DamagedError).hint
    before = everything_in(path.parent)
    with pytest.raises(UserError, match="no good backup"):
        restore(path)
    assert everything_in(path.parent) == before


@pytest.mark.parametrize(
    "words", ["Tree 4 page 9: unable to get the page. error code=266", "On tree page 6 cell 3: failed to get page 14"]
)
def test_a_page_that_cannot_be_read_is_not_taken_for_damage(words):
    class Pulled:
        def execute(self, _query):
            return [(words,)]

    with pytest.raises(OSError, match="get"):
        checking.check_pages(Pulled())


def test_a_new_file_carries_the_programs_mark(path):
    data = path.read_bytes()
    assert int.from_bytes(data[68:72], "big") == APPLICATION_ID
    assert int.from_bytes(data[60:64], "big") == CURRENT.version
