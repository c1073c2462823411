"""A risk's numbers in points in; the hull as named shapes in paint order out, for any painter.

Coordinates: x runs from 0 (left end of the axis) to the width that was asked for, y runs down from the middle of the
row. A painter draws `shapes` in order and adds nothing; colours are names of tokens, and "level" stands for the colour
of `Reading.level`. Solid spans and hatches are clipped to `Hull.body`, hatches to their own left and right as well.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import sqrt
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from wizard.core.questionnaire import Method
    from wizard.core.scoring.values import ScenarioScore

Colour = Literal["ink", "ink3", "surface", "water", "level", "line"]
SMALL = 0.7
"""Size of a second mark beside the first."""
Role = Literal[
    "band", "inside", "water", "deep", "hatch", "deep-hatch", "outline", "deck", "deck-best", "was", "target", "mark",
    "keyline", "waterline", "gate", "beyond",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Axis:
    """From `start` to `end` points; `bands` are the points at which a level begins, without the first level."""

    start: float = -20.0
    end: float = 50.0
    bands: tuple[float, ...] = (0.0, 15.0, 30.0)

    def at(self, points: float, width: float) -> float:
        """Give the x of a value; values outside are held at the ends."""
        inside = min(max(points, self.start), self.end)
        return (inside - self.start) / (self.end - self.start) * width


@dataclass(frozen=True, slots=True)
class Reading:
    """What one hull shows, in unrounded points; None where there is nothing to show."""

    best: float
    worst: float
    inherent: float
    level: str
    """Name of the worst case's level; its colour is the colour called "level"."""
    appetite: float | None = None
    other: float | None = None
    """Appetite of another class that is passed by more: a second, smaller mark."""
    inherent_best: float | None = None
    """Set where open exposure answers leave the inherent risk undecided: drawn as a dashed deck."""
    was: float | None = None
    target: float | None = None
    gate: float | None = None
    """Start of the band at which a gate holds the level, where that is above the worst case."""


@dataclass(frozen=True, slots=True)
class Pen:
    """Measures of one drawing, in the painter's own unit (px on screen, pt on paper)."""

    half: float
    """Half the height of the hull's body."""
    row: float
    """Height of the band lines; 0 when the painter draws them once for all rows."""
    outline: float
    deck: float
    deck_half: float
    hatch: float
    deep_hatch: float
    pitch: float
    waterline: float
    waterline_half: float
    keyline: float
    mark: float
    mark_half: float
    ring: float
    near: float
    """A waterline closer to the mark than this makes the ring step up."""
    keel: float
    """The least water that is ever shown."""
    chevron: float = 0.0
    """Size of the sign at a value outside the axis; 0 for none."""


def screen_pen(row: float) -> Pen:
    """Give the measures for a row on screen, in logical px; 24 in lists, 36 in panels, 96 in help."""
    k = row / 24
    large = row >= 48
    return Pen(
        half=6 * k,
        row=row,
        outline=1.25,
        deck=2.0,
        deck_half=8 * k,
        hatch=2.7 if large else 1.7,
        deep_hatch=2.7 if large else 1.7,
        pitch=8.0 if large else 5.0,
        waterline=3.0,
        waterline_half=9 * k,
        keyline=1.0,
        mark=1.6,
        mark_half=(9 if large else 11) * k,
        ring=(3.9 if large else 4.6) * k,
        near=9 * k,
        keel=4.0,
    )


PAPER = Pen(
    half=5.0,
    row=0.0,
    outline=0.7,
    deck=1.3,
    deck_half=6.7,
    hatch=0.95,
    deep_hatch=1.4,
    pitch=2.7,
    waterline=1.9,
    waterline_half=7.8,
    keyline=0.8,
    mark=1.1,
    mark_half=8.4,
    ring=2.9,
    near=7.0,
    keel=3.0,
    chevron=3.0,
)
"""Measures in pt for a hull in a table of the report."""


class Body(NamedTuple):
    """The ship's side: a rectangle whose left end is round (`radius`, at most half its width)."""

    left: float
    right: float
    half: float
    radius: float


class Span(NamedTuple):
    """A solid part of the body from `left` to `right`, its full height; clip it to the body."""

    role: Role
    left: float
    right: float
    colour: Colour


class Hatch(NamedTuple):
    """Diagonal lines (x1, y1, x2, y2) between `left` and `right`; clip them to these and to the body."""

    role: Role
    left: float
    right: float
    colour: Colour
    width: float
    lines: tuple[tuple[float, float, float, float], ...]


