"""What the board is asked to decide: the condition, the steps with day and cost, what is accepted, and what has no plan."""

from collections.abc import Iterator
from dataclasses import dataclass

from wizard.core.treatment import Step, days_late, is_done, lacking
from wizard.report import words
from wizard.report.lines import Line, Span, Text, break_lines, fit
from wizard.report.paper import WIDTH
from wizard.report.sheet import Flow
from wizard.report.type import BLOCK_TITLE, SMALL, TABLE, Style
from wizard.report.view import View

WHAT = 290.0
DAY_X = 302.0
DAY = 84.0
COST = 90.0
LINES = 2
ROOM = 24.0
MORE = 14.0
LATE = Style("semi", 7.8, 10.4)


@dataclass(frozen=True, slots=True)
class Asked:
    """One decision: what it is about, by when, at what cost; `late` where that day has passed."""

    what: Text
    day: str = ""
    cost: str = ""
    late: bool = False


def decisions(flow: Flow, view: View) -> None:
    """Set as many decisions as the page has room for; the others stand in the plan."""
    asked = [(item, break_lines(item.what, TABLE, WHAT)[:LINES]) for item in all_asked(view)] if view.plan else []
    room, shown = flow.room - ROOM - MORE, 0
    for _, lines in asked:
        room -= _height(lines)
        shown += room >= 0
    if not shown:
        return
    flow.rule("ink")
    flow.words("Decisions asked", BLOCK_TITLE, 0, flow.y + 6, flow.node.add("H2"))
    flow.right("by when", SMALL, DAY_X + DAY, flow.y + 6, flow.node.add("P"))
    flow.right("cost", SMALL, WIDTH, flow.y + 6, flow.node.add("P"))
    flow.y += 22
    for item, lines in asked[:shown]:
        _row(flow, item, lines)
    if rest := _rest(view, len(asked) - shown):
        flow.y = flow.words((Span(rest, link="plan"),), SMALL, 0, flow.y + 2, flow.node.add("P"))


def _rest(view: View, left: int) -> str:
    more = f"{words.count(left, capital=True)} more in the plan, with owners and proof." if left else ""
    none = len(view.planless)
    told = (
        f"{words.many(none, 'risk', capital=True)} over appetite {'has' if none == 1 else 'have'} no plan."
        if none
        else ""
    )
    return words.joined((more, told), " ")


def _height(lines: tuple[Line, ...]) -> float:
    return len(lines) * TABLE.leading + 7.0


def _row(flow: Flow, item: Asked, lines: tuple[Line, ...]) -> None:
    node = flow.node.add("P")
    flow.lines(lines, TABLE, 0, flow.y + 3.5, node)
    flow.right(item.day or words.DASH, LATE if item.late else SMALL, DAY_X + DAY, flow.y + 3.5, node)
    flow.right(fit(item.cost, SMALL, COST) or words.DASH, SMALL, WIDTH, flow.y + 3.5, node)
    flow.y += _height(lines)
    flow.rule("hair")


def all_asked(view: View) -> tuple[Asked, ...]:
    """Give all decisions, the gravest first."""
    return (*_conditions(view), *_steps(view), *_accepted(view))


def _conditions(view: View) -> Iterator[Asked]:
    advice = view.plan.recommendation
    if advice and advice.condition:
        yield Asked(f"Keep it in service only if {advice.condition.rstrip('.')}")


def _steps(view: View) -> Iterator[Asked]:
    questions, answers = view.content.questionnaire, view.content.assessment.answers
    found: list[tuple[int, Step]] = []
    for number, item, treatment in view.treated:
        if item.over:
            found += [(number, step) for step in treatment.steps if not is_done(step, questions, answers)]
    for number, step in sorted(found, key=lambda pair: pair[1].due or "9999"):
        late = days_late(step, questions, answers, view.today)
        day = f"{words.day_of(step.due)}{', overdue' if late else ''}" if step.due else ""
        yield Asked(f"Risk {number}: {step.what}", day, step.cost, bool(late))


def _accepted(view: View) -> Iterator[Asked]:
    for number, _, treatment in view.treated:
        if treatment.decision == "accept" and not lacking(treatment) and treatment.until >= view.today.isoformat():
            yield Asked(f"Risk {number}: know that {treatment.by} accepts it", words.day_of(treatment.until))
