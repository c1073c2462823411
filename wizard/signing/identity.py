"""A folder, a name and a passphrase in, an identity that can sign out; every mishap is a sentence."""

import base64
import json
import secrets
import unicodedata
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import NameOID

from wizard.errors import UserError
from wizard.signing import certificates, envelope
from wizard.signing.private import write_privately
from wizard.signing.values import Identity, Signer, passphrase_problem

KIND = "plimsoll identity 1"
LARGEST = 1_000_000
MIN_KEY_BITS = 2048
SUFFIX = ".identity"
_SIGNED = "Nothing was signed."


def make(folder: Path, name: str, passphrase: str, now: datetime) -> Identity:
    """Make a key and its certificate and write both, the key locked, into the folder."""
    name = _checked_name(name)
    problem = passphrase_problem(passphrase)
    if problem:
        raise UserError(f"{problem} No identity was made.", "Three or four words that belong to nobody else are good.")
    issued = certificates.issue(name, now.astimezone(UTC))
    fingerprint = issued.certificate.fingerprint(hashes.SHA256()).hex()
    password = base64.urlsafe_b64encode(secrets.token_bytes(32))
    locked_key = pkcs12.serialize_key_and_certificates(
        name.encode(), issued.key, issued.certificate, [issued.root], serialization.BestAvailableEncryption(password)
    )
    content = {
        "kind": KIND,
        "certificate": _pem(issued.certificate),
        "root": _pem(issued.root),
        "crl": issued.crl.public_bytes(serialization.Encoding.PEM).decode(),
        "pkcs12": base64.b64encode(locked_key).decode(),
        "password": envelope.lock(password, passphrase, fingerprint.encode()),
    }
    path = folder / f"{fingerprint[:16]}{SUFFIX}"
    write_privately(path, written(content), "The identity could not be written")
    return read(path)


def listed(folder: Path) -> tuple[Identity, ...]:
    """Return the identities in a folder, oldest first; files that are none are passed over."""
    found = []
    for path in sorted(folder.glob(f"*{SUFFIX}")) if folder.is_dir() else ():
        try:
            found.append(read(path))
        except UserError:
            continue
    return tuple(sorted(found, key=lambda each: (each.made, each.name, each.fingerprint)))


def unlock(identity: Identity, passphrase: str) -> Signer:
    """Open an identity's key."""
    return opened(content_of(identity.path), identity.fingerprint, passphrase)[0]


def opened(content: dict[str, Any], fingerprint: str, passphrase: str, so: str = _SIGNED) -> tuple[Signer, bytes]:
    """Open the key in the content of an identity's file; give the password under the passphrase too. `so` ends a refusal."""
    try:
        password = envelope.unlock(content["password"], passphrase, fingerprint.encode())
        bundle = pkcs12.load_pkcs12(base64.b64decode(content["pkcs12"]), password)
        crl = x509.load_pem_x509_crl(content["crl"].encode()).public_bytes(serialization.Encoding.DER)
        signer = _signer(bundle, (crl,))
    except envelope.WrongPassphraseError as wrong:
        sentence = f"That is not the passphrase of this identity. {so}"
        raise UserError(sentence, "Type it again; capitals matter.") from wrong
    except (ValueError, KeyError, TypeError, AttributeError) as damaged:
        raise _damaged(so) from damaged
    if signer.fingerprint != fingerprint:
        raise _damaged(so)
    return signer, password


def _damaged(so: str) -> UserError:
    return UserError(f"The file of this identity is damaged. {so}", "Put back a copy of it, or make a new identity.")


def read_pkcs12(path: Path, passphrase: str) -> Signer:
    """Read a user's own key from a PKCS#12 file (.p12, .pfx)."""
    data = _bytes(path)
    try:
        bundle = pkcs12.load_pkcs12(data, passphrase.encode() or None)
    except ValueError as wrong:
        raise _no_pkcs12(path, data) from wrong
    if bundle.key is None or bundle.cert is None:
        raise UserError(
            f"{path.name} holds no key with its certificate.", "Export it again together with its private key."
        )
    if not isinstance(bundle.key, RSAPrivateKey) or bundle.key.key_size < MIN_KEY_BITS:
        raise UserError(
            f"The key in {path.name} is of a kind that not every PDF reader checks.",
            "Use an RSA key of 2048 bits or more.",
        )
    if not certificates.may_sign(bundle.cert.certificate):
        raise UserError(
            f"The certificate in {path.name} was not issued for signing documents.", "Choose one for signatures."
        )
    return _signer(bundle, ())


