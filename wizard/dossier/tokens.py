"""A token's module and a PIN in, a signer out whose key stays on the token; the module is loaded in a process of its own."""

import json
import subprocess
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from wizard import signing
from wizard.dossier import child
from wizard.errors import UserError

COMMAND = "token-worker"
SECONDS = 60
"""A token may wait for a touch."""


def find_tokens(module: Path) -> tuple[signing.Token, ...]:
    """Find the tokens that a module sees, one at least; no PIN is needed for that. Raises UserError."""
    if not module.is_file():
        raise UserError(
            f"There is no file {module}.", "Name the PKCS#11 module of the token's maker (.so, .dll, .dylib)."
        )
    found = signing.find_tokens(_ask, module.absolute())
    if not found:
        raise UserError("No token is there.", "Put it in, and look whether this is the module of its maker.")
    return found


def find_token(module: Path, label: str = "") -> signing.Token:
    """Find the token of this label, or the only one; no PIN is needed for that. Raises UserError."""
    return signing.chosen_token(find_tokens(module), label)


def unlock_token(token: signing.Token, trusted: Path, pin: str, now: datetime, wanted: str = "") -> signing.Signer:
    """Try the PIN once and take the certificate that signs; what it seals is known here. Raises UserError."""
    return signing.unlock_own_token(_ask, trusted, token, pin, now, wanted)


def _ask(question: dict[str, Any]) -> Mapping[str, Any]:
    try:
        done = child.answer(COMMAND, json.dumps(question).encode(), SECONDS)
        came = json.loads(done.stdout)
    except subprocess.TimeoutExpired as slow:
        raise UserError("The token did not answer. Nothing was signed.", "Take it out, put it in, try again.") from slow
    except OSError as error:
        raise UserError(f"This computer starts no second process ({error.strerror or error}).", "Try again.") from error
    except ValueError as broken:
        raise UserError(
            "The token's module ended without an answer. Nothing was signed.", "Look for a newer one at its maker's."
        ) from broken
    if not isinstance(came, dict):
        raise UserError("The token's module gave a strange answer. Nothing was signed.", "Look for a newer one.")
    return came
