"""The page for strangers: its commands, typed as they are printed, show what it promises."""

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
from dataclasses import replace
from functools import cache
from pathlib import Path

import pypdfium2
import pytest

from tests import sealed_samples
from tests.report_samples import ROOT, example, plain_content
from wizard import library, signing
from wizard.core.assessment import plain
from wizard.report import render

TOOLS = ("openssl", "pdfsig", "pdfdetach", "sha256sum")
BEGINS = re.compile(r"(pdfsig|openssl|pdfdetach|sha256sum|python3) ")
FINGERPRINT = "openssl x509"
needs_tools = pytest.mark.skipif(
    not all(map(shutil.which, TOOLS)), reason="openssl, poppler's tools or sha256sum are not installed"
)


def sealed_by(name, content):
    who = sealed_samples.signer(name)
    pdf = render(replace(content, signer=name, fingerprint=who.fingerprint))
    return signing.sign(pdf, who, sealed_samples.AT)


@cache
def whole():
    """Seal the example with a record that score.py can read."""
    content = example()
    folders = ("modules", "methods")
    texts = [text for folder in folders for text in library.texts_in(ROOT / "questionnaires" / folder)]
    record = json.dumps(
        {
            "questionnaire": [{"name": name, "text": text} for name, text in texts],
            "answers": {key: plain(answer) for key, answer in content.assessment.answers.items()},
        }
    ).encode()
    digest = hashlib.sha256(record).hexdigest()
    return sealed_by("Katrin Aalto", replace(content, record=record, record_sha256=digest))


def printed(pdf):
    """Give the lines of the page whose heading says how to check."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        pages = [page.get_textpage().get_text_bounded() for page in document]
    finally:
        document.close()
    return next(page for page in reversed(pages) if "Is it the file that was signed?" in " ".join(page.split()))


def commands(text):
    """Give the commands as they stand there, a line that ends in a backslash with the next one."""
    found = []
    for line in text.replace("\r", "").split("\n"):
        if found and found[-1].endswith("\\"):
            found[-1] += "\n" + line.rstrip()
        elif BEGINS.match(line):
            found.append(line.rstrip())
    return found


def typed_in(folder, pdf, last=""):
    """Type the commands of the page, all or up to one, in a folder with nothing but the report; give each with what it says."""
    (folder / "report.pdf").write_bytes(pdf)
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    told = {}
    for command in commands(printed(pdf)):
        ran = subprocess.run(
            ["/bin/sh", "-c", command],
            cwd=folder, env={**os.environ, "PATH": path, "HOME": str(folder)}, capture_output=True, text=True, check=False,
        )  # fmt: skip
        told[command] = (ran.returncode, ran.stdout + ran.stderr)
        if last and command.startswith(last):
            break
    return told


def said(told, start):
    return " ".join(text for command, (_, text) in told.items() if command.startswith(start))


@needs_tools
def test_what_the_page_promises_is_what_its_commands_print(tmp_path):
    told = typed_in(tmp_path, whole())
    page = "".join(printed(whole()).split()).replace("’", "'")
    assert len(told) == 7
    assert all(code == 0 for code, _ in told.values()), told
    for promise in ("Signature is Valid", "Total document signed", "Certificate issuer isn't Trusted"):
        assert promise in said(told, "pdfsig report.pdf")
        assert "".join(promise.split()) in page
    fingerprint = said(told, FINGERPRINT).partition("=")[2].strip()
    assert fingerprint
    assert fingerprint in page
    assert said(told, "sha256sum").split()[0] in page
    scored = said(told, "python3").strip()
    assert "points" in scored
    assert "".join(scored.split()) in page


@needs_tools
@pytest.mark.parametrize("name", ["Jo", "Katrin Aalto", "Wolfgang Amadeus Theophilus " * 2 + "Mozart"])
def test_the_fingerprint_is_that_of_the_signer_whatever_the_name(tmp_path, name):
    pdf = sealed_by(name, plain_content())
    told = typed_in(tmp_path, pdf, last=FINGERPRINT)
    fingerprint = said(told, FINGERPRINT).partition("=")[2].strip()
    assert fingerprint.replace(":", "").lower() == sealed_samples.signer(name).fingerprint
    assert fingerprint in "".join(printed(pdf).split())


@needs_tools
def test_somebody_else_of_the_same_name_has_another_fingerprint(tmp_path):
    content = replace(plain_content(), signer="Jo", fingerprint=sealed_samples.signer("Jo").fingerprint)
    pdf = signing.sign(render(content), sealed_samples.signer("Jo", 1), sealed_samples.AT)
    fingerprint = said(typed_in(tmp_path, pdf, last=FINGERPRINT), FINGERPRINT).partition("=")[2].strip()
    assert fingerprint
    assert fingerprint not in "".join(printed(pdf).split())
