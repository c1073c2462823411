"""Risks one by one: facts, what happens, and the trace from before controls to what is left."""

from wizard.core import sentences
from wizard.core.questionnaire import Gate
from wizard.core.scoring import ScenarioScore, TraceStep
from wizard.report import ink
from wizard.report.lines import Span, break_lines, fit
from wizard.report.paper import HEIGHT, MAIN, MAIN_X, SIDE
from wizard.report.sections.scenario import facts_of, references_of, remarks_of
from wizard.report.sections.waterfall import height_of, waterfall
from wizard.report.sections.within import is_short, short_height, short_risk
from wizard.report.sheet import Bookmark, Flow
from wizard.report.tagging import Node
from wizard.report.type import BLOCK_TITLE, BODY, FACT, SMALL, Style
from wizard.report.view import View

TITLE = Style("display", 20, 24.5)
REMARK = Style("serif", 9.4, 13, "ink2")
FACT_WIDTH = 82.0
BETWEEN = 24.0


def risks(flow: Flow, view: View) -> None:
    """Lay out all risks as the register groups them: what is over appetite on a page each, what is within on half of one."""
    flow.start("Risks one by one", "risks")
    if not view.scenarios:
        flow.y = flow.words("Risks one by one", TITLE, 0, flow.y, flow.node.add("H1")) + 8
        flow.paragraph("No scenario is on the path of these answers; there is nothing to follow.")
    for number, item in sorted(view.scenarios, key=lambda pair: not pair[1].over):
        short = is_short(view, number, item)
        if flow.y > 0 and flow.room < (short_height(view, number, item) if short else _height(view, item)) + BETWEEN:
            flow.turn()
        elif flow.y > 0:
            flow.y += BETWEEN
        if short:
            _marked(flow, number, item)
            short_risk(flow, view, number, item)
        else:
            _risk(flow, view, number, item)


def _height(view: View, item: ScenarioScore) -> float:
    """Give about how high a risk is when it is set close, so that it starts where it has room."""
    text = len(break_lines(item.scenario.text, BODY, MAIN)) * BODY.leading
    trace = height_of(view, item)
    whole = 110 + max(text + 65, 110) + trace + _after(view, item)
    return whole if item.over else min(whole, HEIGHT * 0.9)


def _risk(flow: Flow, view: View, number: int, item: ScenarioScore) -> None:
    _marked(flow, number, item)
    title = (Span(f"{number}  ", "light", "accent"), Span(item.scenario.title))
    flow.heading(title, TITLE, "H1" if flow.y == 0 else "H2", after=10)
    _facts(flow, item)
    _story(flow, view, item)
    waterfall(flow, view, item, _after(view, item))
    _change(flow, view, item)


def _marked(flow: Flow, number: int, item: ScenarioScore) -> None:
    """Let links and the outline find a risk."""
    target = f"risk-{item.scenario.id}"
    flow.place(target)
    flow.bookmarks.append(Bookmark(f"{number}  {item.scenario.title}", target, 1))


def _facts(flow: Flow, item: ScenarioScore) -> None:
    flow.rule("ink")
    for index, (label, value) in enumerate(facts_of(item)):
        x = index * FACT_WIDTH
        node = flow.node.add("P")
        flow.words(label, SMALL, x, flow.y + 6, node)
        if index == 0:
            flow.draw(ink.level_shape(value, 5, 0, 4.6), 0, flow.y + 25)
            style = Style("semi", 13, 16, ink.level_colour(value))
            flow.words(value, style, 13, flow.y + 17, node)
        else:
            flow.words(value, FACT, x, flow.y + 17, node)
    flow.y += 38
    flow.rule("rule")
    flow.y += 12


def _story(flow: Flow, view: View, item: ScenarioScore) -> None:
    top = flow.y
    low = top
    for text in references_of(view, item):
        low = flow.words(text, SMALL, 0, low, flow.node.add("P"), SIDE) + 3
    flow.paragraph(item.scenario.text, BODY, MAIN_X, MAIN, after=6)
    for told in remarks_of(item):
        flow.paragraph(told, REMARK, MAIN_X, MAIN, after=4)
    flow.y = max(flow.y, low) + 10


def _best_steps(view: View, item: ScenarioScore) -> list[TraceStep]:
    controls = [step for step in view.content.traces.get(item.scenario.id, ()) if step.kind == "control"]
    return [step for step in sorted(controls, key=lambda step: step.more) if step.more < -0.05][:3]


def _held(item: ScenarioScore) -> list[Gate]:
    return [gate for gate in item.gates if item.held]


def _after(view: View, item: ScenarioScore) -> float:
    """Give the height of what would change a risk."""
    count = len(_best_steps(view, item)) + 2 * len(_held(item))
    return 30.0 + 13 * count if count else 0.0


def _change(flow: Flow, view: View, item: ScenarioScore) -> None:
    best, held = _best_steps(view, item), _held(item)
    if not best and not held:
        return
    flow.need(_after(view, item))
    flow.rule("rule")
    flow.words("What would change it", BLOCK_TITLE, 0, flow.y + 7, flow.node.add("H2"))
    flow.y += 7
    for gate in held:
        told = f"A gate holds it at {gate.level}: {gate.reason.strip().rstrip('.')}."
        flow.paragraph(told, Style("serif", 9.4, 13), MAIN_X, MAIN, after=3)
    harm = item.followed
    if best:
        case = "worst case" if harm is item.decisive else f"worst case for {harm.name}"
        now = sentences.number(harm.residual.worst)
        told = f"Each alone, there in full and independently verified, brings the {case} from {now} to"
        flow.paragraph(told, SMALL, MAIN_X, MAIN, after=2)
    listed = flow.node.add("L")
    for step in best:
        _step(flow, view, step, sentences.number(harm.residual.worst + step.more), listed.entry())
    flow.y += 8


def _step(flow: Flow, view: View, step: TraceStep, to: str, node: Node) -> None:
    number = view.question_number.get(step.question)
    flow.right(to, Style("semi", 8.6, 13), MAIN_X + 16, flow.y, node)
    if number:
        link = (Span(str(number), link=f"answer-{step.question}"),)
        flow.words(link, Style("semi", 8.6, 13, "accent"), MAIN_X + 26, flow.y, node)
    style = Style("sans", 8.6, 13)
    flow.words(fit(step.title, style, MAIN - 46), style, MAIN_X + 46, flow.y, node)
    flow.y += 13
