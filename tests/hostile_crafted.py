"""An honest sealed report in, relatives of it out that were built by hand: where two readers may see two files."""

import io
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pikepdf
from asn1crypto import cms as asn1
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name

from tests import sealed_samples as samples
from tests.hostile_pdfs import (
    CHANGED,
    NO_SEAL,
    NOT_OURS,
    STRANGER,
    UNREADABLE,
    Hostile,
    _gap,
    _revised,
    _with,
    _with_cms,
)
from wizard import signing
from wizard.signing import certificates


def everything() -> Iterator[Hostile]:
    """Give every file that is crafted here."""
    for family in (ranges, tables, revisions, containers, people, messages):
        yield from family()


def ranges() -> Iterator[Hostile]:
    """Byte ranges that say more, less or other than they seem to."""
    pdf = samples.sealed()
    start, end, rest = _gap(pdf)
    for name, numbers in (
        ("overlapping", (0, start, start - 9, rest + end - start + 9)),
        ("the gap too", (0, end, end, rest)),
        ("six numbers", (0, start, end, rest, 0, 0)),
        ("two numbers", (0, len(pdf))),
        ("gap too wide", (0, start - 40, end, rest)),
        ("gap wide at its end", (0, start, end + 40, rest - 40)),
        ("one byte too few", (0, start, end, rest - 1)),
        ("beyond the end", (0, start, end, rest + 9)),
        ("backwards", (end, rest, 0, start)),
    ):
        yield Hostile(
            f"byte range: {name}", _ranged(pdf, b"[%s]" % b" ".join(b"%d" % each for each in numbers)), CHANGED
        )
    yield Hostile("byte range: by reference", _ranged(pdf, b"9 0 R"), CHANGED)
    yield Hostile("byte range: with a comment", _ranged(pdf, b"[0 %%\n%d %d %d]" % (start, end, rest)), CHANGED)
    plus = b"[+0 +%d +%d +%d]" % (start, end, rest)
    yield Hostile("byte range: with signs", _ranged(pdf, plus), CHANGED)


def _ranged(pdf: bytes, written: bytes) -> bytes:
    """Write another byte range over the old one; there is room after it."""
    at = re.search(rb"/ByteRange \[[^\]]*\] *", pdf)
    new = b"/ByteRange " + written
    assert len(new) <= len(at.group())
    return pdf[: at.start()] + new.ljust(len(at.group())) + pdf[at.end() :]


def _trailer(pdf: bytes, more: bytes = b"", previous: int | None = None, root: bytes = b"1 0 R") -> bytes:
    size = int(re.findall(rb"/Size (\d+)", pdf)[-1]) + 2
    last = int(re.findall(rb"startxref\n(\d+)", pdf)[-1]) if previous is None else previous
    identity = re.findall(rb"/ID \[[^\]]*\]", pdf)[-1]
    return b"trailer\n<< /Size %d /Root %b /Info 2 0 R /Prev %d %b %b >>\n" % (size, root, last, identity, more)


def _appended(pdf: bytes, objects: dict[int, bytes], trailer: bytes) -> bytes:
    """Append a revision written by hand: objects, table, trailer."""
    body, rows = pdf, b""
    for number, written in sorted(objects.items()):
        rows += b"%d 1\n%010d 00000 n \n" % (number, len(body))
        body += b"%d 0 obj\n%b\nendobj\n" % (number, written)
    at = len(body)
    return body + b"xref\n" + rows + trailer + b"startxref\n%d\n%%%%EOF\n" % at


