"""Whether single letters are keys in a workspace in; whether the hints of such keys are shown out."""

from typing import TYPE_CHECKING

from wizard.errors import UserError

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from wizard.store import Workspace


class Caps:
    """The hints of single-letter keys; other keys always have theirs."""

    shown = True


def letters_of(workspace: "Workspace") -> bool:
    """Tell whether single letters are keys. A file that cannot be read changes nothing."""
    try:
        return workspace.setting("letters", "on") == "on"
    except UserError:
        return Caps.shown


def heed(workspace: "Workspace") -> bool:
    """Show the hints where the keys work; tell whether that is a change."""
    before, Caps.shown = Caps.shown, letters_of(workspace)
    return Caps.shown != before


def show_on(*places: "QWidget") -> None:
    """Show or hide the hints on what these places have built already."""
    from wizard.ui.buttons import Button
    from wizard.ui.cards import QuestionCard

    for place in places:
        for button in place.findChildren(Button):
            button.show_key()
        for card in place.findChildren(QuestionCard):
            card.show_key()


def is_shown(key: str) -> bool:
    """Tell whether the hint of a key is shown."""
    return bool(key) and (len(key) > 1 or not key.isalnum() or Caps.shown)


def with_key(words: str, key: str) -> str:
    """Name what a control does, with its key where that works."""
    return f"{words}, {key}" if is_shown(key) else words
