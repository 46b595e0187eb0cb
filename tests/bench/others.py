"""What a user would take instead: other libraries and programs on the same subjects.

Each is skipped where it is not installed. PyMuPDF and quantulum3 are never installed by this
project (their licences, or those of what they need, are not permissive) and run where somebody
has them.
"""

import importlib
import re
import shutil
import subprocess
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

from tests.bench.work import SkipError, Work, pdfs


def _need(name: str) -> Any:
    """A module that may not be installed."""
    try:
        return importlib.import_module(name)
    except ImportError as error:
        raise SkipError(f"{name.split('.')[0]} is not installed") from error


def pdfplumber_tables(path: str) -> Work:
    """Words and tables of each page, page by page let go of."""
    import pdfplumber

    def work() -> dict[str, int]:
        words = cells = tables = pages = 0
        with pdfplumber.open(path) as pdf:
            for page in pdf.pages:
                words += len(page.extract_words())
                found = page.extract_tables()
                tables += len(found)
                cells += sum(len(row) for table in found for row in table)
                pages += 1
                page.close()
        return {"pages": pages, "words": words, "tables": tables, "cells": cells}

    return work


def pdfplumber_text(path: str) -> Work:
    """The text of each page, of one file or of every PDF in a folder."""
    import pdfplumber

    def work() -> dict[str, int]:
        counts = {"pages": 0, "words": 0}
        for file in pdfs(path):
            with pdfplumber.open(file) as pdf:
                for page in pdf.pages:
                    counts["words"] += len(page.extract_text().split())
                    counts["pages"] += 1
                    page.close()
        return counts

    return work


def pdfminer_text(path: str) -> Work:
    """pdfminer.six with its layout analysis, as its `extract_text` does it."""
    pages, containers = _need("pdfminer.high_level"), _need("pdfminer.layout").LTTextContainer
    return _by_page(
        lambda: (
            "".join(box.get_text() for box in page if isinstance(box, containers))
            for page in pages.extract_pages(path)
        )
    )


def pypdf_text(path: str) -> Work:
    """pypdf's `extract_text`."""
    pypdf = _need("pypdf")
    return _by_page(lambda: (page.extract_text() for page in pypdf.PdfReader(path).pages))


def pymupdf_text(path: str) -> Work:
    """PyMuPDF's `get_text`, where somebody has it."""
    pymupdf = _need("pymupdf")
    return _by_page(lambda: (page.get_text() for page in pymupdf.open(path)))


def markitdown_text(path: str) -> Work:
    """Microsoft's MarkItDown: the whole file as Markdown."""
    convert = _need("markitdown").MarkItDown().convert
    import pypdfium2

    with pypdfium2.PdfDocument(path) as pdf:
        pages = len(pdf)
    return lambda: {"pages": pages, "words": len(convert(path).text_content.split())}


def pdftotext(path: str) -> Work:
    """Poppler's program, with its layout kept."""
    program = shutil.which("pdftotext")
    if not program:
        raise SkipError("pdftotext is not installed")

    def work() -> dict[str, int]:
        done = subprocess.run(
            [program, "-layout", path, "-"], capture_output=True, check=True, text=True
        )
        return {"pages": done.stdout.count("\f"), "words": len(done.stdout.split())}

    return work


def pdfium_floor(path: str) -> Work:
    """The least that pdfium itself needs: load each page, its text page, its text in bulk."""
    import pypdfium2

    def work() -> dict[str, int]:
        counts = {"pages": 0, "words": 0}
        with pypdfium2.PdfDocument(path) as pdf:
            for page in pdf:
                text = page.get_textpage()
                counts["words"] += len(text.get_text_range().split())
                counts["pages"] += 1
                text.close()
                page.close()
        return counts

    return work


def dateparser_search(path: str) -> Work:
    """dateparser's search for dates in running text, told that it is English."""
    search = _need("dateparser.search").search_dates
    sentences = _sentences(path)
    search(sentences[0], languages=["en"])
    return _by_sentence(sentences, "dates", lambda text: search(text, languages=["en"]) or ())


def spacy_numbers(path: str) -> Work:
    """A blank spaCy pipeline and its Matcher: numbers with the next word, dates among them."""
    import spacy
    from spacy.matcher import Matcher

    nlp = spacy.blank("en")
    matcher = Matcher(nlp.vocab)
    number = [{"TEXT": "£", "OP": "?"}, {"LIKE_NUM": True}]
    matcher.add("number", [number, [*number, {"TEXT": "%"}], [*number, {"IS_ALPHA": True}]])
    return _by_sentence(_sentences(path), "numbers", lambda text: matcher(nlp(text)))


def quantulum_quantities(path: str) -> Work:
    """quantulum3: quantities with their units, without its classifier."""
    parse = _need("quantulum3.parser").parse
    sentences = _sentences(path)
    parse(sentences[0])
    return _by_sentence(sentences, "quantities", parse)


def _by_page(texts: Callable[[], Iterable[str]]) -> Work:
    def work() -> dict[str, int]:
        counts = {"pages": 0, "words": 0}
        for text in texts():
            counts["pages"] += 1
            counts["words"] += len(text.split())
        return counts

    return work


def _by_sentence(sentences: list[str], what: str, find: Callable[[str], Any]) -> Work:
    def work() -> dict[str, int]:
        found = sum(len(find(sentence)) for sentence in sentences)
        return {"sentences": len(sentences), what: found}

    return work


def _sentences(path: str) -> list[str]:
    """The sentences that the pipeline's contestants are given, one by one."""
    from pipeline.read import read_file

    return [
        sentence
        for passage in read_file(Path(path)).passages
        for sentence in re.split(r"(?<=[.!?])\s+", passage.text)
    ]


OTHERS: Mapping[str, Callable[[str], Work]] = {
    function.__name__: function
    for function in (
        pdfplumber_tables,
        pdfplumber_text,
        pdfminer_text,
        pypdf_text,
        pymupdf_text,
        markitdown_text,
        pdftotext,
        pdfium_floor,
        dateparser_search,
        spacy_numbers,
        quantulum_quantities,
    )
}
