"""Findings in, a document (DOCX) for those who must edit out, and its tables back by a reader of its own.

Numbers and words, no pictures. The first page says that it is not the sealed report. Every text is set as it stands:
nothing in it is a field, a link or a style.
"""

import io
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

from wizard.core.findings import Cell, Findings, Read, Table, in_one_line
from wizard.exchange.zipped import elements, moment, parts, repeatable

if TYPE_CHECKING:
    from docx.document import Document

NOT_SEALED = "This document can be edited, so it proves nothing. Only the sealed report shows every later change."
SHOWN = {
    "about": ("fact", "words"),
    "findings": (
        "number", "title", "harm", "worst_level", "worst_points", "best_level", "best_points", "appetite_points",
        "over_appetite",
    ),
    "answers": ("number", "question", "answer", "assurance", "reason", "note", "who", "at"),
    "evidence": ("number", "question_number", "name", "date", "sha256", "link"),
}  # fmt: skip
"""The columns that a page has room for; the other exports hold the rest. A table that is not named is shown whole."""

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def write(findings: Findings) -> bytes:
    """Give the bytes of the document."""
    from docx import Document

    document = Document()
    core = document.core_properties
    core.author, core.title, core.comments = findings.program, in_one_line(findings.title)[:200], NOT_SEALED
    core.created = core.modified = moment(findings.at)
    _set_page(document)
    document.add_heading(_fit(findings.title), 0)
    document.add_paragraph(NOT_SEALED).runs[0].bold = True
    for number, table in enumerate(_shown(findings)):
        if number:
            document.add_heading(table.title, 1)
        _add_table(document, table)
    out = io.BytesIO()
    document.save(out)
    return repeatable(out.getvalue(), findings.at)


def read(data: bytes) -> tuple[Read, ...]:
    """Read the tables back in their order. Raises ValueError where there is something in them that we do not write."""
    try:
        found = parts(data)["word/document.xml"]
    except KeyError as error:
        raise ValueError("there is no document in it") from error
    tables = (
        tuple(tuple(_text(cell) for cell in row.iter(f"{_W}tc")) for row in table.iter(f"{_W}tr"))
        for table in elements(found, f"{_W}tbl")
    )
    return tuple((str(number), rows) for number, rows in enumerate(tables))


def expected(findings: Findings) -> tuple[Read, ...]:
    """Give what has to be read back: tables have no names here, and all cells are words."""
    return tuple((str(number), tuple(_lines(table))) for number, table in enumerate(_shown(findings)))


def _shown(findings: Findings) -> tuple[Table, ...]:
    every = (findings.about, *(table for table in findings.tables if table.rows))
    return tuple(table.only(*SHOWN[table.name]) if table.name in SHOWN else table for table in every)


def _lines(table: Table) -> list[tuple[Cell, ...]]:
    head = tuple(column.title for column in table.columns)
    return [head, *(tuple(_word(cell) for cell in row) for row in table.rows)]


def _word(cell: Cell) -> str:
    return cell if isinstance(cell, str) else format(cell, "f")


def _fit(title: str) -> str:
    return title if len(title) <= 300 else f"{title[:299]}\N{HORIZONTAL ELLIPSIS}"


def _set_page(document: "Document") -> None:
    from docx.enum.section import WD_ORIENT
    from docx.shared import Mm, Pt

    page = document.sections[0]
    page.orientation = WD_ORIENT.LANDSCAPE
    page.page_width, page.page_height = Mm(297), Mm(210)
    page.left_margin = page.right_margin = page.top_margin = page.bottom_margin = Mm(18)
    style: Any = document.styles["Normal"]
    style.font.size = Pt(9)


def _add_table(document: "Document", table: Table) -> None:
    """Set a table; its head is repeated on every page, and no row is torn while it fits on one."""
    from docx.shared import Mm

    lines = _lines(table)
    grid = document.add_table(rows=len(lines), cols=len(table.columns), style="Table Grid")
    grid.autofit = False
    every = sum(column.wide for column in table.columns)
    widths = [Mm(261 * column.wide / every) for column in table.columns]
    for column, width in zip(grid.columns, widths, strict=True):
        column.width = width
    for at, (row, line) in enumerate(zip(grid.rows, lines, strict=True)):
        properties = row._tr.get_or_add_trPr()  # noqa: SLF001 - the library has no other way to a row's properties
        properties.append(_mark("w:cantSplit"))
        if not at:
            properties.append(_mark("w:tblHeader"))
        for cell, width, words in zip(row.cells, widths, line, strict=True):
            cell.width = width
            run = cell.paragraphs[0].add_run(str(words))
            run.bold = not at or None


def _mark(name: str) -> Any:  # noqa: ANN401 - an element of the library's own kind
    from docx.oxml import OxmlElement

    return OxmlElement(name)


def _text(cell: ET.Element) -> str:
    """Put the words of a cell together as they were typed; fields and links are nothing of ours."""
    signs = {f"{_W}br": "\n", f"{_W}tab": "\t", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-"}
    allowed = {f"{_W}{name}" for name in ("tc", "tcPr", "tcW", "p", "r", "rPr", "b", "t")} | set(signs)
    strange = next((each.tag for each in cell.iter() if each.tag not in allowed), None)
    if strange is not None:
        raise ValueError(f"a cell holds {strange}, which is no text")
    return "".join(signs.get(each.tag, each.text or "" if each.tag == f"{_W}t" else "") for each in cell.iter())
