"""Bytes or a file go in, a file named by their SHA-256 in the evidence folder comes out; nothing is ever started."""

import os
import re
import stat
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from wizard.disk import make_private_folder, sync_folder
from wizard.errors import UserError
from wizard.store.files import put_in_place
from wizard.store.hashing import sha256_hex

if TYPE_CHECKING:
    import hashlib

_CHUNK = 1 << 20


def keep(folder: Path, data: bytes | Path) -> tuple[str, int]:
    """Keep bytes or a file's content, a piece at a time, and give SHA-256 in hex and size."""
    make_private_folder(folder)
    part = folder / ".part"
    part.unlink(missing_ok=True)
    try:
        with _open(data) as source:
            name, size = _copy(source, part)
        target = folder / name
        if problem(folder, name):
            put_in_place(part, target)
        else:
            sync_folder(folder)  # it may have come there in a try that failed at just this
        return name, size
    finally:
        part.unlink(missing_ok=True)


def _open(data: bytes | Path) -> BinaryIO:
    if isinstance(data, bytes):
        return BytesIO(data)
    if not stat.S_ISREG(data.stat().st_mode):
        raise UserError(f'"{data.name}" is not a file that can be kept.', "Choose a file, not a folder or a device.")
    return data.open("rb")


def _copy(source: BinaryIO, part: Path) -> tuple[str, int]:
    seen, size = _sha256(), 0
    with os.fdopen(os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as target:
        for piece in _pieces(source):
            target.write(piece)
            seen.update(piece)
            size += len(piece)
    return seen.hexdigest(), size


def _sha256() -> "hashlib._Hash":
    """Begin a hash with OpenSSL, which large files are worth loading for."""
    import hashlib

    return hashlib.sha256()


def _pieces(source: BinaryIO) -> Iterator[bytes]:
    while piece := source.read(_CHUNK):
        yield piece


def problem(folder: Path, name: str) -> str:
    """Say in a sentence why kept evidence cannot be used; empty when its bytes are what they were."""
    path = place(folder, name)
    try:
        seen = _sha256()
        with path.open("rb") as file:
            for piece in _pieces(file):
                seen.update(piece)
    except FileNotFoundError:
        return f"The evidence file {name[:12]} is missing from the folder {folder.name!r}."
    return "" if seen.hexdigest() == name else f"The evidence file {name[:12]} was changed after it was attached."


def place(folder: Path, name: str) -> Path:
    """Say where evidence lies. Raises UserError for a name that is no SHA-256, so that nothing else is reached."""
    if not re.fullmatch(r"[0-9a-f]{64}", name):
        raise UserError("This evidence has no valid name.", "The entry that names it was changed outside Plimsoll.")
    return folder / name


def read(folder: Path, name: str) -> bytes:
    """Give kept bytes. Raises UserError where they are missing or changed."""
    path = place(folder, name)
    trouble = "" if path.is_file() else problem(folder, name)
    data = b"" if trouble else path.read_bytes()
    if not trouble and sha256_hex(data) != name:
        trouble = problem(folder, name) or "The evidence changed while it was read."
    if trouble:
        raise UserError(trouble, "Attach it again, or take it off the answer.")
    return data
