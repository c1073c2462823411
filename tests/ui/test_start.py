"""The start: what is read before the first picture, what follows it, and what a hasty user does in between."""

import subprocess
import sys
from contextlib import closing
from pathlib import Path

from PySide6.QtWidgets import QApplication

from tests.ui.rooms import application, room, settle
from wizard import store
from wizard.ui import appearance, theme
from wizard.ui.beginning import begin
from wizard.ui.window import Window

ROOT = Path(__file__).parents[2]
LATER = (
    "sqlite3",
    "hashlib",
    "sqlite_utils",
    "yaml",
    "reportlab",
    "wizard.store",
    "wizard.core",
    "wizard.ui.home",
    "wizard.ui.library",
)


def started(code, *arguments):
    """Run the window in a process of its own, with `code` where the first picture is told of; give what it printed."""
    script = f"""
import sys
from wizard import ui
ui.ready()
from wizard.ui import start
real = start._begin
def first(application, window, path):
{code}
start._begin = first
sys.exit(start.start(sys.argv[1]))
"""
    command = [sys.executable, "-c", script, *map(str, arguments)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60, check=True).stdout.split()


def test_at_the_first_picture_nothing_is_read_that_it_does_not_show(tmp_path):
    code = f"    print(*[m for m in {LATER!r} if m in sys.modules]); window.close(); application.quit()"
    assert started(code, tmp_path / "w.plimsoll") == []


def test_home_follows_the_first_picture_and_closing_leaves_the_workspace_free(tmp_path):
    code = """
    from PySide6.QtCore import QTimer
    def look():
        if window.current == "Home" and window.place._known:
            print(window.place.pages.currentWidget() is window.place.first)
            window.leave()
        else:
            QTimer.singleShot(10, look)
    real(application, window, path)
    look()
"""
    assert started(code, tmp_path / "w.plimsoll") == ["True"]
    with closing(store.open_workspace(tmp_path / "w.plimsoll")) as workspace:
        assert workspace.assessments() == ()


def test_home_and_an_assessment_load_no_class_of_widgets_that_they_do_not_use(tmp_path):
    """Qt's bindings load every class of widgets once one that Qt itself has made is given to Python (see scrolling)."""
    code = """
    from PySide6 import QtGui, QtWidgets
    from PySide6.QtCore import QTimer
    unused = ("QDockWidget", "QStyle", "QWizard", "QMenu", "QMessageBox", "QFileDialog", "QPlainTextEdit")
    asked = []
    def look():
        if window.current == "Home" and window.place._known and not asked:
            asked.append(window.example())  # once: it takes longer than one look to the next
        elif window.current == "Questions" and not list(window.place.page._gaps(300)):
            window.grab()
            print(*[name for name in unused if name in vars(QtWidgets)], "QIcon" in vars(QtGui))
            window.leave()
            return
        QTimer.singleShot(50, look)
    real(application, window, path)
    look()
"""
    assert started(code, tmp_path / "w.plimsoll") == ["False"]


def test_the_library_is_read_when_it_is_opened_and_loads_no_class_of_widgets_that_it_does_not_use(tmp_path):
    code = """
    from PySide6 import QtGui, QtWidgets
    from PySide6.QtCore import QTimer
    unused = ("QDockWidget", "QStyle", "QWizard", "QMenu", "QMessageBox", "QFileDialog", "QPlainTextEdit")
    def look():
        if window.current == "Home" and window.place._known:
            print(*[name for name in sys.modules if name.startswith("wizard.ui.library")])
            window.go("Library", entry="owasp-llm@2026:LLM07")
        elif window.current == "Library" and window.place.at.kind == "entry":
            window.grab()
            print(*[name for name in unused if name in vars(QtWidgets)], "QIcon" in vars(QtGui))
            window.leave()
            return
        QTimer.singleShot(50, look)
    real(application, window, path)
    look()
"""
    assert started(code, tmp_path / "w.plimsoll") == ["False"]


def test_imports_are_as_python_made_them_once_qt_is_read():
    code = "import builtins; before = builtins.__import__; from wizard import ui; ui.ready(); import PySide6.QtWidgets; print(builtins.__import__ is before)"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, timeout=60, check=True
    )
    assert done.stdout.split() == ["True"]


def test_a_window_that_was_closed_before_it_began_makes_no_workspace(tmp_path):
    app, window = application(), Window()
    window.show()
    assert window.close()
    begin(app, window, tmp_path / "w.plimsoll")
    assert not (tmp_path / "w.plimsoll").exists()


def test_keys_and_clicks_before_the_workspace_is_open_do_nothing():
    application()
    window = Window()
    window.show()
    window.rail.buttons["Verify"].click()
    window.header.goto.click()
    settle()
    assert window.place is None
    window.close()


def test_the_chosen_mode_is_kept_for_the_next_start_whatever_the_workspace(tmp_path):
    assert appearance.mode() == "system"
    with room(tmp_path, example=False) as window:
        window.go("Settings")
        window.place.mode.segments[1].click()
        assert appearance.mode() == "dark"
        settle()
        assert theme.of(window).dark
        window.place.mode.segments[0].click()
        settle()
        assert not theme.of(window).dark
    appearance.keep("nonsense")
    assert appearance.mode() == "system"
    theme.dress(QApplication.instance(), theme.LIGHT)
