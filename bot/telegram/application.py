"""python-telegram-bot's Application as we use it: our transport, our intake, no updater, no job queue, no persistence."""

from typing import Any

from telegram import BotCommand
from telegram.error import TelegramError
from telegram.ext import (
    Application,
    ApplicationBuilder,
    CallbackQueryHandler,
    ChatMemberHandler,
    Defaults,
    MessageHandler,
    filters,
)

from bot.telegram.entrance import Entrance
from bot.telegram.intake import AnyApplication
from bot.telegram.transport import AiohttpRequest
from bot.typeset import Typesetter

_COMMAND = filters.Regex(r"^/[A-Za-z]")
_SHOWN = ("start", "stop", "latest", "help")


def make_application(token: str, api_url: str, transport: AiohttpRequest) -> AnyApplication:
    """Return an Application that speaks with the Bot API at `api_url` (no slash at its end)."""
    builder: ApplicationBuilder[Any, Any, Any, Any, Any, Any] = Application.builder()
    return (
        builder.token(token)
        .base_url(f"{api_url}/bot")
        .base_file_url(f"{api_url}/file/bot")
        .request(transport)
        .get_updates_request(transport)
        .defaults(Defaults(block=True))
        .updater(None)
        .job_queue(None)
        .build()
    )


def open_doors(application: AnyApplication, entrance: Entrance) -> None:
    """Connect Telegram's kinds of update to the entrance."""
    private, groups = filters.ChatType.PRIVATE, filters.ChatType.GROUPS
    new = filters.UpdateType.MESSAGE
    application.add_handlers(
        [
            MessageHandler(filters.StatusUpdate.MIGRATE, entrance.place),
            MessageHandler(new & _COMMAND & ~filters.StatusUpdate.ALL, entrance.command),
            MessageHandler(new & private & ~filters.StatusUpdate.ALL, entrance.message),
            MessageHandler(new & groups & filters.REPLY & ~filters.StatusUpdate.ALL, entrance.reply),
            MessageHandler(filters.UpdateType.EDITED_MESSAGE & (private | groups), entrance.edit),
            CallbackQueryHandler(entrance.press),
            ChatMemberHandler(entrance.place, ChatMemberHandler.MY_CHAT_MEMBER),
        ]
    )


async def show_commands(application: AnyApplication, typesetter: Typesetter) -> str | None:
    """Put the readers' commands into Telegram's menu; returns the reason when Telegram would not have it."""
    commands = [BotCommand(name, typesetter.set(f"chat/command/{name}.txt.j2")) for name in _SHOWN]
    try:
        await application.bot.set_my_commands(commands)
    except TelegramError as error:
        return error.message
    return None
