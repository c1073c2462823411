"""A page and words in; out whether a reader sees them, or only a program does.

The words are drawn once more by themselves. What is ink there must be ink on the page, in the same colour, and what is
bare around it must stand off from that ink: then nothing lies over them, and they are not white on white.
"""

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal

import pypdfium2
from pypdfium2 import raw

SCALE = 8
STEP = 3
MARGIN = 1.0  # points around a character that belong to it
_MOST_TRIED = 8
_LARGEST = 1_500_000  # pixels that some words may take
_INK = 24  # of 255: how far ink may be from its colour
_SAME, _APART = 0.9, 0.5  # share of the ink that must be seen, and of what is around it that must stand off
_SPAN = 0.6  # share of a character's width and height that its ink must reach over
_CONTRAST = 1.8

Sight = Literal["seen", "hidden", "absent"]
Colour = tuple[int, int, int]
Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class _Character:
    """One character: its number in the page's text, its tight box (left, low, right, high) and its colour."""

    index: int
    box: Box
    colour: Colour


@dataclass(frozen=True, slots=True)
class _Picture:
    """A cut out of a page; (left, top) is where its first pixel lies, in pixels of the whole page."""

    left: int
    top: int
    width: int
    height: int
    stride: int
    pixels: bytes

    def at(self, x: int, y: int) -> Colour:
        """Give the colour of a pixel."""
        start = y * self.stride + x * 4
        return self.pixels[start], self.pixels[start + 1], self.pixels[start + 2]


def sight(document: pypdfium2.PdfDocument, number: int, words: str, least: float) -> Sight:
    """Say whether words stand on a page (the first is 0), at least `least` points high, so that they can be seen."""
    page = document[number]
    text = page.get_textpage()
    try:
        places = list(_places(text, words))
        found = [_characters(text, place) for place in places]
        marked = [any(_speaks_for_itself(raw.FPDFText_GetTextObject(text, each)) for each in place) for place in places]
    finally:
        text.close()
    ok = any(
        not told
        and max((one.box[3] - one.box[1] for one in each), default=0.0) >= least
        and _visible(page, number, each)
        for each, told in zip(found, marked, strict=True)
    )
    page.close()
    return "seen" if ok else "hidden" if places else "absent"


def _places(text: Any, words: str) -> Iterator[tuple[int, ...]]:  # noqa: ANN401  # the library's objects have no types
    """Give where the words stand: the numbers of their characters, blanks left out."""
    wanted = "".join(words.split())
    kept = [(index, chr(raw.FPDFText_GetUnicode(text, index))) for index in range(text.count_chars())]
    kept = [(index, character) for index, character in kept if not character.isspace()]
    line = "".join(character for _, character in kept)
    start = line.find(wanted)
    for _ in range(_MOST_TRIED):
        if start < 0:
            return
        yield tuple(index for index, _ in kept[start : start + len(wanted)])
        start = line.find(wanted, start + 1)


def _characters(text: Any, place: tuple[int, ...]) -> tuple[_Character, ...]:  # noqa: ANN401
    found = []
    for index in place:
        sides, parts = [ctypes.c_double() for _ in range(4)], [ctypes.c_uint() for _ in range(4)]
        boxed = raw.FPDFText_GetCharBox(text, index, *(ctypes.byref(side) for side in sides))
        inked = raw.FPDFText_GetFillColor(text, index, *(ctypes.byref(part) for part in parts))
        left, right, low, high = (side.value for side in sides)
        if not (boxed and inked and raw.FPDFText_GetTextObject(text, index) and left < right and low < high):
            return ()
        red, green, blue, _ = (part.value for part in parts)
        found.append(_Character(index, (left, low, right, high), (red, green, blue)))
    return tuple(found)


def _speaks_for_itself(drawn: Any) -> bool:  # noqa: ANN401
    """Tell whether a text says of itself what it reads as: then what it shows may be anything."""
    buffer, size = ctypes.create_string_buffer(64), ctypes.c_ulong()
    for number in range(max(0, raw.FPDFPageObj_CountMarks(drawn)) if drawn else 0):
        mark = raw.FPDFPageObj_GetMark(drawn, number)
        for each in range(max(0, raw.FPDFPageObjMark_CountParams(mark))):
            wide = ctypes.cast(buffer, ctypes.POINTER(raw.FPDF_WCHAR))
            known = raw.FPDFPageObjMark_GetParamKey(mark, each, wide, len(buffer), ctypes.byref(size))
            key = buffer.raw[: max(0, min(size.value, 64) - 2)].decode("utf-16-le", "replace")
            if not known or key == "ActualText":
                return True
    return False


