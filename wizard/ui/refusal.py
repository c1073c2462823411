"""A workspace that cannot be opened in; said in a dialog, and its newest good backup out where the user wants it."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMessageBox

from wizard.errors import UserError
from wizard.store import Workspace


def after_refusal(path: Path, error: UserError, again: Callable[..., Workspace]) -> Workspace | None:
    """Say why, and open the backup where there is one and the user wants it."""
    backup = getattr(error, "backup", None)
    dialog = refusal_dialog(error, offers_backup=backup is not None)
    dialog.exec()
    if backup is None or dialog.clickedButton() is not dialog.defaultButton():
        return None
    from wizard.store import restore

    try:
        restore(path)
        return again(path, check=False)
    except UserError as second:
        return after_refusal(path, second, again)


def refusal_dialog(error: UserError, *, offers_backup: bool) -> QMessageBox:
    """Make the dialog of a workspace that cannot be opened: what happened, what to do."""
    dialog = QMessageBox()
    dialog.setTextFormat(Qt.TextFormat.PlainText)
    dialog.setWindowTitle(QGuiApplication.applicationDisplayName())
    dialog.setText(error.sentence)
    dialog.setInformativeText(error.hint)
    if offers_backup:
        restore = dialog.addButton("Open the backup", QMessageBox.ButtonRole.AcceptRole)
        dialog.setDefaultButton(restore)
        dialog.addButton("Close", QMessageBox.ButtonRole.RejectRole)
    else:
        dialog.addButton("Close", QMessageBox.ButtonRole.RejectRole)
    return dialog
