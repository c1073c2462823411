"""Attached pictures: shown upright, on white, in a file that stays archival; hostile ones say why they are not shown."""

import hashlib
import io
import struct
import zlib

import page
import pikepdf
import pypdfium2
import pytest
from PIL import Image

from tests.report_samples import plain_content
from wizard.core.assessment import Answer, Evidence
from wizard.report import pictures, render
from wizard.report.book import lay_out
from wizard.report.paper import MAIN, MAIN_X, PAPERS
from wizard.report.sheet import Drawing


def encoded(image, kind="PNG", **more):
    out = io.BytesIO()
    image.save(out, kind, **more)
    return out.getvalue()


def halves(size=(400, 200), mode="RGB", left="red", right="blue"):
    """Give a picture whose left half has one colour and its right half another."""
    image = Image.new("RGB", size, right)
    image.paste(left, (0, 0, size[0] // 2, size[1]))
    return image.convert(mode)


def chunk(name, data):
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def png_of(width, height, *more):
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    body = chunk(b"IDAT", zlib.compress(b"\0" * 1000))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + b"".join(more) + body + chunk(b"IEND", b"")


def deep_grey():
    """Give a PNG of sixteen bits, its left half dark and its right half light."""
    image = Image.new("I;16", (40, 20))
    image.putdata([10 * 256 if number % 40 < 20 else 200 * 256 for number in range(800)])
    return encoded(image)


def turned(orientation=6):
    exif = Image.Exif()
    exif[274] = orientation
    return encoded(halves(), "JPEG", quality=95, exif=exif)


def see_through():
    image = halves(mode="RGBA")
    image.putalpha(Image.new("L", image.size, 0))
    return encoded(image)


BOMB = png_of(60_000, 60_000)
GOOD = {
    "drawing": encoded(halves()),
    "photograph": encoded(halves(), "JPEG"),
    "four inks": encoded(halves(mode="CMYK"), "JPEG"),
    "sixteen bits": deep_grey(),
    "one bit": encoded(halves(mode="1", left="black", right="white")),
    "palette": encoded(halves(mode="P")),
    "palette with a hole": encoded(halves(mode="P"), transparency=0),
    "see-through": see_through(),
    "grey and alpha": encoded(halves(mode="LA")),
    "turned": turned(),
    "a line": encoded(Image.new("RGB", (1, 9000))),
    "moving": encoded(halves(), save_all=True, append_images=[halves(left="green")]),
    "broken orientation": encoded(halves(), "JPEG", exif=b"Exif\0\0II*\0\xff\xff\xff\xff"),
}
HOSTILE = {
    "bomb": BOMB,
    "wide bomb": png_of(2**31 - 1, 1),
    "a little too large": png_of(10_000, 6_000),
    "truncated": encoded(halves())[:-200],
    "truncated photograph": encoded(Image.effect_noise((300, 300), 80), "JPEG")[:4000],
    "start only": GOOD["drawing"][:8],
    "empty": b"",
    "a page": b"<html><script>alert(1)</script>",
    "no size": png_of(0, 0),
    "packed text": png_of(10, 10, chunk(b"zTXt", b"a\0\0" + zlib.compress(b"\0" * 90_000_000))),
    "noise": b"\xff\xd8\xff" + bytes(range(256)) * 40,
    "other": encoded(halves(), "GIF"),
}


def with_pictures(*data, kind="image", **more):
    found = [(item, hashlib.sha256(item).hexdigest()) for item in data]
    evidence = tuple(
        Evidence(f"shot-{number}.png", kind, digest, len(item), "", "2026-10-10")
        for number, (item, digest) in enumerate(found)
    )
    answer = Answer(value="full", assurance="tested", note="See the pictures.", evidence=evidence)
    images = {digest: item for item, digest in found}
    return plain_content({"control-0": answer}, **{"images": images, **more})


def text_of(pdf):
    document = pypdfium2.PdfDocument(pdf)
    try:
        return " ".join(" ".join(sheet.get_textpage().get_text_bounded() for sheet in document).split())
    finally:
        document.close()


def shown(content):
    """Give the pictures of a report as (page, x, picture)."""
    flow = lay_out(content, PAPERS["A4"])
    return [
        (number, item.x, flow.pictures[item.picture])
        for number, sheet in enumerate(flow.pages)
        for item in sheet.items
        if isinstance(item, Drawing) and item.picture
    ]


def pixels(picture):
    """Give the picture as it is embedded."""
    if picture.packing == "DCTDecode":
        return Image.open(io.BytesIO(picture.data)).convert("RGB")
    return Image.frombytes("RGB", (picture.columns, picture.rows), zlib.decompress(picture.data))


@pytest.mark.parametrize("name", GOOD)
def test_every_kind_of_picture_is_shown_and_the_file_stays_archival(name):
    content = with_pictures(GOOD[name])
    pdf = render(content)
    for profile in ("3a", "ua1"):
        found = page.validate_pdf_bytes(pdf, profile=profile)
        assert found.is_compliant, [(item.rule_id, item.message) for item in found.failures[:5]]
    ((_, x, picture),) = shown(content)
    assert x == MAIN_X
    assert picture.width <= MAIN
    assert picture.height <= 300
    assert "cannot be shown" not in text_of(pdf)


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_picture_says_why_it_is_not_shown_and_breaks_nothing(name):
    pdf = render(with_pictures(HOSTILE[name], GOOD["drawing"]))
    text = text_of(pdf)
    assert "E-1: picture cannot be shown: it" in text
    assert "E-2: picture cannot be shown" not in text
    assert page.validate_pdf_bytes(pdf, profile="3a").is_compliant


def test_a_bomb_is_refused_before_it_is_unpacked():
    assert pictures.read(BOMB, 354, 300) == "it has more pixels than any screen"
    assert pictures.read(HOSTILE["a little too large"], 354, 300) == "it has more pixels than any screen"
    assert pictures.read(HOSTILE["other"], 354, 300) == "it is neither PNG nor JPEG"
    assert pictures.read(HOSTILE["truncated"], 354, 300) == "its bytes are damaged"


def test_a_picture_that_a_camera_turned_stands_upright():
    picture = pictures.read(turned(6), 354, 300)
    assert picture.pixels == (200, 400)
    image = pixels(picture)
    assert image.height > image.width
    top, bottom = image.getpixel((image.width // 2, 5)), image.getpixel((image.width // 2, image.height - 5))
    assert (top[0] > 200, top[2] < 60) == (True, True)
    assert (bottom[2] > 200, bottom[0] < 60) == (True, True)


def test_what_is_see_through_stands_on_white_and_sixteen_bits_keep_their_shades():
    clear = pixels(pictures.read(GOOD["see-through"], 354, 300))
    assert clear.getpixel((3, 3)) == (255, 255, 255)
    grey = pixels(pictures.read(GOOD["sixteen bits"], 354, 300))
    assert grey.getpixel((2, 5))[0] < 20
    assert 190 < grey.getpixel((grey.width - 3, 5))[0] < 210


def test_pictures_stand_two_in_a_row_and_never_larger_than_their_place():
    large = [encoded(halves((1600, 900 + number))) for number in range(3)]
    found = shown(with_pictures(*large))
    assert [x for _, x, _ in found] == [MAIN_X, MAIN_X + (MAIN + 12) / 2, MAIN_X]
    assert all(picture.width <= (MAIN - 12) / 2 + 0.01 for _, _, picture in found)
    ((_, _, tall),) = shown(with_pictures(encoded(halves((300, 4000)))))
    assert tall.height <= 300
    ((_, _, small),) = shown(with_pictures(encoded(halves((40, 20)))))
    assert (small.width, small.height) == (30, 15)


def test_a_picture_is_embedded_no_finer_than_print_and_without_what_else_its_file_held():
    secret = Image.Exif()
    secret[0x010E] = "GPS of somebody's home"
    pdf = render(with_pictures(encoded(halves((4000, 3000)), "JPEG", exif=secret, comment=b"secret comment")))
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        (image,) = [
            item for item in opened.objects if isinstance(item, pikepdf.Stream) and item.get("/Subtype") == "/Image"
        ]
        assert image.Width <= 354 * 200 / 72 + 1
        assert b"GPS" not in image.read_raw_bytes()
        assert b"secret" not in image.read_raw_bytes()


def test_each_picture_has_its_number_its_hash_and_words_for_those_who_do_not_see_it():
    data = GOOD["drawing"]
    content = with_pictures(data)
    pdf = render(content)
    digest = hashlib.sha256(data).hexdigest()
    assert f"E-1 {digest[:16]}" in text_of(pdf)
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        told = [str(item.Alt) for item in opened.objects if isinstance(item, pikepdf.Dictionary) and "/Alt" in item]
    assert "Picture E-1, shot-0.png, 400 by 200 pixels, attached to: Is way 0 blocked?" in told


def test_a_picture_whose_bytes_are_gone_and_a_file_that_is_none_break_nothing():
    gone = render(with_pictures(GOOD["drawing"], images={}))
    assert "E-1: picture cannot be shown: its bytes are not at hand." in text_of(gone)
    plain = render(with_pictures(b"%PDF-1.7 of somebody", kind="file", images={}))
    assert "cannot be shown" not in text_of(plain)


def test_a_report_takes_only_so_many_bytes_of_pictures(monkeypatch):
    monkeypatch.setattr(pictures, "MOST_BYTES", 3000)
    noise = [encoded(Image.effect_noise((60, 60 + number), 90)) for number in range(3)]
    text = text_of(render(with_pictures(*noise)))
    assert "the pictures before it take all the room that a report has" in text


def test_pictures_give_equal_bytes_and_equal_pages_on_both_papers():
    data = [*GOOD.values(), *HOSTILE.values()]
    content = with_pictures(*data)
    assert render(content) == render(content)
    letter = with_pictures(*data, paper="Letter")
    assert [item[0] for item in shown(content)] == [item[0] for item in shown(letter)]
