"""What is accepted comes out right: for the person who reads it and in the answer the bot gets."""

from __future__ import annotations

import json

import pytest

from bot.sandbox.chats import Chat
from bot.sandbox.people import Person
from bot.sandbox.sandbox import Sandbox
from tests.sandbox.conftest import Caller, picture


@pytest.mark.parametrize("method", ["sendMessage", "SENDMESSAGE", "sendmessage"])
async def test_names_of_methods_in_any_case(api: Caller, ada: Person, method: str) -> None:
    await api.result(method, chat_id=ada.id, text="hello")
    assert ada.last().text == "hello"


async def test_parameters_in_the_query_a_form_multipart_or_json(api: Caller, ada: Person) -> None:
    path, params = f"/bot{api.sandbox.token}/sendMessage", {"chat_id": str(ada.id), "text": "hé 😀 & +"}
    answers = [
        await api.client.get(path, params=params),
        await api.client.post(path, data=params),
        await api.client.post(path, files={name: (None, value) for name, value in params.items()}),
        await api.client.post(path, json={"chat_id": ada.id, "text": params["text"], "entities": []}),
        await api.client.post(path, json={"chat_id": ada.id, "text": params["text"], "entities": "[]"}),
    ]
    assert [a.json()["result"]["text"] for a in answers] == [params["text"]] * 5


async def test_half_a_character_is_no_text(api: Caller, ada: Person) -> None:
    path = f"/bot{api.sandbox.token}/sendMessage"
    body = b'{"chat_id": %d, "text": "\\ud83d"}' % ada.id
    answer = await api.client.post(path, content=body, headers={"Content-Type": "application/json"})
    assert answer.json()["description"] == "Bad Request: strings must be encoded in UTF-8"


async def test_a_body_of_an_unknown_type_is_refused(api: Caller) -> None:
    answer = await api.client.post(
        f"/bot{api.sandbox.token}/getMe", content=b"x", headers={"Content-Type": 'text/"plain"'}
    )
    assert answer.json()["description"].startswith('Bad Request: can\'t read a body of type text/"plain"')


async def test_private_chats_and_basic_groups_share_a_counter_and_others_do_not(
    api: Caller, sandbox: Sandbox, ada: Person, channel: Chat, newsroom: Chat
) -> None:
    group = sandbox.world.add_group("Desk", owner=ada, kind="group")
    ada.add_bot(group)
    ben = sandbox.world.add_person("Ben Hill")
    ben.start()
    numbers = [
        (await api.result("sendMessage", chat_id=c, text="x"))["message_id"]
        for c in (ada.id, group.id, ben.id)
    ]
    assert numbers == [numbers[0], numbers[0] + 1, numbers[0] + 2]
    assert (await api.result("sendMessage", chat_id=channel.id, text="x"))["message_id"] == 1
    assert (await api.result("sendMessage", chat_id=newsroom.id, text="x"))["message_id"] == 2


async def test_a_channel_post_has_a_sender_chat_and_no_from(api: Caller, channel: Chat) -> None:
    post = await api.result("sendMessage", chat_id="@NorthshireNews", text="x")
    assert "from" not in post
    assert post["sender_chat"]["id"] == post["chat"]["id"] == channel.id
    assert "author_signature" not in post
    channel.signatures = True
    assert (await api.result("sendMessage", chat_id=channel.id, text="y"))["author_signature"] == "Newsdesk"


async def test_the_channels_own_posts_by_the_bot_do_not_come_back_to_it(api: Caller, channel: Chat) -> None:
    await api.result("sendMessage", chat_id=channel.id, text="x")
    assert await api.result("getUpdates") == []


async def test_marks_stay_on_the_message(api: Caller, ada: Person) -> None:
    preview = {"is_disabled": True}
    message = await api.result(
        "sendMessage",
        chat_id=ada.id,
        text="https://a.example",
        link_preview_options=preview,
        protect_content=True,
    )
    assert message["link_preview_options"] == preview
    assert message["has_protected_content"] is True


async def test_a_reply_carries_the_message_it_answers(api: Caller, ada: Person) -> None:
    question = ada.write("When?")
    reply = await api.result(
        "sendMessage", chat_id=ada.id, text="At 9.", reply_parameters={"message_id": question.id}
    )
    assert reply["reply_to_message"]["text"] == "When?"


async def test_a_reply_keyboard_is_under_the_text_field_and_not_in_the_answer(
    api: Caller, ada: Person
) -> None:
    keyboard = {"keyboard": [[{"text": "Yes"}]]}
    message = await api.result("sendMessage", chat_id=ada.id, text="?", reply_markup=keyboard)
    assert "reply_markup" not in message
    assert ada.world.private_chat(ada).keyboard == keyboard
    await api.result("sendMessage", chat_id=ada.id, text=".", reply_markup={"remove_keyboard": True})
    assert ada.world.private_chat(ada).keyboard is None


