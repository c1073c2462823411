"""What an assessment found, as tables of literal cells: the one value that every export is written from and compared with."""

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

Cell = str | Decimal
"""Text, or a number that counts as one; there is nothing else, so that nothing is ever computed from a cell."""

Read = tuple[str, tuple[tuple[Cell, ...], ...]]
"""A table as it was read back: its name, and its rows with the head first."""

_JOINERS = "\u200c\u200d"
"""Persian, Indic scripts and emoji need them."""

_HIDDEN = {"Cc", "Cf", "Cs", "Zl", "Zp"}
"""Kinds of characters that show nothing, turn the words around them, or that no file may hold."""

_KEPT = frozenset(f"\n\t{_JOINERS}")


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name for programs, its name for people, and how many characters wide it reads well."""

    key: str
    title: str
    wide: int = 14


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of equally many cells under their columns; `name` is for programs, `title` for people."""

    name: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]

    def by_key(self) -> Iterator[Mapping[str, Cell]]:
        """Give each row as what stands under the name of each column."""
        keys = [column.key for column in self.columns]
        return (dict(zip(keys, row, strict=True)) for row in self.rows)

    def only(self, *keys: str) -> "Table":
        """Give the same rows with these columns alone, in this order."""
        every = [column.key for column in self.columns]
        places = [every.index(key) for key in keys]
        rows = tuple(tuple(row[at] for at in places) for row in self.rows)
        return Table(self.name, self.title, tuple(self.columns[at] for at in places), rows)


@dataclass(frozen=True, slots=True)
class Findings:
    """One assessment as tables, all text in them literal.

    `about` are facts in order, name and words. `basis` is a SHA-256 in hex of what was assessed and found: equal for
    equal content, whoever exports it and when. `at` is the moment it stands for, UTC in ISO 8601. `plan` is None while
    nothing is planned: then no export has a table for it.
    """

    system: str
    program: str
    basis: str
    at: str
    state: str
    about: Table
    findings: Table
    answers: Table
    evidence: Table
    plan: Table | None = None

    @property
    def title(self) -> str:
        """Give the words at the head of a document."""
        return f"Risk assessment: {self.system}"

    @property
    def tables(self) -> tuple[Table, ...]:
        """Give the tables that there are, without the facts about the whole."""
        return tuple(table for table in (self.findings, self.answers, self.evidence, self.plan) if table is not None)


def literal(text: str) -> str:
    """Write what no format may hold, and what turns other words round, as its number; line ends become line feeds."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return lines if lines.isprintable() else "".join(_numbered(sign) if _is_hidden(sign) else sign for sign in lines)


def in_one_line(text: str) -> str:
    """Give the words with single spaces between them, for a place that holds one line."""
    return " ".join(text.split())


def _is_hidden(sign: str) -> bool:
    return sign not in _KEPT and (unicodedata.category(sign) in _HIDDEN or sign in "\ufffe\uffff")


def _numbered(sign: str) -> str:
    name = unicodedata.name(sign, "")
    return f"[U+{ord(sign):04X} {name}]" if name else f"[U+{ord(sign):04X}]"


def read_form(table: Table, *, titles: bool) -> Read:
    """Give a table as it has to be read back from a file whose head says the titles, or the keys."""
    head = tuple(column.title if titles else column.key for column in table.columns)
    return table.name, (head, *table.rows)
