"""Whose figures a file gives: the place that its names of bodies and its addresses name most often.

Figures of two places are never one series. Where a file names no place, nothing is guessed.
"""

import re
from collections import Counter
from collections.abc import Iterable

from pipeline.link.series import SECTIONS
from pipeline.rules import RuleBook, Rules, compiled

_LETTERS = re.compile(r"[^a-z]+")


def find_area(texts: Iterable[str], rules: Rules) -> str | None:
    """The place of a file, as it is printed most often in `texts`; None where none is named."""
    book = rules.book("series", sections=SECTIONS)
    patterns, none = _compile(book)
    counts: Counter[str] = Counter()
    printed: dict[str, Counter[str]] = {}
    for text in texts:
        for pattern in patterns:
            for match in pattern.finditer(text):
                name = match["area"]
                key = _LETTERS.sub("", name.casefold())
                if key and key not in none:
                    counts[key] += 1
                    printed.setdefault(key, Counter())[name] += 1
    if not counts:
        return None
    best = min(counts, key=lambda key: (-counts[key], key))
    forms = printed[best]
    return min(forms, key=lambda form: (form.islower(), -forms[form], form)).title()


@compiled
def _compile(book: RuleBook) -> tuple[tuple[re.Pattern[str], ...], frozenset[str]]:
    patterns = tuple(
        book.pattern(str(text), 0, "areas") for text in book.sections.get("areas") or ()
    )
    return patterns, frozenset(str(book.sections.get("no_areas") or "").split())
