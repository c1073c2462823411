"""A workspace's path in; the application runs: screen, theme, workspace, window, and what must happen when it ends."""

import gc
import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication, QSessionManager
from PySide6.QtWidgets import QApplication, QMessageBox

from wizard import places
from wizard.clock import utc_now
from wizard.errors import UserError
from wizard.store import Workspace, open_workspace
from wizard.ui import theme
from wizard.ui.faults import Faults
from wizard.ui.window import Window

NO_SCREEN = (
    "plimsoll: there is no screen to open a window on.\nUse the commands instead (plimsoll --help), or set DISPLAY."
)
LISTEN_EVERY = 200
AT_LATEST = 500
"""Where the system paints nothing, a covered window say, work begins all the same."""


def start(path: str | None) -> int:
    """Run the application until its window is closed; 1 when there is no screen or no workspace."""
    if not _has_screen():
        sys.stderr.write(NO_SCREEN + "\n")
        return 1
    application = QApplication.instance() or QApplication(["plimsoll"])
    assert isinstance(application, QApplication)  # noqa: S101 - Qt's own type is wider
    application.setApplicationDisplayName("Plimsoll")
    application.setQuitOnLastWindowClosed(True)
    theme.dress(application, theme.chosen("system"))
    workspace = _opened(Path(path) if path else places.default_workspace())
    if workspace is None:
        return 1
    return _run(application, workspace)


def _run(application: QApplication, workspace: Workspace) -> int:
    theme.dress(application, theme.chosen(workspace.setting("theme", "system")))
    window = Window(workspace)
    faults = Faults(places.log_file, lambda: window, utc_now)
    faults.install()
    window.painted = lambda: _after_first_paint(window)
    window.go("Home")
    window.show()
    QTimer.singleShot(AT_LATEST, window.first_picture)
    heartbeat = _end_on_signals(window)
    application.commitDataRequest.connect(lambda manager: _flush(window, manager))
    code = application.exec()
    heartbeat.stop()
    window.flush()
    workspace.close()
    return code


def _after_first_paint(window: Window) -> None:
    """Do what the first picture did not need: collect garbage again, check the whole file, read the slow libraries."""
    gc.enable()
    from wizard.ui import loading

    def ready() -> None:
        window.workspace.check()
        loading.warm_up()

    window.work(ready, lambda _result: None, window.fail)


def _flush(window: Window, _manager: QSessionManager) -> None:
    window.flush()


def _end_on_signals(window: Window) -> QTimer:
    """Close the window on SIGTERM and SIGINT, so that the last letter is saved. Python hears signals between events."""
    for name in ("SIGTERM", "SIGINT", "SIGHUP"):
        number = getattr(signal, name, None)
        if number is not None:
            signal.signal(number, lambda _number, _frame: window.leave())
    heartbeat = QTimer(window, interval=LISTEN_EVERY)
    heartbeat.timeout.connect(lambda: None)
    heartbeat.start()
    return heartbeat


def _has_screen() -> bool:
    if not sys.platform.startswith("linux") or os.environ.get("QT_QPA_PLATFORM"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _opened(path: Path) -> Workspace | None:
    """Open the workspace; a refusal is shown, with the newest good backup offered where the file is damaged."""
    try:
        return open_workspace(path, check=False)
    except UserError as error:
        return _after_refusal(path, error, open_workspace)


def _after_refusal(path: Path, error: UserError, again: Callable[..., Workspace]) -> Workspace | None:
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
        return _after_refusal(path, second, again)


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
