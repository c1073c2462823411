"""Bytes in, their SHA-256 in hex out, by Python's own module.

`hashlib` loads OpenSSL first: 3.4 MB and 2 ms before a window shows its first assessment, for rows of 300 bytes. Large files are hashed with
it where they are hashed.
"""

try:
    from _sha2 import sha256  # type: ignore[import-not-found] # Python 3.12 and later
except ImportError:
    try:
        from _sha256 import sha256  # type: ignore[import-not-found] # Python 3.11
    except ImportError:
        from hashlib import sha256


def sha256_hex(data: bytes) -> str:
    """Give the SHA-256 of some bytes, in hex."""
    return str(sha256(data).hexdigest())
