"""A call to the disk fails in an identity's life: what is said is true, a key always opens, and trying again works."""

import ctypes
import errno
import json
import random
import shutil
import sys
import tempfile
from pathlib import Path

from tests import disk
from tests.disk_jobs import NOON
from tests.kept_secrets import kept
from tests.storm_faults import CASES
from wizard import signing
from wizard.errors import UserError
from wizard.signing.identity import read

OLD, NEW = "the old passphrase", "the new passphrase"
UNCONFIRMED = "but the disk did not confirm it"  # so it is said where the deed is done
MOST = 14  # calls of one kind that a deed makes, or a few more


def _active(day: Path) -> signing.Identity:
    return signing.identities(day / "active")[0]


def _change(day: Path) -> None:
    signing.change_passphrase(read(day / "active" / "ada.identity"), NEW, OLD)


def _back_up(day: Path) -> None:
    signing.back_up(read(day / "active" / "ada.identity"), NEW, day / "stick" / "second")


def _back_up_over(day: Path) -> None:
    signing.back_up(read(day / "active" / "ada.identity"), NEW, day / "stick" / "first")


def _restore_over(day: Path) -> None:
    signing.restore_own(day / "active", day / "trusted", day / "stick" / "first", OLD)


def _restore(day: Path) -> None:
    signing.restore_own(day / "elsewhere", day / "trusted", day / "stick" / "first", OLD)


def _retire(day: Path) -> None:
    signing.retire(read(day / "active" / "ada.identity"))


def _bring_back(day: Path) -> None:
    signing.bring_back(read(day / "put aside" / "retired" / "ada.identity"))


BEGUN = {"active/ada.identity": NEW, "stick/first": OLD, "put aside/retired/ada.identity": NEW}
"""What lies there, and what it opens with."""

DEEDS = {
    "change": (_change, {"active/ada.identity": OLD}, ()),
    "back up": (_back_up, {"stick/second": NEW}, ()),
    "back up over": (_back_up_over, {"stick/first": NEW}, ()),
    "restore": (_restore, {"elsewhere/{}.identity": OLD}, ()),
    "restore over": (_restore_over, {"active/ada.identity": OLD}, ()),
    "retire": (_retire, {"active/retired/{}.identity": NEW}, ("active/ada.identity",)),
    "bring back": (_bring_back, {"put aside/{}.identity": NEW}, ("put aside/retired/ada.identity",)),
}
"""What is done, what lies there and opens then, and what is gone."""


def begin(folder: Path) -> None:
    """Make an identity, a backup of it with an older passphrase, and one that was put aside."""
    made = signing.make_identity(folder / "active", "Ada", OLD, NOON)
    made.path.rename(folder / "active" / "ada.identity")
    (folder / "stick").mkdir()
    shutil.copy(folder / "active" / "ada.identity", folder / "stick" / "first")
    signing.change_passphrase(_active(folder), OLD, NEW)
    (folder / "put aside" / "retired").mkdir(parents=True)
    shutil.copy(folder / "active" / "ada.identity", folder / "put aside" / "retired")


def expected(name: str, *, done: bool, fingerprint: str) -> dict[str, str]:
    """Say which files there are, and with what each opens."""
    _act, there, gone = DEEDS[name]
    changed = {path.format(fingerprint[:16]): words for path, words in there.items()}
    return {path: words for path, words in {**BEGUN, **changed}.items() if path not in gone} if done else BEGUN


def wrong(day: Path, expect: dict[str, str], *, tidy: bool = True) -> str:
    """Say what is not as it must be; while a disk was failing, half a file may be left that the next try takes away."""
    found = {str(path.relative_to(day)) for path in day.rglob("*") if path.is_file() and path.parent.name != "trusted"}
    half = {path for path in found if path.endswith((".new", ".plimpart"))}
    if found - half != set(expect) or (half and tidy):
        return f"found {sorted(found)}, expected {sorted(expect)}"
    for path, words in expect.items():
        signing.unlock(read(day / path), words)
    return ""


def fail(begun: Path, day: Path, name: str, library: ctypes.CDLL, case: tuple[str, int, int, int]) -> tuple[bool, str]:
    """Let one call of a deed fail, and try again where it was not done; tell whether it failed, and what was wrong."""
    kind, error, forever, at = case
    shutil.rmtree(day, ignore_errors=True)
    shutil.copytree(begun, day)
    act, fingerprint, said = DEEDS[name][0], _active(begun).fingerprint, ""
    library.disk_arm(disk.KINDS[kind], at, error, forever)
    try:
        act(day)
    except UserError as problem:
        said = problem.sentence if problem.hint else f"without a hint: {problem}"
    except Exception as problem:  # noqa: BLE001 - whatever is raised is the finding
        return True, repr(problem)
    finally:
        library.disk_arm(0, 0, 0, 0)
    try:
        done = not said or UNCONFIRMED in said
        trouble = wrong(day, expected(name, done=done, fingerprint=fingerprint), tidy=done)
        if not done and not trouble:
            act(day)
            trouble = wrong(day, expected(name, done=True, fingerprint=fingerprint))
    except UserError as problem:
        trouble = str(problem)
    return bool(said), trouble and f"{said or 'nothing was said'}: {trouble}"


def run(count: int, seed: int) -> list[str]:
    """Let calls fail in so many deeds, each at a call by chance."""
    why = disk.missing()
    if why:
        return [why]
    with tempfile.TemporaryDirectory() as folder:
        library, work = disk.built(Path(folder)), Path(folder) / "work"
        said = disk.run(library, "tests.storm_identities", library, work, count, seed, root=work / "day")
        return list(json.loads(said))


def main(library: str, work: str, count: str, seed: str) -> None:
    """Do so many deeds, and print what went wrong; no failure at all would be wrong too."""
    chance, shim, begun = random.Random(int(seed)), ctypes.CDLL(library), Path(work) / "begun"
    begun.mkdir(parents=True)
    with kept():
        begin(begun)
    troubles, failed = [], 0
    for _ in range(int(count)):
        name, case = chance.choice(list(DEEDS)), (*chance.choice(CASES), chance.randint(1, chance.randint(1, MOST)))
        with kept():  # the same passphrases, salts and one key, thousands of times
            refused, trouble = fail(begun, Path(work) / "day", name, shim, case)
        failed += refused
        if trouble:
            troubles.append(
                f"{name}: {case[0]} {case[3]}{' and later' * case[2]}, {errno.errorcode[case[1]]}: {trouble}"
            )
    if int(count) >= 20 and failed < int(count) // 10:
        troubles.append(f"of {count} deeds only {failed} failed: nothing was tested")
    print(json.dumps(troubles))


if __name__ == "__main__":
    main(*sys.argv[1:])
