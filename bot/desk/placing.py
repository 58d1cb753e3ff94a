"""Words whose place has to be asked: kept aside until their drafter says where they belong."""

from bot.desk.loading import content_of
from bot.desk.ports import Work
from bot.desk.ports.chat import Asked, Sent
from bot.desk.ports.values import Edition
from bot.desk.saving import APPEND, MANY, MERGED, WHOLE, Arrival, being_drafted, remember, save, start
from bot.news.merging import append, fill
from bot.news.reading import as_words
from bot.news.refusal import Refusal
from bot.news.staff import Person


async def lay_more(work: Work, author: Person, arrival: Arrival) -> bool:
    """Add to the words whose place has been asked and not yet said: the second half of a paste, or its photo."""
    question = await work.conversations.question(author.telegram_id)
    aside = await work.conversations.laid_aside(author.telegram_id)
    if question is None or question.asked is not Asked.PLACE or aside is None:
        return False
    message_id, words = aside
    if message_id == arrival.message_id:
        return True
    await work.conversations.lay_aside(author.telegram_id, MANY, append(words, arrival.parts))
    for number in (message_id, arrival.message_id):
        sent = Sent(arrival.chat_id, number, question.edition_id, MERGED, arrival.parts, arrival.sent_at)
        if number != MANY:
            await work.conversations.remember(sent)
    return True


async def place(work: Work, author: Person, where: str, chat_id: int) -> Edition:
    """Put the words laid aside where the drafter said: `new`, `append` or `replace`."""
    aside = await work.conversations.laid_aside(author.telegram_id)
    if aside is None:
        raise Refusal("nothing_laid_aside")
    message_id, words = aside
    edition = None if where == "new" else await being_drafted(work, author)
    await work.conversations.forget_person(author.telegram_id)
    arrival = Arrival(chat_id, message_id, work.now)
    if edition is None:
        return await start(work, author, arrival, words)
    await work.conversations.turn_to(author.telegram_id, edition.id)
    content = await content_of(work, edition)
    changed = append(content, words) if where == APPEND else fill(content, words)
    saved = await save(work, author, edition, changed)
    await remember(work, arrival, saved, (APPEND if where == APPEND else WHOLE, words))
    return saved


async def revise_aside(work: Work, author: Person, arrival: Arrival) -> None:
    """Carry an edit of the message laid aside. Refuses one of a message that nothing is kept of."""
    aside = await work.conversations.laid_aside(author.telegram_id)
    if aside is None or aside[0] != arrival.message_id:
        raise Refusal("edit_unknown")
    reading = as_words(arrival.read(work.desk.timezone))
    await work.conversations.lay_aside(author.telegram_id, arrival.message_id, reading.content)
