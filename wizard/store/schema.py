"""The tables of a workspace: a connection goes in, tables made, compared or brought up to date come out."""

import sqlite3
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING

from wizard.store.trouble import UnsoundError

if TYPE_CHECKING:
    from sqlite_utils import Database

APPLICATION_ID = 0x504C696D  # "PLim"

Step = Callable[["Database"], None]


@dataclass(frozen=True, slots=True)
class Shape:
    """One version of the file format: its DDL, and per older version the step that leads to the next one."""

    version: int
    ddl: tuple[str, ...]
    steps: Mapping[int, Step] = field(default_factory=lambda: MappingProxyType({}))


# note, who and value hold JSON in ASCII: SQLite refuses the lone surrogates that a user can paste.
# `scores` is the cache (see `cache`): lines of the overview and copies of questionnaires. Another name would be a migration for what can be thrown away.
CURRENT = Shape(
    version=1,
    ddl=(
        """CREATE TABLE questionnaires (
    digest TEXT NOT NULL PRIMARY KEY,
    texts TEXT NOT NULL
)""",
        """CREATE TABLE assessments (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    questionnaire TEXT NOT NULL REFERENCES questionnaires(digest),
    created TEXT NOT NULL,
    changed TEXT NOT NULL,
    sealed TEXT NOT NULL,
    sealed_sha256 TEXT NOT NULL,
    archived INTEGER NOT NULL,
    head TEXT NOT NULL,
    entries INTEGER NOT NULL,
    hash TEXT NOT NULL
)""",
        """CREATE TABLE log (
    seq INTEGER PRIMARY KEY,
    assessment TEXT NOT NULL REFERENCES assessments(id),
    question TEXT NOT NULL,
    value TEXT NOT NULL,
    note TEXT NOT NULL,
    who TEXT NOT NULL,
    at TEXT NOT NULL,
    previous TEXT NOT NULL,
    hash TEXT NOT NULL
)""",
        "CREATE INDEX log_of_assessment ON log(assessment, question)",
        """CREATE TABLE settings (
    key TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL,
    hash TEXT NOT NULL
)""",
        """CREATE TABLE scores (
    number INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,
    text TEXT NOT NULL,
    hash TEXT NOT NULL
)""",
    ),
)

_OBJECTS = "SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY type, name"


def create(connection: sqlite3.Connection, shape: Shape) -> None:
    """Make the tables in an empty file."""
    connection.execute("BEGIN EXCLUSIVE")
    for statement in shape.ddl:
        connection.execute(statement)
    connection.execute(f"PRAGMA application_id={APPLICATION_ID}")
    connection.execute(f"PRAGMA user_version={shape.version}")
    connection.execute("COMMIT")


def compare(connection: sqlite3.Connection, shape: Shape) -> None:
    """Raise UnsoundError naming the first table, index, view or trigger that is not as we make it."""
    found = {(row[0], row[1]): row for row in connection.execute(_OBJECTS)}
    wanted = {(row[0], row[1]): row for row in _expected(shape)}
    for key in sorted(found.keys() | wanted.keys()):
        kind, name = key
        if key not in wanted:
            raise UnsoundError(f"it has a {kind} named {name!r} that Plimsoll did not make")
        if found.get(key) != wanted[key]:
            raise UnsoundError(f"its {kind} {name!r} is {'changed' if key in found else 'missing'}")


def _expected(shape: Shape) -> list[tuple[object, ...]]:
    model = sqlite3.connect(":memory:", isolation_level=None)
    try:
        create(model, shape)
        return model.execute(_OBJECTS).fetchall()
    finally:
        model.close()


def migrate(connection: sqlite3.Connection, shape: Shape, version: int) -> None:
    """Bring an older file up to date, all of it or nothing. The caller has made a backup."""
    from sqlite_utils import Database

    database = Database(connection, execute_plugins=False)
    with database.atomic():
        for old in range(version, shape.version):
            shape.steps[old](database)
            connection.execute(f"PRAGMA user_version={old + 1}")
        compare(connection, shape)
