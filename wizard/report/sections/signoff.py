"""Sign-off: what the signature says and covers, the seal as a picture, and the field in which it stands."""

from math import cos, pi, sin

from wizard.core import sentences
from wizard.core.days import whole_day
from wizard.core.scoring import Score
from wizard.report import ink, words
from wizard.report.lines import Span, break_lines, first_lines, fit, measure
from wizard.report.paper import MAIN, MAIN_X, WIDTH
from wizard.report.sections.approving import approvals
from wizard.report.sheet import Flow, Words
from wizard.report.tagging import ARTIFACT
from wizard.report.type import BLOCK_TITLE, BODY, CAPTION, NOUN, SMALL, TABLE, Style
from wizard.report.view import View

SEAL = 146.0
FIELD = 54.0


def signoff(flow: Flow, view: View) -> None:
    """Lay out the sign-off page."""
    flow.start("Sign-off", "signoff")
    content = view.content
    flow.y = flow.words("Sign-off", NOUN, 0, flow.y - 4, flow.node.add("H1")) + 8
    who = words.brief(content.signer) or "the assessor"
    told = (
        f"By signing, {who} states that the answers in this report are those recorded in the assessment and that the "
        "level follows from them by the stated method. Nobody states that the system is safe."
    )
    flow.paragraph(told, BODY, width=430, after=14)
    _seal(flow, view)
    told = (
        "This picture is not the seal. The seal is the digital signature in the file; a reader that can check "
        f"signatures, or the {'section after this one' if content.approvals.expected else 'next page'}, tells whether it holds."
    )
    flow.paragraph(told, CAPTION, width=430, after=18)
    _field(flow, view)
    approvals(flow, view)
    _covers(flow, view)


def _seal(flow: Flow, view: View) -> None:
    top = flow.y
    flow.draw(ink.frame(0, -SEAL, WIDTH, SEAL, 1, "accent"), 0, top)
    _disc(flow, view, 72, top + SEAL / 2)
    title = "Sealed" if not view.content.draft else "Draft, not sealed"
    title = "Preview of what was sealed" if view.content.was_sealed else title
    flow.words(title, Style("display", 17, 22, "accent"), 150, top + 9, flow.node.add("H2"))
    y = top + 35
    for label, value, style in _facts(view):
        row = flow.node.add("P")
        flow.words(label, Style("sans", 8.6, 13.2, "ink2"), 150, y, row)
        shown = value if style.face == "code" else fit(value, style, WIDTH - 216)
        y = flow.words(shown, style, 208, y, row, WIDTH - 216)
    flow.y = top + SEAL + 8


def _facts(view: View) -> tuple[tuple[str, str, Style], ...]:
    content, score = view.content, view.content.score
    bold, code = Style("semi", 8.6, 13.2), Style("code", 7.6, 12)
    who = words.joined((content.signer, content.role, content.organisation), ", ") or words.DASH
    who = "the sealed file names its signer" if content.was_sealed else who
    unnumbered = "stands in the sealed file" if content.was_sealed else "not numbered while it is a draft"
    state = "parameters confirmed" if score.method.confirmed else "parameters illustrative, not confirmed"
    digits = content.record_sha256
    number = f"{words.grouped(digits[:32], 8)}\n{words.grouped(digits[32:], 8)}"
    modules = sum(1 for name, _ in content.texts if not name.startswith("methods"))
    facts = [
        ("Signed by", who, bold),
        ("At", f"{words.moment(content.date, seconds=True)} (the signer’s computer’s clock)", bold),
        ("Level", _level(score), bold),
        ("Method", f"{score.method.id} {score.method.version}, {state}", bold),
        ("Questions", f"{words.many(modules, 'file')}, each by its SHA-256 in the method section", bold),
        ("Record", unnumbered if content.draft else number, bold if content.draft else code),
    ]
    return tuple(facts)


def _level(score: Score) -> str:
    if not score.scenarios:
        return "none, as no scenario is on the path"
    over = "over appetite" if any(item.over for item in score.scenarios) else "within appetite"
    worst, best = sentences.number(score.overall.worst), sentences.number(score.overall.best)
    best += f", held at {score.best_level}" if score.best_is_held else ""
    return f"{score.worst_level}, worst case {worst}, best case {best}; {over}"


