"""A workspace -> Home: every assessment as a row, and how deep it sits."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QRect, QRectF, Qt, QTimer
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from wizard.core.assessment import Answer
from wizard.core.hull import Axis, Reading
from wizard.errors import UserError
from wizard.ui.controls import Button, LineInput
from wizard.ui.framed import Framed
from wizard.ui.hull import number, paint_axis, paint_hull, say_hull
from wizard.ui.icons import draw_icon
from wizard.ui.pickers import MenuButton, in_row
from wizard.ui.place import Place
from wizard.ui.shapes import paint_progress
from wizard.ui.table import Column, Spot, Table, write, write_level
from wizard.ui.words import Words

if TYPE_CHECKING:
    from wizard.session import Session, Summary
    from wizard.store import Workspace
    from wizard.ui.window import Window

ROW, HEAD = 64, 37
SLOW = 300
ORDERS: dict[str, tuple[str, Callable[[Summary], object]]] = {
    "changed": ("Sorted by last change", lambda item: item.changed),
    "worst": ("Sorted by worst case", lambda item: item.worst),
    "name": ("Sorted by name", lambda item: item.name.casefold()),
}
UNNAMED = "System without a name"


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
        self.new_button = Button("New assessment", "primary", icon="plus")
        self.new_button.clicked.connect(self._new)
        self._build()
        self._add_keys()

    def _build(self) -> None:
        self.search = LineInput("Search assessments", "Search assessments")
        self.search.setFixedWidth(300)
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._show_rows)
        self.sorting = MenuButton("Order", [(key, words) for key, (words, _) in ORDERS.items()], "changed")
        self.sorting.picked.connect(self._sort)
        self.shelf = Button("", "foot", icon="archive")
        self.shelf.clicked.connect(self._switch_shelf)
        self.table: Table[Summary] = Table((), "Assessments", lambda _row: ROW, HEAD)
        self.table.opened.connect(self._open)
        self.frame = Framed(self.table)
        self.nothing = Words("", "title")
        self.clear = Button("Clear", "plain")
        self.clear.clicked.connect(self._clear)
        self.first = _FirstRun(self.window_)
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
        rows.addWidget(self.nothing)
        rows.addWidget(self.clear)
        rows.addStretch()
        return page

    def _add_keys(self) -> None:
        keys = (
            ("Ctrl+N", self._new),
            ("Ctrl+F", lambda: self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)),
            ("Ctrl+D", self._duplicate),
        )
        for words, act in keys:
            QShortcut(QKeySequence(words), self).activated.connect(act)
        here = Qt.ShortcutContext.WidgetShortcut
        QShortcut(QKeySequence("Delete"), self.table, context=here).activated.connect(self._archive)

    def shown(self, **_where: Any) -> None:  # noqa: ANN401 - this place has no words of its own
        """Put the keyboard where it is wanted first."""
        (self.table if self.all else self.first).setFocus()

    def header_widgets(self) -> tuple[QWidget, ...]:
        """Put the one primary button into the header."""
        return (self.new_button,)

    def regions(self) -> tuple[QWidget, ...]:
        """Walk from the search to the rows."""
        return (self.search, self.table) if self.all else (self.first,)

    def refresh(self, _session: Session | None) -> None:
        """Read the workspace anew on another thread; what is shown stays until all of it is there."""
        self._asked += 1
        asked, workspace = self._asked, self.window_.workspace
        QTimer.singleShot(SLOW, self, lambda: self.opening.say("Opening"))
        self.window_.work(lambda: _all_of(workspace), lambda found: self._take(asked, found))

    def _take(self, asked: int, found: tuple[Summary, ...]) -> None:
        if asked == self._asked:
            first_time, self._known = not self._known, True
            self.all = found
            self._show_rows()
            if first_time:
                self.shown()

    def _show_rows(self) -> None:
        before = self.table.row.id if self.table.row else ""
        words = self.search.text().casefold().split()
        found = [item for item in self.all if item.archived == self.archived and _matches(item, words)]
        found.sort(key=ORDERS[self.order][1], reverse=self.order != "name")  # type: ignore[arg-type]
        at = next((place for place, item in enumerate(found) if item.id == before), 0)
        self.table.show_columns(self._columns())
        self.table.show_rows(found, at)
        self.frame.fit()
        self._show_around(found)

    def _show_around(self, found: list[Summary]) -> None:
        put_away = sum(item.archived for item in self.all)
        self.shelf.say("Back to the list" if self.archived else f"{put_away} archived")
        self.shelf.setVisible(bool(put_away) or self.archived)
        self.frame.setVisible(bool(found))
        typed = self.search.text().strip()
        self.nothing.say(
            f"Nothing is called \N{LEFT SINGLE QUOTATION MARK}{typed}\N{RIGHT SINGLE QUOTATION MARK}."
            if typed
            else "Nothing is here."
        )
        self.nothing.setVisible(not found)
        self.clear.setVisible(not found and bool(typed))
        self.pages.setCurrentIndex(1 if self.all else 2)
        self.new_button.setVisible(bool(self.all))

    def _columns(self) -> tuple[Column[Summary], ...]:
        wide = self.width()
        hull = 200 if wide < 1100 else 316 if wide < 1400 else 440
        name = 0 if wide < 1100 else 285
        columns: list[Column[Summary]] = [
            Column("Assessment", _say_name, self._paint_name, name, head=_paint_name_head),
            Column("Status", _say_status, _paint_status, 128),
            Column(
                "Depth",
                lambda row: say_hull(row.name or UNNAMED, reading(row)),
                _paint_depth,
                hull + 24,
                head=_paint_depth_head,
            ),
            Column("Worst case", lambda row: f"{row.worst_level} {number(row.worst)}", _paint_worst, 128),
            Column("Answered", _say_share, _paint_share, 88),
        ]
        if wide >= 1100:
            columns.append(Column("Last change", _say_changed, _paint_changed, 0, right=True))
        return tuple(columns)

    def _paint_name(self, spot: Spot, row: Summary) -> None:
        inner = spot.rect.adjusted(20, 12, -12, 0)
        write(spot.at(QRect(inner.left(), inner.top(), inner.width(), 22)), row.name or UNNAMED, "name", "ink")
        second = f"Version {row.version}" if row.version else "No version yet"
        if self.width() < 1100:
            second += f" · {when(row.changed)}"
        write(spot.at(QRect(inner.left(), inner.top() + 22, inner.width(), 18)), second, "small", "ink2")

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the columns to the width."""
        super().resizeEvent(event)
        self.table.show_columns(self._columns())
        self.frame.fit()

    def _sort(self, order: str) -> None:
        self.order = order
        self._show_rows()

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
        row = self.table.row
        if row is None:
            return
        try:
            from wizard.session import new_version, open_assessment

            copy = new_version(open_assessment(self.window_.workspace, row.id, who=self.window_.who))
            version = next_version(row.version)
            copy.answer("system-version", Answer(version))
        except UserError as error:
            self.window_.fail(error)
            return
        key = copy.assessment.id
        self.refresh(None)
        self.window_.toast(
            f"Duplicated as version {version}. The copy is a draft and carries no seal.",
            lambda: self._put_away(key, archived=True),
        )

    def _archive(self) -> None:
        row = self.table.row
        if row is None:
            return
        self._put_away(row.id, archived=not row.archived)
        words = "Back in the list." if row.archived else "Archived."
        self.window_.toast(words, lambda: self._put_away(row.id, archived=row.archived))

    def _put_away(self, key: str, *, archived: bool) -> None:
        try:
            self.window_.workspace.mark_archived(key, archived)
        except UserError as error:
            self.window_.fail(error)
        self.refresh(None)


