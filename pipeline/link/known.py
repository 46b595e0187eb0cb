"""What was compared before, so that a new pack is linked without comparing the archive again.

A pair's likeness depends on its own words and their weights alone. Kept are the wordings and the
pairs found among them; judged anew are pairs with a wording that is new, or one of whose words
weighs otherwise than before. The outcome is the one that all from the beginning would give.
"""

import json
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from pipeline.link.lexicon import Lexicon
from pipeline.link.pairs import Relation, Wording, judge

Pairs = dict[tuple[str, str], tuple[Relation, float]]
"""By two keys of wordings, the lesser first: their relation and its score."""

_FORMAT = 1


@dataclass(frozen=True, slots=True)
class Known:
    """Wordings by key with their words, and the pairs found among them, by the rules `digest`."""

    words: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    pairs: Pairs = field(default_factory=dict)
    digest: str = ""


def dump_known(known: Known) -> bytes:
    """What is known, as bytes to keep."""
    pairs = [[a, b, relation, score] for (a, b), (relation, score) in sorted(known.pairs.items())]
    words = {key: "\t".join(known.words[key]) for key in sorted(known.words)}
    data = {"format": _FORMAT, "digest": known.digest, "words": words, "pairs": pairs}
    return zlib.compress(json.dumps(data, separators=(",", ":")).encode())


def load_known(raw: bytes | None) -> Known:
    """What was kept; nothing where it is of another format."""
    if not raw:
        return Known()
    data = json.loads(zlib.decompress(raw))
    if data.get("format") != _FORMAT:
        return Known()
    return Known(
        words={key: tuple(text.split("\t")) for key, text in data["words"].items()},
        pairs={(a, b): (relation, score) for a, b, relation, score in data["pairs"]},
        digest=data["digest"],
    )


def update_pairs(wordings: Sequence[Wording], known: Known, lexicon: Lexicon, digest: str) -> Known:
    """All pairs among `wordings`, of which those already known are not judged again."""
    from pipeline.link.candidates import (
        changed_words,
        find_candidates,
        measure_scale,
        weigh_words,
    )

    after = measure_scale(wordings)
    weights = weigh_words(after, lexicon)
    fresh = _fresh(wordings, known, digest)
    if fresh is not None:
        before = measure_scale([Wording(key, words, (), "") for key, words in known.words.items()])
        changed = changed_words(before, after)
        fresh = None if changed is None else fresh | _holding(wordings, changed)
    if fresh is not None and len(fresh) > len(wordings) // 2:
        fresh = None
    pairs = {} if fresh is None else _kept(known, wordings, fresh)
    for i, j in find_candidates(wordings, weights, lexicon, fresh):
        verdict = judge(wordings[i], wordings[j], weights, lexicon)
        if verdict is not None:
            pairs[_key(wordings[i].key, wordings[j].key)] = verdict
    return Known({w.key: w.words for w in wordings}, pairs, digest)


def _fresh(wordings: Sequence[Wording], known: Known, digest: str) -> set[int] | None:
    """The wordings never compared; None where all must be."""
    if not known.words or known.digest != digest:
        return None
    return {i for i, wording in enumerate(wordings) if wording.key not in known.words}


def _holding(wordings: Sequence[Wording], words: frozenset[str]) -> set[int]:
    return {i for i, wording in enumerate(wordings) if not words.isdisjoint(wording.words)}


def _kept(known: Known, wordings: Sequence[Wording], fresh: set[int]) -> Pairs:
    """The known pairs of wordings that are still here and not compared again."""
    stays = {wording.key for i, wording in enumerate(wordings) if i not in fresh}
    return {pair: v for pair, v in known.pairs.items() if pair[0] in stays and pair[1] in stays}


def _key(a: str, b: str) -> tuple[str, str]:
    return (a, b) if a < b else (b, a)