class Outline(NamedTuple):
    """The body's edge as a stroke."""

    role: Role
    colour: Colour
    width: float


class Line(NamedTuple):
    """A straight stroke; `dash` is on, off in the painter's unit (empty: solid), `round_ends` its caps."""

    role: Role
    x1: float
    y1: float
    x2: float
    y2: float
    width: float
    colour: Colour
    dash: tuple[float, ...] = ()
    round_ends: bool = False


class Ring(NamedTuple):
    """A circle stroked in `colour`, filled with `fill`."""

    role: Role
    x: float
    y: float
    radius: float
    width: float
    colour: Colour
    fill: Colour


class Polygon(NamedTuple):
    """A filled shape with straight edges."""

    role: Role
    corners: tuple[tuple[float, float], ...]
    colour: Colour


Shape = Span | Hatch | Outline | Line | Ring | Polygon


class Hull(NamedTuple):
    """One hull, ready to paint: `shapes` from the back to the front."""

    body: Body
    shapes: tuple[Shape, ...]
    stepped_up: bool
    """Whether the ring stands at the top edge because waterline and mark are close."""


def axis_of(method: Method) -> Axis:
    """Give the axis with the band lines of a method."""
    return Axis(bands=tuple(band.start * 10 for band in method.bands[1:]))


def reading_of(item: ScenarioScore, method: Method) -> Reading:
    """Turn a scenario's score into what its hull shows: the class that decides, in points."""
    starts = {band.name: band.start * 10 for band in method.bands}
    exceeded = item.exceeded
    inherent_open = item.inherent.best < item.inherent.worst - 1e-9
    return Reading(
        best=item.residual.best * 10,
        worst=item.residual.worst * 10,
        inherent=item.inherent.worst * 10,
        level=item.worst_level,
        appetite=item.decisive.appetite * 10,
        other=exceeded.appetite * 10 if exceeded and exceeded is not item.decisive else None,
        inherent_best=item.inherent.best * 10 if inherent_open else None,
        gate=starts[item.worst_level] if item.held else None,
    )


def hull(reading: Reading, width: float, pen: Pen, axis: Axis | None = None) -> Hull:
    """Lay out one hull, `width` wide."""
    axis = axis or Axis()
    body = _body(reading, width, pen, axis)
    near = (
        reading.appetite is not None
        and abs(axis.at(reading.appetite, width) - _waterline(reading, width, pen, axis)) < pen.near
    )
    mark = tuple(_mark(reading, width, pen, axis, stepped_up=near))
    waterline = tuple(_waterline_shapes(reading, width, pen, axis))
    front = (*waterline, *mark) if near else (*mark, *waterline)
    shapes = (
        *_bands(width, pen, axis),
        Span("inside", body.left, body.right, "surface"),
        *_water(reading, width, pen, axis),
        Outline("outline", "ink3", pen.outline),
        *_decks(reading, width, pen, axis),
        *_ghosts(reading, width, pen, axis),
        *front,
        *_beyond(reading, width, pen, axis),
    )
    return Hull(body, shapes, near)


def _body(reading: Reading, width: float, pen: Pen, axis: Axis) -> Body:
    right = max(axis.at(reading.inherent, width), _waterline(reading, width, pen, axis))
    return Body(0.0, right, pen.half, min(pen.half, right / 2))


def _waterline(reading: Reading, width: float, pen: Pen, axis: Axis) -> float:
    return max(axis.at(reading.worst, width), pen.keel)


def _bands(width: float, pen: Pen, axis: Axis) -> Iterator[Shape]:
    for band in axis.bands if pen.row else ():
        x = axis.at(band, width)
        yield Line("band", x, -pen.row / 2, x, pen.row / 2, 1.0, "line")


def _water(reading: Reading, width: float, pen: Pen, axis: Axis) -> Iterator[Shape]:
    worst = _waterline(reading, width, pen, axis)
    best = min(max(axis.at(reading.best, width), pen.keel), worst)
    mark = min([width, *(axis.at(each, width) for each in (reading.appetite, reading.other) if each is not None)])
    if min(best, mark) > 0:
        yield Span("water", 0.0, min(best, mark), "water")
    if best > mark:
        yield Span("deep", mark, best, "level")
    if best < mark and best < worst:
        yield _hatch("hatch", best, min(mark, worst), "water", pen.hatch, pen)
    if worst > mark and best < worst:
        yield _hatch("deep-hatch", max(mark, best), worst, "level", pen.deep_hatch, pen)


