"""A PDF -> Verify: is this the file that was signed, by whom, and do its numbers hold?"""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QRectF, Qt, QTimer
from PySide6.QtGui import (
    QDragEnterEvent,
    QDropEvent,
    QFocusEvent,
    QGuiApplication,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QShortcut,
)
from PySide6.QtWidgets import QFileDialog, QGridLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from wizard.errors import UserError
from wizard.session import Session
from wizard.ui.appetite import Sign
from wizard.ui.controls import Badge, Button, Card, Hairline, Words
from wizard.ui.findings import COLOURS, Band, Finding, band, findings, word
from wizard.ui.focus import focus_came, focus_left
from wizard.ui.hull import HullAxis, HullBar, axis_of, number, overall_values
from wizard.ui.icons import draw_icon
from wizard.ui.pickers import in_row
from wizard.ui.place import Place
from wizard.ui.theme import font, of
from wizard.ui.trusting import known, trust

if TYPE_CHECKING:
    from wizard.dossier import Verdict
    from wizard.ui.window import Window

LARGEST = 60 * 2**20
INVITE = "Drop a PDF here, or choose a file. Nothing leaves this computer."


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
        self.band = _Band()
        self.rows = tuple(_FindingRow() for _ in range(4))
        self.word = Words("", "small", "ink2", wrap=True)
        self.result = _Result()
        self.drop = _Drop()
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

    def actions(self) -> tuple[QWidget, ...]:
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
        part = f", {_kilobytes(signed)} of it signed" if 0 < signed and _kilobytes(signed) != _kilobytes(checked.size) else ""
        self.size_.say(f"{_kilobytes(checked.size)}{part}")
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


class _Band(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.setMinimumHeight(104)
        self.icon, self.level = "badge-check", "Low"
        self.title, self.sentence = Words("", "verdict"), Words("", "body", "ink2", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(92, 16, 32, 16)
        column.setSpacing(2)
        column.addStretch(1)
        column.addWidget(self.title)
        column.addWidget(self.sentence)
        column.addStretch(1)

    def show_band(self, shown: Band) -> None:
        """Show an outcome."""
        self.icon, self.level = shown.icon, shown.level
        self.title.say(shown.title)
        self.sentence.say(shown.sentence)
        self.setAccessibleName(f"{shown.title}. {shown.sentence}")
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint tint and icon."""
        painter, theme = QPainter(self), of(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen if self.level else QPen(theme.colour("line"), 1))
        painter.setBrush(theme.tint(self.level) if self.level else theme.colour("surface"))
        painter.drawRoundedRect(self.rect().toRectF().adjusted(0.5, 0.5, -0.5, -0.5), 10, 10)
        draw_icon(painter, self.icon, 28, self.height() / 2 - 22, 44, theme.colour(self.level or "ink2"))
        painter.end()


class _FindingRow(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.setMinimumHeight(70)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.sign = Sign("check")
        self.sign.setFixedHeight(22)
        self.fact, self.detail = Words("", "name", wrap=True), Words("", "small", "ink2", wrap=True)
        self.figure = Words("", "small-strong", right=True)
        words = QVBoxLayout()
        words.setSpacing(1)
        words.addWidget(self.fact)
        words.addWidget(self.detail)
        row = in_row(gap=16, margins=(0, 12, 0, 12))
        row.addWidget(self.sign, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        row.addWidget(self.figure, 0, Qt.AlignmentFlag.AlignTop)
        self.setLayout(row)

    def show_finding(self, finding: Finding) -> None:
        """Show one finding."""
        self.sign.sign, self.sign.colour = finding.sign, COLOURS[finding.sign]
        self.sign.update()
        self.fact.say(finding.fact)
        self.detail.say(finding.detail)
        self.figure.say(finding.figure)
        self.setAccessibleName(f"{finding.fact}. {finding.detail}. {finding.figure}".strip(". "))

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring."""
        super().focusInEvent(event)
        focus_came(self, event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Hide the ring."""
        super().focusOutEvent(event)
        focus_left(self)


class _Result(QWidget):
    """The hull that the record gives, and what can be done with it."""

    def __init__(self) -> None:
        super().__init__()
        self.card = Card()
        self.name, self.axis, self.hull = Words("", "question", wrap=True), HullAxis(), HullBar(36)
        self.badge, self.best = Badge(), Words("", "small", "ink2")
        self.facts = Words("", "small", "ink2", wrap=True)
        self.draft = Button("Open as a new draft", "primary", icon="file-plus-2")
        self.trust = Button("Trust this signer", icon="badge-check")
        inside = QVBoxLayout(self.card)
        inside.setContentsMargins(20, 20, 20, 20)
        inside.setSpacing(8)
        for part in (self.name, self.axis, self.hull):
            inside.addWidget(part)
        line = in_row(self.badge, self.best, gap=10)
        line.addStretch(1)
        inside.addLayout(line)
        inside.addWidget(self.facts)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        column.addWidget(self.card)
        row = in_row(self.draft, self.trust)
        row.addStretch(1)
        column.addLayout(row)

    def show_verdict(self, verdict: "Verdict") -> None:
        """Show what the record gives."""
        score, record = verdict.recomputed.score, verdict.record
        self.card.setVisible(score is not None and record is not None)
        self.draft.setVisible(record is not None)
        sealed = verdict.outcome == "sealed-unknown-signer"
        self.trust.setVisible(sealed and any(item.certificate_pem for item in verdict.judgement.signers))
        if score is None or record is None:
            return
        name = f"{record.assessment.text('system-name')} {record.assessment.text('system-version')}".strip()
        self.name.say(name or "System without a name")
        self.axis.show_axis(tuple(item.name for item in score.method.bands), axis_of(score.method))
        self.hull.show_values(name, overall_values(score), axis_of(score.method))
        self.badge.show_level(score.worst_level, score.overall.worst)
        self.best.say(f"at best {score.best_level} {number(score.overall.best)}")
        over = sum(item.over for item in score.scenarios)
        self.facts.say(
            f"{len(score.scenarios)} risks, {over} over appetite. {score.answered} of {score.asked} questions answered."
        )


class _Drop(QPushButton):
    """Where a file is dropped; also a button that asks for one."""

    def __init__(self) -> None:
        super().__init__()
        self.label = ""
        self.show_invitation(large=True)

    def show_invitation(self, *, large: bool) -> None:
        """Fill the middle, or stay a strip at the bottom."""
        self.setFixedHeight(240 if large else 56)
        self.say(INVITE if large else "Drop a PDF anywhere in this window, or choose a file")

    def say(self, words: str) -> None:
        """Show other words."""
        self.label = words
        self.setAccessibleName(words)
        self.update()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring."""
        super().focusInEvent(event)
        focus_came(self, event, 10)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Hide the ring."""
        super().focusOutEvent(event)
        focus_left(self)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the dashed frame, the icon and the words."""
        painter, theme = QPainter(self), of(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.colour("edge"), 1, Qt.PenStyle.DashLine))
        painter.setBrush(theme.colour("sunken") if self.underMouse() else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(self.rect().toRectF().adjusted(0.5, 0.5, -0.5, -0.5), 10, 10)
        painter.setFont(font("body"))
        wide = painter.fontMetrics().horizontalAdvance(self.label)
        left = max(12.0, (self.width() - wide - 26) / 2)
        draw_icon(painter, "file-down", left, self.height() / 2 - 8, 16, theme.colour("ink2"))
        painter.setPen(theme.colour("ink2"))
        painter.drawText(QRectF(left + 26, 0, wide + 4, self.height()), Qt.AlignmentFlag.AlignVCenter, self.label)
        painter.end()


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
