"""A page that is read in; an area that scrolls it out, no wider than it reads well, on the ground that lies behind."""

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from wizard.ui.scrolling import BAR, Area
from wizard.ui.tabbing import in_reading_order


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


class Reading(Area):
    """A page that is read: from whatever has the keyboard in it, Page up and Page down scroll it."""

    def __init__(self) -> None:
        super().__init__()
        self.pages = Turning()
        self.setWidget(self.pages)
        self.pages.setAutoFillBackground(False)

    def show_page(self, inner: QWidget, name: str) -> None:
        """Show another page from its top, on the ground that lies behind."""
        self.pages.turn(inner)
        self.setAccessibleName(name)
        self.verticalScrollBar().setValue(0)
        in_reading_order((inner,))


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
        layout.setContentsMargins(margin, 24, margin - BAR, 32)
