"""What goes into a workspace comes out again, in order and chained, and nothing recorded can be changed unnoticed."""

import json
import sqlite3
from contextlib import closing
from decimal import Decimal
from hashlib import sha256

import pytest

from tests.store_samples import AT, TEXTS, change, python, said
from wizard import store
from wizard.core.assessment import Answer, Evidence
from wizard.errors import UserError
from wizard.store import chain


@pytest.fixture
def path(tmp_path):
    return tmp_path / "work.plimsoll"


@pytest.fixture
def workspace(path):
    found = store.open_workspace(path, "Ada")
    found.create("one", TEXTS, AT)
    yield found
    found.close()


WORDS = {
    "markup": "R&D <b> &amp; <img src='/etc/passwd'>",
    "NUL": "a\0b",
    "half a surrogate pair": "x\ud83e",
    "emoji": "👩‍🚀 漢字 é e\u0301",
    "bidi": "\u202eabc\u2066",
    "SQL": "'); DROP TABLE log; --",
    "a formula": "=cmd|' /C calc'!A0",
    "JSON": '{"number": "1"}',
    "line ends": "a\r\nb\u2028c\x85",
}


@pytest.mark.parametrize("text", WORDS.values(), ids=WORDS)
def test_any_words_come_back_as_typed(path, workspace, text):
    given = said(text, note=text, reason=text, who=text)
    workspace.record("one", "q", given)
    workspace.set_setting("name", text)
    workspace.cache({"key": chain.canonical(text)})
    workspace.close()
    again = store.open_workspace(path)
    assert again.answers("one") == {"q": given}
    assert again.setting("name") == text
    assert again.cached("key") == chain.canonical(text)
    assert again.setting("paper", "A4") == "A4"
    again.close()


def test_ten_megabytes_come_back_as_pasted(path, workspace):
    workspace.record("one", "q", said(5_000_000 * "é "))
    workspace.close()
    again = store.open_workspace(path)
    assert again.answers("one")["q"].value == 5_000_000 * "é "
    again.close()


@pytest.mark.parametrize(
    "given",
    [
        said(("agents", "tools"), flagged=True),
        said(Decimal("0.30")),
        said(Decimal(10) ** 30),
        said("full", assurance="tested"),
        said(None, standing="not-applicable", reason="It has no memory"),
        said(None, evidence=(Evidence("a/../b", "file", "0" * 64, 3, "", "2026-01-01"),)),
    ],
)
def test_every_kind_of_answer_comes_back(workspace, given):
    workspace.record("one", "q", given)
    assert workspace.answers("one")["q"] == given
    assert workspace.log("one")[0].answer == given


def test_what_stands_is_the_newest_by_sequence_and_not_by_clock(workspace):
    for number, question in enumerate(("a", "b", "a")):
        workspace.record("one", question, said(str(number), at=f"{2026 - number}-11-23T10:00:00Z"))
    assert {key: answer.value for key, answer in workspace.answers("one").items()} == {"b": "1", "a": "2"}
    assert [(row.seq, row.answer.value) for row in workspace.log("one")] == [(1, "0"), (2, "1"), (3, "2")]
    assert workspace.assessment("one").changed == "2024-11-23T10:00:00Z"
    assert workspace.broken_chain() == ""


def test_every_hash_can_be_computed_by_hand(workspace):
    workspace.create("two", TEXTS, AT)
    workspace.record("one", "a", Answer(value="é", note='say "yes"', who="Ada", at=AT))
    workspace.record("two", "a", said("x"))
    workspace.record("one", "b", said(("x", "y")))
    previous = ""
    for name, row in zip(
        ("one", "two", "one"), sorted(workspace.log("one") + workspace.log("two"), key=lambda row: row.seq), strict=True
    ):
        parts = [row.seq, name, row.question, json.loads(row.value), row.note, row.who, row.at, previous]
        assert row.previous == previous
        assert row.hash == sha256(json.dumps(parts, sort_keys=True, separators=(",", ":")).encode()).hexdigest()
        previous = row.hash
    assert workspace.head("one") == (previous, 2)
    assert workspace.head("two")[1] == 1


def test_an_assessment_keeps_the_questionnaire_it_answers_and_texts_are_kept_once(workspace):
    workspace.create("two", TEXTS, AT)
    assert workspace.texts("one") == workspace.texts("two") == TEXTS
    named = [[name, sha256(text.encode()).hexdigest()] for name, text in TEXTS]
    digest = sha256(json.dumps(named, separators=(",", ":")).encode()).hexdigest()
    assert {row.questionnaire for row in workspace.assessments()} == {digest}
    assert len(workspace.dump("questionnaires")) == 1


