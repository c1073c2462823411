"""A stranger with pdfsig, openssl and arithmetic says of a report what the product says, or we know why not."""

import hashlib
import re
import shutil
import subprocess
import sys
import tempfile
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from tests import golden_files, hostile_crafted, hostile_pdfs, hostile_signers, sealed_samples, small_samples, stranger
from tests.changed_samples import redrawn
from tests.test_report_checking import commands, printed
from wizard import dossier, report, signing, store
from wizard.core.assessment import Answer
from wizard.dossier import sealing as sealing_room

ROOT = Path(__file__).parents[1]
TOOLS = ("openssl", "pdfsig", "pdfdetach", "pdftotext")
pytestmark = pytest.mark.skipif(
    not all(map(shutil.which, TOOLS)), reason="openssl or poppler's tools are not installed"
)
GOLDEN = golden_files.reports()
SMALL = next(golden for golden in GOLDEN if golden.path.stem == "small")
NOON = small_samples.NOON


def agree(data, pems, now):
    """Ask both, once for each reader; give (outcome, what the stranger found) where they say the same."""
    return [
        (compared(data, pem, now, found), found)
        for pem, found in zip(pems, stranger.holds_for(data, pems, now), strict=True)
    ]


def compared(data, pem, now, found):
    known = signing.read_certificates(pem) if pem else ()
    verdict = dossier.examine(data, known, now)
    accepted = verdict.outcome in ("sealed-trusted", "sealed-unknown-signer")
    assert found.holds == accepted, (verdict.outcome, verdict.reason, found)
    if accepted:
        assert found.known == (verdict.outcome == "sealed-trusted")
        assert found.fingerprint == verdict.judgement.signers[0].fingerprint
    return verdict.outcome


def agrees(data, pem, now):
    """Ask both; give the outcome when they say the same."""
    return agree(data, [pem], now)[0][0]


def pem_of(golden):
    return (golden.path.parent / "certificate.pem").read_bytes()


@pytest.mark.parametrize("golden", GOLDEN, ids=lambda golden: f"{golden.path.parent.name} {golden.path.stem}")
def test_golden_reports(golden):
    (known, _), (unknown, _) = agree(golden.data, [pem_of(golden), b""], golden.now)
    assert known == golden.expected["verdict"]["outcome"]
    assert unknown == "sealed-unknown-signer"


def test_what_is_sealed_today():
    who, other = sealed_samples.signer(), sealed_samples.signer(which=1)
    pems = [one.certificate_pem.encode() for one in (who, other)]
    told = [outcome for outcome, _ in agree(small_samples.sealed(), pems, NOON)]
    assert told == ["sealed-trusted", "sealed-unknown-signer"]


def test_after_the_certificate_ended():
    assert agrees(SMALL.data, pem_of(SMALL), SMALL.now + timedelta(days=365 * 12)) == "sealed-unknown-signer"


PROVEN = Answer("full", assurance="verified", note="Ωδή, 山本, \ud800 and a note of two\nlines.", who="Jo")


@pytest.mark.parametrize("answers", [{}, {"looked-up": PROVEN}, {"looked-up": Answer(standing="dont-know")}])
@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_other_answers_and_the_other_paper(tmp_path, answers, paper):
    who = sealed_samples.signer()
    with closing(store.open_workspace(tmp_path / "w.plimsoll")) as workspace:
        session = small_samples.answered(workspace)
        for key, answer in answers.items():
            session.answer(key, answer)
        stated = dossier.Sealing(who.name, "Product owner", NOON, who.fingerprint)
        dossier.seal(session, who, stated, tmp_path / "r.pdf", small_samples.shelf(), paper)
    assert agrees((tmp_path / "r.pdf").read_bytes(), who.certificate_pem.encode(), NOON) == "sealed-trusted"


def flipped(data, at):
    return data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]


