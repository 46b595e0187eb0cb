"""Marks: words in an extract, characters in a text, lines on a page."""

import json
import re
from collections.abc import Iterable
from typing import Any

from markupsafe import Markup, escape

OPEN, CLOSE = "\x01", "\x02"
"""What the index puts around a found word; no text of the archive holds control characters."""


def mark_extract(extract: str | None) -> Markup:
    """An extract of the index, escaped, its found words in `<mark>`."""
    safe = str(escape(extract or ""))
    return Markup(safe.replace(OPEN, "<mark>").replace(CLOSE, "</mark>"))


def mark_span(text: str, start: int, end: int) -> Markup:
    """`text`, escaped, with `text[start:end]` in `<mark>`."""
    start, end = max(0, min(start, len(text))), max(0, min(end, len(text)))
    if start >= end:
        return escape(text)
    return escape(text[:start]) + Markup("<mark>{}</mark>").format(text[start:end]) + text[end:]


def lines_of(boxes: str, page: int, start: int = 0, end: int | None = None) -> list[dict[str, Any]]:
    """The printed lines of a passage on `page` that hold any of its characters `start` to `end`."""
    found = []
    for line in json.loads(boxes or "[]"):
        if line["page"] != page or (end is not None and line["start"] >= end):
            continue
        if line["end"] <= start:
            continue
        found.append(line)
    return found


def rectangles(lines: Iterable[dict[str, Any]]) -> list[dict[str, float]]:
    """One rectangle a line, in points from the page's top left, with a little air around it."""
    return [
        {
            "x": round(line["x0"] - 1.5, 1),
            "y": round(line["top"] - 1, 1),
            "width": round(max(line["x1"] - line["x0"], 0) + 3, 1),
            "height": round(max(line["bottom"] - line["top"], 0) + 2, 1),
        }
        for line in lines
    ]


_TOKEN = re.compile(r"\s+|[^\s]+")


def compare_words(old: str, new: str) -> tuple[Markup, Markup]:
    """Two wordings, escaped: what only the old has in `<del>`, what only the new has in `<ins>`."""
    from difflib import SequenceMatcher

    before, after = _TOKEN.findall(old)[:1200], _TOKEN.findall(new)[:1200]
    matcher = SequenceMatcher(
        None, [_bare(word) for word in before], [_bare(word) for word in after], autojunk=False
    )
    left, right = Markup(), Markup()
    for kind, a0, a1, b0, b1 in matcher.get_opcodes():
        gone, come = "".join(before[a0:a1]), "".join(after[b0:b1])
        if kind == "equal":
            left, right = left + gone, right + come
        else:
            left += _wrap("del", gone)
            right += _wrap("ins", come)
    return left, right


def _bare(word: str) -> str:
    return word.casefold().strip(".,;:()'\"‘’“”") or " "


def _wrap(tag: str, text: str) -> Markup:
    if not text.strip():
        return escape(text)
    return Markup(f"<{tag}>{{}}</{tag}>").format(text)
