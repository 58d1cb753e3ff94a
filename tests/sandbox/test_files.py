"""Photos, documents and albums: what is taken, in what sizes, and what comes back by its id."""

from __future__ import annotations

import io
from typing import Any

import pytest
from PIL import Image

from bot.sandbox.files import MOST_DOWNLOAD_BYTES, MOST_PHOTO_BYTES
from bot.sandbox.people import Person
from bot.sandbox.posting import Attachment
from bot.sandbox.sandbox import Sandbox
from tests.sandbox.conftest import Caller, picture

BAD = "Bad Request: "


@pytest.mark.parametrize(
    ("content", "description"),
    [
        (b"no picture", "IMAGE_PROCESS_FAILED"),
        (picture()[:200], "IMAGE_PROCESS_FAILED"),
        (picture(4200, 200), "PHOTO_INVALID_DIMENSIONS"),
        (picture(9990, 11, "PNG"), "PHOTO_INVALID_DIMENSIONS"),
        (
            b"\xff" * (MOST_PHOTO_BYTES + 1),
            f"file of size {MOST_PHOTO_BYTES + 1} bytes is too big for a photo; the maximum size is {MOST_PHOTO_BYTES} bytes",
        ),
        (b"", "file must be non-empty"),
    ],
)
async def test_photos_that_are_none(api: Caller, ada: Person, content: bytes, description: str) -> None:
    assert await api.refusal("sendPhoto", chat_id=ada.id, photo=("p.jpg", content)) == BAD + description


@pytest.mark.parametrize("size", [(4000, 200), (20, 1), (5000, 5000)])
async def test_photos_at_the_edge(api: Caller, ada: Person, size: tuple[int, int]) -> None:
    message = await api.result("sendPhoto", chat_id=ada.id, photo=("p.png", picture(*size, "PNG")))
    assert (message["photo"][-1]["width"], message["photo"][-1]["height"]) == size


async def test_a_photo_has_smaller_sizes_that_can_be_fetched(api: Caller, ada: Person) -> None:
    message = await api.result("sendPhoto", chat_id=ada.id, photo=("p.jpg", picture(1600, 800)))
    assert [(s["width"], s["height"]) for s in message["photo"]] == [
        (90, 45),
        (320, 160),
        (800, 400),
        (1280, 640),
        (1600, 800),
    ]
    content = await fetched(api, message["photo"][1]["file_id"])
    assert Image.open(io.BytesIO(content)).size == (320, 160)


async def test_the_full_size_is_served_as_it_was_uploaded_exif_and_all(api: Caller, ada: Person) -> None:
    exif = Image.Exif()
    exif[0x010F] = "A camera that tells"
    out = io.BytesIO()
    Image.new("RGB", (50, 50)).save(out, "JPEG", exif=exif)
    message = ada.send_photo(out.getvalue(), "look")
    assert await fetched(api, message.content.files[-1].file_id) == out.getvalue()


async def test_a_known_file_is_sent_again_by_any_of_its_sizes_ids(api: Caller, ada: Person) -> None:
    first = await api.result("sendPhoto", chat_id=ada.id, photo=("p.jpg", picture(200, 100)))
    again = await api.result("sendPhoto", chat_id=ada.id, photo=first["photo"][0]["file_id"])
    assert again["photo"] == first["photo"]


@pytest.mark.parametrize(
    ("value", "description"),
    [
        ("AgACnonsense", "wrong file identifier/HTTP URL specified"),
        ("https://a.example/p.jpg", "failed to get HTTP URL content"),
        ("attach://missing", "there is no photo in the request"),
        ("file:///etc/passwd", "wrong file identifier/HTTP URL specified"),
    ],
)
async def test_what_is_no_file(api: Caller, ada: Person, value: str, description: str) -> None:
    assert await api.refusal("sendPhoto", chat_id=ada.id, photo=value) == BAD + description


async def test_a_document_is_no_photo(api: Caller, ada: Person) -> None:
    document = ada.send_document(Attachment("a.pdf", b"%PDF")).content.files[0]
    refused = await api.refusal("sendPhoto", chat_id=ada.id, photo=document.file_id)
    assert refused == BAD + "can't use file of type Document as Photo"


