"""The Library: what an id meant, found and followed by mouse and keys; nothing of it is read before it is opened."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QGuiApplication
from PySide6.QtWidgets import QApplication, QLabel, QScrollArea, QWidget

from tests.ui.rooms import keys, room, settle, until
from wizard import places
from wizard.ui.library_buttons import ListRow, RowButton
from wizard.ui.library_picture import HistoryBox
from wizard.ui.library_places import At

LLM07 = At("entry", "owasp-llm@2026:LLM07")
SIZES = [(1024, 640), (1280, 800), (1600, 1000)]


@pytest.fixture
def library(tmp_path):
    with room(tmp_path) as window:
        yield opened(window)


def opened(window):
    """Open the Library; the rest in which a person would see its first picture is left out."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("wizard.ui.library.REST", 0)
        window.go("Library")
        until(lambda: window.place.modules is not None)
    return window.place


def page(library):
    return library.stack.currentWidget()


def words(widget):
    return [label.text() for label in widget.findChildren(QLabel) if label.isVisibleTo(widget)]


def search(library, text):
    library.list.search.setFocus()
    library.list.search.clear()
    keys(library.window_, f"'{text}")
    settle()


def test_it_stands_below_the_assessment_and_is_read_when_it_is_first_opened(tmp_path):
    with room(tmp_path, example=False) as window:
        assert [name for name, button in window.rail.buttons.items() if button.stop.line] == ["System", "Library"]
        assert "Library" not in window.places
        keys(window, "Ctrl+7")
        assert window.current == "Library"
        until(lambda: bool(window.place.list.rows))
        assert window.place.list.search.hasFocus()
        assert window.header.detail.text() == "Catalogues"


def test_the_list_names_every_catalogue_with_its_edition_then_questionnaires_and_problems(library):
    rows = [(row.name, row.detail) for row in library.list.rows.values()]
    assert rows[:2] == [("OWASP LLM Top 10", "2026"), ("OWASP Agentic Top 10", "2026")]
    assert ("MIT risk index", "v3") in rows
    count = len(list((places.questionnaires() / "modules").iterdir()))
    assert rows[-2:] == [("Questionnaires", str(count)), ("Problems", "none")]
    assert len(rows) == len(library.shelves.shelf.catalogues) + 2
    assert library.list.width() == 256


def test_an_id_without_its_edition_asks_which_and_each_meaning_opens(library):
    search(library, "LLM07")
    assert page(library).title.text() == "LLM07 of which edition? It meant four things."
    assert [row.title for row in page(library).table.rows] == [
        "Inadequate AI Alignment",
        "Insecure Plugin Design",
        "System Prompt Leakage",
        "Misinformation",
    ]
    keys(library.window_, "Down", "Down", "Down", "Return")
    assert library.at == At("entry", "owasp-llm@2025:LLM07")
    assert "Now 2026 LLM08 Hidden Context Exposure." in words(page(library))
    assert page(library).head.chip.hasFocus()
    keys(library.window_, "Alt+Left")
    assert (library.at.kind, page(library).table.currentIndex().row()) == ("search", 2)
    assert page(library).table.hasFocus()


def test_search_finds_entries_and_older_numbers_and_says_when_nothing_has_the_words(library):
    search(library, "leakage prompt")
    assert "owasp-llm@2025:LLM07" in [row.id for row in page(library).table.rows]
    search(library, "frade")
    assert (
        page(library).title.text()
        == "Nothing is called \N{LEFT SINGLE QUOTATION MARK}frade\N{RIGHT SINGLE QUOTATION MARK}."
    )
    keys(library.window_, "Down")
    assert page(library).clear.hasFocus()
    keys(library.window_, "Return")
    assert library.list.search.text() == ""
    assert library.at.kind == "list"
    keys(library.window_, "Ctrl+F")
    assert library.list.search.hasFocus()
    keys(library.window_, "'mit@v3:7.1", "Escape")
    assert (library.list.search.text(), library.at.kind) == ("", "list")


