"""`plimsoll identity`: an identity's whole life without a window."""

import io
import json
import stat
import sys
from argparse import Namespace
from contextlib import closing
from dataclasses import replace
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from tests import small_samples
from wizard import cli, dossier, signing, store
from wizard.cli import identity as command
from wizard.cli import signers
from wizard.clock import utc_now
from wizard.core.catalogue import Shelf
from wizard.errors import UserError
from wizard.signing.private import write_privately

OLD, NEW = "the old passphrase", "the new passphrase"
pytestmark = pytest.mark.usefixtures("kept_secrets")


@pytest.fixture
def run(monkeypatch, capsys):
    def run(*arguments, typed=""):
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(typed.encode())))
        code = cli.main(["identity", *map(str, arguments)])
        said = capsys.readouterr()
        return code, said.out, said.err

    return run


@pytest.fixture
def folder(own_data_folder):
    return own_data_folder / "Plimsoll" / "identities"


def made(folder, name="Ada L."):
    return signing.make_own_identity(folder, folder.parent / "trusted", name, OLD, utc_now())


@cache
def made_once():
    with TemporaryDirectory() as folder:
        one = made(Path(folder) / "identities")
        return one, one.path.read_bytes()


def placed(folder):
    """Put down an identity as it is made, which is dear: the same one in every test."""
    one, data = made_once()
    write_privately(folder / one.path.name, data, "not written")
    signing.add_known(folder.parent / "trusted", one.certificate_pem, one.fingerprint)
    return replace(one, path=folder / one.path.name)


def test_one_is_made_listed_and_known_here(run, folder):
    assert run("list") == (0, "You have no identity to sign with. Make one: plimsoll identity make NAME\n", "")
    code, said, _ = run("make", "Ada L.", typed=f"{OLD}\n")
    (one,) = signing.identities(folder)
    assert (code, signing.grouped(one.fingerprint) in said, command.SEND in said) == (0, True, True)
    assert signing.known_since(folder.parent / "trusted", one.fingerprint)
    code, said, _ = run("list")
    assert said == f"{signing.grouped(one.fingerprint[:16])}  Ada L., until {one.expires[:10]}\n"
    (row,) = json.loads(run("list", "--json")[1])
    assert (row["name"], row["fingerprint"], row["expired"], row["retired"]) == (
        "Ada L.",
        one.fingerprint,
        False,
        False,
    )


def test_the_passphrase_is_changed_with_two_lines_or_two_files(run, folder, tmp_path):
    one = placed(folder)
    code, said, _ = run("passphrase", typed=f"{OLD}\n{NEW}\n")
    assert (code, "Backups made before keep the old one" in said) == (0, True)
    assert signing.unlock(one, NEW)
    for name, words in (("old", NEW), ("new", OLD)):
        (tmp_path / name).write_text(f"{words}\n")
    files = ("--passphrase-file", tmp_path / "old", "--new-passphrase-file", tmp_path / "new")
    assert run("passphrase", "--identity", "Ada L.", *files)[0] == 0
    assert signing.unlock(one, OLD)
    code, _, complaint = run("passphrase", *files)
    assert (code, "The passphrase was not changed." in complaint) == (1, True)


def test_a_backup_is_made_to_a_new_place_only_and_restored_with_its_passphrase(run, folder, tmp_path):
    one = placed(folder)
    target = tmp_path / "ada.identity"
    code, said, _ = run("backup", target, typed=f"{OLD}\n")
    assert (code, str(target) in said, stat.S_IMODE(target.stat().st_mode)) == (0, True, 0o600)
    before = target.read_bytes()
    assert run("backup", target, typed=f"{OLD}\n")[0] == 1
    assert target.read_bytes() == before
    one.path.unlink()
    code, _, complaint = run("restore", target, typed=f"{NEW}\n")
    assert (code, "Nothing was restored." in complaint, signing.identities(folder)) == (1, True, ())
    assert run("restore", target, typed=f"{OLD}\n")[0] == 0
    assert signing.identities(folder) == (one,)


def test_one_is_retired_by_name_and_its_end_is_listed(run, folder):
    one = placed(folder)
    assert run("retire", "Bo")[0] == 1
    code, said, _ = run("retire", one.fingerprint[:8].upper())
    assert (code, command.SEND in said, command.ANYONE in said) == (0, True, True)
    assert signing.identities(folder) == ()
    assert "Ada L., retired; it lies in" in run("list")[1]


def test_which_one_is_asked_where_several_fit(run, folder, tmp_path):
    first, second = placed(folder), made(folder)
    code, _, complaint = run("certificate", tmp_path / "c.pem")
    assert code == 1
    assert all(signing.grouped(one.fingerprint[:16]) in complaint for one in (first, second))
    assert not (tmp_path / "c.pem").exists()
    group = signing.grouped(second.fingerprint[:16])
    assert run("certificate", tmp_path / "c.pem", "--identity", group)[0] == 0
    assert (tmp_path / "c.pem").read_text() == second.certificate_pem


def test_what_to_do_with_identities_must_be_said(run):
    code, _, complaint = run()
    assert (code, "WHAT" in complaint) == (2, True)


def asked(monkeypatch, who="", name="", typed=f"{OLD}\n"):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(typed.encode())))
    given = {"identity": who, "name": name, "pkcs12": None, "passphrase_file": None}
    return signers.signer(Namespace(**given, token=None, token_label="", token_certificate=""))


def at(folder, name, days_left):
    """Make an identity that ends in so many days."""
    now = utc_now()
    begun = now - (datetime.fromisoformat(made_once()[0].expires) - now) + timedelta(days=days_left)
    return signing.make_identity(folder, name, OLD, begun)


def test_the_newest_identity_of_a_name_signs_and_an_expired_one_never_does(monkeypatch, folder, capsys):
    expired = at(folder, "Ada L.", -2)
    with pytest.raises(UserError) as caught:
        asked(monkeypatch, name="Ada L.")
    assert caught.value.sentence == f"The certificate of Ada L. {expired.ending(utc_now())}. Nothing was signed."
    assert asked(monkeypatch, name="Bo", typed=f"{NEW}\n").name == "Bo"
    soon = at(folder, "Ada L.", 30)
    assert asked(monkeypatch, name="Ada L.").fingerprint == soon.fingerprint
    assert soon.ending(utc_now()) in capsys.readouterr().err
    newest = placed(folder)
    assert asked(monkeypatch, name="Ada L.").fingerprint == newest.fingerprint
    assert capsys.readouterr().err == ""
    assert asked(monkeypatch, who=soon.fingerprint[:6]).fingerprint == soon.fingerprint
    assert len(signing.identities(folder)) == 4


def test_nothing_is_written_for_a_signer_whose_certificate_has_ended(folder, tmp_path):
    expired = at(folder, "Ada L.", -2)
    with closing(store.open_workspace(tmp_path / "work.plimsoll")) as workspace:
        session = small_samples.answered(workspace, utc_now, "Ada", "a")
        signer, steps = signing.unlock(expired, OLD), []
        sealing = dossier.Sealing("Ada L.", "", utc_now(), expired.fingerprint)
        with pytest.raises(UserError, match="expired on"):
            dossier.seal(session, signer, sealing, tmp_path / "report.pdf", Shelf(()), progress=steps.append)
        assert steps == []
        assert not session.read_only
