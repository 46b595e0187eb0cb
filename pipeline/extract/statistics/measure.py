"""What a number measures: the shortest phrase of its sentence that stands alone.

In turn: the number's own noun with its predicate or what follows it, the noun of the number
before, what stands before a bracket or an 'of', the subject of the clause, what a pronoun stands
for, the heading. Tables are read in `tables`; a trained pipeline's parse in `parsed`.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.extract.statistics.frame import DATE, FILL_DATE, FILL_NUMBER, NUMBER, Frame
from pipeline.extract.statistics.phrases import Lexicon, Word, clause_bounds

_VERBS = ("AUX", "FIN")
_MARKS = re.compile(f"[{NUMBER}{FILL_NUMBER}{DATE}{FILL_DATE}]+")
_LOOSE_DATE = re.compile(
    r"(?:,?\s?\b(?:in|at|by|during|for|on|of|since|over|from|to|as at|between|and|until|the)\b\s?)*"
    f"{DATE}{FILL_DATE}*(?:'s|’s)?",
    re.IGNORECASE,
)
_COPULA = re.compile(
    r"^(?:(?:also|still|now|currently)\s)?(?:(?:has|have|had)\s(?:also\s|now\s)?been|is|are|was|were)"
    r"(?:\s(?:also|still|now|currently|being))?\s",
    re.IGNORECASE,
)
_SPACES = re.compile(r"\s+")
_MOVES = frozenset(
    "increase rise growth uplift gain jump surge improvement decrease reduction fall decline drop "
    "cut dip slump change overspend underspend variance".split()
)
_MAX_WORDS = 26


@dataclass(frozen=True, slots=True)
class Measure:
    """A measure in words of the paper, the rule that found it, and its noun alone."""

    text: str
    rule: str
    noun: str | None = None


@dataclass(frozen=True, slots=True)
class Scene:
    """A frame with its words, and what the sentences before it were about."""

    frame: Frame
    words: Sequence[Word]
    lexicon: Lexicon
    subject_before: str | None
    measure_before: str | None
    noun_before: str | None = None
    moves: re.Pattern[str] = re.compile("$^")


def read_measures(scene: Scene, roles: Sequence[str]) -> list[Measure | None]:
    """The measure of each quantity of a frame, in their order."""
    found: list[Measure | None] = []
    places = [index for index, word in enumerate(scene.words) if word.tag == "N"]
    for order, at in enumerate(places):
        found.append(_measure(scene, at, roles[order], found))
    return found


def subject_of(scene: Scene) -> str | None:
    """The subject of the first clause of a sentence, for the pronouns of the next."""
    for index, word in enumerate(scene.words):
        if word.tag in _VERBS or (word.tag == "ED" and index):
            start, _ = clause_bounds(list(scene.words), index)
            return _subject_text(scene, start, index)
    return None


def _measure(scene: Scene, at: int, role: str, found: Sequence[Measure | None]) -> Measure | None:
    words = list(scene.words)
    start, end = clause_bounds(words, at)
    bracketed = start > 0 and words[start - 1].tag == "OPEN"
    noun = _own_noun(scene, at, start, end)
    if _is_listed(words, at) and noun is None and found and found[-1] is not None:
        return found[-1]
    if role in ("target", "comparator") and _same_unit(scene, at) and found[-1] is not None:
        return found[-1]
    if noun is not None and not _is_move(noun, words):
        if words[noun[0]].text.casefold() in _TIMES:
            return _times(scene, at, start, noun, found)
        return _with_noun(scene, at, start, end, noun)
    if bracketed:
        inner = _moved_noun(scene, at, end)
        opens = words[start]
        if (
            inner is None
            and opens.tag not in ("ING", "ED", "N", "PREP", "ADV")
            and not scene.moves.fullmatch(opens.text)
        ):
            inner = _subject(scene, start, at, found)
        return inner or _before_bracket(scene, start - 1, found)
    if noun is not None and (moved := _moved_noun(scene, at, end)):
        return moved
    if (counted := _counted(scene, at, start)) is not None:
        return counted
    if (again := _same_noun(scene, at, start, end, found)) is not None:
        return again
    if (holder := _before_of(scene, at, start)) is not None:
        return holder
    return _subject(scene, start, at, found) or _elsewhere(scene, found)


# --- the number's own noun -----------------------------------------------------------------


def _own_noun(scene: Scene, at: int, start: int, end: int) -> tuple[int, int] | None:
    """First and past-the-last word of the noun phrase after a number; None where none follows."""
    words = scene.words
    begin = at + 1
    if begin < len(words) and words[begin].tag == "OPEN" and words[begin - 1].tag == "N":
        begin, end = _past_bracket(words, begin, end)
    if begin < end and words[begin].text.casefold() == "of":
        begin += 1
    while begin < end and (
        words[begin].tag == "DET"
        or words[begin].text.casefold() in ("these", "those", "them", "us")
    ):
        begin += 1
    head = begin
    while head < end and words[head].tag == "ADV":
        head += 1
    if head >= end or not _is_nominal(words, head, end):
        return None
    stop = _noun_end(words, head, end, is_object=_verb_between(words, start, at))
    return head, stop


def _past_bracket(words: Sequence[Word], opened: int, end: int) -> tuple[int, int]:
    """The word after a short bracket ('a quarter (190) of its care leavers'), and the end."""
    for index in range(opened + 1, min(opened + 6, len(words) - 1)):
        if words[index].tag == "CLOSE" and words[index + 1].text.casefold() == "of":
            return index + 1, clause_bounds(list(words), index + 1)[1]
    return opened, end


def _is_nominal(words: Sequence[Word], index: int, end: int) -> bool:
    tag = words[index].tag
    if tag == "W" or words[index].text in ("'", "‘", '"', "“"):
        return True
    following = words[index + 1].tag if index + 1 < end else "STOP"
    return tag in ("ED", "ING") and following in ("W", "ED")


def _noun_end(
    words: Sequence[Word], begin: int, end: int, *, is_object: bool = False
) -> int:
    """Past the last word of a noun phrase with all that hangs on it, up to its predicate.

    Words in -ed belong to the phrase of an object.
    """
    relatives = 0
    index = begin
    while index < end:
        word = words[index]
        if word.tag in ("N", "COMMA", "STOP", "OPEN"):
            break
        if word.tag == "REL" or (
            word.text.casefold() in ("who", "which", "that") and index > begin
        ):
            relatives += 1
        elif word.tag in _VERBS or (
            word.tag == "ED" and not is_object and index > begin and _predicates(words, index, end)
        ):
            if not relatives:
                break
            relatives -= 1
            while index + 1 < end and words[index + 1].tag in ("AUX", "NF", "FIN", "ADV", "ED"):
                index += 1
        index += 1
    return index


def _predicates(words: Sequence[Word], index: int, end: int) -> bool:
    """Whether a word in -ed is the predicate: no other verb follows, and no 'by' or 'to'."""
    if index + 1 < end and words[index + 1].text.casefold() in ("by", "to", "as"):
        return False
    if words[index - 1].tag not in ("W", "N", "ADV", "CLOSE", "D"):
        return False
    rest = words[index + 1 : end]
    return not any(word.tag in _VERBS for word in rest)


def _with_noun(
    scene: Scene, at: int, start: int, end: int, noun: tuple[int, int]
) -> Measure | None:
    words = scene.words
    begin, stop = noun
    text = _text(scene, begin, stop)
    if (
        stop < end
        and (words[stop].tag in _VERBS or words[stop].tag == "ED")
        and not _verb_between(words, start, at)
    ):
        predicate = _predicate(scene, stop, end)
        joined = _join(text, predicate, scene.lexicon)
        return _made(joined, "noun-subject", scene.lexicon, text)
    if len(text.split()) <= 3 and (passive := _passive(scene, start, at)):
        return _made(f"{text} {passive}", "noun-object", scene.lexicon, text)
    return _made(text, "noun-object", scene.lexicon)


def _join(noun: str, predicate: str, lexicon: Lexicon) -> str:
    """Noun and predicate as one phrase: 'people' 'were unsatisfied' is 'people unsatisfied'."""
    if not predicate:
        return noun
    if match := _COPULA.match(predicate):
        return f"{noun} {predicate[match.end() :]}"
    person = any(word in lexicon.people for word in noun.casefold().split())
    return f"{noun} {'who' if person else 'that'} {predicate}"


def _predicate(scene: Scene, begin: int, end: int) -> str:
    """The predicate from its verb to the end of the clause, or to the next number or comma."""
    stop = begin + 1
    while stop < end and scene.words[stop].tag not in ("N", "COMMA", "STOP", "OPEN"):
        stop += 1
    if stop < end and scene.words[stop].tag == "N" and scene.words[stop - 1].tag in ("PREP", "W"):
        return _text(scene, begin, stop)
    return _text(scene, begin, stop)


def _passive(scene: Scene, start: int, at: int) -> str | None:
    """'reviewed by the panel' of 'the panel reviewed 30 cases'; None for other verbs."""
    words = scene.words
    verb = at - 1
    while verb >= start and words[verb].tag in ("DET", "ADV"):
        verb -= 1
    if verb < start or words[verb].tag not in ("ED", "FIN") or not words[verb].text.endswith("ed"):
        return None
    subject = _subject_text(scene, start, verb) if verb > start else None
    if subject is None and start > 0:
        outer = _first_verb(words, 0, start)
        subject = _subject_text(scene, 0, outer) if outer is not None else None
    if not subject or scene.lexicon.pointing.match(subject) or len(subject.split()) > 8:
        return words[verb].text
    if subject.casefold() in ("we", "i", "you", "who", "which"):
        return words[verb].text
    return f"{words[verb].text} by {subject}"


# --- other numbers' nouns, brackets, 'of' ----------------------------------------------------


def _is_move(noun: tuple[int, int], words: Sequence[Word]) -> bool:
    """Whether the noun after a number is 'increase' or its like, or 'more', 'target' and so on."""
    for word in words[noun[0] : noun[1]]:
        lowered = word.text.casefold()
        if lowered in _MOVES or lowered.rstrip("s") in _MOVES:
            return True
        if lowered in ("target", "higher", "lower", "fewer", "less", "more", "greater"):
            return True
        if word.tag == "PREP":
            return False
    return False


_LINKS = frozenset(("COMMA", "CONJ", "PREP", "D", "DET", "ADV"))


def _is_listed(words: Sequence[Word], at: int) -> bool:
    """Whether only 'and', 'to', a date and the like stand between the number before and this."""
    index = at - 1
    while index >= 0 and words[index].tag in _LINKS:
        index -= 1
    return index >= 0 and words[index].tag == "N" and index < at - 1


def _same_unit(scene: Scene, at: int) -> bool:
    """Whether the quantity before has the unit of this one."""
    order = _order(scene, at)
    numbers = scene.frame.numbers
    return order > 0 and numbers[order].unit == numbers[order - 1].unit


_TIMES = ("times", "occasions")
_INFINITIVE = re.compile(
    r"^(?:increase|raise|grow|expand|boost|lift|reduce|decrease|cut|lower|limit|bring|improve|"
    r"increasing|raising|reducing|cutting|lowering|improving)$",
    re.IGNORECASE,
)


def _times(
    scene: Scene, at: int, start: int, noun: tuple[int, int], found: Sequence[Measure | None]
) -> Measure | None:
    """'times a year the panel meets': how often the clause before the number happens."""
    words = scene.words
    stop = noun[0] + 1
    while stop < noun[1] and words[stop].text.casefold() in _EACH:
        stop += 1
    verb = _first_verb(words, start, at)
    subject = _subject(scene, start, at, found)
    if verb is None or subject is None:
        return _made(_text(scene, noun[0], noun[1]), "noun-object", scene.lexicon)
    happens = f"{_text(scene, noun[0], stop)} {subject.text} {_text(scene, verb, at)}"
    return _made(happens, "noun-object", scene.lexicon)


_EACH = frozenset("a per each every year month week day annum".split())


def _counted(scene: Scene, at: int, start: int) -> Measure | None:
    """The phrase after 'the number of' or 'to increase' close before a number."""
    words = scene.words
    for index in range(at - 1, start - 1, -1):
        if words[index].tag in ("N", "STOP"):
            return None
        lowered = words[index].text.casefold()
        of = lowered in scene.lexicon.counted and words[index + 1].text.casefold() == "of"
        verb = index > start and words[index - 1].text.casefold() in _LEADS
        if of or (verb and _INFINITIVE.match(lowered)):
            begin = index + (2 if of else 1)
            text = _trim(_text(scene, begin, _before_move(scene, begin, at)), scene.lexicon)
            if not text or scene.lexicon.pointing.match(text) or lowered == text.casefold():
                return None
            return _made(text, "clause-subject", scene.lexicon)
    return None


_LEADS = frozenset("to by will and in of for with".split())


def _before_move(scene: Scene, begin: int, at: int) -> int:
    """The word at which a phrase ends, since a verb of movement or a predicate begins."""
    words = scene.words
    relatives = 0
    for index in range(begin, at):
        word = words[index]
        if word.tag == "REL":
            relatives += 1
        if index > begin and word.tag in ("FIN", "ED", "ING", "W") and _is_moving(scene, index):
            return index
        if word.tag in _VERBS and not _in_relative(words, begin, index):
            return index
    return at


def _is_moving(scene: Scene, index: int) -> bool:
    """Whether a word is a verb of movement that ends a noun phrase ('children … dropping')."""
    word = scene.words[index]
    return bool(scene.moves.fullmatch(word.text)) and (
        word.tag != "W" or not word.text.endswith("s")
    )


def _moved_noun(scene: Scene, at: int, end: int) -> Measure | None:
    """What moved, in '14% increase in referrals' or 'a reduction of 25 in the number of cases'."""
    words = scene.words
    for index in range(at + 1, min(end, at + 7)):
        if words[index].text.casefold() in ("in", "of", "to") and index > at + 1:
            before = words[index - 1].text.casefold().rstrip("s")
            if before in _MOVES and index + 1 < end:
                stop = _noun_end(words, index + 1, end)
                return _made(_text(scene, index + 1, stop), "noun-object", scene.lexicon)
        if words[index].tag in ("N", "D", "STOP", "COMMA"):
            break
    return None


def _same_noun(
    scene: Scene, at: int, start: int, end: int, found: Sequence[Measure | None]
) -> Measure | None:
    """'… and 97% were satisfied': the noun of the number before with this predicate."""
    words = scene.words
    begin = at + 1
    while begin < end and words[begin].tag == "ADV":
        begin += 1
    if begin >= end or words[begin].tag not in (*_VERBS, "ED") or _verb_between(words, start, at):
        return None
    previous = next((m for m in reversed(found) if m is not None), None)
    noun = (previous.noun or previous.text) if previous else scene.noun_before
    if not noun:
        return None
    noun = _head_noun(noun)
    text = _join(noun, _predicate(scene, begin, end), scene.lexicon)
    return _made(text, "same-noun", scene.lexicon, noun)


def _head_noun(measure: str) -> str:
    """A measure without its relative clause."""
    return re.split(r"\s(?:who|which|that|whose)\s", measure, maxsplit=1)[0]


def _before_bracket(scene: Scene, bracket: int, found: Sequence[Measure | None]) -> Measure | None:
    """The phrase before a bracket: a label, or the subject where a verb or a date stands there."""
    words = list(scene.words)
    begin = bracket
    while begin > 0 and words[begin - 1].tag in (
        "W", "ING", "DET", "SIGN", "PREP", "ED", "NF", "ADV"
    ):
        begin -= 1
    if words[bracket - 1].tag == "N" and found and found[-1] is not None:
        return found[-1]
    label = _trim(_text(scene, begin, bracket), scene.lexicon)
    start, _ = clause_bounds(words, bracket - 1 if bracket else 0)
    verb = _first_verb(words, start, bracket)
    if not label or scene.moves.fullmatch(label) or label.casefold() in _MOVES:
        return _subject(scene, start, bracket, found) or _elsewhere(scene, found)
    subject = _subject_text(scene, start, verb) if verb is not None else None
    if subject and verb is not None and words[begin - 1].tag == "AUX" and verb < begin:
        label = f"{_trim(subject, scene.lexicon)}: {label}"
    return _made(label, "before-bracket", scene.lexicon)


def _before_of(scene: Scene, at: int, start: int) -> Measure | None:
    """The noun before 'of' or ':' in 'an overspend of £6.2m', where nothing follows the number."""
    words = scene.words
    if at - 1 <= start or words[at - 1].text.casefold() != "of":
        return None
    begin = at - 1
    while begin > start and words[begin - 1].tag in ("W", "DET", "ADV", "PREP"):
        begin -= 1
    text = _trim(_text(scene, begin, at - 1), scene.lexicon)
    if text.casefold().split()[-1:] and text.casefold().split()[-1] in _BALANCES:
        text = _balance(scene, start, begin, text)
    if not text or text.casefold().split()[-1].rstrip("s") in _MOVES - {"overspend", "underspend"}:
        return None
    if text.casefold() in scene.lexicon.counted:
        return None
    return _made(text, "clause-subject", scene.lexicon)


_BALANCES = frozenset("overspend underspend variance deficit surplus pressure saving".split())


def _balance(scene: Scene, start: int, begin: int, text: str) -> str:
    """An overspend, and whose it is: the subject of the clause."""
    verb = _first_verb(scene.words, start, begin)
    subject = _subject_text(scene, start, verb) if verb is not None else None
    subject = _trim(subject, scene.lexicon) if subject else ""
    if not subject or scene.lexicon.pointing.match(subject):
        return text
    return f"{subject}: {text}"


# --- the clause's subject, or somewhere else -------------------------------------------------


def _subject(scene: Scene, start: int, at: int, found: Sequence[Measure | None]) -> Measure | None:
    """The subject of the clause from word `start` on, before the number `at`."""
    words = scene.words
    verb = _first_verb(words, start, at)
    if verb is None:
        return _loose_subject(scene, start, at, found)
    if words[start].tag == "N" and start < at and found and found[-1] is not None:
        return found[-1]
    subject = _subject_text(scene, start, verb)
    if subject is None or _trim(subject, scene.lexicon) == "":
        outer = _first_verb(words, 0, start)
        if start == 0 or outer is None:
            return None
        return _subject(scene, 0, start, found)
    if scene.lexicon.pointing.match(subject):
        return _pointed(scene, subject, found)
    text = subject
    following = at + 1
    measured = scene.frame.numbers[_order(scene, at)].unit
    does = words[verb].tag != "AUX" and not any(
        scene.moves.fullmatch(word.text) for word in words[verb:at]
    )
    if does and measured not in ("count", "percent", "percentage_points"):
        text = f"{subject} {_trim(_text(scene, verb, at), scene.lexicon)}"
    if following < len(words) and words[following].tag == "REL":
        predicate = _predicate(scene, following + 1, len(words))
        return _made(_join(subject, predicate, scene.lexicon), "clause-subject", scene.lexicon)
    if words[verb].tag != "AUX" and following < len(words) and words[following].tag == "PREP":
        text = f"{text} {_rest(scene, following)}" if does else text
    return _made(text, "clause-subject", scene.lexicon)


def _order(scene: Scene, at: int) -> int:
    """Which quantity of the frame the word `at` is."""
    return sum(1 for word in scene.words[:at] if word.tag == "N")


def _rest(scene: Scene, begin: int) -> str:
    """The phrase after a number: 'on roads' of 'spent £4m on roads'."""
    if scene.words[begin].text.casefold() not in ("on", "for", "in", "towards", "into"):
        return ""
    stop = _noun_end(scene.words, begin + 1, len(scene.words))
    return _text(scene, begin, stop)


def _loose_subject(
    scene: Scene, start: int, at: int, found: Sequence[Measure | None]
) -> Measure | None:
    """A fragment without a verb: what stands before the number, as 'Total referrals: 780'."""
    begin = start
    if begin > 0 and scene.words[begin - 1].text == ":":
        begin = _fragment_start(scene.words, begin - 1)
    text = _trim(_text(scene, begin, at), scene.lexicon)
    if not text or scene.lexicon.pointing.match(text) or scene.moves.fullmatch(text):
        return None
    return _made(text, "clause-subject", scene.lexicon)


def _fragment_start(words: Sequence[Word], index: int) -> int:
    while index > 0 and words[index - 1].tag not in ("STOP", "N", "SUB"):
        index -= 1
    return index


def _pointed(scene: Scene, pronoun: str, found: Sequence[Measure | None]) -> Measure | None:
    """What a pronoun or 'the number' stands for: said in this sentence, or in the one before."""
    previous = next((m for m in reversed(found) if m is not None), None)
    if previous is not None:
        return Measure(previous.text, "said-before")
    subject, measure = scene.subject_before, scene.measure_before
    counted = subject and any(w in scene.lexicon.counted for w in subject.casefold().split()[:3])
    text = subject if counted or not measure else measure
    return _made(text, "said-before", scene.lexicon) if text else None


def _elsewhere(scene: Scene, found: Sequence[Measure | None]) -> Measure | None:
    """The measure of the number before, or the heading."""
    previous = next((m for m in reversed(found) if m is not None), None)
    if previous is not None:
        return previous
    if scene.frame.passage.heading:
        return _made(scene.frame.passage.heading[-1], "heading", scene.lexicon)
    return None


def _first_verb(words: Sequence[Word], start: int, end: int) -> int | None:
    """The first word of the predicate between two words."""
    for index in range(start, end):
        if words[index].tag in _VERBS and not _in_relative(words, start, index):
            return index
    for index in range(start + 1, end):
        if words[index].tag == "ED":
            return index
    return None


def _in_relative(words: Sequence[Word], start: int, index: int) -> bool:
    """Whether a verb belongs to 'who', 'which' or 'that' close before it."""
    for back in range(index - 1, max(start, index - 4) - 1, -1):
        if words[back].tag == "REL" or words[back].text.casefold() in ("who", "which"):
            return True
        if words[back].tag in _VERBS or words[back].tag in ("W", "COMMA"):
            return False
    return False


def _verb_between(words: Sequence[Word], start: int, at: int) -> bool:
    return any(words[index].tag in (*_VERBS, "ED") for index in range(start, at))


def _subject_text(scene: Scene, start: int, verb: int) -> str | None:
    """The subject between a clause's start and its verb, without what leads into it."""
    words = scene.words
    begin = start
    for index in range(start, verb):
        if words[index].tag == "COMMA" and words[start].tag in (
            "PREP",
            "SUB",
            "ADV",
            "D",
            "CONJ",
            "W",
        ):
            if words[start].tag != "W" or index - start <= 2:
                begin = index + 1
    while begin < verb and words[begin].tag in ("CONJ", "SUB", "ADV", "COMMA", "STOP"):
        begin += 1
    if (
        verb - 1 > begin
        and words[begin].tag == "PREP"
        and words[verb - 1].tag in ("PRON", "DET", "REL")
    ):
        begin = verb - 1
    if begin < verb and words[begin].tag == "PREP":
        for index in range(begin, verb):
            if words[index].tag == "D" and index + 1 < verb:
                begin = index + 1
                break
    if begin >= verb:
        return None
    text = _text(scene, begin, verb)
    return text or None


