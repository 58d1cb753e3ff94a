"""A Word file's words come out as they look in Word, and nothing comes out that Word does not show."""

import io
from typing import Any

from docx.document import Document

from bot.files.adapter import PressFiles
from bot.news.words import Block, BlockKind, Mark, Span
from tests.files.making import photo, release, repacked, with_body, word

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


async def words_of(files: PressFiles, docx_file: bytes) -> list[str]:
    return [block.text for block in (await files.read_word(docx_file)).blocks]


async def test_headings_lists_and_quotes_keep_their_kind(files: PressFiles) -> None:
    def write(document: Document) -> None:
        document.add_heading("Bridge to close", 0)
        document.add_heading("What happens when", 1)
        document.add_paragraph("The bridge closes on Monday.")
        document.add_paragraph("Bring a bicycle", style="List Bullet")
        document.add_paragraph("Take the ferry", style="List Bullet 2")
        document.add_paragraph("First this", style="List Number")
        document.add_paragraph("“We are sorry.”", style="Quote")

    text = await files.read_word(word(write))

    assert [(block.kind, block.text) for block in text.blocks] == [
        (BlockKind.HEADING, "Bridge to close"),
        (BlockKind.HEADING, "What happens when"),
        (BlockKind.PARAGRAPH, "The bridge closes on Monday."),
        (BlockKind.BULLET, "Bring a bicycle"),
        (BlockKind.BULLET, "Take the ferry"),
        (BlockKind.NUMBERED, "First this"),
        (BlockKind.QUOTE, "“We are sorry.”"),
    ]


async def test_marks_stand_where_they_stood(files: PressFiles) -> None:
    def write(document: Document) -> None:
        line: Any = document.add_paragraph("  A ")
        line.add_run("bold").bold = True
        line.add_run(" step, ")
        line.add_run("slanted").italic = True
        line.add_run(" and ")
        line.add_run("both").underline = True
        line.runs[-1].font.strike = True

    (block,) = (await files.read_word(word(write))).blocks

    assert block.text == "A bold step, slanted and both"
    assert {(block.text[span.start : span.end], span.mark) for span in block.spans} == {
        ("bold", Mark.BOLD),
        ("slanted", Mark.ITALIC),
        ("both", Mark.UNDERLINE),
        ("both", Mark.STRIKE),
    }


def link(target: str) -> str:
    field = f' HYPERLINK "{target}" '
    return (
        f'<w:p><w:r><w:t xml:space="preserve">See </w:t></w:r><w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve">{field}</w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>the plan</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
    )


async def test_links_to_the_web_and_mail_are_kept(files: PressFiles) -> None:
    for address in ("https://example.org/plan?a=1", "http://example.org", "mailto:press@example.org"):
        (block,) = (await files.read_word(with_body(link(address)))).blocks
        assert block == Block("See the plan", spans=(Span(4, 12, Mark.LINK, address),))


async def test_links_that_lead_elsewhere_leave_their_words(files: PressFiles) -> None:
    for address in (
        "javascript:alert(1)",
        "file:///etc/passwd",
        r"\\server\share",
        "plan.docx",
        "https://[",
        "#top",
    ):
        (block,) = (await files.read_word(with_body(link(address)))).blocks
        assert block == Block("See the plan")


async def test_a_line_break_begins_a_new_block_but_not_in_a_heading(files: PressFiles) -> None:
    def write(document: Document) -> None:
        document.add_heading("Bridge\nto close", 1)
        document.add_paragraph("One line.\nAnother line.\n\n")

    assert await words_of(files, word(write)) == ["Bridge to close", "One line.", "Another line."]


async def test_a_table_row_is_one_block(files: PressFiles) -> None:
    def write(document: Document) -> None:
        table = document.add_table(2, 3)
        for row, words in zip(table.rows, [("Day", "From", "To"), ("Monday", "9am", "")], strict=True):
            for cell, text in zip(row.cells, words, strict=True):
                cell.text = text
        table.cell(0, 1).paragraphs[0].runs[0].bold = True

    blocks = (await files.read_word(word(write))).blocks

    assert [block.text for block in blocks] == ["Day – From – To", "Monday – 9am"]
    assert blocks[0].spans == (Span(6, 10, Mark.BOLD),)


async def test_a_table_that_lays_out_the_page_keeps_its_paragraphs(files: PressFiles) -> None:
    def write(document: Document) -> None:
        cell = document.add_table(1, 2).cell(0, 1)
        cell.text = "First paragraph."
        cell.add_paragraph("A point", style="List Bullet")

    assert [(b.kind, b.text) for b in (await files.read_word(word(write))).blocks] == [
        (BlockKind.PARAGRAPH, "First paragraph."),
        (BlockKind.BULLET, "A point"),
    ]


