"""What numbers say: role, direction, measure, period and claim, in prose."""

from typing import Any

import pytest

from pipeline.model import Statistic
from tests.extract.statistics.making import find_in

YEAR = "2018-04-01/2019-03-31"
BEFORE = "2017-04-01/2018-03-31"

CASES: list[tuple[str, list[dict[str, Any]]]] = [
    # a change, from a baseline to a level
    (
        "The number of children looked after rose by 13% from 690 last year to 780 at the end of "
        "March 2019.",
        [
            {"value": 13, "role": "change", "direction": "increase", "period": YEAR},
            {"value": 690, "role": "baseline", "direction": None, "period": BEFORE},
            {
                "value": 780,
                "role": "level",
                "direction": "increase",
                "measure": "children looked after",
                "period": "2019-03-31/2019-03-31",
            },
        ],
    ),
    # a pronoun stands for the sentence before
    (
        "MASH contacts rose by 35% in 2017/18. In 2018/19 they rose again, by 18%.",
        [
            {"value": 35, "measure": "MASH contacts", "period": BEFORE},
            {"value": 18, "measure": "MASH contacts", "period": YEAR, "direction": "increase"},
        ],
    ),
    # the number's noun with its predicate
    (
        "Only 1% of people were unsatisfied with the outcome.",
        [{"value": 1, "measure": "people unsatisfied with the outcome", "direction": None}],
    ),
    # two subjects, one predicate each
    (
        "96% of staff have had training and 97% were satisfied.",
        [{"measure": "staff who have had training"}, {"measure": "staff satisfied"}],
    ),
    # a date in one clause does not leak into the next
    (
        "In 2017/18 there were 566 referrals, in 2018/19 this rose to 697.",
        [
            {"value": 566, "role": "baseline", "period": BEFORE},
            {"value": 697, "role": "level", "direction": "increase", "period": YEAR},
        ],
    ),
    # a target, and a figure elsewhere
    (
        "At the end of the year this was only 34% compared with a target of 75%.",
        [{"role": "level"}, {"role": "target", "period": "2019-03-31/2019-03-31"}],
    ),
    (
        "33% of those cases had modifiable factors, compared to the national figure of 39%.",
        [{"role": "level"}, {"role": "comparator", "direction": None, "period": None}],
    ),
    # direction belongs to its own clause
    (
        "The number excluded is a third of the 2015/16 level, but the number suspended is rising.",
        [{"unit": "ratio", "direction": None, "role": "level"}],
    ),
    # earlier figures in brackets
    (
        "77 volunteer trainers (75 in 2017/18)",
        [{"role": "level"}, {"role": "baseline", "period": BEFORE}],
    ),
    # a word in brackets says the same in other words
    (
        "The number of entrants had reduced (i.e. improved) from 556 to 505.",
        [
            {"value": 556, "role": "baseline", "measure": "entrants"},
            {"value": 505, "direction": "decrease", "measure": "entrants"},
        ],
    ),
    # a name with commas, its short form in brackets, and what it was before in brackets behind it
    (
        "There is a £9.9m underspend in the Children, Young People & Education (CYPE) directorate "
        "(£3.1m in 2017/18).",
        2
        * [{"measure": "underspend in the Children, Young People & Education (CYPE) directorate"}],
    ),
    # 'up-to-date' and 'draw down' are no movements
    (
        "The share with up-to-date checks was low at 77%; there is a need to draw down £9m.",
        2 * [{"direction": None}],
    ),
    # an item that begins with a place goes with its lead, where that is no sentence
    (
        "The share of children on free meals:\n\n- in primary schools is 16%",
        [{"measure": "children on free meals in primary schools"}],
    ),
    (
        "The main points were as follows:\n\n- In 2017/18 there were 617 children in care.",
        [{"measure": "children in care"}],
    ),
    # 'take up' is no movement
    (
        "Course take up was low at 77% compared to 88% in 2017/18.",
        [{"value": 77, "direction": None}, {"value": 88, "role": "baseline"}],
    ),
    # what moved by so much stands before the comma; 'year on year' is no noun
    (
        "Practitioners completed 289 applications, up 14% on 2017/18.",
        2 * [{"measure": "applications completed by Practitioners"}],
    ),
    (
        "The share of plans completed in time dropped from 20% to 19% year on year.",
        [{"measure": "plans completed in time"}, {"measure": "plans completed in time"}],
    ),
    # a rate moves from a whole number to a decimal
    (
        "The rate per 10,000 children has reduced from 166 in 2016/17 to 165.1 in 2017/18.",
        [{"value": 166, "unit": "per_10000"}, {"value": 165.1, "unit": "per_10000"}],
    ),
    # a sign in a bracket tells a change
    (
        "4,812 crimes were recorded (-6%), and 90 thefts (+2%).",
        [
            {"value": 4812, "role": "level"},
            {"value": -6, "role": "change", "direction": "decrease"},
            {"value": 90, "role": "level"},
            {"value": 2, "role": "change", "direction": "increase"},
        ],
    ),
    # a share in brackets before the noun
    (
        "In all 72 (35%) allegations were upheld.",
        [{"measure": "allegations upheld"}, {"measure": "allegations upheld"}],
    ),
    # a share without a noun has that of the number before
    (
        "20% of children come to reviews, but a larger proportion (80%) were heard in writing.",
        [{"value": 20}, {"measure": "children heard in writing"}],
    ),
    # two that moved
    (
        "Hate crime reports (n=118) fell by 9% and robberies by 11%.",
        [
            {"value": 118, "measure": "Hate crime reports"},
            {"value": 9, "measure": "Hate crime reports"},
            {"value": 11, "measure": "robberies", "direction": "decrease"},
        ],
    ),
    # a rise in something, to this
    (
        "There continues to be an increase in concerns reported from 672 to 1270.",
        [
            {"measure": "concerns reported", "role": "baseline"},
            {"measure": "concerns reported", "role": "level", "direction": "increase"},
        ],
    ),
    # a pronoun stands for the subject of its own sentence first
    (
        "Ten visits were made. The health check is a concern - it must be done within 20 days.",
        [{"value": 10}, {"value": 20, "measure": "health check"}],
    ),
    # a total, and what it is made of
    (
        "A total of 1445 notices, comprising 993 referrals, came. This is a rise from 847.",
        [
            {"value": 1445, "direction": "increase"},
            {"value": 993, "direction": None},
            {"value": 847, "measure": "notices"},
        ],
    ),
    # what stands before 'of' is no noun of the sentence before
    (
        "A placement costs £850 a week. Savings of £2.3m have been made.",
        [{"value": 850}, {"measure": "Savings"}],
    ),
    # a verb that opens a predicate ends the subject
    (
        "However, the concerns continue to rise to 1770.",
        [{"measure": "concerns", "direction": "increase"}],
    ),
    # 'or more' parts no clause
    (
        "41% of children in care for 6 months or more had seen a nurse.",
        [{"value": 41, "measure": "children in care for 6 months or more who had seen a nurse"}],
    ),
    # a verb that takes an object moves the object
    (
        "The Bank raised rates by 25 basis points to 0.5%.",
        [{"measure": "rates", "role": "change"}, {"measure": "rates", "direction": "increase"}],
    ),
    # what something is for does not hide what it is
    ("Gold was little changed at $1,800 an ounce.", [{"measure": "Gold", "unit": "USD"}]),
    # the part shares the noun of the whole
    ("Six of the ten biggest losers were banks.", [{"measure": "biggest losers banks"}, {}]),
    # a list's lead
    (
        "Children looked after in this area:\n\n- 95 live in residential homes",
        [{"value": 95, "measure": "Children who live in residential homes"}],
    ),
    # an answer to a question above
    (
        "Do you have the opportunity to reflect?\n\nYes (73.2%) No (10.1%)",
        [
            {"measure": "Do you have the opportunity to reflect?: Yes"},
            {"measure": "Do you have the opportunity to reflect?: No"},
        ],
    ),
    # call-outs with captions below
    (
        "301\n\ntraining events in\n\ntotal\n\nIn 2017/18 it was 289",
        [
            {"value": 301, "measure": "training events in total", "role": "level"},
            {"value": 289, "measure": "training events in total", "role": "baseline"},
        ],
    ),
    # what the day of writing knows is of no stated period
    ("The population is currently 148,097.", [{"value": 148097, "period": None}]),
    # the whole, its part in two forms, a limit and a target share one noun
    (
        "Of the 1,204 referrals received, 812 (67%) were assessed within 45 working days, against "
        "a target of 85%.",
        [
            {"value": 1204, "measure": "referrals received"},
            {"value": 812, "measure": "referrals assessed"},
            {"value": 67, "measure": "referrals assessed"},
            {"value": 45, "unit": "days", "role": "target"},
            {"value": 85, "role": "target", "measure": "referrals assessed"},
        ],
    ),
    # a date goes with the figure beside it
    (
        "Spend has more than halved, from £4.2m in 2017/18 to £1.9m.",
        [
            {"role": "change", "direction": "decrease", "bound": "over"},
            {"role": "baseline", "period": BEFORE},
            {"role": "level", "period": YEAR},
        ],
    ),
    # 'since' opens the period of a change and of nothing else
    (
        "The number of households has risen by almost a third since 2016/17, from 210 to 278.",
        [
            {"role": "change", "period": "2016-04-01/2019-03-31"},
            {"role": "baseline", "period": None},
            {"role": "level", "period": YEAR},
        ],
    ),
    # a level with its change in two units
    (
        "The budget is £612.4m, an increase of £23.1m (3.9%) on last year.",
        [
            {"role": "level", "direction": "increase"},
            {"role": "change", "unit": "GBP"},
            {"role": "change", "unit": "percent"},
        ],
    ),
    # the same noun in another place
    (
        "There are 70 care leavers at college, and 32 at university.",
        [{"measure": "care leavers at college"}, {"measure": "care leavers at university"}],
    ),
    # the year before in brackets
    (
        "Recycling rates were 54.3% (2017/18: 55.1%).",
        [{"role": "level", "period": YEAR}, {"role": "baseline", "period": BEFORE}],
    ),
    # what was before, with the unit of what is now
    (
        "Children wait an average of 38 days, down from 52.",
        [
            {"unit": "days", "direction": "decrease", "measure": "Children wait: average"},
            {"value": 52, "unit": "days", "role": "baseline"},
        ],
    ),
    # a part of what was counted
    (
        "The council received 4,512 complaints, 15% of which were upheld.",
        [{"value": 4512}, {"value": 15, "measure": "complaints upheld"}],
    ),
    # a plan is a target
    (
        "The council will reduce emissions by 50% by 2030.",
        [{"role": "target", "period": "2030-01-01/2030-12-31"}],
    ),
]


