"""Other people's lists on the command line: the links between them, in the form in which others exchange such links."""

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
    command = commands.add_parser("catalogue", help="write the links between the lists of MIT, OWASP and FINOS")
    actions = command.add_subparsers(metavar="ACTION", required=True)
    add_export(actions)


def add_export(actions: Commands) -> None:
    """Put the export of links among what the command can do."""
    action = actions.add_parser("export", help="write a crosswalk as SSSOM TSV")
    action.add_argument("--sssom", metavar="FILE", type=Path, required=True, help="the new file, or - to print it")
    action.add_argument("--crosswalk", metavar="ID", default=OURS, help=f"which crosswalk; {OURS} when left out")
    action.set_defaults(run=export)


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
