"""Find recommendations in the passages of a paper.

`walk` goes over the passages with the forms of `rules/recommendations.yml`, `rows` reads tables,
`parties` tells who recommends to whom. What was answered belongs to `pipeline.extract.responses`.
"""

from collections.abc import Sequence
from typing import Literal, cast

from pipeline.extract.recommendations.copies import find_copies
from pipeline.extract.recommendations.drafts import Draft
from pipeline.extract.recommendations.forms import Forms, load_forms
from pipeline.extract.recommendations.parties import Parties
from pipeline.extract.recommendations.verbs import first_verb
from pipeline.extract.recommendations.walk import Walk
from pipeline.model import Paper, Passage, Place, Recommendation
from pipeline.rules import Rules

Kind = Literal["decision", "scrutiny", "inspection", "reported"]


def find_recommendations(
    paper: Paper, passages: Sequence[Passage], rules: Rules
) -> list[Recommendation]:
    """All recommendations of a paper, in the order of its text."""
    forms = load_forms(rules)
    drafts = Walk(paper, passages, forms).run()
    drafts += find_copies(drafts, passages)
    parties = Parties(paper, passages, forms, rules) if drafts else None
    if parties is None:
        return []
    return [_recommendation(draft, forms, parties) for draft in _unique(drafts)]


def _unique(drafts: Sequence[Draft]) -> list[Draft]:
    """Each stretch of text once, the first form that found it, in the order of the text; of a
    cell that holds dashes only nothing is left."""
    kept: dict[tuple[int, int], Draft] = {}
    for draft in drafts:
        if draft.start < draft.end:
            kept.setdefault((draft.passage.position, draft.start), draft)
    return sorted(kept.values(), key=lambda draft: (draft.passage.position, draft.start))


def _recommendation(draft: Draft, forms: Forms, parties: Parties) -> Recommendation:
    kind = parties.kind_of(draft)
    return Recommendation(
        place=_place(draft),
        text=draft.quote,
        label=draft.label,
        kind=cast(Kind, kind),
        made_by=parties.made_by(draft, kind),
        addressed_to=parties.addressed_to(draft, kind),
        verb=first_verb(draft.quote, forms),
        rule=f"{draft.via}+{draft.form.id}" if draft.via else draft.form.id,
    )


def _place(draft: Draft) -> Place:
    passage = draft.passage
    page = next((line.page for line in passage.lines if line.end > draft.start), passage.page)
    return Place(passage.position, page, draft.start, draft.end, draft.quote)
