"""Chapters of OWASP AISVS as Markdown go in; sections and requirements with level and text come out.

A requirement stands in a row of a table: its number, its text, its level. Editions differ in what else is in the row;
in drafts a line with number and level stands above the text. A translation has rows in other digits beside the
English ones, and whoever has a copy of all that is published has several editions, each in a folder of its own.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby

from wizard.core.catalogue import Catalogue, Entry, Shelf
from wizard.core.imports import Imported, Remark
from wizard.core.questionnaire import Texts
from wizard.library.nodes import shown

LIST = "owasp-aisvs"
CHAPTER = re.compile(r"#\s+C0?([0-9]{1,2})[:.]?\s+(.+)")
SECTION = re.compile(r"#{2,3}\s+C0?([0-9]{1,2}\.[0-9]{1,2})[:.]?\s+(.+)")
NUMBER = re.compile(r"[*#\s]*C?([0-9]{1,2}\.[0-9]{1,2}\.[0-9]{1,3})[*\s]*")
TRANSLATED = re.compile(r"[*#\s]*C?\d{1,2}\.\d{1,2}\.\d{1,3}[*\s]*")
LEVEL = re.compile(r"[*\s]*L?([123])[*\s]*")
RULE = re.compile(r"[|:\s-]+")
CELLS = re.compile(r"(?<!\\)\|")
DRAFT = re.compile(r"\s*\**#?([0-9]{1,2}\.[0-9]{1,2}\.[0-9]{1,3})\**\s+\**Level:\s*([123])\b.*")
EDITION = re.compile(r"v?([0-9]{1,2}\.[0-9]{1,2}(?:-[a-z]{1,8})?)")
NO_CHAPTER = "no chapter of AISVS: it lacks a heading like '# C11 …', sections, or requirements like 11.1.1"
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
    columns: int = 0
    """How many columns the table has that is being read; none outside, less than none in a table of something else."""
    translated: list[int] = field(default_factory=list)
    """The lines of the file whose numbers are in other digits."""
    drafted: str = ""
    """Number and level of a draft's requirement whose text is still to come, as a row of a table would have them."""

    def skip(self, file: str, line: int, sentence: str) -> None:
        """Say that a place was not taken."""
        self.remarks.append(Remark(f"{file}:{line}", sentence, skipped=True))


def is_aisvs(text: str) -> bool:
    """Tell whether a text looks like a chapter: its heading, a section's, and a row with a number of three parts."""
    lines = text.split("\n")
    return all(any(form(line) for line in lines) for form in (CHAPTER.match, SECTION.match, _number_in))


def part_aisvs(texts: Texts) -> Iterator[Texts]:
    """Part chapters by edition: folders belong together that are of one edition by name and share no requirement."""
    groups: list[tuple[str, set[str], list[tuple[str, str]]]] = []
    for _, files in groupby(texts, lambda item: item[0].rpartition("/")[0]):
        chapters = list(files)
        edition = _named((chapters[0][0],))
        numbers = {found for _, text in chapters for line in text.split("\n") if (found := _number_in(line))}
        for named, known, group in groups:
            if named == edition and known.isdisjoint(numbers):
                known.update(numbers)
                group.extend(chapters)
                break
        else:
            groups.append((edition, numbers, chapters))
    return (tuple(group) for _, _, group in groups)


def read_aisvs(texts: Texts, shelf: Shelf, folder: str = "") -> Imported:
    """Read chapters. What the list here has under the same edition gets its text; all else becomes entries.

    `folder` is where the files lie: folders that are named for an edition tell two from each other.
    """
    reading = _Reading()
    for file, text in texts:
        reading.chapter = reading.section = reading.drafted = ""
        reading.columns, reading.translated = 0, []
        for line, written in enumerate(text.split("\n"), 1):
            _read_line(reading, file, line, written.rstrip("\r"))
        if not reading.chapter:
            reading.skip(file, 1, NO_CHAPTER)
        if reading.translated:
            rows = f"{len(reading.translated)} row{'s'[: len(reading.translated) != 1]}"
            reading.skip(
                file, reading.translated[0], f"{rows} with a number in other digits than 0 to 9: a translation"
            )
    return _imported(reading, shelf, _named((texts[0][0] if texts else "", folder)))