def tables() -> Iterator[Hostile]:
    """Tables and trailers that send one reader here and another there."""
    pdf = samples.sealed()
    catalogue = re.search(rb"1 0 obj\n(<<.*?>>)\nendobj", pdf, re.DOTALL).group(1)
    other = catalogue.replace(b"/Pages 6 0 R", b"/Pages 7 0 R")
    size = int(re.findall(rb"/Size (\d+)", pdf)[-1])
    last = int(re.findall(rb"startxref\n(\d+)", pdf)[-1])
    first = int(re.findall(rb"startxref\n(\d+)", pdf)[0])
    same = b"%010d 00000 n \n" % pdf.index(b"1 0 obj")
    for name, more in (
        ("root named twice", b"/Root %d 0 R" % size),
        ("information named twice", b"/Info %d 0 R" % size),
        ("previous table named twice", b"/Prev %d" % first),
        ("encryption announced", b"/Encrypt << /Filter /Standard >>"),
        ("table beside the table", b"/XRefStm %d" % first),
    ):
        made = _appended(pdf, {size: other}, _trailer(pdf, more))
        yield Hostile(f"trailer: {name}", made, CHANGED | UNREADABLE)
    for name, previous in (("itself", len(pdf)), ("the first revision", first), ("nowhere", 1), ("minus one", -1)):
        trailer = _trailer(pdf, previous=previous)
        table = b"xref\n1 1\n" + same + trailer + b"startxref\n%d\n%%%%EOF\n" % len(pdf)
        yield Hostile(f"trailer: previous table is {name}", pdf + table, CHANGED | UNREADABLE)
    yield Hostile(
        "trailer: another catalogue", _appended(pdf, {size: other}, _trailer(pdf, root=b"%d 0 R" % size)), CHANGED
    )
    yield Hostile("stream of references hides a newer catalogue", _hidden_catalogue(pdf, other, size, last), CHANGED)
    yield Hostile("second end that points to the old table", pdf + b"startxref\n%d\n%%%%EOF\n" % last, CHANGED)
    again = pdf.replace(b"startxref\n%d\n%%%%EOF\n" % last, b"startxref\n%d\n%%%%EOF\n" % first)
    yield Hostile("end that points past the seal", again, CHANGED | NO_SEAL | UNREADABLE)
    yield Hostile("header of another version", pdf.replace(b"%PDF-1.7", b"%PDF-1.4", 1), CHANGED)
    yield Hostile("a whole PDF in front", b"%PDF-1.7\n%%EOF\n" + pdf, CHANGED | UNREADABLE)
    yield Hostile("blank lines in front", b"\n\n" + pdf, UNREADABLE | CHANGED)
    yield Hostile("byte order mark in front", b"\xef\xbb\xbf" + pdf, UNREADABLE | CHANGED)
    yield Hostile("older end of line", pdf.replace(b"%%EOF\n", b"%%EOF\r"), CHANGED | UNREADABLE)


def _hidden_catalogue(pdf: bytes, catalogue: bytes, size: int, last: int) -> bytes:
    body = pdf + b"%d 0 obj\n%b\nendobj\n" % (size, catalogue)
    at = len(body)
    entries = b"\x01" + len(pdf).to_bytes(4, "big") + b"\0\x01" + at.to_bytes(4, "big") + b"\0"
    head = b"<< /Type /XRef /Size %d /Index [%d 2] /W [1 4 1] /Root %d 0 R /Prev %d /Length %d >>" % (
        size + 2,
        size,
        size,
        last,
        len(entries),
    )
    return body + b"%d 0 obj\n%b\nstream\n%b\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n" % (
        size + 1,
        head,
        entries,
        at,
    )


def revisions() -> Iterator[Hostile]:
    """Revisions after the seal that touch as little as can be."""
    pdf, approved = samples.sealed(), samples.approved()
    for name, change in (
        ("nothing but new properties", _other_properties),
        ("form written a second time", lambda writer: _with(writer, "/AcroForm", _second_form())),
        ("attachment of the same name", _same_name),
        ("list of attachments leads to another", _other_list),
        ("appearance of the seal", _other_look),
        ("certification leads to a copy", _copied_signature),
        ("page given a longer sheet", _longer_sheet),
    ):
        yield Hostile(f"afterwards: {name}", _revised(pdf, change), CHANGED)
    packed = signing.sign(samples.unsigned(packed=True), samples.signer(), samples.AT)
    yield Hostile("afterwards: signature packed into a stream", _revised(packed, _packed_signature), CHANGED)
    yield Hostile("signatures change places afterwards", _revised(approved, _swapped), CHANGED)
    refs = re.findall(rb"/V (\d+) 0 R", approved)[-2:]
    places = [match.span(1) for match in re.finditer(rb"/V (\d+) 0 R", approved)]
    swapped = bytearray(approved)
    for (start, end), number in zip(places, reversed(refs), strict=False):
        swapped[start:end] = number.rjust(end - start)
    yield Hostile("signatures change places in place", bytes(swapped), CHANGED)
    new = _appended(pdf, {}, _trailer(pdf)).replace(b"xref\ntrailer", b"xref\n0 0\ntrailer")
    yield Hostile("revision of nothing", new, CHANGED)


