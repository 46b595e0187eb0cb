"""Find the same recommendation again: in the same pack, at another meeting, in another year.

Rows go in, groups and links come out. Identical wordings are one from the start; the others are
compared in `known` and grouped in `groups`. What was answered is only read here.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from pipeline.link.groups import Group, group_wordings
from pipeline.link.known import Known, Pairs, update_pairs
from pipeline.link.lexicon import Lexicon, counting_words, load_lexicon, printed_words, stem
from pipeline.link.pairs import Wording
from pipeline.match import letters
from pipeline.rules import Rules

ACCEPTING = frozenset({"accepted", "partially_accepted", "agreed", "already_actioned"})
"""Decisions after which one would not expect to read the recommendation again."""


@dataclass(frozen=True, slots=True)
class Made:
    """A recommendation as one paper makes it.

    `decision` is what was answered, `response_id` where; `reported` says that the paper only
    tells of it (a pro forma that copies it, a report on progress), so that it is not made again.
    """

    id: str
    text: str
    paper_id: str
    file_id: str
    date: str | None
    body: str | None = None
    decision: str | None = None
    response_id: str | None = None
    reported: bool = False


@dataclass(frozen=True, slots=True)
class Link:
    """Two recommendations of one group, the earlier one last, and what they are to each other."""

    id: str
    recurrence_id: str
    recommendation_id: str
    other_id: str
    relation: Literal["copy", "same", "reworded"]
    score: float


@dataclass(frozen=True, slots=True)
class Repeated:
    """A recommendation that was accepted and then made again, `days` after it was first made."""

    recurrence_id: str
    first_id: str
    response_id: str | None
    again_id: str
    days: int
    score: float


@dataclass(frozen=True, slots=True)
class Recurrence:
    """One recommendation and all that it was made by; `title` is its medoid's text."""

    id: str
    title: str
    members: tuple[str, ...]
    first_date: str | None
    last_date: str | None
    papers: int
    years: int
    standing: bool
    repeated: tuple[Repeated, ...]


@dataclass(frozen=True, slots=True)
class Recurrences:
    """All groups of two recommendations or more, their links, and what is known for next time."""

    groups: tuple[Recurrence, ...]
    links: tuple[Link, ...]
    known: Known


def link_recurrences(rows: Sequence[Made], rules: Rules, known: Known | None = None) -> Recurrences:
    """Group all `rows`; `known` from an earlier call spares what was compared then.

    The outcome does not depend on the order of the rows, nor on `known`.
    """
    lexicon = load_lexicon(rules)
    digest = rules.book("recurrence", sections=_sections()).digest
    ordered = sorted(rows, key=_by_time)
    wordings: dict[str, Wording] = {}
    made: dict[str, list[Made]] = {}
    for row in ordered:
        wording = make_wording(row.text, lexicon)
        wordings.setdefault(wording.key, wording)
        made.setdefault(wording.key, []).append(row)
    now = update_pairs([wordings[k] for k in sorted(wordings)], known or Known(), lexicon, digest)
    counts = {key: len(rows_of) for key, rows_of in made.items()}
    groups = []
    links: list[Link] = []
    for group in group_wordings(sorted(wordings), now.pairs, counts):
        if sum(counts[key] for key in group[1]) > 1:
            recurrence, its_links = _describe(group, made, wordings, now.pairs, lexicon)
            groups.append(recurrence)
            links += its_links
    groups.sort(key=lambda g: (g.first_date or "9", g.id))
    links.sort(key=lambda link: link.id)
    return Recurrences(tuple(groups), tuple(links), now)


def link_new(known: Known, rows: Sequence[Made], rules: Rules) -> Recurrences:
    """Group all rows of the archive after some were added or taken away."""
    return link_recurrences(rows, rules, known)


def make_wording(text: str, lexicon: Lexicon) -> Wording:
    """The words of a recommendation that count; its key is made of all its words."""
    printed = printed_words(text)
    plain = [stem(word) for word in printed]
    key = hashlib.sha256(" ".join(plain).encode()).hexdigest()[:16]
    words = counting_words(plain, lexicon) or tuple(plain)
    return Wording(key, words, tuple(plain), letters("".join(printed)))


