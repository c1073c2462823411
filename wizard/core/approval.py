"""Who is to approve a report, as the record holds it and back; what an approver decided, as one English sentence and back.

The sentence stands in the signature itself, so that any reader of signatures shows it. It has one form: what is not
written in exactly this form is no decision.
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

Kind = Literal["approve", "conditions", "reject"]
Order = Literal["any", "given"]

MOST = 12
LONGEST_ROLE, LONGEST_NAME, LONGEST_REASON = 80, 64, 500
_UNSEEN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
_JOINERS = "\u200c\u200d"  # Persian, Indic scripts and emoji need them; after Latin letters they only hide
_FINGERPRINT = re.compile(r"[0-9a-f]{64}\Z")
_REST = re.compile(r"(?:, with conditions until (\d{4}-\d\d-\d\d))?(?:\.|: (.+))\Z")


@dataclass(frozen=True, slots=True)
class Approver:
    """Somebody who is expected to approve: in which role, and where it is known, who that is and with which certificate."""

    role: str
    name: str = ""
    fingerprint: str = ""  # SHA-256 of the certificate, 64 hex digits in lower case


@dataclass(frozen=True, slots=True)
class Approvals:
    """All who are expected, how many of them must approve, and whether they sign in the order in which they stand."""

    expected: tuple[Approver, ...] = ()
    needed: int = 0
    order: Order = "any"


NOBODY = Approvals()


@dataclass(frozen=True, slots=True)
class Decision:
    """What one approver decided; conditions hold until a day, "2027-03-01"."""

    kind: Kind
    until: str = ""
    because: str = ""


def approver(words: str) -> Approver:
    """Read one as it is typed: "Role", "Role: Name" or "Role: Name: fingerprint"."""
    role, _, rest = words.partition(":")
    name, _, fingerprint = rest.partition(":")
    return Approver(tidied(role), tidied(name), "".join(fingerprint.replace(":", "").split()).lower())


def field_name(number: int) -> str:
    """Name the place in the file where the approver of this number signs, from 1."""
    return f"Approver {number}"


def tip(approver: Approver) -> str:
    """Say what a reader is told of such a place."""
    return ", ".join(part for part in ("Approval", approver.role, approver.name, "not yet signed at sealing") if part)


def problem(approvals: Approvals) -> str:
    """Say why nobody can be asked in this way; empty when they can."""
    count = len(approvals.expected)
    if count > MOST:
        return f"A report has places for {MOST} approvers at most."
    if not count:
        return "" if approvals == NOBODY else "Approvals are asked for, but of nobody."
    if not 1 <= approvals.needed <= count:
        return f"Of {count} approvers {approvals.needed} cannot be needed."
    prints = [each.fingerprint for each in approvals.expected if each.fingerprint]
    if len(set(prints)) != len(prints):
        return "Two approvers are expected with one certificate."
    return next(filter(None, map(_problem, approvals.expected)), "")


def _problem(approver: Approver) -> str:
    if not approver.role:
        return "An approver needs a role."
    for words, longest, what in ((approver.role, LONGEST_ROLE, "role"), (approver.name, LONGEST_NAME, "name")):
        if len(words) > longest:
            return f"An approver's {what} has {longest} characters at most."
        if tidied(words) != words or ":" in words:
            return f"An approver's {what} is one line without a colon and without characters that cannot be seen."
    if approver.fingerprint and not _FINGERPRINT.match(approver.fingerprint):
        return "A fingerprint has 64 digits from 0 to f."
    return ""


def plain(approvals: Approvals) -> Any:  # noqa: ANN401 - JSON is any shape
    """Give what stands in the record: an empty list where nobody is expected."""
    if not approvals.expected:
        return []
    people = [{"role": each.role, "name": each.name, "fingerprint": each.fingerprint} for each in approvals.expected]
    return {"expected": people, "needed": approvals.needed, "order": approvals.order}


def from_plain(value: Any) -> Approvals:  # noqa: ANN401 - JSON is any shape
    """Read it back. Raises ValueError where it is nothing that `plain` gives."""
    if value == []:
        return NOBODY
    wrong = ValueError("its list of approvers is not written as this program writes it")
    if not isinstance(value, Mapping) or not isinstance(value.get("expected"), list):
        raise wrong
    try:
        people = tuple(Approver(**each) for each in value["expected"])
        read = Approvals(people, value["needed"], value["order"])
        texts = all(isinstance(part, str) for each in people for part in (each.role, each.name, each.fingerprint))
        right = texts and type(read.needed) is int and read.order in ("any", "given") and not problem(read)
    except (TypeError, KeyError) as error:
        raise wrong from error
    if not right or not people or plain(read) != value:
        raise wrong
    return read


def tidied(words: str) -> str:
    """Give words in the one form in which they are kept: a line, composed, with nothing in it that is not seen."""
    line = " ".join(unicodedata.normalize("NFC", words).split())
    shown = "".join(sign for at, sign in enumerate(line) if _shows(sign, line[at - 1 : at]))
    return shown if shown == words else tidied(shown)  # what is taken away may bring others together


def _shows(sign: str, before: str) -> bool:
    if sign in _JOINERS:
        return bool(before) and not before.isascii()
    return unicodedata.category(sign) not in _UNSEEN


def decision_problem(decision: Decision, today: date) -> str:
    """Say why nobody can decide so on this day; empty when they can."""
    if decision.kind == "conditions":
        return _conditions_problem(decision, today) or _words_problem(decision.because)
    if decision.until:
        return "Only conditions hold until a day."
    if decision.kind == "reject" and not decision.because:
        return "A rejection must say why."
    return _words_problem(decision.because)


def _conditions_problem(decision: Decision, today: date) -> str:
    if not decision.because:
        return "Conditions must be said."
    if not _is_day(decision.until):
        return "Conditions hold until a day, as in 2027-03-01."
    return f"{decision.until} has passed already." if date.fromisoformat(decision.until) < today else ""


def _words_problem(words: str) -> str:
    if len(words) > LONGEST_REASON:
        return f"A reason has {LONGEST_REASON} characters at most."
    return "" if tidied(words) == words else "A reason is one line without characters that cannot be seen."


def said(decision: Decision, role: str) -> str:
    """Write a decision as the sentence that is signed."""
    verb = "Rejected" if decision.kind == "reject" else "Approved"
    until = f", with conditions until {decision.until}" if decision.kind == "conditions" else ""
    return f"{verb} as {role}{until}" + (f": {decision.because}" if decision.because else ".")


def heard(sentence: str, role: str) -> Decision:
    """Read the sentence of somebody in this role. Raises ValueError where it is not written in exactly our form."""
    wrong = ValueError("not a decision in the form of this program")
    verb = next((verb for verb in ("Approved", "Rejected") if sentence.startswith(f"{verb} as {role}")), "")
    rest = _REST.match(sentence.removeprefix(f"{verb} as {role}")) if verb else None
    if rest is None:
        raise wrong
    until, because = rest[1] or "", rest[2] or ""
    kind: Kind = "reject" if verb == "Rejected" else "conditions" if until else "approve"
    decision = Decision(kind, until, because)
    if said(decision, role) != sentence or decision_problem(decision, date.min):
        raise wrong
    return decision


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
