"""The questions and a single-letter key in; what the key means there done."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from wizard.ui.moving import step

if TYPE_CHECKING:
    from wizard.ui.questions import Questions


def press(place: "Questions", key: str) -> bool:
    """Do what a key means for the questions or for the current card; tell whether it means anything."""
    act = _moves(place).get(key)
    if act is not None:
        act()
        return True
    card = place.card
    if card is None:
        return False
    if key.isdecimal() and key.isascii():
        return card.choose(int(key))
    acts = {"f": card.toggle_flag, "h": card.toggle_help, "e": card.toggle_evidence, "c": card.open_note}
    if key in acts:
        acts[key]()
    return key in acts


def _moves(place: "Questions") -> dict[str, Callable[[], None]]:
    return {
        "n": lambda: step(place, 1),
        "p": lambda: step(place, -1),
        "b": place.go_next_best,
        "g": place.window_.show_targets,
        "Esc": place.escape,
    }
