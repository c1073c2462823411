"""The computer's clock in; the moment in UTC, or in the time of here, out. Halls are given a clock, so that tests can stop it."""

from datetime import UTC, datetime


def utc_now() -> datetime:
    """Read the computer's clock, in UTC."""
    return datetime.now(UTC)


def stamp(moment: datetime) -> str:
    """Write a moment as UTC, ISO 8601, whole seconds."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def here(stamped: str) -> datetime:
    """Read a moment that was written in ISO 8601, in the time of this place."""
    return datetime.fromisoformat(stamped).astimezone()
