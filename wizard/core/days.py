"""A moment in; its day in words out: English on every desktop, since `%b` counts months in the desktop's language."""

from datetime import date

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def day(moment: date) -> str:
    """Write the day of a moment, in the zone that it has: "12 Nov 2026"."""
    return f"{moment.day} {MONTHS[moment.month - 1]} {moment.year}"
