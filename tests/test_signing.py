"""Identities, keys and the act of signing."""

import dataclasses
import io
import json
import os
import re
import shutil
import socket
import stat
import subprocess
import sys
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pikepdf
import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, Encoding, pkcs12
from cryptography.x509.oid import ExtendedKeyUsageOID

from tests import hostile_pdfs
from tests import sealed_samples as samples
from tests.kept_secrets import kept
from wizard import signing
from wizard.errors import UserError
from wizard.signing import certificates, envelope

ROOT = Path(__file__).parents[1]
PASSPHRASE = "a long enough sentence, é"


@pytest.fixture(scope="module")
def identity(tmp_path_factory):
    folder = tmp_path_factory.mktemp("made") / "identities"
    with kept():
        return signing.make_identity(folder, "Katrin  Aalto", PASSPHRASE, samples.AT)


def test_an_identity_is_listed_and_signs(identity):
    assert signing.identities(identity.path.parent) == (identity,)
    signer = signing.unlock(identity, PASSPHRASE)
    sealed = signing.sign(samples.unsigned(), signer, samples.AT)
    for known in (identity.certificate_pem, identity.root_pem):
        judgement = signing.judge(sealed, (known.encode(),), samples.NOW)
        assert (judgement.outcome, judgement.signers[0].name) == ("sealed-trusted", "Katrin Aalto")
        assert judgement.signers[0].fingerprint == identity.fingerprint == signer.fingerprint


def test_a_wrong_passphrase_signs_nothing(identity):
    for wrong in ("", PASSPHRASE.upper(), PASSPHRASE + " "):
        with pytest.raises(UserError) as caught:
            signing.unlock(identity, wrong)
        assert caught.value.sentence == "That is not the passphrase of this identity. Nothing was signed."


def test_one_passphrase_typed_on_two_keyboards_opens_the_same_identity(identity):
    assert signing.unlock(identity, "a long enough sentence, e\N{COMBINING ACUTE ACCENT}").name == "Katrin Aalto"


def test_only_the_owner_may_read_an_identity(identity):
    assert stat.S_IMODE(identity.path.stat().st_mode) == 0o600
    assert stat.S_IMODE(identity.path.parent.stat().st_mode) == 0o700
    assert [each.name for each in identity.path.parent.iterdir()] == [identity.path.name]


def test_a_fingerprint_is_shown_in_groups_of_four(identity):
    assert re.fullmatch(r"([0-9A-F]{4} ){15}[0-9A-F]{4}", signing.grouped(identity.fingerprint))
    certificate = x509.load_pem_x509_certificate(identity.certificate_pem.encode())
    assert certificate.fingerprint(certificate.signature_hash_algorithm).hex() == identity.fingerprint


def test_an_identity_says_until_when_it_is_good(identity):
    assert datetime.fromisoformat(identity.expires) - samples.AT > timedelta(days=3640)
    assert datetime.fromisoformat(identity.made) <= samples.AT


def test_nothing_of_this_computer_is_in_a_certificate(identity):
    for pem in (identity.certificate_pem, identity.root_pem):
        certificate = x509.load_pem_x509_certificate(pem.encode())
        for name in (certificate.subject, certificate.issuer):
            assert re.fullmatch(r"CN=(Katrin Aalto|Plimsoll device [0-9a-f]{12})", name.rfc4514_string())


@pytest.mark.usefixtures("kept_secrets")
def test_the_key_is_nowhere_in_the_open(identity):
    content = json.loads(identity.path.read_text())
    assert "PRIVATE" not in identity.path.read_text()
    assert set(content["password"]) == {"kind", "salt", "nonce", "locked"}
    signer = signing.unlock(identity, PASSPHRASE)
    assert repr(signer).count("key=") == 0
    assert signer.certificate_pem == identity.certificate_pem


