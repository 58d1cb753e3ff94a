"""Emergencies: the one path by which one account may publish. How long its reason is, and when the desk hears of it again. Pure."""

from datetime import datetime, timedelta

SHORTEST_REASON = 10  # characters
LONGEST_REASON = 500  # characters; everybody on the desk reads it in one message
ONE_DAY = timedelta(days=1)


def days_out(published_at: datetime, now: datetime) -> int:
    """Return for how many whole days something has been out: the desk is reminded once for each of them."""
    return max(0, (now - published_at) // ONE_DAY)
