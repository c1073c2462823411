"""A file on its way to its verdict and back to disk: measured whole, written for this user alone."""

import hashlib
import json

from tests.ui.rooms import NOON
from wizard.disk import partial_of
from wizard.ui import checking
from wizard.ui.keeping import keep


def test_what_is_said_of_a_file_is_true_of_all_of_it(tmp_path):
    huge = tmp_path / "huge.pdf"
    with huge.open("wb") as file:
        file.truncate(checking.LARGEST + 5)
    heard = []
    checked = checking.check(huge, NOON, heard.append)
    checking.keep_check(checked, tmp_path / "check.json")
    said = json.loads((tmp_path / "check.json").read_text())["file"]
    assert heard == [said["bytes"]] == [checking.LARGEST + 5]
    with huge.open("rb") as file:
        assert said["sha256"] == hashlib.file_digest(file, "sha256").hexdigest()
    assert checked.verdict.outcome == "unreadable"


def test_what_is_saved_follows_no_link_that_somebody_planted(tmp_path):
    precious = tmp_path / "precious"
    precious.write_text("mine")
    partial_of(tmp_path / "check.json").symlink_to(precious)
    keep(tmp_path / "check.json", b"{}")
    assert precious.read_text() == "mine"
    assert (tmp_path / "check.json").read_bytes() == b"{}"
    assert (tmp_path / "check.json").stat().st_mode & 0o777 == 0o600
