"""A sealed report and a decision in, the report with one approval more out, as a new file; the one that came in stays as it is."""

import contextlib
import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from wizard import signing
from wizard.core import approval
from wizard.core.approval import Decision
from wizard.disk import partial_of, sweep_partials, sync_folder, write_private_file
from wizard.dossier.approvals import Approved, Place
from wizard.dossier.verdict import Verdict, examine
from wizard.dossier.worker import LARGEST, open_report, read_bounded
from wizard.errors import UserError

AGAIN = "The report that was to be approved is as it was."


@dataclass(frozen=True, slots=True)
class Approval:
    """A finished approval: the new file, its SHA-256, the sentence that was signed, and how far the approvals are."""

    path: Path
    sha256: str
    sentence: str
    approvals: Approved


def approve(
    source: Path,
    number: int,
    decision: Decision,
    signer: signing.Signer,
    at: datetime,
    target: Path,
    trusted: tuple[bytes, ...],
) -> Approval:
    """Judge, sign in the place of this number, write, read back, judge again, rename. Raises UserError; then nothing is left."""
    data = _read(source)
    place = open_place(open_report(data, trusted, at), number)
    wrong = approval.decision_problem(decision, at.date())
    if wrong:
        raise UserError(f"Not approved. {wrong}", "Say the decision again.")
    sentence = approval.said(decision, place.role)
    signed = signing.sign(data, signer, at, sentence, approval.field_name(number))
    verdict = _write(target, data, signed, (*trusted, signer.certificate, *signer.chain), at)
    return Approval(target, hashlib.sha256(signed).hexdigest(), sentence, verdict.approvals)


def open_place(verdict: Verdict, number: int) -> Place:
    """Give the place of this number in a report that may be approved. Raises UserError where there is none, or it is taken."""
    if verdict.outcome == "sealed-unknown-signer":
        hint = "Compare the fingerprint with the signer; then trust the signer, and approve."
        raise UserError(f"Not approved. {verdict.reason}", hint)
    if verdict.outcome != "sealed-trusted":
        raise UserError(f"Not approved. {verdict.reason}", "Ask the sender for the sealed file.")
    places = verdict.approvals.places
    if not 1 <= number <= len(places):
        there = f"It has places 1 to {len(places)}." if places else "Approvers are named before a report is sealed."
        raise UserError(f"Not approved. This report has no place {number} for an approver.", there)
    place = places[number - 1]
    if place.decision:
        raise UserError(f"Not approved. {place.signer} has signed as {place.role} already.", "Nobody signs twice.")
    return place


def _read(source: Path) -> bytes:
    try:
        data = read_bounded(source, LARGEST)
    except OSError as error:
        raise UserError(f"{source} cannot be read: {error.strerror or error}.", "Check the name.") from error
    if isinstance(data, str):
        raise UserError(f"{source} cannot be read: {data}", "Choose a report that was sealed.")
    return data


def _write(target: Path, before: bytes, signed: bytes, trusted: tuple[bytes, ...], at: datetime) -> Verdict:
    partial = partial_of(target)
    sweep_partials(target.parent)
    try:
        write_private_file(partial, signed)
        verdict = _read_back(partial, before, signed, trusted, at)
        if target.exists():
            raise UserError(f"Not approved. {target} exists already.", "Choose another name or move it away.")
        partial.replace(target)
        sync_folder(target.parent)
    except OSError as error:
        raise UserError(
            f"Not approved. The report cannot be written to {target.parent}: {error.strerror or error}. {AGAIN}",
            "Choose another folder, or free some space, and approve again.",
        ) from error
    finally:
        with contextlib.suppress(OSError):
            partial.unlink(missing_ok=True)
    return verdict


def _read_back(partial: Path, before: bytes, signed: bytes, trusted: tuple[bytes, ...], at: datetime) -> Verdict:
    """Judge what was written as a stranger's file is judged: who may not sign here, or not yet, is refused by that alone."""
    written = partial.read_bytes()
    verdict = examine(written, trusted, at + timedelta(seconds=1))
    if written != signed or not written.startswith(before) or verdict.outcome != "sealed-trusted":
        raise UserError(f"Not approved. With this approval the report would not hold: {verdict.reason} {AGAIN}")
    return verdict
