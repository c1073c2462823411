"""A text that was read and a line in; the text with its numbered lines out, to be read only, that line chosen."""

from typing import NamedTuple

from PySide6.QtCore import QRect, Qt

from wizard.ui.library_places import At
from wizard.ui.library_table import SIDE, TablePage
from wizard.ui.literal import literal
from wizard.ui.table import Column, Spot

LOW, LONGEST = 24, 2000
READ_ONLY = "To be read only. Mend it in your own editor, save it, and check again."
GONE = "This text is no longer here."


class Line(NamedTuple):
    """One line of a text."""

    number: int
    text: str
    problem: str


class TextPage(TablePage[Line]):
    """The whole text; lines with a problem say it."""

    detail = "Problems"
    head = 0

    def show_at(self, at: At) -> None:
        """Show a text at a line."""
        super().show_at(at)
        read = self.library.checked or self.library.modules
        text = dict(read.texts).get(at.key) if read is not None else None
        if read is None or text is None:
            self.show_table(GONE, (), ())
            return
        said: dict[int, str] = {}
        for problem in read.problems:
            if problem.file == at.key:
                said.setdefault(problem.line, problem.message)
        rows = tuple(
            Line(number, _shown(line), said.get(number, "")) for number, line in enumerate(text.split("\n"), 1)
        )
        chosen = int(at.more or 1) - 1
        notes = (literal(at.key), said.get(chosen + 1, ""), READ_ONLY)
        self.show_table(f"Line {at.more}", tuple(filter(None, notes)), rows, chosen)
        self.table.scrollTo(self.table.model_rows.index(chosen, 0), self.table.ScrollHint.PositionAtCenter)

    def row_height(self, _row: Line) -> int:
        """Give one line."""
        return LOW

    def columns(self) -> tuple[Column[Line], ...]:
        """Give the number and the line."""
        return (
            Column("Line", lambda row: str(row.number), _paint_number, 72),
            Column("Text", lambda row: f"{row.text}, {row.problem}" if row.problem else row.text, _paint_text),
        )


def _shown(line: str) -> str:
    """Write a line so that nothing in it hides or turns others round; its indentation stays."""
    bare = line.rstrip("\r").expandtabs(4)[:LONGEST]
    indent = len(bare) - len(bare.lstrip(" "))
    return " " * indent + literal(bare, LONGEST)


def _paint_number(spot: Spot, row: Line) -> None:
    spot.painter.setFont(spot.theme.font("rail"))
    spot.painter.setPen(spot.theme.colour("High" if row.problem else "ink3"))
    flags = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
    spot.painter.drawText(spot.rect.adjusted(0, 0, -SIDE, 0), flags, str(row.number))


def _paint_text(spot: Spot, row: Line) -> None:
    spot.painter.setFont(spot.theme.font("small"))
    spot.painter.setPen(spot.theme.colour("High" if row.problem else "ink"))
    indent = len(row.text) - len(row.text.lstrip(" "))
    room = QRect(spot.rect).adjusted(indent * 7, 0, -SIDE, 0)
    cut = spot.painter.fontMetrics().elidedText(row.text.strip(), Qt.TextElideMode.ElideRight, room.width())
    spot.painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, cut)
