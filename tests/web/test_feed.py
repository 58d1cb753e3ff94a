"""The feed, as a feed reader reads it."""

from dataclasses import replace

import feedparser

from bot.news.words import Block
from tests.web.world import NEWS, Office, drawing


async def test_a_feed_reader_gets_whole_announcements_newest_first(office: Office) -> None:
    photo = await office.keep(drawing(), alt_text="A grey harbour")
    await office.publish(replace(NEWS, headline="Older & wiser"))
    office.clock.go_on(hours=2)
    edition = await office.publish(replace(NEWS, photo=photo))

    _, body = await office.get("/feed.xml")
    feed = feedparser.parse(body)

    assert not feed.bozo
    assert [entry.title for entry in feed.entries] == [NEWS.headline, "Older & wiser"]
    newest = feed.entries[0]
    assert newest.link == f"https://news.example.org/news/{edition.slug}"
    assert newest.summary == NEWS.standfirst.text
    assert "<blockquote>" in newest.content[0].value
    assert 'src="https://news.example.org/media/' in newest.content[0].value
    (enclosure,) = newest.enclosures
    assert enclosure.href.startswith("https://news.example.org/media/")
    assert newest.updated == feed.feed.updated == "2026-11-24T11:00:00+00:00"


async def test_an_entry_keeps_its_id_whatever_changes(office: Office) -> None:
    edition = await office.publish()

    _, body = await office.get("/feed.xml")
    (entry,) = feedparser.parse(body).entries

    assert entry.id == f"tag:news.example.org,2026-11-24:news/{edition.announcement_id}"


async def test_a_reader_that_asks_again_is_told_that_nothing_changed_until_it_does(office: Office) -> None:
    await office.publish()
    async with office.web.get("/feed.xml") as answer:
        tag, changed = answer.headers["ETag"], answer.headers["Last-Modified"]

    assert await office.get("/feed.xml", If_None_Match=tag) == (304, "")
    assert await office.get("/feed.xml", If_Modified_Since=changed) == (304, "")
    office.clock.go_on(minutes=1)
    await office.publish(replace(NEWS, headline="Next", body=(Block("Next."),)))
    assert (await office.get("/feed.xml", If_None_Match=tag))[0] == 200
    assert (await office.get("/feed.xml", If_Modified_Since=changed))[0] == 200


async def test_an_empty_feed_is_a_feed(office: Office) -> None:
    _, body = await office.get("/feed.xml")
    feed = feedparser.parse(body)

    assert (feed.bozo, feed.entries) == (False, [])
    assert feed.feed.id == "tag:news.example.org,2026:news"


async def test_every_page_tells_where_the_feed_is(office: Office) -> None:
    _, page = await office.get("/subscribe")

    assert '<link rel="alternate" type="application/atom+xml"' in page
