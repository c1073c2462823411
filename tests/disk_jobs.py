"""What a user does, as jobs to be cut short: prepare a folder, do the job in a child, say what is wrong with what is left.

python -m tests.disk_jobs JOB FOLDER does one; it reports each thing that it was told is done with `disk.mark`.
"""

import ctypes
import errno
import os
import sys
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from types import MappingProxyType

from tests import disk, identity_jobs
from wizard import store
from wizard.core.assessment import Answer, Evidence
from wizard.errors import UserError
from wizard.store import files, opening
from wizard.store.backup import backups, newest_good
from wizard.store.files import paths_of
from wizard.store.schema import CURRENT

AT = "2026-11-24T09:00:00Z"
NOON = datetime(2026, 11, 24, 12, 0, 0, tzinfo=UTC)
TEXTS = (("intake.yaml", "module: intake\n"),)
NAME = "work.plimsoll"
REPORT = "report.pdf"
PASSPHRASE = "a long passphrase"
BEFORE = 4  # answers that are there before a job begins
NEXT = replace(
    CURRENT,
    version=CURRENT.version + 1,
    ddl=(*CURRENT.ddl, "CREATE TABLE more (x TEXT)"),
    steps=MappingProxyType({CURRENT.version: lambda database: database.execute("CREATE TABLE more (x TEXT)")}),
)


@dataclass(frozen=True, slots=True)
class Job:
    """One thing that a user does."""

    prepare: Callable[[Path], None]
    act: Callable[[Path], None]
    wrong: Callable[[Path, list[str]], str]


def said(number: int) -> Answer:
    """Give the answer of this number; some are long, so that they take many pages."""
    return Answer(f"answer {number}" + (number % 5 == 3) * (3000 * " long"), at=AT)


def some_answers(folder: Path) -> None:
    """Make a workspace with a few answers."""
    with closing(store.open_workspace(folder / NAME)) as workspace:
        workspace.create("a", TEXTS, AT)
        for number in range(BEFORE):
            workspace.record("a", f"q{number % 7}", said(number))


def nothing(_folder: Path) -> None:
    """Leave the folder empty."""


def trouble_with(workspace: store.Workspace, saved: int) -> str:
    """Say what is wrong with a workspace that reported so many answers as saved; empty when nothing is."""
    rows = workspace.log("a")
    if len(rows) < saved:
        return f"{saved} answers were saved, {len(rows)} are there"
    wrong = [row.seq for number, row in enumerate(rows) if row.answer != said(number)]
    return f"answers {wrong} are not as they were given" if wrong else workspace.broken_chain()


def half_files(folder: Path) -> str:
    """Name what a dead program left half written beside a workspace that was opened since."""
    ends = (".part", ".part-journal", ".new", ".new-journal", ".lock")
    found = sorted(path.name for path in folder.rglob("*") if path.name.endswith(ends) and "damaged" not in path.name)
    return f"left lying: {found}" if found else ""


def opened(folder: Path, saved: int, shape: store.Shape = CURRENT) -> str:
    """Say what is wrong with the workspace in a folder, and whether it takes another answer."""
    with closing(store.open_workspace(folder / NAME, shape=shape)) as workspace:
        trouble = trouble_with(workspace, saved)
        if trouble:
            return trouble
        count = len(workspace.log("a"))
        workspace.record("a", "one more", said(count))
        trouble = trouble_with(workspace, count + 1)
    return trouble or half_files(folder)


def save(folder: Path) -> None:
    """Answer, and change what else can be changed."""
    with closing(store.open_workspace(folder / NAME)) as workspace:
        for number in range(BEFORE, BEFORE + 10):
            workspace.record("a", f"q{number % 7}", said(number))
            disk.mark(folder, "answer")
        workspace.set_setting("name", "Ada")
        disk.mark(folder, "setting")
        workspace.copy("a", "b", AT)
        disk.mark(folder, "copy")


