"""Having cards drawn again when what they say of the desk has changed, and no edition has: its people, its policy, its places."""

from datetime import timedelta

from bot.desk.ports import Work


async def redraw(work: Work) -> None:
    """Have the cards drawn again of everything open, and of what went out in an emergency and waits to be approved."""
    # A second more, as what was drawn in this very second may be otherwise too.
    await work.editions.touch_open(work.now + timedelta(seconds=1))
    for emergency in await work.emergencies.unreviewed():
        await work.editions.touch(emergency.edition_id)
