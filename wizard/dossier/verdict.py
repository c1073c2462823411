"""Bytes -> one Verdict: the judgement of the seal, and the score recomputed from the record, never read off the page."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from wizard import library, signing
from wizard.core.scoring import Score, score
from wizard.dossier import cover
from wizard.dossier.record import Record, read_record, result_of
from wizard.errors import UserError

EXIT_CODES = {
    "sealed-trusted": 0,
    "sealed-unknown-signer": 1,
    "changed-after-sealing": 3,
    "not-sealed": 4,
    "not-ours": 5,
    "unreadable": 6,
}


@dataclass(frozen=True, slots=True)
class Recomputed:
    """The score of the record against what the record and the cover say; `sentence` tells the difference."""

    status: Literal["same", "different", "unreadable", "none"]
    sentence: str
    score: Score | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """All that can be said of a file: one outcome with its reason, the judgement behind it, and the numbers."""

    outcome: str
    reason: str
    judgement: signing.Judgement
    recomputed: Recomputed
    record: Record | None = None

    def as_json(self) -> dict[str, Any]:
        """Give the verdict as JSON values: outcome, reason, signers, recomputed and what else is known."""
        judgement, result = self.judgement, self.record.result if self.record else {}
        return {
            "outcome": self.outcome,
            "reason": self.reason,
            "signers": [
                {
                    "name": item.name,
                    "fingerprint": item.fingerprint,
                    "known": item.known,
                    "time": item.time,
                    "time_proof": item.time_proof,
                }
                for item in judgement.signers
            ],
            "recomputed": {
                "status": self.recomputed.status,
                "sentence": self.recomputed.sentence,
                "printed": {
                    key: result[key] for key in ("best", "worst", "best_level", "worst_level") if key in result
                },
                "found": _found(self.recomputed.score),
            },
            "record_sha256": judgement.record_sha256,
            "system": _system(self.record),
        }


def examine(data: bytes, trusted: tuple[bytes, ...], now: datetime) -> Verdict:
    """Judge a file in this process. Never raises on bad bytes; use `open_report` for strangers' files."""
    judgement = signing.judge(data, trusted, now)
    if judgement.record is None:
        return Verdict(
            judgement.outcome, judgement.reason, judgement, Recomputed("none", "There is no record to recompute.")
        )
    try:
        record = read_record(judgement.record)
        recomputed = _recompute(record, judgement, data)
    except (ValueError, TypeError, KeyError, AttributeError, UserError) as error:
        return _with_unreadable_record(judgement, error)
    outcome, reason = judgement.outcome, judgement.reason
    if recomputed.status != "same" and outcome.startswith("sealed-"):
        outcome, reason = (
            "changed-after-sealing",
            f"The file is as it was signed, but its numbers do not hold. {recomputed.sentence}",
        )
    elif outcome.startswith("sealed-") and not _names_its_signer(record, judgement):
        outcome, reason = "changed-after-sealing", "The record inside names another signer than the one who signed."
    return Verdict(outcome, reason, judgement, recomputed, record)


def _names_its_signer(record: Record, judgement: signing.Judgement) -> bool:
    """Tell whether the certificate of the seal is the one that the record says it was sealed with."""
    stated = str(record.parts["sealing"].get("fingerprint", "")).lower()
    return bool(judgement.signers) and stated == judgement.signers[0].fingerprint.lower()


def _with_unreadable_record(judgement: signing.Judgement, error: Exception) -> Verdict:
    sentence = f"The record cannot be read: {error}."
    outcome = "changed-after-sealing" if judgement.outcome.startswith("sealed-") else judgement.outcome
    reason = f"{sentence} The pages may still be as signed." if outcome != judgement.outcome else judgement.reason
    return Verdict(outcome, reason, judgement, Recomputed("unreadable", sentence))


def _recompute(record: Record, judgement: signing.Judgement, data: bytes) -> Recomputed:
    questionnaire, problems = library.read(record.texts)
    if questionnaire is None:
        raise ValueError(f"its questions do not read: {problems[0].message}")
    found = score(questionnaire, record.assessment.answers)
    difference = _difference(record.result, result_of(found))
    if not difference and judgement.sealed:  # an unsealed cover proves nothing anyway
        difference = cover.difference(judgement, found, data)
    if difference:
        return Recomputed("different", difference, found)
    return Recomputed("same", "Recomputed from the record: the same.", found)


def _difference(said: Mapping[str, Any], found: Mapping[str, Any]) -> str:
    if said == found:
        return ""
    by_id = {item["id"]: item for item in found["scenarios"]}
    for item in said.get("scenarios", ()):
        other = by_id.get(item.get("id"))
        if other is not None and other != item:
            return f"{item['id']}: the record says {item.get('worst')}, its answers give {other['worst']}."
    return f"The record says {said.get('worst_level')} {said.get('worst')}, its answers give {found['worst_level']} {found['worst']}."


def _found(found: Score | None) -> dict[str, Any]:
    if found is None:
        return {}
    result = result_of(found)
    return {key: result[key] for key in ("best", "worst", "best_level", "worst_level")}


def _system(record: Record | None) -> dict[str, str]:
    if record is None:
        return {}
    return {"name": record.assessment.text("system-name"), "version": record.assessment.text("system-version")}
