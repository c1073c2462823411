"""The store's promises on a healthy disk: what is recorded comes back, in order, chained, backed up and private."""

import json
import sqlite3
import stat
import subprocess
import sys
from decimal import Decimal
from hashlib import sha256
from pathlib import Path
from threading import Thread

import pytest

from wizard import library
from wizard.core.assessment import Answer, Evidence
from wizard.errors import UserError
from wizard.store import InUseError, digest, open_workspace

TEXTS = (("intake.yaml", "module: intake\n"), ("native.yaml", "method: native\ntitle: Schätzung\n"))
AT = "2026-11-23T10:00:00Z"


@pytest.fixture
def path(tmp_path):
    return tmp_path / "work.plimsoll"


@pytest.fixture
def workspace(path):
    opened = open_workspace(path, "Ada")
    opened.create("one", TEXTS, AT)
    yield opened
    opened.close()


def said(value, at=AT):
    return Answer(value=value, who="Ada", at=at)


@pytest.mark.parametrize(
    "answer",
    [
        Answer(value="full", assurance="tested", who="Ada", at=AT),
        Answer(value=("agents", "tools"), note="two of them", flagged=True, who="Ada", at=AT),
        Answer(value=Decimal("0.30"), who="Ada", at=AT),
        Answer(standing="not-applicable", reason="It has no memory", who="Ada", at=AT),
        Answer(value="x", evidence=(Evidence("log.txt", "file", "ab" * 32, 9),), who="Ada", at=AT),
        Answer(
            value="R&D <b> \0 \u202e \U0001f600 '; DROP TABLE log; --", note="lone \ud800 half", who="\udc00", at=AT
        ),
        Answer(value="漢" * 300_000, who="Ada", at=AT),
    ],
)
def test_an_answer_comes_back_as_it_was_given(workspace, path, answer):
    workspace.record("one", "question", answer)
    workspace.close()
    again = open_workspace(path)
    assert again.answers("one") == {"question": answer}
    again.close()


def test_what_stands_is_the_newest_answer_and_the_log_keeps_all(workspace):
    for number, question in enumerate(("a", "b", "a")):
        workspace.record("one", question, said(str(number), at=f"2026-11-23T10:00:0{9 - number}Z"))
    assert {key: answer.value for key, answer in workspace.answers("one").items()} == {"b": "1", "a": "2"}
    assert [row.answer.value for row in workspace.log("one")] == ["0", "1", "2"], "order is by sequence, not by clock"


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


def test_an_assessment_keeps_the_questionnaire_it_answers(workspace):
    assert workspace.texts("one") == TEXTS
    assert workspace.assessment("one").questionnaire == library.digest(TEXTS) == digest(TEXTS)


def test_assessments_are_listed_in_the_order_they_were_made(workspace):
    workspace.create("another", TEXTS, AT)
    workspace.mark_archived("another", archived=True)
    workspace.record("one", "a", said("x", at="2026-11-24T00:00:00Z"))
    one, other = workspace.assessments()
    assert (one.id, one.created, one.changed, one.archived, one.entries) == (
        "one",
        AT,
        "2026-11-24T00:00:00Z",
        False,
        1,
    )
    assert (other.id, other.archived, other.head) == ("another", True, "")


def test_a_copy_carries_the_answers_and_never_the_seal(workspace):
    workspace.record("one", "a", said("old"))
    workspace.record("one", "a", said("new"))
    workspace.mark_sealed("one", AT, "ab" * 32)
    newer = (("intake.yaml", "module: intake\nversion: '2'\n"),)
    workspace.copy("one", "two", "2026-12-01T00:00:00Z", newer)
    copy = workspace.assessment("two")
    assert workspace.answers("two") == workspace.answers("one")
    assert (copy.sealed, copy.sealed_sha256, copy.entries) == ("", "", 1)
    assert workspace.texts("two") == newer
    assert workspace.broken_chain() == ""


