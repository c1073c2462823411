"""A workspace's path goes in, the paths beside it and files that survive a power cut come out."""

import os
import stat
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from wizard.disk import sync_folder

LONGEST_NAME = 230  # leaves room for the ends of the names beside it
LONGEST_PATH = 410  # SQLite takes 512 bytes, and a backup's journal lies deeper than the workspace


@dataclass(frozen=True, slots=True)
class Paths:
    """Where everything of one workspace lies."""

    workspace: Path
    lock: Path
    backups: Path
    evidence: Path
    journal: Path
    new: Path


def paths_of(path: Path) -> Paths:
    """Follow links, so that every way to a file leads to the same lock."""
    real = Path(os.path.realpath(path))
    beside = {
        "lock": ".lock",
        "backups": ".backups",
        "evidence": ".evidence",
        "journal": "-journal",
        "new": ".new",
    }
    return Paths(workspace=real, **{key: real.with_name(real.name + end) for key, end in beside.items()})


def make_private_file(path: Path) -> None:
    """Make an empty file that only this user can read. Raises FileExistsError."""
    os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))


def keep_private(path: Path) -> None:
    """Take a file away from other users where it was open to them; some file systems know no modes."""
    if os.name != "nt" and stat.S_IMODE(path.stat().st_mode) & 0o077:
        with suppress(OSError):
            path.chmod(0o600)


def sync_file(path: Path) -> None:
    """Have a file's bytes on disk before going on."""
    handle = os.open(path, os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def put_in_place(part: Path, target: Path) -> None:
    """Give a finished file its name; after a power cut there is the old file or the new one, whole."""
    sync_file(part)
    part.replace(target)
    sync_folder(target.parent)


def sweep(paths: Paths) -> None:
    """Take away the half files that a program which died left beside a workspace; nobody else can be writing them."""
    beside = paths.new.with_name(paths.new.name + "-journal")
    for half in (paths.backups / ".part", paths.backups / ".part-journal", paths.evidence / ".part", paths.new, beside):
        half.unlink(missing_ok=True)


def free_name(path: Path, word: str) -> Path:
    """Find a name beside a file that nothing has yet, like `work (damaged 1).plimsoll`."""
    number = 1
    while True:
        name = path.with_name(f"{path.stem} ({word} {number}){path.suffix}")
        if not os.path.lexists(name):
            return name
        number += 1
