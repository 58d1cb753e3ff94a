"""Editing, deleting, pinning, reacting: what may change afterwards and for how long."""

from __future__ import annotations

from typing import Any

import pytest

from bot.sandbox.chats import Chat
from bot.sandbox.methods.deleting import KEPT_SECONDS
from bot.sandbox.people import Person
from bot.sandbox.sandbox import Sandbox
from tests.sandbox.conftest import Caller, picture

GO = {"inline_keyboard": [[{"text": "Go", "callback_data": "go"}]]}
SAME = (
    "Bad Request: message is not modified: specified new message content and reply markup are exactly the same as "
    "a current content and reply markup of the message"
)


async def sent(api: Caller, chat_id: int, **params: Any) -> dict[str, Any]:
    message: dict[str, Any] = await api.result("sendMessage", chat_id=chat_id, text="old", **params)
    return {"chat_id": chat_id, "message_id": message["message_id"]}


async def test_an_edit_without_a_keyboard_removes_it(api: Caller, ada: Person) -> None:
    where = await sent(api, ada.id, reply_markup=GO)
    edited = await api.result("editMessageText", **where, text="new")
    assert "reply_markup" not in edited
    assert edited["edit_date"] >= edited["date"]
    assert (ada.last().text, ada.last().buttons) == ("new", [])


async def test_the_same_again_is_not_modified(api: Caller, ada: Person) -> None:
    where = await sent(api, ada.id, reply_markup=GO)
    assert await api.refusal("editMessageText", **where, text=" old ", reply_markup=GO) == SAME
    assert await api.refusal("editMessageReplyMarkup", **where, reply_markup=GO) == SAME
    assert await api.result("editMessageText", **where, text="<b>old</b>", parse_mode="HTML", reply_markup=GO)


async def test_text_and_caption_are_not_confused(api: Caller, ada: Person) -> None:
    photo = await api.result("sendPhoto", chat_id=ada.id, photo=("p.jpg", picture()), caption="old")
    where = {"chat_id": ada.id, "message_id": photo["message_id"]}
    refused = await api.refusal("editMessageText", **where, text="new")
    assert refused == "Bad Request: there is no text in the message to edit"
    assert (await api.result("editMessageCaption", **where, caption="new"))["caption"] == "new"
    text = await sent(api, ada.id)
    refused = await api.refusal("editMessageCaption", **text, caption="new")
    assert refused == "Bad Request: there is no caption in the message to edit"


async def test_a_photo_is_exchanged(api: Caller, ada: Person) -> None:
    old = await api.result("sendPhoto", chat_id=ada.id, photo=("p.jpg", picture()))
    new = await api.result(
        "editMessageMedia",
        chat_id=ada.id,
        message_id=old["message_id"],
        p=("p.jpg", picture(90, 90)),
        media={"type": "photo", "media": "attach://p", "caption": "New"},
    )
    assert (new["photo"][-1]["width"], new["caption"]) == (90, "New")
    assert ada.last().photo == picture(90, 90)


async def test_only_ones_own_messages_without_a_reply_keyboard(api: Caller, ada: Person) -> None:
    refused = "Bad Request: message can't be edited"
    theirs = ada.write("mine")
    assert await api.refusal("editMessageText", chat_id=ada.id, message_id=theirs.id, text="x") == refused
    where = await sent(api, ada.id, reply_markup={"keyboard": [[{"text": "Yes"}]]})
    assert await api.refusal("editMessageText", **where, text="x") == refused


async def test_others_posts_in_a_channel_with_the_right(api: Caller, ada: Person, channel: Chat) -> None:
    post = ada.write("by hand", channel)
    assert await api.result("editMessageText", chat_id=channel.id, message_id=post.id, text="corrected")
    ada.promote_bot(channel, ["can_post_messages"])
    refused = await api.refusal("editMessageText", chat_id=channel.id, message_id=post.id, text="again")
    assert refused == "Bad Request: message can't be edited"


async def test_editing_has_no_end_and_deleting_ends_after_48_hours(
    api: Caller, sandbox: Sandbox, ada: Person, channel: Chat
) -> None:
    private, public = await sent(api, ada.id), await sent(api, channel.id)
    sandbox.world.clock.shift(KEPT_SECONDS)
    assert await api.result("editMessageText", **public, text="corrected")
    assert await api.refusal("deleteMessage", **public) == "Bad Request: message can't be deleted"
    assert (
        await api.refusal("deleteMessage", **private) == "Bad Request: message can't be deleted for everyone"
    )


async def test_just_before_48_hours_it_still_goes(
    api: Caller, sandbox: Sandbox, ada: Person, channel: Chat
) -> None:
    private, public = await sent(api, ada.id), await sent(api, channel.id)
    sandbox.world.clock.shift(KEPT_SECONDS - 5)
    assert await api.result("deleteMessage", **public)
    assert await api.result("deleteMessage", **private)
    assert channel.messages == {}
    assert await api.refusal("deleteMessage", **public) == "Bad Request: message to delete not found"


async def test_several_are_deleted_and_the_missing_skipped(
    api: Caller, sandbox: Sandbox, ada: Person
) -> None:
    first, second = await sent(api, ada.id), await sent(api, ada.id)
    numbers = [first["message_id"], 999, second["message_id"]]
    assert await api.result("deleteMessages", chat_id=ada.id, message_ids=numbers) is True
    assert [m.text for m in ada.sees()] == ["/start"]
    assert "too many" in await api.refusal("deleteMessages", chat_id=ada.id, message_ids=list(range(1, 102)))


async def test_others_messages_in_a_group_only_with_the_right(
    api: Caller, ada: Person, newsroom: Chat
) -> None:
    message = ada.write("x", newsroom)
    where = {"chat_id": newsroom.id, "message_id": message.id}
    assert await api.refusal("deleteMessage", **where) == "Bad Request: message can't be deleted"
    ada.promote_bot(newsroom, ["can_delete_messages"])
    assert await api.result("deleteMessage", **where)


async def test_pinning_is_seen_and_undone(api: Caller, ada: Person, newsroom: Chat) -> None:
    ada.promote_bot(newsroom)
    where = await sent(api, newsroom.id)
    assert await api.result("pinChatMessage", **where)
    assert newsroom.pinned == [where["message_id"]]
    assert (await api.result("getChat", chat_id=newsroom.id))["pinned_message"]["text"] == "old"
    assert await api.result("unpinChatMessage", **where)
    assert await api.refusal("unpinChatMessage", **where) == "Bad Request: message to unpin not found"
    assert await api.result("unpinAllChatMessages", chat_id=newsroom.id)


async def test_an_empty_reaction_probes_for_a_message_and_does_nothing(api: Caller, ada: Person) -> None:
    where = await sent(api, ada.id)
    assert await api.result("setMessageReaction", **where, reaction=[]) is True
    assert await api.result("setMessageReaction", **where, reaction=[{"type": "emoji", "emoji": "👍"}])
    assert ada.last().reactions[ada.world.bot.id][0]["emoji"] == "👍"
    ada.world.forget(ada.last())
    assert "not found" in await api.refusal("setMessageReaction", **where, reaction=[])


@pytest.mark.parametrize("emoji", ["🐌", "x"])
async def test_only_reactions_telegram_has(api: Caller, ada: Person, emoji: str) -> None:
    where = await sent(api, ada.id)
    refused = await api.refusal("setMessageReaction", **where, reaction=[{"type": "emoji", "emoji": emoji}])
    assert refused == "Bad Request: REACTION_INVALID"
