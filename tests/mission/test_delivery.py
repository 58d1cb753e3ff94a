"""Out to the readers when the outside misbehaves: nothing lost, nothing twice, and the card tells the truth."""

import asyncio

from bot.sandbox.faults import Fault
from bot.sandbox.mailbox import MailFault
from bot.sandbox.people import Person
from tests.newsroom import PATIENCE, RELEASE, Desk, words_of

HEADLINE = "Two new fire engines"


def copies(desk: Desk, reader: Person) -> int:
    """How often a reader has the announcement."""
    return sum(HEADLINE in words_of(m) for m in reader.sees())


def posts(desk: Desk) -> int:
    """How often the channel has it."""
    return sum(HEADLINE in words_of(m) for m in desk.channel.messages.values())


async def let_out(desk: Desk) -> None:
    """Write, approve, publish, and let the moment for second thoughts pass."""
    desk.dan.write(RELEASE)
    await desk.presses(desk.dan, "Submit for review")
    await desk.presses(desk.ann, "Approve")
    await desk.presses(desk.dan, "Publish now")
    await desk.told(desk.dan, "Going out")
    desk.clock.go_on(seconds=61)


async def test_a_post_in_doubt_is_never_sent_again_by_itself(desk: Desk) -> None:
    """Broken twin: whoever retries after a torn connection posts twice, which `posts` would count."""
    desk.sandbox.faults.add(Fault("reset", "sendMessage", desk.channel.id, when="after"))
    await let_out(desk)

    card = await desk.told(desk.dan, "Partly published")
    assert "Uncertain 1" in words_of(card)
    assert posts(desk) == 1

    await desk.presses(desk.dan, "It is there")
    card = await desk.told(desk.dan, "📣 Published")
    assert "Channel ✓" in words_of(card)
    assert "Uncertain 0" in words_of(card)
    assert posts(desk) == 1


async def test_what_did_not_arrive_is_sent_again_on_a_persons_word(sqlite_desk: Desk) -> None:
    desk = sqlite_desk
    desk.sandbox.faults.add(Fault("answer", "sendMessage", desk.channel.id, code=502))
    await let_out(desk)
    await desk.told(desk.dan, "Uncertain 1")
    assert posts(desk) == 0

    await desk.presses(desk.dan, "Send again")
    await desk.told(desk.dan, "📣 Published")
    assert posts(desk) == 1


async def test_slow_down_is_obeyed_and_doubles_nothing(sqlite_desk: Desk) -> None:
    desk = sqlite_desk
    busy = desk.sandbox.faults.add(Fault("answer", "sendMessage", desk.rea.id, code=429, retry_after=3))
    await let_out(desk)
    await desk.sandbox.world.until(lambda: busy.suffered, PATIENCE)
    await asyncio.sleep(1.0)
    assert copies(desk, desk.rea) == 0

    desk.clock.go_on(seconds=4)
    await desk.told(desk.dan, "📣 Published")
    assert (copies(desk, desk.rea), copies(desk, desk.rob)) == (1, 1)


async def test_a_reader_who_blocked_us_is_counted_and_not_written_to_again(sqlite_desk: Desk) -> None:
    desk = sqlite_desk
    desk.sandbox.faults.add(
        Fault(
            "answer",
            "sendMessage",
            desk.rea.id,
            code=403,
            description="Forbidden: bot was blocked by the user",
        )
    )
    await let_out(desk)
    card = await desk.told(desk.dan, "📣 Published")
    assert "Subscribers 1 of 2" in words_of(card)
    assert "Refused 1" in words_of(card)
    assert not await desk.newsroom.store.read(lambda work: work.readers.is_subscribed(desk.rea.id))


async def test_who_stops_in_the_middle_gets_nothing_more(desk: Desk) -> None:
    busy = desk.sandbox.faults.add(Fault("answer", "sendMessage", desk.rea.id, code=429, retry_after=30))
    await let_out(desk)
    await desk.sandbox.world.until(lambda: busy.suffered, PATIENCE)
    desk.rea.write("/stop")
    await desk.told(desk.rea, "no more news")

    desk.clock.go_on(seconds=31)
    card = await desk.told(desk.dan, "📣 Published")
    assert "Left out 1" in words_of(card)
    assert copies(desk, desk.rea) == 0


async def test_a_dead_relay_puts_mail_off_and_loses_none(sqlite_desk: Desk) -> None:
    desk = sqlite_desk
    await desk.subscribes_by_mail("anna@example.org")
    await desk.sandbox.mailbox.stop()
    await let_out(desk)
    card = await desk.told(desk.dan, "Subscribers 2 of 2")
    assert "Inboxes 0 of 1" in words_of(card)

    await desk.sandbox.mailbox.start()
    for _ in range(12):
        desk.clock.go_on(seconds=30)
        await asyncio.sleep(0.4)
    await desk.told(desk.dan, "📣 Published")
    mails = [m for m in desk.sandbox.mailbox.to("anna@example.org") if HEADLINE in m.subject]
    assert len(mails) == 1


async def test_an_inbox_that_does_not_exist_is_refused_and_suppressed(sqlite_desk: Desk) -> None:
    desk = sqlite_desk
    await desk.subscribes_by_mail("gone@example.org")
    desk.sandbox.mailbox.faults.append(MailFault("refuse", "gone@example.org", 550, "5.1.1 no such user"))
    await let_out(desk)
    card = await desk.told(desk.dan, "📣 Published")
    assert "Inboxes 0 of 1" in words_of(card)
    assert await desk.newsroom.store.read(lambda work: work.inboxes.count()) == 0