async def test_a_video_is_no_document(api: Caller, ada: Person) -> None:
    video = await api.result("sendVideo", chat_id=ada.id, video=("a.mp4", b"x"))
    refused = await api.refusal("sendDocument", chat_id=ada.id, document=video["video"]["file_id"])
    assert refused == BAD + "can't use file of type Video as Document"


async def test_an_upload_of_more_than_50_megabytes(api: Caller, ada: Person) -> None:
    refused = await api.refusal("sendDocument", chat_id=ada.id, document=("a.bin", b"x" * (50 * 2**20 + 1)))
    assert refused == "Request Entity Too Large"


async def test_files_are_fetched_up_to_20_megabytes_and_for_an_hour(
    api: Caller, sandbox: Sandbox, ada: Person
) -> None:
    assert "temporarily unavailable" in await api.refusal("getFile", file_id="nonsense")
    big = ada.send_document(Attachment("a.bin", b"x" * (MOST_DOWNLOAD_BYTES + 1))).content.files[0]
    assert await api.refusal("getFile", file_id=big.file_id) == BAD + "file is too big"
    small = ada.send_document(Attachment("a.txt", b"hello")).content.files[0]
    path = (await api.result("getFile", file_id=small.file_id))["file_path"]
    url = f"/file/bot{sandbox.token}/{path}"
    assert (await api.client.get(url)).content == b"hello"
    sandbox.world.clock.shift(3600)
    assert (await api.client.get(url)).status_code == 404
    assert (await api.client.get(f"/file/bot7000000001:other/{path}")).status_code == 401


# --- albums ---------------------------------------------------------------------------------------------------------


def items(*kinds: str) -> list[dict[str, str]]:
    return [{"type": kind, "media": f"attach://f{n}", "caption": f"{n}"} for n, kind in enumerate(kinds)]


async def test_an_album_shares_one_id_and_counts_on(api: Caller, ada: Person) -> None:
    files: dict[str, Any] = {f"f{n}": (f"{n}.jpg", picture(60 + n, 40)) for n in range(3)}
    messages = await api.result(
        "sendMediaGroup", chat_id=ada.id, media=items("photo", "photo", "photo"), **files
    )
    assert len({m["media_group_id"] for m in messages}) == 1
    assert [m["caption"] for m in messages] == ["0", "1", "2"]
    assert [m["message_id"] for m in messages] == list(
        range(messages[0]["message_id"], messages[0]["message_id"] + 3)
    )


@pytest.mark.parametrize(
    ("kinds", "description"),
    [
        ((), "there are no messages to send"),
        (("photo",), "an album must have 2-10 items"),
        (("photo",) * 11, "too many messages to send as an album"),
        (("photo", "document"), "can't use the media of the specified type in the album"),
    ],
)
async def test_albums_that_are_none(
    api: Caller, ada: Person, kinds: tuple[str, ...], description: str
) -> None:
    files: dict[str, Any] = {f"f{n}": (f"{n}.jpg", picture()) for n in range(len(kinds))}
    assert (
        await api.refusal("sendMediaGroup", chat_id=ada.id, media=items(*kinds), **files) == BAD + description
    )


async def test_an_album_fails_in_part_and_the_others_stay(api: Caller, sandbox: Sandbox, ada: Person) -> None:
    files: dict[str, Any] = {
        "f0": ("0.jpg", picture()),
        "f1": ("1.jpg", b"broken"),
        "f2": ("2.jpg", picture(70, 70)),
    }
    refused = await api.refusal(
        "sendMediaGroup", chat_id=ada.id, media=items("photo", "photo", "photo"), **files
    )
    assert refused == BAD + 'Failed to send message #2 with the error message "IMAGE_PROCESS_FAILED"'
    assert [m.caption for m in ada.sees()][1:] == ["0", "2"]
    assert len(sandbox.journal.accepted(ada.id)) == 2


async def test_an_animation_in_an_album(api: Caller, ada: Person) -> None:
    refused = await api.refusal("sendMediaGroup", chat_id=ada.id, media=items("photo", "animation"))
    assert refused.startswith(BAD + "can't parse media")


async def fetched(api: Caller, file_id: str) -> bytes:
    path = (await api.result("getFile", file_id=file_id))["file_path"]
    return (await api.client.get(f"/file/bot{api.sandbox.token}/{path}")).content