def test_the_digest_changes_with_any_letter_any_name_and_any_order():
    one, two = ("a.yaml", "x"), ("b.yaml", "y")
    names = [(one, two), (two, one), (("c.yaml", "x"), two), (("a.yaml", "x "), two), (("a.yamlx", ""), two), (one,)]
    assert len({chain.digest(texts) for texts in names}) == len(names)
    assert len(chain.digest((("odd.yaml", "\udce9"),))) == 64


def test_assessments_are_listed_in_the_order_they_were_made(workspace):
    workspace.create("another", TEXTS, AT)
    workspace.record("one", "a", said("x", at="2026-11-24T00:00:00Z"))
    one, other = workspace.assessments()
    assert (one.id, one.created, one.changed, one.entries) == ("one", AT, "2026-11-24T00:00:00Z", 1)
    assert (other.id, other.head) == ("another", "")


def test_archiving_can_be_taken_back(workspace):
    for archived in (True, False):
        workspace.mark_archived("one", archived)
        assert workspace.assessment("one").archived is archived
    assert workspace.broken_chain() == ""


def test_a_copy_carries_the_answers_and_never_the_seal(workspace):
    workspace.record("one", "a", said("old"))
    workspace.record("one", "a", said("new"))
    workspace.mark_sealed("one", AT, "ab" * 32)
    newer = (("intake.yaml", "module: intake\nversion: '2'\n"),)
    workspace.copy("one", "same", AT)
    workspace.copy("one", "two", "2026-12-01T00:00:00Z", newer)
    copy = workspace.assessment("two")
    assert workspace.answers("two") == workspace.answers("one") == workspace.answers("same")
    assert (copy.sealed, copy.sealed_sha256, copy.entries) == ("", "", 1)
    assert (workspace.texts("same"), workspace.texts("two")) == (TEXTS, newer)
    workspace.record("two", "a", said("newest"))
    assert workspace.answers("one")["a"].value == "new"
    assert workspace.broken_chain() == ""


def test_a_sealed_assessment_takes_no_more_answers(workspace):
    workspace.record("one", "a", said("x"))
    workspace.mark_sealed("one", AT, "ab" * 32)
    with pytest.raises(UserError, match="sealed"):
        workspace.record("one", "a", said("y"))
    assert workspace.answers("one")["a"].value == "x"
    assert workspace.assessment("one").sealed_sha256 == "ab" * 32


def test_what_fails_in_the_middle_leaves_nothing(workspace):
    with pytest.raises(sqlite3.IntegrityError):
        workspace.create("one", (("other.yaml", "x"),), AT)
    with pytest.raises(KeyError):
        workspace.copy("nobody", "two", AT)
    with pytest.raises(KeyError):
        workspace.record("nobody", "a", said("x"))
    assert len(workspace.dump("questionnaires")) == len(workspace.assessments()) == 1
    assert workspace.broken_chain() == ""


def test_a_transaction_that_is_stopped_anywhere_leaves_nothing_half_written(workspace):
    stopped, before = 0, 0
    for steps in range(1, 400, 7):
        workspace._db.set_progress_handler(lambda: 1, steps)
        try:
            workspace.record("one", "new", said("x"))
        except sqlite3.OperationalError:
            stopped += 1
        workspace._db.set_progress_handler(None, 0)
        now = len(workspace.log("one"))
        assert now - before in (0, 1)
        assert workspace.broken_chain() == ""
        before = now
    assert stopped
    assert before


COLUMNS = [
    *(f"log.{name}" for name in ("seq", "assessment", "question", "value", "note", "who", "at", "previous", "hash")),
    *(f"assessments.{name}" for name in ("number", "id", "questionnaire", "created", "changed", "sealed")),
    *(f"assessments.{name}" for name in ("sealed_sha256", "archived", "head", "entries", "hash")),
    *(f"questionnaires.{name}" for name in ("digest", "texts")),
    *(f"settings.{name}" for name in ("key", "value", "hash")),
]


