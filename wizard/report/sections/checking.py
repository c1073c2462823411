"""Checking this report without us: three questions, the commands, what you should see and what it means if you don't."""

from wizard.report import ink, words
from wizard.report.lines import break_lines
from wizard.report.listing import SCORE
from wizard.report.paper import MAIN, MAIN_X, WIDTH
from wizard.report.sheet import Flow
from wizard.report.type import BODY, CODE, LEAD, NOUN, SMALL_SEMI, Style
from wizard.report.view import View

TITLE = Style("semi", 8.6, 11)
SEE = Style("sans", 8, 10.8)
SEE_X = MAIN_X + 78.0
LISTING = Style("code", 6.9, 9)
SIGNER = """\
openssl cms -verify -noverify -no_content_verify -inform DER \\
  -in report.pdf.sig0 -content /dev/null -signer signer.pem
openssl x509 -in signer.pem -noout -fingerprint -sha256"""
"""A signature carries the certificates of its issuers too, in an order of its own: only this asks for the signer's."""


def checking(flow: Flow, view: View) -> None:
    """Lay out the page."""
    flow.start("Checking this report without us", "checking")
    flow.y = flow.words("Checking this report without us", NOUN, 0, flow.y - 4, flow.node.add("H1")) + 8
    told = "You need no program of ours, no account and no network. Three questions, each with free tools that come with most systems. Copy this file into an empty folder as report.pdf, and type there:"
    flow.paragraph(told, LEAD, width=430, after=12)
    for number, (title, why, commands, see, otherwise) in enumerate(_steps(view), 1):
        _step(flow, number, title, why, commands, see, otherwise)
    flow.need(60)
    flow.rule("ink")
    flow.words("What no check can tell you", TITLE, 0, flow.y + 9, flow.node.add("H2"), 112)
    flow.y += 7
    told = (
        "Whether the answers were true; whether a question was missing; who sat at the keyboard. The time is the signer’s "
        "computer’s unless a timestamp was added. The hash of this file cannot stand inside it; ask the signer for it."
    )
    flow.paragraph(told, BODY, MAIN_X, MAIN)
    _program(flow)


def _program(flow: Flow) -> None:
    """Print the lines that score a record again; spaces that do not break keep their indents."""
    flow.turn()
    flow.words("score.py", NOUN, 0, flow.y - 4, flow.node.add("H1"))
    told = (
        "An independent reading of the method in about a hundred lines of Python; it needs PyYAML and nothing of ours."
    )
    flow.y += 34
    flow.paragraph(told, LEAD, after=10)
    flow.rule("ink")
    flow.y += 8
    code = flow.node.add("Code")
    for text in SCORE.splitlines():
        bare = text.lstrip(" ")
        indent = "\u00a0" * (len(text) - len(bare))
        for line in break_lines(indent + bare, LISTING, WIDTH):
            flow.need(LISTING.leading)
            flow.y = flow.lines((line,), LISTING, 0, flow.y, code)


def _steps(view: View) -> tuple[tuple[str, str, str, str, str], ...]:
    content, overall = view.content, view.content.score.overall
    print_ = ":".join(content.fingerprint[i : i + 2] for i in range(0, len(content.fingerprint), 2)).upper()
    whom = words.joined((words.organisation(content), words.brief(content.role)), ", ")
    level = f"{content.score.worst_level}; worst {overall.worst * 10:.1f}, best {overall.best * 10:.1f} points"
    waiting = " Who was asked to approve and has not is listed as not signed." if content.approvals.expected else ""
    number = "the record hash of the sealed report" if content.draft else content.record_sha256
    return (
        (
            "Is it the file that was signed?",
            "The seal is a certifying PAdES signature over the whole file. The first command judges it; the second writes it beside the file as report.pdf.sig0.",
            "pdfsig report.pdf\npdfsig -dump report.pdf",
            f"“Signature is Valid” for each, “Total document signed” for the last. “Certificate issuer isn’t Trusted” is expected for a signer you have not met.{waiting}",
            "The file was changed after sealing, or something was added. Ask the signer for the original; do not rely on the pages.",
        ),
        (
            "Is the signer who they say?",
            f"The first command takes the signer’s own certificate out of the signature, the second prints its fingerprint. Nobody vouches for it: compare it by telephone or on paper with {whom}.",
            SIGNER,
            print_ or "the fingerprint that the signer tells you; it was not known when these pages were drawn",
            "Someone else sealed it, under the same name perhaps.",
        ),
        (
            "Does the level follow from the answers?",
            "The record with every question, weight and answer travels inside. Take it out, compare its hash with the sign-off page, and score it again with the lines on the next page, which are attached too and need Python with PyYAML.",
            "pdfdetach -saveall report.pdf\nsha256sum assessment.json\npython3 score.py assessment.json",
            f"{number}\n{level}",
            "The printed pages and the record disagree. Trust neither, and tell the signer.",
        ),
    )  # fmt: skip


def _step(flow: Flow, number: int, title: str, why: str, commands: str, see: str, otherwise: str) -> None:
    code = break_lines(commands, CODE, MAIN - 20)
    seen = break_lines(see, Style("code", 7, 10.4) if _is_code(see) else SEE, MAIN - 78)
    flow.need(60 + len(code) * 11 + len(seen) * 10.8 + 60)
    flow.rule("ink")
    top = flow.y + 7
    head = flow.node.add("H2")
    flow.words(str(number), Style("light", 24, 28, "ink2"), 0, top - 3, head)
    flow.words(title, TITLE, 22, top + 1, head, 92)
    flow.y = top
    flow.paragraph(why, BODY, MAIN_X, MAIN, after=5)
    high = len(code) * CODE.leading + 10
    flow.draw(ink.area(MAIN_X, -high, MAIN, high, "tint"))
    flow.lines(code, CODE, MAIN_X + 8, flow.y + 5, flow.node.add("Code"))
    flow.y += high + 6
    for label, told in (("You should see", see), ("If you don’t", otherwise)):
        node = flow.node.add("P")
        style = Style("code", 7, 10.4) if _is_code(told) else SEE
        flow.words(label, SMALL_SEMI, MAIN_X, flow.y, node)
        flow.y = flow.words(told, style, SEE_X, flow.y, node, MAIN - 78) + 3
    flow.y += 10


def _is_code(text: str) -> bool:
    return len(text.split(maxsplit=1)[0]) > 40
