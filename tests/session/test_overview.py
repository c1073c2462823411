"""A line for each assessment: what changed last stands first, a copy and an empty draft by when they were made."""

from contextlib import closing
from datetime import UTC, datetime

from tests import small_samples
from wizard import library
from wizard.core.assessment import Answer
from wizard.session import listed, new_assessment, new_version, summaries, take_back_copy
from wizard.store import open_workspace

TEXTS = small_samples.texts()
FOUND, _ = library.read(TEXTS)


def on(day):
    return lambda: datetime(2026, 11, day, tzinfo=UTC)


def test_a_copy_and_an_empty_draft_were_changed_when_they_were_made(tmp_path):
    with closing(open_workspace(tmp_path / "w.plimsoll")) as workspace:
        first = new_assessment(workspace, TEXTS, FOUND, on(1), key="first")
        first.answer("system-name", Answer("Claims triage"))
        first.now = on(20)
        copy = new_version(first)
        new_assessment(workspace, TEXTS, FOUND, on(21), key="empty")
        for _again in range(2):  # worked out, then remembered
            lines = [(line.id, line.changed[:10]) for line in summaries(workspace)]
            assert lines == [("empty", "2026-11-21"), (copy.assessment.id, "2026-11-20"), ("first", "2026-11-01")]


def test_a_copy_that_was_taken_back_is_listed_nowhere_and_its_log_stays(tmp_path):
    with closing(open_workspace(tmp_path / "w.plimsoll")) as workspace:
        first = new_assessment(workspace, TEXTS, FOUND, on(1), key="first")
        first.answer("system-name", Answer("Claims triage"))
        key = new_version(first).assessment.id
        assert take_back_copy(workspace, key, workspace.head(key))
        assert [line.id for line in summaries(workspace)] == ["first"]
        assert [row.id for row in listed(workspace)] == ["first"]
        assert len(workspace.log(key)) == 1
        assert workspace.broken_chain() == ""


def test_a_copy_in_which_somebody_answered_is_not_taken_back(tmp_path):
    with closing(open_workspace(tmp_path / "w.plimsoll")) as workspace:
        copy = new_version(new_assessment(workspace, TEXTS, FOUND, on(1), key="first"))
        head = workspace.head(copy.assessment.id)
        copy.answer("system-name", Answer("Claims triage"))
        assert not take_back_copy(workspace, copy.assessment.id, head)
        assert copy.assessment.id in [line.id for line in summaries(workspace)]
