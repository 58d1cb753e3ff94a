"""Doors and powers: links people come in by, requests the bot decides, and what it may do to members, over HTTP."""

from __future__ import annotations

from typing import Any

import pytest

from bot.sandbox.chats import Chat
from bot.sandbox.people import NotPossible, Person
from bot.sandbox.sandbox import Sandbox
from tests.sandbox.conftest import Caller, picture
from tests.sandbox.test_people import ALL, heard

RIGHTS = [
    f"can_{what}"
    for what in ("restrict_members", "promote_members", "invite_users", "change_info", "pin_messages")
]


@pytest.fixture
def ben(sandbox: Sandbox) -> Person:
    return sandbox.world.add_person("Ben Hill", "ben")


@pytest.fixture
def ruled(sandbox: Sandbox, ada: Person, newsroom: Chat) -> Chat:
    """A supergroup in which the bot has every right."""
    sandbox.world.updates.allow([*ALL, "chat_join_request"])
    ada.promote_bot(newsroom, RIGHTS)
    sandbox.world.updates.drop()
    return newsroom


# --- links ------------------------------------------------------------------------------------------------------


async def test_a_closed_group_opens_by_its_link_only(api: Caller, ben: Person, ruled: Chat) -> None:
    with pytest.raises(NotPossible, match="is closed"):
        ben.join(ruled)
    link = await api.result("createChatInviteLink", chat_id=ruled.id, member_limit=1)
    ben.follow(link["invite_link"])

    changes = dict(await heard(api))
    assert changes["chat_member"]["invite_link"] == link
    assert changes["message"]["new_chat_members"][0]["id"] == ben.id


@pytest.mark.parametrize("end", ["revoked", "used up", "expired", "unknown"])
async def test_a_link_that_is_over_lets_nobody_in(
    api: Caller, sandbox: Sandbox, ben: Person, ruled: Chat, end: str
) -> None:
    terms = {"member_limit": 1, "expire_date": sandbox.world.clock.unix() + 60}
    link = (await api.result("createChatInviteLink", chat_id=ruled.id, **terms))["invite_link"]
    if end == "revoked":
        await api.result("revokeChatInviteLink", chat_id=ruled.id, invite_link=link)
    elif end == "used up":
        sandbox.world.add_person("Cy Dale").follow(link)
    elif end == "expired":
        sandbox.world.clock.shift(61)
    with pytest.raises(NotPossible, match=r"leads nowhere|revoked, used up or too old"):
        ben.follow("https://t.me/+nothing" if end == "unknown" else link)


async def test_the_bot_lets_in_and_turns_away(
    api: Caller, sandbox: Sandbox, ben: Person, ruled: Chat
) -> None:
    link = await api.result("createChatInviteLink", chat_id=ruled.id, name="Press")
    link = await api.result(
        "editChatInviteLink", chat_id=ruled.id, invite_link=link["invite_link"], creates_join_request=True
    )
    assert "name" not in link, "what is left out is taken away"
    cy = sandbox.world.add_person("Cy Dale")
    for person in (ben, cy):
        person.follow(link["invite_link"])
    (kind, asked), _ = await heard(api)
    assert (kind, asked["from"]["id"], asked["user_chat_id"]) == ("chat_join_request", ben.id, ben.id)

    await api.result("approveChatJoinRequest", chat_id=ruled.id, user_id=ben.id)
    await api.result("declineChatJoinRequest", chat_id=ruled.id, user_id=cy.id)
    assert (ruled.holds(ben.id), ruled.holds(cy.id)) == (True, False)
    assert dict(await heard(api))["chat_member"]["via_join_request"] is True
    for person, reason in ((ben, "USER_ALREADY_PARTICIPANT"), (cy, "HIDE_REQUESTER_MISSING")):
        said = await api.refusal("approveChatJoinRequest", chat_id=ruled.id, user_id=person.id)
        assert said == f"Bad Request: {reason}"


# --- powers -----------------------------------------------------------------------------------------------------


