"""Questions: every click and key answers at once, in place, and nothing that was typed is ever lost."""

from decimal import Decimal

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.ui.rooms import settle, until
from wizard.core.assessment import ASSURANCE, Answer
from wizard.ui.card_parts import SAY_WHY
from wizard.ui.cards import MET_OTHERWISE, NOT_APPLICABLE, TAKE_AWAY, WORST_UNTIL
from wizard.ui.moving import step


def press(window, keys):
    """Press one key after the other at whatever has the focus, as a person does."""
    for key in keys:
        QTest.keyClick(QApplication.focusWidget() or window, key)


def said(window, question):
    """Give what is on disk for a question."""
    return window.workspace.answers(window.session.assessment.id).get(question, Answer())


def card(window, question):
    """Go to a question and give its card."""
    window.go("Questions", question=question)
    settle()
    return window.place.card


def click(widget):
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton)


def pick(card, words):
    """Choose from the list behind "More"."""
    menu = card.menu()
    next(action for action in menu.actions() if action.text() == words).trigger()
    menu.deleteLater()


# -- answering -------------------------------------------------------------------------------------------------------


def test_a_click_is_a_row_on_disk_at_once(window):
    click(card(window, "memory").reply.segments.segments[1])
    row = window.workspace.log(window.session.assessment.id)[-1]
    assert (row.question, row.who, row.at) == ("memory", "Katrin Aalto", "2026-11-23T12:00:00Z")
    assert said(window, "memory").value == "shared"


def test_digits_choose_and_run_on_over_both_halves_of_a_control(window):
    card(window, "marked")
    press(window, "3")
    assert (said(window, "marked").value, said(window, "marked").assurance) == ("full", None)
    press(window, "6")
    assert said(window, "marked").assurance == ASSURANCE[2]
    press(window, "1")
    assert (said(window, "marked").value, said(window, "marked").assurance) == ("absent", None)
    assert window.place.card.reply.sure.toolTip().endswith("Nothing to be sure of</p>")


def test_how_sure_can_be_said_first(window):
    card(window, "marked")
    press(window, "5")
    assert (said(window, "marked").value, said(window, "marked").assurance) == (None, "documented")


def test_zero_is_dont_know_and_back(window):
    shown = card(window, "marked")
    press(window, "30")
    assert (said(window, "marked").standing, said(window, "marked").value) == ("dont-know", None)
    assert shown.caption.isVisible()
    assert shown.caption.text() == WORST_UNTIL
    press(window, "3")
    assert (said(window, "marked").standing, said(window, "marked").value) == ("given", "full")
    assert not shown.caption.isVisible()


def test_a_digit_without_a_choice_does_nothing(window):
    card(window, "memory")
    press(window, "9")
    assert said(window, "memory") == Answer()


def test_none_of_several_stands_alone(window):
    card(window, "tools")
    press(window, "23")
    assert said(window, "tools").value == ("read", "pay")
    press(window, "1")
    assert said(window, "tools").value == ("none",)
    press(window, "3")
    assert said(window, "tools").value == ("pay",)


@pytest.mark.parametrize(
    ("question", "typed", "value"),
    [("instances", "12,5", Decimal("12.5")), ("tested", "2026-06-21", "2026-06-21"), ("owner", "R&D <b>", "R&D <b>")],
)
def test_a_field_is_saved_half_a_second_after_the_last_key(window, question, typed, value):
    field = card(window, question).reply.input
    QTest.keyClicks(field, typed)
    assert said(window, question).value is None
    until(lambda: said(window, question).value == value, 3)


@pytest.mark.parametrize(
    ("question", "typed", "sentence"),
    [
        ("instances", "many", "This takes a number, like 12 or 0.5."),
        ("instances", "100", "100 is more than 99, the most that can be."),
        ("tested", "soon", "'soon' is not a date; write it like 2026-11-23."),
    ],
)
def test_what_does_not_fit_stays_in_the_field_with_its_reason_and_is_not_called_saved(
    window, question, typed, sentence
):
    shown = card(window, question)
    QTest.keyClicks(shown.reply.input, typed)
    shown.flush()
    assert shown.reply.error.text() == sentence
    assert shown.reply.input.text() == typed
    assert said(window, question).value is None
    assert window.header.saved.words == "Not saved"


def test_an_answer_rebuilds_no_card_and_keeps_the_focus(window):
    place = window.place
    before = dict(place.page.built)
    first = card(window, "marked")
    press(window, "2")
    focused = QApplication.focusWidget()
    assert focused is first.reply.much.segments[1]
    press(window, "7")
    assert all(place.page.built[key] is shown for key, shown in before.items())
    assert QApplication.focusWidget() is first.reply.sure.segments[3]


