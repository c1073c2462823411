"""A path and bytes in; a file that only this user can read, whole or not there at all, out."""

import contextlib
from pathlib import Path

from wizard.disk import make_private_folder, sync_folder, write_private_file
from wizard.errors import UserError

FREE = "Free some space, or ask for the right to write there."


class UnconfirmedError(OSError):
    """It is done and whole, but the disk did not say that it will stay so."""


def write_privately(path: Path, data: bytes, failed: str) -> None:
    """Write beside the place, then put it there. Raises UserError, which begins with what failed; nothing is left then."""
    try:
        make_private_folder(path.parent)
        path.parent.chmod(0o700)
        put(path, data, path.with_suffix(".new"))
    except OSError as error:
        raise UserError(f"{failed} in {path.parent}: {error.strerror or error}.", FREE) from error


def put(path: Path, data: bytes, beside: Path) -> None:
    """Write beside the place, read it back, and only then put it there.

    Raises OSError; what lay there before lies there still then. Raises UnconfirmedError where it was put there, but only
    the power staying on proves that it stays.
    """
    try:
        _write(beside, data)
        beside.replace(path)
    except OSError:
        with contextlib.suppress(OSError):
            beside.unlink(missing_ok=True)
        raise
    settle(path.parent)


def _write(path: Path, data: bytes) -> None:
    write_private_file(path, data)
    if path.read_bytes() != data:
        raise OSError("the disk gave back other bytes than were written")


def settle(*folders: Path) -> None:
    """Have the names in folders on disk. Raises UnconfirmedError."""
    try:
        for folder in folders:
            sync_folder(folder)
    except OSError as error:
        raise UnconfirmedError(error.errno or 0, error.strerror or str(error)) from error
