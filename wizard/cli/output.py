"""Text in, text on the standard streams out; a stream that takes nothing more is a code of its own, never a traceback."""

import io
import os
import sys
from pathlib import Path
from typing import TextIO

from wizard.cli.plainly import in_lines

UNPRINTED = 74
"""Ends a command whose output could not be written; no verdict has this code."""


class UnprintedError(Exception):
    """The standard output takes nothing more; `reason` is empty where its reader has heard enough."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def prepare() -> None:
    """Let every character be printed, and be silent where there is no stream to complain on. Raises UnprintedError."""
    if sys.stderr is None:
        sys.stderr = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115 - open as long as the program runs
    if sys.stdout is None:
        raise UnprintedError("it is closed")
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")


def say(text: str) -> None:
    """Print text of a command, at once. Raises UnprintedError."""
    _put(f"{text}\n")


def say_bytes(data: bytes) -> None:
    """Print bytes as they are. Raises UnprintedError."""
    try:
        sys.stdout.buffer.write(data)
        sys.stdout.flush()
    except OSError as error:
        raise unprinted(error) from error


def finish() -> None:
    """Have everything on its way that was printed. Raises UnprintedError."""
    _put("")


def complain(text: str, end: str = "\n") -> None:
    """Tell people what is wrong; where nobody can hear it there is nothing more to do."""
    try:
        print(in_lines(text), file=sys.stderr, end=end, flush=True)
    except OSError:
        _drop(sys.stderr)


def _put(text: str) -> None:
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except OSError as error:
        raise unprinted(error) from error


def unprinted(error: OSError) -> UnprintedError:
    """Turn what the standard output said into what ends a command."""
    _drop(sys.stdout)
    return UnprintedError("" if isinstance(error, BrokenPipeError) else error.strerror or str(error))


def _drop(stream: TextIO) -> None:
    """Send what is left in a stream nowhere: Python would try again at its end, and complain in its own words."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nowhere, stream.fileno())
    except (OSError, ValueError):  # a stream without a file beneath it holds nothing back
        return
    finally:
        os.close(nowhere)
