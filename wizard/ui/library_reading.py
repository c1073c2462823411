"""A workspace in; every list, every link, the questionnaires and their problems out. All of it runs on a worker's thread."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from wizard import library, places
from wizard.core.catalogue import Shelf
from wizard.core.crosswalk import Crosswalk, Link, links_by_entry
from wizard.core.search import Index, index
from wizard.session.importing import (
    Kept,
    drop_import,
    keep_import,
    kept_import,
    kept_imports,
    read_import,
    with_imports,
)

if TYPE_CHECKING:
    from datetime import datetime

    from wizard.core.imports import Imported
    from wizard.core.questionnaire import Questionnaire, Texts
    from wizard.library import Problem
    from wizard.store import Workspace

Refused = Mapping[frozenset[str], str]


@dataclass(frozen=True, slots=True)
class Shelves:
    """What stands in the library of one workspace. `texts` gives by full id a description and whose import it is of."""

    shelf: Shelf
    crosswalks: tuple[Crosswalk, ...]
    links: Mapping[str, tuple[Link, ...]]
    refused: Refused
    over: Index
    kept: tuple[Kept, ...]
    imports: "Mapping[str, Imported]"
    texts: Mapping[str, tuple[str, str]]
    edited: frozenset[str]
    """Names of the lists of which more than one edition is known: an id of theirs says too little without it."""


@dataclass(frozen=True, slots=True)
class Checked:
    """Questionnaires as they were read: None where they have problems; the texts are there to show a line."""

    questionnaire: "Questionnaire | None"
    problems: "tuple[Problem, ...]"
    texts: "Texts"
    path: Path | None = None


@cache
def _shipped() -> tuple[tuple[Crosswalk, ...], Shelf]:
    return library.load_crosswalks(places.questionnaires())


@cache
def _refused() -> Refused:
    return library.known_bad(library.tables_in(places.questionnaires() / "crosswalks"))


def read_shelves(workspace: "Workspace | None") -> Shelves:
    """Read what ships and what was imported, if anything can be. Raises UserError when it cannot be read."""
    crosswalks, shelf = _shipped()
    kept = kept_imports(workspace) if workspace is not None else ()
    imports = {one.id: kept_import(workspace, one.id) for one in kept if workspace is not None}
    shelf, crosswalks, _ = with_imports(shelf, crosswalks, tuple(imports.values()))
    texts = {code: (text, one.title) for one in imports.values() for code, text in one.texts.items()}
    known = {each.partition(":")[0] for each in (*shelf.aliases, *shelf.entries)}
    names = [each.partition("@")[0] for each in known]
    edited = frozenset(name for name in names if names.count(name) > 1)
    links = links_by_entry(crosswalks)
    return Shelves(shelf, crosswalks, links, _refused(), index(shelf), kept, imports, texts, edited)


@cache
def shipped_modules() -> Checked:
    """Read the questionnaires that ship, with every problem."""
    folder = places.questionnaires()
    texts = library.shipped_texts(folder)
    shelf, problems = library.read_catalogues(library.texts_in(folder / "catalogues"))
    questionnaire, more = library.read(texts, shelf)
    return Checked(questionnaire, (*problems, *more), texts)


def check_path(path: Path) -> Checked:
    """Check an author's file or folder as `plimsoll check` does. Raises UserError when it cannot be read."""
    folder = places.questionnaires()
    shelf, _ = library.read_catalogues(library.texts_in(folder / "catalogues"))
    texts = library.texts_at(path)
    return Checked(None, library.check(texts, library.shipped_texts(folder), shelf), texts, path)


def read_file(path: Path) -> "tuple[Imported, ...]":
    """Understand somebody else's file or folder. Raises UserError when nothing in it can be taken."""
    return read_import(path, _shipped()[1], _refused())


def drop(workspace: "Workspace", import_id: str) -> Shelves:
    """Let an import go, and read the library anew. Raises UserError when it cannot be written."""
    drop_import(workspace, import_id)
    return read_shelves(workspace)


def keep(workspace: "Workspace", found: "tuple[Imported, ...]", name: str, now: "datetime") -> Shelves:
    """Keep what was understood, and read the library anew. Raises UserError when it cannot be written."""
    for imported in found:
        keep_import(workspace, imported, name, f"{now:%Y-%m-%dT%H:%M:%SZ}")
    return read_shelves(workspace)
