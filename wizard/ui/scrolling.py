"""A page in; an area that scrolls it downwards out, and a part of it brought into view."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QScrollArea, QWidget

ABOVE, BELOW = 64, 24


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
