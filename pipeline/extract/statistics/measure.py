"""What a number measures: the shortest phrase of its sentence that stands alone.

In turn: the number's own noun with its predicate or what follows it, what a list shares, what
stands before a bracket, what moved, the noun of the number before, what stands before 'of', the
subject of the clause, what a pronoun stands for, the heading. Tables are read in `tables`; a
trained pipeline's parse in `parsed`.
"""

from collections.abc import Sequence

from pipeline.extract.statistics.nouns import (
    moved_noun,
    own_noun,
    same_noun,
    same_noun_elsewhere,
    tells_movement,
    with_predicate,
)
from pipeline.extract.statistics.parts import (
    another_moved,
    counted_per,
    is_balance,
    moved_before,
    moved_in_apposition,
    named_movement,
    part_of_these,
    share_of,
    source_of_money,
)
from pipeline.extract.statistics.phrases import clause_bounds
from pipeline.extract.statistics.roles import Role
from pipeline.extract.statistics.scene import VERBS, Measure, Scene, Spot, make_measure
from pipeline.extract.statistics.subjects import (
    adjective,
    before_bracket,
    before_of,
    clause_subject,
    counted_phrase,
    elsewhere,
    happening,
    led_item,
    passive,
    subject_text,
)

_LINKS = frozenset(("COMMA", "CONJ", "PREP", "D", "DET", "ADV"))
_OFTEN = ("times", "occasions")
_SHORT = 3
"""A noun of so few words says more with who did what to it."""


def read_measures(scene: Scene, roles: Sequence[Role]) -> list[Measure | None]:
    """The measure of each quantity of a frame, in their order."""
    found: list[Measure | None] = []
    places = [index for index, word in enumerate(scene.words) if word.tag == "N"]
    for order, at in enumerate(places):
        start, end = clause_bounds(scene.words, at)
        found.append(_measure(Spot(scene, at, start, end, order, roles[order], tuple(found))))
    return found


def subject_of(scene: Scene) -> str | None:
    """The subject of the first clause of a sentence, for the pronouns of the next."""
    for index, word in enumerate(scene.words):
        if word.tag in VERBS or (word.tag == "ED" and index):
            return subject_text(scene, clause_bounds(scene.words, index)[0], index)
    return None


def _measure(spot: Spot) -> Measure | None:
    words = spot.scene.words
    said = moved_in_apposition(spot) or source_of_money(spot) or another_moved(spot)
    said = said or led_item(spot) or counted_per(spot)
    if said is not None:
        return said
    noun = own_noun(spot)
    listed = noun is None and _is_listed(spot)
    same = _of_same_unit(spot)
    if same is not None and (listed or spot.role in ("target", "comparator")):
        return same
    if listed and spot.found[-1] is not None:
        return spot.found[-1]
    if noun is None and (elsewhere_same := same_noun_elsewhere(spot)) is not None:
        return elsewhere_same
    if noun is not None and (is_balance(spot, noun) or not tells_movement(spot.scene, noun)):
        return _of_noun(spot, noun)
    if spot.start > 0 and words[spot.start - 1].tag == "OPEN":
        return _in_bracket(spot)
    moved = (moved_noun(spot) or named_movement(spot, noun)) if noun is not None else None
    return (
        moved
        or counted_phrase(spot)
        or part_of_these(spot)
        or same_noun(spot)
        or before_of(spot)
        or clause_subject(spot)
        or elsewhere(spot)
    )


def _of_noun(spot: Spot, noun: tuple[int, int]) -> Measure | None:
    """The measure of a number that has a noun of its own."""
    opens = spot.scene.words[noun[0]].text.casefold()
    if (holder := share_of(spot)) is not None:
        return holder
    if opens in _OFTEN:
        return happening(spot, noun)
    if opens in spot.scene.lexicon.after_measure:
        return adjective(spot, noun)
    measure = with_predicate(spot, noun)
    if measure is None or measure.rule != "noun-object" or len(measure.text.split()) > _SHORT:
        return measure
    if done := passive(spot):
        return make_measure(spot.scene, f"{measure.text} {done}", "noun-object", measure.text)
    return measure


def _in_bracket(spot: Spot) -> Measure | None:
    """The measure of a number in brackets: said inside, or before the bracket."""
    opens = spot.scene.words[spot.start]
    if spot.role == "baseline" and (same := _of_same_unit(spot)) is not None:
        return same
    if opens.text.casefold() == "n":
        return moved_before(spot) or before_bracket(spot)
    inner = moved_noun(spot)
    fragment = opens.tag in ("ING", "ED", "N", "PREP", "ADV", "DET")
    if inner is None and not fragment and not spot.scene.moves.fullmatch(opens.text):
        inner = clause_subject(spot)
    return inner or before_bracket(spot)


def _is_listed(spot: Spot) -> bool:
    """Whether only 'and', 'to', a date and the like stand between the number before and this."""
    words = spot.scene.words
    index = spot.at - 1
    while index >= 0 and words[index].tag in _LINKS:
        index -= 1
    return index >= 0 and words[index].tag == "N" and index < spot.at - 1


def _of_same_unit(spot: Spot) -> Measure | None:
    """The measure of the nearest quantity before that has the same unit."""
    numbers = spot.scene.frame.numbers
    for order in range(spot.order - 1, -1, -1):
        if numbers[order].unit == spot.unit and spot.found[order] is not None:
            return spot.found[order]
    return None
