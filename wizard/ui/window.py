"""A workspace in; the window out: rail, header, banner, and one place at a time. The window owns the open session."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QCloseEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QPushButton

from wizard.clock import utc_now
from wizard.errors import UserError
from wizard.ui import appearance, loading, theme
from wizard.ui.frame import TITLE, Frame
from wizard.ui.rail import STOPS, Stop

if TYPE_CHECKING:
    from wizard.core.assessment import Answer
    from wizard.session import Session
    from wizard.store import Workspace
    from wizard.ui.goto import GoToList
    from wizard.ui.place import Place
    from wizard.ui.toast import Toast

OPENING = "Opening"
OPENING_AFTER = 300
DAMAGED = "Nothing can be saved here: this workspace is damaged. Open its backup or another workspace."
LOSING = "Close the window once more to leave without it."


class Window(Frame):
    """The one window. Places ask it for the session, for other places, for toasts and for work on other threads.

    Without a workspace it shows its frame alone: what opens one is read after the first picture (see `begin`).
    """

    workspace: Workspace

    def __init__(self, workspace: Workspace | None = None, now: Callable[[], datetime] = utc_now) -> None:
        super().__init__()
        self.now = now
        self.session: Session | None = None
        self.damage: UserError | None = None
        self.places: dict[str, Place] = {}
        self.current = ""
        self._begun = False
        self._leaving = False
        if workspace is not None:
            self.begin(workspace)

    def begin(self, workspace: Workspace) -> None:
        """Take the workspace; from here on the window answers."""
        from wizard.ui.answering import Unsaved
        from wizard.ui.controls import Banner
        from wizard.ui.dropping import Dropping
        from wizard.ui.focus import Hand
        from wizard.ui.keys import add_keys

        self.workspace = workspace
        self.unsaved = Unsaved(self)
        self.banner = Banner()
        self.right.insertWidget(1, self.banner)
        self.rail.asked.connect(self.go)
        self.header.asked_to_go.connect(self.show_targets)
        self.header.asked_to_undo.connect(self.undo)
        self._slow = QTimer(self, singleShot=True, interval=OPENING_AFTER)
        self._slow.timeout.connect(lambda: self.header.detail.say(OPENING))
        add_keys(self)
        self.hand = Hand(self)
        Dropping(self)
        self.heed_letters()
        self._begun = True

    @cached_property
    def toasts(self) -> Toast:
        """Give the strip that says what was done."""
        from wizard.ui.toast import Toast

        return Toast(self)

    @cached_property
    def targets(self) -> GoToList:
        """Give the list of everything that can be reached."""
        from wizard.ui.goto import GoToList

        return GoToList(self)

    # -- what places ask for -------------------------------------------------------------------------------------

    @property
    def who(self) -> str:
        """Give the name that the user wants on answers."""
        return self.workspace.setting("who")

    @property
    def letters(self) -> bool:
        """Tell whether single letters are keys."""
        from wizard.ui.keycaps import letters_of

        return letters_of(self.workspace)

    def heed_letters(self) -> None:
        """Show the hints of single-letter keys where these are keys; every place stays where one was in it."""
        from wizard.ui.keycaps import heed, show_on

        if heed(self.workspace):
            show_on(*self.places.values())

    @property
    def refusal(self) -> str:
        """Say why nothing can be written into the workspace; empty where it can."""
        return DAMAGED if self.damage is not None else ""

    @property
    def closed(self) -> str:
        """Say why nothing may change in the open assessment; empty where it may."""
        return self.refusal or (self.session.read_only if self.session is not None else "")

    def go(self, name: str, **where: Any) -> None:  # noqa: ANN401 - each place knows its own words
        """Show a place; `where` says where in it, in that place's own words."""
        name = next(stop.name for stop in STOPS if stop.name.casefold() == name.casefold())
        if self.rail.buttons[name].stop.needs_session and self.session is None:
            name = "Home"
        before = self.place
        self.flush()
        place = self.places.get(name) or self._make(name)
        self.current = name
        place.refresh(self.session)
        self.stack.setCurrentWidget(place)
        self.rail.show_current(name)
        self.show_actions(place)
        self._show_assessment()
        if before is not None and before is not place:
            before.left()
        place.shown(**where)

    def _make(self, name: str) -> Place:
        from wizard.ui.places import make_place

        place = make_place(name, self)
        self.places[name] = place
        self.stack.addWidget(place)
        return place

    def show_actions(self, place: Place) -> None:
        """Show a place's name and its actions in the header, while it is the one that is shown."""
        if place is self.place:
            self.header.show_place(place.title or self.current, place.header_widgets(), place)

    @property
    def place(self) -> Place | None:
        """Give the place that is shown."""
        return self.places.get(self.current)

    def open(self, assessment_id: str, place: str = "Questions") -> None:
        """Open an assessment; what is shown stays until the new one is whole."""
        who, now = self.who, self.now
        self._load(lambda: loading.opened(self.workspace, assessment_id, now, who), place)

    def new(self) -> None:
        """Start a new assessment over the questions that ship with the program."""
        who, now = self.who, self.now
        self._load(lambda: loading.new(self.workspace, now, who), "System")

    def example(self) -> None:
        """Open the example that ships with the program, made anew."""
        who, now = self.who, self.now
        self._load(lambda: loading.example(self.workspace, now, who), "Questions")

    def new_version(self) -> None:
        """Copy the open assessment as a new draft and open it."""
        session = self.session
        if session is not None:
            self._load(lambda: loading.version_of(session), "Questions")

    def _load(self, function: Callable[[], Session], place: str) -> None:
        self._slow.start()

        def done(session: Session) -> None:
            self._slow.stop()
            self.take(session)
            self.go(place)

        self.work(function, done, self.fail)

    def take(self, session: Session | None) -> None:
        """Make this the open assessment, or none."""
        self.flush()
        if self.session is not None:
            self.session.listen()
        self.drop_places(stop for stop in STOPS if stop.needs_session)
        self.unsaved.turn(self.session, session)
        self.session = session
        self.rail.allow(session=session is not None)
        if session is not None:
            session.listen(self._changed)
        self._show_assessment()

    def drop_places(self, stops: Iterable[Stop] = STOPS) -> None:
        """Forget places; they are made anew when they are shown next."""
        for stop in stops:
            place = self.places.pop(stop.name, None)
            if place is not None:
                if stop.name == self.current:
                    self.header.show_place(stop.name)
                self.stack.removeWidget(place)
                place.deleteLater()
        self.current = self.current if self.current in self.places else ""

    def answer(self, question: str, answer: Answer) -> bool:
        """Save an answer; when that fails it is kept, the banner says why, and False comes back."""
        return self.unsaved.give(question, answer)

    def standing(self, question: str) -> Answer:
        """Give what stands for a question on screen, saved or not."""
        return self.unsaved.standing(question)

    def toast(self, words: str, undo: Callable[[], None] | None = None) -> None:
        """Say what was done, with Undo."""
        self.toasts.show_toast(words, undo)

    def fail(self, error: UserError) -> None:
        """Show what the world refused: what happened, what is safe, what to do."""
        self._slow.stop()
        from wizard.ui import banners

        if not banners.is_damage(error, self.workspace):
            self._show_assessment()
            banners.show_refusal(self, error)
        elif self.damage is None:
            self.flush()
            self.damage = error
            self._changed()  # what would write is closed at once

    def work(
        self,
        function: Callable[..., Any],
        done: Callable[[Any], None],
        failed: Callable[[UserError], None] | None = None,
        progress: Callable[[Any], None] | None = None,
    ) -> None:
        """Run a slow function on another thread; its result comes back on this one, while this workspace is open."""
        from wizard.ui import working

        working.work(self, function, done, failed or self.fail, progress)

    # -- what happens --------------------------------------------------------------------------------------------

    def _changed(self) -> None:
        place = self.place
        if place is not None:
            place.refresh(self.session)
        self._show_assessment()

    def shown_session(self) -> Session | None:
        """Give the session that the place speaks of: Home, Library, Verify and Settings speak of none."""
        place = self.place
        return self.session if place is None or place.needs_session else None

    def _show_assessment(self) -> None:
        session, name, workspace = self.shown_session(), "", loading.workspace_name(self.workspace.path)
        if session is None:
            about = workspace if self.current == "Home" else self.place.about() if self.place else ""
            self.header.show_assessment(about, can_undo=False, is_open=False)
        else:
            name, state = loading.title_of(session), "Sealed" if session.assessment.sealed else "Draft"
            self.header.show_assessment(
                f"{name} · {state}", can_undo=session.can_undo and not self.closed, is_open=True
            )
        self.setWindowTitle(" · ".join(part for part in (name[:80], workspace[:60], TITLE) if part))
        if self.session is None or self.current in ("Library", "Verify"):
            self.header.saved.is_nothing()
        elif not self.unsaved:
            self.header.saved.is_saved()
        self._show_banner()

    def _show_banner(self) -> None:
        from wizard.ui import banners

        banners.show(self)

    def save_again(self) -> None:
        """Try to save what could not be saved, wherever it was written."""
        self.unsaved.save()

    def undo(self) -> None:
        """Take back what was just done; where the place speaks of an assessment, its last answer, showing the question."""
        if "toasts" in vars(self) and self.toasts.take_back():
            return
        self._step(lambda session: session.undo())

    def redo(self) -> None:
        """Put an answer again that was taken back."""
        self._step(lambda session: session.redo())

    def _step(self, step: Callable[[Session], str]) -> None:
        self.flush()
        session = self.shown_session()
        if session is None or self.unsaved:
            return
        try:
            question = step(session)
        except UserError as error:
            self.fail(error)
            return
        if question:
            name, where = loading.way_back(question, self.current)
            self.go(name, **where)

    def flush(self) -> None:
        """Save what is still being typed."""
        if self.place is not None:
            self.place.flush()

    def typing(self) -> None:
        """Be told that something is typed and not on disk yet."""
        self.header.saved.is_typing()

    def help(self) -> None:
        """Open what the place can say to help."""
        if self.place is not None:
            self.place.letter("h")

    def show_targets(self) -> None:
        """Open the list of everything that can be reached."""
        from wizard.ui.keys import targets

        self.flush()
        self.targets.open_over(self, tuple(targets(self)))

    def set_mode(self, mode: str) -> None:
        """Show light, dark, or what the desktop shows."""
        appearance.keep(mode)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            theme.dress(application, theme.chosen(mode))

    # -- Qt ------------------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Give single letters to the place; nobody else wanted them. Text fields keep theirs."""
        if not self._begun:
            return
        if event.key() == Qt.Key.Key_Escape:
            self._escape()
            return
        focus = QApplication.focusWidget()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and isinstance(focus, QPushButton):
            focus.click()
            return
        place = None if self._is_typing() else self.place
        if place is not None and self._takes_letters(event) and place.letter(event.text().casefold()):
            return
        super().keyPressEvent(event)

    @staticmethod
    def _is_typing() -> bool:
        from wizard.ui.inputs import takes_text

        return takes_text(QApplication.focusWidget())

    def _takes_letters(self, event: QKeyEvent) -> bool:
        plain = not event.modifiers() & ~(Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.ShiftModifier)
        return plain and bool(event.text().strip()) and self.letters

    def _escape(self) -> None:
        place = self.place
        if self.toasts.isVisible():
            self.toasts.hide()
        elif place is not None:
            place.letter("Esc")

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the toast in its place."""
        super().resizeEvent(event)
        if "toasts" in vars(self):
            self.toasts.place()

    def leave(self) -> None:
        """Close whatever happens: somebody ends the program from outside."""
        self._leaving = True
        self.close()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Save the last letter before the window goes; say so once when that cannot be."""
        from wizard.ui import jobs

        if not self._begun:
            return
        self.flush()
        if self.unsaved and not self.unsaved.are_saved() and not self._leaving:
            self._leaving = True
            self.banner.words.say(f"{self.banner.words.text()} {LOSING}")
            event.ignore()
            return
        jobs.wait()
        super().closeEvent(event)
