"""Nothing in, what ships out: each is read once for all tests of a process, for nothing can change it."""

from functools import cache

from wizard import library, places
from wizard.core.catalogue import Shelf
from wizard.core.crosswalk import Crosswalk
from wizard.core.questionnaire import Questionnaire, Texts


@cache
def texts() -> Texts:
    """Read modules and method."""
    return library.shipped_texts(places.questionnaires())


@cache
def whole() -> tuple[Questionnaire, Shelf]:
    """Read the questionnaire and the catalogues."""
    return library.load(places.questionnaires())


@cache
def lists() -> Shelf:
    """Read every list."""
    return library.load_lists(places.questionnaires())


@cache
def crosswalks() -> tuple[tuple[Crosswalk, ...], Shelf]:
    """Read the crosswalks, and all lists that they speak of."""
    return library.load_crosswalks(places.questionnaires())
