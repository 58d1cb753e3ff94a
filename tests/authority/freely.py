"""What can be said whatever a chat remembers: answers to every question there is, as if it had been asked before.

A question, words laid aside and a message that gave words are all that a person's own chat carries from one thing done to
the next. Here each is put there freely, whether or not it could have come about, so that states need not be told apart
by it: every sequence with it is one of those that are followed, and some that cannot be are followed besides.
"""

from collections.abc import Iterator

from bot.news.staff import Role
from bot.news.status import State
from tests.authority import updates
from tests.authority.acts import Act, Row, press
from tests.authority.alone import EDITIONS, ROLES, Explorer, Node
from tests.authority.matrix import ANSWERS, SAID
from tests.authority.world import MISREAD
from tests.house import ways
from tests.newsroom import RELEASE

ASKED = """
INSERT OR REPLACE INTO conversations (desk_id, telegram_id, asked, asked_edition_id, asked_revision_id, asked_subject,
about_edition_id) VALUES (1, ?, ?, ?, ?, ?, ?)
"""
ASIDE = """
INSERT OR REPLACE INTO laid_aside (desk_id, telegram_id, message_id, content)
SELECT 1, ?, 5, canonical FROM revisions WHERE id = ?
"""
GAVE = """
INSERT OR REPLACE INTO sent_messages (desk_id, chat_id, message_id, edition_id, part, gave, sent_at)
SELECT 1, ?, 6000 + ?, ?, 'whole', canonical, saved_at FROM revisions WHERE id = ?
"""
FIRST = "SELECT min(r.id) FROM revisions r WHERE r.announcement_id = ?"
# Questions of words that go the same way as that for the headline, of a person no account here is, and of periods, which
# only ask for more.
ALIKE = frozenset({"standfirst", "body", "alt_text", "caption", "credit", "photo", "other_words"})
ALIKE |= {"period", "period_end", "period_reason"}
SUBJECTS = {"misread": MISREAD, "case_reason": "arrest", "case_decider": "arrest The reason"}


def said(explorer: Explorer, node: Node) -> Iterator[Act]:
    """Words and edits of the account, whatever its chat is about and whatever was asked in it."""
    account, number, query = explorer.account, 100 + node.done, explorer.counter.file.execute
    roles = frozenset(Role(name) for (name,) in query(ROLES, (account,)))
    editions = [Row(*row) for row in query(EDITIONS)]
    if not editions:  # no rule about one announcement asks another: one at a time is followed
        yield _says("writes a release", account, (RELEASE, number), _asked(account))
    for edition in editions:
        about = _asked(account, about=edition)
        yield _says(f"says a few words #{edition.id}", account, ("Words of mine alone", number), about)
        if State(edition.state) in ways.EDITS.on:
            text = updates.edited(account, f"{RELEASE}\n\nOne word more.", number=6000 + edition.id)
            gave = (GAVE, (account, edition.id, edition.id, edition.revision_id))
            yield Act(f"edits a message #{edition.id}", text, before=(gave,))
        yield from _answers(explorer, edition, roles, number)
        if Role.DRAFTER in roles:
            yield from (placed(where, edition, account) for where in ("append", "replace"))


def _answers(explorer: Explorer, edition: Row, roles: frozenset[Role], number: int) -> Iterator[Act]:
    account = explorer.account
    (first,) = explorer.counter.file.execute(FIRST, (edition.announcement_id,)).fetchone()
    for name, way in ways.QUESTIONS.items():
        if name in ALIKE or (way.roles and not way.roles & roles):
            continue
        text = (ANSWERS.get(name, SAID), number)
        for revision in {edition.revision_id, first}:  # the words it was asked about, or older ones
            subject = explorer.world.quote.identity if name == "override" else SUBJECTS.get(name, "")
            asked = _asked(account, name, (edition, revision), subject)
            aside = ((ASIDE, (account, edition.revision_id)),) if name == "place" else ()
            yield _says(f"answers {name} #{edition.id}", account, text, (*asked, *aside))


def placed(where: str, edition: Row, account: int) -> Act:
    """A press that says where words belong which were laid aside, in a chat that is about this edition."""
    act = press(f"place {where}", "place", None, where, by=account)
    rows = (
        *_asked(account, "place", (edition, edition.revision_id)),
        (ASIDE, (account, edition.revision_id)),
    )
    return Act(f"{act.name} #{edition.id}", act.update, act.until, act.issued, rows)


def _asked(
    account: int, name: str | None = None, about: tuple[Row, int] | Row | None = None, subject: str = ""
) -> tuple[tuple[str, tuple[object, ...]], ...]:
    """What the chat remembers: a question about an edition's revision, or only the edition it is about."""
    edition, revision = about if isinstance(about, tuple) else (about, None)
    of = edition.id if edition else None
    return ((ASKED, (account, name, of if name else None, revision, subject, of)),)


def _says(
    name: str, account: int, text: tuple[str, int], before: tuple[tuple[str, tuple[object, ...]], ...]
) -> Act:
    words, number = text
    return Act(name, updates.words(account, words, number=number), before=before)
