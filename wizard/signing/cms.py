"""A digest, certificates and a signature in, a CMS in its one canonical form out.

Nothing in it is free: equal parts give equal bytes, so whoever judges a file builds the CMS again and compares.
The sources are RFC 5652 (CMS), RFC 5035 (signing certificate), RFC 6211 (algorithm protection).
"""

import hashlib
from collections.abc import Iterable

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding

from wizard.signing.values import Signer

HASH = "sha256"
_SEQUENCE, _SET, _OCTETS, _NUMBER, _NAME = 0x30, 0x31, 0x04, 0x02, 0x06
_FIRST, _SECOND, _DIRECTORY = 0xA0, 0xA1, 0xA4  # context tags 0, 1 and 4


def signed(digest: bytes, signer: Signer) -> bytes:
    """Sign a document's SHA-256 digest; the result is DER."""
    content = to_sign(digest, _certificates(signer), signer.crls)
    signature = signer.key.sign(content, padding.PKCS1v15(), hashes.SHA256())
    return assembled(digest, signature, _certificates(signer), signer.crls)


def length(signer: Signer) -> int:
    """How many bytes the CMS of this signer takes."""
    return len(assembled(bytes(32), bytes((signer.key.key_size + 7) // 8), _certificates(signer), signer.crls))


def to_sign(digest: bytes, certificates: tuple[bytes, ...], crls: Iterable[bytes]) -> bytes:
    """Return the bytes that the signature itself is made over; the first certificate is the signer's."""
    return _der(_SET, _attributes(digest, certificates, crls))


def assembled(digest: bytes, signature: bytes, certificates: tuple[bytes, ...], crls: Iterable[bytes]) -> bytes:
    """Put a CMS together; the first certificate is the signer's."""
    lists = sorted(crls)
    one = _der(_NUMBER, b"\x01")
    signer = _der(
        _SEQUENCE,
        one,
        _issuer_and_number(certificates[0]),
        _DIGEST_ALGORITHM,
        _der(_FIRST, _attributes(digest, certificates, lists)),
        _SIGNATURE_ALGORITHM,
        _der(_OCTETS, signature),
    )
    content = _der(
        _SEQUENCE,
        one,
        _der(_SET, _DIGEST_ALGORITHM),
        _der(_SEQUENCE, _identifier("1.2.840.113549.1.7.1")),
        _der(_FIRST, *sorted(certificates)),
        _der(_SECOND, *lists) if lists else b"",
        _der(_SET, signer),
    )
    return _der(_SEQUENCE, _identifier("1.2.840.113549.1.7.2"), _der(_FIRST, content))


def _certificates(signer: Signer) -> tuple[bytes, ...]:
    return (signer.certificate, *sorted(set(signer.chain) - {signer.certificate}))


def _attributes(digest: bytes, certificates: tuple[bytes, ...], crls: Iterable[bytes]) -> bytes:
    # every certificate and every list is named by a signed attribute: no byte of the CMS is anybody's to choose
    own, *others = certificates
    named = _der(_SEQUENCE, *(_named(each) for each in (own, *sorted(others))))
    protection = _DIGEST_ALGORITHM + bytes([_SECOND]) + _SIGNATURE_ALGORITHM[1:]
    attributes = [
        _attribute("1.2.840.113549.1.9.3", _identifier("1.2.840.113549.1.7.1")),  # kind of content: data
        _attribute("1.2.840.113549.1.9.4", _der(_OCTETS, digest)),
        _attribute("1.2.840.113549.1.9.52", _der(_SEQUENCE, protection)),
        _attribute("1.2.840.113549.1.9.16.2.47", _der(_SEQUENCE, named)),
    ]
    lists = sorted(crls)
    if lists:  # as PDF readers know them
        withdrawn = _der(_SEQUENCE, _der(_FIRST, _der(_SEQUENCE, *lists)))
        attributes.append(_attribute("1.2.840.113583.1.1.8", withdrawn))
    return b"".join(sorted(attributes))


def _attribute(kind: str, content: bytes) -> bytes:
    return _der(_SEQUENCE, _identifier(kind), _der(_SET, content))


def _named(certificate: bytes) -> bytes:
    issuer, number = _issuer(certificate)
    where = _der(_SEQUENCE, _der(_SEQUENCE, _der(_DIRECTORY, issuer)), number)
    return _der(_SEQUENCE, _der(_OCTETS, hashlib.sha256(certificate).digest()), where)


def _issuer_and_number(certificate: bytes) -> bytes:
    return _der(_SEQUENCE, *_issuer(certificate))


def _issuer(certificate: bytes) -> tuple[bytes, bytes]:
    parsed = x509.load_der_x509_certificate(certificate)
    number = parsed.serial_number
    return parsed.issuer.public_bytes(), _der(_NUMBER, number.to_bytes(number.bit_length() // 8 + 1, "big"))


def _der(tag: int, *parts: bytes) -> bytes:
    content = b"".join(parts)
    if len(content) < 0x80:
        return bytes([tag, len(content)]) + content
    size = len(content).to_bytes((len(content).bit_length() + 7) // 8, "big")
    return bytes([tag, 0x80 | len(size)]) + size + content


def _identifier(dotted: str) -> bytes:
    first, second, *rest = (int(number) for number in dotted.split("."))
    content = bytes([first * 40 + second])
    for number in rest:
        groups = [number & 0x7F]
        while number := number >> 7:  # base 128, last group first
            groups.append(0x80 | number & 0x7F)
        content += bytes(reversed(groups))
    return _der(_NAME, content)


_DIGEST_ALGORITHM = _der(_SEQUENCE, _identifier("2.16.840.1.101.3.4.2.1"), b"\x05\x00")
_SIGNATURE_ALGORITHM = _der(_SEQUENCE, _identifier("1.2.840.113549.1.1.11"), b"\x05\x00")
