"""The store's promises about a file it cannot trust: newer, foreign, planted, tampered with, damaged, cut short."""

import random

import pytest

from tests.store_samples import AT, change, content, made, refused
from wizard.errors import UserError
from wizard.store import DamagedError, checking, open_workspace, restore
from wizard.store.schema import APPLICATION_ID


@pytest.fixture
def path(tmp_path):
    return made(tmp_path / "work.plimsoll")


def test_a_newer_file_is_refused_by_name(path):
    change(path, "PRAGMA user_version=2")
    assert "newer version" not in refused(path, "newer Plimsoll").hint


def test_a_database_of_another_program_is_refused(path):
    change(path, "PRAGMA application_id=7")
    refused(path, "not a Plimsoll workspace: another program")


@pytest.mark.parametrize("data", [b"x", b"\xff\xd8\xff\xe0JFIF" * 50, b"%PDF-1.7\n" * 100, b"SQLite format 3\0"])
def test_what_is_no_database_is_refused(tmp_path, data):
    path = tmp_path / "holiday.jpg"
    path.write_bytes(data)
    refused(path, "not a SQLite file")


def test_a_folder_is_refused(tmp_path):
    with pytest.raises(UserError, match="not a file"):
        open_workspace(tmp_path)


@pytest.mark.parametrize(
    ("planted", "named"),
    [
        ("CREATE TRIGGER t AFTER INSERT ON log BEGIN UPDATE log SET value = '{}'; END", "trigger named 't'"),
        ("CREATE VIEW answers AS SELECT * FROM log", "view named 'answers'"),
        ("CREATE TABLE more (x)", "table named 'more'"),
        ("CREATE INDEX quick ON log(who)", "index named 'quick'"),
        ("ALTER TABLE log ADD COLUMN extra TEXT", "table 'log' is changed"),
        ("ALTER TABLE log RENAME COLUMN who TO whom", "table 'log' is changed"),
        ("DROP INDEX log_of_assessment", "index 'log_of_assessment' is missing"),
    ],
)
def test_a_planted_part_is_refused(path, planted, named):
    change(path, planted)
    refused(path, named, DamagedError)


def test_a_workspace_in_another_journal_mode_is_brought_back(path):
    change(path, "PRAGMA journal_mode=WAL")
    workspace = open_workspace(path)
    assert workspace._db.execute("PRAGMA journal_mode").fetchone() == ("delete",)
    workspace.close()


@pytest.mark.parametrize(
    ("tampering", "named"),
    [
        ("UPDATE log SET value = replace(value, '3 long', '4 long') WHERE seq = 4", "breaks at entry 4"),
        ("UPDATE log SET who = '\"Eve\"' WHERE seq = 5", "breaks at entry 5"),
        ("UPDATE log SET note = CAST(note AS BLOB) WHERE seq = 6", "breaks at entry 6"),
        ("DELETE FROM log WHERE seq = 7", "breaks at entry 7"),
        ("DELETE FROM log WHERE seq = 20", "does not end where assessment 'two' says"),
        ("UPDATE log SET seq = 99 WHERE seq = 20", "breaks at entry 20"),
        ("DELETE FROM assessments WHERE id = 'two'", "refers to a row that is not there"),
        ("UPDATE assessments SET sealed = '2026' WHERE id = 'one'", "entry of assessment 'one'"),
        ("UPDATE settings SET value = '\"Letter\"'", "setting 'paper'"),
        ("UPDATE questionnaires SET texts = '[]'", "questionnaire [0-9a-f]{12} in it is changed"),
    ],
)
def test_tampering_is_named_on_opening(path, tampering, named):
    change(path, tampering)
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


def test_a_flipped_bit_is_named_or_changes_nothing(path, tmp_path):
    whole, expected = path.read_bytes(), content(path)
    chance = random.Random(11)
    used = [place for place, byte in enumerate(whole) if byte]
    places = [*range(0, 100, 3), *chance.choices(used, k=200), *chance.choices(range(len(whole)), k=50)]
    copy, named = tmp_path / "flipped.plimsoll", 0
    for place in places:
        data = bytearray(whole)
        data[place] ^= 1 << chance.randrange(8)
        copy.write_bytes(data)
        try:
            assert content(copy) == expected, f"byte {place}"
        except UserError:
            named += 1
            assert copy.read_bytes() == data, f"byte {place}"
    assert named > len(places) // 2


@pytest.mark.parametrize("keep", [0, 50, 4096, 20_000, -1])
def test_a_cut_file_is_named_and_its_backup_offered(path, keep):
    workspace = open_workspace(path)
    workspace.backup("test")
    workspace.close()
    expected = content(path)
    path.write_bytes(path.read_bytes()[:keep])
    trouble = refused(path, "work.plimsoll", DamagedError)
    assert trouble.backup is not None
    assert trouble.backup.name in trouble.hint
    assert restore(path) == path
    assert content(path) == expected
    assert path.with_name("work (damaged 1).plimsoll").stat().st_size < path.stat().st_size


def test_the_newest_good_backup_is_offered_when_newer_ones_are_bad(path):
    workspace = open_workspace(path)
    good = workspace.backup("good")
    bad = workspace.backup("bad")
    workspace.close()
    bad.write_bytes(bad.read_bytes()[:-4096])
    change(path, "UPDATE log SET value = '{}' WHERE seq = 3")
    assert refused(path, "entry 3", DamagedError).backup == good


def test_a_missing_file_with_backups_is_not_begun_anew(path):
    expected = content(path)
    workspace = open_workspace(path)
    workspace.backup("test")
    workspace.close()
    path.unlink()
    with pytest.raises(DamagedError, match="is missing") as caught:
        open_workspace(path)
    assert "begin anew" in caught.value.hint
    assert not path.exists()
    restore(path)
    assert content(path) == expected


def test_restoring_takes_the_old_journal_out_of_the_way(path):
    workspace = open_workspace(path)
    workspace.backup("test")
    workspace.close()
    expected = content(path)
    path.write_bytes(b"not a database")
    path.with_name(path.name + "-journal").write_bytes(b"a journal of the damaged file")
    restore(path)
    assert content(path) == expected
    assert path.with_name("work (damaged 1).plimsoll").read_bytes() == b"not a database"
    assert path.with_name("work (damaged 1).plimsoll-journal").exists()


def test_without_a_good_backup_nothing_is_restored(path):
    before = path.read_bytes()
    with pytest.raises(UserError, match="no good backup"):
        restore(path)
    assert path.read_bytes() == before


def test_a_page_that_cannot_be_read_is_not_taken_for_damage():
    class Pulled:
        def execute(self, _query):
            return [("Tree 4 page 9: unable to get the page. error code=266",)]

    with pytest.raises(OSError, match="error code"):
        checking.check_pages(Pulled())


def test_a_new_file_carries_the_programs_mark(path):
    data = path.read_bytes()
    assert int.from_bytes(data[68:72], "big") == APPLICATION_ID
