"""A name in, an identity of that name in the user's folders out: made and locked once for all tests that only use it."""

from datetime import datetime
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from wizard import places, signing

PASSPHRASE = "a long passphrase"


@cache
def _made(name: str, now: datetime) -> tuple[str, dict[Path, bytes]]:
    """Make an identity; give its fingerprint and its files."""
    with TemporaryDirectory() as folder:
        folders = Path(folder) / "identities", Path(folder) / "trusted"
        made = signing.make_own_identity(*folders, name, PASSPHRASE, now)
        return made.fingerprint, {path.relative_to(folder): path.read_bytes() for path in Path(folder).glob("*/*")}


def bring_identity(name: str, now: datetime) -> str:
    """Put an identity into the folders of this test's user; give its fingerprint."""
    fingerprint, files = _made(name, now)
    for path, data in files.items():
        folder = {"identities": places.identities(), "trusted": places.trusted()}[path.parent.name]
        folder.mkdir(parents=True, exist_ok=True)
        (folder / path.name).write_bytes(data)
    return fingerprint
