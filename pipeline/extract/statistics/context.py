"""What a paper said before a sentence: its question, the lead of a list, call-outs that wait for
their captions, the subject and the measure of the sentence before."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from pipeline.extract.statistics.frame import Frame, build_frame
from pipeline.extract.statistics.measure import read_measures, subject_of
from pipeline.extract.statistics.parsed import Tree, parsed_measure
from pipeline.extract.statistics.phrases import Lexicon, tag_words
from pipeline.extract.statistics.rates import rate_base
from pipeline.extract.statistics.roles import Reading
from pipeline.extract.statistics.scene import Measure, Scene
from pipeline.extract.statistics.sentences import Sentence
from pipeline.model import Passage

_QUESTION = re.compile(
    r"(?:.*\?$|(?:how|do|did|does|what|which|when|are|is|have|has|would|will|who)\s[^.;#]*[^.:;]$)",
    re.IGNORECASE,
)
_ANSWER = re.compile(
    r"(?:^|\)|;|,)\s*([A-Z][^()?.;]{0,60}?)\s*[(:–-]\s*$|(?:^|\)|;|,)\s*([A-Z]\S*(?:\s\S+){0,2})\s*$"
)
_TOTAL = re.compile(r"(?:an?\s|the\s)?(?:overall\s)?total\sof\s[\d,.]+\s(?=[a-z])", re.IGNORECASE)
_OF_THESE = re.compile(r"\W{0,8}(?:[\d,.]{1,12}%?\s)?of\s(?:these|those|them)\b", re.IGNORECASE)
_DATED = re.compile(r"[\w\s/–-]{2,24}\d\s?[:–-]\s?£?[\d,.]+%?")
_CONTENTS = re.compile(r"(?:table\sof\s)?contents\b(?!\sof)", re.IGNORECASE)
_PAGE_AT_END = re.compile(r"[^\d.;]\s\d{1,3}$")

_WALL = 50
"""More quantities than this are a table that lost its cells; no words tell what they measure."""


@dataclass(slots=True)
class Context:
    """What is carried from sentence to sentence of a paper."""

    lexicon: Lexicon
    moves: re.Pattern[str]
    labels: Mapping[int, str]
    trees: Mapping[tuple[int, int], Tree] = field(default_factory=dict)
    captions: list[str] = field(default_factory=list)
    contents_page: int = 0
    question: str | None = None
    lead: str | None = None
    sentence: str | None = None
    measure: str | None = None
    noun: str | None = None
    rate: str | None = None


def note_passage(passage: Passage, context: Context) -> None:
    """Remember what a passage, read to its end, means for those after it."""
    text = passage.text
    if passage.kind == "heading":
        context.captions.clear()
        context.question = context.rate = None
    if rate_base((text,)):
        context.rate = text
    if _QUESTION.match(text):
        context.question = text
    if (passage.kind != "item" and not _DATED.fullmatch(text)) or text.endswith(":"):
        context.lead = text if text.endswith(":") else None


def note_contents(passage: Passage, context: Context) -> None:
    """Remember the page of a table of contents, whose numbers are pages."""
    if _CONTENTS.match(passage.text):
        context.contents_page = passage.page


def is_contents(passage: Passage, context: Context) -> bool:
    """Whether a passage stands in the table of contents, or in the rest of it on the next page."""
    if passage.page == context.contents_page:
        return True
    follows = context.contents_page and passage.page == context.contents_page + 1
    under = bool(passage.heading) and _CONTENTS.match(passage.heading[-1])
    return bool(follows and under and _PAGE_AT_END.search(passage.text))


def note_measures(measures: Sequence[Measure | None], context: Context) -> None:
    """Remember the last measure of a sentence."""
    for measure in measures:
        if measure is not None:
            context.measure = measure.text
            context.noun = measure.noun or measure.text


def measure_frame(
    frame: Frame, readings: Sequence[Reading], context: Context
) -> list[Measure | None]:
    """The measure of each quantity of a sentence, with what was said before it."""
    if len(frame.numbers) > _WALL:
        return [None] * len(frame.numbers)
    label = context.labels.get(frame.passage.position)
    if label is not None and len(frame.numbers) == 1:
        return [_call_out(frame, label, context)]
    scene = _scene(frame, context)
    measures = read_measures(scene, [reading.role for reading in readings])
    tree = context.trees.get((frame.passage.position, frame.sentence.start))
    if tree is not None:
        measures = [
            measure if _is_sure(measure) else parsed_measure(scene, order, tree) or measure
            for order, measure in enumerate(measures)
        ]
    if len(measures) == 1:
        measures = [_caption(measures[0], context)]
    if context.question is None or frame.sentence.text == context.question:
        return measures
    return [
        _answer(frame, index, context.question) or measure for index, measure in enumerate(measures)
    ]


def _is_sure(measure: Measure | None) -> bool:
    """Whether the phrase rules found a measure in the sentence itself."""
    return measure is not None and measure.rule != "heading"


def _scene(frame: Frame, context: Context) -> Scene:
    return Scene(
        frame=frame,
        words=tag_words(frame.text, context.lexicon),
        lexicon=context.lexicon,
        moves=context.moves,
        subject_before=_subject(context.sentence, frame, context),
        measure_before=context.measure,
        noun_before=_noun_before(frame, context),
        lead=context.lead if frame.sentence.start == 0 else None,
    )


def _subject(text: str | None, frame: Frame, context: Context) -> str | None:
    """The subject of another sentence."""
    if text is None:
        return None
    other = build_frame(frame.passage, Sentence(0, len(text), text), [], [])
    words = tag_words(other.text, context.lexicon)
    subject = subject_of(Scene(other, words, context.lexicon, context.moves))
    return _TOTAL.sub("number of ", subject).split(",")[0] if subject else None


def _noun_before(frame: Frame, context: Context) -> str | None:
    """What a number without a noun counts: the noun of the list's lead, or of the one before."""
    if context.noun is not None and _OF_THESE.match(frame.plain):
        return context.noun
    listed = frame.passage.kind == "item" or _DATED.fullmatch(frame.plain)
    if listed and context.lead is not None and frame.sentence.start == 0:
        return _subject(context.lead, frame, context) or context.lead.rstrip(":")
    return context.noun


def _call_out(frame: Frame, label: str, context: Context) -> Measure:
    """The measure of a figure that stands alone, from the words beside it."""
    text = f"{frame.plain} {label}"
    sentence = Sentence(frame.sentence.start, frame.sentence.end, text)
    joined = build_frame(frame.passage, sentence, list(frame.numbers), [])
    words = tag_words(joined.text, context.lexicon)
    found = read_measures(Scene(joined, words, context.lexicon, context.moves), ["level"])[0]
    measure = Measure(found.text if found else label, "call-out")
    context.captions.append(measure.text)
    return measure


def _caption(measure: Measure | None, context: Context) -> Measure | None:
    """Captions below a row of call-outs ('In 2021/22 it was 289') speak of them in turn."""
    if context.captions and (measure is None or measure.rule == "said-before"):
        return Measure(context.captions.pop(0), "call-out")
    return measure


def _answer(frame: Frame, index: int, question: str) -> Measure | None:
    """'question: answer' where a quantity in brackets follows a short answer."""
    number = frame.numbers[index]
    if number.unit not in ("percent", "count"):
        return None
    match = _ANSWER.search(frame.plain[: number.open])
    if match is None or (match[1] is None and number.unit != "percent"):
        return None
    return Measure(f"{question}: {(match[1] or match[2]).strip()}", "answer")
