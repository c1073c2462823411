"""Light, dark or as the desktop: kept for the user and not in a workspace, since it is needed before one is read."""

from PySide6.QtCore import QSettings

MODES = ("light", "dark", "system")


def mode() -> str:
    """Give the mode that was kept; "system" when none was."""
    found = _kept().value("mode")
    return found if isinstance(found, str) and found in MODES else "system"


def keep(mode: str) -> None:
    """Keep a mode for the next start."""
    kept = _kept()
    kept.setValue("mode", mode)
    kept.sync()


def _kept() -> QSettings:
    return QSettings(QSettings.Format.IniFormat, QSettings.Scope.UserScope, "Plimsoll", "appearance")
