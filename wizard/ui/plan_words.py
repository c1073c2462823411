"""Risks and what is decided about them in; what the plan says of them in words out, and the rows of its list painted."""

from dataclasses import dataclass, replace
from datetime import date

from PySide6.QtCore import QRect, QRectF, Qt

from wizard.core.assessment import Answer
from wizard.core.days import day
from wizard.core.hull import Axis, Reading, reading_of
from wizard.core.outlook import Outlook, look_ahead, step_by_step
from wizard.core.questionnaire import Question
from wizard.core.scoring import ScenarioScore, points
from wizard.core.sentences import MINUS, number
from wizard.core.treatment import Plan, Step, Treatment, days_late, has_ended, is_done, is_plan, lacking
from wizard.session import Session
from wizard.ui.hull import paint_hull, say_hull
from wizard.ui.icons import draw_icon
from wizard.ui.table import Column, Spot, line_count, write, write_level, write_lines
from wizard.ui.theme import Theme

ICONS = {"mitigate": "route", "accept": "signature", "avoid": "ban", "transfer": "arrow-right-left"}
STATES = {"mitigate": "Planned", "accept": "Accepted", "avoid": "Avoided", "transfer": "Transferred"}
NOTHING_OVER = "Every risk is within its appetite, worst case included."
LOWERS_NOTHING = "A plan lowers nothing yet. The risk moves when the question is answered."
TITLE, HULL = 20, 24


@dataclass(frozen=True, slots=True)
class Planned:
    """One risk of the list: how it stands, what is decided, and where the plan that it is part of leads."""

    score: ScenarioScore
    treatment: Treatment | None
    outlook: Outlook
    reading: Reading
    state: str
    counts: bool

    @property
    def key(self) -> str:
        """Give the id of its scenario."""
        return self.score.scenario.id


def planned(session: Session) -> tuple[Planned, ...]:
    """Give the risks over appetite, and those with a decision, worst first."""
    outlook = look_ahead(session.questionnaire, session.assessment.answers, session.assessment.plan or Plan())
    treatments, today = (session.assessment.plan or Plan()).treatments, session.now().date()
    rows = []
    for item in session.score.scenarios:
        treatment = treatments.get(item.scenario.id)
        if item.over or treatment is not None:
            state = state_of(treatment, today)
            rows.append(
                Planned(item, treatment, outlook, _reading(session, item, outlook), state, is_plan(treatment, today))
            )
    return tuple(rows)


def state_of(treatment: Treatment | None, today: date) -> str:
    """Say in a word or two how far a decision is."""
    if treatment is None:
        return "No plan"
    if has_ended(treatment, today):
        return "Acceptance ended"
    return f"{STATES[treatment.decision]}, not whole" if lacking(treatment) else STATES[treatment.decision]


def _reading(session: Session, item: ScenarioScore, outlook: Outlook) -> Reading:
    found, then = reading_of(item, session.score.method), outlook.target(item.scenario.id)
    moves = then is not None and points(then.residual.worst) != points(item.residual.worst)
    return replace(found, target=then.residual.worst * 10) if then is not None and moves else found


def where_it_leads(row: Planned) -> str:
    """Say what the steps come to: "2 points within appetite", "Still 4 points over. ..."."""
    if row.outlook.ends(row.key):
        return "Once they are done, this risk does not apply any more."
    then = row.outlook.target(row.key)
    if then is None:
        return ""
    over = then.exceeded
    if over is not None:
        by = points(over.excess)
        still = f"Still {by} point{'s' * (by != 1)} over" if by else "Still less than a point over"
        return f"{still}. Add a control or accept the rest."
    by = -points(max(harm.excess for harm in then.harms))
    return f"{by} point{'s' * (by != 1)} within appetite." if by else "Just within appetite."


def lateness(session: Session, treatment: Treatment | None) -> str:
    """Say what is late or has ended; empty where nothing is."""
    today = session.now().date()
    if treatment is None:
        return ""
    if has_ended(treatment, today):
        return f"Ran out on {day(date.fromisoformat(treatment.until))}. It counts as no plan."
    late = sorted(((late_by(session, step), step) for step in treatment.steps), key=lambda pair: -pair[0])
    if not late or not late[0][0]:
        return ""
    days, step = late[0]
    due = day(date.fromisoformat(step.due))
    return f"{days} day{'s' * (days != 1)} late. “{step.what}” was due on {due}."


def late_by(session: Session, step: Step) -> int:
    """Count the days by which a step is late."""
    return days_late(step, session.questionnaire, session.assessment.answers, session.now().date())


def done(session: Session, step: Step) -> bool:
    """Tell whether a step is done."""
    return is_done(step, session.questionnaire, session.assessment.answers)


def from_to(session: Session, step: Step) -> str:
    """Say which answer changes, and from what to what."""
    question = session.questionnaire.questions.get(step.question)
    if question is None:
        return (
            f"Done on {day(date.fromisoformat(step.done))}" if step.done else "In words: it moves no number by itself"
        )
    now, then = session.assessment.answer(step.question), step.target
    return f"From {_said(question, now)} to {_said(question, then)}. {question.text}"


