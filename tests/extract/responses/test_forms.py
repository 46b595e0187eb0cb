"""What was answered: pro formas, minutes, motions and replies."""

import time
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.extract.responses import find_responses
from pipeline.model import Paper, Passage, Response
from pipeline.read.text import read_text
from pipeline.rules import load_rules

HEADER = """Overview & Scrutiny response form

Such a response must be provided within two months from the date on which it is requested.

Issue: Parks and their paths

Lead Cabinet Member(s): Cllr Ada Green, Cabinet Member for Parks, and Cllr Bo Brown, Leader

Date response requested:2 218 April 2023

Response to report:

Enter text here.
"""
TABLE = """
| Recommendation | Accepted, rejected or partially accepted | Proposed action |
|---|---|---|
"""


def answers(text: str, kind: str = "response_proforma", title: str = "A paper") -> list[Response]:
    passages = read_text(text).passages
    paper = Paper(0, kind, title, 1, 1, 0, len(passages) - 1)  # type: ignore[arg-type]
    return find_responses(paper, passages, load_rules())


def test_a_row_with_all_that_stands_above_it() -> None:
    text = f"{HEADER}{TABLE}| 1. That paths be lit. | Partially accepted | Two will be. |"
    (found,) = answers(text)
    assert (found.label, found.place.quote) == ("1", "That paths be lit.")
    assert (found.decision, found.decision_text) == ("partially_accepted", "Partially accepted")
    assert (found.action, found.issue) == ("Two will be.", "Parks and their paths")
    assert found.respondents == ("Cllr Ada Green", "Cllr Bo Brown")
    assert (found.requested_text, found.requested) == ("18 April 2023", date(2023, 4, 18))
    assert (found.deadline_text, found.deadline) == (None, date(2023, 6, 18))
    assert found.deadline_basis is not None and "two months" in found.deadline_basis


def test_a_stated_deadline_goes_before_a_statute() -> None:
    text = f"{HEADER}\n\nDeadline for response: Tuesday 14th November 2023\n{TABLE}| To act. | | |"
    (found,) = answers(text)
    assert (found.deadline_text, found.deadline) == (
        "Tuesday 14th November 2023",
        date(2023, 11, 14),
    )
    assert (found.deadline_basis, found.decision, found.action) == ("stated", "awaited", None)


def test_a_day_that_is_none_is_not_made_up() -> None:
    text = f"Deadline for response: 31 February 2023\n{TABLE}| To act. | | |"
    (found,) = answers(text)
    assert (found.deadline_text, found.deadline) == ("31 February 2023", None)


@pytest.mark.parametrize(
    ("cell", "decision"),
    [
        ("Accepted", "accepted"),
        ("Fully accepted.", "accepted"),
        ("Partially Accepted", "partially_accepted"),
        ("Accepted in part", "partially_accepted"),
        ("Agree in part", "partially_accepted"),
        ("Rejected", "rejected"),
        ("Not accepted", "rejected"),
        ("Not agreed", "rejected"),
        ("Agreed in principle", "agreed_in_principle"),
        ("Accept in principle, subject to funds", "agreed_in_principle"),
        ("Already actioned", "already_actioned"),
        ("Already in place", "already_actioned"),
        ("Noted", "noted"),
        ("Agreed", "accepted"),
        ("Deferred to March", "deferred"),
        ("", "awaited"),
        ("Awaited", "awaited"),
    ],
)
def test_decisions(cell: str, decision: str) -> None:
    (found,) = answers(f"{TABLE}| To act. | {cell} | |")
    assert found.decision == decision


@pytest.mark.parametrize(
    ("heads", "cells", "decision", "action"),
    [
        ("Accept/Reject | Comments", "Accept | Soon. ", "accepted", "Soon."),
        ("Agree / Disagree | Response", "Disagree | Why? ", "rejected", "Why?"),
        ("Accepted (Y/N) | Action", "Y | Soon. ", "accepted", "Soon."),
        ("Cabinet Decision | Action", "Agreed | Soon. ", "accepted", "Soon."),
        (
            "Response",
            "Recommendation accepted. Soon.",
            "accepted",
            "Recommendation accepted. Soon.",
        ),
        ("Response", "Cabinet accepts this recommendation. Soon.", "accepted", None),
        ("Response", "Agreed", "accepted", None),
        ("Action | Status", "Ask them. | Completed", "already_actioned", "Ask them."),
        ("Update | Status", "Asked in May. | Complete", "already_actioned", "Asked in May."),
        ("Update | Status", " | ", "awaited", None),
        (
            "Executive response and action | Lead",
            "In part. | Me",
            "partially_accepted",
            None,
        ),
    ],
)
def test_heads_of_other_councils(heads: str, cells: str, decision: str, action: str | None) -> None:
    rule = "|---" * (heads.count("|") + 2) + "|"
    (found,) = answers(f"| Recommendation | {heads} |\n{rule}\n| To act. | {cells} |")
    assert found.decision == decision
    assert action is None or found.action == action


