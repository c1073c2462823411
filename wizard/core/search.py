"""A shelf and some words go in; the entries and older numbers that have all of these words come out, the best first."""

import unicodedata
from dataclasses import dataclass
from typing import NamedTuple

from wizard.core.catalogue import Alias, Entry, Shelf

ALIKE = str.maketrans(dict.fromkeys("‘’´`", "'") | dict.fromkeys("“”„«»", '"') | dict.fromkeys("‐‑‒–—−", "-"))
EXACT, BY_CODE, BY_TITLE, BY_BEGINNINGS, ANYHOW = range(5)


class Row(NamedTuple):
    """One thing that can be found: its id, code and title folded, and all text that is searched."""

    id: str
    code: str
    title: str
    text: str
    found: Entry | Alias


@dataclass(frozen=True, slots=True)
class Index:
    """What is searched, in the order of the shelf: entries, then older numbers. Make one per shelf and keep it."""

    rows: tuple[Row, ...]


def index(shelf: Shelf) -> Index:
    """Fold the texts of a shelf once, for all searches."""
    entries = (
        _row(item.id, item.title, f"{item.kind} {item.document}", item)
        for catalogue in shelf.catalogues
        for item in catalogue.entries
    )
    older = (_row(item.old, item.title, item.new, item) for item in shelf.aliases.values())
    return Index((*entries, *older))


def _row(identity: str, title: str, more: str, found: Entry | Alias) -> Row:
    known, title = folded(identity), folded(title)
    return Row(known, known.partition(":")[2], title, f"{known} {title} {folded(more)}", found)


def search(over: Index, words: str) -> tuple[Entry | Alias, ...]:
    """Find what has all words, in any order, as parts of words too; no words find everything.

    An exact id comes first, then a code, a title, titles in which words begin so, and the rest, each in shelf order.
    """
    wanted = folded(words).strip()
    parts = sorted(set(wanted.split()), key=len, reverse=True)
    found = [row for row in over.rows if all(part in row.text for part in parts)]
    if parts:
        found.sort(key=lambda row: _rank(row, wanted, parts))
    return tuple(row.found for row in found)


def _rank(row: Row, wanted: str, parts: list[str]) -> int:
    if row.id == wanted or row.id.startswith(wanted + "/"):
        return EXACT
    if row.code == wanted or row.code.startswith(wanted + "/"):
        return BY_CODE
    if row.title == wanted:
        return BY_TITLE
    beginnings = " " + row.title
    return BY_BEGINNINGS if all(" " + part in beginnings for part in parts) else ANYHOW


def by_code(over: Index, words: str) -> tuple[Entry | Alias, ...]:
    """Give everything whose code is just this, the editions in their order; nothing where one id alone has it."""
    wanted = folded(words).strip()
    found = [row for row in over.rows if row.code == wanted]
    if len(found) < 2:
        return ()
    found.sort(key=lambda row: isinstance(row.found, Entry))
    return tuple(row.found for row in found)


def folded(text: str) -> str:
    """Give a text without case and accents, and with one kind of quote and dash."""
    if text.isascii():
        return text.lower()
    apart = unicodedata.normalize("NFKD", text.translate(ALIKE).casefold())
    return "".join(sign for sign in apart if not unicodedata.combining(sign))
