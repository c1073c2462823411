"""An honest sealed report in, hostile relatives of it out: each with its name and the outcomes that are right for it."""

import io
import re
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import cache

import pikepdf
from asn1crypto import cms as asn1
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import ExtendedKeyUsageOID
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

from tests import sealed_samples as samples
from wizard import signing
from wizard.signing import certificates, seal

CHANGED = frozenset({"changed-after-sealing"})
STRANGER = frozenset({"sealed-unknown-signer"})
NO_SEAL = frozenset({"not-sealed"})
NOT_OURS = frozenset({"not-ours"})
UNREADABLE = frozenset({"unreadable"})


@dataclass(frozen=True)
class Hostile:
    """One file that must not be accepted as sealed by the one we know."""

    name: str
    data: bytes
    outcomes: frozenset[str]
    says: str = ""  # a word that the reason must hold
    now: datetime = samples.NOW
    trusted: tuple[bytes, ...] | None = None  # None: whoever the honest files' readers know


def everything() -> Iterator[Hostile]:
    """Give every hostile file, class by class."""
    for family in (forged, added, shadowed, cut, padded, strangers, weak, approvals, foreign, bombs):
        yield from family()


def forged() -> Iterator[Hostile]:
    """Universal forgery: a signature that covers nothing, or says so in a form that readers misread."""
    pdf = samples.sealed()
    for name, old, new in (
        ("byte range under another name", rb"/ByteRange \[", b"/ByteRangf ["),
        ("byte range null", rb"/ByteRange \[[^\]]*\]", b"/ByteRange null"),
        ("byte range empty", rb"/ByteRange \[[^\]]*\]", b"/ByteRange []"),
        ("byte range negative", rb"/ByteRange \[0 \d", b"/ByteRange [0 -"),
        ("byte range starts later", rb"/ByteRange \[0 ", b"/ByteRange [9 "),
        ("byte range overlaps itself", rb"(/ByteRange \[0 \d+) \d+ \d+", rb"\1 10 99999"),
        ("byte range covers nothing", rb"/ByteRange \[[^\]]*\]", b"/ByteRange [0 0 0 0]"),
        ("byte range in reals", rb"(/ByteRange \[0 \d+)( )", rb"\1.0 "),
        ("contents under another name", rb"/Contents <", b"/Contentz <"),
        ("contents null", rb"/Contents <[0-9A-F]+>", b"/Contents null"),
        ("contents empty", rb"/Contents <[0-9A-F]+>", b"/Contents <>"),
        ("contents zero", rb"/Contents <[0-9A-F]+>", b"/Contents <00>"),
        ("other sub-filter", rb"/ETSI.CAdES.detached", b"/adbe.pkcs7.detached"),
        ("time changed", rb"2026112214", b"2025112214"),
        ("name changed", rb"\(Katrin Aalto\)", b"(Katrin Aalta)"),
    ):
        changed = re.sub(old, new, pdf, count=1)
        assert changed != pdf, name
        yield Hostile(name, _kept_in_place(pdf, changed), CHANGED)
    yield Hostile("wrapped: bytes smuggled into the gap", _wrapped(pdf), CHANGED)


def _kept_in_place(pdf: bytes, changed: bytes) -> bytes:
    """Fill up with blanks where an entry became shorter, so that the cross-reference table still holds."""
    missing = len(pdf) - len(changed)
    if missing <= 0:
        return changed
    start = next(i for i, (a, b) in enumerate(zip(pdf, changed, strict=False)) if a != b)
    end = changed.index(b"\n", start)
    return changed[:end] + b" " * missing + changed[end:]


def _gap(pdf: bytes) -> tuple[int, int, int]:
    match = re.findall(rb"/ByteRange \[0 (\d+) (\d+) (\d+)\]", pdf)[-1]
    return int(match[0]), int(match[1]), int(match[2])


