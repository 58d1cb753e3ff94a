"""Where a local Telegram is easily kinder than the real one, and this one is not."""

from __future__ import annotations

from datetime import timedelta

from bot.sandbox.chats import Chat
from bot.sandbox.limits import Limits
from bot.sandbox.people import Person
from bot.sandbox.sandbox import Sandbox
from tests.sandbox.conftest import Caller, picture

DAY = 86_400


async def test_a_person_is_not_found_by_their_username(api: Caller, ada: Person, channel: Chat) -> None:
    assert await api.refusal("sendMessage", chat_id="@ada", text="x") == "Bad Request: chat not found"
    await api.result("sendMessage", chat_id="@northshirenews", text="x")


async def test_somebody_the_bot_never_met_does_not_exist_for_it(
    api: Caller, sandbox: Sandbox, ada: Person, stranger: Person, newsroom: Chat
) -> None:
    assert await api.refusal("sendMessage", chat_id=stranger.id, text="x") == "Bad Request: chat not found"
    ada.add(stranger, newsroom)
    said = await api.refusal("sendMessage", chat_id=stranger.id, text="x")
    assert said == "Forbidden: bot can't initiate conversation with a user"


async def test_update_ids_begin_anywhere_after_a_silent_week(
    api: Caller, sandbox: Sandbox, ada: Person
) -> None:
    ada.write("before")
    (first,) = await api.result("getUpdates")
    sandbox.world.clock.shift(7 * DAY + 1)
    ada.write("after")
    (second,) = await api.result("getUpdates", offset=first["update_id"] + 1)

    assert abs(second["update_id"] - first["update_id"]) > 1
    assert second["message"]["text"] == "after"


async def test_dice_are_deleted_only_after_a_day(api: Caller, sandbox: Sandbox, ada: Person) -> None:
    dice = await api.result("sendDice", chat_id=ada.id)
    thrown = {"chat_id": ada.id, "message_id": dice["message_id"]}

    assert "can't be deleted for everyone" in await api.refusal("deleteMessage", **thrown)
    sandbox.world.clock.shift(timedelta(hours=24).total_seconds())
    await api.result("deleteMessage", **thrown)


async def test_the_notice_of_an_upgrade_stays(api: Caller, sandbox: Sandbox, ada: Person) -> None:
    group = sandbox.world.add_group("Desk", owner=ada, kind="group")
    ada.add_bot(group)
    chat = ada.upgrade(group)
    ada.promote_bot(chat)
    (notice,) = ada.sees(chat)

    said = await api.refusal("deleteMessage", chat_id=chat.id, message_id=notice.id)
    assert said == "Bad Request: message can't be deleted"


async def test_a_copied_album_is_an_album_of_its_own(api: Caller, ada: Person, channel: Chat) -> None:
    media = [{"type": "photo", "media": "attach://a"}, {"type": "photo", "media": "attach://b"}]
    files = {name: (f"{name}.jpg", picture(60 + at, 40), "image/jpeg") for at, name in enumerate("ab")}
    album = await api.result("sendMediaGroup", chat_id=ada.id, media=media, **files)
    numbers = [message["message_id"] for message in album]
    await api.result("copyMessages", chat_id=channel.id, from_chat_id=ada.id, message_ids=numbers)

    copies = {message.album for message in ada.sees(channel)}
    assert len(copies) == 1
    assert copies.isdisjoint({album[0]["media_group_id"], ""})


async def test_a_webhook_is_set_once_a_second(api: Caller, sandbox: Sandbox) -> None:
    sandbox.limits.polling = True
    await api.result("setWebhook", url="http://127.0.0.1:9/")
    answer = await api.answer("setWebhook", url="http://127.0.0.1:9/")

    assert (answer.status_code, answer.headers["retry-after"]) == (429, "1")
    sandbox.world.clock.shift(1)
    await api.result("setWebhook", url="http://127.0.0.1:9/")


async def test_figures_are_those_of_the_faq_unless_changed() -> None:
    limits = Limits()
    assert (limits.on, limits.per_chat_second, limits.per_group_minute, limits.overall_second) == (
        True,
        1,
        20,
        30,
    )
