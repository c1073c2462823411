"""A new assessment over a folder of questions, empty or with the answers of a file; with mistakes in it, none is made."""

from contextlib import closing

import pytest

from wizard import library, places
from wizard.session import MistakesError, answered, begin
from wizard.store import open_workspace


@pytest.fixture
def workspace(tmp_path):
    with closing(open_workspace(tmp_path / "w.plimsoll")) as found:
        yield found


def test_it_begins_empty_and_with_the_file_its_answers_stand(workspace):
    empty = begin(workspace, places.questionnaires(), key="empty")
    full = answered(workspace, places.questionnaires(), places.example(), key="full")
    assert empty.texts == full.texts == library.shipped_texts(places.questionnaires())
    assert empty.assessment.answers == {}
    assert full.assessment.text("system-name") == "Claims triage agent"
    assert not full.can_undo


def test_a_file_with_mistakes_makes_no_assessment_and_names_each_line(workspace, tmp_path):
    wrong = tmp_path / "wrong.yaml"
    wrong.write_text("answers:\n  system-nam: X\n  autonomy: sideways\n", encoding="utf-8")
    with pytest.raises(MistakesError) as mistakes:
        answered(workspace, places.questionnaires(), wrong)
    assert [line.split(": ")[0] for line in mistakes.value.lines] == [f"{wrong}:2", f"{wrong}:3"]
    assert workspace.assessments() == ()
