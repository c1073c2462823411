"""A workspace -> one assessment being answered, or all of them at a glance; the only place where state changes."""

from wizard.clock import stamp, utc_now
from wizard.session.answering import (
    Clock,
    Session,
    Texts,
    new_assessment,
    new_id,
    new_version,
    open_assessment,
)
from wizard.session.overview import Summary, summaries, summary

__all__ = [
    "Clock",
    "Session",
    "Summary",
    "Texts",
    "new_assessment",
    "new_id",
    "new_version",
    "open_assessment",
    "stamp",
    "summaries",
    "summary",
    "utc_now",
]
