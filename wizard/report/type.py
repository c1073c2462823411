"""Typed text in; runs of it, each in a font that covers it, out. The one door through which text reaches a page."""

import unicodedata
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

FACES = {
    "serif": "SourceSerif4-Regular",
    "serif-it": "SourceSerif4-It",
    "serif-semi": "SourceSerif4-Semibold",
    "light": "SourceSerif4Display-Light",
    "display": "SourceSerif4Display-Regular",
    "display-semi": "SourceSerif4Display-Semibold",
    "subhead": "SourceSerif4Subhead-Regular",
    "sans": "SourceSans3-Regular",
    "sans-it": "SourceSans3-It",
    "medium": "SourceSans3-Medium",
    "semi": "SourceSans3-Semibold",
    "code": "SourceCodePro-Regular",
    "code-medium": "SourceCodePro-Medium",
}


@dataclass(frozen=True, slots=True)
class Fallback:
    """A font for what Source does not cover: the blocks worth looking in, its scale beside Source, its language."""

    file: str
    blocks: tuple[tuple[int, int], ...]
    scale: float = 1.0
    language: str = ""
    shaped: bool = False


FALLBACKS = (
    Fallback("NotoSans-Regular", ((0x80, 0x58F), (0x1AB0, 0x2BFF), (0x2C60, 0x2E7F), (0xA640, 0xABFF), (0xFE20, 0xFE2F))),
    Fallback("NotoNaskhArabic-Regular", ((0x600, 0x8FF), (0xFB50, 0xFEFC)), 1.08, "ar", shaped=True),
    Fallback("NotoSansHebrew-Regular", ((0x590, 0x5FF), (0xFB1D, 0xFB4F)), 1.0, "he"),
    Fallback("NotoSansDevanagari-Regular", ((0x900, 0x97F), (0xA8E0, 0xA8FF), (0x1CD0, 0x1CFF)), 1.0, "hi", shaped=True),
    Fallback("NotoSansBengali-Regular", ((0x980, 0x9FF),), 1.0, "bn", shaped=True),
    Fallback("NotoSansGurmukhi-Regular", ((0xA00, 0xA7F),), 1.0, "pa", shaped=True),
    Fallback("NotoSansGujarati-Regular", ((0xA80, 0xAFF),), 1.0, "gu", shaped=True),
    Fallback("NotoSansOriya-Regular", ((0xB00, 0xB7F),), 1.0, "or", shaped=True),
    Fallback("NotoSansTamil-Regular", ((0xB80, 0xBFF),), 1.0, "ta", shaped=True),
    Fallback("NotoSansTelugu-Regular", ((0xC00, 0xC7F),), 1.0, "te", shaped=True),
    Fallback("NotoSansKannada-Regular", ((0xC80, 0xCFF),), 1.0, "kn", shaped=True),
    Fallback("NotoSansMalayalam-Regular", ((0xD00, 0xD7F),), 1.0, "ml", shaped=True),
    Fallback("NotoSansSinhala-Regular", ((0xD80, 0xDFF), (0x111E0, 0x111FF)), 1.0, "si", shaped=True),
    Fallback("NotoSansThai-Regular", ((0xE00, 0xE7F),), 1.0, "th", shaped=True),
    Fallback("NotoSansLao-Regular", ((0xE80, 0xEFF),), 1.0, "lo", shaped=True),
    Fallback("NotoSerifTibetan-Regular", ((0xF00, 0xFFF),), 1.0, "bo", shaped=True),
    Fallback("NotoSansMyanmar-Regular", ((0x1000, 0x109F), (0xA9E0, 0xA9FF), (0xAA60, 0xAA7F)), 1.0, "my", shaped=True),
    Fallback("NotoSansKhmer-Regular", ((0x1780, 0x17FF), (0x19E0, 0x19FF)), 1.0, "km", shaped=True),
    Fallback("NotoSansArmenian-Regular", ((0x530, 0x58F), (0xFB13, 0xFB17)), 1.0, "hy"),
    Fallback("NotoSansGeorgian-Regular", ((0x10A0, 0x10FF), (0x1C90, 0x1CBF), (0x2D00, 0x2D2F)), 1.0, "ka"),
    Fallback("NotoSansEthiopic-Regular", ((0x1200, 0x139F), (0x2D80, 0x2DDF)), 1.0, "am"),
    Fallback("DroidSansFallbackFull", ((0x1100, 0x11FF), (0x2E80, 0x9FFF), (0xAC00, 0xD7FF), (0xF900, 0xFAFF), (0xFE30, 0xFFEF)), 0.94, "zh"),
    Fallback("NanumGothic-Regular", ((0x1100, 0x11FF), (0x3130, 0x318F), (0xAC00, 0xD7FF)), 0.94, "ko"),
    Fallback("NotoSansSymbols-Regular", ((0x2000, 0x2BFF), (0x10100, 0x1F8FF))),
    Fallback("NotoSansSymbols2-Regular", ((0x2000, 0x2BFF), (0x10100, 0x1FBFF))),
    Fallback("NotoSansMath-Regular", ((0x2000, 0x2BFF), (0x1D400, 0x1D7FF))),
    Fallback("NotoEmoji-Regular", ((0x2000, 0x2BFF), (0x1F000, 0x1FAFF))),
)  # fmt: skip