def test_the_entry_shows_what_the_number_meant_and_every_box_opens_by_key(library):
    library.go_to(LLM07)
    shown = page(library)
    assert {"One number, four meanings", "OWASP Top 10 for LLM Applications, 2026"} <= set(words(shown))
    boxes = shown.picture.boxes
    assert [boxes[key].box.here for key in ("owasp-llm@0.1:LLM07", "owasp-llm@2026:LLM03")] == [True, False]
    assert boxes["owasp-llm@0.1:LLM07"].accessibleName().endswith("dropped, no successor")
    box = boxes["owasp-llm@1.1:LLM07"]
    assert box.accessibleName() == "1.1, 07 Insecure Plugin Design, then 06 Excessive Agency in 2025"
    box.setFocus(Qt.FocusReason.TabFocusReason)
    keys(library.window_, "Return")
    assert library.at == At("entry", "owasp-llm@1.1:LLM07")
    keys(library.window_, "Alt+Left")
    assert library.at == LLM07


@pytest.mark.parametrize("size", SIZES)
def test_no_box_of_the_picture_leaves_it_or_lies_on_another(tmp_path, size):
    with room(tmp_path, size=size) as window:
        library = opened(window)
        for key in ("owasp-llm@2026:LLM07", "owasp-llm@2026:LLM03", "finos@v2:AIR-OP-005"):
            library.go_to(At("entry", key))
            settle()
            picture = page(library).picture
            places = [box.geometry() for box in picture.boxes.values()]
            assert all(picture.rect().contains(place) for place in places)
            assert not [1 for place in places for other in places if place is not other and place.intersects(other)]
            assert picture.height() == picture.heightForWidth(picture.width())


def test_links_go_both_ways_with_who_stands_behind_them_and_refused_pairs_say_why(library):
    library.go_to(LLM07)
    rows = page(library).links
    bad = [row for row in rows if row.words.warns]
    assert [row.words.title for row in bad][:1] == ["Inadequate System Alignment"]
    assert bad[0].words.provenance == "known not to fit"
    assert "draft 0.1" in bad[0].accessibleDescription()
    mit = next(row for row in rows if row.words.chip == ("MIT", "3.1"))
    assert mit.words.provenance == "ours, unreviewed"
    mit.setFocus(Qt.FocusReason.TabFocusReason)
    keys(library.window_, "Return")
    assert library.at == At("entry", "mit@v3:3.1")
    back = next(row for row in page(library).links if row.words.chip == ("OWASP 2026", "LLM07"))
    keys(library.window_, "Tab")
    back.click()
    assert library.at == LLM07


def test_a_subdomain_says_what_is_above_below_and_coded_and_where_nothing_answers_it(library):
    library.go_to(At("entry", "mit@v3:7.1"))
    shown = page(library)
    assert "Same meaning since v3, the only edition here." in words(shown)
    assert shown.picture is None
    risks = next(chip for chip in chips(shown) if chip.pair[1] == "90 MIT risks")
    risks.click()
    assert library.at == At("risks", "mit@v3:7.1")
    assert len(page(library).table.rows) == 90
    library.go_to(At("entry", "mit@v3:7"))
    next(chip for chip in chips(page(library)) if chip.pair[1].endswith("entries")).click()
    assert page(library).table.rows[0].id == "mit@v3:7.1"
    library.go_to(At("entry", "mit@v3:1.1"))
    gap = next(row for row in page(library).links if row.words.relation == "none")
    gap.click()
    assert library.at.kind == "list"


def chips(shown):
    from wizard.ui.library_buttons import ChipButton

    return shown.findChildren(ChipButton)


def test_a_risk_says_its_codes_its_document_and_whose_its_description_is(library):
    library.go_to(At("entry", "mit-risks@v3:01.01.00"))
    shown = page(library)
    assert "The description is MIT's; import your copy of the workbook to read it here." in words(shown)
    assert any(text.endswith("page 3, row 5 of the sheet") for text in words(shown))
    causal = [chip.pair for chip in chips(shown) if chip.pair[0] in ("entity", "intent", "timing")]
    assert causal == [("entity", "Human"), ("intent", "Unintentional"), ("timing", "Other")]
    next(chip for chip in chips(shown) if chip.pair[0] == "entity").click()
    assert library.at == At("entry", "mit-causal@v3:entity-human")


