"""A real window over a real workspace in a folder of its own, and waiting for what other threads bring."""

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from wizard import places, store
from wizard.cli import scripted
from wizard.core.questionnaire import Questionnaire
from wizard.session import Session, copies, open_assessment
from wizard.ui import jobs, theme
from wizard.ui.garbage import Collector
from wizard.ui.window import Window

BEAT = 20
"""Milliseconds after which is looked again, although nothing happened."""
NOON = datetime(2026, 11, 23, 12, 0, 0, tzinfo=UTC)
EXAMPLE = places.example()


def noon() -> datetime:
    """Give the time that stands still."""
    return NOON


def application(mode: theme.Theme = theme.LIGHT) -> QApplication:
    """Give the one application, dressed; garbage is collected as in the program."""
    found = QApplication.instance()
    made = found if isinstance(found, QApplication) else QApplication([])
    if made.findChild(Collector) is None:
        Collector(made)
    theme.dress(made, mode)
    return made


Answered = Callable[[store.Workspace], Session]


def example_session(workspace: store.Workspace) -> Session:
    """Answer the example."""
    return scripted.answered(workspace, EXAMPLE, noon, "Katrin Aalto")


_find = copies.find
_read: dict[str, Questionnaire] = {}


def _remembered(workspace: store.Workspace, digest: str) -> Questionnaire | None:
    """Give questions that were read before in this process, for hundreds of rooms open the same."""
    if digest not in _read:
        found = _find(workspace, digest)
        if found is None:
            return None
        _read[digest] = found
    return _read[digest]


@contextmanager
def room(
    folder: Path, *, example: bool = True, answered: Answered = example_session, size: tuple[int, int] = (1280, 800)
) -> Iterator[Window]:
    """Open a window, over an assessment, which is the example where no other is given, or over nothing."""
    application()
    if example:
        (folder / "w.plimsoll").write_bytes(_file_of(answered))
    workspace = store.open_workspace(folder / "w.plimsoll")
    window = Window(workspace, noon)
    window.resize(*size)
    if example:
        with pytest.MonkeyPatch.context() as patched:
            patched.setattr(copies, "find", _remembered)
            window.take(open_assessment(workspace, workspace.assessments()[0].id, noon))
    window.show()
    window.activateWindow()
    until(window.isActiveWindow)
    try:
        yield window
    finally:
        settle()
        window.close()
        window.take(None)
        window.deleteLater()
        settle()
        workspace.close()


@cache
def _file_of(answered: Answered) -> bytes:
    """Answer once for all tests: every answer waits for the disk."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "w.plimsoll"
        with closing(store.open_workspace(path)) as workspace:
            session = answered(workspace)
            open_assessment(workspace, session.assessment.id, noon)  # remembers the questions that it read
        return path.read_bytes()


def settle() -> None:
    """Let everything that waits happen, other threads included."""
    for _ in range(3):
        jobs.wait()
        QCoreApplication.sendPostedEvents()
        QCoreApplication.sendPostedEvents(
            None, QEvent.Type.DeferredDelete.value
        )  # left over, another thread deletes it
        QCoreApplication.processEvents()


def until(condition: Callable[[], bool], seconds: float = 20) -> None:
    """Handle events until something holds; between them the processor is left to those who work."""
    end, loop, beat = monotonic() + seconds, QEventLoop(), QTimer(interval=BEAT)
    beat.start()
    while not condition():
        if monotonic() > end:
            raise AssertionError("it did not come about in time")
        loop.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)  # with a time limit it would not wait


def keys(window: Window, *strokes: str) -> None:
    """Press keys as a keyboard does, each on whatever has the focus: "Ctrl+P", "Tab", "Space", or text to type."""
    from PySide6.QtGui import QKeySequence
    from PySide6.QtTest import QTest

    for stroke in strokes:
        target = QApplication.focusWidget() or QApplication.activeModalWidget() or window
        if stroke.startswith("'"):
            QTest.keyClicks(target, stroke[1:])
            continue
        pressed = QKeySequence(stroke)[0]
        QTest.keyClick(target, pressed.key(), pressed.keyboardModifiers())
        QCoreApplication.processEvents()
