"""Mending at one press: the words that a finding offers take the place of those it is about, as an edit by who pressed."""

from bot.desk.loading import content_of, unchanged
from bot.desk.looking import goes_out_at
from bot.desk.ports import Work
from bot.desk.ports.values import Edition
from bot.desk.saving import save
from bot.news.checks.mending import mended
from bot.news.dates import publish_day
from bot.news.refusal import Refusal
from bot.news.staff import Person, Role
from bot.news.status import EDITABLE


async def mend(work: Work, person: Person, looked_at: tuple[int, int], offer: tuple[str, str]) -> Edition:
    """Make the change that was offered; `offer` is the finding's key and what to write instead.

    Refuses when the words changed since, or when the day turned and something else would have to be written.
    """
    edition = await unchanged(work, *looked_at)
    if Role.DRAFTER not in person.roles:
        raise Refusal("not_your_role", roles=[Role.DRAFTER.value])
    if edition.state not in EDITABLE:
        raise Refusal("cannot_edit", state=edition.state.value)
    key, instead = offer
    content = await content_of(work, edition)
    today = publish_day(goes_out_at(content, work.now), work.desk.timezone)
    changed = mended(content, key, instead, today)
    if changed is None:
        raise Refusal("mend_gone")
    return await save(work, person, edition, changed)
