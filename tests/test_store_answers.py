"""What goes into a workspace comes out again, and nothing that was recorded can be changed unnoticed."""

import sqlite3
import threading
import time
import tracemalloc
from dataclasses import replace
from decimal import Decimal
from hashlib import sha256

import pytest

from tests.storm_store import AT, TEXTS
from wizard import store
from wizard.core.assessment import Answer, Evidence
from wizard.errors import UserError
from wizard.store import chain, rows


@pytest.fixture
def path(tmp_path):
    return tmp_path / "work.plimsoll"


@pytest.fixture
def workspace(path):
    found = store.open_workspace(path, "Ada")
    found.create("a", TEXTS, AT)
    yield found
    found.close()


def answered(value, **more):
    return Answer(value, at=AT, **more)


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
    given = answered(text, note=text, reason=text, who=text)
    workspace.record("a", "q", given)
    workspace.set_setting("name", text)
    workspace.cache_score("key", chain.canonical(text))
    workspace.close()
    again = store.open_workspace(path)
    assert again.answers("a") == {"q": given}
    assert again.setting("name") == text
    assert again.cached_score("key") == chain.canonical(text)
    again.close()


def test_ten_megabytes_come_back_as_pasted(path, workspace):
    workspace.record("a", "q", answered(5_000_000 * "é "))
    workspace.close()
    again = store.open_workspace(path)
    assert again.answers("a")["q"].value == 5_000_000 * "é "
    again.close()


@pytest.mark.parametrize(
    "given",
    [
        answered(("x", "y")),
        answered(Decimal("0.50")),
        answered(Decimal(10) ** 30),
        answered("full", assurance="tested", flagged=True),
        answered(None, standing="not-applicable", reason="no"),
        answered(None, evidence=(Evidence("a/../b", "file", "0" * 64, 3, "", "2026-01-01"),)),
    ],
)
def test_every_kind_of_answer_comes_back(workspace, given):
    workspace.record("a", "q", given)
    assert workspace.answers("a")["q"] == given
    assert workspace.log("a")[0].answer == given


def test_the_newest_answer_stands_by_sequence_and_not_by_clock(workspace):
    workspace.record("a", "q", answered("first"))
    workspace.record("a", "q", replace(answered("second"), at="1999-01-01T00:00:00Z"))
    assert workspace.answers("a")["q"].value == "second"
    assert [row.seq for row in workspace.log("a")] == [1, 2]
    assert workspace.head("a") == (workspace.log("a")[-1].hash, 2)


def test_texts_are_kept_once_by_their_digest(workspace):
    workspace.create("b", TEXTS, AT)
    assert workspace.texts("b") == TEXTS
    assert {row.questionnaire for row in workspace.assessments()} == {store.digest(TEXTS)}
    assert len(workspace.dump("questionnaires")) == 1


def test_a_sealed_assessment_takes_no_answers_and_a_copy_carries_no_seal(workspace):
    workspace.record("a", "q", answered("x"))
    workspace.record("a", "q", answered("y"))
    workspace.mark_sealed("a", AT, "0" * 64)
    with pytest.raises(UserError, match="sealed"):
        workspace.record("a", "q", answered("z"))
    workspace.copy("a", "b", AT)
    copied = workspace.assessment("b")
    assert (copied.sealed, copied.sealed_sha256, copied.entries) == ("", "", 1)
    workspace.record("b", "q", answered("z"))
    assert workspace.answers("a")["q"].value == "y"
    assert workspace.broken_chain() == ""


def test_archiving_can_be_taken_back(workspace):
    for archived in (True, False):
        workspace.mark_archived("a", archived)
        assert workspace.assessment("a").archived is archived
    assert workspace.broken_chain() == ""


def test_what_fails_in_the_middle_leaves_nothing(workspace):
    with pytest.raises(sqlite3.IntegrityError):
        workspace.create("a", (("other.yaml", "x"),), AT)
    with pytest.raises(KeyError):
        workspace.copy("nobody", "b", AT)
    assert len(workspace.dump("questionnaires")) == len(workspace.assessments()) == 1


COLUMNS = [
    *(f"log.{name}" for name in ("seq", "assessment", "question", "value", "note", "who", "at", "previous", "hash")),
    *(f"assessments.{name}" for name in ("number", "id", "questionnaire", "created", "changed", "sealed")),
    *(f"assessments.{name}" for name in ("sealed_sha256", "archived", "head", "entries", "hash")),
    *(f"questionnaires.{name}" for name in ("digest", "texts")),
    *(f"settings.{name}" for name in ("key", "value", "hash")),
]


@pytest.fixture
def filled(path, workspace):
    workspace.set_setting("one", "1")
    for number in range(3):
        workspace.record("a", f"q{number}", answered(f"v{number}", note="n", who="w"))
    workspace.close()
    return path


@pytest.mark.parametrize("column", COLUMNS)
def test_changing_any_column_of_any_row_is_named_on_opening(filled, column):
    table, name = column.split(".")
    changed = "+ 7" if name in ("seq", "number", "archived", "entries") else "|| 'x'"
    db = sqlite3.connect(filled)
    number = db.execute(f"SELECT max(rowid) FROM {table}").fetchone()[0]
    db.close()
    honest = filled.read_bytes()
    for row in range(1, number + 1):
        filled.write_bytes(honest)
        db = sqlite3.connect(filled)
        with db:
            db.execute(f"UPDATE {table} SET {name} = {name} {changed} WHERE rowid = ?", (row,))
        db.close()
        with pytest.raises(store.DamagedError):
            store.open_workspace(filled)
        unchecked = store.open_workspace(filled, check=False)
        assert "cannot be trusted" in unchecked.broken_chain()
        with pytest.raises(store.DamagedError):
            unchecked.record("a", "q0", answered("never"))
        unchecked.close()


