"""Who can sign here and whom the user trusts in; two lists out, in which a certificate is saved and a trust is ended."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from wizard import places, signing
from wizard.core.days import day
from wizard.errors import UserError
from wizard.ui.controls import Button, Words
from wizard.ui.focus import ring_of
from wizard.ui.keeping import keep
from wizard.ui.literal import named
from wizard.ui.saving import ask_where, file_name
from wizard.ui.trusting import forget, trust

if TYPE_CHECKING:
    from wizard.ui.window import Window

NO_IDENTITY = "None yet. You make one when you seal a report."
NOBODY = "Nobody yet. Open a report of theirs in Verify to trust a signer."
SEND = "Send your certificate to those who verify your reports, so that they know you. Nobody can sign with it."
WIDEST = 840


class People(QWidget):
    """Some people, each with a fingerprint and one thing that can be done about them; or a sentence for nobody."""

    def __init__(self, nobody: str, action: str, icon: str, hint: str = "") -> None:
        super().__init__()
        self.action, self.icon = action, icon
        self.rows: list[_Row] = []
        self._shown: tuple[tuple[str, str, str], ...] | None = None
        inside = QWidget()
        inside.setMaximumWidth(WIDEST)
        self.column = QVBoxLayout(inside)
        self.column.setContentsMargins(0, 4, 0, 0)
        self.column.setSpacing(12)
        self.none, self.hint = Words(nobody, "body", "ink", wrap=True), Words(hint, "small", "ink3", wrap=True)
        self.column.addWidget(self.none)
        self.column.addWidget(self.hint)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(inside, 1)
        whole.addStretch(0)  # what is over lies at the right

    def show_people(self, people: tuple[tuple[str, str, str], ...], act: Callable[[int], None]) -> None:
        """Show a name, what is to be said of it, and a fingerprint each; `act` hears which one the action is for."""
        if people == self._shown:
            return
        at = next((place for place, row in enumerate(self.rows) if row.button.hasFocus()), None)
        by_keys = at is not None and ring_of(self.rows[at].button).surrounds(self.rows[at].button)
        for row in self.rows:
            self.column.removeWidget(row)
            row.hide()
            row.deleteLater()
        self.rows = [_Row(*one, self.action, self.icon) for one in people]
        for place, row in enumerate(self.rows):
            row.button.clicked.connect(lambda place=place: act(place))
            self.column.insertWidget(place, row)
        self.none.setVisible(not people)
        self.hint.setVisible(bool(people and self.hint.text()))
        self._shown = people
        if at is not None and self.rows:
            why = Qt.FocusReason.ShortcutFocusReason if by_keys else Qt.FocusReason.OtherFocusReason
            self.rows[min(at, len(self.rows) - 1)].button.setFocus(why)


class _Row(QWidget):
    def __init__(self, name: str, more: str, fingerprint: str, action: str, icon: str) -> None:
        super().__init__()
        self.name = Words(f"{named(name)}, {more}", "body", "ink", wrap=True)
        self.fingerprint = Words(signing.grouped(fingerprint), "small", "ink2", wrap=True)
        self.button = Button(action, icon=icon, small=True)
        self.button.setAccessibleName(f"{action}: {named(name)}")
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self.name)
        words.addWidget(self.fingerprint)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        row.addLayout(words, 1)
        row.addWidget(self.button, 0, Qt.AlignmentFlag.AlignTop)


class Identities(People):
    """The user's own identities, each with its certificate to be saved."""

    def __init__(self, window: "Window") -> None:
        super().__init__(NO_IDENTITY, "Save the certificate", "download", SEND)
        self.window_ = window
        self.found: tuple[signing.Identity, ...] = ()
        self.ask_target: Callable[[str], str] = lambda name: ask_where(
            self, "Save your certificate as", name, "Certificate (*.pem)"
        )

    def refresh(self) -> None:
        """Read who can sign here; opening a key would need its passphrase."""
        self.found = signing.identities(places.identities())
        self.show_people(
            tuple((one.name, f"until {one.expires[:4]}", one.fingerprint) for one in self.found), self._save
        )

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


class Trusted(People):
    """Everybody whose seals count as known here."""

    def __init__(self, window: "Window") -> None:
        super().__init__(NOBODY, "Stop trusting", "ban")
        self.window_ = window
        self.found: tuple[signing.Acquaintance, ...] = ()

    def refresh(self) -> None:
        """Read whom the user trusts."""
        own = {one.fingerprint for one in signing.identities(places.identities())}
        self.found = signing.acquaintances(places.trusted())
        self.show_people(
            tuple(
                (one.name, f"{'yourself, ' * (one.fingerprint in own)}{_since(one)}", one.fingerprint)
                for one in self.found
            ),
            self._stop,
        )

    def _stop(self, place: int) -> None:
        who = self.found[place]

        def undo() -> None:
            self._change(lambda: trust(who.certificate_pem, who.fingerprint))

        if self._change(lambda: forget(who.fingerprint)):
            self.window_.toast(f"You no longer trust {named(who.name)}", undo)

    def _change(self, change: Callable[[], None]) -> bool:
        try:
            change()
        except UserError as error:
            self.window_.fail(error)
            return False
        self.refresh()
        return True


def _since(one: signing.Acquaintance) -> str:
    return f"since {day(one.since)}"
