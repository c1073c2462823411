"""What an owner does with an identity, as a job to be cut short; see disk_jobs."""

from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from tests import disk
from wizard import signing
from wizard.errors import UserError

NOON = datetime(2026, 11, 24, 12, 0, 0, tzinfo=UTC)
OLD, NEW = "the old passphrase", "the new passphrase"


def make(folder: Path) -> None:
    """Make an identity and a backup of it."""
    from tests.kept_secrets import kept

    with kept():
        made = signing.make_identity(folder / "identities", "Ada", OLD, NOON)
        signing.back_up(made, OLD, folder / "backup")


def live(folder: Path) -> None:
    """Change an identity's passphrase, put it aside, put it back from its backup."""
    from tests.kept_secrets import kept

    (identity,) = signing.identities(folder / "identities")
    with kept():
        signing.change_passphrase(identity, OLD, NEW)
        disk.mark(folder, "changed")
        signing.retire(identity)
        disk.mark(folder, "retired")
        signing.restore_own(folder / "identities", folder / "trusted", folder / "backup", OLD)
        disk.mark(folder, "restored")


def wrong(folder: Path, marks: list[str]) -> str:
    """Look whether a key opens in the place and with the passphrase that were reported, or with what came next."""
    from tests.kept_secrets import kept  # the same few passphrases and salts, after every cut

    stages = [("", OLD), ("", NEW), ("retired", NEW), ("", OLD)]
    for place, words in stages[len(marks) : len(marks) + 2]:
        for identity in signing.identities(folder / "identities" / place):
            with suppress(UserError), kept():
                signing.unlock(identity, words)
                return ""
    return f"after {marks} nothing opens"