def _said(question: Question, answer: Answer) -> str:
    """Say an answer in as few words as there are: "partly, claimed", "1440 minutes", "not answered"."""
    if answer.standing != "given" or answer.value in (None, "", ()):
        return {"dont-know": "don’t know", "not-applicable": "not applicable"}.get(answer.standing, "not answered")
    chosen = [choice.text for key in answer.chosen if (choice := question.choice(key))]
    said = ", ".join(chosen) or f"{answer.value} {question.unit}".strip()
    return f"“{said}”{f', {answer.assurance}' if answer.assurance else ''}"


# -- the list, painted ---------------------------------------------------------------------------------------------


def say_row(row: Planned) -> str:
    """Say a row of the list: what its hull shows, and what is decided."""
    return f"{say_hull(row.score.scenario.title, row.reading)}, {row.state}"


def row_height(row: Planned, width: int, spot_theme: Theme) -> int:
    """Give room for title, hull and state."""
    lines = min(2, line_count(row.score.scenario.title, "touched", width, spot_theme))
    return 16 + lines * TITLE + 6 + HULL + 6 + 20 + 12


def paint_row(spot: Spot, row: Planned, axis: Axis) -> None:
    """Paint the title, the hull with its target, level and decision."""
    rect = spot.rect.adjusted(24, 16, -24, 0)
    if spot.chosen:
        spot.painter.fillRect(spot.rect, spot.theme.colour("soft"))
    lines = min(2, line_count(row.score.scenario.title, "touched", rect.width(), spot.theme))
    write_lines(
        spot.at(QRect(rect.left(), rect.top(), rect.width(), lines * TITLE)), row.score.scenario.title, "touched", lines
    )
    top = rect.top() + lines * TITLE + 6
    paint_hull(spot.painter, QRectF(rect.left(), top, rect.width(), HULL), row.reading, spot.theme, axis, HULL)
    line = QRect(rect.left(), top + HULL + 6, rect.width(), 20)
    write_level(spot.at(line), row.score.worst_level, f"{row.score.worst_level} {number(row.score.residual.worst)}")
    colour = "accent" if row.counts else "High"
    icon = ICONS[row.treatment.decision] if row.treatment and row.counts else "circle-alert"
    spot.painter.setFont(spot.theme.font("small"))
    wide = spot.painter.fontMetrics().horizontalAdvance(row.state) + 2
    box = QRect(line.right() - wide, line.top(), wide, 20)
    draw_icon(spot.painter, icon, box.left() - 20, box.top() + 3, 14, spot.theme.colour(colour))
    write(spot.at(box), row.state, "small", colour)


# -- the steps, painted --------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class StepRow:
    """One step of the chosen risk: what it says, and by how much it moves the worst case, in points."""

    step: Step
    told: str
    icon: str
    moved: str


def step_rows(session: Session, row: Planned) -> tuple[StepRow, ...]:
    """Give the steps of a risk, each with what it takes off after those above it."""
    if row.treatment is None:
        return ()
    run = step_by_step(session.questionnaire, session.assessment.answers, row.key, row.treatment)
    before, found = points(row.score.residual.worst), []
    for step, after in zip(row.treatment.steps, run, strict=True):
        now = points(after.residual.worst) if after else None
        moved = "gone" if now is None else str(now - before).replace("-", MINUS) if step.question else ""
        icon = "check" if done(session, step) else "clock-alert" if late_by(session, step) else "circle-dot"
        found.append(StepRow(step, from_to(session, step), icon, moved))
        before = before if now is None else now
    return tuple(found)


def step_columns(width: int) -> tuple[Column[StepRow], ...]:
    """Give the columns of the steps; what is narrow shows what is done, until when, and what it moves."""
    owner: Column[StepRow] = Column(
        "Owner", lambda row: row.step.owner, lambda spot, row: write(spot, row.step.owner, "small", "ink"), 104
    )
    cost: Column[StepRow] = Column(
        "Cost", lambda row: row.step.cost, lambda spot, row: write(spot, row.step.cost, "small", "ink"), 104
    )
    due = Column("Due", _say_due, _paint_due, 96)
    moved = Column("Points", lambda row: row.moved, _paint_moved, 64, right=True)
    middle = (owner, due, cost) if width > 700 else (due,)
    return (Column("Step", lambda row: f"{row.step.what}. {row.told}", _paint_step), *middle, moved)


def _say_due(row: StepRow) -> str:
    return day(date.fromisoformat(row.step.due)) if row.step.due else ""


def _paint_due(spot: Spot, row: StepRow) -> None:
    write(spot, _say_due(row), "small", "High" if row.icon == "clock-alert" else "ink")


def _paint_moved(spot: Spot, row: StepRow) -> None:
    write(spot.at(spot.rect.adjusted(0, 0, -8, 0)), row.moved, "chosen", "ink", Qt.AlignmentFlag.AlignRight)


def _paint_step(spot: Spot, row: StepRow) -> None:
    rect = spot.rect
    colour = "High" if row.icon == "clock-alert" else "Low" if row.icon == "check" else "accent"
    draw_icon(spot.painter, row.icon, rect.left() + 2, rect.center().y() - 8, 16, spot.theme.colour(colour))
    room = rect.adjusted(28, 6, -12, 0)
    write(spot.at(QRect(room.left(), room.top(), room.width(), 20)), row.step.what, "touched", "ink")
    write(spot.at(QRect(room.left(), room.top() + 21, room.width(), 18)), row.told, "small", "ink2")
