"""Kill the program, again and again, in everything that writes: what it reported as done is there, and all opens by itself."""

import random
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests import disk
from tests.disk_jobs import JOBS, Job

ROOT = Path(__file__).parents[1]


def started(name: str, folder: Path) -> subprocess.Popen[str]:
    """Start a job in a process of its own, and wait until it is about to begin."""
    command = [sys.executable, "-m", "tests.disk_jobs", name, str(folder)]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    assert process.stdout
    assert process.stdout.readline() == "ready\n"
    return process


def prepared(name: str, folder: Path) -> float:
    """Make the folder that a job begins with, and give the seconds that the whole job takes."""
    JOBS[name].prepare(folder / "begun")
    shutil.copytree(folder / "begun", folder / "whole")
    process = started(name, folder / "whole")
    begun = time.perf_counter()
    process.communicate()
    assert process.returncode == 0
    return time.perf_counter() - begun


def killed(name: str, folder: Path, after: float) -> list[str]:
    """Kill a job so many seconds after it began; give what it had reported by then."""
    process = started(name, folder)
    try:
        process.communicate(timeout=after)
    except subprocess.TimeoutExpired:
        process.kill()
        process.communicate()
    marks = folder / disk.MARKS
    reported = marks.read_text("utf-8").splitlines() if marks.exists() else []
    marks.unlink(missing_ok=True)
    return reported


def wrong(job: Job, folder: Path, reported: list[str]) -> str:
    """Say what is wrong with what a kill left; whatever is raised is a finding too."""
    try:
        return job.wrong(folder, reported)
    except Exception as error:  # noqa: BLE001 - whatever is raised is the finding
        return repr(error)


def run(count: int, seed: int, names: tuple[str, ...] = tuple(JOBS)) -> list[str]:
    """Kill so many times, each job in its turn, each at a moment by chance; give what was lost."""
    chance, troubles = random.Random(seed), []
    with tempfile.TemporaryDirectory() as name:
        lasts: dict[str, float] = {}
        for turn in range(count):
            job, folder = names[turn % len(names)], Path(name) / names[turn % len(names)]
            if job not in lasts:
                (folder / "begun").mkdir(parents=True)
                lasts[job] = prepared(job, folder)
            shutil.copytree(folder / "begun", folder / "killed")
            after = chance.uniform(0, lasts[job])
            trouble = wrong(JOBS[job], folder / "killed", killed(job, folder / "killed", after))
            if trouble:
                troubles.append(f"kill {turn}, {job}, after {after:.3f} s: {trouble}")
            shutil.rmtree(folder / "killed")
    return troubles
