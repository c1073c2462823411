"""Streams whose packed bytes end in a carriage return: written so that every reader takes them for as long as they are."""

import hashlib
import io
import random
import re
import shutil
import subprocess
import zlib
from dataclasses import replace

import page
import pikepdf
import pytest

from tests import sealed_samples
from tests.report_samples import AT, plain_content
from wizard import signing
from wizard.report import render, save

ENDS = b"\r\nendstream"  # a length that two readers may read in two ways
STREAM = re.compile(rb"<<(?P<told>[^\n]*/Length (?P<length>\d+)[^\n]*)>>\nstream\n")


def streams(pdf):
    """Give what is told of each stream, its bytes, and what follows them."""
    at = 0
    while head := STREAM.search(pdf, at):
        at = head.end() + int(head["length"])
        yield head["told"], pdf[head.end() : at], pdf[at : at + 11]


def followed_by(pdf):
    """Give what follows the packed streams that end in a carriage return, by kind."""
    kinds = (b"/ObjStm", b"/XRef", b"/EmbeddedFile")
    return {
        next((kind for kind in kinds if kind in told), b"content"): after
        for told, data, after in streams(pdf)
        if data.endswith(b"\r")
    }


def is_archival(pdf):
    return all(page.validate_pdf_bytes(pdf, profile=profile).is_compliant for profile in ("3a", "ua1"))


def record_that_ends_so(least):
    """Give a record of at least so many letters, as many as let its packed bytes end in a carriage return."""
    made = (b'{"filler":"%s"}' % (b"a" * more) for more in range(least, least + 1_000))
    return next(record for record in made if zlib.adler32(record) & 0xFF == ord("\r"))


def reported(record):
    return render(replace(plain_content(), record=record, record_sha256=hashlib.sha256(record).hexdigest()))


@pytest.mark.parametrize("least", [0, 1_000, 60_000])
def test_a_record_whose_packed_bytes_end_in_a_carriage_return_is_archival_and_kept_byte_for_byte(least):
    record = record_that_ends_so(least)
    pdf = reported(record)
    assert followed_by(pdf)[b"/EmbeddedFile"] == ENDS
    assert is_archival(pdf)
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        assert opened.attachments["assessment.json"].get_file().read_bytes() == record
    signer = sealed_samples.signer()
    signed = signing.sign(pdf, signer, sealed_samples.AT)
    assert is_archival(signed)
    judged = signing.judge(signed, signer.chain, sealed_samples.NOW)
    assert judged.outcome == "sealed-trusted", judged


def test_the_records_that_are_tried_would_be_refused_without_the_second_character(monkeypatch):
    monkeypatch.setattr(save, "_unmistakable", bytes)
    assert not is_archival(reported(record_that_ends_so(0)))


def small(which):
    """Make a document whose objects, table and page are packed; what they hold and how long they are is by chance."""
    chance = random.Random(which)
    pdf = pikepdf.new()
    words = [chance.randbytes(chance.randrange(200)).hex() for _ in range(4)]
    pdf.add_blank_page().Contents = pdf.make_stream(b"q Q %" + words[0].encode())
    pdf.Root.Words = pikepdf.Array([pdf.make_indirect(pikepdf.String(word)) for word in words])
    return pdf, words


@pytest.mark.skipif(not shutil.which("qpdf"), reason="qpdf is not installed")
def test_objects_tables_and_pages_that_end_so_stay_whole_and_nothing_else_moves(tmp_path):
    met = set()
    for which in range(3_000):
        pdf, words = small(which)
        written = save.save(pdf)
        ends = followed_by(written)
        assert set(ends.values()) <= {ENDS}
        if set(ends) <= met:
            continue
        met |= set(ends)
        target = tmp_path / "small.pdf"
        target.write_bytes(written)
        checked = subprocess.run(["qpdf", "--check", target], capture_output=True, check=False)
        assert checked.returncode == 0, checked.stdout + checked.stderr
        with pikepdf.open(io.BytesIO(written)) as opened:
            assert [str(word) for word in opened.Root.Words] == words
            assert opened.pages[0].Contents.read_bytes() == b"q Q %" + words[0].encode()
        if met == {b"/ObjStm", b"/XRef", b"content"}:
            return
    pytest.fail(f"only {met} were met")


def test_every_length_that_is_told_is_the_true_one():
    pdf = render(plain_content())
    found = list(streams(pdf))
    assert len(found) == pdf.count(b"\nendstream")
    assert {after[:10].lstrip(b"\r\n")[:8] for _told, _data, after in found} == {b"endstrea"}


def table(signed):
    """Give the rows of the table that the signature appended: kind, place, generation."""
    at = int(re.findall(rb"startxref\n(\d+)\n%%EOF", signed)[-1])
    told, rows = signed[at:].split(b"stream\n", 2)[:2]
    assert b"/XRef" in told
    return told, rows.removesuffix(b"\nend")


def shifted(rows, by):
    """Give the table as it would be if all that it names lay further back."""
    moved = b""
    for start in range(0, len(rows), 11):
        row = rows[start : start + 11]
        place = int.from_bytes(row[1:9]) + (by if row[0] == 1 else 0)
        moved += row[:1] + place.to_bytes(8) + row[9:]
    return moved


def test_the_table_that_a_signature_appends_cannot_end_in_a_carriage_return():
    pdf = render(plain_content())

    def signed(more):
        longer = pdf.replace(b"startxref", b"%" + b"x" * more + b"\nstartxref")
        return signing.sign(longer, sealed_samples.signer(), AT)

    _told, rows = table(signed(0))
    more = next(by for by in range(1, 5_000) if zlib.compress(shifted(rows, by)).endswith(b"\r"))
    found = signed(more)
    told, unpacked = table(found)
    assert b"/Filter" not in told
    assert unpacked == shifted(rows, more), "the table that would have ended so was not the one tried"
    assert ENDS not in found[len(pdf) :]
    assert is_archival(found)
    signer = sealed_samples.signer()
    assert signing.judge(signed(0), signer.chain, sealed_samples.NOW).outcome == "sealed-trusted"
