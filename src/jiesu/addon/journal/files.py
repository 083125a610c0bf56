"""Files attached to journal entries: which are taken, and how they are kept."""

from dataclasses import dataclass
from dataclasses import replace
from io import BytesIO
from jiesu.addon import _
from jiesu.addon.journal.pictures import BrokenPicture
from jiesu.addon.journal.pictures import HugePicture
from jiesu.addon.journal.pictures import READ
from jiesu.addon.journal.pictures import redrawn
from plone.namedfile.file import NamedBlobFile
from zope.interface import Invalid

import pathlib
import zipfile


MOST = 9
MEGABYTE = 1024 * 1024
LARGEST = 10 * MEGABYTE
LARGEST_TOGETHER = 50 * MEGABYTE

# By their first bytes; the sender's word for the type is not asked.
SIGNATURES = (
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"%PDF-", "application/pdf"),
)
WEBP = "image/webp"

# Documents of office programs are archives: the part that says which one it is.
ARCHIVE = b"PK\x03\x04"
OFFICE = "application/vnd.openxmlformats-officedocument."
DOCUMENTS = {
    "word/document.xml": f"{OFFICE}wordprocessingml.document",
    "xl/workbook.xml": f"{OFFICE}spreadsheetml.sheet",
    "ppt/presentation.xml": f"{OFFICE}presentationml.presentation",
}
CONTENT_TYPES = "[Content_Types].xml"
# Programs inside of documents.
MACROS = "vbaproject.bin"

# What a name may end with, by type; the first is given where it ends otherwise.
ENDINGS = {
    "image/jpeg": (".jpg", ".jpeg", ".jfif"),
    "image/png": (".png",),
    "image/gif": (".gif",),
    WEBP: (".webp",),
    "application/pdf": (".pdf",),
    f"{OFFICE}wordprocessingml.document": (".docx",),
    f"{OFFICE}spreadsheetml.sheet": (".xlsx",),
    f"{OFFICE}presentationml.presentation": (".pptx",),
}
# For the field in which files are chosen.
ACCEPTED = (*READ, *(kind for kind in ENDINGS if kind not in READ))
LONGEST_NAME = 100


@dataclass(frozen=True)
class Upload:
    """A file: its name and its bytes; `clean` once it is as it will be kept."""

    filename: str
    data: bytes
    clean: bool = False


def check_uploads(uploads: tuple[Upload, ...]) -> None:
    """Check number, size and type of what is attached at once.

    :raises Invalid: its args name each file that is not taken, and what is allowed
    """
    if len(uploads) > MOST:
        raise Invalid(
            _(
                "error_files_many",
                default="At most ${most} files can be attached.",
                mapping={"most": MOST},
            )
        )
    if sum(len(upload.data) for upload in uploads) > LARGEST_TOGETHER:
        raise Invalid(too_large_together())
    wrong = [message for upload in uploads if (message := _wrong_with(upload))]
    if wrong:
        raise Invalid(*wrong)


def too_large(name: str):
    """What is said of a file that is too large."""
    return _(
        "error_file_large",
        default="${name} is too large: at most ${most} MB are allowed.",
        mapping={"name": name, "most": LARGEST // MEGABYTE},
    )


def too_large_together():
    """What is said of files that are too large together."""
    return _(
        "error_files_large",
        default="The files are too large together: at most ${most} MB are allowed.",
        mapping={"most": LARGEST_TOGETHER // MEGABYTE},
    )


def not_taken(name: str):
    """What is said of a file of another type."""
    return _(
        "error_file_type",
        default="${name} is of a type that is not taken: JPEG, PNG, GIF, WebP, "
        "PDF, Word, Excel and PowerPoint (docx, xlsx, pptx) are.",
        mapping={"name": name},
    )


def damaged(name: str):
    """What is said of a picture that nothing can show."""
    return _(
        "error_picture_broken",
        default="${name} is damaged: it cannot be shown as a picture.",
        mapping={"name": name},
    )


def cleaned(uploads: tuple[Upload, ...]) -> tuple[Upload, ...]:
    """Checked uploads as they will be kept: pictures are drawn anew.

    This takes time; it is done before a transaction begins.

    :raises Invalid: names the picture that cannot be drawn
    """
    return tuple(one if one.clean else _cleaned(one) for one in uploads)


def _cleaned(upload: Upload) -> Upload:
    kind = content_type(upload.data)
    if kind not in READ:
        return replace(upload, clean=True)
    try:
        return replace(upload, data=redrawn(upload.data, kind), clean=True)
    except BrokenPicture:
        message = damaged(upload.filename)
    except HugePicture:
        message = _(
            "error_picture_huge",
            default="${name} has too many pixels. Please send a smaller picture.",
            mapping={"name": upload.filename},
        )
    raise Invalid(message)


def _wrong_with(upload: Upload):
    """What is wrong with a file; None for nothing."""
    if len(upload.data) > LARGEST:
        return too_large(upload.filename)
    return not_taken(upload.filename) if content_type(upload.data) is None else None


def content_type(data: bytes) -> str | None:
    """The type of a file by its content, or None for one that is not taken."""
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return WEBP
    if data.startswith(ARCHIVE):
        return _document_type(data)
    return next((kind for head, kind in SIGNATURES if data.startswith(head)), None)


def _document_type(data: bytes) -> str | None:
    """The type of an office document; None for other archives, and with macros."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError):
        return None
    if CONTENT_TYPES not in names:
        return None
    if any(name.lower().endswith(MACROS) for name in names):
        return None
    return next((kind for part, kind in DOCUMENTS.items() if part in names), None)


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
    name = pathlib.PurePosixPath(_printable(sent).replace("\\", "/")).name
    stem, dot, ending = name.rpartition(".")
    if dot and f".{ending.lower()}" in ENDINGS[kind]:
        return f"{stem[:LONGEST_NAME] or 'file'}.{ending}"
    return f"{name.strip('.')[:LONGEST_NAME] or 'file'}{ENDINGS[kind][0]}"


def _printable(sent: str) -> str:
    """A name in one line, without what turns the order of characters or is none."""
    seen = (
        char if char.isprintable() else " " if char.isspace() else "" for char in sent
    )
    return "".join(seen).strip()