async def test_who_is_restricted_sends_what_is_left_to_them(
    api: Caller, ada: Person, ben: Person, ruled: Chat
) -> None:
    ada.add(ben, ruled)
    await api.result(
        "restrictChatMember", chat_id=ruled.id, user_id=ben.id, permissions={"can_send_messages": True}
    )
    ben.write("words", ruled)
    with pytest.raises(NotPossible, match="does not let Ben Hill send photos"):
        ben.send_photo(picture(), to=ruled)
    member = await api.result("getChatMember", chat_id=ruled.id, user_id=ben.id)
    assert (member["status"], member["can_send_photos"]) == ("restricted", False)


async def test_the_bot_promotes_titles_and_demotes(
    api: Caller, ada: Person, ben: Person, ruled: Chat
) -> None:
    ada.add(ben, ruled)
    of_ben = {"chat_id": ruled.id, "user_id": ben.id}
    await api.result("promoteChatMember", **of_ben, can_pin_messages=True)
    await api.result("setChatAdministratorCustomTitle", **of_ben, custom_title="Night desk")
    member = await api.result("getChatMember", **of_ben)
    assert (member["custom_title"], member["can_be_edited"], member["can_pin_messages"]) == (
        "Night desk",
        True,
        True,
    )
    assert await api.refusal("promoteChatMember", **of_ben, can_delete_messages=True) == (
        "Bad Request: RIGHT_FORBIDDEN"
    )
    await api.result("promoteChatMember", **of_ben)
    assert ruled.members[ben.id].status == "member"


@pytest.mark.parametrize(
    ("method", "more", "reason"),
    [
        ("restrictChatMember", {"permissions": {}}, "can't remove chat owner"),
        ("banChatMember", {}, "can't remove chat owner"),
        ("promoteChatMember", {"can_pin_messages": True}, "can't remove chat owner"),
        (
            "setChatAdministratorCustomTitle",
            {"custom_title": "x"},
            "only creator can edit their custom title",
        ),
    ],
)
async def test_the_owner_is_beyond_its_powers(
    api: Caller, ada: Person, ruled: Chat, method: str, more: dict[str, Any], reason: str
) -> None:
    assert await api.refusal(method, chat_id=ruled.id, user_id=ada.id, **more) == f"Bad Request: {reason}"


@pytest.mark.parametrize(
    ("method", "more", "reason"),
    [
        ("restrictChatMember", {"permissions": {}}, "not enough rights to restrict/unrestrict chat member"),
        ("promoteChatMember", {"can_pin_messages": True}, "not enough rights"),
        ("approveChatJoinRequest", {}, "not enough rights to manage chat invite link"),
    ],
)
async def test_an_ordinary_member_has_no_power(
    api: Caller, ada: Person, ben: Person, newsroom: Chat, method: str, more: dict[str, Any], reason: str
) -> None:
    ada.add(ben, newsroom)
    assert await api.refusal(method, chat_id=newsroom.id, user_id=ben.id, **more) == f"Bad Request: {reason}"


async def test_a_title_and_a_photo_are_announced_and_not_heard_by_the_bot_itself(
    api: Caller, ada: Person, ruled: Chat
) -> None:
    await api.result("setChatTitle", chat_id=ruled.id, title="Night desk")
    await api.result("setChatPhoto", chat_id=ruled.id, photo=("p.jpg", picture(), "image/jpeg"))
    chat = await api.result("getChat", chat_id=ruled.id)
    assert (chat["title"], set(chat["photo"])) == (
        "Night desk",
        {"small_file_id", "small_file_unique_id", "big_file_id", "big_file_unique_id"},
    )
    kinds = [message.content.kind for message in ada.sees(ruled)]
    assert kinds[-2:] == ["new_chat_title", "new_chat_photo"]
    await api.result("deleteChatPhoto", chat_id=ruled.id)
    assert "photo" not in await api.result("getChat", chat_id=ruled.id)
    assert await heard(api) == []
    assert await api.result("getUserProfilePhotos", user_id=ada.id) == {"total_count": 0, "photos": []}
