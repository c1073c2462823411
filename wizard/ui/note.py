"""A note in; its text out, as light as a label until somebody writes in it. It stands in the report as typed."""

from collections.abc import Iterable, Iterator
from itertools import islice
from math import ceil
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QMouseEvent, QPainter, QPaintEvent, QTextLayout, QTextLine
from PySide6.QtWidgets import QLabel, QSizePolicy, QVBoxLayout, QWidget

from wizard.ui.focus import KEYBOARD
from wizard.ui.inputs import paint_input
from wizard.ui.scrolling import BAR
from wizard.ui.theme import font, of
from wizard.ui.words import Words, laid_out, tip

if TYPE_CHECKING:
    from wizard.ui.note_input import NoteInput

HINT = "What you found, and where"
MOST_LINES = 12
LEAST_LINES = 2
LEFT, RIGHT, ABOVE = 11, 9, 7


def high(line: QTextLine) -> float:
    """Give the room that a line takes in a field; letters of another script come from another font and may be higher."""
    line.setLeadingIncluded(True)
    return line.height() + min(0, ceil(line.leading()))


def lines_of(paragraphs: Iterable[QTextLayout]) -> Iterator[QTextLine]:
    """Give line by line, each to be used before the next is taken: it is part of its paragraph, which may go then."""
    for paragraph in paragraphs:
        for number in range(paragraph.lineCount()):
            yield paragraph.lineAt(number)


def heights_of(paragraphs: Iterable[QTextLayout]) -> list[float]:
    """Give the heights of the lines that are seen, and of one more if there is one."""
    return [high(line) for line in islice(lines_of(paragraphs), MOST_LINES + 1)]


