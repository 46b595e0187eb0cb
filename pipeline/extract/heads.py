"""Heads of tables that the print does not set apart: a first row of plain words that the rules
know as what columns of recommendations and of answers are called."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from pipeline.model import Passage

_ASKED, _DUE, _COMMON = "recommendation", "due", "common"
_MOST = 0.75


def name_columns(
    passages: Sequence[Passage],
    vocabulary: Mapping[str, re.Pattern[str]],
    common: re.Pattern[str],
) -> list[Passage]:
    """The passages, the rows of each table without heads below the heads of its first row.

    `vocabulary` are the words of heads by what the column holds, `common` those of any table. A
    first row counts as heads where nearly all its cells are known, one as a recommendation and one
    as what came of it; it then stands below its own words.
    """
    return list(_name(passages, {**vocabulary, _COMMON: common}))


def _name(
    passages: Sequence[Passage], vocabulary: Mapping[str, re.Pattern[str]]
) -> Iterator[Passage]:
    table: int | None = None
    heads: list[str] | None = None
    for passage in passages:
        if passage.kind == "row" and passage.table != table:
            table, heads = passage.table, _heads(passage, vocabulary)
        if passage.kind != "row" or heads is None or len(passage.cells) != len(heads):
            yield passage
            continue
        cells = zip(passage.cells, heads, strict=True)
        yield replace(passage, cells=tuple(replace(cell, head=head) for cell, head in cells))


def _heads(row: Passage, vocabulary: Mapping[str, re.Pattern[str]]) -> list[str] | None:
    """The words of a row's cells, where they are heads and no heads stand above them."""
    if row.table is None or any(cell.head.strip() for cell in row.cells):
        return None
    words = [row.text[cell.start : cell.end].strip() for cell in row.cells]
    roles = [_role(text, vocabulary) for text in words if text]
    answered = set(roles) - {_ASKED, _DUE, _COMMON, None}
    known = sum(role is not None for role in roles)
    if _ASKED not in roles or not answered or known < _MOST * len(roles):
        return None
    return words


def _role(text: str, vocabulary: Mapping[str, re.Pattern[str]]) -> str | None:
    return next((role for role, pattern in vocabulary.items() if pattern.fullmatch(text)), None)
