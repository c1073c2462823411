"""A path and bytes in; a file that only this user can read, whole or not there at all, out."""

import contextlib
import os
from pathlib import Path

from wizard.errors import UserError
from wizard.places import make_private_folder


def write_privately(path: Path, data: bytes, failed: str) -> None:
    """Write beside the place, then put it there. Raises UserError, which begins with what failed; nothing is left then."""
    beside = path.with_suffix(".new")
    try:
        make_private_folder(path.parent)
        path.parent.chmod(0o700)
        beside.unlink(missing_ok=True)
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
        with os.fdopen(os.open(beside, flags, 0o600), "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    except OSError as error:
        with contextlib.suppress(OSError):
            beside.unlink(missing_ok=True)
        raise UserError(
            f"{failed} in {path.parent}: {error.strerror or error}.",
            "Free some space, or ask for the right to write there.",
        ) from error
