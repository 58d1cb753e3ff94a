"""Every answer of a relay means one thing: sent, not sent, no such box, our fault, or nobody can know."""

import pytest

from bot.mail.addresses import Sender
from bot.mail.carrier import SmtpCarrier
from bot.mail.compose import Confirmation, compose_confirmation
from bot.news.delivery import Verdict
from bot.typeset import Typesetter
from tests.mail.conftest import IMPRINT, SITE, inbox
from tests.mail.relay import Relay

ANNA = "anna@example.org"


async def test_a_relay_that_takes_the_mail_has_accepted_it(
    carrier: SmtpCarrier, relay: Relay, rendering: bytes
) -> None:
    answer = await carrier.carry(rendering, inbox())

    assert answer.verdict is Verdict.ACCEPTED
    (mail,) = relay.taken
    assert (mail.sender, mail.to) == ("news@westmouth.example", ANNA)
    assert mail.message["To"] == ANNA


async def test_the_second_attempt_is_the_same_mail_again(
    carrier: SmtpCarrier, relay: Relay, rendering: bytes
) -> None:
    await carrier.carry(rendering, inbox())
    await carrier.carry(rendering, inbox())

    first, second = relay.taken
    assert first.content == second.content


async def test_every_reader_gets_a_way_out_of_their_own(
    carrier: SmtpCarrier, relay: Relay, rendering: bytes
) -> None:
    await carrier.carry(rendering, inbox(ANNA, "key-of-anna"))
    await carrier.carry(rendering, inbox("ben@example.org", "key/of ben"))

    anna, ben = (taken.message for taken in relay.taken)
    assert anna["List-Unsubscribe"] == f"<{SITE}/unsubscribe/key-of-anna>"
    assert ben["List-Unsubscribe"] == f"<{SITE}/unsubscribe/key%2Fof%20ben>"
    assert anna["Message-ID"] != ben["Message-ID"]


@pytest.mark.parametrize(
    ("reply", "verdict"),
    [
        ("450 4.2.0 greylisted, come back later", Verdict.PASSING),
        ("452 4.2.2 mailbox full for now", Verdict.PASSING),
        ("550 5.1.1 no such user here", Verdict.PERMANENT),
        ("550 no such user here", Verdict.PERMANENT),
        ("551 user not local", Verdict.PERMANENT),
        ("552 5.2.2 mailbox full", Verdict.PERMANENT),
        ("553 5.1.3 mailbox name not allowed", Verdict.PERMANENT),
        ("554 5.4.4 host not found", Verdict.PERMANENT),
        ("554 5.7.1 anna@example.org: Relay access denied", Verdict.OUR_FAULT),
        ("550 relay not permitted", Verdict.OUR_FAULT),
        ("550 5.1.8 sender's domain does not exist", Verdict.OUR_FAULT),
        ("554 no thank you", Verdict.OUR_FAULT),
    ],
)
async def test_a_refused_reader_is_blamed_only_for_their_own_address(
    carrier: SmtpCarrier, relay: Relay, rendering: bytes, reply: str, verdict: Verdict
) -> None:
    relay.to_recipients[ANNA] = reply

    answer = await carrier.carry(rendering, inbox())

    assert (answer.verdict, answer.reason, answer.whole_lane) == (verdict, reply, False)
    assert (await carrier.carry(rendering, inbox("ben@example.org"))).verdict is Verdict.ACCEPTED
    assert relay.connections == 1


@pytest.mark.parametrize(
    ("reply", "verdict"),
    [
        ("451 4.3.0 try again", Verdict.PASSING),
        ("421 4.3.2 shutting down", Verdict.PASSING),
        ("554 5.7.1 message looks like spam", Verdict.OUR_FAULT),
        ("554 refused", Verdict.OUR_FAULT),
        ("552 5.3.4 message too big", Verdict.OUR_FAULT),
        ("550 5.1.1 no such user here", Verdict.PERMANENT),
        ("552 5.2.2 mailbox full", Verdict.PERMANENT),
        ("354 what", Verdict.UNKNOWN),
    ],
)
async def test_the_reply_to_the_whole_message(
    carrier: SmtpCarrier, relay: Relay, rendering: bytes, reply: str, verdict: Verdict
) -> None:
    relay.after_message = reply

    answer = await carrier.carry(rendering, inbox())

    assert answer.verdict is verdict
    assert reply in answer.reason


