"""Findings in, a workbook (XLSX) of literal cells out, and back by a reader that knows nothing of the library that wrote it.

No cell is a formula, a link or an error, whatever its text begins with. A text that is longer than a cell may be goes on
in a sheet of its own, and the cell says where.
"""

import io
import re
import zipfile
from collections.abc import Iterator
from decimal import Decimal
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

from wizard.core.findings import Cell, Column, Findings, Read, Table, read_form
from wizard.exchange.zipped import elements, moment, parts, repeatable

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook

LONGEST = 32_767
"""Of a cell, counted as the program of most users counts: characters beyond U+FFFF are two."""

GOES_ON = "Continued"
ROOM = 60
"""Of the longest, for the words that say where the text goes on."""

_FIRST = 2
"""The number of the first part that stands elsewhere; part 1 is in the cell."""

_NOTE = re.compile(rf" \[goes on in the sheet {GOES_ON}, row \d+\]$")
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_LINK = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_LOOKS_ESCAPED = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")


def write(findings: Findings) -> bytes:
    """Give the bytes of the workbook."""
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.worksheets[0])
    book.properties.creator, book.properties.title = findings.program, findings.title[:200]
    book.properties.created = moment(findings.at)
    longer: list[tuple[str, int, str]] = []
    for table in (findings.about, *findings.tables):
        _write_table(book, table, longer)
    if longer:
        columns = (Column("cell", "Cell"), Column("part", "Part", 8), Column("text", "Text", 100))
        _write_table(
            book, Table("continued", GOES_ON, columns, tuple((at, Decimal(n), text) for at, n, text in longer))
        )
    return repeatable(_saved(book), findings.at)


def read(data: bytes) -> tuple[Read, ...]:
    """Read every sheet back, with what goes on elsewhere put together. Raises ValueError where it is none of ours."""
    found = parts(data)
    sheets = {title: _rows(found[path]) for title, path in _paths(found).items()}
    for at, number, text in sheets.pop(GOES_ON, [])[1:]:
        _put_back(sheets, str(at), str(text), first=number == _FIRST)
    return tuple((title.lower(), tuple(tuple(row) for row in rows)) for title, rows in sheets.items())


def expected(findings: Findings) -> tuple[Read, ...]:
    """Give what has to be read back."""
    return tuple(read_form(table, titles=True) for table in (findings.about, *findings.tables))


def _saved(book: "Workbook") -> bytes:
    """Put it together in memory: left alone, the library keeps what was typed in files of its own while it works."""
    from openpyxl.worksheet._writer import WorksheetWriter
    from openpyxl.writer.excel import ExcelWriter

    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:

        class InMemory(ExcelWriter):
            def write_worksheet(self, ws: Any) -> None:  # noqa: ANN401 - the library states no type that fits
                writer: Any = WorksheetWriter(ws, io.BytesIO())
                writer.write()
                archive.writestr(ws.path[1:], writer.read())
                self.manifest.append(ws)

        InMemory(book, archive).write_data()
    return out.getvalue()


# -- writing ---------------------------------------------------------------------------------------------------------


def _write_table(book: "Workbook", table: Table, longer: list[tuple[str, int, str]] | None = None) -> None:
    from openpyxl.utils import get_column_letter

    sheet: Any = book.create_sheet(table.title)
    letters = [get_column_letter(at) for at in range(1, len(table.columns) + 1)]
    for letter, column in zip(letters, table.columns, strict=True):
        sheet.column_dimensions[letter].width = column.wide + 2
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = f"A1:{letters[-1]}{len(table.rows) + 1}"
    sheet.print_title_rows = "1:1"
    sheet.page_setup.orientation, sheet.page_setup.fitToHeight = "landscape", 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.append([_cell(sheet, column.title, head=True) for column in table.columns])
    for number, row in enumerate(table.rows, 2):
        places = (f"{table.title}!{letter}{number}" for letter in letters)
        short = (
            row if longer is None else [_short(cell, place, longer) for cell, place in zip(row, places, strict=True)]
        )
        sheet.append([_cell(sheet, cell) for cell in short])


def _cell(sheet: Any, value: Cell, *, head: bool = False) -> Any:  # noqa: ANN401 - the library states no type that fits
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Alignment, Font

    cell: Any = WriteOnlyCell(sheet)
    cell.alignment = Alignment(vertical="top", wrap_text=isinstance(value, str))
    if head:
        cell.font = Font(bold=True)
    if isinstance(value, Decimal):
        cell.value = value
    elif value:
        cell.value = _LOOKS_ESCAPED.sub("_x005F_", value)
        cell.data_type = "s"  # whatever it begins with
        cell.quotePrefix = True  # and whatever it would become when somebody edits it
    return cell


def _short(cell: Cell, place: str, longer: list[tuple[str, int, str]]) -> Cell:
    """Give what fits into a cell; the rest goes where it says."""
    if not isinstance(cell, str) or _length(cell) <= LONGEST:
        return cell
    first, *rest = _pieces(cell)
    row = len(longer) + 2
    longer.extend((place, number, piece) for number, piece in enumerate(rest, _FIRST))
    return f"{first}{_note(row)}"


def _note(row: int) -> str:
    return f" [goes on in the sheet {GOES_ON}, row {row}]"


def _pieces(text: str) -> Iterator[str]:
    """Cut text where it is as long as a cell with a note may be, as it will stand there."""
    most, start, size = LONGEST - ROOM, 0, 0
    marks = {found.start() for found in _LOOKS_ESCAPED.finditer(text)}
    for at, sign in enumerate(text):
        wide = (2 if ord(sign) > 0xFFFF else 1) + (6 if at in marks else 0)
        if size + wide > most:
            yield text[start:at]
            start, size = at, 0
        size += wide
    yield text[start:]


def _length(text: str) -> int:
    return len(_LOOKS_ESCAPED.sub("_x005F_", text).encode("utf-16-le")) // 2


# -- reading ---------------------------------------------------------------------------------------------------------


def _paths(found: dict[str, bytes]) -> dict[str, str]:
    """Give the part of each sheet by its title, in order."""
    links = elements(found["xl/_rels/workbook.xml.rels"], "*")
    targets = {link.get("Id", ""): link.get("Target", "").removeprefix("/").removeprefix("xl/") for link in links}
    sheets = elements(found["xl/workbook.xml"], f"{_MAIN}sheet")
    return {sheet.get("name", ""): f"xl/{targets[sheet.get(_LINK, '')]}" for sheet in sheets}


def _rows(part: bytes) -> list[list[Cell]]:
    return [[_value(cell) for cell in row.iter(f"{_MAIN}c")] for row in elements(part, f"{_MAIN}row")]


def _value(cell: ET.Element) -> Cell:
    inside = {element.tag.removeprefix(_MAIN): element.text or "" for element in cell.iter()}
    if cell.get("t") == "inlineStr" and "f" not in inside and "v" not in inside:
        return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), inside["t"])
    if cell.get("t", "n") == "n" and set(inside) == {"c", "v"}:
        return Decimal(inside["v"])
    if set(inside) == {"c"}:
        return ""
    raise ValueError(f"the cell {cell.get('r')} is neither text nor a number")


def _put_back(sheets: dict[str, list[list[Cell]]], place: str, text: str, *, first: bool) -> None:
    from openpyxl.utils import coordinate_to_tuple

    title, _, cell = place.partition("!")
    row, column = coordinate_to_tuple(cell)
    line = sheets[title][row - 1]
    before = str(line[column - 1])
    line[column - 1] = (_NOTE.sub("", before) if first else before) + text
