"""The signed part and the whole file in; the first page that looks different out, drawn in a process of its own."""

import json
import subprocess
import sys
from contextlib import closing
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import islice, takewhile, zip_longest

from wizard.dossier import child
from wizard.errors import UserError
from wizard.pages import page_images, page_text

SECONDS = 30
"""Fifty pages take six; the window waits for it when it is closed."""
WIDTH = 900
TEXT = 4000
PLACES, LONGEST = 5, 200
READ = 600
"""Words that are compared from the first that differs on; more take long where a page repeats itself on purpose."""
COMMAND = "compare-worker"
Picture = tuple[int, int, bytes]
Box = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class Difference:
    """The first page (from 0) that looks different. A page that one of them lacks is None; `box` frames what differs."""

    number: int
    signed: Picture | None
    now: Picture | None
    box: Box = (0, 0, 0, 0)
    texts: tuple[str, str] = ("", "")
    words: tuple[tuple[str, str], ...] = ()
    """The first words that differ, as signed and as they are now; empty is nothing."""


def compare(signed: bytes, now: bytes) -> Difference | None:
    """Find the first page that looks different; None when none does. Raises UserError when they cannot be drawn."""
    sizes = b"%d %d\n" % (len(signed), len(now))
    try:
        done = child.answer(COMMAND, sizes + signed + now, SECONDS)
        done.check_returncode()
        return _read(done.stdout)
    except (subprocess.SubprocessError, ValueError, KeyError, TypeError, OSError) as error:
        raise UserError("The pages of this file cannot be drawn.", "The seal was judged without them.") from error


def run_worker() -> int:
    """Compare what comes on standard input. The other half of `compare`."""
    child.limit(SECONDS)
    source = sys.stdin.buffer
    first, second = (int(size) for size in source.readline().split())
    found = first_difference(source.read(first), source.read(second))
    head = None
    pictures: list[Picture] = []
    if found is not None:
        pictures = [picture for picture in (found.signed, found.now) if picture is not None]
        head = {
            "number": found.number,
            "sizes": [picture and picture[:2] for picture in (found.signed, found.now)],
            "box": found.box,
            "texts": found.texts,
            "words": found.words,
        }
    sys.stdout.buffer.write(json.dumps(head).encode() + b"\n" + b"".join(picture[2] for picture in pictures))
    return 0


def first_difference(signed: bytes, now: bytes) -> Difference | None:
    """Find it in this process; use `compare` for strangers' files."""
    with closing(page_images(signed, WIDTH)) as first, closing(page_images(now, WIDTH)) as second:
        for number, (before, after) in enumerate(zip_longest(first, second)):
            if before != after:
                said, says = _text(signed, number, before), _text(now, number, after)
                words = words_that_differ(said, says) if before and after else ()
                return Difference(number, before, after, _box(before, after), (said[:TEXT], says[:TEXT]), words)
    return None


def _text(pdf: bytes, number: int, picture: Picture | None) -> str:
    return page_text(pdf, number) if picture is not None else ""


def words_that_differ(signed: str, now: str) -> tuple[tuple[str, str], ...]:
    """Give the first few places in which two texts of a page differ: the words as signed, and the words as they are now."""
    before, after = signed.split(), now.split()
    same = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(before, after, strict=False)))
    cut = max(len(before), len(after)) > same + READ
    steps = SequenceMatcher(None, before[same : same + READ], after[same : same + READ]).get_opcodes()
    steps = steps[:-1] if cut and len(steps) > 1 else steps  # what ends at the cut may go on behind it
    places = (
        (before[same + left : same + right], after[same + start : same + end])
        for kind, left, right, start, end in steps
        if kind != "equal"
    )
    return tuple((" ".join(one)[:LONGEST], " ".join(other)[:LONGEST]) for one, other in islice(places, PLACES))


def _box(before: Picture | None, after: Picture | None) -> Box:
    """Frame what differs: left, top, right, bottom in pixels; nothing where the sizes differ."""
    if before is None or after is None or before[:2] != after[:2]:
        return (0, 0, 0, 0)
    across = before[0] * 4
    lines = [
        (at, before[2][at * across : (at + 1) * across], after[2][at * across : (at + 1) * across])
        for at in range(before[1])
    ]
    changed = [line for line in lines if line[1] != line[2]]
    left = min(_agree(one, other) for _, one, other in changed) // 4
    right = before[0] - min(_agree(one[::-1], other[::-1]) for _, one, other in changed) // 4
    return (left, changed[0][0], right, changed[-1][0] + 1)


def _agree(one: bytes, other: bytes) -> int:
    """Count how many bytes at the start are the same."""
    apart = int.from_bytes(one, "big") ^ int.from_bytes(other, "big")
    return len(one) - (apart.bit_length() + 7) // 8


def _read(answer: bytes) -> Difference | None:
    line, _, rest = answer.partition(b"\n")
    head = json.loads(line)
    if head is None:
        return None
    pictures: list[Picture | None] = []
    for size in head["sizes"]:
        if size is None:
            pictures.append(None)
            continue
        length = size[0] * size[1] * 4
        rows, rest = rest[:length], rest[length:]
        if len(rows) != length:
            raise ValueError("a picture is not whole")
        pictures.append((size[0], size[1], rows))
    left, top, right, bottom = head["box"]
    said, says = head["texts"]
    words = tuple((str(one), str(other)) for one, other in head["words"])
    return Difference(head["number"], pictures[0], pictures[1], (left, top, right, bottom), (said, says), words)
