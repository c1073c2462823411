"""The computer's clock in; the moment in UTC out. Halls are given a clock, so that tests can stop it."""

from datetime import UTC, datetime


def utc_now() -> datetime:
    """Read the computer's clock, in UTC."""
    return datetime.now(UTC)


def stamp(moment: datetime) -> str:
    """Write a moment as UTC, ISO 8601, whole seconds."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
