"""What was given beside `--seal` in, an unlocked signer out: a token, the user's own file, or an identity of this computer."""

import argparse
from collections.abc import Callable
from pathlib import Path

from wizard import places, signing
from wizard.cli.identity import chosen_of
from wizard.cli.output import complain
from wizard.cli.reading import UsageError, passphrase
from wizard.clock import utc_now
from wizard.errors import UserError

AskPassphrase = Callable[[str], str]
"""Asks for a passphrase of a "new" or a "known" identity."""


def add(command: argparse.ArgumentParser) -> None:
    """Put the ways to sign among the options of a command."""
    command.add_argument("--identity", metavar="WHO", default="", help="which identity: its name or fingerprint")
    command.add_argument("--pkcs12", metavar="FILE", type=Path, help="sign with your own certificate and key")
    command.add_argument(
        "--token", metavar="MODULE", type=Path, help="sign on a token, by the PKCS#11 module of its maker"
    )
    command.add_argument("--token-label", metavar="LABEL", default="", help="which token, where there are several")
    command.add_argument(
        "--token-certificate",
        metavar="FINGERPRINT",
        default="",
        help="which certificate on it, where there are several",
    )
    command.add_argument(
        "--passphrase-file",
        metavar="FILE",
        type=Path,
        help="read the passphrase, or the token's PIN, from its first line",
    )


def signer(chosen: argparse.Namespace) -> signing.Signer:
    """Unlock what was chosen; make an identity on first use. Raises UserError."""
    ways = [name for name in ("pkcs12", "identity", "token") if getattr(chosen, name)]
    if (chosen.token_label or chosen.token_certificate) and not chosen.token:
        raise UsageError("--token-label and --token-certificate need --token MODULE. Nothing was signed.")
    if len(ways) > 1:
        raise UsageError(f"{' and '.join(f'--{way}' for way in ways)} name different keys. Nothing was signed.")

    def ask(which: str) -> str:
        return passphrase(chosen.passphrase_file, new=which == "new")

    if chosen.pkcs12:
        return signing.read_own_pkcs12(chosen.pkcs12, places.trusted(), ask("known"))
    if chosen.token:
        return _on_token(chosen)
    return _of_here(chosen.identity, chosen.name, ask)


def _on_token(chosen: argparse.Namespace) -> signing.Signer:
    from wizard import dossier

    token = dossier.find_token(chosen.token, chosen.token_label)
    if token.tries in ("few", "one"):
        complain(f"plimsoll: the PIN of this token has {'one try' if token.tries == 'one' else 'few tries'} left.")
    pin = "" if token.reader or token.tries == "locked" else passphrase(chosen.passphrase_file, new=False, what="PIN")
    return dossier.unlock_token(token, places.trusted(), pin, utc_now(), chosen.token_certificate)


def _of_here(who: str, name: str, ask: AskPassphrase) -> signing.Signer:
    found = signing.identities(places.identities())
    fit = [chosen_of(who, found)] if who else [item for item in found if name in ("", item.name)]
    if fit:
        return signing.unlock(_newest_good(fit), ask("known"))
    if not name:
        raise UserError("You have no identity yet.", "Name yourself with --name to make one.")
    words = ask("new")
    made = signing.make_own_identity(places.identities(), places.trusted(), name, words, utc_now())
    return signing.unlock(made, words)


def _newest_good(fit: list[signing.Identity]) -> signing.Identity:
    """Choose the newest; refuse where it ended, and warn where it soon will, before any work is done."""
    now = utc_now()
    newest = max(fit, key=lambda one: (not one.ended(now), one.made))
    if newest.ended(now):
        raise UserError(
            f"The certificate of {newest.name} {newest.ending(now)}. Nothing was signed.",
            "Make another identity (plimsoll identity make NAME) and send its certificate to those who verify.",
        )
    if newest.ending(now):
        complain(
            f"plimsoll: the certificate of {newest.name} {newest.ending(now)}. Make another identity in time, "
            "and send its certificate to those who verify."
        )
    return newest