def _sections() -> frozenset[str]:
    from pipeline.link.lexicon import SECTIONS

    return SECTIONS


def _by_time(row: Made) -> tuple[str, str, str]:
    return (row.date or "9999", row.paper_id, row.id)


def _describe(
    group: Group,
    made: dict[str, list[Made]],
    wordings: dict[str, Wording],
    pairs: Pairs,
    lexicon: Lexicon,
) -> tuple[Recurrence, list[Link]]:
    medoid, keys = group
    rows = sorted((row for key in keys for row in made[key]), key=_by_time)
    key_of = {row.id: key for key in keys for row in made[key]}
    own_id = _digest("recurrence", rows[0].id)
    standing = _is_standing(made[medoid][0].text, wordings[medoid], rows, lexicon)
    repeated = () if standing else _repeats(own_id, rows, key_of, pairs)
    dates = [row.date for row in rows if row.date]
    recurrence = Recurrence(
        id=own_id,
        title=made[medoid][0].text,
        members=tuple(row.id for row in rows),
        first_date=min(dates, default=None),
        last_date=max(dates, default=None),
        papers=len({row.paper_id for row in rows}),
        years=len({day[:4] for day in dates}),
        standing=standing,
        repeated=repeated,
    )
    return recurrence, _links(own_id, made[medoid][0], rows, key_of, pairs)


def _links(
    own_id: str, centre: Made, rows: Sequence[Made], key_of: dict[str, str], pairs: Pairs
) -> list[Link]:
    """Within a file each copy to its first there; between files those first ones to the medoid."""
    first_in: dict[str, Made] = {centre.file_id: centre}
    for row in rows:
        first_in.setdefault(row.file_id, row)
    links = []
    for row in rows:
        first = first_in[row.file_id]
        other = centre if row.id == first.id else first
        verdict = _verdict(key_of[row.id], key_of[other.id], pairs)
        if verdict is None:
            other, verdict = centre, _verdict(key_of[row.id], key_of[centre.id], pairs)
        if row.id == other.id or verdict is None:
            continue
        relation: Literal["copy", "same", "reworded"] = verdict[0]
        if row.file_id == other.file_id and relation == "same":
            relation = "copy"
        later, earlier = (row, other) if _by_time(row) > _by_time(other) else (other, row)
        link_id = _digest("link", later.id, earlier.id)
        links.append(Link(link_id, own_id, later.id, earlier.id, relation, verdict[1]))
    return links


def _verdict(
    one: str, other: str, pairs: Pairs
) -> tuple[Literal["same", "reworded"], float] | None:
    if one == other:
        return "same", 1.0
    return pairs.get((one, other) if one < other else (other, one))


def _is_standing(text: str, wording: Wording, rows: Sequence[Made], lexicon: Lexicon) -> bool:
    """Whether a group is an item of every meeting, told by its form or by its common words."""
    limits = lexicon.thresholds
    if len({row.paper_id for row in rows}) < limits.standing_papers:
        return False
    if any(pattern.search(text) for pattern in lexicon.standing):
        return True
    little = sum(word in lexicon.little for word in wording.words)
    return little >= limits.standing_share * len(wording.words)


def _repeats(
    own_id: str, rows: Sequence[Made], key_of: dict[str, str], pairs: Pairs
) -> tuple[Repeated, ...]:
    """Each accepted recommendation with the next time that it is made, on a later day."""
    found = []
    for at, row in enumerate(rows):
        if row.decision not in ACCEPTING or row.date is None:
            continue
        for later in rows[at + 1 :]:
            if later.reported or later.date is None or later.date <= row.date:
                continue
            verdict = _verdict(key_of[row.id], key_of[later.id], pairs)
            if verdict is None or later.file_id == row.file_id:
                continue
            days = (date.fromisoformat(later.date) - date.fromisoformat(row.date)).days
            found.append(Repeated(own_id, row.id, row.response_id, later.id, days, verdict[1]))
            break
    return tuple(found)


def _digest(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:16]
