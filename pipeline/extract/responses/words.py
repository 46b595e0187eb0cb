"""Words that were decided on, and the response made of them: shared by all that reads minutes."""

import re
from dataclasses import dataclass

from pipeline.extract.responses.forms import Form
from pipeline.model import Decision, Passage, Place, Response
from pipeline.numbering import Outline, split_list

_OPENING = re.compile(r"[\s:;,.–—“\"‘-]*")
_TRAILING = re.compile(r"(?<![\s;,])[\s;,]++(?:and|or)[\s”\"’]*+$|(?<![\s”\"’])[\s”\"’]*+$")
_MOVERS = re.compile(
    r"(?<=[.;])\s+\(?(?:(?:it was )?(?:proposed|moved|seconded)|proposer|seconder|prop\.)\b"
    r"[^;:?!]{0,120}$",
    re.IGNORECASE,
)
_DEFERRED = re.compile(r"\b(?:be|is|was) (?:deferred|adjourned|withdrawn)\b|\bdefer(?:s|red)? ")
_NOT_AGREED = re.compile(
    r"\b(?:be|is) (?:refused|rejected|not (?:agreed|approved|supported|accepted)|declined)\b"
)
_AMENDED = re.compile(r"\bas amended\b")


@dataclass(frozen=True, slots=True)
class Words:
    """Words of a passage that were decided on, with their label."""

    passage: Passage
    start: int
    end: int
    label: str | None = None


def decide(words: Words) -> Decision:
    """What a resolution decides by its own words ('that it be deferred')."""
    text = words.passage.text[words.start : words.end]
    if _DEFERRED.search(text[:200]):
        return "deferred"
    if _NOT_AGREED.search(text[:200]):
        return "not_agreed"
    return "amended" if is_amended(text) else "agreed"


def is_amended(text: str) -> bool:
    """Whether something was agreed 'as amended'."""
    return _AMENDED.search(text) is not None


def make_response(words: Words, decision: Decision, decision_text: str, form: Form) -> Response:
    """The outcome that a minute tells of some words."""
    passage = words.passage
    page = next((line.page for line in passage.lines if line.end > words.start), passage.page)
    return Response(
        place=Place(
            passage.position, page, words.start, words.end, passage.text[words.start : words.end]
        ),
        decision=decision,
        decision_text=decision_text.strip(),
        action=None,
        issue=None,
        respondents=(),
        requested=None,
        requested_text=None,
        deadline=None,
        deadline_text=None,
        deadline_basis=None,
        label=words.label,
        rule=form.id,
    )


def listed_words(passage: Passage, start: int, outline: Outline) -> list[Words]:
    """The items of a list that is printed in one piece, with their labels; none where it is no
    list."""
    found = []
    for number, begin, end in split_list(passage.text, start):
        outline.last = number
        found.append(Words(passage, begin, trim_end(passage.text, begin, end), outline.label))
    return found


def skip_opening(text: str, start: int) -> int:
    """Where the words begin behind blanks, colons, dashes and opening quotes."""
    match = _OPENING.match(text, start)
    return match.end() if match else start


def trim_end(text: str, start: int, end: int) -> int:
    """Where the words end before who moved them, blanks, closing quotes and an 'and' that leads
    on."""
    if movers := _MOVERS.search(text, start, end):
        end = movers.start()
    match = _TRAILING.search(text, start, end)
    return match.start() if match else end
