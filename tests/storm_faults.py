"""The Nth call to the disk fails, for every N: a sentence, nothing lost, and trying again works.

Every kind of call fails once, and from there on (a drive that is pulled out) until the step is tried again.
"""

import ctypes
import errno
import json
import random
import shutil
import sys
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from tests import disk
from tests.disk_jobs import AT, BEFORE, NAME, said, some_answers, trouble_with
from wizard import store
from wizard.core.assessment import Answer, Evidence
from wizard.errors import UserError

ERRORS = {
    "read": (errno.EIO,),
    "open": (errno.EIO, errno.EMFILE, errno.EROFS),
    "write": (errno.ENOSPC, errno.EIO),
    "truncate": (errno.EIO, errno.EROFS),
    "sync": (errno.EIO, errno.ENOSPC),
    "name": (errno.EIO, errno.ENOSPC, errno.EROFS),
}
CASES = [(kind, error, forever) for kind, errors in ERRORS.items() for error in errors for forever in (0, 1)]


class Work:
    """A user's day in steps. Each is tried again where it failed, as a user does."""

    def __init__(self, folder: Path) -> None:
        """Begin with a workspace that is closed."""
        self.folder = folder
        self.saved = BEFORE
        self.workspace = store.open_workspace(folder / NAME)
        self.workspace.close()
        self.proof = ("", 0)

    def steps(self) -> list[Callable[[], None]]:
        """List what is done, in its order."""
        return [
            self.open,
            self.answer,
            self.keep,
            self.answer,
            self.set,
            self.back_up,
            self.copy,
            self.seal,
            self.close,
        ]

    def open(self) -> None:
        """Open the file."""
        self.workspace = store.open_workspace(self.folder / NAME)

    def answer(self) -> None:
        """Record one answer, often a long one; where it failed and is there nevertheless, it is not given again."""
        if len(self.workspace.log("a")) == self.saved:
            self.workspace.record("a", f"q{self.saved % 7}", said(self.saved))
        self.saved += 1

    def keep(self) -> None:
        """Attach a file."""
        self.proof = self.workspace.keep(self.folder / "proof")

    def set(self) -> None:
        """Change a setting."""
        self.workspace.set_setting("name", "Ada")

    def back_up(self) -> None:
        """Make a copy."""
        self.workspace.backup("round")

    def copy(self) -> None:
        """Make a new version, with the evidence on an answer of it."""
        if len(self.workspace.assessments()) == 1:
            self.workspace.copy("a", "b", AT)
        item = Evidence("proof", "file", *self.proof)
        self.workspace.record("b", "evidence", Answer("x", evidence=(item,), at=AT))

    def seal(self) -> None:
        """Mark one sealed."""
        self.workspace.mark_sealed("b", AT, "0" * 64)

    def close(self) -> None:
        """Leave, and look at all of it once more."""
        self.workspace.close()

    def trouble(self) -> str:
        """Say what is wrong in the end."""
        self.workspace = store.open_workspace(self.folder / NAME)
        try:
            if not self.workspace.assessment("b").sealed or self.workspace.setting("name") != "Ada":
                return "a change that was reported is lost"
            strange = sorted(path.name for path in self.folder.rglob("*") if "(" in path.name or ".part" in path.name)
            return (
                trouble_with(self.workspace, self.saved)
                or self.workspace.blob_problem(self.proof[0])
                or "".join(strange)
            )
        finally:
            self.workspace.close()


def begun(folder: Path) -> Path:
    """Make the folder that every try begins with."""
    folder.mkdir(parents=True)
    some_answers(folder)
    (folder / "proof").write_bytes(b"proof" * 20_000)
    return folder


def fail(folder: Path, library: ctypes.CDLL, case: tuple[str, int, int], at: int) -> tuple[bool, str]:
    """Let one call of a day fail; tell whether the day was long enough for it, and what went wrong."""
    kind, error, forever = case
    work, reached = Work(folder), False
    library.disk_arm(disk.KINDS[kind], at, error, forever)
    try:
        for step in work.steps():
            trouble = _tried(step)
            if trouble is not None:
                reached = True
                library.disk_arm(0, 0, 0, 0)
                if trouble:
                    return True, f"{step.__name__}: {trouble}"
                step()
        reached = reached or library.disk_counted() >= at
        library.disk_arm(0, 0, 0, 0)
        return reached, work.trouble()
    except Exception as problem:  # noqa: BLE001 - whatever is raised is the finding
        return True, repr(problem)
    finally:
        library.disk_arm(0, 0, 0, 0)
        with suppress(UserError, OSError):  # told above, where it was not told already
            work.workspace.close()


def _tried(step: Callable[[], None]) -> str | None:
    """Do one step; None when it worked, otherwise what is wrong with how it failed."""
    try:
        step()
    except store.DamagedError as error:
        return f"taken for damage: {error}"
    except UserError as error:
        return "" if error.sentence and error.hint else f"no sentence or hint: {error}"
    return None


def run_case(
    case: tuple[str, int, int], folder: Path, library: ctypes.CDLL, every: int, chance: random.Random
) -> list[str]:
    """Let every `every`th call of one kind fail, each in a day of its own."""
    troubles, at, reached = [], chance.randint(1, every), True
    while reached:
        shutil.rmtree(folder / "day", ignore_errors=True)
        shutil.copytree(folder / "begun", folder / "day")
        reached, trouble = fail(folder / "day", library, case, at)
        if trouble:
            kind, error, forever = case
            troubles.append(f"{kind} {at}{' and later' * forever}, {errno.errorcode[error]}: {trouble}")
        at += every
    return troubles


def run(count: int, seed: int, every: int = 0) -> list[str]:
    """Let calls fail: every one from a count of 100 on, fewer below that."""
    why = disk.missing()
    if why:
        return [why]
    with tempfile.TemporaryDirectory() as folder:
        library, work = disk.built(Path(folder)), Path(folder) / "work"
        said_ = disk.run(
            library, "tests.storm_faults", library, work, every or max(1, 100 // max(count, 1)), seed, root=work / "day"
        )
        return list(json.loads(said_))


def main(library: str, work: str, every: str, seed: str) -> None:
    """Go through all cases, and print what went wrong."""
    chance, shim = random.Random(int(seed)), ctypes.CDLL(library)
    begun(Path(work) / "begun")
    print(json.dumps([each for case in CASES for each in run_case(case, Path(work), shim, int(every), chance)]))


if __name__ == "__main__":
    main(*sys.argv[1:])
