"""Library: what an id means, what it meant before, what is linked to it; questionnaires, their problems, and imports."""

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from wizard.core.catalogue import complaint
from wizard.errors import UserError
from wizard.ui.controls import Button, Ground, IconButton, Words
from wizard.ui.jobs import while_there
from wizard.ui.library_importing import REPORT, Importing
from wizard.ui.library_list import PROBLEMS, LibraryList
from wizard.ui.library_lists import catalogue_of, catalogues, is_there
from wizard.ui.library_pages import make_page
from wizard.ui.library_places import At, Page
from wizard.ui.place import Place

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from wizard.session import Session
    from wizard.store import Workspace
    from wizard.ui.goto import Target
    from wizard.ui.library_reading import Checked, Shelves
    from wizard.ui.window import Window

SLOW = 300
TRAIL = 100
REST = 150
"""The page is painted first: while another thread reads, every call of Qt into Python would wait for it."""
NOT_HERE = "What is shown stays."


class Library(Place):
    """A list at the left, one page at the right. Nothing is read before it is first opened, and then by a worker."""

    title = "Library"
    needs_session = False

    def __init__(self, window: "Window") -> None:
        super().__init__(window)
        self.shelves: Shelves
        self.modules: Checked | None = None
        self.checked: Checked | None = None
        self.at = At("")
        self.trail: list[tuple[At, int]] = []
        self.pages: dict[str, Page] = {}
        self._wanted = At("")
        self._is_read = False
        self.importing = Importing(self)
        self.list = LibraryList(self)
        self.stack = QStackedWidget()
        self.back_button = IconButton("arrow-left", "Back, Alt Left")
        self.import_button = Button("Import", icon="download", trail="chevron-down", small=True)
        self._build()
        self._connect()
        self._read()

    def _build(self) -> None:
        self.opening = Words("", "rail", "ink3")
        empty = QWidget()
        column = QVBoxLayout(empty)
        column.setContentsMargins(44, 24, 44, 24)
        column.addWidget(self.opening)
        column.addStretch(1)
        self.stack.addWidget(empty)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.list)
        ground = Ground("surface")
        on_it = QVBoxLayout(ground)
        on_it.setContentsMargins(0, 0, 0, 0)
        on_it.addWidget(self.stack)
        row.addWidget(ground, 1)
        slow = QTimer(self, singleShot=True, interval=SLOW)
        slow.timeout.connect(lambda: self.opening.say("" if self._is_read else "Opening"))
        slow.start()

    def _connect(self) -> None:
        self.list.search.textChanged.connect(self._search)
        self.list.search.went_down.connect(self._to_found)
        self.back_button.clicked.connect(self.back)
        self.import_button.clicked.connect(lambda: self.importing.offer(self.import_button))
        for words, run in (("Ctrl+F", self.to_search), ("Alt+Left", self.back)):
            QShortcut(QKeySequence(words), self).activated.connect(run)

    # -- what the window asks --------------------------------------------------------------------------------------

    @property
    def session(self) -> "Session | None":
        """Give the open assessment."""
        return self.window_.session

    def about(self) -> str:
        """Give the part of the library that is shown."""
        return self._page().detail if self.at.kind else Page.detail

    def header_widgets(self) -> tuple[QWidget, ...]:
        """Offer the way back, and an import."""
        return (self.back_button, self.import_button)

    def refresh(self, _session: "Session | None") -> None:
        """Show what the open assessment asks, and close what would write where nothing can be written."""
        self.import_button.forbid(self.window_.refusal)
        for page in self.pages.values():
            page.refresh()

    def shown(self, **where: Any) -> None:  # noqa: ANN401 - `entry` and `search` are this place's words
        """Go to the entry that was asked for, or stay; the search takes the keyboard."""
        if where.get("entry"):
            self.go_to(At("entry", str(where["entry"])))
        if where.get("search"):
            self.list.search.setText(str(where["search"]))
        self.list.search.setFocus(Qt.FocusReason.OtherFocusReason)

    def regions(self) -> tuple[QWidget, ...]:
        """Walk from the list to the page."""
        return (self.list, self.stack)

    def commands(self) -> "tuple[tuple[str, Callable[[], None]], ...]":
        """Offer what can be done here, and every list."""
        lists = catalogues(self.shelves) if self._is_read else ()
        return (
            ("Search all lists", self.to_search),
            ("Questionnaires", lambda: self.go_to(At("modules"))),
            ("Problems of questionnaires", lambda: self.go_to(PROBLEMS)),
            *((one.title, lambda key=one.id: self.go_to(At("list", key))) for one in lists),
        )

    def targets(self) -> "Iterable[Target]":
        """Give every entry and older number, once the lists were read."""
        from wizard.ui.library_lists import targets

        return targets(self.shelves, self.window_.go) if self._is_read else ()

    def letter(self, key: str) -> bool:
        """Esc clears the search."""
        if key == "Esc" and self.list.search.text():
            self.clear_search()
            return True
        return False

    # -- reading -----------------------------------------------------------------------------------------------------

    def _read(self) -> None:
        workspace = self.window_.workspace

        def shelves(among: "Workspace | None" = workspace) -> "Shelves":
            from wizard.ui.library_reading import read_shelves

            return read_shelves(among)

        def modules() -> "Checked":
            from wizard.ui.library_reading import shipped_modules

            return shipped_modules()

        def take(found: "Shelves") -> None:
            self.take(found)
            QTimer.singleShot(REST, self, lambda: self.window_.work(modules, while_there(self, self._take_modules)))

        def failed(error: UserError) -> None:
            """Show what ships all the same: what cannot be read is what was imported."""
            self.window_.fail(error)
            self.window_.work(lambda: shelves(None), while_there(self, take), while_there(self, self._say_unread))

        self.window_.work(shelves, while_there(self, take), while_there(self, failed))

    def _say_unread(self, error: UserError) -> None:
        self._is_read = False
        self.opening.say(f"{error.sentence} {error.hint}")

    def take(self, shelves: "Shelves") -> None:
        """Show what stands in the library now; what is shown is shown anew."""
        self.shelves, self._is_read = shelves, True
        self.list.show_shelves(shelves, self.modules, self.checked)
        self.trail = [spot for spot in self.trail if is_there(shelves, spot[0])]
        here = self.at if self.at.kind and is_there(shelves, self.at) else At("list", catalogues(shelves)[0].id)
        self._show(here)
        if self._wanted.kind:
            self.go_to(self._wanted)
        if self.list.search.text() and self.at.kind != "search" and not self._wanted.kind:
            self._search(self.list.search.text())
        self._wanted = At("")

    def _take_modules(self, modules: "Checked") -> None:
        self.modules = modules
        self.list.show_modules(self.checked or modules)
        for page in self.pages.values():
            page.refresh()

    # -- where one is --------------------------------------------------------------------------------------------------

    def go_to(self, at: At) -> None:
        """Show a place in the library and remember where one was."""
        if not self._is_read:
            self._wanted = at
        elif not is_there(self.shelves, at):
            said = complaint(self.shelves.shelf, at.key) or f"{at.key} is in no list that is here"
            self.window_.fail(UserError(said if said.endswith("?") else f"{said}.", NOT_HERE))
        elif at != self.at:
            inside = self.stack.isAncestorOf(self.focusWidget()) if self.focusWidget() else False
            self.trail = [*self.trail[-TRAIL:], (self.at, self._page().mark())]
            self._show(at)
            if inside:
                self._page().first_stop().setFocus(Qt.FocusReason.OtherFocusReason)

    def back(self) -> None:
        """Go to where one was before."""
        if not self.trail:
            return
        at, mark = self.trail.pop()
        self._show(at)
        self._page().come_back(mark)
        if not self.list.search.hasFocus():
            self._page().first_stop().setFocus(Qt.FocusReason.OtherFocusReason)

    def _page(self) -> Page:
        return self.pages[_kind(self.at)]

    def _show(self, at: At) -> None:
        self.at = at
        page = self.pages.get(_kind(at))
        if page is None:
            page = self.pages[_kind(at)] = make_page(_kind(at), self)
            self.stack.addWidget(page)
            page.resize(self.stack.size())
        page.show_at(at)
        self.stack.setCurrentWidget(page)
        self.list.mark(self._marked())
        if at.kind == "search" and self.list.search.text() != at.key:
            self._say_searched(at.key)
        self.back_button.forbid("" if self.trail else "Nothing to go back to")
        if self.window_.place is self:
            self.window_.header.detail.say(self.about())

    def _marked(self) -> At:
        if self.at.kind in ("entry", "below", "risks"):
            one = catalogue_of(self.shelves, self.at.key)
            return At("list", one.id if one else "")
        if self.at.kind == "module":
            return At("modules")
        return PROBLEMS if self.at.kind == "text" else self.at

    # -- searching -----------------------------------------------------------------------------------------------------

    def to_search(self) -> None:
        """Give the search the keyboard."""
        self.list.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.list.search.selectAll()

    def _search(self, text: str) -> None:
        words = text.strip()
        if not self._is_read:
            return
        if not words:
            if self.at.kind == "search":
                self.back()
        elif self.at.kind == "search":
            self._show(At("search", words))
        else:
            self.go_to(At("search", words))

    def clear_search(self) -> None:
        """Take the search back."""
        self.list.search.clear()
        self.list.search.setFocus(Qt.FocusReason.OtherFocusReason)

    def _say_searched(self, words: str) -> None:
        if words != self.list.search.text().strip():
            self.list.search.blockSignals(True)  # noqa: FBT003 - Qt's own argument
            self.list.search.setText(words)
            self.list.search.blockSignals(False)  # noqa: FBT003 - Qt's own argument

    def _to_found(self) -> None:
        stop = self._page().first_stop() if self.at.kind == "search" else self.list.first_row()
        stop.setFocus(Qt.FocusReason.ShortcutFocusReason)

    # -- what is done ----------------------------------------------------------------------------------------------------

    def copy(self, identity: str) -> None:
        """Copy an id."""
        QGuiApplication.clipboard().setText(identity)
        self.window_.toast(f"Copied {identity}")

    def ask(self, question: str) -> None:
        """Show a question where it is asked."""
        self.window_.go("Questions", question=question)

    def take_checked(self, checked: "Checked") -> None:
        """Remember which of the author's own files were read last."""
        self.checked = checked
        self.list.show_modules(checked)

    def show_report(self) -> None:
        """Show how far the import is; where it is shown already it is shown anew."""
        if self.at == REPORT:
            self._show(REPORT)
        else:
            self.go_to(REPORT)
        if self.isVisible():
            self._page().first_stop().setFocus(Qt.FocusReason.OtherFocusReason)

    def leave_report(self) -> None:
        """Go to where one was before the import."""
        if self.at == REPORT:
            self.back()
        self.forget(REPORT)

    def forget(self, gone: At) -> None:
        """Leave a place that is no longer there."""
        self.trail = [spot for spot in self.trail if spot[0] != gone]
        if self.at == gone:
            self._show(self.trail.pop()[0] if self.trail else At("list", catalogues(self.shelves)[0].id))


def _kind(at: At) -> str:
    """Give the kind of page that shows a place: four kinds are rows."""
    return "rows" if at.kind in ("list", "search", "below", "risks") else at.kind
