"""A number's own noun: where its phrase begins and ends, and the predicate it is subject of."""

import re
from collections.abc import Sequence

from pipeline.extract.statistics.phrases import Lexicon, Word, clause_bounds
from pipeline.extract.statistics.scene import (
    VERBS,
    Measure,
    Scene,
    Spot,
    is_moved,
    make_measure,
    text_between,
    trim,
    verb_between,
)

_COPULA = re.compile(
    r"(?:(?:also|still|now|currently)\s)?(?:(?:has|have|had)\s(?:also\s|now\s)?been|is|are|was|were)"
    r"(?:\s(?:also|still|now|currently|being))?\s",
    re.IGNORECASE,
)
_RELATIVE = re.compile(r"\s(?:who|which|that|whose)\s")
_COMPARING = frozenset(("target", "higher", "lower", "fewer", "less", "more", "greater"))
_PLACES = ("at", "in", "with", "for", "within", "under", "over")
_PLACE = re.compile(r"\s(?:at|in|with|for|within|under|over)\s")
_OF_THESE = [["of", "which"], ["of", "whom"], ["of", "these"], ["of", "them"], ["of", "those"]]
_YEAR_ON_YEAR = [[unit, "on"] for unit in ("year", "quarter", "month")]
_COMPARED = ("fewer", "less", "more", "extra")
_ASIDE = ["OPEN", "N", "CLOSE"]
_ENDS = ("N", "COMMA", "STOP", "OPEN")
_REPORTING = frozenset(
    (
        "showed",
        "shows",
        "shown",
        "found",
        "revealed",
        "reveals",
        "suggested",
        "suggests",
        "indicated",
    )
)
_EACH = ("a", "an", "per", "each", "every")


def own_noun(spot: Spot) -> tuple[int, int] | None:
    """First and past-the-last word of the noun phrase after a number; None where none follows."""
    words, end = spot.scene.words, spot.end
    begin = spot.at + 1
    if begin < len(words) and words[begin].tag == "OPEN":
        begin, end = _past_bracket(words, begin, end)
        if words[begin].tag == "OPEN":
            begin, end = _past_share(words, begin, end)
    if _is_rate(words, begin, end):
        return None
    if begin + 1 < end and words[begin].text.casefold() == "out":
        begin += 1
    if begin < end and words[begin].text.casefold() == "of":
        begin = _past_whole(words, begin + 1, end)
    elif begin + 1 < end and words[begin].text.casefold() == "in" and _is_money(spot, begin + 1):
        begin += 1
    while begin < end and (words[begin].tag in ("DET", "ADV") or _is_pointer(words[begin])):
        begin += 1
    if (
        begin + 1 < end
        and words[begin].text.casefold() in _COMPARED
        and words[begin + 1].tag == "W"
    ):
        begin += 1
    if begin < end and words[begin].text.casefold() in ("which", "whom"):
        return None
    if [word.text.casefold() for word in words[begin : begin + 2]] in _YEAR_ON_YEAR:
        return None
    whose = [word.text.casefold() for word in words[max(0, spot.at - 2) : spot.at]]
    if whose in _OF_THESE and begin < end and words[begin].tag == "ED":
        return None
    if begin >= end or not _is_nominal(words, begin, end):
        return None
    is_object = verb_between(words, spot.start, spot.at)
    return begin, noun_end(words, begin, end, is_object=is_object)


def noun_end(words: Sequence[Word], begin: int, end: int, *, is_object: bool = False) -> int:
    """Past the last word of a noun phrase with all that hangs on it, up to its predicate.

    Words in -ed belong to the phrase of an object.
    """
    relatives = 0
    index = begin
    while index < end and words[index].tag not in _ENDS:
        word = words[index]
        if index > begin and (word.tag == "REL" or word.text.casefold() in ("who", "which")):
            relatives += 1
        elif (word.tag in VERBS and words[index - 1].tag != "NF") or (
            word.tag == "ED" and not is_object and index > begin and _predicates(words, index, end)
        ):
            if not relatives:
                break
            relatives -= 1
            while index + 1 < end and words[index + 1].tag in ("AUX", "NF", "FIN", "ADV", "ED"):
                index += 1
        index += 1
    return index


