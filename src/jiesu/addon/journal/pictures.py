"""Pictures are drawn anew: what a phone wrote behind them, its position first, is gone.

Knows nothing of Plone. The picture that is kept has been decoded and encoded by Pillow,
so nothing else can hide in it, and it is no larger than a screen shows.
"""

from io import BytesIO
from math import ceil
from PIL import Image
from PIL import ImageCms
from PIL import ImageOps
from threading import Lock

import contextlib


# The longest side of what is kept, in pixels: enough to read a type plate.
LONGEST_SIDE = 2560
# What would be larger is refused before it is decoded: a file of some kB can stand for
# more than the memory holds. Pillow itself refuses what has more than 178 million
# pixels, also of a JPEG, which is decoded at a fraction.
MOST_PIXELS = 50_000_000
# Of these one at a time is drawn: each takes some hundred MB for a moment.
LARGE = 16_000_000
ONE_LARGE = Lock()
QUALITY = 85
# Thumbnails: sharp on a phone at 84 CSS pixels.
SMALL = "image/jpeg"
SMALL_SIDE = 252

# Which format a type is read as, and written as. Of a GIF the first picture is kept.
READ = {
    "image/jpeg": "JPEG",
    "image/png": "PNG",
    "image/gif": "GIF",
    "image/webp": "WEBP",
}
WRITTEN = {"JPEG": "JPEG", "PNG": "PNG", "GIF": "PNG", "WEBP": "WEBP"}
OPTIONS: dict[str, dict] = {
    "JPEG": {"quality": QUALITY, "optimize": True, "progressive": True},
    "PNG": {},
    "WEBP": {"quality": QUALITY},
}
# What each format can hold; other modes become the last one.
MODES = {
    "JPEG": ("L", "RGB"),
    "PNG": ("L", "LA", "RGB", "RGBA"),
    "WEBP": ("RGB", "RGBA"),
}


class BrokenPicture(ValueError):
    """It cannot be decoded."""


class HugePicture(ValueError):
    """It has more pixels than are decoded."""


def redrawn(data: bytes, kind: str) -> bytes:
    """A picture drawn anew: turned upright, scaled down, in sRGB, without metadata.

    :param data: the file
    :param kind: its type, one of `READ`
    :raises BrokenPicture, HugePicture: see there
    """
    try:
        with Image.open(BytesIO(data), formats=[READ[kind]]) as picture:
            held = _reduced(picture, _fitting(picture.size))
            return _drawn(picture, WRITTEN[READ[kind]], held)
    except (HugePicture, Image.DecompressionBombError):
        raise HugePicture from None
    except (OSError, SyntaxError, ValueError, EOFError):
        raise BrokenPicture from None


def small(file, kind: str) -> bytes:
    """A thumbnail of a picture that is kept: its middle, a square, as `SMALL`.

    :param file: the open file
    :param kind: its type, one of `READ`
    :raises BrokenPicture: it cannot be decoded, or has more pixels than are decoded
    """
    try:
        with Image.open(file, formats=[READ[kind]]) as picture:
            _reduced(picture, (SMALL_SIDE, SMALL_SIDE))
            square = ImageOps.fit(
                ImageOps.exif_transpose(picture).convert("RGBA"),
                (SMALL_SIDE, SMALL_SIDE),
            )
    except (OSError, SyntaxError, ValueError, EOFError, Image.DecompressionBombError):
        raise BrokenPicture from None
    # What can be seen through stands on white paper.
    paper = Image.new("RGB", square.size, "white")
    paper.paste(square, mask=square)
    written = BytesIO()
    paper.save(written, "JPEG", quality=75)
    return written.getvalue()


def _fitting(size: tuple[int, int]) -> tuple[int, int]:
    """The size that is kept of a picture of some size."""
    fraction = min(1, LONGEST_SIDE / max(size))
    return ceil(size[0] * fraction), ceil(size[1] * fraction)


def _reduced(picture: Image.Image, size: tuple[int, int]) -> int:
    """Let no more of it be decoded than needed; how many pixels are held meanwhile.

    Of a JPEG a half, a quarter or an eighth is decoded where that is large enough.

    :param size: what is large enough
    :raises HugePicture: too many
    """
    width, height = picture.size
    picture.draft("RGB", size)
    # A progressive one is held whole until its last part was read.
    if not picture.info.get("progressive"):
        width, height = picture.size
    # The decoder of WebP holds two more.
    held = width * height * (2 if picture.format == "WEBP" else 1)
    if held > MOST_PIXELS:
        raise HugePicture
    return held


def _drawn(picture: Image.Image, written: str, held: int) -> bytes:
    """The file of a picture, of those with many pixels one at a time."""
    with ONE_LARGE if held > LARGE else contextlib.nullcontext():
        return _written(_upright(picture), written)


def _upright(picture: Image.Image) -> Image.Image:
    """The decoded picture, as it is meant to be seen."""
    profile = picture.info.get("icc_profile")
    # First made small: turning it makes a copy.
    picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    return _in_srgb(ImageOps.exif_transpose(picture), profile)


def _in_srgb(picture: Image.Image, profile: bytes | None) -> Image.Image:
    if not profile or picture.mode != "RGB":
        return picture
    # A profile that cannot be used is left out; colours are then a little off.
    with contextlib.suppress(ImageCms.PyCMSError, OSError):
        own = ImageCms.ImageCmsProfile(BytesIO(profile))
        return ImageCms.profileToProfile(picture, own, ImageCms.createProfile("sRGB"))
    return picture


def _written(picture: Image.Image, written: str) -> bytes:
    modes = MODES[written]
    if picture.mode not in modes:
        seen_through = "A" in picture.mode or "transparency" in picture.info
        picture = picture.convert("RGBA" if seen_through and "RGBA" in modes else "RGB")
    # A new picture takes the pixels over, and nothing else.
    bare = Image.new(picture.mode, picture.size)
    bare.paste(picture)
    file = BytesIO()
    bare.save(file, written, **OPTIONS[written])
    return file.getvalue()