@pytest.mark.usefixtures("kept_secrets")
@pytest.mark.parametrize(
    "damage",
    [
        lambda content: content.update(kind="something else"),
        lambda content: content.pop("pkcs12"),
        lambda content: content["password"].update(kind="argon2id-1GiB"),
        lambda content: content["password"].update(salt="no base64!"),
        lambda content: content.update(pkcs12="AAAA"),
        lambda content: content.update(password=[]),
    ],
)
def test_a_damaged_identity_is_a_sentence(identity, tmp_path, damage):
    content = json.loads(identity.path.read_text())
    damage(content)
    copy = dataclasses.replace(identity, path=tmp_path / identity.path.name)
    copy.path.write_text(json.dumps(content))
    with pytest.raises(UserError, match="damaged"):
        signing.unlock(copy, PASSPHRASE)


@pytest.mark.usefixtures("kept_secrets")
def test_a_key_put_into_another_identity_does_not_open(identity, tmp_path):
    content = json.loads(identity.path.read_text())
    content["certificate"] = content["root"]
    (tmp_path / "x.identity").write_text(json.dumps(content))
    (swapped,) = signing.identities(tmp_path)
    with pytest.raises(UserError, match="Nothing was signed"):
        signing.unlock(swapped, PASSPHRASE)


def test_files_that_are_no_identities_are_passed_over(identity, tmp_path):
    shutil.copy(identity.path, tmp_path / "good.identity")
    for name, text in (("a", ""), ("b", "[" * 100_000), ("c", "{}"), ("d", "\0")):
        (tmp_path / f"{name}.identity").write_text(text)
    assert [each.fingerprint for each in signing.identities(tmp_path)] == [identity.fingerprint]
    assert signing.identities(tmp_path / "nowhere") == ()


@pytest.mark.parametrize(
    ("name", "passphrase", "word"),
    [
        ("", "x", "name"),
        ("  ", "x", "name"),
        ("a" * 65, "x", "64"),
        ("Ka\u202etrin", "x", "seen"),
        ("Katrin", "", "passphrase"),
        ("Katrin", "seven77", "8 characters"),
        ("Katrin", " " * 9, "8 characters"),
    ],
)
def test_a_name_that_cannot_be_printed_is_refused(tmp_path, name, passphrase, word):
    with pytest.raises(UserError, match=word):
        signing.make_identity(tmp_path, name, passphrase, samples.AT)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.usefixtures("kept_secrets")
def test_a_folder_that_cannot_be_made_is_a_sentence(tmp_path, monkeypatch):
    (tmp_path / "file").write_text("in the way")
    made = certificates.issue("Katrin", samples.AT)
    monkeypatch.setattr(certificates, "issue", lambda _name, _now: made)
    with pytest.raises(UserError, match="could not be written"):
        signing.make_identity(tmp_path / "file", "Katrin", PASSPHRASE, samples.AT)


def test_an_envelope_opens_with_its_passphrase_only():
    locked = envelope.lock(b"secret", "pass", b"this one")
    assert envelope.unlock(locked, "pass", b"this one") == b"secret"
    for passphrase, bound_to in (("Pass", b"this one"), ("pass", b"another one")):
        with pytest.raises(envelope.WrongPassphraseError):
            envelope.unlock(locked, passphrase, bound_to)


def _pkcs12(tmp_path, key, certificate, chain=(), passphrase="open"):
    path = tmp_path / "own.p12"
    data = pkcs12.serialize_key_and_certificates(
        b"own", key, certificate, list(chain), BestAvailableEncryption(passphrase.encode())
    )
    path.write_bytes(data)
    return path


def test_a_users_own_key_seals_too(tmp_path):
    own = hostile_pdfs.issued()
    root = x509.load_der_x509_certificate(own.chain[0])
    path = _pkcs12(tmp_path, own.key, x509.load_der_x509_certificate(own.certificate), (root,))
    signer = signing.read_pkcs12(path, "open")
    judgement = signing.judge(signing.sign(samples.unsigned(), signer, samples.AT), own.chain, samples.NOW)
    assert (judgement.outcome, judgement.signers[0].name) == ("sealed-trusted", "Katrin Aalto")


