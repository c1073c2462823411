"""A name in, a fresh key with its certificate, its issuer and the issuer's list of withdrawn certificates out.

And a certificate in; whether its key may sign documents out.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from wizard.errors import UserError
from wizard.signing.values import Signer

KEY_BITS = 3072
YEARS = 10
_SIGNING_PURPOSES = {
    ExtendedKeyUsageOID.EMAIL_PROTECTION.dotted_string,
    ExtendedKeyUsageOID.ANY_EXTENDED_KEY_USAGE.dotted_string,
    "1.3.6.1.5.5.7.3.36",  # document signing
    "1.2.840.113583.1.1.5",  # authentic documents, Adobe
    "1.3.6.1.4.1.311.10.3.12",  # document signing, Microsoft
}


@dataclass(frozen=True, slots=True)
class Issued:
    """A key that can sign, and what proves whose it is."""

    key: rsa.RSAPrivateKey = field(repr=False)
    certificate: x509.Certificate
    root: x509.Certificate
    crl: x509.CertificateRevocationList


def issue(name: str, now: datetime) -> Issued:
    """Make a root and a leaf; the root's key is dropped, so nobody can ever issue a second leaf with it."""
    start = now.replace(hour=0, minute=0, second=0, microsecond=0)
    end = start + timedelta(days=365 * YEARS + 3)
    root_key = rsa.generate_private_key(65537, KEY_BITS)
    mark = x509.SubjectKeyIdentifier.from_public_key(root_key.public_key()).digest.hex()[:12]
    issuer = _named(f"Plimsoll device {mark}")
    root = _root(issuer, root_key, start, end)
    key = rsa.generate_private_key(65537, KEY_BITS)
    leaf = _leaf(_named(name), key.public_key(), root, start, end).sign(root_key, hashes.SHA256())
    return Issued(key=key, certificate=leaf, root=root, crl=_nothing_withdrawn(root, root_key, start, end))


def _named(name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])


def _root(issuer: x509.Name, key: rsa.RSAPrivateKey, start: datetime, end: datetime) -> x509.Certificate:
    public = key.public_key()
    builder = x509.CertificateBuilder().subject_name(issuer).issuer_name(issuer).public_key(public)
    builder = builder.serial_number(x509.random_serial_number()).not_valid_before(start).not_valid_after(end)
    builder = builder.add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
    builder = builder.add_extension(x509.SubjectKeyIdentifier.from_public_key(public), critical=False)
    return builder.add_extension(_usage(issuing=True), critical=True).sign(key, hashes.SHA256())


def _leaf(
    subject: x509.Name, public: rsa.RSAPublicKey, root: x509.Certificate, start: datetime, end: datetime
) -> x509.CertificateBuilder:
    issuer_key = root.extensions.get_extension_for_class(x509.SubjectKeyIdentifier).value
    builder = x509.CertificateBuilder().subject_name(subject).issuer_name(root.subject).public_key(public)
    builder = builder.serial_number(x509.random_serial_number()).not_valid_before(start).not_valid_after(end)
    builder = builder.add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
    builder = builder.add_extension(x509.SubjectKeyIdentifier.from_public_key(public), critical=False)
    authority = x509.AuthorityKeyIdentifier.from_issuer_subject_key_identifier(issuer_key)
    return builder.add_extension(authority, critical=False).add_extension(_usage(issuing=False), critical=True)


def _usage(*, issuing: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not issuing,
        content_commitment=not issuing,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=issuing,
        crl_sign=issuing,
        encipher_only=False,
        decipher_only=False,
    )


def _nothing_withdrawn(
    root: x509.Certificate, key: rsa.RSAPrivateKey, start: datetime, end: datetime
) -> x509.CertificateRevocationList:
    # without a list of the issuer, even an empty one, other verifiers call the signer untrusted
    builder = x509.CertificateRevocationListBuilder().issuer_name(root.subject).last_update(start).next_update(end)
    identifier = root.extensions.get_extension_for_class(x509.SubjectKeyIdentifier).value
    authority = x509.AuthorityKeyIdentifier.from_issuer_subject_key_identifier(identifier)
    builder = builder.add_extension(x509.CRLNumber(1), critical=False).add_extension(authority, critical=False)
    return builder.sign(key, hashes.SHA256())


def may_sign(certificate: x509.Certificate) -> bool:
    """Whether the issuer meant the key for signing documents."""
    try:
        if not certificate.extensions.get_extension_for_class(x509.KeyUsage).value.content_commitment:
            return False
    except x509.ExtensionNotFound:
        pass
    try:
        purposes = certificate.extensions.get_extension_for_class(x509.ExtendedKeyUsage).value
    except x509.ExtensionNotFound:
        return True
    return any(purpose.dotted_string in _SIGNING_PURPOSES for purpose in purposes)


def check_valid(signer: Signer, at: datetime) -> None:
    """Refuse a signer whose certificate has ended or not begun at a time. Raises UserError."""
    certificate = x509.load_der_x509_certificate(signer.certificate)
    if at > certificate.not_valid_after_utc:
        sentence = f"The certificate of {signer.name} expired on {certificate.not_valid_after_utc:%Y-%m-%d}. Nothing was signed."
        raise UserError(sentence, "Sign with another identity, or make a new one.")
    if at < certificate.not_valid_before_utc:
        sentence = f"The certificate of {signer.name} is not valid before {certificate.not_valid_before_utc:%Y-%m-%d}. Nothing was signed."
        raise UserError(sentence, "Check this computer's clock.")
