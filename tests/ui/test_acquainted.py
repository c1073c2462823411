"""Verify says what the open workspace knows of a file; the findings stay what they are."""

from contextlib import closing

import pytest

from tests import sealed_samples
from tests.small_samples import answered, sealed, shelf
from tests.ui.rooms import NOON, room, until
from wizard import dossier, store
from wizard.ui.findings import word


@pytest.fixture
def window(tmp_path):
    """Open a window over a workspace that has sealed a report."""
    who = sealed_samples.signer()
    with closing(store.open_workspace(tmp_path / "w.plimsoll")) as workspace:
        stated = dossier.Sealing(who.name, "Product owner", NOON, who.fingerprint)
        dossier.seal(answered(workspace), who, stated, tmp_path / "own.pdf", shelf())
    with room(tmp_path, example=False) as found:
        found.go("Verify")
        yield found


def checked(window, path):
    window.place.check(path)
    until(lambda: window.place.checked is not None and window.place.checked.path == path)
    return window.place


def test_the_file_that_was_sealed_here_is_recognised_and_so_is_another_one(window, tmp_path):
    place = checked(window, tmp_path / "own.pdf")
    assert place.word.text().startswith("This is the file that this workspace sealed on 23 Nov 2026. ")
    before = [row.fact.text() for row in place.rows]
    (tmp_path / "other.pdf").write_bytes(sealed())
    place = checked(window, tmp_path / "other.pdf")
    assert place.word.text().startswith("This workspace sealed another file for this assessment, on 23 Nov 2026. ")
    assert [row.fact.text() for row in place.rows] == before


def test_of_a_file_that_it_has_nothing_to_do_with_it_says_nothing(tmp_path):
    with room(tmp_path, example=False) as window:
        window.go("Verify")
        (tmp_path / "other.pdf").write_bytes(sealed())
        place = checked(window, tmp_path / "other.pdf")
        assert place.word.text() == word(place.checked.verdict)
