"""A workspace -> one assessment being answered, or all of them at a glance; the only place where state changes."""

from wizard.clock import stamp, utc_now
from wizard.core.triggers import TRIGGERS, triggers_of
from wizard.session.answering import (
    Clock,
    Session,
    new_assessment,
    new_id,
    new_version,
    open_assessment,
)
from wizard.session.overview import Summary, summaries, summary
from wizard.session.validity import (
    Trigger,
    new_trigger,
    say_trigger,
    take_back_trigger,
    trigger_said,
)

__all__ = [
    "TRIGGERS",
    "Clock",
    "Session",
    "Summary",
    "Trigger",
    "new_assessment",
    "new_id",
    "new_trigger",
    "new_version",
    "open_assessment",
    "say_trigger",
    "stamp",
    "summaries",
    "summary",
    "take_back_trigger",
    "trigger_said",
    "triggers_of",
    "utc_now",
]
