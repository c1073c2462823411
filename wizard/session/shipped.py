"""The folder of questions that ship with the program, and perhaps a file of answers, in; a new assessment out."""

from pathlib import Path

from wizard.clock import utc_now
from wizard.errors import UserError
from wizard.session.answering import Clock, Session, new_assessment
from wizard.store import Workspace


class MistakesError(UserError):
    """A file of answers has mistakes: `lines` gives each as `file:line: sentence`."""

    def __init__(self, lines: tuple[str, ...]) -> None:
        super().__init__("\n".join(lines), "No assessment was made.")
        self.lines = lines


def begin(workspace: Workspace, folder: Path, now: Clock = utc_now, who: str = "", key: str = "") -> Session:
    """Make an empty assessment over the questions in a folder."""
    from wizard import library

    questionnaire, _shelf = library.load(folder)
    return new_assessment(workspace, library.shipped_texts(folder), questionnaire, now, who, key)


def answered(
    workspace: Workspace, folder: Path, answers: Path, now: Clock = utc_now, who: str = "", key: str = ""
) -> Session:
    """Answer the questions in a folder from a YAML file, and take its plan. Raises MistakesError naming each with its line; then none is made."""
    from wizard import library

    questionnaire, _shelf = library.load(folder)
    given, plan, problems = library.read_file(library.text_of(answers), questionnaire)
    if problems:
        raise MistakesError(tuple(f"{answers}:{item.line}: {item.message}" for item in problems))
    session = new_assessment(workspace, library.shipped_texts(folder), questionnaire, now, who, key)
    session.play(given, plan)
    return session
