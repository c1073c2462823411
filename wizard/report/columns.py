"""Blocks of short lines in; two equal columns, filled one after the other, page after page, out."""

from dataclasses import dataclass
from itertools import accumulate

from wizard.report.lines import Line, Text, break_lines
from wizard.report.paper import HEIGHT
from wizard.report.sheet import Flow
from wizard.report.tagging import Node
from wizard.report.type import Style

COLUMN = 231.0
GUTTER = 20.0


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A text with its style and its tag; `after` is the space below it."""

    text: Text
    style: Style
    tag: str = "P"
    after: float = 0.0


Block = tuple[Paragraph, ...]
"""What stays together in one column."""


@dataclass(frozen=True, slots=True)
class _Set:
    lines: tuple[Line, ...]
    paragraph: Paragraph

    @property
    def height(self) -> float:
        return len(self.lines) * self.paragraph.style.leading + self.paragraph.after


_Laid = tuple[tuple[_Set, ...], float]


def two_columns(flow: Flow, blocks: tuple[Block, ...]) -> None:
    """Set blocks in their order; on the last page the two columns end at about the same height."""
    laid = [item for block in blocks for item in _laid(block)]
    while laid:
        if flow.room < laid[0][1]:
            flow.need(HEIGHT)
        heights = [height for _, height in laid]
        room = _balanced(heights, flow.room)
        left = _fitting(heights, room)
        right = _fitting(heights[left:], room)
        top = flow.y
        ends = [_column(flow, laid[:left], 0.0, top), _column(flow, laid[left : left + right], COLUMN + GUTTER, top)]
        flow.y = max(ends)
        laid = laid[left + right :]


def _laid(block: Block) -> list[_Laid]:
    """Set a block's lines; one that no column can hold is cut between its paragraphs."""
    made = tuple(_Set(break_lines(item.text, item.style, COLUMN), item) for item in block)
    height = sum(item.height for item in made)
    if height <= HEIGHT:
        return [(made, height)]
    return [((part,), part.height) for item in made for part in _cut(item)]


def _cut(item: _Set) -> list[_Set]:
    most = int(HEIGHT / 2 // item.paragraph.style.leading)
    return [_Set(item.lines[start : start + most], item.paragraph) for start in range(0, len(item.lines), most)]


def _fitting(heights: list[float], room: float) -> int:
    return sum(1 for end in accumulate(heights) if end <= room + 0.01)


def _balanced(heights: list[float], room: float) -> float:
    """Give the least height at which all that is left fits in two columns, or all the room there is."""
    for height in sorted({end for start in range(len(heights)) for end in accumulate(heights[start:])}):
        if height > room:
            break
        left = _fitting(heights, height)
        if left and left + _fitting(heights[left:], height) == len(heights):
            return height
    return room


def _column(flow: Flow, laid: list[_Laid], x: float, y: float) -> float:
    for sets, _ in laid:
        for item in sets:
            node: Node = flow.node.add(item.paragraph.tag)
            y = flow.lines(item.lines, item.paragraph.style, x, y, node) + item.paragraph.after
    return y
