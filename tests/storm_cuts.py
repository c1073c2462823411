"""Cut the power, again and again, in everything that writes: what was reported as done is there, and all opens by itself."""

import json
import random
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

from tests import disk
from tests.disk_jobs import ALL, FAILING, JOBS
from tests.storm_store import wrong


def recorded(name: str, folder: Path, library: Path) -> tuple[disk.Disk, list[disk.Call]]:
    """Do a job in a child; give the disk before it and the calls that were made."""
    root, book = folder / "real", folder / "book"
    root.mkdir(parents=True)
    ALL[name].prepare(root)
    begun = disk.Disk(root)
    disk.run(library, "tests.disk_jobs", name, root, root=root, book=book)
    return begun, disk.calls(book)


def cut(name: str, folder: Path, library: Path, count: int, seed: int) -> list[str]:
    """Cut one job at about so many moments, a kill at each beside it; give what was lost."""
    chance, troubles = random.Random(f"{name} {seed}"), []
    begun, book = recorded(name, folder, library)
    for at, now in disk.moments(begun, book, chance, count):
        marks = now.marks()
        for how, files in (("killed", now.whole()), ("cut", now.after_a_cut(chance))):
            files.pop(disk.MARKS, None)
            trouble = wrong(ALL[name], disk.written(files, folder / "image"), marks)
            if trouble:
                troubles.append(f"{name}, {how} at call {at} of {len(book)}: {trouble}")
    return troubles


def run(count: int, seed: int, names: Iterable[str] = (*JOBS, *FAILING)) -> list[str]:
    """Cut every job at so many moments. What is left is opened in a child too, whose syncs wait for no real disk."""
    why = disk.missing()
    if why:
        return [why]
    with tempfile.TemporaryDirectory() as folder:
        library, work = disk.built(Path(folder)), Path(folder) / "work"
        said = disk.run(library, "tests.storm_cuts", library, work, count, seed, *names, root=work)
        return list(json.loads(said))


def main(library: str, work: str, count: str, seed: str, *names: str) -> None:
    """Cut these jobs, and print what was lost."""
    print(
        json.dumps(
            [each for name in names for each in cut(name, Path(work) / name, Path(library), int(count), int(seed))]
        )
    )


if __name__ == "__main__":
    main(*sys.argv[1:])
