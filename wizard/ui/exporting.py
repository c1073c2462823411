"""A session in; the row that offers its exports beside the report, and says that each was read back before it is done, out."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QVBoxLayout, QWidget

from wizard.errors import UserError
from wizard.session import Session
from wizard.ui.controls import Button, Hairline, Words
from wizard.ui.jobs import while_there
from wizard.ui.literal import literal
from wizard.ui.rows import in_row
from wizard.ui.saving import ask_where, file_name

if TYPE_CHECKING:
    from wizard.dossier.exporting import Exported
    from wizard.ui.window import Window

STEPS = ("Writing", "Reading back")
ALL_STEPS = "Writing, reading back"
RECORD = "record"
KINDS = {
    "xlsx": "Workbook (*.xlsx)",
    "csv": "",
    "docx": "Document (*.docx)",
    "oscal": "OSCAL (*.json)",
    RECORD: "JSON (*.json)",
}


class ExportRow(QWidget):
    """Offers the forms in a menu; below it stands what is being done, and what came of it."""

    told = Signal()

    def __init__(self, window: "Window") -> None:
        super().__init__()
        self.window_ = window
        self.path: Path | None = None
        self.ask_target: Callable[[str, str], str] = self._ask_target
        self.button = Button("Choose a form", "foot", trail="chevron-down")
        self.button.setAccessibleName("Export: choose a form")
        self.button.clicked.connect(self._offer)
        self.said = Words("", "small", "ink2", wrap=True)
        self.showing = Button("Show file", "foot")
        self.showing.colour = "accent"
        self.showing.clicked.connect(self._show_file)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(Hairline())
        row = in_row(Words("Export", "control", "ink2"), self.button, margins=(0, 5, 0, 5))
        row.insertStretch(1, 1)
        column.addLayout(row)
        column.addWidget(self.said)
        column.addWidget(self.showing)
        self._say("")

    def rows(self) -> list[tuple[str, Callable[[], None]]]:
        """Give what can be exported: the words of a menu, and what each does."""
        from wizard.dossier.exporting import FORMS

        titles = {**{key: form.title for key, form in FORMS.items()}, RECORD: "Record (JSON)"}
        return [(title, partial(self.export, key)) for key, title in titles.items()]

    def forget(self) -> None:
        """Say nothing more of what was exported before."""
        if self.button.isEnabled():
            self._say("")

    def export(self, form: str) -> None:
        """Ask where, then write, read back and compare on another thread."""
        session = self.window_.session
        if session is None or not self.button.isEnabled():
            return
        chosen = self.ask_target(_name(session, form), KINDS[form])
        if not chosen:
            return
        target = _with_ending(Path(chosen), form)
        if target != Path(chosen) and target.exists():  # nobody was asked about that one
            self._say(f"{literal(target.name)} exists already. Nothing was written.", "High")
            return
        self.window_.flush()
        # an assessment never changes: what is answered meanwhile makes another, and this stays whole
        still = Session(session.workspace, session.assessment, session.questionnaire, session.now, session.who)
        self.button.forbid("One export at a time")
        self._say(ALL_STEPS)
        self.window_.work(
            lambda tell: _export(still, form, target, tell),
            while_there(self, self._exported),
            while_there(self, self._failed),
            while_there(self, self._moved),
        )

    def _offer(self) -> None:
        from wizard.ui.menus import make_menu, open_below

        open_below(make_menu(self, self.rows()), self.button)

    def _moved(self, step: str) -> None:
        self.said.say(ALL_STEPS, strong=(step if step == STEPS[0] else step.lower(),))

    def _exported(self, made: "Exported") -> None:
        self.button.forbid("")
        self.path = made.path
        size = f"{max(1, round(made.size / 1000))} kB"
        self._say(f"Exported. {literal(made.path.name)}, {size}, read back and the same.")
        self.showing.show()
        QTimer.singleShot(0, self, self.told.emit)  # when it has its new height

    def _failed(self, error: UserError) -> None:
        self.button.forbid("")
        self._say(literal(f"{error.sentence} {error.hint}".strip(), 600), "High")
        QTimer.singleShot(0, self, self.told.emit)  # when it has its new height

    def _say(self, words: str, colour: str = "ink2") -> None:
        self.said.say(words, colour)
        self.said.setVisible(bool(words))
        self.showing.hide()

    def _show_file(self) -> None:
        if self.path is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self.path.parent)))

    def _ask_target(self, name: str, kinds: str) -> str:
        return ask_where(self, "Export as", name, kinds)


def _export(session: Session, form: str, target: Path, tell: Callable[[str], None]) -> "Exported":
    from wizard import dossier
    from wizard.dossier import exporting, findings
    from wizard.ui.coverage import shelf

    if form != RECORD:
        return exporting.export(findings.of_session(session, shelf()), exporting.FORMS[form], target, tell)
    sealing = dossier.Sealing("", "", session.now())
    return exporting.export_record(dossier.write_record(session, sealing, shelf()), target, tell)


def _ending(form: str) -> str:
    from wizard.dossier.exporting import FORMS

    return FORMS[form].ending if form in FORMS else ".json"


def _name(session: Session, form: str) -> str:
    words = f"{session.assessment.text('system-name')} {session.assessment.text('system-version')}"
    more = {"csv": "-tables", "oscal": "-oscal", RECORD: "-record"}.get(form, "")
    return f"{file_name(words, 'assessment')}{more}{_ending(form)}"


def _with_ending(path: Path, form: str) -> Path:
    """Give the place with the ending that it needs to be opened again."""
    ending = _ending(form)
    return path if path.suffix.lower() == ending else path.with_name(f"{path.name}{ending}")
