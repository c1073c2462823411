"""Signing with a key that stays on a PKCS#11 token: SoftHSM's, modules that misbehave, and answers that no token should give."""

import shutil
import subprocess
from datetime import timedelta
from functools import cache
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.serialization import Encoding

from tests import sealed_samples as samples
from tests.token_samples import MISSING, MODULE, PIN, Item, configure, make_token
from wizard import dossier, signing
from wizard.errors import UserError
from wizard.signing import certificates, tokens

softhsm = pytest.mark.skipif(bool(MISSING), reason=MISSING)
with_compiler = pytest.mark.skipif(not shutil.which("cc"), reason="a module that misbehaves wants a C compiler")


def issued(name="Katrin Aalto"):
    return issued_once(name)


@cache
def issued_once(name):
    return certificates.issue(name, samples.AT)


def print_of(certificate):
    return certificate.fingerprint(hashes.SHA256()).hex()


def own(name="Katrin Aalto", **how):
    return Item(issued(name).certificate, issued(name).key, **how)


def unlocked(tmp_path, pin=PIN, wanted="", label=""):
    token = dossier.find_token(MODULE, label)
    return dossier.unlock_token(token, tmp_path / "trusted", pin, samples.AT, wanted)


def refusal(act):
    with pytest.raises(UserError) as caught:
        act()
    assert caught.value.hint
    return caught.value.sentence


@softhsm
@pytest.mark.parametrize(
    ("setting", "always"),
    [("", False), ("slots.mechanisms = -CKM_SHA256_RSA_PKCS", False), ("", True)],
    ids=["hashes itself", "takes digests only", "asks for every signature"],
)
def test_a_key_on_a_token_seals_and_its_owner_is_known_here(tmp_path, monkeypatch, setting, always):
    configure(tmp_path, monkeypatch, setting)
    make_token("work", own(always_asks=always), Item(issued().root))
    signer = unlocked(tmp_path)
    assert (signer.name, signer.fingerprint) == ("Katrin Aalto", print_of(issued().certificate))
    assert PIN not in repr(signer)
    sealed = signing.sign(samples.unsigned(), signer, samples.AT)
    for known in (*signing.known(tmp_path / "trusted"), issued().root.public_bytes(Encoding.PEM)):
        assert signing.judge(sealed, (known,), samples.NOW).outcome == "sealed-trusted"
    assert signing.judge(sealed, (), samples.NOW).outcome == "sealed-unknown-signer"


@softhsm
def test_a_wrong_pin_is_tried_once_and_no_pin_is_not_tried_at_all(tmp_path, monkeypatch):
    configure(tmp_path, monkeypatch)
    make_token("work", own())
    assert dossier.find_token(MODULE).tries == ""
    assert refusal(lambda: unlocked(tmp_path, pin="")) == "No PIN was typed. Nothing was signed."
    assert dossier.find_token(MODULE).tries == ""
    assert (
        refusal(lambda: unlocked(tmp_path, pin="4321"))
        == "That is not the PIN of this token. Nothing was signed. Few tries are left."
    )
    assert dossier.find_token(MODULE).tries == "few"
    assert unlocked(tmp_path).name == "Katrin Aalto"
    assert dossier.find_token(MODULE).tries == ""


@softhsm
def test_one_of_several_tokens_is_named_by_its_label(tmp_path, monkeypatch):
    configure(tmp_path, monkeypatch)
    assert refusal(lambda: dossier.find_token(MODULE)) == "No token is there."
    make_token("work")
    make_token("home", own())
    for label, count in (("", 2), ("elsewhere", 0)):
        assert refusal(lambda label=label: dossier.find_token(MODULE, label)).startswith(f"{count} of the tokens")
    assert unlocked(tmp_path, label="home").name == "Katrin Aalto"
    assert "holds no RSA key" in refusal(lambda: unlocked(tmp_path, label="work"))


@softhsm
def test_one_of_several_certificates_is_named_and_one_that_has_ended_is_passed_over(tmp_path, monkeypatch):
    configure(tmp_path, monkeypatch)
    old = certificates.issue("Katrin Aalto", samples.AT - timedelta(days=5000))
    items = (own(), own("Bo"), Item(old.certificate, old.key))
    make_token("all", *items)
    make_token("two", items[0], items[2])
    assert refusal(lambda: unlocked(tmp_path, label="all")).startswith("2 certificates")
    wanted = signing.grouped(print_of(issued("Bo").certificate))[:14]
    assert unlocked(tmp_path, label="all", wanted=wanted).name == "Bo"
    assert unlocked(tmp_path, label="two").fingerprint == print_of(issued().certificate)
    ended = unlocked(tmp_path, label="two", wanted=print_of(old.certificate))
    assert "expired on" in refusal(lambda: signing.sign(samples.unsigned(), ended, samples.AT))


