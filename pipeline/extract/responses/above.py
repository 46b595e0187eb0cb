"""What 'Recommendations agreed' agrees to: the recommendations that are printed above it."""

import re
from collections.abc import Sequence

from pipeline.extract.responses.forms import Forms
from pipeline.extract.responses.words import Words, listed_words, skip_opening, trim_end
from pipeline.model import Passage
from pipeline.numbering import Outline, choose_number, take_label

_BETWEEN = re.compile(r"(?:decisions?|outcome|minutes|resolved|recommendations?):?", re.IGNORECASE)
_LOOK_BACK = 16


def recommended_above(
    passages: Sequence[Passage], index: int, forms: Forms, paper_kind: str
) -> list[Words]:
    """What the meeting was asked to do, in the nearest words above a passage that ask it; none
    where a heading other than 'Decision:' stands between."""
    for position in range(index - 1, max(-1, index - _LOOK_BACK), -1):
        passage = passages[position]
        if passage.kind == "row" or _parts(passage):
            return []
        for _, pattern in forms.of("recommended", passage.text, paper_kind):
            if match := pattern.search(passage.text):
                return _words(passages[position:index], match.end())
    return []


def _parts(passage: Passage) -> bool:
    return passage.kind == "heading" and _BETWEEN.fullmatch(passage.text.strip()) is None


def _words(passages: Sequence[Passage], end: int) -> list[Words]:
    """The words behind the lead-in: in its own passage, one or a list, or the list below it."""
    lead, *below = passages
    start = skip_opening(lead.text, end)
    outline = Outline(choose_number(lead.number))
    if start < len(lead.text):
        return _inline(lead, start, outline)
    return [words for passage in below if (words := _item(passage, outline))]


def _inline(passage: Passage, start: int, outline: Outline) -> list[Words]:
    whole = Words(passage, start, trim_end(passage.text, start, len(passage.text)))
    return listed_words(passage, start, outline) or [whole]


def _item(passage: Passage, outline: Outline) -> Words | None:
    printed, start = take_label(passage.number, passage.text)
    if printed is None and passage.kind != "item":
        return None
    if printed is not None and outline.place(printed) == "outside":
        return None
    label = outline.label if printed else None
    return Words(passage, start, trim_end(passage.text, start, len(passage.text)), label)
