"""A workspace and a judged file in; what the workspace knows of the file out. The verdict stands whatever it knows."""

from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from wizard.cli.output import complain
from wizard.cli.reading import is_workspace
from wizard.errors import UserError

if TYPE_CHECKING:
    from wizard.dossier import Verdict
    from wizard.session.sealed_files import Acquainted


def asked(workspace: Path, report: Path, verdict: "Verdict") -> "Acquainted | None":
    """Ask a workspace what it knows of a file that was judged. Where it cannot be asked, say so: the verdict stands."""
    from wizard import dossier, store
    from wizard.session.sealed_files import acquainted

    if not is_workspace(workspace):
        complain(f"plimsoll: {workspace} is not a workspace, so it was not asked.")
        return None
    try:
        data = dossier.read_bounded(report, dossier.LARGEST)
        with closing(store.open_workspace(workspace)) as opened:
            key = verdict.record.assessment.id if verdict.record else ""
            return None if isinstance(data, str) else acquainted(opened, data, key)
    except UserError as error:
        complain(f"plimsoll: the workspace was not asked. {error.sentence}")
    except OSError as error:
        complain(f"plimsoll: the workspace was not asked: {error.strerror or error}.")
    return None
