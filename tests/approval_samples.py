"""Who is to approve in, the small report sealed for them out; and what honest and hostile approvers make of it."""

import io
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pikepdf

from tests import sealed_samples, small_samples
from wizard import dossier, report, signing, store
from wizard.core import approval
from wizard.core.approval import Approvals, Approver, Decision
from wizard.dossier import sealing
from wizard.signing import seal

NOON = small_samples.NOON
LATER = NOON + timedelta(hours=2)
NEXT_DAY = NOON + timedelta(days=1)
THREE = Approvals((Approver("Head of Claims", "Jonas Ek"), Approver("Model Risk"), Approver("Data Protection")), 2)
IN_ORDER = replace(THREE, needed=3, order="given")
YES = Decision("approve")


def jonas() -> signing.Signer:
    return sealed_samples.signer("Jonas Ek")


def eve() -> signing.Signer:
    return sealed_samples.signer("Eve Wong")


def known() -> tuple[bytes, ...]:
    """Give whom the honest files' readers know."""
    return tuple(who.certificate for who in (sealed_samples.signer(), jonas(), eve()))


@cache
def sealed(
    asked: Approvals = THREE,
    drawn: Approvals | None = None,
    change: Callable[[pikepdf.Pdf], None] | None = None,
    words: str = "",
    field: str = "Assessor",
) -> bytes:
    """Seal the small report; a hostile assessor may draw other places than the record expects, or change the file."""
    who = sealed_samples.signer()
    stated = dossier.Sealing(who.name, "Product owner", NOON, who.fingerprint, approvals=asked)
    with TemporaryDirectory() as name, closing(store.open_workspace(Path(name) / "w.plimsoll")) as workspace:
        content = sealing._content(small_samples.answered(workspace), stated, small_samples.shelf(), "A4", draft=False)
    pdf = report.render(replace(content, approvals=asked if drawn is None else drawn))
    if change is not None:
        with pikepdf.open(io.BytesIO(pdf)) as opened:
            change(opened)
            out = io.BytesIO()
            opened.save(out, deterministic_id=True, min_version="1.7", fix_metadata_version=False)
        pdf = out.getvalue()
    return seal.sign(pdf, who, NOON, words, field)


def signed(pdf: bytes, number: int, who: signing.Signer, words: str | None = None, decision: Decision = YES) -> bytes:
    """Sign in a place as an approver does, once for all tests; `words` instead of the sentence of the decision."""
    key = (pdf, number, who.fingerprint, words, decision)
    if key not in _signed:
        _signed[key] = signed_anew(pdf, number, who, words, decision)
    return _signed[key]


_signed: dict[tuple[bytes, int, str, str | None, Decision], bytes] = {}


def signed_anew(
    pdf: bytes, number: int, who: signing.Signer, words: str | None = None, decision: Decision = YES
) -> bytes:
    """Sign in a place with the program as it is now, which may be a hostile approver's own."""
    role = THREE.expected[number - 1].role if number <= len(THREE.expected) else ""
    said = approval.said(decision, role) if words is None else words
    return seal.sign(pdf, who, LATER, said, approval.field_name(number))


def examined(pdf: bytes, now: datetime = NEXT_DAY) -> dossier.Verdict:
    """Judge a file as somebody who knows all three signers."""
    return judged_here(pdf, known(), now)


@cache
def judged_here(pdf: bytes, trusted: tuple[bytes, ...], now: datetime) -> dossier.Verdict:
    """Judge a file in this process, and the same file once; for tests that are not about the process of its own."""
    return dossier.examine(pdf, trusted, now)
