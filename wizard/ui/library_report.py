"""What was understood of somebody else's file in; its report out: counts, then each remark, what was skipped first."""

from datetime import datetime
from typing import TYPE_CHECKING

from wizard.core.days import day
from wizard.core.imports import Imported, Remark, counted
from wizard.ui.controls import Button
from wizard.ui.library_places import At, begun, said_count
from wizard.ui.library_table import SIDE, TablePage, head_in, write_first, write_whole
from wizard.ui.literal import literal
from wizard.ui.table import Column

if TYPE_CHECKING:
    from wizard.ui.library import Library

WHERE, STATE = 200, 88
NOT_KEPT = "Nothing is kept yet. What you keep stays in this workspace, and no report carries it."
NOTHING_READ = "Nothing was imported"


class Remarks(TablePage[Remark]):
    """Remarks as rows: where, whether it was skipped, and why."""

    detail = "Import"

    def row_height(self, row: Remark) -> int:
        """Give room for the whole sentence."""
        return self.tall(_sentence(row), self.room() - self._where() - STATE - SIDE)

    def _where(self) -> int:
        return min(WHERE, self.room() // 4)

    def columns(self) -> tuple[Column[Remark], ...]:
        """Give where, state, sentence."""
        return (
            Column(
                "Where",
                lambda row: literal(row.where),
                lambda spot, row: write_first(spot, literal(row.where)),
                self._where(),
                head=head_in("Where"),
            ),
            Column(
                "Taken",
                lambda row: "skipped" if row.skipped else "taken",
                lambda spot, row: write_whole(
                    spot, "skipped" if row.skipped else "taken", "small", "High" if row.skipped else "ink3"
                ),
                STATE,
            ),
            Column("What is to be said", _sentence, lambda spot, row: write_whole(spot, _sentence(row))),
        )

    @staticmethod
    def counts(imported: Imported) -> str:
        """Write what was read in one line."""
        parts = [counted(what, count) for what, count in imported.counts.items()]
        parts.append(said_count(imported.skipped, "place") + " skipped")
        return literal(", ".join(parts), 1000)


class ReportPage(Remarks):
    """What was just read: to be kept or not."""

    def __init__(self, library: "Library") -> None:
        self.keep = Button("Keep", "primary")
        self.drop = Button("Do not keep")
        self.other = Button("Choose another", trail="chevron-down")
        super().__init__(library, (self.keep, self.drop, self.other))
        self.keep.clicked.connect(library.importing.keep)
        self.drop.clicked.connect(library.importing.cancel)
        self.other.clicked.connect(lambda: library.importing.offer(self.other))

    def show_at(self, at: At) -> None:
        """Show how far it is."""
        super().show_at(at)
        now = self.library.importing
        name = literal(now.path.name) if now.path is not None else ""
        self.keep.setVisible(bool(now.found))
        self.drop.setVisible(bool(now.found) or now.reading)
        self.drop.say("Cancel" if now.reading else "Do not keep")
        self.other.setVisible(now.error is not None)
        if now.reading:
            self.show_table(f"Reading {name}", (), ())
        elif now.error is not None:
            self.show_table(NOTHING_READ, (literal(now.error.sentence, 1000), now.error.hint), ())
        else:
            self._show_found(now.found, name)
        self.refresh()

    def _show_found(self, found: tuple[Imported, ...], name: str) -> None:
        remarks = sorted((remark for one in found for remark in one.remarks), key=lambda remark: not remark.skipped)
        one = len(found) == 1
        title = literal(found[0].title) if one else f"{said_count(len(found), 'list')} in {name}"
        notes = [self.counts(each) if one else f"{literal(each.title)}: {self.counts(each)}" for each in found]
        self.show_table(title, (*notes, f"Read from {name}. {NOT_KEPT}"), remarks)

    def refresh(self) -> None:
        """Close what would write where nothing can be written."""
        self.keep.forbid(self.library.window_.refusal)

    def first_stop(self) -> Button:
        """Give the first button: keeping is the usual answer."""
        return next((button for button in (self.keep, self.other) if not button.isHidden()), self.drop)


class ImportPage(Remarks):
    """What was kept: where it came from, what it holds, and the way to remove it."""

    def __init__(self, library: "Library") -> None:
        self.remove = Button("Remove", icon="x")
        super().__init__(library, (self.remove,))
        self.remove.clicked.connect(lambda: library.importing.remove(self.at.key))

    def show_at(self, at: At) -> None:
        """Show one import."""
        super().show_at(at)
        shelves = self.library.shelves
        kept = next((one for one in shelves.kept if one.id == at.key), None)
        imported = shelves.imports.get(at.key)
        self.remove.setVisible(kept is not None)
        if kept is None or imported is None:
            self.show_table("This import was removed", (), ())
            return
        remarks = sorted(imported.remarks, key=lambda remark: not remark.skipped)
        said = (
            f"From {literal(kept.file)}, kept {_day(kept.at)}. The texts are their publisher's; no report carries them."
        )
        self.show_table(literal(kept.title), (self.counts(imported), said), remarks)
        self.refresh()

    def refresh(self) -> None:
        """Close what would write where nothing can be written."""
        self.remove.forbid(self.library.window_.refusal)

    def first_stop(self) -> Button:
        """Give the one button."""
        return self.remove


def _sentence(row: Remark) -> str:
    return begun(literal(row.sentence, 1000))


def _day(moment: str) -> str:
    """Write the day of a moment that a workspace kept; what is no moment stands as it is."""
    try:
        return day(datetime.fromisoformat(moment).astimezone())
    except ValueError:
        return literal(moment)