def _visible(page: pypdfium2.PdfPage, number: int, characters: tuple[_Character, ...]) -> bool:
    if not characters:
        return False
    across, up = page.get_size()
    left = max(0, int(min(one.box[0] for one in characters) - MARGIN) - 1)
    low = max(0, int(min(one.box[1] for one in characters) - MARGIN) - 1)
    right = max(one.box[2] for one in characters) + MARGIN + 1
    high = max(one.box[3] for one in characters) + MARGIN + 1
    if right > across or high > up or (right - left) * (high - low) * SCALE**2 > _LARGEST:
        return False
    crop = (left, low, int(across - right), int(up - high))
    whole = _drawn(page, crop, (255, 255, 255))
    ground = (0, 0, 0) if _light(characters[0].colour) > 0.2 else (255, 255, 255)
    alone = _alone(page, number, {one.index for one in characters}, crop, ground)
    return all(_stands_out(one, whole, alone, ground, up) for one in characters)


def _alone(
    page: pypdfium2.PdfPage, number: int, indexes: set[int], crop: tuple[int, int, int, int], ground: Colour
) -> _Picture:
    """Draw the words by themselves, from a page of its own."""
    again = page.pdf[number]
    text = again.get_textpage()
    kept = {ctypes.addressof(raw.FPDFText_GetTextObject(text, index).contents) for index in indexes}
    text.close()
    for place in reversed(range(raw.FPDFPage_CountObjects(again))):
        drawn = raw.FPDFPage_GetObject(again, place)
        if ctypes.addressof(drawn.contents) not in kept and raw.FPDFPage_RemoveObject(again, drawn):
            raw.FPDFPageObj_Destroy(drawn)
    try:
        return _drawn(again, crop, ground, forms=False)
    finally:
        again.close()


def _drawn(page: pypdfium2.PdfPage, crop: tuple[int, int, int, int], ground: Colour, *, forms: bool = True) -> _Picture:
    bitmap = page.render(
        scale=SCALE,
        crop=crop,
        fill_color=(*ground, 255),
        rev_byteorder=True,
        prefer_bgrx=True,
        may_draw_forms=forms,
        draw_annots=forms,
    )
    try:
        left, top = crop[0] * SCALE, crop[3] * SCALE
        return _Picture(left, top, bitmap.width, bitmap.height, bitmap.stride, bytes(bitmap.buffer))
    finally:
        bitmap.close()


def _stands_out(one: _Character, whole: _Picture, alone: _Picture, ground: Colour, up: float) -> bool:
    around = list(_around(one, whole, up))
    ink = [each for each in around if _near(alone.at(*each), one.colour)]
    bare = [each for each in around if alone.at(*each) == ground]
    if not ink or not bare:
        return False
    left, low, right, high = one.box
    wide, tall = ((max(side) - min(side) + STEP) / SCALE for side in zip(*ink, strict=True))
    spans = wide + 0.6 >= _SPAN * (right - left) and tall + 0.6 >= _SPAN * (high - low)
    seen = sum(_near(whole.at(*each), one.colour) for each in ink) >= _SAME * len(ink)
    apart = sum(_contrast(whole.at(*each), one.colour) >= _CONTRAST for each in bare) >= _APART * len(bare)
    return spans and seen and apart


def _around(one: _Character, whole: _Picture, up: float) -> Iterator[tuple[int, int]]:
    """Give every third pixel, across and down, of a character's box and the margin around it."""
    left, low, right, high = one.box
    top, start = int((up - high - MARGIN) * SCALE) - whole.top, int((left - MARGIN) * SCALE) - whole.left
    for y in range(max(0, top), _end(up - low + MARGIN, whole.top, whole.height), STEP):
        for x in range(max(0, start), _end(right + MARGIN, whole.left, whole.width), STEP):
            yield x, y


def _end(points: float, start: int, size: int) -> int:
    return min(size, int(points * SCALE) + 1 - start)


def _near(one: Colour, other: Colour) -> bool:
    return max(abs(a - b) for a, b in zip(one, other, strict=True)) <= _INK


def _light(colour: Colour) -> float:
    """Give the relative luminance, 0 to 1, as WCAG 2 defines it."""
    parts = (part / 255 for part in colour)
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@lru_cache(maxsize=4096)
def _contrast(one: Colour, other: Colour) -> float:
    dark, light = sorted((_light(one), _light(other)))
    return (light + 0.05) / (dark + 0.05)