def _hatch(role: Role, left: float, right: float, colour: Colour, width: float, pen: Pen) -> Hatch:
    step = pen.pitch * sqrt(2)
    reach = 2 * pen.half + width
    first = int((left - reach) // step)
    last = int((right + width) // step) + 1
    lines = tuple(
        (number * step, pen.half + width / 2, number * step + reach, -pen.half - width / 2)
        for number in range(first, last + 1)
    )
    return Hatch(role, left, right, colour, width, lines)


def _decks(reading: Reading, width: float, pen: Pen, axis: Axis) -> Iterator[Shape]:
    x = axis.at(reading.inherent, width)
    yield Line("deck", x, -pen.deck_half, x, pen.deck_half, pen.deck, "ink3", round_ends=True)
    if reading.inherent_best is not None:
        best = axis.at(reading.inherent_best, width)
        yield Line("deck-best", best, -pen.deck_half, best, pen.deck_half, pen.deck * 0.75, "ink3", (2.0, 1.6))


def _ghosts(reading: Reading, width: float, pen: Pen, axis: Axis) -> Iterator[Shape]:
    high = pen.waterline_half
    if reading.was is not None:
        x = axis.at(reading.was, width)
        yield Line("was", x, -high, x, high, pen.waterline / 2, "ink", (2.0, 2.0))
    if reading.target is not None:
        x = max(axis.at(reading.target, width), pen.keel)
        size = pen.half * 0.6
        yield Line("target", x, -high, x, high, pen.waterline * 2 / 3, "ink", (3.0, 2.5))
        yield Polygon("target", ((x - size, -high - size), (x + size, -high - size), (x, -high + size / 3)), "ink")
    if reading.gate is not None and reading.gate > reading.worst:
        yield from _gate(_waterline(reading, width, pen, axis), axis.at(reading.gate, width), pen)


def _gate(start: float, end: float, pen: Pen) -> Iterator[Shape]:
    y = pen.waterline_half + pen.half * 0.35
    tip = pen.half * 0.55
    yield Line("gate", end, -pen.waterline_half, end, y, pen.waterline / 2, "ink", (1.5, 1.5))
    yield Line("gate", start, y, max(end - tip, start), y, pen.waterline / 2, "ink")
    yield Polygon("gate", ((end - tip, y - tip * 0.6), (end, y), (end - tip, y + tip * 0.6)), "ink")


def _mark(reading: Reading, width: float, pen: Pen, axis: Axis, *, stepped_up: bool) -> Iterator[Shape]:
    if reading.other is not None:
        yield from _small_mark(axis.at(reading.other, width), pen)
    if reading.appetite is None:
        return
    x = axis.at(reading.appetite, width)
    yield Line("mark", x, -pen.mark_half, x, pen.mark_half, pen.mark, "ink")
    yield Ring("mark", x, -pen.half if stepped_up else 0.0, pen.ring, pen.mark, "ink", "surface")


def _small_mark(x: float, pen: Pen) -> Iterator[Shape]:
    yield Line("mark", x, -pen.mark_half * SMALL, x, pen.mark_half * SMALL, pen.mark, "ink")
    yield Ring("mark", x, 0.0, pen.ring * SMALL, pen.mark, "ink", "surface")


def _waterline_shapes(reading: Reading, width: float, pen: Pen, axis: Axis) -> Iterator[Shape]:
    x = _waterline(reading, width, pen, axis)
    high = pen.waterline_half
    yield Line("keyline", x, -high, x, high, pen.waterline + 2 * pen.keyline, "surface")
    yield Line("waterline", x, -high, x, high, pen.waterline, "ink")


def _beyond(reading: Reading, width: float, pen: Pen, axis: Axis) -> Iterator[Shape]:
    size = pen.chevron
    if size and max(reading.worst, reading.inherent) > axis.end:
        yield Line("beyond", width + size, -size, width + 2 * size, 0, pen.outline * 1.5, "ink")
        yield Line("beyond", width + 2 * size, 0, width + size, size, pen.outline * 1.5, "ink")
    if size and reading.worst < axis.start:
        yield Line("beyond", -size, -size, -2 * size, 0, pen.outline * 1.5, "ink")
        yield Line("beyond", -2 * size, 0, -size, size, pen.outline * 1.5, "ink")
