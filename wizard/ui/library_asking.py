"""A button in; a menu under it that asks for a file or a folder, and the path that was chosen, out."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

FILE, FOLDER = "file", "folder"


def offer_path(button: QWidget, pick: Callable[[str], None]) -> None:
    """Let the user say whether it is a file or a folder: no system's dialog takes both."""
    from wizard.ui.menus import make_menu, open_below

    rows = (
        ("A file\N{HORIZONTAL ELLIPSIS}", lambda: pick(FILE)),
        ("A folder\N{HORIZONTAL ELLIPSIS}", lambda: pick(FOLDER)),
    )
    open_below(make_menu(button, rows), button)


def ask_path(owner: QWidget, title: str, what: str, kinds: str) -> str:
    """Ask for a path; empty when the user thinks better of it."""
    from PySide6.QtWidgets import QFileDialog

    if what == FOLDER:
        return QFileDialog.getExistingDirectory(owner, title)
    return QFileDialog.getOpenFileName(owner, title, "", f"{kinds};;All files (*)")[0]
