"""A path goes in, a workspace that nobody else writes comes out, or a UserError that names why not."""

import os
import sqlite3
import stat
from contextlib import suppress
from pathlib import Path

from wizard.disk import make_private_folder
from wizard.errors import UserError
from wizard.store import checking, lock, schema
from wizard.store.backup import backups, damaged
from wizard.store.files import (
    LONGEST_NAME,
    LONGEST_PATH,
    Paths,
    keep_private,
    make_private_file,
    paths_of,
    put_in_place,
)
from wizard.store.trouble import WRONG_INSIDE, UnsoundError, is_about_the_world, told
from wizard.store.workspace import Workspace

_WAIT = 0.5  # seconds for a virus scanner or a sync client to let go


def open_workspace(path: Path, who: str = "", *, check: bool = True, shape: schema.Shape = schema.CURRENT) -> Workspace:
    """Open a workspace, or make it where there is none.

    `who` is the name that other windows are shown; without one it is the name that its user set in it. `check=False`
    leaves the check of pages and chain to a later `Workspace.check()`, which the first write makes anyway: a window can
    paint first. Raises UserError: InUseError, DamagedError (with the newest good backup), or one for a newer, foreign,
    read-only or unreachable file. A file that is refused is left byte for byte as it was.
    """
    paths = paths_of(path)
    _refuse_long_names(paths)
    with told(paths.workspace):
        make_private_folder(paths.workspace.parent)
        held = lock.take(paths.lock, who, paths.workspace.name)
        try:
            workspace = _open(paths, held, shape)
        except BaseException:
            held.release(clean=not held.stale)
            raise
    if check or not workspace.is_current:
        _check_or_close(workspace)
    if not who:
        with suppress(UserError, OSError):
            held.sign(workspace.setting("who"))
    return workspace


def _check_or_close(workspace: Workspace) -> None:
    try:
        workspace.check()
    except BaseException:
        workspace.close()
        raise


def _refuse_long_names(paths: Paths) -> None:
    name = os.fsencode(paths.workspace.name)
    if len(name) > LONGEST_NAME or len(os.fsencode(paths.workspace)) > LONGEST_PATH:
        raise UserError(
            f'The name "{paths.workspace.name[:60]}…" is too long for a workspace.',
            f"Use at most {LONGEST_NAME} bytes for the name and {LONGEST_PATH} for the whole path.",
        )


def _open(paths: Paths, held: lock.Lock, shape: schema.Shape) -> Workspace:
    if _is_new(paths, shape):
        _make(paths, shape)
    else:
        _refuse_strangers(paths, shape)
    _refuse_read_only(paths)
    connection = _connect(paths.workspace)
    try:
        _take(connection)
        # A migration that was killed is rolled back by now: the version looked at before may have been its own.
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        if version == shape.version:
            schema.compare(connection, shape)
        keep_private(paths.workspace)
        return Workspace(paths, connection, held, shape, version)
    except BaseException as error:
        connection.close()
        if isinstance(error, WRONG_INSIDE) and not is_about_the_world(error):
            raise damaged(paths, f'"{paths.workspace.name}" cannot be trusted: {error}', shape) from error
        raise


def _is_new(paths: Paths, shape: schema.Shape) -> bool:
    try:
        found = paths.workspace.stat()
    except FileNotFoundError:
        found = None
    if found and not stat.S_ISREG(found.st_mode):
        raise UserError(f'"{paths.workspace.name}" is not a file.', "Choose a workspace file.")
    if found and found.st_size:
        return False
    if backups(paths) or paths.journal.exists():
        state = "is empty" if found else "is missing"
        raise damaged(paths, f'"{paths.workspace.name}" {state}, but there are remains of an earlier one', shape)
    return True


def _make(paths: Paths, shape: schema.Shape) -> None:
    """Make the file under another name first: a kill in between leaves no half workspace."""
    paths.new.unlink(missing_ok=True)
    make_private_file(paths.new)
    connection = sqlite3.connect(f"{paths.new.as_uri()}?mode=rw", uri=True, isolation_level=None)
    try:
        schema.create(connection, shape)
    finally:
        connection.close()
    put_in_place(paths.new, paths.workspace)


def _refuse_strangers(paths: Paths, shape: schema.Shape) -> None:
    name = paths.workspace.name
    try:
        version = checking.version(paths.workspace)
    except UnsoundError as error:
        if backups(paths):
            raise damaged(paths, f'"{name}" is no longer a Plimsoll workspace: {error}', shape) from error
        raise UserError(
            f'"{name}" is not a Plimsoll workspace: {error}.', "Choose another file. This one was left as it is."
        ) from error
    if version > shape.version:
        raise UserError(
            f'"{name}" was made by a newer Plimsoll (format {version}, this one knows {shape.version}).',
            "Open it with that version. The file was left as it is.",
        )
    if version < 1:
        raise damaged(paths, f'"{name}" is damaged: its version is missing', shape)


def _refuse_read_only(paths: Paths) -> None:
    if not os.access(paths.workspace, os.W_OK):
        raise PermissionError(13, "read-only", str(paths.workspace))


def _connect(path: Path) -> sqlite3.Connection:
    # Pages are checked in a worker thread; Workspace lets one thread in at a time.
    return sqlite3.connect(
        f"{path.as_uri()}?mode=rw", uri=True, isolation_level=None, timeout=_WAIT, check_same_thread=False
    )


def _take(connection: sqlite3.Connection) -> None:
    for pragma in (
        "trusted_schema=OFF",
        "locking_mode=EXCLUSIVE",
        "synchronous=EXTRA",
        "foreign_keys=ON",
        "secure_delete=ON",
        "cell_size_check=ON",
        "cache_size=-256",  # KiB; the file is read once and then written at its end
    ):
        connection.execute(f"PRAGMA {pragma}")
    # Nothing is written, but the exclusive lock is held from here on. The vacuum of nothing only asks for the right to
    # write: where opening to write failed for a moment, SQLite has silently opened to read, and would stay so.
    connection.execute("BEGIN EXCLUSIVE")
    connection.execute("PRAGMA incremental_vacuum(1)")
    connection.execute("COMMIT")
