"""Bytes of an attached picture in; its pixels, upright, on white and no finer than print, or why it cannot be shown, out.

What is attached is a stranger's: it is decoded within bounds and written anew, so that nothing else of it travels on.
"""

import warnings
import zlib
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from PIL.Image import Image

MOST_PIXELS = 50_000_000
MOST_BYTES = 20_000_000
"""What all pictures of one report may take: a seal is judged within 50 MB."""
FINENESS = 200 / 72
"""Pixels for each point on paper."""
POINTS_PER_PIXEL = 72 / 96
LARGE_FLAT = 300_000
STARTS = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")


@dataclass(frozen=True, slots=True)
class Picture:
    """Pixels ready for the page: `data` is packed RGB, `width` and `height` are points on paper."""

    width: float
    height: float
    columns: int
    rows: int
    data: bytes
    packing: Literal["FlateDecode", "DCTDecode"]
    pixels: tuple[int, int]
    """What was attached, before it was made fit for print."""


def read(data: bytes, width: float, height: float) -> Picture | str:
    """Make a picture that fits a box in points, never larger than at 96 pixels an inch; or give the reason why not."""
    from PIL import Image

    if not data.startswith(STARTS):
        return "it is neither PNG nor JPEG"
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return _read(data, width, height)
    except Image.DecompressionBombError:
        return "it has more pixels than any screen"
    except Exception:  # noqa: BLE001 - whatever a stranger's bytes do to the decoder, they must not break a seal
        return "its bytes are damaged"


def _read(data: bytes, width: float, height: float) -> Picture | str:
    from PIL import Image, ImageOps

    with Image.open(BytesIO(data), formats=("PNG", "JPEG")) as opened:
        source, pixels = opened.format, opened.size
        if pixels[0] * pixels[1] > MOST_PIXELS:
            return "it has more pixels than any screen"
        finest = int(max(width, height) * FINENESS)
        opened.draft(None, (2 * finest, 2 * finest))
        image: Image.Image = on_white(ImageOps.exif_transpose(opened))
    turned = (image.width > image.height) != (pixels[0] > pixels[1])
    across, down = reversed(pixels) if turned else pixels
    scale = min(POINTS_PER_PIXEL, width / across, height / down)
    wide, high = max(across * scale, 1.0), max(down * scale, 1.0)
    image.thumbnail((max(1, round(wide * FINENESS)), max(1, round(high * FINENESS))))
    packed, packing = _packed(image, photograph=source == "JPEG")
    return Picture(wide, high, image.width, image.height, packed, packing, (across, down))


def on_white(image: "Image") -> "Image":
    """Bring any kind of picture to eight bits of red, green and blue on a white ground."""
    from PIL import Image

    if image.mode.startswith("I"):
        return image.convert("I").point([value // 256 for value in range(65536)], "L").convert("RGB")
    if image.mode in ("RGBA", "LA", "PA", "La", "RGBa") or "transparency" in image.info:
        clear = image.convert("RGBA")
        ground = Image.new("RGB", clear.size, "white")
        ground.paste(clear, mask=clear.getchannel("A"))
        return ground
    return image.convert("RGB")


def _packed(image: "Image", *, photograph: bool) -> tuple[bytes, Literal["FlateDecode", "DCTDecode"]]:
    """Keep drawings exact; photographs, and what packs badly, as JPEG."""
    if not photograph:
        flat = zlib.compress(image.tobytes(), 6)
        if len(flat) <= LARGE_FLAT:
            return flat, "FlateDecode"
    out = BytesIO()
    image.info.clear()
    image.save(out, "JPEG", quality=88, subsampling=0)
    return out.getvalue(), "DCTDecode"
