"""The plan: what is done about each risk, by whom, until when, at what cost, and where that leads; what is accepted."""

from collections.abc import Iterator

from wizard.core import sentences
from wizard.core.hull import axis_of
from wizard.core.scoring import ScenarioScore
from wizard.core.treatment import Step, Treatment, days_late, has_ended, is_done, is_plan, lacking
from wizard.report import words
from wizard.report.lines import Span, Text, fit
from wizard.report.paper import WIDTH
from wizard.report.sections.hulls import AXIS, CLOSE_ROW, chart_rows, ghosts, other_marks
from wizard.report.sheet import Flow
from wizard.report.table import GROUP, Column, Row, table
from wizard.report.type import BLOCK_TITLE, CAPTION, FINDING, LEAD, NOTE, NOUN, SMALL, Style
from wizard.report.view import View

ARROW = "→"
PLANNED = (
    Column("What", 0, 184),
    Column("Who", 192, 54, style=SMALL),
    Column("Until", 252, 52, style=SMALL),
    Column("Cost", 310, 52, style=SMALL),
    Column(f"Today {ARROW} then", 366, 48, "right", Style("semi", 8.6, 10.6)),
    Column("Proof", 422, 60, style=SMALL),
)
ACCEPTED = (
    Column("No.", 0, 22, style=Style("semi", 8.6, 10.6, "accent")),
    Column("Risk", 30, 136),
    Column("Accepted by", 174, 92, style=SMALL),
    Column("Why", 274, 132, style=SMALL),
    Column("Until", 414, 68, style=SMALL),
)

LIMITS = {"what": 220, "owner": 60, "cost": 60, "proof": 110, "by": 80, "role": 80, "why": 300}
"""So many letters of a text stand in a table; what is longer stands whole after it."""


def plan(flow: Flow, view: View) -> None:
    """Lay out the section."""
    flow.start("Plan", "plan")
    over = [item for _, item in view.scenarios if item.over]
    if not view.treated and not over:
        flow.y = flow.words("Plan", NOUN, 0, flow.y - 4, flow.node.add("H1")) + 8
        flow.paragraph("No risk is over appetite; there is nothing to plan.")
        return
    flow.heading(finding(view), FINDING, after=10)
    flow.paragraph(_lead(view), LEAD, after=10)
    _hulls(flow, view)
    rows = list(_rows(view))
    if rows:
        table(flow, PLANNED, rows, pad=3.2, title="Plan")
        flow.y += 6
        flow.paragraph(_caption(view), CAPTION, after=10)
    accepted = [(number, item, found) for number, item, found in view.treated if found.decision == "accept"]
    if accepted:
        _title(flow, "Accepted", 90)
        table(flow, ACCEPTED, [_accepted(view, *each) for each in accepted], pad=3.2, title="Accepted")
        flow.y += 10
    if view.treated and view.planless:
        _without(flow, view)
    _in_full(flow, view)


def finding(view: View) -> str:
    """Say how many of the risks over appetite have a plan, and how many it brings within."""
    over = [item for _, item in view.scenarios if item.over]
    if not over:
        return "No risk is over appetite; what is planned goes further."
    planned = len(over) - len(view.planless)
    if not planned:
        which = "the one risk" if len(over) == 1 else f"any of the {words.many(len(over), 'risk')}"
        return f"There is no plan for {which} over appetite."
    if planned == len(over):
        start = (
            "The one risk over appetite has a plan"
            if planned == 1
            else f"All {words.many(planned, 'risk')} over appetite have a plan"
        )
    else:
        verb = "has" if planned == 1 else "have"
        start = (
            f"{words.count(planned, capital=True)} of the {words.many(len(over), 'risk')} over appetite {verb} a plan"
        )
    within = sum(_comes_within(view, item) for item in over)
    brought = "none" if not within else words.count(within)
    if planned == 1:
        return f"{start}; once done, it is {'within appetite' if within else 'still over'}."
    return f"{start}; once done, they bring {brought} of them within."


def _comes_within(view: View, item: ScenarioScore) -> bool:
    key = item.scenario.id
    then = view.outlook.target(key)
    return view.outlook.ends(key) or (then is not None and not then.over)


