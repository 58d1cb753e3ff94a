"""A desk that mails, an announcement of its own, a relay."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime

import pytest

from bot.mail.addresses import Sender, sender_of
from bot.mail.carrier import SmtpCarrier
from bot.mail.compose import prepare
from bot.mail.sessions import Patience
from bot.news.announcement import Content, Imprint, Photo
from bot.news.delivery import Delivery, DeliveryState, Kind
from bot.news.words import Block, BlockKind, Mark, Span
from bot.typeset import Typesetter
from tests.mail.relay import Relay, running

SITE = "https://news.westmouth.example"
QUOTE, HEADING, BULLET, NUMBERED = (
    BlockKind.QUOTE,
    BlockKind.HEADING,
    BlockKind.BULLET,
    BlockKind.NUMBERED,
)
NEWS = Content(
    headline="Harbour bridge to close for six nights",
    standfirst=Block("Council says the old bearings can wait no longer"),
    body=(
        Block("Westmouth’s harbour bridge closes to traffic for six nights from Monday 30 November."),
        Block("Mayor Ines Okafor said: “Nobody likes a diversion. But these bearings are from 1974."),
        Block("“We’ve chosen the nights that hurt businesses least.”", QUOTE),
        Block("What stays open", HEADING),
        Block("the footway", BULLET),
        Block("the ferry steps < 5 minutes away", BULLET),
        Block("Follow the signs", NUMBERED),
        Block("Allow twenty minutes", NUMBERED),
        Block(
            "Read the plan or ring us.",
            spans=(Span(9, 13, Mark.LINK, "https://westmouth.example/plan?a=1&b=2"),),
        ),
    ),
    photo=Photo(
        "a" * 64, 1200, 800, "Engineers under the middle span", caption="The span.", credit="Photo: the port"
    ),
)
IMPRINT = Imprint(
    announcement_id=7,
    edition_number=1,
    desk_name="Westmouth News",
    page_url=f"{SITE}/harbour-bridge-7",
    photo_url=f"{SITE}/media/{'a' * 64}.jpg",
    reference="NEWS-2026-0042",
    published_at=datetime(2026, 11, 24, 9, tzinfo=UTC),
)


@pytest.fixture
def typesetter() -> Typesetter:
    return Typesetter("Europe/London", {})


@pytest.fixture
def sender() -> Sender:
    return sender_of("news@westmouth.example", "Westmouth News")


@pytest.fixture
def rendering(typesetter: Typesetter, sender: Sender) -> bytes:
    return prepare(typesetter, NEWS, IMPRINT, sender)


@pytest.fixture
async def relay() -> AsyncIterator[Relay]:
    async with running(Relay()) as relay:
        yield relay


@pytest.fixture
async def carrier(relay: Relay, sender: Sender) -> AsyncIterator[SmtpCarrier]:
    carrier = SmtpCarrier(relay, sender, SITE, patience=Patience(command=2, message=0.3))
    yield carrier
    await carrier.close()


def inbox(recipient: str = "anna@example.org", key: str = "k3y_of-anna") -> Delivery:
    return Delivery(1, 42, Kind.INBOX, recipient, DeliveryState.INTENDED, attempts=0, key=key)
