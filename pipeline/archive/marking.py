"""Marks: words in an extract, characters in a text, lines on a page."""

import json
import re
from collections.abc import Iterable, Sequence
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


def mark_words(text: str, words: Sequence[str], limit: int) -> Markup:
    """About `limit` characters of `text` around the first of the `words`, all of them marked.

    Words are found whole, in any case and across line ends; the longer one where two begin alike.
    """
    ordered = sorted({" ".join(word.split()) for word in words} - {""}, key=len, reverse=True)
    any_word = "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in ordered)
    spans = [found.span() for found in re.finditer(rf"(?i)(?<!\w)(?:{any_word})(?!\w)", text)]
    spans = [(start, end) for start, end in spans if start < end]
    start, end = _window(text, spans[0] if spans else (0, 0), limit)
    marked, at = Markup(), start
    for first, last in spans:
        if start <= first and last <= end:
            marked += escape(text[at:first]) + Markup("<mark>{}</mark>").format(text[first:last])
            at = last
    marked += escape(text[at:end])
    return Markup("… ") * (start > 0) + marked + Markup(" …") * (end < len(text))


def _window(text: str, span: tuple[int, int], limit: int) -> tuple[int, int]:
    """Whole words around a span, as much before it as behind it where the text allows."""
    if len(text) <= limit:
        return 0, len(text)
    room = max(0, limit - (span[1] - span[0]))
    end = min(len(text), max(span[1] + room // 2, limit))
    start = max(0, min(span[0], end - limit))
    if start and (space := text.find(" ", start - 1, span[0])) >= 0:
        start = space + 1
    if end < len(text) and (space := text.rfind(" ", span[1], end + 1)) >= 0:
        end = space
    return start, end


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
