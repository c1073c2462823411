"""A path and bytes in; a file that only this user can read, whole or not there at all, out."""

import contextlib
from pathlib import Path

from wizard.disk import make_private_folder, sync_folder, write_private_file
from wizard.errors import UserError


def write_privately(path: Path, data: bytes, failed: str) -> None:
    """Write beside the place, then put it there. Raises UserError, which begins with what failed; nothing is left then."""
    beside = path.with_suffix(".new")
    try:
        make_private_folder(path.parent)
        path.parent.chmod(0o700)
        write_private_file(beside, data)
        beside.replace(path)
        sync_folder(path.parent)
    except OSError as error:
        with contextlib.suppress(OSError):
            beside.unlink(missing_ok=True)
        raise UserError(
            f"{failed} in {path.parent}: {error.strerror or error}.",
            "Free some space, or ask for the right to write there.",
        ) from error
