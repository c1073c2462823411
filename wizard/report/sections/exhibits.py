"""Evidence at its answer: a line for each piece, then the pictures among them, two in a row."""

from wizard.report import ink, pictures, words
from wizard.report.lines import Span, fit
from wizard.report.paper import MAIN, MAIN_X, WIDTH
from wizard.report.pictures import Picture
from wizard.report.sheet import Drawing, Flow
from wizard.report.type import SMALL, Style
from wizard.report.view import Exhibit, View

NAME = Style("semi", 7.8, 10.6, "accent")
LINE = Style("sans", 7.8, 10.6)
GREY = Style("sans", 7.8, 10.6, "ink2")
CODE = Style("code", 6.9, 10.6, "ink3")
TALLEST = 300.0
BETWEEN = 12.0
CAPTION = 14.0


def backed_by(flow: Flow, view: View, exhibits: tuple[Exhibit, ...]) -> None:
    """Set the lines and the pictures of one answer's evidence."""
    for exhibit in exhibits:
        _line(flow, exhibit)
    shown = [item for item in exhibits if item.evidence.kind == "image" or item.evidence.sha256 in view.content.images]
    width = MAIN if len(shown) == 1 else (MAIN - BETWEEN) / 2
    found = [(item, _picture(flow, view, item, width)) for item in shown]
    good = [(item, name) for item, name in found if name in flow.pictures]
    for start in range(0, len(good), 2):
        _row(flow, view, good[start : start + 2])
    for item, reason in found:
        if reason not in flow.pictures:
            flow.paragraph(f"{item.name}: picture cannot be shown: {reason}.", SMALL, MAIN_X, MAIN)


def _line(flow: Flow, exhibit: Exhibit) -> None:
    flow.need(14)
    flow.y += 2
    row = flow.node.add("P")
    item = exhibit.evidence
    flow.words((Span(exhibit.name, link=f"evidence-{exhibit.number}"),), NAME, MAIN_X, flow.y, row)
    flow.words(fit(item.name, SMALL, 176), LINE, MAIN_X + 26, flow.y, row)
    dated = words.day_of(item.date) if item.date else words.DASH
    flow.words(fit(dated, GREY, 72), GREY, MAIN_X + 210, flow.y, row)
    digest = f"sha256 {item.sha256[:8]}" if item.sha256 else "link"
    flow.right(digest, CODE, WIDTH, flow.y, row)
    flow.y += 10.6


def _picture(flow: Flow, view: View, exhibit: Exhibit, width: float) -> str:
    """Give the name under which the flow keeps a picture, or the reason why there is none."""
    data = view.content.images.get(exhibit.evidence.sha256)
    if data is None:
        return "its bytes are not at hand"
    name = f"Picture-{exhibit.evidence.sha256[:16]}-{width:.0f}"
    if name not in flow.pictures:
        made = pictures.read(data, width, TALLEST)
        if isinstance(made, str):
            return made
        if sum(len(item.data) for item in flow.pictures.values()) + len(made.data) > pictures.MOST_BYTES:
            return "the pictures before it take all the room that a report has"
        flow.pictures[name] = made
    return name


def _row(flow: Flow, view: View, shown: list[tuple[Exhibit, str]]) -> None:
    """Set one or two pictures beside each other, their captions at one height."""
    height = max(flow.pictures[name].height for _, name in shown)
    flow.need(height + CAPTION + 14)
    flow.y += 6
    for index, (exhibit, name) in enumerate(shown):
        _set(flow, view, exhibit, name, MAIN_X + index * (MAIN + BETWEEN) / 2)
    flow.y += height + CAPTION


def _set(flow: Flow, view: View, exhibit: Exhibit, name: str, x: float) -> None:
    picture: Picture = flow.pictures[name]
    wide, high = picture.width, picture.height
    figure = flow.node.add("Figure")
    size = f"{picture.pixels[0]} by {picture.pixels[1]} pixels"
    told = f"Picture {exhibit.name}, {exhibit.evidence.name}, {size}, attached to: {view.text(exhibit.question)}"
    figure.alt = words.short_alt(told, "The evidence list")
    figure.box = (0.0, -high, wide, 0.0)
    operators = f"{ink.number(wide)} 0 0 {ink.number(high)} 0 {ink.number(-high)} cm /{name} Do"
    flow.put(Drawing(figure, x, flow.y, operators, name))
    flow.draw(ink.frame(0, -high, wide, high, 0.5, "hair"), x)
    caption = flow.node.add("P")
    flow.words(
        (Span(exhibit.name + "  ", "semi", "ink"), Span(exhibit.evidence.sha256[:16], "code", scale=0.88)),
        SMALL,
        x,
        flow.y + high + 2,
        caption,
    )
