"""What holds for all tests of the window: Qt's warnings and exceptions in slots fail them; a small desk to answer at."""

import sys
from contextlib import closing

import pytest
from PySide6.QtCore import QtMsgType, qInstallMessageHandler

from tests.core.samples import METHOD, control, one, scenario
from tests.ui.rooms import application, noon, settle, until
from wizard import store
from wizard.core.questionnaire import Barrier, Choice, Group, Help, Module, Question, Questionnaire, Weight
from wizard.session import new_assessment
from wizard.ui.window import Window

OF_THE_PLATFORM = ("This plugin does not support", "QFontDatabase: Cannot find font directory")
HELP = Help("It changes what the next run believes.", "Ask for ten entries.", "Documented: a page. Tested: a log.")


@pytest.fixture(autouse=True)
def complaints(monkeypatch):
    """Collect what Qt warns of and what slots raise; a test that causes any fails, unless it empties the list."""
    found = []

    def heard(kind, _context, message):
        if kind not in (QtMsgType.QtDebugMsg, QtMsgType.QtInfoMsg) and not message.startswith(OF_THE_PLATFORM):
            found.append(message)

    monkeypatch.setattr(sys, "excepthook", lambda _kind, error, _where: found.append(repr(error)))
    before = qInstallMessageHandler(heard)
    yield found
    qInstallMessageHandler(before)
    assert not found


def small():
    """Make a questionnaire of every kind: two modules, one question that another hides."""
    memory = one("memory", Weight("leak", "frequency", "", {"shared": 0.5}), choices=("none", "shared"), help=HELP)
    tools = Question(
        id="tools", text="tools", kind="many", choices=tuple(Choice(key, key) for key in ("none", "read", "pay"))
    )
    instances = Question(
        id="instances", text="How many at once?", kind="number", unit="instances", minimum=1, maximum=99
    )
    tested = Question(id="tested", text="When was it tested?", kind="date")
    owner = Question(id="owner", text="Who owns it?", kind="short")
    grounds = Question(id="grounds", text="On what grounds?", kind="long")
    readers = one("readers", when=(("memory", frozenset({"shared"})),), choices=("same", "all"))
    marked = control(
        "marked", Barrier("leak", "g", 0.8, ""), help=HELP, references=("mit@v3:7.1", "owasp-asi@2026:ASI06")
    )
    first = (memory, readers, tools, instances, tested, owner, grounds, marked)
    groups = (Group("g", "g", 0.1, "frequency"),)
    second = (control("watched", Barrier("drift", "g", 0.9, "")), one("spread"))
    return Questionnaire(
        (
            Module("base", "What it is", "1", questions=first, scenarios=(scenario("leak", groups=groups),)),
            Module("more", "What it does", "1", questions=second, scenarios=(scenario("drift", groups=groups),)),
        ),
        METHOD,
    )


@pytest.fixture
def window(tmp_path):
    """Open the real window at the questions of the small questionnaire, nothing answered."""
    application()
    with closing(store.open_workspace(tmp_path / "w.plimsoll")) as workspace:
        window = Window(workspace, noon)
        window.take(new_assessment(workspace, (("small.yaml", "module: small"),), small(), noon, "Katrin Aalto"))
        window.show()
        window.activateWindow()
        until(window.isActiveWindow)
        window.go("Questions")
        settle()
        yield window
        settle()
        window.leave()
        window.take(None)
        window.deleteLater()
        settle()


@pytest.fixture
def place(window):
    """Give the place of the questions."""
    return window.place
