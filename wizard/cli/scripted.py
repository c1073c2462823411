"""A file of answers -> an answered session, its seal, and the proof that this installation does the whole job."""

import json
import os
import secrets
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from wizard import dossier, library, places, signing, store
from wizard.clock import utc_now
from wizard.core.approval import NOBODY, Approvals
from wizard.core.catalogue import Shelf
from wizard.dossier.comparing import compare
from wizard.dossier.record import result_of
from wizard.errors import UserError
from wizard.session import Clock, Session, listed, open_assessment, shipped

EMPTY_PAGE = b"""%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj
trailer<</Root 1 0 R>>
%%EOF
"""


def answered(workspace: store.Workspace, answers: Path, now: Clock, who: str = "", key: str = "") -> Session:
    """Answer the shipped questions from a YAML file. Raises MistakesError naming each with its line."""
    return shipped.answered(workspace, places.questionnaires(), answers, now, who, key)


def shelf() -> Shelf:
    """Read the shipped catalogues."""
    return library.load_catalogues(places.questionnaires())


@contextmanager
def certificate_at(target: Path | None, pem: str, so: str = "Nothing was sealed.") -> Iterator[None]:
    """Write the public certificate of a signer, for those who want to know them; where sealing fails, take it back."""
    if target is None:
        yield
        return
    try:
        file = target.open("x", encoding="ascii")
    except OSError as error:
        raise UserError(f"The certificate cannot be written to {target}. {so}", "Choose another place.") from error
    try:
        with file:
            file.write(pem)
        yield
    except BaseException:
        target.unlink(missing_ok=True)
        raise


def must_be_free(target: Path, name: str = "report.pdf") -> None:
    """Refuse a place that a file like this cannot take, before any work is done for it. Raises UserError."""
    if target.is_dir():
        raise UserError(f"{target} is a folder. Nothing was written.", f"Name a file in it: {target / name}")
    if os.path.lexists(target):
        raise UserError(f"{target} exists already. Nothing was written.", "Choose another name or move it away.")
    if not target.parent.is_dir():
        raise UserError(
            f"There is no folder {target.parent}. Nothing was written.", "Make it first, or choose another."
        )


def seal(
    session: Session,
    who: signing.Signer,
    target: Path,
    role: str,
    paper: str = "A4",
    approvals: Approvals = NOBODY,
) -> dossier.Sealed:
    """Seal what stands in the session, now."""
    sealing = dossier.Sealing(who.name, role, session.now(), who.fingerprint, approvals=approvals)
    return dossier.seal(session, who, sealing, target, shelf(), paper)


def demonstrate(answers: Path, folder: Path, target: Path) -> tuple[Session, dossier.Sealed]:
    """Answer, score and seal the bundled example with an identity that is thrown away afterwards."""
    must_be_free(target)
    with closing(store.open_workspace(folder / "demo.plimsoll")) as workspace:
        session = answered(workspace, answers, utc_now, "Tomasz Wierzba")
        passphrase = secrets.token_hex()
        identity = signing.make_identity(folder / "identities", "Tomasz Wierzba (example)", passphrase, utc_now())
        return session, seal(session, signing.unlock(identity, passphrase), target, "Model Risk")


def result_json(session: Session) -> str:
    """Write the result as JSON, as it stands in the record."""
    return json.dumps(result_of(session.score), ensure_ascii=False, indent=2)


def record_of(workspace_path: Path, key: str) -> bytes:
    """Write the record of an assessment in a workspace; the only one when `key` is empty.

    It is opened as for writing: what a power cut left half done is taken back and the chain is checked before a word of
    it is given out, and where a window has it open, SQLite lets nobody read beside it.
    """
    with closing(store.open_workspace(workspace_path)) as workspace:
        session = the_one(workspace, workspace_path, key)
        return dossier.write_record(session, dossier.Sealing("", "", session.now()), shelf())


def the_one(workspace: store.Workspace, path: Path, key: str) -> Session:
    """Open an assessment of a workspace; the only one when `key` is empty. Raises UserError where several fit, or none."""
    keys = [row.id for row in listed(workspace) if key in ("", row.id)]
    if len(keys) != 1:
        raise UserError(
            f"{path} holds {len(keys)} assessments that fit.",
            "Name one with --assessment: " + ", ".join(row.id for row in listed(workspace)),
        )
    return open_assessment(workspace, keys[0])


def self_test(answers: Path) -> Iterator[tuple[str, bool]]:
    """Do the whole job in a temporary folder; give each step and whether it held."""
    found = library.read(library.shipped_texts(places.questionnaires()), shelf())
    yield "questionnaires and catalogues read without a problem", found[0] is not None and not found[1]
    with tempfile.TemporaryDirectory() as name:
        target = Path(name) / "report.pdf"
        session, sealed = demonstrate(answers, Path(name), target)
        data = target.read_bytes()
        verdict = dossier.open_report(data, (), session.now())
        yield "the example is answered, scored, sealed and read back", sealed.size == len(data)
        yield "a stranger finds it sealed, by somebody unknown", verdict.outcome == "sealed-unknown-signer"
        yield "the score recomputed from the record is the same", verdict.recomputed.status == "same"
        middle = len(data) // 2
        flipped = data[:middle] + bytes([data[middle] ^ 1]) + data[middle + 1 :]
        outcome = dossier.open_report(flipped, (), session.now()).outcome
        yield "every export reads back as it was written", _is_exported(verdict, data, Path(name))
        yield "one flipped bit is noticed", outcome in ("changed-after-sealing", "unreadable")
        yield "a page that looks different is found and drawn", _is_told_apart(data, EMPTY_PAGE)


def _is_exported(verdict: dossier.Verdict, data: bytes, folder: Path) -> bool:
    """Tell whether each form finds what it needs: some bring files of their own along."""
    from wizard.dossier import exporting, findings

    try:
        found = findings.of_verdict(verdict, data, "report.pdf")
        made = [exporting.export(found, form, folder / f"export-{key}") for key, form in exporting.FORMS.items()]
    except UserError:
        return False
    return all(one.rows > 0 for one in made)


def _is_told_apart(report: bytes, other: bytes) -> bool:
    """Tell whether the process that draws strangers' pages finds the first page different, and equal pages equal."""
    try:
        found, none = compare(report, other), compare(other, other)
    except UserError:
        return False
    return none is None and found is not None and found.number == 0 and None not in (found.signed, found.now)