def read_certificates(data: bytes) -> tuple[bytes, ...]:
    """Return the certificates in a file, PEM or DER, as DER; raises UserError if there are none."""
    try:
        found = (
            x509.load_pem_x509_certificates(data) if b"-----BEGIN" in data else [x509.load_der_x509_certificate(data)]
        )
    except ValueError as wrong:
        raise UserError(
            "This file holds no certificate.", "Ask the signer for the certificate file (.pem, .crt, .cer)."
        ) from wrong
    return tuple(each.public_bytes(serialization.Encoding.DER) for each in found)


def _signer(bundle: pkcs12.PKCS12KeyAndCertificates, crls: tuple[bytes, ...]) -> Signer:
    certificate, key = bundle.cert.certificate, bundle.key  # type: ignore[union-attr]  # both are checked before
    if not isinstance(key, RSAPrivateKey) or key.public_key() != certificate.public_key():
        raise ValueError("key and certificate do not belong together")
    return Signer(
        name=stated_name(certificate),
        fingerprint=certificate.fingerprint(hashes.SHA256()).hex(),
        certificate=certificate.public_bytes(serialization.Encoding.DER),
        key=key,
        chain=tuple(each.certificate.public_bytes(serialization.Encoding.DER) for each in bundle.additional_certs),
        crls=crls,
    )


def _no_pkcs12(path: Path, data: bytes) -> UserError:
    if data[:1] != b"\x30":
        return UserError(
            f"{path.name} is not a PKCS#12 file.", "Such files end in .p12 or .pfx and hold a key with its certificate."
        )
    return UserError(
        f"{path.name} does not open with this passphrase. Nothing was signed.", "Type it again; capitals matter."
    )


def stated_name(certificate: x509.Certificate) -> str:
    """Return the name that a certificate states, as it stands there."""
    for kind in (NameOID.COMMON_NAME, NameOID.ORGANIZATION_NAME, NameOID.EMAIL_ADDRESS):
        for attribute in certificate.subject.get_attributes_for_oid(kind):
            return str(attribute.value)
    return certificate.subject.rfc4514_string()


def read(path: Path, so: str = _SIGNED) -> Identity:
    """Read the public half of an identity. Raises UserError, which ends with `so`."""
    return stated(content_of(path, so), path, so)


def stated(content: dict[str, Any], path: Path, so: str = _SIGNED) -> Identity:
    """Give the public half of what stands in the file of an identity. Raises UserError, which ends with `so`."""
    try:
        certificate = x509.load_pem_x509_certificate(content["certificate"].encode())
        x509.load_pem_x509_certificate(content["root"].encode())
        return Identity(
            path=path,
            name=stated_name(certificate),
            fingerprint=certificate.fingerprint(hashes.SHA256()).hex(),
            made=certificate.not_valid_before_utc.isoformat(),
            expires=certificate.not_valid_after_utc.isoformat(),
            certificate_pem=content["certificate"],
            root_pem=content["root"],
        )
    except (ValueError, KeyError, AttributeError) as damaged:
        raise _damaged(so) from damaged


def content_of(path: Path, so: str = _SIGNED) -> dict[str, Any]:
    """Read the file of an identity. Raises UserError, which ends with `so`."""
    try:
        content = json.loads(_bytes(path))
    except (ValueError, RecursionError) as damaged:
        raise _damaged(so) from damaged
    if not isinstance(content, dict) or content.get("kind") != KIND:
        raise _damaged(so)
    return content


def written(content: dict[str, Any]) -> bytes:
    """Give the bytes of the file of an identity."""
    return json.dumps(content, indent=1).encode()


def _bytes(path: Path) -> bytes:
    try:
        if path.exists() and not path.is_file():  # a pipe would be waited for
            raise UserError(f"{path.name} is not a file.", "Choose the file itself.")
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
    except OSError as failed:
        raise UserError(f"{path.name} cannot be read.", failed.strerror or "") from failed
    if len(data) > LARGEST:
        raise UserError(f"{path.name} is too large to be an identity.")
    return data


def _checked_name(name: str) -> str:
    name = unicodedata.normalize("NFC", " ".join(name.split()))
    if not name:
        raise UserError("An identity needs a name.", "It is printed as the signer of the report.")
    if len(name) > 64:
        raise UserError("A signer's name can have 64 characters at most.", "Shorten it.")
    if any(unicodedata.category(letter) in {"Cc", "Cf", "Cs", "Co", "Cn"} for letter in name):
        raise UserError("This name has characters that cannot be seen.", "Type it again by hand.")
    return name


def _pem(certificate: x509.Certificate) -> str:
    return certificate.public_bytes(serialization.Encoding.PEM).decode()
