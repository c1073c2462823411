"""An open workspace goes in, verified copies of it come out; and a damaged one's place is taken by the newest good copy."""

import os
import re
import shutil
import sqlite3
from datetime import UTC, datetime
from pathlib import Path

from wizard.disk import make_private_folder, sync_folder
from wizard.errors import UserError
from wizard.store import lock
from wizard.store.checking import check_file
from wizard.store.files import (
    Paths,
    free_name,
    make_private_file,
    paths_of,
    put_in_place,
)
from wizard.store.schema import CURRENT, Shape
from wizard.store.trouble import WRONG_INSIDE, DamagedError, told

KEPT = 5


def back_up(connection: sqlite3.Connection, paths: Paths, reason: str, shape: Shape) -> Path:
    """Copy an open workspace, check the copy, and only then let the oldest one go."""
    make_private_folder(paths.backups)
    target = paths.backups / _name(paths, reason)
    part = paths.backups / ".part"
    copy_to(connection, part, shape)
    put_in_place(part, target)
    for old in backups(paths)[KEPT:]:
        old.unlink()
    return target


def copy_to(connection: sqlite3.Connection, part: Path, shape: Shape) -> None:
    """Copy an open workspace through SQLite's backup and check the copy; no bad copy stays."""
    part.unlink(missing_ok=True)
    make_private_file(part)
    try:
        target = sqlite3.connect(f"{part.as_uri()}?mode=rw", uri=True, isolation_level=None)
        try:
            connection.backup(target)
        finally:
            target.close()
        check_file(part, shape)
    except BaseException:
        part.unlink(missing_ok=True)
        raise


def backups(paths: Paths) -> tuple[Path, ...]:
    """List the backups, newest first: by their number, because clocks go back."""
    found = [(int(match[1]), path) for path in _entries(paths.backups) if (match := re.match(r"(\d{6,})-", path.name))]
    return tuple(path for _, path in sorted(found, reverse=True))


def newest_good(paths: Paths, shape: Shape = CURRENT) -> Path | None:
    """Find the newest backup that passes every check."""
    for path in backups(paths):
        try:
            check_file(path, shape)
        except (*WRONG_INSIDE, OSError):
            continue
        return path
    return None


def damaged(paths: Paths, sentence: str, shape: Shape = CURRENT) -> DamagedError:
    """Name the damage, and the newest good backup where there is one."""
    good = newest_good(paths, shape)
    offer = f'Restore the newest good backup, "{good.name}".' if good else "There is no good backup of it."
    kept = " The file was left as it is."
    if not paths.workspace.exists():
        kept = f' To begin anew, move "{paths.backups.name}" and "{paths.journal.name}" away.'
    return DamagedError(f"{sentence}.", offer + kept, good, paths.workspace)


def restore(path: Path) -> Path:
    """Put the newest good backup in the place of a damaged or missing workspace, and give the workspace's path.

    The damaged file stays beside it under a new name, with its journal. Raises UserError where there is no good backup
    or somebody has the workspace open.
    """
    paths = paths_of(path)
    with told(paths.workspace):
        held = lock.take(paths.lock, "", paths.workspace.name)
        try:
            good = newest_good(paths)
            if good is None:
                raise UserError(f'There is no good backup of "{paths.workspace.name}".', "The file was left as it is.")
            paths.new.unlink(missing_ok=True)
            make_private_file(paths.new)
            shutil.copyfile(good, paths.new)
            set_aside(paths)
            put_in_place(paths.new, paths.workspace)
        finally:
            held.release()
    return paths.workspace


def set_aside(paths: Paths) -> Path | None:
    """Give a damaged workspace a second name, and take its journal along so that no other file is rolled back by it."""
    kept = free_name(paths.workspace, "damaged")
    had_file = paths.workspace.exists()
    if had_file:
        try:
            os.link(paths.workspace, kept)
        except OSError:
            shutil.copy2(paths.workspace, kept)
    if paths.journal.exists():
        paths.journal.replace(kept.with_name(kept.name + "-journal"))
    sync_folder(kept.parent)
    return kept if had_file else None


def _name(paths: Paths, reason: str) -> str:
    newest = backups(paths)[:1]
    number = int(newest[0].name.split("-")[0]) + 1 if newest else 1
    word = re.sub(r"[^a-z0-9]+", "-", reason.lower()).strip("-")[:40] or "backup"
    suffix = paths.workspace.suffix[:20]
    return f"{number:06}-{datetime.now(UTC):%Y-%m-%d}-{word}{suffix}"


def _entries(folder: Path) -> list[Path]:
    return list(folder.iterdir()) if folder.is_dir() else []
