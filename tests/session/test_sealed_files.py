"""What a workspace knows of a file: the one it sealed, one that began as it, another one, or nothing."""

import hashlib
from contextlib import closing

import pytest

from tests import sealed_samples, small_samples
from wizard.session import sealed_files
from wizard.session.sealed_files import acquainted
from wizard.store import open_workspace

SEALED, APPROVED = sealed_samples.sealed(), sealed_samples.approved()
KEY = "0" * 32


@pytest.fixture
def workspace(tmp_path):
    with closing(open_workspace(tmp_path / "w.plimsoll")) as found:
        small_samples.answered(found)
        yield found


def seal(workspace, data):
    workspace.mark_sealed(KEY, "2026-11-23T12:00:00Z", hashlib.sha256(data).hexdigest())


def test_the_file_that_was_sealed_here_is_known_whatever_record_it_carries(workspace):
    seal(workspace, SEALED)
    for key in (KEY, "f" * 32, ""):
        found = acquainted(workspace, SEALED, key)
        assert found.status == "sealed-here"
        assert found.sentence == "This is the file that this workspace sealed on 23 Nov 2026."


@pytest.mark.parametrize("added", [b"\n", b"% a note", b"1 0 obj null endobj\n%%EOF\n", SEALED])
def test_a_file_to_which_something_was_added_began_here(workspace, added):
    seal(workspace, SEALED)
    found = acquainted(workspace, SEALED + added, KEY)
    assert found.status == "began-here"
    assert found.sentence.endswith("sealed on 23 Nov 2026; something was added since.")


def test_an_approved_file_began_as_the_one_that_was_sealed(workspace):
    sealed = APPROVED[: APPROVED.index(b"%%EOF\n", APPROVED.index(b"/ByteRange")) + 6]
    assert len(sealed) < len(APPROVED)
    seal(workspace, sealed)
    assert acquainted(workspace, APPROVED, KEY).status == "began-here"


def test_another_file_of_the_same_assessment_is_told(workspace):
    seal(workspace, SEALED)
    found = acquainted(workspace, APPROVED, KEY)
    assert (found.status, found.sentence) == (
        "another", "This workspace sealed another file for this assessment, on 23 Nov 2026."
    )  # fmt: skip


def test_a_draft_has_sealed_nothing_and_a_stranger_is_not_known(workspace):
    assert acquainted(workspace, SEALED, KEY).status == "draft"
    for key in ("", "f" * 32):
        assert acquainted(workspace, SEALED, key).status == "unknown"


def test_only_the_first_ends_of_a_file_are_asked_for():
    ends = b"%%EOF\n"
    assert len(list(sealed_files._beginnings(ends * 10_000))) == sealed_files.MOST_ENDS
    assert list(sealed_files._beginnings(b"a" + ends)) == [hashlib.sha256(b"a" + ends).hexdigest()]
