"""The MIT AI Risk Repository as a workbook goes in; its risks with codes, descriptions and evidence come out.

Sheets and columns are found by their names, so that other releases are read as well. A formula is never computed: the
value that was saved with it counts.
"""

import io
import re
import zipfile
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from wizard.core.catalogue import AXES, Catalogue, Coding, Entry, Shelf
from wizard.core.imports import Imported, Remark
from wizard.errors import UserError

LIST, TAXONOMY = "mit-risks", "mit"
MAGIC = b"PK\x03\x04"
PART_LIMIT, UNPACKED_LIMIT = 2_000, 40_000_000
ROW_LIMIT, COLUMN_LIMIT, CELL_LIMIT = 50_000, 60, 32_767
HEAD_ROWS = 20
SHEET = re.compile(r"AI Risk Database(?: v?(\d+))?", re.IGNORECASE)
CODE = re.compile(r"(\d{1,4}\.\d{1,4}\.\d{1,4})(\.?[a-z]{1,3})?")
"""Of a risk, and behind it a letter where the row is evidence for it."""
COLUMNS: Mapping[str, tuple[str, ...]] = {
    "id": ("evid",),
    "kind": ("categorylevel",),
    "document": ("quickref",),
    "category": ("riskcategory",),
    "subcategory": ("risksubcategory",),
    "description": ("description",),
    "evidence": ("additionalev", "additionalevidence"),
    "page": ("pdef",),
    "evidence page": ("paddev",),
    "entity": ("entity",),
    "intent": ("intent",),
    "timing": ("timing",),
    "domain": ("domain",),
    "subdomain": ("subdomain",),
}
NEEDED = ("id", "kind", "category", "subcategory", "description", "entity", "intent", "timing", "subdomain")
KINDS = {
    "paper": "document",
    "riskcategory": "risk-category",
    "risksubcategory": "risk-subcategory",
    "additionalevidence": "evidence",
}
VALUES = dict.fromkeys(AXES[:1], ("human", "ai", "other")) | {
    "intent": ("intentional", "unintentional", "other"),
    "timing": ("predeployment", "postdeployment", "other"),
}
WORDS = {"predeployment": "pre-deployment", "postdeployment": "post-deployment"}
NOTHING = ("", "-", "NA")
"""How the sheet writes that there is nothing."""

PLACE = re.compile(r"([0-9X]+)\.(\d+)")
NO_WORKBOOK = "This is no workbook that can be read: {}. Nothing was imported."
ASK_MIT = "Download it again from airisk.mit.edu, as a workbook (.xlsx)."


@dataclass(slots=True)
class _Reading:
    """What was found so far."""

    edition: str
    columns: Mapping[str, int]
    shelf: Shelf
    entries: list[Entry] = field(default_factory=list)
    texts: dict[str, str] = field(default_factory=dict)
    latest: dict[str, str] = field(default_factory=dict)
    counts: Counter[str] = field(default_factory=Counter)
    remarks: list[Remark] = field(default_factory=list)

    def say(self, row: int, sentence: str, *, skipped: bool = False) -> None:
        """Add a remark about a row of the sheet."""
        self.remarks.append(Remark(f"row {row}", sentence, skipped=skipped))


@dataclass(frozen=True, slots=True)
class _Row:
    """One row of the sheet by the names of its columns; numbers and dates are as the publisher wrote them."""

    number: int
    cells: Mapping[str, str]

    def __getitem__(self, name: str) -> str:
        return self.cells.get(name, "")


def read_workbook(data: bytes, shelf: Shelf) -> Imported:
    """Read the bytes of a workbook. Raises UserError when it is none, is hostile, or holds no such sheet."""
    _refuse_hostile(data)
    import openpyxl

    try:
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
        try:
            return _read_book(book, shelf)
        finally:
            book.close()
    except UserError:
        raise
    except Exception as error:  # the library raises whatever a damaged part leads it into
        raise _no_workbook(f"a part of it is damaged ({type(error).__name__})") from error


def _no_workbook(why: str) -> UserError:
    return UserError(NO_WORKBOOK.format(why), ASK_MIT)


