"""PDF bytes and an identity in, a sealed PDF out; any bytes in, a judgement of their seal out. Nothing here opens a connection."""

from contextlib import suppress
from datetime import datetime
from pathlib import Path

from wizard.errors import UserError
from wizard.signing import offline  # first: it must stand before the signature library is loaded
from wizard.signing.people import Acquaintance, acquaintances, add_known, forget_known, known, known_since
from wizard.signing.values import Identity, Judgement, Outcome, Signer, SignerFacts, grouped, passphrase_problem

__all__ = [
    "Acquaintance",
    "Identity",
    "Judgement",
    "Outcome",
    "Signer",
    "SignerFacts",
    "acquaintances",
    "add_known",
    "forget_known",
    "grouped",
    "identities",
    "judge",
    "known",
    "known_since",
    "make_identity",
    "make_own_identity",
    "offline",
    "passphrase_problem",
    "read_certificates",
    "read_own_pkcs12",
    "read_pkcs12",
    "sign",
    "unlock",
]


def make_identity(folder: Path, name: str, passphrase: str, now: datetime) -> Identity:
    """Make an identity in a folder of identities; takes up to two seconds."""
    from wizard.signing import identity

    return identity.make(folder, name, passphrase, now)


def make_own_identity(folder: Path, trusted: Path, name: str, passphrase: str, now: datetime) -> Identity:
    """Make an identity of this machine's user: what it seals is known here, whichever face made it."""
    made = make_identity(folder, name, passphrase, now)
    add_known(trusted, made.certificate_pem, made.fingerprint)
    return made


def identities(folder: Path) -> tuple[Identity, ...]:
    """Return the identities in a folder, oldest first."""
    from wizard.signing import identity

    return identity.listed(folder)


def unlock(identity: Identity, passphrase: str) -> Signer:
    """Open an identity's key; a wrong passphrase is a UserError."""
    from wizard.signing import identity as room

    return room.unlock(identity, passphrase)


def read_pkcs12(path: Path, passphrase: str) -> Signer:
    """Read a user's own key from a PKCS#12 file; every mishap is a UserError."""
    from wizard.signing import identity

    return identity.read_pkcs12(path, passphrase)


def read_own_pkcs12(path: Path, trusted: Path, passphrase: str) -> Signer:
    """Read the key of this machine's user from a PKCS#12 file: what it seals is known here, as with an identity made here."""
    signer = read_pkcs12(path, passphrase)
    if known_since(trusted, signer.fingerprint) is None:
        with suppress(UserError):  # the seal is as good where that cannot be kept; its signer is trusted by hand then
            add_known(trusted, signer.certificate_pem, signer.fingerprint)
    return signer


def read_certificates(data: bytes) -> tuple[bytes, ...]:
    """Return the certificates in a file's bytes (PEM or DER) as DER, to be given to `judge` as trusted."""
    from wizard.signing import identity

    return identity.read_certificates(data)


def sign(pdf: bytes, signer: Signer, at: datetime, reason: str = "") -> bytes:
    """Certify a report in its field "Assessor"; `at` is the time the signer states."""
    from wizard.signing import seal

    return seal.sign(pdf, signer, at, reason)


def judge(pdf: bytes, trusted: tuple[bytes, ...], now: datetime) -> Judgement:
    """Say what these bytes are; `trusted` are certificates (PEM or DER) of signers or their issuers. Never raises."""
    from wizard.signing import judging

    return judging.judge(pdf, trusted, now)
