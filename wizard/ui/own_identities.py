"""The user's own identities in; each with its certificate, its passphrase, its backup and its retirement out."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog

from wizard import places, signing
from wizard.errors import UserError
from wizard.ui.controls import Button
from wizard.ui.keeping import keep
from wizard.ui.literal import named
from wizard.ui.menus import make_menu, open_below
from wizard.ui.passphrase_dialog import AGAIN, NEW, NOW, PassphraseDialog
from wizard.ui.people import People
from wizard.ui.rows import in_row
from wizard.ui.saving import ask_where, documents, file_name

if TYPE_CHECKING:
    from wizard.ui.window import Window

NO_IDENTITY = "None yet. You make one when you seal a report."
SEND = "Send your certificate to those who verify your reports, so that they know you. Nobody can sign with it."
CHANGE = "Backups that were made before keep the passphrase that they have. Make a new one afterwards."
BACK_UP = "Without its backup an identity is lost together with this computer. It keeps its passphrase there."
RESTORE = "The identity comes back with the passphrase that this backup has."
KINDS = "Identity (*.identity)"


class Identities(People):
    """The user's own identities. Whatever opens a key asks for its passphrase first."""

    def __init__(self, window: "Window") -> None:
        super().__init__(NO_IDENTITY, "Save the certificate", "download", SEND)
        self.window_ = window
        self.found: tuple[signing.Identity, ...] = ()
        self.dialog: PassphraseDialog | None = None
        self.restoring = Button("Restore from a backup", small=True)
        self.restoring.clicked.connect(self._restore)
        below = in_row(self.restoring)
        below.addStretch(1)
        self.column.addLayout(below)
        self.ask_target: Callable[[str], str] = lambda name: ask_where(
            self, "Save your certificate as", name, "Certificate (*.pem)"
        )
        self.ask_backup: Callable[[str], str] = lambda name: ask_where(self, "Save the backup as", name, KINDS)
        self.ask_source: Callable[[], str] = lambda: QFileDialog.getOpenFileName(
            self, "Restore an identity", str(documents()), f"{KINDS};;All files (*)"
        )[0]

    def refresh(self) -> None:
        """Read who can sign here; opening a key would need its passphrase."""
        self.found = signing.identities(places.identities())
        now = self.window_.now()
        people = tuple((one.name, one.ending(now) or f"until {one.expires[:4]}", one.fingerprint) for one in self.found)
        self.show_people(people, self._save, self._offer)

    def _offer(self, place: int) -> None:
        who = self.found[place]
        rows = (
            ("Change the passphrase", lambda: self._change(who)),
            ("Make a backup", lambda: self._back_up(who)),
            ("Retire", lambda: self._retire(who)),
        )
        more = self.rows[place].more
        if more is not None:
            open_below(make_menu(self, rows), more)

    def _save(self, place: int) -> None:
        who = self.found[place]
        target = self.ask_target(f"{file_name(who.name, 'certificate')}.pem")
        if not target:
            return
        try:
            keep(Path(target), who.certificate_pem.encode("ascii"))
        except UserError as error:
            self.window_.fail(error)
        else:
            self.window_.toast(f"Saved {Path(target).name}", None)

    def _change(self, who: signing.Identity) -> None:
        def change(typed: list[str]) -> None:
            signing.change_passphrase(who, typed[0], typed[1])

        title = f"Change the passphrase of {named(who.name)}"
        self.dialog = PassphraseDialog(self.window_, title, CHANGE, (NOW, NEW, AGAIN), "Change the passphrase")
        self.dialog.ask(change, lambda _none: self._done(f"The passphrase of {named(who.name)} was changed"))

    def _back_up(self, who: signing.Identity) -> None:
        chosen = self.ask_backup(f"{file_name(who.name, 'identity')}.identity")
        if not chosen:
            return
        target = Path(chosen)
        self.dialog = PassphraseDialog(self.window_, f"Back up {named(who.name)}", BACK_UP, (NOW,), "Make the backup")
        self.dialog.ask(
            lambda typed: signing.back_up(who, typed[0], target),
            lambda _none: self._done(f"Saved {target.name}, read back, and it opens"),
        )

    def _restore(self) -> None:
        chosen = self.ask_source()
        if not chosen:
            return
        source, folder, trusted = Path(chosen), places.identities(), places.trusted()
        self.dialog = PassphraseDialog(self.window_, "Restore an identity", RESTORE, (NOW,), "Restore")
        self.dialog.ask(
            lambda typed: signing.restore_own(folder, trusted, source, typed[0]),
            lambda _back: self._done("The identity is back"),
        )

    def _retire(self, who: signing.Identity) -> None:
        try:
            aside = signing.retire(who)
        except UserError as error:
            self._look_again()
            self.window_.fail(error)
            return

        def undo() -> None:
            try:
                signing.bring_back(aside)
            except UserError as error:
                self.window_.fail(error)
            self._look_again()

        self._done(f"{named(who.name)} signs no more; what it sealed stays sealed", undo)

    def _done(self, words: str, undo: Callable[[], None] | None = None) -> None:
        self._look_again()
        self.window_.toast(words, undo)

    def _look_again(self) -> None:
        if self.window_.place is not None:
            self.window_.place.refresh(self.window_.session)
