"""Pictures that were pasted or attached stand in the sealed report, whatever they are made of."""

import io
import struct
import zlib
from contextlib import closing
from datetime import UTC, datetime, timedelta

import pikepdf
import pypdfium2
import pytest
from PIL import Image

from tests import sealed_samples, small_samples
from tests.store_samples import kept
from wizard import dossier, store

NOON = datetime(2026, 11, 23, 12, 0, 0, tzinfo=UTC)


@pytest.fixture
def session(tmp_path):
    with closing(store.open_workspace(tmp_path / "w.plimsoll")) as workspace:
        yield small_samples.answered(workspace)


def png(colour):
    out = io.BytesIO()
    Image.new("RGB", (320, 200), colour).save(out, "PNG")
    return out.getvalue()


def bomb():
    size = struct.pack(">IIBBBBB", 2**31 - 1, 2**31 - 1, 8, 6, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", size) + chunk(b"IDAT", zlib.compress(b"\0" * 9)) + chunk(b"IEND", b"")


def chunk(name, data):
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def test_pictures_of_all_kinds_are_sealed_and_the_seal_holds(session, tmp_path):
    question = session.path.asked[0]
    photo = tmp_path / "Photo of the run sheet.PNG"
    photo.write_bytes(png("green"))
    session.attach(question, png("navy"), "Pasted picture")
    session.attach(question, photo, photo.name)
    session.attach(question, bomb(), "Bomb")
    session.attach(question, b"no picture at all", "Nothing")
    signer = sealed_samples.signer()
    target = tmp_path / "report.pdf"
    sealing = dossier.Sealing(signer.name, "Product owner", NOON, signer.fingerprint)
    assert dossier.preview(session, sealing, small_samples.shelf())
    dossier.seal(session, signer, sealing, target, small_samples.shelf())
    verdict = dossier.open_report(target.read_bytes(), (signer.certificate,), NOON + timedelta(days=1))
    assert (verdict.outcome, verdict.recomputed.status) == ("sealed-trusted", "same")
    with pikepdf.open(target) as opened:
        images = [
            item for item in opened.objects if isinstance(item, pikepdf.Stream) and item.get("/Subtype") == "/Image"
        ]
        assert len(images) == 2
    document = pypdfium2.PdfDocument(target)
    text = " ".join(" ".join(sheet.get_textpage().get_text_bounded() for sheet in document).split())
    document.close()
    assert "picture cannot be shown: it has more pixels than any screen" in text
    assert "picture cannot be shown: it is neither PNG nor JPEG" in text


def test_a_preview_is_drawn_although_the_bytes_of_a_picture_are_gone(session):
    session.attach(session.path.asked[0], png("navy"), "Pasted picture")
    (item,) = session.assessment.answer(session.path.asked[0]).evidence
    kept(session.workspace, item.sha256).unlink()
    draft = dossier.preview(session, dossier.Sealing("A", "B", NOON), small_samples.shelf())
    document = pypdfium2.PdfDocument(draft)
    text = " ".join(" ".join(sheet.get_textpage().get_text_bounded() for sheet in document).split())
    document.close()
    assert "picture cannot be shown: its bytes are not at hand" in text
