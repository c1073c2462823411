"""What stands in the library in; the list at the left out: search, lists by edition, questionnaires, what was imported."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from wizard.ui.controls import Ground, Hairline, Words
from wizard.ui.home import SearchInput
from wizard.ui.library_buttons import ListRow
from wizard.ui.library_lists import catalogues, short_title
from wizard.ui.library_paper import Turning
from wizard.ui.library_places import At
from wizard.ui.literal import literal
from wizard.ui.scrolling import scrolling

if TYPE_CHECKING:
    from wizard.ui.library import Library
    from wizard.ui.library_reading import Checked, Shelves

WIDTH = 256
MODULES, PROBLEMS = At("modules"), At("problems")


class LibrarySearch(SearchInput):
    """The search; Esc clears it."""

    def __init__(self) -> None:
        super().__init__("Search all lists", "Search all lists")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Clear with Esc."""
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
            return
        super().keyPressEvent(event)


class LibraryList(Ground):
    """Everything that can be opened; the row of what is shown is marked."""

    def __init__(self, library: Library) -> None:
        super().__init__("bg", edge="right")
        self.library = library
        self.setFixedWidth(WIDTH)
        self.setAccessibleName("Library")
        self.search = LibrarySearch()
        self.rows: dict[At, ListRow] = {}
        self.pages = Turning()
        self.area = scrolling(self.pages)
        top = QVBoxLayout()
        top.setContentsMargins(20, 0, 20, 0)
        top.addWidget(self.search)
        self.whole = QVBoxLayout(self)
        self.whole.setContentsMargins(0, 16, 1, 0)
        self.whole.setSpacing(10)
        self.whole.addLayout(top)
        self.whole.addWidget(self.area, 1)

    def show_shelves(self, shelves: Shelves, *read: Checked | None) -> None:
        """Show every list, and what was imported."""
        had = next((at for at, row in self.rows.items() if row.hasFocus()), None)
        marked = next((at for at, row in self.rows.items() if row.isChecked()), None)
        self.rows = {}
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(8, 0, 8, 8)
        column.setSpacing(0)
        for one in catalogues(shelves):
            self._add(column, At("list", one.id), short_title(one), one.edition)
        _part(column)
        self._add(column, MODULES, "Questionnaires", "")
        self._add(column, PROBLEMS, "Problems", "")
        if shelves.kept:
            _part(column)
            column.addWidget(_heading("Imported"))
        for kept in shelves.kept:
            self._add(column, At("import", kept.id), literal(kept.title), "")
        column.addStretch(1)
        self.pages.turn(inner)
        for modules in read:
            if modules is not None:
                self.show_modules(modules)
        if marked is not None:
            self.mark(marked)
        if had in self.rows:
            self.rows[had].setFocus(Qt.FocusReason.OtherFocusReason)

    def show_modules(self, modules: Checked) -> None:
        """Show how many modules and problems there are."""
        if MODULES in self.rows and modules.path is None and modules.questionnaire is not None:
            self.rows[MODULES].show_detail(str(len(modules.questionnaire.modules)))
        if PROBLEMS in self.rows:
            self.rows[PROBLEMS].show_detail(f"{len(modules.problems):,}" if modules.problems else "none")

    def mark(self, at: At) -> None:
        """Mark the row of what is shown; an entry is marked by its list."""
        for key, row in self.rows.items():
            row.setChecked(key == at)
        if at in self.rows:
            self.area.ensureWidgetVisible(self.rows[at], 0, 8)

    def first_row(self) -> QWidget:
        """Give the row that is marked, or the first."""
        marked = next((row for row in self.rows.values() if row.isChecked()), None)
        return marked or next(iter(self.rows.values()), self.search)

    def _add(self, column: QVBoxLayout, at: At, name: str, detail: str) -> None:
        run: Callable[[], None] = lambda: self.library.go_to(at)  # noqa: E731 - it needs its type
        row = ListRow(name, detail, run)
        self.rows[at] = row
        column.addWidget(row)


def _part(column: QVBoxLayout) -> None:
    row = QVBoxLayout()
    row.setContentsMargins(12, 8, 12, 8)
    row.addWidget(Hairline())
    column.addLayout(row)


def _heading(words: str) -> QWidget:
    heading = Words(words, "caption", "ink3")
    heading.setContentsMargins(0, 0, 0, 0)
    holder = QWidget()
    row = QVBoxLayout(holder)
    row.setContentsMargins(12, 0, 12, 4)
    row.addWidget(heading)
    return holder
