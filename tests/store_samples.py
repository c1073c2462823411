"""A small workspace to be broken, and the proofs that the tests of the store share."""

import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from wizard.core.assessment import Answer
from wizard.errors import UserError
from wizard.store import open_workspace

ROOT = Path(__file__).parent.parent
TEXTS = (("intake.yaml", "module: intake\n"),)
AT = "2026-11-23T10:00:00Z"


def said(value):
    return Answer(value=value, note="as seen", who="Ada", at=AT)


def made(path):
    """Make and close a workspace with a few rows in every table."""
    workspace = open_workspace(path)
    for name in ("one", "two"):
        workspace.create(name, TEXTS, AT)
        for number in range(10):
            workspace.record(name, f"question-{number % 7}", said(f"{number} " + "long " * 40))
    workspace.set_setting("paper", "A4")
    workspace.cache_score("key", "High")
    workspace.close()
    return path


def content(path):
    workspace = open_workspace(path)
    try:
        rows = workspace.assessments()
        logs = tuple(workspace.log(row.id) + tuple(workspace.answers(row.id).items()) for row in rows)
        return rows, logs, tuple(workspace.texts(row.id) for row in rows), workspace.setting("paper")
    finally:
        workspace.close()


def change(path, *statements):
    connection = sqlite3.connect(path)
    for statement in statements:
        connection.execute(statement)
    connection.commit()
    connection.close()


def refused(path, match, kind=UserError):
    """Prove that opening refuses with these words, changes no byte and leaves nothing new beside the file."""
    before, beside = path.read_bytes(), sorted(path.parent.iterdir())
    with pytest.raises(kind, match=match) as caught:
        open_workspace(path)
    assert path.name in caught.value.sentence
    assert caught.value.hint
    assert path.read_bytes() == before
    assert sorted(path.parent.iterdir()) == beside
    return caught.value


def python(code, *arguments, **options):
    return subprocess.run(
        [sys.executable, "-c", code, *map(str, arguments)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        **options,
    )
