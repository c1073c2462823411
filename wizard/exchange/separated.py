"""Findings in, a folder of CSV files out, and back: RFC 4180 in UTF-8, no cell of which a spreadsheet takes for a formula.

A mark (') before what would begin a formula keeps it text. It is set at the start of a cell, and after a line end, a tab
or a semicolon in it, because a spreadsheet that expects another separator splits there. Reading takes the marks away.
"""

import csv
import io
import re
from collections.abc import Mapping
from decimal import Decimal

from wizard.core.findings import Cell, Findings, Read, read_form

ENDING = ".csv"
BEGINS = "=+\\-@\uff1d\uff0b\uff0d\uff20"
"""What begins a formula, and what some spreadsheets take for it."""

_START = re.compile(rf"(?=[ '\t\n]*[{BEGINS}\t\n])")
_INSIDE = re.compile(rf"(?<=[;\t\n])(?=[ ']*[{BEGINS}])")
_MARKED = re.compile(rf"(?<=[;\t\n])'(?=[ ']*[{BEGINS}])")
_NUMBER = re.compile(r"-?\d+(\.\d+)?")


def write(findings: Findings) -> Mapping[str, bytes]:
    """Give the bytes of each file by its name."""
    tables = (read_form(table, titles=False) for table in findings.tables)
    return {f"{name}{ENDING}": _written(rows) for name, rows in tables}


def read(files: Mapping[str, bytes]) -> tuple[Read, ...]:
    """Read the files back. Raises ValueError where one is not what `write` writes."""
    try:
        return tuple((name.removesuffix(ENDING), _rows(data)) for name, data in files.items())
    except csv.Error as error:
        raise ValueError(f"this is no table of ours: {error}") from error


def expected(findings: Findings) -> tuple[Read, ...]:
    """Give what has to be read back; a file of this kind knows no numbers, only how they are written."""
    tables = (read_form(table, titles=False) for table in findings.tables)
    return tuple((name, tuple(tuple(_plain(cell) for cell in row) for row in rows)) for name, rows in tables)


def marked(text: str) -> str:
    """Keep text from being taken for a formula."""
    if _NUMBER.fullmatch(text):
        return text
    return _INSIDE.sub("'", f"'{text}" if _START.match(text) else text)


def unmarked(text: str) -> str:
    """Take the marks away again."""
    inner = _MARKED.sub("", text)
    return inner[1:] if inner.startswith("'") and _START.match(inner, 1) else inner


def _written(rows: tuple[tuple[Cell, ...], ...]) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerows([marked(_plain(cell)) for cell in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def _rows(data: bytes) -> tuple[tuple[Cell, ...], ...]:
    text = io.StringIO(data.decode("utf-8-sig"), newline="")
    before = csv.field_size_limit()
    csv.field_size_limit(max(before, len(data)))
    try:
        return tuple(tuple(unmarked(cell) for cell in row) for row in csv.reader(text, strict=True))
    finally:
        csv.field_size_limit(before)


def _plain(cell: Cell) -> str:
    return format(cell, "f") if isinstance(cell, Decimal) else cell
