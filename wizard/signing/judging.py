"""Bytes in, one judgement of their seal out, never an exception."""

import hashlib
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization

from wizard.signing import document, outside, revisions, seals, shape, trust
from wizard.signing.identity import stated_name
from wizard.signing.outside import RefusedError, counted
from wizard.signing.values import Judgement, SignerFacts, grouped


@dataclass(frozen=True, slots=True)
class _Sealed:
    """A file, or the part of one, that stands as it was sealed."""

    signers: tuple[SignerFacts, ...]
    faults: tuple[str, ...]
    record: bytes | None
    result: dict[str, str]
    pages: int
    length: int
    fields: tuple[tuple[str, str], ...]


def judge(pdf: bytes, trusted: tuple[bytes, ...], now: datetime) -> Judgement:
    """Judge a file at a moment, knowing these certificates."""
    try:
        moment = now if now.tzinfo is not None else now.replace(tzinfo=UTC)
        return replace(_judged(pdf, trust.anchors(trusted), moment), total_bytes=len(pdf))
    except Exception:  # noqa: BLE001  # whatever a stranger's bytes do to the readers, the answer is a judgement
        if not isinstance(pdf, bytes):
            return Judgement("unreadable", "There is nothing to read.")
        if outside.claims_seal(pdf):
            sentence = "The file was sealed once and cannot be read as it was."
            return Judgement("changed-after-sealing", sentence, total_bytes=len(pdf))
        return Judgement("unreadable", "The file cannot be read as a PDF.", total_bytes=len(pdf))


def _judged(data: bytes, trusted: tuple[bytes, ...], now: datetime) -> Judgement:
    try:
        outside.check_start(data)
        outside.check_end(data)
        return _verdict(_examined(data, trusted, now))
    except RefusedError as refused:
        earlier = _sealed_before(data, trusted, now)
        if earlier is not None:
            return _added_to(earlier, len(data), refused)
        return _refusal(data, refused)


def _examined(data: bytes, trusted: tuple[bytes, ...], now: datetime) -> _Sealed:
    pdf = document.read(data)
    if not pdf.ours:
        raise RefusedError("not-ours", "This is a PDF, but not a report of this program.")
    if not pdf.signed_fields and outside.claims_seal(data):
        raise RefusedError("changed-after-sealing", "The signature was taken out of its place.")
    if not pdf.signed_fields:
        raise RefusedError("not-sealed", "This report carries no seal: anyone could have written it.")
    found = seals.found(pdf)
    revisions.check(pdf, found)
    reviewed = revisions.Reviewed(found)
    standings = [trust.standing(seal, trusted, now, reviewed) for seal in found]
    signers = tuple(_facts(seal, each.known) for seal, each in zip(found, standings, strict=True))
    if len({_key(seal) for seal in found}) != len(signers):
        raise RefusedError("changed-after-sealing", "One person signed in the place of two.")
    last = found[-1].revision
    record = pdf.record(None if found[0].revision == last else found[0].revision)
    if record is None:
        raise RefusedError("not-ours", "This file is signed, but it carries no record of an assessment.")
    shape.check(pdf)
    faults = tuple(each.fault for each in standings if each.fault)
    return _Sealed(signers, faults, record, dict(pdf.result), pdf.pages, len(data), pdf.fields)


def _facts(seal: seals.Seal, known: bool) -> SignerFacts:  # noqa: FBT001
    certificate = x509.load_der_x509_certificate(seal.certificate)
    stated = seal.stated_time.astimezone(UTC).isoformat() if seal.stated_time else ""
    return SignerFacts(
        name=stated_name(certificate),
        fingerprint=certificate.fingerprint(hashes.SHA256()).hex(),
        known=known,
        time=stated,
        field=seal.field,
        reason=seal.reason,
        certificate_pem=certificate.public_bytes(serialization.Encoding.PEM).decode("ascii"),
    )


def _key(seal: seals.Seal) -> bytes:
    """Return the public key: a second certificate for it is no second person."""
    key = x509.load_der_x509_certificate(seal.certificate).public_key()
    return key.public_bytes(serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)


def _sealed_before(data: bytes, trusted: tuple[bytes, ...], now: datetime) -> _Sealed | None:
    """Return the sealed file that these bytes begin with, if something was only added to it."""
    if not data.startswith(b"%PDF-") or len(data) > outside.LARGEST:
        return None
    for length in outside.earlier_ends(data):
        try:
            return _examined(data[:length], trusted, now)
        except Exception:  # noqa: BLE001, S112  # a claim that does not hold is no claim
            continue
    return None


def _verdict(sealed: _Sealed) -> Judgement:
    name = sealed.signers[0].name
    if all(each.known for each in sealed.signers):
        return _with(
            sealed,
            Judgement("sealed-trusted", f"This is the file that {name} sealed, and nothing in it has changed since."),
        )
    if sealed.faults:
        reason = f"The file is unchanged since it was sealed, but the signer does not count: {sealed.faults[0]}"
    else:
        stranger = next(each for each in sealed.signers if not each.known)
        reason = f"The file is unchanged since it was sealed, but {stranger.name} is not known here: compare the fingerprint {grouped(stranger.fingerprint)}."
    return _with(sealed, Judgement("sealed-unknown-signer", reason))


def _added_to(sealed: _Sealed, length: int, refused: RefusedError) -> Judgement:
    reason = refused.reason
    if refused.vague or refused.outcome != "changed-after-sealing":
        reason = f"Something was added after sealing: {counted(length - sealed.length)} that nobody signed."
    return replace(_with(sealed, Judgement("changed-after-sealing", reason)), appended=True)


def _with(sealed: _Sealed, judgement: Judgement) -> Judgement:
    return replace(
        judgement,
        signers=sealed.signers,
        record=sealed.record,
        record_sha256=_sha256(sealed.record),
        result=sealed.result,
        signed_bytes=sealed.length,
        pages=sealed.pages,
        fields=sealed.fields,
    )


def _refusal(data: bytes, refused: RefusedError) -> Judgement:
    judgement = Judgement(refused.outcome, refused.reason)
    if refused.outcome != "not-sealed":
        return judgement
    pdf = document.read(data)
    record = pdf.record()
    return replace(judgement, record=record, record_sha256=_sha256(record), result=dict(pdf.result), pages=pdf.pages)


def _sha256(record: bytes | None) -> str:
    return hashlib.sha256(record).hexdigest() if record is not None else ""
