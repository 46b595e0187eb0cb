"""Responses to the recommendations that they answer: plain rows in, proposed joins out.

A response in the row of its recommendation answers that one; 'Recommendations agreed' answers
the recommendation above it; all others are joined by their words, in the same file first and then
to earlier papers of the same body. What cannot be told stays unjoined. Loading rows and writing
joins belong to `pipeline.link.run`.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from pipeline.match import held, letters, ratio_of_letters, words

WHOLE_RULES = frozenset({"recommendations-agreed", "body-agreed-recommendations"})
"""Rules whose responses answer what stands above them, in no words of their own."""

_ALIKE = 0.85
_HELD = 0.92
_HELD_SHARE = 0.6
_SHORT = 40
_RARE_WORDS = 5
_MANY = 400


@dataclass(frozen=True, slots=True)
class Made:
    """A recommendation as a row; `day` is the ISO day of its meeting, `position` its passage's
    place in the file, `start` the offset there. None where the paper does not say."""

    id: str
    file: str
    paper: str
    passage: str
    position: int
    start: int
    text: str
    label: str | None = None
    body: str | None = None
    day: str | None = None
    item: str | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """A response as a row, with the same columns; `rule` is the rule that found it."""

    id: str
    file: str
    paper: str
    passage: str
    position: int
    start: int
    text: str
    rule: str = ""
    label: str | None = None
    body: str | None = None
    day: str | None = None
    item: str | None = None


@dataclass(frozen=True, slots=True)
class Join:
    """A response answers a recommendation; `joined_by` is `row`, `item`, `file` or `earlier`."""

    response: str
    recommendation: str
    joined_by: str
    score: float


@dataclass(slots=True)
class _Index:
    """Recommendations by exact words, and by each word, within one file or body."""

    made: list[tuple[Made, str]] = field(default_factory=list)
    exact: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    by_word: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))

    def add(self, made: Made, reduced: str, parts: Iterable[str]) -> None:
        """Take in one recommendation with its letters and its words."""
        number = len(self.made)
        self.made.append((made, reduced))
        self.exact[reduced].append(number)
        for word in parts:
            self.by_word[word].append(number)

    def candidates(self, text: str, reduced: str) -> list[int]:
        """Those of the same words, or else those that share the rarest words of a text."""
        if reduced in self.exact:
            return self.exact[reduced]
        known = [word for word in sorted(set(words(text).split())) if word in self.by_word]
        rare = sorted(known, key=lambda word: (len(self.by_word[word]), word))[:_RARE_WORDS]
        shared = Counter(
            number
            for word in rare
            if len(self.by_word[word]) <= _MANY
            for number in self.by_word[word]
        )
        least = 2 if len(rare) > 2 else 1
        return sorted(number for number, count in shared.items() if count >= least)


def join_responses(recommendations: Iterable[Made], responses: Iterable[Answer]) -> list[Join]:
    """The joins of all responses that can be joined, sorted by response.

    The order of the rows does not matter. A response has at most one recommendation, a
    recommendation may have several responses.
    """
    answers = sorted(responses, key=lambda row: row.id)
    files, bodies = _index(recommendations, answers)
    joins = (
        _join_one(answer, files.get(answer.file), bodies.get(_key(answer.body)))
        for answer in answers
    )
    return [join for join in joins if join is not None]


def _join_one(answer: Answer, file: _Index | None, body: _Index | None) -> Join | None:
    if file is not None:
        for find in (_join_row, _join_item, _join_file):
            if (join := find(answer, file)) is not None:
                return join
    if body is None or answer.rule in WHOLE_RULES:
        return None
    return _join_earlier(answer, body)


def _join_row(answer: Answer, index: _Index) -> Join | None:
    """The recommendation that stands in the same words of the same passage."""
    near = [
        made
        for made, _ in index.made
        if made.passage == answer.passage and abs(made.start - answer.start) <= len(answer.text)
    ]
    if not near:
        return None
    chosen = min(near, key=lambda made: (abs(made.start - answer.start), made.id))
    same = ratio_of_letters(letters(chosen.text), letters(answer.text))
    return Join(answer.id, chosen.id, "row", 1.0) if same >= _HELD_SHARE else None


def _join_item(answer: Answer, index: _Index) -> Join | None:
    """The first recommendation of the list last made before 'Recommendations agreed'."""
    if answer.rule not in WHOLE_RULES:
        return None
    before = [
        made
        for made, _ in index.made
        if made.position < answer.position and _same_item(made, answer)
    ]
    if not before:
        return None
    paper = max(before, key=lambda made: (made.position, made.start)).paper
    chosen = min(
        (made for made in before if made.paper == paper),
        key=lambda made: (made.position, made.start, made.id),
    )
    return Join(answer.id, chosen.id, "item", 0.9)


def _join_file(answer: Answer, index: _Index) -> Join | None:
    """The recommendation of the same file in the same words, the nearest above it first."""
    found = [
        (made, score) for made, score in _alike(answer, index) if made.passage != answer.passage
    ]
    if not found:
        return None
    chosen, score = min(found, key=lambda pair: _file_order(answer, *pair))
    return Join(answer.id, chosen.id, "file", round(score, 4))


def _join_earlier(answer: Answer, index: _Index) -> Join | None:
    """The latest recommendation to the same body, not after the response, in the same words.

    Short words that every meeting uses ('note the report') join only within one meeting.
    """
    short = len(letters(answer.text)) < _SHORT
    found = [
        (made, score)
        for made, score in _alike(answer, index)
        if made.file != answer.file
        and _not_after(made.day, answer.day)
        and (not short or (made.day == answer.day and _same_item(made, answer)))
    ]
    if not found:
        return None
    chosen, score = min(found, key=lambda pair: _earlier_order(answer, *pair))
    return Join(answer.id, chosen.id, "earlier", round(score, 4))


def _alike(answer: Answer, index: _Index) -> Iterator[tuple[Made, float]]:
    reduced = letters(answer.text)
    for number in index.candidates(answer.text, reduced):
        made, other = index.made[number]
        score = 1.0 if other == reduced else _score(reduced, other)
        if score >= _ALIKE:
            yield made, score


def _score(one: str, other: str) -> float:
    """How alike two texts are; one that nearly holds the other counts by how nearly."""
    short, long = sorted((one, other), key=len)
    if not short or len(short) < _HELD_SHARE * len(long) * _HELD_SHARE:
        return 0.0
    whole = ratio_of_letters(one, other)
    if whole >= _ALIKE or len(short) < _HELD_SHARE * len(long):
        return whole
    inside = held(short, long)
    return inside * _HELD if inside >= _HELD else whole


def _file_order(answer: Answer, made: Made, score: float) -> tuple[object, ...]:
    after = made.position > answer.position
    return (-round(score, 2), not _same_label(made, answer), after,
            abs(made.position - answer.position), made.id)  # fmt: skip


def _earlier_order(answer: Answer, made: Made, score: float) -> tuple[object, ...]:
    days_back = "" if made.day is None else made.day
    return (made.day != answer.day, not _same_item(made, answer), _descending(days_back),
            -round(score, 2), not _same_label(made, answer), made.id)  # fmt: skip


def _descending(day: str) -> tuple[int, ...]:
    return tuple(-ord(character) for character in day) or (1,)


def _same_label(made: Made, answer: Answer) -> bool:
    return made.label is not None and letters(made.label) == letters(answer.label or "")


def _same_item(made: Made, answer: Answer) -> bool:
    """Whether two rows may be of one agenda item: the same number, or one says none."""
    return made.item is None or answer.item is None or made.item == answer.item


def _not_after(made: str | None, answered: str | None) -> bool:
    return made is None or answered is None or made <= answered


def _index(
    recommendations: Iterable[Made], answers: Sequence[Answer]
) -> tuple[dict[str, _Index], dict[str, _Index]]:
    """Indexes of the files and of the bodies that have responses."""
    files = {answer.file: _Index() for answer in answers}
    bodies = {_key(answer.body): _Index() for answer in answers}
    for made in sorted(recommendations, key=lambda row: row.id):
        wanted = [files.get(made.file), bodies.get(_key(made.body))]
        if wanted == [None, None]:
            continue
        parts = words(made.text).split()
        for index in wanted:
            if index is not None:
                index.add(made, "".join(parts), dict.fromkeys(parts))
    return files, bodies


def _key(body: str | None) -> str:
    return letters(body or "")
