"""Find what each passage of a paper is about: the themes of `rules/themes.yml`.

A passage is about a theme when the signs of it weigh enough: its own words, and a little the
headings above it. Words in the names of bodies and offices do not count. Which mentions the paper
itself states as themes or priorities is decided in `stated`.
"""

import re
from collections.abc import Sequence

from pipeline.extract.themes.book import Theme, load_themes, theme_book
from pipeline.extract.themes.score import Finding, score_passage
from pipeline.extract.themes.stated import StatedReader
from pipeline.extract.themes.tables import Tables
from pipeline.model import Paper, Passage, Place, ThemeMention
from pipeline.rules import Rules

__all__ = ["Theme", "find_themes", "load_themes", "themes_of_text"]

QUOTE_WORDS = 12
"""A mention is quoted by the first words of its passage."""

_LABEL = re.compile(
    r"(?:Recommendation \d{1,2}[a-z]?\s?[:.–-]|\d{1,2}[.)])\s+(?=\S)", re.IGNORECASE
)
"""A printed label that a reader left in the text is not part of what the passage says."""


def find_themes(paper: Paper, passages: Sequence[Passage], rules: Rules) -> list[ThemeMention]:
    """All themes of a paper, in the order of its text and of the rule file."""
    return _mentions(passages, paper.title or "", rules)


def themes_of_text(text: str, heading: Sequence[str], rules: Rules) -> list[ThemeMention]:
    """The themes of one passage of `text` under `heading`, outermost first; positions are 0."""
    passage = Passage(0, 1, "paragraph", text, heading=tuple(heading))
    return _mentions([passage], "", rules)


def _mentions(passages: Sequence[Passage], title: str, rules: Rules) -> list[ThemeMention]:
    book = theme_book(rules)
    reader = StatedReader(book)
    tables = Tables(passages)
    mentions = []
    for passage in passages:
        findings = score_passage(passage, title, book, tables.aside(passage))
        spans = reader.stated_in(passage, wanted=bool(findings))
        for finding in findings:
            stated = any(start <= at < end for at in finding.places for start, end in spans)
            if passage.kind == "heading" and not stated:
                continue
            mentions.append(_mention(passage, finding, stated))
    return mentions


def _mention(passage: Passage, finding: Finding, stated: bool) -> ThemeMention:
    label = _LABEL.match(passage.text)
    start = label.end() if label else 0
    quote = _first_words(passage.text[start:])
    return ThemeMention(
        place=Place(passage.position, passage.page, start, start + len(quote), quote),
        theme=finding.theme,
        terms=finding.terms,
        stated=stated,
        score=round(finding.score, 2),
        rule=finding.theme,
    )


def _first_words(text: str) -> str:
    """The first twelve words of a text, as printed."""
    end = 0
    for count, word in enumerate(text.split(" "), start=1):
        end += len(word) + (1 if count > 1 else 0)
        if count == QUOTE_WORDS:
            break
    return text[:end]
