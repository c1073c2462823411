"""The window and another file in; the window over that workspace out, or the one before with the reason why not."""

from pathlib import Path
from typing import TYPE_CHECKING

from wizard.errors import UserError
from wizard.ui import jobs

if TYPE_CHECKING:
    from wizard.store import Workspace
    from wizard.ui.window import Window

ENDING = ".plimsoll"
KINDS = f"Workspaces (*{ENDING})"


def choose(window: "Window", *, new: bool = False) -> None:
    """Ask which file, and open it; a new one is made where it is not there yet."""
    from PySide6.QtWidgets import QFileDialog

    folder = str(window.workspace.path.parent)
    if new:
        name, _ = QFileDialog.getSaveFileName(window, "Make a new workspace", folder, KINDS)
        name = f"{name}{ENDING}" if name and not Path(name).suffix else name
    else:
        name, _ = QFileDialog.getOpenFileName(window, "Open another workspace", folder, KINDS)
    if name:
        switch(window, Path(name))


def switch(window: "Window", path: Path) -> None:
    """Open another workspace in this window; when it is refused the one before stays open."""
    from wizard.store import open_workspace

    window.flush()
    if window.unsaved or path.absolute() == window.workspace.path.absolute():
        return
    try:
        other = open_workspace(path, check=False)
    except UserError as error:
        window.fail(error)
        return
    window.take(None)
    jobs.wait()
    window.workspace.close()
    put(window, other)


def open_backup(window: "Window") -> None:
    """Put the newest good backup in the place of the damaged file, which is kept beside it, and open that."""
    from wizard.store import open_workspace, restore

    path = window.workspace.path
    window.take(None)
    jobs.wait()
    window.workspace.close()
    try:
        restore(path)
        other = open_workspace(path)
    except UserError as error:
        window.fail(error)
        return
    put(window, other)
    window.toast("The newest good backup is open. The damaged file lies beside it.")


def put(window: "Window", workspace: "Workspace") -> None:
    """Show a workspace that was just opened; its file is checked on another thread."""
    window.workspace = workspace
    window.damage = None
    window.drop_places()
    window.heed_letters()
    window.go("Home")
    window.work(workspace.check, lambda _result: None)
