"""An open file goes in; nothing comes out when every part of it can be trusted, otherwise UnsoundError with the reason."""

import re
import sqlite3
from pathlib import Path

from wizard.store import chain, schema
from wizard.store.trouble import UnsoundError

_MAGIC = b"SQLite format 3\0"
_READ_FAILED = re.compile(r"error code=(\d+)")


def stamp(path: Path) -> tuple[int, int]:
    """Read application id and version from a file's first bytes, touching nothing. Raises UnsoundError where it is no SQLite."""
    with path.open("rb") as file:
        head = file.read(100)
    if len(head) < 100 or not head.startswith(_MAGIC):
        raise UnsoundError("it is not a SQLite file")
    if not {head[18], head[19]} <= {1, 2}:
        raise UnsoundError("its first bytes are damaged")
    return int.from_bytes(head[68:72], "big"), int.from_bytes(head[60:64], "big")


def check(connection: sqlite3.Connection, shape: schema.Shape) -> None:
    """Check pages, indexes, references, tables, the chain of the log and every other row's fingerprint."""
    schema.compare(connection, shape)
    check_pages(connection)
    chain.check_log(connection)
    chain.check_rows(connection)


def check_pages(connection: sqlite3.Connection) -> None:
    """Check pages and indexes. A page that could not be read is an OSError: it says nothing about the file."""
    for (line,) in connection.execute("PRAGMA integrity_check(1)"):
        failed = _READ_FAILED.search(str(line))
        if failed and int(failed[1]) & 0xFF in (sqlite3.SQLITE_IOERR, sqlite3.SQLITE_NOMEM):
            raise OSError(str(line))
        if line != "ok":
            raise UnsoundError(f"its pages are damaged ({' '.join(str(line).split())})")
    for table, *_ in connection.execute("PRAGMA foreign_key_check"):
        raise UnsoundError(f"its table {table!r} refers to a row that is not there")


def open_to_look(path: Path) -> sqlite3.Connection:
    """Open a file that nobody writes, so that nothing beside it is touched either."""
    connection = sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True, isolation_level=None)
    connection.execute("PRAGMA trusted_schema=OFF")
    return connection


def check_file(path: Path, shape: schema.Shape) -> None:
    """Check a file that nobody has open, of this version or an older one. Raises UnsoundError, sqlite3.Error or OSError."""
    application, version = stamp(path)
    if application != schema.APPLICATION_ID or not 1 <= version <= shape.version:
        raise UnsoundError("it is not a workspace of this program")
    connection = open_to_look(path)
    try:
        check_pages(connection)
        if version == shape.version:
            check(connection, shape)
    finally:
        connection.close()
