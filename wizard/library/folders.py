"""A folder of YAML goes in; its texts come out bounded and in order, and what they hold."""

from pathlib import Path

from wizard.core.catalogue import Shelf, shelve
from wizard.core.crosswalk import Crosswalk
from wizard.core.questionnaire import Questionnaire, Texts
from wizard.errors import UserError
from wizard.library.catalogues import read_catalogues
from wizard.library.crosswalks import read_crosswalks
from wizard.library.nodes import SIZE_LIMIT, Problem
from wizard.library.questionnaires import FILE_LIMIT, read
from wizard.library.shelves import read_shelves

FIRST = "intake.yaml"
REINSTALL = "Install the program again, or mend the file."


def text_of(path: Path) -> str:
    """Read a file as text; bytes that are not UTF-8, and what is too large, are left to be reported by the reader.

    Raises UserError when the file cannot be opened.
    """
    try:
        if path.exists() and not path.is_file():
            raise UserError(f"{path} is not a file.", "Name a YAML file.")
        with path.open("rb") as file:
            data = file.read(SIZE_LIMIT + 1)
    except OSError as error:
        raise UserError(
            f"{path} cannot be read: {error.strerror or error}.", "Check the name and your rights."
        ) from error
    return data.removeprefix(b"\xef\xbb\xbf").decode("utf-8", "surrogateescape")


def texts_in(folder: Path) -> Texts:
    """Read all YAML files of one folder: the intake first, then by name. Raises UserError when it cannot be read."""
    return _texts(folder, (".yaml", ".yml"), "YAML files")


def tables_in(folder: Path) -> Texts:
    """Read all tables of one folder, by name. Raises UserError when it cannot be read."""
    return _texts(folder, (".tsv",), "tables")


def _texts(folder: Path, endings: tuple[str, ...], what: str) -> Texts:
    try:
        paths = [path for path in folder.iterdir() if path.suffix in endings and path.is_file()]
    except OSError as error:
        raise UserError(
            f"{folder} cannot be read: {error.strerror or error}.", "Check the name and your rights."
        ) from error
    if len(paths) > FILE_LIMIT:
        raise UserError(f"{folder} holds more than {FILE_LIMIT} {what}.", "Keep fewer in one folder.")
    return tuple((path.name, text_of(path)) for path in sorted(paths, key=lambda path: (path.name != FIRST, path.name)))


def texts_at(path: Path) -> Texts:
    """Read a file, or the YAML files of a folder, each by its whole path. Raises UserError."""
    if not path.is_dir():
        return ((str(path), text_of(path)),)
    found = tuple((str(path / name), text) for name, text in texts_in(path))
    if not found:
        inside = sorted(item.name for item in path.iterdir() if item.is_dir() and any(item.glob("*.y*ml")))
        where = (
            f"Folders in it do: {', '.join(inside)}." if inside else "Name a folder that does, or the files themselves."
        )
        raise UserError(f"{path} holds no YAML files.", where)
    return found


def shipped_texts(folder: Path) -> Texts:
    """Read modules and method of a questionnaires folder, in the order of asking."""
    return (*texts_in(folder / "modules"), *texts_in(folder / "methods"))


def load(folder: Path) -> tuple[Questionnaire, Shelf]:
    """Read a questionnaires folder whole. Raises UserError naming every problem."""
    shelf, problems = read_catalogues(texts_in(folder / "catalogues"))
    questionnaire, more = read(shipped_texts(folder), shelf)
    if questionnaire is None or problems:
        raise _unread("questions", (*problems, *more))
    return questionnaire, shelf


def load_catalogues(folder: Path) -> Shelf:
    """Read the catalogues of a questionnaires folder alone. Raises UserError naming every problem."""
    shelf, problems = read_catalogues(texts_in(folder / "catalogues"))
    if problems:
        raise _unread("catalogues", problems)
    return shelf


def read_lists(folder: Path) -> tuple[Shelf, tuple[Problem, ...]]:
    """Read every list of a questionnaires folder: the catalogues, and the large lists that no assessment needs."""
    catalogues, problems = read_catalogues(texts_in(folder / "catalogues"))
    large = folder / "shelves"
    shelves, more = read_shelves(tables_in(large) if large.is_dir() else (), catalogues)
    return shelve((*catalogues.catalogues, *shelves.catalogues)), (*problems, *more)


def load_lists(folder: Path) -> Shelf:
    """Read every list of a questionnaires folder. Raises UserError naming every problem."""
    shelf, problems = read_lists(folder)
    if problems:
        raise _unread("lists", problems)
    return shelf


def load_crosswalks(folder: Path) -> tuple[tuple[Crosswalk, ...], Shelf]:
    """Read the crosswalks of a questionnaires folder, and all lists that they speak of. Raises UserError.

    Nothing else reads them: they are no part of an assessment.
    """
    shelf, more = read_lists(folder)
    crosswalks, problems = read_crosswalks(tables_in(folder / "crosswalks"), shelf)
    if more or problems:
        raise _unread("crosswalks", (*more, *problems))
    return crosswalks, shelf


def _unread(what: str, problems: tuple[Problem, ...]) -> UserError:
    lines = [f"{item.file}:{item.line}: {item.message}" for item in problems]
    return UserError(f"The {what} cannot be read.\n" + "\n".join(lines), REINSTALL)