class _FirstRun(QWidget):
    """What stands here before there is any assessment."""

    def __init__(self, window: Window) -> None:
        super().__init__()
        self.start = Button("Start", "primary", icon="plus")
        self.example = Button("Look at the example")
        self.verify = Button("Verify a report", icon="badge-check")
        self.start.clicked.connect(window.new)
        self.example.clicked.connect(window.example)
        self.verify.clicked.connect(lambda: window.go("verify"))
        sentence = (
            "Answer questions about an AI system. See which risks lie past your appetite, "
            "and seal a report anybody can check."
        )
        words = Words(sentence, "body", "ink2", wrap=True)
        words.setMaximumWidth(520)
        column = QVBoxLayout(self)
        column.setContentsMargins(32, 40, 32, 32)
        column.setSpacing(8)
        column.addWidget(Words("How deep may it sit?", "verdict"))
        column.addWidget(words)
        row = in_row(self.start, self.example, self.verify, gap=12, margins=(0, 16, 0, 0))
        row.addStretch(1)
        column.addLayout(row)
        column.addStretch(1)
        self.setFocusProxy(self.start)


def reading(row: Summary) -> Reading:
    """Turn a line of the workspace into what its hull shows."""
    return Reading(row.best * 10, row.worst * 10, row.inherent * 10, row.worst_level, row.appetite * 10)


