"""The subject of a number's clause, and where else its measure can stand: before a bracket or an
'of', after 'the number of', in the sentence before, in the heading."""

import re
from collections.abc import Sequence

from pipeline.extract.statistics.nouns import join_predicate, noun_end, predicate_text
from pipeline.extract.statistics.parts import named_before
from pipeline.extract.statistics.phrases import Word, clause_bounds, tag_words
from pipeline.extract.statistics.scene import (
    VERBS,
    Measure,
    Scene,
    Spot,
    first_verb,
    in_relative,
    is_moved,
    make_measure,
    text_between,
    trim,
)

_INFINITIVE = re.compile(
    r"(?:increase|raise|grow|expand|boost|lift|reduce|decrease|cut|lower|limit|bring|improve|"
    r"increasing|raising|reducing|cutting|lowering|improving)",
    re.IGNORECASE,
)
_LEADS = (
    "to",
    "by",
    "will",
    "would",
    "could",
    "can",
    "may",
    "might",
    "should",
    "and",
    "in",
    "of",
    "for",
    "with",
)
_LABEL = ("W", "ING", "DET", "SIGN", "PREP", "ED", "NF", "ADV")
_NEAR = 3
_OPENERS = ("according", "based", "compared")
_LEADING = ("PREP", "SUB", "ADV", "D", "CONJ", "W")
_RELATIVE_END = re.compile(r",?\s(?:which|who|that)$")
_OPENS_RELATIVE = re.compile(r"(?:of\s)?(?:which|whom|who)\b", re.IGNORECASE)
_WHICH = re.compile(r",?\s(?:which|who)\b")
_RESTS = ("on", "for", "in", "towards", "into")
_PLAIN = ("count", "percent", "percentage_points")
"""Units whose number a subject explains without its verb."""


def clause_subject(spot: Spot, start: int | None = None, at: int | None = None) -> Measure | None:
    """The subject of the clause from word `start` on, before the word `at`."""
    scene, words = spot.scene, spot.scene.words
    start = spot.start if start is None else start
    at = spot.at if at is None else at
    verb = first_verb(words, start, at)
    if verb is None:
        return _fragment(spot, start, at)
    if words[start].tag == "N" and start < at and spot.previous is not None:
        return spot.previous
    subject = subject_text(scene, start, verb)
    if subject is None or not trim(subject, scene.lexicon):
        return clause_subject(spot, 0, start) if start else None
    counted = next((i for i in range(start, verb) if words[i].tag == "N"), None)
    aside = any(word.tag == "OPEN" for word in words[start:counted])
    if counted is not None and not aside and spot.previous is not None:
        head = trim(subject_text(scene, start, counted) or "", scene.lexicon)
        return make_measure(scene, head, "clause-subject") if head else spot.previous
    if scene.lexicon.pointing.match(subject):
        return _pointed(spot)
    if _OPENS_RELATIVE.match(subject) and spot.previous is not None:
        return spot.previous
    return make_measure(scene, _with_action(spot, subject, verb, at), "clause-subject")


def subject_text(scene: Scene, start: int, verb: int) -> str | None:
    """The subject between a clause's start and its verb, without what leads into it."""
    words = scene.words
    begin = start
    for index in range(start, verb):
        leads = words[start].tag in _LEADING and (words[start].tag != "W" or index - start <= 2)
        leads = leads or words[start].text.casefold() in _OPENERS
        if words[index].tag == "COMMA" and leads:
            begin = index + 1
    while begin < verb and words[begin].tag in ("CONJ", "SUB", "ADV", "COMMA", "STOP"):
        begin += 1
    if begin < verb and words[begin].tag == "PREP":
        begin = _past_leading(words, begin, verb)
    return _RELATIVE_END.sub("", text_between(scene, begin, verb)) or None


