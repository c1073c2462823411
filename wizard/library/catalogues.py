"""YAML texts of catalogues go in, one shelf comes out, with every problem beside it."""

from collections.abc import Mapping

from wizard.core.catalogue import Alias, Catalogue, Entry, Shelf, shelve
from wizard.core.questionnaire import Texts
from wizard.library.nodes import Page, Problem, shown
from wizard.library.questionnaires import excess, in_order, read_document
from wizard.library.rules import records, report_twice
from wizard.library.shapes import Record, meant


def read_catalogues(texts: Texts) -> tuple[Shelf, tuple[Problem, ...]]:
    """Read catalogues; those with a problem are left off the shelf."""
    if excess(texts):
        return Shelf(), excess(texts)
    pages = [Page(name) for name, _ in texts]
    found = [read_document(page, text, ("catalogue",))[1] for page, (_, text) in zip(pages, texts, strict=True)]
    read = [record for record in found if record]
    report_twice(read, _name, "the catalogue")
    for record in read:
        _check(record)
    return shelve(tuple(_catalogue(record) for record in read if not record.page.problems)), in_order(pages)


def _name(record: Record) -> str:
    return f"{record.get('catalogue')}@{record.get('edition')}"


def _check(catalogue: Record) -> None:
    entries = {entry.get("id"): entry for entry in records(catalogue, "entries")}
    report_twice(records(catalogue, "entries"), lambda entry: entry.get("id"), "the entry")
    report_twice(records(catalogue, "aliases"), lambda alias: alias.get("old"), "the alias")
    for entry in entries.values():
        parent = entry.get("parent")
        if parent is not None and parent not in entries:
            entry.say("parent", f"there is no entry {shown(parent)}{meant(entry.page, parent, filter(None, entries))}")
    titles = {f"{_name(catalogue)}:{code}": str(entry.get("title")) for code, entry in entries.items()}
    for alias in records(catalogue, "aliases"):
        _check_alias(alias, titles)


def _check_alias(alias: Record, titles: Mapping[str, str]) -> None:
    relation, new = alias.get("relation"), alias.get("new")
    if "@" not in alias.get("old", "@"):
        alias.say("old", f"{shown(alias.get('old'))} names no edition; write it like owasp-llm@2025:LLM07")
    if alias.get("old") in titles:
        alias.say("old", f"{shown(alias.get('old'))} is an entry of this edition; it cannot be an older number too")
    if relation == "removed" and new is not None:
        alias.say("new", "what was removed has nothing new; leave it out, or write merged")
    if relation not in ("removed", None) and "new" not in alias.values:
        alias.say("relation", f"{relation} needs the field new: where it went")
    if new is not None and new not in titles:
        alias.say("new", f"there is no entry {shown(new)} in this catalogue{meant(alias.page, new, titles)}")
    elif new is not None and relation == "same" and titles[new].casefold() != alias.get("title", "").casefold():
        alias.say("title", f"{shown(new)} has the title {shown(titles[new])}; write retitled or changed")


def _catalogue(record: Record) -> Catalogue:
    name = _name(record)
    return Catalogue(
        record.get("catalogue"),
        record.get("edition"),
        record.get("title"),
        record.get("publisher"),
        record.get("licence"),
        record.get("source"),
        tuple(_entry(name, item) for item in records(record, "entries")),
        tuple(
            Alias(item.get("old"), item.get("title"), item.get("relation"), item.get("new", ""))
            for item in records(record, "aliases")
        ),
    )


def _entry(name: str, record: Record) -> Entry:
    parent = f"{name}:{record.get('parent')}" if record.get("parent") else ""
    return Entry(
        f"{name}:{record.get('id')}", record.get("title"), record.get("kind", ""), parent, record.get("url", "")
    )
