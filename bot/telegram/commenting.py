"""Commenting in the chat: a reply to a card is a word to its author, in a private chat or in the staff group."""

from telegram import Message

from bot.desk import comment as comments
from bot.desk.loading import content_of
from bot.desk.ports import Work
from bot.desk.ports.comments import Remark, Shown
from bot.news.reading import as_words
from bot.news.refusal import Refusal
from bot.news.staff import Role
from bot.telegram.calls import Call, has_authority
from bot.telegram.front import FrontDesk
from bot.telegram.messages import arrival_of


async def reply(front: FrontDesk, call: Call) -> None:
    """Take a reply in a group; one to any other message is none of our business."""
    await heard(front, call)


async def heard(front: FrontDesk, call: Call) -> bool:
    """Take a message as a comment if it replies to a card; tell whether it did.

    The author's reply to the card of their own draft is asked about: it may well be meant for the words.
    """
    shown = await _replied_to(front, call.said)
    if shown is None:
        return False
    if not has_authority(call.said):
        raise Refusal("comment_not_in_own_name")
    person = call.person
    if person is None or not person.roles:
        raise Refusal("comment_for_staff")
    if call.said.text is None:
        raise Refusal("comment_words_only")
    private = call.said.chat.type == "private"
    if private and await front.store.read(lambda work: comments.is_own_draft(work, person, shown)):
        await _ask_which(front, call, shown)
        return True
    remark = Remark(call.chat_id, call.said.message_id, call.said.text.strip(), _link(call.said))

    async def take(work: Work) -> None:
        passed = await comments.comment(work, person, remark, shown)
        if private and passed is not None:
            await _confirm(work, call, passed)

    await front.write(take)
    return True


async def edit(front: FrontDesk, call: Call) -> None:
    """Say that a comment stays as it was sent; every other edited message passes."""
    said = call.said
    if await front.store.read(lambda work: work.comments.sent_as(said.chat_id, said.message_id)):
        raise Refusal("comment_given")


async def remark(front: FrontDesk, call: Call) -> str:
    """Make a comment of the reply that was asked about."""

    async def take(work: Work) -> None:
        passed = await comments.comment_after_all(work, call.staff, call.looked_at)
        if passed is not None:
            await _confirm(work, call, passed)

    await front.write(take)
    return "commented"


async def _replied_to(front: FrontDesk, said: Message) -> Shown | None:
    replied = said.reply_to_message
    if replied is None:
        return None
    return await front.store.read(lambda work: work.comments.shown_by(said.chat_id, replied.message_id))


async def _ask_which(front: FrontDesk, call: Call, shown: Shown) -> None:
    arrival, _ = await arrival_of(front, call.said)

    async def put(work: Work) -> None:
        reply_given = (arrival.message_id, as_words(arrival.read(work.desk.timezone)).content)
        headline = await comments.ask_which(work, call.staff, shown, reply_given)
        values = {"edition_id": shown.edition_id, "revision_id": shown.revision_id}
        await work.notices.queue(call.chat_id, "own_reply", headline=headline, **values)

    await front.write(put)


async def _confirm(work: Work, call: Call, passed: comments.Passed) -> None:
    await work.notices.queue(
        call.user.id,
        "comment_passed",
        names=list(passed.names),
        revision=passed.shown.revision_number,
        headline=(await content_of(work, passed.edition)).headline,
        changed=passed.shown.revision_id != passed.edition.revision_id,
        drafts=Role.DRAFTER in call.staff.roles,
        waiting=passed.waiting is not None,
    )


def _link(said: Message) -> str:
    """Return where a message of a supergroup is found, "" in other chats."""
    return said.link or "" if said.chat.type == "supergroup" else ""
