"""Arguments in, text and an exit code out: the whole product without a window."""

import argparse
import json
import os
import sys
import tempfile
import traceback
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from wizard import __version__, places
from wizard.cli import approve, asking, catalogue, check, comparing, export, identity, importing, signers
from wizard.cli.output import UNPRINTED, UnprintedError, complain, finish, prepare, say, unprinted
from wizard.cli.plainly import plainly
from wizard.cli.reading import UsageError, certificates
from wizard.cli.workers import WORKERS
from wizard.core.scoring import Score
from wizard.core.sentences import best_figure, causes, worst_figure
from wizard.errors import UserError

if TYPE_CHECKING:
    from wizard.dossier import Approved, Verdict

WRONG_USAGE, FAULT, STOPPED = 2, 70, 130
UNJUDGED = 6
"""Ends `verify` where it came to no verdict of its own: as with a file that cannot be read, nothing may be relied on."""


def main(arguments: list[str]) -> int:
    """Run one command. 0 done, 1 something to mend, 2 wrong usage, 70 a fault of ours, 74 not printed, 130 stopped.

    `verify` has codes of its own beside these (see its help); none of them stands for anything but a verdict.
    """
    if arguments and arguments[0] in WORKERS:
        return WORKERS[arguments[0]]()
    try:
        prepare()
        code = _parsed(arguments)
        finish()
    except UnprintedError as error:
        if error.reason:
            complain(f"plimsoll: the output cannot be written: {error.reason}.")
        return UNPRINTED
    except KeyboardInterrupt:
        complain("plimsoll: stopped. Nothing half-written was left.")
        return STOPPED
    return code


def _parsed(arguments: list[str]) -> int:
    parser = _parser()
    try:
        chosen = parser.parse_args(arguments)
    except SystemExit as done:  # help, version and wrong usage
        return int(done.code or 0)
    except OSError as error:  # Python 3.11.2 fails here while it prints help or version, later ones at the end
        raise unprinted(error) from error
    run: Callable[[argparse.Namespace], int] | None = _demo if chosen.demo else getattr(chosen, "run", None)
    if run is None:
        parser.print_usage(sys.stderr)
        return WRONG_USAGE
    return _run(run, chosen)


def _run(run: Callable[[argparse.Namespace], int], chosen: argparse.Namespace) -> int:
    failed: int = getattr(chosen, "failed", 1)
    try:
        return run(chosen)
    except UnprintedError:
        raise
    except UserError as error:
        complain("\n".join((f"plimsoll: {error.sentence}", *([error.hint] if error.hint else []))))
        return WRONG_USAGE if isinstance(error, UsageError) else failed
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        complain(f"plimsoll: {where}{error.strerror or error}. Nothing half-written was left.")
        return failed
    except Exception as error:  # noqa: BLE001 - a fault of ours is told in our words; its code is no verdict's
        complain("\n".join(_told_fault(error)))
        return FAULT


def _told_fault(error: Exception) -> Iterator[str]:
    """Name a fault and its way, never its message: that may hold an answer."""
    yield f"plimsoll: something went wrong in Plimsoll {__version__}. Please report these lines."
    yield type(error).__name__
    for frame in traceback.extract_tb(error.__traceback__):
        yield f"  {Path(frame.filename).name}:{frame.lineno} {frame.name}"


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
    check.add(commands)
    _add_assess(commands)
    approve.add(commands)
    _add_verify(commands)
    comparing.add(commands)
    export.add(commands)
    catalogue.add(commands)
    importing.add(commands)
    identity.add(commands)
    command = commands.add_parser("self-test", help="prove that this installation works, in a few seconds")
    command.set_defaults(run=_self_test)
    return parser


Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"  # noqa: SLF001 - argparse names no other


def _add_assess(commands: Commands) -> None:
    command = commands.add_parser("assess", help="score a file of answers, and seal it")
    command.add_argument("answers", metavar="ANSWERS.yaml", type=Path)
    command.add_argument("--seal", metavar="REPORT.pdf", type=Path, help="write and sign the report, as a new file")
    command.add_argument("--workspace", metavar="FILE", type=Path, help="keep the assessment in this workspace")
    command.add_argument("--name", default="", help="who seals; the name on a new identity")
    command.add_argument("--role", default="", help="in which role")
    signers.add(command)
    command.add_argument(
        "--certificate", metavar="FILE", type=Path, help="also write your certificate, as a new file, for --trust"
    )
    approve.add_asking(command)
    command.add_argument("--paper", choices=["A4", "Letter"], default="A4")
    command.add_argument("--json", action="store_true", help="the result as JSON")
    command.set_defaults(run=_assess)


def _add_verify(commands: Commands) -> None:
    command = commands.add_parser(
        "verify",
        help="say whether a PDF is the file that was sealed, by whom, and whether its numbers hold",
        epilog="Exit codes: 0 sealed-trusted, 1 sealed-unknown-signer, 3 changed-after-sealing, 4 not-sealed, "
        "5 not-ours, 6 unreadable (or not there); 2 is wrong usage, --trust with a file that holds no certificate "
        "included.",
    )
    command.add_argument("report", metavar="REPORT.pdf", type=Path)
    command.add_argument("--json", action="store_true", help="the verdict as JSON")
    command.add_argument(
        "--trust", metavar="CERT", type=Path, action="append", default=[], help="a certificate you know"
    )
    command.add_argument(
        "--workspace", dest="asked", metavar="FILE", type=Path, help="also say what this workspace knows of the file"
    )
    command.set_defaults(run=_verify, failed=UNJUDGED)