def test_what_a_users_own_key_seals_is_known_here_without_its_issuer(tmp_path):
    own, trusted = hostile_pdfs.issued(), tmp_path / "trusted"
    path = _pkcs12(tmp_path, own.key, x509.load_der_x509_certificate(own.certificate))
    with pytest.raises(UserError, match="does not open"):
        signing.read_own_pkcs12(path, trusted, "wrong")
    assert signing.known(trusted) == ()
    signer = signing.read_own_pkcs12(path, trusted, "open")
    sealed = signing.sign(samples.unsigned(), signer, samples.AT)
    assert signing.judge(sealed, (), samples.NOW).outcome == "sealed-unknown-signer"
    assert signing.judge(sealed, signing.known(trusted), samples.NOW).outcome == "sealed-trusted"
    since = signing.known_since(trusted, signer.fingerprint)
    os.utime(next(trusted.iterdir()), (0, 0))
    signing.read_own_pkcs12(path, trusted, "open")
    assert signing.known_since(trusted, signer.fingerprint) < since


def test_a_users_own_key_seals_where_nothing_can_be_kept(tmp_path):
    own = hostile_pdfs.issued()
    path = _pkcs12(tmp_path, own.key, x509.load_der_x509_certificate(own.certificate))
    (tmp_path / "file").write_text("in the way")
    assert signing.read_own_pkcs12(path, tmp_path / "file", "open").name == "Katrin Aalto"


def test_the_order_of_the_issuers_does_not_matter():
    signer, others = samples.signer(), (samples.signer("Jonas Ek"), samples.signer(which=1))
    chain = [*signer.chain, *(each.chain[0] for each in others), signer.certificate, others[0].certificate]
    lists = (*signer.crls, *others[0].crls)
    for order in (chain, chain[::-1], chain[2:] + chain[:2]):
        mixed = dataclasses.replace(signer, chain=tuple(order), crls=lists)
        sealed = signing.sign(samples.unsigned(), mixed, samples.AT)
        assert signing.judge(sealed, signer.chain, samples.NOW).outcome == "sealed-trusted"


@pytest.mark.usefixtures("kept_secrets")
def test_a_name_in_any_script_is_kept(tmp_path):
    name = "Żółć 漢字 Ωμέγα"
    identity = signing.make_identity(tmp_path, name, PASSPHRASE, samples.AT)
    sealed = signing.sign(samples.unsigned(), signing.unlock(identity, PASSPHRASE), samples.AT, "für R&D <b>")
    judgement = signing.judge(sealed, (identity.certificate_pem.encode(),), samples.NOW)
    assert (judgement.outcome, judgement.signers[0].name) == ("sealed-trusted", name)


def test_a_users_own_key_that_does_not_serve_is_a_sentence(tmp_path):
    own, other = hostile_pdfs.issued(), hostile_pdfs.issued(may_commit=False)
    certificate = x509.load_der_x509_certificate(own.certificate)
    path = _pkcs12(tmp_path, own.key, certificate)
    with pytest.raises(UserError, match="does not open with this passphrase"):
        signing.read_pkcs12(path, "wrong")
    with pytest.raises(UserError, match="not issued for signing"):
        signing.read_pkcs12(_pkcs12(tmp_path, other.key, x509.load_der_x509_certificate(other.certificate)), "open")
    server = hostile_pdfs.issued(purpose=ExtendedKeyUsageOID.SERVER_AUTH)
    with pytest.raises(UserError, match="not issued for signing"):
        signing.read_pkcs12(_pkcs12(tmp_path, server.key, x509.load_der_x509_certificate(server.certificate)), "open")
    with pytest.raises(UserError, match="no key"):
        signing.read_pkcs12(_pkcs12(tmp_path, None, None, (certificate,)), "open")
    weak = hostile_pdfs.issued(bits=1024)
    with pytest.raises(UserError, match="kind"):
        signing.read_pkcs12(_pkcs12(tmp_path, weak.key, x509.load_der_x509_certificate(weak.certificate)), "open")
    path.write_bytes(b"-----BEGIN PRIVATE KEY-----")
    with pytest.raises(UserError, match="not a PKCS#12 file"):
        signing.read_pkcs12(path, "open")
    with pytest.raises(UserError, match="cannot be read"):
        signing.read_pkcs12(tmp_path / "nowhere.p12", "open")


