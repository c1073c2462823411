"""An assessment -> its record: canonical JSON with all that is needed to compute the score again, and back."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from wizard import __version__
from wizard.clock import stamp
from wizard.core import approval
from wizard.core.approval import NOBODY, Approvals
from wizard.core.assessment import Answer, Assessment, from_plain, plain
from wizard.core.catalogue import Shelf
from wizard.core.outlook import look_ahead
from wizard.core.questionnaire import Questionnaire, Texts
from wizard.core.scoring import ScenarioScore, Score
from wizard.core.treatment import (
    Plan,
    plain_recommendation,
    plain_treatment,
    problem_with_recommendation,
    problem_with_treatment,
    recommendation_from,
    treatment_from,
)
from wizard.session import Session

FORMAT = "plimsoll-record/1"
LARGEST = 40 * 2**20


@dataclass(frozen=True, slots=True)
class Sealing:
    """Who seals, in which role, when (UTC), with which certificate (SHA-256 in hex), for whose eyes, and who is to approve."""

    name: str
    role: str
    at: datetime
    fingerprint: str = ""
    classification: str = "Confidential"
    approvals: Approvals = NOBODY


@dataclass(frozen=True, slots=True)
class Record:
    """A record that was read back: the texts that were answered, the answers, and the result it claims."""

    assessment: Assessment
    texts: Texts
    result: Mapping[str, Any]
    parts: Mapping[str, Any]


def canonical(parts: Any) -> bytes:  # noqa: ANN401 - JSON is any shape
    """Write JSON in the one form that is hashed: sorted keys, no spaces, UTF-8, lone surrogates as escapes."""
    return _encodable(json.dumps(parts, sort_keys=True, separators=(",", ":"), ensure_ascii=False))


def write_record(session: Session, sealing: Sealing, shelf: Shelf) -> bytes:
    """Write the record of what stands now."""
    head, rows = session.workspace.head(session.assessment.id)
    on_file = session.questionnaire.questions
    parts = {
        "format": FORMAT,
        "program": {"name": "Plimsoll", "version": __version__},
        "assessment": session.assessment.id,
        "questionnaire": [
            {"name": name, "sha256": hashlib.sha256(text.encode()).hexdigest(), "text": text}
            for name, text in session.texts
        ],
        "method": {"id": session.questionnaire.method.id, "version": session.questionnaire.method.version},
        "catalogues": [{"id": item.id, "title": item.title, "publisher": item.publisher} for item in shelf.catalogues],
        "answers": {
            key: plain(session.assessment.answers[key]) for key in on_file if key in session.assessment.answers
        },
        "log": {"head": head, "rows": rows},
        "approvals": approval.plain(sealing.approvals),
        "sealing": {
            "at": stamp(sealing.at),
            "name": sealing.name,
            "role": sealing.role,
            "fingerprint": sealing.fingerprint,
            "classification": sealing.classification,
        },
        "result": result_of(session.score),
    }
    plan = plan_of(session.questionnaire, session.assessment)
    return canonical({**parts, "plan": plan} if plan else parts)


def result_of(score: Score) -> dict[str, Any]:
    """Put the result into JSON; figures are decades as decimal strings with nine places."""
    return {
        "best": _decimal(score.overall.best),
        "worst": _decimal(score.overall.worst),
        "best_level": score.best_level,
        "worst_level": score.worst_level,
        "asked": score.asked,
        "answered": score.answered,
        "scenarios": [_scenario(item) for item in score.scenarios],
    }


def _scenario(item: ScenarioScore) -> dict[str, Any]:
    return {
        "id": item.scenario.id,
        "best": _decimal(item.residual.best),
        "worst": _decimal(item.residual.worst),
        "best_level": item.best_level,
        "worst_level": item.worst_level,
        "over_appetite": item.over,
    }


def plan_of(questionnaire: Questionnaire, assessment: Assessment) -> dict[str, Any]:
    """Put the plan into JSON, with what it is worth once it is done; empty where nothing is decided.

    `result` is the score with every step done, `targets` how each planned risk stands with its own steps done: null
    where it is off the path by then.
    """
    plan = assessment.plan or Plan()
    treatments = {key: plan.treatments[key] for key in questionnaire.scenarios if key in plan.treatments}
    if not treatments and plan.recommendation is None:
        return {}
    ahead = look_ahead(questionnaire, assessment.answers, plan)
    parts: dict[str, Any] = {
        "treatments": {key: plain_treatment(item) for key, item in treatments.items()},
        "targets": {key: _scenario(then) if (then := ahead.target(key)) else None for key in ahead.targets},
        "result": result_of(ahead.whole),
    }
    if plan.recommendation:
        parts["recommendation"] = plain_recommendation(plan.recommendation)
    return parts


def read_plan(parts: Any) -> Plan | None:  # noqa: ANN401 - JSON is any shape
    """Read the decisions of a record back; what they are worth is worked out anew. Raises ValueError or TypeError."""
    if parts is None:
        return None
    if not isinstance(parts, dict) or not isinstance(parts.get("treatments"), dict):
        raise TypeError("its plan is none of ours")
    treatments = {str(key): treatment_from(item) for key, item in parts["treatments"].items()}
    recommended = parts.get("recommendation")
    return Plan(treatments, None if recommended is None else recommendation_from(recommended))


def problem_with_plan(questionnaire: Questionnaire, plan: Plan | None) -> str:
    """Say in a sentence why a plan cannot be one for these questions; empty when it can."""
    if plan is None:
        return ""
    wrong = (problem_with_treatment(questionnaire, key, item) for key, item in plan.treatments.items())
    said = problem_with_recommendation(plan.recommendation) if plan.recommendation else ""
    return said or next(filter(None, wrong), "")


def read_record(data: bytes) -> Record:
    """Read a record back. Raises ValueError where it is not one of ours."""
    if len(data) > LARGEST:
        raise ValueError("the record is larger than any of ours")
    try:
        parts = json.loads(data)
        if not isinstance(parts, dict) or parts.get("format") != FORMAT:
            raise ValueError("this is not a record of this program, or one of a newer version")
        texts = tuple((str(item["name"]), str(item["text"])) for item in parts["questionnaire"])
        for item in parts["questionnaire"]:
            if hashlib.sha256(item["text"].encode()).hexdigest() != item["sha256"]:
                raise ValueError(f"the text of {item['name']} is not the one that the record names")
        answers: dict[str, Answer] = {str(key): from_plain(value) for key, value in parts["answers"].items()}
        plan = read_plan(parts.get("plan"))
        assessment = Assessment(str(parts["assessment"]), answers, str(parts["sealing"]["at"]), plan=plan)
        return Record(assessment, texts, dict(parts["result"]), parts)
    except (KeyError, TypeError, AttributeError, RecursionError, UnicodeError) as error:
        raise ValueError(f"the record lacks a part: {error}") from error


def _encodable(text: str) -> bytes:
    try:
        return text.encode("utf-8")
    except UnicodeEncodeError:
        return "".join(f"\\u{ord(c):04x}" if "\ud800" <= c <= "\udfff" else c for c in text).encode("utf-8")


def _decimal(value: float) -> str:
    return f"{value + 0.0:.9f}".replace("-0.000000000", "0.000000000")