@pytest.mark.parametrize("which", ["1", "2", "3"])
def test_a_row_taken_out_is_named(filled, which):
    db = sqlite3.connect(filled)
    with db:
        db.execute("DELETE FROM log WHERE seq = ?", (which,))
    db.close()
    with pytest.raises(store.DamagedError, match="answer log"):
        store.open_workspace(filled)


def test_an_answer_that_nothing_can_read_is_named_before_any_check(filled):
    db = sqlite3.connect(filled)
    with db:
        db.execute("UPDATE log SET value = '[]' WHERE seq = 2")
    db.close()
    unchecked = store.open_workspace(filled, check=False)
    with pytest.raises(store.DamagedError, match="cannot be read"):
        unchecked.answers("a")
    unchecked.close()


def test_cached_scores_that_are_garbage_are_passed_over(path, workspace):
    for key in ("good", "text", "hash", "bytes"):
        workspace.cache_score(key, f"score of {key}")
    workspace.close()
    db = sqlite3.connect(path)
    with db:
        db.execute("UPDATE scores SET text = 'better' WHERE key = 'text'")
        db.execute("UPDATE scores SET hash = x'00' WHERE key = 'hash'")
        db.execute("UPDATE scores SET text = CAST(x'ff00fe' AS TEXT) WHERE key = 'bytes'")
    db.close()
    again = store.open_workspace(path)
    assert [again.cached_score(key) for key in ("good", "text", "hash", "bytes", "none")] == [
        "score of good",
        *4 * [None],
    ]
    assert again.broken_chain() == ""
    again.close()


def test_evidence_is_kept_by_content_and_a_change_is_reported(tmp_path, workspace):
    source = tmp_path / "report ../../x.exe"
    source.parent.mkdir(parents=True, exist_ok=True)
    source.write_bytes(3_000_000 * b"ab")
    name, size = workspace.keep(source)
    assert (name, size) == (sha256(source.read_bytes()).hexdigest(), 6_000_000)
    assert workspace.keep(source.read_bytes()) == (name, size)
    assert workspace.blob(name) == source.read_bytes()
    assert workspace.blob_problem(name) == ""
    kept = workspace.blob_path(name)
    assert [item.name for item in kept.parent.iterdir()] == [name]
    kept.write_bytes(b"other")
    assert "changed after" in workspace.blob_problem(name)
    with pytest.raises(UserError, match="changed"):
        workspace.blob(name)
    kept.unlink()
    assert "missing" in workspace.blob_problem(name)


@pytest.mark.parametrize("name", ["../work.plimsoll", "", "A" * 64, "0" * 63, "/etc/passwd", "0" * 64 + "\n"])
def test_evidence_is_never_looked_for_elsewhere(workspace, name):
    with pytest.raises(UserError, match="no valid name"):
        workspace.blob(name)


def test_evidence_is_read_in_pieces(tmp_path, workspace):
    source = tmp_path / "large"
    with source.open("wb") as file:
        file.truncate(80_000_000)
    tracemalloc.start()
    assert workspace.keep(source)[1] == 80_000_000
    assert tracemalloc.get_traced_memory()[1] < 8_000_000
    tracemalloc.stop()


def test_a_device_is_no_evidence(tmp_path, workspace):
    with pytest.raises(UserError, match="not a file"):
        workspace.keep(tmp_path)
    with pytest.raises(UserError):
        workspace.keep(tmp_path / "nothing")


@pytest.fixture(scope="module")
def large(tmp_path_factory):
    path = tmp_path_factory.mktemp("large") / "large.plimsoll"
    workspace = store.open_workspace(path)
    workspace.create("a", TEXTS, AT)
    entries = [(f"q{number % 300}", *chain.stored(answered("full", note="tested by hand"))) for number in range(20_000)]
    with workspace._writing() as db:
        rows.append(db, "a", entries, AT)
    workspace.close()
    return path


def test_20_000_answers_open_with_the_chain_checked(large):
    begun = time.perf_counter()
    workspace = store.open_workspace(large)
    assert time.perf_counter() - begun < 1
    assert len(workspace.log("a")) == 20_000
    workspace.close()


def test_others_read_and_record_while_a_thread_checks(large):
    workspace = store.open_workspace(large, check=False)
    workspace.check()
    failed = []

    def check():
        try:
            workspace.check()
            failed.append(workspace.broken_chain())
        except Exception as error:  # noqa: BLE001 - carried to the test's thread
            failed.append(error)

    thread = threading.Thread(target=check)
    thread.start()
    written = 0
    while thread.is_alive():
        workspace.record("a", "during", answered(f"v{written}"))
        assert workspace.answers("a")["during"].value == f"v{written}"
        written += 1
    thread.join()
    assert failed == [""]
    assert written > 1
    workspace.close()


def test_closing_while_a_thread_checks_ends_the_check_with_a_sentence(large):
    workspace = store.open_workspace(large, check=False)
    told = []

    def check():
        try:
            workspace.check()
        except UserError as error:
            told.append(error.sentence)

    thread = threading.Thread(target=check)
    thread.start()
    workspace.close()
    thread.join()
    assert told in ([], ["This workspace is closed."])
    with pytest.raises(UserError, match="closed"):
        workspace.check()
