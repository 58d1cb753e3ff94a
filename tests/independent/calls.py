"""The methods of the independent Bot API: what each does to the world, and its refusals in the service's words.

Every method takes the call (parameters and files, as they came) and returns its result. Nothing here speaks HTTP.
"""

import json
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

from tests.independent import markup
from tests.independent.flood import Flood
from tests.independent.formatting import understood
from tests.independent.refusing import Json, bad, forbidden
from tests.independent.world import BOT, File, Telegram, now

PHOTO_LIMIT, UPLOAD_LIMIT, FETCH_LIMIT = 10 * 2**20, 50 * 2**20, 20 * 2**20
QUERY_SECONDS = 150
RIGHTS = tuple(
    f"can_{right}"
    for right in (
        *("manage_chat", "delete_messages", "manage_video_chats", "restrict_members", "promote_members"),
        *("change_info", "invite_users", "post_stories", "edit_stories", "delete_stories"),
        *("post_messages", "edit_messages"),
    )
)


@dataclass
class Call:
    """One call: its method in small letters, its parameters, its files by field name."""

    method: str
    given: Json
    files: dict[str, tuple[str, bytes]] = field(default_factory=dict)

    def text(self, name: str) -> str:
        return str(self.given.get(name, ""))

    def number(self, name: str, otherwise: int = 0) -> int:
        try:
            return int(self.given.get(name, otherwise))
        except (TypeError, ValueError):
            return otherwise

    def thing(self, name: str) -> Any:
        """Return a nested value, whether it came as JSON or as JSON in a form."""
        value = self.given.get(name)
        if isinstance(value, str) and value[:1] in '[{"':
            try:
                return json.loads(value)
            except ValueError:
                raise bad(f"can't parse {name.replace('_', ' ')} JSON object") from None
        return value


def member_as_admin() -> Json:
    return {
        "user": BOT,
        "status": "administrator",
        "can_be_edited": False,
        "is_anonymous": False,
    } | dict.fromkeys(RIGHTS, True)