def _assess(chosen: argparse.Namespace) -> int:
    with tempfile.TemporaryDirectory() as folder:
        workspace = chosen.workspace or Path(folder) / "assess.plimsoll"
        return _assess_in(workspace, chosen)


def _assess_in(workspace_path: Path, chosen: argparse.Namespace) -> int:
    from wizard import store
    from wizard.cli import scripted
    from wizard.clock import utc_now
    from wizard.session import MistakesError

    _must_be_free(chosen.seal, chosen.certificate)
    approvals = approve.asked(chosen)
    with closing(store.open_workspace(workspace_path, chosen.name)) as workspace:
        try:
            session = scripted.answered(workspace, chosen.answers, utc_now, chosen.name)
        except MistakesError as error:
            complain("\n".join(plainly(line) for line in error.lines))
            complain("plimsoll: no assessment was made.")
            return 1
        say(scripted.result_json(session) if chosen.json else sentence(session.score))
        if chosen.seal:
            signer = signers.signer(chosen)
            with scripted.certificate_at(chosen.certificate, signer.certificate_pem):
                sealed = scripted.seal(session, signer, chosen.seal, chosen.role, chosen.paper, approvals)
            (complain if chosen.json else say)(f"Sealed: {sealed.path}")
    return 0


def _must_be_free(report: Path | None, certificate: Path | None) -> None:
    from wizard.cli.scripted import must_be_free

    if certificate and not report:
        raise UsageError("--certificate writes the certificate of who seals, so it needs --seal. Nothing was written.")
    if certificate and report and os.path.realpath(certificate) == os.path.realpath(report):
        raise UsageError("--seal and --certificate name the same file. Nothing was written.")
    if report:
        must_be_free(report)
    if certificate:
        must_be_free(certificate, "certificate.pem")


def _demo(chosen: argparse.Namespace) -> int:
    from wizard.cli import scripted

    with tempfile.TemporaryDirectory() as folder:
        session, sealed = scripted.demonstrate(places.example(), Path(folder), chosen.demo)
    say(f"{sentence(session.score)}\nSealed: {sealed.path}")
    return 0


def _verify(chosen: argparse.Namespace) -> int:
    from wizard import signing
    from wizard.dossier.verdict import EXIT_CODES

    given = tuple(certificate for path in chosen.trust for certificate in certificates(path))
    verdict = _opened(chosen.report, (*given, *signing.known(places.trusted())))
    asked = asking.asked(chosen.asked, chosen.report, verdict) if chosen.asked else None
    if chosen.json:
        say(json.dumps({**verdict.as_json(), **({"workspace": asdict(asked)} if asked else {})}, indent=2))
    else:
        say("\n".join(plainly(line) for line in (*_told(verdict), *([asked.sentence] if asked else []))))
    return EXIT_CODES[verdict.outcome]


def _opened(report: Path, trusted: tuple[bytes, ...]) -> "Verdict":
    from wizard import dossier
    from wizard.clock import utc_now

    return dossier.open_file(report, trusted, utc_now())


def _told(verdict: "Verdict") -> Iterator[str]:
    from wizard.signing import grouped

    yield f"{verdict.outcome}: {verdict.reason}"
    for signer in verdict.judgement.signers:
        yield f"Signed by {signer.name} (name as stated by the signer), {_time(signer.time)}, {signer.time_proof}"
        if grouped(signer.fingerprint) not in verdict.reason:
            yield f"Fingerprint {grouped(signer.fingerprint)}"
    yield verdict.recomputed.sentence
    if verdict.approvals.status != "none" and verdict.judgement.sealed:
        yield from _told_approvals(verdict.approvals)
    if verdict.recomputed.score:
        yield sentence(verdict.recomputed.score)
        yield verdict.questions.sentence
        yield verdict.method.sentence


def _told_approvals(found: "Approved") -> Iterator[str]:
    yield found.sentence
    for number, place in enumerate(found.places, 1):
        if place.decision:
            yield f"Approver {number}, signed by {place.signer}, {_time(place.time)}: {place.said}"


def _self_test(_chosen: argparse.Namespace) -> int:
    from wizard.cli import scripted

    failed = 0
    for name, passed in scripted.self_test(places.example()):
        say(f"{'ok' if passed else 'FAILED'}  {name}")
        failed += not passed
    return 1 if failed else 0


def sentence(score: Score) -> str:
    """Say the result in one line: the worst case first, the best case beside it, what the range comes from."""
    why = causes(score)
    return f"{worst_figure(score)}, at best {best_figure(score)}" + (f": {why}." if why else ".")


def _time(iso: str) -> str:
    return f"{iso[:10]} {iso[11:16]} UTC" if iso else "at a time that is not stated"
