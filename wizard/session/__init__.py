"""A workspace -> one assessment being answered, or all of them at a glance; the only place where state changes."""

from wizard.session.answering import (
    Clock,
    Session,
    new_assessment,
    new_id,
    new_version,
    open_assessment,
)
from wizard.session.overview import Summary, listed, summaries, summary, take_back_copy
from wizard.session.shipped import MistakesError, answered, begin
from wizard.session.validity import (
    Trigger,
    new_trigger,
    say_trigger,
    take_back_trigger,
    trigger_said,
)

__all__ = [
    "Clock",
    "MistakesError",
    "Session",
    "Summary",
    "Trigger",
    "answered",
    "begin",
    "listed",
    "new_assessment",
    "new_id",
    "new_trigger",
    "new_version",
    "open_assessment",
    "say_trigger",
    "summaries",
    "summary",
    "take_back_copy",
    "take_back_trigger",
    "trigger_said",
]
