"""A page in; an area that scrolls it downwards out, and a part of it, or the caret, brought into view."""

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QScrollArea, QWidget

ABOVE, BELOW = 64, 24
AROUND = 16


def scrolling(inside: QWidget) -> QScrollArea:
    """Give an area without a frame; the keyboard passes over it to what it holds."""
    area = QScrollArea()
    area.setFrameShape(QScrollArea.Shape.NoFrame)
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
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
