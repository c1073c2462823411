"""PDF bytes and an identity in, a sealed PDF out; any bytes in, a judgement of their seal out. Nothing here opens a connection."""

from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from wizard.errors import UserError
from wizard.signing import offline  # first: it must stand before the signature library is loaded
from wizard.signing.people import Acquaintance, acquaintances, add_known, forget_known, known, known_since
from wizard.signing.values import Identity, Judgement, Outcome, Signer, SignerFacts, Token, grouped, passphrase_problem

if TYPE_CHECKING:
    from wizard.signing.tokens import Ask

__all__ = [
    "Acquaintance",
    "Identity",
    "Judgement",
    "Outcome",
    "Signer",
    "SignerFacts",
    "Token",
    "acquaintances",
    "add_known",
    "back_up",
    "bring_back",
    "change_passphrase",
    "check_valid",
    "chosen_token",
    "find_tokens",
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
    "restore_own",
    "retire",
    "retired",
    "sign",
    "unlock",
    "unlock_own_token",
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


def change_passphrase(identity: Identity, old: str, new: str) -> None:
    """Lock an identity with another passphrase; backups made before keep the old one. UserError: see its sentence for what stands."""
    from wizard.signing import life

    life.change_passphrase(identity, old, new)


def back_up(identity: Identity, passphrase: str, target: Path) -> None:
    """Write an identity, locked as it is, outside the folder of identities, over what lies there; the passphrase is tried first."""
    from wizard.signing import life

    life.back_up(identity, passphrase, target)


def restore_own(folder: Path, trusted: Path, source: Path, passphrase: str) -> Identity:
    """Put an identity of this machine's user back from a backup: what it sealed is known here."""
    from wizard.signing import life

    made = life.restore(folder, source, passphrase)
    _know(trusted, made.certificate_pem, made.fingerprint)
    return made


def retire(identity: Identity) -> Identity:
    """Put an identity aside: it is offered no more, what it sealed stays as it is."""
    from wizard.signing import life

    return life.retire(identity)


def bring_back(identity: Identity) -> Identity:
    """Put an identity back that was retired."""
    from wizard.signing import life

    return life.bring_back(identity)


def retired(folder: Path) -> tuple[Identity, ...]:
    """Return the identities of a folder that were put aside, oldest first."""
    from wizard.signing import life

    return life.retired(folder)


def read_pkcs12(path: Path, passphrase: str) -> Signer:
    """Read a user's own key from a PKCS#12 file; every mishap is a UserError."""
    from wizard.signing import identity

    return identity.read_pkcs12(path, passphrase)


def read_own_pkcs12(path: Path, trusted: Path, passphrase: str) -> Signer:
    """Read the key of this machine's user from a PKCS#12 file: what it seals is known here, as with an identity made here."""
    signer = read_pkcs12(path, passphrase)
    _know(trusted, signer.certificate_pem, signer.fingerprint)
    return signer


def find_tokens(ask: "Ask", module: Path) -> tuple[Token, ...]:
    """List the tokens that a PKCS#11 module sees; `ask` puts a question to the process that loads it."""
    from wizard.signing import tokens as room

    return room.tokens(ask, module)


def chosen_token(found: tuple[Token, ...], label: str) -> Token:
    """Choose a token by its label, or the only one. Raises UserError."""
    from wizard.signing import tokens as room

    return room.chosen(found, label)


def unlock_own_token(ask: "Ask", trusted: Path, token: Token, pin: str, now: datetime, wanted: str = "") -> Signer:
    """Log in to a token of this machine's user, once: what it seals is known here. A wrong PIN is a UserError."""
    from wizard.signing import tokens as room

    signer = room.unlock(ask, token, pin, now, wanted)
    _know(trusted, signer.certificate_pem, signer.fingerprint)
    return signer


def _know(trusted: Path, certificate_pem: str, fingerprint: str) -> None:
    if known_since(trusted, fingerprint) is None:
        with suppress(UserError):  # the seal is as good where that cannot be kept; its signer is trusted by hand then
            add_known(trusted, certificate_pem, fingerprint)


def read_certificates(data: bytes) -> tuple[bytes, ...]:
    """Return the certificates in a file's bytes (PEM or DER) as DER, to be given to `judge` as trusted."""
    from wizard.signing import identity

    return identity.read_certificates(data)


def sign(pdf: bytes, signer: Signer, at: datetime, reason: str = "", field: str = "Assessor") -> bytes:
    """Certify a report in its field "Assessor", or sign a certified one in another; `at` is the time the signer states."""
    from wizard.signing import seal

    return seal.sign(pdf, signer, at, reason, field)


def check_valid(signer: Signer, at: datetime) -> None:
    """Refuse a signer whose certificate has ended or not begun, before any work is done. Raises UserError."""
    from wizard.signing import certificates

    certificates.check_valid(signer, at)


def judge(pdf: bytes, trusted: tuple[bytes, ...], now: datetime) -> Judgement:
    """Say what these bytes are; `trusted` are certificates (PEM or DER) of signers or their issuers. Never raises."""
    from wizard.signing import judging

    return judging.judge(pdf, trusted, now)
