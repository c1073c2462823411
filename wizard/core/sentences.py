"""A score in; the words for it out: the same in the window, on the command line and on paper."""

from typing import TYPE_CHECKING

from wizard.core.units import points

if TYPE_CHECKING:
    from wizard.core.scoring import Score

MINUS = "\N{MINUS SIGN}"
UNNAMED = "System without a name"


def number(risk: float) -> str:
    """Write a risk (decades) in points, with a true minus."""
    return str(points(risk)).replace("-", MINUS)


def worst_figure(score: "Score") -> str:
    """Write the worst case: "Critical 31"."""
    return f"{score.worst_level} {number(score.overall.worst)}"


def best_figure(score: "Score") -> str:
    """Write the best case: "High 20", or "−2, held at High" where a gate and not the number gives the level."""
    figure = number(score.overall.best)
    return f"{figure}, held at {score.best_level}" if score.best_is_held else f"{score.best_level} {figure}"


def causes(score: "Score") -> str:
    """Say what the range comes from: "29 open, 78 not asked at this depth, some not proven"; empty for none."""
    parts = [f"{len(score.open)} open"] if score.open else []
    parts += [f"{len(score.deeper)} not asked at this depth"] if score.deeper else []
    parts += ["some not proven"] if score.unproven else []
    return ", ".join(parts)


def several(number: int, noun: str) -> str:
    """Write a number of things whose plural ends in s: "1 risk", "44 risks"."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
