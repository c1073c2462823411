"""Black-and-white print: what a hull and the matrix say by colour, they say by shape, hatching or darkness as well."""

import io
from itertools import combinations

import pikepdf
import pypdfium2
import pytest
from PIL import ImageChops, ImageStat

from tests.report_samples import plain_content
from wizard.core.hull import Axis, Reading
from wizard.report import ink
from wizard.report.figures import hull_drawing
from wizard.report.sections.matrix import SIZE, _Plot
from wizard.report.view import View

WIDTH, HALF = 240.0, 5.0
LEVELS = ("Low", "Moderate", "High", "Critical")
AXIS = Axis()
SCALE = 8


def grey(operators, width, height):
    """Draw operators with their origin in the middle of the left edge, as a grey printer does."""
    pdf = pikepdf.new()
    page = pdf.add_blank_page(page_size=(width, height))
    page.Contents = pdf.make_stream(f"1 0 0 1 0 {height / 2} cm {operators}".encode())
    out = io.BytesIO()
    pdf.save(out)
    document = pypdfium2.PdfDocument(out.getvalue())
    try:
        return document[0].render(scale=SCALE, grayscale=True).to_pil().convert("L")
    finally:
        document.close()


def shape(level):
    return grey(ink.level_shape(level, 8, 0, 5), 16, 16).point(lambda value: 255 if value < 200 else 0)


def part(picture, start, end):
    """Give the darkness (mean) and the unevenness of a hull between two values on its axis."""
    left, right = (AXIS.at(value, WIDTH) * SCALE for value in (start, end))
    middle = picture.height / 2
    found = ImageStat.Stat(picture.crop((int(left), int(middle - 24), int(right), int(middle + 24))))
    return found.mean[0], found.stddev[0]


@pytest.mark.parametrize(("one", "other"), list(combinations(LEVELS, 2)))
def test_the_shapes_of_two_levels_differ_in_their_outline(one, other):
    first, second = shape(one), shape(other)
    apart = ImageStat.Stat(ImageChops.difference(first, second)).sum[0]
    whole = ImageStat.Stat(ImageChops.lighter(first, second)).sum[0]
    assert apart / whole > 0.12


def test_the_parts_of_a_hull_differ_without_colour():
    picture = grey(hull_drawing(Reading(-5, 22, 40, "High", 8), WIDTH, AXIS), WIDTH + 10, 24)
    certain, even = part(picture, -14, -7)
    hatched, uneven = part(picture, -2, 4)
    deep, deep_uneven = part(picture, 12, 19)
    taken, blank = part(picture, 25, 37)
    assert certain < 160
    assert even < 3
    assert taken > 250
    assert blank < 3
    assert min(uneven, deep_uneven) > 25
    assert certain + 20 < hatched < 235
    assert deep < hatched - 15, "past the mark the hatching is heavier and darker"


def test_certain_water_past_the_mark_is_darker_than_water_before_it():
    picture = grey(hull_drawing(Reading(22, 30, 40, "Critical", 8), WIDTH, AXIS), WIDTH + 10, 24)
    (before, _), (past, even) = part(picture, -10, 4), part(picture, 12, 20)
    assert past < before - 40
    assert even < 3


def test_a_hull_within_its_appetite_shows_its_mark_past_the_water():
    over, within = (
        grey(hull_drawing(Reading(-5, 12, 12, "Moderate", mark), WIDTH, AXIS), WIDTH + 10, 24) for mark in (4, 20)
    )
    assert part(within, 18, 22)[1] > 25
    assert part(over, 18, 22)[1] < 3


def test_the_levels_in_the_matrix_differ_without_colour_and_stand_clear_of_what_lies_under_them():
    view = View(plain_content(scenarios=30, base=2.6))
    plot = _Plot(view)
    picture = grey(f"1 0 0 1 0 {-SIZE / 2} cm {plot.operators()}", SIZE, SIZE)
    x, y = plot.at(view.scenarios[0][1])
    around = [
        (picture.getpixel((int((x + dx) * SCALE), int((SIZE - y - dy) * SCALE)))) for dx, dy in ((0, 0), (0, 4.4))
    ]
    assert around[0] < 140
    assert around[1] > 245
    bands = [picture.getpixel((int(place * SCALE), int((SIZE - place) * SCALE))) for place in (8, SIZE - 8)]
    assert bands[0] > bands[1] + 10
