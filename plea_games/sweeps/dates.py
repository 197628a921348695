"""The date that sweeps and reports carry."""

from datetime import UTC, datetime


def now() -> str:
    """The date and time, in UTC, to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds")
