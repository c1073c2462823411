"""A risk in; its cells in the register and the card that tells of it out."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from wizard.core.scoring import ScenarioScore
from wizard.core.sentences import number
from wizard.session import Session
from wizard.ui.controls import Badge, Button, Card, Words, tip
from wizard.ui.rows import in_row
from wizard.ui.steps import beside_the_worst, decided_by, past_words
from wizard.ui.table import Spot, line_count, write, write_level, write_lines

NARROW = 330


@dataclass(frozen=True, slots=True)
class Risk:
    """One row of the register with its number."""

    number: int
    score: ScenarioScore


class Chosen(Card):
    """The chosen risk: its level, what decides it, and the way to its trace."""

    def __init__(self) -> None:
        super().__init__()
        self.show_current(current=True)
        self.number, self.badge = Words("", "small", "ink2"), Badge()
        self.appetite, self.worst_for = Words("", "small", "ink2"), Words("", "small", "ink2", right=True)
        self.name, self.why = Words("", "question", wrap=True), Words("", "small", "ink2", wrap=True)
        self.trace = Button(
            "Show the trace", "primary", icon="git-commit-horizontal", key="\N{DOWNWARDS ARROW WITH TIP LEFTWARDS}"
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(6)
        column.addLayout(self._top())
        column.addWidget(self.name)
        column.addWidget(self.why)
        column.addSpacing(8)
        column.addWidget(self.trace, 0, Qt.AlignmentFlag.AlignLeft)
        stays = self.sizePolicy()
        stays.setRetainSizeWhenHidden(True)  # the matrix above it keeps its size
        self.setSizePolicy(stays)

    def _top(self) -> QBoxLayout:
        self.top = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self.top.setSpacing(8)
        level, facts = in_row(self.number, self.badge, gap=8), in_row(self.appetite, gap=8)
        level.addStretch(1)
        facts.addStretch(1)
        facts.addWidget(self.worst_for)
        self.top.addLayout(level)
        self.top.addLayout(facts, 1)
        return self.top

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the appetite on a line of its own where the card is narrow."""
        super().resizeEvent(event)
        narrow = self.width() < NARROW
        self.top.setDirection(QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight)

    def show_risk(self, session: Session, risk: Risk | None) -> None:
        """Show a risk, or nothing."""
        self.setVisible(risk is not None)
        if risk is None:
            return
        scored = risk.score
        self.number.say(str(risk.number))
        self.badge.show_level(scored.worst_level, scored.residual.worst)
        self.appetite.say(f"appetite {number(scored.decisive.appetite)}")
        self.worst_for.say(f"Worst for: {scored.decisive.name}")
        self.name.say(scored.scenario.title)
        beside = beside_the_worst(scored)
        why = f"{beside} {decided_by(session, scored)}".strip()
        self.why.say(why, strong=past_words(beside))
        tip(self.why, why)


class NoRow(QWidget):
    """What stands in the register when a filter finds nothing, and the way back to all."""

    def __init__(self) -> None:
        super().__init__()
        self.words, self.show_all = Words("", "body", "ink2", wrap=True), Button("Show all", "plain")
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 20, 16, 20)
        column.setSpacing(12)
        column.addWidget(self.words)
        column.addWidget(self.show_all, 0, Qt.AlignmentFlag.AlignLeft)
        self.hide()

    def show_filter(self, levels: Sequence[str], *, over: bool) -> None:
        """Say what was not found."""
        named = " or ".join(levels)
        self.words.say(
            " ".join(part for part in ("No", named, "risk", "past its appetite" if over else "") if part) + "."
        )


def code(scored: ScenarioScore) -> str:
    """Give the code of the MIT subdomain: 7.1."""
    return scored.scenario.subdomain.rpartition(":")[2]


def say_worst(risk: Risk) -> str:
    """Say the worst case."""
    return f"{risk.score.worst_level} {number(risk.score.residual.worst)}"


def no_head(_spot: Spot) -> None:
    """Leave the head over the numbers empty."""


def paint_number(spot: Spot, risk: Risk) -> None:
    """Paint the number of the row."""
    write(spot.at(spot.rect.adjusted(0, 0, -8, 0)), str(risk.number), "small", "ink3", Qt.AlignmentFlag.AlignRight)


def paint_title(spot: Spot, risk: Risk) -> None:
    """Paint the title on one line or two."""
    rect = spot.rect
    title, room = risk.score.scenario.title, rect.width() - 12
    tall = 20 * min(2, line_count(title, "touched", room, spot.theme))
    box = QRect(rect.left(), rect.top() + (rect.height() - tall) // 2, room, tall)
    write_lines(spot.at(box), title, "touched", tall // 20)


def paint_code(spot: Spot, risk: Risk) -> None:
    """Paint the subdomain."""
    write(spot, code(risk.score), "small", "ink2")


def paint_worst(spot: Spot, risk: Risk) -> None:
    """Paint the level with its number."""
    write_level(spot, risk.score.worst_level, say_worst(risk))
