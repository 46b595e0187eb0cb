"""Find statistics in the passages of a paper: every number that measures something.

A passage is cut into sentences; dates, labels and codes are hidden; what is left is read by the
forms of the numbers book; then it is told what each number says (`roles`), of what (`measure`,
`tables`), of when (`periods`), and which numbers are one statement (`claims`).
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from pipeline.extract.statistics.callouts import label_figures
from pipeline.extract.statistics.claims import check_claim, group_claims
from pipeline.extract.statistics.frame import Frame, Moment, build_frame
from pipeline.extract.statistics.grammar import Grammar, load_grammar
from pipeline.extract.statistics.mask import hide, hide_labels
from pipeline.extract.statistics.measure import read_measures, subject_of
from pipeline.extract.statistics.numbers import find_numbers
from pipeline.extract.statistics.periods import (
    Outer,
    Period,
    heading_period,
    is_before,
    read_period,
)
from pipeline.extract.statistics.phrases import Lexicon, load_lexicon, tag_words
from pipeline.extract.statistics.roles import (
    HeadRule,
    Reading,
    RoleRule,
    load_moves,
    load_head_roles,
    load_roles,
    read_head_role,
    read_roles,
)
from pipeline.extract.statistics.scene import Measure, Scene
from pipeline.extract.statistics.sentences import Sentence, split_sentences
from pipeline.extract.statistics.tables import TableNotes, note_row, read_cell
from pipeline.model import DateFact, Interval, Paper, Passage, Place, Statistic
from pipeline.rules import Rules
from pipeline.when import Anchor, find_expressions


@dataclass(slots=True)
class _State:
    """What is carried from sentence to sentence of a paper."""

    paper: Paper
    rules: Rules
    grammar: Grammar
    roles: tuple[RoleRule, ...]
    head_roles: tuple[HeadRule, ...]
    moves: re.Pattern[str]
    lexicon: Lexicon
    dates: dict[int, list[DateFact]]
    labels: dict[int, str]
    columns: dict[str, Interval | None] = field(default_factory=dict)
    noun_before: str | None = None
    lead: str | None = None
    notes: TableNotes = field(default_factory=TableNotes)
    captions: list[str] = field(default_factory=list)
    contents_page: int = 0
    claims: int = 0
    sentence_before: str | None = None
    measure_before: str | None = None
    question: str | None = None
    heading: Interval | None = None
    found: list[Statistic] = field(default_factory=list)


def find_statistics(
    paper: Paper,
    passages: Sequence[Passage],
    dates: Sequence[DateFact],
    rules: Rules,
    model: str | None = None,
) -> list[Statistic]:
    """All statistics of a paper, in the order of its text; `dates` are those of the paper."""
    by_passage: dict[int, list[DateFact]] = {}
    for fact in dates:
        by_passage.setdefault(fact.place.passage, []).append(fact)
    state = _State(
        paper=paper,
        rules=rules,
        grammar=load_grammar(rules),
        roles=load_roles(rules),
        head_roles=load_head_roles(rules),
        moves=load_moves(rules),
        lexicon=load_lexicon(rules),
        dates=by_passage,
        labels=label_figures(passages),
    )
    for passage in passages:
        _read_passage(passage, state)
    return state.found


def _read_passage(passage: Passage, state: _State) -> None:
    """Add the statistics of one passage, and remember what the next may refer to."""
    dates = state.dates.get(passage.position, [])
    if passage.kind == "row":
        note_row(passage, state.notes)
    if passage.kind == "heading":
        state.heading = heading_period(dates)
    if _CONTENTS.match(passage.text):
        state.contents_page = passage.page
    if state.grammar.signal.search(passage.text):
        for sentence in split_sentences(passage):
            if state.grammar.signal.search(sentence.text):
                _read_sentence(passage, sentence, dates, state)
            state.sentence_before = sentence.text
    elif passage.kind != "row":
        state.sentence_before = passage.text
    if passage.kind == "heading":
        state.captions.clear()
    if passage.kind != "item" or passage.text.endswith(":"):
        state.lead = passage.text if passage.text.endswith(":") else None
    if _QUESTION.match(passage.text):
        state.question = passage.text
    elif passage.kind == "heading":
        state.question = None


def _read_sentence(
    passage: Passage, sentence: Sentence, dates: Sequence[DateFact], state: _State
) -> None:
    moments = list(_moments(sentence, dates))
    hidden = hide(sentence.text, ((moment.start, moment.end) for moment in moments))
    hidden = hide_labels(hidden, state.grammar)
    figures = read_cell(passage, sentence, hidden, state.grammar, state.notes)
    if figures is None:
        numbers = find_numbers(hidden, state.grammar)
    else:
        numbers = [figure.number for figure in figures]
    if passage.page == state.contents_page:
        numbers = [number for number in numbers if number.rule != "count"]
    if not numbers:
        return
    frame = build_frame(passage, sentence, numbers, moments)
    if figures is None or sentence.cell is None:
        readings = read_roles(frame, state.roles, state.moves)
    else:
        readings = read_head_role(frame, passage.cells[sentence.cell].head, state.head_roles)
    if figures is not None:
        measures: list[Measure | None] = [
            Measure(figure.measure, "cell") if figure.measure else None for figure in figures
        ]
    else:
        measures = _measures(frame, readings, state)
    column = None
    if sentence.cell is not None:
        column = _column(passage.cells[sentence.cell].head, state)
    _add(frame, readings, measures, column, state)


def _column(head: str, state: _State) -> Interval | None:
    """The period that a column's head names; the last one, where it names two."""
    if head not in state.columns:
        anchor = Anchor(state.paper.meeting_date, state.paper.period)
        named = [
            Interval(found.first, found.last)
            for found in find_expressions(head, anchor, state.rules)
            if found.first is not None and found.last is not None
        ]
        state.columns[head] = named[-1] if named else None
    return state.columns[head]