def _disc(flow: Flow, view: View, x: float, y: float) -> None:
    figure = flow.node.add("Figure")
    number = "no record hash yet" if view.content.draft else f"record hash {words.grouped(view.content.record_sha256)}"
    figure.alt = f"Seal with {number}"
    figure.box = (-56.0, -56.0, 56.0, 56.0)
    code = (
        f"{ink.ring(0, 0, 56, 1.2, 'accent')} {ink.ring(0, 0, 46, 0.6, 'accent')} {ink.ring(0, 0, 20.5, 3.6, 'accent')} "
        f"{ink.line(-36, 0, 36, 0, 3.6, 'accent')} {ink.ring(0, 0, 20.5, 3.6, 'accent')}"
    )
    flow.draw(code, x, y, figure)
    digits = "·" * 64 if view.content.draft else view.content.record_sha256
    style = Style("code", 5.2, 6, "accent")
    width = measure("0", style)
    for index, digit in enumerate(digits):
        angle = pi / 2 - index * 2 * pi / len(digits)
        turn = angle - pi / 2
        radius = 48.9
        cx = radius * cos(angle) - width / 2 * cos(turn)
        cy = radius * sin(angle) - width / 2 * sin(turn)
        line = break_lines(digit, style, WIDTH)[0]
        flow.put(Words(ARTIFACT, x + cx, y - cy, line, turn or 1e-6))


def _field(flow: Flow, view: View) -> None:
    content = view.content
    flow.need(FIELD + 60)
    flow.rule("ink")
    flow.words("Signature", BLOCK_TITLE, 0, flow.y + 7, flow.node.add("H2"))
    role = first_lines(content.role or "Assessor", SMALL, 116, 2)
    low = flow.words(role, SMALL, 0, flow.y + 21, flow.node.add("P"), 116)
    flow.words(first_lines(content.signer, TABLE, 116, 2), TABLE, 0, low + 1.6, flow.node.add("P"), 116)
    y = flow.y + 10
    form = flow.node.add("Form")
    flow.draw(ink.frame(0, -FIELD, MAIN, FIELD, 0.7, "rule", (3, 2.2)), MAIN_X, y)
    flow.words(
        "The seal’s signature stands in this field",
        Style("semi", 8.6, 11, "ink2"),
        MAIN_X + 14,
        y + 14,
        flow.node.add("P"),
    )
    told = "Open the file in a reader that shows signatures; a print shows only this frame."
    flow.words(told, SMALL, MAIN_X + 14, y + 27, flow.node.add("P"))
    tip = words.joined(
        (f"Seal, {content.role or 'Assessor'}", content.signer, "not yet signed when the page was drawn"), ", "
    )
    flow.fields.append(("Assessor", tip, len(flow.pages) - 1, MAIN_X, y, MAIN, FIELD, form))
    flow.y = y + FIELD + 18


def _covers(flow: Flow, view: View) -> None:
    content, score = view.content, view.content.score
    flow.need(90)
    flow.rule("rule")
    flow.words("What the signature covers", BLOCK_TITLE, 0, flow.y + 7, flow.node.add("H2"))
    flow.y += 24
    shelf = words.many(len(content.shelf.catalogues), "catalogue")
    evidence = words.many(len(view.exhibits), "piece") + " of evidence (files by hash)"
    rows = (
        ("The file", "all bytes up to the seal"),
        ("The record", f"{score.asked} questions, {score.answered} answers, {evidence}, editions of {shelf}"),
        (
            "Not covered",
            f"whether the answers are true; the evidence itself; what happened after {whole_day(content.date)}",
        ),
    )
    for label, value in rows:
        row = flow.node.add("P")
        flow.words(label, Style("semi", 8.6, 10.6), 0, flow.y + 4, row)
        low = flow.words((Span(value),), TABLE, MAIN_X, flow.y + 4, row, MAIN)
        flow.y = low + 5
        flow.rule("hair")
