"""An answer and an assessment as values; changing means a new value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from decimal import Decimal, InvalidOperation
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from wizard.core.questionnaire import Question
    from wizard.core.treatment import Plan

Value = str | tuple[str, ...] | Decimal | None
Standing = Literal["given", "dont-know", "not-applicable", "met-otherwise"]
STANDINGS: tuple[Standing, ...] = ("given", "dont-know", "not-applicable", "met-otherwise")
ASSURANCE = ("claimed", "documented", "tested", "verified")


@dataclass(frozen=True, slots=True)
class Evidence:
    """Something that backs an answer: a file kept by content (SHA-256 in hex), or a link with no bytes."""

    name: str
    kind: Literal["file", "link", "image"]
    sha256: str = ""
    size: int = 0
    link: str = ""
    date: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """What stands for one question.

    `value` is a choice id (one; for a control the chosen grade), choice ids (many), a Decimal (number) or text
    (short, long, ISO date). `who` is the name the user gave; `at` is UTC, ISO 8601.
    """

    value: Value = None
    assurance: str | None = None
    standing: Standing = "given"
    reason: str = ""
    note: str = ""
    flagged: bool = False
    evidence: tuple[Evidence, ...] = ()
    who: str = ""
    at: str = ""

    @property
    def chosen(self) -> tuple[str, ...]:
        """Give the ids of the chosen choices; empty where there are none to choose."""
        if self.standing in ("dont-know", "not-applicable"):
            return ()
        if isinstance(self.value, tuple):
            return self.value
        return (self.value,) if isinstance(self.value, str) and self.value else ()

    def is_complete(self, question: Question) -> bool:
        """Tell whether nothing is open: both halves of a control, and a reason where one is required."""
        if self.standing == "dont-know":
            return False
        if self.standing == "not-applicable":
            return bool(self.reason.strip())
        if self.standing == "met-otherwise" and not self.reason.strip():
            return False
        if self.value in (None, ()) or (isinstance(self.value, str) and not self.value.strip()):
            return False
        if question.kind != "control":
            return True
        choice = question.choice(str(self.value))
        return choice is not None and (choice.grade == 0 or self.assurance in ASSURANCE)


NOTHING = Answer()


@dataclass(frozen=True, slots=True)
class Assessment:
    """One assessment: what stands for each question, and whether it may still change.

    `sealed` is the UTC time of sealing in ISO 8601, empty for a draft.
    """

    id: str
    answers: Mapping[str, Answer] = field(default_factory=lambda: MappingProxyType({}))
    sealed: str = ""
    archived: bool = False
    plan: Plan | None = None
    """What is decided about its risks; None where nothing is."""

    def answer(self, question: str) -> Answer:
        """Return what stands for a question; an empty answer when nobody said anything."""
        return self.answers.get(question, NOTHING)

    def text(self, question: str) -> str:
        """Return a typed answer as text, stripped; empty when there is none."""
        value = self.answer(question).value
        return value.strip() if isinstance(value, str) else ""


def with_answer(assessment: Assessment, question: str, answer: Answer) -> Assessment:
    """Return the assessment with this answer standing for the question."""
    return replace(assessment, answers=MappingProxyType({**assessment.answers, question: answer}))


def problem_with(question: Question, answer: Answer) -> str:
    """Say why an answer does not fit its question, in a sentence; empty when it fits."""
    ids = [choice.id for choice in question.choices]
    value = answer.value
    wrong = _problem_with_words(answer)
    if wrong or value in (None, "", ()):
        return wrong
    if question.kind in ("one", "control"):
        return "" if value in ids else f"{value!r} is not a choice; use one of {', '.join(ids)}."
    if question.kind == "many":
        return _problem_with_ticks(value, ids)
    if question.kind == "number":
        return _problem_with_number(question, value)
    return _problem_with_text(question, value)


def _problem_with_ticks(value: Value, ids: list[str]) -> str:
    ticks = value if isinstance(value, tuple) else (value,)
    strange = [item for item in ticks if item not in ids]
    if strange:
        return f"{strange[0]!r} is not a choice; use any of {', '.join(ids)}."
    return "'none' says that nothing fits; leave it out, or the others." if "none" in ticks and len(ticks) > 1 else ""


def _problem_with_words(answer: Answer) -> str:
    if answer.standing not in STANDINGS:
        return f"{answer.standing!r} is not a standing; use one of {', '.join(STANDINGS)}."
    if answer.assurance not in (None, *ASSURANCE):
        return f"{answer.assurance!r} is no assurance; use one of {', '.join(ASSURANCE)}."
    return ""


def _problem_with_text(question: Question, value: Value) -> str:
    if not isinstance(value, str):
        return "this question takes text."
    return _problem_with_date(value) if question.kind == "date" else ""


def _problem_with_number(question: Question, value: Value) -> str:
    if not isinstance(value, Decimal) or not value.is_finite():
        return "this question takes a number."
    if question.minimum is not None and value < question.minimum:
        return f"{value} is less than {question.minimum}, the least that can be."
    if question.maximum is not None and value > question.maximum:
        return f"{value} is more than {question.maximum}, the most that can be."
    return ""


def _problem_with_date(value: str) -> str:
    try:
        datetime.strptime(value, "%Y-%m-%d")  # noqa: DTZ007 - a calendar day has no zone
    except ValueError:
        return f"{value!r} is not a date; write it like 2026-11-23."
    return ""


def plain(answer: Answer) -> dict[str, Any]:
    """Turn an answer into JSON values; numbers become decimal strings, empty parts are left out."""
    value: Any = answer.value
    if isinstance(value, Decimal):
        value = {"number": format(value.normalize(), "f")}
    elif isinstance(value, tuple):
        value = list(value)
    parts: dict[str, Any] = {
        "value": value,
        "assurance": answer.assurance,
        "standing": answer.standing if answer.standing != "given" else None,
        "reason": answer.reason,
        "note": answer.note,
        "flagged": answer.flagged,
        "evidence": [_plain_evidence(item) for item in answer.evidence],
        "who": answer.who,
        "at": answer.at,
    }
    return {key: part for key, part in parts.items() if part not in (None, "", False, [])}


def _plain_evidence(item: Evidence) -> dict[str, Any]:
    parts: dict[str, Any] = {
        "name": item.name,
        "kind": item.kind,
        "sha256": item.sha256,
        "size": item.size,
        "link": item.link,
        "date": item.date,
    }
    return {key: part for key, part in parts.items() if part not in ("", 0)}


def from_plain(parts: Mapping[str, Any]) -> Answer:
    """Turn JSON values back into an answer. Raises ValueError where they are not what `plain` writes."""
    value = parts.get("value")
    try:
        if isinstance(value, Mapping):
            value = Decimal(str(value["number"]))
        elif isinstance(value, list):
            value = tuple(str(item) for item in value)
        elif value is not None and not isinstance(value, str):
            raise ValueError(f"a value cannot be {type(value).__name__}")
        evidence = tuple(Evidence(**item) for item in parts.get("evidence", ()))
        known = {
            key: parts[key]
            for key in ("assurance", "standing", "reason", "note", "flagged", "who", "at")
            if key in parts
        }
        return Answer(value=value, evidence=evidence, **known)
    except (TypeError, KeyError, InvalidOperation) as error:
        raise ValueError(f"this is not an answer: {error}") from error