async def test_typographers_characters_stay_and_unseen_ones_go(files: PressFiles) -> None:
    flag = "\U0001f3f4\U000e0067\U000e0062\U000e0077\U000e006c\U000e0073\U000e007f"
    typed = f"\u00a0“It’s £5\u00a0million”\u200b – co\u00adop\ufeff \u202eabc\u202c {flag} 👩\u200d🚒\uf0b7 \u00a0"

    assert await words_of(files, release(typed)) == [f"“It’s £5\u00a0million” – coop abc {flag} 👩\u200d🚒"]


async def test_of_tracked_changes_the_new_words_stand(files: PressFiles) -> None:
    changed = (
        '<w:p><w:r><w:t xml:space="preserve">It closes on </w:t></w:r>'
        '<w:del w:id="1" w:author="A"><w:r><w:delText>Monday</w:delText></w:r></w:del>'
        '<w:ins w:id="2" w:author="A"><w:r><w:t>Tuesday</w:t></w:r></w:ins></w:p>'
    )
    assert await words_of(files, with_body(changed)) == ["It closes on Tuesday"]


async def test_comments_headers_and_footers_stay_behind(files: PressFiles) -> None:
    def write(document: Document) -> None:
        line = document.add_paragraph("It closes.")
        document.add_comment(line.runs, text="Is this agreed?", author="Ann", initials="A")
        document.sections[0].header.paragraphs[0].text = "NOT FOR RELEASE"

    assert await words_of(files, word(write)) == ["It closes."]


async def test_hidden_words_stay_hidden(files: PressFiles) -> None:
    def write(document: Document) -> None:
        line: Any = document.add_paragraph("It closes")
        line.add_run(" and Ann is cross").font.hidden = True
        line.add_run(".")
        document.styles.add_style("Secret", 1).font.hidden = True
        document.add_paragraph("Nobody must know.", style="Secret")

    assert await words_of(files, word(write)) == ["It closes."]


async def test_fields_give_their_words_and_empty_forms_do_not(files: PressFiles) -> None:
    form = (
        '<w:p><w:r><w:t xml:space="preserve">On </w:t></w:r><w:fldSimple w:instr="DATE"><w:r><w:t>4 May</w:t></w:r>'
        "</w:fldSimple></w:p><w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent><w:p><w:r>"
        "<w:t>Click here to enter text.</w:t></w:r></w:p></w:sdtContent></w:sdt>"
    )
    assert await words_of(files, with_body(form)) == ["On 4 May"]


async def test_a_text_box_is_read_after_its_paragraph(files: PressFiles) -> None:
    box = (
        '<w:p><w:r><w:t>Main words.</w:t></w:r><w:r><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml"><v:textbox>'
        "<w:txbxContent><w:p><w:r><w:t>Boxed words.</w:t></w:r></w:p></w:txbxContent></v:textbox></v:shape></w:pict>"
        "</w:r></w:p>"
    )
    assert await words_of(files, with_body(box)) == ["Main words.", "Boxed words."]


async def test_footnotes_follow_with_their_numbers(files: PressFiles) -> None:
    def add_notes(parts: dict[str, bytes]) -> None:
        notes = f'<w:footnotes {W}><w:footnote w:id="2"><w:p><w:r><w:t>Source: the census.</w:t></w:r></w:p></w:footnote>'
        parts["word/footnotes.xml"] = notes.encode() + b"</w:footnotes>"

    body = "<w:p><w:r><w:t>Half of us</w:t></w:r><w:r><w:footnoteReference w:id='2'/></w:r><w:r><w:t> walk.</w:t></w:r></w:p>"

    blocks = (await files.read_word(repacked(with_body(body), add_notes))).blocks

    assert blocks == (Block("Half of us[1] walk."), Block("[1] Source: the census."))


def with_picture(description: str, *pictures: bytes) -> bytes:
    def write(document: Document) -> None:
        document.add_paragraph("Words.")
        for picture in pictures:
            shape = document.add_picture(io.BytesIO(picture))
            shape._inline.docPr.set("descr", description)

    return word(write)


async def test_the_first_usable_picture_comes_as_it_was(files: PressFiles) -> None:
    logo, portrait = photo(150, 60, "PNG"), photo(900, 600)

    text = await files.read_word(with_picture("The mayor opens the bridge", logo, portrait, photo(800, 600)))

    assert text.picture == portrait
    assert text.picture_description == "The mayor opens the bridge"
    assert [block.text for block in text.blocks] == ["Words."]


async def test_a_description_that_no_person_wrote_is_none(files: PressFiles) -> None:
    guess = "A bridge over water\n\nDescription automatically generated"
    for description in ("image1.jpg", "Bridge final 2.JPEG", "Picture 1", "DSC_0042", guess, " "):
        text = await files.read_word(with_picture(description, photo()))
        assert (text.picture, text.picture_description) == (photo(), "")
