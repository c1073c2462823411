"""Entries of other people's lists with their edition, and what became of old numbers."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

Relation = Literal["same", "retitled", "changed", "merged", "removed"]


AXES = ("entity", "intent", "timing")
ENTITIES = ("human", "ai", "other")
INTENTS = ("intentional", "unintentional", "other")
TIMINGS = ("pre-deployment", "post-deployment", "other")
CELLS = tuple(f"{who}/{why}/{then}" for who in ENTITIES for why in INTENTS for then in TIMINGS)
"""Who, whether meant, when: every cell of the causal taxonomy, as questions and scenarios name it."""
MEANINGS_SHOWN = 4


@dataclass(frozen=True, slots=True)
class Coding:
    """Where MIT put a risk: subdomain or domain (full id), who, whether meant, when. What is empty was not coded."""

    subdomain: str = ""
    entity: str = ""
    intent: str = ""
    timing: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of a list. `id` is full, `mit@v3:7.1`: catalogue, edition, code; `parent` is full too.

    `level` is 1 to 3 where a list has levels, else 0. `document`, `page` and `row` say where a row was found, as its
    list writes it; `described` tells whether the list itself has a description, which is never carried here.
    """

    id: str
    title: str
    kind: str = ""
    parent: str = ""
    url: str = ""
    level: int = 0
    document: str = ""
    page: str = ""
    row: int = 0
    described: bool = False
    coding: Coding | None = None

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


def ancestors(shelf: Shelf, entry: Entry) -> Iterator[Entry]:
    """Give the rows above an entry, the nearest first."""
    seen = {entry.id}
    while entry.parent in shelf.entries and entry.parent not in seen:
        entry = shelf.entries[entry.parent]
        seen.add(entry.id)
        yield entry


def children(shelf: Shelf, entry: Entry) -> tuple[Entry, ...]:
    """Give the rows right below an entry."""
    return tuple(other for other in shelf.entries.values() if other.parent == entry.id)


def lineage(shelf: Shelf, entry: Entry) -> tuple[Entry, ...]:
    """Give the risks that were coded with an entry: a subdomain, a domain and all below it, or a causal value."""
    places = {entry.id, *(child.id for child in children(shelf, entry))}
    return tuple(other for other in shelf.entries.values() if other.coding and _names(other.coding, entry, places))


def _names(coding: Coding, entry: Entry, places: set[str]) -> bool:
    if entry.kind in AXES:
        return entry.code == f"{entry.kind}-{getattr(coding, entry.kind)}"
    return coding.subdomain in places


def older_numbers(shelf: Shelf, entry: Entry) -> tuple[Alias, ...]:
    """Give the ids of older editions that led to an entry."""
    return tuple(alias for alias in shelf.aliases.values() if alias.new == entry.id)


def complaint(shelf: Shelf, reference: str) -> str:
    """Say in one sentence why a reference does not resolve, with a suggestion; empty when it resolves."""
    if reference in shelf.entries:
        return ""
    if reference in shelf.aliases:
        return _old_number(shelf.aliases[reference])
    if "@" not in reference:
        ending = ":" + reference.rpartition(":")[2]
        meanings = sorted(known for known in (*shelf.entries, *shelf.aliases) if _ends_with(known, ending))
        if meanings:
            return f"{reference!r} names no edition; did you mean {' or '.join(meanings[:MEANINGS_SHOWN])}?"
        return f"{reference!r} names no edition; write it like mit@v3:7.1"
    twice = [known for known in shelf.entries if known.startswith(reference + "/")]
    if len(twice) > 1:
        return f"{reference!r} is there {len(twice)} times; did you mean {' or '.join(twice[:MEANINGS_SHOWN])}?"
    import difflib  # a slip is rare, and this is read whenever an assessment opens

    close = difflib.get_close_matches(reference, _near(shelf, reference), 1, 0.6)
    return f"{reference!r} is not in any catalogue" + (f"; did you mean {close[0]}?" if close else "")


def _ends_with(known: str, ending: str) -> bool:
    return known.endswith(ending) or (ending + "/") in known


def _near(shelf: Shelf, reference: str) -> list[str]:
    """Give the ids that a reference can be a slip for: those of its own list where there is one."""
    name = reference.partition("@")[0] + "@"
    return [known for known in shelf.entries if known.startswith(name)] or list(shelf.entries)


def _old_number(alias: Alias) -> str:
    meant = f"{alias.old!r} is an older number; it meant {alias.title}"
    if alias.relation == "removed":
        return f"{meant} and was dropped without a successor"
    return f"{meant}; did you mean {alias.new}?"
