"""A question about tokens in, its answer out, both JSON: the half that loads a vendor's module, in a process of its own.

A module may crash, hang or print what it likes; here it takes nothing along. No PIN is ever tried twice.
"""

import base64
import hashlib
import json
import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import suppress
from typing import Any

import pkcs11
from pkcs11 import Attribute, KeyType, Mechanism, ObjectClass, TokenFlag

LARGEST = 1_000_000
_SHA256 = bytes.fromhex(
    "3031300d060960864801650304020105000420"
)  # RFC 8017, 9.2: how a digest is named before it is signed
_REFUSALS = (
    (pkcs11.PinLocked, "locked"),
    (pkcs11.PinExpired, "expired"),
    ((pkcs11.PinIncorrect, pkcs11.PinInvalid, pkcs11.PinLenRange), "wrong"),
    (pkcs11.UserPinNotInitialized, "no pin"),
)


def run_worker() -> int:
    """Answer what comes on standard input on standard output; what a module prints goes nowhere."""
    out, nowhere = os.dup(1), os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    answer = answered(json.loads(sys.stdin.buffer.read(LARGEST)))
    with os.fdopen(out, "wb") as file:
        file.write(json.dumps(answer).encode())
    sys.stdout = None
    return 0


def answered(question: Mapping[str, Any]) -> dict[str, Any]:
    """Do what is asked; whatever a module refuses is an answer too."""
    try:
        library = pkcs11.lib(question["module"])
    except (pkcs11.PKCS11Error, RuntimeError, OSError):
        return {"refused": "no module"}
    try:
        tokens = list(_tokens(library))
        if question["do"] == "look":
            return {"tokens": [_facts(each) for each in tokens]}
        token = next((each for each in tokens if each.serial.hex() == question["serial"]), None)
        if token is None:
            return {"refused": "gone"}
        return _logged_in(token, question)
    except (pkcs11.PKCS11Error, RuntimeError) as error:
        return {"refused": "failed", "name": type(error).__name__}


def _tokens(library: Any) -> Iterator[Any]:  # noqa: ANN401 - as the library gives them
    for slot in library.get_slots(token_present=True):
        with suppress(pkcs11.PKCS11Error):
            token = slot.get_token()
            if TokenFlag.TOKEN_INITIALIZED in token.flags:
                yield token


def _facts(token: Any) -> dict[str, Any]:  # noqa: ANN401
    flags = token.flags
    tries = (
        "locked"
        if TokenFlag.USER_PIN_LOCKED in flags
        else "one"
        if TokenFlag.USER_PIN_FINAL_TRY in flags
        else "few"
        if TokenFlag.USER_PIN_COUNT_LOW in flags
        else ""
    )
    reader = TokenFlag.PROTECTED_AUTHENTICATION_PATH in flags
    return {"label": token.label, "serial": token.serial.hex(), "tries": tries, "reader": reader}


def _logged_in(token: Any, question: Mapping[str, Any]) -> dict[str, Any]:  # noqa: ANN401
    try:
        with token.open(user_pin=question["pin"]) as session:
            return _certificates(session) if question["do"] == "open" else _signature(session, question)
    except tuple(kind for kinds, _ in _REFUSALS for kind in (kinds if isinstance(kinds, tuple) else (kinds,))) as error:
        refused = next(word for kinds, word in _REFUSALS if isinstance(error, kinds))
        return {"refused": refused, "tries": _facts(token.slot.get_token())["tries"]}


def _certificates(session: Any) -> dict[str, Any]:  # noqa: ANN401
    keys = {
        bytes(key[Attribute.ID])
        for key in session.get_objects({Attribute.CLASS: ObjectClass.PRIVATE_KEY, Attribute.KEY_TYPE: KeyType.RSA})
    }
    found = [
        (bytes(each[Attribute.ID]), bytes(each[Attribute.VALUE]))
        for each in session.get_objects({Attribute.CLASS: ObjectClass.CERTIFICATE})
    ]
    return {
        "own": [{"id": key.hex(), "certificate": _text(value)} for key, value in found if key in keys],
        "others": [_text(value) for key, value in found if key not in keys],
    }


def _signature(session: Any, question: Mapping[str, Any]) -> dict[str, Any]:  # noqa: ANN401
    key = session.get_key(ObjectClass.PRIVATE_KEY, KeyType.RSA, id=bytes.fromhex(question["id"]))
    content = base64.b64decode(question["content"])
    again = None
    with suppress(pkcs11.PKCS11Error):  # some keys want the PIN for every signature
        again = question["pin"] if key[Attribute.ALWAYS_AUTHENTICATE] else None
    mechanism = Mechanism.SHA256_RSA_PKCS
    if mechanism not in session.token.slot.get_mechanisms():
        mechanism, content = Mechanism.RSA_PKCS, _SHA256 + hashlib.sha256(content).digest()
    return {"signature": _text(key.sign(content, mechanism=mechanism, pin=again))}


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")
