"""Several lines of text the user types in; the signals of `inputs` out. Made when somebody writes: see `note`."""

from PySide6.QtCore import QEvent, QPointF, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QResizeEvent, QTextCursor, QTextOption
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy

from wizard.ui.focus import focus_came, focus_left
from wizard.ui.inputs import Closable, Settling, is_for_the_window, paint_input, see_through
from wizard.ui.scrolling import SlimBar, reveal_caret
from wizard.ui.theme import font, of

MOST_LINES = 12
MARGINS = (10, 6, 8, 6)


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
        self._quiet = False
        self._later = QTimer(self, singleShot=True, interval=0)
        self._later.timeout.connect(self.show_caret)
        self.textChanged.connect(self._typed)
        self.cursorPositionChanged.connect(self._later.start)
        self.document().documentLayout().documentSizeChanged.connect(lambda _size: self._grow())
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
        line = self.fontMetrics().lineSpacing()
        needed = max(self._count_lines(), self.lines)
        high = min(needed, MOST_LINES) * line + 14 + 2 * self.frameWidth()
        bar = Qt.ScrollBarPolicy.ScrollBarAsNeeded if needed > MOST_LINES else Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        if bar != self.verticalScrollBarPolicy():
            self.setVerticalScrollBarPolicy(bar)
        if high != self.height():
            self.setFixedHeight(high)

    def _count_lines(self) -> int:
        """Count lines as they wrap at this width, no further than they matter; Qt counts only what it has painted."""
        layout, block, lines = self.document().documentLayout(), self.document().firstBlock(), 0
        while block.isValid() and lines <= MOST_LINES:
            layout.blockBoundingRect(block)
            lines += block.layout().lineCount()
            block = block.next()
        return lines

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Grow where the words wrap at another place."""
        super().resizeEvent(event)
        self._grow()

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
        """Hide the ring and say what was typed."""
        super().focusOutEvent(event)
        focus_left(self)
        self.flush()
