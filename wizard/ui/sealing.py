"""A session -> the panel that seals it: who signs, in which role, with which identity; or why it was not sealed."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QFileDialog, QLineEdit, QVBoxLayout, QWidget

from wizard import places
from wizard.core import approval
from wizard.errors import UserError
from wizard.session import Session
from wizard.ui.controls import Button, Field, Ground, Words
from wizard.ui.jobs import while_there
from wizard.ui.literal import literal
from wizard.ui.pickers import MenuButton
from wizard.ui.saving import ask_where, documents, file_name
from wizard.ui.scrolling import scrolling
from wizard.ui.seal_dialog import CancelledError, SealDialog, Sealing
from wizard.ui.sealed_note import SealedNote
from wizard.ui.token_choice import SEEK, TRIES, Tokens, unlock

if TYPE_CHECKING:
    from wizard import signing
    from wizard.core.approval import Approvals
    from wizard.ui.window import Window

INTRO = "A sealed PDF shows every later change. Anyone can check it, without you."
CLOCK = "The time comes from this computer\N{RIGHT SINGLE QUOTATION MARK}s clock and proves nothing by itself."
RENEW = "Make a new one, and send its certificate to those who verify your reports."
NEW, OWN = "new", "file"


class SealPanel(Ground):
    """Makes, chooses or imports an identity and seals with it. No key seals unless a passphrase was typed."""

    def __init__(self, window: "Window", settings: Callable[[], tuple[str, str, "Approvals"]]) -> None:
        super().__init__("surface", edge="left")
        self.window_, self.settings = window, settings
        self.identities: tuple[signing.Identity, ...] = ()
        self.tokens = Tokens(window)
        self.file: Path | None = None
        self.busy = False
        self.dialog: SealDialog | None = None
        self.ask_target: Callable[[str], str] = self._ask_target
        self.ask_file: Callable[[], str] = self._ask_file
        self.ask_module: Callable[[], str] = lambda: self.tokens.ask(self)
        self.name, self.role = Field("Signed by"), Field("Role", "Product owner, claims")
        self.passphrase, self.again = Field("Passphrase"), Field("The same once more")
        for field in (self.passphrase, self.again):
            field.input.setEchoMode(QLineEdit.EchoMode.Password)
        self.head = Words("Identity", "caption", "ink3", wrap=True)
        self.identity = MenuButton("Identity", [(NEW, "You have no identity yet")], NEW)
        self.identity.picked.connect(self._picked)
        self.amount, self.step = Words("", "small", "ink2", wrap=True), Words("", "small", "ink2")
        self.said = Words("", "small", "High", wrap=True)
        self.button = Button("Seal the report", "primary", icon="stamp")
        self.button.setMinimumHeight(40)
        self.after = Words("Answers cannot change after that; a new version can.", "small", "ink2", wrap=True)
        self.button.clicked.connect(self._act)
        self.role.input.settled.connect(self._keep_role)
        for field in (self.name, self.passphrase, self.again):
            field.input.returnPressed.connect(self.button.click)
            field.input.textChanged.connect(self._look_again)
        self.note = SealedNote()
        self.note.new_version.connect(window.new_version)
        self._lay_out()
        self.show_identities()

    def _lay_out(self) -> None:
        inside = Ground("surface")
        fields = QVBoxLayout(inside)
        fields.setContentsMargins(20, 20, 20, 8)
        fields.setSpacing(4)
        fields.addWidget(Words("Seal", "question"))
        fields.addWidget(Words(INTRO, "small", "ink2", wrap=True))
        fields.addSpacing(10)
        fields.addWidget(self.head)
        fields.addWidget(self.identity)
        for field in (self.name, self.role, self.passphrase, self.again):
            field.setContentsMargins(0, 10, 0, 0)  # a hidden field takes its distance along
            fields.addWidget(field)
        fields.addSpacing(10)
        fields.addWidget(self.amount)
        fields.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 0, 0, 16)
        column.setSpacing(4)
        self.area = scrolling(inside)
        column.addWidget(self.area, 1)
        column.addWidget(self.note, 1)
        self.low = Ground("surface")
        low = QVBoxLayout(self.low)
        low.setContentsMargins(19, 8, 20, 0)
        low.setSpacing(6)
        self.button.setSizePolicy(self.role.sizePolicy())
        low_parts: tuple[QWidget, ...] = (self.said, self.step, self.button, self.after)
        for part in low_parts:
            low.addWidget(part)
        column.addWidget(self.low)
        self.note.hide()
        for part in low_parts[:2]:
            part.hide()

    def show_identities(self, chosen: str = "") -> None:
        """Offer the identities of this computer, a file of the user's own, and making one."""
        from wizard import signing

        self.identities = signing.identities(places.identities())
        now = self.window_.now()
        choices = {item.fingerprint: _offered(item, now) for item in self.identities}
        own = {OWN: "Your own PKCS#12 file", **self.tokens.choices, NEW: "Make a new identity"}
        self.identity.choices = {**choices, **own}
        if self.file is not None:
            self.identity.choices[OWN] = _short(self.file.name)
        good = [item.fingerprint for item in self.identities if not item.ended(now)]
        self.identity.show_value(chosen or next(reversed(good), NEW))
        self._show_fields()

    def _keep_role(self, role: str) -> None:
        try:
            self.window_.workspace.set_setting("role", role)
        except UserError as error:
            self.window_.fail(error)

    def show_session(self, session: Session) -> None:
        """Show the role that was used last, and whether this can still be sealed."""
        self.role.input.show_text(self.window_.workspace.setting("role"))
        if not self.busy:
            self.button.forbid(self.window_.closed)
        self.role.input.forbid(self.window_.refusal)
        self.note.go_on.forbid(self.window_.refusal)
        sealed = bool(session.assessment.sealed)
        for part in (self.area, self.low):
            part.setVisible(not sealed)
        self.note.setVisible(sealed)
        if sealed:
            self.note.show_session(session)

    def show_size(self, pages: int, size: int) -> None:
        """Say how much will be sealed."""
        self.amount.say(f"{pages} pages, {round(size / 1000)} kB. {CLOCK}")

    @property
    def first_field(self) -> QWidget:
        """Give the first thing that is still to be filled in."""
        if not self.note.isHidden():
            return self.note.go_on
        fields = [part.input for part in (self.name, self.role, self.passphrase, self.again) if not part.isHidden()]
        return next((part for part in fields if not part.text()), self.button)

    @property
    def first_needed(self) -> QWidget:
        """Give the first field that cannot stay empty, or the button."""
        if not self.note.isHidden():
            return self.note.go_on
        needed = (self.name, self.passphrase, self.again) if self.identity.value == NEW else (self.passphrase,)
        return next((field.input for field in needed if not field.input.text()), self.button)

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
        token = self.tokens.chosen(self.identity.value)
        secret = "PIN of the token" if token is not None else "Passphrase"
        self.passphrase.label.say(secret)
        self.passphrase.input.setAccessibleName(secret)
        if not self._tell_end() and token is not None:
            self._say(TRIES.get(token.tries, ""))

    @property
    def chosen(self) -> "signing.Identity | None":
        """Give the identity of this computer that is chosen, if it is one."""
        return next((item for item in self.identities if item.fingerprint == self.identity.value), None)

    def _tell_end(self) -> bool:
        """Say that the chosen identity soon ends, or ended; tell whether it ended."""
        now, chosen = self.window_.now(), self.chosen
        ending = chosen.ending(now) if chosen is not None else ""
        ended = chosen is not None and chosen.ended(now)
        self._say(ending and f"This identity {ending}. {RENEW}", "High" if ended else "ink2")
        return ended

    def _picked(self, value: str) -> None:
        if value == OWN:
            chosen = self.ask_file()
            self.file = Path(chosen) if chosen else self.file
            self.show_identities(OWN if self.file is not None else "")
        elif value == SEEK:
            self.show_identities()
            self._look_for_tokens(self.ask_module())
        self.passphrase.input.clear()  # a passphrase is never tried as a PIN
        self._show_fields()

    def _look_for_tokens(self, module: str) -> None:
        if not module:
            return

        def found(tokens: "tuple[signing.Token, ...]") -> None:
            self._rest()
            self.show_identities(self.tokens.show(tokens))

        self._wait("Looking for tokens")
        search = self.tokens.search(Path(module))
        self.window_.work(search, while_there(self, found), while_there(self, self._not_made))

    # -- making and sealing ----------------------------------------------------------------------------------------

    def _act(self) -> None:
        if self.identity.value == NEW:
            self._make()
        else:
            self._seal()

    def _make(self) -> None:
        name, first, second = self.name.input.text().strip(), self.passphrase.input.text(), self.again.input.text()
        self.name.complain("" if name else "An identity needs a name.")
        problem = _problem(first)
        self.passphrase.complain(problem)
        self.again.complain("" if first == second else "The two passphrases differ. No identity was made.")
        if not name or problem or first != second:
            self._go_to_complaint()
            return
        now = self.window_.now()

        def make() -> "signing.Identity":
            from wizard import signing

            return signing.make_own_identity(places.identities(), places.trusted(), name, first, now)

        self._wait("Making the key")
        self.window_.work(make, while_there(self, self._made), while_there(self, self._not_made))

    def _look_again(self) -> None:
        """Take back each complaint that what is typed now has answered; a wrong passphrase is tried anew by sealing."""
        first, second = self.passphrase.input.text(), self.again.input.text()
        if self.name.error.text() and self.name.input.text().strip():
            self.name.complain("")
        if self.again.error.text() and first == second:
            self.again.complain("")
        if self.passphrase.error.text() and (self.identity.value != NEW or not _problem(first)):
            self.passphrase.complain("")

    def _go_to_complaint(self) -> None:
        fields = (self.name, self.passphrase, self.again)
        wrong = next((field.input for field in fields if field.error.text()), self.button)
        wrong.setFocus(Qt.FocusReason.OtherFocusReason)

    def _made(self, made: "signing.Identity") -> None:
        self._rest()
        self.again.input.clear()
        self.show_identities(made.fingerprint)
        self.button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _not_made(self, error: UserError) -> None:
        self._rest()
        self._say(f"{error.sentence} {error.hint}".strip())

    def _seal(self) -> None:
        session = self.window_.session
        if session is None or self._tell_end():
            return
        if self.identity.value != OWN and not self.passphrase.input.text():
            secret = "PIN" if self.tokens.chosen(self.identity.value) else "passphrase of this identity"
            self.passphrase.complain(f"Type the {secret}.")
            self._go_to_complaint()
            return

        def unlocked(signer: "signing.Signer") -> None:
            self._rest()
            if self.window_.session is session and not self.window_.closed:
                self._seal_with(session, signer)

        self._wait("Opening the key")
        self.window_.work(self._unlock(), while_there(self, unlocked), while_there(self, self._locked))

    def _seal_with(self, session: Session, signer: "signing.Signer") -> None:
        role, (paper, classification, approvals) = self.role.input.text().strip(), self.settings()
        wrong = approval.problem(approvals)
        if wrong:
            self._say(f"{wrong} Nothing was sealed.")
            return
        target = self.ask_target(_file_name(session))
        if not target:
            return
        sealing = Sealing(session, signer, role, Path(target), paper, classification, approvals)
        self.passphrase.input.clear()
        self.note.path = sealing.target
        self.dialog = SealDialog(self.window_, sealing, while_there(self, self._not_sealed))
        self.dialog.begin()

    def _unlock(self) -> Callable[[], "signing.Signer"]:
        passphrase, file, identity = self.passphrase.input.text(), self.file, self.chosen
        token, now = self.tokens.chosen(self.identity.value), self.window_.now()

        def opened() -> "signing.Signer":
            from wizard import signing

            if identity is not None:
                return signing.unlock(identity, passphrase)
            if token is not None:
                return unlock(token, passphrase, now)
            if file is None:
                raise UserError("No file was chosen.", "Choose the PKCS#12 file that holds your key.")
            return signing.read_own_pkcs12(file, places.trusted(), passphrase)

        return opened

    def _wait(self, words: str) -> None:
        self.busy = True
        self.step.say(words)
        self.step.show()
        self.passphrase.complain("")
        self._say("")
        self.button.forbid("This takes a few seconds")

    def _rest(self) -> None:
        self.busy = False
        self.step.hide()
        self.button.forbid(self.window_.closed)

    def _locked(self, error: UserError) -> None:
        self._rest()
        self.passphrase.complain(f"{error.sentence} {error.hint}".strip())
        self.passphrase.input.setFocus(Qt.FocusReason.OtherFocusReason)
        self.passphrase.input.selectAll()

    def _not_sealed(self, error: UserError) -> None:
        self._rest()
        colour = "ink2" if isinstance(error, CancelledError) else "High"
        self._say(f"{error.sentence} {error.hint}".strip(), colour)
        self.passphrase.input.setFocus(Qt.FocusReason.OtherFocusReason)
        QTimer.singleShot(0, self, lambda: self.area.ensureWidgetVisible(self.passphrase))

    def _say(self, words: str, colour: str = "High") -> None:
        self.said.say(literal(words), colour)
        self.said.setVisible(bool(words))

    def _ask_target(self, name: str) -> str:
        return ask_where(self, "Seal the report as", name, "PDF (*.pdf)")

    def _ask_file(self) -> str:
        start, kinds = str(documents()), "PKCS#12 (*.p12 *.pfx)"
        return QFileDialog.getOpenFileName(self, "Your key with its certificate", start, kinds)[0]


def _problem(passphrase: str) -> str:
    from wizard.signing import passphrase_problem

    return passphrase_problem(passphrase)


def _short(name: str) -> str:
    return name if len(name) <= 20 else f"{name[:19]}\N{HORIZONTAL ELLIPSIS}"


def _offered(identity: "signing.Identity", now: datetime) -> str:
    end = "expired" if identity.ended(now) else "until"
    return f"{_short(identity.name)}, {end} {identity.expires[:4]}"


def _file_name(session: Session) -> str:
    words = f"{session.assessment.text('system-name')} {session.assessment.text('system-version')}"
    return f"{file_name(words, 'report')}.pdf"
