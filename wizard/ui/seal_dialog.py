"""An unlocked key and a session in; the dialog out that seals, can be cancelled until signing begins, and then says what came."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices, QPainter, QPaintEvent
from PySide6.QtWidgets import QDialog, QProgressBar, QVBoxLayout

from wizard.core.approval import NOBODY, Approvals
from wizard.errors import UserError
from wizard.session import Session
from wizard.ui.controls import Button, Words
from wizard.ui.jobs import while_there
from wizard.ui.literal import literal
from wizard.ui.rows import in_row
from wizard.ui.theme import of

if TYPE_CHECKING:
    from wizard import dossier, signing
    from wizard.ui.window import Window

STEPS = ("Writing", "Signing", "Reading back")
ALL_STEPS = "Writing, signing, reading back"
REACHED = (5, 60, 75, 100)
"""Where each step begins on the bar, in hundredths: about as long as they take."""
TOO_LATE = "It is being signed: too late to cancel"


class CancelledError(UserError):
    """The user wanted no seal after all; nothing was signed."""


class Cancelling:
    """Lets one thread cancel what another does, until that one begins what cannot be taken back."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._begun = self._cancelled = False

    def cancel(self) -> bool:
        """Cancel; tell whether it was in time."""
        with self._lock:
            self._cancelled = self._cancelled or not self._begun
            return self._cancelled

    def go_on(self, *, back: bool = True) -> None:
        """Go on; without `back` there is no way back from here. Raises CancelledError when it was cancelled before."""
        with self._lock:
            if self._cancelled:
                raise CancelledError("Cancelled. Nothing was signed and no file was written.")
            self._begun = self._begun or not back


@dataclass(frozen=True, slots=True)
class Sealing:
    """All that a sealing needs, on its way to another thread."""

    session: Session
    signer: "signing.Signer"
    role: str
    target: Path
    paper: str
    classification: str
    approvals: Approvals = NOBODY
    cancelling: Cancelling = field(default_factory=Cancelling)

    def run(self, tell: Callable[[tuple[str, float]], None]) -> tuple["dossier.Sealed", int]:
        """Write, sign and read back; give what was sealed and how many pages it has."""
        from wizard import dossier
        from wizard.pages import page_count
        from wizard.ui.coverage import shelf

        def step(name: str, done: float) -> None:
            self.cancelling.go_on(back=name == STEPS[0])
            tell((name, done))

        at = self.session.now()
        who, asked = self.signer, self.approvals
        sealing = dossier.Sealing(who.name, self.role, at, who.fingerprint, self.classification, asked)
        sealed = dossier.seal(self.session, self.signer, sealing, self.target, shelf(), self.paper, step)
        return sealed, page_count(sealed.path.read_bytes())


class SealDialog(QDialog):
    """Keeps the window from changing what is being sealed: first the bar, then the sealed file."""

    def __init__(self, window: "Window", sealing: Sealing, failed: Callable[[UserError], None]) -> None:
        super().__init__(window)
        self.window_, self.sealing, self._tell_failed = window, sealing, failed
        self.path: Path | None = None
        self.setFixedWidth(480)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.title = Words("Sealing", "window")
        self.sentence, self.more = Words(ALL_STEPS, "body", wrap=True), Words("", "small", "ink2", wrap=True)
        self.bar = _Bar(textVisible=False, minimum=0, maximum=REACHED[-1])
        self.cancel = Button("Cancel")
        self.showing, self.closing = Button("Show file"), Button("Close", "primary")
        self.cancel.clicked.connect(self.reject)
        self.showing.clicked.connect(self._show_file)
        self.closing.clicked.connect(self.accept)
        self.finished.connect(self.deleteLater)
        self._lay_out()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(8)
        for part in (self.title, self.sentence, self.bar, self.more):
            column.addWidget(part)
        row = in_row(gap=8, margins=(0, 12, 0, 0))
        row.addStretch(1)
        for button in (self.cancel, self.showing, self.closing):
            row.addWidget(button)
        column.addLayout(row)
        self.more.say("A sealed file shows every later change. Until it is signed you can cancel.")
        self.showing.hide()
        self.closing.hide()
        self.setWindowTitle("Sealing")

    def begin(self) -> None:
        """Seal on another thread; nobody is told of the change of state until it is done."""
        self.sealing.session.hush()
        self._fit()
        self.cancel.setFocus()
        self.open()
        work = (while_there(self, self._sealed), while_there(self, self._failed), while_there(self, self._moved))
        self.window_.work(self.sealing.run, *work)

    def reject(self) -> None:
        """Cancel while that can be done; afterwards Esc closes."""
        if self.path is not None:
            self.accept()
        elif self.sealing.cancelling.cancel():
            self.sentence.say("Cancelling")
            self.cancel.forbid("It stops before anything is signed")

    def _moved(self, told: tuple[str, float]) -> None:
        step, done = told
        at = STEPS.index(step)
        self.bar.setValue(REACHED[at] + round((REACHED[at + 1] - REACHED[at]) * done))
        self.sentence.say(ALL_STEPS, strong=(step if at == 0 else step.lower(),))
        if at:
            self.cancel.forbid(TOO_LATE)

    def _sealed(self, came: tuple["dossier.Sealed", int]) -> None:
        sealed, pages = came
        self.path = sealed.path
        self.setWindowTitle("Sealed")
        self.title.say("Sealed")
        self.sentence.say(f"Sealed. {pages} pages, read back and unchanged.")
        size = f"{round(sealed.size / 1000)} kB"
        self.more.say(
            f"{literal(sealed.path.name)}, {size}. Answers cannot change any more. A new version starts as a draft."
        )
        self.bar.hide()
        self.cancel.hide()
        self.showing.show()
        self.closing.show()
        self.closing.setDefault(True)
        self.closing.setFocus()
        self._fit()
        self.sealing.session.speak()

    def _failed(self, error: UserError) -> None:
        self.sealing.session.speak()
        self.accept()
        self._tell_failed(error)

    def _fit(self) -> None:
        column = self.layout()
        if column is not None:
            column.activate()
            self.setFixedHeight(column.totalHeightForWidth(self.width()))

    def _show_file(self) -> None:
        if self.path is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self.path.parent)))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the ground."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), of(self).colour("surface"))
        painter.end()


class _Bar(QProgressBar):
    def __init__(self, **how: Any) -> None:  # noqa: ANN401 - as Qt takes it
        super().__init__(**how)
        self.setFixedHeight(6)
        self.setAccessibleName(ALL_STEPS)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint how far it is."""
        painter, theme, box = QPainter(self), of(self), self.rect().toRectF()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("track"))
        painter.drawRoundedRect(box, 3, 3)
        box.setWidth(box.width() * self.value() / self.maximum())
        painter.setBrush(theme.colour("accent"))
        painter.drawRoundedRect(box, 3, 3)
        painter.end()
