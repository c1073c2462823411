"""A session -> System: what it is, its shape, and how far the questions will go."""

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QFocusEvent, QKeySequence, QPainter, QPaintEvent, QPen, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QRadioButton, QScrollArea, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from wizard.core.assessment import Answer
from wizard.core.questionnaire import DEPTHS, Presence
from wizard.session import Session
from wizard.ui.appetite import Appetite, Sign
from wizard.ui.controls import Button, Hairline, Words
from wizard.ui.focus import focus_came, focus_left
from wizard.ui.icons import draw_icon
from wizard.ui.pickers import Step, Tabs, in_row
from wizard.ui.place import Place
from wizard.ui.reach import Reach, amount, asked_at, counts, depth_of, modules, pages
from wizard.ui.replies import Reply, make_reply
from wizard.ui.theme import font, of

if TYPE_CHECKING:
    from wizard.ui.window import Window

TITLES = {"what": "What it is", "shape": "Its shape", "far": "How far"}
WIDEST = 720
SIGNS = {Presence.YES: "check", Presence.MAYBE: "circle", Presence.NO: "circle-slash-2"}


class System(Place):
    """Three short pages; the last says what will be asked, why, and how long it takes."""

    title = "System"

    def __init__(self, window: "Window") -> None:
        super().__init__(window)
        session = window.session
        if session is None:
            raise RuntimeError("the system is described for an open assessment only")
        self.questions = pages(session.questionnaire)
        self.replies: dict[str, Reply] = {}
        self.steps = [Step(page, words, number) for number, (page, words) in enumerate(TITLES.items(), 1)]
        self.tabs = Tabs("Steps", self.steps, track=False)
        self.tabs.chosen.connect(self.show_page)
        self.appetite = Appetite(window, session)
        self.far = _Far(self)
        self.stack = QStackedWidget()
        self._scrolls: dict[str, QScrollArea] = {}
        for page in TITLES:
            inside = self.far if page == "far" else self._form(session, page)
            self._scrolls[page] = _scrolling(inside)
            self.stack.addWidget(self._scrolls[page])
        self._lay_out()
        self.appetite.start.clicked.connect(self._start)
        QShortcut(QKeySequence("Ctrl+Return"), self).activated.connect(self._start)

    def _lay_out(self) -> None:
        left = QVBoxLayout()
        left.setContentsMargins(0, 18, 0, 0)
        left.setSpacing(8)
        left.addLayout(in_row(self.tabs, QWidget(), gap=0, margins=(32, 0, 32, 0)))
        left.addWidget(self.stack, 1)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(left, 1)
        whole.addWidget(self.appetite)

    def _form(self, session: Session, page: str) -> QWidget:
        form = QWidget()
        form.setMaximumWidth(WIDEST + 64)
        column = QVBoxLayout(form)
        column.setContentsMargins(32, 16, 32, 32)
        column.setSpacing(22)
        column.addWidget(Words(TITLES[page], "title"))
        for key in self.questions.get(page, ()):
            column.addLayout(self._field(session, key))
        following = "shape" if page == "what" else "far"
        button = Button(f"Next: {TITLES[following].lower()}", "primary", trail="arrow-right")
        button.clicked.connect(lambda: self.show_page(following))
        column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        return form

    def _field(self, session: Session, key: str) -> QVBoxLayout:
        question = session.questionnaire.questions[key]
        reply = self.replies[key] = make_reply(question)
        reply.given.connect(lambda parts, key=key: self._given(key, parts))
        reply.typed.connect(self.window_.typing)
        column = QVBoxLayout()
        column.setSpacing(2)
        column.addWidget(Words(question.text, "name", wrap=True))
        if question.help.why:
            column.addWidget(Words(question.help.why, "small", "ink2", wrap=True))
        column.addSpacing(6)
        column.addWidget(reply)
        return column

    def _given(self, key: str, parts: dict[str, Any]) -> None:
        self.window_.answer(key, replace(self.window_.standing(key), **parts, standing="given"))

    # -- what the window asks --------------------------------------------------------------------------------------

    def refresh(self, session: Session | None) -> None:
        """Show what stands now."""
        if session is None:
            return
        for key, reply in self.replies.items():
            reply.show_answer(self.window_.standing(key), session.read_only)
        for step in self.steps:
            keys = self.questions.get(step.choice, ())
            step.show_done(all(self._complete(session, key) for key in keys if session.path.has(key)))
        self.far.show_session(session)
        self.appetite.show_session(session)
        self.appetite.sum.say(f"{amount(counts(session)[depth_of(session)])}. You can stop at any point.")

    @staticmethod
    def _complete(session: Session, key: str) -> bool:
        question = session.questionnaire.questions[key]
        must = question.kind in ("one", "many", "number") or question.required
        return not must or session.assessment.answer(key).is_complete(question)

    def shown(self, **where: Any) -> None:  # noqa: ANN401 - `question` and `page` are this place's words
        """Show the page that was asked for, or the first that is not done."""
        question = str(where.get("question", ""))
        if question:
            self.show_field(question)
            return
        first = next((step.choice for step in self.steps if not step.done), "far")
        self.show_page(str(where.get("page", first)))

    def show_page(self, page: str) -> None:
        """Show one of the three pages."""
        self.flush()
        self.tabs.choose(page)
        self.stack.setCurrentIndex(list(TITLES).index(page))
        self.appetite.setVisible(page == "far")
        keys = [key for key in self.questions.get(page, ()) if key in self.replies]
        target = (
            self.far.cards[DEPTHS[1]] if page == "far" else self.replies[keys[0]].first_stop() if keys else self.tabs
        )
        target.setFocus()

    def show_field(self, key: str) -> None:
        """Show a field and put the keyboard into it."""
        page = next((page for page, keys in self.questions.items() if key in keys), "what")
        self.show_page(page)
        if key in self.replies:
            self.replies[key].first_stop().setFocus(Qt.FocusReason.ShortcutFocusReason)
            self._scrolls[page].ensureWidgetVisible(self.replies[key], 0, 80)

    def flush(self) -> None:
        """Save what is still being typed."""
        for reply in self.replies.values():
            reply.flush()

    def regions(self) -> tuple[QWidget, ...]:
        """Walk from the steps over the page to the appetite."""
        return (self.tabs, self.stack, *((self.appetite,) if self.appetite.isVisible() else ()))

    def commands(self) -> tuple[tuple[str, Callable[[], None]], ...]:
        """Offer the three pages."""
        return tuple((words, lambda page=page: self.show_page(page)) for page, words in TITLES.items())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the panel to the width."""
        super().resizeEvent(event)
        self.appetite.setFixedWidth(336 if self.width() < 1100 else 376)

    def _start(self) -> None:
        self.window_.go("Questions")


class DepthCard(QRadioButton):
    """One depth: its name, how many questions and how long."""

    def __init__(self, depth: str) -> None:
        super().__init__(depth.capitalize())
        self.choice, self.amount = depth, ""
        self.setFixedHeight(68)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

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

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring."""
        super().focusInEvent(event)
        focus_came(self, event, 10)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Hide the ring."""
        super().focusOutEvent(event)
        focus_left(self)

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
        sign = "circle-dot" if on else "circle"
        draw_icon(painter, sign, self.width() - 34, 14, 18, theme.colour("accent" if on else "ink3"))
        painter.end()


class _Far(QWidget):
    """Depth, and what will be asked and why."""

    def __init__(self, system: System) -> None:
        super().__init__()
        self.system = system
        self.cards: dict[str, DepthCard] = {depth: DepthCard(depth) for depth in DEPTHS}
        for card in self.cards.values():
            card.clicked.connect(lambda _on=False, depth=card.choice: self._chose(depth))
        self.changed = Words("", "small", "ink2")
        self.asked = Words("", "small", "ink2", right=True)
        self.rows: dict[str, _ModuleRow] = {}
        self.list = QVBoxLayout()
        self.list.setSpacing(0)
        column = QVBoxLayout(self)
        column.setContentsMargins(32, 16, 32, 24)
        column.setSpacing(8)
        column.addWidget(Words("How far", "title"))
        column.addLayout(in_row(*self.cards.values(), gap=12))
        column.addWidget(self.changed)
        column.addLayout(in_row(Words("What will be asked, and why", "question"), self.asked, gap=12))
        column.addLayout(self.list)
        column.addStretch(1)

    def _chose(self, depth: str) -> None:
        session = self.system.window_.session
        if session is None:
            return
        before, after = set(asked_at(session, depth_of(session))), set(asked_at(session, depth))
        self.system.window_.answer("depth", Answer(depth))
        change = len(after) - len(before)
        words = f"Adds {change} questions." if change > 0 else f"Leaves {-change} questions out."
        self.changed.say(f"{words} Nothing you answered is lost." if change else "")

    def show_session(self, session: Session) -> None:
        """Show depth and modules."""
        for depth, count in counts(session).items():
            self.cards[depth].show_amount(amount(count))
            self.cards[depth].setEnabled(not session.read_only)
        self.cards[depth_of(session)].setChecked(True)
        found = modules(session)
        self.asked.say(f"{sum(item.presence is Presence.YES for item in found)} of {len(found)} modules")
        for item in found:
            if item.module.id not in self.rows:
                row = self.rows[item.module.id] = _ModuleRow(self.system.show_field)
                self.list.addWidget(Hairline())
                self.list.addWidget(row)
            self.rows[item.module.id].show_reach(item)


class _ModuleRow(QWidget):
    """One module: a sign, its name, why it is asked or not, how many questions."""

    def __init__(self, show_field: Callable[[str], None]) -> None:
        super().__init__()
        self.setMinimumHeight(38)
        self.depends_on = ""
        self.sign = Sign("check")
        self.name, self.reason = Words("", "control", wrap=True), Words("", "small", "ink2", wrap=True)
        self.count, self.link = Words("", "small", "ink2", right=True), Button("Answer it", "foot")
        self.link.colour = "accent"
        self.link.clicked.connect(lambda: show_field(self.depends_on))
        self.name.setFixedWidth(184)
        self.count.setFixedWidth(96)
        row = in_row(self.sign, self.name, self.reason, self.link, self.count, gap=12, margins=(0, 8, 0, 8))
        row.setStretchFactor(self.reason, 1)
        self.setLayout(row)

    def show_reach(self, item: Reach) -> None:
        """Show whether and why it is asked."""
        on = item.presence is not Presence.NO
        self.sign.sign = SIGNS[item.presence]
        self.sign.colour = "accent" if item.presence is Presence.YES else "ink3"
        self.sign.update()
        self.name.say(item.module.title, "ink" if on else "ink3")
        self.reason.say(item.reason, "ink2" if on else "ink3")
        self.count.say(
            f"{item.count} question{'' if item.count == 1 else 's'}" if item.presence is Presence.YES else ""
        )
        self.depends_on = item.depends_on
        self.link.setVisible(bool(item.depends_on))
        self.setAccessibleName(f"{item.module.title}: {item.reason}")


def _scrolling(inside: QWidget) -> QScrollArea:
    area = QScrollArea()
    area.setFrameShape(QScrollArea.Shape.NoFrame)
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(inside)
    return area
