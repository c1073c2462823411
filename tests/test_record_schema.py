"""The published schema of the record: every record that we write fits it, what is not a record does not."""

import copy
import json
from contextlib import closing
from dataclasses import fields

import jsonschema
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests import golden_files, small_samples, ten_systems
from wizard import dossier, places, signing, store
from wizard.cli import scripted
from wizard.core.assessment import ASSURANCE, STANDINGS, Answer, Evidence, from_plain, plain
from wizard.core.treatment import DECISIONS, RECOMMENDATIONS, Recommendation, Step, Treatment
from wizard.dossier.record import FORMAT, canonical

PATH = places.assets() / "record-1.schema.json"
SCHEMA = json.loads(PATH.read_text(encoding="utf-8"))
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA)
ANSWER = jsonschema.Draft202012Validator({"$ref": "#/$defs/answer", "$defs": SCHEMA["$defs"]})
NOON = small_samples.NOON


def fits(record):
    return [f"{error.json_path}: {error.message}" for error in VALIDATOR.iter_errors(json.loads(record))]


def test_it_is_a_schema_of_the_format_that_we_write():
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    assert SCHEMA["properties"]["format"]["const"] == FORMAT


def parts_of(node, where="$"):
    """Give every part of the schema that stands for a value of its own, with its place."""
    if isinstance(node, dict):
        for key, part in node.items():
            if key in ("properties", "$defs"):
                yield from ((f"{where}.{name}", inner) for name, inner in part.items())
            yield from parts_of(part, f"{where}.{key}")
    elif isinstance(node, list):
        for at, part in enumerate(node):
            yield from parts_of(part, f"{where}[{at}]")


def test_everything_in_it_is_described_and_no_object_is_left_open():
    found = dict(parts_of(SCHEMA))
    assert len(found) > 50
    assert [where for where, part in found.items() if not part.get("description") and "$ref" not in part] == []
    objects = [part for part in [SCHEMA, *found.values()] if part.get("type") == "object"]
    assert [part for part in objects if "additionalProperties" not in part] == []


def test_it_knows_every_part_of_an_answer_and_no_other():
    answer = SCHEMA["$defs"]["answer"]["properties"]
    assert set(answer) == {field.name for field in fields(Answer)}
    assert set(answer["evidence"]["items"]["properties"]) == {field.name for field in fields(Evidence)}
    assert tuple(SCHEMA["$defs"]["assurance"]["enum"]) == ASSURANCE
    assert {"given", *answer["standing"]["enum"]} == set(STANDINGS)


def test_it_knows_every_part_of_a_plan_and_no_other():
    treatment = SCHEMA["$defs"]["treatment"]["properties"]
    assert set(treatment) == {field.name for field in fields(Treatment)}
    assert set(treatment["steps"]["items"]["properties"]) == {field.name for field in fields(Step)}
    assert tuple(treatment["decision"]["enum"]) == DECISIONS
    recommendation = SCHEMA["properties"]["plan"]["properties"]["recommendation"]["properties"]
    assert set(recommendation) == {field.name for field in fields(Recommendation)}
    assert tuple(recommendation["choice"]["enum"]) == RECOMMENDATIONS


@pytest.mark.parametrize("golden", golden_files.reports(), ids=lambda golden: golden.path.stem)
def test_golden_reports_fit(golden):
    assert fits(signing.judge(golden.data, golden.known, golden.now).record) == []


@pytest.mark.parametrize("path", golden_files.records(), ids=lambda path: path.stem)
def test_golden_records_fit(path):
    assert fits(path.read_bytes()) == []


def test_what_is_sealed_today_fits():
    assert fits(signing.judge(small_samples.sealed(), (), NOON).record) == []


def test_an_assessment_without_a_single_answer_fits(tmp_path):
    with closing(store.open_workspace(tmp_path / "w.plimsoll")) as workspace:
        session = small_samples.answered(workspace)
        for key in session.assessment.answers:
            session.answer(key, Answer())
        assert fits(dossier.write_record(session, dossier.Sealing("", "", NOON), small_samples.shelf())) == []


@pytest.mark.parametrize("system", ten_systems.DESCRIBED)
def test_the_answers_of_ten_systems_fit(system):
    for key, answer in ten_systems.answers_of(system).items():
        assert [error.message for error in ANSWER.iter_errors(plain(answer))] == [], key


def test_the_example_fits(tmp_path):
    with closing(store.open_workspace(tmp_path / "w.plimsoll")) as workspace:
        session = scripted.answered(workspace, places.example(), lambda: NOON)
        session.attach("system-name", b"\x89PNG", "a.png")
        assert fits(dossier.write_record(session, dossier.Sealing("A", "B", NOON), small_samples.shelf())) == []


TEXT = st.text(max_size=20)
EVIDENCE = st.builds(
    Evidence,
    name=st.text(min_size=1, max_size=20),
    kind=st.sampled_from(["file", "link", "image"]),
    sha256=st.sampled_from(["", "ab" * 32]),
    size=st.integers(0, 10**12),
    link=TEXT,
    date=TEXT,
)
ANSWERS = st.builds(
    Answer,
    value=st.none() | TEXT | st.decimals(allow_nan=False, allow_infinity=False) | st.tuples(TEXT, TEXT),
    assurance=st.sampled_from([None, *ASSURANCE]),
    standing=st.sampled_from(STANDINGS),
    reason=TEXT,
    note=TEXT,
    flagged=st.booleans(),
    evidence=st.lists(EVIDENCE, max_size=2).map(tuple),
    who=TEXT,
    at=st.sampled_from(["", "2026-11-23T12:00:00Z"]),
)


@settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck))
@given(ANSWERS)
def test_any_answer_fits_and_reads_back(answer):
    parts = json.loads(canonical(plain(answer)))
    assert [error.message for error in ANSWER.iter_errors(parts)] == []
    assert plain(from_plain(parts)) == plain(answer)


def removed(key):
    return lambda record: record.pop(key)


def put(value, *way):
    def change(record):
        for key in way[:-1]:
            record = record[key]
        record[way[-1]] = value

    return change


@pytest.mark.parametrize(
    "change",
    [
        *(removed(key) for key in SCHEMA["required"]),
        put("plimsoll-record/2", "format"),
        put(1, "anything"),
        put(1, "sealing", "login"),
        put("23 November 2026", "sealing", "at"),
        put("AB" * 32, "sealing", "fingerprint"),
        put(2.0969, "result", "worst"),
        put("2.1", "result", "worst"),
        put("yes", "result", "scenarios", 0, "over_appetite"),
        put("ab", "questionnaire", 0, "sha256"),
        put([], "questionnaire"),
        put("mit", "catalogues", 0, "id"),
        put(-1, "log", "rows"),
        put(10, "answers", "appetite-money", "value"),
        put({"number": "ten"}, "answers", "appetite-money", "value"),
        put("", "answers", "looked-up", "note"),
        put(False, "answers", "looked-up", "flagged"),
        put("given", "answers", "looked-up", "standing"),
        put("sworn", "answers", "looked-up", "assurance"),
    ],
)
def test_what_is_not_a_record_does_not_fit(change):
    record = copy.deepcopy(json.loads((golden_files.FOLDER / "0.1.0" / "draft.record.json").read_bytes()))
    assert fits(canonical(record)) == []
    change(record)
    assert fits(canonical(record))
