"""What happens to the bot itself: blocked by a reader, added to a channel, promoted, demoted, removed, migrated."""

from telegram import ChatMember, ChatMemberUpdated, Update

from bot.desk import channels, contacts
from bot.desk import follow as following
from bot.desk.channels import Place
from bot.desk.ports import Work
from bot.news.delivery import Kind
from bot.telegram.front import FrontDesk

_OUT = frozenset({ChatMember.LEFT, ChatMember.BANNED})


async def notice(front: FrontDesk, update: Update) -> None:
    """Keep places and subscriptions true to what we may still do."""
    if update.my_chat_member is not None:
        await _membership(front, update.my_chat_member)
    message = update.message
    if message is not None and message.migrate_to_chat_id is not None:
        new_chat_id = message.migrate_to_chat_id
        await front.write(lambda work: work.channels.migrate(message.chat_id, new_chat_id))


async def _membership(front: FrontDesk, change: ChatMemberUpdated) -> None:
    status, chat = change.new_chat_member.status, change.chat
    if chat.type == "private":
        if status in _OUT:
            await front.write(lambda work: _blocked(work, chat.id))
        return
    if may_write(chat.type, change.new_chat_member):
        place = Place(chat.id, chat.title or str(chat.id), chat.type, chat.username or "")
        await front.write(lambda work: channels.added(work, place, change.from_user.full_name))
        return
    reason = "removed" if status in _OUT else "demoted"
    await front.write(lambda work: channels.lost(work, chat.id, reason))


async def _blocked(work: Work, chat_id: int) -> None:
    await following.leave(work, chat_id, "blocked the bot")
    await contacts.lost(work, Kind.PRESS_CHAT, str(chat_id), "blocked the bot")


def may_write(kind: str, member: ChatMember) -> bool:
    """In a channel we need the right to post; in a group membership is enough unless it is restricted."""
    if kind == "channel":
        return member.status == ChatMember.OWNER or bool(getattr(member, "can_post_messages", False))
    if member.status == ChatMember.RESTRICTED:
        return bool(getattr(member, "can_send_messages", False))
    return member.status in (ChatMember.MEMBER, ChatMember.ADMINISTRATOR, ChatMember.OWNER)
