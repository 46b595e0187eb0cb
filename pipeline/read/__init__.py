"""Open a file by its content and turn it into pages and passages; one module a format.

The readers are siblings that do not know each other. Each has `read(path, options) -> Document`
and turns every error of its library into a `ReadError`. They are imported when first needed.
`isolate` runs them in worker processes, so that no file can harm a run.
"""

from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

from pipeline.errors import ReadError
from pipeline.model import Document
from pipeline.read.settle import settle_halves
from pipeline.read.sniff import DOCX, HTML, MEETING, PDF, TEXT, UNKNOWN, sniff_media_type

READER_VERSION = "2"
"""Raised when a change of any reader changes its passages: files are then read again."""

_READERS = {
    PDF: "pipeline.read.pdf",
    DOCX: "pipeline.read.docx",
    HTML: "pipeline.read.html",
    MEETING: "pipeline.read.html.meeting",
    TEXT: "pipeline.read.text",
}
_MAX_BYTES = 2 << 30
_SAVE_AS_DOCX = "Open it in Word or LibreOffice, save it as .docx or PDF, and try again."
_UNSUPPORTED = {
    "application/msword": f"This is an older Word document (.doc). {_SAVE_AS_DOCX}",
    "application/rtf": f"This is a Rich Text document (.rtf). {_SAVE_AS_DOCX}",
    "application/vnd.oasis.opendocument.text": f"This is an OpenDocument text. {_SAVE_AS_DOCX}",
    "application/vnd.ms-excel": "This is a spreadsheet. Print it to a PDF and try again.",
    "application/vnd.ms-powerpoint": "These are slides. Export them to a PDF and try again.",
    "application/vnd.ms-outlook": "This is an e-mail. Save the papers attached to it.",
    "message/rfc822": "This is an e-mail or a web archive. Save the page as HTML.",
    "application/xml": "This is data of a web service, not a paper. Download the paper itself.",
    "application/zip": "This is an archive of files. Unpack it and read the files inside.",
}
_PICTURE = "This is a picture. Make a PDF of it and read that with --ocr."
_PACKED = frozenset({"application/gzip", "application/x-7z-compressed", "application/vnd.rar"})


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """What a reader needs to know beside the file: a password, whether to use OCR, and which
    pages of a PDF (from 1) to leave out because they bring the reader down."""

    password: str | None = None
    ocr: bool = False
    skip_pages: tuple[int, ...] = ()


def read_file(path: Path, options: ReadOptions | None = None) -> Document:
    """Read one file in this process; raises `ReadError` where it cannot be read at all."""
    return settle_halves(_read(path, options or ReadOptions()))


def _read(path: Path, options: ReadOptions) -> Document:
    media_type = sniff_media_type(path)
    if media_type not in _READERS:
        raise _refusal(path, media_type)
    if path.stat().st_size > _MAX_BYTES:
        raise ReadError("too_large", "The file is larger than 2 GB. Split it into smaller files.")
    reader = import_module(_READERS[media_type])
    if options.skip_pages and media_type == PDF:
        from pipeline.read.salvage import read_without

        return read_without(path, options, reader.read)
    document: Document = reader.read(path, options)
    if options.ocr and media_type == PDF and any(p.source == "none" for p in document.pages):
        from pipeline.read.ocr import read_scans

        return read_scans(path, options, document, reader.read)
    return document


def _refusal(path: Path, media_type: str) -> ReadError:
    """Why a file is not read, and what to do about it."""
    if media_type in _UNSUPPORTED:
        return ReadError("unsupported", _UNSUPPORTED[media_type])
    if media_type in _PACKED:
        return ReadError("unsupported", _UNSUPPORTED["application/zip"])
    if media_type.startswith("image/"):
        return ReadError("unsupported", _PICTURE)
    if media_type == UNKNOWN and path.suffix.lower() == ".pdf":
        return ReadError(
            "malformed",
            "The file is called a PDF but holds something else. Download it again, "
            "and check that it opens.",
        )
    return ReadError(
        "unsupported",
        "This is not a PDF, Word, web page or text file. Save it as one of these and try again.",
    )
