"""A figure with what is still open in it, from the best case to the worst."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Range:
    """Best and worst case over every answer that is still open; best <= worst. Decades, unless it says otherwise."""

    best: float
    worst: float
