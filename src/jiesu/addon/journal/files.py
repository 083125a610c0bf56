"""Files attached to journal entries: which are taken, and how they are kept."""

from dataclasses import dataclass
from jiesu.addon import _
from plone.namedfile.file import NamedBlobFile
from zope.interface import Invalid

import pathlib


MOST = 9
LARGEST = 10 * 1024 * 1024

# By their first bytes; the sender's word for the type is not asked.
SIGNATURES = (
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"%PDF-", "application/pdf"),
)
WEBP = "image/webp"

# What a name may end with, by type; the first is given where it ends otherwise.
ENDINGS = {
    "image/jpeg": (".jpg", ".jpeg", ".jfif"),
    "image/png": (".png",),
    "image/gif": (".gif",),
    WEBP: (".webp",),
    "application/pdf": (".pdf",),
}
LONGEST_NAME = 100


@dataclass(frozen=True)
class Upload:
    """A file as it came in: its name and its bytes."""

    filename: str
    data: bytes


def check_uploads(uploads: tuple[Upload, ...]) -> None:
    """Check number, size and type of what is attached at once.

    :raises Invalid: names the file and what is allowed
    """
    if len(uploads) > MOST:
        raise Invalid(
            _(
                "error_files_many",
                default="At most ${most} files can be attached.",
                mapping={"most": MOST},
            )
        )
    for upload in uploads:
        _check(upload)


def _check(upload: Upload) -> None:
    if len(upload.data) > LARGEST:
        raise Invalid(
            _(
                "error_file_large",
                default="${name} is too large: at most ${most} MB are allowed.",
                mapping={"name": upload.filename, "most": LARGEST // 1024 // 1024},
            )
        )
    if content_type(upload.data) is None:
        raise Invalid(
            _(
                "error_file_type",
                default="${name} is of a type that is not taken: JPEG, PNG, GIF, WebP "
                "and PDF are.",
                mapping={"name": upload.filename},
            )
        )


def content_type(data: bytes) -> str | None:
    """The type of a file by its first bytes, or None for one that is not taken."""
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return WEBP
    return next((kind for head, kind in SIGNATURES if data.startswith(head)), None)


def store(uploads: tuple[Upload, ...]) -> tuple[NamedBlobFile, ...]:
    """Make blobs of checked uploads.

    The name loses its folders; type and ending are those of the content.
    """
    return tuple(_blob(upload) for upload in uploads)


def _blob(upload: Upload) -> NamedBlobFile:
    kind = content_type(upload.data)
    name = file_name(upload.filename, kind)
    return NamedBlobFile(data=upload.data, contentType=kind, filename=name)


def file_name(sent: str, kind: str) -> str:
    """The name under which a file is kept.

    :param sent: the name as it came in, maybe with folders
    :param kind: the type of its content, one of `ENDINGS`
    """
    name = pathlib.PurePosixPath(sent.replace("\\", "/")).name
    stem, dot, ending = name.rpartition(".")
    if dot and f".{ending.lower()}" in ENDINGS[kind]:
        return f"{stem[:LONGEST_NAME] or 'file'}.{ending}"
    return f"{name.strip('.')[:LONGEST_NAME] or 'file'}{ENDINGS[kind][0]}"
