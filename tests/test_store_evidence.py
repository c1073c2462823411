"""Attached files are kept by their content beside the workspace, and what is no longer what was kept is named."""

import tracemalloc
from hashlib import sha256

import pytest

from tests.store_samples import AT, TEXTS, kept
from wizard.errors import UserError
from wizard.store import open_workspace


@pytest.fixture
def workspace(tmp_path):
    opened = open_workspace(tmp_path / "work.plimsoll")
    opened.create("one", TEXTS, AT)
    yield opened
    opened.close()


def test_evidence_is_kept_by_content_once(tmp_path, workspace):
    source = tmp_path / "weird \n ../../name.exe"
    source.parent.mkdir(parents=True, exist_ok=True)
    source.write_bytes(b"proof" * 500_000)
    name, size = workspace.keep(source)
    assert (name, size) == workspace.keep(source.read_bytes()) == (sha256(source.read_bytes()).hexdigest(), 2_500_000)
    assert workspace.blob(name) == source.read_bytes()
    assert workspace.blob_problem(name) == ""
    assert [file.name for file in kept(workspace, name).parent.iterdir()] == [name]


def test_changed_or_missing_evidence_is_named_and_attached_again_it_is_whole(workspace):
    name, _ = workspace.keep(b"proof")
    kept(workspace, name).write_bytes(b"proot")
    assert "changed after" in workspace.blob_problem(name)
    with pytest.raises(UserError, match="changed"):
        workspace.blob(name)
    assert workspace.keep(b"proof")[0] == name
    assert workspace.blob(name) == b"proof"
    kept(workspace, name).unlink()
    assert "missing" in workspace.blob_problem(name)
    with pytest.raises(UserError, match="missing"):
        workspace.blob(name)


@pytest.mark.parametrize("name", ["../work.plimsoll", "", "A" * 64, "0" * 63, "/etc/passwd", "0" * 64 + "\n"])
def test_evidence_is_never_looked_for_elsewhere(workspace, name):
    with pytest.raises(UserError, match="no valid name"):
        workspace.blob(name)


def test_a_folder_or_nothing_is_no_evidence(tmp_path, workspace):
    with pytest.raises(UserError, match="not a file"):
        workspace.keep(tmp_path)
    with pytest.raises(UserError):
        workspace.keep(tmp_path / "nothing")


def test_evidence_is_read_in_pieces(tmp_path, workspace):
    source = tmp_path / "large"
    with source.open("wb") as file:
        file.truncate(80_000_000)
    tracemalloc.start()
    assert workspace.keep(source)[1] == 80_000_000
    assert tracemalloc.get_traced_memory()[1] < 8_000_000
    tracemalloc.stop()
