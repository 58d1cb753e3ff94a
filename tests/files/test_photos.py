"""A photo comes out clean, upright, in true colours and in sizes that Telegram and pages take."""

import hashlib
import io

import pytest
from PIL import Image, ImageCms

from bot.desk.ports.files import CleanPhoto
from bot.files.adapter import PressFiles
from tests.files.making import CANARY, photo, saved, scene, telling_exif, telling_jpeg
from tests.files.traces import traces

RED, BLUE, WHITE = (220, 30, 30), (40, 90, 160), (255, 255, 255)


def opened(clean: CleanPhoto, index: int = 0) -> Image.Image:
    return Image.open(io.BytesIO(clean.renditions[index][1]))


def colour(image: Image.Image, x: float, y: float) -> tuple[int, ...]:
    """The colour at a place given in parts of the width and height."""
    found = image.convert("RGB").getpixel((int(image.width * x), int(image.height * y)))
    assert isinstance(found, tuple)
    return tuple(int(value) for value in found)


def near(found: tuple[int, ...], wanted: tuple[int, ...]) -> bool:
    return all(abs(a - b) <= 12 for a, b in zip(found, wanted, strict=True))


def telling_png() -> bytes:
    from PIL.PngImagePlugin import PngInfo

    text = PngInfo()
    text.add_text("Comment", CANARY)
    text.add_itxt("XML:com.adobe.xmp", CANARY, zip=True)
    return saved(scene(), "PNG", pnginfo=text, exif=telling_exif()) + CANARY.encode()


def telling_webp() -> bytes:
    return saved(scene(), "WEBP", exif=telling_exif(), xmp=CANARY.encode())


def telling_gif() -> bytes:
    return saved(scene(), "GIF", comment=CANARY.encode(), save_all=True, append_images=[scene(mode="L")])


def telling_mpo() -> bytes:
    """What telephones save: a JPEG with more pictures behind it."""
    return saved(scene(), "MPO", exif=telling_exif(), save_all=True, append_images=[scene(mode="L")])


@pytest.mark.parametrize(
    "original", [telling_jpeg(), telling_png(), telling_webp(), telling_gif(), telling_mpo()]
)
async def test_nothing_but_the_picture_is_left(files: PressFiles, original: bytes) -> None:
    assert CANARY.encode() in original or b"iTXt" in original

    clean = await files.clean_photo(original)

    assert len(clean.renditions) == 6
    assert [found for _, content in clean.renditions for found in traces(content)] == []
    assert not any(CANARY.encode() in content for _, content in clean.renditions)


def test_a_photo_saved_as_it_came_would_be_caught() -> None:
    image = Image.open(io.BytesIO(telling_jpeg()))

    as_jpeg = saved(image, exif=image.info["exif"])
    as_webp = saved(image, "WEBP", exif=image.info["exif"])

    assert any("Exif" in found for found in traces(as_jpeg))
    assert any(CANARY in found for found in traces(saved(image)))  # Pillow carries the comment along unasked
    assert "chunk b'EXIF'" in traces(as_webp)
    assert traces(saved(scene()) + b"tail") == ["bytes after the end"]


@pytest.mark.parametrize("orientation", range(1, 9))
async def test_a_photo_is_turned_the_way_it_was_held(files: PressFiles, orientation: int) -> None:
    held = {2: 0, 3: 3, 4: 1, 5: 5, 6: 2, 7: 6, 8: 4}  # the Transpose that undoes each orientation's turn
    turned = scene() if orientation == 1 else scene().transpose(Image.Transpose(held[orientation]))

    clean = await files.clean_photo(telling_jpeg(orientation, turned))

    upright = opened(clean)
    assert (clean.photo.width, clean.photo.height) == upright.size == (1200, 800)
    assert near(colour(upright, 0.2, 0.2), RED)
    assert near(colour(upright, 0.8, 0.8), BLUE)


