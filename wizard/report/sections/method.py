"""Method and parameters: how the numbers come about, every parameter, who confirmed them, which editions."""

from collections.abc import Iterator

from wizard.core.questionnaire import Method
from wizard.core.scoring import points
from wizard.report import words
from wizard.report.lines import Span
from wizard.report.paper import MAIN, MAIN_X
from wizard.report.sheet import Flow
from wizard.report.table import Column, Row, table
from wizard.report.type import BLOCK_TITLE, NOTE, NOUN, SMALL, Style
from wizard.report.view import View

GREY = Style("serif", 10, 14, "ink2")


def method(flow: Flow, view: View) -> None:
    """Lay out the section."""
    found = view.content.score.method
    flow.start("Method and parameters", "method")
    flow.y = flow.words("Method and parameters", NOUN, 0, flow.y - 4, flow.node.add("H1")) + 8
    flow.paragraph(_status(found), GREY, after=14)
    _arithmetic(flow, found)
    _bands(flow, view)
    _anchors(flow, found)
    _parameters(flow, view)
    _editions(flow, view)


def _status(found: Method) -> str:
    name = f"{found.title}, method “{found.id}”, version {found.version}. "
    if found.confirmed:
        return name + "The organisation has confirmed its parameters."
    return name + (
        "Its parameters are illustrative until the organisation confirms them: base frequencies, weights, efficacies and "
        "dependences are judgements, not measurements. A level is no forecast."
    )


def _block(flow: Flow, title: str, room: float = 110.0, *, ruled: bool = True) -> None:
    """Open a block; a table brings its own rule."""
    flow.y += 14
    flow.need(room)
    if ruled:
        flow.rule("ink")
        flow.y += 7
    flow.words(title, BLOCK_TITLE, 0, flow.y, flow.node.add("H2"))
    flow.y += 19


def _arithmetic(flow: Flow, found: Method) -> None:
    _block(flow, "The arithmetic")
    low, high = found.frequency
    worst = found.severity[1]
    shares = ", ".join(f"{name} {share:g}" for name, share in found.assurance.items())
    rows = (
        ("Units", f"Frequency f is the log10 of events per year, {low:g} to {high:g}; harm s is the log10 of harm, 0 (the class’s smallest anchor) to {worst:g}. Risk is f + s, shown times ten as points.".replace("-", "−")),
        ("Before controls", "A scenario’s base f and s plus what the exposure answers add (never less than nothing), held to the ends of the scales."),
        ("One control", f"Grade a is 0, 0.5 or 1. The best case takes a, the worst a times its assurance: {shares}. Open: 1 at best, 0 at worst. It fails with q = 1 − e·g, e its efficacy, g its grade."),
        ("A group", "Q = β·min(q) + (1 − β)·∏q, β the dependence of controls that can fail together."),
        ("Residual", f"f + s + log10 R with R = max({found.floor:g}, ∏Q). Preventive groups act on frequency, mitigating ones on the harm they name. Groups are taken as independent; the floor guards that assumption."),
        ("Overall", "The largest best case and the largest worst case over all scenarios. Never a sum, never an average. Unrounded values are compared; rounding, half up, is for showing."),
        ("Parts", "Inside a group the parts are the exact Shapley values of log10 Q; between groups they add up."),
    )  # fmt: skip
    for label, told in rows:
        flow.need(40)
        flow.words(label, Style("semi", 8.6, 13), 0, flow.y, flow.node.add("P"), 112)
        flow.paragraph(told, NOTE, MAIN_X, MAIN, after=5)


def _bands(flow: Flow, view: View) -> None:
    found = view.content.score.method
    _block(flow, "Levels and appetite")
    bands = found.bands
    told = []
    for index, band in enumerate(bands):
        low = f"from {words.whole(points(band.start))}" if index else "below"
        high = f" to below {words.whole(points(bands[index + 1].start))}" if index + 1 < len(bands) else ""
        told.append(f"{band.name} {low}{high}" if index else f"{band.name} below {words.whole(points(bands[1].start))}")
    flow.words("Levels, in points", Style("semi", 8.6, 13), 0, flow.y, flow.node.add("P"), 112)
    flow.paragraph("; ".join(told) + ".", NOTE, MAIN_X, MAIN, after=5)
    marks = []
    for name, question in found.appetite.items():
        much, _ = (
            words.how_much(view.content.questionnaire.questions[question], view.answer(question))
            if question in view.content.questionnaire.questions
            else ("", "")
        )
        marks.append(f"{name} {much}" if much not in ("", "Open", "Don’t know") else f"{name} not set, so 0")
    flow.words("Appetite", Style("semi", 8.6, 13), 0, flow.y, flow.node.add("P"), 112)
    flow.paragraph("; ".join(marks) + ".", NOTE, MAIN_X, MAIN, after=5)


