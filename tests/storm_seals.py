"""A call to the disk fails in the middle of sealing: the report is there, whole and noted, or it is said why it is not."""

import ctypes
import errno
import json
import random
import shutil
import sys
import tempfile
from contextlib import closing
from pathlib import Path

from tests import disk, small_samples
from tests.disk_jobs import NAME, NOON, PASSPHRASE, REPORT, ready_to_seal
from tests.storm_faults import CASES
from wizard import dossier, signing, store
from wizard.disk import PARTIAL
from wizard.errors import UserError
from wizard.session import Session, open_assessment

MOST = 60  # calls of one kind that a seal makes, or a few more


def sealed(session: Session, signer: signing.Signer, target: Path) -> str:
    """Seal; give what was said where it failed."""
    sealing = dossier.Sealing(signer.name, "", NOON, signer.fingerprint)
    try:
        dossier.seal(session, signer, sealing, target, small_samples.shelf())
    except UserError as error:
        if not error.hint or isinstance(error, store.DamagedError):
            raise AssertionError(error.sentence) from error
        return error.sentence
    return ""


def wrong(session: Session, target: Path, said: str) -> str:
    """Say what does not fit together: what was said, what lies there, what the workspace knows."""
    noted = session.workspace.assessment("a").sealed_sha256
    there = target.exists() or bool(list(target.parent.glob(f"*{PARTIAL}")))
    if said.startswith("Not sealed.") and said.endswith(": delete it."):
        return f"said: {said}; noted {noted!r}" if noted or session.read_only else ""
    if said.startswith("Not sealed."):
        return f"said: {said}; noted {noted!r}, report there: {there}" if noted or there or session.read_only else ""
    if said:
        return "" if "is sealed and whole" in said and there else f"said: {said}; report there: {there}"
    return "" if noted and there and session.read_only else f"noted {noted!r}, report there: {there}"


def fail(begun: Path, day: Path, signer: signing.Signer, library: ctypes.CDLL, case: tuple[str, int, int, int]) -> str:
    """Let one call of a seal fail, and seal again where it was not sealed."""
    kind, error, forever, at = case
    shutil.rmtree(day, ignore_errors=True)
    shutil.copytree(begun, day)
    with closing(store.open_workspace(day / NAME)) as workspace:
        session = open_assessment(workspace, "a", lambda: NOON, "Ada")
        library.disk_arm(disk.KINDS[kind], at, error, forever)
        try:
            said = sealed(session, signer, day / REPORT)
        except Exception as problem:  # noqa: BLE001 - whatever is raised is the finding
            return repr(problem)
        finally:
            library.disk_arm(0, 0, 0, 0)
        trouble = wrong(session, day / REPORT, said)
        if said and not trouble:
            trouble = sealed(session, signer, day / REPORT) or wrong(session, day / REPORT, "")
        return trouble


def run(count: int, seed: int) -> list[str]:
    """Let so many seals fail, each at a call by chance."""
    why = disk.missing()
    if why:
        return [why]
    with tempfile.TemporaryDirectory() as folder:
        library, work = disk.built(Path(folder)), Path(folder) / "work"
        said = disk.run(library, "tests.storm_seals", library, work, count, seed, root=work / "day")
        return list(json.loads(said))


def main(library: str, work: str, count: str, seed: str) -> None:
    """Seal so many times, and print what went wrong."""
    chance, shim, begun = random.Random(int(seed)), ctypes.CDLL(library), Path(work) / "begun"
    begun.mkdir(parents=True)
    ready_to_seal(begun)
    signer = signing.unlock(signing.identities(begun / "identities")[0], PASSPHRASE)
    troubles = []
    for _ in range(int(count)):
        case = (*chance.choice(CASES), chance.randint(1, chance.randint(1, MOST)))
        trouble = fail(begun, Path(work) / "day", signer, shim, case)
        if trouble:
            troubles.append(f"{case[0]} {case[3]}{' and later' * case[2]}, {errno.errorcode[case[1]]}: {trouble}")
    print(json.dumps(troubles))


if __name__ == "__main__":
    main(*sys.argv[1:])
