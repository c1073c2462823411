"""What the cover shows is what the record gives: covered, whitened, shrunk or mislabelled words are found out."""

import io
import re
from contextlib import closing
from datetime import UTC, datetime

import pikepdf
import pytest

from tests import sealed_samples as samples
from tests import small_samples
from wizard import dossier, places, report, signing, store
from wizard.cli import scripted
from wizard.dossier import cover, sealing

NOON = datetime(2026, 11, 23, 12, 0, 0, tzinfo=UTC)
EXAMPLE = places.example()


def drawn(folder, answered, paper="A4"):
    """Draw pages as they are before they are signed."""
    who = samples.signer()
    with closing(store.open_workspace(folder / "w.plimsoll")) as workspace:
        stated = dossier.Sealing(who.name, "Product owner", NOON, who.fingerprint)
        content = sealing._content(answered(workspace), stated, small_samples.shelf(), paper, draft=False)
        return report.render(content)


def example(workspace):
    return scripted.answered(workspace, EXAMPLE, lambda: NOON, "Katrin Aalto", "0" * 32)


@pytest.fixture(scope="module")
def pages(tmp_path_factory):
    return drawn(tmp_path_factory.mktemp("cover"), small_samples.answered)


@pytest.fixture(scope="module")
def honest(pages):
    return judged(pages, lambda content: content)


def said(pages, honest, change):
    """Say what the check of the cover finds wrong once its operators were changed."""
    return cover.difference(honest.judgement, honest.recomputed.score, changed(pages, change))


def judged(pages, change):
    """Let the signer change the cover's operators before signing; the signer is known."""
    sealed = signing.sign(changed(pages, change), samples.signer(), NOON)
    return dossier.examine(sealed, (samples.signer().certificate,), NOON)


def changed(pages, change):
    pdf = pikepdf.open(io.BytesIO(pages))
    content = pdf.pages[0].obj.Contents
    before = content.read_bytes()
    after = change(before)
    if after != before:
        content.write(after)
    out = io.BytesIO()
    pdf.save(out, deterministic_id=True, fix_metadata_version=False)
    return out.getvalue()


def spot(content, text):
    """Find where a text is drawn: its operators, and its place on the page."""
    found = re.search(
        rb"BT ([^\n]*)rg\n1 0 0 1 ([\d.]+) ([\d.]+) Tm (/\S+ [\d.]+ Tf) \(" + text + rb"[^)]*\) Tj\nET", content
    )
    assert found, text
    return found


def laid_over(text, colour=b"1 1 1", width=400, height=24):
    def change(content):
        x, y = (float(each) for each in spot(content, text).group(2, 3))
        return content + b"\nq %b rg %.2f %.2f %d %d re f Q" % (colour, x - 3, y - 6, width, height)

    return change


def instead(text, new):
    def change(content):
        found = spot(content, text)
        return content[: found.start()] + new(found) + content[found.end() :]

    return change


def whitened(found):
    return found.group().replace(found.group(1) + b"rg", b"1 1 1 rg")


def shrunk(found):
    return found.group().replace(b"1 0 0 1 ", b"0.1 0 0 0.1 ")


def clipped(found):
    return b"q 0 0 1 1 re W n " + found.group() + b" Q"


def half_clipped(found):
    x, y, size = (float(each) for each in (*found.group(2, 3), found.group(4).split()[1]))
    return b"q %.2f %.2f 400 %.2f re W n " % (x, y, size / 3) + found.group() + b" Q"


def off_the_page(found):
    return found.group().replace(b"1 0 0 1 " + found.group(2), b"1 0 0 1 9000")


def told(found):
    text = "High, and over appetite".encode("utf-16-be").hex().encode()
    return b"/Span <</ActualText <FEFF%b>>> BDC " % text + found.group().replace(b"(High,", b"(Low,") + b" EMC"


VERDICT, NUMBER, RECORD = rb"High, and over", rb"21 residual", rb"Record "


def test_the_cover_as_it_was_drawn_is_accepted(tmp_path, honest):
    """The example's on A4 is judged where it is sealed (test_dossier)."""
    for verdict in (honest, judged(drawn(tmp_path, example, "Letter"), lambda content: content)):
        assert (verdict.outcome, verdict.recomputed.status) == ("sealed-trusted", "same"), verdict.reason


@pytest.mark.parametrize("text", [VERDICT, NUMBER, RECORD])
@pytest.mark.parametrize("way", [whitened, shrunk, clipped, half_clipped, off_the_page])
def test_words_that_a_reader_cannot_see_do_not_count(pages, honest, text, way):
    if text == RECORD and way is whitened:
        pytest.skip("it is white on the sea")
    assert "not so that a reader sees them" in said(pages, honest, instead(text, way))


@pytest.mark.parametrize("colour", [b"1 1 1", b"0.07 0.13 0.17", b"0.03 0.23 0.35"])
@pytest.mark.parametrize("text", [VERDICT, NUMBER, RECORD])
def test_words_under_a_patch_do_not_count(pages, honest, text, colour):
    assert "not so that a reader sees them" in said(pages, honest, laid_over(text, colour))


def test_other_words_painted_over_the_right_ones_are_found_out(pages):
    def change(content):
        found = spot(content, NUMBER)
        other = found.group().replace(b"(21 ", b"(3 ")
        return laid_over(NUMBER, width=120, height=18)(content) + b"\n" + other

    assert "not so that a reader sees them" in judged(pages, change).reason


def test_a_level_that_only_stands_on_the_scale_is_not_said(pages):
    verdict = judged(pages, instead(VERDICT, lambda found: found.group().replace(b"(High,", b"(Low,")))
    assert verdict.outcome == "changed-after-sealing"
    assert "does not say High" in verdict.reason


def test_another_number_or_record_is_found_out(pages):
    other = judged(pages, instead(NUMBER, lambda found: found.group().replace(b"(21 ", b"(2 ")))
    assert "does not say High 21" in other.reason
    other = judged(pages, instead(RECORD, lambda found: re.sub(rb"\(Record \S{4}", b"(Record 0000", found.group())))
    assert "another record" in other.reason


def test_words_that_read_otherwise_than_they_look_do_not_count(pages):
    verdict = judged(pages, instead(VERDICT, told))
    assert verdict.outcome == "changed-after-sealing"


def test_properties_that_state_another_result_are_found_out(pages):
    pdf = pikepdf.open(io.BytesIO(pages))
    better = str(pdf.docinfo["/PlimsollResult"]).replace("level=High", "level=Low")
    pdf.docinfo["/PlimsollResult"] = better
    written = pdf.Root.Metadata.read_bytes().replace(b"level=High", b"level=Low")
    pdf.Root.Metadata.write(written)
    out = io.BytesIO()
    pdf.save(out, deterministic_id=True, fix_metadata_version=False)
    sealed = signing.sign(out.getvalue(), samples.signer(), NOON)
    verdict = dossier.examine(sealed, (samples.signer().certificate,), NOON)
    assert verdict.outcome == "changed-after-sealing"
    assert "properties say Low" in verdict.reason
