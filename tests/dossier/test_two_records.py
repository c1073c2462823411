"""Two records in a process of its own: their own scores are compared, and what is no record is a sentence."""

import json

import pytest

from tests import golden_files
from wizard import dossier
from wizard.dossier import two_records
from wizard.dossier.record import canonical
from wizard.errors import UserError

DRAFT = (golden_files.FOLDER / "0.1.0" / "draft.record.json").read_bytes()


def changed(change):
    parts = json.loads(DRAFT)
    change(parts)
    return canonical(parts)


def test_a_later_answer_moves_the_risk_and_what_the_record_claims_does_not():
    def answer(parts):
        parts["answers"]["looked-up"]["assurance"] = "verified"
        parts["result"]["worst"] = "9.000000000"

    found = dossier.compare_records(DRAFT, changed(answer))
    assert (found.overall.direction, found.count("better")) == ("better", 1)
    assert found.overall.after.worst < found.overall.before.worst
    assert [item.question for item in found.answers] == ["looked-up"]
    assert dossier.compare_records(DRAFT, DRAFT).answers == ()


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "second record cannot be read"),
        (b"[" * 100_000, "second record cannot be read"),
        (changed(lambda parts: parts.update(format="plimsoll-record/9")), "newer version"),
        (changed(lambda parts: parts.pop("questionnaire")), "lacks a part"),
        (changed(lambda parts: parts["answers"].update({"looked-up": {"value": 3}})), "second record"),
    ],
)
def test_what_is_no_record_is_named(data, says):
    with pytest.raises(UserError, match=says):
        dossier.compare_records(DRAFT, data)


def test_a_process_that_does_not_answer_is_a_sentence(monkeypatch):
    monkeypatch.setattr(two_records, "SECONDS", 0.01)
    with pytest.raises(UserError, match="cannot be compared"):
        dossier.compare_records(DRAFT, DRAFT)