def test_flips_cuts_and_additions():
    data, size = SMALL.data, len(SMALL.data)
    changed = [flipped(data, size * part // 16 + 5) for part in range(16)]
    changed += [data[: size // 2], data[:-2], data + b"\n% more", data + data, redrawn(data, 2), b"", b"%PDF-1.7\n"]
    for other in changed:
        assert agrees(other, pem_of(SMALL), SMALL.now) not in ("sealed-trusted", "sealed-unknown-signer")


def without_pdfsig(data):
    """Ask what the bytes and openssl say alone: each of the two ways has to find out what it can."""
    with tempfile.TemporaryDirectory() as folder:
        bench = stranger.Bench(Path(folder), data)
        ranges = list(stranger.RANGE.finditer(data))
        return [stranger.as_bytes_say(bench, at, found, last=at == len(ranges)) for at, found in enumerate(ranges, 1)]


def with_pdfsig_alone(data):
    with tempfile.TemporaryDirectory() as folder:
        return stranger.as_pdfsig_sees_it(stranger.Bench(Path(folder), data))


def test_each_of_the_two_ways_finds_a_change_by_itself():
    data = SMALL.data
    gap = int(stranger.RANGE.search(data).group(3))
    padding = data[: gap - 9] + b"AB" + data[gap - 7 :]
    assert with_pdfsig_alone(data) == []
    assert without_pdfsig(data) == [[]]
    for other, says in (
        (flipped(data, 5000), "openssl does not verify"),
        (data + b"\n% more", "from its first byte to its last"),
        (padding, "put behind"),
        (data[: gap - 1] + b"  " + data[gap + 1 :], "more than the signature"),
    ):
        assert says in without_pdfsig(other)[0][0]
    assert "valid" in with_pdfsig_alone(flipped(data, 5000))[0]
    assert "not the whole file" in with_pdfsig_alone(data + b"\n% more")[0]
    assert without_pdfsig(sealed_samples.approved()) == [[], []]


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        (b'"answers":', b'"answers":{},"answers":', "one form"),
        (b'"method":{"id":"native"', b'"method":{"id":"gentle"', "another method"),
        (b'"assurance":"tested"', b'"assurance":"verified"', "says otherwise"),
        (b'"worst":"2.0969', b'"worst":"1.0969', "says otherwise"),
        (b'"fingerprint":"', b'"fingerprint":"0', "another signer"),
        (b"# A questionnaire", b"# Another questionnaire", "is another one"),
    ],
)
def test_a_signer_who_lies_in_the_record(tmp_path, old, new, says):
    who = sealed_samples.signer()
    with closing(store.open_workspace(tmp_path / "w.plimsoll")) as workspace:
        stated = dossier.Sealing(who.name, "Product owner", NOON, who.fingerprint)
        session = small_samples.answered(workspace)
        content = sealing_room._content(session, stated, small_samples.shelf(), "A4", draft=False)
    record = content.record.replace(old, new)
    assert record != content.record
    lying = replace(content, record=record, record_sha256=hashlib.sha256(record).hexdigest())
    pdf = signing.sign(report.render(lying), who, NOON)
    ((outcome, found),) = agree(pdf, [who.certificate_pem.encode()], NOON)
    assert outcome == "changed-after-sealing"
    assert says in " ".join(found.numbers)


def test_a_cover_with_another_record_of_the_same_signer(tmp_path):
    who = sealed_samples.signer()
    with closing(store.open_workspace(tmp_path / "w.plimsoll")) as workspace:
        stated = dossier.Sealing(who.name, "Product owner", NOON, who.fingerprint)
        session = small_samples.answered(workspace)
        before = sealing_room._content(session, stated, small_samples.shelf(), "A4", draft=False)
        session.answer("looked-up", PROVEN)
        after = sealing_room._content(session, stated, small_samples.shelf(), "A4", draft=False)
    kind = replace(after, record=before.record, record_sha256=before.record_sha256)
    pdf = signing.sign(report.render(kind), who, NOON)
    assert agrees(pdf, who.certificate_pem.encode(), NOON) == "changed-after-sealing"


BEYOND = {
    "bytes of the signature that nobody signs": {
        "small letters in the CMS",
        "CMS: unsigned attribute",
        "CMS: issuer exchanged",
        "CMS: list of withdrawn certificates changed",
        "CMS: version changed",
        "message: unsigned attributes stuffed",
    },
    "what a later signer may change, and who must not sign twice": {
        "changed between two signatures",
        "approver changes the page while signing",
        "one person for two",
        "approver unknown",
        "approval in an unprepared field",
    },
    "a seal that is not in a report's own place": {"sneaky signature", "sneaky signature in a field of its own"},
    "sealed again by another, whom the record does not name": {
        "seal cut off, sealed again by another",
        "certificate with name, issuer and number of a known one",
    },
    "certificates that do not count, which the second question answers": {
        "same name, another person",
        "known issuer laid beside a stranger's",
        "issued by somebody known who is no authority",
        "expired since",
        "not yet valid",
        "a time to come",
        "trust in rubbish",
        "trust in nobody",
        "trust in a namesake",
    },
    "a file without a record, which the third question answers": {
        "a foreign PDF, signed by somebody we know",
        "a report without its record",
    },
}
"""Hostile files of which pdfsig and openssl say that they are signed and whole: why there is a verdict of our own.

Beside them stand weak certificates, which are the second question's, and what a signer dressed before signing.
"""


def accepted_by_tools(files):
    """Give the names of those that the first question lets through, and how many it was asked of."""
    names, count = set(), 0
    for hostile in files:
        if len(hostile.data) > 5_000_000:
            continue
        count += 1
        with tempfile.TemporaryDirectory() as folder:
            if next(stranger.is_it_the_file(stranger.Bench(Path(folder), hostile.data)), None) is None:
                names.add(hostile.name)
    return names, count


@pytest.mark.parametrize("family", ["forged", "added", "shadowed", "cut", "foreign", "bombs"])
def test_what_was_changed_is_refused_by_common_tools_too(family):
    names, count = accepted_by_tools(getattr(hostile_pdfs, family)())
    assert count > len(names)
    assert names <= set().union(*BEYOND.values())


@pytest.mark.parametrize("family", ["ranges", "tables", "revisions", "containers"])
def test_what_was_crafted_is_refused_by_common_tools_too(family):
    assert accepted_by_tools(getattr(hostile_crafted, family)())[0] == set()


@pytest.mark.parametrize("family", ["padded", "strangers", "approvals"])
def test_what_common_tools_let_through_is_listed_with_its_reason(family):
    names, _ = accepted_by_tools(getattr(hostile_pdfs, family)())
    assert names
    assert names <= set().union(*BEYOND.values())


def test_a_certificate_that_does_not_count_is_not_vouched_for():
    known = "".join(sealed_samples.signer(name).certificate_pem for name in ("Katrin Aalto", "Jonas Ek"))
    for hostile in hostile_pdfs.weak():
        (found,) = stranger.holds_for(hostile.data, [known.encode()], hostile.now)
        assert found.file or not found.known, hostile.name


def test_what_a_signer_dressed_before_signing_no_common_tool_sees():
    names, count = accepted_by_tools(list(hostile_signers.dressed())[:5])
    assert len(names) == count == 5


def test_it_shares_no_code_with_the_product():
    for name in ("stranger", "recompute"):
        text = (ROOT / "tests" / f"{name}.py").read_text(encoding="utf-8")
        assert not re.search(r"^\s*(from|import) (wizard|tests|pyhanko|pikepdf)", text, re.MULTILINE)


def test_it_is_a_command(tmp_path):
    (tmp_path / "r.pdf").write_bytes(SMALL.data)
    script = str(ROOT / "tests" / "stranger.py")
    command = [sys.executable, script, "r.pdf", str(SMALL.path.parent / "certificate.pem")]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.stdout.count("Yes, as far as can be seen.") == 3
    assert done.returncode == 0
    (tmp_path / "r.pdf").write_bytes(flipped(SMALL.data, 5000))
    assert subprocess.run(command, cwd=tmp_path, capture_output=True, check=False).returncode == 1


def test_the_readme_shows_the_commands_of_the_reports_own_page():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    section = readme.partition("\n## Check a report without Plimsoll\n")[2].partition("\n## ")[0]
    typed = [command for block in re.findall(r"```\n(.*?)```", section, re.DOTALL) for command in commands(block)]
    assert len(typed) == 7
    joined = [re.sub(r"\\\n\s*", "", command) for command in typed]
    assert joined == [re.sub(r"\\\n\s*", "", command) for command in commands(printed(SMALL.data))]
