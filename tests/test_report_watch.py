"""Whoever waits for a report is told how far it is, and can end it at any of its steps, the saving of the file included."""

import pytest

from tests import report_samples
from wizard.report import render


class EnoughError(Exception):
    """The one who waits wants no more."""


def test_it_only_rises_and_speaks_of_every_part():
    told = []
    render(report_samples.plain_content(), told.append)
    assert told == sorted(told)
    assert told[0] == 0.0
    assert told[-1] <= 1.0
    for start, end in ((0.0, 0.4), (0.4, 0.7), (0.7, 1.0)):
        assert sum(start <= share <= end for share in told) >= 5


@pytest.mark.parametrize("share", [0.0, 0.2, 0.5, 0.8, 0.95])
def test_it_ends_at_any_step(share):
    def watch(done):
        if done >= share:
            raise EnoughError

    with pytest.raises(EnoughError):
        render(report_samples.plain_content(), watch)


def test_what_is_drawn_is_the_same_whether_or_not_somebody_watches():
    content = report_samples.plain_content()
    assert render(content, lambda _done: None) == render(content)
