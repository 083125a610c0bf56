"""Files: types by content, sizes, how many; names that do no harm."""

from hypothesis import given
from hypothesis import strategies as st
from jiesu.addon.journal.files import check_uploads
from jiesu.addon.journal.files import content_type
from jiesu.addon.journal.files import DOCUMENTS
from jiesu.addon.journal.files import ENDINGS
from jiesu.addon.journal.files import file_name
from jiesu.addon.journal.files import LARGEST
from jiesu.addon.journal.files import MOST
from jiesu.addon.journal.files import store
from jiesu.addon.journal.files import Upload
from tests.pictures import archive
from tests.pictures import document
from tests.pictures import picture
from zope.interface import Invalid

import pytest


BY_TYPE = {
    "image/jpeg": picture("JPEG"),
    "image/png": picture("PNG"),
    "image/gif": picture("GIF"),
    "image/webp": picture("WEBP"),
    "application/pdf": b"%PDF-1.7 rest",
    DOCUMENTS["word/document.xml"]: document("word/document.xml"),
    DOCUMENTS["xl/workbook.xml"]: document("xl/workbook.xml"),
    DOCUMENTS["ppt/presentation.xml"]: document("ppt/presentation.xml"),
}
PNG = BY_TYPE["image/png"]


@pytest.mark.parametrize("kind, data", BY_TYPE.items(), ids=BY_TYPE)
def test_taken(kind, data):
    assert content_type(data) == kind
    check_uploads((Upload("a.bin", data),))


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"MZ\x90",
        b"<html><script>",
        b"<svg xmlns='http://www.w3.org/2000/svg'>",
        b"<?xml version='1.0'?>",
        b"PK\x03\x04",
        archive("a.txt"),
        archive("word/document.xml"),
        archive("[Content_Types].xml", "word/document.xml", "word/vbaProject.bin"),
        archive("[Content_Types].xml", "META-INF/MANIFEST.MF"),
        b"\x7fELF",
        b"#!/bin/sh",
        b"RIFF\x10\0\0\0WAVE",
        b" %PDF-1.7",
        b"GIF88a",
        b"\xff\xd8",
    ],
)
def test_not_taken(data):
    """Whatever its name says."""
    with pytest.raises(Invalid) as refused:
        check_uploads((Upload("photo.png", data),))
    assert str(refused.value.args[0]) == "error_file_type"
    assert refused.value.args[0].mapping == {"name": "photo.png"}


def test_each_is_named():
    """Whoever sent several learns of all that are not taken."""
    large = Upload("large.png", PNG + b"\0" * LARGEST)
    with pytest.raises(Invalid) as refused:
        check_uploads((Upload("a.sh", b"#!"), Upload("b.png", PNG), large))
    assert [(str(one), one.mapping["name"]) for one in refused.value.args] == [
        ("error_file_type", "a.sh"),
        ("error_file_large", "large.png"),
    ]


def test_an_archive_of_a_later_format_is_not_taken():
    """What no reader of archives reads is no document, and no fault of the site."""
    data = document("word/document.xml")
    # Which version of the format is needed, in the list at the end of the archive.
    listed = data.index(b"PK\x01\x02") + 6
    later = data[:listed] + b"\xff" + data[listed + 1 :]
    assert content_type(later) is None


@pytest.mark.parametrize("more", [0, 1])
def test_how_many(more):
    uploads = (Upload("a.png", PNG),) * (MOST + more)
    if not more:
        check_uploads(uploads)
        return
    with pytest.raises(Invalid) as refused:
        check_uploads(uploads)
    assert str(refused.value.args[0]) == "error_files_many"


@pytest.mark.parametrize("more", [0, 1])
def test_how_large(more):
    upload = Upload("a.png", PNG + b"\0" * (LARGEST - len(PNG) + more))
    if not more:
        check_uploads((upload,))
        return
    with pytest.raises(Invalid) as refused:
        check_uploads((upload,))
    assert refused.value.args[0].mapping == {"name": "a.png", "most": 10}


@pytest.mark.parametrize(
    "sent, kind, name",
    [
        ("a.png", "image/png", "a.png"),
        ("投影仪.JPEG", "image/jpeg", "投影仪.JPEG"),
        ("C:\\Users\\me\\a.png", "image/png", "a.png"),
        ("../../etc/passwd", "application/pdf", "passwd.pdf"),
        ("evil.html", "image/gif", "evil.html.gif"),
        ("evil.png", "application/pdf", "evil.png.pdf"),
        ("a.b.webp", "image/webp", "a.b.webp"),
        ("", "image/png", "file.png"),
        ("/", "image/png", "file.png"),
        ("..", "image/png", "file.png"),
        ("a\r\nSet-Cookie: b=c.png", "image/png", "a  Set-Cookie: b=c.png"),
        ("\0a\x1b\x7f.png", "image/png", "a.png"),
        ("a\u202egnp.sh.png", "image/png", "agnp.sh.png"),
        ("a\ud800.png", "image/png", "a.png"),
        ("现场\u3000照片.png", "image/png", "现场 照片.png"),
        (".png", "image/png", "file.png"),
        ("x" * 500 + ".png", "image/png", "x" * 100 + ".png"),
    ],
)
def test_names(sent, kind, name):
    assert file_name(sent, kind) == name


@given(st.text(), st.sampled_from(sorted(ENDINGS)))
def test_any_name(sent, kind):
    name = file_name(sent, kind)
    assert name.lower().endswith(ENDINGS[kind])
    assert not {"/", "\\"} & set(name)
    assert 4 < len(name) <= 106
    assert name.isprintable()


def test_store():
    blob, other = store((Upload("a/b.html", PNG), Upload("c.pdf", b"%PDF-1")))
    assert (blob.filename, blob.contentType) == ("b.html.png", "image/png")
    assert (blob.data, other.data) == (PNG, b"%PDF-1")
    assert store(()) == ()
