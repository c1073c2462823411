"""The real program in a process of its own, ended in the middle of a word: what was typed is on disk."""

import os
import signal
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from tests.ui.rooms import room
from wizard import store

ROOT = Path(__file__).parents[2]
WORD = "Because the last lette"
TYPIST = """
import os, signal, sys
from PySide6.QtCore import QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from wizard.session import open_assessment
from wizard.ui import start
from wizard.ui.window import Window

path, word, how = sys.argv[1:]
application = QApplication(["plimsoll"])

def type_and_end():
    found = [each for each in application.topLevelWidgets() if isinstance(each, Window) and each.current == "Home"]
    if not found:
        return
    timer.stop()
    window = found[0]
    window.take(open_assessment(window.workspace, window.workspace.assessments()[0].id))
    window.go("Questions", question="stability-grounds")
    QTest.keyClicks(window.place.card.reply.input, word)
    if how == "saved and killed":
        while window.header.saved.words != "Saved":
            QTest.qWait(20)
        os.kill(os.getpid(), signal.SIGKILL)
    elif how == "logged out":
        window.flush()
        os.kill(os.getpid(), signal.SIGKILL)
    elif how == "quit":
        application.quit()
    else:
        os.kill(os.getpid(), getattr(signal, how))

timer = QTimer(interval=20)
timer.timeout.connect(type_and_end)
timer.start()
sys.exit(start.start(path))
"""


@pytest.fixture
def path(tmp_path):
    with room(tmp_path) as window:
        return window.workspace.path


@pytest.mark.skipif(sys.platform == "win32", reason="Windows ends programs otherwise")
@pytest.mark.parametrize("how", ["SIGTERM", "SIGINT", "SIGHUP", "quit", "logged out", "saved and killed"])
def test_the_last_letter_is_on_disk_however_the_program_ends(path, how):
    done = subprocess.run(
        [sys.executable, "-c", TYPIST, str(path), WORD, how],
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    killed = how in ("logged out", "saved and killed")
    assert done.returncode == (-signal.SIGKILL if killed else 0), done.stderr
    assert Path(f"{path}.lock").exists() == killed
    with closing(store.open_workspace(path)) as workspace:
        (row,) = workspace.assessments()
        assert WORD in str(workspace.answers(row.id)["stability-grounds"].value)
        assert workspace.broken_chain() == ""
