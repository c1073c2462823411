"""The window and another file in; the window over that workspace out, or the one before with the reason why not."""

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from wizard.errors import UserError
from wizard.ui import banners, jobs

if TYPE_CHECKING:
    from wizard.store import Workspace
    from wizard.ui.window import Window

ENDING = ".plimsoll"
RESTORED = "The newest good backup is open. The damaged file lies beside it."
WAITS = "The other workspace was not opened: what you wrote last is not saved yet."
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
    if path.absolute() == window.workspace.path.absolute():
        return
    if window.unsaved:
        window.toast(WAITS)
        return
    try:
        other = open_workspace(path, check=False)
    except UserError as error:  # whatever it is, it is about that file: nothing is closed here
        banners.show_refusal(window, error)
        return
    window.take(None)
    jobs.wait()
    window.workspace.close()
    put(window, other)


def open_backup(window: "Window") -> None:
    """Put the newest good backup in the place of the damaged file, which is kept beside it, and open that.

    Where that fails the damaged file is open again, to be read, and both reasons are said until it is tried again. What
    could not be saved goes into the backup.
    """
    from wizard.store import open_workspace, restore

    path, damage = window.workspace.path, window.damage
    window.take(None)
    jobs.wait()
    window.workspace.close()
    try:
        restore(path)
        other = open_workspace(path)
    except UserError as error:
        _open_again(window, path, _both(damage, error))
        return
    put(window, other)
    window.toast(RESTORED)
    window.unsaved.put_back()


def _both(damage: UserError | None, error: UserError) -> UserError:
    """Say what is damaged, and why its backup could not be opened."""
    from wizard.store import DamagedError

    known = damage or error
    return DamagedError(
        known.sentence,
        f"{error.sentence} {error.hint}".strip(),
        getattr(known, "backup", None),
        getattr(known, "path", None),
    )


def _open_again(window: "Window", path: Path, damage: UserError) -> None:
    """Open the damaged file to be read; where even that is refused, everything stays shut until a file is open."""
    from wizard.store import open_workspace

    before = window.workspace
    with suppress(UserError):
        before = open_workspace(path, check=False)
    put(window, before, damage)


def open_backup_of(window: "Window", path: Path) -> None:
    """Do the same with another file, which is not open; the workspace that is stays so until the backup is."""
    from wizard.store import restore

    try:
        restore(path)
    except UserError as error:
        banners.show_refusal(window, error)
        return
    switch(window, path)
    if window.workspace.path.absolute() == path.absolute():
        window.toast(RESTORED)


def put(window: "Window", workspace: "Workspace", damage: UserError | None = None) -> None:
    """Show a workspace that was just opened; its file is checked on another thread, unless it is known to be damaged."""
    window.workspace = workspace
    window.damage = damage
    window.drop_places()
    window.heed_letters()
    window.go("Home")
    if damage is None:
        window.work(workspace.check, lambda _result: None)
