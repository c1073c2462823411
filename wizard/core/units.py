"""Decades to points: one point is a tenth of a decade, so +3 points is a factor of two."""

import math


def points(risk: float) -> int:
    """Round decades to points, half up, for showing only. A hair of float dust does not count as below the half."""
    return math.floor(round(risk * 10, 9) + 0.5)
