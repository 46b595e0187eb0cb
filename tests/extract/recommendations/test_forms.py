"""The forms in which recommendations are put: (trait, kind of paper, text, label and words)."""

import time
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.extract.recommendations import find_recommendations
from pipeline.model import Cell, Paper, Passage, Recommendation
from pipeline.read.text import read_text
from pipeline.rules import Rules, load_rules


def make_paper(kind: str, passages: int, **fields: object) -> Paper:
    known = {"body": "Cabinet", "author": "Director of Parks", "meeting_date": date(2021, 3, 3)}
    title = fields.pop("title", "A paper")
    return Paper(0, kind, title, 1, 1, 0, passages - 1, **(known | fields))  # type: ignore[arg-type]


def found_in(text: str, kind: str = "officer_report", **fields: object) -> list[Recommendation]:
    passages = read_text(text).passages
    return find_recommendations(make_paper(kind, len(passages), **fields), passages, load_rules())


def paragraphs(*texts: str) -> str:
    return "\n\n".join(texts)


FOUND = [
    (
        "a lead-in and a list with its parent's number",
        "officer_report",
        paragraphs("1. The Cabinet is RECOMMENDED to", "a) Note it; and", "b) Agree to it."),
        [("1(a)", "Note it"), ("1(b)", "Agree to it.")],
    ),
    (
        "a lead-in whose list has the style of the paragraphs around it",
        "scrutiny_report",
        paragraphs(
            "16. The Committee makes the following recommendations:",
            "1. To ensure that it is done.",
            "2. To say when.",
            "17. The Constitution gives the Committee this power.",
        ),
        [("1", "To ensure that it is done."), ("2", "To say when.")],
    ),
    (
        "no list: the words behind the lead-in",
        "officer_report",
        "Cabinet is RECOMMENDED to note the report and to thank its authors.",
        [(None, "note the report and to thank its authors.")],
    ),
    (
        "no list: the paragraph below the lead-in, whole",
        "officer_report",
        paragraphs(
            "RECOMMENDATION",
            "1. The Cabinet is RECOMMENDED to",
            "Cabinet are asked to note the report.",
            "SUMMARY",
        ),
        [("1", "Cabinet are asked to note the report.")],
    ),
    (
        "the following recommendation and one paragraph, which has no number of its own",
        "scrutiny_report",
        paragraphs(
            "14. In light of this, the Committee makes the following recommendation:",
            "To publish the plan.",
        ),
        [(None, "To publish the plan.")],
    ),
    (
        "that the body, and roman numbers",
        "officer_report",
        paragraphs("2.1 That the Cabinet:", "(i) approves the plan;", "(ii) notes the cost."),
        [("2.1(i)", "approves the plan"), ("2.1(ii)", "notes the cost.")],
    ),
    (
        "capital letters, as paragraphs",
        "officer_report",
        paragraphs("Cabinet is asked to:", "A. Agree to TRANSFER the park.", "B. Note the cost."),
        [("A", "Agree to TRANSFER the park."), ("B", "Note the cost.")],
    ),
    (
        "one list in one paragraph",
        "officer_report",
        "The Board is asked to: (1) note the plan; (2) approve the cost; and (3) thank the staff.",
        [("(1)", "note the plan"), ("(2)", "approve the cost"), ("(3)", "thank the staff.")],
    ),
    (
        "a list below an item that only leads on to it",
        "officer_report",
        paragraphs(
            "1. The Cabinet is RECOMMENDED to",
            "a) approve the following:",
            "(i) the capital programme;",
            "(ii) the budget; and",
            "b) note the risks.",
            "2. The budget is set each year.",
        ),
        [
            ("1(a)(i)", "the capital programme"),
            ("1(a)(ii)", "the budget"),
            ("1(b)", "note the risks."),
        ],
    ),
    (
        "a list below an item that says something belongs to the item",
        "officer_report",
        paragraphs(
            "Cabinet is asked to:",
            "a) approve the parks plan, which has three parts.",
            "(i) paths",
            "(ii) trees",
            "b) note the risks.",
        ),
        [("(a)", "approve the parks plan, which has three parts."), ("(b)", "note the risks.")],
    ),
    (
        "bullets",
        "officer_report",
        paragraphs("The Board is asked to:", "- Note the update", "- agree the next steps"),
        [(None, "Note the update"), (None, "agree the next steps")],
    ),
    (
        "bare numbers below a heading, beside text that asks nobody",
        "inspection_report",
        paragraphs(
            "RECOMMENDATIONS",
            "1. Strengthen the oversight of decisions (paragraph 25).",
            "2. Ensure that plans are reviewed:",
            "- every year",
            "3. Where possible, ensure that children are heard.",
            "SUMMARY",
            "4. Children are heard.",
        ),
        [
            ("1", "Strengthen the oversight of decisions (paragraph 25)."),
            ("2", "Ensure that plans are reviewed:"),
            ("3", "Where possible, ensure that children are heard."),
        ],
    ),
    (
        "numbers that run on below another heading",
        "officer_report",
        paragraphs(
            "RECOMMENDATIONS", "1. Approve the plan.", "HOUSING", "2. Note the cost of homes."
        ),
        [("1", "Approve the plan."), ("2", "Note the cost of homes.")],
    ),
    (
        "labels, with words behind them and below them",
        "scrutiny_report",
        paragraphs(
            "Recommendation 1: For the service to say how long people wait.",
            "Recommendation 2",
            "The trust should say why. It should do so each month.",
            "The trust has said so before.",
        ),
        [
            ("Recommendation 1", "For the service to say how long people wait."),
            ("Recommendation 2", "The trust should say why. It should do so each month."),
        ],
    ),
    (
        "a heading and a lead-in in one paragraph",
        "officer_report",
        "Recommendation(s): The Cabinet Member for Parks is asked to agree the plan.",
        [(None, "agree the plan.")],
    ),
    (
        "conclusions among which some recommend, and the paragraphs that they repeat",
        "scrutiny_report",
        paragraphs(
            "11. Parks are loved by all who use them in the town.",
            "12. The Government should pay for parks in every town of the land.",
            "CONCLUSIONS AND RECOMMENDATIONS",
            "1. Parks are loved by all who use them in the town. (Paragraph 11)",
            "MONEY",
            "2. The Government should pay for parks in every town of the land. (Paragraph 12)",
        ),
        [
            ("12", "The Government should pay for parks in every town of the land."),
            ("2", "The Government should pay for parks in every town of the land. (Paragraph 12)"),
        ],
    ),
    (
        "sentences that recommend within a paragraph",
        "scrutiny_report",
        "5.3 Few parks are safe. To this end, we recommend that the Council light their paths.",
        [
            (
                "5.3",
                "Few parks are safe. To this end, we recommend that the Council light their paths.",
            )
        ],
    ),
    (
        "what needs to improve, in bullets, until the next heading",
        "inspection_report",
        paragraphs(
            "WHAT NEEDS TO IMPROVE?",
            "- The speed of decisions.",
            "- Support for those who leave care.",
            "HELP AND PROTECTION: GOOD",
            "1. Decisions are well made.",
        ),
        [(None, "The speed of decisions."), (None, "Support for those who leave care.")],
    ),
    (
        "a motion and its amendment",
        "minute",
        paragraphs(
            "5) Ms Grey proposed, and Mr Brown seconded the motion that",
            '"This Council notes:',
            "a) that trees are few.",
            "This Council resolves to:",
            "1. Plant trees.",
            '2. Count them."',
            "6) Following the debate, the Chairman put the motion to the vote.",
            "7) Mr Brown said that trees are many.",
        ),
        [("1", "Plant trees."), ("2", "Count them.")],
    ),
]

