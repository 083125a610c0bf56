"""Pictures are drawn anew: what a phone wrote behind them, its position first, is gone.

Knows nothing of Plone. The picture that is kept has been decoded and encoded by Pillow,
so nothing else can hide in it, and it is no larger than a screen shows.
"""

from io import BytesIO
from PIL import Image
from PIL import ImageCms
from PIL import ImageOps

import contextlib


# The longest side of what is kept, in pixels: enough to read a type plate.
LONGEST_SIDE = 2560
# Larger pictures are refused before they are decoded. JPEGs are decoded at a fraction.
MOST_PIXELS = 64_000_000
MOST_PIXELS_JPEG = 250_000_000
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
            _check_size(picture)
            return _written(_upright(picture), WRITTEN[READ[kind]])
    except HugePicture:
        raise
    except (OSError, SyntaxError, ValueError, EOFError, Image.DecompressionBombError):
        raise BrokenPicture from None


def small(file, kind: str) -> bytes:
    """A thumbnail of a picture that is kept: its middle, a square, as `SMALL`.

    :param file: the open file
    :param kind: its type, one of `READ`
    :raises BrokenPicture: it cannot be decoded, or has more pixels than are decoded
    """
    try:
        with Image.open(file, formats=[READ[kind]]) as picture:
            _check_size(picture)
            # A JPEG is decoded at a fraction of its size.
            picture.draft("RGB", (SMALL_SIDE, SMALL_SIDE))
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


def _check_size(picture: Image.Image) -> None:
    width, height = picture.size
    most = MOST_PIXELS_JPEG if picture.format == "JPEG" else MOST_PIXELS
    if width * height > most:
        raise HugePicture


def _upright(picture: Image.Image) -> Image.Image:
    """The decoded picture, as it is meant to be seen."""
    if picture.format == "JPEG":
        # Decodes at a half, a quarter or an eighth where that is large enough.
        picture.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
    picture.load()
    profile = picture.info.get("icc_profile")
    picture = ImageOps.exif_transpose(picture)
    picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    return _in_srgb(picture, profile)


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