def test_a_sealed_assessment_takes_no_more_answers(workspace):
    workspace.record("one", "a", said("x"))
    workspace.mark_sealed("one", AT, "ab" * 32)
    with pytest.raises(UserError, match="sealed"):
        workspace.record("one", "a", said("y"))
    assert workspace.answers("one")["a"].value == "x"
    assert workspace.assessment("one").sealed_sha256 == "ab" * 32


def test_an_unknown_assessment_is_a_mistake_of_ours(workspace):
    with pytest.raises(KeyError):
        workspace.record("nobody", "a", said("x"))
    assert workspace.broken_chain() == ""


def test_settings_are_remembered(workspace, path):
    assert workspace.setting("paper", "A4") == "A4"
    workspace.set_setting("paper", "Letter")
    workspace.set_setting("name", "A\ud800")
    workspace.close()
    again = open_workspace(path)
    assert (again.setting("paper"), again.setting("name")) == ("Letter", "A\ud800")
    again.close()


def test_a_cached_score_that_changed_is_no_score(workspace):
    workspace.cache_scores({"a": "High", "b": "Low"})
    workspace._db.execute("UPDATE scores SET text = 'None' WHERE key = 'b'")
    assert (workspace.cached_score("a"), workspace.cached_score("b"), workspace.cached_score("c")) == (
        "High",
        None,
        None,
    )
    assert workspace.broken_chain() == ""


def test_old_cached_scores_make_room(workspace, monkeypatch):
    monkeypatch.setattr("wizard.store.workspace.CACHED_SCORES", 3)
    workspace.cache_scores({str(number): "x" for number in range(5)})
    assert [workspace.cached_score(str(number)) for number in range(5)] == [None, None, "x", "x", "x"]


def test_evidence_is_kept_by_content_once(workspace, tmp_path):
    source = tmp_path / "weird \n name.bin"
    source.write_bytes(b"proof" * 500_000)
    name, size = workspace.keep(source)
    assert (name, size) == workspace.keep(source.read_bytes()) == (sha256(source.read_bytes()).hexdigest(), 2_500_000)
    assert workspace.blob(name) == source.read_bytes()
    assert workspace.blob_problem(name) == ""
    assert [file.name for file in workspace.blob_path(name).parent.iterdir()] == [name]


def test_changed_or_missing_evidence_is_named(workspace):
    name, _ = workspace.keep(b"proof")
    workspace.blob_path(name).write_bytes(b"proot")
    assert "changed" in workspace.blob_problem(name)
    with pytest.raises(UserError, match="changed"):
        workspace.blob(name)
    assert workspace.keep(b"proof")[0] == name, "attached again, it is whole again"
    assert workspace.blob(name) == b"proof"
    workspace.blob_path(name).unlink()
    with pytest.raises(UserError, match="missing"):
        workspace.blob(name)


@pytest.mark.parametrize("name", ["../work.plimsoll", "", "A" * 64, "/etc/hostname"])
def test_only_a_hash_names_evidence(workspace, name):
    with pytest.raises(UserError):
        workspace.blob(name)


def test_a_folder_is_no_evidence(workspace, tmp_path):
    with pytest.raises(UserError, match="not a file"):
        workspace.keep(tmp_path)


def test_a_backup_is_whole_and_five_are_kept(workspace):
    for number in range(7):
        workspace.record("one", "a", said(str(number)))
        workspace.backup(f"Round {number}/..")
    kept = workspace.backups()
    assert [path.name[:6] for path in kept] == ["000007", "000006", "000005", "000004", "000003"]
    assert kept[0].name.endswith("-round-6.plimsoll")
    copy = open_workspace(kept[0])
    assert copy.answers("one")["a"].value == "6"
    copy.close()


def test_sealing_makes_a_backup(workspace):
    workspace.mark_sealed("one", AT, "ab" * 32)
    assert [path.name.split("-", 4)[-1] for path in workspace.backups()] == ["sealing.plimsoll"]


