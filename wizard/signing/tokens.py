"""A token's module, its label and a PIN in, a signer out whose key stays on the token; every mishap is a sentence.

Whoever asks is given from above: the module is loaded in a process of its own.
"""

import base64
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.padding import AsymmetricPadding
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.hazmat.primitives.hashes import HashAlgorithm

from wizard.errors import UserError
from wizard.signing import certificates
from wizard.signing.identity import MIN_KEY_BITS, stated_name
from wizard.signing.values import Signer, Token, grouped

Ask = Callable[[dict[str, Any]], Mapping[str, Any]]
"""Puts a question to the process that loads the module; raises UserError when that one dies."""

_TRIES = {"one": " One try is left, then the token locks itself.", "few": " Few tries are left."}
_REFUSED = {
    "no module": ("This file is no PKCS#11 module that this computer can load.", "Its maker says where it lies."),
    "gone": ("The token is not there any more.", "Put it in again."),
    "locked": ("The PIN of this token is locked.", "Its maker's program unlocks it, with the PUK."),
    "expired": ("The PIN of this token has expired.", "Change it with its maker's program."),
    "no pin": ("This token has no PIN yet.", "Set one with its maker's program."),
}


@dataclass(frozen=True, slots=True)
class TokenKey:
    """A key on a token; signs there, and believes no signature that does not fit its certificate."""

    ask: Ask = field(repr=False)
    question: Mapping[str, str] = field(repr=False)
    public: RSAPublicKey = field(repr=False)

    @property
    def key_size(self) -> int:
        """How many bits it has."""
        return self.public.key_size

    def sign(self, data: bytes, padding: AsymmetricPadding, algorithm: HashAlgorithm, /) -> bytes:
        """Have bytes signed on the token: PKCS#1 v1.5 over SHA-256, as everything is here."""
        content = base64.b64encode(data).decode("ascii")
        came = _answer(self.ask, {**self.question, "do": "sign", "content": content})
        signature = base64.b64decode(came["signature"])
        try:
            self.public.verify(signature, data, padding, algorithm)
        except InvalidSignature as wrong:
            raise UserError(
                "The token gave a signature that does not fit its certificate. Nothing was signed.",
                "Ask its maker: key and certificate under one number do not belong together.",
            ) from wrong
        return signature


def tokens(ask: Ask, module: Path) -> tuple[Token, ...]:
    """List the tokens that a module sees; no PIN is needed for that."""
    came = _answer(ask, {"do": "look", "module": str(module)})
    return tuple(Token(module, **facts) for facts in came["tokens"])


def chosen(found: Sequence[Token], label: str) -> Token:
    """Choose a token by its label; the only one when that is empty."""
    fit = [each for each in found if label in ("", each.label)]
    if len(fit) == 1:
        return fit[0]
    names = ", ".join(f'"{each.label}"' for each in found)
    raise UserError(
        f"{len(fit)} of the tokens that are there fit. Nothing was signed.", f"Name one by its label: {names}"
    )


def unlock(ask: Ask, token: Token, pin: str, now: datetime, wanted: str = "") -> Signer:
    """Log in once, and take the certificate that signs; `wanted` begins its fingerprint where there are several."""
    if token.reader:
        raise UserError("This token takes its PIN at its reader, which is not supported.", "Use another one.")
    if token.tries == "locked":
        raise UserError(*_REFUSED["locked"])
    if not pin:
        raise UserError("No PIN was typed. Nothing was signed.", "Try again; nothing was tried on the token.")
    question = {"module": str(token.module), "serial": token.serial, "pin": pin}
    came = _answer(ask, {**question, "do": "open"})
    own = [(each["id"], x509.load_der_x509_certificate(base64.b64decode(each["certificate"]))) for each in came["own"]]
    key, certificate = _one(own, now, wanted.replace(" ", "").lower())
    public = certificate.public_key()
    if not isinstance(public, RSAPublicKey):
        raise UserError("The certificate on this token does not fit its RSA key.", "Ask its maker.")
    return Signer(
        name=stated_name(certificate),
        fingerprint=_print(certificate),
        certificate=_der(certificate),
        key=TokenKey(ask, {**question, "id": key}, public),
        chain=_chain(certificate, [base64.b64decode(each) for each in came["others"]]),
    )


def _answer(ask: Ask, question: dict[str, Any]) -> Mapping[str, Any]:
    came = ask(question)
    refused = came.get("refused", "")
    if refused == "wrong":
        more = _TRIES.get(came["tries"], " The token is locked now." if came["tries"] == "locked" else "")
        raise UserError(f"That is not the PIN of this token. Nothing was signed.{more}", "It was tried once.")
    if refused:
        failed = (
            f"The token refused ({came.get('name', refused)}). Nothing was signed.",
            "Try again, or ask its maker.",
        )
        raise UserError(*_REFUSED.get(refused, failed))
    return came


def _one(own: list[tuple[str, x509.Certificate]], now: datetime, wanted: str) -> tuple[str, x509.Certificate]:
    usable = [each for each in own if _may_sign(each[1])]
    if not usable:
        raise UserError(
            "This token holds no RSA key of 2048 bits or more with a certificate that was issued for signing documents.",
            "Have one issued for signatures.",
        )
    running = [each for each in usable if each[1].not_valid_after_utc >= now] or usable
    fit = [each for each in usable if _print(each[1]).startswith(wanted)] if wanted else running
    if len(fit) == 1:
        return fit[0]
    lines = [f"{grouped(_print(one))}  {stated_name(one)}" for _key, one in usable]
    raise UserError(f"{len(fit)} certificates on this token fit. Nothing was signed.", "\n".join(["Name one:", *lines]))


def _may_sign(certificate: x509.Certificate) -> bool:
    public = certificate.public_key()
    big = isinstance(public, RSAPublicKey) and public.key_size >= MIN_KEY_BITS
    return big and certificates.may_sign(certificate)


def _chain(certificate: x509.Certificate, others: list[bytes]) -> tuple[bytes, ...]:
    """Take the issuers that lie on the token, one after the other."""
    issuers: list[x509.Certificate] = []
    for _ in others:
        last = (issuers or [certificate])[-1]
        found = (x509.load_der_x509_certificate(each) for each in others)
        issuer = next((each for each in found if each.subject == last.issuer and each not in issuers), None)
        if issuer is None or last.subject == last.issuer:
            break
        issuers.append(issuer)
    return tuple(map(_der, issuers))


def _print(certificate: x509.Certificate) -> str:
    return certificate.fingerprint(hashes.SHA256()).hex()


def _der(certificate: x509.Certificate) -> bytes:
    from cryptography.hazmat.primitives.serialization import Encoding

    return certificate.public_bytes(Encoding.DER)
