"""A name of a piece of work in; what starts it as a process of its own, and what bounds that process, out."""

import contextlib
import os
import sys
from pathlib import Path

WORK = 10
"""Seconds of a processor. The example takes 1.3, 1,400 pages take 3.7, on the machine where this was measured."""
MEMORY = 512 * 2**20
"""The example takes 92 MB, 1,400 pages take 197 MB."""


def command(name: str) -> list[str]:
    """Give the command line that runs this program again for one piece of work."""
    if getattr(sys, "frozen", False):
        return [sys.executable, name]
    return [sys.executable, "-m", "wizard", name]


def environment() -> dict[str, str]:
    """Give the environment in which a checkout finds itself."""
    folders = [str(Path(__file__).resolve().parents[2]), os.environ.get("PYTHONPATH", "")]
    return {**os.environ, "PYTHONPATH": os.pathsep.join(folder for folder in folders if folder)}


def limit(work: int = WORK) -> None:
    """Bound this process: seconds of a processor, bytes of memory. Systems without such bounds keep the clock alone."""
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_CPU, (work, work + 1))
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
