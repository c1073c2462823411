"""A path and bytes in; a file out that is whole or not there at all."""

import contextlib
import os
from pathlib import Path

from wizard.errors import UserError
from wizard.ui.literal import literal


def keep(path: Path, data: bytes) -> None:
    """Write a file, for this user alone, beside its place, read it back, and only then put it there. Raises UserError; then nothing is left."""
    partial = path.with_name(f".{path.name}.partial")
    try:
        _write(partial, data)
        partial.replace(path)
    except OSError as error:
        raise UserError(
            f"{literal(path.name)} was not saved: {error.strerror or error}. No half file was left.",
            "Choose another folder, or free some space, and try again.",
        ) from error
    finally:
        with contextlib.suppress(OSError):
            partial.unlink(missing_ok=True)


def _write(path: Path, data: bytes) -> None:
    path.unlink(missing_ok=True)  # a link that somebody put there must not be followed
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    if path.read_bytes() != data:
        raise OSError("the disk gave back other bytes than were written")
