"""Certificates of the people the user knows: which they are, one more of them, one less. They lie beside the workspace."""

from datetime import datetime
from pathlib import Path

from wizard import places
from wizard.errors import UserError
from wizard.ui.keeping import keep


def known() -> tuple[bytes, ...]:
    """Give the certificates (PEM) of everybody the user knows."""
    folder = places.trusted()
    found = sorted(folder.glob("*.pem")) if folder.is_dir() else []
    return tuple(path.read_bytes() for path in found)


def trust(certificate_pem: str, fingerprint: str) -> None:
    """Know this signer from now on. Raises UserError when that cannot be kept."""
    path = _path(fingerprint)
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise UserError(
            f"The signer could not be kept: {error.strerror or error}.", "Free some space and try again."
        ) from error
    keep(path, certificate_pem.encode("ascii"))


def forget(fingerprint: str) -> None:
    """Know this signer no longer. Raises UserError when the file stays."""
    try:
        _path(fingerprint).unlink(missing_ok=True)
    except OSError as error:
        raise UserError(f"The signer is still known: {error.strerror or error}.", "Try again.") from error


def since(fingerprint: str) -> datetime | None:
    """Give the day on which this signer was added, in the time of here; None for a stranger."""
    try:
        return datetime.fromtimestamp(_path(fingerprint).stat().st_mtime).astimezone()
    except OSError:
        return None


def _path(fingerprint: str) -> Path:
    return places.trusted() / f"{fingerprint[:16].lower()}.pem"