@pytest.mark.usefixtures("kept_secrets")
def test_an_elliptic_key_is_refused_before_anything_is_signed(tmp_path):
    key = ec.generate_private_key(ec.SECP256R1())
    issuer = rsa.generate_private_key(65537, 2048)
    name = certificates._named("Katrin")
    builder = (
        x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key()).serial_number(1)
    )
    builder = builder.not_valid_before(samples.AT).not_valid_after(samples.AT + timedelta(days=1))
    certificate = builder.sign(issuer, certificates.hashes.SHA256())
    with pytest.raises(UserError, match="kind"):
        signing.read_pkcs12(_pkcs12(tmp_path, key, certificate), "open")


def test_certificates_are_read_in_both_forms(identity):
    pem = (identity.certificate_pem + identity.root_pem).encode()
    found = signing.read_certificates(pem)
    assert len(found) == 2
    assert signing.read_certificates(found[0]) == found[:1]
    for rubbish in (b"", b"rubbish", b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"):
        with pytest.raises(UserError, match="no certificate"):
            signing.read_certificates(rubbish)


def test_signing_only_appends():
    assert samples.sealed().startswith(samples.unsigned())


def test_the_time_of_signing_is_the_one_given():
    sealed = pikepdf.open(io.BytesIO(samples.sealed()))
    signature = sealed.Root.AcroForm.Fields[0].V
    assert str(signature.M) == "D:20261122143105Z"
    assert "/Location" not in signature
    assert str(signature.Name) == "Katrin Aalto"
    assert signature.SubFilter == "/ETSI.CAdES.detached"


def test_a_signature_takes_the_same_room_every_time():
    first, second = (signing.sign(samples.unsigned(), samples.signer(), samples.AT) for _ in range(2))
    assert len(first) == len(second)


def test_properties_and_appearance_stay_as_the_report_made_them():
    before, after = (pikepdf.open(io.BytesIO(each)) for each in (samples.unsigned(), samples.sealed()))
    assert before.Root.Metadata.read_raw_bytes() == after.Root.Metadata.read_raw_bytes()
    assert dict(before.docinfo.items()) == dict(after.docinfo.items())
    looks = [each.Root.AcroForm.Fields[0].AP.N.read_raw_bytes() for each in (before, after)]
    assert looks[0] == looks[1]
    assert after.Root.Perms.DocMDP.Reference[0].TransformParams.P == 2


def test_a_plain_pdf_gets_a_field_of_its_own():
    signed = signing.sign(samples.unsigned(marked=False), samples.signer(), samples.AT, "Seen")
    opened = pikepdf.open(io.BytesIO(signed))
    field = opened.Root.AcroForm.Fields[0]
    assert (str(field.T), str(field.V.Reason)) == ("Assessor", "Seen")


@pytest.mark.parametrize("at", [samples.AT - timedelta(days=60), samples.AT + timedelta(days=4000)])
def test_nobody_signs_with_a_certificate_out_of_its_time(at):
    with pytest.raises(UserError, match="Nothing was signed"):
        signing.sign(samples.unsigned(), samples.signer(), at)


def _ran(*command, cwd):
    return subprocess.run(command, capture_output=True, text=True, cwd=cwd, check=False)


@pytest.mark.skipif(not shutil.which("openssl"), reason="openssl is not installed")
def test_openssl_agrees_over_the_signed_bytes(tmp_path):
    sealed = samples.sealed()
    start, end, _ = hostile_pdfs._gap(sealed)
    (tmp_path / "bytes").write_bytes(sealed[:start] + sealed[end:])
    (tmp_path / "cms").write_bytes(bytes.fromhex(sealed[start + 1 : end - 1].decode()))
    root = x509.load_der_x509_certificate(samples.signer().chain[0]).public_bytes(Encoding.PEM)
    (tmp_path / "root.pem").write_bytes(root)
    command = (
        "openssl cms -verify -binary -inform DER -in cms -content bytes -CAfile root.pem -out /dev/null -no_check_time"
    )
    assert "successful" in _ran(*command.split(), cwd=tmp_path).stderr


@pytest.mark.skipif(not shutil.which("pdfsig"), reason="pdfsig is not installed")
def test_pdfsig_agrees(tmp_path):
    (tmp_path / "sealed.pdf").write_bytes(samples.sealed())
    said = _ran("pdfsig", "sealed.pdf", cwd=tmp_path).stdout
    assert "Signature is Valid" in said
    assert "Total document signed" in said
    assert "Katrin Aalto" in said


@pytest.mark.skipif(not shutil.which("qpdf"), reason="qpdf is not installed")
def test_qpdf_finds_nothing_wrong(tmp_path):
    (tmp_path / "sealed.pdf").write_bytes(samples.sealed())
    assert _ran("qpdf", "--check", "sealed.pdf", cwd=tmp_path).returncode == 0


@pytest.mark.skipif(not shutil.which("mutool"), reason="mutool is not installed")
def test_mutool_finds_it_unchanged(tmp_path):
    (tmp_path / "sealed.pdf").write_bytes(samples.sealed())
    assert "unchanged since signing" in _ran("mutool", "sign", "-v", "sealed.pdf", cwd=tmp_path).stdout


def _in_a_fresh_process(code):
    return subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=True
    ).stdout.split()