def with_predicate(spot: Spot, noun: tuple[int, int]) -> Measure | None:
    """The measure of a number with its own noun: subject and predicate, or the object."""
    scene, words = spot.scene, spot.scene.words
    begin, stop = noun
    text = trim(text_between(scene, begin, stop), scene.lexicon)
    end = spot.end
    if stop < len(words) and words[stop].tag == "OPEN":
        stop, end = _past_brackets(words, stop, end)
    opens = stop < len(words) and (words[stop].tag in VERBS or words[stop].tag == "ED")
    if opens and (reports(spot) or not verb_between(words, spot.start, spot.at)):
        predicate = predicate_text(scene, stop, end)
        if _is_participle(words, stop, end):
            return make_measure(scene, f"{text} {predicate}", "noun-subject", text)
        joined = join_predicate(text, predicate, scene.lexicon)
        return make_measure(scene, joined, "noun-subject", text)
    return make_measure(scene, text, "noun-object", text)


def reports(spot: Spot) -> bool:
    """Whether the verb before a number only tells who says what follows: 'a survey showed 51%'."""
    words, at = spot.scene.words, spot.at - 1
    while at > spot.start and words[at].tag in ("ADV", "DET", "SUB"):
        at -= 1
    return at >= spot.start and words[at].text.casefold() in _REPORTING


def same_noun(spot: Spot) -> Measure | None:
    """'… and 97% were satisfied': the noun of the number before with this predicate."""
    scene, words = spot.scene, spot.scene.words
    begin, end = _past_aside(words, spot.at + 1, spot.end)
    if [word.text.casefold() for word in words[begin : begin + 2]] in _OF_THESE:
        begin, end = _past_aside(words, begin + 2, end)
    while begin < end and words[begin].tag == "ADV":
        begin += 1
    if begin >= end or words[begin].tag not in (*VERBS, "ED"):
        return None
    named = words[spot.at - 1].tag == "W" or words[spot.at - 1].text.casefold() == "of"
    if spot.unit.isupper() and named and spot.at > spot.start:
        return None
    comma = max([spot.start, *(i for i in range(spot.start, spot.at) if words[i].tag == "COMMA")])
    if verb_between(words, comma, spot.at):
        return None
    previous = spot.previous
    noun = (previous.noun or previous.text) if previous else scene.noun_before
    if not noun:
        return None
    noun = _RELATIVE.split(noun, maxsplit=1)[0]
    text = join_predicate(noun, predicate_text(scene, begin, end), scene.lexicon)
    return make_measure(scene, text, "same-noun", noun)


def same_noun_elsewhere(spot: Spot) -> Measure | None:
    """'70 care leavers at college, and 32 at university': the same noun in another place."""
    scene, words, at = spot.scene, spot.scene.words, spot.at
    previous = spot.previous
    if previous is None or at < 2 or at + 2 > spot.end:
        return None
    if words[at - 1].tag not in ("CONJ", "COMMA") or words[at + 1].text.casefold() not in _PLACES:
        return None
    whole = previous.noun or previous.text
    head = _PLACE.split(_RELATIVE.split(whole, maxsplit=1)[0], maxsplit=1)[0]
    stop = noun_end(words, at + 2, spot.end)
    return make_measure(scene, f"{head} {text_between(scene, at + 1, stop)}", "same-noun", whole)


def moved_noun(spot: Spot) -> Measure | None:
    """What moved, in '14% increase in referrals' or 'a reduction of 25 in the number of cases'."""
    words = spot.scene.words
    for index in range(spot.at + 2, min(spot.end - 1, spot.at + 7)):
        if words[index].tag in ("N", "D", "STOP", "COMMA"):
            return None
        moved = is_moved(words[index - 1].text, spot.scene.lexicon)
        if moved and words[index].text.casefold() in ("in", "of", "to"):
            stop = noun_end(words, index + 1, spot.end)
            text = text_between(spot.scene, index + 1, stop)
            return make_measure(spot.scene, text, "noun-object")
    return None


def tells_movement(scene: Scene, noun: tuple[int, int]) -> bool:
    """Whether the noun after a number is 'increase' or its like, or 'more', 'target' and so on."""
    if scene.words[noun[0]].text.casefold() in ("better", "worse"):
        return True
    for index, word in enumerate(scene.words[noun[0] : noun[1]], start=noun[0]):
        compares = word.text.casefold() in _COMPARING
        if compares and scene.words[index - 1].text.casefold() == "or":
            continue
        if compares or is_moved(word.text, scene.lexicon):
            return True
        if word.tag == "PREP":
            return False
    return False


