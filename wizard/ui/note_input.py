"""Several lines of text the user types in; the signals of `inputs` out. Made when somebody writes: see `note`."""

from collections.abc import Iterator
from math import ceil

from PySide6.QtCore import QEvent, QPointF, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QHideEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QResizeEvent,
    QShowEvent,
    QTextCursor,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy

from wizard.ui.focus import focus_came, focus_left
from wizard.ui.inputs import Closable, Settling, is_for_the_window, paint_input, see_through
from wizard.ui.note import MOST_LINES, heights_of
from wizard.ui.scrolling import SlimBar, reveal_caret
from wizard.ui.theme import font, of

MARGINS = (10, 6, 8, 6)
FOR_A_WHILE = (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason)


class NoteInput(Closable, QPlainTextEdit):
    """Several lines of plain text; it grows downwards with what is written, its caret stays in sight."""

    settled = Signal(str)
    typed = Signal()

    def __init__(self, name: str, hint: str = "", *, lines: int = 2) -> None:
        super().__init__()
        self.lines = lines
        self.setAccessibleName(name)
        self.setPlaceholderText(hint)
        self.setFont(font("body"))
        self.setTabChangesFocus(True)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().setDocumentMargin(0)
        self.document().clearUndoRedoStacks()  # the margin is no step that somebody could take back
        self.setViewportMargins(*MARGINS)
        self.setPalette(see_through())
        self.setVerticalScrollBar(SlimBar())
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.settling = Settling(self)
        self.settling.now.connect(self._tell)
        self._quiet = self._stands = False
        self._later = QTimer(self, singleShot=True, interval=0)
        self._later.timeout.connect(self.show_caret)
        self.textChanged.connect(self._typed)
        self.textChanged.connect(self._grow)
        self.cursorPositionChanged.connect(self._later.start)
        self._grow()

    @property
    def is_waiting(self) -> bool:
        """Tell whether something was typed that nobody was told of."""
        return self.settling.waits

    def _typed(self) -> None:
        if not self._quiet:
            self.settling.key_came()
            self.typed.emit()

    def _grow(self) -> None:
        heights = heights_of(self._laid_out())
        text = max(ceil(sum(heights[:MOST_LINES])), self.lines * self.fontMetrics().lineSpacing())
        needed, all_fits = text + 14 + 2 * self.frameWidth(), len(heights) <= MOST_LINES
        bar = Qt.ScrollBarPolicy.ScrollBarAlwaysOff if all_fits else Qt.ScrollBarPolicy.ScrollBarAlwaysOn
        if bar != self.verticalScrollBarPolicy():
            self.setVerticalScrollBarPolicy(bar)
        if needed != self.height():
            self.setFixedHeight(needed)

    def _laid_out(self) -> Iterator[QTextLayout]:
        """Break block by block at this width, no further than it is asked for; Qt breaks only what it has painted."""
        layout, block = self.document().documentLayout(), self.document().firstBlock()
        while block.isValid():
            layout.blockBoundingRect(block)
            yield block.layout()
            block = block.next()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Grow where the words wrap at another place."""
        super().resizeEvent(event)
        if self._stands:
            self._grow()

    def showEvent(self, event: QShowEvent) -> None:
        """Grow as the words wrap in the place it got; a bar that came before would cover words: Qt wraps nothing then."""
        super().showEvent(event)
        self._stands = True
        self._grow()

    def hideEvent(self, event: QHideEvent) -> None:
        """Wait until it is shown again."""
        super().hideEvent(event)
        self._stands = False

    def _tell(self) -> None:
        self.settled.emit(self.toPlainText())

    def flush(self) -> None:
        """Say what was typed now, if it was not said yet."""
        self.settling.flush()

    def show_text(self, text: str) -> None:
        """Show this text, unless the user is typing here."""
        if text != self.toPlainText() and not self.is_waiting:
            self._quiet = True
            self.setPlainText(text)
            self._quiet = False

    def sizeHint(self) -> QSize:
        """Give a width that the layout stretches."""
        return QSize(240, self.height())

    def stand_at(self, place: QRect) -> None:
        """Show it at once where its face is, and as high: what lies around it does not move."""
        self.setFixedHeight(place.height())
        self.setGeometry(place)
        self.show()

    def from_outside(self, event: QMouseEvent) -> QMouseEvent:
        """Give what the mouse did over the whole field as the text sees it."""
        at = event.position() - QPointF(MARGINS[0] + self.frameWidth(), MARGINS[1] + self.frameWidth())
        return QMouseEvent(event.type(), at, event.globalPosition(), event.button(), event.buttons(), event.modifiers())

    def show_caret(self) -> None:
        """Scroll the page around it, if it lies below an edge, to the line that is written."""
        if self.hasFocus():
            self.ensureCursorVisible()
            left, top = MARGINS[0] + self.frameWidth(), MARGINS[1] + self.frameWidth()
            reveal_caret(self, self.cursorRect().translated(left, top))

    def to_the_end(self) -> None:
        """Put the caret behind the last word."""
        cursor = self.textCursor()
        cursor.movePosition(QTextCursor.MoveOperation.End)
        self.setTextCursor(cursor)

    def event(self, event: QEvent) -> bool:
        """Paint ground and edge around the text; leave undo and redo to the window where nothing was typed here."""
        if event.type() == QEvent.Type.Paint:
            painter = QPainter(self)
            paint_input(painter, self.rect(), of(self), enabled=self.isEnabled() and not self.isReadOnly())
            painter.end()
            return True
        steps = self.document()
        if is_for_the_window(event, can_undo=steps.isUndoAvailable(), can_redo=steps.isRedoAvailable()):
            event.ignore()
            return False
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keep letters here; Esc is the place's."""
        if event.key() == Qt.Key.Key_Escape:
            event.ignore()
            return
        super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring, and the line that is written."""
        super().focusInEvent(event)
        focus_came(self, event)
        self._later.start()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Hide the ring, say what was typed and show the beginning again, unless only a menu or a window came between."""
        super().focusOutEvent(event)
        focus_left(self)
        self.flush()
        if event.reason() not in FOR_A_WHILE:
            self.verticalScrollBar().setValue(0)
