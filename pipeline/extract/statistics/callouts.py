"""Figures that stand alone on a page, with their words in the passages beside them: call-outs.

'301', 'training events in', 'total' are three passages of one infographic: the words after a
figure are its own, up to the next figure, heading or sentence.
"""

import re
from collections.abc import Sequence

from pipeline.model import Passage

_FIGURE = re.compile(
    r"(?:over |nearly |around |about |up to |almost |c\.? ?)?[£$€]?\s?\d[\d,]*(?:\.\d+)?\s?"
    r"(?:%|k|m|bn|million|billion|\+)?\.?",
    re.IGNORECASE,
)
_LONGEST = 70
_MOST = 3
_BEFORE = re.compile(r".{3,60}:$")


def label_figures(passages: Sequence[Passage]) -> dict[int, str]:
    """The words that belong to each passage that is only a figure, by its position."""
    labels: dict[int, str] = {}
    for index, passage in enumerate(passages):
        if is_figure(passage):
            label = _words_after(passages, index) or _words_before(passages, index)
            if label:
                labels[passage.position] = label
    return labels


def is_figure(passage: Passage) -> bool:
    """Whether a passage is only a figure."""
    return (
        passage.kind != "row"
        and len(passage.text) < 30
        and _FIGURE.fullmatch(passage.text) is not None
    )


def _words_after(passages: Sequence[Passage], index: int) -> str:
    words: list[str] = []
    for passage in passages[index + 1 : index + 1 + _MOST]:
        text = passage.text
        if passage.page != passages[index].page or passage.kind in ("heading", "row", "footnote"):
            break
        if len(text) > _LONGEST or any(c.isdigit() for c in text) or text.endswith((".", "?", ":")):
            break
        if words and not text[0].islower():
            break
        words.append(text)
    return " ".join(words)


def _words_before(passages: Sequence[Passage], index: int) -> str:
    if index == 0:
        return ""
    before = passages[index - 1]
    if before.page == passages[index].page and _BEFORE.fullmatch(before.text):
        return before.text.rstrip(":")
    return ""
