"""Content in, the finished report's bytes out: the sections in order, then paint, then finish."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

from wizard.core.scoring import points
from wizard.report import words
from wizard.report.content import Content
from wizard.report.finish import Facts, finish
from wizard.report.links import settle
from wizard.report.paint import Running, paint
from wizard.report.paper import PAPERS, Paper
from wizard.report.sections.answers import answers
from wizard.report.sections.checking import checking
from wizard.report.sections.contents import contents
from wizard.report.sections.cover import cover
from wizard.report.sections.coverage import coverage
from wizard.report.sections.evidence import evidence
from wizard.report.sections.glossary import glossary
from wizard.report.sections.hulls import hulls
from wizard.report.sections.method import method
from wizard.report.sections.plan import plan
from wizard.report.sections.questions import open_questions
from wizard.report.sections.register import register
from wizard.report.sections.risks import risks
from wizard.report.sections.signoff import signoff
from wizard.report.sections.spread import spread
from wizard.report.sections.summary import summary
from wizard.report.sheet import Flow
from wizard.report.view import View
from wizard.report.watch import Watch, nobody, part

_one_at_a_time = Lock()
"""The fonts that reportlab keeps are shared by all threads."""


def bind(content: Content, watch: Watch = nobody) -> bytes:
    """Lay out, paint and finish the report."""
    paper = PAPERS[content.paper]
    with _one_at_a_time, _uncollected():
        flow = lay_out(content, paper, part(watch, 0.0, 0.4))
        painted = paint(flow, paper, _running(content), part(watch, 0.4, 0.7))
        return finish(painted, flow, paper, _facts(content), part(watch, 0.7, 1.0))


@contextmanager
def _uncollected() -> Iterator[None]:
    """Leave garbage lying while some hundred thousand small things are made: looking through them takes a tenth of the time."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


SECTIONS = (
    (summary, "Summary for the board", "summary", "how it stands, what could go wrong"),
    (None, "Contents and how to read", "contents", "what stands where, five words"),
    (hulls, "The hull", "hull", "every scenario before and after controls"),
    (register, "Register", "register", "one row per scenario, by appetite"),
    (coverage, "Coverage", "coverage", "what is spoken about, what is left out"),
    (risks, "Risks one by one", "risks", "each number followed to its answers"),
    (spread, "After launch: deployment-time spread", "spread", "channels, monitoring, when this ends"),
    (plan, "Plan", "plan", "what, who, until when, at what cost"),
    (open_questions, "Open questions", "open", "by the points they decide, whom to ask"),
    (answers, "Answers", "answers", "every answer with note, evidence, name"),
    (evidence, "Evidence", "evidence", "every piece with its SHA-256"),
    (method, "Method and parameters", "method", "arithmetic, values, editions"),
    (glossary, "Glossary", "glossary", "the words of this report"),
    (signoff, "Sign-off", "signoff", "what is signed, and by whom"),
    (checking, "Checking this report without us", "checking", "with free tools, in three questions"),
)


def lay_out(content: Content, paper: Paper, watch: Watch = nobody) -> Flow:
    """Put all sections on pages."""
    flow, view = Flow(), View(content)
    cover(flow, view, paper)
    entries = tuple((title, place, use) for _, title, place, use in SECTIONS)
    for number, (section, _, _, _) in enumerate(SECTIONS):
        watch(number / len(SECTIONS))
        if section is None:
            contents(flow, view, entries)
        else:
            section(flow, view)
    flow.place("end")
    settle(flow)
    return flow


def _running(content: Content) -> Running:
    version = content.assessment.text("system-version")
    return Running(
        f"{words.system(content)} {version}".strip(),
        content.organisation,
        content.classification,
        "" if content.draft else words.grouped(content.record_sha256),
        words.unnumbered(content),
    )


def _facts(content: Content) -> Facts:
    score = content.score
    version = content.assessment.text("system-version")
    title = f"AI risk assessment: {words.system(content)} {version}".strip()
    worst, best = points(score.overall.worst), points(score.overall.best)
    return Facts(
        title=title,
        author=content.signer or content.organisation or "Plimsoll",
        subject=" ".join(words.verdict(content)),
        result=f"worst={worst};best={best};level={score.worst_level};record={content.record_sha256}",
        date=content.date,
        program=f"Plimsoll {content.program_version}".strip(),
        record=content.record,
    )