SILENT = frozenset([0xAD, 0x200B, 0x2060, 0xFEFF, 0xFE0E, 0xFE0F])
SPELLED = 0.8
"""Size of a character's code point and name against the text around it."""
JOINERS = frozenset([0x200C, 0x200D])
DANDAS = frozenset([0x964, 0x965])
"""They end a sentence in many scripts of India; each is drawn as its neighbours are."""

GLYPH_BASE = 0xF0000
"""Glyphs that no character names are kept under this plus their number, in a plane for private use."""


@dataclass(frozen=True, slots=True, eq=False)
class Font:
    """One font file that is ready to draw with."""

    name: str
    widths: dict[int, float]
    covered: frozenset[int]
    scale: float
    language: str
    shaped: bool


@dataclass(frozen=True, slots=True)
class Run:
    """Text that one font draws."""

    font: Font
    text: str


@dataclass(frozen=True, slots=True)
class Style:
    """How a paragraph is set: a face of `FACES`, size and leading in points, a colour's name."""

    face: str
    size: float
    leading: float
    colour: str = "ink"


BODY = Style("serif", 10, 14)
NOTE = Style("serif", 9.4, 13)
LEAD = Style("serif", 10, 14, "ink2")
FINDING = Style("display", 20, 24.5)
BOARD = Style("display", 24, 28.5)
NOUN = Style("display", 24, 28)
BLOCK_TITLE = Style("semi", 9, 12)
TABLE = Style("sans", 8.6, 10.6)
FIGURE = Style("semi", 8.6, 10.6)
HEAD = Style("semi", 7.8, 10, "ink2")
SMALL = Style("sans", 7.8, 10.4, "ink2")
SMALL_SEMI = Style("semi", 7.8, 10.4)
LABEL = Style("semi", 8, 11, "ink2")
CAPTION = Style("sans", 8, 11, "ink2")
FACT = Style("semi", 13, 16)
QUESTION = Style("semi", 9, 12)
CODE = Style("code", 7.6, 11)
CODE_SMALL = Style("code", 6.9, 9, "ink3")


@cache
def folder() -> Path:
    """Find the fonts: beside the package in a checkout or a built application, inside it in a wheel."""
    here = Path(__file__).resolve()
    places = (here.parents[2] / "assets" / "fonts", here.parents[1] / "bundled" / "assets" / "fonts")
    return next((place for place in places if place.is_dir()), places[0])


@cache
def face(name: str) -> Font:
    """Load one of our own faces."""
    return _load(FACES[name], 1.0, "", shaped=False)


@cache
def _spelling() -> Font:
    """Give the font in which characters are spelled out, smaller than the text around it."""
    return replace(face("code"), scale=SPELLED)


@cache
def fallback(number: int) -> Font:
    """Load the fallback font at this place of `FALLBACKS`."""
    entry = FALLBACKS[number]
    return _load(entry.file, entry.scale, entry.language, shaped=entry.shaped)


def _load(file: str, scale: float, language: str, *, shaped: bool) -> Font:
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    font = TTFont(file, str(folder() / f"{file}.ttf"), shapable=True)
    pdfmetrics.registerFont(font)
    covered = frozenset(code for code, glyph in font.face.charToGlyph.items() if glyph)
    return Font(file, font.face.charWidths, covered, scale, language, shaped)


def drawn_font(font: Font) -> Any:  # noqa: ANN401 - a type of a library without types
    """Give the drawing library's own object for a font."""
    from reportlab.pdfbase import pdfmetrics

    return pdfmetrics.getFont(font.name)


@lru_cache(maxsize=65536)
def runs(face_name: str, text: str) -> tuple[Run, ...]:
    """Split text into runs by coverage; what no font covers becomes its code point and name, in brackets."""
    own = face(face_name)
    if own.covered.issuperset(map(ord, text)):
        return (Run(own, text),)
    found: list[list[Any]] = []
    for character in text:
        font, shown = _font_for(own, character, found[-1][0] if found else None)
        if not shown:
            continue
        if found and found[-1][0] is font:
            found[-1][1] += shown
        else:
            found.append([font, shown])
    return tuple(Run(font, part) for font, part in found)


def _font_for(own: Font, character: str, before: Font | None) -> tuple[Font, str]:
    code = ord(character)
    if code in JOINERS:
        return (before, character) if before and before.shaped and code in before.covered else (own, "")
    if code in SILENT:
        return own, ""
    if code in DANDAS and before and before.shaped and code in before.covered:
        return before, character
    if not is_hidden(character):
        if code in own.covered:
            return own, character
        number = _fallback_for(code)
        if number is not None:
            return fallback(number), character
    return _spelling(), spelled(character)


@lru_cache(maxsize=8192)
def _fallback_for(code: int) -> int | None:
    for number, entry in enumerate(FALLBACKS):
        if any(first <= code <= last for first, last in entry.blocks) and code in fallback(number).covered:
            return number
    return None


def is_hidden(character: str) -> bool:
    """Tell whether a character would steer the text instead of standing in it: controls, overrides, surrogates."""
    return unicodedata.category(character) in ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")


def spelled(character: str) -> str:
    """Write a character as its code point and name: `[U+1F9FF NAZAR AMULET]`."""
    code = ord(character)
    name = unicodedata.name(character, "CONTROL" if unicodedata.category(character) == "Cc" else "")
    return f"[U+{code:04X} {name}]" if name else f"[U+{code:04X}]"


def tidy(text: str) -> str:
    """Turn tabs and foreign line ends into spaces and line feeds; everything else stays as typed."""
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", "    ")