def test_the_questions_that_ask_about_it_open_where_they_are_asked(library):
    library.go_to(At("entry", "mit@v3:7.1"))
    mentions = page(library).mentions
    session = library.session
    named = [key for key in session.path.asked if "mit@v3:7.1" in session.questionnaire.questions[key].references]
    assert mentions.link.label == f"Named by {len(named)} questions of Claims triage agent"
    assert [row.detail for row in mentions.rows].count("asked here") == len(named)
    mentions.link.click()
    assert mentions.rows[0].hasFocus()
    keys(library.window_, "Return")
    assert library.window_.current == "Questions"
    assert library.window_.place.card.question.id == named[0]


def test_questions_that_are_not_asked_are_said_to_be_so(library):
    session = library.session
    asked = {reference for key in session.path.asked for reference in session.questionnaire.questions[key].references}
    every = {reference for one in library.modules.questionnaire.questions.values() for reference in one.references}
    library.go_to(At("entry", min(every - asked)))
    said = page(library).mentions.said.text()
    assert said.startswith("Named by")
    assert said.endswith("none of them asked of Claims triage agent")


def test_without_an_assessment_they_open_in_the_preview_of_their_module(tmp_path):
    with room(tmp_path, example=False) as window:
        library = opened(window)
        library.go_to(At("entry", "mit@v3:7.1"))
        row = page(library).mentions.rows[-1]
        assert "that ship with Plimsoll" in page(library).mentions.said.text()
        row.click()
        assert library.at.kind == "module"
        module = page(library)
        until(lambda: library.at.more in module.questions)
        settle()
        asked = module.questions[library.at.more]
        top = asked.mapTo(module.area.viewport(), asked.rect().topLeft()).y()
        assert 0 <= top < module.area.viewport().height()


def test_a_list_of_1612_rows_scrolls_by_keys_and_says_licence_and_source(library):
    library.go_to(At("list", "mit-risks@v3"))
    shown = page(library)
    assert shown.title.text() == "MIT AI Risk Repository, risk index"
    assert "1,612 entries. Licence: CC BY 4.0." in shown.notes.text()
    assert "Source: Slattery" in shown.notes.text()
    shown.table.setFocus()
    keys(library.window_, "Ctrl+End")
    assert shown.table.currentIndex().row() == 1611
    assert shown.table.verticalScrollBar().value() > 0
    keys(library.window_, "Return")
    assert library.at == At("entry", shown.table.rows[1611].id)
    spoken = QAccessible.queryAccessibleInterface(shown.table)
    assert spoken.text(QAccessible.Text.Name) == "MIT AI Risk Repository, risk index"


def test_the_id_is_copied_and_an_unknown_one_is_said(library):
    library.go_to(LLM07)
    page(library).head.chip.click()
    assert QGuiApplication.clipboard().text() == "owasp-llm@2026:LLM07"
    for unknown in ("nist@1:MAP-1", "mit@v3:99", "LLM07"):
        library.window_.go("Library", entry=unknown)
        assert repr(unknown) in library.window_.banner.words.text()
        assert library.window_.header.detail.text() == "Catalogues"
    assert library.at == LLM07
    library.window_.go("Library", entry="mit@v3:7.1")
    assert library.at == At("entry", "mit@v3:7.1")


def test_arrows_walk_over_the_list_and_enter_opens(library):
    keys(library.window_, "Down")
    first = QApplication.focusWidget()
    assert isinstance(first, ListRow)
    keys(library.window_, "Down", "Return")
    assert library.at == At("list", "owasp-asi@2026")
    assert QApplication.focusWidget().isChecked()
    keys(library.window_, "Up")
    assert QApplication.focusWidget() is first


def test_every_entry_and_older_number_can_be_shown(library):
    for key in (*library.shelves.shelf.aliases, *list(library.shelves.shelf.entries)[::37]):
        library.go_to(At("entry", key))
        assert page(library).head.title.text()
    assert len(library.trail) <= 101


