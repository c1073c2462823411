"""A page that is read in; an area that scrolls it by keyboard out, no wider than it reads well, on one ground."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from wizard.ui.focus import Ringed
from wizard.ui.scrolling import BAR, Area
from wizard.ui.tabbing import in_reading_order

RING = 4
"""What the ring around the page needs at its edges."""


class Turning(QWidget):
    """Holds one page at a time. The page before goes later, and never stands alone: what was pressed lies in it."""

    def __init__(self) -> None:
        super().__init__()
        self.page: QWidget | None = None
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)

    def turn(self, page: QWidget) -> None:
        """Show another page."""
        before, self.page = self.page, page
        if before is not None:
            self.column.removeWidget(before)
            before.hide()
            before.deleteLater()
        self.column.addWidget(page)


class Reading(Ringed, Area):
    """A page that is read: it takes the keyboard itself, so that arrows scroll it."""

    ring_radius = 2.0

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(name)
        self.pages = Turning()
        self.setWidget(self.pages)
        self.pages.setAutoFillBackground(False)

    def show_page(self, inner: QWidget, name: str) -> None:
        """Show another page from its top, on the ground that lies behind."""
        self.pages.turn(inner)
        self.setAccessibleName(name)
        self.verticalScrollBar().setValue(0)
        in_reading_order((inner,))


def framed(area: QWidget, page: QWidget) -> None:
    """Fill a page with an area, with room for its ring."""
    whole = QVBoxLayout(page)
    whole.setContentsMargins(RING, RING, RING, RING)
    whole.addWidget(area)


def at_most(width: int, part: QWidget) -> QHBoxLayout:
    """Give a row in which a part is no wider than this; asked for its height, it knows how wide it will be."""
    part.setMaximumWidth(width)
    row = QHBoxLayout()
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(0)
    row.addWidget(part, 1)
    row.addStretch(0)
    return row


def with_air(inner: QWidget, margin: int) -> None:
    """Give a page that is read its air: at the right the scroll bar is part of it."""
    layout = inner.layout()
    if layout is not None:
        layout.setContentsMargins(margin - RING, 24 - RING, margin - BAR - RING, 32)
