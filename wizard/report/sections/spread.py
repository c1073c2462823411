"""After launch: on what grounds its motives are taken to stay, what was seen and what would be stopped, which channels there are."""

from wizard.core import sentences
from wizard.core.questionnaire import Choice, Module, Presence, Question
from wizard.core.scoring import ScenarioScore
from wizard.core.triggers import OTHER_VERSION, TRIGGERS, triggers_of
from wizard.report import ink, words
from wizard.report.lines import Span, break_lines
from wizard.report.paper import MAIN, MAIN_X, WIDTH
from wizard.report.sheet import Flow, pieces_of
from wizard.report.table import Column, Row, table
from wizard.report.tagging import Node
from wizard.report.type import BLOCK_TITLE, BODY, CAPTION, FINDING, LABEL, SMALL, TABLE, Style
from wizard.report.view import View

TENDS = (
    "probes-on-deployed-state",
    "probe-recognised",
    "monitor-copy-leniency",
    "spread-red-teamed",
    "propensity-kept-apart",
    "stability-reviewed",
)
STOPPED = (
    "monitor-coverage", "monitor-recall", "monitor-blocks", "every-instance-stop", "stop-last-tested", "rollback-rehearsed",
    "rollback-last-tested", "pinned-integrity", "barriers-as-tested",
)  # fmt: skip
KNOWN = {
    "context": ("context-emptied", "channel-legibility"),
    "code": ("run-files-read",),
    "packages": ("run-files-read",),
    "memory": ("shared-memory-readers", "shared-memory-retention"),
    "messages": ("channel-legibility",),
    "published": ("output-read-back",),
    "training": ("learning-selection",),
    "started-runs": ("runs-that-start-runs",),
    "serving": ("steering-accounts",),
}
OF_ALL = ("channel-inventory", "agent-isolation-tested")
"""What is asked of all channels together."""
HALF = 231.0


def spread(flow: Flow, view: View) -> None:
    """Lay out the section; where the system has nothing through which a trait could pass, it says so."""
    flow.start("After launch: deployment-time spread", "spread")
    module = next((module for module in view.content.questionnaire.modules if module.deployment_time), None)
    asked = module is not None and view.content.score.path.modules[module.id] is not Presence.NO
    if module is None or not asked:
        _nothing(flow, module)
        return
    own = {scenario.id for scenario in module.scenarios}
    scored = [(number, item) for number, item in view.scenarios if item.scenario.id in own]
    flow.heading(_finding(view, scored), FINDING, after=12)
    _grounds(flow, view)
    _in_words(flow, view, "What this holds for", "spread-holds-for")
    _pillars(flow, view)
    _channels(flow, view)
    _scenarios(flow, view, scored)
    _in_words(flow, view, "What is decided next", "spread-plan", ruled=True)
    _triggers(flow, view)


def _nothing(flow: Flow, module: Module | None) -> None:
    flow.y = (
        flow.words("After launch, nothing passes from one run to the next.", FINDING, 0, flow.y, flow.node.add("H1"))
        + 12
    )
    why = (
        module.skipped.strip().rstrip(".")
        if module and module.skipped
        else "No section of these questions asks about it"
    )
    which = " and ".join(f"“{question}”" for question, _ in module.when) if module and module.when else ""
    told = f"{why}. This follows from the answers to {which}." if which else f"{why}."
    flow.paragraph(told + " It holds only as long as those answers do: when one of them changes, assess again.", BODY)


def _finding(view: View, scored: list[tuple[int, ScenarioScore]]) -> str:
    if not scored:
        return "After launch, no scenario of spread is on the path of these answers."
    first = scored[0][1]
    over = sum(item.over for _, item in scored)
    if first is view.content.score.scenarios[0]:
        return f"What happens after launch decides the level: it stands at {first.worst_level}, {sentences.number(first.residual.worst)}."
    if over:
        total = words.count(len(scored))
        number = f"all {total} ways" if over == len(scored) else f"{words.count(over)} of {total} ways"
        number = number if len(scored) > 1 else "the one way"
        verb = "is" if over == 1 else "are"
        return f"After launch, {number} in which a trait could spread {verb} over appetite; the deepest stands at {sentences.number(first.residual.worst)}."
    return "After launch, every way in which a trait could spread stays within appetite."