def _other_properties(writer):
    stream = generic.StreamObject(stream_data=samples.XMP.replace(b'part="3"', b'part="2"'))
    stream[pdf_name("/Type")], stream[pdf_name("/Subtype")] = pdf_name("/Metadata"), pdf_name("/XML")
    _with(writer, "/Metadata", writer.add_object(stream))


def _second_form():
    return generic.DictionaryObject({pdf_name("/Fields"): generic.ArrayObject()})


def _same_name(writer):
    spec = writer.root["/Names"]["/EmbeddedFiles"]["/Names"][1]
    copy = generic.DictionaryObject({key: spec.raw_get(key) for key in spec})
    stream = generic.StreamObject(stream_data=b'{"answers": {}}')
    file = {pdf_name("/F"): writer.add_object(stream), pdf_name("/UF"): spec["/EF"].raw_get("/UF")}
    copy[pdf_name("/EF")] = generic.DictionaryObject(file)
    names = writer.root["/Names"]["/EmbeddedFiles"]["/Names"]
    names[1] = writer.add_object(copy)
    writer.update_container(names)


def _other_list(writer):
    spec = writer.root["/AF"][0]
    copy = generic.DictionaryObject({key: spec.raw_get(key) for key in spec})
    stream = writer.add_object(generic.StreamObject(stream_data=b'{"answers": {}}'))
    copy[pdf_name("/EF")] = generic.DictionaryObject({pdf_name("/F"): stream, pdf_name("/UF"): stream})
    _with(writer, "/AF", generic.ArrayObject([writer.add_object(copy)]))


def _copy_of_signature(writer):
    signature = writer.root["/AcroForm"]["/Fields"][0]["/V"]
    return generic.DictionaryObject({key: signature.raw_get(key) for key in signature})


def _packed_signature(writer):
    field = writer.root["/AcroForm"]["/Fields"][0]
    packed = writer.prepare_object_stream()
    field[pdf_name("/V")] = writer.add_object(_copy_of_signature(writer), obj_stream=packed)
    writer.update_container(field)


def _copied_signature(writer):
    _with(
        writer, "/Perms", generic.DictionaryObject({pdf_name("/DocMDP"): writer.add_object(_copy_of_signature(writer))})
    )


def _other_look(writer):
    field = writer.root["/AcroForm"]["/Fields"][0]
    look = generic.StreamObject(stream_data=b"1 1 1 rg 0 0 400 40 re f")
    field[pdf_name("/AP")] = generic.DictionaryObject({pdf_name("/N"): writer.add_object(look)})
    writer.update_container(field)


def _longer_sheet(writer):
    page = writer.root["/Pages"]["/Kids"][0].get_object()
    page[pdf_name("/MediaBox")] = generic.ArrayObject(generic.NumberObject(each) for each in (0, 0, 595, 2000))
    writer.update_container(page)


def _swapped(writer):
    fields = writer.root["/AcroForm"]["/Fields"]
    one, two = fields[0], fields[1]
    one[pdf_name("/V")], two[pdf_name("/V")] = two.raw_get("/V"), one.raw_get("/V")
    writer.update_container(one)
    writer.update_container(two)


def containers() -> Iterator[Hostile]:
    """An honest report inside something else."""
    outer = pikepdf.open(io.BytesIO(samples.unsigned(marked=False)))
    outer.attachments["report.pdf"] = pikepdf.AttachedFileSpec(outer, samples.sealed(), filename="report.pdf")
    for name, packed in (("packed", True), ("as it is", False)):
        out = io.BytesIO()
        outer.save(out, compress_streams=packed)
        yield Hostile(f"sealed report attached to another, {name}", out.getvalue(), NOT_OURS | CHANGED)
    yield Hostile("sealed report after a photograph", b"\xff\xd8\xff\xe0" + samples.sealed(), UNREADABLE)
    zipped = b"PK\x03\x04" + bytes(26) + samples.sealed() + b"PK\x05\x06" + bytes(18)
    yield Hostile("sealed report in an archive", zipped, UNREADABLE)


def people() -> Iterator[Hostile]:
    """Somebody else's seal over the same record."""
    clone = cloned()
    sealed = signing.sign(samples.unsigned(), clone, samples.AT)
    yield Hostile("certificate with name, issuer and number of a known one", sealed, STRANGER, says="not known")
    resigned = signing.sign(samples.sealed()[: len(samples.unsigned())], samples.signer(which=1), samples.AT)
    yield Hostile("seal cut off, sealed again by another", resigned, STRANGER, says="not known")
    with_root = replace(clone, chain=(*clone.chain, *samples.signer().chain))
    both = signing.sign(samples.unsigned(), with_root, samples.AT)
    yield Hostile("known issuer laid beside a stranger's", both, STRANGER, says="not known")


