"""Chapters of OWASP AISVS as Markdown go in; sections and requirements with level and text come out.

A requirement stands in a row of a table: its number, its text, its level. Editions differ in what else is in the row;
in drafts a line with number and level stands above the text.
"""

import re
from dataclasses import dataclass, field

from wizard.core.catalogue import Catalogue, Entry, Shelf
from wizard.core.imports import Imported, Remark
from wizard.core.questionnaire import Texts
from wizard.library.nodes import shown

LIST = "owasp-aisvs"
CHAPTER = re.compile(r"#\s+(C\d{1,2})[:.]?\s+(.+)")
SECTION = re.compile(r"#{2,3}\s+(C\d{1,2}\.\d{1,2})[:.]?\s+(.+)")
NUMBER = re.compile(r"[*#\s]*C?(\d{1,2}\.\d{1,2}\.\d{1,3})[*\s]*")
LEVEL = re.compile(r"[*\s]*L?([123])[*\s]*")
RULE = re.compile(r"[|:\s-]+")
CELLS = re.compile(r"(?<!\\)\|")
DRAFT = re.compile(r"\s*\**#?(\d{1,2}\.\d{1,2}\.\d{1,3})\**\s+\**Level:\s*([123])\b.*")
PREAMBLE = re.compile(r"^\*\*(Verify that)\*\*")
LONGEST = 20_000


@dataclass(slots=True)
class _Reading:
    """What was found so far, in the order of the files."""

    entries: dict[str, Entry] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)
    remarks: list[Remark] = field(default_factory=list)
    chapter: str = ""
    section: str = ""
    drafted: str = ""
    """Number and level of a draft's requirement whose text is still to come, as a row of a table would have them."""

    def skip(self, file: str, line: int, sentence: str) -> None:
        """Say that a place was not taken."""
        self.remarks.append(Remark(f"{file}:{line}", sentence, skipped=True))


def is_aisvs(text: str) -> bool:
    """Tell whether a text looks like a chapter: its heading and a row with a number of three parts."""
    lines = text.split("\n")
    return any(CHAPTER.match(line) for line in lines) and any(_is_row(line) or DRAFT.match(line) for line in lines)


def read_aisvs(texts: Texts, shelf: Shelf) -> Imported:
    """Read chapters. What the list here has under the same edition gets its text; all else becomes entries."""
    reading = _Reading()
    for file, text in texts:
        reading.chapter = reading.section = reading.drafted = ""
        for line, written in enumerate(text.split("\n"), 1):
            _read_line(reading, file, line, written.rstrip("\r"))
        if not reading.chapter:
            reading.skip(file, 1, "no heading like '# C11 Adversarial Robustness', so it is no chapter of AISVS")
    return _imported(reading, shelf)


def _read_line(reading: _Reading, file: str, line: int, written: str) -> None:
    chapter, section = CHAPTER.match(written), SECTION.match(written)
    if chapter:
        reading.chapter, reading.section = chapter[1], ""
        _keep(reading, file, line, Entry(chapter[1], chapter[2].strip(), "chapter"))
    elif section:
        reading.section = section[1]
        _keep(reading, file, line, Entry(section[1], section[2].strip(), "section", reading.chapter))
    elif draft := DRAFT.match(written):
        reading.drafted = f"{draft[1]} | {draft[2]}"
    elif reading.drafted and written.strip():
        number, _, level = reading.drafted.partition(" | ")
        reading.drafted = ""
        _read_row(reading, file, line, [number, written.strip(), level])
    elif _is_row(written):
        _read_row(reading, file, line, [cell.strip() for cell in CELLS.split(written.strip().strip("|"))])
    elif reading.chapter and written.startswith("|") and not RULE.fullmatch(written) and "Description" not in written:
        reading.skip(file, line, f"the row {shown(written)} has no number like 11.1.1")


def _is_row(written: str) -> bool:
    return written.lstrip().startswith("|") and bool(NUMBER.fullmatch(written.strip().strip("|").split("|")[0]))


def _read_row(reading: _Reading, file: str, line: int, cells: list[str]) -> None:
    number = NUMBER.fullmatch(cells[0])
    level = next((found for cell in cells[2:] if (found := LEVEL.fullmatch(cell))), None)
    if number is None or len(cells) < 3 or level is None:
        reading.skip(file, line, f"the requirement {shown(cells[0])} has no level of 1, 2 or 3")
        return
    code, text = f"C{number[1]}", PREAMBLE.sub(r"\1", cells[1]).replace("\\|", "|")
    section = code.rpartition(".")[0]
    if section != reading.section:
        reading.remarks.append(Remark(f"{file}:{line}", f"{code} stands under {reading.section or 'no section'}"))
    if len(text) > LONGEST:
        reading.skip(file, line, f"the text of {code} has more than {LONGEST:,} letters")
        return
    above = reading.entries.get(section)
    title = f"{above.title if above else section}, requirement {code.rpartition('.')[2]}"
    if _keep(reading, file, line, Entry(code, title, "requirement", section, level=int(level[1]))):
        reading.texts[code] = text


def _keep(reading: _Reading, file: str, line: int, entry: Entry) -> bool:
    if entry.id in reading.entries:
        reading.skip(file, line, f"{entry.id} is there twice")
        return False
    reading.entries[entry.id] = entry
    return True


def _imported(reading: _Reading, shelf: Shelf) -> Imported:
    edition = _edition(reading, shelf)
    known = {entry.code: entry for entry in shelf.entries.values() if entry.id.startswith(f"{LIST}@{edition}:")}
    new = tuple(_full(entry, edition) for code, entry in reading.entries.items() if code not in known)
    for code, entry in reading.entries.items():
        reading.remarks += _differences(entry, known.get(code), edition)
    counts = {f"{kind}s": 0 for kind in ("chapter", "section", "requirement")}
    for entry in reading.entries.values():
        counts[f"{entry.kind}s"] += 1
    title = "OWASP AI Security Verification Standard"
    made = Catalogue(LIST, edition, title, "OWASP Foundation", "CC BY-SA 4.0", "a file of the user's own", new)
    return Imported(
        f"{LIST}@{edition}",
        "aisvs",
        f"{title}, {edition}",
        (made,) if new else (),
        texts={f"{LIST}@{edition}:{code}": text for code, text in reading.texts.items()},
        counts=counts,
        remarks=tuple(reading.remarks),
    )


def _edition(reading: _Reading, shelf: Shelf) -> str:
    """Take the edition of the list here in which all these requirements stand with these levels; files name none."""
    wanted = {(code, entry.level) for code, entry in reading.entries.items() if entry.kind == "requirement"}
    for catalogue in shelf.catalogues:
        if catalogue.name == LIST and wanted <= {(entry.code, entry.level) for entry in catalogue.entries}:
            return catalogue.edition
    return "imported"


def _full(entry: Entry, edition: str) -> Entry:
    whole = f"{LIST}@{edition}:"
    parent = whole + entry.parent if entry.parent else ""
    return Entry(whole + entry.id, entry.title, entry.kind, parent, level=entry.level)


def _differences(entry: Entry, known: Entry | None, edition: str) -> list[Remark]:
    if known is None or entry.kind == "requirement" or _plain(known.title) == _plain(entry.title):
        return []
    return [Remark(entry.id, f"the file calls it {shown(entry.title)}, {edition} here {shown(known.title)}")]


def _plain(title: str) -> str:
    return re.sub(r"\W+", " ", title.casefold()).strip()
