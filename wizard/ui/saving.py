"""Words in; where a new file of the user's is proposed, and under which name, out."""

import unicodedata
from pathlib import Path

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog, QWidget

LONGEST = 80
TAKEN = {"con", "prn", "aux", "nul", *(f"{port}{number}" for port in ("com", "lpt") for number in range(10))}
"""Names that Windows keeps for devices."""


def documents() -> Path:
    """Give the folder of the user's documents; their home where there is none."""
    found = Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation))
    return found if found.is_dir() else Path.home()


def file_name(words: str, otherwise: str) -> str:
    """Give a name that every system takes: small letters, digits and dashes. `otherwise` is for words without any."""
    plain = unicodedata.normalize("NFKD", words).lower()
    kept = "".join(
        sign if sign.isascii() and sign.isalnum() else "-" for sign in plain if not unicodedata.combining(sign)
    )
    name = "-".join(part for part in kept[:LONGEST].split("-") if part) or otherwise
    return f"{otherwise}-{name}" if name in TAKEN else name


def ask_where(parent: QWidget, title: str, name: str, kinds: str) -> str:
    """Ask for a place, beginning among the user's documents; empty when they think better of it."""
    return QFileDialog.getSaveFileName(parent, title, str(documents() / name), kinds)[0]
