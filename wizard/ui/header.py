"""Name of the place, of the assessment, and what is saved in; the strip over every place out."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QWidget

from wizard.ui.buttons import IconButton, paint_key
from wizard.ui.focus import Ringed
from wizard.ui.icons import draw_icon
from wizard.ui.tabbing import in_reading_order
from wizard.ui.theme import font, of
from wizard.ui.words import Ground, Words

HEIGHT = 56
SAVING_AFTER = 300


class Saved(QWidget):
    """Whether the last answer is on disk: "Saved" only then; "Saving" when it takes longer than 300 ms."""

    def __init__(self) -> None:
        super().__init__()
        self.words = ""
        self.setFixedSize(QFontMetrics(font("small-strong")).horizontalAdvance("Not saved") + 12, 24)
        self._timer = QTimer(self, singleShot=True, interval=SAVING_AFTER)
        self._timer.timeout.connect(lambda: self._say("Saving"))

    def is_saved(self) -> None:
        """Say that everything is on disk."""
        self._timer.stop()
        self._say("Saved")

    def is_typing(self) -> None:
        """Stop saying "Saved": something is not on disk yet."""
        if self.words == "Saved":
            self._say("")
        if not self._timer.isActive() and self.words != "Saving":
            self._timer.start()

    def is_not_saved(self) -> None:
        """Say that saving failed; the banner says why."""
        self._timer.stop()
        self._say("Not saved")

    def is_nothing(self) -> None:
        """Say nothing: no assessment is open."""
        self._timer.stop()
        self._say("")

    def _say(self, words: str) -> None:
        if words != self.words:
            self.words = words
            self.setAccessibleName(words)
            self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the check and the word."""
        painter, theme = QPainter(self), of(self)
        wrong = self.words == "Not saved"
        painter.setFont(font("small-strong" if wrong else "small"))
        painter.setPen(theme.colour("Critical" if wrong else "ink2"))
        painter.drawText(
            self.rect().adjusted(0, 0, -9, 0), Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, self.words
        )
        if self.words == "Saved":
            left = self.width() - 9 - painter.fontMetrics().horizontalAdvance(self.words) - 22
            draw_icon(painter, "check", left, 4, 16, theme.colour("ink2"))
        painter.end()


class GoTo(Ringed, QPushButton):
    """Opens the list of everything that can be reached."""

    def __init__(self) -> None:
        super().__init__("Go to")
        self.setAccessibleName("Go to, Ctrl K")
        self.setFixedSize(121, 32)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint frame, icon, word and key."""
        painter, theme = QPainter(self), of(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(theme.colour("sunken" if self.underMouse() else "surface"))
        painter.setPen(QPen(theme.colour("edge" if self.underMouse() else "line"), 1))
        painter.drawRoundedRect(self.rect().toRectF().adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        draw_icon(painter, "search", 8, 9, 14, theme.colour("ink3"))
        painter.setFont(font("small"))
        painter.setPen(theme.colour("ink3"))
        painter.drawText(self.rect().adjusted(31, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, "Go to")
        paint_key(painter, QRectF(self.width() - 48, 7, 40, 18), "Ctrl K", theme)
        painter.end()


class Header(Ground):
    """The strip: names at the left; Saved, Go to, undo and the place's own actions at the right."""

    asked_to_go = Signal()
    asked_to_undo = Signal()

    def __init__(self) -> None:
        super().__init__("surface", edge="bottom")
        self.setFixedHeight(HEIGHT)
        self.title = Words("", "window")
        self.detail = Words("", "small", "ink2")
        self.saved, self.goto = Saved(), GoTo()
        self.undo = IconButton("undo-2", "Undo the last answer, Ctrl Z")
        self.title.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._actions: tuple[QWidget, ...] = ()
        self._owner: QWidget | None = None
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(24, 0, 17, 0)
        self._row.setSpacing(0)
        self._row.addWidget(self.title)
        self._row.addSpacing(12)
        self._row.addWidget(self.detail, 1)
        for part in (self.saved, 3, self.goto, 5, self.undo):
            if isinstance(part, int):
                self._row.addSpacing(part)
            else:
                self._row.addWidget(part)
        self.goto.clicked.connect(self.asked_to_go)
        self.undo.clicked.connect(self.asked_to_undo)

    def show_place(self, title: str, actions: Sequence[QWidget] = (), owner: QWidget | None = None) -> None:
        """Show a place's name and its actions; what leaves goes back, hidden, to the place that owns it.

        A widget without a parent is a window of its own: shown by mistake it would take the keyboard.
        """
        self.title.say(title)
        if tuple(actions) == self._actions:
            return
        for widget in self._actions:
            self._row.removeWidget(widget)
            widget.hide()
            widget.setParent(self._owner)
        self._actions, self._owner = tuple(actions), owner
        for widget in self._actions:
            self._row.addWidget(widget)
            widget.show()
        in_reading_order((self.goto, self.undo, *self._actions))

    def show_assessment(self, words: str, *, can_undo: bool, is_open: bool) -> None:
        """Show which assessment is open."""
        self.detail.say(words)
        self.undo.setEnabled(can_undo)
        self.undo.setVisible(is_open)

    def sizeHint(self) -> QSize:
        """Give the fixed height."""
        return QSize(600, HEIGHT)
