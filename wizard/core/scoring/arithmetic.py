"""The arithmetic of controls: failures in groups, and each control's exact part of it."""

from collections.abc import Sequence
from functools import lru_cache
from itertools import combinations
from math import factorial, fsum, log10, prod

LARGEST_GROUP = 8


def group_failure(beta: float, failures: Sequence[float]) -> float:
    """Give Q = beta*min(q) + (1-beta)*prod(q) of controls that can fail together; 1 when there are none."""
    if not failures:
        return 1.0
    return beta * min(failures) + (1 - beta) * prod(sorted(failures))


def decades(factor: float) -> float:
    """Turn a multiplier into decades."""
    return log10(factor)


@lru_cache(maxsize=4096)
def shapley(beta: float, failures: tuple[float, ...]) -> tuple[float, ...]:
    """Split log10 Q of one group exactly over its controls, in decades <= 0.

    Raises ValueError above 8 controls: the exact value takes 2^n evaluations.
    """
    size = len(failures)
    if size > LARGEST_GROUP:
        raise ValueError(f"a group of {size} controls is too large to split exactly; at most {LARGEST_GROUP}")
    worth = {
        members: decades(group_failure(beta, [failures[i] for i in members]))
        for count in range(size + 1)
        for members in combinations(range(size), count)
    }
    return tuple(_part(worth, index, size) for index in range(size))


def _part(worth: dict[tuple[int, ...], float], index: int, size: int) -> float:
    others = [i for i in range(size) if i != index]
    terms = []
    for count in range(size):
        share = factorial(count) * factorial(size - count - 1) / factorial(size)
        for members in combinations(others, count):
            joined = tuple(sorted((*members, index)))
            terms.append(share * (worth[joined] - worth[members]))
    return fsum(terms)
