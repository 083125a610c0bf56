"""Pictures are drawn anew: nothing but the picture is left of what was sent."""

from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st
from io import BytesIO
from jiesu.addon.journal import pictures
from jiesu.addon.journal.files import cleaned
from jiesu.addon.journal.files import content_type
from jiesu.addon.journal.files import store
from jiesu.addon.journal.files import Upload
from jiesu.addon.journal.pictures import BrokenPicture
from jiesu.addon.journal.pictures import HugePicture
from jiesu.addon.journal.pictures import redrawn
from PIL import Image
from PIL.ExifTags import Base
from PIL.ExifTags import GPS
from PIL.ExifTags import IFD
from PIL.PngImagePlugin import PngInfo
from tests.pictures import document
from tests.pictures import picture
from zope.interface import Invalid

import pytest
import struct
import zlib


SECRET = "教工路 99 号".encode()


def opened(data: bytes) -> Image.Image:
    return Image.open(BytesIO(data))


def from_phone(kind: str = "JPEG") -> bytes:
    """A picture, lying on its side, with the place where it was taken."""
    exif = Image.Exif()
    exif[Base.Make] = "Phone of Zhang San"
    exif[Base.Orientation] = 6
    exif.get_ifd(IFD.GPSInfo)[GPS.GPSLatitude] = (30.0, 17.0, 1.0)
    file = BytesIO()
    Image.new("RGB", (12, 9)).save(file, kind, exif=exif)
    return file.getvalue()


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_position_is_gone(kind):
    sent = from_phone(kind)
    assert opened(sent).getexif().get_ifd(IFD.GPSInfo)
    kept = redrawn(sent, f"image/{kind.lower()}")
    assert b"Zhang San" not in kept
    assert not opened(kept).getexif()
    assert opened(kept).size == (9, 12)


def test_comments_are_gone():
    info = PngInfo()
    info.add_text("Comment", SECRET.decode())
    assert "Comment" in opened(picture("PNG", pnginfo=info)).info
    assert opened(redrawn(picture("PNG", pnginfo=info), "image/png")).info == {}
    assert b"by Li" not in redrawn(picture("JPEG", comment="by Li"), "image/jpeg")


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "GIF", "WEBP"])
def test_what_hides_behind_is_gone(kind):
    """A file that is a picture and a page or a program as well."""
    hidden = b"<script>alert(1)</script>PK\x03\x04"
    kept = redrawn(picture(kind) + hidden, f"image/{kind.lower()}")
    assert b"<script" not in kept
    assert opened(kept).size == (12, 9)


@pytest.mark.parametrize("size", [(6000, 1000), (1000, 6000), (100, 50)])
def test_scaled(size):
    kept = opened(redrawn(picture("JPEG", size), "image/jpeg"))
    largest = min(max(size), pictures.LONGEST_SIDE)
    assert max(kept.size) == largest
    assert kept.width / kept.height == pytest.approx(size[0] / size[1], rel=0.01)


@pytest.mark.parametrize("mode", ["1", "L", "P", "RGB", "RGBA", "LA", "I;16", "CMYK"])
def test_modes(mode):
    """Whatever a format holds can be kept, and stays see-through where it was."""
    kind = "JPEG" if mode == "CMYK" else "PNG"
    file = BytesIO()
    Image.new(mode, (12, 9)).save(file, kind)
    kept = opened(redrawn(file.getvalue(), f"image/{kind.lower()}"))
    assert kept.size == (12, 9)
    assert ("A" in kept.mode) == ("A" in mode)


def test_moving_pictures_stand_still():
    file = BytesIO()
    frames = [Image.new("RGB", (12, 9), colour) for colour in ("red", "blue")]
    frames[0].save(file, "GIF", save_all=True, append_images=frames[1:])
    kept = opened(redrawn(file.getvalue(), "image/gif"))
    assert kept.format == "PNG"
    assert kept.convert("RGB").getpixel((0, 0))[0] > 200


def test_huge(monkeypatch):
    """Refused before it is decoded."""
    monkeypatch.setattr(pictures, "MOST_PIXELS", 100)
    with pytest.raises(HugePicture):
        redrawn(picture("PNG"), "image/png")
    with pytest.raises(Invalid) as refused:
        cleaned((Upload("a.png", picture("PNG")),))
    assert str(refused.value.args[0]) == "error_picture_huge"


def claiming(size: tuple[int, int], **options) -> bytes:
    """A JPEG of some hundred bytes that says it is larger."""
    small = picture("JPEG", (64, 64), **options)
    begin = b"\xff\xc2" if options.get("progressive") else b"\xff\xc0"
    at = small.index(begin) + len(begin) + 3
    width, height = size
    return small[:at] + struct.pack(">HH", height, width) + small[at + 4 :]


