"""Who recommends to whom."""

import pytest

from tests.extract.recommendations.test_forms import found_in, paragraphs

HOSC = "Oxfordshire Joint Health Overview and Scrutiny Committee"
PEOPLE = "People Overview & Scrutiny Committee"

CASES = [
    (
        "an officer to the meeting that the paper goes to, whatever it is called",
        "officer_report",
        "1. The Committee is RECOMMENDED to note the report.",
        ("decision", "Director of Parks", "Cabinet"),
    ),
    (
        "a named officer or member is asked",
        "officer_report",
        "The Cabinet Member for Parks is asked to agree the plan.",
        ("decision", "Director of Parks", "Cabinet Member for Parks"),
    ),
    (
        "somebody else's recommendation is told",
        "officer_report",
        "The Scrutiny Committee recommends that the decision be delayed.",
        ("reported", None, "Cabinet"),
    ),
    (
        "an inspectorate's to those it inspects",
        "inspection_report",
        paragraphs(
            "Ofsted and the Care Quality Commission inspected the local area partnership",
            "AREAS FOR IMPROVEMENT",
            "Leaders should shorten the wait.",
        ),
        ("inspection", "Ofsted and the Care Quality Commission (CQC)", "Local Area Partnership"),
    ),
    (
        "a pro forma that says whose it is and to whom",
        "response_proforma",
        paragraphs(
            "Appendix: Joint Health Overview and Scrutiny Committee response form",
            "Lead Cabinet Member(s): Cllr Green",
            "| Recommendation | Accepted, rejected or partially accepted |\n|---|---|\n"
            "| 1. To shorten the wait. | |",
        ),
        ("scrutiny", HOSC, "Cabinet"),
    ),
    (
        "a row that names its own maker and addressee",
        "response_proforma",
        "| Recommendation | Response |\n|---|---|\n"
        "| 6. To shorten the wait. (HOSC Recommendation for NHS England) | |",
        ("scrutiny", HOSC, "NHS England"),
    ),
    (
        "words that name who is to act",
        "scrutiny_report",
        "Recommendation 6: In light of this, it is recommended that the Northern Integrated Care "
        "Board review the contract.",
        ("scrutiny", PEOPLE, "Northern Integrated Care Board"),
    ),
    (
        "the Council, by its name in the paper",
        "response_proforma",
        "| Recommendation | Response |\n|---|---|\n"
        "| That the Council sets out Northshire County Council's vision for water. | |",
        ("scrutiny", None, "Northshire County Council"),
    ),
]


@pytest.mark.parametrize(
    ("kind", "text", "expected"), [c[1:] for c in CASES], ids=[c[0] for c in CASES]
)
def test_parties(kind: str, text: str, expected: tuple[str, str | None, str]) -> None:
    scrutiny = kind == "scrutiny_report"
    author = PEOPLE if scrutiny else "Director of Parks" if kind == "officer_report" else None
    made = found_in(text, kind, author=author)[-1]
    wanted_kind, wanted_by, wanted_to = expected
    assert (made.kind, made.addressed_to) == (wanted_kind, wanted_to)
    assert wanted_by is None or made.made_by == wanted_by


def test_what_others_recommended_is_not_the_officers() -> None:
    (made,) = found_in("The committee recommends that the decision be delayed.")
    assert (made.kind, made.made_by) == ("reported", None)


def test_a_list_made_jointly_and_addressed_to_all() -> None:
    text = paragraphs(
        "1. The Cabinet is RECOMMENDED to",
        "a) Agree to answer.",
        "The Local Area Partnership ('the LAP') met. As was said, these recommendations of the "
        "People Overview and Scrutiny Committee are made jointly with HOSC and are addressed to "
        "the LAP as an whole.",
        "Recommendation 1: To shorten the wait.",
    )
    first, joint = found_in(text, "scrutiny_report", author=PEOPLE)
    assert (first.made_by, first.addressed_to) == (PEOPLE, "Cabinet")
    assert (joint.made_by, joint.addressed_to) == (f"{HOSC} and {PEOPLE}", "Local Area Partnership")


def test_two_lists_of_two_makers() -> None:
    text = paragraphs(
        "Overarching Recommendations (issued by HOSC and the Place Scrutiny Committee):",
        "1. For leadership to be set out.",
        "HOSC Recommendations:",
        "1. For services to be joined.",
    )
    both, own = found_in(text, "scrutiny_report", author=HOSC)
    assert both.made_by == f"{HOSC} and Place Overview & Scrutiny Committee"
    assert own.made_by == HOSC


def test_a_motion_is_its_movers() -> None:
    text = "3) Mr Brown proposed, and Ms Grey seconded, that the Council plant a tree."
    (made,) = found_in(text, "minute", body="County Council", author=None)
    assert (made.made_by, made.addressed_to) == ("Mr Brown", "County Council")


