"""Rows of the log go in, their hashes and the first one that is wrong come out.

hash = SHA-256 over the canonical JSON (sorted keys, no spaces, ASCII) of
[seq, assessment, question, value, note, who, at, previous]; `previous` is the hash of the row before, "" for the first.
One chain runs through a whole workspace. Every assessment holds the hash and the number of its newest row, so that
rows cut off at the end are missed too.
"""

import json
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass, replace
from json.encoder import encode_basestring_ascii as quoted
from typing import Any

from wizard.core.assessment import Answer, from_plain, plain
from wizard.core.questionnaire import Texts
from wizard.store.hashing import sha256_hex
from wizard.store.trouble import UnsoundError

_encode = json.JSONEncoder(sort_keys=True, separators=(",", ":")).encode

_ASSESSMENTS = (
    "SELECT id, questionnaire, created, changed, sealed, sealed_sha256, archived, head, entries, number, hash"
    " FROM assessments"
)
_LOG = """SELECT seq, assessment, question, value, note, who, at, previous, hash FROM log
WHERE seq > ? ORDER BY seq LIMIT ?"""
_FIRST = -(1 << 63)  # a row before the first one would be an intruder
_PIECE = 1000  # rows that are checked before other threads get their turn


@dataclass(frozen=True, slots=True)
class LogRow:
    """One recorded answer. `value` is canonical JSON of the answer without note, who and at; hashes are hex."""

    seq: int
    question: str
    value: str
    note: str
    who: str
    at: str
    previous: str
    hash: str

    @property
    def answer(self) -> Answer:
        """Give the answer as it was recorded."""
        return replace(from_plain(json.loads(self.value)), note=self.note, who=self.who, at=self.at)


def canonical(value: object) -> str:
    """Write JSON values in the one way that is hashed."""
    return _encode(value)


def stored(answer: Answer) -> tuple[str, str, str, str]:
    """Give value, note, who and at of an answer as the log's columns hold them."""
    parts = plain(answer)
    for key in ("note", "who", "at"):
        parts.pop(key, None)
    return canonical(parts), quoted(answer.note), quoted(answer.who), answer.at


def read(row: tuple[Any, ...]) -> LogRow:
    """Turn the columns seq to hash of a row into a value. Raises ValueError where they are not what `stored` gave."""
    seq, question, value, note, who, at, previous, link = row
    return LogRow(seq, question, value, json.loads(note), json.loads(who), at, previous, link)


def row_hash(seq: int, assessment: str, question: str, columns: tuple[str, str, str, str], previous: str) -> str:
    """Hash one row; `columns` are value, note and who as JSON, and at."""
    value, note, who, at = columns
    text = f"[{seq},{quoted(assessment)},{quoted(question)},{value},{note},{who},{quoted(at)},{quoted(previous)}]"
    return sha256_hex(text.encode("ascii"))


def fingerprint(*parts: str | int) -> str:
    """Hash a row of another table, so that a flipped bit in it shows."""
    return sha256_hex(canonical(parts).encode("ascii"))


def check_log(connection: sqlite3.Connection) -> Iterator[None]:
    """Raise UnsoundError naming the first broken row of the log; pauses between pieces, and rows may be added then."""
    previous, last = "", 0
    heads: dict[str, tuple[str, int]] = {}
    rows = connection.execute(_LOG, (_FIRST, _PIECE)).fetchall()
    while rows:
        previous, last = _check_piece(rows, previous, last, heads)
        if len(rows) < _PIECE:
            break
        yield
        rows = connection.execute(_LOG, (last, _PIECE)).fetchall()
    _check_heads(connection, heads)


def _check_piece(
    rows: list[tuple[Any, ...]], previous: str, last: int, heads: dict[str, tuple[str, int]]
) -> tuple[str, int]:
    for seq, assessment, question, value, note, who, at, before, link in rows:
        try:
            right = row_hash(seq, assessment, question, (value, note, who, at), previous)
        except (TypeError, UnicodeEncodeError):
            right = ""
        if seq != last + 1 or before != previous or link != right:
            raise UnsoundError(f"the chain of its answer log breaks at entry {min(seq, last + 1)}")
        heads[assessment] = (link, heads.get(assessment, ("", 0))[1] + 1)
        previous, last = link, seq
    return previous, last


def _check_heads(connection: sqlite3.Connection, heads: dict[str, tuple[str, int]]) -> None:
    for name, head, entries in connection.execute("SELECT id, head, entries FROM assessments ORDER BY number"):
        if heads.pop(name, ("", 0)) != (head, entries):
            raise UnsoundError(f"its answer log does not end where assessment {name!r} says it does")
    if heads:
        raise UnsoundError(f"its answer log speaks of an assessment {min(heads)!r} that is not there")


def check_rows(connection: sqlite3.Connection) -> None:
    """Raise UnsoundError naming the first row outside the log whose fingerprint is wrong; the cache does not matter."""
    for digest, texts in connection.execute("SELECT digest, texts FROM questionnaires"):
        if _digest_of_stored(texts) != digest:
            raise UnsoundError(f"the questionnaire {str(digest)[:12]} in it is changed")
    for *parts, link in connection.execute(_ASSESSMENTS):
        if _fingerprint_or_none(parts) != link:
            raise UnsoundError(f"the entry of assessment {parts[0]!r} in it is changed")
    for *parts, link in connection.execute("SELECT key, value, hash FROM settings"):
        if _fingerprint_or_none(parts) != link:
            raise UnsoundError(f"the setting {parts[0]!r} in it is changed")


def _fingerprint_or_none(parts: list[Any]) -> str | None:
    try:
        return fingerprint(*parts)
    except TypeError:
        return None


def digest(texts: Texts) -> str:
    """Name a questionnaire by its content: SHA-256 over canonical JSON [[name, SHA-256 of text], ...]."""
    parts = [[name, sha256_hex(text.encode("utf-8", "surrogatepass"))] for name, text in texts]
    return sha256_hex(canonical(parts).encode("ascii"))


def _digest_of_stored(texts: str) -> str:
    try:
        return digest(tuple((name, text) for name, text in json.loads(texts)))
    except (TypeError, ValueError, AttributeError):
        return ""
