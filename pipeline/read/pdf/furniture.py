"""What belongs to no paper's text: running headers, footers, page numbers and stamps.

A line near the edge of the page is furniture where it comes back on neighbouring pages, with
digits that count the pages up, or where it is a known stamp ('Page 43', 'Agenda Item 6'). Every
paper inside a pack has its own, so runs of pages are looked at, never the whole file.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.read.pdf.records import PageDraft, Segment

_DIGITS = re.compile(r"\d+")
_STAMP = re.compile(
    r"(?:agenda|minute|supplementary)\s+(?:item|annex|appendix|minute|pack)(?:\s+no\.?)?\s*+(?::\s*+)?\d{1,3}[a-z]?"
    r"|page\s*+(?:\|\s*+)?\d{1,4}(?:\s*(?:of|/)\s*\d{1,4})?"
    r"|\d{1,4}\s*(?:of|/)\s*\d{1,4}|[-–—]\s*\d{1,4}\s*[-–—]|p\.?\s?\d{1,4}",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"\d{1,4}|[ivxl]{1,6}")
_LABEL = re.compile(
    r"page\s*+(?:\|\s*+)?(\d{1,4})|[-–—]?\s*(\d{1,4}|[ivxl]{1,6})\s*[-–—]?$", re.IGNORECASE
)
_PAGED = re.compile(r"\bpage\s*\d{1,4}\b", re.IGNORECASE)
_BAND = 0.12
_EDGE = 0.075


@dataclass(slots=True)
class _Candidate:
    """A line near an edge; `number` is what it counts with."""

    page: int
    key: tuple[str, int, int]
    text: str
    number: int | None
    segments: list[Segment]
    top: float
    bottom: float
    sideways: bool
    upper: bool
    run: int = 1
    run_id: int = 0
    furniture: bool = False


def drop_furniture(pages: list[PageDraft]) -> None:
    """Take the furniture out of every page, into its `stamps` and its `label`."""
    candidates = [candidate for page in pages for candidate in _candidates(page)]
    by_page: dict[int, list[_Candidate]] = defaultdict(list)
    for candidate in candidates:
        by_page[candidate.page].append(candidate)
    _mark_runs(candidates)
    _spare_titles(candidates, by_page)
    _spare_headings(pages, by_page)
    for page in pages:
        own = by_page[page.number]
        for candidate in own:
            candidate.furniture = candidate.furniture or _is_stamp(candidate, page, own)
        chosen = _without_twins([candidate for candidate in own if candidate.furniture])
        gone = {id(segment) for candidate in chosen for segment in candidate.segments}
        page.segments = [segment for segment in page.segments if id(segment) not in gone]
        page.sideways = [segment for segment in page.sideways if id(segment) not in gone]
        page.stamps = tuple(c.text for c in sorted(chosen, key=lambda c: (c.top, c.bottom)))
        page.label = _label(chosen)


def _without_twins(chosen: list[_Candidate]) -> list[_Candidate]:
    """Each segment once: a line goes where all its parts are furniture by themselves."""
    kept: list[_Candidate] = []
    taken: set[int] = set()
    for candidate in sorted(chosen, key=lambda c: len(c.segments)):
        rest = [segment for segment in candidate.segments if id(segment) not in taken]
        if rest:
            taken |= {id(segment) for segment in rest}
            candidate.segments = rest
            candidate.text = " ".join(segment.text for segment in rest)
            kept.append(candidate)
    return kept


def _candidates(page: PageDraft) -> Iterator[_Candidate]:
    """Lines in the bands at the top and bottom, and sideways lines at the sides."""
    top, bottom = _BAND * page.height, (1 - _BAND) * page.height
    rows: list[list[Segment]] = []
    for segment in sorted(page.segments, key=lambda s: (s.base, s.x0)):
        if top < segment.bottom and segment.top < bottom:
            continue
        if rows and abs(rows[-1][0].base - segment.base) < 2.5:
            rows[-1].append(segment)
        else:
            rows.append([segment])
    for row in rows:
        row.sort(key=lambda s: s.x0)
        if any(segment.lead is not None for segment in row):
            continue
        yield _candidate(page, row, sideways=False)
        if len(row) > 1:
            for segment in row:
                if segment.bottom <= top or not _numbers_words(segment, row):
                    yield _candidate(page, [segment], sideways=False)
    for segment in page.sideways:
        if segment.x1 < 0.12 * page.width or segment.x0 > 0.88 * page.width:
            yield _candidate(page, [segment], sideways=True)


def _numbers_words(segment: Segment, row: list[Segment]) -> bool:
    """Whether a figure stands right before words, as the number of a note does."""
    return _NUMBER.fullmatch(segment.text) is not None and any(
        0 < other.x0 - segment.x1 < 40 for other in row
    )


def _candidate(page: PageDraft, row: list[Segment], sideways: bool) -> _Candidate:
    text = " ".join(segment.text for segment in row)
    numbers = _DIGITS.findall(text)
    place = row[0].x0 if sideways else row[0].bottom
    return _Candidate(
        page=page.number,
        key=(_DIGITS.sub("#", text).casefold(), round(place / 4), round(row[0].size)),
        text=text,
        number=int(numbers[-1]) if numbers and len(numbers[-1]) < 6 else None,
        segments=row,
        top=min(segment.top for segment in row),
        bottom=max(segment.bottom for segment in row),
        sideways=sideways,
        upper=not sideways and row[0].bottom <= _BAND * page.height + 1,
    )


def _mark_runs(candidates: list[_Candidate]) -> None:
    """Mark the candidates that come back on neighbouring pages."""
    groups: dict[tuple[str, int, int], list[_Candidate]] = defaultdict(list)
    for candidate in candidates:
        groups[candidate.key].append(candidate)
    count = 0
    for group in groups.values():
        for run in _runs(group):
            count += 1
            pages = len({candidate.page for candidate in run})
            counts = run[0].text != run[-1].text
            for candidate in run:
                candidate.run, candidate.run_id = pages, count
                candidate.furniture = _comes_back(candidate, counts)


def _comes_back(candidate: _Candidate, counts: bool) -> bool:
    """Whether a line comes back often enough for what it says; `counts` tells of page numbers."""
    text, pages = candidate.text, candidate.run
    if pages >= 3:
        return counts or len(text) > 5 or (text.isupper() and pages > 3)
    if pages == 2:
        return _PAGED.search(text) is not None if counts else _is_small(candidate)
    return False


def _spare_titles(candidates: list[_Candidate], by_page: dict[int, list[_Candidate]]) -> None:
    """Give back what comes on every second page only, where other pages begin their text as high.

    Such a line is the title of a form that takes two pages, not a header above the text.
    """
    runs: dict[int, list[_Candidate]] = defaultdict(list)
    for candidate in candidates:
        if candidate.furniture and candidate.upper:
            runs[candidate.run_id].append(candidate)
    for group in runs.values():
        held = {candidate.page for candidate in group}
        between = set(range(min(held), max(held))) - held
        low = max(candidate.bottom for candidate in group) + 2
        if any(
            other.upper and not other.furniture and other.bottom <= low
            for page in between
            for other in by_page.get(page, ())
        ):
            for candidate in group:
                candidate.furniture = False


def _spare_headings(pages: list[PageDraft], by_page: dict[int, list[_Candidate]]) -> None:
    """Give back lines that count on over right above their own text ('Recommendation 8'), where
    the pages have a number of their own."""
    runs: dict[int, list[tuple[_Candidate, bool]]] = defaultdict(list)
    for page in pages:
        own = by_page[page.number]
        for candidate in own:
            if candidate.furniture and candidate.upper and not _is_page_number(candidate.text):
                heads = _heads_text(candidate, page) and any(
                    _is_page_number(other.text) and other.number != candidate.number
                    for other in own
                )
                runs[candidate.run_id].append((candidate, heads))
    for run in runs.values():
        if len({candidate.text for candidate, _ in run}) > 1 and all(heads for _, heads in run):
            for candidate, _ in run:
                candidate.furniture = False


def _heads_text(candidate: _Candidate, page: PageDraft) -> bool:
    """Whether a line stands out from the line right under it, and begins where that begins."""
    own = candidate.segments[0]
    below = [segment for segment in page.segments if segment.base > own.base + 0.5 * own.size]
    if not below:
        return False
    under = min(below, key=lambda segment: (segment.base, segment.x0))
    return (
        under.base - own.base < 3 * own.size
        and abs(under.x0 - own.x0) < 3
        and (own.size > under.size + 0.4 or (own.bold and not under.bold))
    )


def _is_small(candidate: _Candidate) -> bool:
    """Whether a line that comes twice only is set as headers are, and long enough to tell."""
    return len(candidate.text) > 8 and candidate.segments[0].size < 14


def _runs(group: list[_Candidate]) -> Iterator[list[_Candidate]]:
    """Stretches of pages, at most two apart, with equal text or digits that count the pages."""
    run: list[_Candidate] = []
    for candidate in group:
        if run and not (_follows(run[-1], candidate) and _keeps_pace(run, candidate)):
            yield run
            run = []
        run.append(candidate)
    if run:
        yield run


def _follows(one: _Candidate, two: _Candidate) -> bool:
    step = two.page - one.page
    if step > 2:
        return False
    if one.text == two.text:
        return not _NUMBER.fullmatch(one.text)
    if one.number is None or two.number is None:
        return False
    if two.number - one.number == step:
        return True
    return two.number - one.number == 2 * step and _is_page_number(two.text)


def _keeps_pace(run: list[_Candidate], candidate: _Candidate) -> bool:
    """Whether a line counts on by as much for each page as the lines before it do."""
    first, last = run[0], run[-1]
    if first.number is None or last.number is None or candidate.number is None:
        return True
    pages, counted = last.page - first.page, last.number - first.number
    step = candidate.page - last.page
    return pages == 0 or counted * step == (candidate.number - last.number) * pages


def _is_page_number(text: str) -> bool:
    """Whether a line is a page number by its own words, or nothing but figures."""
    return _PAGED.search(text) is not None or not any(c.isalpha() for c in text)


def _is_stamp(candidate: _Candidate, page: PageDraft, own: list[_Candidate]) -> bool:
    """Whether a single line is a stamp by its words and place alone."""
    if _STAMP.fullmatch(candidate.text):
        return True
    if not _NUMBER.fullmatch(candidate.text):
        return False
    if candidate.sideways:
        return True
    if candidate.top > (1 - _EDGE) * page.height or candidate.bottom < 0.06 * page.height:
        lone = min(
            (
                min(abs(s.top - candidate.bottom), abs(candidate.top - s.bottom))
                for s in page.segments
                if all(s is not own for own in candidate.segments)
                and not _NUMBER.fullmatch(s.text)
                and not _STAMP.fullmatch(s.text)
            ),
            default=99.0,
        )
        return lone > 8 or candidate.run > 1
    return False


def _label(chosen: list[_Candidate]) -> str | None:
    """The printed page number: of several, the one that counts on over most pages."""
    best: tuple[int, int, int] | None = None
    label: str | None = None
    for index, candidate in enumerate(chosen):
        if _is_item(candidate.text):
            continue
        if match := _LABEL.match(candidate.text):
            found, sure = match[1] or match[2], 2 if match[1] else 1
        elif match := _PAGED.search(candidate.text):
            found, sure = match[0].split()[-1], 0
        else:
            continue
        rank = (sure, candidate.run, -index)
        if found.isalnum() and (best is None or rank > best):
            best, label = rank, found
    return label


def _is_item(text: str) -> bool:
    return text[:1].casefold() in "ams" and "page" not in text.casefold()