def next_version(version: str) -> str:
    """Count the last number of a version up: 2.3 becomes 2.4; a version without a number gets a 2."""
    head, digits = version.strip(), ""
    while head and head[-1].isdigit() and head[-1].isascii():
        head, digits = head[:-1], head[-1] + digits
    return f"{head}{int(digits) + 1}" if digits else f"{head} 2".strip()


def when(moment: str, now: datetime | None = None) -> str:
    """Say a moment (UTC, ISO 8601) in the time of this place: "Today, 14:02" or "12 Nov 2026"."""
    if not moment:
        return "Not yet"
    here = datetime.fromisoformat(moment).astimezone()
    today = (now or datetime.now(UTC)).astimezone()
    if here.date() == today.date():
        return f"Today, {here:%H:%M}"
    return f"{here.day} {here:%b %Y}"


def _matches(item: Summary, words: list[str]) -> bool:
    text = f"{item.name} {item.version} {item.organisation} {item.status} {item.worst_level}".casefold()
    return all(word in text for word in words)


def _say_name(row: Summary) -> str:
    return f"{row.name or UNNAMED}, version {row.version or 'not given'}"


def _say_status(row: Summary) -> str:
    return "Archived" if row.archived else "Sealed" if row.status == "sealed" else "Draft"


def _say_share(row: Summary) -> str:
    return f"{share(row)} %"


def share(row: Summary) -> int:
    """Give the share of asked questions that are answered, in per cent; 100 only when all are."""
    return 100 if row.answered >= row.asked else min(99, round(100 * row.answered / max(1, row.asked)))


def _say_changed(row: Summary) -> str:
    return when(row.changed)


def _paint_status(spot: Spot, row: Summary) -> None:
    name, colour = ("badge-check", "accent") if row.status == "sealed" else ("pencil-line", "ink2")
    if row.archived:
        name, colour = "archive", "ink2"
    draw_icon(spot.painter, name, spot.rect.left(), spot.rect.center().y() - 8, 16, spot.theme.colour(colour))
    write(spot.at(spot.rect.adjusted(24, 0, -4, 0)), _say_status(row), "control", colour)


def _paint_depth(spot: Spot, row: Summary) -> None:
    paint_hull(spot.painter, QRectF(spot.rect).adjusted(0, 0, -24, 0), reading(row), spot.theme, None, 24)


def _paint_depth_head(spot: Spot) -> None:
    names = ("Low", "Moderate", "High", "Critical")
    paint_axis(spot.painter, spot.rect.adjusted(0, 9, -24, -9), spot.theme, names, Axis())


def _paint_name_head(spot: Spot) -> None:
    write(spot.at(spot.rect.adjusted(20, 0, 0, 0)), "Assessment", "caption", "ink3")


def _paint_worst(spot: Spot, row: Summary) -> None:
    write_level(spot, row.worst_level, f"{row.worst_level} {number(row.worst)}")


def _paint_share(spot: Spot, row: Summary) -> None:
    ring = QRectF(spot.rect.left(), spot.rect.center().y() - 7.5, 16, 16)
    paint_progress(
        spot.painter, ring, 1.0 if row.answered >= row.asked else row.answered / max(1, row.asked), spot.theme
    )
    write(spot.at(spot.rect.adjusted(24, 0, 0, 0)), _say_share(row), "control", "ink")


def _paint_changed(spot: Spot, row: Summary) -> None:
    write(spot.at(spot.rect.adjusted(0, 0, -20, 0)), when(row.changed), "control", "ink2", Qt.AlignmentFlag.AlignRight)


def _all_of(workspace: Workspace) -> tuple[Summary, ...]:
    from wizard.session import summaries

    return tuple(summaries(workspace))
