"""A workspace and a file that was judged in; what the workspace knows of that file out. It changes no verdict."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from wizard.core.days import day
from wizard.store import Row, Workspace

ENDS = re.compile(rb"%%EOF(?:\r\n|\r|\n)?")
MOST_ENDS = 64
"""Places at which a file may once have ended; a report with twelve approvals has thirteen."""


@dataclass(frozen=True, slots=True)
class Acquainted:
    """What a workspace knows of a file: that it is the one it sealed, began as it, or is another one."""

    status: Literal["sealed-here", "began-here", "another", "draft", "unknown"]
    sentence: str


UNKNOWN = Acquainted("unknown", "This workspace has sealed no such file.")


def acquainted(workspace: Workspace, data: bytes, assessment: str = "") -> Acquainted:
    """Ask a workspace for a file by its SHA-256; `assessment` is the id in the record inside. Raises UserError."""
    from hashlib import sha256  # not at the start: it loads OpenSSL

    rows = workspace.assessments()
    sealed = {row.sealed_sha256: row for row in rows if row.sealed_sha256}
    whole = sealed.get(sha256(data).hexdigest())
    if whole is not None:
        return Acquainted("sealed-here", f"This is the file that this workspace sealed on {_day(whole)}.")
    began = next((sealed[digest] for digest in _beginnings(data) if digest in sealed), None) if sealed else None
    if began is not None:
        sentence = f"It began as the file that this workspace sealed on {_day(began)}; something was added since."
        return Acquainted("began-here", sentence)
    return _by_assessment(next((row for row in rows if assessment and row.id == assessment), None))


def _by_assessment(row: Row | None) -> Acquainted:
    """Say what is known of the assessment whose id a file carries: anybody can write that id into a file."""
    if row is None:
        return UNKNOWN
    if not row.sealed_sha256:
        return Acquainted("draft", "This workspace holds this assessment as a draft and has not sealed it.")
    return Acquainted("another", f"This workspace sealed another file for this assessment, on {_day(row)}.")


def _day(row: Row) -> str:
    return day(datetime.fromisoformat(row.sealed).astimezone())


def _beginnings(data: bytes) -> Iterator[str]:
    """Give the SHA-256 of the file as it was at each earlier end of it."""
    from hashlib import sha256

    seen, at = sha256(), 0
    for number, found in enumerate(ENDS.finditer(data)):
        if number >= MOST_ENDS:
            return
        seen.update(memoryview(data)[at : found.end()])
        at = found.end()
        yield seen.hexdigest()