def _grounds(flow: Flow, view: View) -> None:
    flow.words("Grounds for stability", LABEL, 0, flow.y + 1.4, flow.node.add("H2"), 112)
    given = view.content.assessment.text("stability-grounds")
    if given:
        for part in pieces_of(given):
            flow.paragraph(part, BODY, MAIN_X, MAIN)
        flow.y += 3
        flow.paragraph("In the words of who answered; nobody has to agree with them.", SMALL, MAIN_X, MAIN, after=12)
        return
    told = (
        "No grounds are written down on which its motives are taken to stay as they were at launch. "
        "So nothing here may be read as if they would."
    )
    flow.paragraph(told, BODY, MAIN_X, MAIN, after=12)


def _in_words(flow: Flow, view: View, label: str, key: str, *, ruled: bool = False) -> None:
    """Set what was written about something, or say that nothing was; nothing at all where it is not asked."""
    question = view.content.questionnaire.questions.get(key)
    if question is None:
        return
    given = view.content.assessment.text(key)
    lacking = "Nothing is written down" if key in view.question_number else "Not asked at this depth"
    parts = pieces_of(given or f"{lacking}: {question.text}")
    flow.need(14.0 + 2 * BODY.leading)
    if ruled:
        flow.rule("ink")
        flow.y += 6
    number = view.question_number.get(key)
    head = (Span(label), Span(f"  {number}" if number else "", "semi", "accent", f"answer-{key}" if number else ""))
    flow.words(head, LABEL, 0, flow.y + 1.4, flow.node.add("H2"), 112)
    for part in parts:
        flow.paragraph(part, BODY, MAIN_X, MAIN)
    flow.y += 12


def _pillars(flow: Flow, view: View) -> None:
    questions = view.content.questionnaire.questions
    left = [questions[key] for key in TENDS if key in questions]
    right = [questions[key] for key in STOPPED if key in questions]
    if not left and not right:
        return
    heights = [sum(_pillar_height(view, question) for question in side) for side in (left, right)]
    flow.need(max(heights) + 30)
    flow.rule("ink")
    top = flow.y
    ends = []
    for x, title, side in ((0.0, "What it tends to do", left), (HALF + 20, "What would be noticed and stopped", right)):
        flow.words(title, BLOCK_TITLE, x, top + 6, flow.node.add("H2"))
        y = top + 22
        listed = flow.node.add("L")
        for question in side:
            y = _pillar_row(flow, view, question, x, y, listed.entry())
        ends.append(y)
    flow.y = max(ends) + 11


def _pillar_height(view: View, question: Question) -> float:
    much, sure = words.how_much(question, view.answer(question.id))
    shown = len(break_lines(words.joined((much, sure), ", "), TABLE, HALF - 30))
    return (len(break_lines(question.text, SMALL, HALF - 26)) + shown) * 10.6 + 8


def _pillar_row(  # whose answer, where it stands, how it is read
    flow: Flow, view: View, question: Question, x: float, y: float, node: Node
) -> float:
    number = view.question_number.get(question.id)
    end = flow.words(question.text, SMALL, x, y + 3, node, HALF - 26)
    if number:
        link = (Span(str(number), "semi", "accent", f"answer-{question.id}"),)
        flow.words(link, SMALL, x + HALF - 14, y + 3, node)
    much, sure = words.how_much(question, view.answer(question.id))
    is_open = much in ("Open", "Don’t know", words.DASH)
    if not view.content.score.path.has(question.id):
        much, sure = "not asked", ""
    elif not number:
        much = "open, deeper than the chosen depth"
    colour = "open" if is_open else "ink"
    text = (Span(much, "" if is_open else "semi"), Span(f", {sure}" if sure else ""))
    end = flow.words(text, Style("sans", 8.6, 10.6, colour), x, end, node, HALF - 30)
    flow.rule("hair", x, HALF, end + 3)
    return end + 3


def _channels(flow: Flow, view: View) -> None:
    question = view.content.questionnaire.questions.get("carry-over-channels")
    if question is None:
        return
    answer = view.answer(question.id)
    known = answer.is_complete(question)
    flow.need(130)
    title = f"{words.count(len(question.choices), capital=True)} ways a trait could pass from one run to the next"
    flow.words(title, BLOCK_TITLE, 0, flow.y, flow.node.add("H2"))
    flow.y += 17
    here = [choice for choice in question.choices if choice.id in answer.chosen]
    rest = [choice for choice in question.choices if choice.id not in answer.chosen]
    columns = (
        Column("Channel", 0, 222),
        Column("Here?", 228, 34),
        Column("What is known of it", 266, 216, style=SMALL),
    )
    rows = [_channel(view, choice, "yes" if choice in here else "no" if known else "open") for choice in (*here, *rest)]
    table(flow, columns, rows, pad=2.2, title=title)
    asked = view.content.questionnaire.questions
    told = [_known(view, asked[key]) for key in OF_ALL if key in asked and view.content.score.path.has(key)]
    if told:
        flow.y += 6
        flow.paragraph(f"Of all of them: {' '.join(told)}", SMALL)
    flow.y += 22


