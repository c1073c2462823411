"""Everything that is known of one assessment in; the bytes of its report, unsigned, tagged and archival, out."""

from collections.abc import Mapping

from wizard.core.assessment import Answer
from wizard.report.content import Content
from wizard.report.watch import Watch, nobody

__all__ = ["Content", "Watch", "render", "unprinted"]


def render(content: Content, watch: Watch = nobody) -> bytes:
    """Draw the report. Equal content gives equal bytes; one empty signature field, "Assessor", waits in it.

    `watch` is told how far it is, section by section and page by page; what it raises ends the work.
    """
    from wizard.report.book import bind

    return bind(content, watch)


def unprinted(answers: Mapping[str, Answer], *others: str) -> dict[str, tuple[str, ...]]:
    """Give each typed character that no font draws, with its questions; `""` stands for what the `others` hold."""
    from wizard.report.unprinted import unprinted as found

    return found(answers, *others)
