"""A session -> Report: what to look at before sealing, the pages as they will be sent, and the seal."""

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from wizard.session import Session
from wizard.ui.asking import Asking
from wizard.ui.controls import Button, Ground, Hairline, Sign, Words
from wizard.ui.exporting import ExportRow
from wizard.ui.jobs import while_there
from wizard.ui.pickers import MenuButton
from wizard.ui.place import Place
from wizard.ui.preview import Preview
from wizard.ui.reach import pages
from wizard.ui.rows import in_row
from wizard.ui.scrolling import reveal, scrolling
from wizard.ui.sealing import SealPanel
from wizard.ui.tabbing import in_reading_order

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

    from wizard.dossier import Check
    from wizard.ui.window import Window

ICONS = {
    "over-appetite": ("circle-alert", "High"),
    "open": ("circle-question-mark", "High"),
    "no-evidence": ("paperclip", "Moderate"),
    "flagged": ("flag", "Moderate"),
    "unprinted": ("circle-question-mark", "Moderate"),
    "required": ("circle-alert", "High"),
}
NARROW = 1100
"""Below this width of the place the seal opens as a panel over the preview."""
CLASSES = ("Public", "Internal", "Confidential", "Strictly confidential")


class Report(Place):
    """Look at what will be sent, clear the doubts, seal it."""

    title = "Report"

    def __init__(self, window: "Window") -> None:
        super().__init__(window)
        self._seen: dict[str, Check] = {}
        self._shown_for: object = None
        self._asked = 0
        self.head, self.sum = Words("", "question"), Words("", "small", "ink2", wrap=True)
        self.list = QVBoxLayout()
        self.list.setSpacing(0)
        self.paper = MenuButton("Paper", [("A4", "A4"), ("Letter", "Letter")], "A4")
        self.classification = MenuButton("Classification", [(word, word) for word in CLASSES], "Confidential")
        for choice in (self.paper, self.classification):
            choice.picked.connect(lambda _value: self._build())
        self.exporting = ExportRow(window)
        self.asking = Asking()
        self.asking.changed.connect(self._build)
        self.preview = Preview(window)
        self.panel = SealPanel(window, lambda: (self.paper.value, self.classification.value, self.asking.typed))
        self.left_side = self._left_side()
        self.exporting.told.connect(lambda: reveal(self.left_side, self.exporting))
        self.opened = False
        self.opener = Button("Seal", icon="stamp")
        self.opener.setAccessibleName("Seal, F8")
        self.opener.clicked.connect(self.toggle_panel)
        self.whole = QHBoxLayout(self)
        self.whole.setSpacing(0)
        self.whole.addWidget(self.left_side)
        self.whole.addWidget(self.preview, 1)
        self.panel.setParent(self)
        self.ask_printer: Callable[[], QPrinter | None] = self._ask_printer
        for keys, run in (("Ctrl+Return", self.go_to_seal), ("Ctrl+Enter", self.go_to_seal), ("F8", self.toggle_panel),
                          ("Ctrl+P", self.print_pages)):  # fmt: skip
            QShortcut(QKeySequence(keys), self).activated.connect(run)

    def _left_side(self) -> QScrollArea:
        side = Ground("surface", edge="right")
        column = QVBoxLayout(side)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(2)
        column.addWidget(self.head)
        column.addWidget(self.sum)
        column.addSpacing(8)
        column.addLayout(self.list)
        column.addWidget(Hairline())
        column.addSpacing(20)
        column.addWidget(Words("Report", "question"))
        column.addSpacing(4)
        for name, choice in (("Paper", self.paper), ("Classification", self.classification)):
            column.addWidget(Hairline())
            row = in_row(Words(name, "control", "ink2"), choice, margins=(0, 5, 0, 5))
            row.insertStretch(1, 1)
            column.addLayout(row)
        column.addWidget(Hairline())
        column.addWidget(self.asking)
        column.addWidget(self.exporting)
        column.addStretch(1)
        return scrolling(side)

    # -- what the window asks --------------------------------------------------------------------------------------

    def refresh(self, session: Session | None) -> None:
        """Show what stands now."""
        if session is None:
            return
        self._show_checks(session)
        self.asking.setVisible(not session.assessment.sealed)
        self.panel.show_session(session)
        if self._shown_for is not session.assessment:
            self._shown_for = session.assessment
            self._build()

    def shown(self, **_where: Any) -> None:  # noqa: ANN401 - this place has no words of its own
        """Put the keyboard on the pages."""
        self.panel.show_identities(self.panel.identity.value if self.panel.identities else "")
        self._lay_out()
        self.preview.thumbs.setFocus()

    def left(self) -> None:
        """Forget the checks that were cleared, and what was exported."""
        self._seen.clear()
        self.exporting.forget()

    def header_widgets(self) -> tuple[QWidget, ...]:
        """Offer the seal where it does not stand beside the pages."""
        return (self.opener,) if self.is_narrow else ()

    def commands(self) -> tuple[tuple[str, Callable[[], None]], ...]:
        """Offer what has no button of its own."""
        exports = ((f"Export: {words}", run) for words, run in self.exporting.rows())
        return ("Print the pages", self.print_pages), ("Go to the seal", self.go_to_seal), *exports

    def letter(self, key: str) -> bool:
        """Esc closes what opened last."""
        if key == "Esc" and self.preview.printing is not None:
            self.preview.printing.stop()
        elif key == "Esc" and self.is_narrow and self.opened:
            self.toggle_panel()
        else:
            return False
        return True

    def flush(self) -> None:
        """Save what is still being typed."""
        self.panel.role.input.flush()
        self.asking.who.input.flush()

    def regions(self) -> tuple[QWidget, ...]:
        """Walk over checks and settings, pages, seal."""
        return (self.left_side, self.preview, self.panel)

    def _show_checks(self, session: Session) -> None:
        from wizard import dossier

        found = {check.kind: check for check in dossier.checks(session)}
        for kind, check in self._seen.items():
            if kind not in found:
                found[kind] = replace(check, good=True, detail="Cleared")
        self._seen = {**self._seen, **found}
        doubts = sum(not check.good for check in found.values())
        things = "1 thing" if doubts == 1 else f"{doubts} things"
        stops = "It does not stop you." if doubts == 1 else "None of them stops you."
        if "required" in found and not found["required"].good:
            stops = "Nothing is sealed without what is needed."
        sealed = bool(session.assessment.sealed)
        self.head.say("When it was sealed" if sealed else "Before you seal")
        said = f"{things} stood open." if sealed else f"{things} to look at. {stops}"
        self.sum.say(said if doubts else "Nothing is left to look at.")
        while (item := self.list.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for kind in self._seen:
            self.list.addWidget(Hairline())
            self.list.addWidget(_CheckRow(found[kind], self.window_))
        in_reading_order((self.left_side, self.preview, self.panel))

    # -- seal and print ----------------------------------------------------------------------------------------------

    @property
    def is_narrow(self) -> bool:
        """Tell whether the seal lies over the pages."""
        return self.width() < NARROW

    def toggle_panel(self) -> None:
        """Open or close the seal over the pages; where it stands beside them, go to it."""
        self.opened = not self.opened or not self.is_narrow
        self._lay_out()
        if self.opened:
            self.panel.first_field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        else:
            self.opener.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def go_to_seal(self) -> None:
        """Go to what is still to be filled in, or to the button that seals; it is never pressed by this key."""
        self.opened = True
        self._lay_out()
        self.panel.first_needed.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def print_pages(self) -> None:
        """Print the pages as they are shown."""
        if self.preview.count and self.preview.printing is None:
            printer = self.ask_printer()
            if printer is not None:
                self.preview.print_on(printer)

    def _ask_printer(self) -> "QPrinter | None":
        from wizard.ui.printing import chosen_printer

        return chosen_printer(self.window_, self.preview.count, self.paper.value)

    def _build(self) -> None:
        session = self.window_.session
        if session is None:
            return
        self._asked += 1
        asked, paper, classification = self._asked, self.paper.value, self.classification.value
        name, role, approvals = self.window_.who, self.panel.role.input.text(), self.asking.shown

        def build() -> bytes:
            from wizard import dossier
            from wizard.ui.coverage import shelf

            sealing = dossier.Sealing(name, role, session.now(), "", classification, approvals)
            return dossier.preview(session, sealing, shelf(), paper)

        self.window_.work(build, while_there(self, lambda pdf: self._take(asked, pdf)))

    def _take(self, asked: int, pdf: bytes) -> None:
        if asked == self._asked:
            self.preview.show_pdf(pdf, self.panel.show_size)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the sides to the width."""
        super().resizeEvent(event)
        self._lay_out()

    def _lay_out(self) -> None:
        wide = self.width()
        self.left_side.setFixedWidth(272 if wide < 800 else 304 if wide < NARROW else 336 if wide < 1400 else 376)
        side = 320 if wide >= 1400 else 264
        self.whole.setContentsMargins(0, 0, 0 if self.is_narrow else side, 0)
        self.panel.setGeometry(wide - side, 0, side, self.height())
        self.panel.setVisible(self.opened or not self.is_narrow)
        self.panel.raise_()
        self.window_.show_actions(self)


class _CheckRow(QWidget):
    """One check: a sign, the fact, which ones, and the way to them."""

    def __init__(self, check: "Check", window: "Window") -> None:
        super().__init__()
        icon, colour = ("check", "Low") if check.good else ICONS.get(check.kind, ("circle-alert", "High"))
        sign = Sign(icon)
        sign.colour = colour
        sign.setFixedHeight(20)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(Words(check.fact, "touched", wrap=True))
        words.addWidget(Words(check.detail, "small", "ink2", wrap=True))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 8, 0, 8)
        row.setSpacing(10)
        row.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        if not check.good and (check.questions or check.scenarios):
            link = Button("Show", "foot")
            link.colour = "accent"
            link.setAccessibleName(f"Show: {check.fact}")
            link.clicked.connect(lambda: _follow(check, window))
            row.addWidget(link, 0, Qt.AlignmentFlag.AlignTop)


def _follow(check: "Check", window: "Window") -> None:
    if check.kind in ("no-plan", "accepted-until", "late"):
        window.go("Plan", scenario=check.scenarios[0])
    elif check.scenarios:
        window.go("Risks", scenario=check.scenarios[0])
    else:
        first, session = check.questions[0], window.session
        of_system = session is not None and any(first in keys for keys in pages(session.questionnaire).values())
        window.go("System" if of_system else "Questions", question=first)
