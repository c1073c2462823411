"""The Library's imports and problems: a report first, kept only when wanted, removed and put back; an author's mistakes."""

from pathlib import Path

import pytest

from tests import tour
from tests.test_importing import RISK, workbook
from tests.ui.rooms import keys, room, settle, until
from tests.ui.test_library_place import opened, page, words
from wizard.errors import UserError
from wizard.session import importing
from wizard.ui.library_places import At

SAMPLES = Path(__file__).parents[1] / "foreign_files"


@pytest.fixture
def library(tmp_path):
    with room(tmp_path, example=False) as window:
        yield opened(window)


def read(library, path):
    library.importing.ask = lambda _what: str(path)
    library.importing.pick("file")
    until(lambda: not library.importing.reading)
    settle()
    return page(library)


def test_a_folder_is_reported_with_what_was_skipped_first_and_nothing_is_kept_yet(library):
    report = read(library, SAMPLES)
    assert report.title.text() == "2 lists in foreign_files"
    states = [row.skipped for row in report.table.rows]
    assert states == sorted(states, reverse=True)
    assert states[0]
    assert "3 requirements" in report.notes.text()
    assert report.keep.hasFocus()
    assert importing.kept_imports(library.window_.workspace) == ()
    keys(library.window_, "Tab", "Return")
    assert library.at.kind == "list"
    assert importing.kept_imports(library.window_.workspace) == ()


def test_what_is_kept_stands_in_the_list_and_its_texts_at_their_entries_until_it_is_removed(library, tmp_path):
    book = tmp_path / "my copy.xlsx"
    book.write_bytes(workbook(RISK))
    report = read(library, book)
    assert "1 risk" in report.notes.text()
    keys(library.window_, "Return")
    until(lambda: bool(library.shelves.kept))
    settle()
    (kept,) = importing.kept_imports(library.window_.workspace)
    assert kept.file == "my copy.xlsx"
    assert library.at == At("import", kept.id)
    assert At("import", kept.id) in library.list.rows
    assert "From my copy.xlsx, kept 23 Nov 2026." in page(library).notes.text()
    library.go_to(At("entry", "mit-risks@v3:01.01.00"))
    assert "A text of the test." in words(page(library))
    assert any(text.startswith("as it stands in your import: MIT AI Risk Repository") for text in words(page(library)))
    library.go_to(At("import", kept.id))
    page(library).remove.click()
    until(lambda: not library.shelves.kept)
    settle()
    assert importing.kept_imports(library.window_.workspace) == ()
    assert library.at == At("entry", "mit-risks@v3:01.01.00")
    assert "A text of the test." not in words(page(library))
    library.window_.toasts.button.click()
    until(lambda: bool(library.shelves.kept))
    assert importing.kept_imports(library.window_.workspace) == (kept,)


def test_a_list_that_only_an_import_has_goes_with_it_wherever_one_has_been(library):
    read(library, SAMPLES)
    library.importing.keep()
    until(lambda: bool(library.shelves.kept))
    own = At("list", "finos@imported")
    library.go_to(own)
    library.go_to(At("entry", page(library).table.rows[0].id))
    library.go_to(At("import", "finos"))
    page(library).remove.click()
    until(lambda: own not in library.list.rows)
    settle()
    assert [at for at, _ in library.trail if at.key.startswith("finos@imported")] == []
    assert library.at.kind in ("list", "import")


def test_where_what_was_imported_cannot_be_read_the_lists_that_ship_are_there_all_the_same(tmp_path):
    with room(tmp_path, example=False) as window:
        window.workspace.close()
        window.go("Library")
        until(lambda: bool(getattr(window.place, "list", None) and window.place.list.rows))
        assert window.banner.isVisible()
        assert At("list", "owasp-llm@2026") in window.place.list.rows


