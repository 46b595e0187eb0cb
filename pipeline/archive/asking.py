"""A visitor's words to a full-text expression that is always valid.

Words, "phrases in quotes", OR between alternatives, minus or NOT before what must not occur,
and a star at a word's end. AND is what holds without saying. What the index could not read
(a lone comma, an unclosed quote, a bracket) is left out, never an error.
"""

import re
from dataclasses import dataclass

_PIECE = re.compile(r'(?P<minus>-)?(?:"(?P<phrase>[^"]*)"?|(?P<word>[^\s"]+))')
_LETTERS = re.compile(r"\w+")
_LONGEST = 200
_MOST_PIECES = 24


@dataclass(frozen=True, slots=True)
class Words:
    """What was asked for: `expression` for the index (None where no word is asked for), and
    the plain words, for 'any of these' when all of them find nothing."""

    expression: str | None
    wanted: tuple[str, ...]


def read_words(text: str) -> Words:
    """The words of a search box as a full-text expression."""
    alternatives: list[list[str]] = [[]]
    unwanted: list[str] = []
    wanted: list[str] = []
    negate = False
    for match in list(_PIECE.finditer(text[:_LONGEST]))[:_MOST_PIECES]:
        word = match["word"] or ""
        if word == "OR" and not match["minus"]:
            alternatives.append([])
        elif word in ("AND", "and", "&"):
            continue
        elif word == "NOT":
            negate = True
        else:
            term = _term(match["phrase"], word)
            if term is None:
                continue
            if match["minus"] or negate:
                unwanted.append(term)
            else:
                alternatives[-1].append(term)
                wanted.append((match["phrase"] or word).strip())
            negate = False
    return Words(_expression(alternatives, unwanted), tuple(wanted))


def any_of(words: tuple[str, ...]) -> str:
    """The same words, any of which will do, as a visitor would write it."""
    return " OR ".join(f'"{word}"' if " " in word else word for word in words)


def _term(phrase: str | None, word: str) -> str | None:
    letters = _LETTERS.findall(phrase if phrase is not None else word)
    if not letters:
        return None
    star = "*" if phrase is None and word.endswith("*") else ""
    return f'"{" ".join(letters)}"{star}'


def _expression(alternatives: list[list[str]], unwanted: list[str]) -> str | None:
    groups = [" AND ".join(group) for group in alternatives if group]
    if not groups:
        return None
    wanted = groups[0] if len(groups) == 1 else " OR ".join(f"({group})" for group in groups)
    return " NOT ".join([f"({wanted})", *unwanted]) if unwanted else wanted
