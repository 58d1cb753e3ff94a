"""What people do, what the bot hears of it, and what each of them sees."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from bot.sandbox.accounts import ANONYMOUS_ADMIN, CHANNEL_IDENTITY, TELEGRAM
from bot.sandbox.chats import Chat
from bot.sandbox.people import Person
from bot.sandbox.posting import Attachment, photo
from bot.sandbox.refusals import NotPossible
from bot.sandbox.sandbox import Sandbox
from tests.sandbox.conftest import Caller, picture

ALL = [
    "message",
    "edited_message",
    "channel_post",
    "edited_channel_post",
    "callback_query",
    "my_chat_member",
    "chat_member",
    "message_reaction",
    "message_reaction_count",
    "inline_query",
]


async def heard(api: Caller) -> list[tuple[str, dict[str, Any]]]:
    """Kinds and payloads of everything new."""
    updates = await api.result("getUpdates")
    await api.result("getUpdates", offset=updates[-1]["update_id"] + 1 if updates else 0)
    return [
        (next(k for k in u if k != "update_id"), next(v for k, v in u.items() if k != "update_id"))
        for u in updates
    ]


async def test_a_deep_link_carries_its_payload(api: Caller, stranger: Person) -> None:
    stranger.start("topic_roads")
    ((kind, message),) = await heard(api)
    assert (kind, message["text"]) == ("message", "/start topic_roads")
    assert message["entities"] == [{"type": "bot_command", "offset": 0, "length": 6}]
    assert message["from"] == {
        "id": stranger.id,
        "is_bot": False,
        "first_name": "Sam",
        "last_name": "Vale",
        "language_code": "en",
    }


@pytest.mark.parametrize("payload", ["a b", "é", "x" * 65])
def test_a_deep_links_payload_is_short_and_plain(stranger: Person, payload: str) -> None:
    with pytest.raises(NotPossible, match="at most 64"):
        stranger.start(payload)


async def test_blocking_and_coming_back_are_heard(api: Caller, ada: Person) -> None:
    ada.block()
    ada.start()
    (_, gone), (_, back), (kind, _) = await heard(api)
    assert [c["new_chat_member"]["status"] for c in (gone, back)] == ["kicked", "member"]
    assert kind == "message"
    ada.block()
    with pytest.raises(NotPossible, match="unblock"):
        ada.write("x")


MAKERS: dict[str, Callable[[Person], Chat]] = {
    "group": lambda owner: owner.world.add_group("G", owner=owner, kind="group"),
    "supergroup": lambda owner: owner.world.add_group("G", owner=owner),
    "channel": lambda owner: owner.world.add_channel("C", owner=owner),
}


@pytest.mark.parametrize("kind", MAKERS)
async def test_every_change_of_the_bots_place_is_heard(api: Caller, ada: Person, kind: str) -> None:
    chat = MAKERS[kind](ada)
    ada.add_bot(chat)
    ada.promote_bot(chat, ["can_delete_messages"])
    ada.demote_bot(chat)
    ada.remove_bot(chat)
    changes = [c for k, c in await heard(api) if k == "my_chat_member"]
    first = "administrator" if kind == "channel" else "member"
    assert [c["new_chat_member"]["status"] for c in changes] == [first, "administrator", "member", "kicked"]
    assert changes[1]["new_chat_member"]["can_delete_messages"] is True
    assert changes[1]["new_chat_member"]["can_change_info"] is False


async def test_others_coming_and_going_only_on_request_and_for_administrators(
    api: Caller, sandbox: Sandbox, ada: Person, newsroom: Chat
) -> None:
    ben = sandbox.world.add_person("Ben Hill")
    ada.promote_bot(newsroom)
    ada.add(ben, newsroom)
    assert [k for k, _ in await heard(api)] == ["my_chat_member", "message"]
    await api.result("getUpdates", allowed_updates=ALL)
    ben.leave(newsroom)
    assert {k for k, _ in await heard(api)} == {"chat_member", "message"}


async def test_privacy_mode_hides_a_groups_talk_from_an_ordinary_member(
    api: Caller, sandbox: Sandbox, ada: Person, newsroom: Chat
) -> None:
    said = await api.result("sendMessage", chat_id=newsroom.id, text="Card")
    ada.write("just talk", newsroom)
    ada.write("/approve", newsroom)
    ada.write("/approve@newsdesk_bot", newsroom)
    ada.write("/approve@other_bot", newsroom)
    ada.write("an answer", newsroom, reply_to=newsroom.messages[said["message_id"]])
    assert [m["text"] for _, m in await heard(api)] == ["/approve", "/approve@newsdesk_bot", "an answer"]
    sandbox.world.bot.reads_groups = True
    ada.write("just talk", newsroom)
    assert [m["text"] for _, m in await heard(api)] == ["just talk"]


async def test_posts_edits_and_signatures_in_a_channel(api: Caller, ada: Person, channel: Chat) -> None:
    channel.signatures = True
    ada.edit(ada.write("by hand", channel), "corrected")
    (first, post), (second, edited) = await heard(api)
    assert (first, second) == ("channel_post", "edited_channel_post")
    assert "from" not in post
    assert post["author_signature"] == "Ada Marsh"
    assert (edited["text"], edited["sender_chat"]["id"]) == ("corrected", channel.id)


async def test_identities_that_are_nobody(api: Caller, ada: Person, newsroom: Chat, channel: Chat) -> None:
    ada.promote_bot(newsroom)
    ada.write("/approve", newsroom, identity="anonymous")
    ada.write("/approve", newsroom, identity="channel", channel=channel)
    ada.write("/approve", newsroom, identity="telegram", channel=channel)
    ada.write("/approve", newsroom, via_bot="gif")
    found = [m for k, m in await heard(api) if k == "message"]
    assert [m["from"]["id"] for m in found] == [ANONYMOUS_ADMIN, CHANNEL_IDENTITY, TELEGRAM, ada.id]
    assert [m.get("sender_chat", {}).get("id") for m in found] == [newsroom.id, channel.id, channel.id, None]
    assert found[2]["is_automatic_forward"] is True
    assert found[3]["via_bot"]["username"] == "gif"


async def test_forwards_tell_or_hide_their_author(api: Caller, sandbox: Sandbox, ada: Person) -> None:
    ben = sandbox.world.add_person("Ben Hill")
    message = ben.start()
    await heard(api)
    ada.forward(message)
    ada.forward(message, hidden=True)
    (_, open_one), (_, hidden) = await heard(api)
    assert open_one["forward_origin"]["sender_user"]["id"] == ben.id
    assert hidden["forward_origin"]["sender_user_name"] == "Ben Hill"


async def test_attachments_arrive(api: Caller, ada: Person) -> None:
    ada.send_photo(picture(), "<b>Look</b>", formatting="html")
    ada.send_document(Attachment("release.docx", b"PK", caption="Please read"))
    ada.send_album([photo(picture(50, 50), "One"), photo(picture(51, 51))])
    (_, one), (_, two), (_, three), (_, four) = await heard(api)
    assert one["caption_entities"] == [{"type": "bold", "offset": 0, "length": 4}]
    assert (two["document"]["file_name"], two["caption"]) == ("release.docx", "Please read")
    assert three["media_group_id"] == four["media_group_id"]


async def test_presses_by_label_index_and_forgery(api: Caller, ada: Person) -> None:
    keys = [
        [{"text": "Approve", "callback_data": "a"}, {"text": "Send back", "callback_data": "b"}],
        [{"text": "Open", "url": "https://a.example/"}],
    ]
    await api.result("sendMessage", chat_id=ada.id, text="Card", reply_markup={"inline_keyboard": keys})
    card = ada.last()
    assert card.buttons == ["Approve", "Send back", "Open"]
    ada.press(card, "approve")
    ada.press(card, 1)
    ada.press(card, data="forged")
    assert [q["data"] for _, q in await heard(api)] == ["a", "b", "forged"]
    for button, said in (("Open", "https://a.example/"), ("Publish", "no button"), ("e", "more than one")):
        with pytest.raises(NotPossible, match=said):
            ada.press(card, button)


async def test_a_press_on_a_message_that_is_gone_shows_it_as_inaccessible(api: Caller, ada: Person) -> None:
    message = await api.result("sendMessage", chat_id=ada.id, text="Card")
    card = ada.last()
    await api.result("deleteMessage", chat_id=ada.id, message_id=message["message_id"])
    ada.press(card, data="late")
    ((_, query),) = await heard(api)
    assert query["message"] == {"chat": message["chat"], "message_id": message["message_id"], "date": 0}


async def test_reactions_are_heard_on_request(api: Caller, ada: Person, channel: Chat) -> None:
    await api.result("getUpdates", allowed_updates=ALL)
    ada.react(ada.write("x"), "👍")
    ada.react(ada.write("y", channel), "🔥")
    found = dict(await heard(api))
    assert found["message_reaction"]["new_reaction"] == [{"type": "emoji", "emoji": "👍"}]
    assert found["message_reaction_count"]["reactions"] == [
        {"type": {"type": "emoji", "emoji": "🔥"}, "total_count": 1}
    ]


async def test_nobody_sees_others_private_chats(
    sandbox: Sandbox, ada: Person, stranger: Person, channel: Chat
) -> None:
    with pytest.raises(NotPossible, match="cannot see"):
        stranger.sees(sandbox.world.private_chat(ada))
    assert stranger.sees(channel) == []
    assert channel in stranger.chats()


@pytest.mark.parametrize(("text", "said"), [("", "empty"), ("x" * 4097, "split"), ("<b>", "end tag")])
def test_what_an_app_would_not_send(ada: Person, text: str, said: str) -> None:
    with pytest.raises(NotPossible, match=said):
        ada.write(text, formatting="html")


def test_only_members_post_in_groups_and_administrators_in_channels(
    stranger: Person, newsroom: Chat, channel: Chat
) -> None:
    with pytest.raises(NotPossible, match="not in Newsroom"):
        stranger.write("x", newsroom)
    stranger.join(channel)
    with pytest.raises(NotPossible, match="may not post"):
        stranger.write("x", channel)
    with pytest.raises(NotPossible, match="no administrator"):
        stranger.remove_bot(channel)
