"""Recommendations that a summary repeats: '… each year. (Paragraph 12)' is paragraph 12 as well."""

import re
from collections.abc import Iterator, Sequence

from pipeline.extract.recommendations.drafts import Draft
from pipeline.match import ratio
from pipeline.model import Passage
from pipeline.numbering import choose_number

_CITED = re.compile(
    r"\((?:paragraph|para\.?) (?P<number>\d{1,4}(?:\.\d{1,3})?)\)\s*\.?$", re.IGNORECASE
)
_ALIKE = 0.8


def find_copies(drafts: Sequence[Draft], passages: Sequence[Passage]) -> Iterator[Draft]:
    """The paragraphs of the report itself that the items of its list of conclusions cite."""
    listed = [draft for draft in drafts if draft.form.takes == "obliges"]
    if not listed:
        return
    numbered: dict[str, list[Passage]] = {}
    for passage in passages:
        if number := choose_number(passage.number):
            numbered.setdefault(number.name, []).append(passage)
    for draft in listed:
        match = _CITED.search(draft.quote)
        for passage in numbered.get(match["number"], ()) if match else ():
            words = draft.quote[: match.start()] if match else draft.quote
            if passage is not draft.passage and ratio(words, passage.text) >= _ALIKE:
                label = match["number"] if match else None
                yield Draft(passage, 0, len(passage.text), label, draft.form, draft.by, draft.to)