def _moments(sentence: Sentence, dates: Iterable[DateFact]) -> Iterator[Moment]:
    """The dates of a sentence, with offsets of its own."""
    for fact in dates:
        start = fact.text_start - sentence.start
        end = start + len(fact.text)
        if start > 0 and (day := _LOOSE_DAY.search(sentence.text[:start])):
            start = day.start() if _MONTH.match(fact.text) else start
        if start >= 0 and end <= len(sentence.text):
            yield Moment(start, end, fact)


_QUESTION = re.compile(
    r"(?:.*\?$|(?:how|do|did|does|what|which|when|are|is|have|has|would|will|who)\s[^.;#]*[^.:;]$)",
    re.IGNORECASE,
)
_LOOSE_DAY = re.compile(r"\b\d{1,4}\s$")
_MONTH = re.compile(r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\b", re.IGNORECASE)
_ANSWER = re.compile(r"(?:^|\)|;|,)\s*([A-Z][^()?.;]{0,60}?)\s*[(:–-]?\s*$")


_CONTENTS = re.compile(r"(?:table\sof\s)?contents\b(?!\sof)", re.IGNORECASE)


def _call_out(frame: Frame, label: str, state: _State) -> list[Measure | None]:
    """The measure of a figure that stands alone, from the words beside it."""
    number = frame.numbers[0]
    text = f"{frame.plain} {label}"
    sentence = Sentence(frame.sentence.start, frame.sentence.end, text)
    joined = build_frame(frame.passage, sentence, [number], [])
    words = tag_words(joined.text, state.lexicon)
    scene = Scene(joined, words, state.lexicon, state.moves)
    found = read_measures(scene, ["level"])[0]
    measure = Measure(found.text if found else label, "call-out")
    state.captions.append(measure.text)
    return [measure]


def _caption(measures: list[Measure | None], state: _State) -> list[Measure | None]:
    """Captions below a row of call-outs ('In 2021/22 it was 289') speak of them in turn."""
    only = measures[0] if len(measures) == 1 else None
    if state.captions and (only is None or only.rule == "said-before"):
        return [Measure(state.captions.pop(0), "call-out")]
    return measures


def _measures(frame: Frame, readings: Sequence[Reading], state: _State) -> list[Measure | None]:
    words = tag_words(frame.text, state.lexicon)
    scene = Scene(
        frame=frame,
        words=words,
        lexicon=state.lexicon,
        subject_before=_subject_before(frame, state),
        measure_before=state.measure_before,
        noun_before=_noun_before(frame, state),
        moves=state.moves,
    )
    label = state.labels.get(frame.passage.position)
    if label is not None and len(frame.numbers) == 1:
        return _call_out(frame, label, state)
    measures = read_measures(scene, [reading.role for reading in readings])
    if len(measures) == 1 and state.captions:
        measures = _caption(measures, state)
    if state.question is not None and frame.sentence.text != state.question:
        measures = [
            _answer(frame, index, state.question) or measure
            for index, measure in enumerate(measures)
        ]
    return measures


def _answer(frame: Frame, index: int, question: str) -> Measure | None:
    """'question: answer' where a quantity in brackets follows a short answer."""
    number = frame.numbers[index]
    if number.unit not in ("percent", "count"):
        return None
    match = _ANSWER.search(frame.plain[: number.open])
    if match is None:
        return None
    return Measure(f"{question}: {match[1].strip()}", "answer")


def _noun_before(frame: Frame, state: _State) -> str | None:
    """What a number without a noun counts: the noun of the list's lead, or of the one before."""
    if frame.passage.kind == "item" and state.lead is not None and frame.sentence.start == 0:
        words = tag_words(state.lead, state.lexicon)
        lead = build_frame(frame.passage, Sentence(0, len(state.lead), state.lead), [], [])
        return subject_of(Scene(lead, words, state.lexicon, state.moves)) or state.lead.rstrip(":")
    return state.noun_before


def _subject_before(frame: Frame, state: _State) -> str | None:
    """The subject of the sentence before."""
    if state.sentence_before is None:
        return None
    text = state.sentence_before
    before = build_frame(frame.passage, Sentence(0, len(text), text), [], [])
    words = tag_words(before.text, state.lexicon)
    return subject_of(Scene(before, words, state.lexicon, state.moves))


def _add(
    frame: Frame,
    readings: Sequence[Reading],
    measures: Sequence[Measure | None],
    column: Interval | None,
    state: _State,
) -> None:
    """Add the statistics of one sentence."""
    outer = Outer(column, state.heading)
    periods = [
        read_period(frame, index, reading.role, state.paper, outer)
        for index, reading in enumerate(readings)
    ]
    _settle_baselines(readings, measures, periods, state.paper)
    claims, checks = _claims(frame, readings, measures, state)
    for index, number in enumerate(frame.numbers):
        reading, measure = readings[index], measures[index]
        rule = "+".join(
            part for part in (number.rule, reading.rule, measure and measure.rule) if part
        )
        state.found.append(
            Statistic(
                place=_place(frame),
                text=frame.plain[number.start : number.end],
                text_start=frame.sentence.start + number.start,
                value=number.value,
                value_to=number.value_to,
                unit=number.unit,
                bound=number.bound,
                role=reading.role,
                direction=reading.direction,
                measure=measure.text if measure else None,
                period=periods[index].interval,
                period_basis=periods[index].basis,
                claim=claims.get(index),
                claim_check=checks.get(index),
                rule=rule,
            )
        )
        if measure is not None:
            state.measure_before = measure.text
            state.noun_before = measure.noun or measure.text


def _settle_baselines(
    readings: Sequence[Reading],
    measures: Sequence[Measure | None],
    periods: Sequence[Period],
    paper: Paper,
) -> None:
    """Levels of an earlier period to which another is compared become baselines."""
    for index, reading in enumerate(readings):
        measure, period = measures[index], periods[index]
        if reading.role != "level" or reading.direction or period.basis != "sentence":
            continue
        pointed = measure is not None and measure.rule in ("said-before", "call-out")
        later = [
            other
            for other in range(index + 1, len(readings))
            if readings[other].direction is not None
            and readings[other].role == "level"
            and is_before(period.interval, periods[other].interval)
        ]
        if later or (pointed and is_before(period.interval, paper.period)):
            reading.role = "baseline"
            reading.rule = "said-of-earlier"


def _claims(
    frame: Frame, readings: Sequence[Reading], measures: Sequence[Measure | None], state: _State
) -> tuple[dict[int, int], dict[int, str]]:
    """The claim number of each quantity that shares one, and what is wrong with its arithmetic."""
    claims: dict[int, int] = {}
    checks: dict[int, str] = {}
    texts = [measure.text if measure else None for measure in measures]
    for members in group_claims(readings, texts):
        state.claims += 1
        problem = check_claim(
            [frame.numbers[i] for i in members], [readings[i].role for i in members]
        )
        for member in members:
            claims[member] = state.claims
            if problem is not None:
                checks[member] = problem
    return claims, checks


_LONG_ROW = 600


def _place(frame: Frame) -> Place:
    """The sentence; of a table row the whole row, or the cell where the row is long."""
    passage, sentence = frame.passage, frame.sentence
    start, end = sentence.start, sentence.end
    if passage.kind == "row" and len(passage.text) <= _LONG_ROW:
        start, end = 0, len(passage.text)
    return Place(
        passage=passage.position,
        page=_page(passage, sentence.start),
        start=start,
        end=end,
        quote=passage.text[start:end],
    )


def _page(passage: Passage, at: int) -> int:
    """The page of the line that holds the character `at`."""
    for line in passage.lines:
        if line.start <= at < line.end:
            return line.page
    return passage.page
