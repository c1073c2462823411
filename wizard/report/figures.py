"""A risk's numbers in, the operators that draw its hull out; and the small parts that several figures share."""

from math import ceil, floor, sqrt

from wizard.core.hull import (
    PAPER,
    Axis,
    Body,
    Hatch,
    Hull,
    Outline,
    Pen,
    Polygon,
    Reading,
    Ring,
    Shape,
    Span,
    hull,
)
from wizard.report import ink
from wizard.report.ink import number
from wizard.report.lines import measure
from wizard.report.sheet import Flow
from wizard.report.tagging import ARTIFACT
from wizard.report.type import Style

AXIS_LABEL = Style("sans", 7.4, 9, "ink2")


def hull_drawing(reading: Reading, width: float, axis: Axis, pen: Pen = PAPER) -> str:
    """Draw one hull, its left end at the origin, its middle at y = 0."""
    made = hull(reading, width, pen, axis)
    return " ".join(_shape(shape, made, reading.level) for shape in made.shapes)


def _shape(shape: Shape, made: Hull, level: str) -> str:
    if isinstance(shape, Span):
        return _clipped(made.body, shape.left, shape.right, _area(shape, made.body, level))
    if isinstance(shape, Hatch):
        return _clipped(made.body, shape.left, shape.right, _hatch(shape, level))
    if isinstance(shape, Outline):
        return f"q {ink.stroke(shape.colour)} {number(shape.width)} w {_body(made.body)} S Q"
    colour = _colour(shape.colour, level)
    if isinstance(shape, Ring):
        return ink.ring(shape.x, -shape.y, shape.radius, shape.width, colour, shape.fill)
    if isinstance(shape, Polygon):
        return ink.polygon([(x, -y) for x, y in shape.corners], colour)
    draw = ink.round_line if shape.round_ends else ink.line
    return draw(shape.x1, -shape.y1, shape.x2, -shape.y2, shape.width, colour, shape.dash)


def _colour(colour: str, level: str) -> str:
    return ink.level_colour(level) if colour == "level" else colour


def _area(shape: Span, body: Body, level: str) -> str:
    return ink.area(shape.left, -body.half, shape.right - shape.left, 2 * body.half, _colour(shape.colour, level))


def _hatch(shape: Hatch, level: str) -> str:
    colour = "water-line" if shape.colour == "water" else _colour(shape.colour, level)
    strokes = " ".join(f"{number(x1)} {number(-y1)} m {number(x2)} {number(-y2)} l" for x1, y1, x2, y2 in shape.lines)
    return f"{ink.stroke(colour)} {number(shape.width)} w {strokes} S"


def hatched(  # a rectangle, its lines and their distance
    x: float, y: float, width: float, height: float, colour: str, pen: float, gap: float
) -> str:
    """Hatch a rectangle whose lower left corner is (x, y)."""
    if height <= 0 or width <= 0:
        return ""
    step = gap * sqrt(2)
    first = floor((x - height - pen) / step)
    last = ceil((x + width + pen) / step)
    reach = height + 2 * pen
    strokes = " ".join(
        f"{number(i * step)} {number(y - pen)} m {number(i * step + reach)} {number(y - pen + reach)} l"
        for i in range(first, last + 1)
    )
    box = f"{number(x)} {number(y)} {number(width)} {number(height)} re W n"
    return f"q {box} {ink.stroke(colour)} {number(pen)} w {strokes} S Q"


def _clipped(body: Body, left: float, right: float, operators: str) -> str:
    box = f"{number(left)} {number(-body.half)} {number(right - left)} {number(2 * body.half)} re W n"
    return f"q {_body(body)} W n {box} {operators} Q"


def _body(body: Body) -> str:
    r, c, h = body.radius, body.radius * (1 - ink.ROUND), body.half
    left, right = body.left, body.right
    corner = h - r
    n = number
    return (
        f"{n(right)} {n(-h)} m {n(right)} {n(h)} l {n(left + r)} {n(h)} l "
        f"{n(left + c)} {n(h)} {n(left)} {n(corner + r - c)} {n(left)} {n(corner)} c {n(left)} {n(-corner)} l "
        f"{n(left)} {n(-corner - r + c)} {n(left + c)} {n(-h)} {n(left + r)} {n(-h)} c h"
    )


def level_heads(flow: Flow, axis: Axis, names: tuple[str, ...], x: float, width: float, y: float) -> None:
    """Set the words of the levels, with their shapes, over a column of hulls."""
    starts = (axis.start, *axis.bands)
    for name, start in zip(names, starts, strict=True):
        at = x + axis.at(start, width) + 4
        flow.draw(ink.level_shape(name, at + 1, 0, 3.2), 0, y + 5, ARTIFACT)
        flow.words(name, Style("semi", 7.8, 10, ink.level_colour(name)), at + 7, y, ARTIFACT)


def band_lines(flow: Flow, axis: Axis, x: float, width: float, y: float, height: float) -> None:
    """Draw the edges of the bands through all rows."""
    marks = [x + axis.at(band, width) for band in axis.bands]
    flow.draw(" ".join(ink.line(at, 0, at, -height, 0.5, "rule") for at in marks), 0, y, ARTIFACT)


def scale(flow: Flow, axis: Axis, x: float, width: float, y: float) -> None:
    """Set the axis below a column of hulls."""
    for value in range(int(axis.start), int(axis.end) + 1, 10):
        at = x + axis.at(value, width)
        text = str(value).replace("-", "−")
        flow.draw(ink.line(at, 0, at, -3, 0.5, "ink3"), 0, y, ARTIFACT)
        flow.words(text, AXIS_LABEL, at - measure(text, AXIS_LABEL) / 2, y + 3, ARTIFACT)


def hull_key(flow: Flow, y: float) -> None:
    """Set the key to a column of hulls in one line."""
    style = Style("sans", 7.8, 10)
    x = 0.0
    parts = (
        ("certain", ink.area(0, -3, 17, 7, "water"), 17.0),
        ("open", hatched(0, -3, 17, 7, "water-line", 0.95, 2.7), 17.0),
        ("worst case", ink.line(2, -5, 2, 6, 1.9, "ink"), 4.0),
        ("taken away", ink.frame(0, -3, 17, 7, 0.7, "ink3"), 17.0),
        ("appetite", ink.mark(4, 0.5, 2.9, 1.1, 6), 8.0),
        ("too deep", ink.area(0, -3, 8.5, 7, "High") + " " + hatched(8.5, -3, 8.5, 7, "High", 1.4, 2.7), 17.0),
    )
    for label, operators, width in parts:
        flow.draw(operators, x, y + 5, ARTIFACT)
        flow.words(label, style, x + width + 4, y, ARTIFACT)
        x += width + 8 + measure(label, style) + 12
    told = "10 points more = ten times the risk"
    italic = Style("sans-it", 7.8, 10, "ink2")
    flow.right(told, italic, 482, y, ARTIFACT)