def test_only_the_current_card_shows_its_whole_foot(window, place):
    current, other = card(window, "memory"), place.page.built["marked"]
    for shown in (current, other):
        parts = ["help", "evidence", "note", "unknown", "more"] if shown is current else ["help"]
        assert [name for name, part in shown.foot.parts.items() if part.isVisible()] == parts
    card(window, "marked")
    press(window, "36")
    card(window, "memory")
    assert other.foot.parts["chips"].isVisible()


def test_the_hull_panel_shows_what_the_answer_moved(window):
    card(window, "marked")
    press(window, "3")
    press(window, "7")
    line = window.place.side.rows[0].line
    assert line.moved.endswith("points")
    assert not line.worse
    assert window.place.side.rows[0].hull.values.was is not None


# -- keys ------------------------------------------------------------------------------------------------------------


def test_n_and_p_walk_over_the_questions_and_over_the_ends_of_sections(window, place):
    card(window, "grounds")
    press(window, [Qt.Key.Key_Escape])
    card(window, "marked")
    press(window, "n")
    assert (place.section, place.current) == ("more", "watched")
    press(window, "p")
    assert (place.section, place.current) == ("base", "marked")
    press(window, "N")
    assert place.current == "watched"


def test_b_goes_to_the_question_that_moves_most_and_the_panel_promises_it(window, place):
    place._show_next_best()
    best = window.session.next_best()
    assert place.known()[best.question].text in place.side.promise.text()
    card(window, "spread")
    press(window, "b")
    assert place.current == best.question


def test_f_flags_and_takes_the_flag_away(window):
    card(window, "memory")
    press(window, "f")
    assert said(window, "memory").flagged
    press(window, "f")
    assert not said(window, "memory").flagged


def test_h_and_f1_unfold_the_help_and_esc_folds_it(window):
    shown = card(window, "memory")
    press(window, "h")
    assert shown.help.isVisible()
    press(window, [Qt.Key.Key_Escape])
    assert not shown.help.isVisible()
    press(window, [Qt.Key.Key_F1])
    assert shown.help.isVisible()


def test_e_adds_a_link_as_evidence_and_it_can_be_taken_away(window):
    shown = card(window, "marked")
    press(window, "e")
    shown.evidence.link.setFocus()
    QTest.keyClicks(shown.evidence.link, "https://wiki.example/log")
    press(window, [Qt.Key.Key_Return])
    assert [item.link for item in said(window, "marked").evidence] == ["https://wiki.example/log"]
    shown.evidence.rows.itemAt(0).widget().remove.click()
    assert said(window, "marked").evidence == ()


def test_a_pasted_picture_is_kept_as_evidence(window):
    card(window, "marked")
    picture = QImage(3, 3, QImage.Format.Format_RGB32)
    picture.fill(QColor("white"))
    QGuiApplication.clipboard().setImage(picture)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    until(lambda: bool(said(window, "marked").evidence))
    item = said(window, "marked").evidence[0]
    assert (item.kind, item.name) == ("image", "Pasted picture.png")
    assert window.workspace.blob(item.sha256).startswith(b"\x89PNG")


def test_a_file_is_kept_by_its_content(window, place, tmp_path):
    log = tmp_path / "log.txt"
    log.write_text("all stood still")
    place.attaching.attach("marked", log, log.name)
    until(lambda: bool(said(window, "marked").evidence))
    assert window.workspace.blob(said(window, "marked").evidence[0].sha256) == b"all stood still"


def test_c_opens_the_note_and_typing_there_is_never_a_key(window, place):
    shown = card(window, "marked")
    press(window, "c")
    press(window, "n0bf3hpeg")
    shown.flush()
    assert place.current == "marked"
    assert said(window, "marked") == Answer(note="n0bf3hpeg", who="Katrin Aalto", at="2026-11-23T12:00:00Z")
    press(window, [Qt.Key.Key_Escape])
    assert QApplication.focusWidget() is shown.reply.first_stop()


def caps(window):
    """Give every hint of a single-letter key that the card and the hulls show, by how they are painted and named."""
    shown = card(window, "marked")
    digits = [shown.reply.much.digits, shown.reply.sure.digits]
    wide = [button.sizeHint().width() for button in (shown.foot.button("unknown"), window.place.side.next)]
    return digits, wide, shown.flag.toolTip()


def test_letters_that_are_no_keys_have_no_hints(window):
    digits, wide, flag = caps(window)
    assert digits == [True, True]
    assert "Flag for review, F" in flag
    window.go("Settings")
    window.place.letters.buttons[1].click()
    window.go("Questions")
    without, narrow, unflagged = caps(window)
    assert without == [False, False]
    assert all(less <= more - 26 for less, more in zip(narrow, wide, strict=True))
    assert "Flag for review</p>" in unflagged
    window.go("Settings")
    window.place.letters.buttons[0].click()
    assert caps(window) == (digits, wide, flag)


