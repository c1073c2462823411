"""Arguments in; an identity listed, made, locked anew, backed up, restored, put aside or handed on as a certificate out."""

import argparse
import json
from collections.abc import Sequence
from pathlib import Path
from typing import TypeAlias

from wizard import places, signing
from wizard.cli.output import say
from wizard.cli.plainly import plainly
from wizard.cli.reading import passphrase
from wizard.clock import utc_now
from wizard.errors import UserError

Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"  # noqa: SLF001 - argparse names no other

SEND = "Send your certificate to those who verify your reports, as you sent the first one."
ANYONE = "If somebody else may have its key, tell those who verify your reports to stop trusting it."


def add(commands: Commands) -> None:
    """Put the commands among the others."""
    whole = commands.add_parser(
        "identity",
        help="the identities that you sign with: list, make, passphrase, backup, restore, retire, certificate",
    )
    parts = whole.add_subparsers(metavar="WHAT", required=True)
    command = parts.add_parser("list", help="who can sign here, until when, and who was retired")
    command.add_argument("--json", action="store_true", help="the list as JSON")
    command.set_defaults(run=_list)
    command = parts.add_parser("make", help="make an identity with a name and a new passphrase")
    command.add_argument("name", metavar="NAME", help="printed as the signer of reports")
    _add_passphrase(command)
    command.set_defaults(run=_make)
    command = parts.add_parser("passphrase", help="change the passphrase; backups made before keep the old one")
    _add_who(command)
    _add_passphrase(command)
    command.add_argument(
        "--new-passphrase-file", metavar="FILE", type=Path, help="read the new one from its first line"
    )
    command.set_defaults(run=_change)
    command = parts.add_parser("backup", help="write an identity, locked with its passphrase, to a new file")
    command.add_argument("target", metavar="FILE", type=Path)
    _add_who(command)
    _add_passphrase(command)
    command.set_defaults(run=_back_up)
    command = parts.add_parser("restore", help="put an identity back from a backup, with the backup's passphrase")
    command.add_argument("source", metavar="FILE", type=Path)
    _add_passphrase(command)
    command.set_defaults(run=_restore)
    command = parts.add_parser("retire", help="put an identity aside; reports that it sealed stay sealed")
    command.add_argument("who", metavar="WHO", help="its name, or the beginning of its fingerprint")
    command.set_defaults(run=_retire)
    command = parts.add_parser("certificate", help="write the certificate, as a new file, for those who verify")
    command.add_argument("target", metavar="FILE", type=Path)
    _add_who(command)
    command.set_defaults(run=_certificate)


def _add_who(command: argparse.ArgumentParser) -> None:
    text = "which identity: its name, or the beginning of its fingerprint; not needed where there is one"
    command.add_argument("--identity", metavar="WHO", default="", help=text)


def _add_passphrase(command: argparse.ArgumentParser) -> None:
    command.add_argument("--passphrase-file", metavar="FILE", type=Path, help="read the passphrase from its first line")


def chosen_of(who: str, found: Sequence[signing.Identity]) -> signing.Identity:
    """Choose an identity by its name or the beginning of its fingerprint. Raises UserError unless one fits."""
    digits = who.replace(" ", "").lower()
    fit = [one for one in found if who in ("", one.name)]
    fit = fit or [one for one in found if len(digits) >= 4 and one.fingerprint.startswith(digits)]
    if len(fit) == 1:
        return fit[0]
    if not found:
        raise UserError("You have no identity yet.", "Make one: plimsoll identity make NAME")
    sentence = f"{len(fit)} of your identities fit{'' if fit else f' {who}'}. Nothing was done."
    raise UserError(sentence, "\n".join(["Name one of these by its fingerprint:", *map(_line, fit or found)]))


def _line(one: signing.Identity, more: str = "") -> str:
    more = more or one.ending(utc_now()) or f"until {one.expires[:10]}"
    return plainly(f"{signing.grouped(one.fingerprint[:16])}  {one.name}, {more}")


def _here() -> tuple[signing.Identity, ...]:
    return signing.identities(places.identities())


def _list(chosen: argparse.Namespace) -> int:
    active, aside = _here(), signing.retired(places.identities())
    if chosen.json:
        rows = [_as_json(one, is_retired=False) for one in active] + [_as_json(one, is_retired=True) for one in aside]
        say(json.dumps(rows, ensure_ascii=False, indent=2))
        return 0
    for one in active:
        say(_line(one))
    for one in aside:
        say(_line(one, f"retired; it lies in {one.path}"))
    if not active:
        say("You have no identity to sign with. Make one: plimsoll identity make NAME")
    return 0


def _as_json(one: signing.Identity, *, is_retired: bool) -> dict[str, object]:
    facts = {"name": one.name, "fingerprint": one.fingerprint, "made": one.made, "expires": one.expires}
    return {**facts, "expired": one.ended(utc_now()), "retired": is_retired, "file": str(one.path)}


def _make(chosen: argparse.Namespace) -> int:
    words = passphrase(chosen.passphrase_file, new=True)
    made = signing.make_own_identity(places.identities(), places.trusted(), chosen.name, words, utc_now())
    say(f"Made: {_line(made)}\nFingerprint {signing.grouped(made.fingerprint)}\n{SEND}")
    return 0


def _change(chosen: argparse.Namespace) -> int:
    one = chosen_of(chosen.identity, _here())
    old = passphrase(chosen.passphrase_file, new=False)
    new = passphrase(chosen.new_passphrase_file, new=True, so="The passphrase was not changed.")
    signing.change_passphrase(one, old, new)
    say(plainly(f"The passphrase of {one.name} was changed. Backups made before keep the old one: make a new one."))
    return 0


def _back_up(chosen: argparse.Namespace) -> int:
    from wizard.cli.scripted import must_be_free

    must_be_free(chosen.target, "backup.identity")
    one = chosen_of(chosen.identity, _here())
    signing.back_up(one, passphrase(chosen.passphrase_file, new=False), chosen.target)
    say(plainly(f"Backed up: {chosen.target}. It was read back and opens with the passphrase that you typed."))
    return 0


def _restore(chosen: argparse.Namespace) -> int:
    words = passphrase(chosen.passphrase_file, new=False)
    back = signing.restore_own(places.identities(), places.trusted(), chosen.source, words)
    say(f"Restored: {_line(back)}\nIts passphrase is the one of this backup.")
    return 0


def _retire(chosen: argparse.Namespace) -> int:
    aside = signing.retire(chosen_of(chosen.who, _here()))
    say(plainly(f"Retired: {aside.name}. It is offered no more; what it sealed stays sealed. It lies in {aside.path}."))
    say(f"{SEND}\n{ANYONE}")
    return 0


def _certificate(chosen: argparse.Namespace) -> int:
    from wizard.cli.scripted import certificate_at, must_be_free

    must_be_free(chosen.target, "certificate.pem")
    one = chosen_of(chosen.identity, _here())
    with certificate_at(chosen.target, one.certificate_pem, so="Nothing was written."):
        pass
    say(plainly(f"Certificate: {chosen.target}"))
    say(f"Fingerprint {signing.grouped(one.fingerprint)}")
    return 0
