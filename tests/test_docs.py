"""What the documents say is true: links, commands, exit codes, tasks, rooms."""

import re
import tomllib
from pathlib import Path

import pytest

from wizard import __version__, cli
from wizard.dossier.verdict import EXIT_CODES

ROOT = Path(__file__).parents[1]
DOCUMENTS = [*ROOT.glob("*.md"), ROOT / "questionnaires" / "README.md"]
README = (ROOT / "README.md").read_text(encoding="utf-8")
CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_link_leads_somewhere(document):
    targets = re.findall(r"\]\(([^)#]+)\)", document.read_text(encoding="utf-8"))
    missing = [target for target in targets if "://" not in target and not (document.parent / target).exists()]
    assert missing == []


def test_the_readme_names_every_command_and_no_other():
    commands = set(re.findall(r"`plimsoll ([a-z-]+)", README)) - {"--demo", "--version"}
    listed = set(cli.command_names())
    assert commands == listed


def test_the_readme_names_the_exit_codes_of_verify():
    for outcome, code in EXIT_CODES.items():
        assert re.search(rf"\b{code} {outcome}\b", README), outcome


def test_every_task_that_a_document_names_exists():
    named = set(re.findall(r"poe ([a-z]+)", README + CONTRIBUTING))
    assert named <= set(PROJECT["tool"]["poe"]["tasks"])
    assert {"check", "tour", "bench", "storm", "package"} <= named


def test_every_room_stands_in_the_guide_for_developers():
    rooms = {path.name for path in (ROOT / "wizard").iterdir() if path.is_dir() and path.name != "__pycache__"}
    rooms |= {path.name for path in (ROOT / "wizard").glob("*.py") if not path.name.startswith("__")}
    missing = [room for room in rooms if f"wizard/{room}" not in CONTRIBUTING]
    assert missing == []


def test_every_dependency_says_why_it_is_there():
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    block = text[text.index("dependencies = [") : text.index("[project.scripts]")]
    lines = [line for line in block.splitlines() if line.strip().startswith('"')]
    assert lines
    assert [line for line in lines if "#" not in line] == []


def test_the_newest_change_is_about_this_version():
    changes = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert re.search(r"^## (\S+),", changes, re.MULTILINE).group(1) == __version__


def test_the_locks_hold_every_dependency_with_its_hash():
    lock = (ROOT / "packaging" / "requirements.txt").read_text(encoding="utf-8")
    for line in PROJECT["project"]["dependencies"]:
        name = re.match(r"[A-Za-z0-9-]+", line).group(0).lower()
        assert re.search(rf"^{name}==[^\n]+\\\n    --hash=sha256:", lock, re.MULTILINE), name
    assert "aiohttp" not in lock
    assert "://" not in lock
