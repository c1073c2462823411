"""Files of the FINOS AI Governance Framework as Markdown go in; their texts and their links to other lists come out.

Each file begins with YAML between two lines of dashes. Two forms are known: the current one, and that of the first
version, whose numbers (TR-14) meant other entries and whose references had titles but no edition. Between the two,
types were words in a list and links to OWASP had numbers like OWASP-LLM_2025_LLM07.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from wizard.core.catalogue import Alias, Catalogue, Entry, Relation, Shelf
from wizard.core.crosswalk import Crosswalk, Link
from wizard.core.imports import Imported, Remark
from wizard.core.questionnaire import Texts
from wizard.library.nodes import Node, Page, read_node, shown

LIST, CURRENT, FIRST, IMPORTED = "finos", "v2", "v1", "imported"
KINDS = {"risk": "ri", "mitigation": "mi"}
CONTROL_TYPES = {"preventative": "PREV", "preventive": "PREV", "detective": "DET", "prev": "PREV", "det": "DET"}
CODE = re.compile(r"(llm|ml|asi)(\d{2})-(\d{4})")
EARLIER = re.compile(r"OWASP-(LLM|ML|ASI)_(\d{4})_[A-Z]+(\d{2})")
TITLED = re.compile(r"(LLM\d{2})(?::(\d{4}))?:?\s*(.*)")
NUMBERED = re.compile(r"^(?:LLM|ML|ASI)\d{2}(?::\d{4})?:?\s+", re.IGNORECASE)
OWN = re.compile(r"(ri|mi)-(\d{1,3})")
FRONT = re.compile(r"\s*---[ \t]*\r?\n(.*?)\r?\n---[ \t]*(?:\r?\n|$)", re.DOTALL)
SAID = re.compile(r"^\s*-\s*(\S+)\s+#\s*(.*)$", re.MULTILINE)
BECAME: Mapping[Relation, str] = {
    "same": "is now",
    "retitled": "has another title as",
    "changed": "has changed into",
    "merged": "was merged into",
    "removed": "is no longer",
}
LONGEST = 200_000
SOURCE = "front matter of a file of the user's own"


@dataclass(frozen=True, slots=True)
class _File:
    """One file: what stands in its front, what follows, and what remarks in the front say about its references."""

    name: str
    front: Mapping[str, Node]
    body: str
    said: Mapping[str, str]

    def text(self, name: str) -> str:
        """Give a field that is one text; empty when it is not there or is a list."""
        node = self.front.get(name)
        return node.value if node and isinstance(node.value, str) else ""

    def items(self, name: str) -> tuple[str, ...]:
        """Give the texts of a field that is a list, or its one text; `TR-2: A title` counts as TR-2."""
        node = self.front.get(name)
        items = node.value if node and isinstance(node.value, tuple) else (node,) if node else ()
        found = (item.value if isinstance(item.value, dict) else (item.value,) for item in items)
        return tuple(text for part in found for text in part if isinstance(text, str) and text.strip())

    def line(self, name: str) -> str:
        """Say where a field stands."""
        return f"{self.name}:{self.front[name].line + 1}" if name in self.front else self.name


@dataclass(slots=True)
class _Reading:
    """What was found so far."""

    shelf: Shelf
    refused: Mapping[frozenset[str], str]
    entries: dict[str, Entry] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)
    links: dict[frozenset[str], Link] = field(default_factory=dict)
    remarks: list[Remark] = field(default_factory=list)
    elsewhere: dict[str, int] = field(default_factory=dict)
    files: dict[str, str] = field(default_factory=dict)
    """The file that each entry was read from."""
    counts: dict[str, int] = field(default_factory=lambda: {"risks": 0, "mitigations": 0})

    def say(self, where: str, sentence: str, *, skipped: bool = False) -> None:
        """Add a remark."""
        self.remarks.append(Remark(where, sentence, skipped=skipped))


def is_finos(text: str) -> bool:
    """Tell whether a text begins with a front in which a sequence stands."""
    front = _front(text)
    return front is not None and re.search(r"^sequence:", front, re.MULTILINE) is not None


def read_finos(texts: Texts, shelf: Shelf, refused: Mapping[frozenset[str], str]) -> Imported:
    """Read files of risks and mitigations; `refused` holds pairs of ids that are known not to fit, with the reason."""
    reading = _Reading(shelf, refused)
    found: list[tuple[_File, Entry]] = []
    for name, text in texts:
        file = _file(reading, name, text)
        entry = _entry(reading, file) if file else None
        if file and entry:
            found.append((file, entry))
    for file, entry in found:
        _read_links(reading, file, entry)
    return _imported(reading)


def _front(text: str) -> str | None:
    """Give what stands between the first two lines of dashes; some files have a byte order mark or a blank before."""
    match = FRONT.match(text)
    return match[1] if match else None


def _file(reading: _Reading, name: str, text: str) -> _File | None:
    front, page = _front(text), Page(name)
    if front is None:
        reading.say(name, "it does not begin with a front between two lines of dashes", skipped=True)
        return None
    node = read_node(page, front)
    if node is None or not isinstance(node.value, dict) or page.problems:
        why = page.problems[0].message if page.problems else "its front is no list of names and values"
        where = page.problems[0].line + 1 if page.problems else 2
        reading.say(f"{name}:{where}", why, skipped=True)
        return None
    body = FRONT.sub("", text, count=1).strip()
    return _File(name, node.value, body, {match[1]: match[2].strip() for match in SAID.finditer(front)})


def _entry(reading: _Reading, file: _File) -> Entry | None:
    title, number = file.text("title").strip(), file.text("sequence").strip()
    if not title or not number.isdecimal() or len(number) > 4:
        reading.say(file.name, "its front has no title, or no sequence that is a number", skipped=True)
        return None
    if file.text("layout").casefold() not in ("", *KINDS):
        reading.say(
            file.line("layout"), f"its layout {shown(file.text('layout'))} is no risk or mitigation", skipped=True
        )
        return None
    if len(file.body) > LONGEST:
        reading.say(file.name, f"its text has more than {LONGEST:,} letters", skipped=True)
        return None
    kind = _kind(file)
    entry = _current(reading, file, kind, int(number)) if "layout" in file.front else _first(reading, file, int(number))
    if entry.id in reading.texts:
        reading.say(file.name, f"{entry.id} was read from {reading.files[entry.id]} already", skipped=True)
        return None
    if _plain(entry.title) != _plain(title):
        reading.say(file.line("title"), f"the file calls {entry.id} {shown(title)}, the list here {shown(entry.title)}")
    reading.texts[entry.id], reading.files[entry.id] = file.body, file.name
    reading.counts[f"{kind}s"] += 1
    return entry


def _kind(file: _File) -> str:
    layout = file.text("layout").casefold()
    if layout in KINDS:
        return layout
    types = {item.casefold() for item in file.items("type")}
    return "mitigation" if "mitigates" in file.front or types & set(CONTROL_TYPES) else "risk"


def _current(reading: _Reading, file: _File, kind: str, number: int) -> Entry:
    """Find an entry by its type and number, or by its title where the file gives another type than the list here."""
    said = next(iter(file.items("type")), "")
    category = CONTROL_TYPES.get(said.casefold(), re.sub(r"[^A-Z]", "", said.upper()))
    code = "-".join(part for part in ("AIR", category, f"{number:03}") if part)
    known = reading.shelf.entries.get(f"{LIST}@{CURRENT}:{code}")
    if known and known.kind == kind:
        return known
    for entry in reading.shelf.entries.values():
        numbered = entry.id.startswith(f"{LIST}@{CURRENT}:") and entry.id.endswith(f"-{number:03}")
        if numbered and entry.kind == kind and _plain(entry.title) == _plain(file.text("title")):
            return entry
    return _new(reading, file, code, kind)


def _first(reading: _Reading, file: _File, number: int) -> Entry:
    """Keep an entry of the first version under its old number, which is known with what became of it."""
    kind = _kind(file)
    code = f"{'CT' if kind == 'mitigation' else 'TR'}-{number}"
    alias = reading.shelf.aliases.get(f"{LIST}@{FIRST}:{code}")
    if alias is None:
        return _new(reading, file, code, kind)
    became = f"{BECAME[alias.relation]} {alias.new}" if alias.new else "was dropped without a successor"
    reading.say(file.name, f"{alias.old} ({alias.title}) {became}")
    return Entry(alias.old, alias.title, kind)


def _new(reading: _Reading, file: _File, code: str, kind: str) -> Entry:
    entry = Entry(f"{LIST}@{IMPORTED}:{code}", file.text("title").strip(), kind)
    reading.say(file.name, f"no list here has {code}; it is kept as {entry.id}")
    reading.entries[entry.id] = entry
    return entry


def _read_links(reading: _Reading, file: _File, entry: Entry) -> None:
    for name in file.front:
        if name in ("related_risks", "related_mitigations", "mitigates"):
            for item in file.items(name):
                _link_own(reading, file, name, entry, item)
        elif name.endswith("_references") or name.startswith("external_"):
            _link_others(reading, file, name, entry)
        elif name == "external-refs":
            for title in _titles(file.front[name]):
                _link_titled(reading, file, entry, title)


def _link_own(reading: _Reading, file: _File, name: str, entry: Entry, item: str) -> None:
    match = OWN.fullmatch(item.strip())
    kind = {short: kind for kind, short in KINDS.items()}.get(match[1]) if match else None
    ending = f"-{int(match[2]):03}" if match else ""
    ends = [
        other
        for other in (*reading.shelf.entries.values(), *reading.entries.values())
        if other.id.startswith(LIST + "@") and other.kind == kind and other.id.endswith(ending)
    ]
    if match and ends:
        _compare(reading, file, name, item, ends[0].id)
        _link(reading, file.line(name), entry.id, ends[0].id)
    else:
        reading.say(file.line(name), f"{shown(item)} is no entry of FINOS here", skipped=True)


def _link_others(reading: _Reading, file: _File, name: str, entry: Entry) -> None:
    for item in file.items(name):
        code = _owasp(item.strip())
        if not code:
            other = name.removesuffix("_references")
            reading.elsewhere[other] = reading.elsewhere.get(other, 0) + 1
            continue
        meant = _title(reading, code)
        if not meant:
            reading.say(file.line(name), f"{code} is in no list here", skipped=True)
            continue
        if EARLIER.fullmatch(item.strip()) and frozenset((entry.id, code)) not in reading.refused:
            number = f"{code} is taken by its number alone; the list calls it {shown(meant)}"
            reading.say(file.line(name), number)
        _compare(reading, file, name, item, code)
        _link(reading, file.line(name), entry.id, code)


def _compare(reading: _Reading, file: _File, name: str, item: str, code: str) -> None:
    """Say it when the title that a file remarks beside a reference is not the one here."""
    said, meant = NUMBERED.sub("", file.said.get(item, "")), _title(reading, code)
    if said and _plain(said) != _plain(meant):
        reading.say(file.line(name), f"the file calls {code} {shown(said)}, the list {shown(meant)}")


def _owasp(item: str) -> str:
    """Give the full id of a list of OWASP's that an item means; empty when it means none."""
    match, earlier = CODE.fullmatch(item), EARLIER.fullmatch(item)
    if match:
        name, number, edition = match[1], match[2], match[3]
    elif earlier:
        name, edition, number = earlier[1].casefold(), earlier[2], earlier[3]
    else:
        return ""
    return f"owasp-{name}@{edition}:{name.upper()}{number}"


