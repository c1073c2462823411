"""One engine: the same answers by hand in the window and by script give the same record, byte for byte."""

from contextlib import closing
from decimal import Decimal

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.ui.rooms import NOON, application, noon, settle, until
from wizard import dossier, library, places, store
from wizard.cli import scripted
from wizard.core.assessment import ASSURANCE, Evidence
from wizard.session import new_assessment
from wizard.ui.window import Window

KEY, WHO = "0123456789abcdef", "Katrin Aalto"
SCRIPT = """answers:
  system-name: Claims <b>R&D</b> triage 山本彩
  system-purpose: >-
    Sorts claims, pays small ones. "Quoted", 5 % off.
  decision-impact: serious
  autonomy: {value: acts-alone, note: "Up to 5,000 euros."}
  tools: [read-data, spend-money]
  agents: several
  lifecycle: live
  carry-over: some
  memory: {value: shared, flagged: true}
  depth: deep
  appetite-money: 15
  instances-together: {value: 120, note: In October.}
  shared-memory-provenance:
    value: full
    assurance: tested
    note: Traced.
    evidence: [{name: "https://wiki.example/trace", link: "https://wiki.example/trace"}]
    flagged: true
  agent-isolation-tested: {value: absent}
  monitor-recall: {standing: dont-know, note: Asked on 9 November.}
  run-accounting: {standing: not-applicable, reason: No run starts another.}
  pinned-integrity: {value: partial, assurance: claimed, standing: met-otherwise, reason: The vendor pins it.}
  stop-last-tested: "2026-06-21"
  stability-grounds: The weights are frozen.
"""


def by_script(folder):
    """Play the answers as the command line does."""
    answers = folder / "answers.yaml"
    answers.write_text(SCRIPT, encoding="utf-8")
    with closing(store.open_workspace(folder / "script.plimsoll")) as workspace:
        return record(scripted.answered(workspace, answers, noon, WHO, KEY))


def by_hand(folder):
    """Give the same answers with mouse and keyboard in the real window."""
    application()
    questionnaire, _shelf = library.load(places.questionnaires())
    answers, problems = library.read_answers(SCRIPT, questionnaire)
    assert not problems
    with closing(store.open_workspace(folder / "hand.plimsoll")) as workspace:
        window = Window(workspace, noon)
        texts = library.shipped_texts(places.questionnaires())
        window.take(new_assessment(workspace, texts, questionnaire, noon, WHO, KEY))
        window.show()
        window.activateWindow()
        until(window.isActiveWindow)
        window.go("Questions")
        for question, answer in answers.items():
            window.go("Questions", question=question)
            settle()
            assert window.place.current == question
            give(window.place.card, answer)
        made = record(window.session)
        window.leave()
        window.take(None)
        window.deleteLater()
        settle()
        return made


def record(session):
    return dossier.write_record(session, dossier.Sealing(WHO, "Owner", NOON), scripted.shelf())


def give(card, answer):
    """Do what a person does for one answer, in the order a person does it."""
    if answer.value is not None:
        enter(card, answer.value)
    if answer.assurance:
        key(str(len(card.question.choices) + 1 + ASSURANCE.index(answer.assurance)))
    if answer.standing == "dont-know":
        key("0")
    elif answer.standing != "given":
        card.stand(answer.standing)
        write(card.reason.input, answer.reason)
    if answer.note:
        card.foot.button("note").click()
        write(card.note.input, answer.note)
    if answer.evidence:
        link(card, answer.evidence)
    if answer.flagged:
        QTest.mouseClick(card.flag, Qt.MouseButton.LeftButton)


def enter(card, value):
    """Enter a value: digits for choices, keys for text."""
    ids = [choice.id for choice in card.question.choices]
    if isinstance(value, tuple):
        for item in value:
            key(str(ids.index(item) + 1))
    elif ids and ids.index(value) % 2:
        key(str(ids.index(value) + 1))
    elif ids:
        group = card.reply.much if card.question.kind == "control" else card.reply.segments
        QTest.mouseClick(group.segments[ids.index(value)], Qt.MouseButton.LeftButton)
    else:
        write(card.reply.input, str(value) if isinstance(value, Decimal) else value)


def write(field, text):
    """Type into a field and leave it."""
    field.setFocus()
    if text.isascii():
        QTest.keyClicks(field, text)
    else:
        QApplication.clipboard().setText(text)
        QTest.keyClick(field, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    field.clearFocus()
    field.window().place.card.focus_first()


def link(card, evidence):
    key("e")
    for item in evidence:
        assert item == Evidence(item.link, "link", link=item.link)
        card.evidence.link.setFocus()
        QTest.keyClicks(card.evidence.link, item.link)
        QTest.keyClick(card.evidence.link, Qt.Key.Key_Return)
    card.focus_first()


def key(letter):
    QTest.keyClicks(QApplication.focusWidget(), letter)


def test_the_window_and_the_command_line_give_the_same_record_byte_for_byte(tmp_path):
    hand, script = by_hand(tmp_path), by_script(tmp_path)
    assert len(hand) > 10_000
    assert hand == script
