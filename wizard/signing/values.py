"""What the signing room speaks of: identities, signers, what a file's seal turned out to be. Values only, nothing is read here."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Literal, Protocol

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.padding import AsymmetricPadding
    from cryptography.hazmat.primitives.hashes import HashAlgorithm

Outcome = Literal[
    "sealed-trusted", "sealed-unknown-signer", "changed-after-sealing", "not-sealed", "not-ours", "unreadable"
]

STATED_TIME = "stated by the signer's computer"
SHORTEST_PASSPHRASE = 8
SOON = timedelta(days=60)
"""How long before its end a certificate is spoken of: time to make a new one and to send it to those who verify."""


def grouped(fingerprint: str) -> str:
    """Return a fingerprint as people compare it: capitals in groups of four."""
    capitals = fingerprint.upper()
    return " ".join(capitals[start : start + 4] for start in range(0, len(capitals), 4))


def passphrase_problem(passphrase: str) -> str:
    """Say why an identity is not made with this passphrase; empty when it is. It guards the only key there is."""
    if not passphrase:
        return "An identity needs a passphrase."
    if len(passphrase.strip()) < SHORTEST_PASSPHRASE:
        return f"A passphrase needs {SHORTEST_PASSPHRASE} characters or more."
    return ""


@dataclass(frozen=True, slots=True)
class Identity:
    """Somebody who can sign on this computer: the public half, and where the locked key lies."""

    path: Path
    name: str
    fingerprint: str  # SHA-256 of the certificate, 64 hex digits
    made: str  # ISO time, UTC
    expires: str  # ISO time, UTC
    certificate_pem: str  # what others need to know this signer: `plimsoll verify --trust FILE`
    root_pem: str

    def ended(self, now: datetime) -> bool:
        """Whether nothing can be signed any more."""
        return now > datetime.fromisoformat(self.expires)

    def ending(self, now: datetime) -> str:
        """Say that it ended, or that it soon will; empty while there is time."""
        end = datetime.fromisoformat(self.expires)
        if self.ended(now):
            return f"expired on {end:%Y-%m-%d}"
        days = (end - now).days
        return f"expires {_in(days)}, on {end:%Y-%m-%d}" if end - now <= SOON else ""


def _in(days: int) -> str:
    return "within a day" if not days else f"in {days} day{'s' * (days != 1)}"


class Key(Protocol):
    """An RSA key that signs, wherever it lies: here, unlocked, or on a token that never gives it away."""

    @property
    def key_size(self) -> int:
        """How many bits it has."""

    def sign(self, data: bytes, padding: AsymmetricPadding, algorithm: HashAlgorithm, /) -> bytes:
        """Sign bytes."""


@dataclass(frozen=True, slots=True)
class Signer:
    """An unlocked key with its certificate; lives only as long as the sealing takes."""

    name: str
    fingerprint: str
    certificate: bytes  # DER
    key: Key = field(repr=False)
    chain: tuple[bytes, ...] = ()  # DER, issuers of the certificate
    crls: tuple[bytes, ...] = ()  # DER, what the issuer says was withdrawn

    @property
    def certificate_pem(self) -> str:
        """The certificate as others take it: `plimsoll verify --trust FILE`."""
        text = base64.b64encode(self.certificate).decode("ascii")
        lines = "\n".join(text[start : start + 64] for start in range(0, len(text), 64))
        return f"-----BEGIN CERTIFICATE-----\n{lines}\n-----END CERTIFICATE-----\n"


@dataclass(frozen=True, slots=True)
class Token:
    """A token that a PKCS#11 module sees, as it shows itself before anybody logs in."""

    module: Path
    label: str
    serial: str
    tries: str = (
        ""  # how many the PIN has left, as far as tokens tell: "few", "one", "locked", or nothing to worry about
    )
    reader: bool = False  # whether the PIN is typed at the reader


@dataclass(frozen=True, slots=True)
class SignerFacts:
    """One signature as found in a file."""

    name: str  # as stated by the signer
    fingerprint: str
    known: bool
    time: str  # ISO time, UTC; empty if the file states none
    time_proof: str = STATED_TIME
    field: str = "Assessor"
    certificate_pem: str = ""
    reason: str = ""  # the sentence that was signed with it


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a file's seal turned out to be; `reason` is one plain sentence."""

    outcome: Outcome
    reason: str
    signers: tuple[SignerFacts, ...] = ()
    record: bytes | None = None  # of the certified revision, if there is one
    record_sha256: str = ""
    result: Mapping[str, str] = field(default_factory=dict)  # the printed result, as the file's properties repeat it
    signed_bytes: int = 0  # length of the revision that the seal covers
    total_bytes: int = 0
    appended: bool = False  # something follows the sealed revision
    pages: int = 0
    fields: tuple[
        tuple[str, str], ...
    ] = ()  # the places for signatures in their order: name, and what a reader is told

    @property
    def sealed(self) -> bool:
        """Whether the file is, whole, what somebody sealed."""
        return self.outcome in {"sealed-trusted", "sealed-unknown-signer"}
