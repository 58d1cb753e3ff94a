"""What a relay's replies mean: sent, not sent, not worth another try, or not to be known. Pure.

The code tells little by itself: relays answer 550 both for "no such box" and for "I do not carry your mail".
So the enhanced status (RFC 3463) decides where there is one. PERMANENT ends a reader's subscription, so it is said
only of the reader's own address.
"""

import re

from aiosmtplib import SMTPResponse

from bot.news.delivery import Answer, Verdict

LANE_WAIT = 30.0  # seconds until a relay that takes nothing from us is asked again
LONGEST_REASON = 160
AUTHENTICATION = frozenset({530, 534, 535, 538, 454})  # RFC 4954 6, RFC 3207 4
NO_SUCH_BOX = frozenset({550, 551, 552, 553, 556})  # RFC 5321 4.2.3, RFC 7504
SHUTTING_DOWN = 421
_ENHANCED = re.compile(r"[245]\.(\d{1,3})\.(\d{1,3})(?!\d)")
# x.1 addressing, x.2 mailbox, x.4 routing to it (RFC 3463 2); x.1.7 and x.1.8 speak of the sender.
_OF_THE_READER = frozenset({"1", "2", "4"})
_OF_THE_SENDER = frozenset({("1", "7"), ("1", "8")})
_NOT_CARRIED = re.compile(r"relay|authenticat|not permitted|access denied", re.IGNORECASE)


def no_relay(reason: str) -> Answer:
    """The relay takes no mail from us at all: nothing was sent, everybody waits."""
    return Answer(Verdict.PASSING, reason=shortened(reason), retry_after=LANE_WAIT, whole_lane=True)


def not_sent(reason: str) -> Answer:
    """This message certainly did not go; another try is worth it."""
    return Answer(Verdict.PASSING, reason=shortened(reason))


def to_sender(reply: SMTPResponse) -> Answer:
    """MAIL FROM was refused: it is the same for every reader."""
    if reply.code in AUTHENTICATION:
        return no_relay(f"the relay wants a user name and password in SMTP_URL ({words_of(reply)})")
    if _is_passing(reply):
        return no_relay(words_of(reply))
    return no_relay(f"the relay does not take mail from the address in MAIL_FROM ({words_of(reply)})")


def to_recipient(reply: SMTPResponse) -> Answer:
    """RCPT TO was refused."""
    if reply.code in AUTHENTICATION:
        return to_sender(reply)
    if not _is_refused(reply):
        return not_sent(words_of(reply))
    status = _status(reply)
    if status is None:
        unknown_box = reply.code in NO_SUCH_BOX and not _NOT_CARRIED.search(reply.message)
    else:
        unknown_box = status[0] in _OF_THE_READER and status not in _OF_THE_SENDER
    return Answer(Verdict.PERMANENT if unknown_box else Verdict.OUR_FAULT, reason=words_of(reply))


def to_message(reply: SMTPResponse) -> Answer:
    """The reply to DATA or to the dot after the message."""
    if 200 <= reply.code < 300:
        return Answer(Verdict.ACCEPTED)
    if _is_passing(reply):
        return not_sent(words_of(reply))
    if not _is_refused(reply):
        return unknown(f"the relay answered the message with {words_of(reply)}")
    status = _status(reply)
    of_the_reader = status is not None and status[0] in {"1", "2"} and status not in _OF_THE_SENDER
    return Answer(Verdict.PERMANENT if of_the_reader else Verdict.OUR_FAULT, reason=words_of(reply))


def unknown(reason: str) -> Answer:
    """The whole message went and no answer came: it may have been taken or not."""
    return Answer(Verdict.UNKNOWN, reason=shortened(reason))


def words_of(reply: SMTPResponse) -> str:
    """Return code and words of a reply on one short line."""
    return shortened(f"{reply.code} {reply.message}")


def shortened(words: str) -> str:
    """Return printable words on one line, at most `LONGEST_REASON` characters."""
    line = " ".join("".join(char if char.isprintable() else " " for char in words).split())
    return line if len(line) <= LONGEST_REASON else line[: LONGEST_REASON - 1] + "…"


def _is_passing(reply: SMTPResponse) -> bool:
    return 400 <= reply.code < 500


def _is_refused(reply: SMTPResponse) -> bool:
    return 500 <= reply.code < 600


def _status(reply: SMTPResponse) -> tuple[str, str] | None:
    found = _ENHANCED.match(reply.message)
    return (found[1], found[2]) if found else None
