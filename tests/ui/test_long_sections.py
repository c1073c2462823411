"""A section longer than the window: cards come to be where somebody looks, and nothing in sight jumps."""

from dataclasses import replace

from PySide6.QtCore import QPoint

from tests.ui.rooms import settle, until
from wizard.core.assessment import NOTHING
from wizard.ui.outline import Section
from wizard.ui.page import SectionPage


def long_section(place, count=60):
    """Show a section of many questions of all heights, newly opened."""
    kinds = list(place.session.questionnaire.questions.values())
    many = {f"q{at}": replace(kinds[at % len(kinds)], id=f"q{at}") for at in range(count)}
    page = SectionPage(Section("long", "Long", tuple(many)), Loose(many))
    page.show_section(page.section, "")
    place.middle.addWidget(page)
    place.middle.setCurrentWidget(page)
    page.fill()
    return page


class Loose:
    """A desk with questions of its own, nothing answered."""

    def __init__(self, questions):
        self.questions = questions

    def standing(self, _question):
        return NOTHING

    def closed(self):
        return ""

    def known(self):
        return self.questions


def in_sight(page):
    """Give what stands in the window of a page, top to bottom: question, y, and whether it is a card."""
    top, bottom = page.verticalScrollBar().value(), page.verticalScrollBar().value() + page.viewport().height()
    places = [(key, place.y(), key in page.built) for key, place in page.list.places.items()]
    return [row for row in places if row[1] < bottom and row[1] + page.list.places[row[0]].height() > top]


def test_only_what_is_in_sight_and_close_to_it_has_a_card(place):
    page = long_section(place)
    assert all(is_card for _key, _y, is_card in in_sight(page))
    settle()
    until(lambda: not list(page._gaps(page.viewport().height() // 2)))
    assert 4 < len(page.built) < 30
    assert page.shown == page.section.questions


def test_scrolling_never_shows_a_gap_and_nothing_in_sight_jumps(place):
    page = long_section(place)
    bar = page.verticalScrollBar()
    for _step in range(12):
        bar.setValue(bar.value() + 700)
        seen = in_sight(page)
        assert seen
        assert all(is_card for _key, _y, is_card in seen)
        before = {key: page.built[key].mapTo(page.viewport(), QPoint(0, 0)).y() for key, _y, _card in seen}
        until(lambda: not list(page._gaps(page.viewport().height() // 2)))
        after = {key: page.built[key].mapTo(page.viewport(), QPoint(0, 0)).y() for key in before}
        assert after == before
    bar.setValue(bar.maximum())
    assert all(is_card for _key, _y, is_card in in_sight(page))


def test_a_far_card_is_shown_where_it_belongs_and_stays_when_others_come_above_it(place):
    page = long_section(place)
    far = page.section.questions[47]
    page.reveal(far)
    card = page.built[far]
    settle()
    y = card.mapTo(page.viewport(), QPoint(0, 0)).y()
    assert y >= 0
    assert y + card.height() <= page.viewport().height()
    until(lambda: not list(page._gaps(page.viewport().height() // 2)))
    assert card.mapTo(page.viewport(), QPoint(0, 0)).y() == y
    ys = [page.list.places[key].y() for key in page.section.questions]
    assert ys == sorted(ys)


def test_a_card_that_cannot_be_made_stops_no_other(place, complaints):
    page = long_section(place)
    make, broken = page.list._make, []

    def fail_once(question):
        if not broken:
            broken.append(question)
            raise RuntimeError("no card")
        return make(question)

    page.list._make = fail_once
    page.verticalScrollBar().setValue(3000)
    settle()
    page.verticalScrollBar().setValue(3001)
    settle()
    assert all(is_card for _key, _y, is_card in in_sight(page))
    assert page.column.isEnabled()
    assert complaints
    complaints.clear()


def test_the_cards_beside_the_one_that_has_the_keyboard_are_there_at_once(place):
    page = long_section(place)
    page.make_beside("q40")
    assert {"q39", "q41"} <= set(page.built)


def test_a_place_without_a_card_is_read_by_its_question(place):
    page = long_section(place)
    gap = page.list.places["q50"]
    assert gap.accessibleName() == page.desk.known()["q50"].text