FOUND += [
    (
        "a motion of one sentence",
        "minute",
        paragraphs(
            "Cllr Grey moved, and Cllr Brown seconded, the following motion:", '"Plant it."'
        ),
        [(None, "Plant it.")],
    ),
    (
        "letters and numbers of a task group",
        "scrutiny_report",
        paragraphs("KEY RECOMMENDATIONS", "The group recommends that:", "R1 The Council builds."),
        [("R1", "The Council builds.")],
    ),
    (
        "one that passes something on",
        "minute",
        "That the Executive be recommended to approve the plan.",
        [(None, "approve the plan.")],
    ),
    (
        "who should act by when",
        "inspection_report",
        paragraphs("By 1 May, the chief constable should:", "- review it; and", "- train staff."),
        [(None, "review it"), (None, "train staff.")],
    ),
]

LEFT_ALONE = [
    ("a review's recommendations are only mentioned", "The review made several recommendations."),
    ("what was recommended once", "It was recommended that the route be closed, and it was."),
    ("modal verbs alone", "Staff should share information, and managers must check that they do."),
    ("learning points", "LEARNING POINTS\n\n- Use one referral form.\n\n- Ensure that it is read."),
    ("reasons", "REASONS FOR RECOMMENDATIONS\n\n1. To ensure that the law is kept."),
    ("a form that asks to be filled", "Response to recommendations:\n\n1. Ensure it is returned."),
    ("a table that counts", "| Number of recommendations | Open |\n|---|---|\n| 12 | 3 |"),
    ("what a meeting resolved", "RESOLVED that Cabinet agree to:\n\na) note it;\n\nb) approve it."),
    ("an invitation", "Members of the Council are invited to attend a meeting on 3 May."),
    ("nothing was entered", "| Recommendation | Response |\n|---|---|\n| Enter text here. | |"),
]