@pytest.mark.parametrize(
    ("reply", "verdict"),
    [
        ("451 4.3.0 try again", Verdict.PASSING),
        ("554 no", Verdict.OUR_FAULT),
        ("250 eh", Verdict.PASSING),
    ],
)
async def test_a_message_refused_before_it_was_given_was_not_sent(
    carrier: SmtpCarrier, relay: Relay, rendering: bytes, reply: str, verdict: Verdict
) -> None:
    relay.before_message = reply

    answer = await carrier.carry(rendering, inbox())

    assert (answer.verdict, relay.taken) == (verdict, [])


@pytest.mark.parametrize("fault", ["silence", "reset"])
async def test_without_an_answer_to_the_whole_message_nobody_can_know(
    carrier: SmtpCarrier, relay: Relay, rendering: bytes, fault: str
) -> None:
    relay.after_message = fault

    answer = await carrier.carry(rendering, inbox())

    assert (answer.verdict, answer.whole_lane) == (Verdict.UNKNOWN, False)
    assert len(relay.taken) == 1, "it was taken: sending again would have been a second copy"


async def test_a_doubt_does_not_spoil_the_next_mail(
    carrier: SmtpCarrier, relay: Relay, rendering: bytes
) -> None:
    relay.after_message = "silence"
    await carrier.carry(rendering, inbox())
    relay.after_message = ""

    answer = await carrier.carry(rendering, inbox("ben@example.org"))

    assert (answer.verdict, relay.connections) == (Verdict.ACCEPTED, 2)


@pytest.mark.parametrize(
    ("reply", "setting"),
    [
        ("451 4.3.0 disk full", ""),
        ("530 5.7.0 authentication required", "SMTP_URL"),
        ("553 5.1.8 not your address", "MAIL_FROM"),
    ],
)
async def test_a_refused_sender_makes_everybody_wait(
    carrier: SmtpCarrier, relay: Relay, rendering: bytes, reply: str, setting: str
) -> None:
    relay.to_sender = reply

    answer = await carrier.carry(rendering, inbox())

    assert (answer.verdict, answer.whole_lane) == (Verdict.PASSING, True)
    assert reply in answer.reason
    assert setting in answer.reason


@pytest.mark.parametrize(
    "recipient",
    [
        "",
        "anna",
        "anna@example.org>\r\nRCPT TO:<all@example.org",
        "a@b.example, c@d.example",
        "<anna@example.org",
    ],
)
async def test_no_address_can_give_the_relay_orders(
    carrier: SmtpCarrier, relay: Relay, rendering: bytes, recipient: str
) -> None:
    answer = await carrier.carry(rendering, inbox(recipient))

    assert (answer.verdict, relay.connections) == (Verdict.PERMANENT, 0)
    assert (await carrier.send(b"From: x\r\n\r\n", recipient)).verdict is Verdict.PERMANENT


@pytest.mark.parametrize("rendering", [b"", b"newsdesk-mail 0\r\nFrom: x\r\n\r\nx"])
async def test_a_rendering_that_is_none_is_our_fault(
    carrier: SmtpCarrier, relay: Relay, rendering: bytes
) -> None:
    answer = await carrier.carry(rendering, inbox())

    assert (answer.verdict, relay.connections) == (Verdict.OUR_FAULT, 0)


async def test_an_inbox_without_a_way_out_gets_nothing(
    carrier: SmtpCarrier, relay: Relay, rendering: bytes
) -> None:
    assert (await carrier.carry(rendering, inbox(key=""))).verdict is Verdict.OUR_FAULT
    assert relay.connections == 0


async def test_lines_that_begin_with_dots_arrive_whole(carrier: SmtpCarrier, relay: Relay) -> None:
    message = b"Subject: x\r\n\r\n.\r\n..two\r\n. one\r\n"

    await carrier.send(message, ANNA)

    assert relay.taken[0].content == message


async def test_the_question_whether_to_subscribe_arrives(
    carrier: SmtpCarrier, relay: Relay, sender: Sender, typesetter: Typesetter
) -> None:
    assert IMPRINT.published_at
    link = f"{SITE}/confirm/abc=d&e"
    mail = compose_confirmation(typesetter, sender, Confirmation(ANNA, link, IMPRINT.published_at))

    assert (await carrier.send(mail, ANNA)).verdict is Verdict.ACCEPTED

    arrived = relay.taken[0].message
    plain, html = arrived.iter_parts()
    assert arrived["Subject"] == "Please confirm: news from Westmouth News by mail"
    assert link in plain.get_content()
    assert "7 days" in plain.get_content()
    assert f'href="{link.replace("&", "&amp;")}"' in html.get_content()
    assert "List-Unsubscribe" not in arrived
