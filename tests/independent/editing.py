"""The methods that change or take away what was sent. Nothing here speaks HTTP."""

import time

from tests.independent import markup
from tests.independent.calls import Call, Calls
from tests.independent.formatting import understood
from tests.independent.refusing import Json, bad
from tests.independent.world import BOT, now

SAME = "message is not modified: specified new message content and reply markup are exactly the same "
SAME += "as a current content and reply markup of the message"
DELETE_SECONDS = 48 * 3600


class Methods(Calls):
    """All methods."""

    async def do_editmessagetext(self, call: Call) -> Json:
        old = self._own(call)
        if "text" not in old:
            raise bad("there is no text in the message to edit")
        text, entities = understood(call.text("text"), call.text("parse_mode"), call.thing("entities"))
        if not text:
            raise bad("message text is empty")
        if len(text) > 4096:
            raise bad("message is too long")
        new: Json = {"text": text, "entities": entities}
        return self._changed(old, new, call)

    async def do_editmessagecaption(self, call: Call) -> Json:
        old = self._own(call)
        if "photo" not in old and "document" not in old:
            raise bad("there is no caption in the message to edit")
        return self._changed(old, {"caption_entities": [], "caption": "", **self._captioned(call)}, call)

    async def do_editmessagereplymarkup(self, call: Call) -> Json:
        return self._changed(self._own(call), {}, call)

    def _own(self, call: Call) -> Json:
        chat_id = self.known_chat(call)
        if chat_id in self.world.people:
            self._open_person(chat_id)
        else:
            self._open_place(chat_id)
        old = self.world.messages.get((chat_id, call.number("message_id")))
        if old is None:
            raise bad("message to edit not found")
        if not self._is_ours(old):
            raise bad("message can't be edited")
        return old

    @staticmethod
    def _is_ours(message: Json) -> bool:
        return message.get("from", {}).get("id") == BOT["id"] or "sender_chat" in message

    def _changed(self, old: Json, new: Json, call: Call) -> Json:
        """Apply an edit; without a keyboard in the call the message loses the one it has."""
        buttons = markup.keyboard(call.given.get("reply_markup"))
        before = {name: old.get(name) or None for name in (*new, "reply_markup")}
        after = {**{name: value or None for name, value in new.items()}, "reply_markup": buttons}
        if before == after:
            raise bad(SAME)
        for name, value in after.items():
            old.pop(name, None)
            if value:
                old[name] = value
        old["edit_date"] = now()
        return old

    async def do_deletemessage(self, call: Call) -> bool:
        chat_id, message_id = self.known_chat(call), call.number("message_id")
        message = self.world.messages.get((chat_id, message_id))
        if message is None:
            raise bad("message to delete not found")
        if time.time() - message["date"] > DELETE_SECONDS:
            raise bad("message can't be deleted for everyone")
        del self.world.messages[chat_id, message_id]
        return True

    async def do_deletemessages(self, call: Call) -> bool:
        wanted = call.thing("message_ids")
        if not wanted:
            raise bad("message identifiers are not specified")
        for message_id in wanted[:100]:
            self.world.messages.pop((self.known_chat(call), int(message_id)), None)
        return True

    async def do_setmessagereaction(self, call: Call) -> bool:
        if (self.known_chat(call), call.number("message_id")) not in self.world.messages:
            raise bad("message to react not found")
        return True