@pytest.mark.parametrize(
    "table",
    [
        "| Recommendation | Reason |\n|---|---|\n| To act. | It is late. |",
        f"{TABLE}| Enter text here | | |",
        f"{TABLE}| Recommendation | | |",
        "| Recommendation | Response |\n|---|---|\n| To act. | The Board met in May about it. |",
        "| Recommendation | Action | Status |\n|---|---|---|\n| To act. | Ask. | In progress |",
    ],
    ids=["no answer", "template", "heads again", "an answer that tells no decision", "tracker"],
)
def test_rows_that_are_no_responses(table: str) -> None:
    assert answers(table) == []


RESOLVED = [
    ("one thing", "RESOLVED that the report be noted.", [(None, "agreed", "the report be noted.")]),
    (
        "a list",
        "4. RESOLVED that Cabinet agree to:\n\n(a) adopt it;\n\n(b) pay for it.\n\n91. Next item",
        [("4(a)", "agreed", "adopt it;"), ("4(b)", "agreed", "pay for it.")],
    ),
    (
        "a list that somebody began with a capital",
        "RESOLVED that Cabinet agree to:\n\nA) adopt it;\n\nb) pay for it.",
        [("(A)", "agreed", "adopt it;"), ("(b)", "agreed", "pay for it.")],
    ),
    (
        "behind other words",
        "29.2 Cottage, East End. It was RESOLVED that no comment be made.",
        [(None, "agreed", "no comment be made.")],
    ),
    ("deferred", "RESOLVED that it be deferred.", [(None, "deferred", "it be deferred.")]),
    ("amended", "RESOLVED that it pass as amended.", [(None, "amended", "it pass as amended.")]),
    ("whole", "Recommendations agreed", [(None, "agreed", "Recommendations agreed")]),
    ("a dash", "RESOLVED –\n\n(1) That it stand.", [("(1)", "agreed", "That it stand.")]),
    ("all", "Decision: Recommendation noted", [(None, "noted", "Decision: Recommendation noted")]),
    ("carried", "THAT we adopt the plan. Carried.", [(None, "agreed", "we adopt the plan")]),
]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "expected"), [c[1:] for c in RESOLVED], ids=[c[0] for c in RESOLVED]
)
def test_minutes(text: str, expected: list[tuple[str | None, str, str]]) -> None:
    found = answers(text, "minute")
    assert [(a.label, a.decision, a.place.quote) for a in found] == expected


MOTION = """1) Ms Grey proposed, and Mr Brown seconded the motion that

"This Council resolves to:

- Plant trees.

- Count them."

2) Following the debate, the Chairman put the motion to the vote.

{}"""


@pytest.mark.parametrize(
    "vote",
    [
        "Motion lost.",
        "The motion was put to the vote and lost.",
        "Upon being put to the vote, the motion was declared LOST.",
    ],
)
def test_a_motion_lost_is_not_agreed(vote: str) -> None:
    found = answers(MOTION.format(vote), "minute")
    assert [(a.place.quote, a.decision) for a in found] == [
        ("Plant trees.", "not_agreed"),
        ("Count them.", "not_agreed"),
    ]


def test_a_motion_carried_counts_once_where_it_is_printed_again() -> None:
    text = MOTION.format("Motion carried.\n\n3) RESOLVED that the Council:\n\n1. Plants trees.")
    assert [a.place.quote for a in answers(text, "minute")] == ["Plants trees."]


REPLIES = [
    ("The Government accepts this recommendation.", "accepted"),
    ("The Government does not accept this recommendation.", "rejected"),
    ("We agree with the Committee's recommendation in part.", "partially_accepted"),
    ("Response: Accepted in principle. Funds are awaited.", "agreed_in_principle"),
    ("We agree that parks are important to all.", None),
    ("The programme supports the trees of many towns.", None),
]


