"""What others get of a crosswalk: SSSOM TSV, read here with nothing but the standard library."""

import csv
import json
import re

import pytest

from tests.test_crosswalks import CROSSWALKS, NAMED, SHELF
from wizard import cli
from wizard.library.sssom import write_sssom

REQUIRED = ("subject_id", "predicate_id", "object_id", "mapping_justification")
COLUMNS = (
    "subject_id",
    "subject_label",
    "predicate_id",
    "object_id",
    "object_label",
    "mapping_justification",
    "subject_source",
    "object_source",
    "author_label",
    "comment",
)


def parsed(text):
    """Give the fields of the head, the prefixes and the rows."""
    lines = text.splitlines()
    head = [line[1:] for line in lines if line.startswith("#")]
    assert lines[: len(head)] == [f"#{line}" for line in head], "the head comes before the rows"
    pairs = [re.fullmatch(r"( *)(?:- )?([a-z0-9_]+: )?(.*)", line).groups() for line in head]
    prefixes = {name[:-2]: json.loads(value) for indent, name, value in pairs if indent and name}
    fields = {name[:-2]: json.loads(value) for indent, name, value in pairs if not indent and name}
    return fields, prefixes, list(csv.DictReader(lines[len(head) :], delimiter="\t"))


@pytest.mark.parametrize("crosswalk", CROSSWALKS, ids=lambda crosswalk: crosswalk.id)
def test_every_crosswalk_has_head_columns_and_known_prefixes(crosswalk):
    fields, prefixes, rows = parsed(write_sssom(crosswalk, SHELF))
    assert fields["mapping_set_id"] == f"urn:plimsoll:crosswalk:{crosswalk.id}"
    assert fields["license"].startswith("https://")
    assert fields["mapping_set_version"] == crosswalk.version
    assert crosswalk.provenance in fields["mapping_set_description"]
    assert ("mapping_provider" in fields) == ("://" in crosswalk.source)
    assert len(rows) == len(crosswalk.links) + len(crosswalk.gaps)
    assert all(re.fullmatch(r"https?://\S+|urn:\S*", address) for address in prefixes.values())
    for row in rows:
        assert tuple(row) == COLUMNS
        assert all(row[name] for name in (*REQUIRED, "subject_label"))
        for name in (*REQUIRED, "subject_source", "object_source"):
            assert re.fullmatch(r"[A-Za-z0-9_]+:\S+", row[name])
            assert row[name].partition(":")[0] in prefixes


def test_ours_is_told_as_it_is():
    fields, prefixes, rows = parsed(write_sssom(NAMED["mit-owasp"], SHELF))
    assert "Nobody has reviewed these links" in fields["mapping_set_description"]
    assert prefixes["mit_v3"].endswith("#mit@v3:")
    found = {(row["subject_id"], row["object_id"]): row for row in rows}
    row = found["mit_v3:2.2", "owasp_llm_2026:LLM01"]
    assert (row["subject_label"], row["predicate_id"], row["object_label"]) == (
        "AI system security vulnerabilities and attacks",
        "skos:narrowMatch",
        "Prompt Injection",
    )
    assert row["mapping_justification"] == "semapv:ManualMappingCuration"
    assert row["author_label"] == "Plimsoll maintainers"
    assert len(row["comment"].split()) >= 5
    assert {row["predicate_id"] for row in rows} == {"skos:narrowMatch", "skos:closeMatch", "skos:relatedMatch"}


def test_what_has_no_counterpart_is_a_row_too():
    crosswalk = NAMED["mit-owasp"]
    _, _, rows = parsed(write_sssom(crosswalk, SHELF))
    nothing = [row for row in rows if row["object_id"] == "sssom:NoTermFound"]
    assert len(nothing) == len(crosswalk.gaps) == 27
    assert ("mit_v3:7.5", "plimsoll_list:owasp_aisvs_1_0") in {
        (row["subject_id"], row["object_source"]) for row in nothing
    }


def test_older_editions_keep_their_own_titles():
    _, prefixes, rows = parsed(write_sssom(NAMED["llm-1-1-to-2025"], SHELF))
    assert prefixes["owasp_llm_1_1"] != prefixes["owasp_llm_2025"]
    titles = {row["subject_id"]: row["subject_label"] for row in rows}
    assert titles["owasp_llm_1_1:LLM07"] == "Insecure Plugin Design"


def test_the_command_writes_a_new_file_and_the_standard_output_alike(tmp_path, capsysbinary):
    target = tmp_path / "mit-owasp.sssom.tsv"
    assert cli.main(["catalogue", "export", "--sssom", str(target)]) == 0
    assert b"273 links and 27 entries without a counterpart, under CC BY-SA 4.0." in capsysbinary.readouterr().err
    assert cli.main(["catalogue", "export", "--sssom", "-"]) == 0
    assert capsysbinary.readouterr().out == target.read_bytes()
    assert b"\r" not in target.read_bytes()


def test_the_command_never_writes_over_a_file(tmp_path, capsys):
    target = tmp_path / "mine.tsv"
    target.write_text("mine", encoding="utf-8")
    assert cli.main(["catalogue", "export", "--sssom", str(target)]) == 1
    assert "exists already" in capsys.readouterr().err
    assert target.read_text(encoding="utf-8") == "mine"


def test_the_command_names_the_crosswalks_there_are(tmp_path, capsys):
    assert cli.main(["catalogue", "export", "--sssom", str(tmp_path / "a.tsv"), "--crosswalk", "mit"]) == 2
    said = capsys.readouterr().err
    assert "There is no crosswalk 'mit'" in said
    assert "mit-owasp" in said
    assert list(tmp_path.iterdir()) == []


def test_another_crosswalk_can_be_asked_for(capsysbinary):
    assert cli.main(["catalogue", "export", "--sssom", "-", "--crosswalk", "finos-ml"]) == 0
    fields, _, rows = parsed(capsysbinary.readouterr().out.decode())
    assert fields["license"] == "https://creativecommons.org/licenses/by/4.0/"
    assert fields["mapping_provider"] == "https://github.com/finos/ai-governance-framework"
    assert len(rows) == 8