def _lead(view: View) -> str:
    if not view.treated:
        return "Each of them stays where it is until a question that moves it is answered otherwise."
    told = "A plan lowers nothing yet: a risk moves when its questions are answered. "
    today, then = view.content.score, view.outlook.whole
    if not view.outlook.targets or not then.scenarios:
        return told.strip()
    same = sentences.worst_figure(today) == sentences.worst_figure(then)
    leads = (
        f"stays at {sentences.worst_figure(today)}"
        if same
        else (f"goes from {sentences.worst_figure(today)} to {sentences.worst_figure(then)}")
    )
    over = words.many(sum(item.over for item in then.scenarios), "risk")
    return f"{told}With every step done, the largest worst case {leads}, with {over} over appetite."


def _hulls(flow: Flow, view: View) -> None:
    """Draw the risks whose plan moves them, today with where it leads."""
    rows = [(number, item) for number, item, _ in view.treated if view.reading(item).target is not None]
    if not rows:
        return
    told = [
        f"{number}, {item.scenario.title}: today {sentences.number(item.residual.worst)}, planned "
        f"{sentences.number((view.reading(item).target or 0.0) / 10)}, appetite {sentences.number(item.decisive.appetite)}."
        for number, item in rows
    ]
    figure = flow.node.add("Figure")
    figure.alt = words.short_alt(" ".join(["Where the plan leads, worst first.", *told]), "The table of the plan")
    left = rows
    while left:
        count = max(1, min(len(left), int((flow.room - AXIS - 20) / CLOSE_ROW)))
        flow.need(CLOSE_ROW + AXIS + 20)
        chart_rows(
            flow,
            view,
            axis_of(view.content.score.method),
            left[:count],
            figure if left is rows else flow.node,
            CLOSE_ROW,
        )
        left = left[count:]
        if left:
            flow.turn()
    flow.paragraph(f"{other_marks(rows)}{ghosts(view, rows)}".strip(), CAPTION, after=12)


def _rows(view: View) -> Iterator[Row]:
    for number, item, treatment in view.treated:
        if treatment.decision == "accept" and not treatment.steps:
            continue
        yield Row((_head(view, number, item, treatment), *[""] * 5), group=True)
        if treatment.decision != "accept" and (treatment.why or not treatment.steps):
            told = _cut("why", treatment.why) or f"Not a plan yet: {lacking(treatment)}."
            yield Row((told, *[words.DASH] * 5))
        before: ScenarioScore | None = item
        for step, after in zip(treatment.steps, view.steps_of(item, treatment), strict=True):
            yield _step(view, step, before, after)
            before = after


def _head(view: View, number: int, item: ScenarioScore, treatment: Treatment) -> Text:
    key = item.scenario.id
    then = view.outlook.target(key)
    told = words.sentence(treatment.decision)
    if view.outlook.ends(key):
        told += ", then gone"
    elif then is not None and treatment.steps:
        side = (
            "within appetite" if not then.over else f"still {words.excess(then.exceeded)} over" if then.exceeded else ""
        )
        told += f", {sentences.number(item.residual.worst)} {ARROW} {sentences.number(then.residual.worst)}, {side}"
    title = fit(item.scenario.title, GROUP, WIDTH - 30 - len(told) * 4.6)
    return (Span(f"{number}  ", "", "accent", f"risk-{key}"), Span(f"{title}  "), Span(told, "sans", "ink2"))


def _step(view: View, step: Step, before: ScenarioScore | None, after: ScenarioScore | None) -> Row:
    moved: Text = words.DASH
    if step.question and before is not None:
        then = "gone" if after is None else sentences.number(after.residual.worst)
        moved = f"{sentences.number(before.residual.worst)} {ARROW} {then}"
    cells = (_cut("owner", step.owner) or words.DASH, _until(view, step), _cut("cost", step.cost) or words.DASH)
    return Row((_what(view, step), *cells, moved, _cut("proof", step.proof) or words.DASH))


