"""Which wordings are worth comparing, out of very many: those that share rare words.

A word weighs by the number of wordings that hold it, in steps of powers of two, so that a new
pack changes the weights of few words. Two wordings are candidates where the cosine of their
weighted words reaches a threshold; no such pair is missed, because both then share one of their
rarest words, and only those are indexed. The only door to numpy.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np

from pipeline.link.lexicon import Lexicon
from pipeline.link.pairs import Wording

LITTLE = 0.2
"""What a word of every council's recommendations weighs, of what it would."""

_EPSILON = 1e-9


@dataclass(frozen=True, slots=True)
class Scale:
    """How many wordings hold each word, and of how many, both in powers of two."""

    levels: Mapping[str, int]
    top: int


@dataclass(frozen=True, slots=True, eq=False)
class Matrix:
    """Wordings as sparse rows of word numbers, the rarest word first, of length 1 each."""

    starts: Any
    words: Any
    units: Any
    plain: Any
    totals: Any
    tails: Any
    prefixes: Sequence[int]
    postings: Mapping[int, tuple[Any, Any]]
    size: int


def measure_scale(wordings: Sequence[Wording]) -> Scale:
    """The scale of weights of a set of wordings."""
    counts = Counter(word for wording in wordings for word in set(wording.words))
    levels = {word: count.bit_length() - 1 for word, count in counts.items()}
    return Scale(levels, len(wordings).bit_length() + 2)


def weigh_words(scale: Scale, lexicon: Lexicon) -> dict[str, float]:
    """What each word weighs, from 0 to 1."""
    return {
        word: (1.0 - level / scale.top) * (LITTLE if word in lexicon.little else 1.0)
        for word, level in scale.levels.items()
    }


def changed_words(before: Scale, after: Scale) -> frozenset[str] | None:
    """The words that weigh otherwise on the new scale; None where all do."""
    if before.top != after.top:
        return None
    words = set(before.levels) | set(after.levels)
    return frozenset(w for w in words if before.levels.get(w) != after.levels.get(w))


def find_candidates(
    wordings: Sequence[Wording],
    weights: Mapping[str, float],
    lexicon: Lexicon,
    probes: Collection[int] | None = None,
) -> Iterator[tuple[int, int]]:
    """Pairs (i, j) with j < i worth judging; with `probes` only those with one of them in it."""
    matrix = _build(wordings, weights, lexicon.thresholds.candidate)
    dense_unit = np.zeros(matrix.size)
    dense_plain = np.zeros(matrix.size)
    chosen = range(len(wordings)) if probes is None else sorted(probes)
    among = None if probes is None else frozenset(probes)
    for i in chosen:
        found = _sharers(matrix, i, lexicon.thresholds.candidate, upto=among is None)
        if len(found) == 0:
            continue
        for j in _close(matrix, i, found, dense_unit, dense_plain, lexicon):
            if among is None or j < i or j not in among:
                yield (i, j) if j < i else (j, i)


def _build(wordings: Sequence[Wording], weights: Mapping[str, float], limit: float) -> Matrix:
    ranked = sorted(weights, key=lambda word: (-weights[word], word))
    number = {word: rank for rank, word in enumerate(ranked)}
    by_rank = np.array([weights[word] for word in ranked] or [0.0])
    starts = [0]
    rows: list[int] = []
    for wording in wordings:
        rows.extend(sorted({number[word] for word in wording.words}))
        starts.append(len(rows))
    words = np.array(rows, dtype=np.int64)
    plain = by_rank[words] if rows else np.zeros(0)
    units = np.array(plain)
    tails = np.zeros(len(rows))
    totals = np.zeros(len(wordings))
    prefixes = []
    for i in range(len(wordings)):
        own = slice(starts[i], starts[i + 1])
        totals[i] = plain[own].sum()
        units[own] /= np.sqrt((plain[own] ** 2).sum()) or 1.0
        tails[own] = np.sqrt(np.cumsum(units[own][::-1] ** 2)[::-1])
        prefixes.append(int((tails[own] >= limit - _EPSILON).sum()))
    postings = _index(words, tails, starts, prefixes)
    return Matrix(
        np.array(starts), words, units, plain, totals, tails, prefixes, postings, len(ranked) or 1
    )


def _index(
    words: Any, tails: Any, starts: Sequence[int], prefixes: Sequence[int]
) -> dict[int, tuple[Any, Any]]:
    """For each rare word the wordings that hold it, those with most of their length left first.

    The second array is that length, negated, so that it rises.
    """
    rows = np.repeat(np.arange(len(prefixes)), prefixes)
    cells = np.concatenate(
        [np.arange(start, start + n) for start, n in zip(starts, prefixes, strict=False)]
        or [np.zeros(0, dtype=np.int64)]
    )
    order = np.lexsort((rows, -tails[cells], words[cells]))
    heads, sorted_rows, left = words[cells][order], rows[order], -tails[cells][order]
    bounds = np.flatnonzero(np.diff(heads, prepend=-1, append=-1))
    return {
        int(heads[a]): (sorted_rows[a:b], left[a:b])
        for a, b in pairwise(bounds.tolist())
        if b - a > 1
    }


def _sharers(matrix: Matrix, i: int, limit: float, *, upto: bool) -> Any:
    """The wordings whose first word in common with `i` leaves both enough length to be close.

    Only earlier ones where `upto`. What follows the first common word bounds the cosine by the
    product of the lengths that are left.
    """
    start = int(matrix.starts[i])
    lists = []
    for cell in range(start, start + matrix.prefixes[i]):
        posting = matrix.postings.get(int(matrix.words[cell]))
        if posting is not None:
            rows, left = posting
            needed = (limit - _EPSILON) / matrix.tails[cell]
            lists.append(rows[: np.searchsorted(left, -needed, side="right")])
    if not lists:
        return np.zeros(0, dtype=np.int64)
    found = np.concatenate(lists)
    return np.unique(found[found < i] if upto else found[found != i])


def _close(
    matrix: Matrix, i: int, found: Any, dense_unit: Any, dense_plain: Any, lexicon: Lexicon
) -> list[int]:
    """Of `found`, the wordings whose cosine with `i` and whose bound of likeness suffice."""
    own = slice(int(matrix.starts[i]), int(matrix.starts[i + 1]))
    dense_unit[matrix.words[own]] = matrix.units[own]
    dense_plain[matrix.words[own]] = matrix.plain[own]
    lengths = matrix.starts[found + 1] - matrix.starts[found]
    offsets = np.concatenate(([0], np.cumsum(lengths)[:-1]))
    cells = np.arange(int(lengths.sum())) + np.repeat(matrix.starts[found] - offsets, lengths)
    words = matrix.words[cells]
    cosine = np.add.reduceat(dense_unit[words] * matrix.units[cells], offsets)
    shared = np.add.reduceat(dense_plain[words], offsets)
    dense_unit[matrix.words[own]] = 0.0
    dense_plain[matrix.words[own]] = 0.0
    mine = matrix.totals[i]
    dice = 2.0 * shared / (mine + matrix.totals[found])
    limits = lexicon.thresholds
    kept = (cosine >= limits.candidate - 1e-9) & (dice >= limits.reworded - _EPSILON)
    return [int(j) for j in found[kept]]
