"""A bug anywhere in; one line in the log, one dialog per kind, and the window goes on."""

import sys
import threading
import traceback
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from wizard import __version__
from wizard.disk import make_private_folder

SAFE = "Everything up to {time} is saved. You can go on."
NOT_SAVED = "What is not saved yet is kept in the window. You can go on."


class Faults(QObject):
    """Where every uncaught exception ends, from slots, timers, paint events and other threads alike."""

    happened = Signal(str, str)

    def __init__(
        self,
        log: Callable[[], Path],
        window: Callable[[], QWidget | None],
        now: Callable[[], datetime],
        parent: QObject | None = None,
    ) -> None:
        """Take how to find the file to write to and the window, the clock, and what keeps this alive."""
        super().__init__(parent)
        self._log, self._window, self._now = log, window, now
        self._seen: set[str] = set()
        self.happened.connect(self._show)

    def install(self) -> None:
        """Catch what nobody else catches."""
        sys.excepthook = self.caught
        threading.excepthook = lambda fault: self.caught(fault.exc_type, fault.exc_value, fault.exc_traceback)

    def caught(self, kind: type[BaseException], _error: BaseException | None, where: TracebackType | None) -> None:
        """Write the fault down and show it; never the text of an answer, so the message of the exception is left out."""
        if kind is not None and issubclass(kind, KeyboardInterrupt):
            QGuiApplication.quit()
            return
        frames = traceback.format_list(traceback.extract_tb(where))
        place = frames[-1].strip() if frames else ""
        details = f"Plimsoll {__version__}, Python {sys.version.split()[0]}\n{kind.__name__}\n{''.join(frames)}"
        self._write(details)
        self.happened.emit(f"{kind.__name__} {place}", details)

    def _write(self, details: str) -> None:
        try:
            log = self._log()
            make_private_folder(log.parent)
            with log.open("a", encoding="utf-8") as file:
                log.chmod(0o600)
                file.write(f"{self._now():%Y-%m-%dT%H:%M:%SZ}\n{details}\n")
        except OSError:
            sys.stderr.write(details)

    def _show(self, kind: str, details: str) -> None:
        if kind in self._seen:
            return
        self._seen.add(kind)
        window = self._window()
        flush = getattr(window, "flush", None)
        if callable(flush):
            flush()
        time = f"{self._now().astimezone():%H:%M}"
        safe = NOT_SAVED if getattr(window, "unsaved", None) else SAFE.format(time=time)
        from wizard.ui.fault_dialog import fault_dialog

        fault_dialog(window, details, safe).open()
