"""Pixels only: a picture opened safely, made sRGB, turned the right way up and freed of all that was said about it.

Knows nothing of announcements or renditions.
"""

import io
from contextlib import suppress

from PIL import Image, ImageCms

from bot.files.foreign import DAMAGE, refused_as
from bot.files.forms import picture_form
from bot.news.refusal import Refusal

FORMATS = ("JPEG", "PNG", "WEBP", "GIF")  # a phone's MPO is a JPEG with more of them behind it
BYTES_AT_MOST = 20 * 1024 * 1024  # Telegram's bots can fetch no larger file
PIXELS_AT_MOST = 40_000_000  # a camera of 40 megapixels; decoded, 160 MB
SHORTEST_SIDE = 200  # pixels; anything less is a stamp, not a picture
RATIO_AT_MOST = 20  # Telegram takes no longer strip

Image.MAX_IMAGE_PIXELS = PIXELS_AT_MOST  # Pillow's own check comes before it makes room for a picture

_ORIENTATION = 0x0112
_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}


def opened(original: bytes) -> Image.Image:
    """Open a picture without decoding it, its size and shape checked.

    Raises Refusal: photo_too_large, photo_not_a_picture, photo_other_format, photo_damaged, photo_too_many_pixels,
    photo_too_small, photo_odd_shape.
    """
    if len(original) > BYTES_AT_MOST:
        raise Refusal("photo_too_large", limit_mb=BYTES_AT_MOST // 1024**2)
    form = picture_form(original)
    if not form:
        raise Refusal("photo_not_a_picture")
    if form.upper() not in FORMATS:
        raise Refusal("photo_other_format", form=form)
    with refused_as("photo_damaged"):
        try:
            image = Image.open(io.BytesIO(original), formats=FORMATS)
        except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
            raise _too_many_pixels() from error
    _check_size(*image.size)
    return image


def _check_size(width: int, height: int) -> None:
    if width * height > PIXELS_AT_MOST:
        raise _too_many_pixels()
    if max(width, height) > RATIO_AT_MOST * min(width, height):
        raise Refusal("photo_odd_shape", ratio=RATIO_AT_MOST)
    if min(width, height) < SHORTEST_SIDE:
        raise Refusal("photo_too_small", width=width, height=height, shortest=SHORTEST_SIDE)


def _too_many_pixels() -> Refusal:
    return Refusal("photo_too_many_pixels", limit_millions=PIXELS_AT_MOST // 1_000_000)


def cleaned(original: bytes, longest_side: int) -> Image.Image:
    """Return a picture's pixels and nothing else: RGB, sRGB, upright, at most `longest_side` pixels long.

    Raises Refusal as `opened` does, and photo_damaged for bytes that end early or do not decode.
    """
    with refused_as("photo_damaged"):
        opened(original).verify()  # checksums; the picture has to be opened anew afterwards
        image = opened(original)
        profile = image.info.get("icc_profile")
        turn = _turn(image)
        size = fitted(image.size, longest_side)
        image.draft(
            None, size
        )  # a large JPEG is decoded at a fraction of its size, in a fraction of the memory
        image.load()
        image = _opaque(image).resize(size, Image.Resampling.LANCZOS, reducing_gap=3.0)
        image = _in_srgb(image, profile)
        return _bare(image if turn is None else image.transpose(turn))


def fitted(size: tuple[int, int], longest_side: int) -> tuple[int, int]:
    """Return the size that keeps the shape with no side over `longest_side`; never larger than it was."""
    longest = max(size)
    if longest <= longest_side:
        return size
    width, height = (max(1, round(side * longest_side / longest)) for side in size)
    return width, height


def _turn(image: Image.Image) -> Image.Transpose | None:
    """Return how the camera says it was held. Damaged EXIF says nothing, and is no reason to refuse a photo."""
    with suppress(*DAMAGE):
        return _TURNS.get(image.getexif().get(_ORIENTATION, 1))
    return None


def _opaque(image: Image.Image) -> Image.Image:
    """Return it as RGB, L or CMYK, what was transparent made white."""
    if image.has_transparency_data:
        layered = image.convert("RGBA")
        paper = Image.new("RGB", image.size, "white")
        paper.paste(layered, mask=layered.getchannel("A"))
        return paper
    if image.mode.startswith("I"):  # 16 bits of grey; convert() alone would cut them off at 255
        return image.convert("I").point(lambda value: value * (1 / 256)).convert("L")
    return image if image.mode in {"RGB", "L", "CMYK"} else image.convert("RGB")


def _in_srgb(image: Image.Image, profile: object) -> Image.Image:
    """Carry the colours over to sRGB; with a profile that is broken or of another kind of picture, as they are."""
    if isinstance(profile, bytes) and profile:
        with suppress(ImageCms.PyCMSError, *DAMAGE):
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            converted = ImageCms.profileToProfile(
                image, source, ImageCms.createProfile("sRGB"), outputMode="RGB"
            )
            if converted is not None:
                return converted
    return image.convert("RGB")


def _bare(image: Image.Image) -> Image.Image:
    """Copy the pixels alone: EXIF, XMP, profiles and comments live in `info`, and savers look there."""
    bare = Image.new("RGB", image.size)
    bare.paste(image)
    return bare
