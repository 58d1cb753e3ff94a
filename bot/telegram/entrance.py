"""The entrance: finds out who calls, turns away who may not, and is where every refusal is caught and worded."""

import contextlib

import structlog
from telegram import CallbackQuery, Update
from telegram.error import TelegramError
from telegram.ext import ContextTypes

from bot.desk.ports import Work
from bot.desk.ports.chat import Button
from bot.news.refusal import Refusal
from bot.news.staff import NOBODY, Person
from bot.telegram.buttons import meaning
from bot.telegram.calls import Call, has_authority
from bot.telegram.front import FrontDesk
from bot.telegram.rendering import text_of, units
from bot.telegram.routes import BUTTONS, COMMANDS, EDITED_REPLIES, EDITS, MESSAGES, PLACES, REPLIES, Route

log = structlog.get_logger()
CHANGED = "changed_since"  # the alert says that it was changed, a message after it says what
ALERT_LIMIT = 200  # characters; Bot API, answerCallbackQuery


class Entrance:
    """PTB's callbacks, one for each way in."""

    def __init__(self, front: FrontDesk) -> None:
        self._front = front

    async def command(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Take a command, never an edited or a forwarded one."""
        message = update.message
        if message is None or message.text is None or not has_authority(message):
            return
        first, *rest = message.text.split(maxsplit=1)
        name = first.removeprefix("/").partition("@")[0].casefold()
        if f"@{context.bot.username}".casefold() not in first.casefold() and "@" in first:
            return
        route = COMMANDS.get(name)
        if route is None or message.chat.type not in route.chats:
            if message.chat.type == "private":
                await self._say(message.chat_id, Refusal("unknown_command"))
            return
        await self._walk(route, await self._call(update, words=rest[0].strip() if rest else ""))

    async def message(self, update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
        """Take what somebody wrote in their private chat."""
        if update.message is None or update.message.from_user is None:
            return
        await self._walk(MESSAGES, await self._call(update))

    async def reply(self, update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
        """Take what somebody in a group wrote in reply to a message."""
        if update.message is None or update.message.from_user is None:
            return
        await self._walk(REPLIES, await self._call(update))

    async def edit(self, update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
        """Take an edit of such a message, or of what was said in a group."""
        if update.edited_message is None or update.edited_message.from_user is None:
            return
        private = update.edited_message.chat.type == "private"
        await self._walk(EDITS if private else EDITED_REPLIES, await self._call(update))

    async def place(self, update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
        """Notice what happens to us in a chat: added, promoted, demoted, removed, blocked, migrated."""
        await PLACES(self._front, update)

    async def press(self, update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
        """Take a press: the handle's meaning and the person's roles are looked up at this moment."""
        query = update.callback_query
        if query is None or query.from_user.id in NOBODY:
            return
        button = await self._front.store.read(lambda work: meaning(work, query.data))
        person = await self._front.store.read(lambda work: work.people.find(query.from_user.id))
        route = BUTTONS.get(button.action) if button else None
        if button is None or route is None:
            await self._answer(query, Refusal("stale_button", on_desk=_may(COMMANDS["drafts"], person)))
            return
        chat_id = query.message.chat.id if query.message else query.from_user.id
        call = Call(query.from_user, person, chat_id, button=button, query=query)
        if not _may(route, person):
            await self._answer(
                query, Refusal("not_your_role", roles=sorted(role.value for role in route.roles))
            )
            return
        try:
            toast = await route.handler(self._front.serve(person), call)
        except Refusal as refusal:
            await self._answer(query, refusal)
            return
        await self._toast(query, self._front.words(f"toast/{toast}") if toast else "")
        if route.once:
            await self._disarm(query)
        else:
            await self._disarm_stray(query, button)

    async def _disarm_stray(self, query: CallbackQuery, button: Button) -> None:
        """Take the buttons from a card that is not the one we know of: its sending was in doubt, so it was sent again."""
        if button.edition_id is None or query.message is None:
            return
        edition_id, place = button.edition_id, (query.message.chat.id, query.message.message_id)
        known = await self._front.store.read(lambda work: work.cards.of(edition_id))
        cards = [card for card in known if card.chat_id == place[0]]
        if cards and not any(place[1] in (card.message_id, card.replaces) for card in cards):
            await self._disarm(query)

    async def _disarm(self, query: CallbackQuery) -> None:
        """Take a message's buttons away; one already without, or too old to change, is as good."""
        with contextlib.suppress(TelegramError):
            await query.edit_message_reply_markup()

    async def _call(self, update: Update, words: str = "") -> Call:
        message = update.effective_message
        user = update.effective_user
        if message is None or user is None:
            raise LookupError("an update without message or user was let in")
        person = await self._front.store.read(lambda work: work.people.find(user.id))
        return Call(user, person, message.chat_id, message=message, words=words)

    async def _walk(self, route: Route, call: Call) -> None:
        try:
            if not _may(route, call.person):
                if call.person is None or not call.person.roles:
                    raise Refusal("unknown_command")  # what staff can do is no reader's business
                raise Refusal("not_your_role", roles=sorted(role.value for role in route.roles))
            await route.handler(self._front.serve(call.person), call)
        except Refusal as refusal:
            await self._say(call.chat_id, refusal)

    async def _say(self, chat_id: int, refusal: Refusal) -> None:
        words = await self._at_length(chat_id, refusal)

        async def queue(work: Work) -> None:
            await work.notices.queue(chat_id, "refusal", words=words)

        await self._front.write(queue)

    async def _at_length(self, chat_id: int, refusal: Refusal) -> str:
        """Return a refusal's words for a message. What has changed comes with a link, signed for whoever is told."""
        if refusal.code != CHANGED:
            return self._front.words(f"refusal/{refusal.code}", **refusal.values)
        person = await self._front.store.read(lambda work: work.people.find(chat_id))
        return self._front.words("difference/stale", reader=person and person.id, **refusal.values)

    async def _answer(self, query: CallbackQuery, refusal: Refusal) -> None:
        """Say no to a press: as an alert, or as a message where it is too long for one."""
        words = self._front.words(f"refusal/{refusal.code}", **refusal.values)
        if units(words) <= ALERT_LIMIT and "\n" not in words:
            await self._toast(query, words, alert=True)
            if refusal.code == CHANGED:
                await self._say(query.from_user.id, refusal)
            return
        await self._say(query.from_user.id, refusal)
        await self._toast(query, self._front.words("toast/not_yet"), alert=False)

    async def _toast(self, query: CallbackQuery, words: str, *, alert: bool = False) -> None:
        try:
            await query.answer(text_of(words) or None, show_alert=alert)
        except TelegramError as error:  # too old to be answered: the card says it all the same
            log.info("a press could not be answered", reason=error.message)


def _may(route: Route, person: Person | None) -> bool:
    return not route.roles or (person is not None and bool(person.roles & route.roles))
