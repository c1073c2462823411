"""The command `export`: the tables of an assessment as files, from a workspace and from a sealed report."""

import csv
import json
from contextlib import closing

import openpyxl
import pytest

from tests import small_samples
from tests.small_samples import answered
from wizard import cli, store


@pytest.fixture
def places(tmp_path):
    with closing(store.open_workspace(tmp_path / "w.plimsoll")) as workspace:
        answered(workspace)
    (tmp_path / "r.pdf").write_bytes(small_samples.sealed())
    return tmp_path


def test_each_form_is_written_from_a_workspace_and_from_a_report_with_the_same_rows(places, capsys):
    for source in ("w.plimsoll", "r.pdf"):
        target = places / source.partition(".")[0]
        target.mkdir()
        asked = {"--csv": "tables", "--xlsx": "f.xlsx", "--docx": "f.docx", "--oscal": "f.json"}
        options = [part for option, name in asked.items() for part in (option, str(target / name))]
        assert cli.main(["export", str(places / source), *options]) == 0
        said = capsys.readouterr()
        assert said.err == ""
        assert said.out.splitlines() == [
            f"Exported, read back and compared: {target / name}" for name in asked.values()
        ]
    pairs = [
        [(places / one / "tables" / f"{name}.csv").read_bytes() for one in ("w", "r")]
        for name in ("findings", "answers")
    ]
    assert all(one == other for one, other in pairs)
    with (places / "r" / "tables" / "findings.csv").open(encoding="utf-8-sig", newline="") as file:
        assert next(csv.DictReader(file))["worst_level"] == "High"
    assert openpyxl.load_workbook(places / "r" / "f.xlsx")["Findings"]["C2"].value == "A customer is told a wrong price"


def test_a_changed_report_is_refused_and_nothing_is_written(places, capsys):
    data = bytearray(small_samples.sealed())
    data[len(data) // 2] ^= 1
    (places / "r.pdf").write_bytes(data)
    before = sorted(places.iterdir())
    assert cli.main(["export", str(places / "r.pdf"), "--csv", str(places / "tables")]) == 1
    said = capsys.readouterr()
    assert "is not exported. " in said.err
    assert said.out == ""
    assert sorted(places.iterdir()) == before


@pytest.mark.parametrize("option", ["--csv", "--xlsx", "--docx", "--oscal"])
def test_nothing_that_exists_is_written_over(places, option, capsys):
    (places / "there").write_bytes(b"mine")
    assert cli.main(["export", str(places / "w.plimsoll"), option, str(places / "there")]) == 1
    assert "exists already. Nothing was written." in capsys.readouterr().err
    assert (places / "there").read_bytes() == b"mine"


def test_a_form_has_to_be_named_and_two_cannot_take_one_place(places, capsys):
    source, target = str(places / "w.plimsoll"), str(places / "one")
    assert cli.main(["export", source]) == 2
    assert "Name one: --json, --csv, --xlsx, --docx, --oscal." in capsys.readouterr().err
    assert cli.main(["export", source, "--xlsx", target, "--docx", target]) == 2
    assert not (places / "one").exists()


def test_the_record_still_goes_to_the_standard_output_beside_files(places, capsysbinary):
    assert cli.main(["export", str(places / "w.plimsoll"), "--json", "--docx", str(places / "f.docx")]) == 0
    said = capsysbinary.readouterr()
    assert json.loads(said.out)["format"] == "plimsoll-record/1"
    assert said.err.startswith(b"Exported, read back and compared: ")


@pytest.mark.parametrize("source", ["nowhere.pdf", "."])
def test_a_source_that_is_none_is_told(places, source, capsys, monkeypatch):
    monkeypatch.chdir(places)
    assert cli.main(["export", source, "--csv", "tables"]) == 1
    assert capsys.readouterr().err.startswith("plimsoll: ")
    assert not (places / "tables").exists()