def led_item(spot: Spot) -> Measure | None:
    """'in primary schools is 16%' under 'The proportion of children who …:': lead and item."""
    scene, words = spot.scene, spot.scene.words
    first = next((index for index, word in enumerate(words) if word.tag != "STOP"), 0)
    if scene.frame.passage.kind != "item" or words[first].tag != "PREP" or not scene.lead:
        return None
    verb = first_verb(words, first, spot.at)
    if spot.order or verb is None or words[verb].tag != "AUX" or spot.at - verb > _NEAR:
        return None
    if verb - first > 2 * _NEAR or any(
        word.tag in ("COMMA", "D", "PRON") for word in words[first:verb]
    ):
        return None
    if any(word.tag in VERBS for word in tag_words(scene.lead, scene.lexicon)):
        return None
    place = text_between(scene, first, verb)
    return make_measure(scene, f"{scene.lead.rstrip(':')} {place}", "clause-subject")


def counted_phrase(spot: Spot) -> Measure | None:
    """The phrase after 'the number of', 'to increase' or a verb of movement before a number."""
    scene, words = spot.scene, spot.scene.words
    for index in range(spot.at - 1, spot.start - 1, -1):
        if words[index].tag in ("N", "STOP"):
            return None
        begin = _counted_from(spot, index)
        if begin is None:
            continue
        text = text_between(scene, begin, _before_move(scene, begin, spot.at))
        text = trim(text, scene.lexicon)
        if text.casefold() in scene.lexicon.counted:
            return _pointed(spot) or _headed(spot)
        if not text or scene.lexicon.pointing.match(text) or is_moved(_last(text), scene.lexicon):
            return None
        return make_measure(scene, text, "clause-subject")
    return None


def before_bracket(spot: Spot) -> Measure | None:
    """The phrase before a number's bracket, or the subject where a verb or date stands there."""
    scene, words = spot.scene, spot.scene.words
    bracket = spot.start - 1
    if words[bracket - 1].tag == "N" and spot.previous is not None:
        return spot.previous
    begin = bracket
    while begin > 0 and words[begin - 1].tag in _LABEL:
        begin -= 1
    label = trim(text_between(scene, begin, bracket), scene.lexicon)
    start, _ = clause_bounds(words, max(0, bracket - 1))
    if not label or scene.moves.fullmatch(label) or is_moved(label, scene.lexicon):
        return clause_subject(spot, start, bracket) or elsewhere(spot)
    if _last(label) in scene.lexicon.counted and (told := _share_told(spot)) is not None:
        return told
    verb = first_verb(words, start, bracket)
    if verb is not None and verb < begin and words[begin - 1].tag == "AUX":
        subject = trim(subject_text(scene, start, verb) or "", scene.lexicon)
        label = f"{subject}: {label}" if subject else label
    return make_measure(scene, label, "before-bracket")


def before_of(spot: Spot) -> Measure | None:
    """The noun before 'of' in 'an overspend of £6.2m', where no noun follows the number."""
    scene, words = spot.scene, spot.scene.words
    if spot.at - 1 <= spot.start or words[spot.at - 1].text.casefold() != "of":
        return None
    begin = spot.at - 1
    while begin > spot.start and words[begin - 1].tag in ("W", "DET", "ADV", "PREP"):
        begin -= 1
    text = trim(text_between(scene, begin, spot.at - 1), scene.lexicon)
    if _last(text) in scene.lexicon.balances:
        text = _with_owner(spot, begin, text)
    elif text.casefold() in scene.lexicon.averages:
        owner = spot.previous or clause_subject(spot, spot.start, begin)
        text = f"{owner.noun or owner.text}: {text}" if owner else text
    elif not text or text.casefold() in scene.lexicon.counted:
        return None
    elif is_moved(_last(text), scene.lexicon):
        return named_before(spot, text)
    return make_measure(scene, text, "clause-subject")


def happening(spot: Spot, noun: tuple[int, int]) -> Measure | None:
    """'times a year the panel meets': how often the clause before the number happens."""
    scene, words = spot.scene, spot.scene.words
    verb = first_verb(words, spot.start, spot.at)
    subject = clause_subject(spot)
    stop = noun[0] + 1
    while stop < noun[1] and words[stop].tag in ("DET", "W") and stop - noun[0] < 3:
        stop += 1
    often = text_between(scene, noun[0], stop)
    if verb is None or subject is None:
        return make_measure(scene, often, "noun-object")
    happens = text_between(scene, verb, spot.at)
    if happens.casefold() not in subject.text.casefold():
        often = f"{often} {subject.text} {happens}"
    else:
        often = f"{often} {subject.text}"
    return make_measure(scene, often, "noun-object")


