"""A page in; an area that scrolls it downwards out, and a part of it, or the caret, brought into view."""

import sys

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractScrollArea, QScrollArea, QScrollBar, QWidget

from wizard.ui.theme import of

ABOVE, BELOW = 64, 24
AROUND = 16
BAR = 12
"""How wide a scroll bar is."""
ENDS, SHORTEST = 14, 26
"""What Qt's style keeps free at both ends of a bar, and how short its handle gets, at the usual resolution."""
USUAL_DPI = 72 if sys.platform == "darwin" else 96


class SlimBar(QScrollBar):
    """A slim handle without a trough."""

    def __init__(self) -> None:
        super().__init__(Qt.Orientation.Vertical)

    def sizeHint(self) -> QSize:
        """Give the width; the height is the area's."""
        return QSize(BAR, 3 * BAR)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the handle."""
        if self.maximum() <= self.minimum():
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(of(self).colour("track"))
        painter.drawRoundedRect(self.handle().adjusted(3, 2, -3, -2), 3, 3)
        painter.end()

    def handle(self) -> QRect:
        """Give the place where Qt's style lets the mouse take the handle; asking it loads its hundreds of names."""
        scale, span = self.logicalDpiY() / USUAL_DPI, self.maximum() - self.minimum()
        ends, room = round(ENDS * scale), self.height() - 2 * round(ENDS * scale)
        high = min(max(round(SHORTEST * scale), room * self.pageStep() // (span + self.pageStep())), room)
        top = round((room - high) * (self.sliderPosition() - self.minimum()) / span)
        return QRect(0, ends + top, self.width(), high)


def make_slim(area: QAbstractScrollArea) -> None:
    """Give an area a viewport of ours, which shows what lies behind, and a slim bar.

    A viewport that Qt has made is one whose class Qt's bindings must find out: they load all classes of widgets for it.
    """
    area.setViewport(QWidget())
    area.setVerticalScrollBar(SlimBar())


class Area(QScrollArea):
    """An area without a frame; the keyboard passes over it to what it holds."""

    def __init__(self) -> None:
        super().__init__()
        make_slim(self)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)


def scrolling(inside: QWidget) -> QScrollArea:
    """Give an area that scrolls a page."""
    area = Area()
    area.setWidget(inside)
    return area


def reveal(area: QScrollArea, part: QWidget) -> None:
    """Scroll as little as needed so that all of a part is seen, with what stands above it; Qt looks at its cursor only."""
    inner = area.widget()
    if inner is None:
        return
    bar, room, high = area.verticalScrollBar(), area.viewport().height(), part.height()
    top = part.mapTo(inner, QPoint(0, 0)).y()
    above = min(ABOVE, max(0, (room - high) // 2))
    if top - above < bar.value():
        bar.setValue(top - above)
    elif top + high + BELOW > bar.value() + room:
        bar.setValue(min(top - above, top + high + BELOW - room))


def reveal_below(area: QScrollArea, part: QWidget, stays: QWidget) -> None:
    """Scroll as little as needed so that the end of what has opened is seen, and `stays` above it is not lost."""
    inner = area.widget()
    if inner is None:
        return
    bar, room = area.verticalScrollBar(), area.viewport().height()
    bottom = part.mapTo(inner, QPoint(0, part.height())).y() + AROUND
    top = min(_top(part, inner), _top(stays, inner) if inner.isAncestorOf(stays) else _top(part, inner)) - AROUND
    if bottom > bar.value() + room:
        bar.setValue(min(bottom - room, top))
    elif top < bar.value():
        bar.setValue(top)


def _top(part: QWidget, inner: QWidget) -> int:
    return part.mapTo(inner, QPoint(0, 0)).y()


def reveal_caret(field: QWidget, caret: QRect) -> None:
    """Scroll the area that a field lies in, if any, as little as needed so that the line of its caret is seen."""
    area = field.parentWidget()
    while area is not None and not isinstance(area, QScrollArea):
        area = area.parentWidget()
    inner = area.widget() if area is not None else None
    if area is None or inner is None:
        return
    bar, room = area.verticalScrollBar(), area.viewport().height()
    top = field.mapTo(inner, caret.topLeft()).y() - AROUND
    bottom = top + caret.height() + 2 * AROUND
    bar.setValue(min(max(bar.value(), bottom - room), top))