@pytest.mark.parametrize(("reply", "decision"), REPLIES)
def test_replies(reply: str, decision: str | None) -> None:
    text = (
        f"Government Response to the Report on Parks\n\nRecommendation 4\n\nLight paths.\n\n{reply}"
    )
    found = answers(text, "appendix")
    assert [(a.label, a.place.quote, a.decision) for a in found] == (
        [("Recommendation 4", "Light paths.", decision)] if decision else []
    )


def test_a_report_that_answers_nobody_has_no_replies() -> None:
    text = (
        "Parks\n\nRecommendation 4\n\nLight paths.\n\nThe Government accepts this recommendation."
    )
    assert answers(text, "scrutiny_report") == []


@given(st.sampled_from([HEADER, TABLE, *(c[1] for c in RESOLVED)]), st.text(max_size=80))
def test_every_quote_stands_in_its_passage(part: str, noise: str) -> None:
    passages = read_text(f"A paper.\n\n{part}\n\n{noise}").passages
    paper = Paper(0, "unplaced", None, 1, 1, 0, len(passages) - 1)
    for found in find_responses(paper, passages, load_rules()):
        place = found.place
        assert passages[place.passage].text[place.start : place.end] == place.quote


@pytest.mark.parametrize(
    "hostile",
    [
        "That " * 9000 + "carried",
        "The Government " * 5000 + "accepts",
        "agreed recommendation " * 4000,
    ],
)
def test_long_hostile_texts_are_quick(hostile: str) -> None:
    passages = [
        Passage(0, 1, "heading", "Government response to the report"),
        Passage(1, 1, "heading", "Recommendation 1"),
        Passage(2, 1, "paragraph", "Light paths."),
        Passage(3, 1, "paragraph", hostile),
    ]
    begun = time.process_time()
    find_responses(Paper(0, "unplaced", None, 1, 1, 0, 3), passages, load_rules())
    assert time.process_time() - begun < 3.0


def test_running_text_of_a_minute_tells_each_outcome_by_itself() -> None:
    text = (
        "The gate is broken. It was agreed to mend it. Mr. Brown has seen the lock, which is"
        " sound. Councillors resolved to keep the lock. It was agreed that the gate was pretty."
    )
    found = answers(text, "minute")
    assert [response.place.quote for response in found] == ["mend it.", "keep the lock."]
    assert answers(text, "officer_report") == []


def test_a_counted_vote_is_on_what_was_proposed_under_the_same_heading() -> None:
    proposed = "Cllr Ash proposed a motion that the pond be filled. Nobody spoke.\n\n"
    vote = "Voting was 5 for, 1 against."
    (found,) = answers(f"{proposed}{vote}", "minute")
    assert (found.place.quote, found.decision) == ("the pond be filled.", "agreed")
    assert found.decision_text == "Voting was 5 for, 1 against"
    assert answers(f"{proposed}## Finance\n\n{vote}", "minute") == []
    (lost,) = answers(proposed + vote.replace("5", "0"), "minute")
    assert lost.decision == "not_agreed"


def test_hostile_running_text_is_read_in_time() -> None:
    started = time.perf_counter()
    for text in ("it was agreed that " * 2000, "cllr a proposed that " * 2000, "the " * 9000):
        answers(text, "minute")
    assert time.perf_counter() - started < 5


def test_what_was_recommended_above_is_what_was_agreed() -> None:
    lead = "Cabinet is RECOMMENDED to"
    one = answers(f"{lead} note the plan.\n\nDecision:\n\nRecommendations agreed", "minute")
    assert [(found.place.quote, found.decision_text) for found in one] == [
        ("note the plan.", "Recommendations agreed")
    ]
    listed = f"{lead}:\n\n(a) note the plan; and\n\n(b) dig the pond.\n\nRecommendations agreed."
    assert [(found.label, found.place.quote) for found in answers(listed, "minute")] == [
        ("(a)", "note the plan"),
        ("(b)", "dig the pond."),
    ]
    parted = f"{lead} note the plan.\n\n# Pond\n\nRecommendations agreed"
    assert [found.place.quote for found in answers(parted, "minute")] == ["Recommendations agreed"]


def test_what_is_resolved_under_the_next_heading_is_another_thing() -> None:
    moved = "It was proposed by Cllr Grey, seconded by Cllr Brown that the pond be dug. All agreed."
    text = f"{moved}\n\n# Hall\n\nAGREED: to paint the hall."
    quotes = [found.place.quote for found in answers(text, "minute")]
    assert quotes == ["the pond be dug.", "paint the hall."]


