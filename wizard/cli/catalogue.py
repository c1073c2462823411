"""Other people's lists on the command line: what is in them, and the links between them as others exchange such links."""

import argparse
from pathlib import Path
from typing import TypeAlias

from wizard import places
from wizard.cli.output import complain, say_bytes
from wizard.cli.reading import UsageError

OURS = "mit-owasp"
STANDARD_OUTPUT = Path("-")

Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"  # noqa: SLF001 - argparse names no other


def add(commands: Commands) -> None:
    """Put the command and what it can do among the others."""
    command = commands.add_parser(
        "catalogue", help="look something up in the lists of MIT, OWASP and FINOS, and write the links between them"
    )
    actions = command.add_subparsers(metavar="ACTION", required=True)
    _add(actions, "list", "name every list with its edition, its number of entries and its licence").set_defaults(
        run=_list
    )
    action = _add(actions, "search", "find entries and older numbers that have all words")
    action.add_argument("words", metavar="WORD", nargs="+", help="an id, or words in any order; parts of words will do")
    _add_workspace(action)
    action.set_defaults(run=_search)
    action = _add(actions, "show", "tell about one entry, or what became of an older number")
    action.add_argument("id", metavar="ID", help="with its edition, like mit@v3:7.1")
    _add_workspace(action)
    action.set_defaults(run=_show)
    add_export(actions)


def _add(actions: Commands, name: str, purpose: str) -> argparse.ArgumentParser:
    action = actions.add_parser(name, help=purpose)
    action.add_argument("--json", action="store_true", help="the same as JSON")
    return action


def _add_workspace(action: argparse.ArgumentParser) -> None:
    action.add_argument(
        "--workspace", dest="imports", metavar="FILE", type=Path, help="look at what was imported into it as well"
    )


def add_export(actions: Commands) -> None:
    """Put the export of links among what the command can do."""
    action = actions.add_parser("export", help="write a crosswalk as SSSOM TSV")
    action.add_argument("--sssom", metavar="FILE", type=Path, required=True, help="the new file, or - to print it")
    action.add_argument("--crosswalk", metavar="ID", default=OURS, help=f"which crosswalk; {OURS} when left out")
    action.set_defaults(run=export)


def _list(chosen: argparse.Namespace) -> int:
    from wizard.cli.lists import list_all

    return list_all(chosen)


def _search(chosen: argparse.Namespace) -> int:
    from wizard.cli.lists import search

    return search(chosen)


def _show(chosen: argparse.Namespace) -> int:
    from wizard.cli.lists import show

    return show(chosen)


def export(chosen: argparse.Namespace) -> int:
    """Write one crosswalk as SSSOM TSV, to a new file or to the standard output."""
    from wizard import library
    from wizard.cli.scripted import must_be_free
    from wizard.library.sssom import write_sssom

    if chosen.sssom != STANDARD_OUTPUT:
        must_be_free(chosen.sssom, f"{OURS}.sssom.tsv")
    crosswalks, shelf = library.load_crosswalks(places.questionnaires())
    named = {crosswalk.id: crosswalk for crosswalk in crosswalks}
    if chosen.crosswalk not in named:
        raise UsageError(f"There is no crosswalk {chosen.crosswalk!r}.", f"There are: {', '.join(sorted(named))}.")
    crosswalk = named[chosen.crosswalk]
    data = write_sssom(crosswalk, shelf).encode()
    if chosen.sssom == STANDARD_OUTPUT:
        say_bytes(data)
        return 0
    with chosen.sssom.open("xb") as file:
        file.write(data)
    rows = f"{len(crosswalk.links)} links and {len(crosswalk.gaps)} entries without a counterpart"
    complain(f"{chosen.sssom}: {rows}, under {crosswalk.licence}.")
    return 0
