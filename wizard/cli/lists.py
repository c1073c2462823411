"""An action of the command catalogue goes in, lists and their entries are printed; loaded only for these actions."""

import argparse
import json
from collections.abc import Iterator, Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

from wizard import library, places
from wizard.cli.output import complain, say
from wizard.cli.plainly import plainly
from wizard.core.catalogue import (
    AXES,
    Alias,
    Catalogue,
    Entry,
    Shelf,
    ancestors,
    children,
    complaint,
    lineage,
    older_numbers,
)
from wizard.core.search import index
from wizard.core.search import search as found_in
from wizard.errors import UserError


def list_all(chosen: argparse.Namespace) -> int:
    """Print one line for each list."""
    shelf, _ = _shelf()
    if chosen.json:
        say(json.dumps([_catalogue_json(item) for item in shelf.catalogues], indent=2))
        return 0
    rows = [(item.name, item.edition, f"{len(item.entries):,}", item.licence) for item in shelf.catalogues]
    name, edition, count, licence = (max(len(row[place]) for row in rows) for place in range(4))
    for row, item in zip(rows, shelf.catalogues, strict=True):
        columns = f"{row[0]:{name}}  {row[1]:{edition}}  {row[2]:>{count}}  {row[3]:{licence}}"
        say(plainly(f"{columns}  {item.title}"))
    return 0


def search(chosen: argparse.Namespace) -> int:
    """Print what has all words, the best first; 1 when nothing has."""
    shelf, _ = _shelf(chosen.imports)
    found = found_in(index(shelf), " ".join(chosen.words))
    if chosen.json:
        say(json.dumps([_alias_json(item) if isinstance(item, Alias) else _brief(item) for item in found], indent=2))
    elif found:
        say("\n".join(plainly(_line(shelf, item)) for item in found))
    if not found:
        complain(plainly(f"plimsoll: nothing in {len(shelf.catalogues)} lists has {' and '.join(chosen.words)}."))
    return 0 if found else 1


def show(chosen: argparse.Namespace) -> int:
    """Print all that is known about one entry, or about an older number. Raises UserError for what is neither."""
    shelf, texts = _shelf(chosen.imports)
    if chosen.id in shelf.aliases:
        alias = shelf.aliases[chosen.id]
        text = texts.get(alias.old)
        lines = (_line(shelf, alias), *(text or "").splitlines())
        plain = "\n".join(plainly(line) for line in lines)
        say(json.dumps({**_alias_json(alias), "text": text}, indent=2) if chosen.json else plain)
        return 0
    entry = shelf.entries.get(chosen.id)
    if entry is None:
        said = complaint(shelf, chosen.id)
        raise UserError(said if said.endswith("?") else f"{said}.", "Look for it with plimsoll catalogue search.")
    if chosen.json:
        say(json.dumps({**_entry_json(shelf, entry), "text": texts.get(entry.id)}, indent=2))
    else:
        lines = (*_told(shelf, entry), *texts.get(entry.id, "").splitlines())
        say("\n".join(plainly(line) for line in lines))
    return 0


def _shelf(workspace: Path | None = None) -> tuple[Shelf, Mapping[str, str]]:
    """Give all lists, and the texts that were imported into a workspace, by full id."""
    shelf = library.load_lists(places.questionnaires())
    if workspace is None:
        return shelf, {}
    from wizard import store
    from wizard.session import importing

    with closing(store.open_workspace(workspace)) as opened:
        kept = tuple(importing.kept_import(opened, item.id) for item in importing.kept_imports(opened))
    shelf, _, texts = importing.with_imports(shelf, (), kept)
    return shelf, texts


def _line(shelf: Shelf, item: Entry | Alias) -> str:
    if isinstance(item, Entry):
        return f"{item.id}  {item.kind or 'entry'}  {item.title}"
    became = f"{item.relation}: {item.new}  {shelf.entries[item.new].title}" if item.new else item.relation
    return f"{item.old}  older number  {item.title}  {became}"


