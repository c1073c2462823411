"""Inside one transaction, assessments and log entries go in as values; the rows that stand for them come out."""

import sqlite3
from collections.abc import Iterable
from dataclasses import asdict, astuple, dataclass, replace
from typing import Any

from wizard.core.questionnaire import Texts
from wizard.store.chain import canonical, digest, fingerprint, row_hash

Entry = tuple[str, str, str, str, str]
"""question, then value, note and who as JSON, then at"""

ALL = "SELECT seq, question, value, note, who, at, previous, hash FROM log WHERE assessment = ? ORDER BY seq"
NEWEST = """SELECT seq, question, value, note, who, at, previous, hash FROM log
WHERE seq IN (SELECT max(seq) FROM log WHERE assessment = ? GROUP BY question) ORDER BY seq"""
_SELECT = "SELECT id, questionnaire, created, changed, sealed, sealed_sha256, archived, head, entries FROM assessments"
ASSESSMENTS = f"{_SELECT} ORDER BY number"
_ONE = f"{_SELECT} WHERE id = ?"
_CHANGE = """UPDATE assessments SET questionnaire = ?, created = ?, changed = ?, sealed = ?, sealed_sha256 = ?,
archived = ?, head = ?, entries = ?, hash = ? WHERE number = ?"""


@dataclass(frozen=True, slots=True)
class Row:
    """One assessment as it stands: times are UTC in ISO 8601, `head` and `entries` name the end of its log."""

    id: str
    questionnaire: str
    created: str
    changed: str
    sealed: str
    sealed_sha256: str
    archived: bool
    head: str
    entries: int


def row(columns: tuple[Any, ...]) -> Row:
    """Turn selected columns into a row."""
    name, questionnaire, created, changed, sealed, sealed_sha256, archived, head, entries = columns
    return Row(name, questionnaire, created, changed, sealed, sealed_sha256, bool(archived), head, entries)


def find(db: sqlite3.Connection, assessment: str) -> Row:
    """Select one assessment. Raises KeyError."""
    found = db.execute(_ONE, (assessment,)).fetchone()
    if found is None:
        raise KeyError(assessment)
    return row(found)


def standing(db: sqlite3.Connection, assessment: str) -> list[Entry]:
    """Select what stands for every question, as it is stored."""
    return [columns[1:6] for columns in db.execute(NEWEST, (assessment,))]


def add(db: sqlite3.Connection, assessment: str, questionnaire: str, at: str) -> None:
    """Insert an assessment without answers."""
    from sqlite_utils import Database

    new = Row(assessment, questionnaire, at, at, "", "", archived=False, head="", entries=0)
    (number,) = db.execute("SELECT coalesce(max(number), 0) + 1 FROM assessments").fetchone()
    columns = {"number": number, **asdict(new), "hash": _mark(new, number)}
    Database(db, execute_plugins=False).table("assessments").insert(columns)


def keep_texts(db: sqlite3.Connection, texts: Texts) -> str:
    """Keep a questionnaire's texts once, and give their digest."""
    from sqlite_utils import Database

    name = digest(texts)
    stored = {"digest": name, "texts": canonical(texts)}
    Database(db, execute_plugins=False).table("questionnaires").insert(stored, ignore=True)
    return name


def append(db: sqlite3.Connection, assessment: str, entries: Iterable[Entry], changed: str) -> None:
    """Append entries to the log and move the assessment's head to the last one."""
    seq, previous = db.execute("SELECT seq, hash FROM log ORDER BY seq DESC LIMIT 1").fetchone() or (0, "")
    old = find(db, assessment)
    head, count = old.head, old.entries
    for question, *columns in entries:
        value, note, who, at = columns
        seq += 1
        link = row_hash(seq, assessment, question, (value, note, who, at), previous)
        new = (seq, assessment, question, value, note, who, at, previous, link)
        db.execute("INSERT INTO log VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", new)
        head, previous, count = link, link, count + 1
    change(db, replace(old, changed=changed, head=head, entries=count))


def change(db: sqlite3.Connection, new: Row) -> None:
    """Put an assessment's row in the place of the one with its id."""
    (number,) = db.execute("SELECT number FROM assessments WHERE id = ?", (new.id,)).fetchone()
    _, *columns = astuple(new)
    db.execute(_CHANGE, (*columns, _mark(new, number), number))


def _mark(new: Row, number: int) -> str:
    *texts, archived, head, entries = astuple(new)
    return fingerprint(*texts, int(archived), head, entries, number)
