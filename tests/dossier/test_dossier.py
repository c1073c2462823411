"""From an answered session to a sealed PDF and back: nothing is called sealed before it was read back."""

import hashlib
import json
import os
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pypdfium2
import pytest

from tests import sealed_samples as samples
from tests import small_samples
from wizard import dossier, places, report, signing, store
from wizard.cli import scripted
from wizard.core.assessment import Answer
from wizard.core.scoring import score
from wizard.disk import partial_of
from wizard.dossier import sealing as sealing_room
from wizard.dossier.record import canonical, read_record
from wizard.dossier.sealing import _history
from wizard.errors import UserError
from wizard.session import new_version

NOON = datetime(2026, 11, 23, 12, 0, 0, tzinfo=UTC)
EXAMPLE = places.example()


@pytest.fixture(scope="session")
def signer(tmp_path_factory):
    folder = tmp_path_factory.mktemp("identities")
    return signing.unlock(signing.make_identity(folder, "Katrin Aalto", "a long passphrase", NOON), "a long passphrase")


@pytest.fixture
def session(tmp_path):
    session = small_samples.answered_before(tmp_path)
    with closing(session.workspace):
        yield session


@pytest.fixture
def example(tmp_path):
    with closing(store.open_workspace(tmp_path / "w.plimsoll")) as workspace:
        yield scripted.answered(workspace, EXAMPLE, lambda: NOON, "Katrin Aalto", "0" * 32)


def sealing(signer):
    return dossier.Sealing(signer.name, "Product owner", NOON, signer.fingerprint)


@pytest.fixture(scope="session")
def shelf():
    return small_samples.shelf()


def known(signer):
    return (signer.certificate,)


def test_a_sealed_report_verifies_recomputes_is_over_what_ships_and_closes_the_assessment(
    example, signer, shelf, tmp_path
):
    target, left = tmp_path / "report.pdf", partial_of(tmp_path / "killed.pdf")
    left.write_bytes(b"%PDF-1.7")
    os.utime(left, (0, 0))
    dossier.seal(example, signer, sealing(signer), target, shelf)
    verdict = dossier.open_report(target.read_bytes(), known(signer), NOON + timedelta(days=1))
    assert (verdict.outcome, verdict.recomputed.status) == ("sealed-trusted", "same")
    assert (verdict.questions.status, verdict.method.status) == ("shipped", "shipped")
    assert verdict.as_json()["questions"] == {
        "status": "shipped",
        "sentence": "Questions: as shipped with this program.",
        "names": [],
    }
    assert verdict.recomputed.score == score(example.questionnaire, example.assessment.answers)
    assert verdict.record.assessment.text("system-name") == example.assessment.text("system-name")
    assert example.read_only
    assert example.workspace.assessment(example.assessment.id).sealed_sha256
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


def words_of(pdf):
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [" ".join(page.get_textpage().get_text_bounded().split()) for page in document]
    finally:
        document.close()


def test_a_preview_says_draft_until_the_seal_and_then_what_was_sealed(session, signer, shelf):
    draft = words_of(dossier.preview(session, sealing(signer), shelf))
    assert "Draft, not sealed" in draft[0]
    session.seal("2026-11-20T09:00:00Z", "ab" * 32)
    sealed = words_of(dossier.preview(session, dossier.Sealing("Xaver Quill", "", NOON), shelf))
    assert "Sealed 20 November 2026, 09:00 UTC this is a preview; the sealed file holds the seal" in sealed[0]
    assert not any("Draft" in page or "Xaver" in page for page in sealed)
    assert "Preview of what was sealed" in " ".join(sealed)
    assert all("Preview" in page for page in sealed)


def test_the_worker_and_this_process_say_the_same():
    data, trusted = small_samples.sealed(), known(samples.signer())
    for bytes_ in (data, data[:-9], data + b"\n%%EOF\n", b"%PDF-1.7"):
        inside, outside = dossier.examine(bytes_, trusted, NOON), dossier.open_report(bytes_, trusted, NOON)
        assert (inside.outcome, inside.reason) == (outside.outcome, outside.reason)


def test_the_same_record_and_date_give_the_same_bytes_before_signing(session, signer, shelf):
    one, other = (dossier.preview(session, sealing(signer), shelf) for _ in range(2))
    assert one == other


