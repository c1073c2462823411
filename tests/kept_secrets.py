"""Nothing in, a while out in which what is dear and not tested is made once: stretched passphrases, keys, opened bundles of keys.

No result differs: the same bytes in give the same out, and the keys and the salts of one while are all different.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from itertools import count
from secrets import token_bytes
from types import SimpleNamespace

from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import pkcs12

from wizard.signing import envelope

SALT = 16
generated = rsa.generate_private_key
loaded_once, stretched_once = cache(pkcs12.load_pkcs12), cache(envelope._stretched)


@cache
def _key(_turn: int, exponent: int, bits: int) -> rsa.RSAPrivateKey:
    return generated(exponent, bits)


@cache
def _salt(_turn: int, size: int) -> bytes:
    return token_bytes(size)


@contextmanager
def kept() -> Iterator[None]:
    """Stretch and open nothing twice; the first key and salt made here are the first of every such while, and so on."""
    keys, salts = count(), count()
    before = rsa.generate_private_key, pkcs12.load_pkcs12, envelope._stretched, envelope.secrets
    rsa.generate_private_key = lambda exponent, bits: _key(next(keys), exponent, bits)
    envelope.secrets = SimpleNamespace(
        token_bytes=lambda size: _salt(next(salts), size) if size == SALT else token_bytes(size)  # never a nonce
    )
    pkcs12.load_pkcs12, envelope._stretched = loaded_once, stretched_once
    try:
        yield
    finally:
        rsa.generate_private_key, pkcs12.load_pkcs12, envelope._stretched, envelope.secrets = before
