"""Lines, areas and shapes in; the operators of a page's content out. y runs up, as on paper."""

from collections.abc import Iterable
from functools import lru_cache

COLOURS = {
    "ink": "#13212C",
    "ink2": "#45535F",
    "ink3": "#5F6C78",
    "accent": "#0B4F78",
    "water": "#5497C2",
    "water-line": "#3B7FAC",
    "surface": "#FFFFFF",
    "line": "#A9B6C0",
    "rule": "#A9B6C0",
    "hair": "#DCE2E6",
    "deep": "#083B5A",
    "taken": "#CBDEEB",
    "tint": "#EAF1F6",
    "band-1": "#F4F7F9",
    "band-2": "#EAF0F4",
    "band-3": "#DFE8EE",
    "open": "#5A6977",
    "Very low": "#5A6977",
    "Low": "#1A7259",
    "Moderate": "#7D5A00",
    "High": "#B2420A",
    "Critical": "#8C1036",
}
LEVELS = ("Very low", "Low", "Moderate", "High", "Critical")
ROUND = 0.5523


def level_colour(level: str) -> str:
    """Give a level's colour name; a method's own words are drawn in ink."""
    return level if level in LEVELS else "ink"


@lru_cache(maxsize=16_384)
def number(value: float) -> str:
    """Write a coordinate, short; most are written many times."""
    return f"{value:.2f}".rstrip("0").rstrip(".") if value else "0"


def rgb(colour: str) -> str:
    """Write a colour's three parts."""
    code = COLOURS[colour]
    return " ".join(number(int(code[i : i + 2], 16) / 255) for i in (1, 3, 5))


_FILL = {name: rgb(name) + " rg" for name in COLOURS}
_STROKE = {name: rgb(name) + " RG" for name in COLOURS}


def fill(colour: str) -> str:
    """Set the colour of areas and text."""
    return _FILL[colour]


def stroke(colour: str) -> str:
    """Set the colour of lines."""
    return _STROKE[colour]


def line(x1: float, y1: float, x2: float, y2: float, width: float, colour: str, dash: Iterable[float] = ()) -> str:
    """Draw a straight line."""
    pattern = " ".join(map(number, dash))
    points = f"{number(x1)} {number(y1)} m {number(x2)} {number(y2)} l S"
    return f"q {_STROKE[colour]} {number(width)} w [{pattern}] 0 d {points} Q"


def round_line(
    x1: float, y1: float, x2: float, y2: float, width: float, colour: str, dash: Iterable[float] = ()
) -> str:
    """Draw a straight line with round ends."""
    return f"q 1 J {line(x1, y1, x2, y2, width, colour, dash)} Q"


def area(x: float, y: float, width: float, height: float, colour: str) -> str:
    """Fill a rectangle, (x, y) its lower left corner."""
    return f"q {_FILL[colour]} {number(x)} {number(y)} {number(width)} {number(height)} re f Q"


def frame(
    x: float,
    y: float,
    width: float,
    height: float,
    pen: float,
    colour: str,
    dash: Iterable[float] = (),
    ground: str = "",
) -> str:
    """Stroke a rectangle, on a ground if one is named."""
    pattern = " ".join(map(number, dash))
    inside = f"{_FILL[ground]} " if ground else ""
    box = f"{number(x)} {number(y)} {number(width)} {number(height)} re {'B' if ground else 'S'}"
    return f"q {inside}{_STROKE[colour]} {number(pen)} w [{pattern}] 0 d {box} Q"


def circle_path(x: float, y: float, radius: float) -> str:
    """Write a circle as four curves."""
    r, c = radius, radius * ROUND
    corners = (
        (x + r, y + c, x + c, y + r, x, y + r),
        (x - c, y + r, x - r, y + c, x - r, y),
        (x - r, y - c, x - c, y - r, x, y - r),
        (x + c, y - r, x + r, y - c, x + r, y),
    )
    curves = " ".join(" ".join(map(number, points)) + " c" for points in corners)
    return f"{number(x + r)} {number(y)} m {curves}"


def disc(x: float, y: float, radius: float, colour: str) -> str:
    """Fill a circle."""
    return f"q {_FILL[colour]} {circle_path(x, y, radius)} f Q"


def ring(x: float, y: float, radius: float, pen: float, colour: str, ground: str = "", dash: str = "") -> str:
    """Stroke a circle, on a ground if one is named."""
    inside = f"{_FILL[ground]} " if ground else ""
    return f"q {inside}{_STROKE[colour]} {number(pen)} w [{dash}] 0 d {circle_path(x, y, radius)} {'B' if ground else 'S'} Q"


def polygon(corners: Iterable[tuple[float, float]], colour: str) -> str:
    """Fill a shape with straight edges."""
    return f"q {_FILL[colour]} {polygon_path(corners)} f Q"


def polygon_path(corners: Iterable[tuple[float, float]]) -> str:
    """Write the outline of a shape with straight edges."""
    points = [f"{number(x)} {number(y)}" for x, y in corners]
    return f"{points[0]} m {' l '.join(points[1:])} l h"


def level_shape(level: str, x: float, y: float, radius: float) -> str:
    """Draw a level's shape around (x, y); shapes grow corners as the level grows."""
    if level == "Low":
        return disc(x, y, radius * 0.8, "Low")
    if level == "Moderate":
        r = radius * 1.18
        return polygon(((x - r, y), (x, y + r), (x + r, y), (x, y - r)), "Moderate")
    if level == "High":
        r = radius * 1.2
        return polygon(((x - r, y - r * 0.8), (x + r, y - r * 0.8), (x, y + r * 0.92)), "High")
    if level == "Critical":
        r, c = radius * 1.16, radius * 1.16 * 0.4142
        return polygon(
            ((x - c, y + r), (x + c, y + r), (x + r, y + c), (x + r, y - c),
             (x + c, y - r), (x - c, y - r), (x - r, y - c), (x - r, y + c)), "Critical",
        )  # fmt: skip
    return ring(x, y, radius * 0.85, 1.1, "open")


def open_shape(x: float, y: float, radius: float) -> str:
    """Draw the dashed ring of what is asked and not answered."""
    return ring(x, y, radius * 0.9, 0.9, "open", dash="1.4 1.2")


def mark(x: float, y: float, radius: float, pen: float, reach: float, *, upright: bool = True) -> str:
    """Draw the mark: a ring crossed by a line that runs on to both sides."""
    across = (x, y - reach, x, y + reach) if upright else (x - reach, y, x + reach, y)
    return f"{line(*across, pen, 'ink')} {ring(x, y, radius, pen, 'ink', 'surface')}"