def _titles(node: Node) -> Iterator[str]:
    """Give the texts of a reference of the first form: a list of mappings from a list's name to texts."""
    if isinstance(node.value, str):
        yield node.value
    else:
        for item in node.value.values() if isinstance(node.value, dict) else node.value:
            yield from _titles(item)


def _link_titled(reading: _Reading, file: _File, entry: Entry, title: str) -> None:
    """Find the one edition in which a number had this title; the first form names none."""
    where, match = file.line("external-refs"), TITLED.match(title)
    known: dict[str, Entry | Alias] = {**reading.shelf.entries, **reading.shelf.aliases}
    ends = [
        code
        for code, item in known.items()
        if match
        and code.startswith("owasp-llm@")
        and code.endswith(":" + match[1])
        and _plain(item.title) == _plain(match[3])
    ]
    if not ends:
        reading.say(where, f"{shown(title)} is in no edition that is here", skipped=True)
        return
    if len(ends) > 1:
        reading.say(where, f"{shown(title)} stands in {len(ends)} editions; the newest is taken")
    _link(reading, where, entry.id, max(ends))


def _link(reading: _Reading, where: str, subject: str, object_: str) -> None:
    pair = frozenset((subject, object_))
    if pair in reading.refused:
        reading.say(where, f"{subject} and {object_} do not fit: {reading.refused[pair]}", skipped=True)
    elif len(pair) == 2:
        reading.links.setdefault(pair, Link(subject, "related", object_, "unreviewed", SOURCE))


def _title(reading: _Reading, code: str) -> str:
    known = reading.shelf.entries.get(code) or reading.entries.get(code) or reading.shelf.aliases.get(code)
    return known.title if known else ""


def _imported(reading: _Reading) -> Imported:
    title, licence = "FINOS AI Governance Framework", "CC BY 4.0"
    for name, count in reading.elsewhere.items():
        reading.say(name, f"{count} reference{'s'[: count != 1]} to a list that is not here", skipped=True)
    new = Catalogue(LIST, IMPORTED, title, "FINOS", licence, SOURCE, tuple(reading.entries.values()))
    links = tuple(reading.links.values())
    made = Crosswalk("finos-imported", f"{title}, links", "1", licence, "unreviewed", "FINOS", SOURCE, links)
    return Imported(
        "finos",
        "finos",
        title,
        (new,) if reading.entries else (),
        (made,) if links else (),
        reading.texts,
        {**{what: count for what, count in reading.counts.items() if count}, "links": len(links)},
        tuple(reading.remarks),
    )


def _plain(title: str) -> str:
    return re.sub(r"\W+", " ", title.casefold()).strip()
