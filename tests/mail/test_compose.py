"""What a mail says: every word in both parts, the same whatever the program it is read with."""

from dataclasses import replace
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from xml.etree.ElementTree import Element

import html5lib
import pytest

from bot.mail.addresses import Sender
from bot.mail.compose import Confirmation, address, compose_confirmation, message_id_for, prepare, preview
from bot.mail.headers import Unfit
from bot.news.announcement import Content, Imprint
from bot.news.corrections import Correction, Manner
from bot.news.words import Block, BlockKind, Mark, Span
from bot.typeset import Typesetter
from tests.mail.conftest import IMPRINT, NEWS, SITE
from tests.mail.fresh import fresh

OFFICE = Sender("Westmouth News", "news@westmouth.example")
LINK = f"{SITE}/unsubscribe/k=1&{'long' * 30}"


def mailed(rendering: bytes, to: str = "anna@example.org", link: str = LINK) -> EmailMessage:
    sent = address(
        rendering, to=to, unsubscribe_url=link, message_id=message_id_for("key", 7, to, "westmouth.example")
    )
    parsed = message_from_bytes(sent, policy=policy.default)
    assert isinstance(parsed, EmailMessage)
    assert parsed.defects == []
    return parsed


def parts(mail: EmailMessage) -> tuple[str, str]:
    plain, html = mail.iter_parts()
    assert isinstance(plain, EmailMessage)
    assert isinstance(html, EmailMessage)
    assert (plain.get_content_type(), html.get_content_type()) == ("text/plain", "text/html")
    return plain.get_content().replace("\r\n", "\n"), html.get_content().replace("\r\n", "\n")


def fields(mail: EmailMessage) -> dict[str, str]:
    """The header but for the boundary; a fold may leave a blank at the front."""
    return {name: value.strip() for name, value in mail.items() if name != "Content-Type"}


def read_strictly(html: str) -> Element:
    page: Element = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(html)
    return page


def test_the_fields_say_who_writes_what_and_how_to_leave(rendering: bytes) -> None:
    mail = mailed(rendering)

    assert dict(mail.items()) | {"Content-Type": "", "Message-ID": ""} == {
        "From": "Westmouth News <news@westmouth.example>",
        "To": "anna@example.org",
        "Subject": "Harbour bridge to close for six nights",
        "Date": "Tue, 24 Nov 2026 09:00:00 +0000",
        "Message-ID": "",
        "List-Id": '"Westmouth News" <news.westmouth.example>',
        "List-Unsubscribe": f"<{LINK}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        "Auto-Submitted": "auto-generated",
        "Precedence": "bulk",
        "MIME-Version": "1.0",
        "Content-Type": "",
    }


def test_both_parts_hold_every_word(rendering: bytes) -> None:
    text, html = parts(mailed(rendering))

    shown = " ".join("".join(read_strictly(html).itertext()).split())
    assert NEWS.photo
    said = [NEWS.headline, NEWS.standfirst.text, *(block.text for block in NEWS.body)]
    around = ["24 November 2026", NEWS.photo.caption, NEWS.photo.credit, "NEWS-2026-0042", "Unsubscribe"]
    for words in [*said, *around, "Read and share on our page"]:
        assert words in shown
        assert words in text.replace(" (https://westmouth.example/plan?a=1&b=2)", "")
    assert NEWS.photo.alt_text in text
    assert "> “We’ve chosen the nights" in text
    assert "* the footway\n* the ferry" in text
    assert "1. Follow the signs\n2. Allow" in text
    assert LINK in text


def test_the_html_is_built_as_what_it_is(rendering: bytes) -> None:
    _, html = parts(mailed(rendering))
    page = read_strictly(html)

    def words(path: str) -> list[str]:
        return ["".join(found.itertext()).strip() for found in page.iterfind(f".//{path}")]

    assert words("h1") == [NEWS.headline]
    assert words("h2") == ["What stays open"]
    assert words("blockquote/p") == ["“We’ve chosen the nights that hurt businesses least.”"]
    assert words("ul/li") == ["the footway", "the ferry steps < 5 minutes away"]
    assert words("ol/li") == ["Follow the signs", "Allow twenty minutes"]
    links = {"".join(found.itertext()): found.get("href") for found in page.iterfind(".//a")}
    assert links == {
        "plan": "https://westmouth.example/plan?a=1&b=2",
        "Read and share on our page": IMPRINT.page_url,
        "Unsubscribe": LINK,
    }
    (photo,) = page.iterfind(".//img")
    assert (photo.get("src"), photo.get("alt")) == (IMPRINT.photo_url, "Engineers under the middle span")


