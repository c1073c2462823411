"""The window in; the settings that are the user's own out: name, theme, single letters, where the data lies, who is who."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from wizard.errors import UserError
from wizard.session import Session
from wizard.ui import appearance
from wizard.ui.controls import Field, Hairline, Segmented, Words
from wizard.ui.own_identities import Identities
from wizard.ui.people import Trusted
from wizard.ui.place import Place
from wizard.ui.scrolling import scrolling

if TYPE_CHECKING:
    from wizard.ui.window import Window

MODES = (("light", "Light"), ("dark", "Dark"), ("system", "As the system"))
LETTERS = (("on", "On"), ("off", "Off"))


class Settings(Place):
    """What the user may set; each change is kept at once."""

    title = "Settings"
    needs_session = False

    def __init__(self, window: "Window") -> None:
        super().__init__(window)
        self.who = Field("Your name, as it stands on answers", "Leave it empty to stay unnamed")
        self.who.setMaximumWidth(420)
        self.mode = Segmented(MODES, "Light or dark")
        self.letters = Segmented(LETTERS, "Single letters are keys")
        self.workspace = Words("", "body", "ink", wrap=True)
        self.identities, self.trusted = Identities(window), Trusted(window)
        self._build()
        self.who.input.settled.connect(lambda text: self._keep("who", text))
        self.mode.chosen.connect(window.set_mode)
        self.letters.chosen.connect(lambda value: self._keep("letters", value))

    def _build(self) -> None:
        page = QWidget()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scrolling(page))
        column = QVBoxLayout(page)
        column.setContentsMargins(32, 28, 32, 28)
        column.setSpacing(20)
        column.addWidget(self.who)
        column.addWidget(_labelled("Light or dark", self.mode, 360))
        hint = "N and P go on and back, F flags, H opens help, 1 to 9 choose"
        column.addWidget(_labelled("Single letters are keys", self.letters, 180, hint))
        column.addWidget(Hairline())
        column.addWidget(_labelled("This workspace lies in", self.workspace, 0))
        column.addWidget(_labelled("Identities that you can sign with", self.identities, 0))
        column.addWidget(_labelled("Signers that you trust", self.trusted, 0))
        column.addStretch(1)

    def refresh(self, _session: Session | None) -> None:
        """Show what is set."""
        reason = self.window_.refusal
        try:
            self._show_kept()
        except UserError as error:
            reason = reason or error.sentence
        for part in (self.who.input, self.letters):
            part.forbid(reason)
        self.mode.choose(appearance.mode())
        self.workspace.say(str(self.window_.workspace.path))
        self.identities.refresh()
        self.trusted.refresh()

    def _show_kept(self) -> None:
        workspace = self.window_.workspace
        self.who.input.show_text(workspace.setting("who"))
        self.letters.choose(workspace.setting("letters", "on"))

    def _keep(self, key: str, value: str) -> None:
        try:
            self.window_.workspace.set_setting(key, value.strip())
        except UserError as error:
            self.window_.fail(error)
            return
        if key == "letters":
            self.window_.heed_letters()
        if key == "who" and self.window_.session is not None:
            self.window_.session.sign_as(value.strip())

    def flush(self) -> None:
        """Save what is still being typed."""
        self.who.input.flush()


def _labelled(label: str, part: QWidget, width: int, hint: str = "") -> QWidget:
    whole = QWidget()
    column = QVBoxLayout(whole)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(4)
    column.addWidget(Words(label, "caption", "ink3"))
    row = QHBoxLayout()
    if width:
        part.setFixedWidth(width)
    row.addWidget(part, 0 if width else 1)
    if width:
        row.addStretch(1)
    column.addLayout(row)
    if hint:
        column.addWidget(Words(hint, "small", "ink3"))
    return whole
