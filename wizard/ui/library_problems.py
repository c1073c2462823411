"""Questionnaires that were read in; a row for each problem out: its line, what is wrong, what was probably meant."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from wizard.errors import UserError
from wizard.ui.controls import Button
from wizard.ui.jobs import while_there
from wizard.ui.library_asking import ask_path, offer_path
from wizard.ui.library_places import At, begun, said_count
from wizard.ui.library_table import SIDE, TablePage, head_in, write_first, write_whole
from wizard.ui.literal import literal
from wizard.ui.table import Column

if TYPE_CHECKING:
    from wizard.library import Problem
    from wizard.ui.library import Library
    from wizard.ui.library_reading import Checked

MEANT = "; did you mean "
LINE, MEANING = 200, 210
INVITATION = "Check your own YAML: a file, or a folder of files. Nothing is kept, and nothing is changed in it."
READING, NOT_READ = "Reading", "It could not be read."


class ProblemsPage(TablePage["Problem"]):
    """The problems of what ships, or of the author's own file; Enter opens the text at that line."""

    detail = "Problems"

    def __init__(self, library: Library) -> None:
        self.choose = Button("Check a file or folder", trail="chevron-down")
        self.again = Button("Check again")
        super().__init__(library, (self.choose, self.again))
        self.ask: Callable[[str], str] = lambda what: ask_path(
            self, "Check questionnaires", what, "YAML (*.yaml *.yml)"
        )
        self.choose.clicked.connect(lambda: offer_path(self.choose, self.pick))
        self.again.clicked.connect(self._again)

    def show_at(self, at: At) -> None:
        """Show the problems of what was read last."""
        super().show_at(at)
        read = self.library.checked or self.library.modules
        self.again.setVisible(self.library.checked is not None)
        if read is None:
            self.show_table("Problems", (READING, INVITATION), ())
        elif read.path is None:
            said = "The questionnaires that ship have no problem."
            if read.problems:
                said = f"The questionnaires that ship have {said_count(len(read.problems), 'problem')}."
            self.show_table("Problems", (said, INVITATION), read.problems)
        else:
            self.show_table(self._title(read), (literal(str(read.path)),), read.problems)

    @staticmethod
    def _title(read: Checked) -> str:
        files = said_count(len(read.texts), "file")
        if not read.problems:
            return f"No problem in {files}"
        return f"{said_count(len(read.problems), 'problem')} in {files}"

    def refresh(self) -> None:
        """Show them once they are read."""
        if self.at.kind and self.library.checked is None:
            self.show_at(self.at)

    def pick(self, what: str) -> None:
        """Ask for a file or a folder, and check it."""
        chosen = self.ask(what)
        if chosen:
            self.check(Path(chosen))

    def _again(self) -> None:
        if self.library.checked is not None and self.library.checked.path is not None:
            self.check(self.library.checked.path)

    def check(self, path: Path) -> None:
        """Check a file or a folder on another thread, together with what ships."""
        from wizard.ui.library_reading import check_path

        self.notes.say(f"Checking {literal(str(path))}")
        self.notes.show()
        self.library.window_.work(
            lambda: check_path(path), while_there(self, self._take), while_there(self, self._failed)
        )

    def _take(self, read: Checked) -> None:
        self.library.take_checked(read)
        self.show_at(self.at if self.at.kind else At("problems"))
        if self.isVisible():
            self.first_stop().setFocus()

    def _failed(self, error: UserError) -> None:
        self.show_table(NOT_READ, (f"{literal(error.sentence)} {error.hint}",), ())

    def open_row(self, row: Problem) -> None:
        """Open the text at the line of a problem."""
        self.library.go_to(At("text", row.file, str(row.line)))

    def row_height(self, row: Problem) -> int:
        """Give room for all that is said."""
        what, meant = _parted(row)
        wide = self.room() - min(LINE, self.room() // 4) - self._meaning()
        return max(self.tall(what, wide - SIDE), self.tall(meant, self._meaning() - SIDE))

    def _meaning(self) -> int:
        return MEANING if any(_parted(row)[1] for row in self.table.rows) else SIDE

    def columns(self) -> tuple[Column[Problem], ...]:
        """Give the line, what is wrong, what was meant."""
        return (
            Column(
                "Line",
                lambda row: f"{row.file}, line {row.line}",
                lambda spot, row: write_first(spot, _where(row)),
                min(LINE, self.room() // 4),
                head=head_in("Line"),
            ),
            Column(
                "What is wrong",
                lambda row: _parted(row)[0],
                lambda spot, row: write_whole(spot, _parted(row)[0]),
            ),
            Column(
                "Did you mean",
                lambda row: _parted(row)[1],
                lambda spot, row: write_whole(spot, _parted(row)[1], colour="accent"),
                self._meaning(),
            ),
        )


def _where(row: Problem) -> str:
    return f"{row.line}  {PurePath(row.file).name}"


def _parted(row: Problem) -> tuple[str, str]:
    """Part what is wrong from what was probably meant."""
    what, _, meant = row.message.partition(MEANT)
    return begun(what), meant.removesuffix("?")
