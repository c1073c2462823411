"""A workspace -> Home: every assessment as a row, and how deep it sits."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QPainter, QPaintEvent, QResizeEvent, QShortcut
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from wizard.errors import UserError
from wizard.ui.controls import Button, LineInput
from wizard.ui.first_run import FirstRun
from wizard.ui.framed import Framed
from wizard.ui.home_notes import HAPPENED, Notes
from wizard.ui.home_rows import columns_for, room_of, text_of
from wizard.ui.icons import draw_icon
from wizard.ui.jobs import while_there
from wizard.ui.pickers import MenuButton
from wizard.ui.place import Place
from wizard.ui.rows import in_row
from wizard.ui.tabbing import in_reading_order
from wizard.ui.table import Table
from wizard.ui.theme import of
from wizard.ui.words import Words

if TYPE_CHECKING:
    from wizard.session import Session, Summary
    from wizard.store import Workspace
    from wizard.ui.window import Window

ROW, HEAD = 64, 37
SLOW = 300
UNREAD = "The assessments in this workspace cannot be read."
ORDERS: dict[str, tuple[str, Callable[[Summary], object]]] = {
    "changed": ("Sorted by last change", lambda item: item.changed),
    "worst": ("Sorted by worst case", lambda item: item.worst),
    "name": ("Sorted by name", lambda item: item.name.casefold()),
}


class Home(Place):
    """Every assessment of the workspace; Enter opens one."""

    title = "Home"
    needs_session = False

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self.all: tuple[Summary, ...] = ()
        self.order, self.archived = "changed", False
        self._asked = 0
        self._known = False
        self._wanted = ""
        self._texts: dict[str, str] = {}
        self.new_button = Button("New assessment", "primary", icon="plus")
        self.new_button.clicked.connect(self._new)
        self._build()
        self._add_keys()

    def _build(self) -> None:
        self.search = SearchInput("Search assessments", "Search assessments")
        self.search.setFixedWidth(300)
        self.search.textChanged.connect(self._show_rows)
        self.search.went_down.connect(lambda: self.table.setFocus(Qt.FocusReason.ShortcutFocusReason))
        self.sorting = MenuButton("Order", [(key, words) for key, (words, _) in ORDERS.items()], "changed")
        self.sorting.picked.connect(self._sort)
        self.shelf = Button("", "foot", icon="archive")
        self.shelf.clicked.connect(self._switch_shelf)
        self.notes = Notes()
        self.table: Table[Summary] = Table((), "Assessments", lambda _row: ROW, HEAD)
        self.table.opened.connect(self._open)
        self.table.chose.connect(lambda _row: self.notes.show_rows(self.table.rows, self.table.row))
        self.notes.new_version.connect(self._start_version)
        self.notes.happened.connect(self._ask_what_happened)
        self.notes.taken_back.connect(lambda key: self._say_trigger(key, None))
        self.notes.brought_back.connect(lambda key: self._put_away(key, archived=False))
        self.frame = Framed(self.table)
        self.nothing = Words("", "title")
        self.clear = Button("Clear", "plain")
        self.clear.clicked.connect(self._clear)
        self.first = FirstRun(self.window_)
        self.pages = QStackedWidget()
        self.opening = Words("", "caption", "ink3")
        self.pages.addWidget(self._waiting_page())
        self.pages.addWidget(self._list_page())
        self.pages.addWidget(self.first)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.pages)

    def _waiting_page(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(32, 40, 32, 32)
        column.addWidget(self.opening)
        column.addStretch(1)
        return page

    def _list_page(self) -> QWidget:
        page = QWidget()
        rows = QVBoxLayout(page)
        rows.setContentsMargins(32, 20, 32, 20)
        rows.setSpacing(16)
        top = in_row(self.search, gap=24)
        top.addStretch(1)
        top.addWidget(self.sorting)
        top.addWidget(self.shelf)
        rows.addLayout(top)
        rows.addWidget(self.frame, 1)
        rows.addWidget(self.notes)
        rows.addWidget(self.nothing)
        rows.addWidget(self.clear)
        rows.addStretch()
        in_reading_order((self.search, self.sorting, self.shelf, self.table, self.notes, self.clear))
        return page

    def _add_keys(self) -> None:
        to_search = QShortcut(QKeySequence("Ctrl+F"), self)
        to_search.activated.connect(lambda: self.search.setFocus(Qt.FocusReason.ShortcutFocusReason))
        here = Qt.ShortcutContext.WidgetShortcut
        self.writing = (
            QShortcut(QKeySequence("Ctrl+N"), self, self._new),
            QShortcut(QKeySequence("Ctrl+D"), self, self._duplicate),
            QShortcut(QKeySequence("Delete"), self.table, self._archive, context=here),
        )

    def _forbid(self, reason: str) -> None:
        """Close all that writes into the workspace and say why; an empty reason opens it."""
        for part in (self.new_button, self.first, self.notes):
            part.forbid(reason)
        for key in self.writing:
            key.setEnabled(not reason)

    def shown(self, **_where: Any) -> None:  # noqa: ANN401 - this place has no words of its own
        """Put the keyboard where it is wanted first."""
        (self.table if self.all else self.first).setFocus()

    def header_widgets(self) -> tuple[QWidget, ...]:
        """Put the one primary button into the header."""
        return (self.new_button,) if self.all else ()

    def regions(self) -> tuple[QWidget, ...]:
        """Walk from the search to the rows."""
        return (self.search, self.table, self.notes) if self.all else (self.first,)

    def commands(self) -> tuple[tuple[str, Callable[[], None]], ...]:
        """Offer what can be done with the chosen assessment."""
        row = self.table.row
        if row is None or self.window_.refusal:
            return ()
        found: list[tuple[str, Callable[[], None]]] = [
            (f"Duplicate {row.name}", self._duplicate),
            (f"{'Bring back' if row.archived else 'Archive'} {row.name}", self._archive),
        ]
        if row.status == "sealed":
            found.append((f"{HAPPENED}: {row.name}", lambda: self._ask_what_happened(row.id)))
        if row.status == "out-of-date":
            found.append((f"Start a new version of {row.name}", lambda: self._start_version(row.id)))
        return tuple(found)

    def letter(self, key: str) -> bool:
        """Clear the search with Esc."""
        if key == "Esc" and self.search.text():
            self._clear()
            return True
        return False

    def refresh(self, _session: Session | None) -> None:
        """Read the workspace anew on another thread; what is shown stays until all of it is there."""
        self._asked += 1
        asked, workspace = self._asked, self.window_.workspace
        self._forbid(self.window_.refusal)
        QTimer.singleShot(SLOW, self, lambda: self.opening.say(self.opening.text() or "Opening"))
        taken = while_there(self, lambda found: self._take(asked, found))
        self.window_.work(lambda: _all_of(workspace), taken, while_there(self, self._not_read))

    def _not_read(self, error: UserError) -> None:
        self.opening.say(UNREAD)
        if not self.window_.refusal:  # else the banner says why already
            self.window_.fail(error)

    def _take(self, asked: int, found: tuple[Summary, ...]) -> None:
        if asked == self._asked:
            first_time, self._known = not self._known, True
            self.all = found
            self._put_in_order()
            self._texts = {item.id: text_of(item) for item in found}
            self.archived = self.archived and any(item.archived for item in found)
            self._show_rows()
            if first_time:
                self.shown()

    def _show_rows(self) -> None:
        before, place = self._wanted or (self.table.row.id if self.table.row else ""), self.table.currentIndex().row()
        self._wanted = ""
        words = self.search.text().casefold().split()
        found, texts = [item for item in self.all if item.archived == self.archived], self._texts
        for word in words:
            found = [item for item in found if word in texts[item.id]]
        at = next((at for at, item in enumerate(found) if item.id == before), -1 if words else place)
        self.table.show_columns(columns_for(room_of(self.width())))
        self.table.show_rows(found, at)
        self.notes.show_rows(found, self.table.row)
        self.frame.fit()
        self._show_around(found)

    def _show_around(self, found: list[Summary]) -> None:
        put_away = sum(item.archived for item in self.all)
        self.shelf.say("Back to the list" if self.archived else f"{put_away} archived")
        self.shelf.setVisible(bool(put_away) or self.archived)
        if not found and self.table.hasFocus():
            self.search.setFocus()
        self.frame.setVisible(bool(found))
        typed = self.search.text().strip()
        self.nothing.say(
            f"Nothing is called \N{LEFT SINGLE QUOTATION MARK}{typed}\N{RIGHT SINGLE QUOTATION MARK}."
            if typed
            else "Every assessment is archived."
        )
        self.nothing.setVisible(not found)
        self.clear.setVisible(not found and bool(typed))
        self.pages.setCurrentIndex(1 if self.all else 2)
        self.window_.show_actions(self)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the columns to the width."""
        super().resizeEvent(event)
        self.table.show_columns(columns_for(room_of(self.width())))
        self.frame.fit()

    def _sort(self, order: str) -> None:
        self.order = order
        self._put_in_order()
        self._show_rows()

    def _put_in_order(self) -> None:
        key: Callable[[Summary], Any] = ORDERS[self.order][1]
        self.all = tuple(sorted(self.all, key=key, reverse=self.order != "name"))

    def _switch_shelf(self) -> None:
        self.archived = not self.archived
        self._show_rows()

    def _clear(self) -> None:
        self.search.clear()
        self.search.setFocus()

    def _open(self, _row: int) -> None:
        if self.table.row:
            self.window_.open(self.table.row.id)

    def _new(self) -> None:
        self.window_.new()

    def _duplicate(self) -> None:
        if self.table.row is not None:
            source = self.table.row.id
            self._make_version(source, lambda copy: self._duplicated(copy, source))

    def _make_version(self, key: str, done: Callable[[Session], None]) -> None:
        """Copy an assessment on another thread; the copy has the next version and never the seal."""
        from wizard.ui import loading

        window = self.window_
        workspace, now, who = window.workspace, window.now, window.who
        window.work(lambda: loading.next_version_of(workspace, key, now, who), while_there(self, done), window.fail)

    def _duplicated(self, copy: Session, source: str) -> None:
        key = self._wanted = copy.assessment.id
        head = copy.workspace.head(key)
        self.refresh(None)
        self.window_.toast(
            f"Duplicated as version {copy.assessment.text('system-version')}. The copy is a draft and carries no seal.",
            lambda: self._take_back(key, head, source),
        )

    def _take_back(self, key: str, head: tuple[str, int], source: str) -> None:
        """Let a copy go that was just made; what it was made from is chosen again. Once it was worked in it stays."""
        from wizard.session import take_back_copy

        window = self.window_
        window.flush()
        try:
            went = take_back_copy(window.workspace, key, head)
        except UserError as error:
            window.fail(error)
            return
        if not went:
            window.toast("The copy was changed since, so it stays.")
            return
        self._wanted = source
        if window.session is not None and window.session.assessment.id == key:
            window.take(None)
        window.go("Home")

    def _start_version(self, key: str) -> None:
        self._make_version(key, self._started)

    def _started(self, copy: Session) -> None:
        """Go on at the question that asks what has happened, where it is asked."""
        from wizard.core.triggers import TRIGGERS

        self.window_.take(copy)
        if TRIGGERS in copy.path.asked:
            self.window_.go("Questions", question=TRIGGERS)
        else:
            self.window_.go("System", page="what")

    def _ask_what_happened(self, key: str) -> None:
        """Offer what ends an assessment, as its own questions name it."""
        workspace, offer = self.window_.workspace, while_there(self, lambda found: self._offer(key, found))
        self.window_.work(lambda: _triggers(workspace, key), offer, self.window_.fail)

    def _offer(self, key: str, found: tuple[tuple[str, str], ...]) -> None:
        from wizard.ui.menus import make_menu, open_below

        rows = [(words, lambda said=(trigger, words): self._say_trigger(key, said)) for trigger, words in found]
        open_below(make_menu(self, rows), self.notes.chosen.links[0])

    def _say_trigger(self, key: str, said: tuple[str, str] | None) -> None:
        """Let an assessment be out of date, or no longer; the open one says so at once."""
        from wizard.session import new_trigger, say_trigger, take_back_trigger

        window = self.window_
        try:
            if said is None:
                take_back_trigger(window.workspace, key)
            else:
                say_trigger(window.workspace, key, new_trigger(said, window.now(), window.who))
        except UserError as error:
            window.fail(error)
            return
        if window.session is not None and window.session.assessment.id == key:
            window.session.look_again()
        self.refresh(None)
        if said is not None:
            window.toast("Marked as out of date.", lambda: self._say_trigger(key, None))

    def _archive(self) -> None:
        row = self.table.row
        if row is not None and self._mark(row.id, archived=not row.archived):
            words = "Back in the list." if row.archived else "Archived."
            self.window_.toast(words, lambda: self._put_away(row.id, archived=row.archived))

    def _put_away(self, key: str, *, archived: bool) -> None:
        self._mark(key, archived=archived)

    def _mark(self, key: str, *, archived: bool) -> bool:
        try:
            self.window_.workspace.mark_archived(key, archived)
        except UserError as error:
            self.window_.fail(error)
            return False
        session = self.window_.session
        if archived and session is not None and session.assessment.id == key:
            self.window_.take(None)
        self.refresh(None)
        return True


class SearchInput(LineInput):
    """A line with a glass before it; Down and Enter go on to what was found."""

    went_down = Signal()

    def __init__(self, name: str, hint: str) -> None:
        super().__init__(name, hint)
        self.setTextMargins(30, 0, 10, 0)
        self.setClearButtonEnabled(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go on to the rows."""
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.went_down.emit()
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the glass."""
        super().paintEvent(event)
        painter = QPainter(self)
        draw_icon(painter, "search", 10, 10, 16, of(self).colour("ink3"))
        painter.end()


def _triggers(workspace: Workspace, key: str) -> tuple[tuple[str, str], ...]:
    from wizard.core.triggers import triggers_of
    from wizard.session import open_assessment

    return triggers_of(open_assessment(workspace, key).questionnaire)


def _all_of(workspace: Workspace) -> tuple[Summary, ...]:
    from wizard.session import summaries

    return tuple(summaries(workspace))
