"""The first picture is on screen: faults are caught, the style put on, the workspace opened or refused, Home shown.

All of it waits for the first picture, because none of it shows there; each step leaves the window free in between.
"""

import signal
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from wizard import places
from wizard.clock import utc_now
from wizard.errors import UserError
from wizard.store import Workspace, open_workspace
from wizard.ui import appearance, theme
from wizard.ui.faults import Faults
from wizard.ui.garbage import Collector
from wizard.ui.window import Window

LISTEN_EVERY = 200


def begin(application: QApplication, window: Window, path: Path | None) -> None:
    """Open the workspace and show Home; without a workspace the application ends with 1."""
    if not window.isVisible():
        return
    Faults(places.log_file, lambda: window, utc_now, window).install()
    theme.dress(application, theme.chosen(appearance.mode()))
    workspace = opened(path or places.default_workspace())
    if workspace is None:
        application.exit(1)
        return
    application.aboutToQuit.connect(lambda: _end(window))
    _end_on_signals(window)
    application.commitDataRequest.connect(lambda _manager: window.flush())
    window.begin(workspace)
    QTimer.singleShot(0, window, lambda: _show_home(window))


def _end(window: Window) -> None:
    window.flush()
    window.workspace.close()


def _show_home(window: Window) -> None:
    window.go("Home")
    Collector(window)
    window.work(window.workspace.check, lambda _result: None)


def _end_on_signals(window: Window) -> None:
    """Close the window on SIGTERM and SIGINT, so that the last letter is saved. Python hears signals between events."""
    for name in ("SIGTERM", "SIGINT", "SIGHUP"):
        number = getattr(signal, name, None)
        if number is not None:
            signal.signal(number, lambda _number, _frame: window.leave())
    heartbeat = QTimer(window, interval=LISTEN_EVERY)
    heartbeat.timeout.connect(lambda: None)
    heartbeat.start()


def opened(path: Path) -> Workspace | None:
    """Open the workspace; a refusal is shown, with the newest good backup offered where the file is damaged."""
    try:
        return open_workspace(path, check=False)
    except UserError as error:
        from wizard.ui.refusal import after_refusal

        return after_refusal(path, error, open_workspace)
