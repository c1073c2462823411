"""A SSSOM TSV goes in, the form in which others exchange mappings; a crosswalk between lists that are here comes out.

Above the columns may stand YAML in lines that begin with `#`: the prefixes of the ids among others. An id is understood
by the address of its prefix, by the prefix itself, or by the edition that the row or the set names.
"""

import csv
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from wizard.core.catalogue import Shelf
from wizard.core.crosswalk import MATCHES, Crosswalk, Gap, Link, Match
from wizard.core.imports import Imported, Remark
from wizard.library.crosswalks import LICENCES
from wizard.library.nodes import SIZE_LIMIT, UNREADABLE, Node, Page, read_node, shown

ENDS = ("subject_id", "predicate_id", "object_id")
NEEDED = (*ENDS, "mapping_justification")
PREDICATES: Mapping[str, Match] = {
    **{f"skos:{match}Match": match for match in MATCHES},
    "owl:equivalentClass": "exact",
    "owl:sameAs": "exact",
    "rdfs:subClassOf": "broad",
}
NOTHING = "sssom:NoTermFound"
ROW_LIMIT, CELL_LIMIT, COLUMN_LIMIT = 20_000, 5_000, 60
SAME_REMARKS = 20
"""How often one sentence is said; after that only how many more there are."""


@dataclass(slots=True)
class _Reading:
    """What is known while rows are read: whose ids are which list, and what was said so far."""

    file: str
    shelf: Shelf
    refused: Mapping[frozenset[str], str]
    head: Mapping[str, Node]
    prefixes: Mapping[str, str]
    links: list[Link] = field(default_factory=list)
    gaps: list[Gap] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    seen: set[tuple[str, str, str]] = field(default_factory=set)
    editions: dict[tuple[str, str], tuple[str, ...]] = field(default_factory=dict)

    def skip(self, line: int, sentence: str) -> None:
        """Say that a row was not taken."""
        self.remarks.append(Remark(f"{self.file}:{line}", sentence, skipped=True))

    def text(self, name: str) -> str:
        """Give a field of the head that is one text."""
        node = self.head.get(name)
        return node.value if node and isinstance(node.value, str) else ""


def is_sssom(text: str) -> bool:
    """Tell whether the first line that is no remark names the columns of SSSOM."""
    first = next((line for line in text.split("\n") if line.strip() and not line.startswith("#")), "")
    return {"subject_id", "predicate_id", "object_id"} <= set(first.rstrip("\r").split("\t"))


def read_sssom(file: str, text: str, shelf: Shelf, refused: Mapping[frozenset[str], str]) -> Imported:
    """Read one set of mappings; `refused` holds pairs of ids that are known not to fit, with the reason."""
    lines = text.split("\n")
    above = next((place for place, line in enumerate(lines) if line.strip() and not line.startswith("#")), len(lines))
    reading = _begin(file, lines[:above], shelf, refused)
    if _is_bounded(reading, text):
        _read_rows(reading, "\n".join(lines[above:]), above)
    return _imported(reading)


def _begin(file: str, lines: list[str], shelf: Shelf, refused: Mapping[frozenset[str], str]) -> _Reading:
    page = Page(file)
    node = read_node(page, "\n".join(line[1:] for line in lines)) if lines else None
    head = node.value if node and isinstance(node.value, dict) else {}
    curies = head.get("curie_map")
    prefixes = {
        name: item.value
        for name, item in (curies.value if curies and isinstance(curies.value, dict) else {}).items()
        if isinstance(item.value, str)
    }
    reading = _Reading(file, shelf, refused, head, prefixes)
    for problem in page.problems:
        reading.skip(problem.line, f"what stands above the columns is not understood: {problem.message}")
    return reading


def _is_bounded(reading: _Reading, text: str) -> bool:
    unreadable = UNREADABLE.search(text)
    if len(text.encode("utf-8", "surrogatepass")) > SIZE_LIMIT or text.count("\n") > ROW_LIMIT:
        reading.skip(1, f"it is larger than 2 MB or has more than {ROW_LIMIT:,} rows; split it")
    elif unreadable:
        line = text.count("\n", 0, unreadable.start()) + 1
        reading.skip(line, f"the character U+{ord(unreadable.group()):04X} cannot stand here; save the file as UTF-8")
    else:
        return True
    return False


