"""Nothing goes in, paths come out: where bundled files lie, where the user's data belongs, and folders that are theirs alone."""

import os
import sys
from contextlib import suppress
from pathlib import Path


def bundled() -> Path:
    """Return the folder that holds `questionnaires` and `assets`: checkout, wheel or built application."""
    here = Path(__file__).resolve().parent
    candidates = (here.parent, here / "bundled", Path(getattr(sys, "_MEIPASS", here)))
    return next((folder for folder in candidates if (folder / "questionnaires").is_dir()), here.parent)


def questionnaires() -> Path:
    """Return the folder of modules, methods and catalogues that ship with the program."""
    return bundled() / "questionnaires"


def assets() -> Path:
    """Return the folder of fonts and icons that ship with the program."""
    return bundled() / "assets"


def user_data() -> Path:
    """Return the user's data folder for this program; it need not exist yet."""
    from platformdirs import user_data_path

    return user_data_path("Plimsoll", appauthor=False)


def make_private_folder(folder: Path) -> None:
    """Make a folder, and those above it that are missing, for this user alone. Raises OSError."""
    if folder.is_dir():
        return
    make_private_folder(folder.parent)
    folder.mkdir(mode=0o700, exist_ok=True)
    try:
        sync_folder(folder.parent)
    except OSError:
        with suppress(OSError):
            folder.rmdir()  # so that the next try does not take it for one that is there to stay
        raise


def sync_folder(folder: Path) -> None:
    """Have a folder's names on disk before going on; Windows offers no such call. Raises OSError."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


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
