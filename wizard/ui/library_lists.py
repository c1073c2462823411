"""What stands in the library and a place in it; the heading and the rows that stand there out. No widgets."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from wizard.core.catalogue import Alias, Catalogue, Entry, children, lineage
from wizard.core.history import natural, title_of, told, which_edition
from wizard.core.search import by_code, search
from wizard.ui.library_places import SHORT, At, said_count

if TYPE_CHECKING:
    from wizard.ui.goto import Target
    from wizard.ui.library_reading import Shelves


@dataclass(frozen=True, slots=True)
class Found:
    """One row: an id, its title, and what is to be said of it at the right."""

    id: str
    title: str
    detail: str


@dataclass(frozen=True, slots=True)
class Listing:
    """A heading, what stands under it, and the rows; `whole` when the rows are one list's, so that a code names them."""

    title: str
    notes: tuple[str, ...]
    rows: tuple[Found, ...]
    whole: str = ""


def catalogues(shelves: Shelves) -> tuple[Catalogue, ...]:
    """Give every list once, in the order in which they stand at the left."""
    names = list(SHORT)
    found: dict[str, Catalogue] = {}
    for catalogue in shelves.shelf.catalogues:
        found.setdefault(catalogue.id, catalogue)
    return tuple(sorted(found.values(), key=lambda one: names.index(one.name) if one.name in names else len(names)))


def short_title(catalogue: Catalogue) -> str:
    """Give the name by which a list is known here."""
    return SHORT.get(catalogue.name, catalogue.title)


def catalogue_of(shelves: Shelves, identity: str) -> Catalogue | None:
    """Give the list that an id is of; an older number is of the list that knows it."""
    wanted = identity.partition(":")[0]
    name = wanted.partition("@")[0]
    lists = catalogues(shelves)
    exact = next((one for one in lists if one.id == wanted), None)
    return exact or next((one for one in lists if one.name == name), None)


def has_editions(shelves: Shelves, identity: str) -> bool:
    """Tell whether an id says too little without its edition."""
    return identity.partition("@")[0] in shelves.edited


def is_there(shelves: Shelves, at: At) -> bool:
    """Tell whether what a place shows is in the library: an import may have been removed."""
    if at.kind == "list":
        return any(one.id == at.key for one in catalogues(shelves))
    if at.kind in ("below", "risks"):
        return at.key in shelves.shelf.entries
    return at.kind != "entry" or at.key in shelves.shelf.entries or at.key in shelves.shelf.aliases


def listing(shelves: Shelves, at: At) -> Listing:
    """Give what stands at a place that shows rows."""
    if at.kind == "list":
        return _list(shelves, at.key)
    if at.kind == "search":
        return _searched(shelves, at.key)
    entry = shelves.shelf.entries[at.key]
    under = f"{entry.code} {entry.title}" if has_figure(entry.code) else entry.title
    if at.kind == "below":
        rows = children(shelves.shelf, entry)
        return Listing(f"Below {under}", (), _found(shelves, rows))
    rows = lineage(shelves.shelf, entry)
    note = said_count(len(rows), "row") + " of MIT's risk index, each with its document and page."
    return Listing(f"Risks that MIT coded with {under}", (note,), _found(shelves, rows))


def has_figure(code: str) -> bool:
    """Tell whether a code is a number that people say, and no word."""
    return any(sign.isdigit() for sign in code)


def targets(shelves: Shelves, go: Callable[..., None]) -> Iterator[Target]:
    """Give everything that can be looked up, for the go-to list."""
    from wizard.ui.goto import Target

    for row in shelves.over.rows:
        item = row.found
        older = isinstance(item, Alias)
        key = _identity(item)
        name, _, code = key.partition(":")
        detail = SHORT.get(name.partition("@")[0], name) + (", older number" if older else "")
        yield Target(f"{code} {item.title}", detail, lambda key=key: go("Library", entry=key))  # type: ignore[misc]


def _list(shelves: Shelves, identity: str) -> Listing:
    one = next(each for each in catalogues(shelves) if each.id == identity)
    entries = [entry for each in shelves.shelf.catalogues if each.id == identity for entry in each.entries]
    notes = (
        f"{one.publisher}, {one.edition}. {said_count(len(entries), 'entry', 'entries')}. Licence: {one.licence}.",
        f"Source: {one.source}",
    )
    return Listing(one.title, notes, tuple(_row(shelves, entry, whole=True) for entry in entries), identity)


def _searched(shelves: Shelves, words: str) -> Listing:
    same = by_code(shelves.over, words)
    if same:
        ids = [_identity(item) for item in same]
        return Listing(which_edition(shelves.shelf, same_code(ids), ids), (), _found(shelves, same))
    found = search(shelves.over, words)
    if not found:
        return Listing(f"Nothing is called \N{LEFT SINGLE QUOTATION MARK}{words[:60]}\N{RIGHT SINGLE QUOTATION MARK}.",
                       ("Try one word of a title, or an id such as LLM07. Esc clears the search.",), ())  # fmt: skip
    return Listing(said_count(len(found), "entry has", "entries have") + " all words", (), _found(shelves, found))


def same_code(ids: Iterable[str]) -> str:
    """Give the code that several ids share."""
    return min((each.partition(":")[2] for each in ids), key=natural)


def _identity(item: Entry | Alias) -> str:
    return item.old if isinstance(item, Alias) else item.id


def _found(shelves: Shelves, items: Iterable[Entry | Alias]) -> tuple[Found, ...]:
    return tuple(_row(shelves, item) for item in items)


def _row(shelves: Shelves, item: Entry | Alias, *, whole: bool = False) -> Found:
    if isinstance(item, Alias):
        return Found(item.old, item.title, told(shelves.shelf, item))
    one = SHORT.get(item.id.partition("@")[0], "")
    where = f"{item.document}, page {item.page}" if item.page else item.document
    detail = where or kind_of(item) if whole or item.coding else f"{one}, {kind_of(item)}" if item.kind else one
    return Found(item.id, title_of(shelves.shelf, item.id), detail)


def kind_of(entry: Entry) -> str:
    """Say what an entry is in its list."""
    return entry.kind.replace("-", " ") + (f", level {entry.level}" if entry.level else "")
