"""A session and a signer -> a sealed PDF beside its target, re-read, judged, renamed; nothing half-written stays."""

import contextlib
import hashlib
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

from wizard import __version__, report, signing
from wizard.clock import stamp
from wizard.core import approval
from wizard.core.catalogue import Shelf
from wizard.core.questionnaire import Texts
from wizard.disk import partial_of, sweep_partials, sync_folder, write_private_file
from wizard.dossier.checks import missing
from wizard.dossier.record import Sealing, write_record
from wizard.dossier.verdict import examine
from wizard.errors import UserError
from wizard.report.content import Content
from wizard.session import Session

Progress = Callable[[str, float], None]
"""Told the step and how much of it is done, 0 to 1; what it raises before signing ends the sealing."""

PICTURES = (".png", ".jpg", ".jpeg")


@dataclass(frozen=True, slots=True)
class Sealed:
    """A finished seal: the file, its SHA-256, the record's SHA-256 and how many bytes there are."""

    path: Path
    sha256: str
    record_sha256: str
    size: int


def _silent(_step: str, _done: float) -> None:
    """Do nothing: nobody watches the progress."""


def preview(session: Session, sealing: Sealing, shelf: Shelf, paper: str = "A4") -> bytes:
    """Make the pages as they would be sealed now, or as they were sealed; marked so, not signed and not numbered."""
    if session.assessment.sealed:
        at = datetime.fromisoformat(session.assessment.sealed)
        sealing = replace(sealing, name="", role="", at=at, fingerprint="")  # the sealed file alone says who signed it
    return report.render(_content(session, sealing, shelf, paper, draft=True))


def seal(
    session: Session,
    signer: signing.Signer,
    sealing: Sealing,
    target: Path,
    shelf: Shelf,
    paper: str = "A4",
    progress: Progress = _silent,
) -> Sealed:
    """Write, sign, read back and only then rename to `target`. Raises UserError; then nothing was left behind."""
    _must_be_whole(session)
    signing.check_valid(signer, sealing.at)
    _must_be_askable(sealing)
    progress("Writing", 0.0)
    content = _content(session, sealing, shelf, paper, draft=False)
    pdf = report.render(content, lambda done: progress("Writing", done))
    progress("Signing", 0.0)
    signed = signing.sign(pdf, signer, sealing.at)
    progress("Reading back", 0.0)
    _write(target, signed, signer, content.record_sha256, sealing.at)
    digest = hashlib.sha256(signed).hexdigest()
    _close(session, stamp(sealing.at), digest, target)
    return Sealed(target, digest, content.record_sha256, len(signed))


def _close(session: Session, at: str, digest: str, target: Path) -> None:
    """Mark the assessment as sealed; where that fails, take the report back: none is left that the workspace denies."""
    try:
        session.seal(at, digest)
    except UserError as error:
        if _is_marked(session, digest, target, error):
            session.seal(at, digest)  # only the last sync failed
            return
        raise UserError(f"Not sealed. {error.sentence} {_taken_back(target)}", error.hint) from error


def _is_marked(session: Session, digest: str, target: Path, error: UserError) -> bool:
    try:
        return session.workspace.assessment(session.assessment.id).sealed_sha256 == digest
    except UserError:
        raise UserError(
            f'"{target.name}" is sealed and whole, but the workspace could not note it. {error.sentence}', error.hint
        ) from error


def _must_be_whole(session: Session) -> None:
    if session.read_only:
        raise UserError(session.read_only, "Start a new version and seal that one.")
    lacking = [session.questionnaire.questions[key].text for key in missing(session)]
    if lacking:
        raise UserError(f"Not sealed. A report needs an answer to: {' '.join(lacking)}", "Answer it and seal again.")
    broken = session.workspace.broken_chain()
    if broken:
        raise UserError(f"Not sealed. {broken}", "Restore a backup of this workspace, or ask who changed the file.")
    for answer in session.assessment.answers.values():
        for item in answer.evidence:
            trouble = session.workspace.blob_problem(item.sha256) if item.sha256 else ""
            if trouble:
                raise UserError(f"Not sealed. {trouble}", f"Attach {item.name!r} again, or take it off the answer.")


