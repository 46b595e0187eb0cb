"""What a file is, by its bytes; and a sentence about what to do with what is not read."""

import gzip
import zipfile
from pathlib import Path

import pytest

from pipeline.errors import ReadError
from pipeline.read import read_file
from pipeline.read.sniff import DOCX, HTML, PDF, TEXT, sniff_media_type
from tests.read.wordfile import para, word_file


def _zip(path: Path, **parts: str) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/").replace("_", "."), content)
    return path


@pytest.mark.parametrize(
    ("trait", "name", "raw", "media_type"),
    [
        ("a PDF called otherwise", "a.txt", b"junk\n%PDF-1.7\n", PDF),
        ("a PDF without its head", "a.pdf", b"\0\1\2\3\1\2 5 0 obj <<", PDF),
        ("a text called PDF", "a.pdf", b"The Cabinet met.", TEXT),
        ("text of Windows", "a.txt", "The Council’s £5".encode("cp1252"), TEXT),
        ("wide text with a mark", "a.txt", "The Cabinet met.".encode("utf-16"), TEXT),
        ("wide text without one", "a.txt", "The Cabinet met.".encode("utf-16-le"), TEXT),
        ("text in capitals", "a.txt", b"BMI OF CHILDREN", TEXT),
        ("a web page", "a", b"\n<!DOCTYPE html><p>x", HTML),
        ("XHTML", "a", b'<?xml version="1.0"?>\n<html xmlns="x"><body/></html>', HTML),
        ("a wide web page", "a", "<html><body>x</body></html>".encode("utf-16"), HTML),
        ("a piece of a web page", "a", b"<!-- saved --><div class=x>text", HTML),
        ("a text about a tag", "a", b"Use a <br> tag.", TEXT),
        ("binary", "a", bytes(range(256)), "application/octet-stream"),
    ],
)
def test_what_a_file_is(tmp_path: Path, trait: str, name: str, raw: bytes, media_type: str) -> None:
    path = tmp_path / name
    path.write_bytes(raw)
    assert sniff_media_type(path) == media_type, trait


def test_a_word_file_is_told_from_other_archives(tmp_path: Path) -> None:
    assert sniff_media_type(word_file(tmp_path / "a.zip", para("x"))) == DOCX
    assert sniff_media_type(_zip(tmp_path / "b.docx", readme_txt="x")) == "application/zip"


_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600


@pytest.mark.parametrize(
    ("name", "raw", "code", "says"),
    [
        ("a.doc", _OLE + "WordDocument".encode("utf-16-le"), "unsupported", "older Word"),
        ("a.docx", _OLE + "EncryptedPackage".encode("utf-16-le"), "encrypted", "password"),
        ("a.xls", _OLE + "Workbook".encode("utf-16-le"), "unsupported", "spreadsheet"),
        ("a.rtf", b"{\\rtf1 text}", "unsupported", "Rich Text"),
        ("a.png", b"\x89PNG\r\n\x1a\n" + b"\0" * 50, "unsupported", "--ocr"),
        ("a.jpg", b"\xff\xd8\xff\xe0" + b"\0" * 50, "unsupported", "picture"),
        ("a.gz", gzip.compress(b"text"), "unsupported", "Unpack"),
        ("a.mht", b"MIME-Version: 1.0\nContent-Type: multipart/related\n", "unsupported", "HTML"),
        ("a.xml", b'<?xml version="1.0"?><committees/>', "unsupported", "web service"),
        ("a.pdf", bytes(range(256)) * 9, "malformed", "Download it again"),
        ("a.bin", bytes(range(256)) * 9, "unsupported", "Save it as"),
        ("a.pdf", b"", "empty", "empty"),
        ("a.pdf", b"\0" * 5000, "empty", "empty"),
        ("a.txt", b" \n \n", "empty", "empty"),
    ],
)
def test_what_is_not_read_is_named_with_what_to_do(
    tmp_path: Path, name: str, raw: bytes, code: str, says: str
) -> None:
    path = tmp_path / name
    path.write_bytes(raw)
    with pytest.raises(ReadError) as caught:
        read_file(path)
    assert (caught.value.code, says in caught.value.message) == (code, True), caught.value.message


def test_packed_formats_are_told_apart(tmp_path: Path) -> None:
    sheet = '<Types><Override ContentType="application/x.spreadsheetml.sheet"/></Types>'
    path = tmp_path / "a.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("[Content_Types].xml", sheet)
    with pytest.raises(ReadError, match="spreadsheet"):
        read_file(path)
    odt = _zip(tmp_path / "a.odt", mimetype="application/vnd.oasis.opendocument.text")
    with pytest.raises(ReadError, match="OpenDocument"):
        read_file(odt)


def test_what_is_no_file_is_missing(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "nowhere.pdf"):
        with pytest.raises(ReadError) as caught:
            read_file(path)
        assert caught.value.code == "missing"


def test_wide_text_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes("The Council’s plan.".encode("utf-16-be"))
    assert read_file(path).passages[0].text == "The Council’s plan."
