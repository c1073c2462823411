"""An open file goes in; nothing comes out when every part of it can be trusted, otherwise UnsoundError with the reason."""

import re
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from wizard.store import chain, schema
from wizard.store.trouble import UnsoundError

_MAGIC = b"SQLite format 3\0"
_READ_FAILED = re.compile(r"error code=(\d+)|failed to get page")


def version(path: Path) -> int:
    """Read the format's version from a file's first bytes, touching nothing. Raises UnsoundError for a foreign file."""
    with path.open("rb") as file:
        head = file.read(100)
    if len(head) < 100 or not head.startswith(_MAGIC):
        raise UnsoundError("it is not a SQLite file")
    if int.from_bytes(head[68:72], "big") != schema.APPLICATION_ID:
        raise UnsoundError("another program made it")
    if not {head[18], head[19]} <= {1, 2}:
        raise UnsoundError("its first bytes are damaged")
    return int.from_bytes(head[60:64], "big")


def check(connection: sqlite3.Connection, shape: schema.Shape) -> None:
    """Check pages, indexes, references, tables, the chain of the log and every other row's fingerprint."""
    for _ in pieces(connection, shape):
        pass


def pieces(connection: sqlite3.Connection, shape: schema.Shape) -> Iterator[None]:
    """Make the same check with pauses, in which another thread may read and add."""
    schema.compare(connection, shape)
    yield
    check_pages(connection)
    yield
    yield from chain.check_log(connection)
    yield
    chain.check_rows(connection)


def check_pages(connection: sqlite3.Connection) -> None:
    """Check pages and indexes. A page that could not be read is an OSError: it says nothing about the file."""
    for (line,) in connection.execute("PRAGMA integrity_check(1)"):
        failed = _READ_FAILED.search(str(line))
        if failed and int(failed[1] or sqlite3.SQLITE_IOERR) & 0xFF in (sqlite3.SQLITE_IOERR, sqlite3.SQLITE_NOMEM):
            raise OSError(str(line))
        if line != "ok":
            raise UnsoundError("its pages do not hold together") from sqlite3.DatabaseError(str(line))
    for table, *_ in connection.execute("PRAGMA foreign_key_check"):
        raise UnsoundError(f"its table {table!r} refers to a row that is not there")


def open_to_look(path: Path) -> sqlite3.Connection:
    """Open a file that nobody writes, so that nothing beside it is touched either."""
    connection = sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True, isolation_level=None)
    connection.execute("PRAGMA trusted_schema=OFF")
    return connection


def check_file(path: Path, shape: schema.Shape) -> None:
    """Check a file that nobody has open, of this version or an older one. Raises UnsoundError, sqlite3.Error or OSError."""
    made = version(path)
    if not 1 <= made <= shape.version:
        raise UnsoundError("it is not of this program's version")
    connection = open_to_look(path)
    try:
        check_pages(connection)
        if made == shape.version:
            check(connection, shape)
    finally:
        connection.close()
