"""An identity and what its owner wants in; the same identity with another passphrase, kept elsewhere, put back or put aside out.

Each is done whole or not at all. Where a disk does not confirm what was done, that is said: both before and after are whole.
"""

import os
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from wizard.disk import make_private_folder, partial_of, sweep_partials
from wizard.errors import UserError
from wizard.signing import envelope
from wizard.signing.identity import SUFFIX, content_of, listed, opened, read, stated, written
from wizard.signing.private import FREE, UnconfirmedError, put, settle
from wizard.signing.values import Identity, passphrase_problem

RETIRED = "retired"
_SAME = "The passphrase was not changed."
_NO_BACKUP = "No backup was made."
_NOT_BACK = "Nothing was restored."


def change_passphrase(identity: Identity, old: str, new: str) -> None:
    """Lock an identity with another passphrase. Backups made before keep the one they had."""
    content = content_of(identity.path, _SAME)
    _signer, password = opened(content, identity.fingerprint, old, _SAME)
    problem = passphrase_problem(new)
    if problem:
        raise UserError(f"{problem} {_SAME}", "Three or four words that belong to nobody else are good.")
    changed = {**content, "password": envelope.lock(password, new, identity.fingerprint.encode())}
    opened(changed, identity.fingerprint, new, _SAME)
    try:
        put(identity.path, written(changed), identity.path.with_suffix(".new"))
    except UnconfirmedError as error:
        sentence = f"The passphrase was changed, but the disk did not confirm it ({error.strerror})."
        raise UserError(sentence, "If the new one does not open it after a power cut, the old one does.") from error
    except OSError as error:
        raise UserError(f"{_SAME} {_because(identity.path, error)}", FREE) from error


def back_up(identity: Identity, passphrase: str, target: Path) -> None:
    """Write an identity, locked with its passphrase, to another place, where it was proven to open."""
    if _is_within(target, identity.path.parent):
        raise UserError(
            f"A backup beside the identity is lost together with it. {_NO_BACKUP}",
            "Choose another disk, or a stick that lies elsewhere.",
        )
    content = content_of(identity.path, _NO_BACKUP)
    opened(content, identity.fingerprint, passphrase, _NO_BACKUP)
    sweep_partials(target.parent)
    try:
        put(target, written(content), partial_of(target))
    except UnconfirmedError as error:
        sentence = f"The backup was written and is whole, but the disk did not confirm it ({error.strerror})."
        raise UserError(sentence, "Make another one on another disk.") from error
    except OSError as error:
        raise UserError(
            f"{_NO_BACKUP} {_because(target, error)}", "Choose another folder, or free some space."
        ) from error


def restore(folder: Path, source: Path, passphrase: str) -> Identity:
    """Put an identity back from a backup that opens with its passphrase; that is its passphrase then, whatever it was here."""
    content = content_of(source, _NOT_BACK)
    fingerprint = stated(content, source, _NOT_BACK).fingerprint
    opened(content, fingerprint, passphrase, _NOT_BACK)
    path = _here(folder, fingerprint) or folder / f"{fingerprint[:16]}{SUFFIX}"
    try:
        make_private_folder(folder)
        folder.chmod(0o700)
        put(path, written(content), path.with_suffix(".new"))
    except UnconfirmedError as error:
        sentence = f"The identity was restored, but the disk did not confirm it ({error.strerror})."
        raise UserError(sentence, "Keep the backup, and restore it again after a power cut.") from error
    except OSError as error:
        raise UserError(f"{_NOT_BACK} {_because(path, error)}", FREE) from error
    if source.parent == folder / RETIRED:
        with suppress(OSError):  # it is whole in both places then
            source.unlink()
    return stated(content, path)


def _here(folder: Path, fingerprint: str) -> Path | None:
    """Find where an identity lies; one that the disk does not give may be it, so that nothing is done beside it then."""
    for path in sorted(folder.glob(f"*{SUFFIX}")):
        try:
            if path.is_file() and read(path).fingerprint == fingerprint:
                return path
        except UserError as error:
            if isinstance(error.__cause__, OSError):
                raise UserError(f"{_NOT_BACK} {error.sentence}", "Try again.") from error
    return None


def retire(identity: Identity) -> Identity:
    """Put an identity aside: it signs no more, what it sealed stays as it is, and it can be brought back."""
    folder = identity.path.parent / RETIRED
    return _moved(identity, folder, "retired", "The identity was not retired.")


def bring_back(identity: Identity) -> Identity:
    """Put an identity back that was retired."""
    folder = identity.path.parent.parent
    return _moved(identity, folder, "brought back", "The identity was not brought back.")


def retired(folder: Path) -> tuple[Identity, ...]:
    """Return the identities of a folder that were put aside, oldest first."""
    return listed(folder / RETIRED)


def _moved(identity: Identity, folder: Path, done: str, failed: str) -> Identity:
    source, target = identity.path, _free(folder / f"{identity.fingerprint[:16]}{SUFFIX}")
    try:
        make_private_folder(folder)
        source.rename(target)
        settle(folder, source.parent)
    except UnconfirmedError as error:
        sentence = f"The identity was {done}, but the disk did not confirm it ({error.strerror})."
        raise UserError(sentence, "Look again after a power cut; nothing is lost.") from error
    except OSError as error:
        raise UserError(f"{failed} {_because(source, error)}", FREE) from error
    return replace(identity, path=target)


def _free(path: Path) -> Path:
    """Give a name that is not taken: what lies there may open with another passphrase."""
    place, number = path, 2
    while os.path.lexists(place):
        place, number = path.with_name(f"{path.stem} {number}{SUFFIX}"), number + 1
    return place


def _is_within(target: Path, folder: Path) -> bool:
    return Path(os.path.realpath(target)).is_relative_to(os.path.realpath(folder))


def _because(path: Path, error: OSError) -> str:
    return f"{path.parent} cannot be written to: {error.strerror or error}."
