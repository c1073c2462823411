"""A word in its font in; its glyphs with their places out. And the order in which a mixed line is read and drawn."""

from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from wizard.report.type import GLYPH_BASE, Font, drawn_font

STRONG_RIGHT = ("R", "AL")


@dataclass(frozen=True, slots=True)
class Glyph:
    """One glyph: the code under which the font draws it, its offset and its advance in thousandths of the size.

    `text` are the characters that it stands for; empty where it only completes the glyph beside it.
    """

    code: int
    x: float
    y: float
    advance: float
    text: str = ""


@lru_cache(maxsize=8192)
def shape(font: Font, text: str, *, leftward: bool) -> tuple[Glyph, ...]:
    """Shape text that runs one way; glyphs come in the order of the page, from left to right."""
    import uharfbuzz

    buffer = uharfbuzz.Buffer()
    buffer.cluster_level = uharfbuzz.BufferClusterLevel.MONOTONE_CHARACTERS
    buffer.add_str(text)
    buffer.guess_segment_properties()
    buffer.direction = "rtl" if leftward else "ltr"
    shaper, scale = _shaper(font.name)
    uharfbuzz.shape(shaper, buffer, {"kern": True, "liga": font.shaped})
    infos, positions = buffer.glyph_infos, buffer.glyph_positions
    meanings = _meanings(text, [info.cluster for info in infos])
    return tuple(
        Glyph(
            _code(font, info.codepoint, shaper.get_glyph_h_advance(info.codepoint) * scale),
            position.x_offset * scale,
            position.y_offset * scale,
            position.x_advance * scale,
            meaning,
        )
        for info, position, meaning in zip(infos, positions, meanings, strict=True)
    )


def _meanings(text: str, clusters: list[int]) -> list[str]:
    """Give the characters of each glyph's cluster, once per cluster."""
    starts = sorted(set(clusters))
    ends = dict(zip(starts, [*starts[1:], len(text)], strict=True))
    told: set[int] = set()
    found = []
    for cluster in clusters:
        found.append("" if cluster in told else text[cluster : ends[cluster]])
        told.add(cluster)
    return found


@cache
def _shaper(name: str) -> tuple[Any, float]:
    import uharfbuzz

    from wizard.report.type import folder

    face = uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(folder() / f"{name}.ttf")))
    return uharfbuzz.Font(face), 1000 / face.upem


def _code(font: Font, glyph: int, width: float) -> int:
    """Make a glyph drawable under a code that depends on nothing but the glyph, so that bytes stay the same."""
    code = GLYPH_BASE + glyph
    face = drawn_font(font).face
    if code not in face.charToGlyph:
        face.charToGlyph[code] = glyph
        face.charWidths[code] = round(width)
    return code


@lru_cache(maxsize=8192)
def turns(text: str) -> bool:
    """Tell whether any character of the text runs from right to left."""
    from unicodedata import bidirectional

    return not text.isascii() and any(bidirectional(character) in STRONG_RIGHT for character in text)


def starts_leftward(text: str) -> bool:
    """Tell whether a paragraph is set from the right: its first strong character decides."""
    from unicodedata import bidirectional

    kinds = (bidirectional(character) for character in text)
    return next((kind in STRONG_RIGHT for kind in kinds if kind in ("L", *STRONG_RIGHT)), False)


def levels(text: str, *, leftward: bool) -> tuple[int, ...]:
    """Give each character's embedding level; odd runs from right to left. Text must hold no overrides."""
    from bidi import algorithm

    storage = algorithm.get_empty_storage()
    storage["base_level"] = int(leftward)
    storage["base_dir"] = "LR"[int(leftward)]
    algorithm.get_embedding_levels(text, storage)
    algorithm.explicit_embed_and_overrides(storage)
    algorithm.resolve_weak_types(storage)
    algorithm.resolve_neutral_types(storage, debug=False)
    algorithm.resolve_implicit_levels(storage, debug=False)
    return tuple(character["level"] for character in storage["chars"])


def visual_order(run_levels: list[int]) -> list[int]:
    """Give the indices of runs in the order of the page (rule L2 of the bidirectional algorithm)."""
    order = list(range(len(run_levels)))
    for level in range(max(run_levels, default=0), 0, -1):
        start = 0
        while start < len(order):
            stop = start
            while stop < len(order) and run_levels[order[stop]] >= level:
                stop += 1
            if stop > start:
                order[start:stop] = reversed(order[start:stop])
            start = max(stop, start + 1)
    return order
