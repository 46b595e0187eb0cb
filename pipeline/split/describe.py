"""Say what a paper is: its kind, title, body, meeting date, item, author, period."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from pipeline.clean import collapse_spaces
from pipeline.match import letters
from pipeline.model import Interval, PaperKind
from pipeline.names import find_bodies, is_general_name
from pipeline.rules import RuleBook, Rules
from pipeline.split.block import Block, first_day, read_author, read_block
from pipeline.split.days import find_period
from pipeline.split.kinds import Extent, tell_kind
from pipeline.split.pages import PrintedLine

_REPORT_OF = re.compile(r"^(?:joint )?report (?:by|of|from)(?: the)?[: ]", re.IGNORECASE)
_EARLIER = re.compile(r"\b(?:previous|last) (?:meeting|minutes)\b", re.IGNORECASE)
_OF_MINUTE = re.compile(  # a day, or the number of a minute: no title of the whole
    r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,? )?\d{1,2}(?:st|nd|rd|th)? [A-Z][a-z]+,? \d{4}"
    r"|\d{1,3}/\d{2,4}\.? [A-Z]"
)
_FILE_NAME = re.compile(r"^Microsoft \w+ - |\.(?:docx?|pdf|rtf|pptx?)$", re.IGNORECASE)
_LABELLED = re.compile(
    r"^(?:annex(?:e|ure)?|appendix|enclosure|attachment)(?: ?(?:[A-Z]|\d{1,2}[a-z]?))?"
    r"(?: ?[:.–-] ?|\s+(?=[A-Z0-9])|$)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Description:
    """What a paper says of itself; `rules` are those that told its kind."""

    kind: PaperKind
    title: str | None
    body: str | None
    author: str | None
    meeting_date: date | None
    period: Interval | None
    rules: tuple[str, ...]


def describe_paper(extent: Extent, rules: Rules, book: RuleBook) -> Description:
    """Read the title block of a paper and tell its kind."""
    block = read_block(extent.lines, rules, book)
    title = _title(block, extent, book)
    kind, found = tell_kind(extent, title, book)
    body = _body(block, extent, kind, rules)
    author = read_author(block, rules)
    if kind == "scrutiny_report" and author is None and body and extent.item is None:
        author, body = _complete_name(body, extent, rules), None
    day = _meeting_date(block, extent, kind, rules)
    return Description(
        kind=kind,
        title=_final_title(kind, title, block, extent, body, day),
        body=body,
        author=author,
        meeting_date=day,
        period=_period(title, extent, rules),
        rules=found,
    )


def _title(block: Block, extent: Extent, book: RuleBook) -> str | None:
    """The labelled title; else the lines of the block in the largest type; else the bookmark."""
    if labelled := next((text for text in block.title if text), None):
        return labelled
    printed = _annex_heading(block.free) or _largest_lines(block.free, book)
    if printed is None:
        printed = next((text for text in block.labelled if _REPORT_OF.match(text)), None)
        printed = printed if printed and ":" in printed else None
    title = printed or extent.outline or (extent.item.title if extent.item else None)
    return collapse_spaces(title) if title else None


def _annex_heading(lines: Sequence[PrintedLine]) -> str | None:
    """'Appendix I: Risk register' is the title, whatever its type."""
    for line in lines[:4]:
        named = _LABELLED.sub("", line.text, count=1)
        if named != line.text and len(named.split()) > 1:
            return " ".join(other.text for other in lines if other.passage == line.passage)
    return None


def _largest_lines(lines: Sequence[PrintedLine], book: RuleBook) -> str | None:
    """The run of lines in the largest type, bold before plain, with its subtitle."""
    runs: list[list[PrintedLine]] = []
    for line in lines:
        last = runs[-1][-1] if runs else None
        if last is not None and _same_look(last, line) and len(runs[-1]) < 6:
            runs[-1].append(line)
        else:
            runs.append([line])
    if not runs:
        return None
    if all(line.size is None for line in lines) and len(lines[0].text.split()) > 2:
        best = 0
    else:
        best = max(range(len(runs)), key=lambda i: (_prominence(runs[i][0]), -i))
    title = " ".join(line.text for line in runs[best])
    # The first section's heading may stand right under the title, in the same type.
    trailing = book.pattern(book.sections["block"]["trailing"], where="block.trailing")
    title = trailing.sub("", title)
    if _is_sentence(title, runs[best][0]):
        return None
    subtitle = book.pattern(book.sections["block"]["subtitle"], where="block.subtitle")
    following = [" ".join(line.text for line in run) for run in runs[best + 1 : best + 2]]
    if following and subtitle.search(following[0]) and len(following[0]) < 160:
        title = f"{title}: {following[0]}"
    return title


def _is_sentence(text: str, line: PrintedLine) -> bool:
    plain = line.kind != "heading" and not line.bold
    words = len(text.split())
    return plain and (words > 25 or (words > 7 and text.endswith((".", ";", ":", ","))))


def _same_look(one: PrintedLine, other: PrintedLine) -> bool:
    if one.passage == other.passage:
        return True
    if one.size is None or other.size is None or other.passage - one.passage > 1:
        return False
    return abs(one.size - other.size) < 1.1 and one.bold == other.bold


def _prominence(line: PrintedLine) -> tuple[float, bool, bool]:
    return (round(line.size or 0), line.bold, line.kind == "heading")


def _final_title(
    kind: PaperKind,
    title: str | None,
    block: Block,
    extent: Extent,
    body: str | None,
    day: date | None,
) -> str | None:
    if kind == "response_proforma" and title:
        head = _LABELLED.sub("", title).strip() or title
        issue = next((text for text in block.issue if text), None)
        return f"{head}: {issue}" if issue and letters(issue) not in letters(head) else head
    if kind == "minute" and body and day and (title is None or _says_minutes(title, block)):
        return f"Minutes of {body}, {day.day} {day:%B %Y}"
    if kind in {"appendix", "action_plan", "annual_report", "inspection_report"} and title:
        return _LABELLED.sub("", title, count=1).strip() or title
    return title or _FILE_NAME.sub("", extent.file_title or "").strip() or None


def _says_minutes(title: str, block: Block) -> bool:
    says = "minutes" in title.casefold() or "meeting" in title.casefold() or not block.free
    return says or _OF_MINUTE.match(title) is not None


def _body(block: Block, extent: Extent, kind: PaperKind, rules: Rules) -> str | None:
    """The body that the block names: beside a label first, else on a line of its own."""
    if kind == "inspection_report":
        return None
    named = _named(block.body, rules) or _named(block.body_lines, rules)
    if not named and kind == "minute":
        named = _bodies_of_minutes(extent, rules)
    if not named:
        return None
    special = [
        name
        for name in named
        if not re.fullmatch(r".{1,200} (?:County|City|District|Borough) Council", name)
    ]
    return (special or named)[0]


def _named(texts: Sequence[str], rules: Rules) -> list[str]:
    """The bodies that texts name; general names only where there are no others."""
    found = [name for text in texts for _, _, name in find_bodies(text, rules)]
    return [name for name in found if not is_general_name(name, rules)] or found


def _complete_name(name: str, extent: Extent, rules: Rules) -> str:
    """The full name of a body of which a cover's line holds the end: 'Energy and Space Committee'
    further on, where the cover breaks the line before 'Space'."""
    found = [body for line in extent.opening for _, _, body in find_bodies(line, rules)]
    longer = [body for body in found if body.endswith(f" {name}")]
    return min(longer, key=len) if longer else name


def _bodies_of_minutes(extent: Extent, rules: Rules) -> list[str]:
    text = " ".join(line.text for line in extent.lines[:12])
    match = re.search(r"(?i)\b(?:minutes|meeting)\b[^:]{0,40}?\b(?:of|for)\b", text)
    if not match:
        return []
    found = find_bodies(text[match.start() : match.start() + 300], rules)
    return [name for _, _, name in found if not is_general_name(name, rules)]


def _meeting_date(block: Block, extent: Extent, kind: PaperKind, rules: Rules) -> date | None:
    """The day beside a body or a label; in minutes, the day on which the meeting was held."""
    if kind == "inspection_report":
        return None
    if day := first_day([*block.date, *block.body, *block.body_lines], rules):
        return day
    if kind in {"minute", "front_sheet"}:
        lines = (line.text for line in extent.lines[:14] if not _EARLIER.search(line.text))
        return first_day([" ".join(lines)], rules)
    return None


def _period(title: str | None, extent: Extent, rules: Rules) -> Interval | None:
    for text in (title, extent.outline):
        if text and (period := find_period(text, rules)):
            return period
    return None
