"""A verdict -> what the screen says: the band, and the findings, which always stand in the same order.

Names, roles and reasons may come from a stranger's file: they are shown literally.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from wizard.clock import here
from wizard.core.days import day
from wizard.core.scoring import Score
from wizard.core.sentences import number, several
from wizard.ui.literal import literal, named

if TYPE_CHECKING:
    from wizard.dossier import Approved, Place, Verdict
    from wizard.dossier.comparing import Difference
    from wizard.signing import SignerFacts

GOOD, BAD, DOUBT, NEUTRAL, CLOCK = "check", "x", "shield-question-mark", "circle-question-mark", "clock"
COLOURS = {GOOD: "Low", BAD: "Critical", DOUBT: "Moderate", NEUTRAL: "ink2", CLOCK: "ink2"}


@dataclass(frozen=True, slots=True)
class Band:
    """The verdict itself: title, one sentence, icon, and the level that lends its tint (empty: plain)."""

    title: str
    sentence: str
    icon: str
    level: str


BOTH, IDENTITY = "Show both", "Identity"
SEALED = ("sealed-trusted", "sealed-unknown-signer")


@dataclass(frozen=True, slots=True)
class Finding:
    """One of them: a sign, a fact, what lies behind it, and at the right a figure or a link."""

    sign: str
    fact: str
    detail: str
    figure: str = ""
    link: str = ""


def band(verdict: "Verdict") -> Band:
    """Say the outcome in the words of the product."""
    names = " and ".join(named(item.name) for item in verdict.judgement.signers)
    reason = literal(verdict.reason, 600)
    bands = {
        "sealed-trusted": Band(
            "Sealed and unchanged",
            f"This is the file that {names} signed, and its numbers follow from its answers.",
            "badge-check",
            "Low",
        ),
        "sealed-unknown-signer": Band(
            "Sealed by someone you don\N{RIGHT SINGLE QUOTATION MARK}t know",
            "The file is unchanged. Compare the fingerprint with the signer before you trust the name.",
            "shield-question-mark",
            "Moderate",
        ),
        "changed-after-sealing": Band("Changed after sealing", reason, "file-x-2", "Critical"),
        "not-sealed": Band("Not sealed", "Anyone could have written this.", "file-minus", "Very low"),
        "not-ours": Band("Not one of ours", reason, "file-question-mark", ""),
    }
    return bands.get(verdict.outcome, Band("Cannot be read", reason, "file-question-mark", ""))


def page_sentence(found: "Difference | None") -> str:
    """Say in one sentence which page differs from the one that was signed."""
    if found is None:
        return "Every page looks as it was signed. What was added does not show."
    page = f"Page {found.number + 1}"
    if found.signed is None:
        return f"{page} was added after sealing. Ask the sender for the sealed file."
    if found.now is None:
        return f"{page} was taken away after sealing. Ask the sender for the sealed file."
    return f"{page} is not the page that was signed. Ask the sender for the sealed file."


def word(verdict: "Verdict", part: "Verdict | None" = None) -> str:
    """Say what the verdict does not prove."""
    if verdict.outcome in SEALED:
        own = "What the answers claim is still the signer\N{RIGHT SINGLE QUOTATION MARK}s word."
        return f"The seal proves who said it and that nothing moved since. {own}"
    if part is not None:
        inside = "The record inside can still be opened as a new draft, from the part that was signed."
        return f"{inside} What was added is never used."
    if verdict.record is not None:
        return "The record inside can still be opened as a new draft. Nothing in it is proven. Ask the sender for the sealed file."
    return "Ask the sender for the sealed file."


def findings(verdict: "Verdict", part: "Verdict | None" = None) -> tuple[Finding, ...]:
    """Give the findings: unchanged, signer, recomputed, time, and approvals where somebody is asked.

    `part` judges the part that was signed, if it stands.
    """
    four = (_unchanged(verdict, part), _signer(verdict, part), _recomputed(verdict, part), _time(verdict))
    return (*four, *_approvals((part or verdict).approvals))


def _unchanged(verdict: "Verdict", part: "Verdict | None") -> Finding:
    reason = literal(verdict.judgement.reason, 600)
    if verdict.judgement.sealed:
        pages = verdict.judgement.pages
        whole = f"All {pages} pages" if pages > 1 else "Every page"
        return Finding(GOOD, "Unchanged since it was sealed", f"{whole} and the attached record match the seal")
    if verdict.outcome == "changed-after-sealing":
        return Finding(BAD, "Changed after it was sealed", reason, link=BOTH if part is not None else "")
    return Finding(NEUTRAL, "No seal that could be checked", reason)


def _signer(verdict: "Verdict", part: "Verdict | None") -> Finding:
    signers = verdict.judgement.signers
    if not signers:
        return Finding(NEUTRAL, "Signed by nobody", "There is no signature in this file")
    names = ", ".join(named(item.name) for item in signers)
    role = str(verdict.record.parts.get("sealing", {}).get("role", "")) if verdict.record else ""
    said = _with_role(signers, role)
    known = all(item.known for item in signers)
    if part is not None:
        whom = "whom you know" if known else "whom you don\N{RIGHT SINGLE QUOTATION MARK}t know"
        detail = f"{names}, {whom}, signed {verdict.judgement.pages} pages{_on_day(verdict)}"
        return Finding(GOOD if known else DOUBT, "The part that was signed is intact", detail, link=IDENTITY)
    if not verdict.judgement.sealed:
        return Finding(
            NEUTRAL, f"A seal in it names {names}", "What changed afterwards carries no name and no signature"
        )
    if verdict.outcome not in SEALED and verdict.recomputed.status == "same":
        return Finding(BAD, f"Signed by {names}", literal(verdict.reason, 600), link=IDENTITY)
    if known:
        detail = f"{said}. Name and role as stated by the signer"
        return Finding(GOOD, "Signed by someone you know", detail, link=IDENTITY)
    from wizard.signing import grouped

    prints = "; ".join(grouped(item.fingerprint) for item in signers if not item.known)
    fact = "Signed by someone you don\N{RIGHT SINGLE QUOTATION MARK}t know"
    return Finding(DOUBT, fact, f"{said}. Fingerprint {prints}", link=IDENTITY)


def _with_role(signers: "tuple[SignerFacts, ...]", role: str) -> str:
    """Name them; the role that the record holds is that of the first, who sealed."""
    first, *others = (named(item.name) for item in signers)
    return "; ".join(filter(None, (f"{first}, {named(role)}" if role else first, ", ".join(others))))


def _recomputed(verdict: "Verdict", part: "Verdict | None") -> Finding:
    found = verdict.recomputed
    if found.status == "same" and found.score is not None:
        method = literal(f"{found.score.method.id} {found.score.method.version}", 60)
        risks = several(len(found.score.scenarios), "risk")
        detail = f"{risks} from {several(found.score.answered, 'answer')}, method {method}"
        if part is not None:
            return Finding(
                GOOD, "Recomputed: the same", f"{detail}. From the part that was signed", headline(found.score)
            )
        sure = verdict.judgement.sealed
        inside = detail if sure else f"{detail}. From the record inside, which no valid seal covers"
        return Finding(GOOD if sure else NEUTRAL, "Recomputed: the same", inside, headline(found.score))
    sentence = literal(found.sentence, 600)
    if found.status == "different":
        figure = headline(found.score) if found.score else ""
        return Finding(BAD, "Recomputed: not the same", sentence, figure)
    if found.status == "unreadable":
        return Finding(BAD, "The record cannot be read", f"{sentence} The pages may still be as signed.")
    return Finding(NEUTRAL, "Nothing to recompute", sentence)


def _time(verdict: "Verdict") -> Finding:
    times = [item for item in verdict.judgement.signers if item.time]
    if not times:
        return Finding(CLOCK, "No time is stated", "Nobody confirmed one either")
    first = times[0]  # of the seal; what was approved later says so itself
    then = here(first.time)
    said = f"{day(then)}, {then:%H:%M}"
    if first.time_proof.startswith("stated"):
        own = "by the signer\N{RIGHT SINGLE QUOTATION MARK}s own clock"
        changed = verdict.judgement.outcome == "changed-after-sealing"
        return Finding(
            CLOCK,
            f"{said}, {own}",
            "The change carries no name and no time" if changed else "Nobody else confirmed the time",
        )
    return Finding(GOOD, f"{said}, confirmed", literal(first.time_proof))


def _approvals(found: "Approved") -> tuple[Finding, ...]:
    """Say how many of those who are asked have approved; an open place is no fault of the file."""
    signs = {"complete": GOOD, "incomplete": CLOCK, "rejected": DOUBT, "wrong": BAD}
    if found.status not in signs:
        return ()
    if found.status == "wrong":
        return (Finding(BAD, "An approval does not hold", literal(found.sentence, 600)),)
    fact, _, more = literal(found.sentence, 2000).rstrip(".").partition("; ")
    said = [f"{literal(place.said, 700)} Signed by {_by_and_when(place)}" for place in found.places if place.decision]
    detail = ". ".join(filter(None, (more[:1].upper() + more[1:], *said)))
    return (Finding(signs[found.status], fact, detail or "Nobody has signed yet"),)


def _by_and_when(place: "Place") -> str:
    return named(place.signer) + (f", {day(here(place.time))}" if place.time else "")


def _on_day(verdict: "Verdict") -> str:
    times = [item.time for item in verdict.judgement.signers if item.time]
    return f" on {day(here(times[-1]))}" if times else ""


def headline(score: Score) -> str:
    """Give level and number of the worst case."""
    return f"{literal(score.worst_level, 40)} {number(score.overall.worst)}"
