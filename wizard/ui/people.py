"""People and what can be done about each in; a list of them out. Also whom the user trusts, where a trust is ended."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from wizard import places, signing
from wizard.core.days import day
from wizard.errors import UserError
from wizard.ui.controls import Button, Words
from wizard.ui.focus import ring_of
from wizard.ui.literal import named
from wizard.ui.trusting import forget, trust

if TYPE_CHECKING:
    from wizard.ui.window import Window

NOBODY = "Nobody yet. Open a report of theirs in Verify to trust a signer."
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

    def show_people(
        self,
        people: tuple[tuple[str, str, str], ...],
        act: Callable[[int], None],
        offer: Callable[[int], None] | None = None,
    ) -> None:
        """Show a name, what is to be said of it, and a fingerprint each; `act` hears which one the action is for.

        `offer` hears for which one more can be done.
        """
        if people == self._shown:
            return
        at = next((place for place, row in enumerate(self.rows) if row.button.hasFocus()), None)
        by_keys = at is not None and ring_of(self.rows[at].button).surrounds(self.rows[at].button)
        for row in self.rows:
            self.column.removeWidget(row)
            row.hide()
            row.deleteLater()
        self.rows = [_Row(*one, self.action, self.icon, more=offer is not None) for one in people]
        for place, row in enumerate(self.rows):
            row.button.clicked.connect(lambda place=place: act(place))
            if row.more is not None and offer is not None:
                row.more.clicked.connect(lambda place=place: offer(place))
            self.column.insertWidget(place, row)
        self.none.setVisible(not people)
        self.hint.setVisible(bool(people and self.hint.text()))
        self._shown = people
        if at is not None and self.rows:
            why = Qt.FocusReason.ShortcutFocusReason if by_keys else Qt.FocusReason.OtherFocusReason
            self.rows[min(at, len(self.rows) - 1)].button.setFocus(why)


class _Row(QWidget):
    def __init__(self, name: str, about: str, fingerprint: str, action: str, icon: str, *, more: bool) -> None:
        super().__init__()
        self.name = Words(f"{named(name)}, {about}", "body", "ink", wrap=True)
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
        self.more = Button("More", trail="chevron-down", small=True) if more else None
        if self.more is not None:
            self.more.setAccessibleName(f"More about {named(name)}")
            row.addWidget(self.more, 0, Qt.AlignmentFlag.AlignTop)


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
