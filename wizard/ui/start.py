"""A workspace's path in; the application runs: screen, colours, and the window's frame. All else follows the first picture."""

import os
import sys
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from wizard.ui import appearance, theme
from wizard.ui.window import Window

NO_SCREEN = (
    "plimsoll: there is no screen to open a window on.\nUse the commands instead (plimsoll --help), or set DISPLAY."
)
AT_LATEST = 500
"""Where the system paints nothing, a covered window say, work begins all the same."""


def start(path: str | None) -> int:
    """Run the application until its window is closed; 1 when there is no screen or no workspace."""
    if not _has_screen():
        sys.stderr.write(NO_SCREEN + "\n")
        return 1
    application = QApplication.instance() or QApplication(["plimsoll", "-style", "fusion"])
    assert isinstance(application, QApplication)  # noqa: S101 - Qt's own type is wider
    application.setApplicationDisplayName("Plimsoll")
    application.setPalette(theme.palette(theme.chosen(appearance.mode())))
    window = Window()
    window.painted = lambda: _begin(application, window, path)
    window.show()
    QTimer.singleShot(AT_LATEST, window.first_picture)
    return application.exec()


def _begin(application: QApplication, window: Window, path: str | None) -> None:
    from wizard.ui.beginning import begin

    begin(application, window, Path(path) if path else None)


def _has_screen() -> bool:
    if not sys.platform.startswith("linux") or os.environ.get("QT_QPA_PLATFORM"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
