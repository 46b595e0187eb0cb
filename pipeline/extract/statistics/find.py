"""The story of a paper's statistics: passages to sentences, to frames, to facts."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from pipeline.extract.statistics.callouts import is_figure, label_figures
from pipeline.extract.statistics.context import (
    Context,
    is_contents,
    measure_frame,
    note_contents,
    note_measures,
    note_passage,
)
from pipeline.extract.statistics.facts import Told, make_statistics
from pipeline.extract.statistics.frame import Frame, Moment, build_frame
from pipeline.extract.statistics.grammar import Grammar, load_grammar
from pipeline.extract.statistics.mask import hide, hide_labels
from pipeline.extract.statistics.numbers import find_numbers
from pipeline.extract.statistics.parsed import Tree, parse_sentences
from pipeline.extract.statistics.periods import Outer, heading_period, is_before
from pipeline.extract.statistics.phrases import load_lexicon
from pipeline.extract.statistics.rates import rate_base, rate_figures
from pipeline.extract.statistics.roles import (
    Direction,
    HeadRule,
    RoleRule,
    load_head_roles,
    load_moves,
    load_roles,
    read_head_role,
    read_roles,
)
from pipeline.extract.statistics.scene import Measure
from pipeline.extract.statistics.sentences import Sentence, split_sentences
from pipeline.extract.statistics.tables import (
    CellFigure,
    TableNotes,
    note_row,
    price_amounts,
    read_cell,
    without_label,
)
from pipeline.model import DateFact, Interval, Paper, Passage, Statistic
from pipeline.rules import Rules
from pipeline.when import Anchor, find_expressions, title_period

_LOOSE_DAY = re.compile(r"\b\d{1,4}\s$")
_ONLY_NUMBERS = re.compile(r"\W{0,2}\d[\d,.\s]*+\W{0,2}")
_YEAR = 360
_POINTS = re.compile(
    r"(?:of\s)?(?:this|these|those|it|they|them)\b|(?:the\s)?\w+\sof\s(?:this|these)\b",
    re.IGNORECASE,
)
_MOVED_FROM = re.compile(
    r"(?:this|which|it)\s(?:is|was|represents?)\san?\s(?:\w+\s){0,2}?(?:(?P<up>increase|rise)|"
    r"(?P<down>decrease|reduction|fall|drop|decline))\s(?:from|on)\s",
    re.IGNORECASE,
)
_MONTH = re.compile(r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\b", re.IGNORECASE)


@dataclass(slots=True)
class _Reader:
    """The rules, compiled, and what has been read of a paper so far."""

    paper: Paper
    rules: Rules
    grammar: Grammar
    roles: tuple[RoleRule, ...]
    head_roles: tuple[HeadRule, ...]
    context: Context
    notes: TableNotes = field(default_factory=TableNotes)
    columns: dict[str, Interval | None] = field(default_factory=dict)
    heading: Interval | None = None
    last: int = 0
    said: Interval | None = None
    said_in: int = -1
    claims: int = 0
    found: list[Statistic] = field(default_factory=list)


def find_statistics(
    paper: Paper,
    passages: Sequence[Passage],
    dates: Sequence[DateFact],
    rules: Rules,
    model: str | None = None,
) -> list[Statistic]:
    """All statistics of a paper, in the order of its text; `dates` are those of the paper."""
    if paper.period is None and (named := title_period(paper)) is not None:
        paper = replace(paper, period=named)
    by_passage: dict[int, list[DateFact]] = {}
    for fact in dates:
        by_passage.setdefault(fact.place.passage, []).append(fact)
    reader = _Reader(
        paper=paper,
        rules=rules,
        grammar=load_grammar(rules),
        roles=load_roles(rules),
        head_roles=load_head_roles(rules),
        context=Context(load_lexicon(rules), load_moves(rules), label_figures(passages)),
    )
    if model is not None:
        reader.context.trees = _parse(passages, reader, model)
    for passage in passages:
        _read_passage(passage, by_passage.get(passage.position, ()), reader)
    return reader.found


def _parse(passages: Sequence[Passage], reader: _Reader, model: str) -> dict[tuple[int, int], Tree]:
    """The trees of the sentences that may hold a quantity, by passage and start."""
    signal = reader.grammar.signal
    candidates = {
        (passage.position, sentence.start): sentence.text
        for passage in passages
        if passage.kind != "row" and signal.search(passage.text)
        for sentence in split_sentences(passage, reader.grammar.abbreviations)
        if signal.search(sentence.text)
    }
    trees = parse_sentences(list(candidates.values()), reader.context.lexicon, model)
    return dict(zip(candidates, trees, strict=True))


def _read_passage(passage: Passage, dates: Sequence[DateFact], reader: _Reader) -> None:
    """Add the statistics of one passage, and remember what the next may refer to."""
    signal, context = reader.grammar.signal, reader.context
    if passage.kind == "row":
        note_row(passage, reader.notes)
    elif passage.kind == "heading":
        reader.heading, reader.said = heading_period(dates), None
    note_contents(passage, context)
    if signal.search(passage.text):
        for sentence in split_sentences(passage, reader.grammar.abbreviations):
            if signal.search(sentence.text):
                _read_sentence(passage, sentence, dates, reader)
            context.sentence = sentence.text
    elif passage.kind != "row":
        context.sentence = passage.text
    if passage.text.endswith(":") and reader.said_in != passage.position:
        reader.said = None
    note_passage(passage, context)


def _read_sentence(
    passage: Passage, sentence: Sentence, dates: Sequence[DateFact], reader: _Reader
) -> None:
    """Add the statistics of one sentence, or of one cell."""
    moments = list(_moments(sentence, dates))
    hidden = hide(sentence.text, ((moment.start, moment.end) for moment in moments))
    hidden = hide_labels(hidden, reader.grammar)
    figures = read_cell(passage, sentence, hidden, reader.grammar, reader.notes)
    numbers = (
        find_numbers(hidden, reader.grammar)
        if figures is None
        else [figure.number for figure in figures]
    )
    numbers = price_amounts(passage, numbers, sentence.text, reader.grammar)
    if figures is None:
        near = (sentence.text, reader.context.rate or "", *passage.heading[-1:])
        numbers = rate_figures(numbers, sentence.text, rate_base(near))
        numbers = without_label(passage, sentence, numbers)
    if is_contents(passage, reader.context) or _is_stray(passage, reader):
        numbers = [number for number in numbers if number.rule != "count"]
    if not numbers:
        return
    frame = build_frame(passage, sentence, numbers, moments)
    if figures is None:
        readings = read_roles(frame, reader.roles, reader.context.moves)
        told = Told(frame, readings, measure_frame(frame, readings, reader.context))
    else:
        readings = read_head_role(frame, _head(passage, sentence), reader.head_roles)
        told = Told(frame, readings, _cell_measures(figures))
    _add(told, _column(_head(passage, sentence), reader), reader)


def _is_stray(passage: Passage, reader: _Reader) -> bool:
    """Whether a passage is a number that nothing beside it explains: of a page, an axis, a note."""
    if passage.kind == "row" or passage.position in reader.context.labels:
        return False
    return is_figure(passage) or _ONLY_NUMBERS.fullmatch(passage.text) is not None


def _add(told: Told, column: Interval | None, reader: _Reader) -> None:
    outer = Outer(column, reader.heading, _before(told.frame, reader))
    facts = make_statistics(told, reader.paper, outer, reader.claims)
    reader.claims = max([reader.claims, *(fact.claim or 0 for fact in facts)])
    _direct_before(told, facts, reader)
    reader.last = len(reader.found)
    reader.found.extend(facts)
    note_measures(told.measures, reader.context)
    _note_period(told.frame.passage, facts, reader)


def _direct_before(told: Told, facts: Sequence[Statistic], reader: _Reader) -> None:
    """'This is a reduction from #' tells how the first level of the sentence before moved."""
    match = _MOVED_FROM.match(told.frame.text)
    if match is None:
        return
    units = {fact.unit for fact in facts if fact.role == "baseline"}
    direction: Direction = "increase" if match["up"] else "decrease"
    for index in range(reader.last, len(reader.found)):
        fact = reader.found[index]
        same = fact.place.passage == told.frame.passage.position and fact.unit in units
        if same and fact.role == "level":
            reader.found[index] = replace(fact, direction=fact.direction or direction)
            return


def _before(frame: Frame, reader: _Reader) -> Interval | None:
    """The period of the sentence before, in the same passage, or above a list.

    A month or quarter holds, like any in a paper with a period of its own, only for a sentence
    that points back.
    """
    said = reader.said
    if said is None or said.start is None or said.end is None or frame.passage.kind == "row":
        return None
    broad = said.start == said.end or (said.end - said.start).days >= _YEAR
    points = _POINTS.match(frame.plain) is not None
    if (not broad or reader.paper.period is not None) and not points:
        return None
    if not broad and reader.said_in != frame.passage.position:
        return None
    follows = frame.passage.kind == "item" and reader.context.lead is not None
    return said if points or follows or reader.said_in == frame.passage.position else None


def _note_period(passage: Passage, facts: Sequence[Statistic], reader: _Reader) -> None:
    """Remember the last period that a sentence names for what there is or happened."""
    whole = reader.paper.period
    for fact in facts:
        aside = fact.place.quote.rfind("(", 0, fact.text_start - fact.place.start)
        named = fact.period_basis == "sentence" and fact.role == "level" and aside < 0
        if named and not is_before(fact.period, whole):
            reader.said, reader.said_in = fact.period, passage.position


def _cell_measures(figures: Sequence[CellFigure]) -> list[Measure | None]:
    return [Measure(figure.measure, "cell") if figure.measure else None for figure in figures]


def _head(passage: Passage, sentence: Sentence) -> str:
    """The column's head above a cell; '' for prose."""
    return "" if sentence.cell is None else passage.cells[sentence.cell].head


def _column(head: str, reader: _Reader) -> Interval | None:
    """The period that a column's head names; the last one, where it names two."""
    if not head:
        return None
    if head not in reader.columns:
        anchor = Anchor(reader.paper.meeting_date, reader.paper.period)
        named = [
            Interval(found.first, found.last)
            for found in find_expressions(head, anchor, reader.rules)
            if found.first is not None and found.last is not None
        ]
        reader.columns[head] = named[-1] if named else None
    return reader.columns[head]


def _moments(sentence: Sentence, dates: Iterable[DateFact]) -> Iterator[Moment]:
    """The dates of a sentence, with offsets of its own."""
    for fact in dates:
        start = fact.text_start - sentence.start
        end = start + len(fact.text)
        while start > 0 and sentence.text[start - 1 : start + 1].isdigit():
            start -= 1
        if start > 0 and (day := _LOOSE_DAY.search(sentence.text[:start])):
            start = day.start() if _MONTH.match(fact.text) else start
        if start >= 0 and end <= len(sentence.text):
            yield Moment(start, end, fact)
