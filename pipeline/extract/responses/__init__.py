"""Find responses in the passages of a paper: what was answered to recommendations.

`tables` reads pro formas and trackers with the `header` above them, `minutes` resolutions and
motions, `replies` answers in prose. Which recommendation each answers is `pipeline.link`'s.
"""

from collections.abc import Sequence

from pipeline.extract.responses.forms import load_forms
from pipeline.extract.responses.minutes import Minutes
from pipeline.extract.responses.replies import Replies
from pipeline.extract.responses.tables import find_in_tables
from pipeline.model import Paper, Passage, Response
from pipeline.rules import Rules


def find_responses(paper: Paper, passages: Sequence[Passage], rules: Rules) -> list[Response]:
    """All responses of a paper, in the order of its text."""
    forms = load_forms(rules)
    found = [
        *find_in_tables(passages, forms),
        *Minutes(paper, passages, forms).run(),
        *Replies(paper, passages, forms).run(),
    ]
    unique: dict[tuple[int, int], Response] = {}
    for response in found:
        unique.setdefault((response.place.passage, response.place.start), response)
    return [unique[key] for key in sorted(unique)]
