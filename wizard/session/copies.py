"""A questionnaire that was read in; a JSON copy of it, remembered in the workspace, out, and back.

YAML is for authors: it takes eight times as long (about 130 ms against 17) and 3 MB more. The copy lies in the workspace's disposable cache, named by the
digest of the texts; where it is missing or does not fit, the texts are read. The seal is judged by the texts alone.
"""

import json

from wizard import __version__
from wizard.core.questionnaire import Method, Module, Questionnaire
from wizard.core.telling import heard, told
from wizard.store import Workspace

FORMAT = "2"
"""Count this up when the same texts come to be read as other values."""


def find(workspace: Workspace, digest: str) -> Questionnaire | None:
    """Give the questionnaire with this digest; None when no copy of it fits."""
    text = workspace.cached(_key(digest))
    try:
        return _read(text) if text else None
    except (ValueError, TypeError, KeyError, AttributeError):
        return None


def keep(workspace: Workspace, digest: str, questionnaire: Questionnaire) -> None:
    """Remember a questionnaire for the next opening."""
    parts = (questionnaire.method, *questionnaire.modules)
    workspace.cache({_key(digest): "\n".join(json.dumps(told(part)) for part in parts)})


def _read(text: str) -> Questionnaire:
    """Read the method, then a module a line: what JSON leaves behind is never more than one of them at a time."""
    method, *modules = text.split("\n")
    return Questionnaire(
        method=heard(Method, json.loads(method)),
        modules=tuple(heard(Module, json.loads(module)) for module in modules),
    )


def _key(digest: str) -> str:
    return f"questionnaire\0{FORMAT}\0{__version__}\0{digest}"
