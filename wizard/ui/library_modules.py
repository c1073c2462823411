"""The questionnaires in; a row for each module out, with its version and how much it asks. Enter opens the preview."""

from wizard.core.questionnaire import Module
from wizard.ui.library_places import At, said_count
from wizard.ui.library_table import HEIGHT, SIDE, TablePage, head_in
from wizard.ui.table import Column, Spot, write

READING = "Reading the questionnaires"
BROKEN = "They have problems and cannot be shown; see Problems."
VERSION, QUESTIONS = 90, 130


class ModulesPage(TablePage[Module]):
    """Every module that ships."""

    detail = "Questionnaires"

    def show_at(self, at: At) -> None:
        """Show the modules, once they are read."""
        super().show_at(at)
        read = self.library.modules
        if read is None:
            self.show_table("Questionnaires", (READING,), ())
        elif read.questionnaire is None:
            self.show_table("Questionnaires", (BROKEN,), ())
        else:
            modules = read.questionnaire.modules
            asked = sum(len(module.questions) for module in modules)
            method = read.questionnaire.method
            said = f"{said_count(len(modules), 'module')}, {said_count(asked, 'question')}."
            self.show_table("Questionnaires", (f"{said} Scored by: {method.title}, {method.version}.",), modules)

    def refresh(self) -> None:
        """Show them once they are read."""
        if self.at.kind and not self.table.rows and self.library.modules is not None:
            self.show_at(self.at)

    def open_row(self, row: Module) -> None:
        """Open the preview."""
        self.library.go_to(At("module", row.id))

    def row_height(self, row: Module) -> int:
        """Give room for the reason under the title."""
        return HEIGHT + 18 if row.reason else HEIGHT

    def columns(self) -> tuple[Column[Module], ...]:
        """Give title, questions, version."""
        return (
            Column("Module", _said, _paint_title, head=head_in("Module")),
            Column("Questions", lambda row: said_count(len(row.questions), "question"), _paint_count, QUESTIONS),
            Column("Version", lambda row: f"version {row.version}", _paint_version, VERSION),
        )


def _said(row: Module) -> str:
    return f"{row.title}, {row.reason}" if row.reason else row.title


def _paint_title(spot: Spot, row: Module) -> None:
    box = spot.rect.adjusted(SIDE, 0, -SIDE, 0)
    if row.reason:
        write(spot.at(box.adjusted(0, 8, 0, -30)), row.title, "control", "ink")
        write(spot.at(box.adjusted(0, 30, 0, -8)), row.reason, "small", "ink2" if spot.chosen else "ink3")
    else:
        write(spot.at(box), row.title, "control", "ink")


def _paint_count(spot: Spot, row: Module) -> None:
    write(spot, f"{len(row.questions):,}", "small", "ink2")


def _paint_version(spot: Spot, row: Module) -> None:
    write(spot, row.version, "small", "ink2")