@pytest.mark.parametrize(
    ("text", "verb"),
    [
        ("Cabinet is RECOMMENDED to NOTE the report.", "note"),
        ("Cabinet is RECOMMENDED to formally approve the plan.", "approve"),
        ("Recommendation 1: For SEND services to be developed to a plan.", "develop"),
        ("Recommendation 1: For the Leader to adopt a plan to be placed online.", "adopt"),
        ("It is recommended that the plan be formally approved.", "approve"),
        ("Recommendation 4: Leaders should urgently ensure a plan to target waits.", "ensure"),
        ("Recommendation 2: That the Council includes trees in its plan.", "include"),
        ("Recommendation 3: A greener town by next year.", None),
        ("Recommendation 5: That on issues of noise the mayor be heard.", None),
        ("Recommendation 6: For SEND plans to be explicitly set out.", "set"),
        ("Recommendation 7: Grant calls for parks should be published each May.", "publish"),
        ("Recommendation 8: We recommend that the Council (a) plant limes.", None),
        ("Recommendation 9: We further recommend that the Council publish a map.", "publish"),
        ("Recommendation 1: We urge ministers to explain their views.", "explain"),
        ("Recommendation 2: If it wishes to issue a map, the Council should draw it.", "draw"),
    ],
)
def test_verbs(text: str, verb: str | None) -> None:
    assert found_in(text)[0].verb == verb


def test_an_inquiry_is_named_by_the_title_of_the_answer_to_it() -> None:
    text = paragraphs("Recommendation 1", "The Government should map its hedges.")
    title = "Government response to the Rural Hedges and Ditches Committee report"
    (made,) = found_in(text, "response_proforma", title=title, author=None, body=None)
    assert made.made_by == "Rural Hedges and Ditches Committee"
    assert made.addressed_to == "Government"


def test_an_inquiry_is_named_by_its_introduction() -> None:
    text = paragraphs(
        "In May the Hedges and Ditches Committee published its report on hedges.",
        "Recommendation 1",
        "Hedges should be mapped.",
    )
    (made,) = found_in(text, "response_proforma", author=None, body=None)
    assert made.made_by == "Hedges and Ditches Committee"


def test_a_recommendation_may_name_its_maker_as_the_one_to_act() -> None:
    text = "Recommendation 5: For HOSC to continue to look at the ponds."
    (made,) = found_in(text, "scrutiny_report", author=HOSC)
    assert made.addressed_to == HOSC
    (made,) = found_in("Recommendation 5: For SEND to come first.", "scrutiny_report", author=HOSC)
    assert made.addressed_to != "SEND"


def test_the_end_of_a_row_on_the_next_page_names_who_made_it() -> None:
    rows = (
        "| 1. That hedges be kept for the good of | | |\n"
        "| all birds. (Overarching; made by HOSC and Place Scrutiny Committee) | | |"
    )
    text = f"| Recommendation | Accepted or rejected | Action |\n|---|---|---|\n{rows}"
    (made,) = found_in(text, "response_proforma", author=None)
    assert made.made_by == f"{HOSC} and Place Overview & Scrutiny Committee"


def test_lines_of_a_box_are_no_recommendations_of_their_own() -> None:
    rows = ("8.1. We urge that hedges", "be kept.", "Birds should be counted", "8.2. Count newts.")
    text = "\n".join(("| Recommendation | |", "|---|---|", *(f"| {row} | |" for row in rows)))
    found = found_in(text, "response_proforma", author=None)
    assert [made.label for made in found] == ["8.1", "8.2"]


def test_who_is_to_answer_for_all_is_asked_by_all() -> None:
    text = paragraphs(
        "Cabinet is RECOMMENDED to agree to lead on a Local Area Partnership-level response to"
        " the recommendations below.",
        "HOSC Recommendations:",
        "1. For services to be joined.",
    )
    led, asked = found_in(text, "scrutiny_report", author=HOSC)
    assert (led.addressed_to, asked.addressed_to) == ("Cabinet", "Local Area Partnership")


ANSWERED = "| Scrutiny recommendation | Executive response |\n|---|---|\n| 1. To dig. | Agreed. |"


def test_who_answers_did_not_make_what_is_answered() -> None:
    text = paragraphs("RECOMMENDATION", "That Cabinet approves the response below.", ANSWERED)
    asked, answered = found_in(text, "response_proforma")
    assert (asked.kind, asked.made_by) == ("decision", "Director of Parks")
    assert (answered.kind, answered.made_by) == ("scrutiny", None)


def test_a_scrutiny_officer_is_no_scrutiny_body() -> None:
    text = paragraphs("RECOMMENDATION", "That the Committee agrees its work programme.")
    (made,) = found_in(text, "officer_report", author="Scrutiny Manager")
    assert (made.kind, made.made_by) == ("decision", "Scrutiny Manager")


def test_a_committee_does_not_recommend_to_itself() -> None:
    text = (
        "| Recommendation | Update | Status |\n|---|---|---|\n| That maps be drawn | Drawn | Done |"
    )
    (made,) = found_in(text, "action_plan", body=PEOPLE, author=None)
    assert made.addressed_to is None


@pytest.mark.parametrize(
    ("words", "to"),
    [
        ("That the Executive Committee ask for a report.", "Executive Committee"),
        ("That the Executive publishes its waiting times.", "Executive"),
        ("That the Panel receives a report next year.", None),
    ],
)
def test_words_that_name_who_is_to_act(words: str, to: str | None) -> None:
    (made,) = found_in(f"Recommendation 1: {words}", "unplaced", body=None, author=None)
    assert made.addressed_to == to


def test_a_column_says_who_is_to_act() -> None:
    member = "Cabinet Member for Housing"
    text = f"| Recommendation | For action by |\n|---|---|\n| To shorten the wait. | {member} |"
    (made,) = found_in(text, "scrutiny_report", body=None)
    assert made.addressed_to == member
