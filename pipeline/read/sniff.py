"""Tell what kind of file this is from its first bytes, never from its name alone."""

import re
import stat
import zipfile
from pathlib import Path

from pipeline.errors import ReadError
from pipeline.read.decode import decode_text

PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
HTML = "text/html"
TEXT = "text/plain"
MEETING = "application/vnd.moderngov.meeting+xml"
UNKNOWN = "application/octet-stream"

_HEAD = 4096
_TAIL = 2048
_MAX_LISTING = 1 << 20
_MAGIC = (
    (b"{\\rtf", "application/rtf"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF8", "image/gif"),
    (b"II*\0", "image/tiff"),
    (b"MM\0*", "image/tiff"),
    (b"BM", "image/bmp"),
    (b"\x1f\x8b", "application/gzip"),
    (b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed"),
    (b"Rar!", "application/vnd.rar"),
    (b"%!PS", "application/postscript"),
    (b"SQLite format 3\0", "application/vnd.sqlite3"),
)
_PACKED = (
    (b"wordprocessingml", DOCX),
    (b"ms-word.document", DOCX),
    (b"spreadsheetml", "application/vnd.ms-excel"),
    (b"presentationml", "application/vnd.ms-powerpoint"),
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_STREAMS = (
    ("EncryptedPackage", "encrypted"),
    ("WordDocument", "application/msword"),
    ("Workbook", "application/vnd.ms-excel"),
    ("PowerPoint Document", "application/vnd.ms-powerpoint"),
    ("__substg1.0", "application/vnd.ms-outlook"),
)
_OBJECT = re.compile(rb"\b\d{1,6}\s+\d{1,5}\s+obj\b")
_HTML = re.compile(r"<!doctype\s+html|<html[\s>]|<head[\s>]|<body[\s>]", re.IGNORECASE)
_FRAGMENT = re.compile(
    r"\s*+(?:<!--(?:(?!-->).){0,2000}+-->\s*+)*+<(?:meta|title|link|div|p|table|h[1-6]|ul|ol|span|section|article|main|font|center)\b[^>]*>",
    re.IGNORECASE | re.DOTALL,
)
_MAIL = re.compile(r"(?:from|return-path|received|mime-version|message-id):\s", re.IGNORECASE)
_MEETING = re.compile(r"(?:<\?xml[^>]*>\s*)?<meeting>\s*<meetingid>")


def sniff_media_type(path: Path) -> str:
    """The media type of a file; `application/octet-stream` where it is none that is known."""
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            raise ReadError("missing", "This is not a file but a folder or a device.")
        with path.open("rb") as stream:
            head = stream.read(_HEAD)
            stream.seek(max(0, status.st_size - _TAIL))
            tail = stream.read(_TAIL)
    except OSError as error:
        raise ReadError("missing", f"The file cannot be opened ({error.strerror}).") from error
    if not head.strip(b"\0 \t\r\n\f"):
        raise ReadError("empty", "The file is empty. Download it again and try once more.")
    return _sniff_bytes(path, head, tail)


def _sniff_bytes(path: Path, head: bytes, tail: bytes) -> str:
    if b"%PDF-" in head[:1024]:
        return PDF
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _sniff_packed(path)
    if head.startswith(_OLE):
        return _sniff_ole(path)
    for magic, media_type in _MAGIC:
        if head.startswith(magic) and not (magic == b"BM" and _is_text(head)):
            return media_type
    if head[8:12] == b"WEBP" or head[4:12] in (b"ftypheic", b"ftypmif1"):
        return "image/webp"
    if _OBJECT.search(head) or (b"%%EOF" in tail and b"startxref" in tail):
        return PDF if not _is_text(head) else TEXT  # its beginning is damaged
    return _sniff_text(head) if _is_text(head) else UNKNOWN


def _sniff_packed(path: Path) -> str:
    """Tell Office files and others that are archives of parts by what they list."""
    try:
        with zipfile.ZipFile(path) as archive:
            names = archive.NameToInfo
            listing = names.get("[Content_Types].xml")
            if listing is not None and listing.file_size <= _MAX_LISTING:
                types = archive.read(listing)
                for sign, media_type in _PACKED:
                    if sign in types:
                        return media_type
            if "word/document.xml" in names:
                return DOCX
            kind = names.get("mimetype")
            if kind is not None and kind.file_size < 200:
                return archive.read(kind).decode("ascii", "replace").strip()
    except (zipfile.BadZipFile, OSError, ValueError, RuntimeError, NotImplementedError, EOFError):
        return "application/zip"
    return "application/zip"


def _sniff_ole(path: Path) -> str:
    """Older Office files and protected newer ones share a container; its names tell them apart."""
    with path.open("rb") as stream:
        raw = stream.read(4 << 20)
        stream.seek(max(0, path.stat().st_size - (1 << 20)))
        raw += stream.read()
    for name, media_type in _STREAMS:
        if name.encode("utf-16-le") in raw:
            if media_type == "encrypted":
                raise ReadError(
                    "encrypted",
                    "The Office file is protected with a password. Save it without one.",
                )
            return media_type
    return "application/x-ole-storage"


def _sniff_text(head: bytes) -> str:
    text = decode_text(head).lstrip("\ufeff \t\r\n")
    if _HTML.search(text):
        return "message/rfc822" if _MAIL.match(text) else HTML
    if text.startswith(("<?xml", "<meeting>")):
        return MEETING if _MEETING.match(text) else "application/xml"
    if _FRAGMENT.match(text):
        return HTML
    if _MAIL.match(text) and "multipart/" in text:
        return "message/rfc822"
    return TEXT


def _is_text(head: bytes) -> bool:
    """Whether the bytes are text in some common encoding: hardly any control characters."""
    text = decode_text(head)
    control = sum(ord(c) < 32 and c not in "\t\n\r\f\v\x1a\x1b" for c in text)
    return control < max(1, len(text)) * 0.02
