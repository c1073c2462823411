"""Tables of links go in, crosswalks come out, with every problem beside them."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from wizard.core.catalogue import Shelf, complaint
from wizard.core.crosswalk import MATCHES, PROVENANCES, Crosswalk, Gap, Link
from wizard.core.questionnaire import Texts
from wizard.library.nodes import Page, Problem, shown
from wizard.library.questionnaires import excess, in_order
from wizard.library.shapes import NAME, meant
from wizard.library.tables import Form, Row, Table, read_table

LICENCES: Mapping[str, str] = {
    "Apache 2.0": "https://www.apache.org/licenses/LICENSE-2.0",
    "CC BY 4.0": "https://creativecommons.org/licenses/by/4.0/",
    "CC BY-SA 4.0": "https://creativecommons.org/licenses/by-sa/4.0/",
    "CC0 1.0": "https://creativecommons.org/publicdomain/zero/1.0/",
}
OURS = "ours-unreviewed"
NO_COUNTERPART = "none"
LINKS = Form(
    ("crosswalk", "title", "version", "licence", "provenance", "author", "source"),
    ("subject", "relation", "object", "reason"),
)
REFUSED = Form(("known-bad",), ("subject", "object", "reason"))
LONGEST_ID = 80


@dataclass(slots=True)
class _Reading:
    """What is known while tables are read: the catalogues, the pairs that are refused, answers given before."""

    shelf: Shelf
    catalogues: frozenset[str]
    refused: dict[frozenset[str], str] = field(default_factory=dict)
    complaints: dict[str, str] = field(default_factory=dict)


def read_crosswalks(texts: Texts, shelf: Shelf) -> tuple[tuple[Crosswalk, ...], tuple[Problem, ...]]:
    """Read tables of links and of pairs to refuse; a table with a problem gives no crosswalk."""
    if excess(texts):
        return (), excess(texts)
    pages = [Page(name) for name, _ in texts]
    reading = _Reading(shelf, frozenset(catalogue.id for catalogue in shelf.catalogues))
    forms = [REFUSED if text.startswith("#known-bad:") else LINKS for _, text in texts]
    tables = [read_table(page, text, form) for page, (_, text), form in zip(pages, texts, forms, strict=True)]
    read = [(page, table, form) for page, table, form in zip(pages, tables, forms, strict=True) if table]
    for page, table, form in read:
        if form is REFUSED:
            _refuse(page, table, reading)
    found: dict[str, Crosswalk] = {}
    for page, table, form in read:
        if form is LINKS:
            _take(page, table, reading, found)
    return tuple(found.values()), in_order(pages)


def known_bad(texts: Texts) -> Mapping[frozenset[str], str]:
    """Give the pairs of ids that are known not to fit, in either direction, each with its reason."""
    found: dict[frozenset[str], str] = {}
    for name, text in texts:
        table = read_table(Page(name), text, REFUSED) if text.startswith("#known-bad:") else None
        found |= {frozenset(row.cells[:2]): row.cells[2] for row in (table.rows if table else ())}
    return found


def _refuse(page: Page, table: Table, reading: _Reading) -> None:
    for row in table.rows:
        subject, object_, reason = row.cells
        for reference in (subject, object_):
            _check_reference(page, row.line, reference, reading)
        if not reason:
            page.say(row.line, "the reason is missing: why is this pair refused?")
        reading.refused[frozenset((subject, object_))] = reason


def _take(page: Page, table: Table, reading: _Reading, found: dict[str, Crosswalk]) -> None:
    _check_head(page, table, found)
    seen: dict[frozenset[str], int] = {}
    for row in table.rows:
        _check_row(page, row, table.head.get("provenance", ""), reading, seen)
    _check_gaps(page, table)
    if not page.problems:
        crosswalk = _crosswalk(table)
        found[crosswalk.id] = crosswalk


def _check_head(page: Page, table: Table, found: Mapping[str, Crosswalk]) -> None:
    known: Mapping[str, tuple[str, ...]] = {"licence": tuple(LICENCES), "provenance": PROVENANCES}
    for name, words in known.items():
        word = table.head.get(name, words[0])
        if word not in words:
            suggestion = meant(page, word, words)
            page.say(table.lines[name], f"{name} cannot be {shown(word)}; use {' or '.join(words)}{suggestion}")
    name = table.head.get("crosswalk", "a")
    if not NAME.fullmatch(name):
        page.say(table.lines["crosswalk"], f"{shown(name)} is not a good id; use words like mit-owasp")
    if name in found:
        page.say(table.lines["crosswalk"], f"the crosswalk {shown(name)} is there twice")


def _check_row(page: Page, row: Row, provenance: str, reading: _Reading, seen: dict[frozenset[str], int]) -> None:
    subject, relation, object_, reason = row.cells
    _check_reference(page, row.line, subject, reading)
    if relation == NO_COUNTERPART:
        if object_ not in reading.catalogues:
            suggestion = meant(page, object_, reading.catalogues)
            page.say(row.line, f"there is no catalogue {shown(object_)}; write one like owasp-llm@2026{suggestion}")
    elif relation not in MATCHES:
        suggestion = meant(page, relation, MATCHES)
        page.say(row.line, f"relation cannot be {shown(relation)}; use {', '.join(MATCHES)} or none{suggestion}")
    if relation != NO_COUNTERPART:
        _check_reference(page, row.line, object_, reading)
    if not reason and (provenance == OURS or relation == NO_COUNTERPART):
        page.say(row.line, "the reason is missing; say in one line why")
    pair = frozenset((subject, object_))
    if len(pair) == 1:
        page.say(row.line, f"{shown(subject)} cannot be linked with itself")
    elif pair in reading.refused:
        page.say(row.line, f"{shown(subject)} and {shown(object_)} are known not to fit: {reading.refused[pair]}")
    elif pair in seen:
        page.say(row.line, f"this pair is there twice; the first is on line {seen[pair]}")
    seen.setdefault(pair, row.line)


def _check_reference(page: Page, line: int, reference: str, reading: _Reading) -> None:
    """Report an id that is neither an entry nor an older number; a table may speak of older editions."""
    shelf = reading.shelf
    if reference in shelf.entries or reference in shelf.aliases:
        return
    if len(reference) > LONGEST_ID or not page.patient:
        page.say(line, f"{shown(reference)} is not in any catalogue")
        return
    if reference not in reading.complaints:
        reading.complaints[reference] = complaint(shelf, reference)
    page.say(line, reading.complaints[reference])


def _check_gaps(page: Page, table: Table) -> None:
    linked: dict[tuple[str, str], int] = {}
    for row in table.rows:
        subject, relation, object_, _ = row.cells
        if relation != NO_COUNTERPART:
            linked.setdefault((subject, object_.partition(":")[0]), row.line)
    for row in table.rows:
        subject, relation, object_, _ = row.cells
        if relation == NO_COUNTERPART and (subject, object_) in linked:
            page.say(row.line, f"{shown(subject)} has a counterpart in {object_}, on line {linked[subject, object_]}")


def _crosswalk(table: Table) -> Crosswalk:
    head = table.head
    provenance = next(word for word in PROVENANCES if word == head["provenance"])
    links = []
    gaps = []
    for row in table.rows:
        subject, relation, object_, reason = row.cells
        if relation == NO_COUNTERPART:
            gaps.append(Gap(subject, object_, reason))
        else:
            match = next(word for word in MATCHES if word == relation)
            links.append(Link(subject, match, object_, provenance, head["source"], reason))
    return Crosswalk(
        head["crosswalk"],
        head["title"],
        head["version"],
        head["licence"],
        provenance,
        head["author"],
        head["source"],
        tuple(links),
        tuple(gaps),
    )
