"""Exporting: read back, compared, renamed; whatever goes wrong, nothing half-written is left and what was there stays."""

import os
import signal
import sys
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from tests import small_samples
from tests.small_samples import NOON, answered, shelf
from wizard import dossier, store
from wizard.core.assessment import from_plain
from wizard.disk import partial_of
from wizard.dossier import findings as making
from wizard.dossier.exporting import FORMS, ONE, export, export_record
from wizard.errors import UserError

NAMED = list(FORMS.values())


@pytest.fixture(scope="module")
def found(tmp_path_factory):
    with closing(store.open_workspace(tmp_path_factory.mktemp("w") / "w.plimsoll")) as workspace:
        return making.of_session(answered(workspace), shelf())


@pytest.fixture(scope="module")
def verdict():
    return dossier.open_report(small_samples.sealed(), (), NOON)


@pytest.mark.parametrize("form", NAMED, ids=lambda form: form.id)
def test_an_export_is_told_step_by_step_and_lies_whole_in_its_place(found, form, tmp_path):
    target, steps = tmp_path / f"found{form.ending}", []
    made = export(found, form, target, steps.append)
    files = (
        {path.name: path.read_bytes() for path in target.iterdir()} if form.is_folder else {ONE: target.read_bytes()}
    )
    assert (files, made.size) == (form.write(found), sum(map(len, files.values())))
    assert steps == ["Writing", "Reading back"]
    assert made.rows >= 9
    assert list(tmp_path.iterdir()) == [target]


def lossy(form):
    """Make a form that loses the first answer on its way."""

    def write(found):
        return form.write(replace(found, answers=replace(found.answers, rows=found.answers.rows[1:])))

    return replace(form, write=write)


@pytest.mark.parametrize("form", NAMED, ids=lambda form: form.id)
def test_what_does_not_read_back_as_it_was_is_not_kept_and_what_was_there_stays(found, form, tmp_path):
    target = tmp_path / f"found{form.ending}"
    if not form.is_folder:
        target.write_bytes(b"before")
    with pytest.raises(
        UserError, match=r"^Not exported\. The file was read back and compared: .+ (rows|answers)"
    ) as told:
        export(found, lossy(form), target)
    assert "Nothing was left." in told.value.sentence
    assert [path.read_bytes() for path in tmp_path.iterdir()] == ([] if form.is_folder else [b"before"])


@pytest.mark.parametrize("form", NAMED, ids=lambda form: form.id)
def test_what_does_not_read_at_all_is_not_kept(found, form, tmp_path):
    broken = replace(form, write=lambda _found: dict.fromkeys(form.write(found), b"\xff\x00 no file"))
    with pytest.raises(UserError, match=r"^Not exported\. The file was read back"):
        export(found, broken, tmp_path / "found")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("form", NAMED, ids=lambda form: form.id)
def test_a_place_that_takes_nothing_is_told(found, form, tmp_path):
    with pytest.raises(UserError, match=r"^Not exported\. .* cannot be written: .*\. No half file was left\. ") as told:
        export(found, form, tmp_path / "nowhere" / "found")
    assert told.value.hint.startswith("Choose another folder")
    assert list(tmp_path.iterdir()) == []


def test_a_file_is_replaced_and_a_folder_never(found, tmp_path):
    (tmp_path / "found.xlsx").write_bytes(b"before")
    assert export(found, FORMS["xlsx"], tmp_path / "found.xlsx").path.read_bytes().startswith(b"PK")
    (tmp_path / "found").mkdir()
    (tmp_path / "found" / "mine.txt").write_text("mine")
    with pytest.raises(UserError, match=r"exists already\. Nothing was written"):
        export(found, FORMS["csv"], tmp_path / "found")
    assert [path.name for path in (tmp_path / "found").iterdir()] == ["mine.txt"]


def test_what_a_killed_program_left_half_written_does_not_stand_in_the_way(found, tmp_path):
    half = partial_of(tmp_path / "found")
    half.mkdir()
    (half / "answers.csv").write_bytes(b"half")
    assert len(list(export(found, FORMS["csv"], tmp_path / "found").path.iterdir())) == 3
    assert not half.exists()


def test_a_half_folder_under_another_name_goes_after_an_hour(found, tmp_path):
    old, new = partial_of(tmp_path / "old"), partial_of(tmp_path / "new")
    for half in (old, new):
        half.mkdir()
        (half / "answers.csv").write_bytes(b"half")
    os.utime(old, (0, 0))
    export(found, FORMS["xlsx"], tmp_path / "found.xlsx")
    assert (old.exists(), new.exists()) == (False, True)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows lets few people make links")