@pytest.mark.parametrize("size", SIZES)
def test_no_row_is_wider_than_its_page_and_no_text_of_a_preview_is_cut(tmp_path, size):
    with room(tmp_path, size=size) as window:
        library = opened(window)
        library.go_to(At("entry", "mit@v3:2.2"))
        settle()
        room_ = page(library).area.viewport()
        for row in page(library).findChildren(RowButton):
            assert row.mapTo(room_, row.rect().topRight()).x() < room_.width()
            assert row.height() == row.words_height()
        library.go_to(At("module", "mit-7-goals"))
        module = next(each for each in library.modules.questionnaire.modules if each.id == "mit-7-goals")
        until(lambda: len(page(library).questions) == len(module.questions))
        settle()
        for label in page(library).findChildren(QLabel):
            if getattr(label, "wrap", False) and label.isVisible():
                assert label.height() >= label.heightForWidth(label.width()), label.text()


def test_a_preview_is_read_with_the_keyboard(library):
    library.go_to(At("modules"))
    assert library.window_.header.detail.text() == "Questionnaires"
    page(library).table.setFocus()
    keys(library.window_, "Down", "Return")
    shown = page(library)
    second = library.modules.questionnaire.modules[1]
    assert library.at == At("module", second.id)
    until(lambda: len(shown.questions) == len(second.questions))
    settle()
    assert shown.head.chip.hasFocus()
    keys(library.window_, "PgDown")
    assert shown.area.verticalScrollBar().value() > 0


def test_what_the_library_shows_stays_when_one_comes_back_and_the_answers_changed(library):
    library.go_to(At("entry", "mit@v3:7.1"))
    library.window_.go("Home")
    library.window_.take(None)
    library.window_.go("Library")
    assert library.at == At("entry", "mit@v3:7.1")
    assert "that ship with Plimsoll" in page(library).mentions.said.text()


PLACES = [
    At("list", "finos@v2"),
    LLM07,
    At("entry", "owasp-llm@0.1:LLM07"),
    At("entry", "mit-risks@v3:01.01.00"),
    At("risks", "mit@v3:7.1"),
    At("modules"),
    At("module", "mit-7-goals"),
    At("problems"),
    At("text", "intake.yaml", "3"),
    At("report"),
    At("import", "gone"),
]


@pytest.mark.parametrize("at", PLACES, ids=lambda at: f"{at.kind} {at.key}")
def test_every_page_names_what_takes_the_focus_and_tab_walks_over_it_downwards(library, at):
    library.go_to(at)
    settle()
    stops = [part for part in page(library).findChildren(QWidget) if takes_focus(part)]
    for part in stops:
        spoken = QAccessible.queryAccessibleInterface(part)
        assert spoken.text(QAccessible.Text.Name).strip(), type(part).__name__
        assert spoken.role() not in (QAccessible.Role.NoRole, QAccessible.Role.Client), type(part).__name__
    walked = []
    start = page(library).first_stop()
    start.setFocus(Qt.FocusReason.TabFocusReason)
    while (stop := QApplication.focusWidget()) in stops and stop not in walked:
        walked.append(stop)
        keys(library.window_, "Tab")
    assert set(walked) == set(stops)
    inner = page(library).layout().itemAt(0).widget()
    inner = inner.widget() if isinstance(inner, QScrollArea) else page(library)
    heights = [stop.mapTo(inner, QPoint(0, 0)).y() for stop in walked if not isinstance(stop, HistoryBox)]
    assert heights == sorted(heights)


def takes_focus(part):
    return bool(part.focusPolicy() & Qt.FocusPolicy.TabFocus) and part.isVisible() and part.isEnabled()


def test_the_go_to_list_finds_entries_once_the_library_was_opened(library):
    window = library.window_
    window.go("Home")
    window.show_targets()
    window.targets.search.setText("llm07 leakage")
    assert [target.detail for target in window.targets.shown] == ["OWASP LLM Top 10, older number"]
    window.targets.go()
    assert (window.current, library.at) == ("Library", At("entry", "owasp-llm@2025:LLM07"))


def test_the_go_to_list_offers_the_lists_while_the_library_is_shown(library):
    offered = dict(library.commands())
    offered["OWASP Top 10 for LLM Applications"]()
    assert library.at == At("list", "owasp-llm@2026")
