"""What strangers wrote reaches the terminal as characters that can be seen, and as nothing else."""

import io
import json
from contextlib import redirect_stdout
from dataclasses import replace

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes

from tests import sealed_samples as samples
from tests.cli.test_command_line import plimsoll
from wizard import cli, dossier, signing
from wizard.cli.plainly import in_lines, plainly
from wizard.cli.reading import first_line
from wizard.dossier import worker
from wizard.errors import UserError

EVIL = "Anna\x1b[2J\x1b]0;x\x07\u202egpj\r\nsealed-trusted: all is well\u2028\u200b\ufeff"


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("Zoë 山本 R&D <b> −7", "Zoë 山本 R&D <b> −7"),
        ("a\nb\r\tc", "a\\x0ab\\x0d\\x09c"),
        ("\x1b[31m\x9b\x7f\0", "\\x1b[31m\\x9b\\x7f\\x00"),
        ("\u202e\u2066\u200f\u00ad\u2028", "\\u202e\\u2066\\u200f\\xad\\u2028"),
        ("\ud800\U000e0041", "\\ud800\\U000e0041"),
    ],
)
def test_a_character_that_is_not_seen_is_shown_by_its_number(words, shown):
    assert plainly(words) == shown
    assert in_lines(f"{words}\n".split("\n")[0]) == plainly(words.split("\n")[0])


def told(verdict):
    """Give what `verify` prints of a verdict."""
    return [plainly(line) for line in cli._told(verdict)]


def test_a_name_in_a_certificate_writes_no_line_of_its_own(tmp_path, monkeypatch, capsys):
    issued = samples.certificates.issue("Anna", samples.AT)
    evil = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, EVIL)])
    builder = x509.CertificateBuilder(evil, evil, issued.key.public_key(), 7, samples.AT, samples.AT.replace(year=2030))
    usage = issued.certificate.extensions.get_extension_for_class(x509.KeyUsage)
    made = builder.add_extension(usage.value, critical=True).sign(issued.key, hashes.SHA256())
    der = made.public_bytes(samples.Encoding.DER)
    who = replace(samples.signer(), name="Anna", certificate=der, key=issued.key, chain=(), crls=())
    target = tmp_path / "r.pdf"
    target.write_bytes(signing.sign(samples.unsigned(), who, samples.AT))
    done = plimsoll("verify", target)
    assert "Traceback" not in done.stderr
    monkeypatch.setattr(worker, "open_report", dossier.examine)  # it says the same
    cli.main(["verify", str(target), "--json"])
    for out in (done.stdout, capsys.readouterr().out):
        assert not set(EVIL) & {"\x1b", "\u202e", "\u2028", "\x07", "\r"} & set(out)
        assert "Anna" in out
        assert not [line for line in out.splitlines() if line.startswith("sealed-trusted")]
    verdict = dossier.open_file(target, (), samples.NOW)
    assert any("Anna\\x1b[2J" in line for line in told(verdict))


def test_a_mistake_in_a_strangers_questions_is_shown_on_one_line(tmp_path):
    file = tmp_path / "theirs.yaml"
    file.write_text('module: mine\ntitle: Mine\nversion: "1"\n"quest\\e[2J\\u202e\\n:9: fine": []\n', encoding="utf-8")
    out = io.StringIO()
    with redirect_stdout(out):
        assert cli.main(["check", str(file)]) == 1
    assert not {"\x1b", "\u202e"} & set(out.getvalue())
    assert [line for line in out.getvalue().splitlines() if not line.startswith(str(file))] == []


def test_what_is_no_ordinary_file_gets_an_answer_at_once(tmp_path):
    done = plimsoll("verify", tmp_path, "--json", timeout=20)
    assert (done.returncode, json.loads(done.stdout)["outcome"]) == (6, "unreadable")
    assert plimsoll("verify", "/dev/zero", timeout=20).returncode == 6
    assert plimsoll("verify", tmp_path / "x.pdf", "--trust", "/dev/zero", timeout=20).returncode == 2
    assert plimsoll("export", "/dev/zero", "--json", timeout=20).returncode == 1


def test_a_passphrase_still_comes_out_of_a_file(tmp_path):
    (tmp_path / "p").write_bytes(b"long words\r\nmore")
    assert first_line(tmp_path / "p") == "long words"
    with pytest.raises(UserError, match="cannot be read: No such file"):
        first_line(tmp_path / "none")