def claiming_png(width: int, height: int) -> bytes:
    """A PNG that says how large it is, and holds nothing."""
    head = b"IHDR" + struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    chunks = (head, b"IDAT" + zlib.compress(b""), b"IEND")
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(one) - 4) + one + struct.pack(">I", zlib.crc32(one))
        for one in chunks
    )


class TestBombs:
    """A small file that stands for a picture that the memory would not hold."""

    @pytest.fixture(autouse=True)
    def decoded(self, monkeypatch):
        """The sizes of what is decoded at all."""
        sizes = []
        thumbnail = Image.Image.thumbnail

        def noted(picture, *size):
            sizes.append(picture.size)
            thumbnail(picture, *size)

        monkeypatch.setattr(Image.Image, "thumbnail", noted)
        return sizes

    @pytest.mark.parametrize(
        "data",
        [
            pytest.param(claiming_png(30_000, 30_000), id="png"),
            pytest.param(claiming_png(8000, 8000), id="png that Pillow would open"),
            pytest.param(claiming((65_000, 65_000)), id="jpeg"),
            pytest.param(
                claiming((13_000, 13_000), progressive=True), id="progressive"
            ),
            pytest.param(
                picture("WEBP", (16, 16)).replace(
                    struct.pack("<HH", 16, 16), struct.pack("<HH", 6000, 6000)
                ),
                id="webp",
            ),
        ],
    )
    def test_refused_before_it_is_decoded(self, data, decoded):
        """And it is said that it is too large, not that it is damaged."""
        with pytest.raises(Invalid) as refused:
            cleaned((Upload("a", data),))
        assert str(refused.value.args[0]) == "error_picture_huge"
        assert decoded == []

    @pytest.mark.parametrize(
        ("size", "most"), [((65_000, 2600), 8125), ((12_240, 9180), 3060)]
    )
    def test_of_a_jpeg_a_fraction_is_decoded(self, size, most, decoded):
        """However narrow; the rest of the claimed picture is grey."""
        kept = redrawn(claiming(size), "image/jpeg")
        assert max(opened(kept).size) == pictures.LONGEST_SIDE
        assert [max(one) for one in decoded] == [most]

    def test_one_at_a_time(self, monkeypatch):
        monkeypatch.setattr(pictures, "LARGE", 100)
        turns = []

        class Turn:
            def __enter__(self):
                turns.append("begins")

            def __exit__(self, *_error):
                turns.append("ends")

        monkeypatch.setattr(pictures, "ONE_LARGE", Turn())
        redrawn(picture("PNG", (10, 10)), "image/png")
        assert turns == []
        redrawn(picture("PNG", (20, 20)), "image/png")
        assert turns == ["begins", "ends"]

    def test_no_thumbnail(self):
        with pytest.raises(BrokenPicture):
            pictures.small(BytesIO(claiming_png(8000, 8000)), "image/png")


def test_two_pictures_in_one():
    """As some phones write them: the first one is kept."""
    file = BytesIO()
    first, second = (Image.new("RGB", (3000, 10), one) for one in ("red", "blue"))
    first.save(file, "MPO", save_all=True, append_images=[second])
    kept = opened(redrawn(file.getvalue(), "image/jpeg"))
    assert kept.format == "JPEG"
    assert kept.getpixel((0, 0))[0] > 200


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 200), st.binary(max_size=8))
def test_broken(cut, more):
    """Cut off or changed: it is drawn or refused, nothing else happens."""
    whole = picture("JPEG", (64, 64))
    try:
        kept = redrawn(whole[: len(whole) - cut] + more, "image/jpeg")
    except BrokenPicture:
        return
    assert opened(kept).format == "JPEG"


def test_another_type_than_it_begins_with():
    with pytest.raises(BrokenPicture):
        redrawn(picture("PNG"), "image/jpeg")


class TestCleaned:
    """What is kept of uploads."""

    def test_names(self):
        """By what is kept: a GIF has become a PNG."""
        uploads = (Upload("a.gif", picture("GIF")), Upload("b.docx", document()))
        first, second = store(cleaned(uploads))
        assert (first.filename, first.contentType) == ("a.gif.png", "image/png")
        assert second.filename == "b.docx"
        assert second.data == uploads[1].data

    def test_once(self):
        once = cleaned((Upload("a.jpg", picture("JPEG")),))
        assert content_type(once[0].data) == "image/jpeg"
        assert cleaned(once) == once

    def test_broken(self):
        with pytest.raises(Invalid) as refused:
            cleaned((Upload("a.png", b"\x89PNG\r\n\x1a\nrest"),))
        assert refused.value.args[0].mapping == {"name": "a.png"}
