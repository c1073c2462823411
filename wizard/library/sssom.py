"""A crosswalk goes in, the same as SSSOM TSV comes out, the form in which others exchange mappings.

Ids become CURIEs with the edition in the prefix: `mit@v3:7.1` is `mit_v3:7.1`.
"""

import csv
import io
import json
import re
from collections.abc import Iterator, Mapping

from wizard.core.catalogue import Shelf
from wizard.core.crosswalk import Crosswalk, Provenance
from wizard.library.crosswalks import LICENCES

COLUMNS = (
    "subject_id",
    "subject_label",
    "predicate_id",
    "object_id",
    "object_label",
    "mapping_justification",
    "subject_source",
    "object_source",
    "author_label",
    "comment",
)
BY_HAND = "semapv:ManualMappingCuration"
NOTHING = "sssom:NoTermFound"
LISTS = "plimsoll_list"
KNOWN_PREFIXES = {
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "semapv": "https://w3id.org/semapv/vocab/",
    "sssom": "https://w3id.org/sssom/",
    LISTS: "urn:plimsoll:catalogue:",
    "urn": "urn:",  # readers take the id of the set for a CURIE
}
STANDING: Mapping[Provenance, str] = {
    "official": "The publisher of one of the lists stands behind these links.",
    "reviewed": "Others than their author have reviewed these links.",
    "unreviewed": "Nobody has reviewed these links.",
    "ours-unreviewed": "They are Plimsoll's own. Nobody has reviewed these links.",
}
ADDRESS = re.compile(r"https?://[^\s,;\"<>]+")


def write_sssom(crosswalk: Crosswalk, shelf: Shelf) -> str:
    """Write a crosswalk, its own head included; what has no counterpart becomes a row with sssom:NoTermFound."""
    out = io.StringIO()
    out.writelines(f"#{line}\n" for line in _head(crosswalk, shelf))
    writer = csv.writer(out, delimiter="\t", lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(sorted(_rows(crosswalk, shelf)))
    return out.getvalue()


def _head(crosswalk: Crosswalk, shelf: Shelf) -> Iterator[str]:
    fields = {
        "mapping_set_id": f"urn:plimsoll:crosswalk:{crosswalk.id}",
        "mapping_set_title": crosswalk.title,
        "mapping_set_version": crosswalk.version,
        "mapping_set_description": f"Provenance: {crosswalk.provenance}. {STANDING[crosswalk.provenance]} Source: {crosswalk.source}",
        "license": LICENCES[crosswalk.licence],
    }
    address = _address(crosswalk.source)
    if address:
        fields["mapping_provider"] = address
    yield "curie_map:"
    for prefix, address in sorted({**KNOWN_PREFIXES, **_prefixes(crosswalk, shelf)}.items()):
        yield f"  {prefix}: {json.dumps(address)}"
    for name, value in fields.items():
        yield f"{name}: {json.dumps(value, ensure_ascii=False)}"
    yield "creator_label:"
    yield f"  - {json.dumps(crosswalk.author, ensure_ascii=False)}"


def _address(source: str) -> str:
    found = ADDRESS.search(source)
    return found.group().rstrip(".)") if found else ""


def _prefixes(crosswalk: Crosswalk, shelf: Shelf) -> dict[str, str]:
    """Give an address for each edition: the page of the list, with the edition behind the number sign."""
    pages = {catalogue.name: _address(catalogue.source) for catalogue in shelf.catalogues}
    ids = {end.partition(":")[0] for link in crosswalk.links for end in (link.subject, link.object)}
    ids |= {gap.subject.partition(":")[0] for gap in crosswalk.gaps}
    return {
        _prefix(edition): f"{pages.get(edition.partition('@')[0]) or f'urn:plimsoll:catalogue:{edition}'}#{edition}:"
        for edition in ids
    }


def _prefix(edition: str) -> str:
    return re.sub(r"[^A-Za-z0-9]", "_", edition)


def _curie(reference: str) -> str:
    edition, _, code = reference.partition(":")
    return f"{_prefix(edition)}:{code}"


def _list(edition: str) -> str:
    return f"{LISTS}:{_prefix(edition)}"


def _rows(crosswalk: Crosswalk, shelf: Shelf) -> Iterator[tuple[str, ...]]:
    for link in crosswalk.links:
        target = (_curie(link.object), _label(link.object, shelf), link.object.partition(":")[0])
        yield _row(crosswalk, shelf, link.subject, f"skos:{link.relation}Match", target, link.reason)
    for gap in crosswalk.gaps:
        yield _row(crosswalk, shelf, gap.subject, "skos:relatedMatch", (NOTHING, "", gap.catalogue), gap.reason)


def _row(
    crosswalk: Crosswalk, shelf: Shelf, subject: str, predicate: str, target: tuple[str, str, str], reason: str
) -> tuple[str, ...]:
    object_, label, edition = target
    ends = (_curie(subject), _label(subject, shelf), predicate, object_, label)
    return (*ends, BY_HAND, _list(subject.partition(":")[0]), _list(edition), crosswalk.author, reason)


def _label(reference: str, shelf: Shelf) -> str:
    known = shelf.entries.get(reference) or shelf.aliases.get(reference)
    return known.title if known else ""
