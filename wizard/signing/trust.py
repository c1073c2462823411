"""A proven seal and the certificates a user trusts in, out whether the signer is known, and what is wrong with the certificate."""

from collections.abc import Coroutine, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from asn1crypto import x509 as asn1
from cryptography import x509
from cryptography.hazmat.primitives import serialization
from pyhanko.sign.validation.pdf_embedded import async_validate_pdf_signature
from pyhanko.sign.validation.settings import KeyUsageConstraints
from pyhanko_certvalidator import ValidationContext

from wizard.signing.certificates import may_sign
from wizard.signing.outside import RefusedError
from wizard.signing.revisions import Reviewed
from wizard.signing.seals import Seal

_CLOCKS_DIFFER = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Standing:
    """What is to be thought of one signer: known or not, and what is wrong with the certificate, if anything is."""

    known: bool
    fault: str


def anchors(trusted: Iterable[bytes]) -> tuple[bytes, ...]:
    """Return the readable ones among certificates given as PEM or DER, as DER."""
    found: list[bytes] = []
    for each in trusted:
        try:
            pem = b"-----BEGIN" in each
            certificates = x509.load_pem_x509_certificates(each) if pem else [x509.load_der_x509_certificate(each)]
        except (ValueError, TypeError):
            continue
        found.extend(certificate.public_bytes(serialization.Encoding.DER) for certificate in certificates)
    return tuple(dict.fromkeys(found))


def standing(seal: Seal, trusted: tuple[bytes, ...], now: datetime, reviewed: Reviewed) -> Standing:
    """Judge the signer of one seal at a moment, with nothing but these certificates as roots."""
    fault = certificate_fault(seal, now)
    status = _validated(seal, trusted, now, reviewed)
    if not (status.intact and status.valid):
        raise RefusedError("changed-after-sealing", "The signature does not hold for this file.")
    if not status.docmdp_ok:
        raise RefusedError(
            "changed-after-sealing", "Something was changed after sealing that the seal does not permit."
        )
    return Standing(known=bool(status.trusted and status.bottom_line) and not fault, fault=fault)


def certificate_fault(seal: Seal, now: datetime) -> str:
    """Return what is wrong with the signer's certificate as one sentence, or nothing."""
    certificate = x509.load_der_x509_certificate(seal.certificate)
    start, end = certificate.not_valid_before_utc, certificate.not_valid_after_utc
    stated = seal.stated_time or now
    faults = (
        (now < start - _CLOCKS_DIFFER, f"the signer's certificate is not valid before {start:%Y-%m-%d}."),
        (
            now > end,
            f"the signer's certificate expired on {end:%Y-%m-%d}, and nobody else confirmed the time of signing.",
        ),
        (seal.stated_time is None, "the signature does not say when it was made."),
        (
            not start - _CLOCKS_DIFFER <= stated <= end,
            "the signer's certificate was not valid at the time that the signature states.",
        ),
        (stated > now + _CLOCKS_DIFFER, "the signature states a time that has not come yet."),
        (not may_sign(certificate), "the signer's certificate was not issued for signing documents."),
    )
    return next((sentence for wrong, sentence in faults if wrong), "") or _withdrawal(seal, certificate)


def _may_issue(data: bytes) -> bool:
    """Whether a trusted certificate speaks for others too; else somebody known could sign in anybody's name."""
    try:
        constraints = x509.load_der_x509_certificate(data).extensions.get_extension_for_class(x509.BasicConstraints)
    except (x509.ExtensionNotFound, ValueError):
        return False
    return constraints.value.ca


def _withdrawal(seal: Seal, certificate: x509.Certificate) -> str:
    issuers = [x509.load_der_x509_certificate(each) for each in seal.chain]
    for data in seal.crls:
        withdrawn = x509.load_der_x509_crl(data)
        entry = withdrawn.get_revoked_certificate_by_serial_number(certificate.serial_number)
        if withdrawn.issuer != certificate.issuer or entry is None:
            continue
        if any(withdrawn.is_signature_valid(issuer.public_key()) for issuer in issuers):  # type: ignore[arg-type]
            return f"the signer's certificate was withdrawn on {entry.revocation_date_utc:%Y-%m-%d}."
    return ""


def _validated(seal: Seal, trusted: tuple[bytes, ...], now: datetime, reviewed: Reviewed) -> Any:  # noqa: ANN401  # the library has no types
    context = ValidationContext(
        trust_roots=[asn1.Certificate.load(each) for each in trusted if each == seal.certificate or _may_issue(each)],
        other_certs=[asn1.Certificate.load(each) for each in seal.chain],
        crls=seal.crls,
        moment=now,
        time_tolerance=_CLOCKS_DIFFER,
        allow_fetching=False,
    )
    usage = KeyUsageConstraints(key_usage={"non_repudiation"})
    return _finished(
        async_validate_pdf_signature(seal.embedded, context, diff_policy=reviewed, key_usage_settings=usage)
    )


def _finished(work: Coroutine[Any, Any, Any]) -> Any:  # noqa: ANN401
    """Run to its end what waits for nothing: an event loop would open a pair of sockets."""
    try:
        work.send(None)
    except StopIteration as done:
        return done.value
    work.close()
    raise RefusedError("changed-after-sealing", "The signature asks for something outside this file.")
