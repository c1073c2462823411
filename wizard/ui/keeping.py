"""A path and bytes in; a file out that is whole or not there at all."""

import contextlib
from pathlib import Path

from wizard.disk import partial_of, sweep_partials, write_private_file
from wizard.errors import UserError
from wizard.ui.literal import literal


def keep(path: Path, data: bytes) -> None:
    """Write a file, for this user alone, beside its place, read it back, and only then put it there. Raises UserError; then nothing is left."""
    partial = partial_of(path)
    sweep_partials(path.parent)
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
    write_private_file(path, data)
    if path.read_bytes() != data:
        raise OSError("the disk gave back other bytes than were written")