def _wrapped(pdf: bytes) -> bytes:
    start, end, rest = _gap(pdf)
    smuggled = b"/Extra (smuggled) "
    moved = pdf[:end] + smuggled + pdf[end:]
    new = b"/ByteRange [0 %d %d %d]" % (start, end + len(smuggled), rest)
    return re.sub(rb"/ByteRange \[[^\]]*\]", new, moved, count=1)


def _revised(pdf: bytes, change: Callable[[IncrementalPdfFileWriter], None]) -> bytes:
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
    change(writer)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def _page_text(text: str) -> Callable[[IncrementalPdfFileWriter], None]:
    def change(writer):
        page = writer.root["/Pages"]["/Kids"][0].get_object()
        page[pdf_name("/Contents")] = writer.add_object(
            generic.StreamObject(stream_data=f"BT /F1 12 Tf 72 720 Td ({text}) Tj ET".encode())
        )
        writer.update_container(page)

    return change


def added() -> Iterator[Hostile]:
    """Incremental saving: a revision after the seal, from rude to hardly visible."""
    pdf = samples.sealed()
    for name, change in (
        ("page replaced", _page_text("The worst case is Low 3.")),
        ("evil annotation", _annotated),
        ("attachment changed", _other_record),
        ("attachment removed", lambda writer: _without(writer, "/Names")),
        ("second record attached", _second_record),
        ("language changed", lambda writer: _with(writer, "/Lang", generic.TextStringObject("de"))),
        ("structure changed", lambda writer: _with(writer, "/StructTreeRoot", generic.DictionaryObject())),
        ("opens with an action", _opening),
        ("layers added", lambda writer: _with(writer, "/OCProperties", generic.DictionaryObject())),
        ("certification removed", lambda writer: _without(writer, "/Perms")),
        ("form removed", lambda writer: _without(writer, "/AcroForm")),
        ("signature shown twice", _shown_twice),
        ("printed result changed", _other_result),
        ("nothing but a new table", lambda writer: writer.update_root()),
    ):
        yield Hostile(f"added: {name}", _revised(pdf, change), CHANGED)
    yield Hostile("sneaky signature", _sneaky(pdf), CHANGED)
    yield Hostile("sneaky signature in a field of its own", _sneaky(pdf, field="Approver"), CHANGED)
    yield Hostile("a second PDF appended", pdf + samples.unsigned(marked=False), CHANGED, says="added")
    yield Hostile("the same PDF appended", pdf + pdf, CHANGED)


def _with(writer, key, value):
    writer.root[pdf_name(key)] = value
    writer.update_root()


def _without(writer, key):
    del writer.root[key]
    writer.update_root()


def _annotated(writer):
    look = generic.StreamObject(stream_data=b"1 1 1 rg 0 0 400 40 re f")
    annotation = generic.DictionaryObject(
        {
            pdf_name("/Type"): pdf_name("/Annot"),
            pdf_name("/Subtype"): pdf_name("/FreeText"),
            pdf_name("/Rect"): generic.ArrayObject(generic.NumberObject(n) for n in (60, 700, 460, 740)),
            pdf_name("/AP"): generic.DictionaryObject({pdf_name("/N"): writer.add_object(look)}),
        }
    )
    page = writer.root["/Pages"]["/Kids"][0].get_object()
    page[pdf_name("/Annots")] = generic.ArrayObject([writer.add_object(annotation)])
    writer.update_container(page)


def _spec(writer):
    return writer.root["/Names"]["/EmbeddedFiles"]["/Names"][1]


def _other_record(writer):
    spec = _spec(writer)
    stream = writer.add_object(generic.StreamObject(stream_data=b'{"answers": {"x": "better"}}'))
    spec["/EF"][pdf_name("/F")] = stream
    writer.update_container(spec)


def _second_record(writer):
    names = writer.root["/Names"]["/EmbeddedFiles"]["/Names"]
    names.append(generic.TextStringObject("assessment.json"))
    names.append(names[1])
    writer.update_container(names)


def _opening(writer):
    action = generic.DictionaryObject(
        {pdf_name("/S"): pdf_name("/JavaScript"), pdf_name("/JS"): generic.TextStringObject("app.alert(1)")}
    )
    _with(writer, "/OpenAction", action)


