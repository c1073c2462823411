"""A small workspace to be broken, and the proofs that the tests of the store share."""

import sqlite3
import subprocess
import sys
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from wizard.core.assessment import Answer
from wizard.errors import UserError
from wizard.store import open_workspace
from wizard.store.files import paths_of

ROOT = Path(__file__).parent.parent
TEXTS = (("intake.yaml", "module: intake\n"), ("native.yaml", "method: native\ntitle: Schätzung\n"))
AT = "2026-11-23T10:00:00Z"


def said(value, **more):
    return Answer(value, **{"note": "as seen", "who": "Ada", "at": AT} | more)


def made(path):
    """Make and close a workspace with a few rows in every table."""
    workspace = open_workspace(path)
    for name in ("one", "two"):
        workspace.create(name, TEXTS, AT)
        for number in range(10):
            workspace.record(name, f"question-{number % 7}", said(f"{number} " + "long " * 40))
    workspace.set_setting("paper", "A4")
    workspace.cache({"key": "High"})
    workspace.close()
    return path


@cache
def _made() -> bytes:
    with TemporaryDirectory() as folder:
        return made(Path(folder) / "work.plimsoll").read_bytes()


def copied(path):
    """Put such a workspace where there is a folder for it; it is made once for all tests, for every change waits for the disk."""
    path.write_bytes(_made())
    path.chmod(0o600)  # as the program makes it
    return path


def content(path):
    """Give everything that a workspace says, the cache apart."""
    workspace = open_workspace(path)
    try:
        rows = workspace.assessments()
        logs = tuple(workspace.log(row.id) + tuple(workspace.answers(row.id).items()) for row in rows)
        return rows, logs, tuple(workspace.texts(row.id) for row in rows), workspace.setting("paper")
    finally:
        workspace.close()


def kept(workspace, name):
    """Say where evidence lies."""
    return paths_of(workspace.path).evidence / name


def change(path, *statements):
    """Change a file as a program of somebody else would."""
    connection = sqlite3.connect(path)
    for statement in statements:
        connection.executescript(statement)
    connection.commit()
    connection.close()


def everything_in(folder):
    return {item.name: item.read_bytes() for item in folder.iterdir() if item.is_file()}


def refused(path, match, kind=UserError, *, check=True):
    """Prove that opening refuses with these words, changes no byte and leaves nothing new beside the file."""
    before, beside = everything_in(path.parent), sorted(path.parent.iterdir())
    with pytest.raises(kind, match=match) as caught:
        open_workspace(path, check=check)
    assert path.name in caught.value.sentence
    assert caught.value.hint
    assert everything_in(path.parent) == before
    assert sorted(path.parent.iterdir()) == beside
    return caught.value


def python(code, *arguments):
    """Run a program in a process of its own."""
    command = [sys.executable, "-c", code, *map(str, arguments)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)