def test_the_door_loads_no_library():
    heavy = ("pyhanko", "asn1crypto", "cryptography", "argon2", "asyncio")
    code = f"import sys; from wizard import signing; print(*[m for m in {heavy!r} if m in sys.modules])"
    assert _in_a_fresh_process(code) == []


def test_no_network_client_is_ever_loaded():
    code = (
        "import sys; from wizard import signing; from tests import sealed_samples as s\n"
        "assert signing.judge(s.sealed(), s.signer().chain, s.NOW).outcome == 'sealed-trusted'\n"
        "print(*[m for m in ('aiohttp', 'requests', 'httpx', 'urllib3', 'qrcode') if m in sys.modules])"
    )
    assert _in_a_fresh_process(code) == []


def test_a_network_client_that_is_left_out_cannot_be_made():
    from pyhanko.sign.timestamps import HTTPTimeStamper

    with pytest.raises(RuntimeError, match="no connection"):
        HTTPTimeStamper("https://example.org")


def test_signing_and_judging_open_no_socket(monkeypatch):
    def refuse(*_args, **_kwargs):
        raise AssertionError("a socket was opened")

    monkeypatch.setattr(socket, "socket", refuse)
    monkeypatch.setattr(socket, "socketpair", refuse)
    sealed = signing.sign(samples.unsigned(), samples.signer(), samples.AT)
    assert signing.judge(sealed, samples.signer().chain, samples.NOW).outcome == "sealed-trusted"


def test_time_zones_do_not_move_the_time():
    there = samples.AT.astimezone(timezone(timedelta(hours=9)))
    judgement = signing.judge(signing.sign(samples.unsigned(), samples.signer(), there), (), samples.NOW)
    assert judgement.signers[0].time == samples.AT.astimezone(UTC).isoformat()
