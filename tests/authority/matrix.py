"""The matrix: every way in x every kind of person x every state x every kind of chat, each tried and judged.

What is expected is computed from the line in `tests/house/ways.py` alone.
"""

from dataclasses import replace

from bot.desk.ports import Work
from bot.desk.ports.chat import Asked, Question, Sent
from bot.desk.ports.values import Edition
from bot.news.announcement import Content
from bot.news.staff import Role
from bot.storage.tables import metadata
from tests.authority import updates
from tests.authority.cells import TIMES, Cell
from tests.authority.counter import Heard, Rows
from tests.authority.subjects import ME, WISH
from tests.authority.world import APPROVER, MISREAD, PERIOD, World
from tests.newsroom import NOON

Changed = dict[str, Rows]  # by table
READERS = frozenset({"offer_news", "for_readers"})  # what whoever is no staff is told about words of theirs
TALKING = frozenset({"conversations", "laid_aside", "sent_messages"})
PREPARED = frozenset({"sign_offs", "reviews", "memberships"})
# Of a speaker who was asked:
SIGNING = frozenset({"go_without", "agree", "disagree", "override", "other_words"})
ANSWERS = {**TIMES, "period": "12 March to 6 May 2027, county elections"}
SAID = "Words that were never there before."
GIVEN = 5  # the number of a message that gave an edition its words


async def tried(world: World, cell: Cell) -> str:
    """Try a cell; return "" when it went as declared, else what went otherwise."""
    heard, changed = await outcome(world, cell)
    fault = judged(cell, heard, changed, world.edition(cell.name, cell.state))
    return f"{cell}: {fault} ({heard})" if fault else ""


async def outcome(world: World, cell: Cell) -> tuple[Heard, Changed]:
    """Let it happen; return what was answered and what changed. That is put back."""
    counter = world.counter
    update = await _update(world, cell)
    before = world.rows | counter.rows(sorted(TALKING | PREPARED))
    heard = await counter.hand_in(update)
    changed = differing(before, counter.rows())
    if changed or before != world.rows:
        counter.put_back(world.kept)
    return heard, changed


def judged(cell: Cell, heard: Heard, changed: Changed, edition: Edition) -> str:
    """Compare with what the line says; return "" when it agrees."""
    moved = set(changed) - TALKING if cell.by in {"question", "words", "edit"} else set(changed)
    if cell.leads:
        if heard.refused:
            return "should have been let in and was refused"
        return "" if changed or not heard.silent else "should have been let in, and nothing happened"
    if (
        cell.by == "question"
        and not cell.disguise
        and Role.DRAFTER in cell.kind.roles
        and cell.chat == "private"
    ):
        # The question is over by itself: a drafter's words begin a draft of their own, and the edition stays.
        return "changed the edition" if _about(edition, changed) else ""
    if moved:
        return f"changed {', '.join(sorted(moved))}"
    told = {template for template, _ in heard.notices}
    to_reader = bool(told) and told <= READERS and not heard.toast
    return "" if heard.refused or heard.silent or to_reader else "was let in"


def differing(before: Rows, after: Rows) -> Changed:
    """What differs, by table: the rows that went and those that came."""
    return {
        table: {"gone": [*set(rows) - set(after[table])], "come": [*set(after[table]) - set(rows)]}
        for table, rows in before.items()
        if rows != after[table]
    }


def _about(edition: Edition, changed: Changed) -> bool:
    """Whether any row that changed is about this edition, whatever was said about it."""
    for name, rows in changed.items():
        columns = [column.name for column in metadata.tables[name].columns]
        key = "id" if name == "editions" else "edition_id"
        if name in TALKING or key not in columns:
            continue
        if any(row[columns.index(key)] == edition.id for row in [*rows["gone"], *rows["come"]]):
            return True
    return False


