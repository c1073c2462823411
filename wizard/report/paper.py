"""The name of a paper in; its measures in points out. The type area is the same on both, so page numbers are too."""

from dataclasses import dataclass

from wizard.report.content import PaperName

WIDTH = 482.0
HEIGHT = 672.0
SIDE = 112.0
GUTTER = 16.0
MAIN_X = SIDE + GUTTER
MAIN = WIDTH - MAIN_X
LINE = 14.0


@dataclass(frozen=True, slots=True)
class Paper:
    """One sheet. `left` and `top` place the type area; head and foot are distances from the sheet's edges."""

    width: float
    height: float
    left: float
    top: float
    head: float
    head_rule: float
    foot: float


PAPERS: dict[PaperName, Paper] = {
    "A4": Paper(595.28, 841.89, 56.64, 92.0, 50.0, 57.0, 46.0),
    "Letter": Paper(612.0, 792.0, 65.0, 66.0, 36.0, 43.0, 32.0),
}
