"""Nothing goes in, paths come out: where bundled files lie and where the user's data belongs."""

import sys
from pathlib import Path


def bundled() -> Path:
    """Return the folder that holds `questionnaires` and `assets`: checkout, wheel or built application."""
    here = Path(__file__).resolve().parent
    candidates = (here.parent, here / "bundled", Path(getattr(sys, "_MEIPASS", here)))
    return next((folder for folder in candidates if (folder / "questionnaires").is_dir()), here.parent)


def questionnaires() -> Path:
    """Return the folder of modules, methods and catalogues that ship with the program."""
    return bundled() / "questionnaires"


def example() -> Path:
    """Return the answers of the example that ships with the program."""
    return questionnaires() / "examples" / "claims-triage.yaml"


def assets() -> Path:
    """Return the folder of fonts and icons that ship with the program."""
    return bundled() / "assets"


def user_data() -> Path:
    """Return the user's data folder for this program; it need not exist yet."""
    from platformdirs import user_data_path

    return user_data_path("Plimsoll", appauthor=False)


def default_workspace() -> Path:
    """Return the workspace that is made on the first run."""
    return user_data() / "assessments.plimsoll"


def identities() -> Path:
    """Return the folder of local identities."""
    return user_data() / "identities"


def trusted() -> Path:
    """Return the folder of certificates (PEM) whose signers the user knows."""
    return user_data() / "trusted"


def log_file() -> Path:
    """Return the file that faults are written to; it never holds an answer."""
    return user_data() / "faults.log"
