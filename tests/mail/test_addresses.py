"""Which addresses we write to, and in whose name."""

import pytest

from bot.mail.addresses import Sender, is_safe, sender_of, tidy


@pytest.mark.parametrize(
    ("written", "tidied"),
    [
        ("anna@example.org", "anna@example.org"),
        (" Anna.Okafor+News@Example.ORG\n", "anna.okafor+news@example.org"),
        ("o'neil@example.co.uk", "o'neil@example.co.uk"),
        ("anna@bücher.example", "anna@xn--bcher-kva.example"),
    ],
)
def test_an_address_has_one_way_to_be_written(written: str, tidied: str) -> None:
    assert tidy(written) == tidied
    assert tidy(tidied) == tidied


@pytest.mark.parametrize(
    "written",
    ["", "anna", "@example.org", "anna@localhost", "anna@example.org, ben@example.org", "Anna <anna@example.org>",
     "änna@example.org", '"anna okafor"@example.org', "anna@[127.0.0.1]", "an\nna@example.org", f"{'a' * 65}@example.org"],
)  # fmt: skip
def test_what_no_mail_can_go_to_is_none(written: str) -> None:
    assert tidy(written) is None


def test_readers_see_the_name_in_mail_from_or_the_desk_s() -> None:
    assert sender_of("Press Office <news@example.org>", "Desk") == Sender("Press Office", "news@example.org")
    assert sender_of("news@example.org", "Desk") == Sender("Desk", "news@example.org")
    assert sender_of("newsdesk@localhost", "Desk").domain == "localhost"


@pytest.mark.parametrize(
    "odd", ["", "nobody", "a b@example.org", "a@example.org>\r\nBcc: x", "ä@example.org"]
)
def test_an_odd_mail_from_is_named(odd: str) -> None:
    with pytest.raises(ValueError, match="MAIL_FROM"):
        sender_of(odd, "Desk")


def test_only_plain_addresses_are_safe() -> None:
    assert is_safe("a.b+c@example.org")
    assert not any(
        map(is_safe, ["a@b\r\n", "a@b>", "a@b c", "<a@b", "a,b@c", "ä@b.example", "a@" + "b" * 255])
    )
