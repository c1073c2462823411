"""One text of columns parted by tabs goes in, bounded rows with their lines come out, or what keeps it from being read.

Above the rows stand lines like `#title: …`. Cells are never quoted: a cell holds neither a tab nor the end of a line.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from wizard.library.nodes import SIZE_LIMIT, UNREADABLE, Page, shown
from wizard.library.shapes import meant

ROW_LIMIT = 20_000
CELL_LIMIT = 500
RUN_BY_SPREADSHEETS = ("=", "+", "@")


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of one line, as many as there are columns."""

    line: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """What stands above the rows, with the line of each name, and the rows."""

    head: Mapping[str, str]
    lines: Mapping[str, int]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Form:
    """The names that have to stand above the rows, and the columns."""

    names: tuple[str, ...]
    columns: tuple[str, ...]


def read_table(page: Page, text: str, form: Form) -> Table | None:
    """Read a text of this form; None when it cannot be read at all."""
    if not _is_readable(page, text):
        return None
    lines = [line.removesuffix("\r") for line in text.split("\n")]
    above = next((place for place, line in enumerate(lines) if line and not line.startswith("#")), len(lines))
    head, where = _head(page, lines[:above], form)
    if above == len(lines):
        page.say(1, f"there are no rows; the first has to name the columns: {', '.join(form.columns)}")
        return None
    if tuple(lines[above].split("\t")) != form.columns:
        page.say(above + 1, f"the columns have to be {', '.join(form.columns)}, parted by tabs")
        return None
    found = (
        _row(page, place, line, form)
        for place, line in enumerate(lines[above + 1 :], above + 2)
        if line.strip() and not line.startswith("#")
    )
    return Table(head, where, tuple(row for row in found if row))


def _is_readable(page: Page, text: str) -> bool:
    unreadable = UNREADABLE.search(text)
    if len(text.encode("utf-8", "surrogatepass")) > SIZE_LIMIT:
        page.say(1, "the file is larger than 2 MB; split it")
    elif text.count("\n") > ROW_LIMIT:
        page.say(ROW_LIMIT, f"the file has more than {ROW_LIMIT:,} lines; split it")
    elif unreadable:
        line = text.count("\n", 0, unreadable.start()) + 1
        page.say(line, f"the character U+{ord(unreadable.group()):04X} cannot stand here; save the file as UTF-8 text")
    else:
        return True
    return False


def _head(page: Page, lines: list[str], form: Form) -> tuple[dict[str, str], dict[str, int]]:
    head: dict[str, str] = {}
    where: dict[str, int] = {}
    for line, written in enumerate(lines, 1):
        name, colon, value = (part.strip() for part in written.removeprefix("#").partition(":"))
        if not colon or " " in name:
            continue  # a remark
        if name not in form.names:
            page.say(line, f"there is no field {shown(name)}{meant(page, name, form.names)}")
        elif name in head:
            page.say(line, f"{shown(name)} is there twice; the first is on line {where[name]}")
        elif not value or len(value) > CELL_LIMIT:
            page.say(line, f"{name} has to have 1 to {CELL_LIMIT} characters")
        else:
            head[name], where[name] = value, line
    for name in form.names:
        if name not in head:
            page.say(1, f"the field #{name}: is missing above the rows")
    return head, where


def _row(page: Page, line: int, written: str, form: Form) -> Row | None:
    cells = tuple(cell.strip() for cell in written.split("\t"))
    if len(cells) != len(form.columns):
        wanted = f"{len(form.columns)}, parted by tabs: {', '.join(form.columns)}"
        page.say(line, f"this row has {len(cells)} cell{'s'[: len(cells) != 1]}; it has to have {wanted}")
        return None
    for name, cell in zip(form.columns, cells, strict=True):
        if len(cell) > CELL_LIMIT:
            page.say(line, f"{name} is {len(cell):,} characters long; at most {CELL_LIMIT} are allowed")
            return None
        if cell.startswith('"'):
            page.say(line, f"{name} begins with a quote, as spreadsheets save it; cells are not quoted here")
            return None
        if cell.startswith(RUN_BY_SPREADSHEETS):
            page.say(line, f"{name} begins with {cell[0]}, which a spreadsheet would run; begin with a letter")
            return None
    return Row(line, cells)
