"""A workspace in; an opened session out. Runs on a worker thread: reading YAML takes its time."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from wizard import places

if TYPE_CHECKING:
    from pathlib import Path

    from wizard.session import Session
    from wizard.store import Workspace
    from wizard.ui.goto import Target


def new(workspace: Workspace, now: Callable[[], datetime], who: str) -> Session:
    """Make an empty assessment over the questions that ship with the program."""
    from wizard.session import begin

    return begin(workspace, places.questionnaires(), now, who)


def example(workspace: Workspace, now: Callable[[], datetime], who: str) -> Session:
    """Make a new assessment and give it the answers of the example."""
    from wizard.session import answered

    return answered(workspace, places.questionnaires(), places.example(), now, who)


def version_of(session: Session) -> Session:
    """Copy an assessment as a new draft."""
    from wizard.session import new_version

    return new_version(session)


def next_version_of(workspace: Workspace, key: str, now: Callable[[], datetime], who: str) -> Session:
    """Copy an assessment of the workspace as a draft whose version is the next one."""
    from wizard.core.assessment import Answer

    copy = version_of(opened(workspace, key, now, who))
    copy.answer("system-version", Answer(next_version(copy.assessment.text("system-version"))))
    return copy


def next_version(version: str) -> str:
    """Count the last number of a version up: 2.3 becomes 2.4; a version without a number gets a 2."""
    head, digits = version.strip(), ""
    while head and head[-1].isdigit() and head[-1].isascii():
        head, digits = head[:-1], head[-1] + digits
    return f"{head}{int(digits) + 1}" if digits else f"{head} 2".strip()


def opened(workspace: Workspace, key: str, now: Callable[[], datetime], who: str) -> Session:
    """Open an assessment of the workspace."""
    from wizard.session import open_assessment

    return open_assessment(workspace, key, now, who)


def workspace_name(path: Path) -> str:
    """Name the file that is open; the one that everybody has needs no name."""
    return "" if path.absolute() == places.default_workspace().absolute() else path.stem


def title_of(session: Session) -> str:
    """Name the system that is assessed, with its version."""
    from wizard.core.sentences import UNNAMED

    name, version = session.assessment.text("system-name"), session.assessment.text("system-version")
    return f"{name or UNNAMED} {version}".strip()


def way_back(key: str, place: str) -> tuple[str, dict[str, str]]:
    """Give the place that shows what was just taken back, and where in it: a question, or a risk that is planned."""
    from wizard.session.planning import is_place, scenario_of

    if is_place(key):
        return "Plan", {"scenario": scenario_of(key)}
    return ("System" if place == "System" else "Questions"), {"question": key}


def targets(session: Session, go: Callable[[str], None]) -> list[Target]:
    """Give every question that is asked, for the go-to list."""
    from wizard.ui.goto import Target

    questions, found = session.questionnaire.questions, []
    for question in session.path.asked:
        title = session.questionnaire.module_of[question].title
        found.append(Target(questions[question].text, title, lambda key=question: go(key)))  # type: ignore[misc]
    return found
