"""Nothing in, nothing out: importing this keeps the signature library's network clients and its log out of the process."""

import logging
import sys
from types import ModuleType


class Unreachable:
    """Stands where a network client would stand: it can be named, it cannot be made."""

    def __init__(self, *_arguments: object, **_settings: object) -> None:
        """Refuse, whatever is asked."""
        raise RuntimeError("The signing room opens no connection.")


# pyHanko's package imports these two by name, and with them aiohttp: 140 ms and a network client that nothing here may use
_CLIENTS = {
    "pyhanko.sign.timestamps.aiohttp_client": ("HTTPTimeStamper",),
    "pyhanko_certvalidator.fetchers.aiohttp_fetchers": ("AIOHttpFetcherBackend",),
}


def _stand_in(name: str, classes: tuple[str, ...]) -> ModuleType:
    module = ModuleType(name, "A network client that is left out.")
    for each in classes:
        setattr(module, each, Unreachable)
    return module


for _name, _classes in _CLIENTS.items():
    sys.modules.setdefault(_name, _stand_in(_name, _classes))


# it writes warnings with names of strangers' certificates to the error stream; what counts is in the judgement
for _name in ("pyhanko", "pyhanko_certvalidator"):
    logging.getLogger(_name).setLevel(logging.CRITICAL + 1)
