"""How far the drawing of a report is, from 0 to 1, on its way to whoever waits for it."""

from collections.abc import Callable

Watch = Callable[[float], None]
"""Told how much is done; what it raises ends the work, and nothing was written."""


def nobody(_done: float) -> None:
    """Watch nothing."""


def part(watch: Watch, start: float, end: float) -> Watch:
    """Tell of one part of the work as of its share of the whole."""
    return lambda done: watch(start + (end - start) * done)
