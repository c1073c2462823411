"""Links between entries of different lists, each of which can be followed from both ends."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal, get_args

Match = Literal["exact", "close", "broad", "narrow", "related"]
"""What the object is to the subject, as in SKOS: with `broad` the object is the larger of the two."""

Provenance = Literal["official", "reviewed", "unreviewed", "ours-unreviewed"]
"""Who stands behind a link: its list's publisher, a review by others, nobody but its author, nobody but us."""

MATCHES: tuple[Match, ...] = get_args(Match)
PROVENANCES: tuple[Provenance, ...] = get_args(Provenance)
INVERSE: Mapping[Match, Match] = {
    "exact": "exact",
    "close": "close",
    "broad": "narrow",
    "narrow": "broad",
    "related": "related",
}


@dataclass(frozen=True, slots=True)
class Link:
    """One pair of full ids, what the object is to the subject, who says so and why."""

    subject: str
    relation: Match
    object: str
    provenance: Provenance
    source: str
    reason: str = ""

    def turned(self) -> "Link":
        """Give the same link as seen from its other end."""
        return Link(self.object, INVERSE[self.relation], self.subject, self.provenance, self.source, self.reason)


@dataclass(frozen=True, slots=True)
class Gap:
    """An entry that has no counterpart in a whole catalogue, `owasp-llm@2026`, and why."""

    subject: str
    catalogue: str
    reason: str


@dataclass(frozen=True, slots=True)
class Crosswalk:
    """The links of one author under one licence."""

    id: str
    title: str
    version: str
    licence: str
    provenance: Provenance
    author: str
    source: str
    links: tuple[Link, ...] = ()
    gaps: tuple[Gap, ...] = ()


def links_by_entry(crosswalks: Iterable[Crosswalk]) -> Mapping[str, tuple[Link, ...]]:
    """Give for every id its links, each with that id as the subject; what is official comes first."""
    found: dict[str, list[Link]] = {}
    for crosswalk in crosswalks:
        for link in crosswalk.links:
            for seen in (link, link.turned()):
                found.setdefault(seen.subject, []).append(seen)
    return {
        entry: tuple(sorted(links, key=lambda link: PROVENANCES.index(link.provenance)))
        for entry, links in found.items()
    }


def gaps_of(crosswalks: Iterable[Crosswalk], entry: str) -> tuple[Gap, ...]:
    """Give the lists in which an entry has no counterpart, each with the reason."""
    return tuple(gap for crosswalk in crosswalks for gap in crosswalk.gaps if gap.subject == entry)


def refusals(refused: Mapping[frozenset[str], str], entry: str) -> tuple[tuple[str, str], ...]:
    """Give the ids that an entry is known not to fit, each with the reason."""
    return tuple(
        sorted((other, reason) for pair, reason in refused.items() if entry in pair for other in pair - {entry})
    )
