"""Speed as ratios against floors measured beside them: python -m tests.bench [--rounds N] [--write]

`--write` puts the table into the README. Each figure is the median of the rounds unless it says otherwise.
"""

import argparse
import os
import re
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).parents[1]
NOON = datetime(2026, 11, 23, 12, 0, 0, tzinfo=UTC)

BARE_WINDOW = """
import sys, time
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QWidget
class Window(QWidget):
    def paintEvent(self, event):
        QTimer.singleShot(0, lambda: (print(time.monotonic_ns(), flush=True), app.quit()))
app = QApplication([]); window = Window(); window.resize(1280, 800); window.show(); app.exec()
"""
OUR_WINDOW = """
import os, sys, time
from wizard import ui
ui.ready()
from wizard.ui import start
def stop(*_rest):
    print(time.monotonic_ns(), flush=True)
    os._exit(0)
start._begin = stop
start.start(sys.argv[1])
"""
MEMORY = """
import re
def resident():
    return int(re.search(r"VmRSS:\\s+(\\d+)", open("/proc/self/status").read()).group(1))
"""
BARE_MEMORY = (
    MEMORY
    + """
from PySide6.QtWidgets import QApplication, QWidget
app = QApplication([]); window = QWidget(); window.resize(1280, 800); window.show(); window.grab()
app.processEvents(); print(resident())
"""
)
OUR_MEMORY = (
    MEMORY
    + """
import os, sys
from wizard import ui
ui.ready()
from PySide6.QtCore import QTimer
from wizard.ui import start, window
def done():
    print(resident(), flush=True)
    os._exit(0)
class Told(window.Window):
    def go(self, name, **where):
        super().go(name, **where)
        if name == "Home" and self.workspace.assessments():
            QTimer.singleShot(1500, lambda: self.open(self.workspace.assessments()[0].id))
        else:
            QTimer.singleShot(1500, done)
start.Window = Told
start.start(sys.argv[1])
"""
)


def run(code, *arguments):
    """Run Python code in a process of its own; give when it was started and what it printed."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "QT_QPA_PLATFORM": "offscreen"}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    started = time.monotonic_ns()
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments],
        capture_output=True,
        text=True,
        env=environment,
        check=True,
        timeout=60,
    )
    return started, int(done.stdout.split()[0])


def example_workspace(path):
    """Make a workspace that holds the bundled example."""
    from wizard import places, store
    from wizard.cli import scripted

    with closing(store.open_workspace(path)) as workspace:
        scripted.answered(workspace, places.example(), lambda: NOON, "A")


def first_paint(code, rounds, *arguments):
    """Milliseconds from starting the process to its first painted window."""
    times = []
    for _ in range(rounds):
        started, painted = run(code, *arguments)
        times.append((painted - started) / 1e6)
    return statistics.median(times)


def start(rounds, folder):
    """From starting the process to the first painted window: its frame, with nothing read yet."""
    bare, ours = first_paint(BARE_WINDOW, rounds), first_paint(OUR_WINDOW, rounds, str(folder / "w.plimsoll"))
    return "start to first painted window", f"{ours:.0f} ms", f"bare window {bare:.0f} ms", ours / bare, 1.5


def growth(_rounds, _folder):
    """Reports of 60, 300 and 1,000 pages drawn and signed: what a page costs between the longer two and the shorter two."""
    from tests.bench_report import long_reports

    (few, first, _), (more, second, _), (most, third, _) = long_reports()
    steeper = ((third - second) / (most - more)) / ((second - first) / (more - few))
    took = ", ".join(f"{seconds:.1f}" for seconds in (first, second, third))
    return f"reports of {few}, {more} and {most} pages and seals", f"{took} s", "linear", steeper, 1.3


def judging(_rounds, _folder):
    """The sealed example judged with its record, its shape and its score, against bare pyHanko and nothing else."""
    from tests.bench_report import bare_and_our_verdict

    bare, ours = bare_and_our_verdict()
    return "verdict on a sealed report", f"{ours:.2f} s", f"bare pyHanko {bare:.2f} s", ours / bare, 1.3


def longest_stop(rounds, _folder):
    """How long another thread, such as the window's, is kept from going on while the example is drawn."""
    from tests import report_samples
    from wizard.report import render

    content = report_samples.example()
    render(content)
    took = statistics.median(_longest_wait(lambda: render(content)) for _ in range(rounds)) * 1000
    return "longest stop of the window while a report is drawn", f"{took:.0f} ms", "50 ms", took / 50, 1.0


def _longest_wait(work):
    waits, done = [0.0], threading.Event()

    def wait():
        last = time.perf_counter()
        while not done.is_set():
            time.sleep(0.002)
            now = time.perf_counter()
            waits.append(now - last)
            last = now

    beside = threading.Thread(target=wait)
    beside.start()
    work()
    done.set()
    beside.join()
    return max(waits)


