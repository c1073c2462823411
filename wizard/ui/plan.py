"""A session -> Plan: the risks past their mark at the left, what is done about the chosen one at the right."""

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from wizard.core.hull import axis_of
from wizard.core.treatment import DECISIONS, RECOMMENDATIONS, Plan, Recommendation, problem_with_recommendation
from wizard.errors import UserError
from wizard.session import Session
from wizard.ui.controls import Ground, Words
from wizard.ui.hull import paint_axis
from wizard.ui.inputs import Field
from wizard.ui.pickers import MenuButton
from wizard.ui.place import Place
from wizard.ui.plan_side import Side
from wizard.ui.plan_words import NOTHING_OVER, Planned, paint_row, planned, row_height, say_row
from wizard.ui.scrolling import reveal, scrolling
from wizard.ui.table import Column, Spot, Table
from wizard.ui.theme import of

if TYPE_CHECKING:
    from wizard.ui.window import Window

LIST, NARROW_LIST, NARROW = 404, 300, 1000
ADVICE = {
    "": "Nothing recommended yet",
    "may-start": "May go into service",
    "may-stay": "May stay in service",
    "may-stay-if": "May stay in service, on a condition",
    "not-yet": "Should not go into service yet",
    "take-out": "Should be taken out of service",
}


class PlanPlace(Place):
    """The plan. Arrows choose a risk, Alt+1 to 4 decide, Ctrl+Enter adds a control, Alt+Down goes to the next risk."""

    title = "Plan"

    def __init__(self, window: "Window") -> None:
        super().__init__(window)
        self.order: list[str] = []
        self.count, self.without = Words("", "question"), Words("", "small", "ink2", right=True)
        self.table: Table[Planned] = Table((), "Risks and their plans", self._height, 24)
        self.table.chose.connect(lambda _row: self._show_chosen())
        self.table.opened.connect(lambda _row: self._to_the_decision())
        self.side = Side(window)
        self.side.wanted_next.connect(self.next_risk)
        self.side.opened.connect(self._form_opened)
        self.advice = MenuButton("What you recommend to the board", list(ADVICE.items()), "")
        self.advice.picked.connect(lambda _choice: self._advise())
        self.condition = Field("On condition that")
        self.condition.input.settled.connect(lambda _text: self._advise())
        self.nothing = Words(NOTHING_OVER, "body", "ink2", wrap=True)
        self._lay_out()
        for number, decision in enumerate(DECISIONS, 1):
            QShortcut(QKeySequence(f"Alt+{number}"), self).activated.connect(lambda it=decision: self._decide(it))
        QShortcut(QKeySequence("Ctrl+Return"), self).activated.connect(self.side.add_step)
        QShortcut(QKeySequence("Alt+Down"), self).activated.connect(self.next_risk)

    def _lay_out(self) -> None:
        self.left_side = Ground("sunken", edge="right")
        column = QVBoxLayout(self.left_side)
        column.setContentsMargins(0, 16, 0, 16)
        column.setSpacing(6)
        self.head = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self.head.setContentsMargins(24, 0, 24, 0)
        self.head.addWidget(self.count)
        self.head.addWidget(self.without)
        column.addLayout(self.head)
        column.addWidget(self.table, 1)
        below = QVBoxLayout()
        below.setContentsMargins(24, 8, 24, 0)
        below.setSpacing(6)
        below.addWidget(Words("You recommend to the board", "caption", "ink3"))
        below.addWidget(self.advice, 0, Qt.AlignmentFlag.AlignLeft)
        below.addWidget(self.condition)
        column.addLayout(below)
        self.page = scrolling(self.side)
        self.empty = QWidget()
        empty = QVBoxLayout(self.empty)
        empty.setContentsMargins(32, 40, 32, 32)
        empty.addWidget(self.nothing)
        empty.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.left_side)
        row.addWidget(self.page, 1)
        row.addWidget(self.empty, 1)

    # -- what the window asks --------------------------------------------------------------------------------------

    def refresh(self, session: Session | None) -> None:
        """Show what stands now in the order that stands."""
        if session is None:
            return
        rows = {row.key: row for row in planned(session)}
        self.order = [key for key in self.order if key in rows] + [key for key in rows if key not in self.order]
        over = [row for row in rows.values() if row.score.over]
        without = sum(not row.counts for row in over)
        self.count.say(f"{len(over)} over appetite")
        self.without.say(f"{without} without a plan" if without else "All have a plan" if over else "")
        before = self.table.row.key if self.table.row else ""
        at = self.order.index(before) if before in self.order else 0
        self.table.show_columns(self._columns(session))
        self.table.show_rows([rows[key] for key in self.order], at)
        self.page.setVisible(bool(rows))
        self.empty.setVisible(not rows)
        self._show_advice(session)
        self._show_chosen()

    def shown(self, **where: Any) -> None:  # noqa: ANN401 - `scenario`
        """Order the risks anew, and choose the one that was asked for."""
        chosen = str(where.get("scenario", ""))
        self.order = []
        self.refresh(self.window_.session)
        if chosen in self.order:
            self.table.choose(self.order.index(chosen))
        self.table.setFocus()

    def flush(self) -> None:
        """Save what is still being typed."""
        self.side.flush()
        self.condition.input.flush()

    def regions(self) -> tuple[QWidget, ...]:
        """Walk over the list and the panel."""
        return (self.table, self.side)

    def letter(self, key: str) -> bool:
        """Esc leaves the fields of a step."""
        if key == "Esc" and self.side.form.isVisible():
            self.side.form.left.emit()
            return True
        return False

    # -- what the user does ----------------------------------------------------------------------------------------

    def next_risk(self) -> None:
        """Choose the next risk, after the last one the first."""
        if self.table.rows:
            self.table.choose((self.table.currentIndex().row() + 1) % len(self.table.rows))

    def _to_the_decision(self) -> None:
        self.side.decision.segments[0].setFocus()

    def _form_opened(self) -> None:
        """Bring the fields into view once the layout has given them their place."""
        QTimer.singleShot(0, self.page, lambda: reveal(self.page, self.side.form))

    def _decide(self, decision: str) -> None:
        segment = next(each for each in self.side.decision.segments if each.choice == decision)
        if segment.isEnabled() and self.table.row is not None:
            segment.click()

    def _show_chosen(self) -> None:
        if self.table.row is not None:
            self.side.show_risk(self.table.row)

    def _show_advice(self, session: Session) -> None:
        found = (session.assessment.plan or Plan()).recommendation
        pending = self.advice.value == "may-stay-if" and (found is None or found.choice != "may-stay-if")
        if not pending or self.window_.closed:
            self.advice.show_value(found.choice if found and found.choice in RECOMMENDATIONS else "")
        self.advice.forbid(self.window_.closed)
        self.condition.setVisible(self.advice.value == "may-stay-if")
        self.condition.input.show_text(found.condition if found else self.condition.input.text())
        self.condition.input.forbid(self.window_.closed)

    def _advise(self) -> None:
        """Save what is recommended; one on a condition waits until that is typed."""
        session, choice = self.window_.session, self.advice.value
        self.condition.setVisible(choice == "may-stay-if")
        condition = self.condition.input.text().strip() if choice == "may-stay-if" else ""
        found = Recommendation(choice, condition) if choice else None
        wrong = problem_with_recommendation(found) if found else ""
        self.condition.complain("Say on which condition." if wrong else "")
        if session is None or wrong:
            return
        try:
            session.recommend(found)
        except UserError as error:
            self.window_.fail(error)

    # -- painting --------------------------------------------------------------------------------------------------

    def _height(self, row: Planned) -> int:
        return row_height(row, self.left_side.width() - 49, of(self))

    def _columns(self, session: Session) -> tuple[Column[Planned], ...]:
        method = session.questionnaire.method
        axis, names = axis_of(method), tuple(band.name for band in method.bands)

        def head(spot: Spot) -> None:
            spot.painter.fillRect(spot.rect, spot.theme.colour("sunken"))
            paint_axis(spot.painter, spot.rect.adjusted(24, 4, -24, -4), spot.theme, names, axis)

        return (Column("Risk", say_row, lambda spot, row: paint_row(spot, row, axis), head=head),)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the list less where there is little."""
        super().resizeEvent(event)
        narrow = self.width() < NARROW
        self.left_side.setFixedWidth(NARROW_LIST if narrow else LIST)
        self.head.setDirection(QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight)
        self.without.right = not narrow
        self.table.give_heights()
        self._show_chosen()
