"""An older file goes in, a file of today's format comes out, all of it or nothing."""

import signal
import sqlite3

import pytest

from tests.store_samples import content, copied, python, refused
from wizard.errors import UserError
from wizard.store import Shape, open_workspace
from wizard.store.schema import CURRENT


@pytest.fixture
def path(tmp_path):
    return copied(tmp_path / "work.plimsoll")


def add_colour(database):
    database.table("settings").add_column("colour", str)


def next_shape():
    """Write the DDL as the step leaves it: SQLite keeps the text and adds the column at its end."""
    model = sqlite3.connect(":memory:")
    for text in CURRENT.ddl:
        model.execute(text)
    model.execute('ALTER TABLE "settings" ADD COLUMN "colour" TEXT')
    made = dict(model.execute("SELECT name, sql FROM sqlite_schema WHERE sql IS NOT NULL"))
    model.close()
    return Shape(version=2, ddl=tuple(made.values()), steps={1: add_colour})


def test_an_older_file_is_backed_up_and_brought_up_to_date(path):
    before = content(path)
    workspace = open_workspace(path, check=False, shape=next_shape())
    assert workspace.is_current
    assert workspace.answers("one") == dict(item for item in before[1][0] if isinstance(item, tuple))
    assert workspace.dump("settings")[0]["colour"] is None
    (backup,) = workspace.backups()
    workspace.close()
    assert backup.name.endswith("migration.plimsoll")
    assert content(backup) == before
    refused(path, "newer Plimsoll")


@pytest.mark.parametrize("wrong", ["fails", "is not what it says", "does nothing"])
def test_a_migration_that_goes_wrong_changes_nothing(path, wrong):
    def step(database):
        if wrong == "does nothing":
            return
        add_colour(database)
        database.table("settings").add_column("more", str)
        if wrong == "fails":
            raise OSError(5, "the drive was pulled out")

    before, size = content(path), path.stat().st_size
    with pytest.raises(UserError):
        open_workspace(path, shape=Shape(2, next_shape().ddl, {1: step}))
    assert content(path) == before
    assert path.stat().st_size == size


def test_a_kill_while_migrating_changes_nothing(path):
    before = content(path)
    code = f"""
import os, signal, sys
from pathlib import Path
from wizard.store import Shape, open_workspace
from wizard.store.schema import CURRENT

def step(database):
    database.table("settings").add_column("colour", str)
    database.execute("UPDATE log SET who = '{"x" * 5000}'")
    database.execute("PRAGMA cache_spill=1")
    os.kill(os.getpid(), signal.SIGKILL)

open_workspace(Path(sys.argv[1]), shape=Shape(2, CURRENT.ddl, {{1: step}}))
"""
    assert python(code, path).returncode == -signal.SIGKILL
    assert content(path) == before
