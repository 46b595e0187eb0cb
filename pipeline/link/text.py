"""Two wordings side by side: what one says and the other does not, word by word."""

import re
from difflib import SequenceMatcher

_WORD = re.compile(r"\S+")

Diff = list[tuple[str, str]]


def word_diff(a: str, b: str) -> Diff:
    """How `a` becomes `b`: ('equal' | 'delete' | 'insert', words), in the order of reading.

    Words differ only where their letters do: case and punctuation alone are no change, and an
    equal run is given as `b` prints it.
    """
    before, after = _WORD.findall(a), _WORD.findall(b)
    matcher = SequenceMatcher(None, _bare(before), _bare(after), autojunk=False)
    diff: Diff = []
    for op, i1, i2, j1, j2 in matcher.get_opcodes():
        if op == "equal":
            diff.append(("equal", " ".join(after[j1:j2])))
            continue
        if i2 > i1:
            diff.append(("delete", " ".join(before[i1:i2])))
        if j2 > j1:
            diff.append(("insert", " ".join(after[j1:j2])))
    return diff


def _bare(words: list[str]) -> list[str]:
    return [re.sub(r"\W+", "", word.casefold()) or word for word in words]