def _read_rows(reading: _Reading, text: str, above: int) -> None:
    rows = _rows(reading, text, above)
    _, names = next(rows, (0, []))
    columns = [name.strip() for name in names]
    missing = [name for name in NEEDED if name not in columns]
    if missing:
        reading.skip(above + 1, f"there is no column {' and no '.join(missing)}, which SSSOM asks for")
    elif len(columns) > COLUMN_LIMIT:
        reading.skip(above + 1, f"there are more than {COLUMN_LIMIT} columns")
    else:
        for line, cells in rows:
            if any(cell.strip() for cell in cells):
                more = any(cell.strip() for cell in cells[len(columns) :])
                _read_row(reading, line, dict(zip(columns, cells, strict=False)), more=more)


def _rows(reading: _Reading, text: str, above: int) -> Iterator[tuple[int, list[str]]]:
    """Give the cells of each row and the line on which it begins.

    Cells may be quoted. Where quotes do not come in pairs, whoever wrote the file did not quote: from there on they are
    read as they stand, lest one of them takes the rows below with it.
    """
    begun = 0
    for quoting in (csv.QUOTE_MINIMAL, csv.QUOTE_NONE):
        lines = io.StringIO("\n".join(text.split("\n")[begun:]))
        rows = csv.reader(lines, delimiter="\t", quoting=quoting, strict=True)
        first = begun
        try:
            for cells in rows:
                yield above + begun + 1, cells
                begun = first + rows.line_num
        except csv.Error:
            continue
        return
    reading.skip(above + begun + 1, "nothing is read from here on: the line is too long, or its end is damaged")


def _read_row(reading: _Reading, line: int, row: Mapping[str, str], *, more: bool) -> None:
    """Read one row; `more` tells whether something stands behind the last column."""
    subject, predicate, object_ = (row.get(name, "").strip() for name in ENDS)
    empty = [name for name, cell in zip(ENDS, (subject, predicate, object_), strict=True) if not cell]
    if more:
        reading.skip(line, "the row has more cells than there are columns")
    elif max(map(len, row.values())) > CELL_LIMIT:
        reading.skip(line, f"a cell has more than {CELL_LIMIT:,} letters")
    elif empty:
        reading.skip(line, f"the row has no {' and no '.join(empty)}")
    elif row.get("predicate_modifier", "").strip():
        reading.skip(line, f"{shown(subject)} and {shown(object_)} are said not to match")
    elif predicate not in PREDICATES:
        reading.skip(line, f"the relation {shown(predicate)} is none of {', '.join(sorted(PREDICATES))}")
    elif object_ == NOTHING:
        _take_gap(reading, line, subject, row)
    else:
        _take_link(reading, line, row, (subject, PREDICATES[predicate], object_))


def _take_gap(reading: _Reading, line: int, subject: str, row: Mapping[str, str]) -> None:
    known = _known(reading, subject, row, "subject")
    end = (row.get("object_source") or reading.text("object_source")).strip()
    lists = {_letters(item.id): item.id for item in reading.shelf.catalogues}
    catalogue = lists.get(_letters(end.rpartition(":")[2]))
    if known and catalogue:
        reading.gaps.append(Gap(known, catalogue, _reason(row)))
    elif known and not end:
        reading.skip(line, f"{known} has no counterpart, but the row has no object_source that says in which list")
    else:
        reading.skip(line, f"{shown(end if known else subject)} is {'no list' if known else 'in no list'} here")


