"""A PDF -> Verify: whether this is the file that was signed, by whom, and whether its numbers hold."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import (
    QDragEnterEvent,
    QDropEvent,
    QGuiApplication,
    QKeySequence,
    QResizeEvent,
    QShortcut,
)
from PySide6.QtWidgets import QFileDialog, QGridLayout, QScrollArea, QVBoxLayout, QWidget

from wizard.errors import UserError
from wizard.session import Session
from wizard.ui.appetite import Sign
from wizard.ui.controls import Button, Hairline, Words
from wizard.ui.findings import band, findings, word
from wizard.ui.pickers import in_row
from wizard.ui.place import Place
from wizard.ui.trusting import known, trust
from wizard.ui.verdict_parts import BandBox, Drop, FindingRow, Result

if TYPE_CHECKING:
    from wizard.dossier import Verdict
    from wizard.ui.window import Window

LARGEST = 60 * 2**20


@dataclass(frozen=True, slots=True)
class Checked:
    """A file that was judged: its name, its size and the verdict."""

    name: str
    size: int
    verdict: "Verdict"


class Verify(Place):
    """Drop or choose a file; the four findings stand in the same order for every verdict."""

    title = "Verify"
    needs_session = False

    def __init__(self, window: "Window") -> None:
        super().__init__(window)
        self.checked: Checked | None = None
        self.path: Path | None = None
        self._asked = 0
        self.setAcceptDrops(True)
        self.another = Button("Check another file", icon="file-search")
        self.another.clicked.connect(self.choose_file)
        self.file_icon, self.file, self.size_ = Sign("file-text"), Words("", "small-strong"), Words("", "small", "ink2")
        self.band = BandBox()
        self.rows = tuple(FindingRow() for _ in range(4))
        self.word = Words("", "small", "ink2", wrap=True)
        self.result = Result()
        self.drop = Drop()
        self.drop.clicked.connect(self.choose_file)
        self.result.draft.clicked.connect(self._open_draft)
        self.result.trust.clicked.connect(self._trust)
        self._lay_out()
        QShortcut(QKeySequence("Ctrl+O"), self).activated.connect(self.choose_file)
        QShortcut(QKeySequence("Ctrl+V"), self).activated.connect(self._paste)
        self._show()

    def _lay_out(self) -> None:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(40, 28, 40, 32)
        column.setSpacing(12)
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
        left = QVBoxLayout()
        left.setSpacing(0)
        for row in self.rows:
            left.addWidget(row)
            left.addWidget(Hairline())
        left.addSpacing(16)
        left.addWidget(self.word)
        left.addStretch(1)
        self.grid.addLayout(left, 0, 0)
        self.grid.setColumnStretch(0, 1)
        column.addWidget(self.middle)
        column.addStretch(1)
        column.addWidget(self.drop)
        self.below = QWidget()
        column.addWidget(self.below, 1)
        area = QScrollArea()
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(inside)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(area)

    # -- what the window asks --------------------------------------------------------------------------------------

    def header_widgets(self) -> tuple[QWidget, ...]:
        """Offer another file in the header."""
        return (self.another,)

    def shown(self, **where: Any) -> None:  # noqa: ANN401 - `file` is this place's word
        """Check the file that was given, or wait for one."""
        if where.get("file"):
            self.check(Path(str(where["file"])))
        self.another.setVisible(self.checked is not None)
        (self.drop if self.checked is None else self.result.draft).setFocus()

    def regions(self) -> tuple[QWidget, ...]:
        """Walk from the findings over the actions to the drop area."""
        return (*self.rows[:1], self.result, self.drop) if self.checked else (self.drop,)

    # -- a file ----------------------------------------------------------------------------------------------------

    def choose_file(self) -> None:
        """Ask for a file and check it."""
        chosen = QFileDialog.getOpenFileName(self, "Check a report", "", "PDF (*.pdf);;All files (*)")[0]
        if chosen:
            self.check(Path(chosen))

    def _paste(self) -> None:
        text = QGuiApplication.clipboard().text().strip().strip('"').removeprefix("file://")
        if text and len(text) < 4000 and "\n" not in text:
            self.check(Path(text).expanduser())

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Check the first file that was dropped."""
        paths = [url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()]
        if paths:
            self.check(Path(paths[0]))

    def check(self, path: Path) -> None:
        """Judge a file on another thread and in a process of its own; what is shown stays until then."""
        self._asked += 1
        asked, self.path, now = self._asked, path, self.window_.now()
        QTimer.singleShot(1000, self, lambda: self._still_checking(asked))

        def judge() -> Checked:
            from wizard import dossier

            data = _read(path)
            verdict = dossier.open_report(data, known(), now)
            return Checked(path.name, len(data), verdict)

        self.window_.work(judge, lambda found: self._take(asked, found))

    def _still_checking(self, asked: int) -> None:
        if asked == self._asked and (self.checked is None or self.path is None or self.checked.name != self.path.name):
            self.drop.say(f"Checking {self.path.name if self.path else ''}")

    def _take(self, asked: int, found: Checked) -> None:
        if asked == self._asked:
            self.checked = found
            self._show()
            self.result.draft.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show(self) -> None:
        checked = self.checked
        for part in (self.line, self.band, self.middle, self.another):
            part.setVisible(checked is not None)
        self.below.setVisible(checked is None)
        self.drop.show_invitation(large=checked is None)
        if checked is None:
            return
        self.file.say(checked.name)
        signed = checked.verdict.judgement.signed_bytes
        rest = (
            f", {_kilobytes(signed)} of it signed"
            if signed > 0 and _kilobytes(signed) != _kilobytes(checked.size)
            else ""
        )
        self.size_.say(f"{_kilobytes(checked.size)}{rest}")
        self.band.show_band(band(checked.verdict))
        for row, finding in zip(self.rows, findings(checked.verdict), strict=True):
            row.show_finding(finding)
        self.word.say(word(checked.verdict))
        self.result.show_verdict(checked.verdict)
        self._place_result()

    def _place_result(self) -> None:
        self.grid.removeWidget(self.result)
        narrow = self.width() < 1000
        self.result.setMinimumWidth(0 if narrow else 362)
        self.result.setMaximumWidth(16_000_000 if narrow else 362)
        self.grid.addWidget(self.result, *((1, 0) if narrow else (0, 1)), Qt.AlignmentFlag.AlignTop)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the result beside the findings, or under them where it is narrow."""
        super().resizeEvent(event)
        if self.checked is not None:
            self._place_result()

    def _trust(self) -> None:
        if self.checked is None or self.path is None:
            return
        try:
            for signer in self.checked.verdict.judgement.signers:
                if not signer.known and signer.certificate_pem:
                    trust(signer.certificate_pem, signer.fingerprint)
        except UserError as error:
            self.window_.fail(error)
            return
        self.check(self.path)

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


def _read(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(LARGEST)
    except OSError as error:
        raise UserError(
            f"{path.name} cannot be read: {error.strerror or error}.", "Choose the file again, or copy it here first."
        ) from error


def _kilobytes(size: int) -> str:
    return f"{max(1, round(size / 1000))} kB"
