"""The hull as a widget: what it says, what it paints, what slides."""

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QImage, QPainter

from tests.ui.rooms import application
from wizard.core.hull import Axis, Reading
from wizard.ui import theme
from wizard.ui.hull import HullBar, figure, paint_hull, say_hull

OVER = Reading(best=20, worst=31, inherent=41, level="Critical", appetite=15)


@pytest.fixture(autouse=True)
def screen():
    return application()


def drawn(values, colours=theme.LIGHT, width=700):
    image = QImage(width + 2, 24, QImage.Format.Format_RGB32)
    image.fill(colours.colour("surface"))
    painter = QPainter(image)
    paint_hull(painter, QRect(0, 0, width, 24), values, colours)
    painter.end()
    return image


def at(image, points, y=12):
    return image.pixelColor(QPoint(round(Axis().at(points, 700)), y)).name().upper()


def test_a_hull_says_level_best_case_appetite_and_inherent():
    assert say_hull("A name", OVER) == "A name: Critical 31, best case 20, appetite 15, inherent 41"


def test_a_minus_is_a_real_minus():
    assert figure(-7) == "\N{MINUS SIGN}7"


@pytest.mark.parametrize("colours", [theme.LIGHT, theme.DARK])
def test_water_left_of_the_mark_is_water_and_past_it_has_the_colour_of_the_level(colours):
    image = drawn(OVER, colours)
    assert at(image, 0) in (colours.colours["water"], colours.colours["line"])
    assert at(image, 5) == colours.colours["water"]
    assert at(image, 18.5) == colours.colours["Critical"]


def test_between_worst_case_and_deck_the_hull_is_empty():
    assert at(drawn(OVER), 36) == theme.LIGHT.colours["surface"]


def test_the_waterline_stands_at_the_worst_case():
    assert at(drawn(OVER), 31, 4) == theme.LIGHT.colours["ink"]


def test_the_same_reading_paints_the_same_picture():
    assert drawn(OVER) == drawn(OVER)


def test_a_risk_below_the_scale_still_shows_water():
    low = Reading(best=-40, worst=-35, inherent=30, level="Low", appetite=15)
    assert drawn(low) != drawn(Reading(best=-40, worst=0, inherent=30, level="Low", appetite=15))


def test_a_hull_that_is_not_on_screen_does_not_slide():
    bar = HullBar()
    bar.show_values("A name", OVER)
    bar.show_values("A name", Reading(best=20, worst=25, inherent=41, level="High", appetite=15))
    assert bar.accessibleName().startswith("A name: High 25")
    assert bar.grab().toImage() == bar.grab().toImage()
