"""The voice: one notice or one card to one chat, and what to make of the answer. Never raises for what the outside does."""

import asyncio
from datetime import timedelta
from functools import partial

import structlog
from telegram import Bot, LinkPreviewOptions
from telegram.constants import ParseMode
from telegram.error import TelegramError

from bot.desk import cards
from bot.desk.ports import Store, Work
from bot.desk.ports.chat import Card, Notice
from bot.desk.ports.failures import StorageUnavailable
from bot.desk.ports.press import Press
from bot.news.delivery import Answer, Verdict
from bot.news.staff import Role
from bot.telegram.answers import answer_to, answer_to_edit, is_message_gone, is_not_modified
from bot.telegram.buttons import keyboard
from bot.telegram.notices import comment_of, looked_at, rows_of
from bot.telegram.pacing import Pacer, Priority
from bot.typeset import Typesetter

log = structlog.get_logger()
FIRST_WAIT = 2.0
LONGEST_WAIT = 300.0
GIVE_UP_AFTER = 12
WORDING_TRIES = 3
ASIDE = "notice_put_aside"
UNDRAWN = "card_undrawn"


class Voice:
    """Speaks in the newsroom's name to staff and readers. Waits are in seconds, 0 for none."""

    def __init__(self, bot: Bot, store: Store, press: Press, *, typesetter: Typesetter, pacer: Pacer) -> None:
        self._bot = bot
        self._store = store
        self._press = press
        self._typesetter = typesetter
        self._pacer = pacer
        self._undrawn: dict[int, tuple[int, float]] = {}  # card's id: failures in a row, and not before when

    async def say(self, notice: Notice) -> float:
        """Say it; return how long its chat has to wait before anything more is said there."""

        async def prepare(work: Work) -> object:
            return await keyboard(work, rows_of(notice), looked_at(notice))

        try:
            words = self._typesetter.set(f"chat/notice/{notice.template}.html.j2", **notice.values)
            markup = await self._store.write(prepare)
        except StorageUnavailable:
            raise
        except Exception as error:
            log.exception("a notice could not be worded", chat=notice.chat_id, template=notice.template)
            return await self._could_not_word(notice, f"{type(error).__name__}: {error}")
        await self._pacer.turn(notice.chat_id, Priority.ANSWER)
        try:
            sent = await self._bot.send_message(
                notice.chat_id,
                words,
                parse_mode=ParseMode.HTML,
                reply_markup=markup,  # type: ignore[arg-type]  # InlineKeyboardMarkup or None
                link_preview_options=LinkPreviewOptions(is_disabled=True),
            )
        except TelegramError as error:
            return await self._put_off(notice, answer_to(error))

        async def said(work: Work) -> None:
            if (about := comment_of(notice)) is not None:
                words_shown, comment_id = about
                await work.comments.shows((notice.chat_id, sent.message_id), words_shown, comment_id)
            await work.notices.said(notice.id)

        await self._store.write(said)
        return 0.0

    async def _could_not_word(self, notice: Notice, why: str) -> float:
        """A notice whose template fails holds its chat up for nobody: a few tries, then it is put aside and admins are told."""

        async def step(work: Work) -> None:
            if notice.attempts + 1 < WORDING_TRIES:
                wait = FIRST_WAIT * 2**notice.attempts
                await work.notices.later(notice.id, work.now + timedelta(seconds=wait))
                return
            if await work.notices.put_aside(notice, why) and notice.template != ASIDE:
                await _tell_admins(work, ASIDE, notice.template, why)

        await self._store.write(step)
        return 0.0

    async def _put_off(self, notice: Notice, answer: Answer) -> float:
        """Try again later what may succeed; a notice said twice does less harm than one never said."""
        if answer.moved_to:
            return await self._follow(notice.chat_id, answer)
        if answer.verdict in (Verdict.PERMANENT, Verdict.OUR_FAULT) or notice.attempts >= GIVE_UP_AFTER:
            log.warning("notice dropped", chat=notice.chat_id, template=notice.template, reason=answer.reason)
            await self._store.write(lambda work: work.notices.said(notice.id))
            return 0.0
        wait = answer.retry_after or min(FIRST_WAIT * 2**notice.attempts, LONGEST_WAIT)
        await self._store.write(
            lambda work: work.notices.later(notice.id, work.now + timedelta(seconds=wait))
        )
        return wait

    async def show(self, card: Card) -> float:
        """Bring a card up to date; return how long its chat has to wait before anything more is said there."""
        failures, not_before = self._undrawn.get(card.id, (0, 0.0))
        if asyncio.get_running_loop().time() < not_before:
            return 0.0
        try:
            drawn = await self._drawn(card)
        except StorageUnavailable:
            raise
        except Exception as error:
            log.exception("a card could not be drawn", chat=card.chat_id, edition=card.edition_id)
            return await self._could_not_draw(card, failures + 1, f"{type(error).__name__}: {error}")
        self._undrawn.pop(card.id, None)
        if drawn is None:
            return await self._retire(card)
        return await self._shown(card, *drawn)

    async def _drawn(self, card: Card) -> tuple[cards.CardView, str, object] | None:
        """Return the card's facts, words and buttons; None when nobody may see it any more."""

        async def prepare(work: Work) -> tuple[cards.CardView, object] | None:
            view = await cards.view(work, card, self._press)
            if view is None:
                return None
            shown = (view.edition.id, view.edition.revision_id)
            return view, await keyboard(work, view.rows, shown)

        prepared = await self._store.write(prepare)
        if prepared is None:
            return None
        view, markup = prepared
        template = f"chat/card/{view.edition.state.value}.html.j2"
        return view, self._typesetter.set(template, card=view, reader=card.person_id), markup

    async def _could_not_draw(self, card: Card, failures: int, why: str) -> float:
        """A card that cannot be drawn is tried again ever more seldom, and holds its chat up for nobody; admins are told once."""
        wait = min(FIRST_WAIT * 2 ** (failures - 1), LONGEST_WAIT)
        self._undrawn[card.id] = (failures, asyncio.get_running_loop().time() + wait)
        if failures == WORDING_TRIES:
            await self._store.write(partial(_tell_admins, template=UNDRAWN, named=card.edition_id, why=why))
        return 0.0

    async def _shown(self, card: Card, view: cards.CardView, words: str, markup: object) -> float:
        """Put the card into its chat; return how long that chat has to wait."""
        await self._pacer.turn(card.chat_id, Priority.ANSWER)
        try:
            message_id = await self._put(card, words, markup)
        except TelegramError as error:
            return await self._could_not_show(card, view, answer_to(error))

        async def showed(work: Work) -> None:
            # First what locks the edition, then its card: whoever decides takes them in this order too.
            shown = (view.edition.id, view.edition.revision_id)
            await work.comments.shows((card.chat_id, message_id), shown)
            await work.cards.showed(card, message_id, view.edition.touched)

        await self._store.write(showed)
        return await self._take_away(card, card.replaces) if card.replaces is not None else 0.0

    async def _put(self, card: Card, words: str, markup: object) -> int:
        shared = {
            "parse_mode": ParseMode.HTML,
            "reply_markup": markup,
            "link_preview_options": LinkPreviewOptions(is_disabled=True),
        }
        if card.message_id is not None:
            try:
                await self._bot.edit_message_text(
                    words,
                    card.chat_id,
                    card.message_id,
                    **shared,  # type: ignore[arg-type]  # three keywords above
                )
                return card.message_id
            except TelegramError as error:
                if is_not_modified(error):
                    return card.message_id
                if not is_message_gone(error):
                    raise
        message = await self._bot.send_message(card.chat_id, words, **shared)  # type: ignore[arg-type]  # as above
        return message.message_id

    async def _could_not_show(self, card: Card, view: cards.CardView, answer: Answer) -> float:
        """A chat that is closed to us gets no card; any other failure is tried again after a while."""
        if answer.moved_to:
            return await self._follow(card.chat_id, answer)
        if answer.verdict in (Verdict.PERMANENT, Verdict.OUR_FAULT):
            log.warning("card dropped", chat=card.chat_id, edition=card.edition_id, reason=answer.reason)
            await self._store.write(
                lambda work: work.cards.showed(card, card.message_id, view.edition.touched)
            )
            return 0.0
        return answer.retry_after or FIRST_WAIT

    async def _follow(self, chat_id: int, answer: Answer) -> float:
        """A group became a supergroup: everything that waits for it goes there from now on."""
        await self._store.write(lambda work: work.channels.migrate(chat_id, int(answer.moved_to)))
        return FIRST_WAIT

    async def _retire(self, card: Card) -> float:
        """Take a card out of its chat for good: nobody there may see it any more. Returns how long the chat has to wait."""
        for message_id in (card.replaces, card.message_id):
            if message_id is not None and (wait := await self._remove(card, message_id)):
                return wait
        await self._store.write(lambda work: work.cards.showed(card, None, 2**31 - 1))
        return 0.0

    async def _take_away(self, card: Card, former: int) -> float:
        """Take away the message in a card's former place; return how long the chat has to wait before that is tried again."""
        if wait := await self._remove(card, former):
            return wait
        await self._store.write(lambda work: work.cards.took_away(card))
        return 0.0

    async def _remove(self, card: Card, message_id: int) -> float:
        """Delete a message, or take its buttons once it is too old to go (48 hours); return the wait when that may yet succeed."""
        for removes in (self._bot.delete_message, self._bot.edit_message_reply_markup):
            try:
                await removes(card.chat_id, message_id)
                return 0.0
            except TelegramError as error:
                answer = answer_to_edit(error)
                if answer.verdict is Verdict.PASSING:
                    return answer.retry_after or FIRST_WAIT
        log.info("a card was left standing as it is", chat=card.chat_id, edition=card.edition_id)
        return 0.0


async def _tell_admins(work: Work, template: str, named: object, why: str) -> None:
    for person in await work.people.roster():
        if Role.ADMIN in person.roles:
            await work.notices.queue(person.telegram_id, template, named=named, reason=why)