def test_what_is_in_no_known_form_is_said_in_a_sentence(library, tmp_path):
    file = tmp_path / "notes.txt"
    file.write_text("nothing that is known", "utf-8")
    report = read(library, file)
    assert report.title.text() == "Nothing was imported"
    assert "is in no form that is known here" in report.notes.text()
    assert report.other.hasFocus()
    assert not report.keep.isVisible()
    assert "No such file" in read(library, tmp_path / "gone.xlsx").notes.text()


def test_an_import_that_was_cancelled_while_it_is_read_brings_nothing(library):
    library.importing.ask = lambda _what: str(SAMPLES)
    library.importing.pick("folder")
    assert page(library).title.text() == "Reading foreign_files"
    page(library).drop.click()
    settle()
    assert library.at.kind == "list"
    assert library.importing.found == ()


def test_where_nothing_can_be_written_imports_are_closed_and_say_why(library):
    report = read(library, SAMPLES)
    library.window_.damage = UserError("It is damaged.", "")
    library.refresh(None)
    for button in (library.import_button, report.keep):
        assert not button.isEnabled()
        assert "damaged" in button.accessibleDescription()
    library.importing.keep()
    settle()
    assert importing.kept_imports(library.window_.workspace) == ()
    library.window_.damage = None


def test_texts_of_others_are_shown_literally(library, tmp_path):
    book = tmp_path / "b.xlsx"
    book.write_bytes(workbook({**RISK, "Description": "<b>bold</b> \N{RIGHT-TO-LEFT OVERRIDE}turned"}))
    read(library, book)
    library.importing.keep()
    until(lambda: bool(library.shelves.kept))
    library.go_to(At("entry", "mit-risks@v3:01.01.00"))
    assert "<b>bold</b> \\u202eturned" in words(page(library))


def checked(library, path):
    library.go_to(At("problems"))
    shown = page(library)
    shown.ask = lambda _what: str(path)
    before = library.checked
    shown.pick("file")
    until(lambda: library.checked is not before)
    settle()
    return shown


def test_an_authors_mistakes_stand_with_line_what_and_what_was_meant_and_enter_opens_the_line(library, tmp_path):
    module = tmp_path / "own.yaml"
    module.write_text(tour.MISTAKES, "utf-8")
    shown = checked(library, module)
    assert shown.title.text() == f"{len(shown.table.rows)} problems in 1 file"
    said = [[column.say(row) for column in shown.table.model_rows.columns] for row in shown.table.rows]
    assert [f"{module}, line 4", "A module has no field 'reson'", "reason"] in said
    assert library.list.rows[At("problems")].detail == str(len(said))
    shown.table.setFocus()
    keys(library.window_, "Return")
    text = page(library)
    assert library.at == At("text", str(module), "4")
    assert (text.table.row.text, text.table.row.number) == ("reson: We want to know", 4)
    keys(library.window_, "Alt+Left")
    assert library.at == At("problems")
    module.write_text(tour.MISTAKES.replace("reson", "reason"), "utf-8")
    before = library.checked
    shown.again.click()
    until(lambda: library.checked is not before)
    assert len(shown.table.rows) == len(said) - 1


def test_what_ships_has_no_problem_and_a_file_that_is_not_there_is_said(library, tmp_path):
    library.go_to(At("problems"))
    shown = page(library)
    assert "have no problem" in shown.notes.text()
    assert shown.first_stop() is shown.choose
    shown.check(tmp_path / "gone.yaml")
    settle()
    assert shown.title.text() == "It could not be read."
    assert "No such file" in shown.notes.text()


def test_a_text_keeps_its_indentation_and_shows_hidden_signs(library, tmp_path):
    module = tmp_path / "own.yaml"
    module.write_text(tour.MISTAKES + "    # \N{RIGHT-TO-LEFT OVERRIDE}turned\n", "utf-8")
    checked(library, module)
    library.go_to(At("text", str(module), "1"))
    assert "    # \\u202eturned" in [row.text for row in page(library).table.rows]
