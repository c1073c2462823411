"""Columns and rows in; a table that flows over pages with its head repeated, tagged as one table, out."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from wizard.report.lines import Line, Text, break_lines, pulled
from wizard.report.paper import WIDTH
from wizard.report.sheet import Flow
from wizard.report.tagging import ARTIFACT, Node
from wizard.report.type import BLOCK_TITLE, HEAD, TABLE, Style


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its head, its left edge, its width, and which side its contents keep to."""

    head: str
    x: float
    width: float
    side: Literal["left", "right"] = "left"
    style: Style = TABLE


@dataclass(frozen=True, slots=True)
class Row:
    """One row's cells; `group` rows are a line over the rows that follow and take no columns."""

    cells: tuple[Text, ...]
    group: bool = False
    place: str = ""


GROUP = Style("semi", 8.6, 10.6)
LAST = 6
"""So many rows stay together at the end, that no page has one or two of them alone."""

CONTINUED = Style("sans-it", 7.4, 10, "ink2")


def table(flow: Flow, columns: Sequence[Column], rows: Iterable[Row], *, pad: float = 4.0, title: str = "") -> None:
    """Set a table from where the flow stands; its title is said again where it continues."""
    listed = list(rows)
    node = flow.node.add("Table")
    before = flow.on_break
    flow.need(60)
    heads(flow, columns, node)
    flow.on_break = lambda: heads(flow, columns, None, title)
    for index, row in enumerate(listed):
        laid = _laid(columns, row)
        height = _height(columns, row, laid, pad)
        ahead = (
            sum(_height(columns, item, _laid(columns, item), pad) for item in listed[index + 1 : index + 3])
            if row.group
            else 0
        )
        left = listed[index + 1 :]
        if index and (len(left) == 1 or index == len(listed) - LAST):
            ahead = sum(_height(columns, item, _laid(columns, item), pad) for item in left)
        flow.need(min(height + ahead, 200.0))
        if row.place:
            flow.place(row.place)
        _put(flow, columns, row, laid, node, pad)
        flow.y += height
        flow.rule("rule" if row.group else "hair")
    flow.on_break = before


def heads(flow: Flow, columns: Sequence[Column], node: Node | None, title: str = "") -> None:
    """Set the head: an ink rule, the names, a grey rule. A head that is repeated is not read again."""
    if not node:
        if title:
            flow.words(title, BLOCK_TITLE, 0, flow.y - 1, ARTIFACT)
        flow.right("continued", CONTINUED, WIDTH, flow.y, ARTIFACT)
        flow.y += 15
    flow.rule("ink")
    row = node.add("TR") if node else None
    for column in columns:
        cell = row.add("TH") if row else ARTIFACT
        if row:
            cell.scope = "Column"
        if column.side == "right":
            flow.right(column.head, HEAD, column.x + column.width, flow.y + 5, cell)
        else:
            flow.words(column.head, HEAD, column.x, flow.y + 5, cell)
    flow.y += 20
    flow.rule("rule")


def _laid(columns: Sequence[Column], row: Row) -> list[tuple[Line, ...]]:
    if row.group:
        return [break_lines(row.cells[0], GROUP, WIDTH)]
    return [
        pulled(cell, column.style, column.width) if cell else ()
        for column, cell in zip(columns, row.cells, strict=True)
    ]


def _height(columns: Sequence[Column], row: Row, laid: list[tuple[Line, ...]], pad: float) -> float:
    if row.group:
        return 20.0
    return (
        max((len(lines) * column.style.leading for column, lines in zip(columns, laid, strict=True)), default=0)
        + 2 * pad
    )


def _put(  # where a row stands, what it says and how it is read
    flow: Flow, columns: Sequence[Column], row: Row, laid: list[tuple[Line, ...]], node: Node, pad: float
) -> None:
    made = node.add("TR")
    if row.group:
        cell = made.add("TH")
        cell.scope, cell.span = "Row", len(columns)
        flow.lines(laid[0], GROUP, 0, flow.y + 6, cell)
        return
    for index, (column, lines) in enumerate(zip(columns, laid, strict=True)):
        cell = made.add("TD" if index else "TH")
        cell.scope = "" if index else "Row"
        if column.side == "left":
            flow.lines(lines, column.style, column.x, flow.y + pad, cell)
            continue
        for number, line in enumerate(lines):
            y = flow.y + pad + number * column.style.leading
            flow.lines((line,), column.style, column.x + column.width - line.width, y, cell, goes_on=number > 0)
