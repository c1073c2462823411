"""A session -> System: what it is, its shape, and how far the questions will go."""

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QApplication, QHBoxLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from wizard.session import Session
from wizard.ui.appetite import Appetite, Foot
from wizard.ui.controls import Button, Ground, Hairline, Words
from wizard.ui.far import Far
from wizard.ui.pickers import Step, Tabs
from wizard.ui.place import Place
from wizard.ui.reach import amount, counts, depth_of, is_done, pages
from wizard.ui.replies import Reply, make_reply
from wizard.ui.rows import in_row
from wizard.ui.scrolling import reveal, scrolling
from wizard.ui.tabbing import in_reading_order

if TYPE_CHECKING:
    from wizard.ui.window import Window

TITLES = {"what": "What it is", "shape": "Its shape", "far": "How far"}
WIDEST = 720
BESIDE = 860
"""Width of the place from which the appetite stands beside the page and no longer in it."""


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
        self.fields: dict[str, QWidget] = {}
        self._asked = ""
        self.page, self.closed = "what", bool(window.closed)
        self.steps = [Step(page, words, number) for number, (page, words) in enumerate(TITLES.items(), 1)]
        self.tabs = Tabs("Steps", self.steps, track=False)
        self.tabs.chosen.connect(self.show_page)
        self.appetite, self.foot = Appetite(window, session), Foot()
        self.far = Far(window, self.show_field)
        self.stack = QStackedWidget()
        self._scrolls: dict[str, QScrollArea] = {}
        for page in TITLES:
            inside = self.far if page == "far" else self._form(session, page)
            self._scrolls[page] = scrolling(inside)
            self.stack.addWidget(self._scrolls[page])
        self._lay_out()
        self.foot.start.clicked.connect(self._start)
        QApplication.instance().focusChanged.connect(self._focus_moved)  # type: ignore[union-attr]
        QShortcut(QKeySequence("Ctrl+Return"), self).activated.connect(self._start)

    def _lay_out(self) -> None:
        left = self._left = QVBoxLayout()
        left.setContentsMargins(0, 18, 0, 0)
        left.setSpacing(0)
        left.addLayout(in_row(self.tabs, QWidget(), gap=0, margins=(32, 0, 32, 7)))
        self.cut = Hairline()
        stays = self.cut.sizePolicy()
        stays.setRetainSizeWhenHidden(True)
        self.cut.setSizePolicy(stays)
        left.addWidget(self.cut)
        left.addWidget(self.stack, 1)
        for area in self._scrolls.values():
            area.verticalScrollBar().valueChanged.connect(self._line_under_steps)
            area.verticalScrollBar().rangeChanged.connect(self._line_under_steps)
        self.panel = Ground("surface", edge="left")
        self._beside = scrolling(QWidget())
        self._beside.verticalScrollBar().rangeChanged.connect(self._line_over_foot)
        self._column = QVBoxLayout(self.panel)
        self._column.setContentsMargins(1, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self._beside, 1)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(left, 1)
        whole.addWidget(self.panel)
        self._is_beside: bool | None = None
        self._arrange()

    def _arrange(self) -> None:
        """Put the appetite beside the page, or into it where the window is narrow; Tab follows."""
        beside = self.width() >= BESIDE
        self.panel.setFixedWidth(336 if self.width() < 1100 else 376)
        self.panel.setVisible(beside and self.page == "far")
        self.foot.setVisible(self.page == "far" and not self.closed)
        if beside == self._is_beside:
            return
        self._is_beside = beside
        self.appetite.show_beside(beside)
        self.foot.show_beside(beside)
        if beside:
            self._beside.setWidget(self.appetite)
            self.appetite.setAutoFillBackground(False)
            self._column.addWidget(self.foot)
        else:
            self._beside.takeWidget()
            self.far.slot.addWidget(self.appetite)
            self._left.addWidget(self.foot)
        self.appetite.show()
        self.tab_in_order()

    def _line_under_steps(self) -> None:
        """Say by a line that the page goes on above, while it does."""
        self.cut.setVisible(self._scrolls[self.page].verticalScrollBar().value() > 0)

    def _line_over_foot(self, _least: int, most: int) -> None:
        if self._is_beside:
            self.foot.edge = "top" if most else ""
            self.foot.update()

    def tab_in_order(self) -> None:
        """Let Tab walk over the steps, the page with depth before appetite before modules, then the start."""
        forms = [self._scrolls[page] for page in TITLES if page != "far"]
        links = [part for row in self.far.rows.values() for part in (row.depends, row.wish)]
        in_reading_order([self.tabs, *forms, *self.far.cards.values(), self.appetite, *links, self.foot])

    def _form(self, session: Session, page: str) -> QWidget:
        form = QWidget()
        form.setMaximumWidth(WIDEST + 64)
        column = QVBoxLayout(form)
        column.setContentsMargins(32, 16, 32, 32)
        column.setSpacing(22)
        column.addWidget(Words(TITLES[page], "title"))
        for key in self.questions.get(page, ()):
            column.addWidget(self._field(session, key))
        following = "shape" if page == "what" else "far"
        button = Button(f"Next: {TITLES[following].lower()}", "primary", trail="arrow-right")
        button.clicked.connect(lambda: self.show_page(following))
        column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        return form

    def _field(self, session: Session, key: str) -> QWidget:
        question = session.questionnaire.questions[key]
        reply = self.replies[key] = make_reply(question)
        reply.given.connect(lambda parts, key=key: self._given(key, parts))
        reply.typed.connect(self.window_.typing)
        field = self.fields[key] = QWidget()
        column = QVBoxLayout(field)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(Words(question.text, "name", wrap=True))
        if question.help.why:
            column.addWidget(Words(question.help.why, "small", "ink2", wrap=True))
        column.addSpacing(6)
        column.addWidget(reply)
        return field

    def _given(self, key: str, parts: dict[str, Any]) -> None:
        self.window_.answer(key, replace(self.window_.standing(key), **parts, standing="given"))

    # -- what the window asks --------------------------------------------------------------------------------------

    def refresh(self, session: Session | None) -> None:
        """Show what stands now."""
        if session is None:
            return
        for key, reply in self.replies.items():
            reply.show_answer(self.window_.standing(key), self.window_.closed)
        for step in self.steps:
            keys = self.questions.get(step.choice, ())
            step.show_done(all(is_done(session, key) for key in keys if session.path.has(key)))
        known = len(self.far.rows)
        self.far.show_session(session)
        if len(self.far.rows) != known:
            self.tab_in_order()
        self.appetite.show_session(session)
        self.foot.sum.say(f"{amount(counts(session)[depth_of(session)])}. You can stop at any point.")
        self.closed = bool(self.window_.closed)
        self._arrange()

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
        self.page = page
        self._line_under_steps()
        self.far.forget_change()
        self._arrange()
        self._first_stop(page).setFocus()

    def _first_stop(self, page: str) -> QWidget:
        """Give what takes the keyboard first: the step itself where nothing may be changed."""
        keys = [key for key in self.questions.get(page, ()) if key in self.replies]
        if self.closed or not (keys or page == "far"):
            return self.tabs.tabs[list(TITLES).index(page)]
        return self.far.chosen_card() if page == "far" else self.replies[keys[0]].first_stop()

    def show_field(self, key: str) -> None:
        """Show a field and put the keyboard into it."""
        page = next((page for page, keys in self.questions.items() if key in keys), "what")
        self.show_page(page)
        if key in self.replies:
            self.replies[key].first_stop().setFocus(Qt.FocusReason.ShortcutFocusReason)
            self._scrolls[page].ensureWidgetVisible(self.replies[key], 0, 80)

    def _focus_moved(self, _old: QWidget | None, now: QWidget | None) -> None:
        """Bring what the keyboard came to into view, its question whole if there is room; under the mouse nothing moves."""
        if now is None or not self.isVisible():
            return
        asked = next((key for key, field in self.fields.items() if field.isAncestorOf(now)), "")
        self._show_digits(asked)
        if QApplication.mouseButtons() != Qt.MouseButton.NoButton:
            return
        for area in (*self._scrolls.values(), self._beside):
            if area.isVisible() and area.isAncestorOf(now):
                field = self.fields.get(asked, now)
                reveal(area, field if field.height() <= area.viewport().height() else now)

    def _show_digits(self, asked: str) -> None:
        """Show the digits at the question that has the keyboard."""
        if asked != self._asked:
            for key in (self._asked, asked):
                if key:
                    self.replies[key].show_digits(key == asked)
            self._asked = asked

    def letter(self, key: str) -> bool:
        """Choose by digit in the question that has the keyboard."""
        if not (key.isdecimal() and key.isascii()) or self.closed or not self._asked:
            return False
        return self.replies[self._asked].choose(int(key))

    def flush(self) -> None:
        """Save what is still being typed."""
        for reply in self.replies.values():
            reply.flush()

    def regions(self) -> tuple[QWidget, ...]:
        """Walk from the steps over the page to the appetite."""
        return (self.tabs, self.stack, *((self.panel,) if self.panel.isVisible() else ()))

    def commands(self) -> tuple[tuple[str, Callable[[], None]], ...]:
        """Offer the three pages."""
        return tuple((words, lambda page=page: self.show_page(page)) for page, words in TITLES.items())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the panel to the width."""
        super().resizeEvent(event)
        self._arrange()

    def _start(self) -> None:
        """Go to the first open question that these pages do not ask themselves."""
        session = self.window_.session
        if session is None:
            return
        known = session.questionnaire.questions
        asked = (key for key in session.path.asked if key not in self.replies)
        first = next((key for key in asked if not self.window_.standing(key).is_complete(known[key])), "")
        self.window_.go("Questions", **({"question": first} if first else {}))
