"""Contestants that look for recommendations that are made again, with what they find of it.

All get the same generated recommendations, of which it is known which repeats which. Recall is
the share of the known repeats that were found, precision the share of the found pairs that are
repeats, or repeats of one and the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from itertools import combinations
from typing import TYPE_CHECKING

from tests.bench.work import SkipError, Work

if TYPE_CHECKING:
    from tests.link.generator import Generated

Pair = tuple[int, int]


def recurrences(count: str) -> Work:
    """The pipeline: candidates by rare words, each pair compared, groups around a medoid."""
    from pipeline.link.recurrence import link_recurrences
    from pipeline.rules import load_rules

    made, rules = _generate(count), load_rules()
    index = {row.id: number for number, row in enumerate(made.rows)}

    def work() -> dict[str, float]:
        groups = link_recurrences(made.rows, rules).groups
        pairs = (p for g in groups for p in combinations(sorted(index[m] for m in g.members), 2))
        return _tell(made, pairs)

    return work


def every_pair(count: str) -> Work:
    """rapidfuzz, every text with every other, alike by 85 % of their letters."""
    import numpy
    from rapidfuzz.fuzz import ratio
    from rapidfuzz.process import cdist

    made = _generate(count)
    texts = [row.text for row in made.rows]

    def work() -> dict[str, float]:
        scores = cdist(texts, texts, scorer=ratio, score_cutoff=85, dtype=numpy.uint8, workers=1)
        return _tell(made, _upper(*numpy.nonzero(scores)))

    return work


def minhash(count: str) -> Work:
    """datasketch: MinHash of words, hashed by likeness; two thirds of the words alike."""
    try:
        from datasketch import MinHash, MinHashLSH
    except ImportError as error:
        raise SkipError("datasketch is not installed") from error
    made = _generate(count)

    def work() -> dict[str, float]:
        index = MinHashLSH(threshold=0.6, num_perm=128)
        pairs: list[Pair] = []
        words = [{word.encode() for word in row.text.lower().split()} for row in made.rows]
        for number, sketch in enumerate(MinHash.generator(words, num_perm=128)):
            pairs += [(int(other), number) for other in index.query(sketch)]
            index.insert(number, sketch)
        return _tell(made, (p for p in pairs if _jaccard(words[p[0]], words[p[1]]) >= 0.65))

    return work


def tfidf(count: str) -> Work:
    """scikit-learn: TF-IDF of words and word pairs, cosine of every pair of at least a half."""
    try:
        from sklearn.feature_extraction.text import TfidfVectorizer
    except ImportError as error:
        raise SkipError("scikit-learn is not installed") from error
    made = _generate(count)

    def work() -> dict[str, float]:
        vectors = TfidfVectorizer(ngram_range=(1, 2)).fit_transform(r.text for r in made.rows)
        pairs: list[Pair] = []
        for start in range(0, len(made.rows), 500):
            close = (vectors[start : start + 500] @ vectors.T >= 0.5).tocoo()
            pairs += _upper(close.row + start, close.col)
        return _tell(made, pairs)

    return work


def _generate(count: str) -> Generated:
    from tests.link.generator import generate

    return generate(int(count))


def _upper(ones: Iterable[int], others: Iterable[int]) -> list[Pair]:
    return [(int(a), int(b)) for a, b in zip(ones, others, strict=True) if a < b]


def _jaccard(one: set[bytes], other: set[bytes]) -> float:
    return len(one & other) / len(one | other)


def _tell(made: Generated, pairs: Iterable[Pair]) -> dict[str, float]:
    """How many pairs were found, and how right that is, in per cent."""
    root: dict[str, str] = {}
    for earlier, later, _ in made.repeats:
        root[later] = root.get(earlier, earlier)
    origin = [root.get(row.id, row.id) for row in made.rows]
    found = set(pairs)
    index = {row.id: number for number, row in enumerate(made.rows)}
    repeats = {(index[earlier], index[later]) for earlier, later, _ in made.repeats}
    right = sum(origin[one] == origin[other] for one, other in found)
    return {
        "recommendations": len(made.rows),
        "pairs": len(found),
        "% recall": round(100 * len(repeats & found) / len(repeats), 1),
        "% precision": round(100 * right / max(1, len(found)), 1),
    }


AGAIN: Mapping[str, Callable[[str], Work]] = {
    function.__name__: function for function in (recurrences, every_pair, minhash, tfidf)
}
