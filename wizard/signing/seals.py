"""A read PDF in, its seals out, each proven to cover exactly the bytes it must; anything that bends a rule is refused."""

import hashlib
import io
import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from asn1crypto import cms as asn1
from asn1crypto import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.x509 import load_der_x509_certificate
from pyhanko.pdf_utils.generic import TextStringObject, parse_pdf_date
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature

from wizard.signing import cms
from wizard.signing.document import Document, program, value
from wizard.signing.outside import MARK, RefusedError, counted, sealed_lengths

MIN_KEY_BITS = 2048
_HEX = re.compile(rb"<((?:[0-9A-F]{2})+)>\Z")
_CHANGED: Final = "changed-after-sealing"


@dataclass(frozen=True, slots=True)
class Seal:
    """One signature whose bytes are exactly those that its signer signed."""

    field: str
    field_ref: Any
    signature_ref: Any
    embedded: Any  # pyHanko's view of it
    certificate: bytes  # DER
    chain: tuple[bytes, ...]
    crls: tuple[bytes, ...]
    reach: int  # length of the revision it covers
    revision: int
    stated_time: datetime | None
    reason: str


def found(document: Document) -> tuple[Seal, ...]:
    """Return the seals, first signed first; every one covers its whole revision, the last one the whole file."""
    seals = [_seal(document, name, field) for name, field in document.signed_fields]
    seals.sort(key=lambda each: each.reach)
    if len({each.signature_ref for each in seals}) != len(seals):
        raise RefusedError(_CHANGED, "One signature is shown in two places.")
    if len({each.reach for each in seals}) != len(seals):
        raise RefusedError(_CHANGED, "Two signatures claim the same bytes.")
    if set(sealed_lengths(document.data)) - {each.reach for each in seals}:
        raise RefusedError(_CHANGED, "An earlier signature was taken out of its place.")
    if seals[-1].reach != len(document.data):
        added = len(document.data) - seals[-1].reach
        raise RefusedError(_CHANGED, f"Something was added after sealing: {counted(added)} that nobody signed.")
    return tuple(seals)


def _seal(document: Document, name: str, field: Any) -> Seal:  # noqa: ANN401  # PDF objects have no types
    try:
        signature_ref = field.get_object().raw_get("/V").reference
        embedded = EmbeddedPdfSignature(document.reader, field, name)
        signature = embedded.sig_object
        gap = _gap(document.data, signature.raw_get("/ByteRange"))
        parts = _parts(_contents(document.data, gap, embedded.pkcs7_content))
        _check_strength(parts)
        digest = _digest(document.data, gap, parts)
        if program(signature) != f"/{MARK}":
            raise RefusedError("not-sealed", "It carries a signature of another program, but no seal.")  # noqa: TRY301
        _check_signature(digest, parts)
        reason = _reason(document.data, gap, signature)
    except RefusedError:
        raise
    except Exception as broken:
        raise RefusedError(_CHANGED, "The signature is damaged.") from broken
    return Seal(
        field=name,
        field_ref=field.reference,
        signature_ref=signature_ref,
        embedded=embedded,
        certificate=parts.certificates[0],
        chain=parts.certificates[1:],
        crls=parts.crls,
        reach=gap.reach,
        revision=embedded.signed_revision,
        stated_time=_time(signature),
        reason=reason,
    )


@dataclass(frozen=True, slots=True)
class _Gap:
    """Where the signature's own bytes lie, which it cannot cover, and how far it covers the rest."""

    start: int
    end: int
    reach: int


@dataclass(frozen=True, slots=True)
class _Parts:
    contents: bytes  # the CMS without what follows it
    attributes: asn1.CMSAttributes
    signature: bytes
    digest_algorithm: str
    signature_algorithm: str
    certificates: tuple[bytes, ...]  # the signer's first
    crls: tuple[bytes, ...]


def _gap(data: bytes, byte_range: Any) -> _Gap:  # noqa: ANN401
    numbers = [int(each) for each in byte_range]
    plain = all(type(number) is int and number >= 0 for number in numbers)
    if len(numbers) != 4 or not plain or numbers[0] != 0 or not 0 < numbers[1] < numbers[2]:
        raise RefusedError(_CHANGED, "The signature does not say plainly which bytes it covers.")
    gap = _Gap(start=numbers[1], end=numbers[2], reach=numbers[2] + numbers[3])
    if gap.reach > len(data):
        raise RefusedError(_CHANGED, "The signature covers more than the file has: the end is missing.")
    return gap


def _contents(data: bytes, gap: _Gap, read: bytes) -> bytes:
    """Return the CMS; everything between its end and the end of the gap must be zero."""
    written = _HEX.match(data[gap.start : gap.end])
    if written is None or bytes.fromhex(written.group(1).decode("ascii")) != read:
        raise RefusedError(_CHANGED, "The place that the signature leaves out holds more than the signature.")
    length = _der_length(read)
    if any(read[length:]):
        raise RefusedError(_CHANGED, "Something is hidden behind the signature.")
    return read[:length]


