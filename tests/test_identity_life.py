"""An identity's life: another passphrase, a backup, its return, its retirement, its end."""

import dataclasses
import json
import shutil
import stat
from datetime import datetime, timedelta

import pytest
from cryptography.hazmat.primitives.serialization import pkcs12

from tests import sealed_samples as samples
from tests.kept_secrets import kept
from wizard import signing
from wizard.errors import UserError
from wizard.signing import envelope

OLD, NEW = "the old passphrase", "the new passphrase"
pytestmark = pytest.mark.usefixtures("kept_secrets")


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    with kept():
        return signing.make_identity(tmp_path_factory.mktemp("made") / "identities", "Ada", OLD, samples.AT)


@pytest.fixture
def ada(made, tmp_path):
    shutil.copytree(made.path.parent, tmp_path / "identities")
    (found,) = signing.identities(tmp_path / "identities")
    return found


def test_what_is_made_with_kept_secrets_opens_without_them_and_two_are_two(tmp_path, monkeypatch):
    first, second = (signing.make_identity(tmp_path, name, OLD, samples.AT) for name in ("Ada", "Bo"))
    salts = {json.loads(one.path.read_text())["password"]["salt"] for one in (first, second)}
    keys = {signing.unlock(one, OLD).key.private_numbers().d for one in (first, second)}
    assert (len(salts), len(keys)) == (2, 2)
    monkeypatch.setattr(envelope, "_stretched", envelope._stretched.__wrapped__)
    monkeypatch.setattr(pkcs12, "load_pkcs12", pkcs12.load_pkcs12.__wrapped__)
    assert signing.unlock(first, OLD).name == "Ada"
    with pytest.raises(UserError, match="not the passphrase"):
        signing.unlock(second, NEW)


def names(folder):
    return sorted(path.name for path in folder.rglob("*") if path.is_file())


def test_another_passphrase_opens_the_same_key_and_the_old_one_opens_it_no_more(ada):
    before = signing.unlock(ada, OLD)
    signing.change_passphrase(ada, OLD, NEW)
    assert signing.unlock(ada, NEW).fingerprint == before.fingerprint
    assert signing.unlock(ada, NEW).key.private_numbers() == before.key.private_numbers()
    with pytest.raises(UserError, match="not the passphrase"):
        signing.unlock(ada, OLD)
    assert names(ada.path.parent) == [ada.path.name]
    assert stat.S_IMODE(ada.path.stat().st_mode) == 0o600
    assert signing.identities(ada.path.parent) == (ada,)


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        (NEW, NEW, "That is not the passphrase of this identity. The passphrase was not changed."),
        (OLD, "", "An identity needs a passphrase. The passphrase was not changed."),
        (OLD, "seven77", "A passphrase needs 8 characters or more. The passphrase was not changed."),
    ],
)
def test_a_change_of_the_passphrase_that_is_refused_changes_nothing(ada, old, new, sentence):
    before = ada.path.read_bytes()
    with pytest.raises(UserError) as caught:
        signing.change_passphrase(ada, old, new)
    assert caught.value.sentence == sentence
    assert ada.path.read_bytes() == before


def test_a_backup_opens_with_the_passphrase_it_was_made_with_whatever_came_later(ada, tmp_path):
    target = tmp_path / "stick" / "ada.identity"
    target.parent.mkdir()
    signing.back_up(ada, OLD, target)
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    assert names(target.parent) == ["ada.identity"]
    signing.change_passphrase(ada, OLD, NEW)
    back = signing.restore_own(tmp_path / "elsewhere", tmp_path / "trusted", target, OLD)
    assert signing.unlock(back, OLD).fingerprint == ada.fingerprint
    assert signing.known_since(tmp_path / "trusted", ada.fingerprint)
    with pytest.raises(UserError):
        signing.unlock(back, NEW)


def test_a_backup_is_not_made_with_a_wrong_passphrase_nor_beside_the_identity(ada, tmp_path):
    with pytest.raises(UserError, match=r"No backup was made\.$|No backup was made\. "):
        signing.back_up(ada, NEW, tmp_path / "ada.identity")
    (tmp_path / "link").symlink_to(ada.path.parent)
    for folder in (ada.path.parent, ada.path.parent / "deeper", tmp_path / "link"):
        with pytest.raises(UserError, match="lost together with it"):
            signing.back_up(ada, OLD, folder / "copy.identity")
    with pytest.raises(UserError, match="cannot be written to"):
        signing.back_up(ada, OLD, tmp_path / "no folder" / "ada.identity")
    assert names(tmp_path) == [ada.path.name]


