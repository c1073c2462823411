"""An open assessment in; screen 3 out: sections, the cards of one section, and the hulls that each answer moves."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QApplication, QWidget

from wizard.core.assessment import Answer
from wizard.core.questionnaire import Question
from wizard.session import Session
from wizard.ui import outline
from wizard.ui.attaching import Attaching
from wizard.ui.cards import QuestionCard
from wizard.ui.columns import columns
from wizard.ui.controls import IconButton
from wizard.ui.letters import press
from wizard.ui.moving import cross
from wizard.ui.outline import FILTERS, Section
from wizard.ui.page import SectionPage
from wizard.ui.pages_kept import PagesKept
from wizard.ui.place import Place
from wizard.ui.resuming import place_to_resume
from wizard.ui.sections import SectionList
from wizard.ui.side import HullPanel, Movement
from wizard.ui.tabbing import in_reading_order

if TYPE_CHECKING:
    from wizard.ui.window import Window

IDLE = 120


class Questions(Place):
    """Answer one fact at a time and see at once where the risk sits."""

    title = "Questions"

    def __init__(self, window: "Window") -> None:
        super().__init__(window)
        self.sections: tuple[Section, ...] = ()
        self.section = self.current = self.resumed = ""
        self.filter = "all"
        self.last_given = ""
        self.movement = Movement()
        self.list, self.side = SectionList(self), HullPanel(self)
        self.middle = PagesKept(self, self)
        self.panel_button = IconButton("panel-right", "Show or hide the hulls, F8")
        self.side_hidden: bool | None = None
        self.list_open = False
        self.way_back: Callable[[], None] | None = None
        self.attaching = Attaching(window)
        self._idle = QTimer(self, singleShot=True, interval=IDLE)
        self._connect()
        in_reading_order((self.list, self.side))

    def _connect(self) -> None:
        self.middle.made.connect(self._adopt_page)
        self.list.chosen.connect(self.open_section)
        self.list.filtered.connect(self.set_filter)
        self.side.next_wanted.connect(self.go_next_best)
        self.panel_button.clicked.connect(self.toggle_side)
        self._idle.timeout.connect(self._show_next_best)
        for keys, run in (("F8", self.toggle_side), ("Ctrl+V", self.paste), ("Alt+Left", self.back)):
            QShortcut(QKeySequence(keys), self).activated.connect(run)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._focus_moved)

    # -- what a page asks ----------------------------------------------------------------------------------------

    def standing(self, question: str) -> Answer:
        """Give what stands on screen."""
        return self.window_.standing(question)

    def closed(self) -> str:
        """Say why nothing may change."""
        return self.window_.closed

    def known(self) -> Mapping[str, Question]:
        """Give all questions by id."""
        return self.session.questionnaire.questions

    @property
    def session(self) -> Session:
        """Give the open session; this place is only shown with one."""
        session = self.window_.session
        if session is None:
            raise RuntimeError("Questions without an open assessment")
        return session

    # -- showing -------------------------------------------------------------------------------------------------

    def refresh(self, session: Session | None) -> None:
        """Show what stands now; only what changed is painted anew."""
        if session is None:
            return
        self.movement.note(session)
        self.sections = outline.sections(session)
        if not any(section.id == self.section for section in self.sections):
            self.section, self.resumed = place_to_resume(session, self.sections)
        self._show_list(session)
        if self.section:
            self._show_page()
        self._show_side()
        self._idle.start()

    def _show_list(self, session: Session) -> None:
        done = {part.id: outline.done(session, self.standing, part.questions) for part in self.sections}
        self.done = done
        self.list.show_sections(self.sections, done, self.section)
        counts = {name: len(outline.found(session, self.standing, finds)) for name, (_, finds) in FILTERS.items()}
        self.list.show_filter(self.filter, counts, outline.skipped(session))

    def _show_page(self) -> None:
        section = next(part for part in self.sections if part.id == self.section)
        new = section.id not in self.middle.pages
        page = self.middle.page_of(section)
        page.left_at = page.left_at or self.resumed
        shown = self.middle.currentWidget() is page
        changed = page.section.questions != section.questions
        if changed:
            page.show_section(section, self._why_gone() if shown else "")
        following = self.neighbour(1)
        page.show_answers(self.done[section.id], following.title if following else "")
        if not shown:
            self.middle.setCurrentWidget(page)
            page.show_filter(self.filter)
        if self.current not in section.questions:
            shown_now = page.shown
            self._frame(page.left_at if page.left_at in shown_now else next(iter(shown_now), ""))
        if changed or not shown:
            page.fill()
        if changed or new:
            self.order_tabs()

    def _adopt_page(self, page: SectionPage) -> None:
        page.made.connect(self._adopt)
        page.grown.connect(self._unfolded)
        page.all_wanted.connect(lambda: self.set_filter("all"))
        page.next_wanted.connect(lambda: cross(self, 1))
        page.sections_wanted.connect(self.toggle_list)
        page.sections_button.setVisible(not columns(self.width()).left)

    def order_tabs(self) -> None:
        """Let Tab walk over the sections, then the cards top to bottom; pages of before and the hulls follow."""
        if self.page is not None:
            in_reading_order((self.list, self.page))

    def _unfolded(self) -> None:
        """Order Tab anew where something unfolds under the hand, or where cards came to be."""
        page = self.page
        if page is not None and page.isVisible():
            self.order_tabs()

    def _opened(self, part: QWidget) -> None:
        if self.page is not None and self.page.isAncestorOf(part):
            self.page.reveal_opened(part)

    def _adopt(self, card: QuestionCard) -> None:
        card.given.connect(self._given)
        card.typed.connect(self.window_.typing)
        card.refused.connect(self.window_.header.saved.is_not_saved)
        card.unfolded.connect(self._unfolded)
        card.opened.connect(self._opened)
        card.wanted.connect(self.make_current)
        card.file_asked.connect(self.attaching.choose)

    def _why_gone(self) -> str:
        question = self.known().get(self.last_given)
        answer = self.standing(self.last_given)
        words = [choice.text for choice in question.choices if choice.id in answer.chosen] if question else []
        return f"Not asked since you answered “{', '.join(words)}”." if words else "Not asked any more."

    def neighbour(self, by: int) -> Section | None:
        """Give the section after (1) or before (-1) the one that is shown."""
        at = next((number for number, part in enumerate(self.sections) if part.id == self.section), 0) + by
        return self.sections[at] if 0 <= at < len(self.sections) else None

    def _show_side(self) -> None:
        session = self.session
        question, known = self.known().get(self.current), session.questionnaire.scenarios
        self.side.bottom.setVisible(not self.closed())
        self.side.show_score(session.score, question, self.movement.was, known)

    def _show_next_best(self) -> None:
        session = self.window_.session
        if session is None or self.closed():
            return
        titles = {name: scenario.title for name, scenario in session.questionnaire.scenarios.items()}
        self.side.show_next(session.next_best(), self.known(), titles)

    # -- moving --------------------------------------------------------------------------------------------------

    @property
    def page(self) -> SectionPage | None:
        """Give the page that is shown."""
        return self.middle.pages.get(self.section)

    @property
    def card(self) -> QuestionCard | None:
        """Give the current card."""
        page = self.page
        return page.card(self.current) if page else None

    def shown(self, **where: Any) -> None:  # noqa: ANN401 - `question` and `back`, perhaps
        """Go to the question that is named, or to where one was; `back` is the way back to who sent us."""
        question = str(where.get("question", ""))
        if "back" in where or not question:
            self.way_back = where.get("back")
        if question:
            self.go_to(question)
        elif self.page is not None and self.current:
            self.turn_to(self.page, self.current, typing=False)

    def back(self) -> None:
        """Go back to the row of the trace that led here."""
        if self.way_back is not None:
            self.way_back()

    def commands(self) -> tuple[tuple[str, Callable[[], None]], ...]:
        """Offer the way back, if there is one."""
        return (("Back to the trace, Alt+Left", self.back),) if self.way_back is not None else ()

    def open_section(self, section: str) -> None:
        """Show a section."""
        if not section or section == self.section:
            self._close_list(refocus=True)
            return
        self.flush()
        if self.page is not None:
            self.page.forget_gone()
            self.page.left_at = self.current
            self._frame("")
        self.section = section
        self.middle.visit(section)
        self.refresh(self.session)
        self._close_list(refocus=True)

    def make_current(self, question: str) -> None:
        """Frame this card and show what its question touches."""
        page = self.page
        if page is None or question == self.current or (question and question not in page.section.questions):
            return
        self._frame(question)
        page.make_beside(question)
        self._show_side()

    def _frame(self, question: str) -> None:
        page = self.page
        if page is None:
            return
        before = page.built.get(self.current)
        if before is not None:
            before.show_current(current=False)
        self.current = question
        card = self.card
        if card is not None:
            card.show_current(current=True)

    def go_to(self, question: str) -> None:
        """Show a question, wherever it is asked, and give it the focus."""
        home = next((part for part in self.sections if question in part.questions), None)
        if home is None:
            return
        if self.filter != "all":
            self.set_filter("all")
        self.open_section(home.id)
        if self.page is not None:
            self.turn_to(self.page, question)

    def turn_to(self, page: SectionPage, question: str, *, typing: bool = True) -> None:
        """Show a card of this page and give it the focus; without `typing` no field that would take the next key."""
        self.make_current(question)
        page.reveal(question)
        card = page.card(question)
        if card is not None:
            card.focus_first(typing=typing)

    def go_next_best(self) -> None:
        """Go to the open question that narrows the result most, while anything can still be answered."""
        best = self.session.next_best() if not self.closed() else None
        if best is not None:
            self.go_to(best.question)

    def set_filter(self, name: str) -> None:
        """Show only what a filter finds, in every section."""
        self.filter = name
        if name != "all" and self.page is not None:
            self._go_where(FILTERS[name][1])
        self._show_list(self.session)
        if self.page is not None:
            self.page.show_filter(name)
            if self.current not in self.page.shown:
                self.make_current(next(iter(self.page.shown), ""))

    def _go_where(self, finds: Callable[[Question, Answer], bool]) -> None:
        """Open the first section in which the filter finds something, when it finds nothing here."""
        hits = set(outline.found(self.session, self.standing, finds))
        here = self.page.section.questions if self.page else ()
        if hits and not hits & set(here):
            self.open_section(next(part.id for part in self.sections if hits & set(part.questions)))

    def _focus_moved(self, _old: QWidget | None, new: QWidget | None) -> None:
        if new is None or not self.isVisible():
            return
        widget: QWidget | None = new
        while widget is not None and not isinstance(widget, QuestionCard):
            widget = widget.parentWidget()
        if isinstance(widget, QuestionCard):
            self.make_current(widget.question.id)

    # -- answering -----------------------------------------------------------------------------------------------

    def _given(self, question: str, answer: Answer) -> None:
        self.last_given = question
        saved = self.window_.answer(question, answer)
        if not saved:
            self.refresh(self.window_.session)

    def paste(self) -> None:
        """Keep the picture of the clipboard as evidence of the current question."""
        if self.card is not None and not self.closed():
            self.attaching.paste(self.current)

    def flush(self) -> None:
        """Save what is still being typed."""
        self.middle.flush()

    # -- keys and layout -----------------------------------------------------------------------------------------

    def letter(self, key: str) -> bool:
        """Take a single-letter key."""
        return press(self, key)

    def escape(self) -> None:
        """Close what opened last: the list or the hulls over the cards; leave a field; fold the help."""
        card = self.card
        if self.list_open:
            self._close_list(refocus=True)
        elif self.side.isVisible() and not columns(self.width()).beside:
            self.toggle_side()
        elif card is not None and card.is_written_in():
            card.focus_first(typing=False)
        elif card is not None:
            card.fold_help()

    def toggle_side(self) -> None:
        """Show or hide the hulls; the card that one is at stays where it is."""
        self.side_hidden = not self.side.isHidden()
        page, focus = self.page, QApplication.focusWidget()
        stays = focus if focus is not None and page is not None and page.isAncestorOf(focus) else self.card
        hold = page.holding(stays) if page is not None and stays is not None else None
        self._lay_out()
        if hold is not None:
            hold()
            QTimer.singleShot(0, self, hold)

    def toggle_list(self) -> None:
        """Open or close the list of sections where the window is too narrow for it."""
        self.list_open = not self.list_open
        self._lay_out()
        if self.list_open:
            self.list.focus_current()

    def _close_list(self, *, refocus: bool = False) -> None:
        if self.list_open:
            self.list_open = False
            self._lay_out()
            if refocus and self.page is not None and self.current:
                self.turn_to(self.page, self.current, typing=False)

    def header_widgets(self) -> tuple[QWidget, ...]:
        """Put the switch of the hull panel into the header."""
        return (self.panel_button,)

    def regions(self) -> tuple[QWidget, ...]:
        """Walk over the list, the cards and the hulls."""
        return (self.list, self.middle, self.side)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give each part its place."""
        super().resizeEvent(event)
        self._lay_out()

    def _lay_out(self) -> None:
        wide, high = self.width(), self.height()
        parts = columns(wide)
        hidden = self.side_hidden if self.side_hidden is not None else not parts.beside
        taken = 0 if hidden or not parts.beside else parts.right
        self.list.setVisible(bool(parts.left) or self.list_open)
        self.list.setGeometry(0, 0, parts.left or 264, high)
        self.middle.setGeometry(parts.left, 0, max(wide - parts.left - taken, 100), high)
        self.side.setVisible(not hidden)
        self.side.setGeometry(wide - parts.right, 0, parts.right, high)
        for page in self.middle.pages.values():
            page.sections_button.setVisible(not parts.left)
        self.list.raise_()
        self.side.raise_()
