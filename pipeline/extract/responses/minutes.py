"""What meetings decided: resolutions, agreed recommendations, motions carried and lost."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from pipeline.extract.responses.above import recommended_above
from pipeline.extract.responses.cells import find_in_cells
from pipeline.extract.responses.forms import Form, Forms, read_decision
from pipeline.extract.responses.running import Running
from pipeline.extract.responses.words import (
    Words,
    decide,
    is_amended,
    listed_words,
    make_response,
    skip_opening,
    trim_end,
)
from pipeline.model import Decision, Paper, Passage, Response
from pipeline.numbering import Outline, choose_number, split_leading, take_label

_LEADS_ON = re.compile(r"(?::|\bto|\bthat|\bresolves[:;]?|\bthe following)[\s“\"]*$", re.IGNORECASE)
_LISTED = re.compile(r"\b(?:asked to|resolves?(?: to)?(?: request that [^:]*)?)[:;]?\s*$")
_RECORD = re.compile(r"record of (?:executive )?decision", re.IGNORECASE)
_PROPOSED = re.compile(r"proposed (?:record of )?(?:executive )?decision", re.IGNORECASE)
_SECOND_SENTENCE = re.compile(r"(?<=[.])\s+(?=[A-Z])")
_NOTHING = re.compile(r"(?:none|nil|n/a|not applicable)\.?", re.IGNORECASE)
_SENTENCE_START = re.compile(r"[.;:]\s+(?=[A-Z])")


@dataclass(slots=True)
class _Motion:
    """A motion that waits for its vote, with the words that it would have resolved."""

    form: Form
    words: list[Words] = field(default_factory=list)
    outline: Outline | None = None


class Minutes:
    """One walk over one paper."""

    def __init__(self, paper: Paper, passages: Sequence[Passage], forms: Forms) -> None:
        self._kind = paper.kind
        self._passages = passages
        self._forms = forms
        self._motion: _Motion | None = None
        self._list: tuple[Form, Outline, bool] | None = None
        self._record = _is_record(passages)
        self._running = Running(paper, passages, forms)

    def run(self) -> Iterator[Response]:
        """All outcomes in the order of the text."""
        for index, passage in enumerate(self._passages):
            if passage.kind == "row":
                yield from find_in_cells(passage, self._forms, self._kind)
            elif passage.kind != "footnote":
                yield from self._read(index, passage)

    def _read(self, index: int, passage: Passage) -> Iterator[Response]:
        if approved := self._running.read_approval(index):
            yield approved
            return
        if agreed := self._agreed_above(index, passage):
            yield from agreed
            return
        opened = self._find(passage, "resolution")
        if opened is not None:
            yield from self._resolve(index, passage, *opened)
            return
        if self._motion is not None and (found := self._vote(passage.text)):
            yield from self._close_motion(index, passage, found)
            return
        if self._find(passage, "motion"):
            yield from self._open_motion(index, passage)
            return
        if outcome := self._outcome(passage):
            yield outcome
            return
        if self._motion is not None:
            self._add_to_motion(self._motion, passage)
        else:
            told = list(self._continue(index, passage))
            if not told and (told := list(self._running.read(index))):
                told = [] if self._is_resolved_below(index) else told
            yield from told

    def _find(self, passage: Passage, sort: str) -> tuple[Form, re.Match[str]] | None:
        first = 1 if passage.text[:1] in '“"' else 0
        sentences = [match.end() for match in _SENTENCE_START.finditer(passage.text)]
        for form, pattern in self._forms.of(sort, passage.text, self._kind):
            if form.within == "record" and not self._record:
                continue
            for start in [first, *(sentences if form.anywhere else ())]:
                if match := pattern.match(passage.text, start):
                    return form, match
        return None

    # Resolutions ------------------------------------------------------------------------------

    def _resolve(
        self, index: int, passage: Passage, form: Form, match: re.Match[str]
    ) -> Iterator[Response]:
        self._motion = None
        outline = Outline(choose_number(passage.number))
        self._list = None
        start = skip_opening(passage.text, match.end())
        if start < len(passage.text) and not self._leads_on(index, passage):
            for words in _inline(passage, start, outline):
                yield make_response(words, decide(words), match[0], form)
            return
        self._list = (form, outline, False)

    def _leads_on(self, index: int, passage: Passage) -> bool:
        after = self._passages[index + 1] if index + 1 < len(self._passages) else None
        if after is None or not _LEADS_ON.search(passage.text):
            return False
        labelled = after.number is not None or split_leading(after.text)[0] is not None
        return after.kind == "item" or labelled

    def _continue(self, index: int, passage: Passage) -> Iterator[Response]:
        if self._list is None:
            return
        form, outline, taken = self._list
        words = _member(passage, outline, taken)
        if words is None or self._heads_nothing(index):
            self._list = None
            return
        self._list = (form, outline, True)
        yield make_response(words, decide(words), "RESOLVED", form)

    def _heads_nothing(self, index: int) -> bool:
        """Whether an item is a heading of the form that says 'None' below it."""
        after = self._passages[index + 1 : index + 2]
        return any(_NOTHING.fullmatch(passage.text.strip()) for passage in after)

    # Motions ----------------------------------------------------------------------------------

    def _open_motion(self, index: int, passage: Passage) -> Iterator[Response]:
        """Take in a motion; where its vote stands in the same passage, it is closed at once."""
        found = self._find(passage, "motion")
        assert found is not None
        form, match = found
        self._list = None
        self._motion = _Motion(form)
        start = skip_opening(passage.text, match.end())
        if start >= len(passage.text):
            return
        if _LISTED.search(passage.text):
            self._motion.outline = Outline()
        else:
            stop = _SECOND_SENTENCE.search(passage.text, start)
            end = trim_end(passage.text, start, stop.start() if stop else len(passage.text))
            self._motion.words.append(Words(passage, start, end, None))
            if stop and (vote := self._vote(passage.text[stop.end() :])):
                yield from self._close_motion(index, passage, vote)

    def _add_to_motion(self, motion: _Motion, passage: Passage) -> None:
        if _LISTED.search(passage.text):
            motion.outline, motion.words = Outline(), []
            return
        if motion.outline is None:
            quoted = passage.text[:1] in ("“", '"') and not passage.text.rstrip().endswith(":")
            if quoted and not motion.words:
                end = trim_end(passage.text, 1, len(passage.text))
                motion.words.append(Words(passage, 1, end, None))
            return
        depth = len(motion.outline.outer)
        words = _member(passage, motion.outline, bool(motion.words))
        if words is None:
            motion.outline = None
            return
        if len(motion.outline.outer) > depth and _LEADS_ON.search(motion.words[-1].passage.text):
            motion.words.pop()
        if words.label is not None or not _LEADS_ON.search(passage.text):
            motion.words.append(words)

    def _vote(self, printed: str) -> tuple[Decision, str] | None:
        text = printed.strip()
        for decision, pattern in self._forms.votes:
            if pattern.fullmatch(text.rstrip(".")):
                return decision, text
        return None

    def _close_motion(
        self, index: int, passage: Passage, found: tuple[Decision, str]
    ) -> Iterator[Response]:
        motion, self._motion = self._motion, None
        assert motion is not None
        decision, words = found
        if decision == "agreed" and self._resolved_next(index):
            return
        for item in motion.words:
            yield make_response(item, decision, words, motion.form)

    def _is_resolved_below(self, index: int) -> bool:
        """Whether a resolution follows what is told of the debate, under the same item."""
        if self._passages[index].number is not None:
            return False
        for passage in self._passages[index + 1 : index + 4]:
            if self._find(passage, "resolution"):
                return passage.number is None
            if passage.kind == "heading" or passage.bold or passage.number is not None:
                return False
        return False

    def _resolved_next(self, index: int) -> bool:
        """Whether what was carried is printed again as resolved, under the same heading."""
        for passage in self._passages[index + 1 : index + 4]:
            if self._find(passage, "resolution"):
                return True
            if passage.kind == "heading":
                return False
        return False

    # Outcomes ---------------------------------------------------------------------------------

    def _agreed_above(self, index: int, passage: Passage) -> list[Response]:
        """What was recommended above, where a passage says no more than that it was agreed."""
        text = passage.text.strip()
        for form, pattern in self._forms.of("outcome", text, self._kind):
            if match := pattern.fullmatch(text):
                above = recommended_above(self._passages, index, self._forms, self._kind)
                decision = _read_outcome(match, self._forms)
                return [make_response(words, decision, text, form) for words in above]
        return []

    def _outcome(self, passage: Passage) -> Response | None:
        text = passage.text.strip()
        for form, pattern in self._forms.of("outcome", text, self._kind):
            if match := pattern.fullmatch(text):
                decision = _read_outcome(match, self._forms)
                words = Words(passage, 0, len(passage.text), None)
                return make_response(words, decision, text, form)
        for form, pattern in self._forms.of("carried", text, self._kind):
            if match := pattern.search(passage.text):
                lost = re.match(r"(?:motion )?(?:defeated|lost)", match["outcome"], re.IGNORECASE)
                late = match["outcome"].lower().startswith("deferred")
                decision = "not_agreed" if lost else "deferred" if late else "agreed"
                words = Words(passage, match.start("words"), match.end("words"), None)
                return make_response(words, decision, match["outcome"], form)
        return None


def _member(passage: Passage, outline: Outline, taken: bool) -> Words | None:
    """The words of an item that belongs to a list; None where the passage ends it."""
    if passage.kind == "heading":
        return None
    printed, start = take_label(passage.number, passage.text)
    if printed is not None:
        bulleted = taken and outline.last is None
        if bulleted or outline.place(printed) == "outside":
            return None
        label = outline.label
    elif passage.kind == "item" or not taken:
        label = None
    else:
        return None
    end = trim_end(passage.text, start, len(passage.text))
    return Words(passage, skip_opening(passage.text, start), end, label)


def _inline(passage: Passage, start: int, outline: Outline) -> Iterator[Words]:
    if found := listed_words(passage, start, outline):
        yield from found
        return
    label = outline.lead.name if outline.lead and passage.kind != "item" else None
    _, begin = split_leading(passage.text, start)
    yield Words(passage, begin, trim_end(passage.text, begin, len(passage.text)), label)


def _read_outcome(match: re.Match[str], forms: Forms) -> Decision:
    words = match["decision"]
    if is_amended(match[0]):
        return "amended"
    read = read_decision(words, forms)
    decision: Decision = read[0] if read else "agreed"
    return "agreed" if decision in ("accepted", "already_actioned") else decision


def _is_record(passages: Sequence[Passage]) -> bool:
    first = " ".join(passage.text for passage in passages[:6])
    return bool(_RECORD.search(first)) and not _PROPOSED.search(first)