def test_a_clean_exit_leaves_nothing_beside_the_file_and_changes_no_byte(workspace, path):
    workspace.close()
    before = path.read_bytes()
    open_workspace(path).close()
    assert path.read_bytes() == before
    assert [file.name for file in path.parent.iterdir()] == ["work.plimsoll"]


def test_files_and_folders_belong_to_the_user_alone(tmp_path):
    workspace = open_workspace(tmp_path / "mine" / "deep" / "work.plimsoll")
    workspace.create("one", TEXTS, AT)
    workspace.record("one", "a", said("x"))
    workspace.keep(b"proof")
    workspace.backup("test")
    for entry in (tmp_path / "mine", *(tmp_path / "mine").rglob("*")):
        assert stat.S_IMODE(entry.stat().st_mode) == (0o700 if entry.is_dir() else 0o600), entry.name
    workspace.close()


def test_a_file_open_to_others_is_closed_to_them(workspace, path):
    workspace.close()
    path.chmod(0o644)
    open_workspace(path).close()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


@pytest.mark.parametrize("name", ["a#b?c%20d%.db", 'it\'s "so".db', "é漢 🌊.db", "?mode=memory", "-.db", "x" * 230])
def test_a_path_means_that_very_file(tmp_path, name):
    workspace = open_workspace(tmp_path / name)
    workspace.create("one", TEXTS, AT)
    workspace.record("one", "a", said("x"))
    workspace.backup("test")
    workspace.close()
    assert (tmp_path / name).stat().st_size > 0
    again = open_workspace(tmp_path / name)
    assert again.answers("one")["a"].value == "x"
    again.close()
    assert sorted(file.name for file in tmp_path.iterdir()) == [name, name + ".backups"]


def test_a_name_that_is_too_long_is_refused_by_a_sentence(tmp_path):
    with pytest.raises(UserError, match="too long"):
        open_workspace(tmp_path / ("漢" * 80))
    assert list(tmp_path.iterdir()) == []


def test_a_link_leads_to_the_same_file_and_the_same_lock(workspace, path, tmp_path):
    link = tmp_path / "link.plimsoll"
    link.symlink_to(path)
    with pytest.raises(UserError, match="Ada"):
        open_workspace(link)
    workspace.close()
    again = open_workspace(link)
    assert again.path == path
    again.close()
    assert link.is_symlink()


def test_settings_of_the_file_are_the_durable_ones(workspace):
    wanted = {
        "journal_mode": "delete",
        "synchronous": 3,
        "locking_mode": "exclusive",
        "foreign_keys": 1,
        "trusted_schema": 0,
        "secure_delete": 1,
        "user_version": 1,
    }
    assert {name: workspace._db.execute(f"PRAGMA {name}").fetchone()[0] for name in wanted} == wanted


def test_threads_may_share_a_workspace(workspace):
    def write(who):
        for number in range(20):
            workspace.record("one", f"{who}-{number}", said("x"))

    threads = [Thread(target=write, args=(who,)) for who in "abc"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(workspace.answers("one")) == 60
    assert workspace.broken_chain() == ""


def test_opening_reading_and_recording_leave_heavy_libraries_alone(workspace, path):
    workspace.close()
    code = f"""
import sys
from pathlib import Path
from wizard.core.assessment import Answer
from wizard.store import open_workspace
workspace = open_workspace(Path({str(path)!r}))
workspace.record("one", "a", Answer(value="x", at="now"))
workspace.answers("one"), workspace.assessments(), workspace.texts("one")
workspace.close()
print(*sorted({{"sqlite_utils", "yaml", "PySide6", "reportlab"}} & set(sys.modules)))
"""
    root = Path(__file__).parent.parent
    done = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""


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


def test_a_file_held_by_another_program_is_refused_and_opens_later(workspace, path):
    workspace.close()
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    with pytest.raises(InUseError, match="Another program"):
        open_workspace(path)
    other.close()
    open_workspace(path).close()
