"""Nothing in, a while out in which what is dear and not tested is made once: stretched passphrases, keys, opened bundles of keys.

No result differs: the same bytes in give the same out, and the keys of one test are all different.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from itertools import count

import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import pkcs12

from wizard.signing import envelope

stretched = cache(envelope._stretched)
loaded = cache(pkcs12.load_pkcs12)
_generate = rsa.generate_private_key


@cache
def _key(turn: int, exponent: int, bits: int) -> rsa.RSAPrivateKey:  # the turn tells the keys apart
    assert turn >= 0
    return _generate(exponent, bits)


@contextmanager
def kept() -> Iterator[None]:
    """Stretch and open nothing twice; the first key that is made here is the first key of every such while, and so on."""
    turns = count()
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(envelope, "_stretched", stretched)
        patched.setattr(pkcs12, "load_pkcs12", loaded)
        patched.setattr(rsa, "generate_private_key", lambda exponent, bits: _key(next(turns), exponent, bits))
        yield