def wrong_after_save(folder: Path, marks: list[str]) -> str:
    """Look for every answer, setting and copy that was reported."""
    with closing(store.open_workspace(folder / NAME)) as workspace:
        if "setting" in marks and workspace.setting("name") != "Ada":
            return "the setting is lost"
        if "copy" in marks and [row.id for row in workspace.assessments()] != ["a", "b"]:
            return "the copy is lost"
    return opened(folder, BEFORE + marks.count("answer"))


def create(folder: Path) -> None:
    """Begin where there is nothing."""
    with closing(store.open_workspace(folder / "deep" / NAME)) as workspace:
        workspace.create("a", TEXTS, AT)
        disk.mark(folder, "made")
        workspace.record("a", "q", said(0))
        disk.mark(folder, "answer")


def wrong_after_create(folder: Path, marks: list[str]) -> str:
    """Look for what was reported; where nothing was, beginning again works."""
    with closing(store.open_workspace(folder / "deep" / NAME)) as workspace:
        if marks and not workspace.assessments():
            return "the assessment is lost"
        if not workspace.assessments():
            workspace.create("a", TEXTS, AT)
        trouble = trouble_with(workspace, marks.count("answer"))
    return trouble or half_files(folder)


def migrate(folder: Path) -> None:
    """Open an older file with a newer program, and go on."""
    with closing(store.open_workspace(folder / NAME, shape=NEXT)) as workspace:
        disk.mark(folder, "migrated")
        workspace.record("a", "q", said(BEFORE))
        disk.mark(folder, "answer")


def wrong_after_migrate(folder: Path, marks: list[str]) -> str:
    """Look for the answers in the newer format, and for the backup in the older one."""
    if "migrated" in marks and newest_good(paths_of(folder / NAME), NEXT) is None:
        return "there is no good backup of the older file"
    return opened(folder, BEFORE + marks.count("answer"), NEXT)


def back_up(folder: Path) -> None:
    """Make more backups than are kept."""
    with closing(store.open_workspace(folder / NAME)) as workspace:
        for number in range(BEFORE, BEFORE + 7):
            workspace.record("a", f"q{number % 7}", said(number))
            disk.mark(folder, "answer")
            workspace.backup("round")
            disk.mark(folder, "backup")


def wrong_after_back_up(folder: Path, marks: list[str]) -> str:
    """Look for the newest backup that was reported, and for as many good ones as were made, up to five."""
    made, paths = marks.count("backup"), paths_of(folder / NAME)
    good = [path for path in backups(paths) if _is_good(path)]
    if len(good) < min(made, 5):
        return f"{made} backups were made, {len(good)} good ones are there"
    if made and int(good[0].name[:6]) < made:
        return f"backup {made} is lost"
    return opened(folder, BEFORE + marks.count("answer"))


def _is_good(path: Path) -> bool:
    with closing(store.open_workspace(path)) as workspace:
        return not workspace.broken_chain()


def attach(folder: Path) -> None:
    """Keep files, and let them back an answer."""
    with closing(store.open_workspace(folder / NAME)) as workspace:
        for number in range(6):
            content = f"proof {number} ".encode() * 700 * number
            (folder / f"source {number}").write_bytes(content)
            name, size = workspace.keep(folder / f"source {number}" if number % 2 else content)
            disk.mark(folder, f"kept {name}")
            workspace.record("a", "evidence", Answer("x", evidence=(Evidence("log.txt", "file", name, size),), at=AT))
            workspace.keep(content)


def wrong_after_attach(folder: Path, marks: list[str]) -> str:
    """Look for each file that was reported as kept or that an answer names, and for half ones."""
    with closing(store.open_workspace(folder / NAME)) as workspace:
        named = [item.sha256 for row in workspace.log("a") for item in row.answer.evidence]
        wanted = {*named, *(line.removeprefix("kept ") for line in marks)}
        troubles = [workspace.blob_problem(name) for name in sorted(wanted)]
        kept = [path for path in paths_of(folder / NAME).evidence.glob("*") if len(path.name) == 64]
        half = [path.name for path in kept if sha256(path.read_bytes()).hexdigest() != path.name]
        trouble = "".join(troubles) or f"{half} half kept" * bool(half) or workspace.broken_chain()
    return trouble or half_files(folder)


