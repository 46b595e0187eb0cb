"""Tell what kind of file this is from its first bytes, never from its name."""

import zipfile
from pathlib import Path

from pipeline.errors import ReadError

PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
HTML = "text/html"
TEXT = "text/plain"
_HEAD = 4096


def sniff_media_type(path: Path) -> str:
    """The media type of a file; `application/octet-stream` where it is none that we read."""
    try:
        with path.open("rb") as stream:
            head = stream.read(_HEAD)
    except OSError as error:
        raise ReadError("missing", f"The file cannot be opened ({error.strerror}).") from error
    if not head.strip():
        raise ReadError("empty", "The file is empty. Download it again and try once more.")
    if b"%PDF-" in head[:1024]:
        return PDF
    if head.startswith(b"PK\x03\x04"):
        return DOCX if _is_docx(path) else "application/zip"
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith((b"<!doctype html", b"<html")) or b"<body" in start or b"<head" in start:
        return HTML
    return TEXT if _is_text(head) else "application/octet-stream"


def _is_docx(path: Path) -> bool:
    try:
        with zipfile.ZipFile(path) as archive:
            return "word/document.xml" in archive.namelist()
    except (zipfile.BadZipFile, OSError, ValueError):
        return False


def _is_text(head: bytes) -> bool:
    if b"\0" in head:
        return False
    control = sum(byte < 32 and byte not in b"\t\n\r\f" for byte in head)
    return control / len(head) < 0.02
