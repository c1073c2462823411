"""Method and parameters: how the numbers come about, every parameter, who confirmed them, which editions."""

from wizard.core.questionnaire import Method
from wizard.core.scoring import points
from wizard.report import words
from wizard.report.lines import first_lines, fit
from wizard.report.paper import MAIN, MAIN_X, WIDTH
from wizard.report.sections.parameters import parameters
from wizard.report.sheet import Flow
from wizard.report.table import Column, Row, table
from wizard.report.type import BLOCK_TITLE, FIGURE, NOTE, NOUN, SMALL, Style
from wizard.report.view import View

GREY = Style("serif", 10, 14, "ink2")
FINE = Style("sans", 7.6, 9.4)
ANCHORS = "Anchors of harm, one per power of ten"
MOST_CLASSES = 6


def method(flow: Flow, view: View) -> None:
    """Lay out the section."""
    found = view.content.score.method
    flow.start("Method and parameters", "method")
    flow.y = flow.words("Method and parameters", NOUN, 0, flow.y - 4, flow.node.add("H1")) + 8
    flow.paragraph(_status(found), GREY, after=8)
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
        _labelled(flow, label, told)


def _bands(flow: Flow, view: View) -> None:
    found = view.content.score.method
    _block(flow, "Levels and appetite, in points")
    lowest, *others = found.bands
    starts = [f"{band.name} from {words.whole(points(band.start))}" for band in others]
    below = f"{lowest.name} below {words.whole(points(others[0].start))}" if others else lowest.name
    _labelled(flow, "Levels", "; ".join((below, *starts)) + ".")
    marks = [f"{name} {_appetite(view, question)}" for name, question in found.appetite.items()]
    _labelled(flow, "Appetite", "; ".join(marks) + ".")


def _appetite(view: View, question: str) -> str:
    asked = view.content.questionnaire.questions.get(question)
    much = words.how_much(asked, view.answer(question))[0] if asked else ""
    return much.removesuffix(" points") if much not in ("", "Open", "Don’t know") else "not set, so 0"


def _labelled(flow: Flow, label: str, told: str) -> None:
    flow.need(40)
    flow.words(label, Style("semi", 8.6, 13), 0, flow.y, flow.node.add("P"), 112)
    flow.paragraph(told, NOTE, MAIN_X, MAIN, after=3)


def _anchors(flow: Flow, found: Method) -> None:
    """Set the anchors as a grid, one column for each class of harm, so that equal steps stand beside each other."""
    names = tuple(found.anchors)
    for start in range(0, len(names), MOST_CLASSES):
        shown = names[start : start + MOST_CLASSES]
        _block(flow, ANCHORS, 150, ruled=False)
        wide = (WIDTH - 20) / len(shown)
        columns = (
            Column("s", 0, 10, style=FIGURE),
            *(Column(name, 20 + index * wide, wide - 10, style=FINE) for index, name in enumerate(shown)),
        )
        steps = max(len(found.anchors[name]) for name in shown)
        rows = [Row((str(step), *(_anchor(found, name, step) for name in shown))) for step in range(steps)]
        table(flow, columns, rows, pad=2, title=ANCHORS)


def _anchor(found: Method, name: str, step: int) -> str:
    sentences = found.anchors[name]
    return sentences[step] if step < len(sentences) else words.DASH


def _parameters(flow: Flow, view: View) -> None:
    if view.scenarios:
        _block(flow, "Parameters of each scenario on the path", 150)
        parameters(flow, view)


def _editions(flow: Flow, view: View) -> None:
    both = 95.0 + 14.2 * (len(view.content.shelf.catalogues) + len(view.content.texts))
    _block(flow, "Catalogue editions", min(both, 400.0), ruled=False)
    columns = (
        Column("Catalogue", 0, 190),
        Column("Edition", 196, 70),
        Column("Publisher", 270, 138, style=SMALL),
        Column("Licence", 412, 70, style=SMALL),
    )
    rows = [Row((c.title, c.id, c.publisher, c.licence)) for c in view.content.shelf.catalogues]
    table(flow, columns, rows, pad=1.8)
    if not view.content.texts:
        return
    _block(flow, "Questionnaire files, by SHA-256 of their text", 120, ruled=False)
    made = f"Made with Plimsoll {view.content.program_version}".strip()
    flow.right(fit(made, SMALL, 240), SMALL, WIDTH, flow.y - 18, flow.node.add("P"))
    file_columns = (Column("File", 0, 150, style=SMALL), Column("SHA-256", 156, 326, style=Style("code", 7.6, 10.6)))
    files = [Row((first_lines(name, SMALL, 150, 2), digest)) for name, digest in view.content.texts]
    table(flow, file_columns, files, pad=1.8)
