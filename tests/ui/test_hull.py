"""The hull on screen: what it says, what it paints, and that it slides without ever being in the way."""

from dataclasses import replace

import pytest
from PySide6.QtGui import QFontMetricsF

from tests.ui.rooms import application, settle, until
from wizard.core.hull import Axis, Reading
from wizard.core.sentences import number
from wizard.ui import theme
from wizard.ui.home_rows import HULLS
from wizard.ui.hull import HullAxis, HullBar, HullLegend, axis_font, say_hull

CRITICAL = Reading(best=8, worst=31, inherent=41, level="Critical", appetite=15)
WIDE = 704


@pytest.fixture
def bar():
    application()
    bar = HullBar(24)
    bar.resize(WIDE, 24)
    yield bar
    bar.close()
    bar.deleteLater()
    settle()
    application(theme.LIGHT)


def at(picture, points, y=12):
    """Give the colour at a place of the axis, which is ten px a point here."""
    return picture.pixelColor(round((points + 20) * 10), y).name()


def colours(picture, start, end, y=12):
    return {at(picture, point, y) for point in range(start, end)}


def test_a_hull_says_level_best_case_appetite_and_inherent():
    words = say_hull("A memory entry changes", CRITICAL)
    assert words == "A memory entry changes: Critical 31, best case 8, appetite 15, inherent 41"
    assert "appetite" not in say_hull("x", replace(CRITICAL, appetite=None))
    assert number(-1.2) == "\N{MINUS SIGN}12"


@pytest.mark.parametrize("mode", [theme.LIGHT, theme.DARK])
def test_water_is_solid_the_unproven_hatched_and_past_the_mark_in_the_colour_of_the_level(bar, mode):
    application(mode)
    bar.show()
    settle()
    bar.show_values("x", CRITICAL)
    picture = bar.grab().toImage()
    water, critical, surface = (mode.colour(name).name() for name in ("water", "Critical", "surface"))
    assert colours(picture, -17, 6) - {mode.colour("line").name()} == {water}
    left, right = colours_between(picture, 290, 335), colours_between(picture, 375, 500)
    assert {water, surface} <= left
    assert critical not in left
    assert {critical, surface} <= right
    assert water not in right
    assert colours(picture, 34, 40) == {surface}


def colours_between(picture, left, right, y=12):
    """Give the colours of a stretch, softened edges left out."""
    found = [picture.pixelColor(x, y).name() for x in range(left, right)]
    return {colour for colour in found if found.count(colour) > 2}


def test_the_same_values_paint_the_same_picture(bar):
    bar.show_values("x", CRITICAL)
    first = bar.grab().toImage()
    bar.show_values("x", replace(CRITICAL, worst=20.0))
    assert bar.grab().toImage() != first
    bar.show_values("x", CRITICAL)
    assert bar.grab().toImage() == first


@pytest.mark.parametrize("worst", [-500.0, -20.0, 50.0, 900.0])
def test_values_outside_of_the_axis_stay_inside_of_the_picture(bar, worst):
    bar.show_values("x", replace(CRITICAL, best=min(worst, 8), worst=worst, inherent=max(worst, 41)))
    picture = bar.grab().toImage()
    water = theme.LIGHT.colour("water").name()
    assert any(picture.pixelColor(x, 12).name() == water for x in range(8))


def test_the_waterline_slides_and_arrives(bar):
    bar.show()
    bar.show_values("x", CRITICAL)
    bar.show_values("x", replace(CRITICAL, worst=20.0, was=31.0))
    assert bar._shown == pytest.approx(31, abs=5)
    assert bar.accessibleName().startswith("x: Critical 20")
    until(lambda: bar._shown == 20.0, 3)


def test_without_motion_it_stands_there_at_once(bar):
    bar.slide = 0
    bar.show()
    bar.show_values("x", CRITICAL)
    bar.show_values("x", replace(CRITICAL, worst=20.0))
    assert bar._shown == 20.0


def test_another_scenario_in_the_same_place_does_not_slide(bar):
    bar.show()
    bar.show_values("x", CRITICAL)
    bar.show_values("y", replace(CRITICAL, worst=20.0))
    assert bar._shown == 20.0


def test_the_words_of_the_bands_and_the_key_are_painted():
    application()
    for widget in (HullAxis(), HullLegend()):
        widget.resize(360, widget.height())
        picture = widget.grab().toImage()
        assert len({picture.pixelColor(x, y).name() for x in range(0, 360, 2) for y in range(widget.height())}) > 3
    assert "hatched is not proven" in HullLegend().accessibleName()


@pytest.mark.parametrize("width", [168, 224, 256, 264, 316])
def test_the_words_over_the_hulls_do_not_touch_the_lines_beside_them(width):
    application()
    axis = Axis()
    names = ("Low", "Moderate", "High", "Critical")
    edges = [0.0, *(axis.at(band, width) for band in axis.bands), float(width)]
    bands = tuple(zip(edges, edges[1:], names, strict=False))
    face = axis_font(bands)
    assert -0.5 <= face.letterSpacing() <= 0
    if width >= HULLS["usual"]:
        assert all(right - left - QFontMetricsF(face).horizontalAdvance(name) >= 6 for left, right, name in bands)
