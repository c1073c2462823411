"""The judgement of a file and the approvers that its record expects in; who approved, who is waited for, and what is wrong out."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Literal

from wizard import signing
from wizard.core import approval
from wizard.core.approval import Approvals, Decision

ASSESSOR = "Assessor"


@dataclass(frozen=True, slots=True)
class Place:
    """One place to approve: who is expected there, and what whoever signed there decided; empty while it is open."""

    role: str
    name: str
    fingerprint: str
    decision: Literal["", "approve", "conditions", "reject"] = ""
    until: str = ""
    because: str = ""
    signer: str = ""  # the name as stated by the signer
    signer_fingerprint: str = ""
    known: bool = False
    time: str = ""
    counts: bool = False  # whether it approves, today

    @property
    def said(self) -> str:
        """The sentence that was signed."""
        return approval.said(Decision(self.decision, self.until, self.because), self.role) if self.decision else ""


@dataclass(frozen=True, slots=True)
class Approved:
    """How far the approvals are. An open place is no fault of the file; "wrong" is one, and `sentence` names it."""

    status: Literal["none", "incomplete", "complete", "rejected", "wrong", "unknown"]
    sentence: str
    needed: int = 0
    order: Literal["any", "given"] = "any"
    places: tuple[Place, ...] = ()


NOT_KNOWN = Approved("unknown", "Approvals: not looked at, since there is no seal that holds.")
NOBODY = Approved("none", "Approvals: nobody is asked.")


def approved(asked: Approvals, judgement: signing.Judgement, now: datetime) -> Approved:
    """Compare what was signed with what the record expects. Only for a file whose seal holds."""
    wrong = _wrong_places(asked, judgement) or _wrong_order(asked, judgement)
    today = now.astimezone(UTC).date()
    places = [Place(each.role, each.name, each.fingerprint) for each in asked.expected]
    for signer in judgement.signers[1:] if not wrong else ():
        index = [approval.field_name(number + 1) for number in range(len(places))].index(signer.field)
        wrong = wrong or _wrong_person(places[index], signer)
        try:
            decision = approval.heard(signer.reason, places[index].role)
        except ValueError:
            wrong = wrong or f"What was decided as {places[index].role} cannot be read: it is not one of our sentences."
            continue
        places[index] = _filled(places[index], signer, decision, today)
    if wrong:
        return Approved("wrong", wrong, asked.needed, asked.order, tuple(places))
    return _told(asked, tuple(places)) if places else NOBODY


def _wrong_places(asked: Approvals, judgement: signing.Judgement) -> str:
    """Say how the file's places for signatures differ from those that the record expects."""
    right = [(approval.field_name(number), approval.tip(each)) for number, each in enumerate(asked.expected, 1)]
    names = [name for name, _ in judgement.fields]
    if names != [ASSESSOR, *(name for name, _ in right)]:
        return f"Its places for signatures ({len(names)}) are not those that its record expects ({len(right) + 1})."
    for (name, said), (_, tip) in zip(judgement.fields[1:], right, strict=True):
        if said != tip:
            return f"The place of {name} is shown as that of somebody else than its record expects."
    first = judgement.signers[0]
    if first.field != ASSESSOR:
        return "The first signature does not stand in the place of the seal."
    return "Its seal says more than a seal of this program says." if first.reason else ""


def _wrong_order(asked: Approvals, judgement: signing.Judgement) -> str:
    signed = [each.field for each in judgement.signers[1:]]
    right = [approval.field_name(number + 1) for number in range(len(signed))]
    if asked.order == "given" and signed != right:
        return "The approvers did not sign in the order that was given."
    return ""


def _wrong_person(place: Place, signer: signing.SignerFacts) -> str:
    if place.fingerprint and place.fingerprint != signer.fingerprint:
        return f"Another certificate than the one expected signed as {place.role}."
    if place.name and place.name != approval.tidied(signer.name):
        return f"{signer.name} signed as {place.role}, where {place.name} was expected."
    return ""


def _filled(place: Place, signer: signing.SignerFacts, decision: Decision, today: date) -> Place:
    lasts = not decision.until or date.fromisoformat(decision.until) >= today
    return Place(
        place.role,
        place.name,
        place.fingerprint,
        decision.kind,
        decision.until,
        decision.because,
        signer.name,
        signer.fingerprint,
        signer.known,
        signer.time,
        decision.kind != "reject" and lasts,
    )


def _told(asked: Approvals, places: tuple[Place, ...]) -> Approved:
    given = sum(place.counts for place in places)
    waiting = [place for place in places if not place.decision]
    status: Literal["complete", "rejected", "incomplete"]
    if given >= asked.needed:
        status = "complete"
    else:
        status = "incomplete" if given + len(waiting) >= asked.needed else "rejected"
    told = f"Approvals: {given} of {asked.needed}"
    told += f" needed, {len(places)} asked" if asked.needed < len(places) else ""
    told += f", waiting for {_awaited(asked, waiting, asked.needed - given)}" if status == "incomplete" else ""
    told += ", more cannot be reached" if status == "rejected" else ""
    return Approved(status, "; ".join((told, *_notes(places))) + ".", asked.needed, asked.order, places)


def _awaited(asked: Approvals, waiting: list[Place], more: int) -> str:
    roles = [place.role for place in waiting]
    if asked.order == "given":
        return ", then ".join(roles)
    return _listed(roles) if more >= len(roles) else f"{more} of {_listed(roles)}"


def _notes(places: tuple[Place, ...]) -> tuple[str, ...]:
    held = [f"{place.role} until {place.until}" for place in places if place.decision == "conditions" and place.counts]
    ended = [
        f"{place.role} on {place.until}" for place in places if place.decision == "conditions" and not place.counts
    ]
    against = [place.role for place in places if place.decision == "reject"]
    strangers = [place.role for place in places if place.decision and not place.known]
    notes = (
        ("with conditions", held),
        ("the time of its conditions ended", ended),
        ("rejected", against),
        ("signed by somebody not known here", strangers),
    )
    return tuple(f"{what}: {_listed(whom)}" for what, whom in notes if whom)


def _listed(names: list[str]) -> str:
    return " and ".join(filter(None, (", ".join(names[:-1]), names[-1])))