def cloned() -> signing.Signer:
    """Make a signer whose certificate and issuer say what those of the known signer say."""
    honest = samples.signer()
    leaf, root = (x509.load_der_x509_certificate(each) for each in (honest.certificate, honest.chain[0]))
    key, root_key = (rsa.generate_private_key(65537, 2048) for _ in range(2))
    start, end = samples.AT - timedelta(days=30), samples.AT + timedelta(days=900)
    made_root = certificates._root(root.subject, root_key, start, end)
    builder = x509.CertificateBuilder(leaf.issuer, leaf.subject, key.public_key(), leaf.serial_number, start, end)
    for extension in leaf.extensions:
        builder = builder.add_extension(extension.value, extension.critical)
    made = builder.sign(root_key, hashes.SHA256())
    return replace(
        honest,
        fingerprint=made.fingerprint(hashes.SHA256()).hex(),
        certificate=made.public_bytes(Encoding.DER),
        key=key,
        chain=(made_root.public_bytes(Encoding.DER),),
        crls=(),
    )


def messages() -> Iterator[Hostile]:
    """The signature's own message, written otherwise."""
    pdf = samples.sealed()
    for name, change in (
        ("two signers", _two_signers),
        ("second signer first", _second_signer_first),
        ("no signer", lambda signed: signed.__setitem__("signer_infos", asn1.SignerInfos([]))),
        ("unsigned attributes stuffed", _stuffed),
        ("content inside", _content_inside),
        ("signer's certificate missing", _without_certificate),
        ("another certificate of the same name", _other_certificate),
        ("another digest named", lambda signed: signed["digest_algorithms"][0].__setitem__("algorithm", "sha512")),
    ):
        yield Hostile(f"message: {name}", _with_cms(pdf, change), CHANGED)
    start, end, _ = _gap(pdf)
    message = pdf[start + 1 : end - 1]
    spaced = (message[:20] + b" " + message[20:])[: len(message)]
    yield Hostile("message: blank among the digits", pdf[: start + 1] + spaced + pdf[end - 1 :], CHANGED)
    turned = _turned_round(bytes.fromhex(message.decode())).hex().upper().encode()
    yield Hostile("message: attributes in another order", pdf[: start + 1] + turned + pdf[end - 1 :], CHANGED)
    text = b"(" + b"0" * (end - start - 2) + b")"
    yield Hostile("message: as text", pdf[:start] + text + pdf[end:], CHANGED)
    endless = b"3080" + message[8:]
    yield Hostile(
        "message: of no stated length", pdf[: start + 1] + endless.ljust(len(message), b"0") + pdf[end - 1 :], CHANGED
    )


def _signer_infos(signed):
    return [each.copy() for each in signed["signer_infos"]]


def _two_signers(signed):
    (one,) = _signer_infos(signed)
    signed["signer_infos"] = asn1.SignerInfos([one, one.copy()])


def _second_signer_first(signed):
    (one,) = _signer_infos(signed)
    other = one.copy()
    other["signature"] = bytes(256)
    signed["signer_infos"] = asn1.SignerInfos([other, one])


def _stuffed(signed):
    filling = asn1.CMSAttribute({"type": asn1.CMSAttributeType("1.2.3.4"), "values": ()})
    signed["signer_infos"][0]["unsigned_attrs"] = asn1.CMSAttributes([filling] * 5)


def _content_inside(signed):
    signed["encap_content_info"] = {"content_type": "data", "content": b"The worst case is Low 3."}


def _without_certificate(signed):
    own = samples.signer().certificate
    signed["certificates"] = [each for each in signed["certificates"] if each.chosen.dump() != own]


def _other_certificate(signed):
    kept = [each for each in signed["certificates"] if each.chosen.dump() != samples.signer().certificate]
    signed["certificates"] = [asn1.CertificateChoices.load(cloned().certificate), *kept]


def _turned_round(message: bytes) -> bytes:
    """Put the signed attributes in another order; the library itself would sort them again."""
    signed = asn1.ContentInfo.load(message)["content"]
    attributes = [each.dump() for each in signed["signer_infos"][0]["signed_attrs"]]
    made = message.replace(b"".join(attributes), b"".join(attributes[::-1]))
    assert made != message
    return made
