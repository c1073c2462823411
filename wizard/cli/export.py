"""A sealed report, or an assessment of a workspace, in; its record on the standard output, or the tables of it in files, out."""

import argparse
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

from wizard import places
from wizard.cli.output import complain, say, say_bytes
from wizard.cli.plainly import plainly
from wizard.cli.reading import UsageError, is_workspace
from wizard.errors import UserError

if TYPE_CHECKING:
    from wizard.core.findings import Findings
    from wizard.dossier import Verdict

HELP = {
    "csv": ("FOLDER", "findings.csv, answers.csv and evidence.csv in a new folder"),
    "xlsx": ("FILE", "a workbook of literal cells"),
    "docx": ("FILE", "a document for those who must edit"),
    "oscal": ("FILE", "OSCAL assessment results with risks, as JSON"),
}


def add(commands: Any) -> None:  # noqa: ANN401 - argparse names no type for it
    """Add the command."""
    command = commands.add_parser(
        "export",
        help="write the record inside a report, or of a workspace's assessment; or its tables as files",
        epilog="Each file is read back and compared before it takes its place. Several can be asked for at once.",
    )
    command.add_argument("source", metavar="REPORT.pdf|WORKSPACE", type=Path)
    command.add_argument("--json", action="store_true", help="print the record as JSON")
    for form, (what, words) in HELP.items():
        command.add_argument(f"--{form}", metavar=what, type=Path, help=words)
    command.add_argument("--assessment", metavar="ID", default="", help="which assessment of a workspace")
    command.set_defaults(run=_export)


def _export(chosen: argparse.Namespace) -> int:
    targets = {form: path for form in HELP if (path := getattr(chosen, form)) is not None}
    if not targets and not chosen.json:
        raise UsageError(
            "Nothing was exported: no form was named.", f"Name one: --json, {', '.join(f'--{key}' for key in HELP)}."
        )
    _must_be_free(targets)
    if targets:
        for line in _files(_findings(chosen.source, chosen.assessment), targets):
            (complain if chosen.json else say)(line)
    if chosen.json:
        say_bytes(_record(chosen.source, chosen.assessment) + b"\n")
    return 0


def _must_be_free(targets: dict[str, Path]) -> None:
    from wizard.cli.scripted import must_be_free

    for form, path in targets.items():
        must_be_free(path, f"findings.{form}")
    if len({path.resolve() for path in targets.values()}) < len(targets):
        raise UsageError("Two exports name the same place. Nothing was written.")


def _files(findings: "Findings", targets: dict[str, Path]) -> Iterator[str]:
    from wizard.dossier.exporting import FORMS, export

    for form, path in targets.items():
        made = export(findings, FORMS[form], path)
        yield f"Exported, read back and compared: {plainly(str(made.path))}"


def _findings(source: Path, key: str) -> "Findings":
    from wizard import dossier, store
    from wizard.cli import scripted
    from wizard.dossier import findings

    if is_workspace(source):
        with closing(store.open_workspace(source)) as workspace:
            return findings.of_session(scripted.the_one(workspace, source, key), scripted.shelf())
    data = dossier.read_bounded(source, dossier.LARGEST)
    if isinstance(data, str):
        raise UserError(f"{source} cannot be read: {data}", "Choose a report that was sealed here.")
    return findings.of_verdict(_judged(data), data, source.name)


def _judged(data: bytes) -> "Verdict":
    from wizard import dossier, signing
    from wizard.clock import utc_now

    return dossier.open_report(data, signing.known(places.trusted()), utc_now())


def _record(source: Path, key: str) -> bytes:
    from wizard import dossier
    from wizard.cli import scripted
    from wizard.clock import utc_now

    if is_workspace(source):
        return scripted.record_of(source, key)
    verdict = dossier.open_file(source, (), utc_now())
    if verdict.judgement.record is None:
        raise UserError(f"{source} carries no record: {verdict.reason}", "Choose a report that was sealed here.")
    if verdict.outcome not in ("sealed-trusted", "sealed-unknown-signer"):
        complain(plainly(f"plimsoll: {verdict.outcome}: {verdict.reason}"))
    return verdict.judgement.record
