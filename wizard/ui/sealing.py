"""A session -> the panel that seals it: who signs, in which role, with which identity; then the sealed file, or why not."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices, QPainter, QPaintEvent
from PySide6.QtWidgets import QDialog, QFileDialog, QLineEdit, QProgressBar, QVBoxLayout, QWidget

from wizard import places
from wizard.errors import UserError
from wizard.session import Session
from wizard.ui.controls import Button, Field, Ground, Words
from wizard.ui.pickers import MenuButton, in_row
from wizard.ui.theme import of
from wizard.ui.trusting import trust

if TYPE_CHECKING:
    from wizard import dossier, signing
    from wizard.ui.window import Window

INTRO = "A sealed PDF shows every later change. Anyone can check it, without you."
CLOCK = "The time comes from this computer\N{RIGHT SINGLE QUOTATION MARK}s clock and proves nothing by itself."
NEW, OWN = "new", "file"


class SealPanel(Ground):
    """Makes, chooses or imports an identity and seals with it. Nothing is sealed by a key alone."""

    def __init__(self, window: "Window", settings: Callable[[], tuple[str, str]]) -> None:
        super().__init__("surface", edge="left")
        self.window_, self.settings = window, settings
        self.identities: tuple[signing.Identity, ...] = ()
        self.file: Path | None = None
        self.ask_target: Callable[[str], str] = self._ask_target
        self.ask_file: Callable[[], str] = self._ask_file
        self.name, self.role = Field("Signed by"), Field("Role", "Product owner, claims")
        self.passphrase, self.again = Field("Passphrase"), Field("The same once more")
        for field in (self.passphrase, self.again):
            field.input.setEchoMode(QLineEdit.EchoMode.Password)
        self.head = Words("Identity", "caption", "ink3", wrap=True)
        self.identity = MenuButton("Identity", [(NEW, "You have no identity yet")], NEW)
        self.identity.picked.connect(self._picked)
        self.amount, self.step = Words("", "small", "ink2", wrap=True), Words("", "small", "ink2")
        self.bar = QProgressBar(textVisible=False, minimum=0, maximum=3)
        self.bar.setFixedHeight(6)
        self.button = Button("Seal the report", "primary", icon="stamp")
        self.button.setMinimumHeight(40)
        self.after = Words("Answers cannot change after that; a new version can.", "small", "ink2", wrap=True)
        self.button.clicked.connect(self._act)
        self.role.input.settled.connect(lambda text: window.workspace.set_setting("role", text))
        self.passphrase.input.returnPressed.connect(self.button.setFocus)
        self._lay_out()
        self.show_identities()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 20, 20, 16)
        column.setSpacing(4)
        column.addWidget(Words("Seal", "question"))
        column.addWidget(Words(INTRO, "small", "ink2", wrap=True))
        for part in (self.head, self.identity, self.name, self.role, self.passphrase, self.again):
            if part is not self.identity:
                column.addSpacing(10)
            column.addWidget(part)
        column.addSpacing(10)
        column.addWidget(self.amount)
        column.addStretch(1)
        self.button.setSizePolicy(self.role.sizePolicy())
        for low in (self.step, self.bar, self.button, self.after):
            column.addWidget(low)
        self.step.hide()
        self.bar.hide()

    def show_identities(self, chosen: str = "") -> None:
        """Offer the identities of this computer, a file of the user's own, and making one."""
        from wizard import signing

        self.identities = signing.identities(places.identities())
        choices = {item.fingerprint: f"{_short(item.name)}, until {item.expires[:4]}" for item in self.identities}
        self.identity.choices = {**choices, OWN: "Your own PKCS#12 file", NEW: "Make a new identity"}
        if self.file is not None:
            self.identity.choices[OWN] = _short(self.file.name)
        self.identity.show_value(chosen or next(reversed(choices), NEW))
        self._show_fields()

    def show_session(self, session: Session) -> None:
        """Show the role that was used last, and whether this can still be sealed."""
        self.role.input.show_text(self.window_.workspace.setting("role"))
        self.button.forbid(session.read_only)

    def show_size(self, pages: int, size: int) -> None:
        """Say how much will be sealed."""
        self.amount.say(f"{pages} pages, {round(size / 1000)} kB. {CLOCK}")

    def _show_fields(self) -> None:
        making = self.identity.value == NEW
        self.name.setVisible(making)
        self.again.setVisible(making)
        self.role.setVisible(not making)
        if making and not self.name.input.text():
            self.name.input.setText(self.window_.who)
        self.button.say("Make this identity" if making else "Seal the report")
        self.button.show_sign("key-round" if making else "stamp")
        self.head.say("You have no identity yet. Make one." if making and not self.identities else "Identity")
        self.after.setVisible(not making)
        for field in (self.name, self.passphrase, self.again):
            field.complain("")

    def _picked(self, value: str) -> None:
        if value == OWN:
            chosen = self.ask_file()
            self.file = Path(chosen) if chosen else self.file
            self.show_identities(OWN if self.file is not None else "")
        self._show_fields()

    # -- making and sealing ----------------------------------------------------------------------------------------

    def _act(self) -> None:
        if self.identity.value == NEW:
            self._make()
        else:
            self._seal()

    def _make(self) -> None:
        name, first, second = self.name.input.text().strip(), self.passphrase.input.text(), self.again.input.text()
        self.name.complain("" if name else "An identity needs a name.")
        self.passphrase.complain("" if first else "An identity needs a passphrase.")
        self.again.complain("" if first == second else "The two passphrases differ. No identity was made.")
        if not name or not first or first != second:
            return
        now = self.window_.now()

        def make() -> "signing.Identity":
            from wizard import signing

            made = signing.make_identity(places.identities(), name, first, now)
            trust(made.certificate_pem, made.fingerprint)
            return made

        self._wait("Making the key")
        self.window_.work(make, self._made, self._failed)

    def _made(self, made: "signing.Identity") -> None:
        self._rest()
        self.again.input.clear()
        self.show_identities(made.fingerprint)
        self.button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _seal(self) -> None:
        session = self.window_.session
        if session is None:
            return
        target = self.ask_target(_file_name(session))
        if not target:
            return
        paper, classification = self.settings()
        job = _Sealing(session, self._unlock(), self.role.input.text().strip(), Path(target), paper, classification)
        heard, session.changed = session.changed, _nobody
        self._wait("Opening the key")

        def done(sealed: "dossier.Sealed") -> None:
            session.changed = heard
            self._sealed(sealed)
            heard()

        def failed(error: UserError) -> None:
            session.changed = heard
            self._failed(error)

        self.window_.work(job.run, done, failed, self._moved)

    def _unlock(self) -> Callable[[], "signing.Signer"]:
        passphrase, file, value = self.passphrase.input.text(), self.file, self.identity.value
        identity = next((item for item in self.identities if item.fingerprint == value), None)

        def unlock() -> "signing.Signer":
            from wizard import signing

            if identity is not None:
                return signing.unlock(identity, passphrase)
            if file is None:
                raise UserError("No file was chosen.", "Choose the PKCS#12 file that holds your key.")
            return signing.read_pkcs12(file, passphrase)

        return unlock

    def _moved(self, step: str) -> None:
        self.step.say(step)
        self.bar.setValue(min(3, self.bar.value() + 1))

    def _wait(self, words: str) -> None:
        self.step.say(words)
        self.bar.setValue(0)
        self.step.show()
        self.bar.show()
        self.passphrase.complain("")
        self.button.forbid("This takes a few seconds")

    def _rest(self) -> None:
        self.step.hide()
        self.bar.hide()
        self.button.forbid("")

    def _failed(self, error: UserError) -> None:
        self._rest()
        self.passphrase.complain(f"{error.sentence} {error.hint}".strip())
        self.passphrase.input.setFocus(Qt.FocusReason.OtherFocusReason)
        self.passphrase.input.selectAll()

    def _sealed(self, sealed: "dossier.Sealed") -> None:
        self._rest()
        self.passphrase.input.clear()
        self.result = SealedDialog(self.window_, sealed)
        self.result.open()

    def _ask_target(self, name: str) -> str:
        return QFileDialog.getSaveFileName(self, "Seal the report as", name, "PDF (*.pdf)")[0]

    def _ask_file(self) -> str:
        return QFileDialog.getOpenFileName(self, "Your key with its certificate", "", "PKCS#12 (*.p12 *.pfx)")[0]


