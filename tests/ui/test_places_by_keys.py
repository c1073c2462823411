"""Every place by its key: what takes the keyboard there lies in the place and shows it; after a click nothing does."""

import pytest
from PySide6.QtWidgets import QApplication

from tests.ui.rooms import keys, room, settle, until
from wizard.ui.focus import FocusRing, Hand
from wizard.ui.rail import STOPS
from wizard.ui.theme import LIGHT


@pytest.fixture(scope="module")
def window(tmp_path_factory):
    with room(tmp_path_factory.mktemp("places")) as window:
        yield window


def shows_focus(stop):
    """Tell whether a control shows that it has the keyboard: by the ring, or around its own row."""
    return (FocusRing.shown is not None and FocusRing.shown.surrounds(stop)) or getattr(stop, "shows_focus", False)


@pytest.mark.parametrize("number", range(1, len(STOPS) + 1))
def test_the_first_stop_of_a_place_shows_the_keyboard_that_a_key_brought(window, number):
    window.go("Settings" if number == 1 else "Home")
    settle()
    Hand.uses_keys = False
    keys(window, f"Ctrl+{number}")
    settle()
    stop = QApplication.focusWidget()
    assert window.current == STOPS[number - 1].name
    assert window.place.isAncestorOf(stop)
    assert shows_focus(stop)
    Hand.uses_keys = False
    window.go("Settings" if number == 1 else "Home")
    window.rail.buttons[STOPS[number - 1].name].click()
    settle()
    assert not shows_focus(QApplication.focusWidget())


def test_the_chosen_page_of_the_report_is_ringed(window):
    keys(window, "Ctrl+6")
    thumbs = window.place.preview.thumbs
    until(lambda: len(thumbs.pictures) == window.place.preview.count > 0)
    place = thumbs.visualItemRect(thumbs.currentItem())
    ring = (place.left() + 10 + 38, place.top() + 5)
    assert thumbs.viewport().grab().toImage().pixelColor(*ring) == LIGHT.colour("accent")
    thumbs.shows_focus = False
    assert thumbs.viewport().grab().toImage().pixelColor(*ring) != LIGHT.colour("accent")
