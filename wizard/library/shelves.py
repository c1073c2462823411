"""Tables of other people's large lists go in, one shelf comes out, with every problem beside it.

They stand apart from the catalogues that questions are read with: somebody has to ask for them, and no report holds them.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from itertools import islice

from wizard.core.catalogue import AXES, ENTITIES, INTENTS, TIMINGS, Catalogue, Coding, Entry, Shelf, shelve
from wizard.core.questionnaire import Texts
from wizard.library.nodes import Page, Problem, shown
from wizard.library.questionnaires import excess, in_order
from wizard.library.shapes import NAME, meant
from wizard.library.tables import Form, Row, Table, read_table

HEAD = ("catalogue", "edition", "title", "publisher", "licence", "source")
NEEDED = ("id", "kind", "title")
CODES: Mapping[str, tuple[str, ...]] = dict(zip(AXES, (ENTITIES, INTENTS, TIMINGS), strict=True))
LEVELS = ("1", "2", "3")
TAXONOMY = "mit@v3"
"""Where subdomains stand: MIT codes its risks with the taxonomy of the same edition."""

NEAR = 200
"""How many rows above are looked through for the parent that was meant; comparing with all takes too long."""

CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._/-]{0,79}")
EDITION = re.compile(r"[A-Za-z0-9.]{1,20}")
LINK = re.compile(r"https?://[^\s/]\S*")
ROW = re.compile(r"[1-9][0-9]{0,6}")


@dataclass(slots=True)
class _List:
    """One table while it is read: its columns, what it may refer to, and the lines of what was read so far."""

    page: Page
    columns: tuple[str, ...]
    taxonomy: Mapping[str, str]
    id: str = ""
    lines: dict[str, int] = field(default_factory=dict)
    sheet: dict[str, int] = field(default_factory=dict)


def read_shelves(texts: Texts, beside: Shelf | None = None) -> tuple[Shelf, tuple[Problem, ...]]:
    """Read tables; those with a problem are left off the shelf.

    `beside` holds the catalogues that stand there already: their names are taken, and where MIT's taxonomy is among
    them, subdomains are looked up in it.
    """
    if excess(texts):
        return Shelf(), excess(texts)
    standing = beside or Shelf()
    taken = {catalogue.id: "the catalogues" for catalogue in standing.catalogues}
    taxonomy = {entry.code: entry.id for entry in standing.entries.values() if entry.id.startswith(TAXONOMY + ":")}
    pages = [Page(name) for name, _ in texts]
    found = []
    for page, (_, text) in zip(pages, texts, strict=True):
        columns = _columns(page, text)
        table = read_table(page, text, Form(HEAD, columns))
        catalogue = _catalogue(_List(page, columns, taxonomy), table, taken) if table else None
        if catalogue and not page.problems:
            found.append(catalogue)
    return shelve(tuple(found)), in_order(pages)


def _columns(page: Page, text: str) -> tuple[str, ...]:
    """Give the columns of a table: the three that each has, and what it chose of the others."""
    lines = text[:20_000].split("\n")
    place, first = next(((place, line) for place, line in enumerate(lines, 1) if line and line[0] != "#"), (1, ""))
    columns = tuple(first.removesuffix("\r").split("\t"))
    if columns[: len(NEEDED)] != NEEDED:
        return NEEDED
    if len(columns) > len(CHECKS) or len(set(columns)) < len(columns):
        page.say(place, f"there are more columns than there can be, or one is there twice: use {', '.join(CHECKS)}")
        return NEEDED
    for name in columns:
        if name not in CHECKS:
            page.say(place, f"there is no column {shown(name)}{meant(page, name, CHECKS)}")
    return columns


def _catalogue(reading: _List, table: Table, taken: dict[str, str]) -> Catalogue:
    page, head = reading.page, table.head
    for name, rule, example in (("catalogue", NAME, "mit-risks"), ("edition", EDITION, "v3")):
        if name in head and not rule.fullmatch(head[name]):
            page.say(table.lines[name], f"{shown(head[name])} is no {name}; write it like {example}")
    reading.id = f"{head.get('catalogue')}@{head.get('edition')}"
    if reading.id in taken:
        where = f"the first is in {taken[reading.id]}"
        page.say(table.lines.get("catalogue", 1), f"{shown(reading.id)} is there twice; {where}")
    taken.setdefault(reading.id, page.file)
    if not table.rows:
        page.say(1, "there are no entries under the columns")
    return Catalogue(
        head.get("catalogue", ""),
        head.get("edition", ""),
        head.get("title", ""),
        head.get("publisher", ""),
        head.get("licence", ""),
        head.get("source", ""),
        tuple(_entry(reading, row) for row in table.rows),
    )


def _entry(reading: _List, row: Row) -> Entry:
    cells = dict(zip(reading.columns, row.cells, strict=True))
    for name, cell in cells.items():
        said = CHECKS[name](reading, cell) if name in CHECKS and (cell or name in NEEDED) else ""
        if said:
            reading.page.say(row.line, said)
    reading.lines.setdefault(cells["id"], row.line)
    if cells.get("row"):
        reading.sheet.setdefault(cells["row"], row.line)
    level, place = cells.get("level", ""), cells.get("row", "")
    return Entry(
        f"{reading.id}:{cells['id']}",
        cells["title"],
        cells["kind"],
        f"{reading.id}:{cells['parent']}" if cells.get("parent") else "",
        cells.get("url", ""),
        int(level) if level in LEVELS else 0,
        cells.get("document", ""),
        cells.get("page", ""),
        int(place) if ROW.fullmatch(place) else 0,
        cells.get("described") == "yes",
        _coding(cells) if "subdomain" in cells else None,
    )


def _coding(cells: Mapping[str, str]) -> Coding:
    place = cells["subdomain"]
    entity, intent, timing = (cells.get(axis, "") for axis in AXES)
    return Coding(f"{TAXONOMY}:{place}" if place else "", entity, intent, timing)


def _check_id(reading: _List, cell: str) -> str:
    if not CODE.fullmatch(cell):
        return f"{shown(cell)} is no id; use letters, digits and . _ / - up to 80 characters"
    if cell in reading.lines:
        return f"the entry {shown(cell)} is there twice; the first is on line {reading.lines[cell]}"
    return ""


def _check_parent(reading: _List, cell: str) -> str:
    if cell in reading.lines:
        return ""
    near = tuple(islice(reversed(reading.lines), NEAR))
    return f"there is no entry {shown(cell)} above this one{meant(reading.page, cell, near)}"


def _check_subdomain(reading: _List, cell: str) -> str:
    if not reading.taxonomy or cell in reading.taxonomy:
        return ""
    return f"{TAXONOMY} has no entry {shown(cell)}{meant(reading.page, cell, reading.taxonomy)}"


def _check_row(reading: _List, cell: str) -> str:
    if not ROW.fullmatch(cell):
        return f"row has to be a number like 1930, not {shown(cell)}"
    if cell in reading.sheet:
        return f"the row {cell} of the sheet is there twice; the first is on line {reading.sheet[cell]}"
    return ""


def _any(longest: int, name: str) -> Callable[[_List, str], str]:
    def check(_reading: _List, cell: str) -> str:
        if not cell:
            return f"{name} is empty"
        return f"{name} is {len(cell)} characters long; at most {longest} are allowed" if len(cell) > longest else ""

    return check


def _one_of(name: str, allowed: tuple[str, ...]) -> Callable[[_List, str], str]:
    def check(reading: _List, cell: str) -> str:
        if cell in allowed:
            return ""
        rule = f"use {', '.join(allowed)}, or nothing"
        return f"{name} cannot be {shown(cell)}; {rule}{meant(reading.page, cell, allowed)}"

    return check


def _check_kind(_reading: _List, cell: str) -> str:
    return "" if NAME.fullmatch(cell) else f"{shown(cell)} is no kind; use small letters joined by hyphens"


def _check_url(_reading: _List, cell: str) -> str:
    return "" if LINK.fullmatch(cell) else f"{shown(cell)} is no link; begin with https://"


CHECKS: Mapping[str, Callable[[_List, str], str]] = {
    "id": _check_id,
    "kind": _check_kind,
    "title": _any(300, "title"),
    "parent": _check_parent,
    "url": _check_url,
    "level": _one_of("level", LEVELS),
    "subdomain": _check_subdomain,
    **{axis: _one_of(axis, CODES[axis]) for axis in AXES},
    "document": _any(60, "document"),
    "page": _any(30, "page"),
    "row": _check_row,
    "described": _one_of("described", ("yes", "no")),
}
"""The columns that there are, and what is wrong with a cell in each; the first three are in every table."""
