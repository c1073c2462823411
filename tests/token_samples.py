"""A folder in; a token of SoftHSM in it, with keys and certificates, out.

python -m tests.token_samples MODULE LABEL puts what comes on standard input (JSON) on a token; a process loads a module once.
"""

import base64
import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

ROOT = Path(__file__).parents[1]
PIN = "1234"
PLACES = (
    "/usr/lib/softhsm/libsofthsm2.so",
    "/usr/lib64/pkcs11/libsofthsm2.so",
    "/usr/local/lib/softhsm/libsofthsm2.so",
    "/opt/homebrew/lib/softhsm/libsofthsm2.so",
)
MODULE = next((Path(place) for place in PLACES if Path(place).exists()), None)
UTIL = shutil.which("softhsm2-util")
MISSING = "" if MODULE and UTIL else "tokens are tried with SoftHSM, which is not here (Debian: softhsm2)"


@dataclass(frozen=True, slots=True)
class Item:
    """A certificate on a token, and the key that is said to be its own, if there is one."""

    certificate: x509.Certificate
    key: RSAPrivateKey | None = None
    always_asks: bool = False


def configure(folder: Path, monkeypatch, more: str = "") -> None:
    """Have SoftHSM keep its tokens in a folder, for this process and those that it starts."""
    (folder / "tokens").mkdir(parents=True, exist_ok=True)
    lines = (f"directories.tokendir = {folder / 'tokens'}", "objectstore.backend = file", "log.level = ERROR", more)
    (folder / "softhsm2.conf").write_text("\n".join(lines))
    monkeypatch.setenv("SOFTHSM2_CONF", str(folder / "softhsm2.conf"))


def make_token(label: str, *items: Item) -> None:
    """Make a token and put these on it; the same token is made once, and copied into the folder of whoever wants it again."""
    folder = Path(os.environ["SOFTHSM2_CONF"]).parent / "tokens"
    if (label, items) not in _made:
        before = set(folder.iterdir())
        _make(label, items)
        (new,) = set(folder.iterdir()) - before
        _made[label, items] = new.name, {path.name: path.read_bytes() for path in new.iterdir()}
        return
    name, files = _made[label, items]
    (folder / name).mkdir(mode=0o700)
    for file, data in files.items():
        (folder / name / file).write_bytes(data)


_made: dict[tuple[str, tuple[Item, ...]], tuple[str, dict[str, bytes]]] = {}


def _make(label: str, items: tuple[Item, ...]) -> None:
    pins = ("--so-pin", "12345678", "--pin", PIN)
    make = [UTIL, "--module", str(MODULE), "--init-token", "--free", "--label", label, *pins]
    subprocess.run(make, check=True, capture_output=True)
    rows = [
        {
            "id": f"{place + 1:02x}",
            "certificate": _text(item.certificate.public_bytes(Encoding.DER)),
            "key": item.key and _text(_private(item.key)),
            "always": item.always_asks,
        }
        for place, item in enumerate(items)
    ]
    command = [sys.executable, "-m", "tests.token_samples", str(MODULE), label]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    subprocess.run(command, input=json.dumps(rows).encode(), check=True, cwd=ROOT, env=environment)


def _private(key: RSAPrivateKey) -> bytes:
    return key.private_bytes(Encoding.DER, PrivateFormat.TraditionalOpenSSL, NoEncryption())


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode()


def main(module: str, label: str) -> None:
    """Put what is asked for on a token."""
    import pkcs11
    from pkcs11 import Attribute
    from pkcs11.util.rsa import decode_rsa_private_key
    from pkcs11.util.x509 import decode_x509_certificate

    with pkcs11.lib(module).get_token(token_label=label).open(rw=True, user_pin=PIN) as session:
        for row in json.loads(sys.stdin.buffer.read()):
            common = {Attribute.TOKEN: True, Attribute.ID: bytes.fromhex(row["id"])}
            certificate = decode_x509_certificate(base64.b64decode(row["certificate"]))
            session.create_object({**certificate, **common})
            if row["key"]:
                kind = {Attribute.SIGN: True, Attribute.ALWAYS_AUTHENTICATE: row["always"]}
                session.create_object({**decode_rsa_private_key(base64.b64decode(row["key"])), **common, **kind})


if __name__ == "__main__":
    main(*sys.argv[1:])
