"""Bytes in, their SHA-256 in hex out, by Python's own module.

`hashlib` loads OpenSSL first: 3.4 MB and 2 ms before a window shows its first assessment, for rows of 300 bytes. Large files are hashed with
it where they are hashed.
"""

from importlib import import_module
from typing import Any

NAMES = ("_sha2", "_sha256", "hashlib")
"""Python 3.12 and later, 3.11, any Python."""


def _find() -> Any:  # noqa: ANN401 - the modules are untyped
    for name in NAMES:
        try:
            return import_module(name).sha256
        except ImportError:
            continue
    raise ImportError("this Python has no SHA-256")


_sha256 = _find()


def sha256_hex(data: bytes) -> str:
    """Give the SHA-256 of some bytes, in hex."""
    return str(_sha256(data).hexdigest())
