"""A PDF -> Verify: whether this is the file that was signed, by whom, and whether its numbers hold."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QFileDialog, QGridLayout, QPushButton, QVBoxLayout, QWidget

from wizard.errors import UserError
from wizard.session import Session
from wizard.ui import checking
from wizard.ui.approving import open_dialog
from wizard.ui.both import Both
from wizard.ui.checking import Checked, kilobytes
from wizard.ui.controls import Button, Hairline, Sign, Words
from wizard.ui.dropping import pasted
from wizard.ui.findings import IDENTITY, Finding, band, findings, page_sentence
from wizard.ui.identity import IdentityBox
from wizard.ui.literal import literal
from wizard.ui.place import Place
from wizard.ui.rows import in_row
from wizard.ui.scrolling import scrolling
from wizard.ui.tabbing import in_reading_order
from wizard.ui.trusting import forget, trust
from wizard.ui.verdict_parts import BandBox, Drop, FindingRow, Result

if TYPE_CHECKING:
    from wizard.dossier.comparing import Difference
    from wizard.signing import SignerFacts
    from wizard.ui.window import Window

SLOW = 1000
CRAMPED, NARROW, LOW = 860, 1000, 640
"""Widths of the place below which the result stands under the findings, and beside them in less room; a low place."""
SIGNER = 1
"""Which finding speaks of the signer: the second, whatever the verdict."""


class Verify(Place):
    """Drop or choose a file; the findings stand in the same order for every verdict."""

    title = "Verify"
    needs_session = False

    def __init__(self, window: "Window") -> None:
        super().__init__(window)
        self.checked: Checked | None = None
        self.difference: Difference | None = None
        self._asked = 0
        self.ask_target: Callable[[str, str], str] = self._ask_target
        self.another = Button("Check another file", icon="file-search")
        self.another.clicked.connect(self.choose_file)
        self.file_icon, self.file, self.size_ = Sign("file-text"), Words("", "small-strong"), Words("", "small", "ink2")
        self.band = BandBox()
        self.rows: list[FindingRow] = []
        self.lines: list[Hairline] = []
        self.identity, self.both = IdentityBox(), Both()
        self.word = Words("", "small", "ink2", wrap=True)
        self.result = Result()
        self.drop = Drop()
        self.drop.clicked.connect(self.choose_file)
        self._connect()
        self._lay_out()
        self._show()

    def _connect(self) -> None:
        self.result.draft.clicked.connect(self._open_draft)
        self.result.part.clicked.connect(self._keep_part)
        self.result.keep.clicked.connect(self._keep_check)
        self.result.trust.clicked.connect(self._trust)
        self.result.approve.clicked.connect(lambda: open_dialog(self))
        self.identity.trusted.connect(self._trust)
        self.identity.forgotten.connect(self._forget)
        self.both.left.connect(self._leave_both)
        QShortcut(QKeySequence("Ctrl+O"), self).activated.connect(self.choose_file)
        QShortcut(QKeySequence("Ctrl+V"), self).activated.connect(self._paste)

    def _lay_out(self) -> None:
        inside = QWidget()
        column = self.column = QVBoxLayout(inside)
        self.line = QWidget()
        line = in_row(self.file_icon, self.file, self.size_, gap=8)
        line.addStretch(1)
        self.line.setLayout(line)
        column.addWidget(self.line)
        column.addWidget(self.band)
        self.middle = QWidget()
        self.grid = QGridLayout(self.middle)
        self.grid.setContentsMargins(0, 16, 0, 0)
        self.grid.setHorizontalSpacing(40)
        self.grid.setVerticalSpacing(24)
        self.grid.addLayout(self._left_side(), 0, 0)
        self.grid.setColumnStretch(0, 1)
        column.addWidget(self.middle)
        column.addWidget(self.both)
        self.both.hide()
        column.addStretch(1)
        column.addWidget(self.drop)
        self.below = QWidget()
        column.addWidget(self.below, 1)
        self.area = scrolling(inside)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.area)

    def _left_side(self) -> QVBoxLayout:
        left = QVBoxLayout()
        left.setSpacing(0)
        self.list = QVBoxLayout()
        self.list.setSpacing(0)
        left.addLayout(self.list)
        left.addSpacing(16)
        left.addWidget(self.word)
        left.addStretch(1)
        return left

    # -- what the window asks --------------------------------------------------------------------------------------

    def header_widgets(self) -> tuple[QWidget, ...]:
        """Offer another file in the header."""
        return (self.another,) if self.checked is not None else ()

    def refresh(self, _session: Session | None) -> None:
        """Close what would write into a workspace that cannot take it."""
        self.result.draft.forbid(self.window_.refusal)

    def shown(self, **where: Any) -> None:  # noqa: ANN401 - `file` is this place's word
        """Check the file that was given, or wait for one."""
        if where.get("file"):
            self.check(Path(str(where["file"])))
        self._first_stop.setFocus()

    def regions(self) -> tuple[QWidget, ...]:
        """Walk from the findings over the actions to the drop area."""
        if self.checked is None:
            return (self.drop,)
        return (self.both, self.drop) if self.both.isVisible() else (self.rows[0], self.result, self.drop)

    def commands(self) -> tuple[tuple[str, Callable[[], None]], ...]:
        """Offer what the keys do here."""
        return (("Check a file", self.choose_file),)

    def letter(self, key: str) -> bool:
        """Esc closes what opened last."""
        if key == "Esc" and self.both.isVisible():
            self._leave_both()
        elif key == "Esc" and self.identity.isVisible():
            self._show_identity()
        else:
            return False
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter does the primary action, wherever nothing else takes it."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not isinstance(self.focusWidget(), QPushButton):
            stop = self._first_stop
            if isinstance(stop, QPushButton):
                stop.click()
            return
        super().keyPressEvent(event)

    @property
    def _first_stop(self) -> QWidget:
        primary = self.result.primary
        return primary if self.checked is not None and not primary.isHidden() and primary.isEnabled() else self.drop

    # -- a file ----------------------------------------------------------------------------------------------------

    def choose_file(self) -> None:
        """Ask for a file and check it."""
        chosen = QFileDialog.getOpenFileName(self, "Check a report", "", "PDF (*.pdf);;All files (*)")[0]
        if chosen:
            self.check(Path(chosen))

    def _paste(self) -> None:
        path = pasted(QGuiApplication.clipboard().mimeData())
        if path:
            self.check(Path(path).expanduser())

    def check(self, path: Path) -> None:
        """Judge a file on another thread and in a process of its own; what is shown stays until then."""
        self._asked += 1
        asked, now, workspace = self._asked, self.window_.now(), self.window_.workspace
        slow = QTimer(self, singleShot=True, interval=SLOW)

        def sized(size: int) -> None:
            slow.timeout.connect(lambda: self._say_checking(asked, size))
            slow.start()

        def ended(take: Callable[[Any], None]) -> Callable[[Any], None]:
            def end(result: object) -> None:
                slow.deleteLater()
                if asked == self._asked:
                    self.drop.show_invitation(large=self.checked is None)
                    take(result)

            return end

        self.window_.work(
            lambda tell: checking.check(path, now, tell, workspace), ended(self._take), ended(self.window_.fail), sized
        )

    def _say_checking(self, asked: int, size: int) -> None:
        if asked == self._asked:
            self.drop.say(f"Checking {kilobytes(size)}")

    def _take(self, found: Checked) -> None:
        self.checked, self.difference = found, None
        self.both.hide()
        self._show()
        if self.isVisible():
            self._first_stop.setFocus(Qt.FocusReason.OtherFocusReason)
        if found.part is not None:
            self._compare(found)

    def _compare(self, found: Checked) -> None:
        def work() -> "Difference | None":
            from wizard.dossier.comparing import compare

            return compare(found.signed, found.data)

        def done(difference: "Difference | None") -> None:
            if found is self.checked:
                self.difference = difference
                if difference is not None:
                    self.band.show_band(replace(band(found.verdict), sentence=page_sentence(difference)))
                self.both.show_difference(difference)

        def failed(error: UserError) -> None:
            if found is self.checked:
                self.both.show_refusal(f"{error.sentence} {error.hint}")

        self.both.show_waiting()
        self.window_.work(work, done, failed)

    def _show(self) -> None:
        checked = self.checked
        for part in (self.line, self.band, self.middle):
            part.setVisible(checked is not None)
        self.window_.show_actions(self)
        self.below.setVisible(checked is None)
        self.drop.show_invitation(large=checked is None)
        if checked is None:
            return
        self.file.say(literal(checked.name))
        self.size_.say(checked.size_in_words)
        self.band.show_band(band(checked.verdict))
        self._show_findings(findings(checked.verdict, checked.part))
        self.identity.show_signers(checked.verdict.judgement.signers, self.rows[SIGNER].detail.text())
        self.identity.hide()
        self.word.say(checked.word)
        self.result.show_verdict(checked.verdict, checked.part)
        self._place_result()
        self._order_tabs()

    def _show_findings(self, found: tuple[Finding, ...]) -> None:
        """Show as many rows as there are findings; their order never changes."""
        while len(self.rows) < len(found):
            row, at = FindingRow(), len(self.rows)
            row.walked.connect(lambda by, at=at: self._walk(at + by))
            row.link.clicked.connect(lambda _on=False, row=row: self._follow(row.link.label))
            if not self.rows:
                row.stand_first()
            self.rows.append(row)
            self.list.addWidget(row)
            if len(self.rows) == SIGNER + 1:
                self.list.addWidget(self.identity)
            self.lines.append(Hairline())
            self.list.addWidget(self.lines[-1])
        for at, (row, line) in enumerate(zip(self.rows, self.lines, strict=True)):
            row.setVisible(at < len(found))
            line.setVisible(at < len(found))
            if at < len(found):
                row.show_finding(found[at])

    def _order_tabs(self) -> None:
        rows = [part for row in self.rows for part in (row, row.link)]
        after = 2 * (SIGNER + 1)
        in_reading_order((*rows[:after], self.identity, *rows[after:], self.result, self.both, self.drop))

    def _walk(self, at: int) -> None:
        if 0 <= at < len(self.rows):
            self.rows[at].setFocus(Qt.FocusReason.TabFocusReason)

    def _follow(self, link: str) -> None:
        if link == IDENTITY:
            self._show_identity()
        else:
            self._show_part(self.both, self.middle, self.both.back)

    def _show_identity(self) -> None:
        self.identity.setVisible(self.identity.isHidden())
        self.rows[SIGNER].link.setFocus(Qt.FocusReason.OtherFocusReason)

    def _leave_both(self) -> None:
        self._show_part(self.middle, self.both, self.rows[0].link)

    def _show_part(self, shown: QWidget, hidden: QWidget, stop: QWidget) -> None:
        shown.show()
        stop.setFocus(Qt.FocusReason.TabFocusReason)  # before the other goes, or Qt looks for a stop of its own
        hidden.hide()
        QTimer.singleShot(0, self, lambda: self.area.ensureWidgetVisible(stop, 0, 24))

    def _place_result(self) -> None:
        self.grid.removeWidget(self.result)
        narrow, side = self.width() < CRAMPED, 362 if self.width() >= NARROW else 300
        self.result.setMinimumWidth(0 if narrow else side)
        self.result.setMaximumWidth(16_000_000 if narrow else side)
        self.grid.addWidget(self.result, *((1, 0) if narrow else (0, 1)), Qt.AlignmentFlag.AlignTop)
        self.grid.setHorizontalSpacing(40 if self.width() >= NARROW else 32)

    def _fit(self) -> None:
        """Let a low window show verdict, findings and actions without scrolling: air goes first."""
        low = self.height() < LOW
        self.column.setSpacing(8 if low else 12)
        self.column.setContentsMargins(40, 16 if low else 28, 40, 16 if low else 32)
        self.grid.setContentsMargins(0, 4 if low else 16, 0, 0)
        self.band.setMinimumHeight(88 if low else 104)
        self.drop.show_strip(44 if low else 56)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the result beside the findings, or under them where it is narrow."""
        super().resizeEvent(event)
        self._fit()
        if self.checked is not None:
            self._place_result()

    # -- what can be done with it ------------------------------------------------------------------------------------

    def _trust(self) -> None:
        self._change_trust(
            lambda signer: (
                trust(signer.certificate_pem, signer.fingerprint)
                if not signer.known and signer.certificate_pem
                else None
            )
        )

    def _forget(self) -> None:
        self._change_trust(lambda signer: forget(signer.fingerprint) if signer.known else None)

    def _change_trust(self, change: "Callable[[SignerFacts], None]") -> None:
        if self.checked is None:
            return
        try:
            for signer in self.checked.verdict.judgement.signers:
                change(signer)
        except UserError as error:
            self.window_.fail(error)
            return
        self.check(self.checked.path)

    def _keep_part(self) -> None:
        self._keep("signed.pdf", "PDF (*.pdf)", checking.keep_signed_part)

    def _keep_check(self) -> None:
        self._keep("check.json", "JSON (*.json)", checking.keep_check)

    def _keep(self, ending: str, kinds: str, write: Callable[[Checked, Path], str]) -> None:
        checked = self.checked
        if checked is None:
            return
        target = self.ask_target(str(checked.path.with_name(f"{checked.path.stem}-{ending}")), kinds)
        if not target:
            return

        def said(words: str) -> None:
            if checked is self.checked:
                self.result.say(words)

        self.result.say("Saving")
        self.window_.work(lambda: write(checked, Path(target)), said, self._not_kept)

    def _not_kept(self, error: UserError) -> None:
        self.result.say("")
        self.window_.fail(error)

    def _ask_target(self, name: str, kinds: str) -> str:
        return QFileDialog.getSaveFileName(self, "Save as", name, kinds)[0]

    def _open_draft(self) -> None:
        record = self.checked.verdict.record if self.checked else None
        if record is None:
            return
        window = self.window_

        def make() -> Session:
            from wizard.ui.opening import draft_of

            return draft_of(window.workspace, record.texts, record.assessment.answers, window.now, window.who)

        def done(session: Session) -> None:
            window.take(session)
            window.go("Questions")

        window.work(make, done)
