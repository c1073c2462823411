"""Everything that can be reached in; one list with a search field out. Enter goes there."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QFrame,
    QListWidget,
    QListWidgetItem,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from wizard.ui.inputs import LineInput
from wizard.ui.scrolling import make_slim
from wizard.ui.theme import font, of
from wizard.ui.words import Words, one_line

MOST = 60
DETAIL = Qt.ItemDataRole.UserRole + 1
ROW, LONGEST = 36, 60
NOTHING = "Nothing here is called"
NEXT_STEP = "Try one word of a question, or a place or a section. Esc goes back."


@dataclass(frozen=True, slots=True)
class Target:
    """One thing to reach: its words, what it is, and how to get there."""

    words: str
    detail: str
    run: Callable[[], None]


class _RowPainter(QStyledItemDelegate):
    def sizeHint(self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Give one row."""
        return QSize(200, ROW)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Paint the words, and at the right what they are."""
        parent = self.parent()
        if not isinstance(parent, QListWidget):
            return
        theme, box = of(parent), QRect(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        chosen = parent.currentRow() == index.row()
        if chosen:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("soft"))
            painter.drawRoundedRect(box.adjusted(0, 1, 0, -1), 6, 6)
        painter.setFont(font("small"))
        painter.setPen(theme.colour("ink2" if chosen else "ink3"))
        detail = str(index.data(DETAIL))
        wide = painter.fontMetrics().horizontalAdvance(detail)
        painter.drawText(
            box.adjusted(0, 0, -12, 0), Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, detail
        )
        painter.setFont(font("control"))
        painter.setPen(theme.colour("ink"))
        room = box.adjusted(12, 0, -24 - wide, 0)
        words = painter.fontMetrics().elidedText(str(index.data()), Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, words)
        painter.restore()


class GoToList(QFrame):
    """The popup; it closes with Esc, a click beside it, or when something was chosen."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setFixedWidth(560)
        self.targets: tuple[Target, ...] = ()
        self.shown: list[Target] = []
        self.search = _Search(self)
        self.list = QListWidget()
        self.list.setAccessibleName("Places, sections and questions")
        make_slim(self.list)
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setItemDelegate(_RowPainter(self.list))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setUniformItemSizes(True)
        self.nothing = _Nothing()
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 12, 12, 12)
        column.setSpacing(8)
        column.addWidget(self.search)
        column.addWidget(self.list, 1)
        column.addWidget(self.nothing, 1)
        self.search.textChanged.connect(self._find)
        self.list.itemClicked.connect(lambda _item: self.go())

    def open_over(self, window: QWidget, targets: Sequence[Target]) -> None:
        """Show the list over a window, with nothing searched for."""
        self.targets = tuple(targets)
        self.search.setText("")
        self._find("")
        rows = min(len(self.shown), 10)
        self.setFixedHeight(min(rows * ROW + 76, window.height() - 120))
        self.move(window.mapToGlobal(QPoint((window.width() - self.width()) // 2, 64)))
        self.show()
        self.search.setFocus(Qt.FocusReason.PopupFocusReason)

    def _find(self, text: str) -> None:
        wanted = text.casefold().split()
        found = (
            each for each in self.targets if all(part in f"{each.words} {each.detail}".casefold() for part in wanted)
        )
        self.shown = [each for _number, each in zip(range(MOST), found, strict=False)]
        self.list.clear()
        for target in self.shown:
            item = QListWidgetItem(one_line(target.words)[:300])
            item.setData(DETAIL, target.detail)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{item.text()}, {target.detail}")
            self.list.addItem(item)
        self.list.setCurrentRow(0)
        self._say_nothing(text.strip())

    def _say_nothing(self, typed: str) -> None:
        """Say so where nothing fits, and what to do then; the field says it too, because it has the focus."""
        named = typed if len(typed) <= LONGEST else f"{typed[: LONGEST - 1]}\N{HORIZONTAL ELLIPSIS}"
        said = f"{NOTHING} \N{LEFT SINGLE QUOTATION MARK}{named}\N{RIGHT SINGLE QUOTATION MARK}."
        self.nothing.words.say(said)
        self.search.setAccessibleDescription("" if self.shown else f"{said} {NEXT_STEP}")
        self.list.setVisible(bool(self.shown))
        self.nothing.setVisible(not self.shown)

    def step(self, by: int) -> None:
        """Move the choice up or down."""
        if self.shown:
            self.list.setCurrentRow((self.list.currentRow() + by) % len(self.shown))

    def go(self) -> None:
        """Go to what is chosen; where nothing is, stay."""
        row = self.list.currentRow()
        if 0 <= row < len(self.shown):
            self.hide()
            self.shown[row].run()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint ground and edge."""
        painter, theme = QPainter(self), of(self)
        painter.fillRect(self.rect(), theme.colour("surface"))
        painter.setPen(QPen(theme.colour("line"), 1))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        painter.end()


class _Nothing(QWidget):
    """What stands in the list's place where nothing fits."""

    def __init__(self) -> None:
        super().__init__()
        self.words = Words("", "control", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 8)
        column.setSpacing(4)
        column.addWidget(self.words)
        column.addWidget(Words(NEXT_STEP, "small", "ink2", wrap=True))
        column.addStretch(1)


class _Search(LineInput):
    def __init__(self, owner: GoToList) -> None:
        super().__init__("Go to", "A place, a section, a question")
        self.owner = owner

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk the list with the arrows, go with Enter."""
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.owner.step(1 if event.key() == Qt.Key.Key_Down else -1)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.owner.go()
        else:
            super().keyPressEvent(event)