async def test_the_master_names_the_photo_and_comes_first(files: PressFiles) -> None:
    clean = await files.clean_photo(photo(3000, 2000))

    (master, content), *others = clean.renditions
    assert clean.photo.sha256 == master.sha256 == hashlib.sha256(content).hexdigest()
    assert (master.content_type, master.width, master.height) == ("image/jpeg", 2560, 1707)
    assert clean.photo.alt_text == ""
    assert {rendition.photo_sha256 for rendition, _ in others} == {clean.photo.sha256}


async def test_three_widths_come_as_webp_and_jpeg(files: PressFiles) -> None:
    clean = await files.clean_photo(photo(3000, 2000))

    served = [(rendition.content_type, rendition.width) for rendition, _ in clean.renditions[1:]]
    assert served == [(form, width) for width in (480, 960, 1600) for form in ("image/webp", "image/jpeg")]
    for index, (rendition, content) in enumerate(clean.renditions):
        assert opened(clean, index).size == (rendition.width, rendition.height)
        assert rendition.sha256 == hashlib.sha256(content).hexdigest()


async def test_a_small_photo_is_not_enlarged(files: PressFiles) -> None:
    clean = await files.clean_photo(photo(700, 500))

    served = [(rendition.content_type, rendition.width) for rendition, _ in clean.renditions]
    assert served == [("image/jpeg", 700), ("image/webp", 480), ("image/jpeg", 480), ("image/webp", 700)]


async def test_the_same_photo_gives_the_same_bytes(files: PressFiles) -> None:
    original = telling_jpeg()

    assert await files.clean_photo(original) == await files.clean_photo(original)


async def test_a_noisy_photo_still_fits_telegram(files: PressFiles) -> None:
    noise = Image.effect_noise((2560, 2560), 120)
    original = saved(Image.merge("RGB", (noise, noise.rotate(90), noise.rotate(180))), quality=95)

    clean = await files.clean_photo(original)

    assert len(clean.renditions[0][1]) <= 10 * 1024 * 1024
    assert clean.photo.width + clean.photo.height <= 10_000


@pytest.mark.parametrize("mode", ["RGB", "L", "P", "1", "RGBA", "LA", "I;16"])
async def test_every_kind_of_png_comes_out(files: PressFiles, mode: str) -> None:
    shade = scene(mode="L").point(lambda value: value * 257, "I").convert("I;16")
    image = shade if mode == "I;16" else scene(mode=mode)

    clean = await files.clean_photo(saved(image, "PNG"))

    upright = opened(clean)
    assert upright.mode == "RGB"
    assert colour(upright, 0.2, 0.2) != colour(upright, 0.8, 0.8)
    if mode == "I;16":
        assert near(colour(upright, 0.8, 0.8), colour(scene(mode="L"), 0.8, 0.8))


async def test_what_is_transparent_becomes_white(files: PressFiles) -> None:
    glass = scene(mode="RGBA")
    glass.putalpha(Image.new("L", glass.size, 0))

    clean = await files.clean_photo(saved(glass, "PNG"))

    assert near(colour(opened(clean), 0.5, 0.5), WHITE)


async def test_a_printers_cmyk_comes_out_in_its_colours(files: PressFiles) -> None:
    clean = await files.clean_photo(saved(scene(mode="CMYK")))

    assert opened(clean).mode == "RGB"
    assert near(colour(opened(clean), 0.2, 0.2), RED)


async def test_the_colours_of_a_profile_are_carried_over(files: PressFiles) -> None:
    true = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    swapped = true.replace(b"rXYZ", b"xXYZ").replace(b"bXYZ", b"rXYZ").replace(b"xXYZ", b"bXYZ")

    clean = await files.clean_photo(saved(scene(), icc_profile=swapped))

    red, _, blue = colour(opened(clean), 0.2, 0.2)
    assert blue > 200 > red  # the profile says that the first channel is blue


@pytest.mark.filterwarnings(
    "ignore:Image appears to be a malformed|Truncated File Read|Corrupt EXIF:UserWarning"
)
async def test_a_broken_profile_or_exif_does_not_cost_the_photo(files: PressFiles) -> None:
    original = saved(scene(), icc_profile=b"no profile", exif=b"Exif\0\0MM\0*\xff\xff\xff\xff")

    clean = await files.clean_photo(original)

    assert near(colour(opened(clean), 0.2, 0.2), RED)
