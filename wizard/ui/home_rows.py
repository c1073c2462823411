"""One line of the workspace in; what it says and how it is painted, cell by cell, for the width there is."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import cache, partial
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QRect, QRectF, Qt

from wizard.clock import here, utc_now
from wizard.core.days import day
from wizard.core.hull import Axis, Reading
from wizard.core.sentences import UNNAMED, number
from wizard.ui.hull import paint_axis, paint_hull, say_hull
from wizard.ui.icons import draw_icon
from wizard.ui.shapes import paint_progress
from wizard.ui.table import Column, Spot, write, write_level

if TYPE_CHECKING:
    from wizard.session import Summary

Room = Literal["narrow", "usual", "wide", "widest"]
HULLS: dict[Room, int] = {"narrow": 168, "usual": 240, "wide": 280, "widest": 360}
CHANGED = 140
STATES = {
    "draft": ("Draft", "pencil-line", "ink2"),
    "sealed": ("Sealed", "badge-check", "accent"),
    "out-of-date": ("Out of date", "history", "Moderate"),
}


def room_of(wide: int) -> Room:
    """Tell how much room a place of this width has."""
    return "narrow" if wide < 900 else "usual" if wide < 1160 else "wide" if wide < 1400 else "widest"


@cache
def columns_for(room: Room) -> tuple[Column[Summary], ...]:
    """Give the columns: what has none of its own in a narrow room stands under the name."""
    narrow, hull = room == "narrow", HULLS[room]
    found: list[Column[Summary]] = [
        Column("Assessment", say_name, partial(_paint_name, room), head=_paint_name_head),
        Column(
            "Status", say_status, _paint_sign if narrow else _paint_status, 36 if narrow else 128, head=_no_head(room)
        ),
        Column("Depth", _say_depth, _paint_depth, hull + 24, head=None if narrow else _paint_depth_head),
        Column("Worst case", _say_worst, _paint_worst, 112 if narrow else 128),
    ]
    if not narrow:
        found.append(Column("Answered", _say_share, _paint_share, 88))
    if room in ("wide", "widest"):
        found.append(Column("Last change", _say_changed, _paint_changed, CHANGED, right=True, head=_paint_changed_head))
    return tuple(found)


def _no_head(room: Room) -> Callable[[Spot], None] | None:
    return (lambda _spot: None) if room == "narrow" else None


def reading(row: Summary) -> Reading:
    """Turn a line of the workspace into what its hull shows."""
    return Reading(row.best * 10, row.worst * 10, row.inherent * 10, row.worst_level, row.appetite * 10)


def when(moment: str, now: datetime | None = None) -> str:
    """Say a moment (UTC, ISO 8601) in the time of this place: "Today, 14:02" or "12 Nov 2026"."""
    then, today = here(moment), (now or utc_now()).astimezone()
    return f"Today, {then:%H:%M}" if then.date() == today.date() else day(then)


def day_of(moment: str) -> str:
    """Say the day of a moment in the time of this place: "12 Nov 2026"."""
    return day(here(moment))


def share(row: Summary) -> int:
    """Give the share of asked questions that are answered, in per cent; 100 only when all are."""
    return 100 if row.answered >= row.asked else min(99, round(100 * row.answered / max(1, row.asked)))


def say_name(row: Summary) -> str:
    """Say name and version."""
    return f"{row.name or UNNAMED}, version {row.version or 'not given'}"


def say_status(row: Summary) -> str:
    """Say the state; an archived one keeps the state it had."""
    state = STATES[row.status][0]
    return f"{state}, archived" if row.archived else state


def _say_depth(row: Summary) -> str:
    return say_hull(row.name or UNNAMED, reading(row))


def _say_worst(row: Summary) -> str:
    return f"{row.worst_level} {number(row.worst)}"


def _say_share(row: Summary) -> str:
    return f"{share(row)} %"


def _say_changed(row: Summary) -> str:
    return when(row.changed)


def _paint_name(room: Room, spot: Spot, row: Summary) -> None:
    inner = spot.rect.adjusted(20, 12, -12, 0)
    write(spot.at(QRect(inner.left(), inner.top(), inner.width(), 22)), row.name or UNNAMED, "name", "ink")
    second = f"Version {row.version}" if row.version else "No version yet"
    second += {"narrow": f" · {share(row)} % answered", "usual": f" · {when(row.changed)}"}.get(room, "")
    write(spot.at(QRect(inner.left(), inner.top() + 22, inner.width(), 18)), second, "small", "ink2")


def _paint_sign(spot: Spot, row: Summary) -> None:
    _words, name, colour = STATES[row.status]
    draw_icon(spot.painter, name, spot.rect.left(), spot.rect.center().y() - 8, 16, spot.theme.colour(colour))


def _paint_status(spot: Spot, row: Summary) -> None:
    _paint_sign(spot, row)
    words, _name, colour = STATES[row.status]
    write(spot.at(spot.rect.adjusted(24, 0, -4, 0)), words, "control", colour)


def _paint_depth(spot: Spot, row: Summary) -> None:
    paint_hull(spot.painter, QRectF(spot.rect).adjusted(0, 0, -24, 0), reading(row), spot.theme, None, 24)


def _paint_depth_head(spot: Spot) -> None:
    names = ("Low", "Moderate", "High", "Critical")
    paint_axis(spot.painter, spot.rect.adjusted(0, 9, -24, -9), spot.theme, names, Axis())


def _paint_name_head(spot: Spot) -> None:
    write(spot.at(spot.rect.adjusted(20, 0, 0, 0)), "Assessment", "caption", "ink3")


def _paint_worst(spot: Spot, row: Summary) -> None:
    write_level(spot, row.worst_level, _say_worst(row))


def _paint_share(spot: Spot, row: Summary) -> None:
    ring = QRectF(spot.rect.left(), spot.rect.center().y() - 7.5, 16, 16)
    paint_progress(
        spot.painter, ring, 1.0 if row.answered >= row.asked else row.answered / max(1, row.asked), spot.theme
    )
    write(spot.at(spot.rect.adjusted(24, 0, 0, 0)), _say_share(row), "control", "ink")


def _paint_changed(spot: Spot, row: Summary) -> None:
    write(spot.at(spot.rect.adjusted(0, 0, -20, 0)), when(row.changed), "control", "ink2", Qt.AlignmentFlag.AlignRight)


def _paint_changed_head(spot: Spot) -> None:
    write(spot.at(spot.rect.adjusted(0, 0, -20, 0)), "Last change", "caption", "ink3", Qt.AlignmentFlag.AlignRight)


def text_of(item: Summary) -> str:
    """Give what the search looks through."""
    return f"{item.name} {item.version} {item.organisation} {say_status(item)} {item.worst_level}".casefold()