def test_nothing_in_it_reports_who_reads(rendering: bytes) -> None:
    for_anna = parts(mailed(rendering))
    for_ben = parts(mailed(rendering, "ben@example.org", f"{SITE}/unsubscribe/ben"))

    plain, html = for_ben
    escaped = LINK.replace("&", "&amp;")
    assert (
        plain.replace(f"{SITE}/unsubscribe/ben", LINK),
        html.replace(f"{SITE}/unsubscribe/ben", escaped),
    ) == for_anna
    assert "anna" not in "".join(for_anna)


def test_prepared_bytes_mean_what_a_fresh_message_means(rendering: bytes, sender: Sender) -> None:
    text, html = parts(mailed(rendering, link=f"{SITE}/LINK"))
    words = (NEWS.headline, text.replace(f"{SITE}/LINK", "LINK"), html.replace(f"{SITE}/LINK", "LINK"))
    for number in range(50):
        to, link = f"reader{number}@example.org", f"{SITE}/unsubscribe/{number}&k=={number * 'x'}"
        written = fresh(words, IMPRINT, sender, to=to, link=link)
        plainly = message_from_bytes(written.as_bytes(), policy=policy.default)
        assert isinstance(plainly, EmailMessage)

        prepared = mailed(rendering, to, link)

        assert parts(prepared) == parts(plainly)
        assert fields(prepared) == fields(plainly)


def test_every_line_is_short_and_plain_for_the_oldest_relay(rendering: bytes) -> None:
    sent = address(rendering, to="a@b.example", unsubscribe_url=LINK, message_id="<1.x@westmouth.example>")
    head, _, body = sent.partition(b"\r\n\r\n")

    assert sent.isascii()
    assert max(map(len, head.split(b"\r\n"))) <= 998
    assert max(map(len, body.split(b"\r\n"))) <= 76


def test_the_chat_is_shown_exactly_what_the_mail_says(rendering: bytes) -> None:
    subject, text = preview(rendering)

    mail = mailed(rendering)
    assert subject == mail["Subject"]
    assert text == parts(mail)[0].replace(LINK, "…").strip()


def test_what_is_not_published_can_be_previewed_and_never_sent(
    typesetter: Typesetter, sender: Sender
) -> None:
    unpublished = prepare(typesetter, NEWS, replace(IMPRINT, published_at=None), sender)

    assert preview(unpublished)[0] == NEWS.headline
    with pytest.raises(Unfit, match="Date"):
        mailed(unpublished)


def test_a_draft_of_a_headline_alone_has_a_preview(typesetter: Typesetter, sender: Sender) -> None:
    imprint = Imprint(1, 1, "Westmouth News", f"{SITE}/1")

    assert preview(prepare(typesetter, Content("Only this"), imprint, sender))[0] == "Only this"
    assert preview(prepare(typesetter, Content(), imprint, sender))[0] == "News from Westmouth News"


@pytest.mark.parametrize(("manner", "says"), [("correction", "Correction: "), ("withdrawal", "Withdrawn: ")])
def test_what_was_put_right_says_so(typesetter: Typesetter, sender: Sender, manner: str, says: str) -> None:
    correction = Correction(Manner(manner), "It was <not> so.")
    news = replace(NEWS, correction=correction)
    imprint = replace(IMPRINT, edition_number=2, notes=correction.notes(IMPRINT.published_at))
    corrected = mailed(prepare(typesetter, news, imprint, sender))

    assert str(corrected["Subject"]).startswith(says)
    assert "It was <not> so." in parts(corrected)[0]
    assert "It was &lt;not&gt; so." in parts(corrected)[1]
    assert all("This replaces what we sent you before" in part for part in parts(corrected))


