"""Whom the user knows, beside the workspace: the window's way to the certificates that every face shares."""

from datetime import datetime

from wizard import places, signing


def known() -> tuple[bytes, ...]:
    """Give the certificates (PEM) of everybody the user knows."""
    return signing.known(places.trusted())


def trust(certificate_pem: str, fingerprint: str) -> None:
    """Know this signer from now on. Raises UserError when that cannot be kept."""
    signing.add_known(places.trusted(), certificate_pem, fingerprint)


def forget(fingerprint: str) -> None:
    """Know this signer no longer. Raises UserError when the file stays."""
    signing.forget_known(places.trusted(), fingerprint)


def since(fingerprint: str) -> datetime | None:
    """Give the day on which this signer was added, in the time of here; None for a stranger."""
    return signing.known_since(places.trusted(), fingerprint)
