"""A bug anywhere ends in one place: written down without what the user typed, shown once, and the window goes on."""

import gc
import threading

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMessageBox, QPushButton, QWidget

from tests.ui.rooms import application, noon, settle, until
from wizard.core.assessment import Answer
from wizard.errors import UserError
from wizard.ui import jobs
from wizard.ui.fault_dialog import SENTENCE
from wizard.ui.faults import Faults
from wizard.ui.garbage import Collector

SECRET = "what the user typed"


class Broken(QWidget):
    """Fails while it is painted."""

    def paintEvent(self, _event):  # noqa: N802 - Qt's name
        raise LookupError(SECRET)


@pytest.fixture
def log(window, tmp_path, monkeypatch):
    """Catch faults in a file of their own."""
    path = tmp_path / "logs" / "plimsoll.log"
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    faults = Faults(lambda: path, lambda: window, noon)
    faults.install()
    yield path
    for dialog in dialogs(window):
        dialog.close()
    settle()
    faults.deleteLater()


def dialogs(window):
    return [each for each in window.findChildren(QMessageBox) if each.isVisible()]


def in_a_slot(window):
    button = QPushButton(window)
    button.clicked.connect(fail)
    button.click()


def in_a_timer(_window):
    QTimer.singleShot(0, fail)


def in_painting(window):
    broken = Broken(window)
    broken.resize(50, 50)
    broken.show()
    until(lambda: bool(dialogs(window)))
    broken.hide()
    broken.deleteLater()


def in_a_worker(window):
    window.work(fail, lambda _result: None)


def in_a_thread(_window):
    thread = threading.Thread(target=fail)
    thread.start()
    thread.join()


def fail(*_args):
    raise LookupError(SECRET)


@pytest.mark.parametrize("somewhere", [in_a_slot, in_a_timer, in_painting, in_a_worker, in_a_thread])
def test_a_bug_is_written_down_and_shown_and_the_window_goes_on(window, log, somewhere):
    somewhere(window)
    until(lambda: bool(dialogs(window)))
    (dialog,) = dialogs(window)
    assert dialog.text() == SENTENCE
    assert dialog.defaultButton().text() == "Go on"
    written = log.read_text()
    assert "LookupError" in written
    assert "test_faults.py" in written
    assert SECRET not in written
    assert SECRET not in dialog.informativeText()
    dialog.defaultButton().click()
    window.answer("owner", Answer("Katrin"))
    assert window.session.assessment.text("owner") == "Katrin"


def test_the_log_is_for_its_owner_only(window, log):
    in_a_slot(window)
    assert log.stat().st_mode & 0o777 == 0o600
    assert log.parent.stat().st_mode & 0o777 == 0o700


def test_the_same_bug_is_shown_once_and_another_one_again(window, log):
    for _ in range(3):
        in_a_slot(window)
    assert len(dialogs(window)) == 1
    button = QPushButton(window)
    button.clicked.connect(lambda: 1 / 0)
    button.click()
    assert len(dialogs(window)) == 2
    assert log.read_text().count("\nLookupError\n") == 3


def test_what_was_typed_is_saved_before_the_bug_is_shown(window, log):
    window.go("Questions", question="grounds")
    settle()
    window.place.card.reply.input.insertPlainText("Because")
    in_a_slot(window)
    assert window.session.assessment.text("grounds") == "Because"
    assert log.exists()


def test_the_details_can_be_copied(window, log):
    in_a_slot(window)
    (dialog,) = dialogs(window)
    next(button for button in dialog.buttons() if button.text() == "Copy details").click()
    assert dialog.isVisible()
    copied = QGuiApplication.clipboard().text()
    assert copied.startswith("Plimsoll ")
    assert SECRET not in copied
    assert copied in log.read_text()


def test_what_the_world_refuses_is_no_bug(window, log):
    def refuse():
        raise UserError("The folder cannot be written.", "Choose another.")

    window.work(refuse, lambda _result: None)
    until(window.banner.isVisible)
    assert window.banner.words.text() == "The folder cannot be written. Choose another."
    assert not log.exists()
    window.banner.action.click()
    assert not window.banner.isVisible()


def test_garbage_is_collected_on_the_windows_thread_and_on_no_other():
    """A widget that Python throws away on a worker's thread stops the program for ever."""
    app, died = application(), []
    assert not gc.isenabled()

    class Ring:
        def __init__(self):
            self.itself = self

        def __del__(self):
            died.append(threading.current_thread() is threading.main_thread())

    def work():
        for _ in range(2000):
            Ring()

    jobs.start(work, lambda _result: None, lambda _error: None)
    settle()
    app.findChild(Collector).collect()
    assert len(died) == 2000
    assert all(died)