# --- text --------------------------------------------------------------------------------------


def _text(scene: Scene, begin: int, end: int) -> str:
    """The words from `begin` to before `end` as printed, without dates."""
    words = scene.words
    if begin >= end:
        return ""
    start, stop = words[begin].start, words[end - 1].end
    framed = scene.frame.text[start:stop]
    printed = scene.frame.plain[start:stop]
    kept = list(printed)
    for match in _LOOSE_DATE.finditer(framed):
        for index in range(match.start(), match.end()):
            kept[index] = "\x00"
    return _SPACES.sub(" ", "".join(c for c in kept if c != "\x00")).strip()


def _made(text: str, rule: str, lexicon: Lexicon, noun: str | None = None) -> Measure | None:
    """A measure, trimmed; None where nothing is left."""
    text = _trim(text, lexicon)
    if not text or not any(c.isalpha() for c in text):
        return None
    words = text.split()
    if len(words) > _MAX_WORDS:
        text = _trim(" ".join(words[:_MAX_WORDS]), lexicon)
    return Measure(text, rule, _trim(noun, lexicon) if noun else None)


def _trim(text: str, lexicon: Lexicon) -> str:
    """A phrase without articles, 'number of', and loose words at its ends."""
    text = text.strip()
    while match := lexicon.trim_start.match(text):
        text = text[match.end() :].lstrip()
    while match := lexicon.trim_end.search(text):
        text = text[: match.start()].rstrip()
    lowered = text.casefold()
    return "" if lexicon.tags.get(lowered) in ("DET", "PREP", "CONJ") or len(text) < 2 else text
