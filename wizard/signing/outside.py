"""Bytes in, what can be said of them before any parser reads them: size, start, end, and where a seal claims to reach."""

import re
from itertools import islice

from wizard.signing.values import Outcome

LARGEST = 50_000_000
_END = re.compile(rb"startxref[ \r\n]{1,4}\d{1,10}[ \r\n]{1,4}%%EOF(?:\r\n|\r|\n)?\Z")
_RANGE = re.compile(rb"/ByteRange\s{0,99}\[\s{0,99}0\s+(\d{1,9})\s+(\d{1,9})\s+(\d{1,9})\s{0,99}\]")
_MOST_TRIED = 4
MARK = "Plimsoll"  # the program that signed, in the signature's own words
_MARKS = (b"/Name /Plimsoll", b"/PlimsollResult")


class RefusedError(Exception):
    """The bytes are not a sealed report that stands: which outcome that is, and why."""

    def __init__(self, outcome: Outcome, reason: str, *, vague: bool = False) -> None:
        """Keep all; `vague` is a reason that anything better known of the file may replace."""
        super().__init__(reason)
        self.vague = vague
        self.outcome: Outcome = outcome
        self.reason = reason


def foreign(what: str) -> RefusedError:
    """Say what a file holds that no report of this program holds."""
    return RefusedError("not-ours", f"It is signed, but it holds what no report of this program holds: {what}.")


def check_start(data: bytes) -> None:
    """Refuse what is no PDF, or too much of one."""
    if not data:
        raise RefusedError("unreadable", "The file is empty.")
    if len(data) > LARGEST:
        raise RefusedError("unreadable", "The file is larger than 50 MB, more than a report can be.")
    if not data.startswith(b"%PDF-"):
        raise RefusedError("unreadable", "This is not a PDF file.")


def check_end(data: bytes) -> None:
    """Refuse a file that does not end where a PDF ends."""
    if not _END.search(data[-64:]):
        missing = max(sealed_lengths(data), default=0) - len(data)
        if missing > 0:
            raise RefusedError(
                "unreadable", f"The file is incomplete: at least {counted(missing)} of its end cannot be found."
            )
        if claims_seal(data) and b"%%EOF" in data[-1024:]:
            raise RefusedError(
                "changed-after-sealing", "The end of the file is not the end that was sealed.", vague=True
            )
        raise RefusedError("unreadable", "The file is incomplete: it does not end as a PDF ends.")


def sealed_lengths(data: bytes) -> tuple[int, ...]:
    """Return how far each signature claims to reach, longest first; a claim, nothing more."""
    lengths = set()
    for match in _RANGE.finditer(data):
        gap_start, gap_end, rest = (int(number) for number in match.groups())
        if gap_start < gap_end and data[gap_start : gap_start + 1] == b"<":
            lengths.add(gap_end + rest)
    return tuple(sorted(lengths, reverse=True))


def earlier_ends(data: bytes) -> tuple[int, ...]:
    """Return where a sealed file may have ended to which something was added; a few, longest first."""
    ends = (each for each in sealed_lengths(data) if each < len(data) and _END.search(data[max(0, each - 64) : each]))
    return tuple(islice(ends, _MOST_TRIED))


def counted(length: int) -> str:
    """Say a number of bytes."""
    return "1 byte" if length == 1 else f"{length:,} bytes"


def claims_seal(data: bytes) -> bool:
    """Whether the bytes look as if this program had sealed them once."""
    return b"/ByteRange" in data and any(mark in data for mark in _MARKS)
