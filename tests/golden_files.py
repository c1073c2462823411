"""Nothing in, golden files out: sealed reports and a record as this version writes them, with what must be said of them.

    python -m tests.golden_files tests/golden/NAME

Every later version opens them and says the same. They are added when the format gains something, and never changed.
"""

import hashlib
import json
import sys
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from tests import sealed_samples, small_samples
from wizard import dossier, places, signing, store
from wizard.cli import scripted
from wizard.core.approval import Approvals, Approver, Decision

FOLDER = Path(__file__).parent / "golden"
NOON = small_samples.NOON
LATER = NOON + timedelta(days=1)
SIGNED = ("name", "fingerprint", "known", "time")


@dataclass(frozen=True)
class Golden:
    """One sealed report of an earlier day: judged at `now` by somebody who knows its signer."""

    path: Path

    @property
    def data(self) -> bytes:
        return self.path.read_bytes()

    @property
    def expected(self) -> dict:
        return json.loads(self.path.with_suffix(".expected.json").read_text(encoding="utf-8"))

    @property
    def now(self) -> datetime:
        return datetime.fromisoformat(self.expected["now"])

    @property
    def known(self) -> tuple[bytes, ...]:
        return signing.read_certificates((self.path.parent / "certificate.pem").read_bytes())


def reports() -> list[Golden]:
    """Give every golden report."""
    return [Golden(path) for path in sorted(FOLDER.glob("*/*.pdf"))]


def records() -> list[Path]:
    """Give every golden record that stands alone."""
    return sorted(FOLDER.glob("*/*.record.json"))


def _sessions(folder: Path) -> Iterator[tuple[str, object]]:
    who = sealed_samples.signer().name
    for name in ("small", "example"):
        with closing(store.open_workspace(folder / f"{name}.plimsoll")) as workspace:
            if name == "small":
                yield name, small_samples.answered(workspace)
            else:
                yield name, scripted.answered(workspace, places.example(), lambda: NOON, who, "1" * 32)


def make(target: Path) -> None:
    """Write a set of golden files into a folder that is not there yet."""
    target.mkdir(parents=True)
    who, approver = sealed_samples.signer(), sealed_samples.signer("Amélie Okonjo")
    (target / "certificate.pem").write_text(who.certificate_pem + approver.certificate_pem, encoding="ascii")
    with TemporaryDirectory() as folder:
        for name, session in _sessions(Path(folder)):
            if name == "small":
                draft = dossier.write_record(session, dossier.Sealing("", "", NOON), small_samples.shelf())
                (target / "draft.record.json").write_bytes(draft)
            stated = dossier.Sealing(who.name, "Product owner", NOON, who.fingerprint)
            report = target / f"{name}.pdf"
            dossier.seal(session, who, stated, report, small_samples.shelf())
            report.with_suffix(".expected.json").write_text(_expected(report, (who,)), encoding="utf-8")
        _make_approved(Path(folder), target / "approved.pdf", (who, approver))


def _make_approved(folder: Path, report: Path, signers: tuple[signing.Signer, ...]) -> None:
    """One of two approvers has signed, on conditions; the other is waited for."""
    who, approver = signers
    asked = Approvals((Approver("Model risk", approver.name), Approver("Head of claims")), 2, "given")
    stated = dossier.Sealing(who.name, "Product owner", NOON, who.fingerprint, approvals=asked)
    with closing(store.open_workspace(folder / "approved.plimsoll")) as workspace:
        session = small_samples.answered(workspace)
        dossier.seal(session, who, stated, folder / "sealed.pdf", small_samples.shelf())
    decision = Decision("conditions", "2027-03-01", "Logs are read every week")
    known = tuple(certificate for one in signers for certificate in (one.certificate, *one.chain))
    dossier.approve(folder / "sealed.pdf", 1, decision, approver, LATER, report, known)
    report.with_suffix(".expected.json").write_text(_expected(report, signers), encoding="utf-8")


def lasting(verdict: dossier.Verdict) -> dict:
    """Give what a verdict must still say of the same file in ten years; its wording may change until then."""
    said = verdict.as_json()
    approved = {"approvals": said["approvals"]["status"]} if said["approvals"]["status"] != "none" else {}
    return {
        **approved,
        "outcome": said["outcome"],
        "signers": [{key: signer[key] for key in SIGNED} for signer in said["signers"]],
        "recomputed": {key: said["recomputed"][key] for key in ("status", "printed", "found")},
        "record_sha256": said["record_sha256"],
        "system": said["system"],
    }


def _expected(report: Path, signers: tuple[signing.Signer, ...]) -> str:
    data = report.read_bytes()
    known = tuple(certificate for one in signers for certificate in (one.certificate, *one.chain))
    parts = {
        "sha256": hashlib.sha256(data).hexdigest(),
        "now": LATER.astimezone(UTC).isoformat(),
        "verdict": lasting(dossier.examine(data, known, LATER)),
    }
    return json.dumps(parts, indent=2, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    make(Path(sys.argv[1]))
