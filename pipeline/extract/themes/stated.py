"""Where a paper itself lists its themes, priorities, key messages or repeated issues.

Three forms: a heading that says so, with all that stands under it; a lead-in that ends in a colon,
with the list that it opens; a sentence that says so.
"""

import re
from collections.abc import Iterator

from pipeline.extract.themes.book import ThemeBook
from pipeline.extract.themes.score import lead_end
from pipeline.model import Passage

_SENTENCE_END = re.compile(r"[.!?](?=\s+[A-Z“\"'(])|[.!?]$")

ENTRY_WORDS = 30
"""A paragraph of a list without bullets has no more words than this, unless all are quoted."""

_QUOTED = ("“", '"', "‘", "'")

Spans = list[tuple[int, int]]


class StatedReader:
    """Reads the passages of a paper in order and tells which parts of each state themes."""

    def __init__(self, book: ThemeBook) -> None:
        self._book = book
        self._lead_in: Passage | None = None
        self._first_kind: str | None = None
        self._quoted = False
        self._seen: dict[str, bool] = {}

    def stated_in(self, passage: Passage, *, wanted: bool = True) -> Spans:
        """The characters of a passage within which a theme is stated by the paper.

        Where they are not `wanted` the passage is only read for what it opens.
        """
        whole = [(0, len(passage.text))]
        in_list = self._in_list(passage)
        if passage.kind == "heading":
            if in_list or any(map(self._cued, passage.heading[-1:])):
                return whole
            named = passage.text.find(":") + 1
            return [(named, len(passage.text))] if named and self._cued(passage.text) else []
        opens = _opens_list(passage.text)
        spans = list(self._sentences(passage.text)) if wanted or opens else []
        if spans and spans[-1][1] == len(passage.text) and opens:
            self._lead_in, self._first_kind = passage, None
        listed = in_list or any(map(self._cued, passage.heading)) or self._has_run_in(passage)
        return whole if listed else spans

    def _has_run_in(self, passage: Passage) -> bool:
        """Whether a passage under 'Key points of observation' has a heading of its own.

        The head of a column is none, though it too ends in a colon.
        """
        return (
            passage.kind != "row"
            and lead_end(passage.text) > 0
            and any(self._book.cue_run_ins.search(heading) for heading in passage.heading)
        )

    def _in_list(self, passage: Passage) -> bool:
        """Whether a passage stands in the list that a lead-in opened; the list ends where not."""
        if self._lead_in is None:
            return False
        if self._first_kind is None:
            self._first_kind = passage.kind
            self._quoted = passage.text.startswith(_QUOTED)
        if passage.kind == "heading":
            goes_on = self._first_kind == "heading"
        elif self._quoted and passage.kind == "paragraph":
            goes_on = passage.text.startswith(_QUOTED)
        else:
            goes_on = _goes_on(self._lead_in, passage, self._first_kind)
        if passage.kind != "heading" and self._first_kind == "heading":
            self._first_kind = "paragraph"
        if not goes_on:
            self._lead_in = None
        return goes_on

    def _cued(self, heading: str) -> bool:
        found = self._seen.get(heading)
        if found is None:
            found = self._seen[heading] = bool(self._book.cue_headings.search(heading))
        return found

    def _sentences(self, text: str) -> Iterator[tuple[int, int]]:
        """The sentences with a cue; the first of a passage and one with a colon speak for all
        that follows them."""
        if not self._book.cues.search(text):
            return
        start = 0
        for end in [*(match.end() for match in _SENTENCE_END.finditer(text)), len(text)]:
            sentence = text[start:end]
            if sentence and self._book.cues.search(sentence):
                yield start, len(text) if start == 0 or ":" in sentence else end
            start = end


def _opens_list(text: str) -> bool:
    return text.rstrip().endswith((":", "-", "–", ";"))


def _goes_on(lead_in: Passage, passage: Passage, first_kind: str) -> bool:
    """Whether a passage is still in the list that a lead-in opened.

    A list may have lost its bullets in print: then its entries are short paragraphs from the
    first on.
    """
    if passage.kind in ("paragraph", "footnote"):
        short = len(passage.text.split()) <= ENTRY_WORDS
        return passage.number is None and short and first_kind in ("paragraph", "heading")
    deeper = passage.level > lead_in.level or lead_in.kind == "paragraph"
    return deeper or passage.number is None or lead_in.number is None
