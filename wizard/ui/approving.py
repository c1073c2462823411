"""A checked report and a decision in, the dialog that signs it out: a new file beside the old one, checked in its turn."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QFileDialog, QLineEdit, QVBoxLayout, QWidget

from wizard import places
from wizard.core import approval
from wizard.core.approval import Decision, Kind
from wizard.errors import UserError
from wizard.ui.controls import Button, Words
from wizard.ui.inputs import Field
from wizard.ui.jobs import while_there
from wizard.ui.literal import literal
from wizard.ui.pickers import MenuButton
from wizard.ui.rows import in_row

if TYPE_CHECKING:
    from wizard import dossier
    from wizard.dossier import Verdict
    from wizard.ui.checking import Checked
    from wizard.ui.verify import Verify
    from wizard.ui.window import Window

KINDS = {"approve": "Approve", "conditions": "Approve with conditions", "reject": "Reject"}
INTRO = (
    "Your signature is added to a new file, and the report stays as it is. Whoever reads the file reads your decision."
)
NO_IDENTITY = "You have no identity on this computer yet. Make one where a report is sealed, or approve on the command line with --name or --pkcs12."


def can_be_approved(verdict: "Verdict") -> bool:
    """Tell whether somebody is still waited for in a file that is sealed by people whom the user knows."""
    waiting = any(not place.decision for place in verdict.approvals.places)
    return verdict.outcome == "sealed-trusted" and waiting


def open_dialog(place: "Verify") -> None:
    """Ask for the decision on what Verify shows."""
    if place.checked is not None:
        ApproveDialog(place.window_, place.checked, place.check).open()


class ApproveDialog(QDialog):
    """Asks where, what and why, and for the passphrase; says in it why it was not signed."""

    def __init__(self, window: "Window", checked: "Checked", done: Callable[[Path], None]) -> None:
        super().__init__(window)
        from wizard import signing

        self.window_, self.checked, self._tell_done = window, checked, done
        self.busy = False
        self.ask_target: Callable[[str], str] = self._ask_target
        self.identities = {item.fingerprint: item for item in signing.identities(places.identities())}
        found = enumerate(checked.verdict.approvals.places, 1)
        open_ones = [
            (str(number), literal(f"{number}  {place.role}", 60)) for number, place in found if not place.decision
        ]
        self.number = MenuButton("Your place", open_ones, open_ones[0][0])
        self.kind = MenuButton("Decision", list(KINDS.items()), "approve")
        known = [(print_, literal(item.name, 40)) for print_, item in self.identities.items()]
        self.identity = MenuButton("Identity", known or [("", "No identity")], known[-1][0] if known else "")
        self.until, self.because = Field("Until", "2027-03-01"), Field("Because")
        self.passphrase = Field("Passphrase")
        self.passphrase.input.setEchoMode(QLineEdit.EchoMode.Password)
        self.said = Words("", "small", "High", wrap=True)
        self.sign, self.cancel = Button("Sign", "primary", icon="signature"), Button("Cancel")
        self.kind.picked.connect(self._show_kind)
        self.sign.clicked.connect(self._sign)
        self.cancel.clicked.connect(self.reject)
        self.finished.connect(self.deleteLater)
        self._lay_out()
        self._show_kind(self.kind.value)
        if not self.identities:
            self._say(NO_IDENTITY)
            self.sign.forbid("It needs an identity")

    def _lay_out(self) -> None:
        self.setFixedWidth(480)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setWindowTitle("Approve")
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(8)
        parts: tuple[QWidget, ...] = (Words("Approve", "window"), Words(INTRO, "small", "ink2", wrap=True))
        for part in parts:
            column.addWidget(part)
        for name, choice in (("Your place", self.number), ("Decision", self.kind), ("Identity", self.identity)):
            row = in_row(Words(name, "control", "ink2"), choice)
            row.insertStretch(1, 1)
            column.addLayout(row)
        for part in (self.until, self.because, self.passphrase, self.said):
            column.addWidget(part)
        row = in_row(gap=8, margins=(0, 12, 0, 0))
        row.addStretch(1)
        for button in (self.cancel, self.sign):
            row.addWidget(button)
        column.addLayout(row)
        self.said.hide()

    def reject(self) -> None:
        """Leave, but not while it is being signed."""
        if not self.busy:
            super().reject()

    @property
    def decision(self) -> Decision:
        """What is typed now."""
        kind: Kind = "reject" if self.kind.value == "reject" else "approve"
        until = ""
        if self.kind.value == "conditions":
            kind, until = "conditions", self.until.input.text().strip()
        return Decision(kind, until, approval.tidied(self.because.input.text()))

    def _show_kind(self, kind: str) -> None:
        self.until.setVisible(kind == "conditions")
        self.because.label.say({"approve": "Because (may stay empty)", "conditions": "Conditions"}.get(kind, "Because"))
        self._say("")

    def _sign(self) -> None:
        decision, now = self.decision, self.window_.now()
        wrong = approval.decision_problem(decision, now.date())
        if wrong or not self.passphrase.input.text():
            self._say(wrong or "Type the passphrase of this identity.")
            return
        target = self.ask_target(str(self.checked.path.with_name(f"{self.checked.path.stem}-approved.pdf")))
        if not target:
            return
        number, identity = int(self.number.value), self.identities[self.identity.value]
        passphrase, source = self.passphrase.input.text(), self.checked.path

        def sign() -> "dossier.Approval":
            from wizard import dossier, signing
            from wizard.ui.trusting import known

            signer: signing.Signer = signing.unlock(identity, passphrase)
            return dossier.approve(source, number, decision, signer, now, Path(target), known())

        self.busy = True
        self._say("Signing, reading back", "ink2")
        self.sign.forbid("It is being signed")
        self.window_.work(sign, while_there(self, self._signed), while_there(self, self._failed))

    def _signed(self, done: "dossier.Approval") -> None:
        self.busy = False
        self.accept()
        self._tell_done(done.path)

    def _failed(self, error: UserError) -> None:
        self.busy = False
        self.sign.forbid("")
        self._say(f"{error.sentence} {error.hint}".strip())
        self.passphrase.input.setFocus()

    def _say(self, words: str, colour: str = "High") -> None:
        self.said.say(literal(words, 600), colour)
        self.said.setVisible(bool(words))
        self.adjustSize()

    def _ask_target(self, name: str) -> str:
        return QFileDialog.getSaveFileName(self, "Save the approved report as", name, "PDF (*.pdf)")[0]