def test_a_reply_that_ends_in_recommendation_is_no_heading() -> None:
    title = "Government response to the report of the committee"
    text = f"# {title}\n\n## 1. The Government should dig.\n\nWe accept this recommendation."
    (found,) = answers(text, title=title)
    assert (found.label, found.place.quote) == ("1", "The Government should dig.")
    assert (found.decision, found.action) == ("accepted", "We accept this recommendation.")


def test_minutes_in_a_table_tell_what_was_resolved() -> None:
    head = "| No. | Item |\n|---|---|\n"
    one = "| 3. | Pond. Cllr Grey spoke. RESOLVED: That the pond be dug. The vicar left. |\n"
    two = "| 4. | Hall. RESOLVED to: i. Paint the hall; ii. Lock it. Reason: it is old. |"
    found = answers(head + one + two, "minute")
    assert [(row.label, row.place.quote) for row in found] == [
        (None, "the pond be dug."),
        ("i", "Paint the hall;"),
        ("ii", "Lock it."),
    ]
    assert answers(head + one + two, "annual_report") == []


def test_a_letter_that_answers_each_recommendation_below_it() -> None:
    text = (
        "Dear Councillor Finch\n\nRecommendation 1: That the plan be shared.\n\n"
        "Trust response: Agreed, in May.\n\nRecommendation 2: That buses be free.\n\n"
        "Trust response: Not agreed. There is no money."
    )
    assert [(row.label, row.decision) for row in answers(text, "unplaced")] == [
        ("Recommendation 1", "accepted"),
        ("Recommendation 2", "rejected"),
    ]


def test_who_moved_is_no_part_of_what_was_resolved() -> None:
    text = "Resolved: that the minutes be signed. Proposed Cllr Birch, seconded Cllr Cole."
    assert [row.place.quote for row in answers(text, "minute")] == ["the minutes be signed."]


def test_what_is_told_of_the_debate_is_not_what_was_resolved_below_it() -> None:
    told = "The Cabinet agreed to accept the recommendations and asked to hear of progress."
    text = f"{told}\n\nResolved –\n\n(a) That the reports be approved."
    assert [row.place.quote for row in answers(text, "minute")] == ["That the reports be approved."]
    (alone,) = answers(told, "minute")
    assert alone.place.quote.startswith("accept the recommendations")


def test_an_item_that_says_none_below_it_was_not_resolved() -> None:
    text = "It was RESOLVED to:\n\n1. Dig the pond.\n\n2. Matters raised by Scrutiny\n\nNone."
    assert [found.place.quote for found in answers(text, "minute")] == ["Dig the pond."]


@pytest.mark.parametrize(
    ("heads", "cells", "people", "due"),
    [
        (
            "Lead officer | Timescale",
            "Head of Parks | March 2025",
            ("Head of Parks",),
            "March 2025",
        ),
        ("Owner | Target date", "Ann Grey | 3 May 2025", ("Ann Grey",), "3 May 2025"),
        ("Responsible officer and timescale | Note", "Ann Grey, May 2026 | ", ("Ann Grey",), None),
        ("Lead officer | Deadline", "n/a | Ongoing", (), None),
    ],
)
def test_who_answers_for_a_row_and_until_when(
    heads: str, cells: str, people: tuple[str, ...], due: str | None
) -> None:
    rule = "|---|---|---|---|"
    text = f"| Recommendation | Response | {heads} |\n{rule}\n| To act. | Agreed. | {cells} |"
    (found,) = answers(text)
    assert (found.respondents, found.deadline_text) == (people, due)
    assert found.deadline == (date(2025, 5, 3) if due == "3 May 2025" else None)


RECORD = """
|  |  |
|---|---|
| Recommendation {n} | That path {n} be lit. |
| Executive decision | {decision} |
| Executive response and action | {action} |
| Lead officer | Head of Parks |
"""


def test_a_form_with_its_fields_one_below_the_other() -> None:
    text = RECORD.format(n=1, decision="Agreed in part", action="One lamp.")
    text += "\n" + RECORD.format(n=2, decision="", action="")
    first, second = answers(text)
    assert (first.label, first.place.quote) == ("Recommendation 1", "That path 1 be lit.")
    assert (first.decision, first.action) == ("partially_accepted", "One lamp.")
    assert first.respondents == ("Head of Parks",)
    assert (second.place.quote, second.decision) == ("That path 2 be lit.", "awaited")