def _take_link(reading: _Reading, line: int, row: Mapping[str, str], ends: tuple[str, Match, str]) -> None:
    subject, match, object_ = ends
    one, other = _known(reading, subject, row, "subject"), _known(reading, object_, row, "object")
    pair = frozenset((one, other))
    if not one or not other:
        reading.skip(line, f"{shown(object_ if one else subject)} is in no list here")
    elif len(pair) == 1:
        reading.skip(line, f"{one} is linked with itself")
    elif pair in reading.refused:
        reading.skip(line, f"{one} and {other} do not fit: {reading.refused[pair]}")
    elif (one, match, other) in reading.seen:
        reading.skip(line, f"{one} and {other} are there twice")
    else:
        reading.seen.add((one, match, other))
        source = reading.text("mapping_set_id") or reading.file
        reading.links.append(Link(one, match, other, "unreviewed", source, _reason(row)))


def _reason(row: Mapping[str, str]) -> str:
    return row.get("comment", "").strip()


def _known(reading: _Reading, curie: str, row: Mapping[str, str], end: str) -> str:
    """Give the full id of an entry or older number that a CURIE means; empty when it means none that is here."""
    shelf, (prefix, _, code) = reading.shelf, curie.partition(":")
    version = (row.get(f"{end}_source_version") or reading.text(f"{end}_source_version")).strip()
    if (prefix, version) not in reading.editions:
        reading.editions[prefix, version] = tuple(_editions(reading, prefix, version))
    for identity in (curie, *(f"{edition}:{code}" for edition in reading.editions[prefix, version])):
        if identity in shelf.entries or identity in shelf.aliases:
            return identity
    return ""


def _editions(reading: _Reading, prefix: str, version: str) -> Iterator[str]:
    """Give the editions that a prefix can stand for: by its address, by itself, or as a list's name with a version.

    A name without a version is understood where there is one edition of the list.
    """
    address, said = reading.prefixes.get(prefix, "").rstrip(":/#"), _letters(prefix)
    editions = sorted({item.partition(":")[0] for item in (*reading.shelf.entries, *reading.shelf.aliases)})
    named = [edition for edition in editions if _letters(edition.partition("@")[0]) == said]
    for edition in editions:
        own = edition.partition("@")[2]
        if address.endswith(edition) or said == _letters(edition) or (edition in named and version == own):
            yield edition
    if len(named) == 1:
        yield named[0]


def _letters(text: str) -> str:
    return re.sub(r"[^a-z0-9]", "", text.casefold())


def _imported(reading: _Reading) -> Imported:
    name = re.sub(r"[^a-z0-9]+", "-", reading.text("mapping_set_id").rpartition("/")[2].rpartition(":")[2].casefold())
    stem = re.sub(r"[^a-z0-9]+", "-", reading.file.rpartition("/")[2].partition(".")[0].casefold()).strip("-")
    name = name.strip("-")[:60] or stem[:60] or "crosswalk"
    title = reading.text("mapping_set_title") or name
    licence = next((short for short, page in LICENCES.items() if page == reading.text("license")), "")
    made = Crosswalk(
        name,
        title,
        reading.text("mapping_set_version") or "1",
        licence or reading.text("license") or "not said",
        "unreviewed",
        "as in the file",
        reading.text("mapping_set_id") or reading.file,
        tuple(reading.links),
        tuple(reading.gaps),
    )
    counts = {"links": len(reading.links), "entries without a counterpart": len(reading.gaps)}
    taken = (made,) if reading.links or reading.gaps else ()
    return Imported(f"sssom:{name}", "sssom", title, (), taken, counts=counts, remarks=tuple(_fewer(reading.remarks)))


def _fewer(remarks: list[Remark]) -> Iterator[Remark]:
    """Keep every remark, but where hundreds have the same end, name the first and count the rest."""
    said: dict[str, int] = {}
    for remark in remarks:
        end = remark.sentence.rpartition("' ")[2]
        said[end] = said.get(end, 0) + 1
        if said[end] <= SAME_REMARKS:
            yield remark
    for end, count in said.items():
        if count > SAME_REMARKS:
            more = count - SAME_REMARKS
            sentence = f"the same holds for {more:,} more row{'s'[: more != 1]}: … {end}"
            yield Remark(remarks[0].where.partition(":")[0], sentence, skipped=True)
