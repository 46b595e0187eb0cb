"""Hide what looks like a number and measures nothing: dates, labels, codes, ages, fixed phrases."""

from collections.abc import Iterable

from pipeline.extract.statistics.grammar import Grammar
from pipeline.extract.statistics.numbers import MASK, matches


def hide(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """`text` of the same length with the spans hidden."""
    for start, end in spans:
        text = text[:start] + MASK * (end - start) + text[end:]
    return text


def hide_labels(text: str, grammar: Grammar) -> str:
    """`text` of the same length with everything hidden that a mask of the book matches."""
    lowered = text.lower()
    starts = [match.start() for match in grammar.number.finditer(text)]
    for mask in grammar.masks:
        if mask.hints and not any(hint in lowered for hint in mask.hints):
            continue
        spans = [match.span() for match in matches(mask, text, starts, grammar)]
        if spans:
            text = hide(text, spans)
    return text