def memory_when_started(rounds, folder):
    """Resident memory of the program once it has started and Home is shown, against a bare window."""
    return _memory("memory when started", "bare window", BARE_MEMORY, folder / "empty.plimsoll", rounds)


def memory(rounds, folder):
    """Resident memory with the example open where its user goes on and Home behind it, against a bare window.

    A Chinese name is in sight there, whose font alone is 2.5 MB.
    """
    return _memory("memory with the example open", "bare window", BARE_MEMORY, folder / "w.plimsoll", rounds)


def _memory(what, floor, bare_window, workspace, rounds):
    bare = statistics.median(run(bare_window)[1] for _ in range(rounds))
    ours = statistics.median(run(OUR_MEMORY, str(workspace))[1] for _ in range(rounds))
    return what, f"{ours / 1024:.0f} MB", f"{floor} {bare / 1024:.0f} MB", ours / bare, 1.5


def reading(rounds, folder):
    """The questions of an assessment, from the copy that its workspace keeps; read from YAML they are checked as well."""
    from wizard import library, places, store
    from wizard.session import copies

    afresh, kept = [], []
    with closing(store.open_workspace(folder / "w.plimsoll")) as workspace:
        texts = workspace.texts(workspace.assessments()[0].id)
        questionnaire, _ = library.load(places.questionnaires())
        digest = workspace.assessments()[0].questionnaire
        workspace.check()
        copies.keep(workspace, digest, questionnaire)
        for _ in range(max(rounds, 5)):
            begun = time.perf_counter()
            library.load(places.questionnaires())
            read = time.perf_counter()
            copies.find(workspace, digest)
            afresh.append((read - begun) * 1000)
            kept.append((time.perf_counter() - read) * 1000)
    took = statistics.median(kept)
    yaml = f"from YAML, once for {len(texts)} files, {statistics.median(afresh):.0f} ms"
    return "questions of an assessment, kept", f"{took:.0f} ms; {yaml}", "100 ms", took / 100, 1.0


def clicks(_rounds, folder):
    """99th percentile from a click on a choice to committed, rescored and repainted, at 300 questions."""
    from tests.ui.many import answer_many

    slowest = answer_many(folder / "many.plimsoll", questions=300, clicks=300)
    return "click to committed, rescored, repainted, p99", f"{slowest:.1f} ms", "16 ms", slowest / 16, 1.0


def scoring(_rounds, _folder):
    """Scoring the shipped questions with nothing answered."""
    from wizard import library, places
    from wizard.core.scoring import score

    questionnaire, _ = library.load(places.questionnaires())
    times = []
    for _ in range(50):
        begun = time.perf_counter()
        score(questionnaire, {})
        times.append((time.perf_counter() - begun) * 1000)
    size = len(questionnaire.questions)
    took = statistics.median(times)
    return f"score of {size} questions, none answered", f"{took:.1f} ms", "2 ms", took / 2, 1.0


def report_and_seal(rounds, folder):
    """The example's report drawn and signed, against its pages redrawn by bare reportlab and signed by bare pyHanko."""
    from tests.bench_report import bare_and_ours

    bare, ours, pages = bare_and_ours(folder, rounds)
    return (
        f"report of {pages} pages and seal",
        f"{ours:.2f} s",
        f"bare reportlab and pyHanko {bare:.2f} s",
        ours / bare,
        1.5,
    )


MEASURES = (
    start,
    clicks,
    reading,
    scoring,
    report_and_seal,
    growth,
    judging,
    longest_stop,
    memory_when_started,
    memory,
)


def main():
    """Measure, print a table, and write it into the README when asked to."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--write", action="store_true")
    chosen = parser.parse_args()
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    lines = ["| what | measured | floor or bar | ratio | at most |", "|---|---|---|---|---|"]
    held = True
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        example_workspace(folder / "w.plimsoll")
        for measure in MEASURES:
            what, measured, floor, ratio, bar = measure(chosen.rounds, folder)
            lines.append(f"| {what} | {measured} | {floor} | {ratio:.2f} | {bar:.1f} |")
            held &= ratio <= bar
            print(lines[-1], flush=True)
    if chosen.write:
        readme = ROOT / "README.md"
        table = "\n".join(["<!-- bench -->", *lines, "<!-- /bench -->"])
        text = re.sub(r"<!-- bench -->.*?<!-- /bench -->", table, readme.read_text(encoding="utf-8"), flags=re.DOTALL)
        readme.write_text(text, encoding="utf-8")
    return 0 if held else 1


if __name__ == "__main__":
    sys.exit(main())
