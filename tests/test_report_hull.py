"""The hull's geometry, which screen and paper share."""

from hypothesis import given
from hypothesis import strategies as st

from wizard.core.hull import PAPER, Hatch, Line, Reading, Ring, Span, hull, screen_pen

POINTS = st.floats(-60, 90)


def roles(made):
    return [shape.role for shape in made.shapes]


def drawn(worst=27, best=6, inherent=36, appetite=10, **more):
    return hull(Reading(best, worst, inherent, "High", appetite, **more), 280, screen_pen(24))


def test_water_is_certain_up_to_the_best_case_and_hatched_to_the_worst():
    made = drawn()
    water = next(shape for shape in made.shapes if shape.role == "water")
    hatches = {shape.role: shape for shape in made.shapes if isinstance(shape, Hatch)}
    assert (water.left, water.right) == (0.0, 104.0)
    assert (hatches["hatch"].left, hatches["hatch"].right) == (104.0, 120.0)
    assert (hatches["deep-hatch"].left, round(hatches["deep-hatch"].right, 9)) == (120.0, 188.0)
    assert hatches["deep-hatch"].colour == "level"


def test_solid_water_past_the_mark_takes_the_level_colour():
    deep = [shape for shape in drawn(best=20).shapes if isinstance(shape, Span) and shape.role == "deep"]
    assert [(shape.left, shape.right, shape.colour) for shape in deep] == [(120.0, 160.0, "level")]


def test_water_past_the_smaller_mark_of_another_class_is_too_deep_as_well():
    made = drawn(worst=16, best=2, appetite=20, other=5)
    deep = next(shape for shape in made.shapes if shape.role == "deep-hatch")
    rings = [shape for shape in made.shapes if isinstance(shape, Ring)]
    assert (deep.left, round(deep.right, 9)) == (100.0, 144.0)
    assert rings[0].x == 100.0
    assert rings[0].radius < rings[1].radius


def test_the_ring_steps_up_and_is_painted_last_when_the_waterline_is_near():
    made = drawn(worst=11)
    ring = next(shape for shape in made.shapes if isinstance(shape, Ring))
    assert made.stepped_up
    assert ring.y == -6
    assert roles(made)[-1] == "mark"
    assert roles(drawn())[-1] == "waterline"


def test_ghosts_and_a_gate_are_drawn_only_when_asked_for():
    assert {"was", "target", "gate"}.isdisjoint(roles(drawn()))
    assert {"was", "target", "gate", "deck-best"} <= set(roles(drawn(was=30, target=18, gate=30, inherent_best=33)))


def test_a_value_off_the_axis_shows_a_chevron_on_paper():
    made = hull(Reading(-30, 70, 80, "Critical", 10), 234, PAPER)
    assert "beyond" in roles(made)
    assert max(shape.x1 for shape in made.shapes if isinstance(shape, Line) and shape.role == "waterline") == 234


@given(POINTS, POINTS, POINTS, POINTS)
def test_the_keel_always_shows_water_and_nothing_leaves_the_axis(one, two, inherent, appetite):
    best, worst = sorted((one, two))
    made = hull(Reading(best, worst, max(inherent, worst), "Low", appetite), 280, screen_pen(24))
    wet = [shape for shape in made.shapes if isinstance(shape, Span | Hatch) and shape.role != "inside"]
    assert max(shape.right for shape in wet) >= 4
    assert all(0 <= shape.left <= shape.right <= 280 for shape in wet)
    assert made.body.right <= 280
