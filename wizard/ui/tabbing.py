"""Widgets in; the order in which Tab walks over them set to the order in which they are read."""

from collections.abc import Iterator, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLayout, QScrollArea, QWidget


def stops(widget: QWidget) -> Iterator[QWidget]:
    """Give what can take the focus inside a widget, as its layouts order it, what is hidden included."""
    layout = widget.layout()
    if isinstance(widget, QAbstractButton) or widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
        yield widget
    elif isinstance(widget, QScrollArea):
        inner = widget.widget()
        yield from stops(inner) if inner is not None else ()
    elif layout is not None:
        yield from _in_layout(layout)
    else:
        for child in widget.children():
            if isinstance(child, QWidget) and not child.isWindow():
                yield from stops(child)


def _in_layout(layout: QLayout) -> Iterator[QWidget]:
    for at in range(layout.count()):
        item = layout.itemAt(at)
        widget, inner = (item.widget(), item.layout()) if item is not None else (None, None)
        if widget is not None:
            yield from stops(widget)
        elif inner is not None:
            yield from _in_layout(inner)


def in_reading_order(parts: Sequence[QWidget]) -> None:
    """Let Tab walk over these parts one after the other, each as it is read."""
    before: QWidget | None = None
    for part in parts:
        for stop in stops(part):
            if before is not None:
                QWidget.setTabOrder(before, stop)
            before = stop