def adjective(spot: Spot, noun: tuple[int, int]) -> Measure | None:
    """'The path is 3 metres wide': the subject with the adjective."""
    scene = spot.scene
    verb = first_verb(scene.words, spot.start, spot.at)
    subject = subject_text(scene, spot.start, verb) if verb is not None else None
    word = text_between(scene, noun[0], noun[0] + 1)
    if subject and not scene.lexicon.pointing.match(trim(subject, scene.lexicon)):
        return make_measure(scene, f"{subject} {word}", "clause-subject")
    if spot.scene.measure_before:
        return make_measure(scene, f"{spot.scene.measure_before} {word}", "said-before")
    return make_measure(scene, text_between(scene, *noun), "noun-object")


def passive(spot: Spot) -> str | None:
    """'reviewed by the panel' of 'the panel reviewed 30 cases'; None for other verbs."""
    scene, words = spot.scene, spot.scene.words
    verb = spot.at - 1
    while verb >= spot.start and words[verb].tag in ("DET", "ADV"):
        verb -= 1
    if verb < spot.start or words[verb].tag not in ("ED", "FIN"):
        return None
    if not words[verb].text.endswith("ed") or words[verb].text in scene.lexicon.stative:
        return None
    subject = subject_text(scene, spot.start, verb)
    outer = first_verb(words, 0, spot.start)
    if subject is None and outer is not None:
        subject = subject_text(scene, 0, outer)
    if not subject or len(subject.split()) > 8 or _is_pronoun(scene, subject):
        return words[verb].text
    return f"{words[verb].text} by {subject}"


def elsewhere(spot: Spot) -> Measure | None:
    """The measure of the number before, or the heading."""
    if spot.previous is not None:
        return spot.previous
    if spot.scene.noun_before and not any(word.tag == "W" for word in spot.scene.words):
        return make_measure(spot.scene, spot.scene.noun_before, "said-before")
    if spot.role == "change" and spot.scene.measure_before:
        return make_measure(spot.scene, spot.scene.measure_before, "said-before")
    return _headed(spot)


def _headed(spot: Spot) -> Measure | None:
    """The heading above."""
    heading = spot.scene.frame.passage.heading
    return make_measure(spot.scene, heading[-1], "heading") if heading else None


def _last(text: str) -> str:
    """The last word of a phrase, in small letters."""
    return text.casefold().rpartition(" ")[2]


def _with_action(spot: Spot, subject: str, verb: int, at: int) -> str:
    """The subject, with its verb where that tells what an amount or a time is for."""
    scene, words = spot.scene, spot.scene.words
    following = spot.at + 1
    if following < len(words) and words[following].tag == "REL":
        predicate = predicate_text(scene, following + 1, len(words))
        return join_predicate(subject, predicate, scene.lexicon)
    moving = any(scene.moves.fullmatch(word.text) for word in words[verb:at])
    if words[verb].text.casefold() in ("has", "have", "had"):
        verb = next((i for i in range(verb + 1, at) if words[i].tag in ("ED", "FIN")), verb)
    stands = words[verb].text.casefold() in scene.lexicon.copular
    if words[verb].tag == "AUX" or words[verb - 1].tag == "NF" or moving or stands:
        return subject
    text = subject
    if spot.unit not in _PLAIN:
        begin = max([verb, *(i + 1 for i in range(verb, at) if words[i].tag == "N")])
        text = f"{subject} {trim(text_between(scene, begin, at), scene.lexicon)}"
    if following < len(words) and words[following].text.casefold() in _RESTS:
        stop = noun_end(words, following + 1, len(words))
        text = f"{text} {text_between(scene, following, stop)}"
    return text


def _past_leading(words: Sequence[Word], begin: int, verb: int) -> int:
    """Past 'In 2022/23' or 'At the end of the year' before a subject."""
    if verb - 1 > begin and words[verb - 1].tag in ("PRON", "DET", "REL"):
        return verb - 1
    for index in range(begin, verb - 1):
        if words[index].tag == "D":
            return index + 1
    return begin


