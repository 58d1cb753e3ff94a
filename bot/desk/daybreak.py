"""A new day on the desk: what a card says of "today" and "tomorrow" was found out on the day it was drawn."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from bot.desk.ports import Work
from bot.news.dates import publish_day


async def today(work: Work) -> date:
    """Return the day it is on this desk."""
    return publish_day(work.now, work.desk.timezone)


async def draw_anew(work: Work) -> int:
    """Have the cards drawn again of everything open that nobody has changed since the day began; return how many editions."""
    midnight = datetime.combine(await today(work), time(0), ZoneInfo(work.desk.timezone))
    return await work.editions.touch_open(midnight.astimezone(UTC))
