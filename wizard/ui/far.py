"""A session -> the last page of System: how deep, and for each module whether it is asked, why, and a way to change that."""

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QPushButton, QRadioButton, QSizePolicy, QVBoxLayout, QWidget

from wizard.core.assessment import Answer
from wizard.core.questionnaire import ASKED_ANYWAY, DEPTHS, Presence
from wizard.session import Session
from wizard.ui.controls import Button, Hairline, Sign, Words
from wizard.ui.focus import Ringed
from wizard.ui.icons import draw_icon
from wizard.ui.reach import Reach, amount, asked_at, change_in_words, counts, depth_of, modules, with_wish
from wizard.ui.rows import in_row
from wizard.ui.theme import font, of
from wizard.ui.words import explain

if TYPE_CHECKING:
    from wizard.ui.window import Window

SIGNS = {Presence.YES: "check", Presence.MAYBE: "circle", Presence.NO: "circle-slash-2"}
WISHES = {"ask": "Ask it anyway", "leave": "Leave it out"}
TOP = Qt.AlignmentFlag.AlignTop


class DepthCard(Ringed, QRadioButton):
    """One depth: its name, how many questions and how long."""

    ring_radius = 10.0

    def __init__(self, depth: str) -> None:
        super().__init__(depth.capitalize())
        self.choice, self.amount = depth, ""
        self.setFixedHeight(68)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def forbid(self, reason: str) -> None:
        """Disable and say why; an empty reason enables."""
        self.setEnabled(not reason)
        explain(self, reason)

    def show_amount(self, words: str) -> None:
        """Show how much it is."""
        self.amount = words
        self.setAccessibleName(f"{self.choice.capitalize()}, {words}")
        self.update()

    def sizeHint(self) -> QSize:
        """Share the row."""
        return QSize(150, 68)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Take a second line where it is narrow."""
        super().resizeEvent(event)
        self.setFixedHeight(68 if self.width() >= 230 else 88)

    def hitButton(self, point: QPoint) -> bool:
        """Take a click anywhere."""
        return self.rect().contains(point)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint card, name, amount and the sign of a choice."""
        painter, theme = QPainter(self), of(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        on = self.isChecked()
        inset = 1.0 if on else 0.5
        painter.setPen(QPen(theme.colour("accent" if on else "edge"), 2 if on else 1))
        painter.setBrush(theme.colour("surface"))
        painter.drawRoundedRect(self.rect().toRectF().adjusted(inset, inset, -inset, -inset), 10, 10)
        painter.setPen(theme.colour("ink"))
        painter.setFont(font("chosen"))
        painter.drawText(QRect(16, 12, self.width() - 56, 22), Qt.AlignmentFlag.AlignVCenter, self.text())
        painter.setFont(font("small"))
        painter.setPen(theme.colour("ink2"))
        room = QRect(16, 36, self.width() - 28, self.height() - 44)
        painter.drawText(room, Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap, self.amount)
        if self.isEnabled():
            sign = "circle-dot" if on else "circle"
            draw_icon(painter, sign, self.width() - 34, 14, 18, theme.colour("accent" if on else "ink3"))
        painter.end()


class Far(QWidget):
    """Depth, and what will be asked and why. Rows never change their order; one that leaves goes grey in its place."""

    def __init__(self, window: "Window", show_field: Callable[[str], None]) -> None:
        super().__init__()
        self.window_, self.show_field = window, show_field
        self.cards: dict[str, DepthCard] = {depth: DepthCard(depth) for depth in DEPTHS}
        for card in self.cards.values():
            card.clicked.connect(lambda _on=False, depth=card.choice: self._chose(depth))
        self.changed = Words("", "small", "ink2")
        self.asked = Words("", "small", "ink2", right=True)
        self.rows: dict[str, ModuleRow] = {}
        self.list = QVBoxLayout()
        self.list.setSpacing(0)
        self.slot = QVBoxLayout()
        self._said_of = -1
        column = QVBoxLayout(self)
        column.setContentsMargins(32, 16, 32, 24)
        column.setSpacing(8)
        column.addWidget(Words("How far", "title"))
        column.addLayout(in_row(*self.cards.values(), gap=12))
        column.addWidget(self.changed)
        column.addSpacing(4)
        column.addLayout(self.slot)
        column.addLayout(in_row(Words("What will be asked, and why", "question"), self.asked, gap=12))
        column.addLayout(self.list)
        column.addStretch(1)

    def _chose(self, depth: str) -> None:
        self._give("depth", Answer(depth))

    def _wish(self, module: str, *, asked: bool) -> None:
        session = self.window_.session
        if session is not None:
            value = with_wish(session, module, asked=asked)
            self._give(ASKED_ANYWAY, replace(self.window_.standing(ASKED_ANYWAY), value=value, standing="given"))

    def _give(self, question: str, answer: Answer) -> None:
        session = self.window_.session
        if session is None:
            return
        before = len(asked_at(session, depth_of(session)))
        self.window_.answer(question, answer)
        self._said_of = len(asked_at(session, depth_of(session)))
        self.changed.say(change_in_words(self._said_of - before))

    def chosen_card(self) -> QWidget:
        """Give the card of the depth that stands."""
        return next((card for card in self.cards.values() if card.isChecked()), self.cards[DEPTHS[1]])

    def forget_change(self) -> None:
        """Take back what was said about the last change; it was said to somebody who has left."""
        self.changed.say("")

    def show_session(self, session: Session) -> None:
        """Show depth and modules."""
        found_counts = counts(session)
        for depth, count in found_counts.items():
            self.cards[depth].show_amount(amount(count))
            self.cards[depth].forbid(self.window_.closed)
        self.cards[depth_of(session)].setChecked(True)
        if found_counts[depth_of(session)] != self._said_of:
            self.forget_change()
        found = modules(session)
        self.asked.say(f"{sum(item.presence is Presence.YES for item in found)} of {len(found)} modules")
        for item in found:
            if item.module.id not in self.rows:
                row = self.rows[item.module.id] = ModuleRow(self.show_field, self._wish)
                self.list.addWidget(Hairline())
                self.list.addWidget(row)
            self.rows[item.module.id].show_reach(item, closed=bool(self.window_.closed))


class ModuleRow(QWidget):
    """One module: a sign, its name, why it is asked or not, how many questions, and what can be done about it."""

    def __init__(self, show_field: Callable[[str], None], wish: Callable[..., None]) -> None:
        super().__init__()
        self.setMinimumHeight(38)
        self.item: Reach | None = None
        self.sign = Sign("check", 20)
        self.name, self.reason = Words("", "control", wrap=True), Words("", "small", "ink2", wrap=True)
        self.count, self.depends = Words("", "small", "ink2", right=True), Link()
        self.wish = Button("", "foot")
        self.wish.colour = "accent"
        self.wish.setFixedHeight(18)
        self.depends.clicked.connect(lambda: show_field(self.item.depends_on if self.item else ""))
        self.wish.clicked.connect(lambda: wish(self.item.module.id, asked=self.item.wish == "ask") if self.item else 0)
        self.name.setFixedWidth(184)
        self.count.setMinimumWidth(96)
        why = QVBoxLayout()
        why.setContentsMargins(0, 1, 0, 0)
        why.setSpacing(0)
        why.addWidget(self.reason)
        why.addWidget(self.depends)
        row = in_row(self.sign, self.name, gap=12, margins=(0, 9, 0, 8))
        row.addLayout(why, 1)
        row.addWidget(self.count)
        row.addWidget(self.wish)
        for part in (self.sign, self.name, self.count, self.wish):
            row.setAlignment(part, TOP)
        self.setLayout(row)

    def show_reach(self, item: Reach, *, closed: bool) -> None:
        """Show whether and why it is asked."""
        self.item = item
        on = item.presence is not Presence.NO
        self.sign.sign = SIGNS[item.presence]
        self.sign.colour = "accent" if item.presence is Presence.YES else "ink3"
        self.sign.update()
        self.name.say(item.module.title, "ink" if on else "ink3")
        self.reason.say(item.reason, "ink2" if on else "ink3")
        self.depends.say(item.reason)
        linked = bool(item.depends_on) and not closed
        self.depends.setVisible(linked)
        self.reason.setVisible(not linked)
        asked = f"{item.count} question{'' if item.count == 1 else 's'}"
        self.count.say(asked if item.presence is Presence.YES else "")
        self.count.setVisible(item.presence is Presence.YES or not item.wish or closed)
        self.wish.say(WISHES.get(item.wish, ""))
        self.wish.setAccessibleName(f"{self.wish.label}: {item.module.title}")
        self.wish.setVisible(bool(item.wish) and not closed)
        self.setAccessibleName(f"{item.module.title}: {item.reason}")


class Link(Ringed, QPushButton):
    """Words in the accent that wrap and lead somewhere."""

    def __init__(self) -> None:
        super().__init__()
        self.words = Words("", "small", "accent", wrap=True)
        self.words.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setLayout(in_row(self.words))
        self.setAutoDefault(False)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def say(self, text: str) -> None:
        """Show these words."""
        self.words.say(text)
        self.setAccessibleName(text)

    def sizeHint(self) -> QSize:
        """Ask for the room of the words."""
        return self.words.sizeHint()

    def minimumSizeHint(self) -> QSize:
        """Let layouts make it narrow: the words wrap."""
        return self.words.minimumSizeHint()

    def hasHeightForWidth(self) -> bool:
        """Tell layouts that the words grow downwards."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Give the height of the lines."""
        return self.words.heightForWidth(width)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Leave the painting to the words."""