@pytest.mark.parametrize(
    ("kind", "text", "expected"), [c[1:] for c in FOUND], ids=[c[0] for c in FOUND]
)
def test_finds(kind: str, text: str, expected: list[tuple[str | None, str]]) -> None:
    assert [(made.label, made.text) for made in found_in(text, kind)] == expected


@pytest.mark.parametrize("text", [c[1] for c in LEFT_ALONE], ids=[c[0] for c in LEFT_ALONE])
def test_leaves_alone(text: str) -> None:
    assert found_in(text) == []


@pytest.mark.parametrize("kind", ["annual_report", "minute", "scrutiny_report"])
def test_areas_for_improvement_are_an_inspectorates(kind: str) -> None:
    text = "AREAS FOR IMPROVEMENT\n\nLeaders should shorten the wait."
    assert found_in(text, kind) == []
    assert [made.kind for made in found_in(text, "inspection_report")] == ["inspection"]


def test_letters_go_on_beyond_z() -> None:
    letters = [*"abcdefghijklmnopqrstuvwxyz", "aa", "ab", "ac"]
    text = paragraphs("Cabinet is asked to:", *(f"{letter}) note {letter}" for letter in letters))
    assert [made.label for made in found_in(text)] == [f"({letter})" for letter in letters]


def row(text: str, page: int, *cells: tuple[str, str]) -> Passage:
    found = []
    for head, words in cells:
        start = text.index(words) if words else len(text)
        found.append(Cell(head, start, start + len(words)))
    return Passage(0, page, "row", text, table=0, cells=tuple(found))


def test_a_row_that_goes_on_over_a_page_is_one() -> None:
    rows = [
        row("To spend what was given by", 1, ("Recommendation", "To spend what was given by")),
        row("Parliament at once.", 2, ("Recommendation", "Parliament at once.")),
        row("2. To say so.", 2, ("Recommendation", "2. To say so.")),
    ]
    found = find_recommendations(make_paper("response_proforma", 3), rows, load_rules())
    assert [(made.label, made.text) for made in found] == [
        (None, "To spend what was given by"),
        ("2", "To say so."),
    ]


@pytest.mark.parametrize("bullet", ["", "- "])
def test_what_introduces_areas_for_improvement_is_none_of_them(bullet: str) -> None:
    text = (
        f"AREAS FOR IMPROVEMENT\n\nThe service needs to act at once on:\n\n{bullet}The long wait."
    )
    passages = read_text(text).passages
    paper = make_paper("inspection_report", len(passages))
    found = find_recommendations(paper, passages, load_rules())
    assert [made.text for made in found] == ["The long wait."]


def test_every_recommendation_of_the_samples_can_be_checked(rules: Rules) -> None:
    for _, kind, text, _ in FOUND:
        passages = read_text(text).passages
        for made in find_recommendations(make_paper(kind, len(passages)), passages, rules):
            place = made.place
            assert passages[place.passage].text[place.start : place.end] == place.quote


@given(st.lists(st.sampled_from([case[2] for case in FOUND]), max_size=3), st.text(max_size=60))
def test_any_text_is_survived_and_every_quote_stands_in_it(parts: list[str], noise: str) -> None:
    text = paragraphs("A paper.", *parts, noise)
    passages = read_text(text).passages
    for made in find_recommendations(make_paper("unplaced", len(passages)), passages, load_rules()):
        place = made.place
        assert passages[place.passage].text[place.start : place.end] == place.quote == made.text


@pytest.mark.parametrize(
    "hostile",
    [
        "the Council " * 4000 + "is asked",
        "recommended that " * 4000,
        "(a) " * 8000 + "recommendation",
        "A. B. " * 8000 + "Cabinet is RECOMMENDED to",
        "Mr A proposed, and " * 3000 + "seconded",
        "Recommendation 1 " * 4000,
    ],
    ids=["asked", "that", "letters", "stops", "moved", "labels"],
)
def test_long_hostile_texts_are_quick(hostile: str) -> None:
    passage = Passage(0, 1, "paragraph", hostile)
    begun = time.process_time()
    find_recommendations(make_paper("officer_report", 1), [passage], load_rules())
    assert time.process_time() - begun < 3.0
