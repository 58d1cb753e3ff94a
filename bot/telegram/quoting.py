"""Quotes in the chat: how each stands, asking its speaker, going on without an answer, and the speaker's own answer."""

from telegram import Message

from bot.desk import people, signing, signoffs
from bot.desk.clearance import clearance
from bot.desk.loading import content_of, the_edition
from bot.desk.ports import Work
from bot.desk.ports.chat import Asked, Question
from bot.desk.saving import REASON, remember
from bot.desk.signing import PREFIX, Wish
from bot.desk.signoffs import Standing
from bot.news.announcement import Content
from bot.news.refusal import Refusal
from bot.news.signoffs import Stand
from bot.news.staff import Person
from bot.telegram.buttons import labelled
from bot.telegram.calls import Call, has_authority
from bot.telegram.front import FrontDesk
from bot.telegram.messages import arrival_of
from bot.telegram.rendering import units

LARGEST = 3000  # units of quote and context that one message holds beside our own words; what is longer is on the page


async def quotes(front: FrontDesk, call: Call) -> str:
    """Show every quote and how it stands, with a button for each, in the presser's own chat."""
    edition_id, _ = call.looked_at

    async def show(work: Work) -> None:
        edition = await the_edition(work, edition_id)
        content = await content_of(work, edition)
        found = (await clearance(work, edition, content)).quotes
        if not found:
            raise Refusal("quote_changed")
        items = [{"identity": one.quoted.identity, "label": _label(one)} for one in found]
        lines = front.words("quotes/lines", quotes=found, now=work.now)
        about = {"edition_id": edition.id, "revision_id": edition.revision_id}
        values = {"headline": content.headline, "lines": lines, "items": items, **about}
        await work.notices.queue(call.user.id, "quotes", **values)

    await front.write(show)
    return "see_chat"


async def quote(front: FrontDesk, call: Call) -> str:
    """Show one quote with what can be done about it."""
    edition_id, _ = call.looked_at

    async def show(work: Work) -> None:
        edition = await the_edition(work, edition_id)
        one = await signoffs.standing(work, edition, call.pressed.subject)
        values = {
            "lines": front.words("quotes/whole", one=one, now=work.now),
            "identity": one.quoted.identity,
            "name": one.quoted.name,
            "stand": one.stand,
            "edition_id": edition.id,
            "revision_id": edition.revision_id,
        }
        await work.notices.queue(call.user.id, "quote", **values)

    await front.write(show)
    return "see_chat"


async def ask_speaker(front: FrontDesk, call: Call) -> str:
    """Make a one-time link for the speaker, and a message about it to be passed on."""
    edition_id, _ = call.looked_at

    async def ask(work: Work) -> None:
        token, one = await signoffs.ask(work, call.staff, edition_id, call.pressed.subject)
        until = front.typesetter.moment(work.now + signoffs.LASTS)
        await work.notices.queue(call.staff.telegram_id, "quote_asked", name=one.name)
        addresses = {
            "page": front.quote_url(token),
            "chat": f"https://t.me/{front.bot.username}?start={PREFIX}{token}",
        }
        values = {"name": one.name, "desk": work.desk.name, "until": until, **addresses}
        await work.notices.queue(call.staff.telegram_id, "quote_link", **values)

    await front.write(ask)
    return "see_chat"


async def go_without(front: FrontDesk, call: Call) -> str:
    """Ask why it should go on without the speaker's answer."""
    edition_id, revision_id = call.looked_at

    async def put(work: Work) -> None:
        _, wish = await signoffs.may_override(work, call.staff, edition_id, call.pressed.subject)
        question = Question(Asked.OVERRIDE, edition_id, revision_id, call.pressed.subject)
        await work.conversations.ask(call.staff.telegram_id, question)
        await work.notices.queue(call.staff.telegram_id, "ask_override", name=wish.quoted.name)

    await front.write(put)
    return "ask_reason"


