"""The play: one publication acted out by the sandbox's people, from the first words to the last reader, and put right.

They do what anybody at the chat page can do. The transcript tells it; what arrived decides how it ends.
"""

import asyncio
import contextlib
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import aiohttp
import click

from bot.cli.acting import PATIENCE, NotHappened, presses, quiet, reads
from bot.cli.cast import APPROVER, DRAFTER
from bot.cli.play_arrivals import Before, Finding, Published, arrivals, nothing_out
from bot.cli.play_correction import SETTLING, put_right
from bot.cli.play_release import Release
from bot.cli.play_transcript import Transcript
from bot.cli.stage import Stage
from bot.sandbox.messages import Message
from bot.sandbox.refusals import NotPossible

MOST_GAPS = 12
OVERRIDE = "Played as it was written, on another day."
CARD_PATIENCE = 10.0  # seconds from the bot's first answer to the card
_ASKED = re.compile(r"^([✗△]) (.*press “(.+?)”.*)$", re.MULTILINE)


class Play:
    """One performance."""

    def __init__(self, stage: Stage, release: Release) -> None:
        self._stage = stage
        self._release = release
        self._transcript = Transcript(stage.sandbox)
        self._findings: list[Finding] = []
        self._drafter, self._approver = stage.cast[DRAFTER], stage.cast[APPROVER]

    async def perform(self) -> int:
        """Act everything out and say what arrived. Returns 0 only if all of it arrived, and each exactly once."""
        async with self.told():
            try:
                return self._verdict(await self._acts())
            except (NotHappened, NotPossible, aiohttp.ClientError) as failure:
                self._transcript.heading("The play ends here")
                click.echo(f"{failure}")
                return 1

    @asynccontextmanager
    async def told(self) -> AsyncIterator[None]:
        """Print what happens meanwhile."""
        following = asyncio.create_task(self._transcript.follow())
        await asyncio.sleep(0)
        try:
            yield
        finally:
            following.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await following

    async def _acts(self) -> list[Finding]:
        headline = await self.draft()
        await self.submit()
        await self.refuse_the_author()
        await self.approve()
        published = await self.publish(headline)
        await asyncio.sleep(SETTLING)
        arrived = await arrivals(self._stage, self._transcript, published, self._release)
        righted = []
        if all(finding.well for finding in arrived):  # what did not arrive cannot be put right
            righted = await put_right(self._stage, self._transcript, published, self._release)
        self._transcript.heading("What arrived")
        return [*self._findings, *arrived, *righted]

    # --- the acts -------------------------------------------------------------------------------------------

    async def draft(self) -> str:
        """Hand everything in, answer what the card asks for, and return the headline it shows."""
        self._transcript.heading(f"{DRAFTER.name} drafts {self._release.name}")
        last = await self._hand_in()
        for _ in range(MOST_GAPS):
            card = await self._card(last)
            gap = self._gap(card)
            if gap is None and "✗" not in card.words:
                return _headline(card)
            last = await (self._fill(*gap) if gap else self._stand_by_it())
        raise NotHappened("The card asks for more and more: see the transcript.")

    async def _hand_in(self) -> int:
        """Send what there is, as one would; return the number of the last message but the photo."""
        release, drafter = self._release, self._drafter
        if release.document is not None:
            return drafter.send_document(release.document).id
        last = [drafter.write(text) for text in release.texts][-1].id
        if len(release.texts) > 1:  # an app sends the parts of a long text at once, and each brings a card
            await quiet(drafter)
        if release.photo:
            await self._card(last)
            last = drafter.send_photo(release.photo).id
        return last

    async def _card(self, after: int) -> Message:
        await reads(self._drafter, "", after=after)
        card = await reads(self._drafter, "Draft", after=after, within=CARD_PATIENCE)
        if "Submit for review" not in card.buttons:
            raise NotHappened(f"Instead of a draft there came: {card.words}")
        return card

    def _gap(self, card: Message) -> tuple[str, str] | None:
        """Return the button and the answer for the first thing the card misses that we can give."""
        for sign, words, label in _ASKED.findall(card.words):
            answer = self._release.answers.get(label)
            if answer is not None:
                return label, answer
            if sign == "✗":
                raise NotHappened(f"The card asks for something the play cannot give: {words}")
        return None

    async def _fill(self, label: str, answer: str) -> int:
        before = self._drafter.sees()[-1].id
        await presses(self._drafter, label)
        await reads(self._drafter, "Send the", after=before)
        return self._drafter.write(answer).id

    async def _stand_by_it(self) -> int:
        """Override a finding: a release of other days is told as it stands, and nobody here may change it."""
        before = self._drafter.sees()[-1].id
        await presses(self._drafter, "Override…")
        asked = await reads(self._drafter, "W", after=before)
        if "Which of these" in asked.words:
            before = asked.id
            await presses(self._drafter, asked.buttons[0])
            await reads(self._drafter, "Why is it right", after=before)
        return self._drafter.write(OVERRIDE).id

    async def submit(self) -> None:
        """Look at the preview as its readers will see it, then hand it in."""
        self._transcript.heading(f"{DRAFTER.name} looks at the preview, then submits")
        before = self._drafter.sees()[-1].id
        await presses(self._drafter, "Preview")
        page = await reads(self._drafter, "The page", after=before)
        await self._look_at_preview(page)
        await presses(self._drafter, "Submit for review")

    async def _look_at_preview(self, page: Message) -> None:
        link = re.search(r"https?://\S+/preview/\S+", page.words)
        if link is None:
            raise NotHappened(f"There is no link to a preview in: {page.words}")
        async with aiohttp.ClientSession() as browser, browser.get(link.group()) as answer:
            self._transcript.remark(f"{DRAFTER.name} opens the page’s preview: {answer.status}")
            answer.raise_for_status()

    async def refuse_the_author(self) -> None:
        """Let the author try to approve in the group, where the buttons are everybody's."""
        group = self._stage.cast.group
        self._transcript.heading(f"{DRAFTER.name} tries to approve their own words, in the group")
        await reads(self._drafter, "Please review", chat=group)
        answer = await presses(self._drafter, "Approve", chat=group)
        if not answer.alert or "✅" in self._drafter.last().words:
            raise NotHappened(f"{DRAFTER.name} was not refused: {answer.text}")

    async def approve(self) -> None:
        """Let somebody who wrote nothing of it read the preview and approve."""
        self._transcript.heading(f"{APPROVER.name} reads it and approves")
        await reads(self._approver, "Please review")
        before = self._approver.sees()[-1].id
        await presses(self._approver, "Preview")
        await reads(self._approver, "The page", after=before)
        await presses(self._approver, "Approve")
        await reads(self._drafter, f"{APPROVER.name} has approved")

    async def publish(self, headline: str) -> Published:
        """Order it, look that nothing is out while it can be stopped, and wait for the report."""
        seconds = self._stage.undo_seconds
        self._transcript.heading(f"{DRAFTER.name} publishes; it can still be stopped for {seconds} s")
        await reads(self._drafter, "Nothing has gone out yet")
        before, ordered_at = Before.of(self._stage), self._transcript.elapsed()
        await presses(self._drafter, "Publish now")
        if seconds:
            self._findings.append(await nothing_out(self._stage, before, headline))
        card = await self._published()
        page = re.search(rf"{re.escape(self._stage.site)}/news/\S+", card.words)
        if page is None:
            raise NotHappened(f"The card names no page: {card.words}")
        return Published(headline, page.group(), ordered_at, before)

    async def _published(self) -> Message:
        patience = self._stage.undo_seconds + PATIENCE

        def found() -> Message | None:
            seen = self._drafter.sees()
            return next((m for m in seen if "\nOut since " in m.words or "Partly published" in m.words), None)

        try:
            return await self._stage.sandbox.world.until(found, patience)
        except TimeoutError:
            raise NotHappened(f"Nothing was published within {patience:g} s.") from None

    def _verdict(self, findings: list[Finding]) -> int:
        for finding in findings:
            click.echo(f"  {'✓' if finding.well else '✗'} {finding.place}: {finding.found}")
        missing = [finding.place for finding in findings if not finding.well]
        if missing:
            click.echo(f"\nNot as it must be: {'; '.join(missing)}.")
            return 1
        click.echo("\nEverything arrived, and each exactly once.")
        return 0


def _headline(card: Message) -> str:
    """Return the second bold words of a card: its title stands first."""
    bold = [e for e in card.content.words.entities if e.kind == "bold"]
    start, end = bold[1].offset, bold[1].end
    return card.words[start:end]
