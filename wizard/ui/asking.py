"""What is typed before sealing in; who is to approve the report, how many of them and in which order, out."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from wizard.core import approval
from wizard.core.approval import NOBODY, Approvals
from wizard.ui.controls import Words
from wizard.ui.inputs import Field
from wizard.ui.pickers import MenuButton
from wizard.ui.rows import in_row

HINT = "Head of Claims: Jonas Ek; Model Risk"
ALL = "all"


class Asking(QWidget):
    """One line with those who are asked, between semicolons, and under it what counts once there are two."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.who = Field("Approvers: role, or role: name", HINT)
        self.needed = MenuButton("How many must approve", [(ALL, "All of them")], ALL)
        self.order = MenuButton("Order", [("any", "In any order"), ("given", "One after the other")], "any")
        self.who.input.settled.connect(lambda _words: self._look())
        for choice in (self.needed, self.order):
            choice.picked.connect(lambda _value: self.changed.emit())
        self.more = QWidget()
        row = in_row(Words("Needed", "control", "ink2"), self.needed, self.order)
        row.addStretch(1)
        self.more.setLayout(row)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 8)
        column.setSpacing(4)
        column.addWidget(self.who)
        column.addWidget(self.more)
        self.more.hide()

    @property
    def typed(self) -> Approvals:
        """What is typed now, whether it can be asked or not."""
        words = [each for each in self.who.input.text().split(";") if each.strip()]
        if not words:
            return NOBODY
        people = tuple(map(approval.approver, words))
        needed = len(people) if self.needed.value == ALL else min(int(self.needed.value), len(people))
        return Approvals(people, needed, "given" if self.order.value == "given" else "any")

    @property
    def shown(self) -> Approvals:
        """What the preview shows: nobody, as long as nobody can be asked so."""
        return NOBODY if approval.problem(self.typed) else self.typed

    def _look(self) -> None:
        asked = self.typed
        count = len(asked.expected)
        self.who.complain(approval.problem(asked))
        self.needed.choices = {ALL: "All of them", **{str(number): f"{number} of them" for number in range(1, count)}}
        self.needed.show_value(self.needed.value if self.needed.value in self.needed.choices else ALL)
        self.more.setVisible(count > 1)
        self.changed.emit()
