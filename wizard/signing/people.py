"""A folder of certificates: who is known on this machine, one more of them, one less."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from wizard.errors import UserError
from wizard.signing.private import write_privately

LARGEST = 1_000_000


@dataclass(frozen=True, slots=True)
class Acquaintance:
    """Somebody whose seals count as known: the name that their certificate states, its fingerprint, since when."""

    path: Path
    name: str
    fingerprint: str
    since: datetime
    certificate_pem: str


def known(folder: Path) -> tuple[bytes, ...]:
    """Give the certificate files of everybody who is known; what cannot be read is passed over."""
    return tuple(data for path in _files(folder) if (data := _bytes(path)))


def acquaintances(folder: Path) -> tuple[Acquaintance, ...]:
    """Give everybody who is known, by name; certificates are read only where there are any."""
    files = _files(folder)
    return tuple(sorted(_read(files), key=lambda each: (each.name.casefold(), each.fingerprint))) if files else ()


def _read(files: list[Path]) -> Iterator[Acquaintance]:
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization

    from wizard.signing.identity import read_certificates, stated_name

    for path in files:
        try:
            certificates = [x509.load_der_x509_certificate(each) for each in read_certificates(_bytes(path))]
            day = datetime.fromtimestamp(path.stat().st_mtime).astimezone()
        except (UserError, OSError):
            continue
        for each in certificates:
            pem = each.public_bytes(serialization.Encoding.PEM).decode("ascii")
            yield Acquaintance(path, stated_name(each), each.fingerprint(hashes.SHA256()).hex(), day, pem)


def add_known(folder: Path, certificate_pem: str, fingerprint: str) -> None:
    """Know this signer from now on. Raises UserError when that cannot be kept."""
    write_privately(_path(folder, fingerprint), certificate_pem.encode("ascii"), "The signer could not be kept")


def forget_known(folder: Path, fingerprint: str) -> None:
    """Know this signer no longer, whatever the file is called. Raises UserError when it stays."""
    try:
        _path(folder, fingerprint).unlink(missing_ok=True)
        for each in acquaintances(folder):
            if each.fingerprint == fingerprint.lower():
                each.path.unlink(missing_ok=True)
    except OSError as error:
        raise UserError(f"The signer is still known: {error.strerror or error}.", "Try again.") from error


def known_since(folder: Path, fingerprint: str) -> datetime | None:
    """Give the day on which this signer was added, in the time of here; None for a stranger."""
    try:
        return datetime.fromtimestamp(_path(folder, fingerprint).stat().st_mtime).astimezone()
    except OSError:
        return None


def _path(folder: Path, fingerprint: str) -> Path:
    return folder / f"{fingerprint[:16].lower()}.pem"


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.glob("*.pem") if path.is_file()) if folder.is_dir() else []


def _bytes(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
    except OSError:
        return b""
    return data if len(data) <= LARGEST else b""
