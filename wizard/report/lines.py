"""Spans of text, a style and a width in; lines of pieces that are ready to draw out."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from unicodedata import category, combining

from wizard.report.shaping import Glyph, levels, shape, starts_leftward, turns, visual_order
from wizard.report.type import SPELLED, Font, Style, runs, spelled, tidy

_SPACES = re.compile(r"([ \u2000-\u2006\u2008\u200a\u3000]+)")
_EAST = re.compile(
    r"([（「『【《〈“‘]*[\u2e80-\u2fff\u3040-\u9fff\uac00-\ud7ff\uf900-\ufaff\U00020000-\U0003ffff]"
    r"[、。，．」』】）》〉！？：；ー々”’]*)"
)
_SOFT_BREAKS = "/.-_?&=:,;\u0f0b"
VIRAMA = 9
"""The combining class of signs that join the letter before them to the one after."""

LONGEST_PROBE = 400


@dataclass(frozen=True, slots=True)
class Span:
    """Text with its own face or colour (empty: the paragraph's) or size; `link` names a place in the report."""

    text: str
    face: str = ""
    colour: str = ""
    link: str = ""
    scale: float = 1.0


Text = str | tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Piece:
    """A run at its place: `x` from the line's start and `width` in points. `glyphs` only where it was shaped."""

    font: Font
    size: float
    colour: str
    text: str
    x: float
    width: float
    glyphs: tuple[Glyph, ...] = ()
    link: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One line; `turned` where its runs stand in another order than they are read."""

    pieces: tuple[Piece, ...]
    width: float
    turned: bool = False
    words: int = 0


@dataclass(frozen=True, slots=True)
class _Atom:
    font: Font
    text: str
    units: float
    glyphs: tuple[Glyph, ...] = ()


@dataclass(slots=True)
class _Box:
    """What stays together on a line: parts of one or more spans; `space` stands before it."""

    parts: list[tuple[Span, str]]
    space: str
    width: float = 0.0


def spans(text: Text) -> tuple[Span, ...]:
    """Give text as spans."""
    return (Span(text),) if isinstance(text, str) else text


def plain(text: Text) -> str:
    """Give the words of a text without its looks."""
    return text if isinstance(text, str) else "".join(span.text for span in text)


@lru_cache(maxsize=65536)
def _atoms(face: str, text: str) -> tuple[tuple[_Atom, ...], float]:
    found = []
    for run in runs(face, text):
        font = run.font
        if font.shaped:
            glyphs = shape(font, run.text, leftward=turns(run.text))
            units = sum(glyph.advance for glyph in glyphs)
        else:
            glyphs = ()
            units = sum(map(font.widths.__getitem__, map(ord, run.text)))
        found.append(_Atom(font, run.text, units * font.scale / 1000, glyphs))
    return tuple(found), sum(atom.units for atom in found)


def measure(text: str, style: Style) -> float:
    """Give the width of one line of text."""
    return _atoms(style.face, text)[1] * style.size


def fit(text: str, style: Style, width: float) -> str:
    """Cut text to a width, at a word, with an ellipsis."""
    text = " ".join(tidy(text).split())
    if measure(text, style) <= width:
        return text
    words = text.split(" ")
    while len(words) > 1:
        words.pop()
        shorter = " ".join(words).rstrip(",;:–-") + "…"
        if measure(shorter, style) <= width:
            return shorter
    start = words[0][:LONGEST_PROBE]
    while len(start) > 1 and measure(start + "…", style) > width:
        start = start[:-1]
    return start + "…"


def first_lines(text: str, style: Style, width: float, most: int) -> str:
    """Cut text so that it takes at most so many lines, with an ellipsis."""
    probe = text[: most * LONGEST_PROBE]
    lines = break_lines(probe, style, width)
    if len(lines) <= most and probe == text:
        return text
    shown = "".join(piece.text for line in lines[:most] for piece in line.pieces).rstrip()
    while len(shown) > 1 and len(break_lines(shown + "…", style, width)) > most:
        shown = (shown.rpartition(" ")[0] or shown[:-1]).rstrip()
    return shown + "…"


def break_lines(text: Text, style: Style, width: float) -> tuple[Line, ...]:
    """Set a text, its line feeds kept, flush left (or right where its script says so) within a width."""
    if isinstance(text, str):
        return _broken(text, style, width)
    return tuple(line for part in _feeds(text) for line in _paragraph(part, style, width))


@lru_cache(maxsize=16384)
def _broken(text: str, style: Style, width: float) -> tuple[Line, ...]:
    return tuple(line for part in tidy(text).split("\n") for line in _paragraph((Span(part),), style, width))


def balanced(text: Text, style: Style, width: float) -> tuple[Line, ...]:
    """Set a label in as few lines as the width allows, and then as narrow as that number allows."""
    lines = break_lines(text, style, width)
    if len(lines) != 2:
        return lines
    low, high = width / 2, width
    for _ in range(6):
        middle = (low + high) / 2
        if len(break_lines(text, style, middle)) > 2:
            low = middle
        else:
            high = middle
    return break_lines(text, style, high)


def pulled(text: Text, style: Style, width: float) -> tuple[Line, ...]:
    """Set a paragraph; where its last line is one short word, narrow it by up to 8 % so that the word gets company."""
    lines = break_lines(text, style, width)
    if len(lines) < 2 or lines[-1].words > 1 or lines[-1].width > width / 3:
        return lines
    for share in (0.97, 0.94, 0.92):
        narrower = break_lines(text, style, width * share)
        if len(narrower) == len(lines) and narrower[-1].words > 1:
            return narrower
    return lines


def _feeds(text: tuple[Span, ...]) -> Iterator[tuple[Span, ...]]:
    current: list[Span] = []
    for span in text:
        for number, part in enumerate(tidy(span.text).split("\n")):
            if number:
                yield tuple(current)
                current = []
            current.append(replace(span, text=part))
    yield tuple(current)


def _paragraph(text: tuple[Span, ...], style: Style, width: float) -> Iterator[Line]:
    whole = "".join(span.text for span in text)
    leftward = turns(whole) and starts_leftward(whole)
    row: list[_Box] = []
    used = 0.0
    for box in _boxes(text, style, width):
        gap = _space(box, style)
        if row and used + gap + box.width > width + 0.01:
            yield _line(row, style, width, leftward=leftward, tail=box.space)
            row, used, gap = [], 0.0, 0.0
        used += (gap if row else 0.0) + box.width
        row.append(box)
    yield _line(row, style, width, leftward=leftward)


def _boxes(text: tuple[Span, ...], style: Style, width: float) -> Iterator[_Box]:
    open_box: _Box | None = None
    for span in text:
        for word, space in _words(span.text):
            if open_box is not None and not space and word is not None and word[1]:
                open_box.parts.append((span, word[0]))
                continue
            if open_box is not None:
                yield from _cut(open_box, style, width)
            open_box = _Box([(span, word[0])] if word else [], space)
    if open_box is not None:
        yield from _cut(open_box, style, width)


def _words(text: str) -> Iterator[tuple[tuple[str, bool] | None, str]]:
    """Give words with the space before them, and whether each clings to what stands before without a space."""
    space = ""
    first = True
    for number, part in enumerate(_SPACES.split(text)):
        if number % 2:
            space = part
            continue
        if not part:
            first = False
            continue
        pieces = [piece for piece in _EAST.split(part) if piece] if not part.isascii() else [part]
        for index, piece in enumerate(pieces):
            yield (piece, first and index == 0), space
            space, first = "", False
    if space:
        yield None, space


def _cut(box: _Box, style: Style, width: float) -> Iterator[_Box]:
    units = 0.0
    for span, part in box.parts:
        units += _atoms(span.face or style.face, part)[1] * span.scale
    box.width = units * style.size
    if box.width <= width + 0.01:
        yield box
        return
    space = box.space
    for span, part in box.parts:
        rest = part
        while rest:
            start = _start(rest, span.face or style.face, width / style.size / span.scale)
            piece = _Box([(span, start)], space, _atoms(span.face or style.face, start)[1] * style.size * span.scale)
            if len(start) == 1 and piece.width > width + 0.01:
                yield from _spelled_out(piece, style)
            else:
                yield piece
            rest, space = rest[len(start) :], ""


def _spelled_out(box: _Box, style: Style) -> Iterator[_Box]:
    """Give the words in which one character is spelled out, for a line that is too narrow for all of them."""
    ((span, character),) = box.parts
    small = replace(span, face="code", scale=span.scale * SPELLED)
    for number, word in enumerate(spelled(character).split(" ")):
        width = _atoms("code", word)[1] * style.size * small.scale
        yield _Box([(small, word)], " " if number else box.space, width)


def _start(text: str, face: str, units: float) -> str:
    probe = text[:LONGEST_PROBE]
    if len(text) <= LONGEST_PROBE and _atoms(face, text)[1] <= units:
        return text
    low, high = 1, len(probe)
    while low < high:
        middle = (low + high + 1) // 2
        if sum(atom.units for atom in _atoms.__wrapped__(face, probe[:middle])[0]) <= units:
            low = middle
        else:
            high = middle - 1
    soft = max(probe.rfind(character, low // 2, low) for character in _SOFT_BREAKS) + 1
    return probe[: soft or _between_letters(text, low)]


def _between_letters(text: str, cut: int) -> int:
    """Move a cut back, so that no mark loses its letter and no sign that joins two letters ends a line."""
    start = cut
    while start > 1 and start < len(text) and _holds_on(text, start):
        start -= 1
    return cut if start < 2 else start


def _holds_on(text: str, place: int) -> bool:
    before = text[place - 1]
    return category(text[place])[0] == "M" or combining(before) == VIRAMA or before in "\u200c\u200d\u1039\u17d2"


def _space(box: _Box, style: Style) -> float:
    if not box.space:
        return 0.0
    face = (box.parts[0][0].face if box.parts else "") or style.face
    return _atoms(face, box.space)[1] * style.size


def _line(row: list[_Box], style: Style, width: float, *, leftward: bool, tail: str = "") -> Line:
    """Join boxes; the space at which a line broke stays in its text, so that words never grow together in copies."""
    parts: list[tuple[Span, str]] = []
    for box in row:
        if box.space and parts:
            span, before = parts[-1]
            parts[-1] = (span, before + box.space)
        for span, word in box.parts:
            if parts and parts[-1][0] is span:
                parts[-1] = (span, parts[-1][1] + word)
            else:
                parts.append((span, word))
    whole = "".join(part for _, part in parts)
    words = sum(bool(box.parts) for box in row)
    if turns(whole):
        return _turned_line(parts, style, width, leftward=leftward, words=words)
    pieces: list[Piece] = []
    x = 0.0
    for span, part in parts:
        x = _add(pieces, span, part, style, x)
    if tail and pieces:
        last = pieces[-1]
        pieces[-1] = replace(last, text=last.text + " ") if not last.glyphs else last
    return Line(tuple(pieces), x, turned=False, words=words)


def _add(pieces: list[Piece], span: Span, text: str, style: Style, x: float) -> float:
    atoms, _ = (
        _atoms.__wrapped__(span.face or style.face, text) if len(text) > 40 else _atoms(span.face or style.face, text)
    )
    for atom in atoms:
        width = atom.units * style.size * span.scale
        colour = span.colour or style.colour
        size = style.size * atom.font.scale * span.scale
        pieces.append(Piece(atom.font, size, colour, atom.text, x, width, atom.glyphs, span.link))
        x += width
    return x


def _turned_line(parts: list[tuple[Span, str]], style: Style, width: float, *, leftward: bool, words: int) -> Line:
    """Order a line that holds text from right to left; a paragraph that starts so is set from the right."""
    found: list[tuple[Span, Font, str, int]] = []
    for span, part in parts:
        at = 0
        cleaned = [(run.font, run.text) for run in runs(span.face or style.face, part)]
        found_levels = levels("".join(text for _, text in cleaned), leftward=leftward)
        for font, text in cleaned:
            found.extend(_by_level(span, font, text, found_levels[at : at + len(text)]))
            at += len(text)
    order = visual_order([level for *_, level in found])
    pieces = []
    x = 0.0
    for index in order:
        span, font, text, level = found[index]
        glyphs = shape(font, text, leftward=bool(level % 2)) if level % 2 or font.shaped else ()
        units = sum(glyph.advance for glyph in glyphs) if glyphs else sum(font.widths[ord(c)] for c in text)
        size = style.size * font.scale * span.scale
        pieces.append(Piece(font, size, span.colour or style.colour, text, x, units * size / 1000, glyphs, span.link))
        x += units * size / 1000
    shift = width - x if leftward else 0.0
    pieces = [pieces[order.index(index)] for index in range(len(pieces))]
    moved = tuple(Piece(p.font, p.size, p.colour, p.text, p.x + shift, p.width, p.glyphs, p.link) for p in pieces)
    return Line(moved, x + shift, turned=True, words=words)


def _by_level(span: Span, font: Font, text: str, found: tuple[int, ...]) -> Iterator[tuple[Span, Font, str, int]]:
    start = 0
    for stop in range(1, len(text) + 1):
        if stop == len(text) or found[stop] != found[start]:
            yield span, font, text[start:stop], found[start]
            start = stop
