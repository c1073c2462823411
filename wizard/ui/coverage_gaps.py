"""A session's coverage -> the register of gaps: what the user found missing, and what is asked although lists do not name it."""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from wizard.core.coverage import PUBLISHERS, Coverage, Unnamed, lines_of
from wizard.core.questionnaire import GAPS
from wizard.session import Session
from wizard.ui import theme as theming
from wizard.ui.controls import Button, LineInput, Words
from wizard.ui.coverage_asked import BAR, HEAD, PAD, SIDE, tall, write_all
from wizard.ui.framed import Framed
from wizard.ui.rows import in_row
from wizard.ui.table import Column, Spot, Table, write

if TYPE_CHECKING:
    from wizard.ui.window import Window

CODE, FROM = 72, 110
TOLD = "Yours stand in the report as you typed them. The others are asked about although a list does not name them."


@dataclass(frozen=True, slots=True)
class Row:
    """One gap: its subdomain's code, its words, who names it, and the question or the line of the user's behind it."""

    code: str
    text: str
    origin: str
    question: str = ""
    line: int = -1
    """Which of the user's own lines it is; -1 for none."""


def gap_rows(session: Session, found: Coverage) -> tuple[Row, ...]:
    """Give the user's own gaps, then each question that a publisher's lists do not name."""
    own = [Row(_code(gap.subdomain), gap.text, "You", line=at) for at, gap in enumerate(found.found)]
    questions = session.questionnaire.questions
    rest = [
        Row(_code(item.subdomain), questions[item.question].text, _origin(item), item.question)
        for item in found.unnamed
    ]
    return (*own, *rest)


def _code(subdomain: str) -> str:
    return subdomain.rpartition(":")[2] or "\N{EN DASH}"


def _origin(item: Unnamed) -> str:
    by = [who for who, _ in PUBLISHERS if who not in item.by]
    return f"{by[0]} only" if by else "No list"


class Gaps(QWidget):
    """The register, and a field that adds to it; the user's own lines can be changed and taken out again."""

    def __init__(self, window: "Window") -> None:
        super().__init__()
        self.window_, self.changing = window, ""
        columns = (
            Column("MIT", lambda row: row.code, _paint_code, CODE, head=_paint_code_head),
            Column("Gap", lambda row: row.text, _paint_text),
            Column("Named by", lambda row: row.origin, _paint_origin, FROM),
        )
        self.table: Table[Row] = Table(columns, "Gaps that lists do not name", self._height, HEAD)
        self.table.opened.connect(self._open)
        self.table.chose.connect(lambda _row: self._show_state())
        self.frame = Framed(self.table)
        self.line = LineInput("Add a gap", "Add a gap, such as 7.3: nobody knows the dialect of the valley")
        self.add, self.edit, self.remove = (Button(word, "quiet") for word in ("Add", "Edit", "Remove"))
        self.add.clicked.connect(self._add)
        self.line.returnPressed.connect(self._add)
        self.edit.clicked.connect(self._edit)
        self.remove.clicked.connect(self._remove)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addLayout(in_row(self.line, self.add, self.edit, self.remove, gap=4))
        column.addWidget(self.frame, 1)
        column.addWidget(Words(TOLD, "small", "ink2", wrap=True))
        column.addStretch(0)

    def show_found(self, session: Session, found: Coverage) -> None:
        """Show the register, and whether it can be changed."""
        self.table.show_rows(gap_rows(session, found), max(0, self.table.currentIndex().row()))
        self.frame.fit()
        self._show_state()

    def _show_state(self) -> None:
        session = self.window_.session
        known = session is not None and GAPS in session.questionnaire.questions
        reason = self.window_.closed or ("" if known else "These questions are older and have no place for it.")
        row = self.table.row
        missing = "" if row is not None and row.line >= 0 else "Choose one of yours first."
        if self.changing not in self._lines():
            self.changing = ""
        self.line.forbid(reason)
        self.add.forbid(reason)
        self.edit.forbid(reason or ("" if self.changing else missing))
        self.remove.forbid(reason or missing)
        self.add.say("Change" if self.changing else "Add")
        self.line.setAccessibleName("Change a gap" if self.changing else "Add a gap")
        self.edit.say("Cancel" if self.changing else "Edit")

    def _lines(self) -> list[str]:
        return list(lines_of(self.window_.standing(GAPS))) if self.window_.session else []

    def _open(self, at: int) -> None:
        row = self.table.rows[at]
        if row.question:
            self.window_.go("Questions", question=row.question)
        elif self.edit.isEnabled():
            self._begin(row.line)

    def _edit(self) -> None:
        if self.changing:
            self._end()
        elif self.table.row is not None:
            self._begin(self.table.row.line)

    def _begin(self, line: int) -> None:
        self.changing = self._lines()[line]
        self.line.setText(self.changing)
        self.line.setFocus()
        self._show_state()

    def _end(self) -> None:
        self.changing = ""
        self.line.clear()
        self._show_state()

    def _add(self) -> None:
        text, lines, before = " ".join(self.line.text().split()), self._lines(), self.changing
        if not text or not self.add.isEnabled():
            return
        if before in lines:
            lines[lines.index(before)] = text
        else:
            lines.append(text)
        self._end()
        self._write(lines)

    def _remove(self) -> None:
        lines, row = self._lines(), self.table.row
        if row is not None and self.remove.isEnabled():
            if self.changing == lines[row.line]:
                self._end()
            del lines[row.line]
            self._write(lines)

    def _write(self, lines: list[str]) -> None:
        standing = self.window_.standing(GAPS)
        self.window_.answer(GAPS, replace(standing, value="\n".join(lines) or None, standing="given"))

    def _height(self, row: Row) -> int:
        wide = self.width() - 2 - BAR - CODE - FROM - SIDE
        return 2 * PAD + tall(row.text, "control", wide, theming.of(self))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give every row the height that its words take now."""
        super().resizeEvent(event)
        self.table.give_heights()
        self.frame.fit()


def _paint_code(spot: Spot, row: Row) -> None:
    write_all(spot.at(spot.rect.adjusted(SIDE, PAD + 1, 0, 0)), row.code, "small", "ink2")


def _paint_code_head(spot: Spot) -> None:
    write(spot.at(spot.rect.adjusted(SIDE, 0, 0, 0)), "MIT", "caption", "ink3")


def _paint_text(spot: Spot, row: Row) -> None:
    write_all(spot.at(spot.rect.adjusted(0, PAD, -SIDE, 0)), row.text, "control", "ink")


def _paint_origin(spot: Spot, row: Row) -> None:
    mine = row.line >= 0
    write_all(spot.at(spot.rect.adjusted(0, PAD + 1, 0, 0)), row.origin, "small", "ink" if mine else "ink2")