def _shown_twice(writer):
    fields = writer.root["/AcroForm"]["/Fields"]
    field = fields[0]
    again = generic.DictionaryObject(
        {
            pdf_name("/FT"): pdf_name("/Sig"),
            pdf_name("/T"): generic.TextStringObject("Approver"),
            pdf_name("/V"): field.raw_get("/V"),
        }
    )
    fields.append(writer.add_object(again))
    writer.update_container(fields)


def _other_result(writer):
    info = writer.trailer["/Info"]
    info[pdf_name("/PlimsollResult")] = generic.TextStringObject("level=Low")
    writer.update_container(info)


def _sneaky(pdf: bytes, field: str = "Assessor") -> bytes:
    """Take the signature out of its field, change the page, and sign again as somebody else."""

    def change(writer):
        held = writer.root["/AcroForm"]["/Fields"][0]
        if field == "Assessor":
            del held["/V"]
            del writer.root["/Perms"]
            writer.update_root()
        writer.update_container(held)
        _page_text("The worst case is Low 3.")(writer)

    return seal.sign(_revised(pdf, change), samples.signer(which=1), samples.AT, field=field)


def shadowed() -> Iterator[Hostile]:
    """Shadow: a new cross-reference table that hides an object or shows another one in its place."""
    pdf = samples.sealed()
    size = int(re.findall(rb"/Size (\d+)", pdf)[-1])
    last = int(re.findall(rb"startxref\n(\d+)", pdf)[-1])
    identity = re.findall(rb"/ID \[[^\]]*\]", pdf)[-1]
    trailer = b"trailer\n<< /Size %d /Root 1 0 R /Info 2 0 R /Prev %d " % (size, last) + identity + b" >>\n"
    objects = {int(n): at.start() for at in re.finditer(rb"(?m)^(\d+) 0 obj", pdf) for n in at.groups()}
    names = sorted(objects)
    for name, target, entry in (
        ("shadow: hidden", names[4], b"0000000000 00001 f \n"),
        ("shadow: replaced", names[4], b"%010d 00000 n \n" % objects[names[5]]),
        ("shadow: root replaced", 1, b"%010d 00000 n \n" % objects[names[5]]),
    ):
        table = b"xref\n%d 1\n" % target + entry + trailer
        yield Hostile(name, pdf + table + b"startxref\n%d\n%%%%EOF\n" % len(pdf), CHANGED, says="added")
    for index in (3, len(names) - 1):
        number = names[index]
        moved = re.sub(rb"%010d 00000 n" % objects[number], b"%010d 00000 n" % objects[names[2]], pdf)
        yield Hostile(f"shadow: table edited in place for object {number}", moved, CHANGED)