def test_the_record_is_canonical_and_scores_to_what_it_says(session, signer, shelf):
    data = dossier.write_record(session, sealing(signer), shelf)
    parts = json.loads(data)
    assert canonical(parts) == data
    assert parts["log"]["rows"] == len(session.workspace.log(session.assessment.id))
    assert read_record(data).assessment.answers == session.assessment.answers


def forged(data, change):
    parts = json.loads(data)
    change(parts)
    return canonical(parts)


@pytest.mark.parametrize(
    "change",
    [
        lambda parts: parts.update(format="plimsoll-record/2"),
        lambda parts: parts.pop("answers"),
        lambda parts: parts.update(answers=[]),
        lambda parts: parts["questionnaire"][0].update(text="module: other"),
        lambda parts: parts["answers"].update({"looked-up": {"value": 3}}),
    ],
)
def test_a_record_that_is_not_one_is_refused_in_a_sentence(session, signer, shelf, change):
    data = dossier.write_record(session, sealing(signer), shelf)
    with pytest.raises(ValueError, match=r"\w"):
        read_record(forged(data, change))


def test_a_signer_who_prints_another_number_than_the_answers_give_is_found_out(session, signer, shelf, tmp_path):
    kinder = replace(session.score, overall=replace(session.score.overall, worst=-1.0), worst_level="Low")
    session._score = kinder
    with pytest.raises(UserError, match="read back and judged"):
        dossier.seal(session, signer, sealing(signer), tmp_path / "kind.pdf", shelf)
    assert list(tmp_path.glob("*.pdf")) == []
    assert not session.read_only


def test_a_record_that_names_another_signer_is_not_called_sealed(session, signer, shelf, tmp_path):
    other = replace(sealing(signer), name="Anna", fingerprint="00" * 32)
    with pytest.raises(UserError, match="names another signer"):
        dossier.seal(session, signer, other, tmp_path / "other.pdf", shelf)
    assert list(tmp_path.glob("*.pdf")) == []


def test_a_report_sealed_again_by_somebody_else_is_not_theirs(session, signer, shelf, tmp_path):
    dossier.seal(session, signer, sealing(signer), tmp_path / "r.pdf", shelf)
    data = (tmp_path / "r.pdf").read_bytes()
    bare = data[: data.index(b"%%EOF\n") + 6]
    assert dossier.examine(bare, known(signer), NOON).outcome == "not-sealed"
    for other in (samples.signer(), samples.signer(which=1)):
        verdict = dossier.examine(signing.sign(bare, other, NOON), (*known(signer), other.certificate), NOON)
        assert verdict.outcome == "changed-after-sealing"
        assert "names another signer" in verdict.reason


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda data: data.replace(b'"answers":', b'"answers":{},"answers":'), "one form"),
        (lambda data: data.replace(b'{"answers"', b'{ "answers"'), "one form"),
        (lambda data: data.replace(b'"method":{"id":"native"', b'"method":{"id":"gentle"'), "another method"),
        (lambda data: data.replace(b'"name":"Katrin Aalto"', b'"name":"Anna Aalto"'), "another signer"),
        (lambda data: data.replace(b'"worst_level":"High"}', b'"worst_level":"Low"}'), "its answers give"),
    ],
)
def test_a_record_that_reads_otherwise_elsewhere_does_not_count(session, signer, shelf, change, says):
    content = sealing_room._content(session, sealing(signer), shelf, "A4", draft=False)
    record = change(content.record)
    assert record != content.record
    changed = replace(content, record=record, record_sha256=hashlib.sha256(record).hexdigest())
    sealed = signing.sign(report.render(changed), signer, NOON)
    verdict = dossier.examine(sealed, known(signer), NOON)
    assert verdict.outcome == "changed-after-sealing"
    assert says in verdict.reason


def test_a_folder_that_is_not_there_leaves_no_half_file_and_a_draft(session, signer, shelf, tmp_path):
    with pytest.raises(UserError, match="No half file was left"):
        dossier.seal(session, signer, sealing(signer), tmp_path / "nowhere" / "report.pdf", shelf)
    assert not session.read_only


def test_nothing_is_sealed_without_the_answers_that_are_required(session, signer, shelf, tmp_path):
    session.answer("system-name", Answer(" "))
    assert next(check for check in dossier.checks(session) if check.kind == "required").questions == ("system-name",)
    with pytest.raises(UserError, match="A report needs an answer to: What is the system called"):
        dossier.seal(session, signer, sealing(signer), tmp_path / "r.pdf", shelf)
    assert not (tmp_path / "r.pdf").exists()
    assert not session.assessment.sealed


