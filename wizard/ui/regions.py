"""The window in; the keyboard focus moved to its next region: rail, then the parts of the place, left to right."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

if TYPE_CHECKING:
    from wizard.ui.window import Window


def next_region(window: "Window", by: int) -> None:
    """Focus the next region, or the one before; within it the first control that can take it."""
    place = window.place
    regions: list[QWidget] = [window.rail, *(place.regions() if place else ())]
    focus = QApplication.focusWidget()
    at = next((number for number, region in enumerate(regions) if focus and _holds(region, focus)), -1)
    for step in range(1, len(regions) + 1):
        stop = _first_stop(regions[(at + by * step) % len(regions)])
        if stop is not None:
            stop.setFocus(Qt.FocusReason.TabFocusReason)
            return


def _holds(region: QWidget, widget: QWidget) -> bool:
    return region is widget or region.isAncestorOf(widget)


def _first_stop(region: QWidget) -> QWidget | None:
    if _takes_focus(region):
        return region
    inside = [widget for widget in region.findChildren(QWidget) if _takes_focus(widget)]
    current = [widget for widget in inside if getattr(widget, "isChecked", bool)()]
    return next(iter(current + inside), None)


def _takes_focus(widget: QWidget) -> bool:
    tab = widget.focusPolicy() & Qt.FocusPolicy.TabFocus
    return bool(tab) and widget.isEnabled() and widget.isVisible()
