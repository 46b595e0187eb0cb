"""Measures of parts and movements: where money comes from, what accounts for a share, 'X, a rise of
so much', '3% pay rise'."""

import re

from pipeline.extract.statistics.nouns import join_predicate, noun_end, predicate_text
from pipeline.extract.statistics.phrases import clause_bounds
from pipeline.extract.statistics.scene import (
    VERBS,
    Measure,
    Spot,
    is_moved,
    make_measure,
    text_between,
)

_ACCOUNTS = ("account", "accounts", "accounted", "accounting")
_MOVERS = ("spending", "funding", "housing", "tax", "pay", "price", "budget", "population")
_COUNTED_PER = re.compile(
    r"[^A-Za-z]*\d\s([A-Za-z][^\d]{2,80}?)\s(?:per|for\severy|in\severy)\s.*", re.IGNORECASE
)
_RELATES = ("relate", "relates", "related", "relating")
_MORE = ("more", "fewer", "less", "higher", "lower")
_MAKES_UP = ("represent", "represents", "represented", "comprise", "comprises", "comprised")


def counted_per(spot: Spot) -> Measure | None:
    """'454 applications per 100,000 adults': what a rate counts, where its number holds it."""
    if not spot.unit.startswith("per_"):
        return None
    frame = spot.scene.frame
    number = frame.numbers[spot.order]
    match = _COUNTED_PER.fullmatch(frame.plain[number.open : number.end])
    return make_measure(spot.scene, match[1], "noun-object") if match else None


def source_of_money(spot: Spot) -> Measure | None:
    """'£8m from reserves', '£2m relates to pay': what an amount comes from, or is for."""
    words, at = spot.scene.words, spot.at
    if not spot.unit.isupper() or spot.role != "level":
        return None
    begin = at + 2 if at + 1 < len(words) and words[at + 1].text.casefold() == "from" else None
    begin = begin or _related_to(spot)
    if begin is None or begin > spot.end or begin >= len(words):
        return None
    if words[begin].tag in ("N", "D", "PRON"):
        return None
    stop = noun_end(words, begin, spot.end)
    for index in range(begin + 1, stop):
        if words[index].tag == "CONJ" and index + 1 < len(words) and words[index + 1].tag == "N":
            stop = index
    return make_measure(spot.scene, text_between(spot.scene, begin, stop), "noun-object")


def _related_to(spot: Spot) -> int | None:
    """Where it is said what an amount is for: '£3m (of the overspend) relates to …'."""
    words = spot.scene.words
    for index in range(spot.at + 1, min(spot.at + 5, len(words) - 1)):
        if words[index].text.casefold() in _RELATES and words[index + 1].text.casefold() == "to":
            return index + 2
        if words[index].tag not in ("PREP", "DET", "W", "AUX"):
            return None
    return None


def share_of(spot: Spot) -> Measure | None:
    """Who is said to make up a share: 'small firms' of 'small firms account for 12% of jobs'."""
    words, at = spot.scene.words, spot.at
    if spot.unit != "percent" or at - 2 <= spot.start:
        return None
    if words[at - 1].text.casefold() == "for" and words[at - 2].text.casefold() in _ACCOUNTS:
        verb = at - 2
    elif words[at - 1].text.casefold() in _MAKES_UP:
        verb = at - 1
    else:
        return None
    begin = max([spot.start, *(i + 1 for i in range(spot.start, verb) if words[i].tag == "D")])
    if any(word.tag in ("N", "PRON", "REL") for word in words[begin:verb]):
        return None
    other = next((i for i in range(begin + 1, verb) if words[i].tag in VERBS), verb)
    return make_measure(spot.scene, text_between(spot.scene, begin, other), "clause-subject")


def another_moved(spot: Spot) -> Measure | None:
    """'visits fell by 4% and calls by 11%': what moved by the second figure."""
    words, at = spot.scene.words, spot.at
    if spot.role != "change" or spot.previous is None or words[at - 1].text.casefold() != "by":
        return None
    begin = at - 1
    while begin > spot.start and words[begin - 1].tag in ("W", "DET", "PREP"):
        begin -= 1
    if begin == at - 1 or words[begin - 1].tag not in ("CONJ", "COMMA"):
        return None
    return make_measure(spot.scene, text_between(spot.scene, begin, at - 1), "clause-subject")


