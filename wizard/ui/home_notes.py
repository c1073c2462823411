"""The rows that Home shows and the chosen one in; the lines under the table out: what is out of date, what can be done."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from wizard.core.sentences import UNNAMED
from wizard.ui.controls import Button
from wizard.ui.home_rows import day_of
from wizard.ui.icons import draw_icon
from wizard.ui.rows import in_row
from wizard.ui.theme import of
from wizard.ui.words import Words

if TYPE_CHECKING:
    from wizard.session import Summary

HAPPENED = "Something has happened"


class Notes(QWidget):
    """At most two lines: one assessment that is out of date, and what can be said of the chosen one."""

    new_version = Signal(str)
    happened = Signal(str)
    taken_back = Signal(str)
    brought_back = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.ended = Line("history", "Moderate", ("Start a new version", "It did not happen"))
        self.chosen = Line("badge-check", "ink3", (HAPPENED,))
        self.away = Line("archive", "ink3", ("Bring it back",))
        self._ids = {"ended": "", "chosen": ""}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        for line in (self.ended, self.chosen, self.away):
            column.addWidget(line)
        self.ended.links[0].clicked.connect(lambda: self.new_version.emit(self._ids["ended"]))
        self.ended.links[1].clicked.connect(lambda: self.taken_back.emit(self._ids["ended"]))
        self.chosen.links[0].clicked.connect(lambda: self.happened.emit(self._ids["chosen"]))
        self.away.links[0].clicked.connect(lambda: self.brought_back.emit(self._ids["chosen"]))

    def show_rows(self, rows: Sequence[Summary], chosen: Summary | None) -> None:
        """Speak of the chosen row; where it is not out of date, of the first that is."""
        late = [row for row in rows if row.status == "out-of-date" and not row.archived]
        ended = chosen if chosen in late else next(iter(late), None)
        self._ids = {"ended": ended.id if ended else "", "chosen": chosen.id if chosen else ""}
        if ended is not None:
            others = f" {len(late) - 1} more {'is' if len(late) == 2 else 'are'}." if len(late) > 1 else ""
            said = f" has been out of date since {day_of(ended.since)}: {_lower(ended.ended)}.{others}"
            self.ended.say(ended.name or UNNAMED, said)
        if chosen is not None:
            day = day_of(chosen.sealed) if chosen.sealed else ""
            self.chosen.say(
                chosen.name or UNNAMED, f" was sealed on {day} and holds until something named in it happens."
            )
            self.away.say(chosen.name or UNNAMED, " is archived.")
        self.ended.setVisible(ended is not None)
        self.chosen.setVisible(chosen is not None and chosen.status == "sealed" and not chosen.archived)
        self.away.setVisible(chosen is not None and chosen.archived)

    def forbid(self, reason: str) -> None:
        """Close what can be done and say why; an empty reason opens it."""
        for line in (self.ended, self.chosen, self.away):
            for link in line.links:
                link.forbid(reason)


class Line(QWidget):
    """A sign, a sentence that begins with a name, and what can be done about it."""

    def __init__(self, sign: str, colour: str, links: Sequence[str]) -> None:
        super().__init__()
        self.sign, self.colour = sign, colour
        self.words = Words("", "small", "ink2", wrap=True)
        self.links = [Button(words, "foot") for words in links]
        for link in self.links:
            link.colour = "accent"
        row = in_row(self.words, *self.links, gap=16, margins=(24, 2, 0, 2))
        row.setStretch(0, 100)
        row.addStretch(1)
        for part in (self.words, *self.links):
            row.setAlignment(part, Qt.AlignmentFlag.AlignVCenter)
        self.setLayout(row)

    def say(self, name: str, rest: str) -> None:
        """Show a sentence; the name stands out."""
        name = name if len(name) <= 60 else f"{name[:59]}\N{HORIZONTAL ELLIPSIS}"
        self.words.say(f"{name}{rest}", strong=(name,))
        strong = self.words.fontMetrics().horizontalAdvance(name) // 8
        self.words.setMaximumWidth(self.words.fontMetrics().horizontalAdvance(f"{name}{rest}") + strong + 8)
        for link in self.links:
            link.setAccessibleName(f"{link.label}: {name}")

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the sign beside the first line."""
        painter = QPainter(self)
        top = QRectF(self.words.geometry()).top() + 1
        draw_icon(painter, self.sign, 0, top, 16, of(self).colour(self.colour))
        painter.end()


def _lower(words: str) -> str:
    """Let words go on a sentence: a small first letter, unless the second is a capital too."""
    return words if words[1:2].isupper() else words[:1].lower() + words[1:]
