"""A path in; a folder, or a new file, that is this user's alone and on disk when the call returns, out."""

import os
import stat
from contextlib import suppress
from pathlib import Path
from time import time

PARTIAL = ".plimpart"
LONG_AGO = 3600  # seconds


def make_private_folder(folder: Path) -> None:
    """Make a folder, and those above it that are missing, for this user alone. Raises OSError."""
    if folder.is_dir():
        return
    make_private_folder(folder.parent)
    folder.mkdir(mode=0o700, exist_ok=True)
    try:
        sync_folder(folder.parent)
    except OSError:
        with suppress(OSError):
            folder.rmdir()  # so that the next try does not take it for one that is there to stay
        raise


def sync_folder(folder: Path) -> None:
    """Have a folder's names on disk before going on; Windows offers no such call. Raises OSError."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def write_private_file(path: Path, data: bytes) -> None:
    """Make a file for this user alone, whole on disk; what lies there, a link say, goes first. Raises OSError."""
    path.unlink(missing_ok=True)
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    with os.fdopen(os.open(path, flags, 0o600), "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def partial_of(path: Path) -> Path:
    """Name the half file beside a place: hidden, and with an end that no other program gives."""
    return path.with_name(f".{path.name}{PARTIAL}")


def sweep_partials(folder: Path) -> None:
    """Take away what a program that was killed left half written in a folder.

    Nobody is still writing there: it takes seconds, and these have lain for an hour. One that did would find its file
    gone and say that nothing was written.
    """
    with suppress(OSError):
        for half in folder.glob(f".*{PARTIAL}"):
            _take_away(half)


def _take_away(half: Path) -> None:
    with suppress(OSError):
        about = half.lstat()
        if stat.S_ISREG(about.st_mode) and about.st_mtime < time() - LONG_AGO:
            half.unlink()