def damage(folder: Path) -> None:
    """Leave a damaged file and its backup, and a journal of the damaged one."""
    some_answers(folder)
    with closing(store.open_workspace(folder / NAME)) as workspace:
        workspace.backup("good")
    (folder / NAME).write_bytes(b"damaged")
    (folder / f"{NAME}-journal").write_bytes(b"of the damaged one")


def restore(folder: Path) -> None:
    """Put the backup in its place."""
    store.restore(folder / NAME)
    disk.mark(folder, "restored")


def wrong_after_restore(folder: Path, marks: list[str]) -> str:
    """Look for the damaged file, and for the good one; where it was not reported, restoring again works."""
    if not any(path.is_file() and path.read_bytes() == b"damaged" for path in folder.iterdir()):
        return "the damaged file was thrown away"
    if not marks:
        store.restore(folder / NAME)
    return opened(folder, BEFORE)


def lose(folder: Path) -> None:
    """Have a sync client put another file in the place of the open one."""
    with closing(store.open_workspace(folder / NAME)) as workspace:
        (folder / "theirs").write_bytes(b"theirs")
        (folder / "theirs").replace(folder / NAME)
        try:
            workspace.record("a", "q", said(BEFORE))
        except UserError as error:
            disk.mark(folder, error.sentence)


def wrong_after_lose(folder: Path, marks: list[str]) -> str:
    """Look for our version where it was said to be."""
    kept = folder / "work (kept 1).plimsoll"
    if not marks:
        return ""
    if kept.name not in marks[0]:
        return f"it was said: {marks[0]}"
    with closing(store.open_workspace(kept)) as workspace:
        return trouble_with(workspace, BEFORE)


def answer_a_few(folder: Path) -> None:
    """Answer a few questions, as many as a report needs."""
    from tests import small_samples

    with closing(store.open_workspace(folder / NAME)) as workspace:
        small_samples.answered(workspace, lambda: NOON, "Ada", "a")


def ready_to_seal(folder: Path) -> None:
    """Answer a few questions, and make an identity to seal them with."""
    from wizard import signing

    answer_a_few(folder)
    signing.make_identity(folder / "identities", "Ada", PASSPHRASE, NOON)


def seal(folder: Path) -> None:
    """Seal what was answered."""
    from wizard import dossier, signing
    from wizard.cli import scripted
    from wizard.session import open_assessment

    (identity,) = signing.identities(folder / "identities")
    signer = signing.unlock(identity, PASSPHRASE)
    with closing(store.open_workspace(folder / NAME)) as workspace:
        session = open_assessment(workspace, "a", lambda: NOON, "Ada")
        sealing = dossier.Sealing(signer.name, "", NOON, signer.fingerprint)
        done = dossier.seal(session, signer, sealing, folder / REPORT, scripted.shelf())
        disk.mark(folder, done.sha256)


def wrong_after_seal(folder: Path, marks: list[str]) -> str:
    """Look for the report where the workspace or the program says that it was sealed, and for a half one anywhere."""
    with closing(store.open_workspace(folder / NAME)) as workspace:
        sealed, trouble = workspace.assessment("a").sealed_sha256, workspace.broken_chain()
    report = folder / REPORT
    there = sha256(report.read_bytes()).hexdigest() if report.exists() else ""
    if there and b"%%EOF" not in report.read_bytes()[-9:]:
        return "there is half a report"
    if sealed and sealed != there:
        return "the workspace says sealed, and the report is not there"
    return f"sealed as {marks[0]}, found {sealed!r}" if marks and marks[0] != sealed else trouble