@softhsm
def test_a_key_that_is_not_the_certificates_own_signs_nothing(tmp_path, monkeypatch):
    configure(tmp_path, monkeypatch)
    make_token("work", Item(issued().certificate, issued("Bo").key))
    signer = unlocked(tmp_path)
    assert "does not fit its certificate" in refusal(lambda: signing.sign(samples.unsigned(), signer, samples.AT))


@softhsm
def test_a_certificate_that_is_not_for_signing_is_not_taken(tmp_path, monkeypatch):
    configure(tmp_path, monkeypatch)
    make_token("work", Item(issued().root, issued().key))
    assert "holds no RSA key" in refusal(lambda: unlocked(tmp_path))


@softhsm
def test_a_token_that_is_taken_out_between_pin_and_signature_is_a_sentence(tmp_path, monkeypatch):
    configure(tmp_path, monkeypatch)
    make_token("work", own())
    signer = unlocked(tmp_path)
    shutil.rmtree(tmp_path / "tokens")
    (tmp_path / "tokens").mkdir()
    sentence = refusal(lambda: signing.sign(samples.unsigned(), signer, samples.AT))
    assert sentence == "The token is not there any more."


def test_what_is_no_module_is_a_sentence(tmp_path):
    (tmp_path / "text.so").write_text("no module")
    assert refusal(lambda: dossier.find_token(tmp_path / "text.so")).startswith("This file is no PKCS#11 module")
    for path in (tmp_path, tmp_path / "nothing.so"):
        assert refusal(lambda path=path: dossier.find_token(path)) == f"There is no file {path}."


@with_compiler
@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        ("abort();", "The token's module ended without an answer. Nothing was signed."),
        ("exit(0);", "The token's module ended without an answer. Nothing was signed."),
        ('puts("{}"); fflush(stdout);', "This file is no PKCS#11 module that this computer can load."),
    ],
    ids=["crashes", "leaves", "prints an answer"],
)
def test_a_module_that_misbehaves_takes_nothing_along(tmp_path, body, sentence):
    source, module = tmp_path / "bad.c", tmp_path / "bad.so"
    head = "#include <stdio.h>\n#include <stdlib.h>\n__attribute__((constructor)) static void loaded(void)"
    source.write_text(f"{head} {{ {body} }}\n")
    subprocess.run(["cc", "-shared", "-fPIC", "-o", str(module), str(source)], check=True)
    assert refusal(lambda: dossier.find_token(module)) == sentence


def test_a_module_that_hangs_is_given_up(tmp_path, monkeypatch):
    module = tmp_path / "slow.so"
    module.write_text("")
    monkeypatch.setattr("wizard.dossier.tokens.SECONDS", 0.01)
    assert refusal(lambda: dossier.find_token(module)) == "The token did not answer. Nothing was signed."


def token(**facts):
    return signing.Token(Path("module.so"), "work", "00", **facts)


@pytest.mark.parametrize(
    ("came", "words"),
    [
        ({"refused": "wrong", "tries": "one"}, "One try is left, then the token locks itself."),
        ({"refused": "wrong", "tries": "locked"}, "The token is locked now."),
        ({"refused": "wrong", "tries": ""}, "That is not the PIN of this token. Nothing was signed."),
        ({"refused": "locked", "tries": "locked"}, "The PIN of this token is locked."),
        ({"refused": "no pin", "tries": ""}, "This token has no PIN yet."),
        ({"refused": "failed", "name": "DeviceError"}, "The token refused (DeviceError). Nothing was signed."),
    ],
)
def test_what_a_token_refuses_is_said_and_asked_once(came, words):
    asked = []
    said = refusal(lambda: tokens.unlock(lambda question: asked.append(question) or came, token(), PIN, samples.AT))
    assert said.endswith(words)
    assert len(asked) == 1


def test_a_token_that_is_locked_or_takes_its_pin_elsewhere_is_not_tried():
    for facts, words in (({"tries": "locked"}, "is locked"), ({"reader": True}, "at its reader")):
        assert words in refusal(lambda facts=facts: tokens.unlock(None, token(**facts), PIN, samples.AT))