def join_predicate(noun: str, predicate: str, lexicon: Lexicon) -> str:
    """Noun and predicate as one phrase: 'people' 'were unsatisfied' is 'people unsatisfied'."""
    if not predicate:
        return noun
    if match := _COPULA.match(predicate):
        return f"{noun} {predicate[match.end() :]}"
    person = any(word in lexicon.people for word in noun.casefold().split())
    return f"{noun} {'who' if person else 'that'} {predicate}"


def predicate_text(scene: Scene, begin: int, end: int) -> str:
    """The predicate from its verb to the end of the clause, or to the next number or comma."""
    stop = begin + 1
    while stop < end and scene.words[stop].tag not in _ENDS:
        stop += 1
    return text_between(scene, begin, stop)


def _is_nominal(words: Sequence[Word], index: int, end: int) -> bool:
    """Whether a noun phrase can begin with a word."""
    tag = words[index].tag
    if tag == "W" or words[index].text in ("'", "‘", '"', "“"):
        return True
    following = words[index + 1].tag if index + 1 < end else "STOP"
    return tag in ("ED", "ING") and following in ("W", "ED")


def _is_participle(words: Sequence[Word], index: int, end: int) -> bool:
    """Whether a word in -ed goes with its noun ('events held in total'): no object follows."""
    if words[index].tag != "ED":
        return False
    return index + 1 >= end or words[index + 1].tag in (
        "PREP",
        "COMMA",
        "STOP",
        "OPEN",
        "D",
        "CONJ",
    )


def _is_pointer(word: Word) -> bool:
    return word.text.casefold() in ("these", "those", "them", "us")


def _predicates(words: Sequence[Word], index: int, end: int) -> bool:
    """Whether a word in -ed is the predicate: no other verb follows, and no 'by' or 'to'."""
    if index + 1 < end and words[index + 1].text.casefold() in ("by", "to", "as"):
        return False
    if words[index - 1].tag not in ("W", "N", "ADV", "CLOSE", "D"):
        return False
    return not any(word.tag in VERBS for word in words[index + 1 : end])


def _past_bracket(words: Sequence[Word], opened: int, end: int) -> tuple[int, int]:
    """The word after a short bracket ('a quarter (190) of its care leavers'), and the end."""
    for index in range(opened + 1, min(opened + 6, len(words) - 1)):
        if words[index].tag == "CLOSE" and words[index + 1].text.casefold() == "of":
            return index + 1, clause_bounds(words, index + 1)[1]
    return opened, end


def _past_brackets(words: Sequence[Word], opened: int, end: int) -> tuple[int, int]:
    """The predicate after brackets behind a noun: 'children (34% in 2023) are educated …'."""
    for index in range(opened + 1, min(opened + 9, len(words) - 1)):
        if words[index].tag == "CLOSE":
            if words[index + 1].tag not in VERBS:
                break
            return index + 1, clause_bounds(words, index + 1)[1]
    return opened, end


def _past_share(words: Sequence[Word], opened: int, end: int) -> tuple[int, int]:
    """Past '(35%)' where the noun of the number follows: '72 (35%) allegations'."""
    begin, stop = _past_aside(words, opened, end)
    if begin == opened or begin >= len(words) or words[begin].tag != "W":
        return opened, end
    return begin, stop


def _past_aside(words: Sequence[Word], begin: int, end: int) -> tuple[int, int]:
    """Past '(67%)' between a number and its predicate, and the end of the clause that goes on."""
    if begin + 2 < len(words) and [word.tag for word in words[begin : begin + 3]] == _ASIDE:
        begin += 3
        return begin, clause_bounds(words, begin)[1] if begin < len(words) else begin
    return begin, end


def _is_rate(words: Sequence[Word], begin: int, end: int) -> bool:
    """Whether 'a barrel', 'per hour', 'each week' follows a number, which say what it is for."""
    return begin + 1 < end and words[begin].text.casefold() in _EACH and words[begin + 1].tag == "W"


def _is_money(spot: Spot, index: int) -> bool:
    """Whether a word says what an amount is of: '£2m in savings'."""
    kinds = spot.scene.lexicon.money
    return spot.unit.isupper() and spot.scene.words[index].text.casefold() in kinds


def _past_whole(words: Sequence[Word], begin: int, end: int) -> int:
    """In '12 of the last 15 games' the noun of the whole is the noun of the part."""
    for index in range(begin, min(begin + 3, end)):
        if words[index].tag == "N":
            return index + 1
        if words[index].tag not in ("DET", "W", "PRON"):
            break
    return begin