def cut() -> Iterator[Hostile]:
    """Stripped and truncated."""
    pdf, unsigned = samples.sealed(), samples.unsigned()
    assert pdf.startswith(unsigned)
    yield Hostile("seal cut off", pdf[: len(unsigned)], NO_SEAL)
    yield Hostile("seal saved away", _saved_again(pdf, strip=True), NO_SEAL)
    yield Hostile("saved again with the seal", _saved_again(pdf, strip=False), CHANGED)
    yield Hostile("seal blanked in place", re.sub(rb"/V \d+ 0 R", lambda m: b" " * len(m.group()), pdf), CHANGED)
    yield Hostile("form blanked in place", pdf.replace(b"/AcroForm", b"/AcroFork"), CHANGED)
    yield Hostile("cut in the middle", pdf[: len(pdf) // 2], UNREADABLE)
    yield Hostile("last line cut", pdf[:-7], UNREADABLE, says="incomplete")
    yield Hostile("first kilobyte", pdf[:1000], UNREADABLE)
    yield Hostile("header only", b"%PDF-1.7\n%%EOF\n", UNREADABLE)
    yield Hostile("head lost", pdf[20:], UNREADABLE)
    yield Hostile("junk before the head", b"junk\n" + pdf, UNREADABLE)


def _saved_again(pdf: bytes, *, strip: bool) -> bytes:
    opened = pikepdf.open(io.BytesIO(pdf))
    if strip:
        del opened.Root.AcroForm
        del opened.Root.Perms
        for page in opened.pages:
            if "/Annots" in page:
                del page["/Annots"]
    out = io.BytesIO()
    opened.save(out)
    return out.getvalue()


def padded() -> Iterator[Hostile]:
    """Bytes that no signature covers: behind the CMS, inside it, behind the end."""
    pdf = samples.sealed()
    start, end, _ = _gap(pdf)
    yield Hostile("padding behind the CMS", pdf[: end - 9] + b"48454C4C" + pdf[end - 1 :], CHANGED, says="hidden")
    yield Hostile("small letters in the CMS", pdf[:start] + pdf[start:end].lower() + pdf[end:], CHANGED)
    yield Hostile("blank in the CMS", pdf[: end - 2] + b" >" + pdf[end:], CHANGED)
    for name, change in (
        ("unsigned attribute", _unsigned_attribute),
        ("issuer exchanged", _other_issuer),
        ("list of withdrawn certificates changed", _other_crl),
        ("version changed", lambda signed: signed.__setitem__("version", "v3")),
    ):
        yield Hostile(f"CMS: {name}", _with_cms(pdf, change), CHANGED)
    for tail in (b"\n", b"x", b"\0", b" ", b"%%EOF\n", b"\n\n\n", b"%" + b"A" * 2000 + b"\n%%EOF\n"):
        yield Hostile(f"trailing {tail[:8]!r}", pdf + tail, CHANGED, says="added")


def _with_cms(pdf: bytes, change: Callable[[asn1.SignedData], None]) -> bytes:
    start, end, _ = _gap(pdf)
    info = asn1.ContentInfo.load(bytes.fromhex(pdf[start + 1 : end - 1].decode()))
    change(info["content"])
    made = info.dump().hex().upper().encode()
    if len(made) <= end - start - 2:
        return pdf[: start + 1] + made.ljust(end - start - 2, b"0") + pdf[end - 1 :]
    return pdf[: start + 1] + made + pdf[end - 1 :]


def _other_issuer(signed):
    own = samples.signer().certificate
    other = samples.signer("Jonas Ek").chain[0]
    signed["certificates"] = [asn1.CertificateChoices.load(each) for each in (own, other)]


def _unsigned_attribute(signed):
    attribute = asn1.CMSAttribute({"type": asn1.CMSAttributeType("1.2.3.4"), "values": ()})
    signed["signer_infos"][0]["unsigned_attrs"] = asn1.CMSAttributes([attribute])


def _other_crl(signed):
    signed["crls"] = [asn1.RevocationInfoChoice.load(samples.signer("Jonas Ek").crls[0])]


def strangers() -> Iterator[Hostile]:
    """Intact seals of people nobody here knows."""
    namesake = samples.signer(which=1)
    yield Hostile(
        "same name, another person", signing.sign(samples.unsigned(), namesake, samples.AT), STRANGER, says="known"
    )
    honest = samples.sealed()
    late, early = datetime(2040, 1, 1, tzinfo=UTC), datetime(2020, 1, 1, tzinfo=UTC)
    yield Hostile("expired since", honest, STRANGER, says="expired", now=late)
    yield Hostile("not yet valid", honest, STRANGER, says="not valid before", now=early)
    yield Hostile("a time to come", honest, STRANGER, says="has not come", now=samples.AT - timedelta(days=2))
    yield Hostile("trust in rubbish", honest, STRANGER, trusted=(b"rubbish", b"-----BEGIN CERTIFICATE-----", b""))
    yield Hostile("trust in nobody", honest, STRANGER, trusted=())
    yield Hostile("trust in a namesake", honest, STRANGER, trusted=(namesake.certificate, *namesake.chain))


def weak() -> Iterator[Hostile]:
    """Signatures whose certificate or arithmetic is not good enough, although the reader trusts the issuer."""
    for name, outcomes, says, settings in (
        ("RSA of 1024 bits", NO_SEAL, "1024", {"bits": 1024}),
        ("for encryption only", STRANGER, "issued for signing", {"may_commit": False}),
        ("for web servers", STRANGER, "issued for signing", {"purpose": ExtendedKeyUsageOID.SERVER_AUTH}),
        ("expired before signing", STRANGER, "expired", {"end": samples.AT - timedelta(days=3)}),
        ("valid only after signing", STRANGER, "at the time", {"start": samples.AT + timedelta(hours=3)}),
        ("withdrawn", STRANGER, "withdrawn", {"withdrawn": True}),
    ):
        signer = issued(**settings)
        made = _signed_at_any_time(signer)
        yield Hostile(f"certificate: {name}", made, outcomes, says=says, trusted=signer.chain)
        if name == "withdrawn":
            yield Hostile(
                "certificate: withdrawn, trusted itself", made, outcomes, says=says, trusted=(signer.certificate,)
            )
    yield Hostile("issued by somebody known who is no authority", *_by_a_friend())
    yield Hostile("SHA-1", _with_sha1(samples.sealed()), NO_SEAL, says="SHA1")


def _by_a_friend():
    friend, key = samples.signer("Jonas Ek"), rsa.generate_private_key(65537, 2048)
    own = x509.load_der_x509_certificate(friend.certificate)
    name, start = certificates._named("Katrin Aalto"), samples.AT - timedelta(days=3)
    leaf = certificates._leaf(name, key.public_key(), own, start, samples.AT + timedelta(days=90))
    certificate = leaf.sign(friend.key, hashes.SHA256()).public_bytes(Encoding.DER)
    forger = replace(friend, certificate=certificate, key=key, chain=(friend.certificate,), crls=())
    sealed = signing.sign(samples.unsigned(), forger, samples.AT)
    return sealed, STRANGER, "not known", samples.NOW, (friend.certificate,)


def _signed_at_any_time(signer: signing.Signer) -> bytes:
    allowed = seal.check_valid
    seal.check_valid = lambda _signer, _at: None
    try:
        return signing.sign(samples.unsigned(), signer, samples.AT)
    finally:
        seal.check_valid = allowed


def _with_sha1(pdf: bytes) -> bytes:
    def change(signed):
        info = signed["signer_infos"][0]
        info["digest_algorithm"] = {"algorithm": "sha1"}
        info["signature_algorithm"] = {"algorithm": "sha1_rsa"}

    return _with_cms(pdf, change)


@cache
def _key(_whose: str, bits: int) -> rsa.RSAPrivateKey:
    """Make a key once for all certificates that are wrong: none of them is wrong by its key."""
    return rsa.generate_private_key(65537, bits)


def issued(
    *, bits: int = 2048, may_commit: bool = True, purpose=None, start=None, end=None, withdrawn: bool = False
) -> signing.Signer:
    """Make a signer with a certificate that is wrong in one way, by an issuer that is right."""
    root_key, key = _key("issuer", 2048), _key("signer", bits)
    start, end = start or samples.AT - timedelta(days=9), end or samples.AT + timedelta(days=900)
    root = certificates._root(certificates._named("Issuer"), root_key, samples.AT - timedelta(days=90), end)
    leaf = x509.CertificateBuilder().subject_name(certificates._named("Katrin Aalto")).issuer_name(root.subject)
    leaf = leaf.public_key(key.public_key()).serial_number(77).not_valid_before(start).not_valid_after(end)
    usage = {"digital_signature": may_commit, "content_commitment": may_commit, "key_encipherment": not may_commit}
    none = dict.fromkeys(
        ("data_encipherment", "key_agreement", "key_cert_sign", "crl_sign", "encipher_only", "decipher_only"), False
    )
    leaf = leaf.add_extension(x509.KeyUsage(**usage, **none), critical=True)
    if purpose:
        leaf = leaf.add_extension(x509.ExtendedKeyUsage([purpose]), critical=False)
    certificate = leaf.sign(root_key, hashes.SHA256())
    crl = x509.CertificateRevocationListBuilder().issuer_name(root.subject).last_update(samples.AT - timedelta(days=5))
    crl = crl.next_update(samples.AT + timedelta(days=900))
    if withdrawn:
        entry = (
            x509.RevokedCertificateBuilder().serial_number(77).revocation_date(samples.AT - timedelta(days=6)).build()
        )
        crl = crl.add_revoked_certificate(entry)
    return replace(
        samples.signer(),
        fingerprint=certificate.fingerprint(hashes.SHA256()).hex(),
        certificate=certificate.public_bytes(Encoding.DER),
        key=key,
        chain=(root.public_bytes(Encoding.DER),),
        crls=(crl.sign(root_key, hashes.SHA256()).public_bytes(Encoding.DER),),
    )


def approvals() -> Iterator[Hostile]:
    """Files with two signatures of which something is not as it must be."""
    approved = samples.approved()
    certified_length = min(
        sum(map(int, found[1:])) for found in re.findall(rb"/ByteRange \[(0) \d+ (\d+) (\d+)\]", approved)
    )
    certified, jonas = approved[:certified_length], samples.signer("Jonas Ek")
    later = samples.AT + timedelta(hours=2)
    yield Hostile("approved and then changed", _revised(approved, _page_text("Low 3")), CHANGED, says="added")
    between = _revised(certified, _annotated)
    yield Hostile("changed between two signatures", seal.sign(between, jonas, later, field="Approver 1"), CHANGED)
    yield Hostile("approval in an unprepared field", seal.sign(certified, jonas, later, field="Approver 9"), CHANGED)
    yield Hostile(
        "one person for two", seal.sign(certified, samples.signer(), later, field="Approver 1"), CHANGED, says="two"
    )
    yield Hostile("approver unknown", approved, STRANGER, trusted=samples.signer().chain)
    yield Hostile("approver changes the page while signing", _changed_while_signing(certified, jonas), CHANGED)


def _changed_while_signing(certified: bytes, signer: signing.Signer) -> bytes:
    class Changing(seal._Appended):
        def write(self, stream):
            _page_text("The worst case is Low 3.")(self)
            super().write(stream)

    honest, seal._Appended = seal._Appended, Changing
    try:
        return seal.sign(certified, signer, samples.AT, field="Approver 1")
    finally:
        seal._Appended = honest


def foreign() -> Iterator[Hostile]:
    """Other people's files."""
    plain = samples.unsigned(marked=False)
    signed = signing.sign(plain, samples.signer(), samples.AT)
    yield Hostile("a foreign PDF", plain, NOT_OURS)
    yield Hostile("a foreign PDF, signed by somebody we know", signed, NOT_OURS)
    yield Hostile("a foreign PDF, signed by another program", signed.replace(b"/Plimsoll", b"/Otherapp"), NOT_OURS)
    yield Hostile("an unsealed report", samples.unsigned(), NO_SEAL)
    yield Hostile(
        "a report without its record", signing.sign(_unattached(), samples.signer(), samples.AT), NOT_OURS | CHANGED
    )
    yield Hostile("encrypted", _encrypted(), UNREADABLE, says="password")
    yield Hostile("empty", b"", UNREADABLE, says="empty")
    yield Hostile("JPEG", b"\xff\xd8\xff\xe0\x00\x10JFIF" + bytes(range(256)) * 8 + b"\xff\xd9", UNREADABLE, says="PDF")
    yield Hostile("text", b"Dear all,\nplease find attached.\n", UNREADABLE)


def _unattached() -> bytes:
    opened = pikepdf.open(io.BytesIO(samples.unsigned()))
    del opened.Root.Names
    del opened.Root.AF
    out = io.BytesIO()
    opened.save(out)
    return out.getvalue()


def _encrypted() -> bytes:
    opened = pikepdf.open(io.BytesIO(samples.unsigned()))
    out = io.BytesIO()
    opened.save(out, encryption=pikepdf.Encryption(owner="o", user="u"))
    return out.getvalue()


def bombs() -> Iterator[Hostile]:
    """Files made to hurt the reader."""
    yield Hostile("64 MB of zeros", bytes(64_000_000), UNREADABLE)
    yield Hostile("40 MB of zeros inside a PDF", b"%PDF-1.7\n" + bytes(40_000_000) + b"\n%%EOF\n", UNREADABLE)
    yield Hostile("deep arrays", _small(b"[" * 50_000 + b"]" * 50_000), UNREADABLE)
    yield Hostile("deep dictionaries", _small(b"<</A " * 20_000 + b">>" * 20_000), UNREADABLE)
    yield Hostile(
        "pages in a loop",
        _small(b"<< /Type /Catalog /Pages 1 0 R /AcroForm 1 0 R /Fields [1 0 R] /Kids [1 0 R] >>"),
        NOT_OURS | UNREADABLE,
    )
    yield Hostile("a reference to itself", _small(b"1 0 R"), UNREADABLE | NOT_OURS)
    yield Hostile("tables in a loop", _looping_tables(), UNREADABLE)
    yield Hostile("a million table entries", _many_entries(), UNREADABLE)
    yield Hostile(
        "names in a loop",
        _small(b"<< /Type /Catalog /Names << /EmbeddedFiles 1 0 R >> /Kids [1 0 R 1 0 R] >>"),
        UNREADABLE | NOT_OURS,
    )
    yield Hostile("object stream that unpacks to 1 GB", _decompression(), UNREADABLE | NOT_OURS)
    yield Hostile(
        "thousands of byte ranges", b"%PDF-1.7\n<" + b"/ByteRange [0 9 10 1000] <" * 50_000 + b"\n%%EOF\n", UNREADABLE
    )
    yield Hostile("digits without end", b"%PDF-1.7\nstartxref\n" + b"9" * 900 + b"\n%%EOF\n", UNREADABLE)


def _small(root: bytes) -> bytes:
    body = b"%PDF-1.7\n1 0 obj\n" + root + b"\nendobj\n"
    table = b"xref\n0 2\n0000000000 65535 f \n0000000009 00000 n \n"
    return body + table + b"trailer\n<< /Size 2 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % len(body)


def _looping_tables() -> bytes:
    small = _small(b"<< /Type /Catalog >>")
    at = small.index(b"xref\n0 2")
    return small.replace(b"/Root 1 0 R >>", b"/Root 1 0 R /Prev %d >>" % at)


def _many_entries() -> bytes:
    body = b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\n"
    table = b"xref\n0 1000000\n" + b"0000000009 00000 n \n" * 1000
    return body + table + b"trailer\n<< /Size 1000000 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % len(body)


def _zeros(megabytes: int) -> bytes:
    """Pack so many megabytes of zeros; packed is only the first of them, the others repeat it."""
    packer, size = zlib.compressobj(9, wbits=-15), megabytes * 1_000_000
    first = packer.compress(bytes(1_000_000)) + packer.flush(zlib.Z_FULL_FLUSH)
    checksum = (size % 65521 << 16 | 1).to_bytes(4, "big")
    return b"\x78\xda" + first * megabytes + packer.flush() + checksum


def _decompression() -> bytes:
    packed = _zeros(1000)
    body = b"%%PDF-1.7\n1 0 obj\n<< /Type /ObjStm /N 1 /First 4 /Filter /FlateDecode /Length %d >>\nstream\n" % len(
        packed
    )
    body += packed + b"\nendstream\nendobj\n"
    entries = (
        b"\x01\x00\x00\x00\x09\x00" + b"\x02\x00\x00\x00\x01\x00" + b"\x01" + len(body).to_bytes(4, "big") + b"\x00"
    )
    packed_table = zlib.compress(entries)
    at = len(body)
    body += (
        b"3 0 obj\n<< /Type /XRef /Size 4 /Index [1 3] /W [1 4 1] /Root 2 0 R /Filter /FlateDecode /Length %d >>\nstream\n"
        % len(packed_table)
    )
    return body + packed_table + b"\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n" % at
