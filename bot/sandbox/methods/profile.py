"""The bot's own face: getMe, commands, names, descriptions, menu button, default rights; files."""

from __future__ import annotations

import json
import re
from typing import Any

from bot.sandbox.calls import Call, plays
from bot.sandbox.errors import bad
from bot.sandbox.files import MOST_DOWNLOAD_BYTES
from bot.sandbox.rights import rights_in

_COMMAND = re.compile(r"[a-z0-9_]{1,32}")


@plays("getMe")
def get_me(call: Call) -> dict[str, Any]:
    return call.world.bot.full_json()


@plays("logOut", "close")
def log_out(call: Call) -> bool:
    """Accepted and without effect: the server stays, as a local one would for the next start."""
    call.world.events.tell("bot", what=call.method)
    return True


@plays("getFile")
def get_file(call: Call) -> dict[str, Any]:
    file = call.world.files.get(call.params["file_id"])
    if file is None:
        raise bad("wrong file_id or the file is temporarily unavailable")
    if file.size > MOST_DOWNLOAD_BYTES:
        raise bad("file is too big")
    path = call.world.files.open_link(file, call.world.clock.unix())
    return {
        "file_id": file.file_id,
        "file_unique_id": file.unique_id,
        "file_size": file.size,
        "file_path": path,
    }


@plays("setMyCommands")
def set_my_commands(call: Call) -> bool:
    commands = call.params["commands"]
    if len(commands) > 100:
        raise bad("BOT_COMMANDS_TOO_MUCH")
    for command in commands:
        command["command"] = command["command"].removeprefix("/")
        if not _COMMAND.fullmatch(command["command"]):
            raise bad("BOT_COMMAND_INVALID")
        if not 1 <= len(command["description"]) <= 256:
            raise bad("BOT_COMMAND_DESCRIPTION_INVALID")
    call.world.bot.commands[_scope(call)] = commands
    call.world.events.tell("bot", what="commands")
    return True


@plays("getMyCommands")
def get_my_commands(call: Call) -> list[dict[str, Any]]:
    return call.world.bot.commands.get(_scope(call), [])


@plays("deleteMyCommands")
def delete_my_commands(call: Call) -> bool:
    call.world.bot.commands.pop(_scope(call), None)
    call.world.events.tell("bot", what="commands")
    return True


def _scope(call: Call) -> str:
    scope: dict[str, Any] = dict(call.get("scope") or {"type": "default"})
    if "chat_id" in scope:
        scope["chat_id"] = call.known_chat(scope["chat_id"]).id
    return json.dumps([scope, call.get("language_code", "")], sort_keys=True)


@plays("setMyName", "setMyDescription", "setMyShortDescription")
def set_text(call: Call) -> bool:
    kept, field, most = _text(call)
    value = call.get(field, "")
    if len(value) > most:
        raise bad(f"{field} is too long; the maximum is {most} characters")
    kept[call.get("language_code", "")] = value
    if field == "name" and value and not call.get("language_code"):
        call.world.bot.first_name = value
    call.world.events.tell("bot", what=field)
    return True


@plays("getMyName", "getMyDescription", "getMyShortDescription")
def get_text(call: Call) -> dict[str, str]:
    kept, field, _ = _text(call)
    own = call.world.bot.first_name if field == "name" else ""
    return {field: kept.get(call.get("language_code", "")) or kept.get("") or own}


def _text(call: Call) -> tuple[dict[str, str], str, int]:
    bot = call.world.bot
    return {
        "Name": (bot.names, "name", 64),
        "Description": (bot.descriptions, "description", 512),
        "ShortDescription": (bot.short_descriptions, "short_description", 120),
    }[call.method[5:]]


@plays("setChatMenuButton")
def set_chat_menu_button(call: Call) -> bool:
    call.world.bot.menu_buttons[_menu_chat(call)] = call.get("menu_button") or {"type": "default"}
    return True


@plays("getChatMenuButton")
def get_chat_menu_button(call: Call) -> dict[str, Any]:
    buttons = call.world.bot.menu_buttons
    return buttons.get(_menu_chat(call)) or buttons.get(0) or {"type": "commands"}


def _menu_chat(call: Call) -> int:
    if "chat_id" not in call.params:
        return 0
    chat = call.chat()
    if not chat.is_private:
        raise bad("chat not found")
    return chat.id


@plays("setMyDefaultAdministratorRights")
def set_default_rights(call: Call) -> bool:
    call.world.bot.default_rights[bool(call.get("for_channels"))] = call.get("rights") or {}
    return True


@plays("getMyDefaultAdministratorRights")
def get_default_rights(call: Call) -> dict[str, Any]:
    channels = bool(call.get("for_channels"))
    rights = {"is_anonymous": False} | dict.fromkeys(
        rights_in("channel" if channels else "supergroup"), False
    )
    return rights | call.world.bot.default_rights.get(channels, {})
