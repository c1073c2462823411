"""Sections in; their pages out, made on the first visit, the last few kept."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from wizard.ui.outline import Section
from wizard.ui.page import Desk, SectionPage

KEPT_PAGES = 5


class PagesKept(QStackedWidget):
    """The pages that were visited last. `made` gives each new one, before it has cards."""

    made = Signal(SectionPage)

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self.desk = desk
        self.pages: dict[str, SectionPage] = {}

    def page_of(self, section: Section) -> SectionPage:
        """Give the page of a section, the one of before if it was kept."""
        page = self.pages.get(section.id)
        if page is None:
            page = self.pages[section.id] = self._make(section)
            for name in list(self.pages)[:-KEPT_PAGES]:
                self.forget(name)
        return page

    def _make(self, section: Section) -> SectionPage:
        page = SectionPage(section, self.desk)
        page.resize(self.size())
        self.made.emit(page)
        page.show_section(section, "")
        self.addWidget(page)
        return page

    def visit(self, section: str) -> None:
        """Keep this page longer than those that were visited before it."""
        if section in self.pages:
            self.pages[section] = self.pages.pop(section)

    def forget(self, section: str) -> None:
        """Let a page go; it is made anew when somebody comes back."""
        page = self.pages.pop(section)
        self.removeWidget(page)
        page.deleteLater()

    def flush(self) -> None:
        """Save what is still being typed."""
        for page in self.pages.values():
            for card in page.built.values():
                card.flush()
