"""Previews and photos: staff see before, the public sees after, and nobody else sees anything."""

import re
from dataclasses import replace

import pytest

from bot.news.status import Action
from bot.web.previews import Previews
from tests.web.world import NEWS, Clock, Office, drawing


def link_to(office: Office, edition_id: int, revision_id: int, *, reader_id: int = 1, key: str = "") -> str:
    previews = Previews(key or office.site.secret_key, office.site.public_url, office.clock)
    return previews.link(reader_id, edition_id, revision_id).removeprefix(office.site.public_url)


def article(page: str) -> str:
    """The announcement itself, without addresses of photos and what only publication gives."""
    start, end = page.index("<article>"), page.index("</article>")
    known_later = r'<p class="meta">.*?</p>|\?preview=[^ "]+|-\d+"|-\d+&'
    return re.sub(known_later, "", page[start:end].replace("%", "&"), flags=re.DOTALL)


async def test_a_preview_shows_the_page_exactly_as_it_will_be(office: Office) -> None:
    content = replace(NEWS, photo=await office.keep(drawing(), alt_text="A grey harbour"))
    draft = await office.draft(content)
    status, preview = await office.get(link_to(office, draft.id, draft.revision_id))
    published = await office.publish(content)
    _, page = await office.get(f"/news/{published.slug}")

    assert status == 200
    assert "Preview – not published" in preview
    assert 'content="noindex, nofollow"' in preview
    assert article(preview).replace(f"-{draft.announcement_id}", "") == article(page).replace(
        f"-{published.announcement_id}", ""
    )


async def test_a_preview_is_over_after_a_day(office: Office) -> None:
    draft = await office.draft()
    link = link_to(office, draft.id, draft.revision_id)

    office.clock.go_on(hours=24)
    assert (await office.get(link))[0] == 200
    office.clock.go_on(seconds=2)
    assert (await office.get(link))[0] == 410


async def test_a_preview_signed_by_somebody_else_or_changed_shows_nothing(office: Office) -> None:
    draft = await office.draft()
    link = link_to(office, draft.id, draft.revision_id)

    assert (await office.get(link[:-1] + ("A" if link[-1] != "A" else "B")))[0] == 410
    assert (await office.get(link_to(office, draft.id, draft.revision_id, key="x" * 40)))[0] == 410
    assert (await office.get(link_to(office, 999, draft.revision_id)))[0] == 410


async def test_a_preview_of_older_words_says_that_they_were_changed(office: Office) -> None:
    draft = await office.draft()
    link = link_to(office, draft.id, draft.revision_id)
    changed = replace(NEWS, headline="Other words")
    await office.store.write(lambda work: work.editions.save(draft, changed, draft.author_id))

    _, page = await office.get(link)

    assert "has been changed since this link was made" in page
    assert NEWS.headline in page


async def test_a_preview_of_what_is_live_leads_to_its_page(office: Office) -> None:
    edition = await office.publish()
    link = link_to(office, edition.id, edition.revision_id)

    async with office.web.get(link, allow_redirects=False) as answer:
        assert (answer.status, answer.headers["Location"]) == (
            303,
            f"https://news.example.org/news/{edition.slug}",
        )


async def test_a_preview_of_what_was_discarded_shows_nothing(office: Office) -> None:
    draft = await office.draft()
    await office.move(draft, Action.DISCARD)

    assert (await office.get(link_to(office, draft.id, draft.revision_id)))[0] == 410


async def test_no_byte_of_a_photo_is_seen_before_it_is_live_but_by_its_preview(office: Office) -> None:
    draft = await office.draft(replace(NEWS, photo=await office.keep(drawing())))
    other = await office.draft(NEWS)
    _, page = await office.get(link_to(office, draft.id, draft.revision_id))
    links = {
        link.replace("&amp;", "&") for link in re.findall(r'/media/[^ ",]+', page) if "https" not in link
    }
    assert links

    for link in links:
        plain, mark, token = link.partition("?preview=")
        foreign = link_to(office, other.id, other.revision_id).removeprefix("/preview/")
        assert mark
        assert (await office.web_status(plain))[0] == 404
        assert (await office.web_status(plain + "?preview=" + token[:-2]))[0] == 404
        assert (await office.web_status(plain + "?preview=" + foreign))[0] == 404
        async with office.web.get(link) as answer:
            assert (answer.status, answer.headers["Cache-Control"]) == (200, "no-store")


async def test_a_live_photo_may_be_kept_for_ever_and_is_gone_with_its_announcement(office: Office) -> None:
    photo = await office.keep(drawing())
    edition = await office.publish(replace(NEWS, photo=photo))
    link = f"/media/{photo.sha256}.jpg"

    async with office.web.get(link) as answer:
        assert (answer.status, answer.headers["Content-Type"]) == (200, "image/jpeg")
        assert "immutable" in answer.headers["Cache-Control"]
        tag = answer.headers["ETag"]
    assert await office.get(link, If_None_Match=tag) == (304, "")
    await office.move(edition, Action.KILL)
    assert (await office.web_status(link))[0] == 404
    assert (await office.get(link, If_None_Match=tag))[0] == 404


@pytest.mark.parametrize(
    "name", ["x.jpg", "0" * 64 + ".jpg", "0" * 64 + ".png", "0" * 64, "../" + "0" * 64 + ".jpg"]
)
async def test_a_photo_that_is_not_there_is_not_found(office: Office, name: str) -> None:
    assert (await office.web_status(f"/media/{name}"))[0] == 404


async def test_a_photo_answers_to_its_own_format_only(office: Office) -> None:
    photo = await office.keep(drawing())
    await office.publish(replace(NEWS, photo=photo))

    assert (await office.web_status(f"/media/{photo.sha256}.webp"))[0] == 404


def test_a_token_that_was_never_ours_is_no_preview() -> None:
    previews = Previews("k" * 40, "https://news.example.org", Clock())

    for token in ("", ".", "a.b.c", "é", "0" * 5000):
        assert previews.read(token) is None
