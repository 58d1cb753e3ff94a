"""The bot's power over members: banning, restricting, promoting, titles.

Sources: Client.cpp of the official server; TDLib's DialogParticipantManager. `until_date` is kept and shown; a ban does
not lapse by itself.
"""

from __future__ import annotations

from bot.sandbox.accounts import Account
from bot.sandbox.calls import Call, plays
from bot.sandbox.chats import Chat
from bot.sandbox.errors import bad
from bot.sandbox.membership import place
from bot.sandbox.permissions import check_access, check_right
from bot.sandbox.rights import Member, rights_in

_NO_RESTRICTING = "not enough rights to restrict/unrestrict chat member"
MOST_TITLE = 16


@plays("banChatMember", "unbanChatMember")
def ban_chat_member(call: Call) -> bool:
    chat = _group(call, "can't ban members in private chats")
    account = _account(call)
    check_right(call.world, chat, "can_restrict_members", _NO_RESTRICTING)
    _check_ordinary(call, chat, account)
    member = chat.member(account.id)
    if call.method == "banChatMember":
        place(call.world, call.world.bot, chat, Member(account, "kicked", until=call.get("until_date", 0)))
    elif not (call.get("only_if_banned") and (member is None or member.status != "kicked")):
        place(call.world, call.world.bot, chat, Member(account, "left"))
    return True


@plays("restrictChatMember")
def restrict_chat_member(call: Call) -> bool:
    chat = _supergroup(call)
    account = _account(call)
    check_right(call.world, chat, "can_restrict_members", _NO_RESTRICTING)
    _check_ordinary(call, chat, account)
    allowed = frozenset(name for name, given in call.params["permissions"].items() if given)
    restricted = Member(account, "restricted", permissions=allowed, until=call.get("until_date", 0))
    place(call.world, call.world.bot, chat, restricted)
    return True


@plays("promoteChatMember")
def promote_chat_member(call: Call) -> bool:
    """Nobody gets a right the bot does not hold itself; no right at all makes an ordinary member again."""
    chat = _group(call, "can't promote members in private chats")
    account = _account(call)
    check_right(call.world, chat, "can_promote_members", "not enough rights")
    member, own = chat.member(account.id), chat.members[call.world.bot.id]
    if member is not None and (
        member.status == "creator" or (member.status == "administrator" and not member.by_bot)
    ):
        raise bad("can't remove chat owner" if member.status == "creator" else "CHAT_ADMIN_REQUIRED")
    granted = frozenset(right for right in rights_in(chat.type) if call.get(right))
    if any(not own.may(right) for right in granted):
        raise bad("RIGHT_FORBIDDEN")
    if not granted:
        place(call.world, call.world.bot, chat, Member(account, "member"))
        return True
    if not chat.holds(account.id):
        raise bad("USER_NOT_PARTICIPANT")
    anonymous = bool(call.get("is_anonymous"))
    made = Member(
        account, "administrator", granted | {"can_manage_chat"}, is_anonymous=anonymous, by_bot=True
    )
    place(call.world, call.world.bot, chat, made)
    return True


@plays("setChatAdministratorCustomTitle")
def set_title(call: Call) -> bool:
    chat = _supergroup(call)
    member = chat.member(_account(call).id)
    check_right(call.world, chat, "can_promote_members", "not enough rights")
    if member is None or not member.is_admin:
        raise bad("user is not an administrator")
    if member.status == "creator":
        raise bad("only creator can edit their custom title")
    if not member.by_bot:
        raise bad("not enough rights to change custom title of the user")
    if len(call.params["custom_title"]) > MOST_TITLE:
        raise bad("ADMIN_RANK_INVALID")
    member.title = call.params["custom_title"]
    return True


def _account(call: Call) -> Account:
    account = call.world.account(call.params["user_id"])
    if account is None:
        raise bad("user not found")
    return account


def _group(call: Call, otherwise: str) -> Chat:
    chat = call.chat()
    if chat.is_private:
        raise bad(otherwise)
    check_access(call.world, chat)
    return chat


def _supergroup(call: Call) -> Chat:
    chat = call.chat()
    if chat.type != "supergroup":
        raise bad("method is available only for supergroups")
    check_access(call.world, chat)
    return chat


def _check_ordinary(call: Call, chat: Chat, account: Account) -> None:
    """Neither the owner, an administrator nor the bot itself can be thrown out or restricted."""
    member = chat.member(account.id)
    if account is call.world.bot:
        raise bad("can't restrict self")
    if member is not None and member.status == "creator":
        raise bad("can't remove chat owner")
    if member is not None and member.is_admin:
        raise bad("user is an administrator of the chat")
