"""Entries of other people's lists with their edition, and what became of old numbers."""

import difflib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Relation = Literal["same", "retitled", "changed", "merged", "removed"]


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of a list. `id` is full, `mit@v3:7.1`: catalogue, edition, code."""

    id: str
    title: str
    kind: str = ""
    parent: str = ""
    url: str = ""

    @property
    def code(self) -> str:
        """Give the part behind the edition: `7.1`."""
        return self.id.partition(":")[2]


@dataclass(frozen=True, slots=True)
class Alias:
    """An id of an older edition, what it meant, and where that meaning went (`new` is empty when nowhere)."""

    old: str
    title: str
    relation: Relation
    new: str = ""


@dataclass(frozen=True, slots=True)
class Catalogue:
    """One edition of one list, with the licence that it came under."""

    name: str
    edition: str
    title: str
    publisher: str
    licence: str
    source: str
    entries: tuple[Entry, ...]
    aliases: tuple[Alias, ...] = ()

    @property
    def id(self) -> str:
        """Give `name@edition`."""
        return f"{self.name}@{self.edition}"


@dataclass(frozen=True, slots=True)
class Shelf:
    """All catalogues, by full id of their entries and of their aliases."""

    catalogues: tuple[Catalogue, ...] = ()
    entries: Mapping[str, Entry] = field(default_factory=dict)
    aliases: Mapping[str, Alias] = field(default_factory=dict)


def shelve(catalogues: tuple[Catalogue, ...]) -> Shelf:
    """Put catalogues on one shelf so that any id is found at once."""
    return Shelf(
        catalogues,
        {entry.id: entry for catalogue in catalogues for entry in catalogue.entries},
        {alias.old: alias for catalogue in catalogues for alias in catalogue.aliases},
    )


def complaint(shelf: Shelf, reference: str) -> str:
    """Say in one sentence why a reference does not resolve, with a suggestion; empty when it resolves."""
    if reference in shelf.entries:
        return ""
    if reference in shelf.aliases:
        return _old_number(shelf.aliases[reference])
    if "@" not in reference:
        code = reference.rpartition(":")[2]
        meanings = sorted(known for known in (*shelf.entries, *shelf.aliases) if known.endswith(":" + code))
        if meanings:
            return f"{reference!r} names no edition; did you mean {' or '.join(meanings[:4])}?"
        return f"{reference!r} names no edition; write it like mit@v3:7.1"
    close = difflib.get_close_matches(reference, shelf.entries, 1, 0.6)
    return f"{reference!r} is not in any catalogue" + (f"; did you mean {close[0]}?" if close else "")


def _old_number(alias: Alias) -> str:
    meant = f"{alias.old!r} is an older number; it meant {alias.title}"
    if alias.relation == "removed":
        return f"{meant} and was dropped without a successor"
    return f"{meant}; did you mean {alias.new}?"
