"""Other people's files go in, a report of what was read, skipped and why comes out, and a workspace keeps the rest."""

import argparse
import json
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from wizard import places
from wizard.cli.output import complain, say
from wizard.cli.plainly import plainly

if TYPE_CHECKING:
    from wizard.core.imports import Imported

Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"  # noqa: SLF001 - argparse names no other


def add(commands: Commands) -> None:
    """Put the command among the others."""
    command = commands.add_parser(
        "import", help="take texts and links from your own copy of MIT's workbook, FINOS, AISVS or a crosswalk"
    )
    command.add_argument("path", metavar="FILE|FOLDER", type=Path, help="a workbook, Markdown, SSSOM TSV, or a folder")
    command.add_argument(
        "--workspace", dest="into", metavar="FILE", type=Path, help="the workspace that keeps it; yours when left out"
    )
    command.add_argument("--report-only", action="store_true", help="say what would be read and keep nothing")
    command.add_argument("--json", action="store_true", help="the report as JSON")
    command.set_defaults(run=run)


def run(chosen: argparse.Namespace) -> int:
    """Read, print the report, and keep it unless only the report is wanted."""
    from wizard import library, store
    from wizard.clock import utc_now
    from wizard.core.imports import told
    from wizard.session import importing

    folder = places.questionnaires()
    shelf = library.load_lists(folder)
    found = importing.read_import(chosen.path, shelf, library.known_bad(library.tables_in(folder / "crosswalks")))
    if not chosen.report_only:
        into = chosen.into or places.default_workspace()
        into.parent.mkdir(parents=True, exist_ok=True)
        with closing(store.open_workspace(into)) as workspace:
            for imported in found:
                importing.keep_import(workspace, imported, chosen.path.name, f"{utc_now():%Y-%m-%dT%H:%M:%SZ}")
    if chosen.json:
        say(json.dumps([_as_json(imported) for imported in found], indent=2))
    else:
        say("\n".join(plainly(line) for imported in found for line in told(imported)))
    complain("Nothing was kept." if chosen.report_only else plainly(f"Kept in {into}."))
    return 0


def _as_json(imported: "Imported") -> dict[str, object]:
    return {
        "id": imported.id,
        "form": imported.form,
        "title": imported.title,
        "counts": dict(imported.counts),
        "remarks": [
            {"where": remark.where, "sentence": remark.sentence, "skipped": remark.skipped}
            for remark in imported.remarks
        ],
    }
