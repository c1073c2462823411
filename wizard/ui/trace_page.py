"""A session and a risk -> the page of its trace: the waterfall, why it counts, and the fastest way to know more."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from wizard.core.hull import axis_of
from wizard.core.scoring import Harm, ScenarioScore, points
from wizard.core.sentences import number
from wizard.session import Session
from wizard.ui.controls import Button, Card, Chips, Words
from wizard.ui.framed import Framed
from wizard.ui.scrolling import scrolling
from wizard.ui.segmented import Segmented
from wizard.ui.steps import (
    as_text,
    beside_the_worst,
    best_step,
    past_words,
    reading_for,
    rounding_note,
    rows_of,
    too_deep,
    why_it_counts,
)
from wizard.ui.trace import TraceTable

if TYPE_CHECKING:
    from wizard.ui.window import Window

NARROW, WIDE = 1100, 1400


class TracePage(QWidget):
    """One risk from the system as described down to its residual; Enter jumps to the question of a row."""

    def __init__(self, window: "Window", back: Callable[[], None]) -> None:
        super().__init__()
        self.window_ = window
        self.scenario, self.harm = "", ""
        self._question = ""
        self.back = Button("All risks", "foot", icon="arrow-left")
        self.back.colour = "accent"
        self.back.clicked.connect(back)
        self.name = Words("", "title", wrap=True)
        self.harms, self._choices = Segmented((("", ""),), ""), [("", "")]
        self.table = TraceTable()
        self.table.opened.connect(self._follow)
        self.table.reshaped.connect(self._fit)
        self.frame = Framed(self.table)
        self.note = Words("", "small", "ink2", wrap=True)
        self._make_side()
        self._lay_out()

    def _make_side(self) -> None:
        self.why, self.text = Words("", "small", wrap=True), Words("", "small", "ink2", wrap=True)
        self.next, self.gate = Words("", "small", wrap=True), Words("", "small", "ink2", wrap=True)
        self.next_head = _head("Fastest way to know more")
        self.answer = Button("Answer this question", "primary", icon="corner-down-right")
        self.answer.clicked.connect(lambda: self._ask(self._question))
        self.chips = Chips(())
        self.counts = _card(_head("Why it counts"), self.why, self.next_head, self.next, self.answer)
        self.happens = _card(_head("What happens"), self.text)
        self.gated = _card(_head("Gate"), self.gate)
        self.mapped = _card(_head("Mapped to"), self.chips)

    def _lay_out(self) -> None:
        self.side = QWidget()
        column = QVBoxLayout(self.side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        for card in (self.counts, self.happens, self.gated, self.mapped):
            column.addWidget(card)
        column.addStretch(1)
        self.inner = QWidget()
        self.grid = QGridLayout(self.inner)
        self.grid.setContentsMargins(24, 12, 24, 16)
        self.grid.setHorizontalSpacing(20)
        self.grid.setVerticalSpacing(8)
        self.grid.addWidget(self.back, 0, 0, Qt.AlignmentFlag.AlignLeft)
        self.grid.addWidget(self.name, 1, 0)
        self.grid.addWidget(self.harms, 2, 0)
        self.grid.addWidget(self.frame, 3, 0, Qt.AlignmentFlag.AlignTop)
        self.grid.addWidget(self.note, 4, 0)
        self.grid.setRowStretch(5, 1)
        self.grid.setColumnStretch(0, 1)
        self.scroller = scrolling(self.inner)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.scroller)

    def show_risk(self, session: Session, scenario: str) -> None:
        """Show the trace of a risk from its first step."""
        self.scenario, self.harm = scenario, ""
        self._show(session, 0)
        self.scroller.verticalScrollBar().setValue(0)

    def refresh(self, session: Session) -> None:
        """Show what stands now, with the same row chosen."""
        self._show(session, max(0, self.table.currentIndex().row()))

    def _show(self, session: Session, row: int) -> None:
        scored = session.score.scenario(self.scenario)
        if scored is None:
            return
        method = session.questionnaire.method
        harm = next((item for item in scored.harms if item.name == self.harm), scored.followed)
        rows = rows_of(session, scored, harm)
        names = tuple(band.name for band in method.bands)
        self.name.say(scored.scenario.title)
        self.table.show_trace(rows, reading_for(scored, harm, method), axis_of(method), names, row)
        self.note.say(rounding_note(rows))
        self.note.setVisible(bool(self.note.text()))
        self._show_harms(scored, harm)
        self._show_side(session, scored, harm)
        self._fit()

    def _show_harms(self, scored: ScenarioScore, shown: Harm) -> None:
        """Let one choose the kind of harm whose steps are shown, where there are several."""
        choices = [(item.name, f"{item.name.capitalize()} {number(item.residual.worst)}") for item in scored.harms]
        if choices != self._choices:
            self._choices = choices
            old, self.harms = self.harms, Segmented(choices, "Steps for this kind of harm")
            self.harms.chosen.connect(self._choose_harm)
            self.grid.replaceWidget(old, self.harms)
            QWidget.setTabOrder(self.back, self.harms.buttons[0])
            old.hide()
            old.deleteLater()
        self.harms.choose(shown.name)
        self.harms.setVisible(len(choices) > 1)

    def _choose_harm(self, name: str) -> None:
        self.harm = name
        session = self.window_.session
        if session is not None:
            self.refresh(session)

    def _show_side(self, session: Session, scored: ScenarioScore, harm: Harm) -> None:
        sentence, beside = why_it_counts(harm), beside_the_worst(scored, harm)
        self.why.say(f"{sentence} {beside}".strip(), strong=too_deep(sentence) + past_words(beside))
        self.text.say(scored.scenario.text)
        step = None if self.window_.closed else best_step(session, scored, harm)
        for part in (self.next_head, self.next, self.answer):
            part.setVisible(step is not None)
        if step is not None:
            self._question = step.question
            gain = "1 point" if points(step.more) == -1 else f"{-points(step.more)} points"
            self.next.say(
                f"“{step.title}” alone can lower the worst case by up to {gain}, if it is fully there and verified."
            )
        reasons = [f"Not below {gate.level}: {gate.reason}." for gate in scored.gates]
        holds = "It holds the level here." if scored.held else "It changes nothing while the sum alone is as high."
        self.gate.say(" ".join([*reasons, holds]))
        self.gated.setVisible(bool(reasons))
        self._map((scored.scenario.subdomain, *scored.scenario.references))

    def _map(self, references: tuple[str, ...]) -> None:
        old, self.chips = self.chips, Chips(tuple(dict.fromkeys(references)))
        layout = self.mapped.layout()
        if layout is not None:
            layout.replaceWidget(old, self.chips)
        old.deleteLater()

    def _follow(self, row: int) -> None:
        if 0 <= row < len(self.table.rows) and self.table.rows[row].link:
            self._ask(self.table.rows[row].step.question)

    def _ask(self, question: str) -> None:
        """Show a question; Alt+Left there comes back to its row here."""
        scenario = self.scenario
        self.window_.go(
            "Questions",
            question=question,
            back=lambda: self.window_.go("Risks", scenario=scenario, step=question),
        )

    def choose(self, question: str) -> None:
        """Choose the row of a question, if there is one."""
        row = next((at for at, row in enumerate(self.table.rows) if row.step.question == question), None)
        if row is not None:
            self.table.choose(row)

    def letter(self, key: str) -> bool:
        """Copy the table as text with c."""
        if key != "c":
            return False
        QGuiApplication.clipboard().setText(as_text(self.name.text(), self.table.rows))
        self.window_.toast("The trace is copied as text.")
        return True

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the side cards beside the waterfall, or under it where it is narrow."""
        super().resizeEvent(event)
        self.grid.removeWidget(self.side)
        if self.width() < NARROW:
            self.side.setMinimumWidth(0)
            self.side.setMaximumWidth(16_000_000)
            self.grid.addWidget(self.side, 5, 0)
        else:
            self.side.setFixedWidth(320 if self.width() >= WIDE else 264)
            self.grid.addWidget(self.side, 2, 1, 4, 1, Qt.AlignmentFlag.AlignTop)
        self._fit()

    def _fit(self) -> None:
        self.table.give_heights()
        self.frame.setFixedHeight(self.table.whole_height() + 2)


def _head(text: str) -> Words:
    head = Words(text, "caption", "ink3")
    head.setProperty("head", True)  # noqa: FBT003 - Qt's own way
    return head


def _card(*parts: QWidget) -> Card:
    card = Card()
    column = QVBoxLayout(card)
    column.setContentsMargins(16, 14, 16, 16)
    column.setSpacing(6)
    for part in parts:
        if column.count() > 1 and part.property("head"):
            column.addSpacing(10)
        column.addWidget(part, 0, Qt.AlignmentFlag.AlignLeft if isinstance(part, Button) else Qt.AlignmentFlag(0))
    return card
