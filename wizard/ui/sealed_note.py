"""A sealed assessment in; what stands in the seal panel's place out: since when, which file, and the way on."""

from pathlib import Path

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QVBoxLayout

from wizard.clock import here
from wizard.core.days import day
from wizard.session import Session
from wizard.ui.controls import Button, Ground, Words
from wizard.ui.literal import literal


class SealedNote(Ground):
    """The file is told by its hash; its place is known only until the window closes."""

    new_version = Signal()

    def __init__(self) -> None:
        super().__init__("surface")
        self.path: Path | None = None
        self.when = Words("", "small", "ink2", wrap=True)
        self.name = Words("", "name", wrap=True)
        self.sha256 = Words("", "small", "ink2", wrap=True)
        self.show_file = Button("Show file")
        self.go_on = Button("New version", "primary")
        self.show_file.clicked.connect(self._show_file)
        self.go_on.clicked.connect(self.new_version)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 20, 20, 16)
        column.setSpacing(8)
        parts = (
            Words("Sealed", "question"),
            self.when,
            self.name,
            self.show_file,
            Words("SHA-256 of the file", "caption", "ink3"),
            self.sha256,
        )
        for part in parts:
            column.addWidget(part)
        column.addStretch(1)
        column.addWidget(
            Words("Answers cannot change. A new version carries them and can.", "small", "ink2", wrap=True)
        )
        column.addWidget(self.go_on)

    def show_session(self, session: Session) -> None:
        """Show when it was sealed and as which file."""
        moment = here(session.assessment.sealed)
        row = session.workspace.assessment(session.assessment.id)
        self.when.say(f"On {day(moment)}, {moment:%H:%M}, by this computer\N{RIGHT SINGLE QUOTATION MARK}s clock.")
        self.name.say(literal(self.path.name) if self.path else "")
        self.name.setVisible(self.path is not None)
        self.show_file.setVisible(self.path is not None)
        self.sha256.say(" ".join(row.sealed_sha256[at : at + 4] for at in range(0, 64, 4)))

    def _show_file(self) -> None:
        if self.path is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self.path.parent)))
