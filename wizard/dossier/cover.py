"""A sealed file and the score of its record in; what its cover and its properties say otherwise out, as one sentence."""

from collections.abc import Iterator

from wizard import signing
from wizard.core.scoring import Score, points
from wizard.core.sentences import number
from wizard.pages import Sight, word_sight

SENTENCE_HEIGHT = 8.0
"""Points that the tallest letter of the verdict has at least, whatever the paper."""
NUMBER_HEIGHT = 4.5
RECORD_HEIGHT = 3.5


def difference(judgement: signing.Judgement, found: Score, data: bytes) -> str:
    """Say how the cover differs from the record; empty when a reader sees there what the record gives."""
    return _in_properties(judgement, found) or next(_on_paper(judgement, found, data), "")


def _in_properties(judgement: signing.Judgement, found: Score) -> str:
    right = {
        "worst": str(points(found.overall.worst)),
        "best": str(points(found.overall.best)),
        "level": found.worst_level,
        "record": judgement.record_sha256,
    }
    for key, expected in right.items():
        said = judgement.result.get(key, "nothing")
        if said != expected:
            return f"The file's properties say {said} for {key}, the record gives {expected}."
    return ""


def _on_paper(judgement: signing.Judgement, found: Score, data: bytes) -> Iterator[str]:
    digits = judgement.record_sha256[:16]
    record = "Record " + " ".join(digits[start : start + 4] for start in range(0, 16, 4))
    seen = word_sight(data, 0, record, RECORD_HEIGHT)
    if seen == "absent":
        yield "The cover names another record than the one inside."
    yield from _unseen(seen, record)
    level = found.worst_level
    sights = [word_sight(data, 0, words, SENTENCE_HEIGHT) for words in _verdicts(found)]
    if "seen" not in sights:
        if "hidden" not in sights:
            yield f"The cover does not say {level}, which the record gives."
        yield from _unseen("hidden", level)
    if not found.scenarios:
        return
    figure = f"{number(found.overall.worst)} residual, worst case"
    seen = word_sight(data, 0, figure, NUMBER_HEIGHT)
    if seen == "absent":
        yield f"The cover does not say {level} {number(found.overall.worst)}, which the record gives."
    yield from _unseen(seen, figure)


def _unseen(seen: Sight, words: str) -> Iterator[str]:
    if seen == "hidden":
        yield f"The cover holds the words {words!r}, but not so that a reader sees them."


def _verdicts(found: Score) -> tuple[str, ...]:
    """Give the ways in which a cover states its level; one of them must be seen there."""
    worst, best = found.worst_level, found.best_level
    side = "over" if any(item.over for item in found.scenarios) else "within"
    return (f"{worst}, and {side} appetite", f"the worst case is {worst}.", f"between {best} and {worst}.")
