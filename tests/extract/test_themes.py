"""Themes: how phrases are written, when a passage is about one, and where a paper states it."""

import time
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.errors import RuleError
from pipeline.extract.themes import find_themes, load_themes, themes_of_text
from pipeline.extract.themes.terms import PhraseIndex, add_phrase, find_phrases, tokens_of
from pipeline.model import Paper, Passage
from pipeline.read.text import read_text
from pipeline.rules import Rules, load_rules

PAPER = Paper(0, "officer_report", None, 1, 1, 0, 99)
RULES = load_rules()


def themes(text: str, *heading: str) -> set[str]:
    return {mention.theme for mention in themes_of_text(text, heading, RULES)}


def stated(text: str) -> set[str]:
    return {m.theme for m in find_themes(PAPER, read_text(text).passages, RULES) if m.stated}


def _short(value: object) -> str:
    return str(value)[:24]


# How a phrase is written: (trait, phrase, texts that hold it, texts that do not)
PHRASES = [
    ("all forms of a verb", "share information", ["sharing information"], ["information shared"]),
    ("plural and possessive", "child view", ["children's views"], ["a childish view"]),
    ("only as written", "=housing", ["Housing need"], ["the House of Lords", "houses"]),
    ("beginning of a word", "neurodiver*", ["neurodivergent", "neurodiversity"], ["biodiversity"]),
    ("one or the other", "self harm|neglect", ["self-harming", "self neglect"], ["self help"]),
    ("words between", "share .. data", ["share the patient data"], ["share a b c d data"]),
    ("no words between", "share .. data", ["share data"], ["shared. Data"]),
    ("capitals", "SEND", ["SEND provision"], ["please send it", "Send it"]),
    ("plural of capitals", "EHCP", ["EHCPs", "EHCP's"], ["ehcp"]),
    ("hyphens", "multi agency", ["multi-agency", "Multi agency"], ["an agency"]),
    ("curly apostrophes", "child home", ["children’s home"], ["child at home"]),
    ("irregular plurals", "woman", ["women"], ["womanhood"]),
    ("double letters", "groom", ["grooming"], ["grown"]),
    ("a sum of money", "cost £", ["costs £8,000", "cost £ 1.5m"], ["cost 8,000", "cost. £8"]),
    ("sentences part", "early help", ["early help"], ["It is early. Help comes."]),
]


@pytest.mark.parametrize(
    ("trait", "phrase", "held", "not_held"), PHRASES, ids=lambda v: str(v)[:30]
)
def test_phrases(trait: str, phrase: str, held: list[str], not_held: list[str]) -> None:
    index = PhraseIndex({"women": "woman", "children": "child"})
    add_phrase(index, phrase, "x", 1.0, "test")
    for text in held:
        assert find_phrases(tokens_of(text, index), index), (trait, text)
    for text in not_held:
        assert not find_phrases(tokens_of(text, index), index), (trait, text)


@pytest.mark.parametrize("phrase", [".. help", "help ..", "|", ""])
def test_a_phrase_that_says_nothing_is_an_error(phrase: str) -> None:
    with pytest.raises(RuleError, match=r"test: the phrase"):
        add_phrase(PhraseIndex({}), phrase, "x", 1.0, "test")


# When a passage is about a theme: (trait, text, headings, themes it is about, themes it is not)
ABOUT = [
    ("misspelling", "CAHMS has a long list.", (), {"mental_health"}, set()),
    ("abbreviation", "MARAC met twelve times.", (), {"domestic_abuse"}, set()),
    ("several", "Neglect and knife crime.", (), {"neglect", "child_exploitation"}, set()),
    ("a board's name", "The Safeguarding Children Board met.", (), set(), {"child_protection"}),
    ("an office", "By the Director of Housing and Finance.", (), set(), {"housing", "finance"}),
    ("a post", "Checked by: the Finance Business Partner.", (), set(), {"partnership_working"}),
    ("an Act", "under the Housing Act 1996", (), set(), {"housing"}),
    ("an address", "Write to housing@example.org.", (), set(), {"housing"}),
    ("a name, and the thing", "The Housing Board wants more housing.", (), {"housing"}, set()),
    ("denied", "There was no evidence of neglect.", (), set(), {"neglect"}),
    ("denied elsewhere", "There was no evidence of it. Neglect rose.", (), {"neglect"}, set()),
    ("weak alone", "The teacher was thanked.", (), set(), {"children_in_education"}),
    ("weak under its heading", "The teacher was thanked.", ("School attendance",),
     {"children_in_education"}, set()),
    ("a heading alone", "The Chair was thanked.", ("School attendance",), set(),
     {"children_in_education"}),
    ("weak in company", "The school told its pupils and the headteacher.", (),
     {"children_in_education"}, set()),
    ("run-in heading", "Food: the shops near the park sell too much of it.", (),
     {"healthy_weight"}, set()),
    ("another meaning", "A weight limit on the bridge; full weight was given to it.", (), set(),
     {"healthy_weight"}),
    ("money and not a permit", "Planning permission was granted.", (), set(), {"finance"}),
    ("centred is no centre", "Decisions are child-centred.", (), set(), {"early_help"}),
    ("an imprint", "The Office for Standards in Education (Ofsted) regulates and inspects to"
     " achieve excellence in education, safeguarding and child protection.", (), set(),
     {"children_in_education", "child_protection", "quality_assurance"}),
    ("under a heading that says nothing", "The inspection was led by inspectors of the CQC.",
     ("About this inspection",), set(), {"quality_assurance"}),
    ("a double letter lost", "It has a diversity of roles.", (), set(), {"children_in_education"}),
    ("a small minority", "A small minority of bays were empty.", (), set(), {"equality"}),
    ("weak heading, and no more", "The survey drew 40 replies to it.", ("Consultation",),
     {"consultation"}, set()),
    ("weak in a longer heading", "The survey drew 40 replies to it.", ("Consultation of charts",),
     set(), {"consultation"}),
    ("sums of money", "They range from £8,000 to £20,000 and once £31,000.", (), {"finance"},
     set()),
    ("one sum of money", "He lost £20 at the fair.", (), set(), {"finance"}),
    ("a fund in name", "The Household Support Fund helps them.", (), set(), {"finance"}),
    ("an inspection of things", "The annual playground inspection is due.", (), set(),
     {"quality_assurance"}),
    ("households, not children", "Households were placed out of borough.", (), set(),
     {"children_in_care"}),
    ("nothing", "The meeting closed at noon.", (), set(), set()),
]  # fmt: skip


