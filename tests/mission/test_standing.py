"""What of the desk's own is in the way stands in the same list: a channel closed to us, a relay that does not answer."""

from bot.sandbox.rights import Member
from tests.newsroom import Desk, newest, words_of


def asked(desk: Desk) -> int:
    """How often Telegram was asked about our place in a chat."""
    return desk.sandbox.journal.count("getChatMember")


async def sounds(desk: Desk, **later: float) -> int:
    """Let time go on, and the worker ask whom it has not asked for a while; returns how many it asked."""
    desk.clock.go_on(**later)
    return await desk.newsroom.worker.sounding_round()


async def test_a_channel_lost_unseen_is_found_by_asking_and_found_again(sqlite_desk: Desk) -> None:
    desk = sqlite_desk
    await desk.approved()
    await sounds(desk, hours=2)
    before = asked(desk)
    await sounds(desk, minutes=1)
    await sounds(desk, minutes=58)
    assert asked(desk) == before
    await sounds(desk, minutes=2)
    assert asked(desk) > before

    await desk.presses(desk.dan, "Schedule…")
    await desk.told(desk.dan, "When should")
    desk.dan.write("in 20 minutes")
    await desk.presses(desk.dan, "Schedule it")
    await desk.told(desk.dan, "🗓 Scheduled")
    told, before, bot = newest(desk.ada), asked(desk), desk.sandbox.world.bot
    desk.channel.members[bot.id] = Member(bot, "member")  # and the update about it was never received
    await sounds(desk, minutes=11)
    assert asked(desk) > before
    await desk.told(desk.ada, "may no longer write", after=told)
    await desk.told(desk.dan, "△ I may not write in “Northshire Fire news” now")

    desk.ada.promote_bot(desk.channel)
    await desk.told(desk.ada, "again", after=told)
    desk.clock.go_on(minutes=9)
    assert "Channel ✓" in words_of(await desk.told(desk.dan, "📣 Published"))


async def test_a_relay_that_does_not_answer_is_warned_of_and_stops_nothing(sqlite_desk: Desk) -> None:
    desk = sqlite_desk
    await desk.subscribes_by_mail("mo@post.example")
    await desk.approved()
    await sounds(desk, minutes=6)
    await desk.sandbox.mailbox.stop()
    await sounds(desk, minutes=6)
    assert "mail relay" not in words_of(await desk.told(desk.dan, "✅ Approved"))
    await sounds(desk, minutes=15)
    silent = "△ The mail relay has not answered since Mon 23 Nov 2026, 12:06 GMT: 1 mail would wait"
    await desk.told(desk.dan, silent)
    await desk.presses(desk.dan, "Publish now")
    await desk.told(desk.dan, "Going out")
    desk.clock.go_on(seconds=61)
    report = await desk.told(desk.dan, "Channel ✓")
    assert "Inboxes 0 of 1" in words_of(report)
    await desk.sandbox.mailbox.start(port=desk.sandbox.mailbox.port)
    desk.clock.go_on(minutes=2)
    await desk.sandbox.mailbox.arrived("mo@post.example")
