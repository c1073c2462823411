"""What a command is given beside its words: certificates, a passphrase, a file that may be a workspace."""

import getpass
import sys
from pathlib import Path
from typing import BinaryIO

from wizard.errors import UserError

LARGEST_CERTIFICATE = 1_000_000


class UsageError(UserError):
    """An option was given what it cannot take."""


def certificates(path: Path) -> tuple[bytes, ...]:
    """Read the certificates that --trust names, as DER. Raises UsageError: nothing is judged by half of what was meant."""
    from wizard import dossier, signing

    try:
        data = dossier.read_bounded(path, LARGEST_CERTIFICATE)
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror or error}. Nothing was judged.") from error
    if isinstance(data, str):
        raise UsageError(f"{path} cannot be read: {data} Nothing was judged.")
    try:
        return signing.read_certificates(data)
    except UserError as error:
        raise UsageError(f"{path} holds no certificate. Nothing was judged.", error.hint) from error


def first_line(path: Path) -> str:
    """Read the first line of a file, or of a pipe. Raises UserError."""
    try:
        with path.open("rb") as file:
            return _line(file)
    except OSError as error:
        raise UserError(
            f"{path} cannot be read: {error.strerror or error}.", "Check the name and your rights."
        ) from error


def is_workspace(path: Path) -> bool:
    """Tell whether a file begins as workspaces do; what cannot be opened does not."""
    mark = b"SQLite format 3\0"
    try:
        if not path.is_file():  # a pipe would be waited for
            return False
        with path.open("rb") as file:
            return file.read(len(mark)) == mark
    except OSError:
        return False


def passphrase(file: Path | None, *, new: bool, so: str = "No identity was made.", what: str = "passphrase") -> str:
    """Take a passphrase from a file, from standard input, or from the keyboard without showing it.

    Raises UserError, which ends with `so` where two that should be one differ.
    """
    if file:
        return first_line(file)
    if sys.stdin is None or not sys.stdin.isatty():
        return _line(sys.stdin.buffer) if sys.stdin else ""
    try:
        first = getpass.getpass(f"New {what}: " if new else f"{what[0].upper()}{what[1:]}: ")
        if new and getpass.getpass("Once more: ") != first:
            raise UserError(f"The two passphrases differ. {so}", "Try again.")
    except EOFError as error:
        raise UserError(f"No {what} was typed. Nothing was done.", "Try again.") from error
    return first


def _line(source: BinaryIO) -> str:
    return source.readline(LARGEST_CERTIFICATE).decode("utf-8", "replace").rstrip("\r\n")
