"""Kill a process that records answers, again and again: every answer that it reported as saved has to be there."""

import random
import subprocess
import sys
import tempfile
from contextlib import closing
from pathlib import Path

from wizard import store
from wizard.core.assessment import Answer

AT = "2026-11-24T09:00:00Z"
TEXTS = (("intake.yaml", "module: intake\n"),)
WRITER = """
import sys
from pathlib import Path
from wizard import store
from wizard.core.assessment import Answer
workspace = store.open_workspace(Path(sys.argv[1]), "Writer")
number = len(workspace.log("a"))
while True:
    workspace.record("a", f"q{number % 7}", Answer(f"answer {number}", at="2026-11-24T09:00:00Z"))
    print(number, flush=True)
    number += 1
"""


def killed_after(path: Path, lines: int) -> list[int]:
    """Let a process write and kill it after so many reports; give the numbers that it reported as saved."""
    process = subprocess.Popen([sys.executable, "-c", WRITER, str(path)], stdout=subprocess.PIPE, text=True)
    assert process.stdout
    reported = [process.stdout.readline() for _ in range(lines)]
    process.kill()
    reported += process.stdout.read().splitlines(keepends=True)
    process.wait()
    process.stdout.close()
    return [int(line) for line in reported if line.endswith("\n")]


def lost(path: Path, reported: list[int]) -> str:
    """Say what is wrong after a kill; empty when every reported answer is there and the chain holds."""
    with closing(store.open_workspace(path)) as workspace:
        rows = workspace.log("a")
        missing = [number for number in reported if number >= len(rows)]
        wrong = [row.seq for number, row in enumerate(rows) if row.answer.value != f"answer {number}"]
        return workspace.broken_chain() or (f"lost {missing}, wrong {wrong}" if missing or wrong else "")


def run(count: int, seed: int) -> list[str]:
    """Kill a writer so many times, each after a number of answers by chance; give what was lost."""
    chance, troubles = random.Random(seed), []
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "storm.plimsoll"
        with closing(store.open_workspace(path)) as workspace:
            workspace.create("a", TEXTS, AT)
            workspace.record("a", "q0", Answer("answer 0", at=AT))
        for turn in range(count):
            reported = killed_after(path, chance.randint(0, 25))
            trouble = lost(path, reported)
            if trouble:
                troubles.append(f"kill {turn}: {trouble}")
    return troubles
