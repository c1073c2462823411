"""A verdict -> what the screen says: the band, and four findings that always stand in the same order."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from wizard.core.scoring import Score, points
from wizard.ui.steps import minus

if TYPE_CHECKING:
    from wizard.dossier import Verdict

GOOD, BAD, DOUBT, NEUTRAL, CLOCK = "check", "x", "shield-question-mark", "circle-question-mark", "clock"
COLOURS = {GOOD: "Low", BAD: "Critical", DOUBT: "Moderate", NEUTRAL: "ink2", CLOCK: "ink2"}


@dataclass(frozen=True, slots=True)
class Band:
    """The verdict itself: title, one sentence, icon, and the level that lends its tint (empty: plain)."""

    title: str
    sentence: str
    icon: str
    level: str


@dataclass(frozen=True, slots=True)
class Finding:
    """One of the four: a sign, a fact, what lies behind it, and a figure at the right."""

    sign: str
    fact: str
    detail: str
    figure: str = ""


def band(verdict: "Verdict") -> Band:
    """Say the outcome in the words of the product."""
    names = " and ".join(item.name for item in verdict.judgement.signers)
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
        "changed-after-sealing": Band("Changed after sealing", verdict.reason, "file-x-2", "Critical"),
        "not-sealed": Band("Not sealed", "Anyone could have written this.", "file-minus", "Very low"),
        "not-ours": Band("Not one of ours", verdict.reason, "file-question-mark", ""),
    }
    return bands.get(verdict.outcome, Band("Cannot be read", verdict.reason, "file-question-mark", ""))


def word(verdict: "Verdict") -> str:
    """Say what the verdict does not prove."""
    if verdict.outcome in ("sealed-trusted", "sealed-unknown-signer"):
        own = "What the answers claim is still the signer\N{RIGHT SINGLE QUOTATION MARK}s word."
        return f"The seal proves who said it and that nothing moved since. {own}"
    if verdict.record is not None:
        return "The record inside can still be opened as a new draft. Nothing in it is proven. Ask the sender for the sealed file."
    return "Ask the sender for the sealed file."


def findings(verdict: "Verdict") -> tuple[Finding, ...]:
    """Give the four findings: unchanged, signer, recomputed, time."""
    return (_unchanged(verdict), _signer(verdict), _recomputed(verdict), _time(verdict))


def _unchanged(verdict: "Verdict") -> Finding:
    if verdict.outcome in ("sealed-trusted", "sealed-unknown-signer"):
        pages = verdict.judgement.pages
        whole = f"All {pages} pages" if pages > 1 else "Every page"
        return Finding(GOOD, "Unchanged since it was sealed", f"{whole} and the attached record match the seal")
    if verdict.outcome == "changed-after-sealing":
        return Finding(BAD, "Changed after it was sealed", verdict.judgement.reason)
    return Finding(NEUTRAL, "No seal that could be checked", verdict.judgement.reason)


def _signer(verdict: "Verdict") -> Finding:
    signers = verdict.judgement.signers
    if not signers:
        return Finding(NEUTRAL, "Signed by nobody", "There is no signature in this file")
    names = ", ".join(item.name for item in signers)
    role = str(verdict.record.parts.get("sealing", {}).get("role", "")) if verdict.record else ""
    said = f"{names}, {role}" if role else names
    if verdict.outcome not in ("sealed-trusted", "sealed-unknown-signer"):
        return Finding(
            NEUTRAL, f"A seal in it names {names}", "What changed afterwards carries no name and no signature"
        )
    if all(item.known for item in signers):
        return Finding(GOOD, "Signed by someone you know", f"{said}. Name and role as stated by the signer")
    from wizard.signing import grouped

    prints = "; ".join(grouped(item.fingerprint) for item in signers if not item.known)
    return Finding(
        DOUBT, "Signed by someone you don\N{RIGHT SINGLE QUOTATION MARK}t know", f"{said}. Fingerprint {prints}"
    )


def _recomputed(verdict: "Verdict") -> Finding:
    found = verdict.recomputed
    if found.status == "same" and found.score is not None:
        detail = f"{len(found.score.scenarios)} risks from {found.score.answered} answers, method {found.score.method.id} {found.score.method.version}"
        sure = verdict.outcome in ("sealed-trusted", "sealed-unknown-signer")
        inside = detail if sure else f"{detail}. From the record inside, which no valid seal covers"
        return Finding(GOOD if sure else NEUTRAL, "Recomputed: the same", inside, headline(found.score))
    if found.status == "different":
        figure = headline(found.score) if found.score else ""
        return Finding(BAD, "Recomputed: not the same", found.sentence, figure)
    if found.status == "unreadable":
        return Finding(BAD, "The record cannot be read", f"{found.sentence} The pages may still be as signed.")
    return Finding(NEUTRAL, "Nothing to recompute", found.sentence)


def _time(verdict: "Verdict") -> Finding:
    times = [item for item in verdict.judgement.signers if item.time]
    if not times:
        return Finding(CLOCK, "No time is stated", "Nobody confirmed one either")
    last = times[-1]
    here = datetime.fromisoformat(last.time).astimezone()
    said = f"{here.day} {here:%b %Y}, {here:%H:%M}"
    if last.time_proof.startswith("stated"):
        own = "by the signer\N{RIGHT SINGLE QUOTATION MARK}s own clock"
        return Finding(CLOCK, f"{said}, {own}", "Nobody else confirmed the time")
    return Finding(GOOD, f"{said}, confirmed", last.time_proof)


def headline(score: Score) -> str:
    """Give level and number of the worst case."""
    return f"{score.worst_level} {minus(points(score.overall.worst))}"