async def give_override(front: FrontDesk, person: Person, question: Question, said: Message) -> None:
    """Take the reason. The question stays open while another reason would do."""
    if not has_authority(said):
        raise Refusal("own_words_only")
    arrival, _ = await arrival_of(front, said)

    async def take(work: Work) -> None:
        meant = (question.edition_id, question.subject)
        edition = await signoffs.override(work, person, meant, (said.text or "").strip())
        await remember(work, arrival, edition, (REASON, Content()))

    try:
        await front.write(take)
    except Refusal as refusal:
        if refusal.code != "override_reason":
            await front.write(lambda work: work.conversations.answered(person.telegram_id))
        raise


# --------------------------------------------------------------------------------------------- the speaker


async def start_with_quote(front: FrontDesk, call: Call) -> None:
    """Show a speaker their words in their own chat, with two buttons."""
    token = call.words.removeprefix(PREFIX)

    async def show(work: Work) -> None:
        speaker = await people.meet(work, call.newcomer)
        wish = await signing.open_in_chat(work, speaker, token)
        page = front.quote_url(token) if _is_long(wish) else ""
        words = "" if page else front.words("quotes/context", quoted=wish.sign_off.quoted)
        values: dict[str, object] = {"name": wish.sign_off.quoted.name, "desk": work.desk.name}
        values |= {"headline": wish.headline, "rehearsal": wish.edition.rehearsal}
        subject = f"{wish.sign_off.id} {call.user.id}"
        await work.notices.queue(
            call.chat_id, "your_words", words=words, page=page, subject=subject, **values
        )

    await front.write(show)


async def agree(front: FrontDesk, call: Call) -> str:
    """The speaker says that these are their words."""
    sign_off_id = _own(call)

    async def take(work: Work) -> None:
        speaker = await people.meet(work, call.newcomer)
        await signing.answer_in_chat(work, speaker, sign_off_id, None)
        await work.notices.queue(call.user.id, "thanks_for_words", agreed=True, desk=work.desk.name)

    await front.write(take)
    return "noted"


async def disagree(front: FrontDesk, call: Call) -> str:
    """Ask the speaker what should be changed."""
    sign_off_id = _own(call)

    async def put(work: Work) -> None:
        speaker = await people.meet(work, call.newcomer)
        wish = await signing.waiting(work, speaker, sign_off_id)
        question = Question(
            Asked.OTHER_WORDS, wish.edition.id, wish.edition.revision_id, call.pressed.subject
        )
        await work.conversations.ask(call.user.id, question)
        await work.notices.queue(call.user.id, "ask_other_words", subject=call.pressed.subject)

    await front.write(put)
    return "ask_reason"


async def give_other_words(front: FrontDesk, call: Call, question: Question) -> None:
    """Take what the speaker wants changed. The question stays open while another sentence would do."""
    if not has_authority(call.said):
        raise Refusal("own_words_only")
    wanted, sign_off_id = (call.said.text or "").strip(), int(question.subject.partition(" ")[0])

    async def take(work: Work) -> None:
        speaker = await people.meet(work, call.newcomer)
        await signing.answer_in_chat(work, speaker, sign_off_id, wanted)
        await work.notices.queue(call.user.id, "thanks_for_words", agreed=False, desk=work.desk.name)

    try:
        await front.write(take)
    except Refusal as refusal:
        if refusal.code != "wish_length":
            await front.write(lambda work: work.conversations.answered(call.user.id))
        raise


def _own(call: Call) -> int:
    """Return the wish a speaker's button is about. Refuses the press of anybody to whom it was not shown."""
    sign_off_id, _, telegram_id = call.pressed.subject.partition(" ")
    if telegram_id != str(call.user.id):
        raise Refusal("stale_button", on_desk=False)
    return int(sign_off_id)


def _is_long(wish: Wish) -> bool:
    quoted = wish.sign_off.quoted
    return sum(units(block.text) for block in (quoted.before, *quoted.own, quoted.after)) > LARGEST


def _label(one: Standing) -> str:
    sign = {Stand.SIGNED.value: "✓ ", Stand.REFUSED.value: "✗ "}.get(one.stand, "")
    said = " ".join(one.quoted.words.split())
    return labelled(f"{sign}{one.quoted.name}: {said}" if one.quoted.name else f"{sign}{said}")