async def _update(world: World, cell: Cell) -> updates.Update:
    """Prepare what the cell needs, and return the update."""
    edition, telegram_id = world.edition(cell.name, cell.state), cell.kind.telegram_id
    write = world.counter.newsroom.store.write
    if cell.by == "button":
        made = updates.press(telegram_id, await _handle(world, cell), cell.chat)
    elif cell.by == "edit":
        await write(lambda work: _gave(work, cell, edition))
        made = updates.edited(telegram_id, SAID, cell.chat, number=GIVEN)
    else:
        if cell.by == "question":
            asked = Question(Asked(cell.name), edition.id, edition.revision_id, _subject(world, cell))
            await write(lambda work: work.conversations.ask(telegram_id, asked))
        text = f"/{cell.name}" if cell.by == "command" else ANSWERS.get(cell.name, SAID)
        made = updates.words(telegram_id, text, cell.chat)
    if cell.name in SIGNING:
        await write(lambda work: _asked(work, world, edition))
    if cell.disguise == "edited":
        return {"edited_message": {**made["message"], "edit_date": updates.WHEN}}
    return updates.disguised(made, cell.disguise) if cell.disguise else made


async def _handle(world: World, cell: Cell) -> str:
    """What the button carries. Issuing is no part of what is tried: it is done once for each meaning."""
    edition, telegram_id = world.edition(cell.name, cell.state), cell.kind.telegram_id

    async def issue(work: Work) -> str:
        return await work.buttons.issue(
            cell.name,
            edition_id=edition.id,
            revision_id=edition.revision_id,
            subject=await _ordered(work, edition, telegram_id) if own else _subject(world, cell),
            expires_at=NOON.replace(year=2030),
        )

    async def aside(work: Work) -> None:
        await work.conversations.lay_aside(telegram_id, GIVEN, Content(headline=SAID))
        asked = Question(Asked.PLACE, edition.id, edition.revision_id)
        await work.conversations.ask(telegram_id, asked)

    write, own = world.counter.newsroom.store.write, cell.by == "button" and cell.way.about == "order"
    meant = (cell.name, edition.id, str(telegram_id) if own else _subject(world, cell))
    if meant not in world.handles:
        world.handles[meant] = await write(issue)
        world.keep()
    if cell.name in {"place", "remark"}:
        await write(aside)
    if cell.name in {"hand_over", "hand_over_to"}:
        await write(lambda work: work.people.take(edition.author_id, Role.DRAFTER))
    if cell.name == "give_back":
        await write(lambda work: _claimed(work, cell, edition))
    return world.handles[meant]


def _subject(world: World, cell: Cell) -> str:
    """What the button or the question carries for this very person."""
    carried = {"override": world.quote.identity, "other_words": f"{WISH} {ME}", "case_reason": "arrest"}
    carried |= {
        "misread": MISREAD,
        "case_decider": "arrest The reason",
        "period_end": PERIOD,
        "period_reason": PERIOD,
    }
    subject = carried.get(cell.name, cell.subject)
    return subject.replace(ME, str(cell.kind.telegram_id)) if cell.name in SIGNING else subject


async def _asked(work: Work, world: World, edition: Edition) -> None:
    """The approver has asked a speaker, who has not answered yet."""
    by = await work.people.find(APPROVER)
    assert by is not None
    expires_at = NOON.replace(year=2030)
    await work.sign_offs.ask(edition, world.quote, by.id, token_hash="of a token", expires_at=expires_at)


async def _ordered(work: Work, edition: Edition, telegram_id: int) -> str:
    """The number of an emergency this person has given the reason for; of somebody else's when we do not know them."""
    person = await work.people.find(telegram_id)
    return str(await work.emergencies.ask(edition, person.id if person else edition.author_id, SAID))


async def _claimed(work: Work, cell: Cell, edition: Edition) -> None:
    """Whoever gives it back has said before that they are looking at it."""
    review, person = await work.reviews.latest(edition.id), await work.people.find(cell.kind.telegram_id)
    if review is not None and person is not None:
        await work.reviews.claim(review, person.id, NOON.replace(year=2030))


async def _gave(work: Work, cell: Cell, edition: Edition) -> None:
    gave = await work.editions.content(edition.revision_id)
    sent = Sent(cell.kind.telegram_id, GIVEN, edition.id, "whole", replace(gave, photo=None), NOON)
    await work.conversations.remember(sent)
