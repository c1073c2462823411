"""Questionnaires on the command line: every mistake with its line, or how many questions they hold."""

import argparse
import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from wizard import places
from wizard.cli.output import complain, say
from wizard.cli.plainly import plainly
from wizard.cli.reading import UsageError

if TYPE_CHECKING:
    from wizard.core.catalogue import Shelf
    from wizard.core.census import PathLength, Tally
    from wizard.core.questionnaire import Questionnaire, Texts
    from wizard.library import Problem

Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"  # noqa: SLF001 - argparse names no other


def add(commands: Commands) -> None:
    """Put the command among the others."""
    command = commands.add_parser("check", help="read questionnaires and name every mistake with its line")
    command.add_argument(
        "files", metavar="FILE", type=Path, nargs="*", help="YAML files, or folders of them; the shipped ones when none"
    )
    command.add_argument("--json", action="store_true", help="problems, or counts, as JSON")
    command.add_argument(
        "--stats",
        action="store_true",
        help="when nothing is wrong, count the questions by module, by entry of MIT, OWASP and FINOS, and by role",
    )
    command.add_argument(
        "--paths",
        metavar="ANSWERS",
        type=Path,
        nargs="+",
        default=[],
        help="with --stats: files of answers, or folders of them, and how many questions each leads to",
    )
    command.set_defaults(run=run)


def run(chosen: argparse.Namespace) -> int:
    """Read what was named, or all that ships; print the problems, or what was asked for when there are none."""
    from wizard import library

    if chosen.paths and not chosen.stats:
        raise UsageError("--paths tells how long paths are, so it needs --stats. Nothing was read.")
    catalogues = library.texts_in(places.questionnaires() / "catalogues")
    shipped = library.shipped_texts(places.questionnaires())
    shelf, problems = library.read_catalogues(catalogues)
    texts: Texts = ()
    if chosen.files:
        texts = tuple(dict.fromkeys(pair for path in chosen.files for pair in library.texts_at(path)))
        found = (*problems, *library.check(texts, shipped, shelf))
        count = len(texts)
    else:
        tables = library.tables_in(places.questionnaires() / "shelves")
        found = (*problems, *library.read_shelves(tables, shelf)[1], *library.read(shipped, shelf)[1])
        count = len((*catalogues, *tables, *shipped))
    if not found and chosen.stats:
        questionnaire, found = library.read(library.among(texts, shipped), shelf)
        if questionnaire and not found:
            return _count(chosen, questionnaire, shelf)
    _tell(chosen, found)
    if not found:
        complain(f"{count} file{'s'[: count != 1]} read, no problem found.")
    return 1 if found else 0


def _tell(chosen: argparse.Namespace, found: "tuple[Problem, ...]") -> None:
    if chosen.json:
        say(json.dumps([{"file": item.file, "line": item.line, "message": item.message} for item in found]))
    elif found:
        say("\n".join(plainly(f"{item.file}:{item.line}: {item.message}") for item in found))


def _count(chosen: argparse.Namespace, questionnaire: "Questionnaire", shelf: "Shelf") -> int:
    from wizard.core import census
    from wizard.core.questionnaire import DEPTHS

    paths, wrong = _paths(chosen.paths, questionnaire)
    if wrong:
        _tell(chosen, wrong)
        return 1
    counted = census.tallies(questionnaire, shelf)
    compared = census.compare(paths)
    if chosen.json:
        told = {item.id: _as_json(item) for item in counted}
        lengths = {item.name: dict(zip(DEPTHS, item.counts, strict=True)) for item in paths}
        ends = {item.depth: {key: value for key, value in asdict(item).items() if key != "depth"} for item in compared}
        say(
            json.dumps({**told, **({"paths": lengths, "lengths": ends} if paths else {})}, ensure_ascii=False, indent=2)
        )
        return 0
    lines = [line for item in counted for line in _table(item.title, item.columns, _rows(item))]
    if paths:
        longest = [(item.name, "", item.counts) for item in paths]
        lines += _table("By system: questions after the intake, down to each depth", DEPTHS, longest)
        lines += [
            f"{item.depth}: {_named(item.shortest)} at least, {_named(item.typical)} in the middle, "
            f"{_named(item.longest)} at most"
            for item in compared
        ]
    say("\n".join(plainly(line) for line in lines).rstrip())
    return 0


def _paths(named: list[Path], questionnaire: "Questionnaire") -> "tuple[tuple[PathLength, ...], tuple[Problem, ...]]":
    from wizard import library
    from wizard.core import census

    paths, wrong = [], []
    for name, text in dict.fromkeys(pair for path in named for pair in library.texts_at(path)):
        answers, problems = library.read_answers(text, questionnaire)
        wrong += [library.Problem(name, item.line, item.message) for item in problems]
        paths.append(census.path_length(questionnaire, Path(name).stem, answers))
    return tuple(paths), tuple(wrong)


def _named(end: tuple[str, int]) -> str:
    return f"{end[1]} ({end[0]})"


def _as_json(tally: "Tally") -> dict[str, dict[str, int]]:
    return {row.id: dict(zip(tally.columns, row.counts, strict=True)) for row in tally.rows}


def _rows(tally: "Tally") -> list[tuple[str, str, tuple[int, ...]]]:
    return [(row.id, row.title, row.counts) for row in tally.rows]


def _table(title: str, columns: Iterable[str], rows: list[tuple[str, str, tuple[int, ...]]]) -> Iterator[str]:
    """Give a title, the names of the columns, the rows and an empty line; a nought is a dot, so that gaps are seen."""
    names = list(columns)
    first = max((len(row[0]) for row in rows), default=0)
    yield title
    yield f"{'':{first}}  {'  '.join(names)}"
    for key, called, counts in rows:
        figures = "  ".join(f"{count or '·':>{len(name)}}" for count, name in zip(counts, names, strict=True))
        yield f"{key:{first}}  {figures}  {called}".rstrip()
    yield ""