def _refuse_hostile(data: bytes) -> None:
    """Refuse what would unpack without end, or grow while it is parsed, before anything is parsed."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
            if len(parts) > PART_LIMIT or sum(part.file_size for part in parts) > UNPACKED_LIMIT:
                raise _no_workbook(f"unpacked it has more than {UNPACKED_LIMIT // 1_000_000} MB or {PART_LIMIT} parts")
            for part in parts:
                if part.filename.endswith((".xml", ".rels")):
                    _refuse_part(part.filename, archive.read(part))
    except (zipfile.BadZipFile, OSError, EOFError, NotImplementedError, RuntimeError, ValueError) as error:
        raise _no_workbook("its parts cannot be unpacked") from error


def _refuse_part(name: str, data: bytes) -> None:
    if b"\0" in data:
        raise _no_workbook(f"{name!r} is not UTF-8")
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        raise _no_workbook(f"{name!r} defines entities, which no workbook needs and which can grow without end")


def _read_book(book: "openpyxl.Workbook", shelf: Shelf) -> Imported:  # type: ignore[name-defined] # noqa: F821
    named = [(match, name) for name in book.sheetnames if (match := SHEET.fullmatch(name.strip()))]
    if not named:
        found = ", ".join(repr(name[:40]) for name in book.sheetnames[:12])
        raise UserError(f"The workbook has no sheet 'AI Risk Database'; it has {found}. Nothing was imported.", ASK_MIT)
    match, name = named[0]
    edition = f"v{match[1]}" if match[1] else "imported"
    rows = book[name].iter_rows(max_row=ROW_LIMIT + 1, max_col=COLUMN_LIMIT, values_only=True)
    reading: _Reading | None = None
    for number, values in enumerate(rows, 1):
        if reading is None:
            columns = _columns(values)
            if set(NEEDED) <= set(columns):
                reading = _Reading(edition, columns, shelf)
            elif number > HEAD_ROWS:
                break
        elif number > ROW_LIMIT:
            reading.say(number, f"more than {ROW_LIMIT:,} rows; this one and all below it", skipped=True)
        elif any(value is not None for value in values):
            _read_row(reading, number, values)
    if reading is None:
        raise UserError(
            f"The sheet {name!r} has no row of columns with {', '.join(NEEDED)}. Nothing was imported.", ASK_MIT
        )
    return _imported(reading)


def _columns(values: tuple[object, ...]) -> dict[str, int]:
    known = {spelling: name for name, spellings in COLUMNS.items() for spelling in spellings}
    found: dict[str, int] = {}
    for place, value in enumerate(values):
        name = known.get(_letters(str(value)))
        if name:
            found.setdefault(name, place)
    return found


def _read_row(reading: _Reading, number: int, values: tuple[object, ...]) -> None:
    reading.counts["rows"] += 1
    cells = {name: _written(values[place]) for name, place in reading.columns.items() if place < len(values)}
    row = _Row(number, cells)
    kind = KINDS.get(_letters(row["kind"]))
    longest = max(map(len, cells.values()))
    if longest > CELL_LIMIT:
        reading.say(number, f"a cell has {longest:,} letters; a spreadsheet holds {CELL_LIMIT:,}", skipped=True)
    elif kind is None:
        reading.say(number, f"the category level {row['kind'][:60]!r} is none that is known", skipped=True)
    elif kind == "document":
        reading.counts["documents"] += 1
    elif not CODE.fullmatch(row["id"]):
        why = "has no id" if not row["id"] else f"has the id {row['id'][:60]!r}, which is not like 01.02.03"
        reading.say(number, f"the row {why}; a formula counts only with its saved value", skipped=True)
    elif kind == "evidence":
        _take_evidence(reading, row)
    else:
        _take_risk(reading, row, kind)


def _written(value: object) -> str:
    """Give a cell as it was written: a spreadsheet makes 8-9 a date, and whole numbers broken ones."""
    if value is None:
        return ""
    if isinstance(value, date):
        return f"{value.month}-{value.day}"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()


def _take_evidence(reading: _Reading, row: _Row) -> None:
    reading.counts["pieces of evidence"] += 1
    where = f" (page {row['evidence page']})" if row["evidence page"] not in NOTHING else ""
    text = row["evidence"] or row["description"]
    match = CODE.fullmatch(row["id"])
    place = reading.latest.get(match[1]) if match else None
    if not text:
        reading.say(row.number, "the evidence has no text", skipped=True)
    elif place is None:
        reading.say(row.number, f"the evidence {row['id']} belongs to no risk above it", skipped=True)
    else:
        reading.texts[place] = "\n\n".join(filter(None, (reading.texts.get(place), text + where)))


def _take_risk(reading: _Reading, row: _Row, kind: str) -> None:
    title = row["category" if kind == "risk-category" else "subcategory"]
    if not title:
        reading.say(row.number, f"the risk {row['id']} has no title", skipped=True)
        return
    if row["description"]:
        reading.counts["with a description"] += 1
    page = row["page"] if row["page"] not in NOTHING else ""
    reading.entries.append(
        Entry(
            row["id"],
            title,
            kind,
            document=row["document"],
            page=page,
            row=row.number,
            described=bool(row["description"]),
            coding=_coding(reading, row),
        )
    )
    reading.counts["risks"] += 1
    reading.latest[row["id"]] = place = f"{row['id']}/{row.number}"
    text = row["description"] or row["evidence"]
    if text not in NOTHING:
        reading.texts[place] = text


def _coding(reading: _Reading, row: _Row) -> Coding:
    values = {axis: _value(reading, row, axis) for axis in AXES}
    return Coding(_place(reading, row), *(values[axis] for axis in AXES))


def _value(reading: _Reading, row: _Row, axis: str) -> str:
    """Read a causal code by its word; "not coded" is absence, which is no value."""
    word = _letters(row[axis]).lstrip("0123456789")
    if word in VALUES[axis]:
        return WORDS.get(word, word)
    reading.counts[f"without {axis}" if word in ("", "notcoded") else f"with an unknown {axis}"] += 1
    if word not in ("", "notcoded"):
        reading.say(row.number, f"the {axis} {row[axis][:60]!r} is none that is known; it counts as not coded")
    return ""


def _place(reading: _Reading, row: _Row) -> str:
    match = PLACE.match(row["subdomain"])
    if match and match[1] == "X":
        reading.counts["excluded by MIT"] += 1
        return ""
    if match is None:
        reading.counts["without subdomain"] += 1
        return ""
    code = match[1] if match[2] == "0" else f"{match[1]}.{match[2]}"
    known = next((entry for entry in reading.shelf.entries.values() if _is_place(entry, code)), None)
    if known is None:
        reading.say(row.number, f"the subdomain {row['subdomain'][:60]!r} is not in the taxonomy here")
        return ""
    said = row["subdomain"].partition(">")[2].strip()
    if _letters(said) != _letters(known.title):
        reading.counts[f"that call {code} {said!r}"] += 1
    return known.id


def _is_place(entry: Entry, code: str) -> bool:
    return entry.id.startswith(TAXONOMY + "@") and entry.code == code and entry.kind in ("domain", "subdomain")


def _imported(reading: _Reading) -> Imported:
    """Give ids their edition; one that is there twice carries its row, as in the index that ships."""
    times = Counter(entry.id for entry in reading.entries)
    for code in (code for code, count in times.items() if count > 1):
        where = " and ".join(str(entry.row) for entry in reading.entries if entry.id == code)
        reading.remarks.append(Remark(code, f"the id is there {times[code]} times, in the rows {where}; each is kept"))
    entries = tuple(_named(reading, times))
    texts = {
        entry.id: reading.texts[f"{old.id}/{old.row}"]
        for old, entry in zip(reading.entries, entries, strict=True)
        if f"{old.id}/{old.row}" in reading.texts
    }
    known = {entry.id: entry for entry in reading.shelf.entries.values() if entry.id.startswith(_whole(reading, ""))}
    reading.remarks += _differences(entries, known)
    new = tuple(entry for entry in entries if entry.id not in known)
    title = f"MIT AI Risk Repository, {reading.edition}"
    made = Catalogue(
        LIST, reading.edition, title, "MIT AI Risk Repository", "CC BY 4.0", "a file of the user's own", new
    )
    return Imported(
        f"{LIST}@{reading.edition}",
        "mit-workbook",
        title,
        (made,) if new else (),
        (),
        texts,
        dict(reading.counts),
        tuple(reading.remarks),
    )


def _named(reading: _Reading, times: Mapping[str, int]) -> Iterator[Entry]:
    above: dict[str, str] = {}
    for entry in reading.entries:
        code = entry.id if times[entry.id] == 1 else f"{entry.id}/{entry.row}"
        category = entry.kind == "risk-category"
        if category:
            above[entry.id] = code
        parent = "" if category else above.get(entry.id.rpartition(".")[0] + ".00", "")
        yield replace(entry, id=_whole(reading, code), parent=_whole(reading, parent) if parent else "")


def _whole(reading: _Reading, code: str) -> str:
    return f"{LIST}@{reading.edition}:{code}"


def _differences(entries: tuple[Entry, ...], known: Mapping[str, Entry]) -> Iterator[Remark]:
    """Say where a file differs from the index that ships under the same edition."""
    for entry in entries:
        here = known.get(entry.id)
        if known and here is None:
            yield Remark(f"row {entry.row}", f"{entry.id} is not in the index that ships; it is kept")
        elif here and _letters(here.title) != _letters(entry.title):
            yield Remark(f"row {entry.row}", f"{entry.id} has another title than in the index that ships")
        elif here and here.coding != entry.coding:
            yield Remark(f"row {entry.row}", f"{entry.id} has other codes than in the index that ships")
    there = {entry.id for entry in entries}
    missing = [code for code in known if code not in there]
    if missing:
        few = ", ".join(missing[:3]) + (" …" if len(missing) > 3 else "")
        yield Remark("the sheet", f"{len(missing):,} risks of the index that ships are not in it: {few}")


def _letters(text: str) -> str:
    return re.sub(r"[\W_]+", "", text.casefold())
