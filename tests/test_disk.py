"""Files of this user alone: whole, private, and none left behind by a program that was killed."""

import os
import stat
import time

import pytest

from wizard.disk import LONG_AGO, partial_of, sweep_partials, write_private_file


def aged(path, seconds):
    os.utime(path, (time.time() - seconds,) * 2)
    return path


def test_a_private_file_takes_the_place_of_a_link_and_not_of_what_it_leads_to(tmp_path):
    precious, path = tmp_path / "precious", tmp_path / "link"
    precious.write_bytes(b"mine")
    path.symlink_to(precious)
    write_private_file(path, b"new")
    assert (precious.read_bytes(), path.read_bytes()) == (b"mine", b"new")
    assert stat.S_IMODE(path.lstat().st_mode) == 0o600


def test_only_a_half_file_of_ours_that_lay_for_an_hour_is_taken_away(tmp_path):
    old, fresh, linked, folder = (partial_of(tmp_path / f"{name}.pdf") for name in ("old", "fresh", "linked", "folder"))
    others = [tmp_path / name for name in (".x.pdf.partial", "x.plimpart", ".x.plimpart.pdf", "x.pdf")]
    for path in (old, fresh, *others):
        path.touch()
    folder.mkdir()
    linked.symlink_to("x.pdf")
    for path in (old, folder, *others):
        aged(path, LONG_AGO + 60)
    aged(fresh, LONG_AGO - 60)
    os.utime(linked, (0, 0), follow_symlinks=False)
    sweep_partials(tmp_path)
    assert sorted(tmp_path.iterdir()) == sorted((fresh, folder, linked, *others))


@pytest.mark.parametrize("name", ["no folder", "file"])
def test_a_folder_that_cannot_be_looked_into_is_left(tmp_path, name):
    (tmp_path / "file").touch()
    sweep_partials(tmp_path / name)
    assert [path.name for path in tmp_path.iterdir()] == ["file"]
