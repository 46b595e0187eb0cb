"""Areas: whose figures a file gives."""

import pytest

from pipeline.link.areas import find_area
from pipeline.rules import load_rules

RULES = load_rules()

AREAS = [
    ("a council", ["Report to Barsetshire County Council on buses"], "Barsetshire"),
    ("the most often named", ["Wessex Council, Barset City Council", "Barset Borough Council"],
     "Barset"),
    ("a board", ["Barsetshire Safeguarding Children Board"], "Barsetshire"),
    ("an inspection", ["Inspection of North Barset local authority children's services"],
     "North Barset"),
    ("an address", ["write to clerk@barset.gov.uk"], "Barset"),
    ("a joined name", ["Barset and Wells County Council"], "Barset And Wells"),
    ("an inspectorate", ["enquiries@ofsted.gov.uk", "www.nationalarchives.gov.uk"], None),
    ("no place", ["The County Council met."], None),
    ("nothing", [], None),
]  # fmt: skip


@pytest.mark.parametrize(("trait", "texts", "area"), AREAS, ids=[case[0] for case in AREAS])
def test_area(trait: str, texts: list[str], area: str | None) -> None:
    assert find_area(texts, RULES) == area, trait
