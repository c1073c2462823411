"""A window in; the strip under its header out: what cannot be trusted, what is not saved, why nothing may change."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from wizard.errors import UserError
    from wizard.store import Workspace
    from wizard.ui.window import Window

TRY_AGAIN = "Try again"
OPEN_BACKUP = "Open the backup"
NEW_VERSION = "New version"
UNSAVED = "What you wrote last is not saved: it is kept in this window, and put into the backup once that is open."
KEPT = "Your answer is kept in this window; put it right and press Try again."


def show(window: Window) -> None:
    """Show the gravest thing there is to say, or nothing."""
    session = window.shown_session()
    if window.damage is not None:
        _show_damage(window, window.damage)
    elif window.unsaved:
        window.header.saved.is_not_saved()
        error = window.unsaved.error
        sentence = f"Not saved. {error.sentence if error else ''} {KEPT}"
        window.banner.show_banner("error", sentence, TRY_AGAIN, window.save_again)
    elif session is not None and session.read_only:
        blue = bool(session.assessment.sealed)
        action = NEW_VERSION if blue else ""
        window.banner.show_banner("blue" if blue else "grey", session.read_only, action, window.new_version)
    else:
        window.banner.hide()


def is_damage(error: UserError, workspace: Workspace) -> bool:
    """Tell whether this workspace is damaged: another file's damage closes nothing here."""
    path = getattr(error, "path", None)
    return hasattr(error, "backup") and (path is None or path.absolute() == workspace.path.absolute())


def show_refusal(window: Window, error: UserError) -> None:
    """Say what the world refused; where another workspace is damaged, its own backup can be opened."""
    from wizard.ui import workspaces

    sentence, path = f"{error.sentence} {error.hint}".strip(), getattr(error, "path", None)
    if path is not None and getattr(error, "backup", None):
        window.banner.show_banner("error", sentence, OPEN_BACKUP, lambda: workspaces.open_backup_of(window, path))
    else:
        window.banner.show_banner("error", sentence, "Close", lambda: show(window))


def _show_damage(window: Window, error: UserError) -> None:
    """Keep saying that the file cannot be trusted: nothing can be saved until another one is open."""
    from wizard.ui import workspaces

    window.header.saved.is_not_saved()
    action = OPEN_BACKUP if getattr(error, "backup", None) else ""
    waits = UNSAVED if window.unsaved else ""
    sentence = " ".join(part for part in (error.sentence, error.hint, waits) if part)
    window.banner.show_banner("error", sentence, action, lambda: workspaces.open_backup(window))
