"""The questions of a section in; their cards in a column out, each made when somebody comes near it."""

from collections.abc import Callable, Iterable, Iterator, Mapping

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from wizard.core.questionnaire import Question
from wizard.ui.cards import QuestionCard
from wizard.ui.theme import font, of

BETWEEN = 12
USUAL, BY_KIND = 150, {"one": 180, "many": 320, "control": 210, "long": 200}
"""How high a card is, about, in px: only as right as a scroll bar needs it."""


class Gap(QWidget):
    """Keeps the place of a card that is not made yet; to be read, it has its question's name."""

    def __init__(self, question: Question) -> None:
        super().__init__()
        self.setFixedHeight(BY_KIND.get(question.kind, USUAL))
        self.setAccessibleName(question.text)


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


class CardList(QVBoxLayout):
    """A card or a gap for every question, in their order; grey rows where a card was shown."""

    def __init__(self, make: Callable[[str], QuestionCard], known: Callable[[], Mapping[str, Question]]) -> None:
        super().__init__()
        self._make, self._known = make, known
        self.built: dict[str, QuestionCard] = {}
        self.places: dict[str, QWidget] = {}
        self.gone: dict[str, HiddenRow] = {}
        self.setSpacing(BETWEEN)

    def show_questions(self, questions: Iterable[str], why_gone: str) -> set[str]:
        """Have a place for each of these: a card beside a card, else a gap; a card that is not asked any more turns grey.

        Without words for it the card goes at once: nobody was looking. Gives the questions that are new.
        """
        wanted, before = tuple(questions), set(self.places)
        for question in before - set(wanted):
            self._hide(question, why_gone)
        at, near = 0, False
        for question in wanted:
            if question not in self.places:
                at = self._make_place(question, at)
                if near:
                    self.card(question)
            near = question in self.built
            at = self.indexOf(self.places[question]) + 1
        self.places = {question: self.places[question] for question in wanted}
        return set(wanted) - before

    def _make_place(self, question: str, at: int) -> int:
        row = self.gone.pop(question, None)
        if row is not None:
            at = self.indexOf(row)
            self._drop(row)
        gap = self.places[question] = Gap(self._known()[question])
        self.insertWidget(at, gap)
        gap.show()
        if row is not None:
            self.card(question)
        return at

    def card(self, question: str) -> QuestionCard:
        """Give the card of a question; it is made when it is first asked for."""
        card = self.built.get(question)
        if card is None:
            gap = self.places[question]
            card = self.built[question] = self.places[question] = self._make(question)
            hidden = gap.isHidden()
            at = self.indexOf(gap)
            self._drop(gap)
            self.insertWidget(at, card)
            card.setVisible(not hidden)
        return card

    def gaps(self, top: int, bottom: int) -> Iterator[str]:
        """Give the questions that have no card yet, of those that lie between two heights."""
        for question, place in self.places.items():
            if question not in self.built and not place.isHidden() and top < place.y() + place.height():
                if place.y() >= bottom:
                    return
                yield question

    def first_below(self, height: int) -> QuestionCard | None:
        """Give the first card that reaches below a height."""
        cards = (card for card in self.built.values() if not card.isHidden() and card.y() + card.height() > height)
        return min(cards, key=lambda card: card.y(), default=None)

    def _hide(self, question: str, why: str) -> None:
        place, card = self.places.pop(question), self.built.pop(question, None)
        at = self.indexOf(place)
        had = card is not None and card.answer.value not in (None, "", ())
        was_shown = card is not None and not card.isHidden()
        self._drop(place)
        if was_shown and why:
            row = self.gone[question] = HiddenRow(f"{why} Your answer is kept." if had else why)
            self.insertWidget(at, row)

    def _drop(self, widget: QWidget) -> None:
        self.removeWidget(widget)
        widget.hide()
        widget.deleteLater()

    def forget_gone(self) -> None:
        """Take the grey rows away."""
        for row in self.gone.values():
            self._drop(row)
        self.gone.clear()
