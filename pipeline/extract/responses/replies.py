"""Answers in prose: recommendations quoted one after another, each with its reply below it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from pipeline.extract.responses.forms import Form, Forms, read_reply
from pipeline.model import Decision, Paper, Passage, Place, Response
from pipeline.numbering import choose_number, split_leading, stands_out, take_label

_ANSWERS = re.compile(
    r"(?:.{0,60}\b(?:government|executive|cabinet|council|trust|management|board|official|formal)"
    r"(?:'s|’s)? )?(?:response|reply)\b.{0,80}\b(?:to|report|recommendations?|committee|review)\b",
    re.IGNORECASE,
)
_QUOTES = re.compile(
    r"(?:(?-i:[A-Z])[A-Za-z]{1,12} ){0,3}(?:Recommendation|Conclusion)s?"
    r"(?: and (?:Recommendation|Conclusion)s?)?"
    r"(?: (?P<label>\d{1,3}(?:\.\d{1,2})?[a-z]?))?\s*[:.]?",
    re.IGNORECASE,
)
_LABELLED = re.compile(r"(?P<label>Recommendation \d{1,3}[a-z]?)\s*[:.–—-]\s*(?=\S)", re.IGNORECASE)
_RESPONSE = re.compile(r"(?:[A-Z][a-z]+(?:'s|’s)? )?(?:Response|Reply)\s*:?", re.IGNORECASE)
_OPENS_RESPONSE = re.compile(r"(?:[A-Z][a-z]+(?:'s|’s)? ){0,2}(?:Response|Reply):", re.IGNORECASE)
_TITLE_PASSAGES = 8
_TITLE_LENGTH = 200
_NEVER = frozenset({"scrutiny_report", "minute", "front_sheet"})


@dataclass(frozen=True, slots=True)
class _Quoted:
    passage: Passage
    start: int
    end: int
    label: str | None


class Replies:
    """One walk over one paper that answers recommendations."""

    def __init__(self, paper: Paper, passages: Sequence[Passage], forms: Forms) -> None:
        self._forms = forms
        self._kind = paper.kind
        self._passages = passages
        self._quoted: list[_Quoted] = []
        self._quoting = False
        self._label: str | None = None
        first = [passage.text for passage in passages[:_TITLE_PASSAGES]]
        title = [paper.title or "", *(text for text in first if len(text) < _TITLE_LENGTH)]
        says_so = any(_ANSWERS.match(text) for text in title) or _alternates(passages)
        self._answers = paper.kind not in _NEVER and says_so

    def run(self) -> Iterator[Response]:
        """A response for each quoted recommendation whose reply says what was decided."""
        if not self._answers:
            return
        for passage in self._passages:
            if passage.kind == "row":
                self._quote_row(passage)
            elif passage.kind != "footnote":
                yield from self._read(passage)

    def _read(self, passage: Passage) -> Iterator[Response]:
        text = passage.text.strip()
        if match := _QUOTES.fullmatch(text):
            self._start(f"Recommendation {match['label']}" if match["label"] else None)
        elif match := _LABELLED.match(passage.text):
            self._start(match["label"])
            self._quote(passage, match.end())
            self._quoting = False
        elif self._repeats(passage):
            label, start = take_label(passage.number, passage.text)
            number = choose_number(label)
            self._start(number.name if number else None)
            self._quote(passage, start)
            self._quoting = False
        elif _RESPONSE.fullmatch(text):
            self._quoting = False
        elif self._quoting and (passage.number is not None or not self._quoted):
            self._quote(passage, 0)
            self._quoting = passage.number is not None
        elif self._quoted:
            yield from self._answer(passage)

    def _repeats(self, passage: Passage) -> bool:
        """Whether a passage repeats a recommendation in bold with its number."""
        forms = self._forms.of("quoted", passage.text, self._kind)
        return stands_out(passage) and any(pattern.match(passage.text) for _, pattern in forms)

    def _quote_row(self, passage: Passage) -> None:
        """A recommendation quoted in a box, with its head."""
        for cell in passage.cells:
            if cell.head and cell.end > cell.start and _QUOTES.fullmatch(cell.head.strip()):
                if not self._quoting:
                    self._start(None)
                label, start = split_leading(passage.text[: cell.end], cell.start)
                if label is None and self._quoted and self._goes_on(passage):
                    continue
                number = choose_number(label)
                self._quoted.append(
                    _Quoted(passage, start, cell.end, number.name if number else None)
                )

    def _goes_on(self, row: Passage) -> bool:
        """Whether a line of a box without a label goes on with the one above it."""
        last = self._quoted[-1]
        if last.label is not None and last.passage.table == row.table:
            return True
        return not last.passage.text[: last.end].rstrip().endswith((".", ";", ")"))

    def _start(self, label: str | None) -> None:
        self._quoted, self._quoting, self._label = [], True, label

    def _quote(self, passage: Passage, start: int) -> None:
        number = choose_number(passage.number)
        label = number.name if number else self._label
        self._quoted.append(_Quoted(passage, start, len(passage.text), label))

    def _answer(self, passage: Passage) -> Iterator[Response]:
        self._quoting = False
        found = read_reply(passage.text, self._forms, self._kind)
        if found is None:
            return
        decision, words, form = found
        for quoted in self._quoted:
            yield _response(quoted, decision, words, passage.text, form)
        self._quoted = []


def _alternates(passages: Sequence[Passage]) -> bool:
    """Whether a labelled recommendation is followed by a paragraph that opens with 'Response:'."""
    return any(
        _LABELLED.match(asked.text) and _OPENS_RESPONSE.match(answered.text)
        for asked, answered in pairwise(passages)
    )


def _response(quoted: _Quoted, decision: Decision, words: str, reply: str, form: Form) -> Response:
    passage = quoted.passage
    text = passage.text
    page = next((line.page for line in passage.lines if line.end > quoted.start), passage.page)
    return Response(
        place=Place(
            passage.position, page, quoted.start, quoted.end, text[quoted.start : quoted.end]
        ),
        decision=decision,
        decision_text=words,
        action=reply,
        issue=None,
        respondents=(),
        requested=None,
        requested_text=None,
        deadline=None,
        deadline_text=None,
        deadline_basis=None,
        label=quoted.label,
        rule=form.id,
    )
