"""A session -> Risks: the register as a table and as a matrix, what the assessment speaks about, and each risk's trace."""

from collections import Counter
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from wizard.core.hull import axis_of, reading_of
from wizard.core.questionnaire import CLASSES
from wizard.core.scoring import ScenarioScore
from wizard.session import Session
from wizard.ui.controls import Button, Card, Words
from wizard.ui.coverage import Coverage
from wizard.ui.framed import Framed
from wizard.ui.hull import paint_axis, paint_hull, say_hull
from wizard.ui.matrix import Marker, Matrix
from wizard.ui.pickers import LevelSwitch, MenuButton, Switch, Tab, Tabs
from wizard.ui.place import Place
from wizard.ui.risk_parts import (
    Chosen,
    NoRow,
    Risk,
    code,
    no_head,
    paint_code,
    paint_number,
    paint_title,
    paint_worst,
    say_worst,
)
from wizard.ui.rows import in_row
from wizard.ui.steps import overall_sentence
from wizard.ui.table import Column, Spot, Table
from wizard.ui.trace_page import TracePage

if TYPE_CHECKING:
    from wizard.ui.window import Window

ROW, HEAD = 46, 33
CRAMPED, NARROW, WIDE = 800, 1100, 1400
ORDERS: dict[str, tuple[str, Callable[[ScenarioScore], Any]]] = {
    "worst": ("Worst first", lambda item: -item.residual.worst),
    "over": ("Furthest past its mark", lambda item: -_excess(item)),
    "domain": ("By MIT subdomain", lambda item: _parts(item.scenario.subdomain)),
    "range": ("Least certain first", lambda item: item.residual.best - item.residual.worst),
}