def test_a_link_in_the_way_of_the_half_file_is_not_followed(found, tmp_path):
    kept = tmp_path / "kept"
    kept.mkdir()
    (kept / "mine.txt").write_text("mine")
    partial_of(tmp_path / "found").symlink_to(kept)
    export(found, FORMS["csv"], tmp_path / "found")
    assert (kept / "mine.txt").read_text() == "mine"


def test_the_record_is_written_as_it_stands_in_the_report(verdict, tmp_path):
    made = export_record(verdict.judgement.record, tmp_path / "record.json")
    assert (tmp_path / "record.json").read_bytes() == verdict.judgement.record
    assert made.rows == len(verdict.record.assessment.answers)
    with pytest.raises(ValueError, match="not a record"):
        export_record(b"{}", tmp_path / "none.json")
    assert [path.name for path in tmp_path.iterdir()] == ["record.json"]


def test_a_sealed_report_gives_the_rows_that_the_workspace_gave_and_its_own_seal(found, verdict):
    data = small_samples.sealed()
    inside = making.of_verdict(verdict, data, "prices.pdf")
    assert (inside.tables, inside.basis, inside.plan) == (found.tables, found.basis, None)
    said = dict(inside.about.rows)
    assert said["Sealed report"] == "prices.pdf"
    assert said["Record, SHA-256"] == verdict.judgement.record_sha256
    assert "unknown on this computer" in said["State"]
    assert dict(found.about.rows)["State"] == "Draft. No report of this has been sealed."


@pytest.mark.parametrize("outcome", ["changed-after-sealing", "not-sealed", "not-ours", "unreadable"])
def test_a_report_whose_seal_does_not_hold_becomes_no_table(verdict, outcome):
    refused = replace(verdict, outcome=outcome, reason="So it is.")
    with pytest.raises(UserError, match=rf"x\.pdf is not exported\. {outcome}: So it is\.") as told:
        making.of_verdict(refused, b"", "x.pdf")
    assert "--json" in told.value.hint


def test_a_sealed_assessment_names_the_file_that_was_sealed(tmp_path):
    with closing(store.open_workspace(tmp_path / "w.plimsoll")) as workspace:
        session = answered(workspace)
        session.seal("2026-11-23T12:00:00Z", "ab" * 32)
        found = making.of_session(session, shelf())
    assert found.at == "2026-11-23T12:00:00Z"
    assert dict(found.about.rows)["Sealed report, SHA-256"] == "ab" * 32
    assert found.state.startswith("Sealed on 2026-11-23T12:00:00Z.")


STRANGE = {
    "value": None, "assurance": {"a": 1}, "standing": "not-applicable", "reason": {"a": 1}, "note": ["x", "=1"],
    "flagged": "perhaps", "who": 5, "at": {}, "evidence": [{"name": 7, "kind": None, "size": "big", "sha256": [], "link": {}}],
}  # fmt: skip


@pytest.mark.parametrize("form", NAMED, ids=lambda form: form.id)
def test_a_strangers_record_may_hold_anything_where_words_should_stand(verdict, form, tmp_path):
    strange = {**verdict.record.assessment.answers, "system-version": from_plain(STRANGE)}
    record = replace(verdict.record, assessment=replace(verdict.record.assessment, answers=strange))
    inside = making.of_verdict(replace(verdict, record=record), b"", "x.pdf")
    row = next(row for row in inside.answers.by_key() if row["question_id"] == "system-version")
    assert (row["state"], row["note"], row["who"]) == ("not applicable", "['x', '=1']", "5")
    assert export(inside, form, tmp_path / "found").rows >= 9


@pytest.mark.skipif(sys.platform == "win32", reason="Windows bounds no file")
@pytest.mark.parametrize("form", NAMED, ids=lambda form: form.id)
def test_a_disk_that_is_full_in_the_middle_leaves_nothing_and_says_so(found, form, tmp_path):
    import resource

    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    heard = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    target = tmp_path / f"found{form.ending}"
    try:
        resource.setrlimit(resource.RLIMIT_FSIZE, (1000, before[1]))
        with pytest.raises(UserError, match=r"cannot be written: File too large\. No half file was left\."):
            export(found, form, target)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, heard)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("at", ["", "yesterday", "0001-01-01T00:00:00+23:59", "1970-01-01T00:00:00Z", "9" * 400])
def test_a_moment_that_no_file_can_state_is_none(at):
    assert making._moment(at) == "1980-01-01T00:00:00Z"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps rights elsewhere")
def test_no_file_of_the_export_can_be_read_by_others(found, tmp_path):
    made = export(found, FORMS["csv"], tmp_path / "found")
    assert made.path.stat().st_mode & 0o077 == 0
    assert all(path.stat().st_mode & 0o077 == 0 for path in made.path.iterdir())
    assert isinstance(made.path, Path)