@pytest.fixture(scope="module")
def four_changes(tmp_path_factory):
    """Fill a workspace once for all tests here: every change waits for the disk."""
    path = tmp_path_factory.mktemp("filled") / "work.plimsoll"
    with closing(store.open_workspace(path, "Ada")) as workspace:
        workspace.create("one", TEXTS, AT)
        workspace.set_setting("one", "1")
        for number in range(3):
            workspace.record("one", f"q{number}", said(f"v{number}"))
    return path.read_bytes()


@pytest.fixture
def filled(path, four_changes):
    path.write_bytes(four_changes)
    return path


@pytest.mark.parametrize("column", COLUMNS)
def test_changing_any_column_of_any_row_is_named_on_opening_and_before_a_write(filled, column):
    table, name = column.split(".")
    changed = "+ 7" if name in ("seq", "number", "archived", "entries") else "|| 'x'"
    honest = filled.read_bytes()
    for row in range(1, 4 if table == "log" else 2):
        filled.write_bytes(honest)
        change(filled, f"UPDATE {table} SET {name} = {name} {changed} WHERE rowid = {row}")
        assert filled.read_bytes() != honest
        with pytest.raises(store.DamagedError):
            store.open_workspace(filled)
        unchecked = store.open_workspace(filled, check=False)
        assert "cannot be trusted" in unchecked.broken_chain()
        with pytest.raises(store.DamagedError):
            unchecked.record("one", "q0", said("never"))
        unchecked.close()


def test_an_answer_that_nothing_can_read_is_named_before_any_check(filled):
    change(filled, "UPDATE log SET value = '[]' WHERE seq = 2")
    unchecked = store.open_workspace(filled, check=False)
    with pytest.raises(store.DamagedError, match="cannot be read"):
        unchecked.answers("one")
    unchecked.close()


def test_cached_texts_that_are_not_what_was_remembered_are_passed_over(path, workspace):
    workspace.cache({key: f"text of {key}" for key in ("good", "text", "hash", "bytes")})
    workspace.close()
    change(
        path,
        "UPDATE scores SET text = 'better' WHERE key = 'text'",
        "UPDATE scores SET hash = x'00' WHERE key = 'hash'",
        "UPDATE scores SET text = CAST(x'ff00fe' AS TEXT) WHERE key = 'bytes'",
    )
    again = store.open_workspace(path)
    found = [again.cached(key) for key in ("good", "text", "hash", "bytes", "none")]
    assert found == ["text of good", *4 * [None]]
    assert again.broken_chain() == ""
    again.close()


def test_old_cached_texts_make_room(workspace, monkeypatch):
    monkeypatch.setattr("wizard.store.cache.MOST_ROWS", 3)
    workspace.cache({str(number): "x" for number in range(5)})
    assert [workspace.cached(str(number)) for number in range(5)] == [None, None, "x", "x", "x"]


def test_the_cache_holds_no_more_bytes_than_its_bound(workspace, monkeypatch):
    monkeypatch.setattr("wizard.store.cache.MOST_BYTES", 30)
    for key in ("old", "middle", "new"):
        workspace.cache({f"{key}\0key": "é\x00" + "x" * 8})  # eleven bytes; SQLite counts one letter before the NUL
    assert [workspace.cached(f"{key}\0key") is not None for key in ("old", "middle", "new")] == [False, True, True]
    workspace.cache({"too large": "x" * 31})
    assert workspace.dump("scores") == ()


def test_a_table_can_be_dumped_for_inspection(workspace):
    workspace.record("one", "a", said("x"))
    (row,) = workspace.dump("log")
    assert (row["seq"], row["question"], row["value"]) == (1, "a", '{"value":"x"}')


def test_a_closed_workspace_says_so(workspace):
    workspace.close()
    workspace.close()
    for call in (workspace.assessments, lambda: workspace.record("one", "a", said("x")), lambda: workspace.backup("x")):
        with pytest.raises(UserError, match="closed"):
            call()


def test_opening_reading_and_recording_leave_heavy_libraries_alone(workspace, path):
    workspace.close()
    code = """
import sys
from pathlib import Path
from wizard.core.assessment import Answer
from wizard.store import open_workspace
workspace = open_workspace(Path(sys.argv[1]))
workspace.record("one", "a", Answer(value="x", at="now"))
workspace.answers("one"), workspace.assessments(), workspace.texts("one")
workspace.close()
print(*sorted({"sqlite_utils", "yaml", "PySide6", "reportlab"} & set(sys.modules)))
"""
    done = python(code, path)
    assert (done.returncode, done.stdout.strip()) == (0, ""), done.stderr
