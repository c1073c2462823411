"""A lock file's path and a user's name go in, the sole right to a workspace or the holder's name comes out.

The operating system's lock on the file is what counts: it ends with the process. The file's text only names the holder.
A lock file that is free and has text was left by a process that died, so it also tells that the last exit was unclean.
"""

import json
import os
import sys
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from wizard.disk import sync_folder
from wizard.store.trouble import InUseError

if sys.platform == "win32":
    import msvcrt

    def _grip(handle: int) -> None:
        # Windows keeps others from reading locked bytes, so the lock lies far behind the text.
        os.lseek(handle, 1 << 30, os.SEEK_SET)
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        os.lseek(handle, 0, os.SEEK_SET)
else:
    import fcntl

    def _grip(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)


class Lock:
    """The right to a workspace, held until `release`. `stale` tells that the last holder died holding it."""

    def __init__(self, path: Path, handle: int, *, stale: bool) -> None:
        """Take over an open and locked file."""
        self.path = path
        self.stale = stale
        self._handle = handle

    def sign(self, who: str) -> None:
        """Write who holds this, for others to be told."""
        _sign(self._handle, who)

    def release(self, *, clean: bool = True) -> None:
        """Give the workspace free; not clean leaves the file, so that the next opening knows.

        A file that the disk does not let go is left too: the next opening only takes the exit for an unclean one.
        """
        if self._handle < 0:
            return
        handle, self._handle = self._handle, -1
        with suppress(OSError):
            if clean and os.name != "nt":
                self.path.unlink(missing_ok=True)
        os.close(handle)
        with suppress(OSError):
            if clean and os.name == "nt":
                self.path.unlink(missing_ok=True)


def take(path: Path, who: str, workspace: str) -> Lock:
    """Lock a workspace for this process. Raises InUseError with the holder's name, or OSError."""
    while True:
        handle = os.open(path, os.O_CREAT | os.O_RDWR, 0o600)
        try:
            _grip_or_refuse(handle, path, workspace)
            if not _is_at(handle, path):
                os.close(handle)
                continue
            stale = os.fstat(handle).st_size > 0
            _sign(handle, who)
            sync_folder(path.parent)
        except BaseException:
            os.close(handle)
            raise
        return Lock(path, handle, stale=stale)


def _grip_or_refuse(handle: int, path: Path, workspace: str) -> None:
    try:
        _grip(handle)
    except (BlockingIOError, PermissionError) as error:
        raise InUseError(
            f'{_holder(path)} has "{workspace}" open.', "Close it there, or work in that window, then try again."
        ) from error
    except OSError:
        # Some network drives know no such lock; SQLite's own lock then still refuses a second writer.
        return


def _is_at(handle: int, path: Path) -> bool:
    """Tell whether the locked file still has its name: the last holder may have removed it in between."""
    try:
        return os.path.samestat(os.fstat(handle), path.stat())
    except FileNotFoundError:
        return False


def _sign(handle: int, who: str) -> None:
    opened = datetime.now(UTC).isoformat(timespec="seconds")
    text = json.dumps({"who": who, "pid": os.getpid(), "opened": opened})
    os.lseek(handle, 0, os.SEEK_SET)
    os.ftruncate(handle, 0)
    os.write(handle, text.encode("ascii"))
    os.fsync(handle)


def _holder(path: Path) -> str:
    try:
        who = json.loads(path.read_text("ascii"))["who"]
    except (OSError, ValueError, KeyError, TypeError):
        who = ""
    return who.strip()[:100] if isinstance(who, str) and who.strip() else "Another window of Plimsoll"
