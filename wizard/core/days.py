"""A moment in; its day in words out: English on every desktop, since `%b` counts months in the desktop's language."""

from datetime import date

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def day(moment: date) -> str:
    """Write the day of a moment, in the zone that it has: "12 Nov 2026"."""
    return f"{day_and_month(moment)} {moment.year}"


def day_and_month(moment: date) -> str:
    """Write it without its year: "12 Nov"."""
    return f"{moment.day} {MONTHS[moment.month - 1][:3]}"


def whole_day(moment: date) -> str:
    """Write it out: "12 November 2026"."""
    return f"{moment.day} {MONTHS[moment.month - 1]} {moment.year}"
