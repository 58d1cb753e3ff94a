"""Photos and files on their way in: chosen, dragged, pasted, alone or together."""

from __future__ import annotations

import base64
from pathlib import Path

import pytest
from playwright.async_api import FilePayload, expect

from tests.sandbox_page.conftest import Screen, picture

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
DROP = """(box, {name, type, body}) => {
  const bytes = Uint8Array.from(atob(body), (c) => c.charCodeAt(0));
  const files = new DataTransfer();
  files.items.add(new File([bytes], name, {type}));
  for (const kind of ["dragover", "drop"])
    box.dispatchEvent(new DragEvent(kind, {dataTransfer: files, bubbles: true, cancelable: true}));
}"""


def payload(name: str, body: bytes, mime: str) -> FilePayload:
    return {"name": name, "mimeType": mime, "buffer": body}


async def test_a_photo_goes_with_its_caption(screen: Screen) -> None:
    await screen.open(screen.stage.ada)
    await screen.page.set_input_files(
        ".composer input[type=file]", payload("crew.jpg", picture(), "image/jpeg")
    )
    await expect(screen.page.locator(".tray")).to_contain_text("crew.jpg")
    await screen.send("The crew")

    await screen.sees("A photo, 600 × 400, with The crew")
    shown = screen.page.locator(".message.own .photo img")
    await expect(shown).to_be_visible()
    assert await shown.evaluate("img => img.decode().then(() => img.naturalWidth)") == 600
    await screen.page.get_by_role("button", name="Open the photo").click()
    await expect(screen.page.get_by_role("dialog", name="Photo").locator("img")).to_be_visible()
    await screen.page.keyboard.press("Escape")


async def test_a_picture_can_go_as_a_file(screen: Screen) -> None:
    await screen.open(screen.stage.ada)
    await screen.page.set_input_files(
        ".composer input[type=file]", payload("crew.jpg", picture(), "image/jpeg")
    )
    await screen.page.get_by_label("Send as a file").check()
    await screen.page.get_by_role("button", name="Send", exact=True).click()

    await screen.sees("A file: crew.jpg")


async def test_a_word_file_is_dragged_in(screen: Screen, tmp_path: Path) -> None:
    body = b"PK\x03\x04 a Word file"
    await screen.open(screen.stage.ada)
    fields = {"name": "release.docx", "type": WORD, "body": base64.b64encode(body).decode()}
    await screen.page.eval_on_selector(".conversation", DROP, fields)
    await screen.page.get_by_role("button", name="Send", exact=True).click()

    await screen.sees("A file: release.docx")
    async with screen.page.expect_download() as downloading:
        await screen.page.locator(".message.own .file").click()
    saved = tmp_path / "release.docx"
    await (await downloading.value).save_as(saved)
    assert saved.read_bytes() == body


async def test_several_photos_make_an_album(screen: Screen) -> None:
    await screen.open(screen.stage.ada)
    files = [payload(f"{n}.jpg", picture(600 + n), "image/jpeg") for n in range(3)]
    await screen.page.set_input_files(".composer input[type=file]", files)
    await screen.send("Three of them")

    await screen.sees("A photo, 600 × 400, with Three of them")
    album = screen.page.locator(".message.own", has_text="Three of them")
    await expect(album).to_have_count(1)
    await expect(album.locator("img")).to_have_count(3)


async def test_words_too_long_for_a_caption_go_first(screen: Screen) -> None:
    await screen.open(screen.stage.ada)
    await screen.page.set_input_files(
        ".composer input[type=file]", payload("crew.jpg", picture(), "image/jpeg")
    )
    await screen.send("Long " * 300)

    await screen.sees("A photo, 600 × 400, with no words")
    assert screen.stage.ada.sees()[2].text.startswith("Long Long")


async def test_a_file_can_be_left_out_again(screen: Screen) -> None:
    await screen.open(screen.stage.ada)
    await screen.page.set_input_files(
        ".composer input[type=file]", payload("crew.jpg", picture(), "image/jpeg")
    )
    await screen.page.get_by_role("button", name="Leave out crew.jpg").click()

    await expect(screen.page.locator(".tray")).to_have_count(0)
    await expect(screen.page.get_by_role("button", name="Send", exact=True)).to_be_disabled()
