"""Days and times of day as the person at this machine counts them. The database and `--json` hold UTC."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta

from ..errors import Refused


def begins(day: str, *, days_later: int = 0) -> str:
    """The moment in UTC at which a day begins here, or the day so many days after it.

    Raises:
        Refused: if the text is no day, as 2026-02-30 or 2026-9-1.
    """
    try:
        if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", day):
            raise ValueError(day)
        there = datetime.combine(date.fromisoformat(day) + timedelta(days_later), time())
        return there.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    # OSError: Windows has no time zone before 1970; OverflowError: the year 1 or 9999 in some zones.
    except (ValueError, OverflowError, OSError):
        raise Refused(f"A list takes a day such as 2026-09-30, not {day!r}.", code="bad_filter") from None


def day_of(moment: str) -> str:
    """The day, YYYY-MM-DD, on which a moment of the log fell here."""
    return _here(moment).strftime("%Y-%m-%d")


def minute_of(moment: str) -> str:
    """Day and time here of a moment of the log, YYYY-MM-DD HH:MM."""
    return _here(moment).strftime("%Y-%m-%d %H:%M")


def _here(moment: str) -> datetime:
    return datetime.fromisoformat(moment).astimezone()
