"""Days in words: the same on every desktop."""

import re
from datetime import date
from pathlib import Path

from wizard.core.days import day, day_and_month, whole_day

WIZARD = Path(__file__).parents[2] / "wizard"
OF_THE_DESKTOP = re.compile(r"(?<!%)%[aAbBpxXcE]\b")


def test_every_month_has_its_english_name():
    said = [day(date(2026, month, 5)) for month in range(1, 13)]
    assert said[:3] == ["5 Jan 2026", "5 Feb 2026", "5 Mar 2026"]
    assert said[10:] == ["5 Nov 2026", "5 Dec 2026"]
    assert len(set(said)) == 12
    assert (day_and_month(date(2026, 9, 5)), whole_day(date(2026, 9, 5))) == ("5 Sep", "5 September 2026")


def test_no_date_is_written_in_the_language_of_the_desktop():
    """Qt sets the desktop's locale, and then `%b` says Mär in an English sentence."""
    found = [
        f"{path.relative_to(WIZARD)}: {match.group()}"
        for path in WIZARD.rglob("*.py")
        for match in OF_THE_DESKTOP.finditer(path.read_text(encoding="utf-8"))
        if path.name != "days.py"
    ]
    assert found == []
