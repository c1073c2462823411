"""One section's questions in; a column of cards out, at most 720 wide, made where somebody looks, then changed in place."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from itertools import islice
from typing import Protocol

from PySide6.QtCore import QCoreApplication, QEvent, QMargins, QPoint, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from wizard.core.assessment import Answer
from wizard.core.questionnaire import Question
from wizard.ui.card_list import CardList
from wizard.ui.cards import QuestionCard
from wizard.ui.controls import Button, Words
from wizard.ui.outline import FILTERS, Section, minutes
from wizard.ui.scrolling import Area, reveal_below

WIDEST = 720
LEAST_MARGIN = 24
SHOW_ALL = "Show all"
BATCH = 3
"""Cards out of sight that are made at a time, while the window waits for its user."""


class Desk(Protocol):
    """What a page needs from its place."""

    def standing(self, question: str) -> Answer:
        """Give what stands."""

    def closed(self) -> str:
        """Say why nothing may change."""

    def known(self) -> Mapping[str, Question]:
        """Give all questions by id."""


class SectionPage(Area):
    """A section. Cards tell their place what was given; the page tells which card is current."""

    made = Signal(QuestionCard)
    grown = Signal()
    all_wanted = Signal()
    next_wanted = Signal()
    sections_wanted = Signal()

    def __init__(self, section: Section, desk: Desk) -> None:
        super().__init__()
        self.section, self.desk = section, desk
        self.filter = "all"
        self._filling = False
        self.left_at = ""
        self.setAccessibleName(section.title)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)  # empty it shows nothing; its room stays
        self.title = Words(section.title, "title", wrap=True)
        self.detail = Words("", "small", "ink2")
        self.sections_button = Button("Sections", "plain", icon="list-checks", trail="chevron-down")
        self.empty = Words("", "body", "ink2")
        self.show_all = Button(SHOW_ALL, "plain")
        self.onward = Button("", "quiet", trail="arrow-right")
        self._build()

    def _build(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self.title)
        words.addWidget(self.detail)
        head = QHBoxLayout()
        head.addLayout(words, 1)
        head.addWidget(self.sections_button)
        self.list = CardList(self._make_card, self.desk.known)
        inner = QWidget()
        self.column = QVBoxLayout(inner)
        self.column.setContentsMargins(LEAST_MARGIN, 20, LEAST_MARGIN, 32)
        self.column.setSpacing(0)
        self.column.addLayout(head)
        self.column.addSpacing(15)
        self.column.addLayout(self.list)
        for part in (self.empty, self.show_all, self.onward):
            self.column.addSpacing(12)
            self.column.addWidget(part)
        self.column.addStretch(1)
        self.setWidget(inner)
        self.empty.hide()
        self.show_all.hide()
        self.sections_button.hide()
        self.show_all.clicked.connect(self.all_wanted)
        self.onward.clicked.connect(self.next_wanted)
        self.sections_button.clicked.connect(self.sections_wanted)
        self.verticalScrollBar().valueChanged.connect(self.fill)

    @property
    def built(self) -> dict[str, QuestionCard]:
        """Give the cards that are made."""
        return self.list.built

    def show_section(self, section: Section, why_gone: str) -> None:
        """Show what is asked now; `why_gone` says what happened to a card that somebody may have seen."""
        self.section = section
        new = self.list.show_questions(section.questions, why_gone)
        if self.filter != "all":
            for question in new:
                self.list.places[question].setVisible(self._is_found(question))

    def card(self, question: str) -> QuestionCard | None:
        """Give the card of one question, None when it is not asked here."""
        if question not in self.section.questions:
            return None
        if question not in self.built:
            self._make_cards([question])
        return self.built[question]

    def make_beside(self, question: str) -> None:
        """Make the cards before and after this one, so that Tab finds them however fast it comes."""
        shown = self.shown
        at = shown.index(question) if question in shown else -2
        missing = [
            beside for beside in (at - 1, at + 1) if 0 <= beside < len(shown) and shown[beside] not in self.built
        ]
        if missing:
            self._make_cards([shown[beside] for beside in missing])

    def _is_found(self, question: str) -> bool:
        return FILTERS[self.filter][1](self.desk.known()[question], self.desk.standing(question))

    def _make_card(self, question: str) -> QuestionCard:
        card = QuestionCard(self.desk.known()[question])
        self.made.emit(card)
        card.show_answer(self.desk.standing(question), self.desk.closed())
        return card

    # -- cards come to be where somebody looks ---------------------------------------------------------------------

    def fill(self) -> None:
        """Make what is in sight now; what lies close above and below follows while nothing else is to be done."""
        if self._filling or not self.isVisible():
            return
        with self._alone():
            while missing := list(self._gaps(0)):
                self._make_cards(missing)
        QTimer.singleShot(0, self, self._fill_around)

    def _fill_around(self) -> None:
        missing = list(islice(self._gaps(self.viewport().height() // 2), BATCH)) if self.isVisible() else []
        if missing and not self._filling:
            with self._alone():
                self._make_cards(missing)
            QTimer.singleShot(0, self, self._fill_around)

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Let the cards that are made ask for no more cards, though they move what is in sight."""
        self._filling = True
        try:
            yield
        finally:
            self._filling = False

    def _gaps(self, around: int) -> Iterator[str]:
        """Give what has no card yet in sight, and so many px above and below."""
        self._lay_out_now()
        top = self.verticalScrollBar().value()
        return self.list.gaps(top - around, top + self.viewport().height() + around)

    def _make_cards(self, questions: Iterable[str]) -> None:
        """Make cards; what stands in sight stays there."""
        seen = self.list.first_below(self.verticalScrollBar().value())
        hold = self.holding(seen) if seen is not None and self.isVisible() else self._lay_out_now
        self.column.setEnabled(False)
        try:
            for question in questions:
                self.list.card(question)
        finally:
            self.column.setEnabled(True)
            self.column.activate()  # none of them is painted where it does not belong
            hold()
        self.grown.emit()

    def showEvent(self, event: QShowEvent) -> None:
        """Make what is missing in sight."""
        super().showEvent(event)
        QTimer.singleShot(0, self, self.fill)

    def forget_gone(self) -> None:
        """Take the grey rows away; called when the section is left."""
        self.list.forget_gone()

    def show_answers(self, answered: int, following: str) -> None:
        """Show what stands in every card, in place, and how far the section is."""
        closed = self.desk.closed()
        for question, card in self.built.items():
            card.show_answer(self.desk.standing(question), closed)
        total = len(self.section.questions)
        left = total - answered
        self.detail.say(f"{answered} of {total} answered" + (f", {minutes(left)}" if left and not closed else ""))
        ending = "" if left else "Done. "
        self.onward.say(f"{ending}Next: {following}" if following else ending.strip() or "This is the last section")
        self.onward.setVisible(bool(following) or not left)
        self.onward.setEnabled(bool(following))

    def show_filter(self, name: str) -> None:
        """Show only the cards that a filter finds now; later answers do not take a card away."""
        self.filter = name
        words = FILTERS[name][0]
        any_shown = False
        for question, place in self.list.places.items():
            shown = self._is_found(question)
            any_shown = any_shown or shown
            if place.isHidden() == shown:
                place.setVisible(shown)
        self.empty.say(f"No {words.casefold()} questions here.")
        self.empty.setVisible(not any_shown)
        self.show_all.setVisible(not any_shown)
        self.fill()

    @property
    def shown(self) -> tuple[str, ...]:
        """Give the questions that the filter leaves, in order."""
        return tuple(question for question, place in self.list.places.items() if not place.isHidden())

    def reveal(self, question: str) -> None:
        """Scroll as little as needed so that the whole card is seen, now and when all has its place."""
        self._scroll_to(question)
        self.fill()
        QTimer.singleShot(0, self, lambda: self._scroll_to(question))

    def reveal_opened(self, part: QWidget) -> None:
        """Scroll as little as needed so that what has opened is seen, with what has the focus."""
        self._lay_out_now()
        reveal_below(self, part, QApplication.focusWidget() or part)

    def holding(self, part: QWidget) -> Callable[[], None]:
        """Remember where a part stands in sight; what comes back scrolls so that it stands there again."""
        before = part.mapTo(self.viewport(), QPoint(0, 0)).y()

        def hold() -> None:
            self._lay_out_now()
            self._lay_out_now()  # rows of choices that turn into columns ask once more
            bar = self.verticalScrollBar()
            bar.setValue(bar.value() + part.mapTo(self.viewport(), QPoint(0, 0)).y() - before)

        return hold

    def _lay_out_now(self) -> None:
        inner = self.widget()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)
        if inner is not None:
            QCoreApplication.sendEvent(inner, QEvent(QEvent.Type.LayoutRequest))

    def _scroll_to(self, question: str) -> None:
        inner, card = self.widget(), self.card(question)
        if inner is None or card is None:
            return
        self._lay_out_now()
        top = card.mapTo(inner, QPoint(0, 0)).y()
        bar, room = self.verticalScrollBar(), self.viewport().height()
        bottom = top + card.height()
        if top - 16 < bar.value() or bottom - top > room - 32:
            bar.setValue(top - 16)
        elif bottom + 16 > bar.value() + room:
            bar.setValue(bottom + 16 - room)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the cards readable: at most 720 wide, in the middle."""
        super().resizeEvent(event)
        wide, bar = self.width(), self.width() - event.size().width()
        side = max(LEAST_MARGIN if wide > 560 else 20, (wide - WIDEST) // 2)
        margins = QMargins(side, 20, max(side - bar, 4), 32)
        if self.column.contentsMargins() != margins:
            self.column.setContentsMargins(margins)
        QTimer.singleShot(0, self, self.fill)

    def sizeHint(self) -> QSize:
        """Give the usual width."""
        return QSize(592, 600)