def _anchors(flow: Flow, found: Method) -> None:
    if not found.anchors:
        return
    title = "Anchors of harm, one per power of ten"
    _block(flow, title, 150, ruled=False)
    columns = (
        Column("Class", 0, 62, style=Style("semi", 8.6, 10.6)),
        Column("s", 66, 14, "right"),
        Column("Harm", 96, 386),
    )
    rows = []
    for name, sentences in found.anchors.items():
        rows += [Row((name if index == 0 else "", str(index), told)) for index, told in enumerate(sentences)]
    table(flow, columns, rows, pad=2.4, title=title)


def _parameters(flow: Flow, view: View) -> None:
    title = "Parameters of each scenario on the path"
    _block(flow, title, 150, ruled=False)
    columns = (
        Column("Question", 0, 140, style=Style("sans", 7.6, 9.6)),
        Column("Acts on", 144, 86, style=Style("sans", 7.6, 9.6, "ink2")),
        Column("Value", 234, 248, style=Style("sans", 7.6, 9.6, "ink2")),
    )
    table(flow, columns, list(_parameter_rows(view)), pad=1.6, title=title)


def _parameter_rows(view: View) -> Iterator[Row]:
    questionnaire = view.content.questionnaire
    for number, item in view.scenarios:
        scenario = item.scenario
        base = ", ".join(f"{name} {value:g}" for name, value in scenario.severity.items())
        yield Row((f"{number}  {scenario.title}",), group=True)
        yield Row(("Base", "frequency; harm", f"{scenario.frequency:g}; {base}".replace("-", "−")))
        parts: dict[str, dict[str, list[str]]] = {}
        for question, weight in questionnaire.weights[scenario.id]:
            values = [*weight.choices.values(), *(step.weight for step in weight.steps)]
            reach = sum(values) if question.kind == "many" else max(values, default=0)
            parts.setdefault(question.id, {}).setdefault(f"adds 0 to {reach:g}", []).append(weight.on)
        for key, reaches in parts.items():
            yield Row((key, "; ".join(", ".join(acts) for acts in reaches.values()), "; ".join(reaches)))
        groups = {group.id: group for group in scenario.groups}
        for question, barrier in questionnaire.barriers[scenario.id]:
            group = groups[barrier.group]
            acts = group.on if group.on == "frequency" else f"harm: {', '.join(group.classes) or 'all'}"
            kind = "engineered" if question.engineered else "procedural"
            yield Row((question.id, acts, f"efficacy {barrier.efficacy:g}, {kind}; {group.title}, β {group.beta:g}"))


def _editions(flow: Flow, view: View) -> None:
    both = 120.0 + 20 * len(view.content.shelf.catalogues) + 16 * len(view.content.texts)
    _block(flow, "Catalogue editions", min(both, 400.0), ruled=False)
    columns = (
        Column("Catalogue", 0, 196),
        Column("Edition", 204, 88),
        Column("Publisher", 300, 106, style=SMALL),
        Column("Licence", 412, 70, style=SMALL),
    )
    rows = [Row((c.title, c.id, c.publisher, c.licence)) for c in view.content.shelf.catalogues]
    table(flow, columns, rows, pad=3)
    flow.y += 6
    if not view.content.texts:
        return
    _block(flow, "Questionnaire files, by SHA-256 of their text", 120, ruled=False)
    file_columns = (Column("File", 0, 150, style=SMALL), Column("SHA-256", 156, 326, style=Style("code", 7.6, 10.6)))
    files = [Row((name, digest)) for name, digest in view.content.texts]
    table(flow, file_columns, files, pad=2.6)
    flow.y += 10
    program = view.content.program_version
    flow.paragraph((Span("Made with "), Span(f"Plimsoll {program}".strip() + ".", "semi")), SMALL)
