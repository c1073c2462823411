"""A workspace that cannot be trusted: whatever would write into it is closed at once and says why, in every place."""

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from tests.small_samples import answered
from tests.ui.rooms import keys, room, settle, until
from wizard.core.assessment import Answer
from wizard.store import DamagedError
from wizard.ui.home import UNREAD
from wizard.ui.keys import targets
from wizard.ui.note import NoteFace
from wizard.ui.replies import LongReply
from wizard.ui.theme import LIGHT
from wizard.ui.window import DAMAGED


@pytest.fixture
def damaged(tmp_path):
    with room(tmp_path) as window:
        yield broken(window)


@pytest.fixture
def small_and_damaged(tmp_path):
    """Open few questions, whose report is drawn soon."""
    with room(tmp_path, answered=answered) as window:
        yield broken(window)


def broken(window):
    window.go("Home")
    until(lambda: bool(window.place.table.rows))
    window.fail(DamagedError('"w.plimsoll" cannot be trusted: its pages do not hold together.'))
    settle()
    return window


def says_why(part):
    """Tell whether a control says on hover and to those who hear it why it is closed."""
    heard = part.accessibleDescription().partition("\n")[0]  # the words of a long text follow
    return DAMAGED in part.toolTip() and heard == DAMAGED


def is_shut(part):
    return not part.isEnabled() and says_why(part)


def test_home_makes_copies_and_puts_away_nothing(damaged):
    home, rows = damaged.place, damaged.workspace.assessments()
    assert is_shut(home.new_button)
    assert is_shut(home.first.start)
    assert is_shut(home.notes.away.links[0])
    home.table.setFocus()
    keys(damaged, "Ctrl+N", "Ctrl+D", "Delete")
    settle()
    assert damaged.workspace.assessments() == rows
    assert damaged.current == "Home"
    assert not {"New assessment", "Look at the example"} & {target.words for target in targets(damaged)}
    assert not any(target.words.startswith(("Duplicate", "Archive")) for target in targets(damaged))


@pytest.mark.parametrize("page", ["what", "shape", "far"])
def test_the_pages_about_the_system_can_be_read_only(damaged, page):
    damaged.go("System", page=page)
    place = damaged.place
    lines, faces = place.stack.findChildren(QLineEdit), place.stack.findChildren(NoteFace)
    assert len(lines) + len(faces) > 4
    assert all(field.isReadOnly() for field in lines)
    assert all(says_why(field) for field in (*lines, *faces))
    long = next(reply for reply in place.replies.values() if isinstance(reply, LongReply))
    assert long.input.isReadOnly()
    assert says_why(long.input)
    assert all(is_shut(card) for card in place.far.cards.values())
    assert all(is_shut(marks) for marks in place.appetite.rows.values())
    assert place.foot.isHidden()


def test_a_field_that_can_only_be_read_looks_so(damaged):
    damaged.go("System", page="what")
    settle()
    field = damaged.place.replies["system-name"].input
    ground = field.grab().toImage().pixelColor(field.width() - 20, field.height() // 2)
    assert ground == LIGHT.colour("bg")


def test_a_card_is_shut_and_its_keys_do_nothing(damaged):
    session = damaged.session
    key = next(name for name in session.score.open if session.questionnaire.questions[name].kind == "control")
    damaged.go("Questions", question=key)
    settle()
    card = damaged.place.card
    assert is_shut(card.reply.much)
    assert is_shut(card.flag)
    assert all(is_shut(card.foot.button(name)) for name in ("evidence", "note", "unknown", "more"))
    assert card.foot.button("help").isEnabled()
    assert not card.reply.much.digits
    keys(damaged, "1", "0", "f", "e", "c")
    assert damaged.standing(key) == Answer()
    assert card.note is None
    assert card.evidence is None


def test_a_card_that_was_open_is_shut_while_it_is_looked_at(tmp_path):
    with room(tmp_path) as window:
        session = window.session
        key = next(name for name in session.path.asked if session.assessment.answer(name).evidence)
        window.go("Questions", question=key)
        card = window.place.card
        card.toggle_evidence()
        assert card.evidence.kept[0].remove.isEnabled()
        window.fail(DamagedError('"w.plimsoll" cannot be trusted: its pages do not hold together.'))
        assert is_shut(card.evidence.kept[0].remove)
        assert is_shut(card.evidence.file)
        assert card.evidence.link.isReadOnly()
        assert not window.header.undo.isEnabled()


def test_settings_and_the_seal_are_shut(small_and_damaged):
    damaged = small_and_damaged
    damaged.go("Settings")
    assert damaged.place.who.input.isReadOnly()
    assert says_why(damaged.place.who.input)
    assert is_shut(damaged.place.letters)
    assert damaged.place.mode.isEnabled()
    damaged.go("Report")
    assert is_shut(damaged.place.panel.button)
    assert damaged.place.panel.role.input.isReadOnly()


def test_verify_makes_no_draft(damaged):
    damaged.go("Verify")
    assert is_shut(damaged.place.result.draft)


def test_another_workspace_opens_everything_again(damaged, tmp_path):
    from wizard.ui import workspaces

    workspaces.switch(damaged, tmp_path / "other.plimsoll")
    until(lambda: damaged.place.pages.currentWidget() is damaged.place.first)
    assert damaged.place.first.start.isEnabled()
    assert damaged.place.first.start.accessibleDescription() == ""
    assert damaged.place.new_button.isEnabled()


def test_home_does_not_wait_for_assessments_that_cannot_be_read(tmp_path, monkeypatch):
    error = DamagedError('"w.plimsoll" is damaged: database disk image is malformed.')

    def damaged(_workspace):
        raise error

    monkeypatch.setattr("wizard.ui.home._all_of", damaged)
    with room(tmp_path) as window:
        window.go("Home")
        until(window.banner.isVisible)
        assert window.place.opening.text() == UNREAD
        until(lambda: window.damage is error)
        assert error.sentence in window.banner.words.text()


def test_a_role_that_cannot_be_kept_is_said(tmp_path, complaints):
    with room(tmp_path, answered=answered) as window:
        window.go("Report")
        window.workspace._db.execute("PRAGMA query_only=ON")
        role = window.place.panel.role.input
        role.setFocus()
        QTest.keyClicks(role, "Auditor")
        role.flush()
        assert "cannot be written here" in window.banner.words.text()
        window.workspace._db.execute("PRAGMA query_only=OFF")
    assert not complaints