def _what(view: View, step: Step) -> Text:
    if not step.question:
        return _cut("what", step.what)
    question = view.content.questionnaire.questions[step.question]
    number = view.question_number.get(step.question)
    now = words.joined(words.how_much(question, view.answer(step.question)), ", ")
    then = words.joined(words.how_much(question, step.target), ", ")
    name = (
        Span(f"question {number}", "", "accent", f"answer-{step.question}")
        if number
        else Span(f"“{question.text}”", "sans", "ink2")
    )
    told = f" from “{words.brief(now, 60)}” to “{words.brief(then, 60)}”"
    return (Span(f"{_cut('what', step.what)}\n"), Span("Moves ", "sans", "ink2"), name, Span(told, "sans", "ink2"))


def _until(view: View, step: Step) -> Text:
    questions, answers = view.content.questionnaire, view.content.assessment.answers
    due = words.day_of(step.due) if step.due else words.DASH
    if is_done(step, questions, answers):
        return f"Done {words.day_of(step.done)}" if step.done else "Done, as answered"
    late = days_late(step, questions, answers, view.today)
    if not late:
        return due
    return (Span(f"Overdue by {words.many(late, 'day')}", "semi", "ink"), Span(f"\n{due}"))


def _caption(view: View) -> Text:
    told = (
        "Each row goes on from the one above it, in points of the worst case, with the steps of that risk alone. "
        "A dash under “then” is a step in words: it moves no number by itself."
    )
    off = sum(key not in view.number_of for key in view.plan.treatments)
    if off:
        told += f" {words.many(off, 'decision', capital=True)} about what is not on the path {'is' if off == 1 else 'are'} left out."
    return (Span("Today and then ", "semi"), Span(told))


def _accepted(view: View, number: int, item: ScenarioScore, treatment: Treatment) -> Row:
    who = words.joined((_cut("by", treatment.by), _cut("role", treatment.role)), ", ") or words.DASH
    first = (Span(str(number), "", "accent", f"risk-{item.scenario.id}"),)
    until: Text = words.day_of(treatment.until) if treatment.until else words.DASH
    if has_ended(treatment, view.today):
        until = (Span("Ended ", "semi", "ink"), Span(f"{until}; it counts as no plan", "semi", "ink"))
    elif not is_plan(treatment, view.today):
        until = f"{until}; no plan yet: {lacking(treatment)}"
    title = f"{item.scenario.title}, {item.worst_level} {sentences.number(item.residual.worst)}"
    return Row((first, title, who, _cut("why", treatment.why) or words.DASH, until))


def _without(flow: Flow, view: View) -> None:
    _title(flow, "Over appetite without a plan", 50)
    spans: list[Span] = []
    for number, item in view.planless:
        spans += [Span(", ")] if spans else []
        spans.append(Span(str(number), "semi", "accent", f"risk-{item.scenario.id}"))
    one = len(view.planless) == 1
    lead = f"{words.many(len(view.planless), 'risk', capital=True)} {'has' if one else 'have'} none, by {'its number' if one else 'their numbers'}: "
    flow.paragraph((Span(lead), *spans, Span(".")), SMALL)


def _cut(name: str, text: str) -> str:
    return words.brief(text, LIMITS[name])


def _in_full(flow: Flow, view: View) -> None:
    """Set what was too long for a table."""
    found = list(_long(view))
    if not found:
        return
    _title(flow, "In full: what was too long for the tables", 80)
    for label, text in found:
        flow.need(40)
        flow.words(label, SMALL, 0, flow.y, flow.node.add("H3"))
        flow.y += 13
        flow.paragraph(text, NOTE, after=8)


def _long(view: View) -> Iterator[tuple[str, str]]:
    for number, _, treatment in view.treated:
        texts = [(name, f"Risk {number}, {name}", getattr(treatment, name)) for name in ("by", "role", "why")]
        for place, step in enumerate(treatment.steps, 1):
            names = ("what", "owner", "cost", "proof")
            texts += [(name, f"Risk {number}, step {place}, {name}", getattr(step, name)) for name in names]
        yield from ((label, text) for name, label, text in texts if _cut(name, text) != " ".join(text.split()))


def _title(flow: Flow, title: str, least: float) -> None:
    flow.need(least)
    flow.words(title, BLOCK_TITLE, 0, flow.y + 8, flow.node.add("H2"))
    flow.y += 24
