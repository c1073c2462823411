"""A secret and a passphrase in, an envelope of text values out, and back: Argon2id stretches, AES-GCM locks."""

import base64
import secrets
import unicodedata
from collections.abc import Mapping

from argon2.low_level import Type, hash_secret_raw
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

KIND = "argon2id-64MiB-3 aes-256-gcm"


class WrongPassphraseError(Exception):
    """The envelope does not open with this passphrase."""


def lock(secret: bytes, passphrase: str, bound_to: bytes) -> dict[str, str]:
    """Lock a secret; `bound_to` must be given again to open it."""
    salt, nonce = secrets.token_bytes(16), secrets.token_bytes(12)
    locked = AESGCM(_stretched(passphrase, salt)).encrypt(nonce, secret, bound_to)
    return {"kind": KIND, "salt": _text(salt), "nonce": _text(nonce), "locked": _text(locked)}


def unlock(envelope: Mapping[str, str], passphrase: str, bound_to: bytes) -> bytes:
    """Open an envelope; raises WrongPassphraseError, or ValueError and KeyError if it is no envelope of ours."""
    if envelope["kind"] != KIND:  # never stretch with a stranger's parameters
        raise ValueError(envelope["kind"])
    salt, nonce, locked = (base64.b64decode(envelope[part], validate=True) for part in ("salt", "nonce", "locked"))
    try:
        return AESGCM(_stretched(passphrase, salt)).decrypt(nonce, locked, bound_to)
    except InvalidTag as wrong:
        raise WrongPassphraseError from wrong


def _stretched(passphrase: str, salt: bytes) -> bytes:
    # one key on two keyboards may send different code points for the same letter
    typed = unicodedata.normalize("NFC", passphrase).encode("utf-8", "surrogatepass")
    return hash_secret_raw(typed, salt, time_cost=3, memory_cost=65536, parallelism=4, hash_len=32, type=Type.ID)


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")
