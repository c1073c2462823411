"""What holds for the tests of the command line: few questions, for whom the number of those that ship is not the point."""

import shutil

import pytest

from tests import small_samples
from wizard import places
from wizard.core.questionnaire import CLASSES


@pytest.fixture
def few_questions(tmp_path, monkeypatch):
    """Ship a small questionnaire for a while; give a file of answers to it, which lies beside it."""
    folder = tmp_path / "questionnaires"
    for name in ("catalogues", "methods"):
        shutil.copytree(places.questionnaires() / name, folder / name)
    for name in ("appetite.yaml", "small.yaml"):
        (folder / "modules").mkdir(exist_ok=True)
        shutil.copy(small_samples.FOLDER / name, folder / "modules")
    answers = folder / "answers.yaml"
    lines = [f"  appetite-{harm}: 10\n" for harm in CLASSES]
    answers.write_text("".join(["answers:\n", *lines, "  system-name: Price teller\n  system-version: '2.3'\n"]))
    monkeypatch.setattr(places, "questionnaires", lambda: folder)
    monkeypatch.setattr(places, "example", lambda: answers)
    return answers