def _must_be_askable(sealing: Sealing) -> None:
    wrong = approval.problem(sealing.approvals)
    if wrong:
        raise UserError(f"Not sealed. {wrong}", "Change the list of approvers and seal again.")


def _content(session: Session, sealing: Sealing, shelf: Shelf, paper: str, *, draft: bool) -> Content:
    record = write_record(session, sealing, shelf)
    return Content(
        questionnaire=session.questionnaire,
        assessment=session.assessment,
        score=session.score,
        traces={
            item.scenario.id: session.trace(item.scenario.id, item.followed.name) for item in session.score.scenarios
        },
        shelf=shelf,
        record=record,
        record_sha256=hashlib.sha256(record).hexdigest(),
        date=sealing.at,
        signer=sealing.name,
        role=sealing.role,
        fingerprint=sealing.fingerprint,
        organisation=session.assessment.text("organisation"),
        classification=sealing.classification,
        program_version=__version__,
        paper="Letter" if paper == "Letter" else "A4",
        draft=draft,
        was_sealed=bool(session.assessment.sealed),
        texts=_digests(session.texts),
        images=dict(_images(session)),
        approvals=sealing.approvals,
        history=_history(session),
    )


def _images(session: Session) -> Iterator[tuple[str, bytes]]:
    """Give attached pictures by their SHA-256. In a preview one may be missing; a seal is refused before that."""
    for answer in session.assessment.answers.values():
        for item in answer.evidence:
            if item.sha256 and (item.kind == "image" or item.name.lower().endswith(PICTURES)):
                with contextlib.suppress(UserError):
                    yield item.sha256, session.workspace.blob(item.sha256)


def _history(session: Session) -> tuple[tuple[str, int], ...]:
    """Count by day how often an answer on the path was changed, from the log."""
    days: Counter[str] = Counter()
    for row in session.workspace.log(session.assessment.id):
        if session.path.has(row.question):
            with contextlib.suppress(ValueError):
                days[datetime.fromisoformat(row.at).date().isoformat()] += 1
    return tuple(sorted(days.items()))


def _digests(texts: Texts) -> tuple[tuple[str, str], ...]:
    return tuple((name, hashlib.sha256(text.encode()).hexdigest()) for name, text in texts)


def _write(target: Path, data: bytes, signer: signing.Signer, record_sha256: str, at: datetime) -> None:
    partial = left = partial_of(target)
    sweep_partials(target.parent)
    try:
        write_private_file(partial, data)
        _read_back(partial, data, signer, record_sha256, at)
        left = partial.replace(target)
        sync_folder(target.parent)
    except OSError as error:
        raise UserError(
            f"Not sealed. The report cannot be written to {target.parent}: {error.strerror or error}. {_taken_back(left)}",
            "Choose another folder, or free some space, and seal again.",
        ) from error
    finally:
        with contextlib.suppress(OSError):
            partial.unlink(missing_ok=True)


def _read_back(partial: Path, data: bytes, signer: signing.Signer, record_sha256: str, at: datetime) -> None:
    written = partial.read_bytes()
    verdict = examine(written, (signer.certificate, *signer.chain), at + timedelta(seconds=1))
    whole = written == data and verdict.judgement.record_sha256 == record_sha256
    if not whole or verdict.outcome != "sealed-trusted" or verdict.recomputed.status != "same":
        raise UserError(
            f"Not sealed. The file was read back and judged: {verdict.reason} No half file was left.",
            "Try again; if it happens twice, please report it with the details of this message.",
        )


def _taken_back(path: Path) -> str:
    """Take a file away that must not stay, and say so; where the disk does not let it go, say that instead."""
    try:
        path.unlink(missing_ok=True)
    except OSError:
        return f'"{path.name}" could not be taken away: delete it.'
    return "No half file was left."
