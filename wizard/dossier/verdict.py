"""Bytes -> one Verdict: the judgement of the seal, and the score recomputed from the record, never read off the page."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, Literal

from wizard import library, signing
from wizard.core import approval
from wizard.core.questionnaire import Questionnaire, Texts
from wizard.core.scoring import Score, score
from wizard.core.telling import told
from wizard.dossier import cover, shipped
from wizard.dossier.approvals import NOT_KNOWN, Approved, approved
from wizard.dossier.record import Record, canonical, plan_of, problem_with_plan, read_record, result_of
from wizard.dossier.shipped import NOT_ASKED, UNKNOWN, Compared
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
    questions: Compared = UNKNOWN
    method: Compared = UNKNOWN
    approvals: Approved = NOT_KNOWN

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
                    "field": item.field,
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
            "approvals": told(self.approvals),
            "questions": {**asdict(self.questions), "names": list(self.questions.names)},
            "method": {**asdict(self.method), "names": list(self.method.names)},
            "record_sha256": judgement.record_sha256,
            "system": _system(self.record),
        }


def examine(data: bytes, trusted: tuple[bytes, ...], now: datetime, ours: Texts = ()) -> Verdict:
    """Judge a file in this process; `ours` are the texts that ship. Never raises; use `open_report` for strangers' files."""
    judgement = signing.judge(data, trusted, now)
    if judgement.record is None:
        return Verdict(
            judgement.outcome, judgement.reason, judgement, Recomputed("none", "There is no record to recompute.")
        )
    try:
        record = read_record(judgement.record)
        questionnaire = _questionnaire(record)
        recomputed = _recompute(questionnaire, record, judgement, data)
        compared = _compared(questionnaire, record, ours)
        asked = approval.from_plain(record.parts["approvals"])
        found = approved(asked, judgement, now) if judgement.sealed else NOT_KNOWN
    except (ValueError, TypeError, KeyError, AttributeError, OverflowError, RecursionError, UserError) as error:
        return _with_unreadable_record(judgement, error)
    outcome, reason = _outcome(judgement, record, recomputed, found)
    return Verdict(outcome, reason, judgement, recomputed, record, *compared, found)


def _outcome(judgement: signing.Judgement, record: Record, recomputed: Recomputed, found: Approved) -> tuple[str, str]:
    """Give outcome and reason: a seal that holds over a record that does not is worth nothing."""
    if not judgement.sealed:
        return judgement.outcome, judgement.reason
    if recomputed.status != "same":
        reason = f"The file is as it was signed, but its numbers do not hold. {recomputed.sentence}"
        return "changed-after-sealing", reason
    if not _names_its_signer(record, judgement):
        return "changed-after-sealing", "The record inside names another signer than the one who signed."
    if found.status == "wrong":
        return "changed-after-sealing", found.sentence
    return judgement.outcome, judgement.reason


def _names_its_signer(record: Record, judgement: signing.Judgement) -> bool:
    """Tell whether the certificate of the seal, and the name in it, are those that the record was sealed with."""
    stated, first = record.parts["sealing"], next(iter(judgement.signers), None)
    if first is None or not isinstance(stated, dict):
        return False
    return str(stated.get("fingerprint", "")).lower() == first.fingerprint and stated.get("name") == first.name


def _with_unreadable_record(judgement: signing.Judgement, error: Exception) -> Verdict:
    sentence = f"The record cannot be read: {str(error)[:300]}."
    outcome = "changed-after-sealing" if judgement.sealed else judgement.outcome
    reason = f"{sentence} The pages may still be as signed." if judgement.sealed else judgement.reason
    return Verdict(outcome, reason, judgement, Recomputed("unreadable", sentence))


def _questionnaire(record: Record) -> Questionnaire:
    questionnaire, problems = library.read(record.texts)
    if questionnaire is None:
        raise ValueError(f"its questions do not read: {problems[0].message}")
    return questionnaire


def _compared(questionnaire: Questionnaire, record: Record, ours: Texts) -> tuple[Compared, Compared]:
    if not ours:
        return NOT_ASKED, NOT_ASKED
    return shipped.questions(record.texts, ours), shipped.method(questionnaire.method, ours)


def _recompute(questionnaire: Questionnaire, record: Record, judgement: signing.Judgement, data: bytes) -> Recomputed:
    found = score(questionnaire, record.assessment.answers)
    difference = (
        _form(questionnaire, record, judgement)
        or _difference(record.result, result_of(found))
        or _planned_otherwise(questionnaire, record)
    )
    if not difference and judgement.sealed:  # an unsealed cover proves nothing anyway
        difference = cover.difference(judgement, found, data)
    if difference:
        return Recomputed("different", difference, found)
    return Recomputed("same", "Recomputed from the record: the same.", found)


def _form(questionnaire: Questionnaire, record: Record, judgement: signing.Judgement) -> str:
    """Say what another program could read otherwise than this one did."""
    method = questionnaire.method
    if canonical(record.parts) != judgement.record:
        return "The record is not written in the one form that reads the same everywhere."
    if record.parts.get("method") != {"id": method.id, "version": method.version}:
        return "The record names another method than the one whose text is inside."
    return ""


def _planned_otherwise(questionnaire: Questionnaire, record: Record) -> str:
    """Say where the plan claims to be worth something else than its steps give, or is no plan for these questions."""
    if "plan" not in record.parts:
        return ""
    wrong = problem_with_plan(questionnaire, record.assessment.plan)
    if wrong:
        return f"The plan inside does not fit its questions: {wrong}"
    said, found = record.parts["plan"], plan_of(questionnaire, record.assessment)
    if said == found:
        return ""
    return "The plan inside says other figures for when it is done than its steps give."


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