def test_switching_letters_leaves_every_place_as_it_was(window, place):
    place.go_to("watched")
    place.set_filter("open")
    window.go("Risks")
    before = {name: at for name, at in window.places.items() if name != "Settings"}
    switches = window.place.switches
    named = {name: switch.toolTip() for name, switch in switches.items()}
    assert named
    window.go("Settings")
    window.place.letters.buttons[1].click()
    assert all(f"Show only {name}</p>" in switch.toolTip() for name, switch in switches.items())
    window.go("Questions")
    assert (window.place.section, window.place.current, window.place.filter) == ("more", "watched", "open")
    assert not window.place.card.reply.much.digits
    window.go("Settings")
    window.place.letters.buttons[0].click()
    assert {name: switch.toolTip() for name, switch in switches.items()} == named
    assert {name: at for name, at in window.places.items() if name != "Settings"} == before


def test_single_letters_can_be_switched_off(window, place):
    window.workspace.set_setting("letters", "off")
    card(window, "marked")
    press(window, "3fn0")
    assert place.current == "marked"
    assert said(window, "marked") == Answer()


# -- text that waits -------------------------------------------------------------------------------------------------


def test_a_note_is_saved_half_a_second_after_the_last_key(window):
    card(window, "memory")
    press(window, "c")
    press(window, "Seen")
    assert window.header.saved.words != "Saved"
    until(lambda: said(window, "memory").note == "Seen", 3)
    assert window.header.saved.words == "Saved"


def test_a_note_is_saved_on_leaving_it(window):
    shown = card(window, "memory")
    press(window, "c")
    press(window, "Seen")
    click(shown.reply.segments.segments[0])
    assert (said(window, "memory").note, said(window, "memory").value) == ("Seen", "none")


@pytest.mark.parametrize(
    "leave",
    [
        lambda window: window.go("Settings"),
        lambda window: window.place.open_section("more"),
        lambda window: step(window.place, 1),
        lambda window: window.close(),
        lambda window: window.undo(),
    ],
)
def test_the_last_letter_is_saved_wherever_one_goes(window, leave):
    key = window.session.assessment.id
    QTest.keyClicks(card(window, "grounds").reply.input, "Because")
    leave(window)
    notes = [row for row in window.workspace.log(key) if row.question == "grounds"]
    assert "Because" in str(notes[0].value)


# -- other ways to stand ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("words", "standing"), [(NOT_APPLICABLE, "not-applicable"), (MET_OTHERWISE, "met-otherwise")])
def test_another_standing_asks_for_its_reason_and_counts_as_open_without_one(window, words, standing):
    shown = card(window, "marked")
    press(window, "35")
    pick(shown, words)
    question = window.session.questionnaire.questions["marked"]
    assert said(window, "marked").standing == standing
    assert shown.reason.error.text() == SAY_WHY
    assert not said(window, "marked").is_complete(question)
    press(window, "It has no store")
    shown.flush()
    assert said(window, "marked").reason == "It has no store"
    assert shown.reason.error.text() == ""
    assert said(window, "marked").is_complete(question)
    shown.reason.instead.click()
    assert (said(window, "marked").standing, said(window, "marked").value) == ("given", "full")
    assert not shown.reason.isVisible()


def test_not_applicable_gives_the_rows_way_to_a_field_of_the_same_height(window):
    shown = card(window, "marked")
    settle()
    rows = shown.reply.height()
    pick(shown, NOT_APPLICABLE)
    settle()
    assert shown.reply.isHidden()
    assert rows <= shown.reason.height() <= rows + 16


def test_an_answer_can_be_taken_away(window):
    shown = card(window, "memory")
    press(window, "2")
    pick(shown, TAKE_AWAY)
    assert said(window, "memory").value is None
    assert not any(segment.isChecked() for segment in shown.reply.segments.segments)


def test_a_question_that_is_not_asked_any_more_says_so_and_its_answer_comes_back(window, place):
    card(window, "memory")
    press(window, "2")
    card(window, "readers")
    press(window, "2")
    card(window, "memory")
    press(window, "1")
    assert "readers" not in place.page.built
    assert place.page.list.gone["readers"].words == "Not asked since you answered “none”. Your answer is kept."
    assert said(window, "readers").value == "all"
    press(window, "2")
    assert "readers" not in place.page.list.gone
    assert place.page.built["readers"].reply.segments.value == "all"
    assert place.page.shown[:3] == ("memory", "readers", "tools")


