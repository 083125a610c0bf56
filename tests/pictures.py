"""Real pictures and documents for tests."""

from io import BytesIO
from PIL import Image

import zipfile


def picture(kind: str = "PNG", size=(12, 9), colour="steelblue", **options) -> bytes:
    """A small picture in this format."""
    file = BytesIO()
    Image.new("RGB", size, colour).save(file, kind, **options)
    return file.getvalue()


def archive(*names: str) -> bytes:
    """A zip archive with parts of these names."""
    file = BytesIO()
    with zipfile.ZipFile(file, "w") as made:
        for name in names:
            made.writestr(name, "x")
    return file.getvalue()


def document(part: str = "word/document.xml") -> bytes:
    """An office document, as far as its type goes."""
    return archive("[Content_Types].xml", part)
