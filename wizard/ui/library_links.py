"""What stands in the library and an id in; its links in both directions out, refused pairs and gaps among them. No widgets."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from wizard.core.catalogue import Entry, Shelf
from wizard.core.crosswalk import Link, gaps_of, refusals
from wizard.core.history import title_of
from wizard.ui.library_buttons import LinkWords, chip_of
from wizard.ui.library_lists import catalogues, has_editions, has_figure, short_title
from wizard.ui.library_places import At

if TYPE_CHECKING:
    from wizard.ui.library_reading import Shelves

SAID = {
    "official": "official",
    "reviewed": "reviewed",
    "unreviewed": "unreviewed",
    "ours-unreviewed": "ours, unreviewed",
}


def link_rows(shelves: Shelves, identity: str) -> tuple[tuple[LinkWords, At], ...]:
    """Give one row for each link, what it opens beside it; refused pairs and lists without a counterpart come last."""
    links = shelves.links.get(identity, ())
    return (
        *(_linked(shelves, link) for link in links),
        *_refused(shelves, identity),
        *_gaps(shelves, identity),
    )


def _linked(shelves: Shelves, link: Link) -> tuple[LinkWords, At]:
    chip = chip_for(shelves, link.object)
    title = title_of(shelves.shelf, link.object)
    said = SAID[link.provenance]
    return LinkWords(link.relation, chip, title, said, link.reason, link.source), At("entry", link.object)


def _refused(shelves: Shelves, identity: str) -> Iterator[tuple[LinkWords, At]]:
    for other, reason in refusals(shelves.refused, identity):
        title, chip = title_of(shelves.shelf, other), chip_for(shelves, other)
        why = f"{reason[:1].upper()}{reason[1:]}"
        yield LinkWords("refused", chip, title, "known not to fit", why, warns=True), At("entry", other)


def _gaps(shelves: Shelves, identity: str) -> Iterator[tuple[LinkWords, At]]:
    lists = {one.id: one for one in catalogues(shelves)}
    for gap in gaps_of(shelves.crosswalks, identity):
        if gap.catalogue in lists:
            one = lists[gap.catalogue]
            chip = (short_title(one), "")
            yield (
                LinkWords("none", chip, "No counterpart in this list", SAID["ours-unreviewed"], gap.reason),
                At("list", one.id),
            )


def chip_for(shelves: Shelves, identity: str) -> tuple[str, str]:
    """Give a chip; an id that is only a word gives way to nothing: its title stands beside it."""
    name, code = chip_of(identity, with_edition=has_editions(shelves, identity))
    return (name, code) if has_figure(code) else (name, "")


def document_of(shelf: Shelf, entry: Entry) -> Entry | None:
    """Give the entry of the document that a row was taken from."""
    named = (one for one in shelf.entries.values() if one.kind == "document" and one.document == entry.document)
    return next((one for one in named if one is not entry), None)
