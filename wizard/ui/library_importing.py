"""A file or folder of other people's in; its report out, and what was understood kept in the workspace, or let go again."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from wizard.errors import UserError
from wizard.ui.jobs import while_there
from wizard.ui.library_asking import ask_path, offer_path
from wizard.ui.library_places import At
from wizard.ui.literal import literal

if TYPE_CHECKING:
    from wizard.core.imports import Imported
    from wizard.ui.library import Library
    from wizard.ui.library_reading import Shelves

KINDS = "Workbooks, Markdown, SSSOM (*.xlsx *.md *.markdown *.txt *.tsv)"
REPORT = At("report")


class Importing:
    """One import on its way: reading, its report, or why it could not be read."""

    def __init__(self, library: "Library") -> None:
        self.library = library
        self.path: Path | None = None
        self.found: tuple[Imported, ...] = ()
        self.error: UserError | None = None
        self.reading = False
        self.ask: Callable[[str], str] = lambda what: ask_path(library, "Import", what, KINDS)
        self._asked = 0

    def offer(self, button: QWidget) -> None:
        """Ask under a button for a file or a folder."""
        offer_path(button, self.pick)

    def pick(self, what: str) -> None:
        """Ask for a path and read it."""
        chosen = self.ask(what)
        if chosen:
            self.read(Path(chosen))

    def read(self, path: Path) -> None:
        """Understand a file or a folder on another thread; nothing is kept yet."""
        self._asked += 1
        asked = self._asked
        self.path, self.found, self.error, self.reading = path, (), None, True

        def work() -> "tuple[Imported, ...]":
            from wizard.ui.library_reading import read_file

            return read_file(path)

        def ended(take: Callable[[Any], None]) -> Callable[..., None]:
            def end(result: object) -> None:
                if asked == self._asked:
                    self.reading = False
                    take(result)
                    self._show()

            return while_there(self.library, end)

        self.library.window_.work(work, ended(self._take), ended(self._fail))
        self._show()

    def _take(self, found: "tuple[Imported, ...]") -> None:
        self.found = found

    def _fail(self, error: UserError) -> None:
        self.error = error

    def _show(self) -> None:
        self.library.show_report()

    def cancel(self) -> None:
        """Let go what is being read, or was read: nothing of it was kept."""
        self._asked += 1
        self.found, self.error, self.reading = (), None, False
        self.library.leave_report()

    def keep(self) -> None:
        """Keep what was read in the open workspace."""
        library, found, path = self.library, self.found, self.path
        window = library.window_
        workspace, now = window.workspace, window.now()
        if not found or path is None or window.refusal:
            return

        def work() -> "Shelves":
            from wizard.ui.library_reading import keep

            return keep(workspace, found, path.name, now)

        def done(shelves: "Shelves") -> None:
            self.found = ()
            library.leave_report()
            library.take(shelves)
            library.go_to(At("import", found[0].id))
            window.toast(f"Kept {literal(path.name)}")

        window.work(work, while_there(library, done))

    def remove(self, import_id: str) -> None:
        """Let an import go; it can be put back."""
        library = self.library
        window, workspace = library.window_, library.window_.workspace
        kept = next((one for one in library.shelves.kept if one.id == import_id), None)
        imported = library.shelves.imports.get(import_id)
        if kept is None or imported is None or window.refusal:
            return

        def work() -> "Shelves":
            from wizard.ui.library_reading import drop

            return drop(workspace, import_id)

        def again() -> "Shelves":
            from wizard.session.importing import keep_import
            from wizard.ui.library_reading import read_shelves

            keep_import(workspace, imported, kept.file, kept.at)
            return read_shelves(workspace)

        def undo() -> None:
            window.work(again, while_there(library, library.take))

        def done(shelves: "Shelves") -> None:
            library.forget(At("import", import_id))
            library.take(shelves)
            window.toast(f"Removed {literal(kept.title)}", undo)

        window.work(work, while_there(library, done))
