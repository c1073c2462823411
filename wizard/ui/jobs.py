"""A slow function in; its result out on the window's own thread, so that no work of ours stops the window."""

import sys
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QRunnable, QThreadPool, Signal

from wizard.errors import UserError

Done = Callable[[Any], None]
Failed = Callable[[UserError], None]
Moved = Callable[[Any], None]
RESTS = 1000
"""A thread without work ends after so long (ms): what its stack has touched is given back."""


class Job(QObject):
    """One piece of work on its way; the slots run on the thread that made it."""

    finished = Signal(object)
    broke = Signal(object)
    moved = Signal(object)

    def __init__(self, done: Done, failed: Failed, progress: Moved | None) -> None:
        super().__init__()
        self._done, self._failed, self._progress = done, failed, progress
        self.finished.connect(self._finish)
        self.broke.connect(self._break)
        self.moved.connect(self._move)

    def _finish(self, result: object) -> None:
        _under_way.discard(self)
        self._done(result)

    def _break(self, error: BaseException) -> None:
        _under_way.discard(self)
        if isinstance(error, UserError):
            self._failed(error)
        else:
            sys.excepthook(type(error), error, error.__traceback__)

    def _move(self, step: object) -> None:
        if self._progress is not None:
            self._progress(step)


_under_way: set[Job] = set()
"""Keeps jobs alive until their result was delivered."""


class _Runner(QRunnable):
    def __init__(self, job: Job, function: Callable[..., Any], *, tells: bool) -> None:
        super().__init__()
        self.job, self.function, self.tells = job, function, tells

    def run(self) -> None:
        """Do the work and hand over what came of it, whatever it was."""
        try:
            result = self.function(self.job.moved.emit) if self.tells else self.function()
        except BaseException as error:  # noqa: BLE001 - a worker's fault is shown on the window's thread
            self.job.broke.emit(error)
        else:
            self.job.finished.emit(result)


def start(function: Callable[..., Any], done: Done, failed: Failed, progress: Moved | None = None) -> Job:
    """Run a function on another thread. With `progress` it is given a callable that reports a step."""
    job = Job(done, failed, progress)
    _under_way.add(job)
    pool = QThreadPool.globalInstance()
    pool.setExpiryTimeout(RESTS)
    pool.start(_Runner(job, function, tells=progress is not None))
    return job


def while_there(owner: QObject, slot: Callable[..., None]) -> Callable[..., None]:
    """Give a slot that does nothing once its owner is gone: another assessment may have been opened meanwhile."""

    def call(*results: Any) -> None:  # noqa: ANN401 - whatever the work brought
        if _is_there(owner):
            slot(*results)

    return call


def _is_there(owner: QObject) -> bool:
    try:
        owner.objectName()
    except RuntimeError:  # Qt has deleted what stands behind it
        return False
    return True


def wait() -> None:
    """Wait for every piece of work; called when the window closes."""
    QThreadPool.globalInstance().waitForDone()