def _number_in(written: str) -> str:
    """Give the number of the requirement that stands on a line; empty when none does."""
    draft = DRAFT.match(written)
    if draft or not written.lstrip().startswith("|"):
        return draft[1] if draft else ""
    number = NUMBER.fullmatch(_cells(written)[0])
    return number[1] if number else ""


def _cells(written: str) -> list[str]:
    return [cell.strip() for cell in CELLS.split(written.strip().removeprefix("|").removesuffix("|"))]


def _read_line(reading: _Reading, file: str, line: int, written: str) -> None:
    chapter, section = CHAPTER.match(written), SECTION.match(written)
    if chapter:
        reading.chapter, reading.section = f"C{chapter[1]}", ""
        _keep(reading, file, line, Entry(reading.chapter, chapter[2].strip(), "chapter"))
    elif section:
        reading.section = f"C{section[1]}"
        _keep(reading, file, line, Entry(reading.section, section[2].strip(), "section", reading.chapter))
    elif draft := DRAFT.match(written):
        reading.drafted = f"{draft[1]} | {draft[2]}"
    elif reading.drafted and written.strip():
        number, _, level = reading.drafted.partition(" | ")
        reading.drafted = ""
        _read_row(reading, file, line, [number, written.strip(), level])
    elif not written.lstrip().startswith("|"):
        reading.columns = 0
    else:
        _read_table(reading, file, line, written)


def _read_table(reading: _Reading, file: str, line: int, written: str) -> None:
    cells = _cells(written)
    if _number_in(written):
        _read_row(reading, file, line, cells)
    elif reading.columns == 0:
        reading.columns = len(cells) if cells[0].strip("*") == "#" else -1
    elif TRANSLATED.fullmatch(cells[0]):
        reading.translated.append(line)
    elif reading.chapter and reading.columns > 0 and not RULE.fullmatch(written):
        reading.skip(file, line, f"the row {shown(written)} has no number like 11.1.1")


def _read_row(reading: _Reading, file: str, line: int, cells: list[str]) -> None:
    number = NUMBER.fullmatch(cells[0])
    level = next((found for cell in cells[2:] if (found := LEVEL.fullmatch(cell))), None)
    if number is None or len(cells) < 3 or level is None:
        reading.skip(file, line, f"the requirement {shown(cells[0])} has no level of 1, 2 or 3")
        return
    if 0 < reading.columns < len(cells):
        wanted = "write a bar that is part of a text as \\|"
        reading.skip(file, line, f"the row of {number[1]} has more cells than the table has columns; {wanted}")
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
        reading.skip(file, line, f"{entry.id} is there twice; the first is kept")
        return False
    reading.entries[entry.id] = entry
    return True


def _imported(reading: _Reading, shelf: Shelf, named: str) -> Imported:
    edition = _edition(reading, shelf, named)
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


def _named(paths: Iterable[str]) -> str:
    """Give the edition that a folder is named for, the innermost first; empty when none is."""
    parts = (part for path in paths for part in reversed(path.split("/")))
    return next((found[1] for part in parts if (found := EDITION.fullmatch(part))), "")


def _edition(reading: _Reading, shelf: Shelf, named: str) -> str:
    """Take the edition of the list here in which all these requirements stand with these levels; files name none.

    When there is none, the folder's name counts, unless it is one of those that are here and differ.
    """
    wanted = {(code, entry.level) for code, entry in reading.entries.items() if entry.kind == "requirement"}
    for catalogue in shelf.catalogues:
        if catalogue.name == LIST and wanted <= {(entry.code, entry.level) for entry in catalogue.entries}:
            return catalogue.edition
    here = {catalogue.edition for catalogue in shelf.catalogues if catalogue.name == LIST}
    return named if named and named not in here else "imported"


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