async def test_mentions_of_known_people_only(api: Caller, ada: Person) -> None:
    text = f'<a href="tg://user?id={ada.id}">Ada</a> <a href="tg://user?id=9">Nobody</a>'
    message = await api.result("sendMessage", chat_id=ada.id, text=text, parse_mode="HTML")
    assert [e["user"]["first_name"] for e in message["entities"]] == ["Ada"]


async def test_a_poll_is_voted_in_and_closed(api: Caller, ada: Person) -> None:
    poll = await api.result(
        "sendPoll",
        chat_id=ada.id,
        question="Read it?",
        is_anonymous=False,
        options=json.dumps([{"text": "Yes"}, {"text": "No"}]),
    )
    ada.vote(ada.last(), [1])
    updates = await api.result("getUpdates")
    assert [u["poll_answer"]["option_ids"] for u in updates if "poll_answer" in u] == [[1]]
    closed = await api.result("stopPoll", chat_id=ada.id, message_id=poll["message_id"])
    assert [o["voter_count"] for o in closed["options"]] == [0, 1]
    assert "already been closed" in await api.refusal(
        "stopPoll", chat_id=ada.id, message_id=poll["message_id"]
    )


@pytest.mark.parametrize(
    ("method", "params", "kind"),
    [
        ("sendLocation", {"latitude": 53.5, "longitude": -1.5}, "location"),
        ("sendVenue", {"latitude": 53.5, "longitude": -1.5, "title": "Hall", "address": "1 Street"}, "venue"),
        ("sendContact", {"phone_number": "+440000", "first_name": "Press"}, "contact"),
        ("sendDice", {}, "dice"),
    ],
)
async def test_small_neighbours(
    api: Caller, ada: Person, method: str, params: dict[str, object], kind: str
) -> None:
    assert kind in await api.result(method, chat_id=ada.id, **params)


@pytest.mark.parametrize("kind", ["document", "video", "audio", "voice", "animation"])
async def test_other_files(api: Caller, ada: Person, kind: str) -> None:
    method = f"send{kind.capitalize()}"
    message = await api.result(
        method, chat_id=ada.id, **{kind: ("statement.pdf", b"%PDF", "application/pdf")}
    )
    assert message[kind]["file_name"] == "statement.pdf"
    again = await api.result(method, chat_id=ada.id, **{kind: message[kind]["file_id"]})
    assert again[kind]["file_unique_id"] == message[kind]["file_unique_id"]


async def test_forwarding_keeps_the_origin_and_copying_does_not(
    api: Caller, ada: Person, channel: Chat
) -> None:
    post = await api.result("sendPhoto", chat_id=channel.id, photo=("p.jpg", picture()), caption="Road open")
    where = {"chat_id": ada.id, "from_chat_id": channel.id, "message_id": post["message_id"]}
    forwarded = await api.result("forwardMessage", **where)
    assert forwarded["forward_origin"] == {
        "type": "channel",
        "date": post["date"],
        "chat": post["chat"],
        "message_id": post["message_id"],
    }
    copied = await api.result("copyMessage", **where, caption="Open")
    assert copied == {"message_id": forwarded["message_id"] + 1}
    assert (ada.last().caption, ada.last().origin) == ("Open", None)


async def test_several_at_once_skip_the_missing(api: Caller, ada: Person, channel: Chat) -> None:
    numbers = [(await api.result("sendMessage", chat_id=channel.id, text=t))["message_id"] for t in "ab"]
    copied = await api.result(
        "copyMessages", chat_id=ada.id, from_chat_id=channel.id, message_ids=[*numbers, 99]
    )
    assert len(copied) == 2
    assert [m.text for m in ada.sees()][-2:] == ["a", "b"]
    refused = await api.refusal("forwardMessages", chat_id=ada.id, from_chat_id=channel.id, message_ids=[99])
    assert refused == "Bad Request: there are no messages to forward"


async def test_protected_content_is_not_forwarded(api: Caller, ada: Person) -> None:
    kept = await api.result("sendMessage", chat_id=ada.id, text="x", protect_content=True)
    where = {"chat_id": ada.id, "from_chat_id": ada.id, "message_id": kept["message_id"]}
    assert await api.refusal("forwardMessage", **where) == "Bad Request: message can't be forwarded"


async def test_typing_is_told_and_journalled_but_no_message(
    api: Caller, sandbox: Sandbox, ada: Person
) -> None:
    with sandbox.world.events.listen() as told:
        await api.result("sendChatAction", chat_id=ada.id, action="typing")
        assert (await told.get()).kind == "typing"
    assert sandbox.journal.accepted(ada.id) == []