def test_a_slip_that_was_mended_is_mailed_like_any_other(
    typesetter: Typesetter, sender: Sender, rendering: bytes
) -> None:
    mended = replace(NEWS, correction=Correction(Manner.TYPO))
    again = prepare(typesetter, mended, replace(IMPRINT, edition_number=2), sender)

    assert preview(again) == preview(rendering)


def test_a_photo_that_only_decorates_is_not_described(typesetter: Typesetter, sender: Sender) -> None:
    assert NEWS.photo
    plain_photo = replace(NEWS.photo, alt_text="", decorative=True, caption="", credit="")
    text, html = parts(mailed(prepare(typesetter, replace(NEWS, photo=plain_photo), IMPRINT, sender)))

    assert [image.get("alt") for image in read_strictly(html).iterfind(".//img")] == [""]
    assert "[Photo" not in text


@pytest.mark.parametrize(
    "href", ["javascript:alert(1)", "data:text/html,x", "https://a.example\r\nx", "//a.example"]
)
def test_a_link_that_is_none_keeps_only_its_words(typesetter: Typesetter, sender: Sender, href: str) -> None:
    body = (Block("Press here\nnow", BlockKind.PARAGRAPH, (Span(6, 10, Mark.LINK, href),)),)
    text, html = parts(mailed(prepare(typesetter, replace(NEWS, body=body), IMPRINT, sender)))

    assert "Press here\nnow" in text
    assert "javascript" not in html
    assert "Press " in html
    assert not {link.get("href") for link in read_strictly(html).iterfind(".//a")} & {href}


def test_one_mail_has_one_id_that_names_nobody() -> None:
    first = message_id_for("key-of-anna", 42, "anna@example.org", "westmouth.example")

    assert first == message_id_for("key-of-anna", 42, "anna@example.org", "westmouth.example")
    others = [
        ("key", 42, "anna@example.org"),
        ("key-of-anna", 43, "anna@example.org"),
        ("key-of-anna", 42, "ben@example.org"),
    ]
    assert first not in {message_id_for(*other, "westmouth.example") for other in others}
    assert "anna" not in first


@pytest.mark.parametrize(
    ("to", "url"),
    [("anna", f"{SITE}/c"), ("anna@example.org", "javascript:x"), ("anna@example.org", f"{SITE}/\r\nx")],
)
def test_a_question_to_nowhere_is_not_written(
    typesetter: Typesetter, sender: Sender, to: str, url: str
) -> None:
    with pytest.raises(Unfit):
        compose_confirmation(typesetter, sender, Confirmation(to, url, datetime(2026, 11, 24, tzinfo=UTC)))


def test_the_question_is_whole_html_too(typesetter: Typesetter, sender: Sender) -> None:
    asked = Confirmation("anna@example.org", f"{SITE}/confirm/a&b", datetime(2026, 11, 24, tzinfo=UTC))
    mail = message_from_bytes(compose_confirmation(typesetter, sender, asked), policy=policy.default)
    assert isinstance(mail, EmailMessage)

    _, html = parts(mail)
    assert f"{SITE}/confirm/a&b" in {link.get("href") for link in read_strictly(html).iterfind(".//a")}


def test_what_people_said_is_set_as_a_quote_and_loses_no_word() -> None:
    said = (
        Block("The engineer Lena Voss said: “The bridge needs new joints."),
        Block("“We start on Monday.”"),
        Block("Buses go round by the mill."),
    )
    mail = mailed(prepare(Typesetter("Europe/London", {}), replace(NEWS, body=said), IMPRINT, OFFICE))
    page = read_strictly(parts(mail)[1])
    quoted = ["".join(words.itertext()).strip() for words in page.findall(".//blockquote/p")]

    assert quoted == ["“The bridge needs new joints.", "“We start on Monday.”"]
    assert all(
        " ".join(block.text.split()) in " ".join("".join(page.itertext()).split()) for block in said[1:]
    )
