"""Rates whose base stands apart: a heading says 'per 10,000', a sentence that the rate is 34.1."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from pipeline.extract.statistics.numbers import Number

_BASE = re.compile(r"\bper\s(1,?000,?000|100,?000|10,?000|1,?000)\b", re.IGNORECASE)
_RATE = re.compile(r"\brates?\b", re.IGNORECASE)
_ENDS = re.compile(r"\b(?:from|to)\s$", re.IGNORECASE)
_PER = re.compile(r"\b(?:per|in\severy)\s$", re.IGNORECASE)


def rate_base(texts: Iterable[str]) -> str | None:
    """The unit of the one base that texts name: `per_10000`; None for none or several."""
    bases = {match[1].replace(",", "") for text in texts for match in _BASE.finditer(text)}
    return f"per_{bases.pop()}" if len(bases) == 1 else None


def rate_figures(numbers: Sequence[Number], text: str, base: str | None) -> list[Number]:
    """Numbers without the bases of rates; bare decimals of a sentence on a rate have its unit."""
    told = [
        number
        for number in numbers
        if number.rule != "count" or not _PER.search(text[: number.start])
    ]
    if base is None or not _RATE.search(text):
        return told
    bare = [number for number in told if number.rule == "count"]
    decimal = any(number.value != int(number.value) for number in bare)
    return [
        replace(number, unit=base, rule="rate")
        if number in bare and decimal and _is_rate(number, text)
        else number
        for number in told
    ]


def _is_rate(number: Number, text: str) -> bool:
    """Whether a number is a decimal, or moves from or to one: 'from 166 to 165.1'."""
    return number.value != int(number.value) or bool(_ENDS.search(text[: number.start]))
