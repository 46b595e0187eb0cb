"""Ids that last: of a file its content, of a fact its file, place and text.

So a link to a row, and a correction made to it, survive a new ingest of the same file. Sixteen
digits tell all rows of a county's archive apart; twelve, which earlier archives have, do not from
some ten million rows on.
"""

import hashlib
from collections import Counter

_DIGITS = 16
_EARLIER = 12


def file_id(sha256: str) -> str:
    """The id of a file: the beginning of its content's hash."""
    return sha256[:_DIGITS]


def earlier_id(key: str) -> str:
    """The id that earlier versions gave to the same row: its digits are the first of today's."""
    digits, dash, rest = key.partition("-")
    return digits[:_EARLIER] + dash + rest


class Ids:
    """Gives out ids for the rows of one file; the same things in the same order, the same ids."""

    def __init__(self, file: str) -> None:
        self.file = file
        self._seed = earlier_id(file)
        self._seen: Counter[tuple[str, ...]] = Counter()

    def page(self, number: int) -> str:
        """The id of a page."""
        return f"{self.file}-p{number}"

    def paper(self, first_page: int) -> str:
        """The id of the paper that begins on a page; a second one there gets '-2'."""
        key = ("paper", str(first_page))
        self._seen[key] += 1
        count = self._seen[key]
        return f"{self.file}-{first_page}" + (f"-{count}" if count > 1 else "")

    def of(self, kind: str, *what: object) -> str:
        """The id of a passage or fact that is made of `what`; twins are told apart by order."""
        key = (kind, *map(str, what))
        self._seen[key] += 1
        text = "\x1f".join((self._seed, *key, str(self._seen[key])))
        return hashlib.sha256(text.encode()).hexdigest()[:_DIGITS]
