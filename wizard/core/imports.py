"""What was read from somebody else's file: entries, their texts, links, and a report from which nothing is missing."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Literal

from wizard.core.catalogue import Catalogue
from wizard.core.crosswalk import Crosswalk

Form = Literal["mit-workbook", "finos", "aisvs", "sssom"]
SKIPPED = "skipped: "
ONE = {"entries": "entry"}
"""The first words of counts whose singular is more than a letter shorter."""


@dataclass(frozen=True, slots=True)
class Remark:
    """What is to be said about one place of a file; `skipped` when what stands there was not taken."""

    where: str
    sentence: str
    skipped: bool = False


@dataclass(frozen=True, slots=True)
class Imported:
    """Somebody else's file as it was understood.

    `texts` holds the descriptions by full id: they are the publisher's, stay in the workspace and are never sealed.
    `catalogues` holds entries that no list here has. `counts` says how many of what were read, in the file's own words.
    """

    id: str
    form: Form
    title: str
    catalogues: tuple[Catalogue, ...] = ()
    crosswalks: tuple[Crosswalk, ...] = ()
    texts: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    counts: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))
    remarks: tuple[Remark, ...] = ()

    @property
    def skipped(self) -> int:
        """Tell how many places were not taken."""
        return sum(remark.skipped for remark in self.remarks)


def joined(earlier: Imported, later: Imported) -> Imported:
    """Put a later reading of the same list on an earlier one: what both have counts as in the later."""
    return replace(
        later,
        catalogues=tuple(_catalogues(earlier.catalogues, later.catalogues)),
        crosswalks=tuple(_crosswalks(earlier.crosswalks, later.crosswalks)),
        texts={**earlier.texts, **later.texts},
    )


def _catalogues(earlier: tuple[Catalogue, ...], later: tuple[Catalogue, ...]) -> Iterator[Catalogue]:
    newer = {catalogue.id: catalogue for catalogue in later}
    for old in earlier:
        new = newer.pop(old.id, None)
        entries = {entry.id: entry for entry in (*old.entries, *(new.entries if new else ()))}
        yield replace(new or old, entries=tuple(entries.values()))
    yield from newer.values()


def _crosswalks(earlier: tuple[Crosswalk, ...], later: tuple[Crosswalk, ...]) -> Iterator[Crosswalk]:
    newer = {crosswalk.id: crosswalk for crosswalk in later}
    for old in earlier:
        new = newer.pop(old.id, None)
        links = {(link.subject, link.object): link for link in (*old.links, *(new.links if new else ()))}
        yield replace(new or old, links=tuple(links.values()))
    yield from newer.values()


def counted(what: str, count: int) -> str:
    """Give a count with its words: 1 link, 2 links, 1 entry without a counterpart."""
    first, blank, rest = what.partition(" ")
    one = ONE.get(first) or first.removesuffix("s")
    return f"{count:,} {one if count == 1 else first}{blank}{rest}"


def told(imported: Imported) -> Iterator[str]:
    """Give the report line by line: what was read, then each place that is to be looked at."""
    yield imported.title
    for what, count in imported.counts.items():
        yield counted(what, count)
    for remark in imported.remarks:
        yield f"{remark.where}: {SKIPPED if remark.skipped else ''}{remark.sentence}"
