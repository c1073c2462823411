"""Nothing in, a while out in which what is dear and not tested is made once: stretched passphrases, keys, opened bundles of keys.

No result differs: the same bytes in give the same out, and the keys of one test are all different.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from itertools import count

from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import pkcs12

from wizard.signing import envelope

generated, loaded, stretched = rsa.generate_private_key, pkcs12.load_pkcs12, envelope._stretched
loaded_once, stretched_once = cache(loaded), cache(stretched)


@cache
def _key(_turn: int, exponent: int, bits: int) -> rsa.RSAPrivateKey:
    return generated(exponent, bits)


@contextmanager
def kept() -> Iterator[None]:
    """Stretch and open nothing twice; the first key that is made here is the first key of every such while, and so on."""
    turns = count()
    rsa.generate_private_key = lambda exponent, bits: _key(next(turns), exponent, bits)
    pkcs12.load_pkcs12, envelope._stretched = loaded_once, stretched_once
    try:
        yield
    finally:
        rsa.generate_private_key, pkcs12.load_pkcs12, envelope._stretched = generated, loaded, stretched
