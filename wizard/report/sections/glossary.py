"""The words of this report, one line each."""

from wizard.report.sheet import Flow
from wizard.report.table import Column, Row, table
from wizard.report.type import NOUN, Style
from wizard.report.view import View

WORDS = (
    ("Absent, partial, full", "How much of a control is there; each question words its own steps."),
    ("Appetite", "How many points of one kind of harm the organisation accepts, set at intake."),
    ("Assurance", "How sure an answer is: claimed, documented, tested, independently verified."),
    ("Best case", "The risk with every open answer at its best and every control as claimed."),
    ("Claimed", "Somebody says so. The worst case gives it nothing."),
    ("Class of harm", "People, rights, money, operations or society. Classes are never added to each other."),
    ("Control", "Something that prevents or limits harm, with an efficacy between 0 and 1."),
    ("Dependence", "The share of a group’s controls that fails together: a vendor, a model, a prompt in common."),
    ("Documented", "Written down so that somebody else could follow it."),
    ("Exposure", "What the system is and does that makes a risk larger."),
    ("Floor", "No set of controls takes away more than a factor of one thousand."),
    ("Gate", "A level that holds until a named control is tested, whatever the sum says."),
    ("Level", "A name for a band of risk: Low, Moderate, High, Critical."),
    ("Mark", "The appetite as it is drawn: a ring crossed by a line. Water past it is too deep."),
    ("Met otherwise", "The purpose of a control is served in another way; the reason is written down."),
    ("Not applicable", "A control that cannot exist here. It is left out, and the reason is written down."),
    ("Open", "Asked and not answered, or answered with “don’t know”."),
    ("Point", "A tenth of a power of ten of expected harm; three points more are twice as much."),
    ("Record", "The answers and all that is needed to compute the score again, attached to this file."),
    ("Residual", "The risk that is left with the controls that are there."),
    ("Scenario", "One way in which things go wrong, with a frequency and a harm per class."),
    ("Seal", "A digital signature over the whole file. Changing one byte breaks it."),
    ("Tested", "Tried on the system as it runs, with a result and a date."),
    ("Verified", "Tested by somebody who does not depend on the outcome."),
    ("Worst case", "The risk with every open answer at its worst and every control as far as it is proven."),
)


def glossary(flow: Flow, _view: View) -> None:
    """Lay out the page."""
    flow.start("Glossary", "glossary")
    flow.y = flow.words("Glossary", NOUN, 0, flow.y - 4, flow.node.add("H1")) + 10
    columns = (Column("Word", 0, 112, style=Style("semi", 8.6, 10.6)), Column("What it means here", 128, 354))
    table(flow, columns, [Row(pair) for pair in WORDS], pad=4.6)
