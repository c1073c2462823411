"""Certificates of the people the user knows: which they are, and one more of them. They lie as files beside the workspace."""

import os

from wizard import places
from wizard.errors import UserError


def known() -> tuple[bytes, ...]:
    """Give the certificates (PEM) of everybody the user knows."""
    folder = places.trusted()
    found = sorted(folder.glob("*.pem")) if folder.is_dir() else []
    return tuple(path.read_bytes() for path in found)


def trust(certificate_pem: str, fingerprint: str) -> None:
    """Know this signer from now on. Raises UserError when that cannot be kept."""
    folder = places.trusted()
    path = folder / f"{fingerprint[:16].lower()}.pem"
    partial = path.with_suffix(".partial")
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(certificate_pem)
            file.flush()
            os.fsync(file.fileno())
        partial.replace(path)
    except OSError as error:
        raise UserError(
            f"The signer could not be kept: {error.strerror or error}.", "Free some space and try again."
        ) from error
