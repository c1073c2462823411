"""The questions and a direction in; the card that comes next, over the ends of sections too, shown and focused."""

from typing import TYPE_CHECKING

from wizard.ui import outline
from wizard.ui.outline import FILTERS

if TYPE_CHECKING:
    from wizard.ui.questions import Questions

LAST = "That was the last question."


def step(place: "Questions", by: int) -> None:
    """Go to the next or the previous question; over the end of a section into its neighbour."""
    page = place.page
    if page is None:
        return
    shown = page.shown
    at = (shown.index(place.current) if place.current in shown else -1) + by
    if 0 <= at < len(shown):
        place.turn_to(page, shown[at], typing=False)
    else:
        cross(place, by)


def cross(place: "Questions", by: int) -> None:
    """Go on to the first question of the next section, or back to the last of the one before."""
    section = place.neighbour(by)
    if section is None:
        if by > 0:
            go_on_from_the_end(place)
        return
    place.open_section(section.id)
    page = place.page
    if page is not None and page.shown:
        place.turn_to(page, page.shown[0 if by > 0 else -1], typing=False)


def go_on_from_the_end(place: "Questions") -> None:
    """Say that this was the last question, and go to the first that is open, if there is another."""
    is_open = outline.found(place.session, place.standing, FILTERS["open"][1])
    left = [question for question in is_open if question != place.current]
    if not left:
        place.window_.toast(f"{LAST} No other is open.")
        return
    words = "One other is open: here it is." if len(left) == 1 else f"{len(left)} others are open, from here on."
    place.go_to(left[0])
    place.window_.toast(f"{LAST} {words}")