def test_the_grey_row_is_gone_after_the_visit(window, place):
    card(window, "memory")
    press(window, "2")
    settle()
    press(window, "1")
    assert place.page.list.gone
    place.open_section("more")
    place.open_section("base")
    assert not place.page.list.gone


def test_a_section_is_found_again_as_it_was_left(window, place):
    card(window, "marked")
    place.open_section("more")
    assert place.current == "watched"
    place.open_section("base")
    assert place.current == "marked"
    assert [key for key, shown in place.page.built.items() if shown.current] == ["marked"]


def test_what_comes_to_be_asked_is_not_shown_where_a_filter_does_not_find_it(window, place):
    card(window, "memory")
    press(window, "f")
    place.set_filter("flagged")
    press(window, "2")
    settle()
    assert "readers" in place.page.section.questions
    assert place.page.shown == ("memory",)
    press(window, "1")
    assert not place.page.list.gone


# -- filters ---------------------------------------------------------------------------------------------------------


def test_a_filter_shows_what_it_finds_and_an_empty_one_says_so(window, place):
    place.list.filtered.emit("flagged")
    assert place.page.shown == ()
    assert place.page.empty.text() == "No flagged questions here."
    assert place.page.empty.isVisible()
    place.page.show_all.click()
    assert len(place.page.shown) == 7
    card(window, "watched")
    press(window, "f")
    card(window, "memory")
    place.set_filter("flagged")
    assert (place.section, place.page.shown, place.current) == ("more", ("watched",), "watched")


def test_an_answer_does_not_take_a_card_out_of_the_filter_under_the_hand(window, place):
    place.set_filter("open")
    card_before = place.card
    press(window, "1")
    assert place.card is card_before
    assert card_before.isVisible()


def test_the_list_counts_what_is_answered(window, place):
    row = place.list.rows["base"]
    assert row.accessibleName() == "What it is, 0 of 7 answered"
    card(window, "memory")
    press(window, "1")
    assert row.accessibleName() == "What it is, 1 of 7 answered"
    assert place.page.detail.text().startswith("1 of 7 answered")


@pytest.mark.parametrize("question", ["tools", "marked", "watched", "memory"])
def test_the_question_that_was_asked_for_is_in_sight(window, place, question):
    window.resize(1024, 500)
    place.set_filter("flagged")
    settle()
    shown = card(window, question)
    room = place.page.viewport().rect()
    top = shown.mapTo(place.page.viewport(), QPoint(0, 0)).y()
    assert 0 <= top < room.height() - min(shown.height(), room.height() - 1)


def test_no_question_moves_to_another_page_when_one_is_hidden(window, place, monkeypatch):
    monkeypatch.setattr("wizard.ui.outline.MOST", 4)
    place.refresh(window.session)
    assert [part.questions for part in place.sections[:2]] == [
        ("memory", "tools", "instances"),
        ("tested", "owner", "grounds", "marked"),
    ]
    card(window, "memory")
    press(window, "2")
    assert [part.questions[-1] for part in place.sections[:2]] == ["instances", "marked"]


# -- sealed ----------------------------------------------------------------------------------------------------------


def test_what_is_sealed_can_be_read_and_not_changed(window, place):
    shown = card(window, "marked")
    press(window, "36")
    window.session.seal("2026-11-23T12:00:00Z", "0" * 64)
    rows = len(window.workspace.log(window.session.assessment.id))
    click(shown.reply.much.segments[0])
    press(window, "10f")
    card(window, "owner")
    QTest.keyClicks(place.card.reply.input, "somebody")
    place.flush()
    assert len(window.workspace.log(window.session.assessment.id)) == rows
    assert shown.reply.much.value == "full"
    assert not shown.reply.much.segments[0].isEnabled()
    assert "Sealed on" in shown.reply.much.toolTip()
    assert window.banner.isVisible()
    assert window.banner.action.label == "New version"
    card(window, "marked")
    press(window, "h")
    assert shown.help.isVisible()


def test_what_is_sealed_promises_no_next_question_and_no_minutes(window, place):
    assert "minutes left" in place.page.detail.text()
    assert place.side.bottom.isVisible()
    card(window, "marked")
    window.session.seal("2026-11-23T12:00:00Z", "0" * 64)
    settle()
    assert place.page.detail.text() == "0 of 7 answered"
    assert place.side.bottom.isHidden()
    press(window, "b")
    assert place.current == "marked"


def test_walking_with_letters_over_questions_of_text_types_nothing_into_them(window, place):
    place.open_section(place.sections[0].id)
    rows = len(window.workspace.log(window.session.assessment.id))
    for _ in range(sum(len(section.questions) for section in place.sections)):
        press(window, "n")
    window.flush()
    assert len(window.workspace.log(window.session.assessment.id)) == rows