def export(folder: Path) -> None:
    """Write the record of what was answered, as the command line does."""
    from wizard import cli

    if cli.main(["export", "--json", str(folder / NAME)]):
        raise SystemExit(1)
    disk.mark(folder, "exported")


def wrong_after_export(folder: Path, _marks: list[str]) -> str:
    """Look whether the workspace is as it was, and open to answers."""
    with closing(store.open_workspace(folder / NAME)) as workspace:
        workspace.record("a", "one more", said(0))
        trouble = workspace.broken_chain()
    return trouble or half_files(folder)


JOBS = {
    "saving": Job(some_answers, save, wrong_after_save),
    "creating": Job(nothing, create, wrong_after_create),
    "migrating": Job(some_answers, migrate, wrong_after_migrate),
    "backing up": Job(some_answers, back_up, wrong_after_back_up),
    "attaching": Job(some_answers, attach, wrong_after_attach),
    "restoring": Job(damage, restore, wrong_after_restore),
    "losing the file": Job(some_answers, lose, wrong_after_lose),
    "exporting": Job(answer_a_few, export, wrong_after_export),
    "an identity's life": Job(identity_jobs.make, identity_jobs.live, identity_jobs.wrong),
    "sealing": Job(ready_to_seal, seal, wrong_after_seal),
}


def without_syncs(act: Callable[[Path], None]) -> Callable[[Path], None]:
    """Do a job as a careless program would, so that a storm can prove that it would notice."""

    def carelessly(folder: Path) -> None:
        files.os.fsync = lambda _handle: None
        opening._take = lambda connection: connection.execute("PRAGMA synchronous=OFF")
        act(folder)

    return carelessly


def on_a_failing_disk(folder: Path) -> None:
    """Attach and answer while one sync after the other fails, and try again each time, as a user does."""
    library = ctypes.CDLL(os.environ["LD_PRELOAD"])
    with closing(store.open_workspace(folder / NAME)) as workspace:
        for at in range(1, 7):
            for what in ("kept", "answer"):
                library.disk_arm(disk.SYNC, at, errno.EIO, 0)
                try:
                    _done(workspace, what, at)
                except UserError:
                    library.disk_arm(0, 0, 0, 0)
                    _done(workspace, what, at)
                library.disk_arm(0, 0, 0, 0)
                disk.mark(folder, f"kept {sha256(b'proof' * at).hexdigest()}" if what == "kept" else "answer")


def _done(workspace: store.Workspace, what: str, at: int) -> None:
    if what == "kept":
        workspace.keep(b"proof" * at)
    else:
        workspace.record("a", f"failing {at}", Answer(f"x {at}", at=AT))


def wrong_after_failing(folder: Path, marks: list[str]) -> str:
    """Look for every file and every answer that was reported in the end, however often it was tried."""
    with closing(store.open_workspace(folder / NAME)) as workspace:
        kept = [line.removeprefix("kept ") for line in marks if line != "answer"]
        there = {f"failing {at}" for at in range(1, marks.count("answer") + 1)} <= workspace.answers("a").keys()
        trouble = "".join(workspace.blob_problem(name) for name in kept) or "an answer is lost" * (not there)
        return trouble or workspace.broken_chain()


FAILING = {"a failing disk": Job(some_answers, on_a_failing_disk, wrong_after_failing)}
CARELESS = {
    "saving without syncs": Job(some_answers, without_syncs(save), wrong_after_save),
    "a life without syncs": Job(identity_jobs.make, without_syncs(identity_jobs.live), identity_jobs.wrong),
    "attaching without syncs": Job(some_answers, without_syncs(attach), wrong_after_attach),
}
ALL = JOBS | FAILING | CARELESS

if __name__ == "__main__":
    print("ready", flush=True)
    ALL[sys.argv[1]].act(Path(sys.argv[2]))