class Risks(Place):
    """The register. Arrows move row and marker together, Enter shows the trace."""

    title = "Risks"

    def __init__(self, window: "Window") -> None:
        super().__init__(window)
        self.order: list[str] = []
        self.sort_by = "worst"
        self.risks: tuple[Risk, ...] = ()
        self._make_parts()
        self._lay_out()
        QShortcut(QKeySequence("Alt+Left"), self).activated.connect(self.back)

    def _make_parts(self) -> None:
        self.tabs = Tabs(
            "Risks as", [Tab("register", "Register"), Tab("matrix", "Matrix"), Tab("coverage", "Coverage")]
        )
        self.tabs.chosen.connect(self._show_tab)
        self.switches: dict[str, LevelSwitch] = {}
        self.sorting = MenuButton("Order", [(key, words) for key, (words, _) in ORDERS.items()], "worst")
        self.sorting.picked.connect(self._sort)
        self.over = Switch("Over appetite", "filter")
        self.over.toggled.connect(lambda _on: self._show_rows())
        self.table: Table[Risk] = Table((), "Risks", lambda _row: ROW, HEAD)
        self.table.chose.connect(self._chose)
        self.table.opened.connect(lambda _row: self.show_trace())
        self.foot, self.no_row = Words("", "small", "ink2", wrap=True), NoRow()
        self.no_row.show_all.clicked.connect(self._show_all)
        self.matrix = Matrix(self._session.questionnaire.method)
        self.matrix.chose.connect(self._chose_marker)
        self.matrix.opened.connect(lambda _at: self.show_trace())
        self.chosen = Chosen()
        self.chosen.trace.clicked.connect(self.show_trace)
        self.coverage = Coverage(self.window_)
        self.page = TracePage(self.window_, self.back)

    @property
    def _session(self) -> Session:
        session = self.window_.session
        if session is None:
            raise RuntimeError("the register is shown for an open assessment only")
        return session

    def _lay_out(self) -> None:
        self.counts = QWidget()
        self.counts.setLayout(in_row(gap=8))
        top = in_row(self.tabs, self.counts, gap=16)
        top.addStretch(1)
        top.addWidget(self.sorting)
        top.addWidget(self.over)
        self.frame = Framed(self.table, whole_rows=True)
        note = QWidget()
        inside = QVBoxLayout(note)
        inside.setContentsMargins(16, 14, 16, 14)
        inside.addWidget(self.foot)
        self.frame.inside.addWidget(self.no_row)
        self.frame.inside.addWidget(note)
        self._lay_out_side()
        self.middle = QHBoxLayout()
        self.middle.setSpacing(20)
        left = QVBoxLayout()
        left.addWidget(self.frame, 1)
        left.addStretch(0)
        self.middle.addLayout(left, 1)
        self.middle.addWidget(self.side)
        self.middle.addWidget(self.coverage, 1)
        self.register = QWidget()
        column = QVBoxLayout(self.register)
        column.setContentsMargins(24, 16, 20, 16)
        column.setSpacing(14)
        column.addLayout(top)
        self.top, self.column = top, column
        column.addLayout(self.middle, 1)
        self.pages = QStackedWidget()
        for page in (self.register, self.page, _nothing_yet(self.window_)):
            self.pages.addWidget(page)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.pages)

    def _lay_out_side(self) -> None:
        picture = Card()
        room = QVBoxLayout(picture)
        room.setContentsMargins(0, 0, 4, 0)
        room.addWidget(self.matrix)
        self.side = QWidget()
        self.side.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        self.stand = QBoxLayout(QBoxLayout.Direction.TopToBottom, self.side)
        self.stand.setContentsMargins(0, 0, 0, 0)
        self.stand.setSpacing(14)
        self.stand.addWidget(picture, 3)
        self.stand.addWidget(self.chosen, 2)

    # -- what the window asks --------------------------------------------------------------------------------------

    def refresh(self, session: Session | None) -> None:
        """Show what stands now in the order that stands."""
        if session is None:
            return
        self._show_counts(session)
        self.foot.say(_foot(session))  # the table fits itself above it
        self._show_rows()
        self.coverage.show_session(session)
        if self.pages.currentWidget() is self.page:
            self.page.refresh(session)
        elif not session.score.scenarios:
            self.pages.setCurrentIndex(2)
        else:
            self.pages.setCurrentWidget(self.register)

    def shown(self, **where: Any) -> None:  # noqa: ANN401 - `scenario`, and the question of a `step`
        """Order the rows anew; open the trace that was asked for, at the step that was asked for."""
        scenario = str(where.get("scenario", ""))
        self._order_anew()
        if self.pages.currentWidget() is self.page and not scenario:
            self.page.table.setFocus()
            return
        if scenario:
            self.choose(scenario)
            self._open_trace(scenario)
            self.page.choose(str(where.get("step", "")))
        else:
            self.table.setFocus()

    def regions(self) -> tuple[QWidget, ...]:
        """Walk over table, matrix and card, or over the trace."""
        if self.pages.currentWidget() is self.page:
            return (self.page.table, self.page.side)
        return (self.tabs, self.table, self.matrix, self.chosen, *self.coverage.regions())

    def letter(self, key: str) -> bool:
        """Take o, m, p and 1 to 4; c on the trace."""
        if self.pages.currentWidget() is self.page:
            if key == "Esc":
                self.back()
            return key == "Esc" or self.page.letter(key)
        if key == "o":
            self.over.toggle()
        elif key == "p" and self.table.row is not None:
            self.window_.go("Plan", scenario=self.table.row.score.scenario.id)
        elif key == "m" and self.tabs.tabs[1].isVisible():
            self.tabs.choose("register" if self.tabs.value == "matrix" else "matrix")
            self._show_tab()
            (self.matrix if self.tabs.value == "matrix" else self.table).setFocus()
        elif key.isdigit() and 0 < int(key) <= len(self.switches):
            list(self.switches.values())[int(key) - 1].toggle()
        else:
            return False
        return True

    # -- what the user does ----------------------------------------------------------------------------------------

    def choose(self, scenario: str) -> None:
        """Choose a risk by its scenario's id."""
        at = next((place for place, risk in enumerate(self.table.rows) if risk.score.scenario.id == scenario), 0)
        if self.table.rows:
            self.table.choose(at)

    def show_trace(self) -> None:
        """Show the trace of the chosen risk."""
        risk = self.table.row
        if risk is not None:
            self._open_trace(risk.score.scenario.id)

    def _open_trace(self, scenario: str) -> None:
        """Show a trace, also of a risk that a filter hides from the table."""
        if self._session.score.scenario(scenario) is not None:
            self.page.show_risk(self._session, scenario)
            self.pages.setCurrentWidget(self.page)
            self.page.table.setFocus()

    def back(self) -> None:
        """Go from the trace back to the row it came from."""
        if self.pages.currentWidget() is self.page:
            self.pages.setCurrentWidget(self.register)
            self.choose(self.page.scenario)
            self.table.setFocus()

    def _sort(self, by: str) -> None:
        self.sort_by = by
        self._order_anew()

    def _order_anew(self) -> None:
        scored = sorted(self._session.score.scenarios, key=ORDERS[self.sort_by][1])
        self.order = [item.scenario.id for item in scored]
        self._show_rows()

    def _show_counts(self, session: Session) -> None:
        counts = Counter(item.worst_level for item in session.score.scenarios)
        for band in reversed(session.questionnaire.method.bands):
            if band.name not in self.switches:
                self.switches[band.name] = LevelSwitch(band.name, str(len(self.switches) + 1))
                self.switches[band.name].toggled.connect(lambda _on: self._show_rows())
                self._add_count(self.switches[band.name])
            self.switches[band.name].show_count(counts[band.name])
        self.over.say(f"Over appetite  {sum(item.over for item in session.score.scenarios)}")

    def _add_count(self, switch: LevelSwitch) -> None:
        row = self.counts.layout()
        if row is not None:
            row.addWidget(switch)

    def _show_rows(self) -> None:
        scored = {item.scenario.id: item for item in self._session.score.scenarios}
        self.order = [key for key in self.order if key in scored]
        self.order += [key for key in scored if key not in self.order]
        risks = tuple(Risk(place, scored[key]) for place, key in enumerate(self.order, 1))
        levels = [level for level, switch in self.switches.items() if switch.isChecked()]
        self.risks = tuple(
            risk
            for risk in risks
            if (not levels or risk.score.worst_level in levels) and (risk.score.over or not self.over.isChecked())
        )
        before = self.table.row.score.scenario.id if self.table.row else ""
        at = next((place for place, risk in enumerate(self.risks) if risk.score.scenario.id == before), 0)
        self.matrix.show_markers([_marker(risk) for risk in self.risks], at)
        self.table.show_columns(self._columns())
        self.table.show_rows(self.risks, at)
        self.no_row.show_filter(levels, over=self.over.isChecked())
        self.no_row.setVisible(not self.risks)
        self.frame.fit()
        self.chosen.show_risk(self._session, self.table.row)
        self._show_tab()

    def _show_all(self) -> None:
        for switch in (*self.switches.values(), self.over):
            switch.setChecked(False)
        self.table.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _chose(self, row: int) -> None:
        self.matrix.choose(row)
        self.chosen.show_risk(self._session, self.table.row)

    def _chose_marker(self, row: int) -> None:
        self.table.choose(row)

    def _show_tab(self, asked: str = "") -> None:
        narrow = self.width() < NARROW
        self.tabs.tabs[1].setVisible(narrow)
        if not narrow and self.tabs.value == "matrix":
            self.tabs.choose("register")
        tab = self.tabs.value
        self.frame.setVisible(tab == "register")
        self.side.setVisible(tab == "matrix" or (tab == "register" and not narrow))
        self.coverage.setVisible(tab == "coverage")
        self.middle.setStretch(0, int(tab == "register"))  # a layout takes its share also when all in it is hidden
        if asked == "coverage":
            self.coverage.show_session(self._session)
        for control in (self.sorting, self.over, self.counts):
            control.setVisible(tab != "coverage")
        self._lay_out_matrix(beside=tab == "matrix")

    def _lay_out_matrix(self, *, beside: bool) -> None:
        """Let the card of the chosen risk stand beside the matrix in its tab, and under it beside the table."""
        direction = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        self.stand.setDirection(direction)
        self.stand.setStretch(0, 3 if beside else 1)
        self.stand.setStretch(1, 2 if beside else 0)
        self.stand.setAlignment(self.chosen, Qt.AlignmentFlag.AlignTop if beside else Qt.AlignmentFlag(0))
        if beside:
            self.side.setMinimumWidth(0)
            self.side.setMaximumWidth(16_000_000)
            self.side.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        else:
            self.side.setFixedWidth(520 if self.width() >= WIDE else 396)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit columns and sides to the width."""
        super().resizeEvent(event)
        self.table.show_columns(self._columns())
        if self.width() < NARROW:
            self.column.insertWidget(1, self.counts, 0, Qt.AlignmentFlag.AlignLeft)
        else:
            self.top.insertWidget(1, self.counts)
        self._show_tab()

    def _columns(self) -> tuple[Column[Risk], ...]:
        hull = 360 if self.width() >= WIDE else 264 if self.width() >= CRAMPED else 184
        return (
            Column("No", lambda risk: str(risk.number), paint_number, 38, head=no_head),
            Column("Risk", lambda risk: risk.score.scenario.title, paint_title),
            Column("MIT", lambda risk: code(risk.score), paint_code, 36),
            Column("Depth", self._say_depth, self._paint_depth, hull + 12, head=self._paint_axis),
            Column("Worst case", say_worst, paint_worst, 120),
        )

    def _say_depth(self, risk: Risk) -> str:
        return say_hull(risk.score.scenario.title, reading_of(risk.score, self._session.questionnaire.method))

    def _paint_depth(self, spot: Spot, risk: Risk) -> None:
        method = self._session.questionnaire.method
        box = QRectF(spot.rect).adjusted(0, 0, -12, 0)
        paint_hull(spot.painter, box, reading_of(risk.score, method), spot.theme, axis_of(method), 24)

    def _paint_axis(self, spot: Spot) -> None:
        method = self._session.questionnaire.method
        names = tuple(band.name for band in method.bands)
        paint_axis(spot.painter, spot.rect.adjusted(0, 8, -12, -8), spot.theme, names, axis_of(method))


def _nothing_yet(window: "Window") -> QWidget:
    page = QWidget()
    column = QVBoxLayout(page)
    column.setContentsMargins(32, 40, 32, 32)
    column.setSpacing(8)
    button = Button("Describe the system", "primary", icon="box")
    button.clicked.connect(lambda: window.go("System"))
    column.addWidget(Words("No risk applies yet", "title"))
    column.addWidget(
        Words(
            "Say what the system is and what its shape is; the risks that fit it appear here.",
            "body",
            "ink2",
            wrap=True,
        )
    )
    column.addSpacing(8)
    column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
    column.addStretch(1)
    return page


def _foot(session: Session) -> str:
    if session.score.answered <= len([name for name in CLASSES if session.assessment.text(f"appetite-{name}")]):
        return "Nothing is answered yet, so every risk stands at its worst."
    return overall_sentence(session.score)


def _marker(risk: Risk) -> Marker:
    harm = risk.score.decisive
    return Marker(risk.number, risk.score.worst_level, harm.frequency, harm.severity, risk.score.scenario.title)


def _excess(item: ScenarioScore) -> float:
    """Give how far the worst case lies past its mark, for the kind of harm that lies furthest past its own."""
    return max(harm.residual.worst - harm.appetite for harm in item.harms)


def _parts(reference: str) -> tuple[int, ...]:
    return tuple(int(part) for part in reference.rpartition(":")[2].split(".") if part.isdigit())
