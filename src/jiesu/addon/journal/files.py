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
    (b"\xff\xd8\xff", "image/jpeg", ".jpg"),
    (b"\x89PNG\r\n\x1a\n", "image/png", ".png"),
    (b"GIF87a", "image/gif", ".gif"),
    (b"GIF89a", "image/gif", ".gif"),
    (b"%PDF-", "application/pdf", ".pdf"),
)
WEBP = "image/webp"


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
    return next(
        (kind for head, kind, _end in SIGNATURES if data.startswith(head)), None
    )


def store(uploads: tuple[Upload, ...]) -> tuple[NamedBlobFile, ...]:
    """Make blobs of checked uploads.

    The name loses its folders; type and ending are those of the content.
    """
    return tuple(
        NamedBlobFile(
            data=upload.data,
            contentType=content_type(upload.data),
            filename=pathlib.PurePosixPath(upload.filename.replace("\\", "/")).name
            or "file",
        )
        for upload in uploads
    )
