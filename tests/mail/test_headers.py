"""No words of anybody's can become a header field, and the last look at the bytes would notice."""

import unicodedata
from collections.abc import Callable
from dataclasses import replace
from email import message_from_bytes, policy
from email.header import decode_header, make_header
from email.message import EmailMessage

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.mail.addresses import Sender
from bot.mail.compose import FIELDS, address, prepare
from bot.mail.headers import Unfit, inspect, one_line
from bot.news.announcement import Content
from bot.news.words import Block
from bot.typeset import Typesetter
from tests.mail.conftest import IMPRINT, SITE

TYPESETTER = Typesetter("Europe/London", {})
PARTS = [
    "\r",
    "\n",
    "\r\n",
    "\0",
    "\u2028",
    "\u2029",
    "\x85",
    "\x1c",
    " ",
    "Bcc: all@example.org",
    "=?utf-8?q?a=0D=0ABcc:_b?=",
]
WILD = st.lists(
    st.sampled_from([*PARTS, "=?", "?=", '"', "\\", "<", ">", ",", "é", "🌉", "x" * 90])
    | st.text(max_size=30)
).map("".join)
TRICKS = [
    "News\r\nBcc: all@example.org",
    "News\nBcc: all@example.org",
    "News\rBcc: all@example.org",
    "News\r\n\r\n<p>another body",
    "News\u2028Bcc: all@example.org",
    "=?utf-8?q?News=0D=0ABcc:_all@example.org?=",
    "=?utf-8?b?TmV3cw0KQmNjOiBhbGxAZXhhbXBsZS5vcmc=?=",
    "=\0?utf-8?q?News=0ABcc:_all@example.org?\0=",
]


def mail_about(headline: str, name: str) -> bytes:
    imprint = replace(IMPRINT, desk_name=name, photo_url="")
    sender = Sender(name, "news@westmouth.example")
    rendering = prepare(TYPESETTER, Content(headline, body=(Block(headline.strip()),)), imprint, sender)
    return address(
        rendering, to="anna@example.org", unsubscribe_url=f"{SITE}/u", message_id="<1.a@westmouth.example>"
    )


def read(mail: bytes) -> EmailMessage:
    parsed = message_from_bytes(mail, policy=policy.default)
    assert isinstance(parsed, EmailMessage)
    return parsed


def decoded_again_and_again(value: str) -> str:
    for _ in range(3):
        value = str(make_header(decode_header(value)))
    return value


@given(headline=WILD, name=WILD)
@settings(max_examples=150, deadline=None)
@example(headline="x" * 2000, name="é" * 500)
@example(headline="Zażółć gęślą jaźń " * 8, name='Smith, "Jo" <jo@example.org>')
def test_whatever_is_written_the_fields_stay_the_same(headline: str, name: str) -> None:
    mail = read(mail_about(headline, name))

    assert [field.encode() for field in mail.keys()] == list(FIELDS)  # noqa: SIM118 - a field may come twice
    assert mail.defects == []
    for value in mail.values():
        assert value.defects == ()
        assert not {unicodedata.category(char) for char in decoded_again_and_again(value)} & {
            "Cc",
            "Zl",
            "Zp",
        }
    assert mail["From"].addresses[0].addr_spec == "news@westmouth.example"
    assert len(mail["From"].addresses) == 1


@given(headline=WILD)
@settings(max_examples=150, deadline=None)
def test_the_subject_is_the_headline(headline: str) -> None:
    shown = one_line(headline, 250) or "News from Westmouth News"

    assert " ".join(read(mail_about(headline, "Westmouth News"))["Subject"].split()) == shown


@pytest.mark.parametrize("trick", TRICKS)
def test_the_known_tricks_stay_words(trick: str) -> None:
    mail = mail_about(trick, trick)

    assert "Bcc" not in read(mail)
    assert b"\nBcc" not in mail.partition(b"\r\n\r\n")[0]
    assert "\n" not in decoded_again_and_again(read(mail)["Subject"])


def careless(headline: str) -> bytes:
    """Put words into a header as they are."""
    return mail_about("Headline", "Desk").replace(b"Subject: Headline", b"Subject: " + headline.encode())


def careless_once_decoded(headline: str) -> bytes:
    """Clean first and decode after, as happens where encoded words are taken for harmless."""
    return careless(str(make_header(decode_header(one_line(headline, 250).replace("= ?", "=?")))))


@pytest.mark.parametrize("broken", [careless, careless_once_decoded])
def test_the_last_look_catches_a_careless_composer(broken: Callable[[str], bytes]) -> None:
    inspect(broken("Headline"), FIELDS)
    caught = 0
    for trick in TRICKS:
        try:
            inspect(broken(trick), FIELDS)
        except (Unfit, UnicodeError):
            caught += 1
    assert caught >= (5 if broken is careless else 2)


@pytest.mark.parametrize(
    "spoil",
    [
        lambda mail: mail.replace(b"Precedence", b"Bcc: x@example.org\r\nPrecedence"),
        lambda mail: mail.replace(b"Precedence: bulk\r\n", b""),
        lambda mail: mail.replace(b"Precedence: bulk", b"Precedence: bulk\n"),
        lambda mail: mail.replace(b"Precedence: bulk", b"Precedence: bulk\r"),
        lambda mail: mail.replace(b"Precedence: bulk", b"Precedence: bu\0lk"),
        lambda mail: mail.replace(b"Precedence: bulk", b"Precedence: " + b"b" * 1000),
        lambda mail: mail.replace(b"Precedence: bulk", "Precedence: é".encode()),
        lambda mail: mail.replace(b"Precedence: bulk", b"no field at all"),
        lambda mail: mail.replace(b"Precedence: bulk\r\n", b"Precedence: bulk\r\n\r\n"),
        lambda mail: mail.partition(b"\r\n\r\n")[0],
    ],
)
def test_the_last_look_finds_each_way_to_be_wrong(spoil: Callable[[bytes], bytes]) -> None:
    with pytest.raises(Unfit):
        inspect(spoil(mail_about("Headline", "Desk")), FIELDS)


@pytest.mark.parametrize(
    "values",
    [
        {"to": "anna@example.org\r\nBcc: ben@example.org"},
        {"to": "anna@example.org, ben@example.org"},
        {"to": "änna@example.org"},
        {"unsubscribe_url": f"{SITE}/u>\r\nBcc: <x"},
        {"unsubscribe_url": f"{SITE}/{'u' * 900}"},
        {"unsubscribe_url": "mailto:x@example.org"},
        {"message_id": "<a@b>\r\nBcc: x"},
    ],
)
def test_no_reader_s_value_can_become_a_field(rendering: bytes, values: dict[str, str]) -> None:
    sound = {
        "to": "anna@example.org",
        "unsubscribe_url": f"{SITE}/u",
        "message_id": "<1.a@westmouth.example>",
    }
    address(rendering, **sound)

    with pytest.raises(Unfit):
        address(rendering, **{**sound, **values})


def test_a_long_headline_is_cut_between_words() -> None:
    headline = "Six nights of repairs, " * 20

    for longest in range(20, 120):
        cut = one_line(headline, longest)
        assert len(cut) <= longest
        assert cut.removesuffix("…").split(" ")[-1] in {"Six", "nights", "of", "repairs"}
    assert one_line("nights " * 5, 100) == "nights nights nights nights nights"


def test_a_long_word_is_cut_where_no_accent_is_torn_off() -> None:
    assert one_line("xe\u0301" * 100, 60).removesuffix("…").endswith(("e\u0301", "x"))
    assert one_line("\u0301" * 100, 60)