def test_a_restored_backup_takes_the_place_of_the_same_identity_and_of_no_other(ada, tmp_path):
    backup = tmp_path / "backup"
    signing.back_up(ada, OLD, backup)
    signing.change_passphrase(ada, OLD, NEW)
    ada.path.rename(ada.path.with_name("renamed.identity"))
    other = signing.make_identity(ada.path.parent, "Bo", NEW, samples.AT)
    back = signing.restore_own(ada.path.parent, tmp_path / "trusted", backup, OLD)
    assert back.path.name == "renamed.identity"
    assert {one.name for one in signing.identities(ada.path.parent)} == {"Ada", "Bo"}
    assert signing.unlock(other, NEW).name == "Bo"
    assert signing.unlock(back, OLD).name == "Ada"


def test_a_backup_takes_the_place_of_an_identity_that_is_damaged(ada, tmp_path):
    backup = tmp_path / "backup"
    signing.back_up(ada, OLD, backup)
    ada.path.write_bytes(b"half")
    assert signing.identities(ada.path.parent) == ()
    assert signing.restore_own(ada.path.parent, tmp_path / "trusted", backup, OLD) == ada


@pytest.mark.parametrize("text", ["", "{}", "[" * 100_000, '{"kind": "plimsoll identity 1"}', None])
def test_what_is_no_backup_restores_nothing(tmp_path, text):
    source = tmp_path / "backup"
    if text is None:
        source.mkdir()
    else:
        source.write_text(text)
    with pytest.raises(UserError):
        signing.restore_own(tmp_path / "elsewhere", tmp_path / "trusted", source, OLD)
    assert not (tmp_path / "elsewhere").exists()


def test_a_backup_with_a_wrong_passphrase_or_another_certificate_restores_nothing(ada, tmp_path):
    backup = tmp_path / "backup"
    signing.back_up(ada, OLD, backup)
    before = ada.path.read_bytes()
    with pytest.raises(UserError, match="Nothing was restored"):
        signing.restore_own(ada.path.parent, tmp_path / "trusted", backup, NEW)
    content = json.loads(backup.read_text())
    backup.write_text(json.dumps({**content, "certificate": content["root"]}))
    with pytest.raises(UserError, match="Nothing was restored"):
        signing.restore_own(ada.path.parent, tmp_path / "trusted", backup, OLD)
    assert ada.path.read_bytes() == before
    assert not (tmp_path / "trusted").exists()


def test_a_retired_identity_is_offered_no_more_and_what_it_sealed_stays_sealed(ada):
    sealed = signing.sign(samples.unsigned(), signing.unlock(ada, OLD), samples.AT)
    aside = signing.retire(ada)
    assert signing.identities(ada.path.parent) == ()
    assert signing.retired(ada.path.parent) == (aside,)
    assert signing.judge(sealed, (ada.certificate_pem.encode(),), samples.NOW).outcome == "sealed-trusted"
    assert signing.bring_back(aside) == ada
    assert signing.retired(ada.path.parent) == ()
    assert signing.unlock(ada, OLD).name == "Ada"


def test_retiring_again_keeps_what_was_put_aside_before(ada, tmp_path):
    backup = tmp_path / "backup"
    signing.back_up(ada, OLD, backup)
    signing.retire(ada)
    signing.change_passphrase(signing.restore_own(ada.path.parent, tmp_path / "trusted", backup, OLD), OLD, NEW)
    signing.retire(ada)
    first, second = signing.retired(ada.path.parent)
    opened = {(which, words) for which in (first, second) for words in (OLD, NEW) if _opens(which, words)}
    assert len(opened) == 2
    assert {words for _which, words in opened} == {OLD, NEW}


def _opens(identity, words):
    try:
        return bool(signing.unlock(identity, words))
    except UserError:
        return False


def test_a_retired_identity_can_be_restored_as_a_backup_can_and_lies_in_one_place_then(ada, tmp_path):
    aside = signing.retire(ada)
    assert signing.restore_own(ada.path.parent, tmp_path / "trusted", aside.path, OLD) == ada
    assert signing.retired(ada.path.parent) == ()


def test_retiring_what_is_gone_is_a_sentence(ada):
    ada.path.unlink()
    with pytest.raises(UserError, match="was not retired"):
        signing.retire(ada)


def test_the_end_is_told_sixty_days_before_it_and_after_it(ada):
    end = datetime.fromisoformat(ada.expires)
    day = timedelta(days=1)
    told = [ada.ending(end - ahead) for ahead in (61 * day, 60 * day, 1.5 * day, day / 2, timedelta(), -day)]
    date = f"{end:%Y-%m-%d}"
    assert told == [
        "",
        f"expires in 60 days, on {date}",
        f"expires in 1 day, on {date}",
        f"expires within a day, on {date}",
        f"expires within a day, on {date}",
        f"expired on {date}",
    ]
    assert [ada.ended(end), ada.ended(end + day)] == [False, True]
    assert not dataclasses.replace(ada, expires=(end + day).isoformat()).ended(end + day / 2)
