"""Connections with a relay: few, encrypted, opened again when it hung up; a dead relay loses nothing."""

import asyncio

import pytest
from aiosmtpd.smtp import LoginPassword

from bot.mail.addresses import Sender
from bot.mail.carrier import SmtpCarrier
from bot.mail.sessions import Patience
from bot.news.delivery import Verdict
from tests.mail.conftest import SITE, inbox
from tests.mail.relay import Relay, running

ANNA = "anna@example.org"


async def test_many_mails_share_few_connections(carrier: SmtpCarrier, relay: Relay, rendering: bytes) -> None:
    readers = [f"reader{n}@example.org" for n in range(40)]

    answers = await asyncio.gather(*(carrier.carry(rendering, inbox(reader)) for reader in readers))

    assert {answer.verdict for answer in answers} == {Verdict.ACCEPTED}
    assert sorted(taken.to for taken in relay.taken) == sorted(readers)
    assert relay.connections <= 4


async def test_a_connection_the_relay_closed_meanwhile_is_opened_again(
    carrier: SmtpCarrier, relay: Relay, rendering: bytes
) -> None:
    await carrier.carry(rendering, inbox())
    relay.hang_up()

    answer = await carrier.carry(rendering, inbox())

    assert answer.verdict is Verdict.ACCEPTED
    assert (relay.connections, len(relay.taken)) == (2, 2)


async def test_a_connection_that_has_served_long_enough_is_replaced(
    carrier: SmtpCarrier, relay: Relay, rendering: bytes
) -> None:
    await carrier.carry(rendering, inbox())
    relay.to_sender = "421 4.7.0 enough messages on this connection"

    answer = await carrier.carry(rendering, inbox())

    assert (answer.verdict, answer.whole_lane) == (Verdict.PASSING, False)
    assert relay.connections == 2


async def test_stopping_in_the_middle_of_a_mail_leaves_no_half_used_connection(
    carrier: SmtpCarrier, relay: Relay, rendering: bytes
) -> None:
    relay.after_message = "silence"
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(carrier.carry(rendering, inbox()), 0.1)
    relay.after_message = ""

    answer = await carrier.carry(rendering, inbox("ben@example.org"))

    assert (answer.verdict, relay.connections) == (Verdict.ACCEPTED, 2)


@pytest.mark.parametrize(
    "fault", [{"greeting": "421 busy"}, {"greeting": "554 no service"}, {"to_ehlo": "421 busy"}]
)
async def test_a_relay_that_will_not_begin_makes_everybody_wait(
    carrier: SmtpCarrier, relay: Relay, rendering: bytes, fault: dict[str, str]
) -> None:
    vars(relay).update(fault)

    answer = await carrier.carry(rendering, inbox())

    assert (answer.verdict, answer.whole_lane, relay.taken) == (Verdict.PASSING, True, [])
    assert answer.retry_after


async def test_a_dead_relay_loses_nothing_and_is_named(sender: Sender, rendering: bytes) -> None:
    async with running(Relay()) as gone:
        carrier = SmtpCarrier(gone, sender, SITE)

    answer = await carrier.carry(rendering, inbox())

    assert (answer.verdict, answer.whole_lane) == (Verdict.PASSING, True)
    assert "SMTP_URL" in answer.reason
    assert f"127.0.0.1:{gone.port}" in str(await carrier.trouble())

    async with running(gone):
        assert (await carrier.carry(rendering, inbox())).verdict is Verdict.ACCEPTED
        await carrier.close()


async def test_a_relay_that_never_speaks_is_given_up(sender: Sender, rendering: bytes) -> None:
    async with running(Relay(greeting="silence")) as relay:
        carrier = SmtpCarrier(relay, sender, SITE, patience=Patience(command=0.2))

        answer = await carrier.carry(rendering, inbox())

    assert (answer.verdict, answer.whole_lane) == (Verdict.PASSING, True)


async def test_a_wrong_password_waits_and_names_the_setting(sender: Sender, rendering: bytes) -> None:
    relay = Relay(username="desk", password="wrong", accepts=LoginPassword(b"desk", b"right"))
    async with running(relay):
        carrier = SmtpCarrier(relay, sender, SITE)

        answer = await carrier.carry(rendering, inbox())

        assert (answer.verdict, answer.whole_lane) == (Verdict.PASSING, True)
        assert "SMTP_URL" in answer.reason
        assert "535" in answer.reason
        assert "wrong" not in answer.reason


async def test_a_right_password_is_let_in(sender: Sender, rendering: bytes) -> None:
    relay = Relay(username="desk", password="right", accepts=LoginPassword(b"desk", b"right"))
    async with running(relay):
        carrier = SmtpCarrier(relay, sender, SITE)

        assert (await carrier.carry(rendering, inbox())).verdict is Verdict.ACCEPTED
        assert await carrier.trouble() is None
        await carrier.close()


# 0.0.0.0 reaches this machine and yet is no name for it, so the carrier takes it for a relay elsewhere.


async def test_a_password_never_travels_unencrypted_to_another_machine(
    sender: Sender, rendering: bytes
) -> None:
    relay = Relay(host="0.0.0.0", username="desk", password="right", accepts=LoginPassword(b"desk", b"right"))
    async with running(relay):
        answer = await SmtpCarrier(relay, sender, SITE).carry(rendering, inbox())

    assert (answer.verdict, answer.whole_lane, relay.taken) == (Verdict.PASSING, True, [])
    assert "no encryption" in answer.reason


async def test_a_certificate_nobody_vouches_for_is_refused_elsewhere(
    sender: Sender, rendering: bytes
) -> None:
    relay = Relay(host="0.0.0.0")
    async with running(relay, starttls=True):
        answer = await SmtpCarrier(relay, sender, SITE).carry(rendering, inbox())

    assert (answer.verdict, answer.whole_lane, relay.taken) == (Verdict.PASSING, True, [])
    assert "certificate" in answer.reason.lower()


@pytest.mark.parametrize("implicit", [True, False])
async def test_encryption_is_used_when_there_is_any(
    sender: Sender, rendering: bytes, *, implicit: bool
) -> None:
    relay = Relay(implicit_tls=implicit)
    async with running(relay, starttls=not implicit):
        carrier = SmtpCarrier(relay, sender, SITE)

        assert (await carrier.carry(rendering, inbox())).verdict is Verdict.ACCEPTED
        assert relay.encrypted
        await carrier.close()