class _Sealing:
    """All that a sealing needs, on its way to another thread."""

    def __init__(
        self,
        session: Session,
        unlock: Callable[[], "signing.Signer"],
        role: str,
        target: Path,
        paper: str,
        classification: str,
    ) -> None:
        self.session, self.unlock, self.role = session, unlock, role
        self.target, self.paper, self.classification = target, paper, classification

    def run(self, tell: Callable[[str], None]) -> "dossier.Sealed":
        """Open the key, then write, sign and read back."""
        from wizard import dossier
        from wizard.ui.coverage import shelf

        signer = self.unlock()
        at = self.session.now()
        sealing = dossier.Sealing(signer.name, self.role, at, signer.fingerprint, self.classification)
        return dossier.seal(self.session, signer, sealing, self.target, shelf(), self.paper, tell)


class SealedDialog(QDialog):
    """Says that it is sealed, and offers to show the file."""

    def __init__(self, parent: QWidget, sealed: "dossier.Sealed") -> None:
        super().__init__(parent)
        self.setWindowTitle("Sealed")
        self.setFixedWidth(480)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(8)
        column.addWidget(Words("Sealed", "window"))
        size = f"{round(sealed.size / 1000)} kB"
        column.addWidget(Words(f"{sealed.path.name}, {size}, read back and unchanged.", "body", wrap=True))
        column.addWidget(
            Words("Answers cannot change any more. A new version starts as a draft.", "small", "ink2", wrap=True)
        )
        show, close = Button("Show file"), Button("Close", "primary")
        show.clicked.connect(lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(sealed.path.parent))))
        close.clicked.connect(self.accept)
        close.setDefault(True)
        row = in_row(QWidget(), show, close, gap=8, margins=(0, 12, 0, 0))
        row.setStretch(0, 1)
        column.addLayout(row)
        close.setFocus()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the ground."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), of(self).colour("surface"))
        painter.end()


def _nobody() -> None:
    """Do nothing: while another thread seals, no face is told."""


def _short(name: str) -> str:
    return name if len(name) <= 20 else f"{name[:19]}\N{HORIZONTAL ELLIPSIS}"


def _file_name(session: Session) -> str:
    name = f"{session.assessment.text('system-name')} {session.assessment.text('system-version')}".strip().lower()
    kept = "".join(letter if letter.isalnum() or letter in ".-" else "-" for letter in name)
    return f"{'-'.join(part for part in kept[:80].split('-') if part) or 'report'}.pdf"