def _der_length(data: bytes) -> int:
    if len(data) < 6 or data[:2] not in {b"\x30\x82", b"\x30\x83"}:
        raise RefusedError(_CHANGED, "The signature is damaged.")
    width = data[1] & 0x0F
    return 2 + width + int.from_bytes(data[2 : 2 + width], "big")


def _parts(contents: bytes) -> _Parts:
    info = asn1.ContentInfo.load(contents, strict=True)
    signed = info["content"]
    (signer,) = signed["signer_infos"]
    certificates = [each.chosen.dump() for each in signed["certificates"]]
    name = signer["sid"].chosen
    own = [each for each in certificates if _named(each, name)]
    return _Parts(
        contents=contents,
        attributes=signer["signed_attrs"],
        signature=signer["signature"].native,
        digest_algorithm=signer["digest_algorithm"]["algorithm"].native,
        signature_algorithm=signer["signature_algorithm"]["algorithm"].native,
        certificates=(own[0], *sorted(each for each in certificates if each != own[0])),
        crls=tuple(sorted(each.chosen.dump() for each in signed["crls"])),
    )


def _named(certificate: bytes, name: asn1.IssuerAndSerialNumber) -> bool:
    parsed = x509.Certificate.load(certificate)
    return bool(parsed.serial_number == name["serial_number"].native and parsed.issuer == name["issuer"])


def _check_strength(parts: _Parts) -> None:
    key = load_der_x509_certificate(parts.certificates[0]).public_key()
    if isinstance(key, RSAPublicKey) and key.key_size < MIN_KEY_BITS:
        raise RefusedError(
            "not-sealed",
            f"Its signature was made with an RSA key of {key.key_size} bits, which can be broken: it proves nothing.",
        )
    for algorithm in (parts.digest_algorithm, parts.signature_algorithm):
        for weak in ("sha1", "md5", "md2"):
            if algorithm.startswith(weak):
                raise RefusedError(
                    "not-sealed", f"Its signature rests on {weak.upper()}, which can be forged: it proves nothing."
                )


def _digest(data: bytes, gap: _Gap, parts: _Parts) -> bytes:
    """Return the SHA-256 of the covered bytes, which must be what the signer signed."""
    view = memoryview(data)
    covered = hashlib.new(parts.digest_algorithm)
    covered.update(view[: gap.start])
    covered.update(view[gap.end : gap.reach])
    stated = [each["values"][0].native for each in parts.attributes if each["type"].native == "message_digest"]
    if stated != [covered.digest()]:
        raise RefusedError(
            _CHANGED, "The file is not the one that was sealed: its bytes differ from those that were signed."
        )
    return covered.digest()


def _check_signature(digest: bytes, parts: _Parts) -> None:
    """Refuse a CMS with a single byte that its signer did not settle, and one signed with another key."""
    if cms.assembled(digest, parts.signature, parts.certificates, parts.crls) != parts.contents:
        raise RefusedError(_CHANGED, "The signature holds something that its signer did not put there.")
    key = load_der_x509_certificate(parts.certificates[0]).public_key()
    content = cms.to_sign(digest, parts.certificates, parts.crls)
    try:
        if not isinstance(key, RSAPublicKey):
            raise InvalidSignature  # noqa: TRY301
        key.verify(parts.signature, content, padding.PKCS1v15(), hashes.SHA256())
    except InvalidSignature as wrong:
        raise RefusedError(_CHANGED, "The signature was not made with the key of the signer it names.") from wrong


def _reason(data: bytes, gap: _Gap, signature: Any) -> str:  # noqa: ANN401
    """Return the sentence that was signed; it must be written so that every reader of signatures shows the same."""
    dictionary = data[data.rfind(b" obj", 0, gap.start) : gap.start] + data[gap.end : data.find(b"endobj", gap.end)]
    if "/Reason" not in signature and b"/Reason" not in dictionary:
        return ""
    said = str(signature["/Reason"])
    written = io.BytesIO()
    TextStringObject(said).write_to_stream(written)
    if dictionary.count(b"/Reason") != 1 or b"/Reason " + written.getvalue() not in dictionary:
        raise RefusedError(
            _CHANGED, "What a signer decided is not written in the one form that reads the same everywhere."
        )
    return said


def _time(signature: Any) -> datetime | None:  # noqa: ANN401
    try:
        stated = parse_pdf_date(str(value(signature, "/M")), strict=True)
    except Exception:  # noqa: BLE001  # a time that cannot be read is no time
        return None
    return stated if isinstance(stated, datetime) and stated.tzinfo is not None else None
