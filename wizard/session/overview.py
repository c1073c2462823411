"""A workspace -> a line for each assessment. Scores come from a disposable cache; a wrong or missing row is recomputed."""

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from typing import Literal

from wizard.core.questionnaire import Questionnaire
from wizard.core.scoring import ScenarioScore, Score
from wizard.session.answering import Session, open_assessment
from wizard.session.validity import Trigger, triggers_said
from wizard.store import Row, Workspace

CACHE_FORMAT = "2"
AT_A_TIME = 100
_TAKEN_BACK = "taken-back/"


@dataclass(frozen=True, slots=True)
class Summary:
    """One assessment as Home shows it; figures in decades, `changed` is UTC in ISO 8601.

    `ended` is the trigger that made a sealed one out of date, in its words, and `since` when that was said.
    """

    id: str
    name: str
    version: str
    organisation: str
    status: Literal["draft", "sealed", "out-of-date"]
    archived: bool
    worst_level: str
    best_level: str
    worst: float
    best: float
    inherent: float
    appetite: float
    open: int
    asked: int
    answered: int
    changed: str = ""
    sealed: str = ""
    ended: str = ""
    since: str = ""


def summaries(workspace: Workspace) -> Iterator[Summary]:
    """Give a line for each assessment of the workspace, newest change first."""
    rows = sorted(listed(workspace), key=lambda row: (row.changed, row.id), reverse=True)
    said, fresh = triggers_said(workspace), _Fresh(workspace)
    for row in rows:
        yield _with_state(_cached(workspace, row) or fresh.line(row), row, said.get(row.id))
    fresh.remember()


def listed(workspace: Workspace) -> tuple[Row, ...]:
    """Give the assessments in the order in which they were made, without the copies that were taken back."""
    gone = workspace.settings(_TAKEN_BACK)
    return tuple(row for row in workspace.assessments() if not gone.get(row.id))


def take_back_copy(workspace: Workspace, key: str, head: tuple[str, int]) -> bool:
    """Take a copy out of every list if its log still ends at `head`, as it did when it was made; tell whether it went.

    The log keeps what was written: it only grows.
    """
    if workspace.head(key) != head:
        return False
    workspace.set_setting(_TAKEN_BACK + key, "yes")
    return True


class _Fresh:
    """Lines that are worked out anew: a questionnaire is read once, and many lines are remembered at a time."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self.questionnaires: dict[str, Questionnaire] = {}
        self.lines: dict[str, str] = {}

    def line(self, row: Row) -> Summary:
        """Work out one line."""
        session = open_assessment(self.workspace, row.id, known=self.questionnaires.get(row.questionnaire))
        self.questionnaires[row.questionnaire] = session.questionnaire
        found = summary(session)
        self.lines[_key(row)] = json.dumps(asdict(found))
        if len(self.lines) >= AT_A_TIME:
            self.remember()
        return found

    def remember(self) -> None:
        """Remember what was worked out."""
        if self.lines:
            self.workspace.cache(self.lines)
            self.lines = {}


def summary(session: Session) -> Summary:
    """Put what stands in an open assessment into one line."""
    score, assessment = session.score, session.assessment
    worst = score.scenarios[0] if score.scenarios else None
    return Summary(
        id=assessment.id,
        name=assessment.text("system-name"),
        version=assessment.text("system-version"),
        organisation=assessment.text("organisation"),
        status="sealed" if assessment.sealed else "draft",
        sealed=assessment.sealed,
        archived=assessment.archived,
        worst_level=score.worst_level,
        best_level=score.best_level,
        worst=score.overall.worst,
        best=score.overall.best,
        inherent=max((item.inherent.worst for item in score.scenarios), default=score.overall.worst),
        appetite=_appetite(worst, score),
        open=len(score.open),
        asked=score.asked,
        answered=score.answered,
    )


def _appetite(worst: ScenarioScore | None, score: Score) -> float:
    return worst.decisive.appetite if worst else score.overall.best


def _with_state(found: Summary, row: Row, trigger: Trigger | None) -> Summary:
    """Put to a remembered line what changes without an answer: seal, archive and what ended it."""
    ended = trigger if row.sealed else None
    return replace(
        found,
        status="out-of-date" if ended else "sealed" if row.sealed else "draft",
        archived=row.archived,
        changed=row.changed,
        sealed=row.sealed,
        ended=ended.text if ended else "",
        since=ended.at if ended else "",
    )


def _key(row: Row) -> str:
    return f"{CACHE_FORMAT}\0{row.id}\0{row.questionnaire}\0{row.head}"


def _cached(workspace: Workspace, row: Row) -> Summary | None:
    text = workspace.cached(_key(row))
    if not text:
        return None
    try:
        return Summary(**json.loads(text))
    except (ValueError, TypeError):
        return None
