"""`plimsoll approve`: a sealed report and a decision in, the report with one approval more out, as a new file."""

import argparse
from pathlib import Path
from typing import TypeAlias

from wizard import places
from wizard.cli import signers
from wizard.cli.output import say
from wizard.cli.plainly import plainly
from wizard.cli.reading import UsageError, certificates
from wizard.core import approval
from wizard.core.approval import Approvals, Decision

Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"  # noqa: SLF001 - argparse names no other


def add(commands: Commands) -> None:
    """Add the command."""
    command = commands.add_parser(
        "approve",
        help="approve or reject a sealed report in the place that was made for you",
        epilog="The report is judged first, and the new file again before it gets its name; REPORT.pdf is never changed.",
    )
    command.add_argument("report", metavar="REPORT.pdf", type=Path)
    command.add_argument(
        "--field", metavar="N", type=int, required=True, help="your place: the number beside your role"
    )
    command.add_argument("--decision", choices=["approve", "conditions", "reject"], required=True)
    command.add_argument("--until", metavar="DATE", default="", help="until when conditions hold, as in 2027-03-01")
    command.add_argument("--because", metavar="TEXT", default="", help="why, or on which conditions: one line")
    command.add_argument("--out", metavar="FILE", type=Path, required=True, help="the approved report, a new file")
    command.add_argument("--name", default="", help="which of your identities signs; the name on a new identity")
    signers.add(command)
    command.add_argument(
        "--trust", metavar="CERT", type=Path, action="append", default=[], help="the certificate of who sealed it"
    )
    command.set_defaults(run=_approve)


def add_asking(command: argparse.ArgumentParser) -> None:
    """Add to a command that seals by whom the report is to be approved."""
    command.add_argument(
        "--approver",
        metavar="ROLE[:NAME[:FINGERPRINT]]",
        action="append",
        default=[],
        help="who is to approve the sealed report; up to 12 times",
    )
    command.add_argument("--approvals-needed", metavar="K", type=int, help="how many of them; all, unless you say less")
    command.add_argument("--approvals-in-order", action="store_true", help="they sign one after the other")


def asked(chosen: argparse.Namespace) -> Approvals:
    """Read by whom the report is to be approved. Raises UsageError."""
    people = tuple(approval.approver(each) for each in chosen.approver)
    if not people and (chosen.approvals_in_order or chosen.approvals_needed is not None):
        raise UsageError("Approvals need somebody to approve: name each with --approver. Nothing was sealed.")
    if people and not chosen.seal:
        raise UsageError("--approver names who approves a sealed report, so it needs --seal. Nothing was written.")
    if not people:
        return Approvals()
    needed = len(people) if chosen.approvals_needed is None else chosen.approvals_needed
    found = Approvals(people, needed, "given" if chosen.approvals_in_order else "any")
    wrong = approval.problem(found)
    if wrong:
        raise UsageError(f"{wrong} Nothing was sealed.")
    return found


def _approve(chosen: argparse.Namespace) -> int:
    from wizard import dossier, signing
    from wizard.cli import scripted
    from wizard.clock import utc_now

    scripted.must_be_free(chosen.out, "approved.pdf")
    given = tuple(certificate for path in chosen.trust for certificate in certificates(path))
    trusted = (*given, *signing.known(places.trusted()))
    decision = Decision(chosen.decision, chosen.until, approval.tidied(chosen.because))
    now = utc_now()
    wrong = approval.decision_problem(decision, now.date())
    if wrong:
        raise UsageError(f"{wrong} Nothing was signed.")
    dossier.open_place(dossier.open_file(chosen.report, trusted, now), chosen.field)
    signer = signers.signer(chosen)
    done = dossier.approve(chosen.report, chosen.field, decision, signer, utc_now(), chosen.out, trusted)
    say("\n".join(plainly(line) for line in (done.sentence, done.approvals.sentence, f"Approved report: {done.path}")))
    return 0
