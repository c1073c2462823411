"""Arguments in, text and an exit code out: the whole product without a window."""

import argparse
import getpass
import io
import json
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from wizard import __version__, places
from wizard.cli.plainly import in_lines, plainly
from wizard.cli.workers import WORKERS
from wizard.core.scoring import Score
from wizard.core.sentences import best_figure, causes, worst_figure
from wizard.errors import UserError

if TYPE_CHECKING:
    from wizard.dossier import Verdict

EXAMPLE = "claims-triage.yaml"
LARGEST_CERTIFICATE = 1_000_000


def main(arguments: list[str]) -> int:
    """Run one command. 0 done, 1 something to mend, 2 wrong usage; `verify` has codes of its own (see its help)."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")
    if arguments and arguments[0] in WORKERS:
        return WORKERS[arguments[0]]()
    parser = _parser()
    chosen = parser.parse_args(arguments)
    run: Callable[[argparse.Namespace], int] | None = getattr(chosen, "run", None)
    if chosen.demo:
        run = _demo
    if run is None:
        parser.print_usage(sys.stderr)
        return 2
    try:
        return run(chosen)
    except UserError as error:
        lines = (f"plimsoll: {error.sentence}", *([error.hint] if error.hint else []))
        print(in_lines("\n".join(lines)), file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("plimsoll: stopped. Nothing half-written was left.", file=sys.stderr)
        return 130


def command_names() -> tuple[str, ...]:
    """Give the names of all commands, for documents to be compared with."""
    actions = _parser()._subparsers._group_actions  # type: ignore[union-attr] # noqa: SLF001 - argparse lists them nowhere else
    return tuple(actions[0].choices)  # type: ignore[arg-type]


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="plimsoll",
        description="Assess the risks of an AI system and seal the result in a PDF that anybody can verify. "
        "Without a command the window opens.",
    )
    parser.add_argument("--version", action="version", version=f"Plimsoll {__version__}")
    parser.add_argument("--demo", metavar="REPORT.pdf", type=Path, help="answer, score and seal the bundled example")
    parser.add_argument("--workspace", metavar="FILE", type=Path, help="the workspace that the window opens")
    commands = parser.add_subparsers(metavar="COMMAND")
    _add_check(commands)
    _add_assess(commands)
    _add_verify(commands)
    _add_export(commands)
    command = commands.add_parser("self-test", help="prove that this installation works, in a few seconds")
    command.set_defaults(run=_self_test)
    return parser


Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"  # noqa: SLF001 - argparse names no other


def _add_check(commands: Commands) -> None:
    command = commands.add_parser("check", help="read questionnaires and name every mistake with its line")
    command.add_argument("files", metavar="FILE", type=Path, nargs="*", help="YAML files; the shipped ones when none")
    command.add_argument("--json", action="store_true", help="problems as JSON")
    command.set_defaults(run=_check)


def _add_assess(commands: Commands) -> None:
    command = commands.add_parser("assess", help="score a file of answers, and seal it")
    command.add_argument("answers", metavar="ANSWERS.yaml", type=Path)
    command.add_argument("--seal", metavar="REPORT.pdf", type=Path, help="write and sign the report")
    command.add_argument("--workspace", metavar="FILE", type=Path, help="keep the assessment in this workspace")
    command.add_argument("--name", default="", help="who seals; the name on a new identity")
    command.add_argument("--role", default="", help="in which role")
    command.add_argument("--pkcs12", metavar="FILE", type=Path, help="sign with your own certificate and key")
    command.add_argument("--passphrase-file", metavar="FILE", type=Path, help="read the passphrase from its first line")
    command.add_argument("--certificate", metavar="FILE", type=Path, help="also write your certificate, for --trust")
    command.add_argument("--paper", choices=["A4", "Letter"], default="A4")
    command.add_argument("--json", action="store_true", help="the result as JSON")
    command.set_defaults(run=_assess)


def _add_verify(commands: Commands) -> None:
    command = commands.add_parser(
        "verify",
        help="say whether a PDF is the file that was sealed, by whom, and whether its numbers hold",
        epilog="Exit codes: 0 sealed-trusted, 1 sealed-unknown-signer, 3 changed-after-sealing, 4 not-sealed, "
        "5 not-ours, 6 unreadable; 2 is wrong usage.",
    )
    command.add_argument("report", metavar="REPORT.pdf", type=Path)
    command.add_argument("--json", action="store_true", help="the verdict as JSON")
    command.add_argument(
        "--trust", metavar="CERT", type=Path, action="append", default=[], help="a certificate you know"
    )
    command.set_defaults(run=_verify)


def _add_export(commands: Commands) -> None:
    command = commands.add_parser("export", help="write the record inside a report, or of a workspace's assessment")
    command.add_argument("source", metavar="REPORT.pdf|WORKSPACE", type=Path)
    command.add_argument("--json", action="store_true", help="JSON, the one form there is so far", required=True)
    command.add_argument("--assessment", metavar="ID", default="", help="which assessment of a workspace")
    command.set_defaults(run=_export)


def _check(chosen: argparse.Namespace) -> int:
    from wizard import library

    shelf, problems = library.read_catalogues(library.texts_in(places.questionnaires() / "catalogues"))
    found = list(problems)
    if chosen.files:
        texts = tuple((str(path), library.text_of(path)) for path in chosen.files)
        found.extend(library.check(texts, library.shipped_texts(places.questionnaires()), shelf))
    else:
        found.extend(library.read(library.shipped_texts(places.questionnaires()), shelf)[1])
    if chosen.json:
        print(json.dumps([{"file": item.file, "line": item.line, "message": item.message} for item in found]))
    else:
        for item in found:
            print(plainly(f"{item.file}:{item.line}: {item.message}"))
    return 1 if found else 0


def _assess(chosen: argparse.Namespace) -> int:
    with tempfile.TemporaryDirectory() as folder:
        workspace = chosen.workspace or Path(folder) / "assess.plimsoll"
        return _assess_in(workspace, chosen)


def _assess_in(workspace_path: Path, chosen: argparse.Namespace) -> int:
    from wizard import store
    from wizard.cli import scripted
    from wizard.session import utc_now

    _refuse_to_overwrite(chosen.seal)
    with closing(store.open_workspace(workspace_path, chosen.name)) as workspace:
        session = scripted.answered(workspace, chosen.answers, utc_now, chosen.name)
        if chosen.json:
            print(scripted.result_json(session))
        else:
            print(sentence(session.score))
        if chosen.seal:
            signer = scripted.signer(chosen.name, chosen.pkcs12, lambda which: _passphrase(chosen, new=which == "new"))
            if chosen.certificate:
                scripted.write_certificate(signer, chosen.certificate)
            sealed = scripted.seal(session, signer, chosen.seal, chosen.role, chosen.paper)
            print(f"Sealed: {sealed.path}", file=sys.stderr if chosen.json else sys.stdout)
    return 0


def _demo(chosen: argparse.Namespace) -> int:
    from wizard.cli import scripted

    with tempfile.TemporaryDirectory() as folder:
        session, sealed = scripted.demonstrate(
            places.questionnaires() / "examples" / EXAMPLE, Path(folder), chosen.demo
        )
    print(sentence(session.score))
    print(f"Sealed: {sealed.path}")
    return 0


def _verify(chosen: argparse.Namespace) -> int:
    from wizard.dossier.verdict import EXIT_CODES

    trusted = tuple(_bytes(path, LARGEST_CERTIFICATE) for path in (*chosen.trust, *_known_certificates()))
    verdict = _opened(chosen.report, trusted)
    if chosen.json:
        print(json.dumps(verdict.as_json(), indent=2))
    else:
        print(*(plainly(line) for line in _told(verdict)), sep="\n")
    return EXIT_CODES[verdict.outcome]


def _opened(report: Path, trusted: tuple[bytes, ...]) -> "Verdict":
    from wizard import dossier
    from wizard.session import utc_now

    try:
        return dossier.open_file(report, trusted, utc_now())
    except OSError as error:
        raise _cannot_read(report, error.strerror or str(error)) from error


def _told(verdict: "Verdict") -> Iterator[str]:
    yield f"{verdict.outcome}: {verdict.reason}"
    for signer in verdict.judgement.signers:
        yield f"Signed by {signer.name} (name as stated by the signer), {signer.time}, {signer.time_proof}"
        yield f"Fingerprint {_grouped(signer.fingerprint)}"
    yield verdict.recomputed.sentence
    if verdict.recomputed.score:
        yield sentence(verdict.recomputed.score)
        yield verdict.questions.sentence
        yield verdict.method.sentence


def _export(chosen: argparse.Namespace) -> int:
    from wizard.cli import scripted

    if _is_workspace(chosen.source):
        sys.stdout.buffer.write(scripted.record_of(chosen.source, chosen.assessment) + b"\n")
        return 0
    verdict = _opened(chosen.source, ())
    if verdict.judgement.record is None:
        raise UserError(f"{chosen.source} carries no record: {verdict.reason}", "Choose a report that was sealed here.")
    if verdict.outcome not in ("sealed-trusted", "sealed-unknown-signer"):
        print(plainly(f"plimsoll: {verdict.outcome}: {verdict.reason}"), file=sys.stderr)
    sys.stdout.buffer.write(verdict.judgement.record + b"\n")
    return 0


def _self_test(_chosen: argparse.Namespace) -> int:
    from wizard.cli import scripted

    failed = 0
    for name, passed in scripted.self_test(places.questionnaires() / "examples" / EXAMPLE):
        print(f"{'ok' if passed else 'FAILED'}  {name}", flush=True)
        failed += not passed
    return 1 if failed else 0


def sentence(score: Score) -> str:
    """Say the result in one line: the worst case first, the best case beside it, what the range comes from."""
    why = causes(score)
    return f"{worst_figure(score)}, at best {best_figure(score)}" + (f": {why}." if why else ".")


def _grouped(fingerprint: str) -> str:
    return " ".join(fingerprint[i : i + 4] for i in range(0, len(fingerprint), 4))


def _known_certificates() -> list[Path]:
    folder = places.trusted()
    return sorted(folder.glob("*.pem")) if folder.is_dir() else []


def _bytes(path: Path, largest: int) -> bytes:
    from wizard import dossier

    try:
        data = dossier.read_bounded(path, largest)
    except OSError as error:
        raise _cannot_read(path, error.strerror or str(error)) from error
    if isinstance(data, str):
        raise _cannot_read(path, data)
    return data


def _first_line(path: Path) -> str:
    """Read the first line, of a pipe too."""
    try:
        with path.open("rb") as file:
            return file.readline(LARGEST_CERTIFICATE).decode("utf-8", "replace").rstrip("\r\n")
    except OSError as error:
        raise _cannot_read(path, error.strerror or str(error)) from error


def _cannot_read(path: Path, reason: str) -> SystemExit:
    print(plainly(f"plimsoll: {path} cannot be read: {reason}"), file=sys.stderr)
    return SystemExit(2)


def _is_workspace(path: Path) -> bool:
    mark = b"SQLite format 3\0"
    try:
        if not path.is_file():  # a pipe would be waited for
            return False
        with path.open("rb") as file:
            return file.read(len(mark)) == mark
    except OSError as error:
        raise _cannot_read(path, error.strerror or str(error)) from error


def _refuse_to_overwrite(target: Path | None) -> None:
    if target is not None and target.exists():
        raise UserError(
            f"{target} exists already. Nothing was written.", "Choose another name or move the old report away."
        )


def _passphrase(chosen: argparse.Namespace, *, new: bool) -> str:
    if chosen.passphrase_file:
        return _first_line(chosen.passphrase_file)
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\r\n")
    first = getpass.getpass("New passphrase: " if new else "Passphrase: ")
    if new and getpass.getpass("Once more: ") != first:
        raise UserError("The two passphrases differ. No identity was made.", "Try again.")
    return first