def _counted_from(spot: Spot, index: int) -> int | None:
    """Where the phrase begins that 'number of', 'to reduce' or 'raised' at `index` opens."""
    scene, words = spot.scene, spot.scene.words
    lowered = words[index].text.casefold()
    if lowered in scene.lexicon.counted and words[index + 1].text.casefold() == "of":
        return index + 2
    if index == spot.start:
        return None
    if words[index - 1].text.casefold() in _LEADS and _INFINITIVE.fullmatch(lowered):
        return index + 1
    if is_moved(lowered, scene.lexicon) and words[index + 1].text.casefold() in ("in", "of"):
        return index + 2 if words[index - 1].tag in ("DET", "W") else None
    transitive = words[index].tag in ("ED", "FIN") and words[index + 1].tag in ("DET", "W")
    if transitive and index + 2 < spot.at and scene.moves.fullmatch(lowered):
        return index + 1
    return None


def _before_move(scene: Scene, begin: int, at: int) -> int:
    """The word at which a phrase ends, since a verb of movement or a predicate begins."""
    for index in range(begin, at):
        word = scene.words[index]
        if index > begin and scene.moves.fullmatch(word.text) and not word.text.endswith("s"):
            return index
        if word.tag in VERBS and not in_relative(scene.words, begin, index):
            return index
    return at


def _with_owner(spot: Spot, begin: int, text: str) -> str:
    """An overspend, and whose it is: the subject of the clause."""
    scene = spot.scene
    verb = first_verb(scene.words, spot.start, begin)
    if any(word.tag == "REL" for word in scene.words[spot.start : begin]):
        return text
    subject = trim(subject_text(scene, spot.start, verb) or "", scene.lexicon) if verb else ""
    return f"{subject}: {text}" if subject and not _is_pronoun(scene, subject) else text


def _fragment(spot: Spot, start: int, at: int) -> Measure | None:
    """A fragment without a verb: what stands before the number, as 'Total referrals: 780'."""
    scene, words = spot.scene, spot.scene.words
    if start > 0 and words[start - 1].text == ":":
        start -= 1
        while start > 0 and words[start - 1].tag not in ("STOP", "N", "SUB"):
            start -= 1
    after_number = max([start, *(i + 1 for i in range(start, at) if words[i].tag == "N")])
    text = trim(_WHICH.split(text_between(scene, after_number, at))[0], scene.lexicon)
    if not text or _is_pronoun(scene, text) or scene.moves.fullmatch(text):
        return None
    if after_number > start and " " not in text:
        return spot.previous
    return make_measure(scene, text, "clause-subject")


def _pointed(spot: Spot) -> Measure | None:
    """What a pronoun or 'the number' stands for: said in this sentence, or in the one before."""
    if spot.previous is not None:
        return Measure(spot.previous.text, "said-before", spot.previous.noun)
    scene = spot.scene
    if (said := _first_subject(spot)) is not None:
        return make_measure(scene, said, "said-before")
    subject, measure = scene.subject_before, scene.measure_before
    counted = subject and any(w in scene.lexicon.counted for w in subject.casefold().split()[:3])
    text = subject if counted or not measure else measure
    return make_measure(scene, text, "said-before") if text else None


def _first_subject(spot: Spot) -> str | None:
    """The subject of the clauses before a number's own in its sentence, where it is a noun."""
    scene = spot.scene
    verb = first_verb(scene.words, 0, spot.start)
    subject = subject_text(scene, 0, verb) if verb is not None else None
    if not subject or _is_pronoun(scene, subject) or not trim(subject, scene.lexicon):
        return None
    return subject


def _share_told(spot: Spot) -> Measure | None:
    """'a larger proportion (80%) were heard': the noun of the number before with this predicate."""
    scene, words = spot.scene, spot.scene.words
    noun = (spot.previous and (spot.previous.noun or spot.previous.text)) or scene.noun_before
    begin = spot.end + 1
    if not noun or begin >= len(words) or words[begin].tag not in (*VERBS, "ED"):
        return None
    predicate = predicate_text(scene, begin, clause_bounds(words, begin)[1])
    return make_measure(scene, join_predicate(noun, predicate, scene.lexicon), "same-noun", noun)


def _is_pronoun(scene: Scene, subject: str) -> bool:
    return bool(scene.lexicon.pointing.match(subject)) or subject.casefold() in (
        "we",
        "i",
        "you",
        "who",
        "which",
        "there",
    )
