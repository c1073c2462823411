"""A PKCS#11 module that the user names in; the tokens that it sees, and what unlocks one of them, out."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog, QWidget

from wizard import places
from wizard.errors import UserError
from wizard.ui.literal import literal

if TYPE_CHECKING:
    from wizard import signing
    from wizard.ui.window import Window

SEEK = "token"
WORDS = "Your token"
SETTING = "token-module"
TRIES = {"one": "One try of its PIN is left.", "few": "Few tries of its PIN are left.", "locked": "Its PIN is locked."}


class Tokens:
    """The tokens that were found last; the module is remembered in the workspace, a PIN nowhere."""

    def __init__(self, window: "Window") -> None:
        self.window_ = window
        self.found: tuple[signing.Token, ...] = ()

    @property
    def choices(self) -> dict[str, str]:
        """Give what can be chosen: each token, and the search for one."""
        named = {_key(each): f"{literal(each.label, 20)}, token" for each in self.found}
        return {**named, SEEK: "Look for another token" if named else WORDS}

    def chosen(self, key: str) -> "signing.Token | None":
        """Give the token that a choice stands for."""
        return next((each for each in self.found if _key(each) == key), None)

    def search(self, module: Path) -> Callable[[], tuple["signing.Token", ...]]:
        """Give the work that looks what tokens a module sees."""

        def look() -> tuple["signing.Token", ...]:
            from wizard import dossier

            return dossier.find_tokens(module)

        return look

    def show(self, found: tuple["signing.Token", ...]) -> str:
        """Take what was found, remember its module, and give the choice that is taken then."""
        self.found = found
        try:
            self.window_.workspace.set_setting(SETTING, str(found[0].module))
        except UserError as error:
            self.window_.fail(error)
        return _key(found[0])

    def ask(self, parent: QWidget) -> str:
        """Ask for a module, where the last one lay."""
        start = self.window_.workspace.setting(SETTING)
        kinds = "PKCS#11 module (*.so *.dll *.dylib);;All files (*)"
        return QFileDialog.getOpenFileName(parent, "The module of your token's maker", start, kinds)[0]


def unlock(token: "signing.Token", pin: str, now: datetime) -> "signing.Signer":
    """Try a PIN, once."""
    from wizard import dossier

    return dossier.unlock_token(token, places.trusted(), pin, now)


def _key(token: "signing.Token") -> str:
    return f"{SEEK} {token.serial}"