@pytest.mark.parametrize(
    ("trait", "text", "heading", "is_about", "is_not"), ABOUT, ids=lambda v: str(v)[:24]
)
def test_about(
    trait: str, text: str, heading: tuple[str, ...], is_about: set[str], is_not: set[str]
) -> None:
    found = themes(text, *heading)
    assert is_about <= found, trait
    assert not is_not & found, trait


# What a title adds: (trait, title, text, themes it is about, themes it is not)
TITLES = [
    ("a title with a weak word", "School attendance", "The teacher was thanked.",
     {"children_in_education"}, set()),
    ("a title that names the kind of paper", "Strategic plan of the Board",
     "The Board was thanked.", set(), {"governance"}),
]  # fmt: skip


@pytest.mark.parametrize(("trait", "title", "text", "is_about", "is_not"), TITLES, ids=_short)
def test_titles(trait: str, title: str, text: str, is_about: set[str], is_not: set[str]) -> None:
    passages = [Passage(0, 1, "paragraph", text)]
    found = {m.theme for m in find_themes(replace(PAPER, title=title), passages, RULES)}
    assert is_about <= found, trait
    assert not is_not & found, trait


# What a table row is about: (trait, table, the themes of its rows in order)
ROWS = [
    ("the head of a column of words", "| Case | Ofsted notified? |\n|---|---|\n| One | Yes |\n"
     "| Two | No |", [set(), set()]),
    ("a category of most rows", "| Case | Type | Issue |\n|---|---|---|\n"
     "| 1 | Rapid review | Neglect |\n| 2 | Rapid review | Housing need |\n| 3 | Rapid review |"
     " Suicide |",
     [{"neglect"}, {"housing"}, {"mental_health"}]),
    ("what tells rows apart", "| Case | Issue |\n|---|---|\n| 1 | Neglect |\n| 2 | Neglect |\n"
     "| 3 | Suicide |\n| 4 | Homelessness |",
     [{"neglect"}, {"neglect"}, {"mental_health"}, {"housing"}]),
    ("the head of a column of figures", "| Area | Child protection plans |\n|---|---|\n"
     "| North | 12 |\n| South | 31 |", [{"child_protection"}, {"child_protection"}]),
    ("the name of a row", "| Measure | 2023 |\n|---|---|\n| Rapid reviews held | 6 |",
     [{"quality_assurance"}]),
]  # fmt: skip


@pytest.mark.parametrize(("trait", "table", "expected"), ROWS, ids=_short)
def test_rows(trait: str, table: str, expected: list[set[str]]) -> None:
    passages = [p for p in read_text(table).passages if p.kind == "row"]
    found = find_themes(PAPER, passages, RULES)
    of_rows = [{m.theme for m in found if m.place.passage == p.position} for p in passages]
    assert of_rows == expected, trait


def test_every_theme_of_the_guide_is_there(corpus: Path) -> None:
    guide = (corpus / "gold" / "GUIDE.md").read_text()
    table = guide.split("| id | what it is about |")[1].split("##")[0]
    ids = [line.split("|")[1].strip() for line in table.splitlines() if line.startswith("| ")]
    assert [theme.id for theme in load_themes(RULES)] == [i for i in ids if not i.startswith("-")]


