"""A message: who, where, when and what; and the JSON Telegram makes of it.

It knows nothing of how it came about (posting.py for people, methods/ for the bot).
"""

from __future__ import annotations

import copy
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from bot.sandbox.accounts import Account
from bot.sandbox.chats import Chat
from bot.sandbox.files import StoredFile
from bot.sandbox.formatting.entities import NO_WORDS, Words

if TYPE_CHECKING:
    from collections.abc import Callable

Shape = dict[str, Any]


@dataclass(slots=True, frozen=True)
class Content:
    """`kind` is `text`, a medium (`photo`, `document`, …) or the name of a service message's field.

    `words` is the text or the caption; `files` the sizes of a photo, small ones first, or the one file;
    `fields` everything else that goes into the message under its kind or beside it.
    """

    kind: str
    words: Words = NO_WORDS
    files: tuple[StoredFile, ...] = ()
    fields: Shape = field(default_factory=dict)
    beside: Shape = field(default_factory=dict)

    @property
    def is_text(self) -> bool:
        return self.kind == "text"

    @property
    def is_media(self) -> bool:
        return bool(self.files)


@dataclass(slots=True, eq=False)
class Message:
    """`author` is the account behind it; `sender_chat` speaks instead of it in channels and for anonymous ones."""

    chat: Chat
    id: int
    date: int
    content: Content
    author: Account | None
    sender_chat: Chat | None = None
    markup: Shape | None = None
    reply_to: Message | None = None
    edited: int = 0
    deleted: bool = False
    album: str = ""
    signature: str = ""
    inline_id: str = ""
    origin: Shape | None = None
    marks: Shape = field(default_factory=dict)
    reactions: dict[int, list[Shape]] = field(default_factory=dict)
    votes: dict[int, list[int]] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """The text of a text message, else nothing."""
        return self.content.words.text if self.content.is_text else ""

    @property
    def caption(self) -> str:
        return "" if self.content.is_text else self.content.words.text

    @property
    def words(self) -> str:
        """Text or caption: what there is to read."""
        return self.content.words.text

    @property
    def photo(self) -> bytes | None:
        """The largest size's bytes, exactly as they were uploaded."""
        return self.content.files[-1].content if self.content.kind == "photo" else None

    @property
    def document(self) -> StoredFile | None:
        return self.content.files[0] if self.content.kind == "document" else None

    @property
    def rows(self) -> list[list[Shape]]:
        """The inline keyboard's rows of buttons; empty without one."""
        rows: list[list[Shape]] = (self.markup or {}).get("inline_keyboard", [])
        return rows

    @property
    def buttons(self) -> list[str]:
        """The labels of the inline keyboard, row after row."""
        return [button["text"] for row in self.rows for button in row]

    @property
    def link(self) -> str:
        """The public address of a post in a public channel or supergroup, else nothing."""
        return f"https://t.me/{self.chat.username}/{self.id}" if self.chat.is_open else ""

    def json(self, user: Callable[[int], Account | None] = lambda _: None) -> Shape:
        """As the Bot API's Message, with the message it replies to one level deep."""
        shape = self.flat_json(user)
        if self.reply_to is not None and not self.reply_to.deleted:
            shape["reply_to_message"] = self.reply_to.flat_json(user)
        return shape

    def flat_json(self, user: Callable[[int], Account | None]) -> Shape:
        shape: Shape = {"message_id": self.id}
        if self.author is not None and self.chat.type != "channel":
            shape["from"] = self.author.json()
        if self.sender_chat is not None:
            shape["sender_chat"] = self.sender_chat.json()
        shape["chat"] = self.chat.json()
        shape["date"] = self.date
        if self.edited:
            shape["edit_date"] = self.edited
        self._add_marks(shape)
        self._add_content(shape, user)
        if self.markup and "inline_keyboard" in self.markup:
            shape["reply_markup"] = self.markup
        return shape

    def _add_marks(self, shape: Shape) -> None:
        if self.origin is not None:
            shape["forward_origin"] = self.origin
        if self.album:
            shape["media_group_id"] = self.album
        if self.signature:
            shape["author_signature"] = self.signature
        shape.update(self.marks)

    def _add_content(self, shape: Shape, user: Callable[[int], Account | None]) -> None:
        content = self.content
        shape.update(content.beside)
        if content.is_text:
            shape["text"] = content.words.text
        else:
            shape[content.kind] = media_json(content)
            if content.kind == "animation":
                shape["document"] = file_json(content.files[0])
            if content.words.text:
                shape["caption"] = content.words.text
        if content.words.entities:
            prefix = "" if content.is_text else "caption_"
            shape[prefix + "entities"] = [
                e for e in words_json(content.words, user) if e.get("user", 1) is not None
            ]


def words_json(words: Words, user: Callable[[int], Account | None]) -> list[Shape]:
    """Entities as on the wire; one that mentions an unknown person has `user` None."""
    entities = words.json()
    for entity in entities:
        if entity["type"] == "text_mention":
            account = user(entity["user"])
            entity["user"] = account.json() if account else None
    return entities


def media_json(content: Content) -> Any:
    """What stands under the content's kind."""
    if content.kind == "photo":
        return [photo_size_json(size) for size in content.files]
    if content.files:
        return {**file_json(content.files[0]), **content.fields}
    return copy.deepcopy(content.fields.get("", content.fields))


def photo_size_json(size: StoredFile) -> Shape:
    return {
        "file_id": size.file_id,
        "file_unique_id": size.unique_id,
        "file_size": size.size,
        "width": size.width,
        "height": size.height,
    }


def file_json(file: StoredFile) -> Shape:
    shape: Shape = {
        "file_id": file.file_id,
        "file_unique_id": file.unique_id,
        "file_size": file.size,
        "mime_type": file.mime,
    }
    if file.name:
        shape["file_name"] = file.name
    return shape
