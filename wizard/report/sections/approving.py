"""Those who are to approve: one block for each, with the field in which the approver signs; drawn empty, since no page changes later."""

from wizard.core import approval
from wizard.core.approval import Approvals, Approver
from wizard.report import ink
from wizard.report.lines import first_lines
from wizard.report.paper import MAIN, MAIN_X
from wizard.report.sheet import Flow
from wizard.report.type import BLOCK_TITLE, CAPTION, SMALL, TABLE, Style
from wizard.report.view import View

FIELD = 54.0
BLOCK = FIELD + 14
HEAD = 62.0


def approvals(flow: Flow, view: View) -> None:
    """Lay out the blocks; nothing where nobody is expected."""
    asked = view.content.approvals
    if not asked.expected:
        return
    flow.need(HEAD + min(3, len(asked.expected)) * BLOCK)
    flow.rule("ink")
    flow.words("Approvals", BLOCK_TITLE, 0, flow.y + 7, flow.node.add("H2"))
    flow.y += 25
    flow.paragraph(told(asked), CAPTION, width=430, after=10)
    for number, approver in enumerate(asked.expected, 1):
        flow.need(BLOCK + 12)
        _block(flow, number, approver)
    flow.y += 4


def told(asked: Approvals) -> str:
    """Say how many must approve and how; never how many have, since the page is sealed before."""
    count = len(asked.expected)
    if count == 1:
        who = "The approver below is asked"
    else:
        who = (
            f"All {count} approvers below are needed"
            if asked.needed == count
            else f"{asked.needed} of the {count} approvers below are needed"
        )
    how = ", in the order in which they stand here" if asked.order == "given" and count > 1 else ""
    return (
        f"{who}{how}. Each signs in their own place and decides: approved, approved with conditions until a day, or "
        "rejected. A print shows the frames only, signed or not."
    )


def _block(flow: Flow, number: int, approver: Approver) -> None:
    y = flow.y
    low = flow.words(first_lines(f"{number}  {approver.role}", SMALL, 116, 4), SMALL, 0, y + 2, flow.node.add("P"), 116)
    if approver.name:
        low = flow.words(first_lines(approver.name, TABLE, 116, 2), TABLE, 0, low + 1.6, flow.node.add("P"), 116)
    form = flow.node.add("Form")
    flow.draw(ink.frame(0, -FIELD, MAIN, FIELD, 0.7, "rule", (3, 2.2)), MAIN_X, y)
    title = Style("semi", 8.6, 11, "ink2")
    flow.words("The approver’s signature stands in this field", title, MAIN_X + 14, y + 14, flow.node.add("P"))
    told = "Not signed when the page was drawn. The decision is the reason that the signature gives."
    if approver.fingerprint:
        told = f"Only the certificate {approver.fingerprint[:16]}… may sign here."
    flow.words(told, SMALL, MAIN_X + 14, y + 27, flow.node.add("P"))
    flow.fields.append(
        (approval.field_name(number), approval.tip(approver), len(flow.pages) - 1, MAIN_X, y, MAIN, FIELD, form)
    )
    flow.y = max(y + BLOCK, low + 8)
