"""One announcement from a chat to every reader, by the front door."""

from tests.newsroom import RELEASE, Desk, words_of


async def test_text_reaches_channel_subscribers_and_page(desk: Desk) -> None:
    desk.dan.write(RELEASE)
    card = await desk.told(desk.dan, "Ready to submit")
    assert "Two new fire engines for Northmoor" in words_of(card)

    await desk.presses(desk.dan, "Submit for review")
    await desk.told(desk.ann, "Please review")
    await desk.presses(desk.ann, "Approve")
    await desk.told(desk.dan, "Ann Price has approved it")
    await desk.presses(desk.dan, "Publish now")
    await desk.told(desk.dan, "Going out")
    assert not [m for m in desk.channel.messages.values() if "fire engines" in words_of(m)]

    desk.clock.go_on(seconds=61)
    await desk.told(desk.dan, "Published")
    for reader in (desk.rea, desk.rob):
        assert "every village on the moor is safer" in words_of(reader.last())
    posts = [m for m in desk.channel.messages.values() if "fire engines" in words_of(m)]
    assert len(posts) == 1

    status, page = await desk.fetch("/news/two-new-fire-engines-for-northmoor-1")
    assert status == 200
    assert "every village on the moor is safer" in page
