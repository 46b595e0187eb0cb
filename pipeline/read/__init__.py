"""Open a file by its content and turn it into pages and passages; one module a format.

The readers are siblings that do not know each other. Each has `read(path, options) -> Document`
and turns every error of its library into a `ReadError`. They are imported when first needed.
"""

from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

from pipeline.errors import ReadError
from pipeline.model import Document
from pipeline.read.sniff import sniff_media_type

READER_VERSION = "1"
"""Raised when a change of any reader changes its passages: files are then read again."""

_READERS = {
    "application/pdf": "pipeline.read.pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "pipeline.read.docx",
    "text/html": "pipeline.read.html",
    "text/plain": "pipeline.read.text",
}


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """What a reader needs to know beside the file: a password, and whether to use OCR."""

    password: str | None = None
    ocr: bool = False


def read_file(path: Path, options: ReadOptions | None = None) -> Document:
    """Read one file in this process; raises `ReadError` where it cannot be read at all."""
    media_type = sniff_media_type(path)
    if media_type not in _READERS:
        raise ReadError(
            "unsupported",
            "This is not a PDF, Word, web page or text file. "
            "Save it as one of these and try again.",
        )
    reader = import_module(_READERS[media_type])
    document: Document = reader.read(path, options or ReadOptions())
    return document
