"""What is measured against what: groups of contestants on one subject, with their baseline."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from tests.bench import subjects
from tests.bench.work import CORPUS, PACK

Subjects = Mapping[str, Path]


@dataclass(frozen=True, slots=True)
class Entry:
    """A contestant on a subject, under the name that the table prints.

    The subject is what the group has made under that name, else the word itself.
    """

    title: str
    contestant: str
    subject: str


@dataclass(frozen=True, slots=True)
class Group:
    """Entries that are compared: ratios are to the entry `baseline`, by the first count a second.

    A group of `questions` answers the same questions in each entry; they are the rows of its table,
    and the last entry is compared with the one before it. `rounds` are at most so many.
    """

    key: str
    title: str
    note: str
    entries: tuple[Entry, ...]
    baseline: str
    clock: Literal["cpu", "wall"] = "cpu"
    rounds: int = 99
    make: Callable[[Path], Subjects] | None = None
    questions: bool = False


_PACK = str(PACK)
_TEN_THOUSAND = "10000"

READING = Group(
    "reading",
    "Reading the sample pack",
    "An agenda pack of 116 pages. Words and tables are what pdfplumber is asked for by those who "
    "use it; the floor is what pdfium needs to hand over its text at all. The others give text "
    "without saying what is a heading, a table row or a stamp.",
    (
        Entry("pdfplumber, words and tables", "pdfplumber_tables", _PACK),
        Entry("pdfplumber, text alone", "pdfplumber_text", _PACK),
        Entry("pdfminer.six, text with layout", "pdfminer_text", _PACK),
        Entry("pypdf, text", "pypdf_text", _PACK),
        Entry("MarkItDown, Markdown", "markitdown_text", _PACK),
        Entry("PyMuPDF, text", "pymupdf_text", _PACK),
        Entry("pdftotext -layout", "pdftotext", _PACK),
        Entry("pdfium's floor", "pdfium_floor", _PACK),
        Entry("pipeline, words and tables", "our_words", _PACK),
        Entry("pipeline, passages", "our_passages", _PACK),
        Entry("pipeline, passages, papers and facts", "our_facts", _PACK),
    ),
    "pdfplumber, words and tables",
)
GROWTH = Group(
    "growth",
    "Time and memory as files grow",
    "Pages of the sample pack, repeated where it has not enough. Peak memory is of the whole "
    "process, libraries included.",
    (
        Entry("pdfium's floor, 116 pages", "pdfium_floor", "116"),
        Entry("pdfium's floor, 600 pages", "pdfium_floor", "600"),
        Entry("pipeline, words and tables, 116 pages", "our_words", "116"),
        Entry("pipeline, words and tables, 600 pages", "our_words", "600"),
        Entry("pipeline, passages, 1 page", "our_passages", "1"),
        Entry("pipeline, passages, 10 pages", "our_passages", "10"),
        Entry("pipeline, passages, 116 pages", "our_passages", "116"),
        Entry("pipeline, passages, 600 pages", "our_passages", "600"),
    ),
    "pipeline, passages, 116 pages",
    make=subjects.repeated_pages,
)
DATES = Group(
    "dates",
    "Dates, a sentence",
    "Sentences of the sample pack, read and split before the clock starts. dateparser is given "
    "them one by one; how right what it finds is, is not measured (it takes 'may', 'we' and '7%' "
    "for dates); how right the pipeline is stands in [accuracy](accuracy.md).",
    (
        Entry("dateparser.search", "dateparser_search", _PACK),
        Entry("pipeline, dates", "dates", _PACK),
    ),
    "dateparser.search",
)
EXTRACTION = Group(
    "extraction",
    "Facts, a sentence",
    "The same sentences. spaCy's Matcher on a blank pipeline finds numbers with the word behind "
    "them, the least that a user could build; quantulum3 finds quantities with units. Neither "
    "tells what is measured, of when, or whether it is a level or a change.",
    (
        Entry("spaCy Matcher, numbers", "spacy_numbers", _PACK),
        Entry("quantulum3, quantities", "quantulum_quantities", _PACK),
        Entry("pipeline, dates and statistics", "dates_and_statistics", _PACK),
        Entry("pipeline, all facts", "all_facts", _PACK),
    ),
    "pipeline, all facts",
)
LINKING = Group(
    "linking",
    "Linking what recurs",
    "Generated recommendations of which a tenth is made again, word for word or changed, so that "
    "it is known what must be found. The alternatives compare every pair, or sketches of each; "
    "twice as many take those that compare every pair four times as long.",
    (
        Entry("rapidfuzz, every pair, 10,000", "every_pair", _TEN_THOUSAND),
        Entry("datasketch MinHash LSH, 10,000", "minhash", _TEN_THOUSAND),
        Entry("scikit-learn TF-IDF, 10,000", "tfidf", _TEN_THOUSAND),
        Entry("scikit-learn TF-IDF, 20,000", "tfidf", "20000"),
        Entry("pipeline, 10,000", "recurrences", _TEN_THOUSAND),
        Entry("pipeline, 40,000", "recurrences", "40000"),
        Entry("pipeline, 80,000", "recurrences", "80000"),
    ),
    "rapidfuzz, every pair, 10,000",
    rounds=2,
)
PAGES = Group(
    "pages",
    "Pages of the archive as it grows",
    "Milliseconds of the processor to answer a question with a page, the first look left out: on "
    "the archive of the sample papers, on synthetic archives (`tests/archive/speed.py`) of up to a "
    "million passages, and on the nearest table page of plain Datasette, which is what a user "
    "would have without this project's pages. – means that it gave up at its limit of a second.",
    (
        Entry("sample papers", "our_pages", "corpus"),
        Entry("10,000 passages", "our_pages", "10,000"),
        Entry("100,000 passages", "our_pages", "100,000"),
        Entry("1,000,000 passages", "our_pages", "1,000,000"),
        Entry("plain Datasette, 1,000,000", "plain_pages", "1,000,000"),
    ),
    "1,000,000 passages",
    make=subjects.archives,
    questions=True,
)
INGEST = Group(
    "ingest",
    "Ingest of all sample papers",
    "`pipeline ingest corpus/` into a new archive: worker processes, reading, facts, search index "
    "and links, beside the text alone of the same PDFs.",
    (
        Entry("pdfplumber, text alone", "pdfplumber_text", str(CORPUS)),
        Entry("pipeline ingest, the pack", "ingest", _PACK),
        Entry("pipeline ingest, all sample papers", "ingest", str(CORPUS)),
    ),
    "pdfplumber, text alone",
)
PACKS = Group(
    "packs",
    "Ingest as packs grow in number",
    "Packs of 116 pages in the layout of the sample pack and in other words each "
    "(`tests/bench/packs.py`), by the clock on the wall. The cluster is Dask's, of two worker "
    "processes on this machine, standing before the clock starts.",
    (
        Entry("one pack, one job", "ingest", "packs 1"),
        Entry("five packs, one job", "ingest", "packs 5"),
        Entry("twenty packs, one job", "ingest", "packs 20"),
        Entry("twenty packs, two jobs", "ingest_two", "packs 20"),
        Entry("twenty packs, cluster of two", "ingest_cluster", "packs 20"),
    ),
    "twenty packs, one job",
    clock="wall",
    rounds=3,
    make=subjects.some_packs,
)
YEAR = Group(
    "year",
    "A council's year",
    "86 packs in other words each, about 10,000 pages, into one archive with `--jobs 2`, links and "
    "search index included; then one pack more into that archive, which links and counts all of it "
    "anew. By the clock on the wall.",
    (
        Entry("86 packs, two jobs", "ingest_two", "packs 86"),
        Entry("one pack more, one job", "ingest_more", "a year and a pack"),
    ),
    "86 packs, two jobs",
    clock="wall",
    rounds=1,
    make=subjects.a_year,
)
ISOLATION = Group(
    "isolation",
    "What a worker process costs",
    "A thousand files of one page, read in this process, and in a worker under limits (its start "
    "included).",
    (
        Entry("in one process", "files_in_process", "files"),
        Entry("in a worker process", "files_in_worker", "files"),
    ),
    "in one process",
    make=subjects.small_files,
)
GROUPS = (
    READING, GROWTH, DATES, EXTRACTION, LINKING, PAGES, INGEST, PACKS, YEAR, ISOLATION,
)  # fmt: skip