def test_a_workspace_that_cannot_note_the_seal_takes_the_report_back_and_a_retry_seals(
    session, signer, shelf, tmp_path
):
    target, in_the_way = tmp_path / "report.pdf", tmp_path / "w.plimsoll.backups"
    in_the_way.write_bytes(b"a file where the folder of backups should be")
    with pytest.raises(UserError, match=r"Not sealed\. .*No half file was left") as refusal:
        dossier.seal(session, signer, sealing(signer), target, shelf)
    assert refusal.value.hint
    assert not target.exists()
    assert not session.read_only
    in_the_way.unlink()
    done = dossier.seal(session, signer, sealing(signer), target, shelf)
    assert session.workspace.assessment(session.assessment.id).sealed_sha256 == done.sha256
    assert session.read_only


def test_evidence_that_changed_since_it_was_attached_blocks_the_seal(session, signer, shelf, tmp_path):
    proof = tmp_path / "proof.txt"
    proof.write_bytes(b"as it was")
    question = next(key for key in session.path.asked if session.questionnaire.questions[key].kind == "control")
    session.attach(question, proof, "proof.txt")
    kept = next(
        path for path in tmp_path.rglob("*") if path.is_file() and path.read_bytes() == b"as it was" and path != proof
    )
    kept.chmod(0o600)
    kept.write_bytes(b"as it suits")
    with pytest.raises(UserError, match="changed after it was attached"):
        dossier.seal(session, signer, sealing(signer), tmp_path / "report.pdf", shelf)


def test_a_new_version_carries_the_answers_and_no_seal(session, signer, shelf, tmp_path):
    dossier.seal(session, signer, sealing(signer), tmp_path / "report.pdf", shelf)
    copy = new_version(session)
    assert not copy.read_only
    assert copy.assessment.answer("looked-up").value == session.assessment.answer("looked-up").value


def test_the_checks_name_what_a_reader_would_ask(example):
    kinds = {check.kind: check for check in dossier.checks(example)}
    assert not kinds["over-appetite"].good
    assert set(kinds["open"].questions) <= set(example.score.open)
    assert kinds["flagged"].questions
    for check in kinds.values():
        assert check.fact


def test_the_checks_name_each_character_that_cannot_be_printed_and_lead_to_its_answer(session):
    keys = [key for key in session.path.asked if session.questionnaire.questions[key].kind == "control"][:2]
    assert "unprinted" not in {check.kind for check in dossier.checks(session)}
    session.answer(keys[1], Answer("full", "tested", note="山本彩 नमस्ते ລາວ 🙂\tfine"))
    assert "unprinted" not in {check.kind for check in dossier.checks(session)}
    session.answer(keys[1], Answer("full", "tested", note="a\u202eb \U00012000 \x00"))
    (found,) = [check for check in dossier.checks(session) if check.kind == "unprinted"]
    assert found.fact == "3 characters cannot be printed"
    assert "[U+0000 CONTROL], and 2 more" in found.detail
    assert found.questions == (keys[1],)
    assert not found.good


def test_the_timeline_counts_every_change_in_the_log_by_its_day(session):
    key = next(key for key in session.path.asked if session.questionnaire.questions[key].kind in ("short", "long"))
    before = sum(count for _, count in _history(session))
    session.answer(key, Answer("one"))
    session.answer(key, Answer("two"))
    session.answer(key, Answer("one"))
    (*_, (day, _count)) = _history(session)
    assert sum(count for _, count in _history(session)) == before + 3
    assert day == session.assessment.answer(key).at[:10]


def test_a_file_larger_than_any_of_ours_is_not_even_read():
    verdict = dossier.open_report(bytes(50 * 2**20 + 1), (), NOON)
    assert verdict.outcome == "unreadable"


@pytest.mark.parametrize("standing", ["dont-know", "not-applicable"])
def test_answers_survive_the_record(session, signer, shelf, standing):
    answer = Answer(standing=standing, reason="R&D <b> \u202e 山本彩 \ud800", note="=1+1")
    question = next(key for key in session.path.asked if session.questionnaire.questions[key].kind == "control")
    session.answer(question, answer)
    again = read_record(dossier.write_record(session, sealing(signer), shelf)).assessment.answer(question)
    assert (again.standing, again.reason, again.note) == (answer.standing, answer.reason, answer.note)


def test_the_example_lies_beside_the_questions():
    assert Path(EXAMPLE).is_file()
