"""The width of a place in; how the list, the cards and the hulls share it out."""

from dataclasses import dataclass

SIDE_BY_SIDE = 944
"""Place width (window less rail) from which the cards and the hulls stand side by side."""
ROOMY = SIDE_BY_SIDE + 256
WIDE = 1520


@dataclass(frozen=True, slots=True)
class Columns:
    """Widths of the list (0: it opens over the cards) and of the hulls; `beside`: the hulls take room of their own."""

    left: int
    right: int
    beside: bool


def columns(wide: int) -> Columns:
    """Share a width out."""
    if wide >= WIDE:
        return Columns(264, 440, beside=True)
    if wide >= ROOMY:
        return Columns(248, 360, beside=True)
    return Columns(0, 300, beside=wide >= SIDE_BY_SIDE)
