"""An error of SQLite or of the disk goes in, a UserError with a sentence and a hint comes out."""

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from wizard.errors import UserError

_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
_FORBIDDEN = (errno.EACCES, errno.EPERM, errno.EROFS)
_SAFE = "Everything shown as saved is still there."


class DamagedError(UserError):
    """A workspace cannot be trusted: the file `path`. `backup` is its newest good backup, None where there is none."""

    def __init__(self, sentence: str, hint: str = "", backup: Path | None = None, path: Path | None = None) -> None:
        """Keep which file it is about, and the backup that a face may offer to restore."""
        super().__init__(sentence, hint)
        self.backup, self.path = backup, path


class InUseError(UserError):
    """Somebody else has the workspace open."""


class UnsoundError(Exception):
    """What is wrong inside a file, in a sentence; opening turns it into DamagedError."""


# SQLite's own words about a damaged file can hold its broken bytes; sqlite3 then fails to decode them.
WRONG_INSIDE = (UnsoundError, sqlite3.DatabaseError, UnicodeDecodeError)


@contextmanager
def told(path: Path) -> Iterator[None]:
    """Raise what the world does to this file as UserError, from its cause; a bug stays what it is."""
    try:
        yield
    except sqlite3.Error as error:
        known = from_sqlite(error, path)
        if known is None:
            raise
        raise known from error
    except OSError as error:
        raise from_system(error, path) from error


def from_sqlite(error: sqlite3.Error, path: Path) -> UserError | None:
    """Say what SQLite met; None where the mistake is ours."""
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    name = path.name
    undecodable = isinstance(error, sqlite3.OperationalError) and not hasattr(error, "sqlite_errorcode")
    if undecodable or code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
        return DamagedError(
            f'"{name}" is damaged: {error}.', "Nothing was changed in it. Restore a backup, or copy the file."
        )
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return InUseError(f'Another program has "{name}" open.', f"Close it there and try again. {_SAFE}")
    if code == sqlite3.SQLITE_FULL:
        return _full(name)
    if code in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM, sqlite3.SQLITE_AUTH):
        return _forbidden(name)
    if code in (sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_NOMEM, sqlite3.SQLITE_PROTOCOL):
        return _unreachable(name, str(error))
    return None


def is_about_the_world(error: Exception) -> bool:
    """Tell a disk that refuses from a file that is wrong: a failed read must not be taken for damage."""
    known = from_sqlite(error, Path("x")) if isinstance(error, sqlite3.Error) else None
    return known is not None and not isinstance(known, DamagedError)


def from_system(error: OSError, path: Path) -> UserError:
    """Say what the operating system met."""
    if error.errno in _FULL:
        return _full(path.name)
    if error.errno in _FORBIDDEN:
        return _forbidden(path.name)
    return _unreachable(path.name, error.strerror or type(error).__name__)


def _full(name: str) -> UserError:
    return UserError(f'There is no room left on the disk for "{name}".', f"Free some space and try again. {_SAFE}")


def _forbidden(name: str) -> UserError:
    return UserError(
        f'"{name}" cannot be written here: the file or its folder is read-only.',
        f"Copy it to a folder of your own and open that copy. {_SAFE}",
    )


def _unreachable(name: str, cause: str) -> UserError:
    return UserError(
        f'"{name}" could not be read or written just now ({cause}).',
        f"Check that the drive is connected and has room, then try again. {_SAFE}",
    )