def _channel(view: View, choice: Choice, state: str) -> Row:
    colour = "" if state == "yes" else "ink3"
    told = []
    for key in KNOWN.get(choice.id, ()) if state == "yes" else ():
        question = view.content.questionnaire.questions.get(key)
        if question is not None and view.content.score.path.has(key):
            told.append(_known(view, question))
    known = " ".join(told) or words.DASH
    return Row(((Span(choice.text, "medium" if state == "yes" else "", colour),), (Span(state, "", colour),), known))


def _known(view: View, question: Question) -> str:
    return f"{question.text} {words.joined(words.how_much(question, view.answer(question.id)), ', ')}."


def _scenarios(flow: Flow, view: View, scored: list[tuple[int, ScenarioScore]]) -> None:
    if not scored:
        return
    flow.need(40 + 16 * len(scored) + 50)
    flow.rule("ink")
    flow.words("What could come of it", BLOCK_TITLE, 0, flow.y + 6, flow.node.add("H2"))
    flow.y += 22
    listed = flow.node.add("L")
    for number, item in scored:
        node = listed.entry()
        flow.words(
            (Span(str(number), link=f"risk-{item.scenario.id}"),),
            Style("semi", 8.6, 10.6, "accent"),
            0,
            flow.y + 3.4,
            node,
        )
        flow.words(item.scenario.title, TABLE, 16, flow.y + 3.4, node)
        flow.draw(ink.level_shape(item.worst_level, 380, 0, 3.4), 0, flow.y + 8.6)
        level = Style("sans", 8.6, 10.6, ink.level_colour(item.worst_level))
        flow.words(item.worst_level, level, 388, flow.y + 3.4, node)
        flow.right(sentences.number(item.residual.worst), Style("semi", 8.6, 10.6), 446, flow.y + 3.4, node)
        flow.right(words.reach(item.residual.best, item.residual.worst), SMALL, WIDTH, flow.y + 3.4, node)
        flow.y += 17
        flow.rule("hair")
    flow.y += 8
    without = [item for item in view.content.score.scenarios if item not in [pair[1] for pair in scored]]
    top = sentences.number(without[0].residual.worst) if without else words.DASH
    told = f"The worst of them enters the overall level like any other scenario; without this section the worst case would be {top}."
    flow.paragraph(told, CAPTION, after=18)


def _triggers(flow: Flow, view: View) -> None:
    question = view.content.questionnaire.questions.get(TRIGGERS)
    if question is None:
        return
    answer = view.answer(question.id)
    version = view.content.assessment.text("system-version")
    choices = triggers_of(view.content.questionnaire)
    lines = [break_lines(text, TABLE, HALF - 18) for _, text in choices]
    flow.need(40 + sum(len(item) * 10.6 + 18 for item in lines[::2]))
    flow.rule("ink")
    title = "This assessment is out of date as soon as one of these happens"
    flow.words(title, BLOCK_TITLE, 0, flow.y + 6, flow.node.add("H2"))
    flow.y += 26
    listed = flow.node.add("L")
    for start in range(0, len(choices), 2):
        tallest = 0.0
        for column, (key, _) in enumerate(choices[start : start + 2]):
            x = column * (HALF + 20)
            node = listed.entry()
            flow.draw(ink.frame(x, -8.4, 7, 7, 0.7, "ink2"))
            shown = lines[start + column]
            end = flow.lines(shown, TABLE, x + 13, flow.y, node)
            if key == OTHER_VERSION[0]:
                state = (
                    f"these answers are for version {words.brief(version, 40)}" if version else "no version is named"
                )
            elif key in answer.chosen:
                state = "came already, or is planned"
            else:
                state = "not at sealing" if answer.is_complete(question) else "not known"
            end = flow.words(state, SMALL, x + 13, end, node)
            tallest = max(tallest, end - flow.y)
        flow.y += tallest + 6
