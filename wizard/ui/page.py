"""One section's questions in; a column of cards out, at most 720 wide, built once and then changed in place."""

from collections.abc import Callable, Mapping
from typing import Protocol

from PySide6.QtCore import QCoreApplication, QEvent, QMargins, QPoint, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from wizard.core.assessment import Answer
from wizard.core.questionnaire import Question
from wizard.ui.cards import QuestionCard
from wizard.ui.controls import Button, Words
from wizard.ui.outline import FILTERS, Section, minutes
from wizard.ui.scrolling import Area, reveal_below
from wizard.ui.theme import font, of

WIDEST = 720
LEAST_MARGIN = 24
SHOW_ALL = "Show all"
AT_ONCE, BATCH = 6, 3
"""Cards that are built before a section is shown, more than a window shows; and after the first picture, at a time."""


class Desk(Protocol):
    """What a page needs from its place."""

    def standing(self, question: str) -> Answer:
        """Give what stands."""

    def closed(self) -> str:
        """Say why nothing may change."""

    def known(self) -> Mapping[str, Question]:
        """Give all questions by id."""


class HiddenRow(QWidget):
    """A grey row where a card was: no longer asked, its answer kept."""

    def __init__(self, words: str) -> None:
        super().__init__()
        self.words = words
        self.setFixedHeight(36)
        self.setAccessibleName(words)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the words."""
        painter, theme = QPainter(self), of(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("sunken"))
        painter.drawRoundedRect(self.rect(), 6, 6)
        painter.setFont(font("small"))
        painter.setPen(theme.colour("ink2"))
        room = self.rect().adjusted(14, 0, -14, 0)
        cut = painter.fontMetrics().elidedText(self.words, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, cut)
        painter.end()


class SectionPage(Area):
    """A section. Cards tell their place what was given; the page tells which card is current."""

    made = Signal(QuestionCard)
    completed = Signal()
    all_wanted = Signal()
    next_wanted = Signal()
    sections_wanted = Signal()

    def __init__(self, section: Section, desk: Desk) -> None:
        super().__init__()
        self.section, self.desk = section, desk
        self.built: dict[str, QuestionCard] = {}
        self.is_whole = False
        self.gone: dict[str, HiddenRow] = {}
        self.filter = "all"
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
        self.list = QVBoxLayout()
        self.list.setSpacing(12)
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

    def show_section(self, section: Section, why_gone: str) -> None:
        """Show what is asked now: new cards take their place, a card that is not asked any more turns grey.

        Without words for it the card goes at once: nobody was looking.
        """
        self.section = section
        for question in set(self.built) - set(section.questions):
            self._hide_card(question, why_gone)
        count = len(section.questions) if self.is_whole else AT_ONCE
        self._build_cards(section.questions[:count])
        self.is_whole = count >= len(section.questions)

    def _build_cards(self, questions: tuple[str, ...]) -> list[QuestionCard]:
        known, built = self.desk.known(), []
        for at, question in enumerate(questions):
            if question not in self.built:
                card = self.built[question] = QuestionCard(known[question])
                row = self.gone.pop(question, None)
                place = self.list.indexOf(row) if row else self._place_for(at)
                if row is not None:
                    self._drop(row)
                self.list.insertWidget(place, card)
                card.show()
                self.made.emit(card)
                built.append(card)
        return built

    def complete(self) -> None:
        """Build what was left for after the first picture; it stands below, so nothing in sight moves."""
        if not self.is_whole:
            self._go_on(len(self.section.questions))

    def _go_on(self, count: int = BATCH) -> None:
        """Build some more cards, laid out once."""
        until = min(len(self.built) + count, len(self.section.questions))
        self.is_whole = until == len(self.section.questions)
        closed, finds = self.desk.closed(), FILTERS[self.filter][1]
        self.column.setEnabled(False)
        for card in self._build_cards(self.section.questions[:until]):
            answer = self.desk.standing(card.question.id)
            card.show_answer(answer, closed)
            card.setVisible(finds(card.question, answer))
        self.column.setEnabled(True)
        self.column.activate()  # none of them is painted where it does not belong
        if self.is_whole:
            self.completed.emit()

    def _go_on_later(self) -> None:
        if not self.is_whole and self.isVisible():
            self._go_on()
            QTimer.singleShot(0, self, self._go_on_later)

    @property
    def cards(self) -> dict[str, QuestionCard]:
        """Give the cards of all questions."""
        self.complete()
        return self.built

    def card(self, question: str) -> QuestionCard | None:
        """Give the card of one question, None when it is not asked here."""
        if question not in self.built and question in self.section.questions:
            self.complete()
        return self.built.get(question)

    def showEvent(self, event: QShowEvent) -> None:
        """Build the rest once the first picture is painted, if somebody still looks."""
        super().showEvent(event)
        QTimer.singleShot(0, self, self._go_on_later)

    def _place_for(self, at: int) -> int:
        """Give the place in the list behind the question before."""
        if at == 0:
            return 0
        before = self.section.questions[at - 1]
        return self.list.indexOf(self.built[before]) + 1

    def _hide_card(self, question: str, why: str) -> None:
        card = self.built.pop(question)
        at = self.list.indexOf(card)
        had = card.answer.value not in (None, "", ())
        self._drop(card)
        if not why:
            return
        row = HiddenRow(f"{why} Your answer is kept." if had else why)
        self.list.insertWidget(at, row)
        self.gone[question] = row

    def _drop(self, widget: QWidget) -> None:
        self.list.removeWidget(widget)
        widget.hide()
        widget.deleteLater()

    def forget_gone(self) -> None:
        """Take the grey rows away; called when the section is left."""
        for row in self.gone.values():
            self._drop(row)
        self.gone.clear()

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
        words, finds = FILTERS[name]
        known = self.desk.known()
        any_shown = False
        if name != "all":
            self.complete()
        for question, card in self.built.items():
            shown = finds(known[question], self.desk.standing(question))
            any_shown = any_shown or shown
            if card.isHidden() == shown:
                card.setVisible(shown)
        self.empty.say(f"No {words.casefold()} questions here.")
        self.empty.setVisible(not any_shown)
        self.show_all.setVisible(not any_shown)

    @property
    def shown(self) -> tuple[str, ...]:
        """Give the questions whose cards are shown, in order."""
        return tuple(
            question
            for question in self.section.questions
            if question not in self.built or not self.built[question].isHidden()
        )

    def reveal(self, question: str) -> None:
        """Scroll as little as needed so that the whole card is seen, now and when all has its place."""
        self._scroll_to(question)
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

    def sizeHint(self) -> QSize:
        """Give the usual width."""
        return QSize(592, 600)