@dataclass
class Calls:
    """The methods, found by name."""

    world: Telegram
    flood: Flood = field(default_factory=Flood)
    unknown: list[str] = field(default_factory=list)
    commands: list[Json] = field(default_factory=list)

    def find(self, method: str) -> Callable[[Call], Awaitable[Any]] | None:
        """Return a method by its name, which is read without regard to capitals."""
        return getattr(self, f"do_{method.lower()}", None)

    async def do_getme(self, _: Call) -> Json:
        abilities = {
            "can_join_groups": True,
            "can_read_all_group_messages": False,
            "has_topics_enabled": False,
        }
        return {**BOT, **abilities, "supports_inline_queries": False, "can_be_cloned": True}

    async def do_setmycommands(self, call: Call) -> bool:
        self.commands = call.thing("commands") or []
        for one in self.commands:
            if not 1 <= len(one["description"]) <= 256:
                raise bad("BOT_COMMAND_DESCRIPTION_INVALID")
        return True

    async def do_deletewebhook(self, _: Call) -> bool:
        return True

    async def do_sendchataction(self, call: Call) -> bool:
        self.open_chat(call)
        return True

    # ------------------------------------------------------------------------------------------- sending

    async def do_sendmessage(self, call: Call) -> Json:
        chat_id = self.open_chat(call)
        text, entities = understood(call.text("text"), call.text("parse_mode"), call.thing("entities"))
        if not text:
            raise bad("message text is empty")
        if len(text) > 4096:
            raise bad("message is too long")
        content: Json = {"text": text, **({"entities": entities} if entities else {})}
        if call.thing("link_preview_options"):
            content["link_preview_options"] = call.thing("link_preview_options")
        return self.arrive(chat_id, content, call)

    async def do_sendphoto(self, call: Call) -> Json:
        chat_id = self.open_chat(call)
        content = self._captioned(call)
        content["photo"] = self._photo(call)
        if call.text("has_spoiler").lower() == "true":
            content["has_media_spoiler"] = True
        return self.arrive(chat_id, content, call)

    async def do_senddocument(self, call: Call) -> Json:
        chat_id = self.open_chat(call)
        content = self._captioned(call)
        if "document" not in call.files:
            raise bad("there is no document in the request")
        name, octets = call.files["document"]
        self.world.uploads.append(octets)
        kept = self.world.keep_file(octets, "document", "")
        content["document"] = {"file_id": kept.id, "file_unique_id": kept.id[-12:], "file_name": name}
        return self.arrive(chat_id, content, call)

    def _captioned(self, call: Call) -> Json:
        text, entities = understood(
            call.text("caption"), call.text("parse_mode"), call.thing("caption_entities")
        )
        if len(text) > 1024:
            raise bad("message caption is too long")
        if not text:
            return {}
        return {"caption": text, **({"caption_entities": entities} if entities else {})}

    def _photo(self, call: Call) -> list[Json]:
        given = call.text("photo")
        octets = call.files.get(given.removeprefix("attach://") if given else "photo", ("", b""))[1]
        if octets:
            self.world.uploads.append(octets)
            if len(octets) > PHOTO_LIMIT:
                raise bad("file must be smaller than 10 MB for photos")
            try:
                return self.world.photo_sizes(octets)
            except OSError:
                raise bad("IMAGE_PROCESS_FAILED") from None
        if not given:
            raise bad("there is no photo in the request")
        known = self.world.files.get(given)
        if known is None:
            raise bad("wrong file identifier/HTTP URL specified")
        if known.kind != "photo":
            raise bad(f"can't use file of type {known.kind.capitalize()} as Photo")
        return [self.world.photo_size(known)]

    def open_chat(self, call: Call) -> int:
        """Return the chat that may be written to. Raises the refusal of one that may not."""
        chat_id = self.known_chat(call)
        person = self.world.people.get(chat_id)
        if person is not None:
            self._open_person(chat_id)
        else:
            self._open_place(chat_id)
        self.flood.admit(chat_id)
        return chat_id

    def known_chat(self, call: Call) -> int:
        given = call.text("chat_id")
        if not given:
            raise bad("chat_id is empty")
        if given.startswith("@"):
            named = [p.id for p in self.world.places.values() if f"@{p.username}".lower() == given.lower()]
            given = str(named[0]) if named else ""
        try:
            chat_id = int(given)
        except ValueError:
            raise bad("chat not found") from None
        if chat_id not in self.world.people and chat_id not in self.world.places:
            raise bad("chat not found")
        return chat_id

    def _open_person(self, chat_id: int) -> None:
        person = self.world.people[chat_id]
        if person.deactivated:
            raise forbidden("user is deactivated")
        if person.blocked:
            raise forbidden("bot was blocked by the user")
        if not person.started:
            raise forbidden("bot can't initiate conversation with a user")

    def _open_place(self, chat_id: int) -> None:
        place = self.world.places[chat_id]
        words = f"{place.kind} chat" if place.kind != "supergroup" else "supergroup chat"
        if place.moved_to:
            raise bad("group chat was upgraded to a supergroup chat", migrate_to_chat_id=place.moved_to)
        if place.status == "kicked":
            raise forbidden(f"bot was kicked from the {words}")
        if place.status == "left":
            raise forbidden(f"bot is not a member of the {words}")
        if place.kind == "channel" and place.status != "administrator":
            raise bad("need administrator rights in the channel chat")

    def arrive(self, chat_id: int, content: Json, call: Call) -> Json:
        """Put a message of the bot into a chat; from here on it has arrived, whatever the client hears."""
        buttons = markup.keyboard(call.given.get("reply_markup"))
        sent: Json = {"message_id": self.world.next_id(chat_id)}
        chat = self.world.chat(chat_id)
        sent |= {"sender_chat": chat, "author_signature": "x"} if chat["type"] == "channel" else {"from": BOT}
        sent |= {"chat": chat, "date": now(), **content, "effect_trace": {"new_field": 1}}
        if buttons:
            sent["reply_markup"] = buttons
        self.world.messages[chat_id, sent["message_id"]] = sent
        self.world.arrivals.append(sent)
        return sent

    # ------------------------------------------------------------------------------------------- chats, files

    async def do_getchat(self, call: Call) -> Json:
        chat = self.world.chat(self.known_chat(call))
        return {**chat, "accent_color_id": 3, "max_reaction_count": 11, "accepted_gift_types": _gifts()}

    async def do_getchatmember(self, call: Call) -> Json:
        chat_id = self.known_chat(call)
        place = self.world.places.get(chat_id)
        if call.number("user_id") == BOT["id"] and place is not None:
            return (
                member_as_admin()
                if place.status == "administrator"
                else {"user": BOT, "status": place.status}
            )
        person = self.world.people.get(call.number("user_id"))
        if person is None:
            raise bad("invalid user_id specified")
        return {"user": person.as_user(), "status": "member"}

    async def do_getfile(self, call: Call) -> Json:
        file = self.world.files.get(call.text("file_id"))
        if file is None:
            raise bad("wrong file_id or the file is temporarily unavailable")
        if len(file.content) > FETCH_LIMIT:
            raise bad("file is too big")
        return {**_as_file(file), "file_path": file.path}

    async def do_answercallbackquery(self, call: Call) -> bool:
        name = call.text("callback_query_id")
        query = self.world.callbacks.pop(name, None)
        if query is None or time.monotonic() - query["at"] > QUERY_SECONDS:
            raise bad("query is too old and response timeout expired or query ID is invalid")
        if len(call.text("text")) > 200:
            raise bad("MESSAGE_TOO_LONG")
        self.world.answered[name] = dict(call.given)
        return True


def _as_file(file: File) -> Json:
    return {"file_id": file.id, "file_unique_id": file.id[-12:], "file_size": len(file.content)}


def _gifts() -> Json:
    kinds = (
        "unlimited_gifts",
        "limited_gifts",
        "unique_gifts",
        "premium_subscription",
        "gifts_from_channels",
    )
    return dict.fromkeys(kinds, True)
