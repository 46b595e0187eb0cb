"""Where a paper itself lists its themes, priorities, key messages or repeated issues.

Three forms: a heading that says so, with all that stands under it; a lead-in that ends in a colon,
with the list that it opens; a sentence that says so.
"""

import re
from collections.abc import Iterator

from pipeline.extract.themes.book import ThemeBook
from pipeline.model import Passage

_SENTENCE_END = re.compile(r"[.!?](?=\s+[A-Z“\"'(])|[.!?]$")

Spans = list[tuple[int, int]]


class StatedReader:
    """Reads the passages of a paper in order and tells which parts of each state themes."""

    def __init__(self, book: ThemeBook) -> None:
        self._book = book
        self._list: Passage | None = None

    def stated_from(self, passage: Passage) -> Spans:
        """The characters of a passage within which a theme is stated by the paper."""
        if passage.kind == "heading":
            self._list = None
            return [(0, len(passage.text))] if self._cued(passage.text) else []
        if self._list is not None and not _goes_on(self._list, passage):
            self._list = None
        whole = self._list is not None or any(map(self._cued, passage.heading))
        spans = list(self._sentences(passage.text))
        if spans and spans[-1][1] == len(passage.text) and _opens_list(passage.text):
            self._list = passage
        return [(0, len(passage.text))] if whole else spans

    def _cued(self, heading: str) -> bool:
        return any(pattern.search(heading) for pattern in self._book.cue_headings)

    def _sentences(self, text: str) -> Iterator[tuple[int, int]]:
        """The sentences with a cue; one that ends in a colon goes on to the end of the text."""
        start = 0
        for end in [*(match.end() for match in _SENTENCE_END.finditer(text)), len(text)]:
            sentence = text[start:end]
            if sentence and any(pattern.search(sentence) for pattern in self._book.cues):
                yield start, len(text) if ":" in sentence else end
            start = end


def _opens_list(text: str) -> bool:
    return text.rstrip().endswith((":", "-", "–", ";"))


def _goes_on(lead_in: Passage, passage: Passage) -> bool:
    """Whether a passage is still in the list that a lead-in opened."""
    if passage.kind not in ("item", "row", "callout"):
        return False
    deeper = passage.level > lead_in.level or lead_in.kind == "paragraph"
    return deeper or passage.number is None or lead_in.number is None
