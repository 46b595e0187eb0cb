"""Resolutions inside the cells of a table: minutes that are set in columns, web pages whose items
are rows. Tables of recommendations with their answers are `tables`' work."""

import re
from collections.abc import Iterator

from pipeline.extract.responses.forms import Form, Forms
from pipeline.extract.responses.running import sentence_end
from pipeline.extract.responses.words import Words, decide, make_response, skip_opening, trim_end
from pipeline.model import Cell, Passage, Response
from pipeline.numbering import Outline, split_list

_STARTS = re.compile(r"(?<=[.;:] )(?=[A-Z])|(?<=\s)(?=RESOLVED\b)")
_KINDS = frozenset({"minute", "unplaced"})


def find_in_cells(passage: Passage, forms: Forms, paper_kind: str) -> Iterator[Response]:
    """What the cells of a row say was resolved."""
    if paper_kind not in _KINDS:
        return
    for cell in passage.cells:
        found = list(_resolutions(passage, cell, forms, paper_kind))
        for index, (form, match) in enumerate(found):
            end = found[index + 1][1].start() if index + 1 < len(found) else cell.end
            for words in _words(passage, skip_opening(passage.text, match.end()), end):
                yield make_response(words, decide(words), match[0], form)


def _resolutions(
    passage: Passage, cell: Cell, forms: Forms, paper_kind: str
) -> Iterator[tuple[Form, re.Match[str]]]:
    text = passage.text[: cell.end]
    starts = [cell.start, *(match.end() for match in _STARTS.finditer(text, cell.start))]
    asked = list(forms.of("resolution", text[cell.start :], paper_kind))
    done = cell.start
    for start in starts if asked else ():
        for form, pattern in asked:
            match = pattern.match(text, start) if start >= done and not form.within else None
            if match is not None and match.end() < cell.end:
                yield form, match
                done = match.end()
                break


def _words(passage: Passage, start: int, end: int) -> Iterator[Words]:
    """One thing, up to the end of its sentence, or each item of a list in one piece."""
    text, outline = passage.text, Outline()
    listed = list(split_list(text, start, end))
    for number, begin, stop in listed:
        outline.last = number
        if number is listed[-1][0]:
            stop = min(stop, sentence_end(text, begin))
        yield Words(passage, begin, trim_end(text, begin, stop), outline.label)
    if not listed and start < end:
        stop = min(end, sentence_end(text, start))
        yield Words(passage, start, trim_end(text, start, stop))
