"""A path in; the file judged out: its bytes, the verdict, and the verdict on the part that was signed."""

import hashlib
import json
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from wizard.clock import stamp
from wizard.errors import UserError
from wizard.session.sealed_files import acquainted
from wizard.store import Workspace
from wizard.ui.findings import SEALED, word
from wizard.ui.keeping import keep
from wizard.ui.literal import literal
from wizard.ui.trusting import known

if TYPE_CHECKING:
    from wizard.dossier import Verdict

LARGEST = 60 * 2**20
PIECE = 2**20


@dataclass(frozen=True, slots=True)
class Checked:
    """A file as it was read and judged. `part` is the verdict on its signed part, where something was only added.

    `data` is what was judged; `size` and `sha256` are those of the whole file, which may be larger than any report.
    """

    path: Path
    data: bytes
    size: int
    sha256: str
    verdict: "Verdict"
    part: "Verdict | None"
    at: datetime
    known: str = ""
    """What the open workspace knows of the file, in a sentence; empty where it has nothing to do with it."""

    @property
    def word(self) -> str:
        """Say what the workspace knows of the file, and what no verdict proves."""
        return f"{self.known} {word(self.verdict, self.part)}".strip()

    @property
    def name(self) -> str:
        """Give the file's name."""
        return self.path.name

    @property
    def size_in_words(self) -> str:
        """Say how large it is, and how much of that is signed where it is not all."""
        whole, signed = kilobytes(self.size), self.verdict.judgement.signed_bytes
        return f"{whole}, {kilobytes(signed)} of it signed" if signed > 0 and kilobytes(signed) != whole else whole

    @property
    def signed(self) -> bytes:
        """Give the bytes of the revision that the seal covers."""
        return self.data[: self.verdict.judgement.signed_bytes]


def kilobytes(size: int) -> str:
    """Say a size."""
    return f"{max(1, round(size / 1000))} kB"


def check(path: Path, now: datetime, tell: Callable[[int], None], workspace: Workspace | None = None) -> Checked:
    """Read a file and judge it; `tell` hears how many bytes there are. Raises UserError when it cannot be read."""
    from wizard import dossier

    data, size, sha256 = _read(path)
    tell(size)
    verdict = dossier.open_report(data, known(), now)
    checked = Checked(path, data, size, sha256, verdict, None, now, _known(workspace, data, verdict))
    if not verdict.judgement.appended or not 0 < len(checked.signed) < len(data):
        return checked
    part = dossier.open_report(checked.signed, known(), now)
    return replace(checked, part=part if part.outcome in SEALED else None)


def _known(workspace: Workspace | None, data: bytes, verdict: "Verdict") -> str:
    """Ask the open workspace; a damaged one says nothing here, and everything elsewhere."""
    if workspace is None:
        return ""
    with suppress(UserError):
        found = acquainted(workspace, data, verdict.record.assessment.id if verdict.record else "")
        return found.sentence if found.status != "unknown" else ""
    return ""


def keep_signed_part(checked: Checked, target: Path) -> str:
    """Write the signed part to a file, judge that file, and say what it is. Raises UserError."""
    from wizard import dossier

    if target.exists() and checked.path.exists() and target.samefile(checked.path):
        raise UserError("That is the changed file itself. Nothing was saved.", "Choose another name.")
    keep(target, checked.signed)
    verdict = dossier.open_report(target.read_bytes(), known(), checked.at)
    if verdict.outcome not in SEALED:
        raise UserError(
            f"{literal(target.name)} was saved, but it is not a sealed report: {literal(verdict.reason)}",
            "Ask the sender for the sealed file.",
        )
    who = "" if verdict.outcome == SEALED[0] else ", by someone you don\N{RIGHT SINGLE QUOTATION MARK}t know"
    return f"Saved {literal(target.name)} and checked it: sealed and unchanged{who}."


def keep_check(checked: Checked, target: Path) -> str:
    """Write the verdict to a file as JSON, with what was judged and when. Raises UserError."""
    parts = {
        **checked.verdict.as_json(),
        "file": {
            "name": checked.name,
            "bytes": checked.size,
            "sha256": checked.sha256,
        },
        **({"workspace": checked.known} if checked.known else {}),
        "checked_at": stamp(checked.at),
    }
    keep(target, f"{json.dumps(parts, indent=2)}\n".encode())
    return f"Saved {literal(target.name)}."


def _read(path: Path) -> tuple[bytes, int, str]:
    """Read as much as can be judged, and measure all of it."""
    try:
        if path.exists() and not path.is_file():
            raise UserError(f"{literal(path.name)} is not a file.", "Choose a PDF.")
        with path.open("rb") as file:
            data = file.read(LARGEST)
            size, seen = len(data), hashlib.sha256(data)
            while piece := file.read(PIECE):
                size += len(piece)
                seen.update(piece)
        return data, size, seen.hexdigest()
    except (OSError, ValueError) as error:  # a path with a zero in it is a ValueError
        why = error.strerror if isinstance(error, OSError) and error.strerror else "there is no such file"
        raise UserError(
            f"{literal(path.name)} cannot be read: {why}.", "Choose the file again, or copy it here first."
        ) from error
