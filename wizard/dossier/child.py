"""A name of a piece of work and bytes in; what a process of its own, which is bounded, makes of them out."""

import contextlib
import os
import subprocess
import sys
from pathlib import Path

WORK = 10
"""Seconds of a processor. The example takes 1.3, 1,400 pages take 3.7, on the machine where this was measured."""
MEMORY = 512 * 2**20
"""The example takes 92 MB, 1,400 pages take 197 MB."""


def answer(name: str, question: bytes, seconds: float) -> subprocess.CompletedProcess[bytes]:
    """Have one piece of work done in a process of its own: bytes to its input, bytes from its output.

    Raises OSError, or subprocess.TimeoutExpired when it takes longer by the clock on the wall.
    """
    return subprocess.run(  # noqa: S603 - our own program, nothing from the file on the command line
        _command(name),
        input=question,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        timeout=seconds,
        check=False,
        env=_environment(),
    )


def _command(name: str) -> list[str]:
    """Give the command line that runs this program again for one piece of work."""
    if getattr(sys, "frozen", False):
        return [sys.executable, name]
    return [sys.executable, "-m", "wizard", name]


def _environment() -> dict[str, str]:
    """Give the environment in which a checkout finds itself."""
    folders = [str(Path(__file__).resolve().parents[2]), os.environ.get("PYTHONPATH", "")]
    return {**os.environ, "PYTHONPATH": os.pathsep.join(folder for folder in folders if folder)}


def limit(work: int = WORK) -> None:
    """Bound this process: seconds of a processor, bytes of memory. Systems without such bounds keep the clock alone."""
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_CPU, (work, work + 1))
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
