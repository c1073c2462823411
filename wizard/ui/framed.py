"""A table in, a card around it out: hairline, round corners, no taller than its rows."""

from typing import Any

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QLayoutItem, QSizePolicy, QVBoxLayout, QWidget

from wizard.ui.table import Table
from wizard.ui.theme import of

RADIUS = 10.0


class Framed(QWidget):
    """The card. What is added under the table stands inside the frame too; `whole_rows` lets the table cut none."""

    def __init__(self, table: Table[Any], *, ground: str = "bg", whole_rows: bool = False) -> None:
        super().__init__()
        self.table, self.ground, self.whole_rows = table, ground, whole_rows
        self.inside = QVBoxLayout(self)
        self.inside.setContentsMargins(1, 1, 1, 1)
        self.inside.setSpacing(0)
        self.inside.addWidget(table, 1)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._corners = _Corners(self)

    def fit(self) -> None:
        """Become no taller than the rows."""
        self.setMaximumHeight(self.table.whole_height() + self._below() + 2)
        self._show_whole_rows()

    def _below(self) -> int:
        """Give the height of what stands under the table, at the width there is."""
        items = (self.inside.itemAt(place) for place in range(1, self.inside.count()))
        return sum(_height_of(item, self.width() - 2) for item in items if item is not None and not item.isEmpty())

    def _show_whole_rows(self) -> None:
        """Leave what is too low for one more row to what stands under the table."""
        if self.whole_rows:
            head, whole = self.table.horizontalHeader().minimumHeight(), self.table.whole_height()
            room = self.height() - 2 - self._below()
            row = max(1, self.table.verticalHeader().defaultSectionSize())
            fitting = head + max(1, (room - head) // row) * row
            self.table.setMaximumHeight(whole if whole <= room else fitting)

    def sizeHint(self) -> QSize:
        """Ask for the height of all rows."""
        return QSize(600, self.table.whole_height() + 2)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the ground of what stands under the table."""
        painter = QPainter(self)
        painter.fillRect(self.rect().adjusted(1, 1, -1, -1), of(self).colour("surface"))
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the corners on top."""
        super().resizeEvent(event)
        self._show_whole_rows()
        self._corners.setGeometry(self.rect())
        self._corners.raise_()


def _height_of(item: QLayoutItem, width: int) -> int:
    return item.heightForWidth(width) if item.hasHeightForWidth() else item.sizeHint().height()


class _Corners(QWidget):
    """Lies over the card and takes the table's square corners away."""

    def __init__(self, card: Framed) -> None:
        super().__init__(card)
        self.card = card
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint what lies outside of the round corners, and the hairline."""
        painter, theme = QPainter(self), of(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        outside, inside = QPainterPath(), QPainterPath()
        outside.addRect(QRectF(self.rect()))
        edge = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        inside.addRoundedRect(edge, RADIUS, RADIUS)
        painter.fillPath(outside.subtracted(inside), theme.colour(self.card.ground))
        painter.setPen(QPen(theme.colour("line"), 1))
        painter.drawPath(inside)
        painter.end()
