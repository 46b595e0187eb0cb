"""What is fuzzed: each target takes bytes, and raises on a broken promise only."""

import sqlite3
import tempfile
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from functools import cache
from pathlib import Path
from urllib.parse import parse_qsl

import pipeline.read.docx  # noqa: F401 - loaded here so that it is instrumented
from pipeline.archive.asking import read_words
from pipeline.archive.pages import search, statistics
from pipeline.archive.reading import Asked
from pipeline.errors import ArchiveError, EvaluationError, ReadError, RuleError
from pipeline.evaluate.gold import load_gold
from pipeline.evaluate.score import compare_paper, score_outcomes
from pipeline.factrows import fact_rows
from pipeline.model import Interval
from pipeline.process import extract_document
from pipeline.questions import find_series, find_similar
from pipeline.read import ReadOptions, read_file
from pipeline.read.decode import decode_html, decode_text
from pipeline.read.html import read_html
from pipeline.read.text import read_text
from pipeline.rules import Rules, load_rules
from pipeline.store.archive import Archive
from pipeline.store.corrections import export_corrections, import_corrections, list_corrections
from pipeline.store.look import find_row, search_passages
from pipeline.when import Anchor, find_expressions
from tests.archive.sample import build_sample
from tests.extract.statistics.making import find_in
from tests.fuzz.promises import CODES, hold_together, stand_in_their_text
from tests.fuzz.seeds import WORD_PARTS, word_package, zip_of
from tests.making import REPORT

Target = Callable[[bytes], None]

_ANCHOR = Anchor(date(2023, 10, 17), Interval(date(2022, 4, 1), date(2023, 3, 31)))
_TODAY = date(2025, 6, 20)


def text(raw: bytes) -> None:
    """A text is refused with a reason, or its facts stand in it."""
    with _refused():
        document = read_text(decode_text(raw))
        hold_together(document)
        stand_in_their_text(extract_document(document, load_rules()))


def html(raw: bytes) -> None:
    """A web page is refused with a reason, or its passages hold together."""
    with _refused():
        hold_together(read_html(decode_html(raw)))


def docx(raw: bytes) -> None:
    """A Word file, one part of which is hostile or all of it, is refused or holds together."""
    if not raw.startswith(b"PK"):
        name = WORD_PARTS[raw[0] % len(WORD_PARTS)] if raw else WORD_PARTS[0]
        raw = zip_of({**word_package(), name: raw[1:]})
    path = _scratch() / "fuzzed.docx"
    path.write_bytes(raw)
    with _refused():
        hold_together(read_file(path, ReadOptions()))


def dates(raw: bytes) -> None:
    """Expressions stand in the text, in order, none inside another, none running backwards."""
    said = _words(raw)
    end = 0
    for found in find_expressions(said, _ANCHOR, load_rules()):
        assert end <= found.start < found.end <= len(said)
        assert said[found.start : found.end] == found.text
        assert not (found.first and found.last) or found.first <= found.last
        end = found.end


def numbers(raw: bytes) -> None:
    """Statistics stand in their text, with finite values."""
    with _refused():
        for fact in find_in(_words(raw)):
            assert fact.value is None or abs(fact.value) < float("inf")
            assert fact.value_to is None or abs(fact.value_to) < float("inf")
            assert fact.text in fact.place.quote


def search_words(raw: bytes) -> None:
    """No question of a visitor or of the command line is an error of SQL."""
    archive = _archive()
    query = dict(parse_qsl(raw.decode("utf-8", "replace"), keep_blank_values=True))
    asked = Asked({}, query, _TODAY)
    search.answer(archive.connection, asked)
    search.answer_all(archive.connection, asked)
    statistics.answer_list(archive.connection, asked)
    typed = raw.decode("utf-8", "surrogateescape")  # as a shell hands it over
    read_words(typed)
    with suppress(ArchiveError):
        search_passages(archive, typed, 5)
        find_series(archive, typed)
        find_similar(archive, typed, 5)
        find_row(archive, typed)


def corrections(raw: bytes) -> None:
    """Corrections are refused with a sentence, or come out again as they went in."""
    archive = _archive()
    archive.connection.execute("DELETE FROM corrections")
    with suppress(ArchiveError):
        import_corrections(archive, raw)
        kept = list_corrections(archive)
        assert import_corrections(archive, export_corrections(kept).encode()) == len(kept)
        assert list_corrections(archive) == kept


def gold(raw: bytes) -> None:
    """An annotated paper is refused with a sentence, or can be scored."""
    path = _scratch() / "fuzzed.jsonl"
    path.write_bytes(raw)
    with suppress(EvaluationError):
        for paper in load_gold([path]):
            score_outcomes(compare_paper(paper, _report_rows()))


def rules(raw: bytes) -> None:
    """A rule file is read, or refused with the file named."""
    folder = _scratch() / "rules"
    folder.mkdir(exist_ok=True)
    (folder / "fuzzed.yml").write_bytes(raw)
    fuzzed = Rules(folder)
    for read in (
        lambda: fuzzed.examples("fuzzed"),
        lambda: fuzzed.book("fuzzed", keys=("pattern",), sections=("heads",)),
    ):
        try:
            book = read()
            for rule in getattr(book, "rules", ()):
                book.pattern(str(rule.fields.get("pattern")), where=rule.id)
        except RuleError as error:
            assert "fuzzed.yml" in str(error)


TARGETS: dict[str, Target] = {
    "text": text,
    "html": html,
    "docx": docx,
    "dates": dates,
    "numbers": numbers,
    "search": search_words,
    "corrections": corrections,
    "gold": gold,
    "rules": rules,
}


class _refused:  # noqa: N801 - reads as a verb beside `suppress`
    """Lets a refusal with a reason pass."""

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> bool:
        if not isinstance(error, ReadError):
            return False
        assert error.code in CODES and str(error).endswith(".")
        return True


def _words(raw: bytes) -> str:
    return raw.decode("utf-8", "replace")


@cache
def _scratch() -> Path:
    folder = tempfile.TemporaryDirectory(prefix="board-papers-fuzz-")
    _KEPT.append(folder)
    return Path(folder.name)


_KEPT: list[tempfile.TemporaryDirectory[str]] = []


@cache
def _archive() -> Archive:
    """The sample archive, in memory so that each input costs little."""
    path = build_sample(_scratch() / "archive.db")
    archive = Archive.open(path)
    memory = sqlite3.connect(":memory:", isolation_level=None)
    archive.connection.backup(memory)
    archive.connection.close()
    memory.row_factory = sqlite3.Row
    archive.connection = memory
    return archive


@cache
def _report_rows() -> list[dict[str, object]]:
    extracted = extract_document(read_text(REPORT), load_rules())
    return list(fact_rows(extracted, "report.txt"))