class NoteFace(QLabel):
    """Looks like the field and takes the focus like it; then the field takes its place."""

    wanted = Signal(Qt.FocusReason)

    def __init__(self, name: str, lines: int) -> None:
        super().__init__()
        self.name, self.least = name, lines
        self._heights: dict[int, int] = {}
        self.closed = ""
        self.field: NoteInput | None = None
        self.setAccessibleName(name)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setFont(font("body"))
        self.setCursor(Qt.CursorShape.IBeamCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_text(self, text: str) -> None:
        """Show this text."""
        if text != self.text():
            self._heights = {}
            self.setText(text)
            self._describe()

    def forbid(self, reason: str) -> None:
        """Look like a field that can only be read, and say why; an empty reason opens it."""
        if reason != self.closed:
            self.closed = reason
            tip(self, reason)
            self._describe()
            self.update()

    def _describe(self) -> None:
        """Tell those who hear it what stands here, after why it cannot be changed; its name is the field's."""
        self.setAccessibleDescription("\n".join(part for part in (self.closed, self.text()) if part))

    def hasHeightForWidth(self) -> bool:
        """Tell layouts that it grows downwards."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Give the height that the field would have."""
        if width not in self._heights:
            text = ceil(sum(heights_of(self._lay_out(width))[:MOST_LINES]))
            self._heights[width] = max(text, self.least * self.fontMetrics().lineSpacing()) + 2 * ABOVE + 2
        return self._heights[width]

    def _lay_out(self, width: int) -> list[QTextLayout]:
        """Break the text as the field does; where not all of it is seen, that has a bar."""
        layouts = self._paragraphs(width - LEFT - RIGHT)
        return layouts if len(heights_of(layouts)) <= MOST_LINES else self._paragraphs(width - LEFT - RIGHT - BAR)

    def _paragraphs(self, width: int) -> list[QTextLayout]:
        layouts: list[QTextLayout] = []
        count = 0
        for paragraph in self.text().split("\n"):
            layouts.append(laid_out(paragraph, self.font(), width))
            count += layouts[-1].lineCount()
            if count > MOST_LINES:
                break
        return layouts

    def sizeHint(self) -> QSize:
        """Give a width that the layout stretches."""
        return QSize(240, self.heightForWidth(240))

    def minimumSizeHint(self) -> QSize:
        """Let it become narrow."""
        return QSize(60, self.least * self.fontMetrics().lineSpacing() + 2 * ABOVE + 2)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Give way to the field."""
        super().focusInEvent(event)
        self.wanted.emit(event.reason())

    def give_way(self, field: "NoteInput", *, pressed: bool) -> None:
        """Go; under a pressed button only once it is let go, for Qt tells nobody else where the mouse moves till then."""
        self.field = field
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        field.raise_()
        if not pressed:
            self._go()

    def _go(self) -> None:
        self.hide()
        self.deleteLater()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Put the caret where the press was."""
        if self.field is not None:
            self.field.mousePressEvent(self.field.from_outside(event))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Select up to here."""
        if self.field is not None:
            self.field.mouseMoveEvent(self.field.from_outside(event))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End what the press began, and go."""
        if self.field is not None:
            self.field.mouseReleaseEvent(self.field.from_outside(event))
            self._go()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the field's frame and the lines that fit."""
        painter, theme = QPainter(self), of(self)
        paint_input(painter, self.rect(), theme, enabled=not self.closed)
        painter.setPen(theme.colour("ink"))
        top = float(ABOVE)
        for line in islice(lines_of(self._lay_out(self.width())), MOST_LINES):
            line.draw(painter, QPointF(LEFT, top - line.y()))
            top += high(line)
        painter.end()


class Written(QWidget):
    """Several lines: their face until somebody writes in them, then the field with a document of its own."""

    settled = Signal(str)
    typed = Signal()

    def __init__(self, name: str, hint: str = "", *, lines: int = LEAST_LINES) -> None:
        super().__init__()
        self.name, self.hint, self.lines = name, hint, lines
        self.face: NoteFace | None = NoteFace(name, lines)
        self.field: NoteInput | None = None
        self.closed = ""
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(4)
        self.column.addWidget(self.face)
        self.face.wanted.connect(self._open)

    def show_text(self, text: str, closed: str) -> None:
        """Show this text, unless the user is typing here."""
        self.closed = closed
        if self.field is not None:
            self.field.show_text(text)
            self.field.forbid(closed)
        elif self.face is not None:
            self.face.show_text(text)
            self.face.forbid(closed)

    @property
    def stop(self) -> QWidget:
        """Give what takes the focus."""
        return self.face or self.input

    @property
    def input(self) -> "NoteInput":
        """Give the field; it is made when it is first needed."""
        return self.field or self._make_field()

    def _make_field(self, reason: Qt.FocusReason | None = None) -> "NoteInput":
        from wizard.ui.note_input import NoteInput

        field, face = NoteInput(self.name, self.hint, lines=self.lines), self.face
        field.show_text(face.text() if face is not None else "")
        field.forbid(self.closed)
        field.settled.connect(self.settled)
        field.typed.connect(self.typed)
        self.face, self.field = None, field
        if face is not None:
            self._change(face, field, reason)
        return field

    def _change(self, face: NoteFace, field: "NoteInput", reason: Qt.FocusReason | None) -> None:
        """Put the field where its face is; with a reason it has the focus before the face could lose it to another."""
        at = self.column.indexOf(face)
        self.column.removeWidget(face)
        self.column.insertWidget(at, field)
        field.stand_at(face.geometry())
        QWidget.setTabOrder(face, field)
        if reason is not None:
            field.setFocus(reason)
        face.give_way(field, pressed=reason == Qt.FocusReason.MouseFocusReason)

    def _open(self, reason: Qt.FocusReason) -> None:
        if self.field is None:
            field = self._make_field(reason)
            if reason in KEYBOARD:
                field.to_the_end()

    def flush(self) -> None:
        """Say what was typed and not said yet."""
        if self.field is not None:
            self.field.flush()


class NotePart(Written):
    """A note to an answer."""

    def __init__(self) -> None:
        super().__init__("Note", HINT)
        self.column.setContentsMargins(0, 10, 0, 2)
        self.column.insertWidget(0, Words("Note", "caption", "ink3"))