STATED = [
    ("a list in a sentence", "We must improve on the themes of: (1) Neglect (2) Homelessness.",
     {"neglect", "housing"}),
    ("a lead-in and its list", "There are two key messages:\n\n- Neglect is missed.\n\n- Caseloads"
     " are high.\n\nThe budget is set in May.", {"neglect", "workforce"}),
    ("a list without bullets", "The repeat safeguarding themes are:\n\nNeglect.\n\nSuicide.",
     {"neglect", "mental_health"}),
    ("a heading", "OUR PRIORITIES\n\nTackle neglect.\n\nBACKGROUND\n\nSchool exclusions rose.",
     {"neglect"}),
    ("a named priority", "AMBITION ONE: WORKING IN PARTNERSHIP\n\nThe year was long.",
     {"partnership_working"}),
    ("a heading of concerns", "AREAS OF CONCERN\n\nNeglect rose.", {"neglect"}),
    ("a run-in heading", "KEY POINTS OF OBSERVATION\n\nHousing: It is dear.\n\nNeglect rose.",
     {"housing"}),
    ("one priority of several", "Our second priority is that suicide is prevented.",
     {"mental_health"}),
    ("a focus among others", "One of the areas of focus was neglect.", {"neglect"}),
    ("themes that emerged", "Themes that emerged: neglect and homelessness.",
     {"neglect", "housing"}),
    ("areas of focus in a sentence", "It covers areas of focus, including neglect.", {"neglect"}),
    ("a concern that was reported", "More neglect was referred as a concern.", set()),
    ("priority without more", "Priority is given to housing.", set()),
    ("a concern", "Knife crime remains a key concern.", {"child_exploitation"}),
    ("only its own sentence", "Neglect was audited in May. Housing is a priority.", {"housing"}),
    ("quoted at length", "There are key messages:\n\n\"Neglect is missed.\"\n\n\"Caseloads are high"
     + " and stay so" * 12 + ".\"\n\nThe budget is set in May.", {"neglect", "workforce"}),
    ("a long paragraph ends a list", "There are key messages:\n\nNeglect is missed.\n\n"
     "Caseloads are high" + " and stay so" * 12 + ".", {"neglect"}),
    ("rows of a table", "KEY POINTS OF OBSERVATION\n\n| Case | Issue |\n|---|---|\n"
     "| One | Neglect |", set()),
    ("boilerplate", "STRATEGIC POLICIES AND PRIORITIES\n\nThe report is on neglect.", set()),
]  # fmt: skip


@pytest.mark.parametrize(("trait", "text", "expected"), STATED, ids=_short)
def test_stated(trait: str, text: str, expected: set[str]) -> None:
    assert stated(text) == expected, trait


def test_a_mention_is_quoted_by_its_first_words_without_a_printed_label() -> None:
    text = "Recommendation 2: To end rough sleeping " + "in the city by next year " * 3
    (mention,) = (m for m in themes_of_text(text, (), RULES) if m.theme == "housing")
    assert mention.place.quote.startswith("To end rough sleeping")
    assert len(mention.place.quote.split()) == 12
    assert text[mention.place.start : mention.place.end] == mention.place.quote
    assert mention.terms == ("rough sleeping",)


def test_a_theme_needs_three_lines(tmp_path: Path) -> None:
    (tmp_path / "themes.yml").write_text(
        "rules:\n  - id: allotments\n    label: Allotments\n    terms: allotment, =plot .. garden\n"
    )
    rules = Rules(tmp_path)
    assert load_themes(rules)[0].label == "Allotments"
    assert [m.theme for m in themes_of_text("The allotments are full.", (), rules)] == [
        "allotments"
    ]
    assert [m.theme for m in themes_of_text("A plot of garden land.", (), rules)] == ["allotments"]


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        ("rules:\n  - id: bees\n    label: Bees\n", "needs at least one phrase"),
        ("rules:\n  - id: bees\n    terms: {bee: 1}\n", "must be a list"),
        ("rules:\n  - id: bees\n    term: bee\n", "unknown key `term`"),
        ("scoring: {limit: 2}\nrules: []\n", "unknown limit"),
    ],
)
def test_a_broken_rule_file_says_where(tmp_path: Path, lines: str, message: str) -> None:
    (tmp_path / "themes.yml").write_text(lines)
    with pytest.raises(RuleError, match=message):
        load_themes(Rules(tmp_path))


@given(st.text(max_size=300), st.text(max_size=60))
@settings(max_examples=60, deadline=None)
def test_any_text_gives_quotes_that_stand_in_it(text: str, heading: str) -> None:
    passage = Passage(0, 1, "paragraph", f"Neglect {text}", heading=(heading,))
    for mention in find_themes(replace(PAPER, title=heading), [passage], RULES):
        place = mention.place
        assert passage.text[place.start : place.end] == place.quote != ""


@pytest.mark.parametrize(
    "text",
    [
        "Children " * 20_000,
        "Multi-Agency And Of The " * 8_000,
        "share the " * 20_000,
        "A" * 200_000,
        "of " * 60_000 + "Board",
        "we need to: " * 15_000,
        "a.b@" * 40_000,
        "key strategic main " * 10_000,
    ],
    ids=lambda text: text[:12],
)
def test_hostile_text_takes_no_longer_than_other_text(text: str) -> None:
    start = time.process_time()
    themes_of_text(text, (text[:5000],), RULES)
    assert time.process_time() - start < 8