@pytest.mark.parametrize(("text", "expected"), CASES, ids=[text[:60] for text, _ in CASES])
def test_meaning(text: str, expected: list[dict[str, Any]]) -> None:
    found = find_in(text)
    assert len(found) == len(expected), [fact.text for fact in found]
    for fact, fields in zip(found, expected, strict=True):
        assert {name: _shown(fact, name) for name in fields} == fields


def _shown(fact: Statistic, name: str) -> Any:
    value = getattr(fact, name)
    if name == "period" and value is not None:
        return f"{value.start or ''}/{value.end or ''}"
    return value


def test_a_claim_holds_its_numbers_together() -> None:
    found = find_in("Referrals rose by 10% from 500 to 550, and 12 schools replied.")
    assert [fact.claim for fact in found] == [1, 1, 1, None]
    assert all(fact.claim_check is None for fact in found)


def test_arithmetic_that_disagrees_is_recorded_and_not_repaired() -> None:
    found = find_in("Referrals rose by 20% from 500 to 550.")
    assert [fact.value for fact in found] == [20, 500, 550]
    assert found[0].claim_check == "From 500 to 550 is 10 percent; the text says 20."


@pytest.mark.parametrize(
    "text",
    [
        "See paragraph 4.2 and Figure 3 of Appendix 2.",
        "Child 1 and Child 2 attended.",
        "There are no financial implications.",
        "This was a follow up event to the first one held in January 2022.",
        "Ring 01865 792422 before 10.30 am.",
        "The Children Act 2004 and Working Together 2018 apply.",
        "Children aged 10-16 years, under-18s and those over 65.",
        "Recommendation: 1. To ensure consistent support.",
        "Date response requested: 218 April 2023",
        "One young person said that staff listen.",
        "A response is due within 28 days of the request.",
        "The aims are: (1) early help (2) better plans and (3) fewer delays.",
        "The priorities were: 1. Focus on neglect. 2. Move training online 3. Improve our links.",
        "It is prepared every six months for the 18-25 section.",
    ],
)
def test_what_measures_nothing(text: str) -> None:
    assert find_in(text) == []


def test_a_contents_page_counts_nothing() -> None:
    text = "CONTENTS\n\nForeword 1\n\nFindings from reviews 14"
    assert find_in(text) == []
