"""The records that go through the house: plain, frozen, without behaviour that looks upwards.

A *document* is what a reader makes of a file: pages and passages. A *paper* is one
self-contained report, pro forma or minute inside it. *Facts* are what extractors find in a
paper's passages. Every fact begins with its `Place` and ends with the rule that found it.

Offsets count characters of `Passage.text`. Pages count from 1. Boxes are in points from the
top left of the page as it is displayed (after rotation). Days are `datetime.date`, intervals
inclusive; None means that the paper does not say.
"""

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

PassageKind = Literal["heading", "paragraph", "item", "row", "callout", "footnote"]

PaperKind = Literal[
    "front_sheet",
    "officer_report",
    "scrutiny_report",
    "response_proforma",
    "minute",
    "annual_report",
    "inspection_report",
    "action_plan",
    "appendix",
    "unplaced",
]

Decision = Literal[
    "accepted",
    "partially_accepted",
    "rejected",
    "already_actioned",
    "agreed",
    "awaited",
    "agreed_in_principle",
    "noted",
    "deferred",
    "not_agreed",
    "amended",
]


@dataclass(frozen=True, slots=True)
class Line:
    """One printed line of a passage: its box on its page, and its characters `text[start:end]`."""

    page: int
    x0: float
    top: float
    x1: float
    bottom: float
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table row: its column's head, and its characters `text[start:end]`.

    An empty cell has `start == end`; it leaves no trace in the text, but is kept here.
    """

    head: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph, list item, heading, table row, call-out or footnote, as a person would read it.

    `number` is the printed number or letter ('1.', 'a)', '4.2'; None for a bullet), which is
    not part of `text`. `heading` is the path of headings above it, outermost first. `level` is
    the depth of a heading (1 is outermost) or of a list item (0 is outermost). A row's text
    reads 'head: cell; head: cell'. `page` is where it begins; `lines` tell where it goes on.
    """

    position: int
    page: int
    kind: PassageKind
    text: str
    number: str | None = None
    heading: tuple[str, ...] = ()
    level: int = 0
    lines: tuple[Line, ...] = ()
    table: int | None = None
    row: int | None = None
    cells: tuple[Cell, ...] = ()
    size: float | None = None
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a file.

    `label` is the page number printed on it. `stamps` are the lines that belong to no paper's
    text: running headers, footers, page numbers, 'Agenda Item 6' marks, in reading order.
    `source` says where the words came from: `text`, `ocr`, or `none` for a page without words.
    """

    number: int
    label: str | None
    width: float
    height: float
    text: str
    stamps: tuple[str, ...] = ()
    source: Literal["text", "ocr", "none"] = "text"


@dataclass(frozen=True, slots=True)
class OutlineEntry:
    """A bookmark of a file; level 0 is outermost."""

    title: str
    page: int
    level: int


@dataclass(frozen=True, slots=True)
class PageLink:
    """A link on a page to another page of the same file, with the words it stands on."""

    page: int
    target: int
    text: str


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that could not be read or placed, in a sentence a person can act on."""

    stage: Literal["read", "split", "extract", "link", "store"]
    code: str
    message: str
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """What a reader makes of one file."""

    media_type: str
    reader: str
    pages: tuple[Page, ...]
    passages: tuple[Passage, ...]
    title: str | None = None
    source_url: str | None = None
    outline: tuple[OutlineEntry, ...] = ()
    links: tuple[PageLink, ...] = ()
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Interval:
    """Days from `start` to `end`, both included; None is an open end."""

    start: date | None
    end: date | None


@dataclass(frozen=True, slots=True)
class Paper:
    """One self-contained paper of a file, made of the passages `first_passage` to `last_passage`.

    `body` is whose meeting it goes to, `item` the agenda item's number as text. `period` is the
    paper's own reporting period (an annual report's year). `split_by` names the signals that
    placed its first page. `parent` is the position of the paper that it is an appendix of.
    """

    position: int
    kind: PaperKind
    title: str | None
    first_page: int
    last_page: int
    first_passage: int
    last_passage: int
    body: str | None = None
    author: str | None = None
    meeting_date: date | None = None
    item: str | None = None
    year: int | None = None
    period: Interval | None = None
    parent: int | None = None
    split_by: str | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """Where a fact stands: `passages[passage].text[start:end] == quote`, on `page`."""

    passage: int
    page: int
    start: int
    end: int
    quote: str


@dataclass(frozen=True, slots=True)
class Recommendation:
    """Somebody formally asks somebody to decide or to do something (GUIDE: Recommendation)."""

    place: Place
    text: str
    label: str | None
    kind: Literal["decision", "scrutiny", "inspection", "reported"]
    made_by: str | None
    addressed_to: str | None
    verb: str | None
    rule: str
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Response:
    """What was answered to a recommendation; the place is the recommendation's text in that row.

    `requested` and `deadline` are days, `requested_text` and `deadline_text` as printed;
    `deadline_basis` is `stated`, or names the statute from which the day was computed.
    `decision_text` and `action` are verbatim.
    """

    place: Place
    decision: Decision
    decision_text: str | None
    action: str | None
    issue: str | None
    respondents: tuple[str, ...]
    requested: date | None
    requested_text: str | None
    deadline: date | None
    deadline_text: str | None
    deadline_basis: str | None
    label: str | None
    rule: str
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class DateFact:
    """A temporal expression pinned to the calendar.

    The place's quote is the expression with a few words around it; `text` is the expression
    alone, at `text_start` of the passage. `precision` is `day`, `month`, `quarter`, `season`,
    `year`, `decade` or `span`.
    """

    place: Place
    text: str
    text_start: int
    start: date | None
    end: date | None
    precision: str
    approximate: bool
    role: Literal["meeting", "deadline", "period", "inspection", "published", "event", "as_of"]
    rule: str


@dataclass(frozen=True, slots=True)
class Statistic:
    """A number that states something measured about the world (GUIDE: Statistic).

    The place's quote is the sentence, row or call-out; `text` is the number as printed, at
    `text_start` of the passage. `bound` is `over`, `under`, `around`, `up_to`, `at_least` or
    None. `period_basis` says where the period was read: `sentence`, `heading`, `column` or
    `paper`. Statistics of one statement share a `claim` number within their paper; `claim_check`
    records how its arithmetic disagrees, where it does.
    """

    place: Place
    text: str
    text_start: int
    value: float
    value_to: float | None
    unit: str
    bound: str | None
    role: Literal["level", "change", "baseline", "target", "comparator"]
    direction: Literal["increase", "decrease"] | None
    measure: str | None
    period: Interval | None
    period_basis: str | None
    claim: int | None
    claim_check: str | None
    rule: str
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class ThemeMention:
    """A passage that is about a theme; `terms` are the words that show it, `stated` that the
    paper itself lists it as a theme, priority or key message."""

    place: Place
    theme: str
    terms: tuple[str, ...]
    stated: bool
    score: float
    rule: str


@dataclass(frozen=True, slots=True)
class Facts:
    """All facts of one paper."""

    dates: tuple[DateFact, ...] = ()
    statistics: tuple[Statistic, ...] = ()
    recommendations: tuple[Recommendation, ...] = ()
    responses: tuple[Response, ...] = ()
    themes: tuple[ThemeMention, ...] = ()
    problems: tuple[Problem, ...] = field(default=())