def _told(shelf: Shelf, entry: Entry) -> Iterator[str]:
    catalogue = _catalogue_of(shelf, entry)
    yield f"{entry.id}  {entry.title}"
    if entry.kind:
        yield f"Kind: {entry.kind}" + (f", level {entry.level}" if entry.level else "")
    yield f"List: {catalogue.title}, {catalogue.edition} ({catalogue.licence})"
    for above in ancestors(shelf, entry):
        yield f"Under: {above.id}  {above.title}"
    below = children(shelf, entry)
    if below:
        yield f"Entries right below it: {len(below):,}"
    if entry.coding:
        yield from _told_coding(shelf, entry)
    yield from _told_source(shelf, entry)
    risks = lineage(shelf, entry)
    if risks:
        yield f"MIT risk rows with this code: {len(risks):,}"
    for alias in older_numbers(shelf, entry):
        yield f"Older number: {alias.old}  {alias.title} ({alias.relation})"
    if entry.url:
        yield f"Link: {entry.url}"


def _told_coding(shelf: Shelf, entry: Entry) -> Iterator[str]:
    coding = entry.coding
    if coding is None:
        return
    place = shelf.entries.get(coding.subdomain)
    yield f"Subdomain: {place.id}  {place.title}" if place else f"Subdomain: {coding.subdomain or 'excluded by MIT'}"
    yield "Causal codes: " + ", ".join(f"{axis} {getattr(coding, axis) or 'not coded'}" for axis in AXES)


def _told_source(shelf: Shelf, entry: Entry) -> Iterator[str]:
    if not entry.document:
        return
    where = (f"page {entry.page}" if entry.page else "", f"row {entry.row} of the sheet" if entry.row else "")
    yield ", ".join(("Source: " + entry.document, *filter(None, where)))
    document = _document(shelf, entry)
    if document:
        yield f"Document: {document.id}  {document.title}"
    if entry.coding:
        yield f"Described by MIT: {'yes' if entry.described else 'no'} (descriptions are not carried here)"


def _document(shelf: Shelf, entry: Entry) -> Entry | None:
    named = (item for item in shelf.entries.values() if item.kind == "document" and item.document == entry.document)
    return next((item for item in named if item is not entry), None)


def _catalogue_of(shelf: Shelf, entry: Entry) -> Catalogue:
    return next(item for item in shelf.catalogues if item.id == entry.id.partition(":")[0])


def _catalogue_json(item: Catalogue) -> dict[str, Any]:
    return {
        "catalogue": item.name,
        "edition": item.edition,
        "title": item.title,
        "entries": len(item.entries),
        "publisher": item.publisher,
        "licence": item.licence,
        "source": item.source,
    }


def _brief(entry: Entry) -> dict[str, Any]:
    return {"id": entry.id, "title": entry.title, "kind": entry.kind}


def _alias_json(alias: Alias) -> dict[str, Any]:
    return {"id": alias.old, "title": alias.title, "relation": alias.relation, "new": alias.new or None}


def _entry_json(shelf: Shelf, entry: Entry) -> dict[str, Any]:
    """Give every name for every entry, so that a script finds them; null where a list has nothing of it."""
    coding, document = entry.coding, _document(shelf, entry)
    return {
        **_brief(entry),
        "catalogue": _catalogue_json(_catalogue_of(shelf, entry)),
        "parents": [_brief(above) for above in ancestors(shelf, entry)],
        "children": len(children(shelf, entry)),
        "level": entry.level or None,
        "subdomain": (coding.subdomain or None) if coding else None,
        **{axis: (getattr(coding, axis) or None) if coding else None for axis in AXES},
        "document": entry.document or None,
        "document_id": document.id if document else None,
        "page": entry.page or None,
        "row": entry.row or None,
        "described": entry.described if coding else None,
        "risks": len(lineage(shelf, entry)),
        "older": [_alias_json(alias) for alias in older_numbers(shelf, entry)],
        "url": entry.url or None,
    }
