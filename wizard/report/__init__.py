"""Everything that is known of one assessment in; the bytes of its report, unsigned, tagged and archival, out."""

from wizard.report.content import Content

__all__ = ["Content", "render"]


def render(content: Content) -> bytes:
    """Draw the report. Equal content gives equal bytes; one empty signature field, "Assessor", waits in it."""
    from wizard.report.book import bind

    return bind(content)