def moved_in_apposition(spot: Spot) -> Measure | None:
    """'There were 40 visits, a reduction of 12 on May': what the change is of stands before."""
    words, at = spot.scene.words, spot.at
    if spot.role != "change" or spot.previous is None or at < 4:
        return None
    if _is_appended(spot):
        return spot.previous
    if words[at - 1].text.casefold() != "of" or not is_moved(
        words[at - 2].text, spot.scene.lexicon
    ):
        return None
    begin = at - 2
    while begin > 0 and words[begin - 1].tag in ("W", "DET") and at - begin < 6:
        begin -= 1
    if words[begin].tag != "DET" or words[begin - 1].tag not in ("COMMA", "CLOSE"):
        return None
    return spot.previous


def _is_appended(spot: Spot) -> bool:
    """', a 14% decrease from …', ', over 300 more than …': a movement that names nothing."""
    words, at = spot.scene.words, spot.at
    lead = at - 1
    while lead > 0 and words[lead].tag in ("DET", "ADV", "PREP"):
        lead -= 1
    if words[lead].tag not in ("COMMA", "OPEN") or at + 1 >= len(words):
        return False
    if words[at - 1].text.casefold() in ("up", "down"):
        return True
    following = words[at + 2].text.casefold() if at + 2 < len(words) else ""
    if words[at + 1].text.casefold() in _MORE:
        return following in ("than", "on", "from")
    moved = is_moved(words[at + 1].text, spot.scene.lexicon)
    return moved and following not in ("in", "of", "to")


def part_of_these(spot: Spot) -> Measure | None:
    """'The majority, 60%, were female': the noun of the sentence before with this predicate."""
    scene, words = spot.scene, spot.scene.words
    begin = spot.at + 1
    lead = words[spot.at - 1] if spot.at else None
    if lead is not None and lead.tag == "COMMA" and spot.at > 1 and begin < len(words):
        if words[begin].tag == "COMMA":
            begin += 1
        lead = words[spot.at - 2]
    if lead is None or lead.text.casefold() not in scene.lexicon.parts or not scene.noun_before:
        return None
    if begin >= len(words) or words[begin].tag not in VERBS:
        return None
    predicate = predicate_text(scene, begin, clause_bounds(words, begin)[1])
    text = join_predicate(scene.noun_before, predicate, scene.lexicon)
    return make_measure(scene, text, "same-noun", scene.noun_before)


def moved_before(spot: Spot) -> Measure | None:
    """'a reduction in visits over the summer (n=40)': what moved, before the bracket."""
    words = spot.scene.words
    stop = spot.start - 1
    for index in range(stop - 2, -1, -1):
        if words[index].tag in ("STOP", "N"):
            return None
        moved = is_moved(words[index].text, spot.scene.lexicon)
        if moved and words[index + 1].text.casefold() in ("in", "of"):
            end = noun_end(words, index + 2, stop)
            return make_measure(
                spot.scene, text_between(spot.scene, index + 2, end), "clause-subject"
            )
    return None


def is_balance(spot: Spot, noun: tuple[int, int]) -> bool:
    """Whether the noun after an amount says how much is over or short: '£3m overspend'."""
    words = spot.scene.words
    for index in range(noun[0], min(noun[1], noun[0] + 3)):
        if words[index].tag != "W" or spot.role != "level":
            return False
        if words[index].text.casefold() in spot.scene.lexicon.balances:
            return True
    return False


def named_movement(spot: Spot, noun: tuple[int, int]) -> Measure | None:
    """'a 4% Council Tax increase': a movement that is named by what moves."""
    words = spot.scene.words
    if not words[noun[0]].text[0].isupper():
        return None
    for index in range(noun[0] + 1, noun[1]):
        if words[index].tag != "W":
            return None
        if is_moved(words[index].text, spot.scene.lexicon):
            return make_measure(
                spot.scene, text_between(spot.scene, noun[0], index + 1), "noun-object"
            )
    return None


def named_before(spot: Spot, text: str) -> Measure | None:
    """'spending growth of £5m': a movement named by one word for what moves; None for 'a rise'."""
    first = text.casefold().split()[:-1]
    if len(first) != 1 or not first[0].endswith(_MOVERS):
        return None
    return make_measure(spot.scene, text, "clause-subject")
