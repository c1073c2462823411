"""A sealed assessment and what happened since -> whether it is out of date, and which trigger made it so.

A seal says what was true on its day. What ends it is said beside it, in the workspace's settings: neither the log, nor
its chain, nor the sealed file know of it or change by it.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime

from wizard.clock import stamp
from wizard.errors import UserError
from wizard.store import Workspace

_PLACE = "out-of-date/"


@dataclass(frozen=True, slots=True)
class Trigger:
    """What ended a sealed assessment: its id and words, when it was said (UTC, ISO 8601) and by whom."""

    id: str
    text: str
    at: str
    who: str = ""


def say_trigger(workspace: Workspace, key: str, trigger: Trigger) -> None:
    """Remember that a trigger happened. Raises UserError for a draft: it can still be changed."""
    if not workspace.assessment(key).sealed:
        raise UserError("This assessment is a draft, so it cannot be out of date.", "Change its answers instead.")
    workspace.set_setting(_PLACE + key, json.dumps(asdict(trigger)))


def take_back_trigger(workspace: Workspace, key: str) -> None:
    """Forget that a trigger happened."""
    workspace.set_setting(_PLACE + key, "")


def triggers_said(workspace: Workspace) -> Mapping[str, Trigger]:
    """Give what ended sealed assessments, by their ids."""
    found = {key: _read(text) for key, text in workspace.settings(_PLACE).items()}
    return {key: trigger for key, trigger in found.items() if trigger is not None}


def trigger_said(workspace: Workspace, key: str) -> Trigger | None:
    """Give what ended one assessment."""
    return _read(workspace.setting(_PLACE + key))


def new_trigger(said: tuple[str, str], at: datetime, who: str) -> Trigger:
    """Make what is remembered of one of `triggers_of`."""
    return Trigger(*said, stamp(at), who)


def _read(text: str) -> Trigger | None:
    try:
        return Trigger(**json.loads(text)) if text else None
    except (ValueError, TypeError):
        return None
