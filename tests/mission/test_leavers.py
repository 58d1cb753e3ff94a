"""Roles given and taken one by one, and what dies with them: links, claims, invitations, questions; drafts go to another."""

import re

import aiohttp

from bot.news.staff import Role
from bot.web.previews import Previews
from tests.mission.test_moments import says_when
from tests.mission.test_people import invited
from tests.newsroom import Desk, labels_of, newest, words_of


async def link_in(desk: Desk, words: str) -> str:
    """The address in the newest message of Ann's with these words."""
    found = re.search(r"http\S+", words_of(await desk.told(desk.ann, words)))
    assert found is not None
    return found[0]


async def status(url: str) -> int:
    async with aiohttp.ClientSession() as session, session.get(url) as answer:
        return answer.status


async def test_nothing_a_leaver_was_given_opens_or_counts_any_more(desk: Desk) -> None:
    await desk.hires("Eve Gray")
    await desk.in_review()
    await desk.presses(desk.ann, "Preview")
    preview = await link_in(desk, "The page, as it will look")
    desk.ann.write("/calendar")
    calendar = await link_in(desk, "calendar program")
    assert (await status(preview), await status(calendar)) == (200, 200)
    await desk.presses(desk.ann, "I’m looking at it")
    await desk.told(desk.alan, "Ann Price is looking at it")

    desk.ada.write("/people")
    await desk.presses(desk.ada, "✕ Ann Price")
    await desk.presses(desk.ada, "Yes, remove")
    await desk.told(desk.ann, "no longer on the desk")
    assert (await status(preview), await status(calendar)) == (410, 404)
    # The twin that must fail: a site that asks the signature alone would still open it.
    settings = desk.settings
    previews = Previews(settings.secret_key.get_secret_value(), settings.public_url, desk.clock)
    assert previews.read(preview.rsplit("/", 1)[1]) is not None

    desk.ann.start(await invited(desk, "an approver"))
    await desk.told(desk.ann, "You are an approver now")
    assert await status(calendar) == 404


async def test_a_role_is_given_and_taken_by_itself_and_every_other_admin_hears_it(sqlite_desk: Desk) -> None:
    desk = sqlite_desk
    token = await invited(desk, "an admin")
    before = newest(desk.ada)
    desk.ada.start(token)
    await desk.told(desk.ada, "Nobody gives themselves a role", after=before)
    desk.dora.start(token)
    await desk.told(desk.dora, "You are an admin now")
    desk.dora.write("/people")
    await desk.presses(desk.dora, "Dora Hill")
    own = await desk.told(desk.dora, "another admin can")
    assert not [label for label in labels_of(own) if label.startswith("Also")]

    desk.ada.write("/people")
    await desk.presses(desk.ada, "Dora Hill")
    await desk.presses(desk.ada, "Also an approver")
    await desk.told(desk.dora, "Ada Marsh has made you an approver as well")
    await desk.presses(desk.ada, "No longer a drafter")
    await desk.told(desk.dora, "You are no longer a drafter")
    desk.dora.write("/new")
    await desk.told(desk.dora, "That is for drafters")

    desk.ada.write("/people")
    await desk.presses(desk.ada, "Dan Field")
    await desk.presses(desk.ada, "Also an approver")
    await desk.told(desk.dora, "Ada Marsh has made Dan Field an approver as well")


async def test_what_a_leaver_was_writing_is_named_and_handed_to_another(sqlite_desk: Desk) -> None:
    desk = sqlite_desk
    await desk.draft()
    desk.ada.write("/people")
    await desk.presses(desk.ada, "✕ Dan Field")
    await desk.presses(desk.ada, "Yes, remove")
    await desk.told(desk.ada, "Dan Field was working on this")
    await desk.presses(desk.ada, "Two new fire engines for Northmoor")
    await desk.told(desk.ada, "Who takes on")
    await desk.presses(desk.ada, "Dora Hill")
    await desk.told(desk.dora, "Ada Marsh has handed you Two new fire engines for Northmoor")
    await desk.presses(desk.dora, "Submit for review")
    card = words_of(await desk.told(desk.ann, "Please review"))
    assert "From Dora Hill" in card


async def test_a_leavers_cards_go_and_no_card_waits_for_whoever_left(desk: Desk) -> None:
    await desk.in_review()
    await desk.told(desk.ann, "Please review")
    waiting = words_of(await desk.told(desk.dan, "👀 In review"))
    assert "Ann Price" in waiting
    assert "Alan Reed" in waiting

    await removes(desk, "Ann Price")
    await desk.told(desk.ann, "no longer on the desk")

    def gone() -> bool:
        return not [m for m in desk.ann.sees() if "Please review" in words_of(m)]

    await desk.sandbox.world.until(gone, 10)
    await desk.told(desk.dan, "Waiting for Alan Reed. Any change")
    await desk.told(desk.alan, "Please review")


async def removes(desk: Desk, name: str) -> None:
    desk.ada.write("/people")
    await desk.presses(desk.ada, f"✕ {name}")
    await desk.presses(desk.ada, "Yes, remove")
    await desk.told(desk.ada, f"{name} is no longer on the desk")


async def test_somebody_hears_what_becomes_of_what_a_leaver_wrote(sqlite_desk: Desk) -> None:
    desk = sqlite_desk
    await desk.in_review()
    await removes(desk, "Dan Field")
    before = newest(desk.ada)
    await desk.presses(desk.ann, "Send back")
    await desk.told(desk.ann, "Why are you sending back")
    desk.ann.write("Which moor do you mean?")
    await desk.told(desk.ada, "Which moor do you mean?", after=before)


async def test_what_was_missed_when_everybody_concerned_has_left_is_laid_before_the_admins(
    sqlite_desk: Desk,
) -> None:
    desk = sqlite_desk
    await desk.approved()
    await says_when(desk, "Schedule…", "in 20 minutes")
    await desk.presses(desk.dan, "Schedule it")
    await desk.told(desk.dan, "🗓 Scheduled")
    for name in ("Dan Field", "Ann Price"):
        await removes(desk, name)
    await desk.closes()
    desk.clock.go_on(hours=2)
    await desk.opens()
    await desk.told(desk.ada, "✋ Held")


async def test_who_takes_an_item_on_does_not_approve_it(sqlite_desk: Desk) -> None:
    desk = sqlite_desk
    una = await desk.hires("Una Frost", Role.DRAFTER, Role.APPROVER)
    await desk.in_review()
    await desk.told(una, "Please review")
    await removes(desk, "Dan Field")
    await desk.presses(desk.ada, "Two new fire engines for Northmoor")
    await desk.told(desk.ada, "Who takes on")
    await desk.presses(desk.ada, "Una Frost")
    await desk.told(una, "handed you")
    card = await desk.told(una, "👀 In review")
    assert "Approve" not in labels_of(card)
    assert "Una Frost" not in words_of(card).partition("Waiting for")[2]
